"""Mentions: counts that scatter as counts do, harmless bursts, and a crisis as the model has it."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.mentions import BURSTS, CENSUS_NIGHT, draw_mentions, mentions
from statcomms.data.tables import Tables
from statcomms.data.truth.crisis import CENSUS_ONSET, onset
from statcomms.errors import DataError
from statcomms.schema import check_table, table

COUNTS = ["mentions", "negative", "questions", "rumours"]


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return mentions(2026)


@pytest.fixture(scope="module")
def normal(frame: pd.DataFrame) -> pd.DataFrame:
    return timed(frame[frame["series"] == "normal"])


@pytest.fixture(scope="module")
def crisis(frame: pd.DataFrame) -> pd.DataFrame:
    return timed(frame[frame["series"] == "census_crisis"])


def timed(frame: pd.DataFrame) -> pd.DataFrame:
    found = frame.reset_index(drop=True).astype(dict.fromkeys(COUNTS, float))
    found["time"] = pd.to_datetime(found["starts_at"].str[:16])
    return found


def quiet(normal: pd.DataFrame) -> pd.DataFrame:
    """The month without its bursts and its release day."""
    minute = normal.index.to_numpy() * 5
    busy = normal["time"].dt.day.eq(17).to_numpy(copy=True)
    for one in BURSTS:
        busy |= (minute >= one.minute - 5) & (minute <= one.minute + one.length)
    return normal[~busy]


def is_well_formed(frame: pd.DataFrame) -> None:
    check_table(table("mentions"), frame)
    for name in COUNTS[1:]:
        assert (frame[name] <= frame["mentions"]).all()


def test_the_table_is_the_agreed_one(frame: pd.DataFrame) -> None:
    is_well_formed(frame)
    assert list(frame.columns) == table("mentions").names
    assert frame.equals(mentions(2026))
    assert frame.equals(Tables(2026)["mentions"])
    assert not frame.equals(mentions(2027))
    assert frame["starts_at"].iloc[0] == "2026-06-01T00:00+10:00"
    assert frame["starts_at"].iloc[8639] == "2026-06-30T23:55+10:00"
    assert frame["starts_at"].iloc[8640] == f"{CENSUS_NIGHT}T12:00+10:00"
    assert frame["starts_at"].iloc[-1] == "2026-08-14T11:55+10:00"


def test_a_usual_month_has_its_rhythm(normal: pd.DataFrame) -> None:
    calm = quiet(normal)
    by_hour = calm.groupby(calm["time"].dt.hour)["mentions"].mean()
    assert by_hour[19:21].mean() > 5 * by_hour[2:4].mean()
    weekend = calm["time"].dt.day_of_week >= 5
    ratio = calm.loc[weekend, "mentions"].mean() / calm.loc[~weekend, "mentions"].mean()
    assert 0.45 < ratio < 0.75


def test_counts_scatter_more_than_by_chance(normal: pd.DataFrame) -> None:
    calm = quiet(normal)
    day = calm[calm["time"].dt.hour.between(9, 20) & (calm["time"].dt.day_of_week < 5)]["mentions"]
    assert day.var() / day.mean() > 1.4


def test_the_release_rises_at_half_past_nine(normal: pd.DataFrame) -> None:
    day = normal[normal["time"].dt.day == 17].set_index("time")["mentions"]
    before = day.between_time("08:30", "09:25").sum()
    after = day.between_time("09:30", "10:25").sum()
    assert after > 4 * before
    usual = normal[normal["time"].dt.day == 18].set_index("time")["mentions"]
    assert after > 4 * usual.between_time("09:30", "10:25").sum()


def test_two_bursts_ring_a_naive_alarm_and_mean_no_harm(
    normal: pd.DataFrame, crisis: pd.DataFrame
) -> None:
    hours = normal["mentions"].rolling(6).sum()
    ring = np.flatnonzero(hours.to_numpy() > 100) * 5
    assert len(ring) > 0
    for one in BURSTS:
        assert ((ring >= one.minute) & (ring <= one.minute + one.length + 30)).any()
        here = normal[
            (normal.index * 5 > one.minute) & (normal.index * 5 < one.minute + one.length)
        ]
        assert here["negative"].sum() / here["mentions"].sum() < 0.20
    first = crisis.iloc[CENSUS_ONSET // 5 + 1 : CENSUS_ONSET // 5 + 13]
    assert first["negative"].sum() / first["mentions"].sum() > 0.45


def test_the_crisis_rises_after_the_onset_and_fades_slowly(crisis: pd.DataFrame) -> None:
    by_hour = crisis.groupby(crisis.index // 12)[COUNTS].sum()
    before, night = by_hour.loc[:7], by_hour.loc[9:12]
    assert before["mentions"].max() < 300 < 1500 < night["mentions"].min()
    assert by_hour.loc[20:32, "mentions"].min() > 800
    assert by_hour.loc[65:, "mentions"].mean() < 150
    share = by_hour.div(by_hour["mentions"], axis=0)
    assert share.loc[9:12, "negative"].mean() > 0.5 > 0.3 > share.loc[:7, "negative"].mean()
    assert share.loc[9:12, "questions"].mean() > share.loc[36:48, "questions"].mean() + 0.1
    # Rumours come later than anger, and stay longer.
    assert share.loc[20:34, "rumours"].mean() > 2 * share.loc[8:10, "rumours"].mean()
    assert share["rumours"].max() < 0.40


def test_census_evening_is_busy_before_anything_goes_wrong(crisis: pd.DataFrame) -> None:
    by_hour = crisis.groupby(crisis.index // 12)[COUNTS].sum()
    assert by_hour.loc[5:7, "mentions"].min() > 2 * by_hour.loc[:4, "mentions"].max()
    share = by_hour.loc[5:7, "negative"].sum() / by_hour.loc[5:7, "mentions"].sum()
    assert share < 0.25


class TestDrawn:
    @settings(max_examples=15, deadline=None)
    @given(st.text(max_size=8), st.sampled_from(["normal", "crisis"]), st.integers(12, 96))
    def test_any_seed_and_length_gives_a_table(self, seed: str, kind: str, hours: int) -> None:
        drawn = draw_mentions(seed, kind, hours)
        is_well_formed(drawn)
        assert len(drawn) == hours * 12
        assert drawn.equals(draw_mentions(seed, kind, hours))

    def test_the_incident_begins_at_the_onset(self) -> None:
        rises = []
        for seed in range(12):
            drawn = timed(draw_mentions(seed, "crisis", 48))
            row = onset(seed, 48) // 5
            rises.append(
                drawn["negative"].iloc[row + 6 : row + 18].mean()
                / (drawn["negative"].iloc[row - 12 : row].mean() + 0.1)
            )
        assert min(rises) > 4

    def test_nothing_happens_in_a_normal_one(self) -> None:
        for seed in range(12):
            drawn = timed(draw_mentions(seed, "normal", 48))
            hour = drawn.groupby(drawn.index // 12)[["mentions", "negative"]].sum()
            large = hour[hour["mentions"] > 150]
            assert (large["negative"] < 0.4 * large["mentions"]).all()

    def test_some_have_harmless_bursts(self) -> None:
        largest = [timed(draw_mentions(s, "normal", 72))["mentions"].max() for s in range(20)]
        assert 3 <= sum(one > 25 for one in largest) <= 19

    @pytest.mark.parametrize(("kind", "hours"), [("quiet", 48), ("normal", 11), ("crisis", 241)])
    def test_what_cannot_be_drawn_is_said(self, kind: str, hours: int) -> None:
        with pytest.raises(DataError):
            draw_mentions(1, kind, hours)


def test_importing_the_modules_imports_no_pandas() -> None:
    code = (
        "import sys, statcomms.data.mentions, statcomms.data.held_out; "
        "raise SystemExit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
