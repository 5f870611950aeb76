from __future__ import annotations

import hashlib
from collections import Counter
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.analysis.breaks import best_break, monthly_series
from statcomms.analysis.compare import difference_with_interval
from statcomms.analysis.metrics import PostsArrays, amplification_rate, rate
from statcomms.data.package import posts_csv
from statcomms.data.synth import posts
from statcomms.data.variants import (
    FACEBOOK_MONTHS,
    FIRST_HALF,
    MONTHS,
    SECOND_HALF,
    difficulty,
    posts_variant,
    questions,
    truth_of,
    variant_seed,
)
from statcomms.errors import CourseIdError, DataError
from statcomms.schema import check_posts

IDS = tuple(f"nsn-{number:03d}" for number in range(100))


@pytest.fixture(scope="module")
def variants() -> dict[str, pd.DataFrame]:
    return {name: posts_variant(name) for name in IDS}


def test_a_variant_is_a_posts_table_of_its_months(variants: dict[str, pd.DataFrame]) -> None:
    for frame in variants.values():
        check_posts(frame)
        assert sorted(set(frame["month"])) == list(MONTHS)


def test_a_variant_depends_on_nothing_but_id_and_notebook() -> None:
    one = posts_variant("nsn-042")
    pd.testing.assert_frame_equal(one, posts_variant(" NSN-042 "), check_exact=True)
    assert not one.equals(posts_variant("nsn-042", "06-crisis"))
    assert variant_seed("nsn-042") == variant_seed("nsn-042", "05-analytics")
    with pytest.raises(CourseIdError):
        posts_variant("../x")


def test_a_variant_is_the_same_on_every_machine() -> None:
    """Checked with numpy 2.0 and pandas 2.2 as well: a change here changes every learner's data."""
    table = posts_csv(posts_variant("nsn-042"))
    assert hashlib.sha256(table).hexdigest()[:16] == "cfc1733af0dac8fb"


def test_everyone_has_the_same_number_of_posts_of_each_kind(
    variants: dict[str, pd.DataFrame],
) -> None:
    cells = ["platform", "month", "format", "paid"]
    sizes = {
        frozenset(frame.groupby(cells).size().to_dict().items()) for frame in variants.values()
    }
    assert len(sizes) == 1


def test_every_trap_is_clear_for_everyone(variants: dict[str, pd.DataFrame]) -> None:
    for name, frame in variants.items():
        found, truth = difficulty(frame), truth_of(name)
        assert found.problems == (), name
        assert found.decision == truth.decision, name
        assert found.break_month == truth.break_month, name
        assert found.mean_over_pooled >= 1.4
        assert found.linkedin_second < 0.75 * found.linkedin_first
        assert found.organic_growth >= 1.3
        assert found.break_ratio == pytest.approx(truth.break_factor, rel=0.35)
        assert found.closest_mistake >= 3


def test_decisions_and_breaks_are_spread_over_learners() -> None:
    truths = [truth_of(f"id{number}") for number in range(300)]
    decisions = Counter(truth.decision for truth in truths)
    assert set(decisions) == {"first", "second", "cannot tell"}
    assert min(decisions.values()) > 70
    assert len({truth.break_month for truth in truths}) == 7
    assert all(1.8 <= truth.break_factor <= 2.6 for truth in truths)


def test_the_bootstrap_decides_as_the_variant_was_made(variants: dict[str, pd.DataFrame]) -> None:
    for name, frame in variants.items():
        arrays = PostsArrays.from_frame(frame)
        photo, video = (
            arrays.where(platform="facebook", format=form, paid="organic")
            for form in ("photo", "video")
        )
        found = difference_with_interval(
            arrays, arrays, "public_engagements", "reach", first_where=photo, second_where=video
        )
        assert found.decision == truth_of(name).decision, name


@pytest.mark.parametrize("per", ["posts", "reach", "impressions"])
def test_the_break_is_found_whatever_it_is_measured_per(
    variants: dict[str, pd.DataFrame], per: str
) -> None:
    for name, frame in variants.items():
        arrays = PostsArrays.from_frame(frame)
        video = arrays.where(platform="facebook", format="video")
        series = monthly_series(arrays, "video_views", per, video)
        assert best_break(series).month == truth_of(name).break_month, name


