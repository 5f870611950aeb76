from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from statcomms.data.figures import figure, margin, quarter_of, written
from statcomms.data.indicators import INDICATORS
from statcomms.data.months import month_list, release_days
from statcomms.data.releases import Release, draw_releases, release_of, releases
from statcomms.data.tables import Tables
from statcomms.errors import DataError
from statcomms.schema import TOPICS, check_table, table

DRAWN = {"24": releases(2026), "other seed": releases(5), "drawn": draw_releases("secret", 400)}


@pytest.fixture(params=DRAWN)
def frame(request: pytest.FixtureRequest) -> pd.DataFrame:
    return DRAWN[request.param]


def test_the_table_is_as_described(frame: pd.DataFrame) -> None:
    check_table(table("releases"), frame)
    assert list(frame.columns) == table("releases").names
    assert frame["released_at"].is_monotonic_increasing
    assert frame["release_id"].tolist() == [f"R{n:03d}" for n in range(1, len(frame) + 1)]


def test_there_is_one_release_a_month_on_its_day() -> None:
    frame = releases(2026)
    months = month_list("2024-10", 24)
    days = [str(np.datetime64(day, "D")) for day, _ in release_days(months)]
    assert frame["released_at"].str.slice(0, 10).tolist() == days
    assert set(frame["released_at"].str.slice(10)) == {"T09:30+10:00"}
    assert frame["topic"].tolist() == [topic for _, topic in release_days(months)]
    assert set(frame["place"]) == {"Nusamara"}
    for name in ("inflation", "unemployment", "economic growth"):
        assert (frame["indicator"] == name).sum() == 4


def test_a_release_is_about_the_last_complete_quarter() -> None:
    for at, period in zip(
        *(releases(2026)[name] for name in ("released_at", "period")), strict=True
    ):
        quarter_of_release = int(at[:4]) * 4 + (int(at[5:7]) - 1) // 3
        assert quarter_of(period) == quarter_of_release - 1


@pytest.mark.parametrize(("seed", "name"), [(2026, "24"), (5, "other seed"), ("secret", "drawn")])
def test_every_number_is_the_figures_own(seed: int | str, name: str) -> None:
    for row in DRAWN[name].itertuples():
        one = INDICATORS[row.indicator]
        value = figure(seed, row.indicator, row.place, row.period)
        before = figure(seed, row.indicator, row.place, row.compared_with)
        assert (row.value, row.previous_value) == (value, before)
        assert quarter_of(row.period) - quarter_of(row.compared_with) == (
            4 if one.compared == "year" else 1
        )
        wanted = value - before if one.unit == "%" else 100 * (value - before) / before
        assert row.change == pytest.approx(wanted, abs=0.0501 if one.unit != "%" else 1e-9)
        assert row.change_unit == ("percentage points" if one.unit == "%" else "%")
        assert row.direction == ("up" if row.change > 0 else "down" if row.change else "unchanged")
        half = margin(seed, row.indicator, row.place, row.period)
        assert np.isnan(row.margin) if half is None else row.margin == half


def test_a_headline_says_its_own_numbers_and_no_others(frame: pd.DataFrame) -> None:
    for row in frame.itertuples():
        one = INDICATORS[row.indicator]
        value, before = (written(x, "", row.decimals) for x in (row.value, row.previous_value))
        text = row.headline
        assert written(row.value, one.short_unit, row.decimals) in text
        for known in (row.period, row.compared_with, one.subject[1:], row.place):
            assert known in text
            text = text.replace(known, "")
        found = re.findall("\u2212?[0-9][0-9\u202f]*(?:\\.[0-9]+)?", text)
        assert {number.strip("\u202f") for number in found} <= {value, before}, row.headline
        words = {"up": "rose|up from|higher", "down": "fell|down from|lower"}
        assert re.search(words.get(row.direction, "same|stayed"), row.headline), row.headline
        assert "same" not in row.headline or row.direction == "unchanged"
        if re.search("the same as|stayed", row.headline) and "almost" not in row.headline:
            assert row.value == row.previous_value


def test_fresh_releases_are_many_and_differ() -> None:
    drawn = DRAWN["drawn"]
    assert set(drawn["topic"]) == set(TOPICS)
    assert set(drawn["indicator"]) == set(INDICATORS)
    assert not drawn.duplicated(["indicator", "place", "period"]).any()
    assert 0.3 < (drawn["place"] == "Nusamara").mean() < 0.8
    assert set(drawn["direction"]) == {"up", "down", "unchanged"}
    assert drawn["headline"].is_unique
    assert not draw_releases("other", 400)["headline"].isin(drawn["headline"]).mean() > 0.05
    # A longer draw holds a shorter one.
    key = ["indicator", "place", "period", "value"]
    short = draw_releases("secret", 40)[key].apply(tuple, axis=1)
    assert set(short) <= set(drawn[key].apply(tuple, axis=1))


def test_a_count_is_not_said_with_its_noun_twice(frame: pd.DataFrame) -> None:
    assert not frame["headline"].str.contains(r"number of.* people(?! (?:in|trained|from))").any()


@pytest.mark.parametrize("count", [0, -3, 1000])
def test_a_wrong_number_of_releases_is_refused(count: int) -> None:
    with pytest.raises(DataError, match="cannot be drawn"):
        draw_releases(1, count)


def test_one_release_is_the_table_s_row() -> None:
    row = releases(9, first_month="2026-05", months=1).iloc[0]
    one = release_of(9, "2026-05")
    assert isinstance(one, Release)
    assert (one.headline, one.value, one.topic) == (row["headline"], row["value"], "labour")
    with pytest.raises(DataError, match="do not make a period"):
        release_of(9, "May")


def test_the_table_is_built_with_the_others() -> None:
    pd.testing.assert_frame_equal(Tables(3)["releases"], releases(3))
