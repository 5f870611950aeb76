from __future__ import annotations

import re
from datetime import datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.incidents import draw_incidents, incidents, is_office_hour, period_on
from statcomms.data.months import month_list, release_days
from statcomms.data.wording.incident_frames import SITUATIONS
from statcomms.errors import DataError
from statcomms.schema import PLATFORM_LABELS, PROVINCES, check_table
from statcomms.schema.office import ACCOUNTS, INCIDENT_AREAS, INCIDENTS, PERIODS

UNRELEASED = re.compile(r"unreleased|not (yet )?released|before the release|embargo|coming release"
                        r"|will be released|due at 09:30|as it will be published")  # fmt: skip
PERSON = re.compile(
    r"\b[Nn]ames?\b|recognised|face|telephone number|who that is|single firm|his sister|her photos"
    r"|faces can be seen"
)
ADVICE = re.compile(
    r"\b(should have|must not|ought to|the right thing|we should|has to be (deleted|corrected|"
    r"hidden)|correct answer|policy says)\b",
    re.IGNORECASE,
)
NOT_OURS = re.compile(r"twitter|instagram|tiktok|youtube|whatsapp|telegram", re.IGNORECASE)


def moments(frame: pd.DataFrame) -> list[datetime]:
    return [datetime.fromisoformat(at[:16]) for at in frame["happened_at"]]


@settings(deadline=None, max_examples=25)
@given(st.one_of(st.integers(0, 10**9), st.text(min_size=1, max_size=12)), st.integers(1, 150))
def test_text_and_flags_say_the_same(seed: int | str, count: int) -> None:
    frame = check_table(INCIDENTS, draw_incidents(seed, count))
    assert len(frame) == count
    releases = {str(pd.Timestamp(day, unit="D").date()) for day, _ in release_days(
        month_list("2024-10", 24))}  # fmt: skip
    for row, moment in zip(frame.itertuples(), moments(frame), strict=True):
        assert row.office_hours == is_office_hour(moment)
        assert row.period == period_on(moment)
        if row.period == "release day":
            assert row.happened_at[:10] in releases
        assert bool(UNRELEASED.search(row.text)) == row.before_release, row.text
        if row.before_release and "09:30" in row.text:
            assert moment.hour * 60 + moment.minute < 9 * 60 + 30, row.text
        if row.personal_data:
            assert PERSON.search(row.text) or "list of telephone numbers" in row.text, row.text
        if "the vote" in row.text or "candidate" in row.text:
            assert row.period == "election", row.text
        assert not re.search(r"[{}\[\]|]|  | [,.?]", row.text), row.text
        assert not ADVICE.search(row.text), row.text
        assert not NOT_OURS.search(row.text), row.text
        others = set(PLATFORM_LABELS) - {row.platform} - {"x"}
        assert not any(PLATFORM_LABELS[name] in row.text for name in others), row.text
        assert 1 <= len(re.split(r"(?<=[.?!'])\s+(?=[A-Z\[])", row.text)) <= 5


def test_the_hour_in_the_text_is_when_it_came_up() -> None:
    for number in range(4):
        frame = draw_incidents(number, 108)
        for text, at in zip(frame["text"], frame["happened_at"], strict=True):
            if re.match(r"At \d\d:\d\d", text):
                assert text[3:8] == at[11:16]


def test_areas_and_situations_come_in_turn() -> None:
    frame = incidents(2026)
    assert len(check_table(INCIDENTS, frame)) == 60
    assert set(frame["area"].value_counts()) == {5}
    assert set(frame["account"]) == set(ACCOUNTS)
    assert set(frame["period"]) == set(PERIODS)
    assert frame["happened_at"].is_monotonic_increasing
    assert frame["before_release"].any()
    assert frame["personal_data"].any()
    assert 0.3 < frame["office_hours"].mean() < 0.8
    pd.testing.assert_frame_equal(frame, incidents(2026))
    assert not frame["text"].equals(incidents(1)["text"])
    assert not frame["text"].equals(draw_incidents(2026, 60)["text"])


def test_every_area_has_situations_enough() -> None:
    assert tuple(SITUATIONS) == INCIDENT_AREAS
    texts = [one.text for area in SITUATIONS.values() for one in area]
    assert len(texts) == len(set(texts))
    for area, found in SITUATIONS.items():
        assert len(found) >= 8, area
        assert len({one.account for one in found}) >= 2, area


def test_no_sentence_more_than_five_times() -> None:
    for seed in range(6):
        said = pd.Series(
            [one for text in incidents(seed)["text"] for one in re.split(r"(?<=[.?!])\s+", text)]
        )
        assert said.value_counts().max() <= 5


@pytest.mark.parametrize("count", [0, 1000, -3])
def test_a_wrong_number_is_refused(count: int) -> None:
    with pytest.raises(DataError, match="cannot be drawn"):
        draw_incidents(1, count)


def test_provinces_are_all_named() -> None:
    said = " ".join(draw_incidents(1, 108)["text"])
    assert all(name in said for name in PROVINCES)