def test_right_answers_are_what_the_metrics_give(variants: dict[str, pd.DataFrame]) -> None:
    for frame in list(variants.values())[:20]:
        asked = {one.key: one for one in questions(frame)}
        arrays = PostsArrays.from_frame(frame)
        spring = arrays.where(
            platform="facebook", first_month=FACEBOOK_MONTHS[0], last_month=FACEBOOK_MONTHS[1]
        )
        one = asked["facebook_rate_by_reach"]
        expected = {
            "right": rate(arrays, "public_engagements", "reach", "pooled", spring),
            "mean_of_rates": rate(arrays, "public_engagements", "reach", "mean", spring),
            "by_impressions": rate(arrays, "public_engagements", "impressions", "pooled", spring),
            "by_followers": rate(arrays, "public_engagements", "followers", "pooled", spring),
            "clicks_included": rate(arrays, "all_engagements", "reach", "pooled", spring),
        }
        assert one.right == pytest.approx(100 * expected.pop("right"))
        assert dict(one.mistakes) == pytest.approx({k: 100 * v for k, v in expected.items()})
        autumn = {"first_month": SECOND_HALF[0], "last_month": SECOND_HALF[1]}
        organic = arrays.where(platform="linkedin", paid="organic", **autumn)
        every = arrays.where(platform="linkedin", **autumn)
        two = asked["linkedin_organic_rate"]
        assert two.right == pytest.approx(
            100 * rate(arrays, "all_engagements", "impressions", "pooled", organic)
        )
        assert two.mistakes["boosted_included"] == pytest.approx(
            100 * rate(arrays, "all_engagements", "impressions", "pooled", every)
        )
        x = frame[frame["platform"] == "x"]
        assert asked["x_shares_per_post"].right == pytest.approx(amplification_rate(x))
        summer = arrays.where(
            platform="facebook", format="video", first_month="2026-07", last_month="2026-09"
        )
        assert asked["facebook_video_median_rate"].right == pytest.approx(
            100 * rate(arrays, "public_engagements", "reach", "median", summer)
        )
        links = arrays.where(
            platform="x", format="link", first_month="2026-01", last_month="2026-03"
        )
        assert asked["x_click_through_rate"].right == pytest.approx(
            100 * rate(arrays, "clicks", "impressions", "pooled", links)
        )


def test_foreseen_mistakes_are_far_from_the_right_answer(
    variants: dict[str, pd.DataFrame],
) -> None:
    for frame in variants.values():
        for one in questions(frame):
            for name, value in one.mistakes.items():
                assert abs(value - one.right) >= 3 * one.tolerance, (one.key, name)


def test_neighbours_have_other_answers(variants: dict[str, pd.DataFrame]) -> None:
    same = total = 0
    for before, after in pairwise(IDS):
        pairs = zip(questions(variants[before]), questions(variants[after]), strict=True)
        close = [abs(one.right - two.right) <= one.tolerance for one, two in pairs]
        assert sum(close) <= 2, (before, after)
        same, total = same + sum(close), total + len(close)
    assert same / total < 0.05


def test_the_first_half_has_no_boosted_post_on_linkedin(variants: dict[str, pd.DataFrame]) -> None:
    for frame in variants.values():
        linkedin = frame[frame["platform"] == "linkedin"]
        boosted = linkedin[linkedin["paid"]]["month"]
        assert len(boosted) == 30
        assert boosted.min() > FIRST_HALF[1]


@settings(max_examples=40, deadline=None)
@given(st.from_regex(r"[a-z0-9]{2,12}", fullmatch=True).filter(lambda name: name[:3] != "con"))
def test_any_id_has_a_clear_variant(name: str) -> None:
    try:
        frame = posts_variant(name)
    except CourseIdError:
        return
    assert difficulty(frame).problems == ()


def test_a_table_of_other_months_is_refused() -> None:
    with pytest.raises(DataError, match="has posts of 2024-10"):
        difficulty(posts(1, months=2))
