from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.months import first_day, month_list
from statcomms.data.synth import Plan, followers_by_day, outcomes, world
from statcomms.data.truth.reach import (
    PlannedPost,
    crowding_factors,
    expected_engagement,
    expected_followers,
    expected_reach,
    expected_reach_of_calendar,
    expected_showings,
    organic_moment,
)
from statcomms.data.world import effects
from statcomms.errors import DataError
from statcomms.schema import FORMATS, FORMATS_BY_PLATFORM, PLATFORMS, TOPICS

MONTHS = month_list("2024-10", 24)
SEEDS, EACH = 500, 40
SIMULATED = (
    PlannedPost("x", "prices", "photo", "2025-05-20T09:00", alt_text=True),
    PlannedPost("facebook", "labour", "photo", "2025-05-24T20:15", paid=True),
    PlannedPost("facebook", "census", "link", "2024-12-10T11:00"),
    PlannedPost("linkedin", "office", "document", "2025-07-16T09:30", release=True, paid=True),
    PlannedPost("linkedin", "health", "video", "2026-02-07T16:40", alt_text=True),
)


def simulated(post: PlannedPost) -> dict[str, tuple[float, float]]:
    """Mean and standard error of each count over seeds: posts of a seed share day and week."""

    def full(value: float, kind: type) -> np.ndarray:
        return np.full(EACH, value, dtype=kind)

    time = post.time
    plan = Plan(
        months=MONTHS,
        platform=full(PLATFORMS.index(post.platform), int),
        minute=full(post.day * 1440 + time.hour * 60 + time.minute, int),
        month=full(MONTHS.index(post.at[:7]), int),
        topic=full(TOPICS.index(post.topic), int),
        format=full(FORMATS.index(post.format), int),
        campaign=full(-1, int),
        campaigns=(),
        paid=full(post.paid, bool),
        alt_text=full(post.alt_text, bool),
        release=full(post.release, bool),
    )
    truth = world()
    means: dict[str, list[float]] = {}
    for seed in range(SEEDS):
        for name, values in outcomes(f"reach {seed}", plan, truth).items():
            means.setdefault(name, []).append(float(values.mean()))
    return {
        name: (float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(SEEDS)))
        for name, values in means.items()
    }


@pytest.mark.parametrize("post", SIMULATED, ids=lambda one: f"{one.platform}-{one.format}")
def test_the_closed_form_is_what_the_model_does(post: PlannedPost) -> None:
    found = simulated(post)
    seen = "reach" if post.platform == "facebook" else "impressions"
    expected = {seen: expected_reach(post), **expected_engagement(post)}
    if post.at < "2025-02":
        expected["impressions"] = expected_showings(post)
    for name, one in expected.items():
        mean, error = found[name]
        assert abs(mean - one.value) < 4 * error, f"{name}: {one.value} is not {mean} ± {error}"
        assert error < 0.06 * mean
        assert one.standard_error == 0


def test_followers_grow_as_the_model_lets_them() -> None:
    day = first_day("2026-08") + 9
    place = day - first_day("2024-10")
    for platform in PLATFORMS:
        drawn = np.array(
            [followers_by_day(seed, MONTHS, world().numbers)[platform][place] for seed in range(60)]
        )
        error = drawn.std(ddof=1) / np.sqrt(len(drawn))
        assert abs(drawn.mean() - expected_followers(platform, day)) < 4 * error + 1


PLANNED = st.sampled_from(PLATFORMS).flatmap(
    lambda platform: st.builds(
        PlannedPost,
        st.just(platform),
        st.sampled_from(TOPICS),
        st.sampled_from(FORMATS_BY_PLATFORM[platform]),
        st.builds(
            "{}T{:02d}:30".format,
            st.dates(date(2024, 10, 1), date(2027, 12, 31)),
            st.integers(0, 23),
        ),
        paid=st.booleans(),
        release=st.booleans(),
    )
)


@given(PLANNED, st.floats(10, 1e6), st.floats(1.01, 5))
@settings(max_examples=40, deadline=None)
def test_more_followers_more_reach(post: PlannedPost, followers: float, times: float) -> None:
    few, many = (replace(post, followers=one) for one in (followers, followers * times))
    assert expected_reach(few).value < expected_reach(many).value
    assert organic_moment(many) == pytest.approx(organic_moment(few) * times)
    assert expected_engagement(few)["comments"].value < expected_engagement(many)["comments"].value


@given(PLANNED)
@settings(max_examples=30, deadline=None)
def test_what_helps_helps(post: PlannedPost) -> None:
    plain = replace(post, paid=False, release=False)
    usual = expected_reach(plain).value
    assert expected_reach(replace(plain, release=True)).value == pytest.approx(1.7 * usual)
    boosted = expected_reach(replace(plain, paid=True)).value
    assert (boosted > usual) == (post.platform != "x")
    if post.format in ("photo", "video", "document"):
        described = expected_reach(replace(plain, alt_text=True)).value
        assert described == pytest.approx(1.08 * usual)
    assert expected_showings(post).value >= expected_reach(post).value


def test_the_effects_are_those_the_world_lists() -> None:
    plain = PlannedPost("linkedin", "health", "photo", "2026-05-20T10:00", followers=1e4)
    listed = {
        (one.factor, one.level): one.times
        for one in effects(world())
        if one.platform == "linkedin" and one.outcome == "exposure"
    }
    usual = organic_moment(plain)
    for change, pair in (
        ({"topic": "prices"}, (("topic", "prices"), ("topic", "health"))),
        ({"format": "video"}, (("format", "video"), ("format", "photo"))),
        ({"at": "2026-05-20T18:00"}, (("hour", "18"), ("hour", "10"))),
    ):
        ratio = organic_moment(replace(plain, **change)) / usual
        assert ratio == pytest.approx(listed[pair[0]] / listed[pair[1]])
    saturday = organic_moment(replace(plain, at="2026-05-23T10:00")) / usual
    assert saturday == pytest.approx(listed["weekend", "yes"])


def test_posts_of_one_account_on_one_day_share_attention() -> None:
    one = PlannedPost("facebook", "prices", "photo", "2026-05-20T12:00")
    later = replace(one, at="2026-05-20T19:00")
    other_day = replace(one, at="2026-05-21T19:00")
    elsewhere = PlannedPost("x", "prices", "photo", "2026-05-20T12:00")
    assert crowding_factors([one, other_day, elsewhere]) == [1, 1, 1]
    alone = [expected_reach_of_calendar([post]).value for post in (one, later)]
    both = expected_reach_of_calendar([one, later]).value
    assert max(alone) < both < sum(alone)
    assert both == pytest.approx(sum(alone) * 2**-0.35)
    assert expected_reach_of_calendar([one, later], crowding=0).value == pytest.approx(sum(alone))
    assert expected_reach_of_calendar([one, other_day]).value > both
    assert expected_reach_of_calendar([]).value == 0


def test_paid_showings_do_not_crowd() -> None:
    one = PlannedPost("linkedin", "census", "photo", "2026-05-20T12:00", paid=True)
    bought = expected_showings(one).value - expected_showings(replace(one, paid=False)).value
    both = expected_reach_of_calendar([one, one]).value
    organic = expected_showings(replace(one, paid=False)).value
    assert both == pytest.approx(2 * bought + 2 * organic * 2**-0.35)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"platform": "tv"}, "no platform 'tv'"),
        ({"topic": "weather"}, "no topic"),
        ({"format": "document"}, "no x format"),
        ({"at": "tomorrow"}, "not a time"),
        ({"at": "2024-09-30T09:00"}, "first month"),
        ({"format": "text", "alt_text": True}, "no alt text"),
        ({"followers": 0.0}, "follower"),
    ],
)
def test_a_post_that_cannot_be_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(DataError, match=said):
        replace(PlannedPost("x", "prices", "photo", "2026-05-20T09:00"), **change)  # type: ignore[arg-type]


def test_a_time_may_carry_nusamaras_offset() -> None:
    one = PlannedPost("x", "prices", "text", "2026-05-20T09:00")
    assert expected_reach(one) == expected_reach(replace(one, at="2026-05-20T09:00+10:00"))
