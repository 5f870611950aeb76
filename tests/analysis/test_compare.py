from __future__ import annotations

import math

import numpy as np
import pytest

from statcomms.analysis.compare import (
    DECISIONS,
    difference_with_interval,
    posts_needed,
    spread_of_posts,
)
from statcomms.analysis.metrics import POOLINGS, PostsArrays, rate_with_interval
from statcomms.data.synth import posts
from statcomms.errors import DataError


def group(draw: np.random.Generator, mean: float, size: int) -> dict[str, np.ndarray]:
    over = np.exp(draw.normal(8, 0.5, size))
    return {"shares": over * mean * np.exp(draw.normal(0, 0.6, size)), "reach": over}


@pytest.mark.parametrize("pooling", POOLINGS)
def test_a_clear_difference_is_decided_and_turns_round(pooling: str) -> None:
    draw = np.random.default_rng(1)
    one, two = group(draw, 0.03, 60), group(draw, 0.01, 60)
    found = difference_with_interval(one, two, "shares", "reach", pooling)
    assert found.decision == "first"
    assert 0 < found.low <= found.difference <= found.high
    back = difference_with_interval(two, one, "shares", "reach", pooling)
    assert back.decision == "second"
    assert back.difference == pytest.approx(-found.difference)
    assert found.first == rate_with_interval(one, "shares", "reach", pooling)


@pytest.mark.parametrize("pooling", POOLINGS)
def test_no_difference_is_called_one_about_as_often_as_the_level_says(pooling: str) -> None:
    draw = np.random.default_rng(5)
    runs = 300
    wrong = sum(
        difference_with_interval(
            group(draw, 0.02, 50), group(draw, 0.02, 70), "shares", "reach", pooling
        ).decision
        != "cannot tell"
        for _ in range(runs)
    )
    assert 0.01 <= wrong / runs <= 0.1


def test_overlapping_intervals_can_still_differ() -> None:
    over = np.full(8, 1000.0)
    spread = np.array([-6, -4, -2, -1, 1, 2, 4, 6], dtype=float)
    one = {"shares": 25.0 + spread, "reach": over}
    two = {"shares": 20.5 + spread, "reach": over}
    found = difference_with_interval(one, two, "shares", "reach")
    assert found.first.low < found.second.high
    assert found.decision == "first"


def test_too_few_posts_cannot_tell() -> None:
    one = {"shares": np.array([5.0]), "reach": np.array([100.0])}
    two = {"shares": np.array([1.0, 2.0]), "reach": np.array([100.0, 100.0])}
    found = difference_with_interval(one, two, "shares", "reach")
    assert found.decision == "cannot tell"
    assert math.isnan(found.low)
    assert set(DECISIONS) == {"first", "second", "cannot tell"}


def test_a_table_by_masks() -> None:
    arrays = PostsArrays.from_frame(posts(2026))
    photo, video = (
        arrays.where(platform="facebook", format=form, first_month="2025-10")
        for form in ("photo", "video")
    )
    found = difference_with_interval(
        arrays, arrays, "public_engagements", "reach", first_where=photo, second_where=video
    )
    assert found.decision == "first"
    assert found.first.posts_used == photo.sum()


def test_the_spread_gives_the_standard_error() -> None:
    draw = np.random.default_rng(2)
    one = group(draw, 0.02, 400)
    for pooling in ("pooled", "mean"):
        error = spread_of_posts(one, "shares", "reach", pooling) / math.sqrt(400)
        found = rate_with_interval(one, "shares", "reach", pooling)
        assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.12)


def test_as_many_posts_as_needed_find_the_difference_as_often_as_promised() -> None:
    draw = np.random.default_rng(3)
    spread = spread_of_posts(group(draw, 0.02, 20_000), "shares", "reach", "mean")
    size = posts_needed(spread, 0.005, power=0.8)
    low, high = (0.02 / math.exp(0.18), 0.025 / math.exp(0.18))
    spread = np.mean(
        [
            spread_of_posts(group(draw, mean, 20_000), "shares", "reach", "mean")
            for mean in (low, high)
        ]
    )
    size = posts_needed(float(spread), 0.005)
    found = sum(
        difference_with_interval(
            group(draw, high, size), group(draw, low, size), "shares", "reach", "mean"
        ).decision
        == "first"
        for _ in range(200)
    )
    assert 0.7 <= found / 200 <= 0.9


def test_half_the_difference_needs_four_times_the_posts() -> None:
    assert posts_needed(0.02, 0.001) == pytest.approx(4 * posts_needed(0.02, 0.002), rel=0.01)
    assert posts_needed(0.02, -0.002) == posts_needed(0.02, 0.002)
    assert posts_needed(0.0, 1.0) == 2


def test_what_cannot_be_planned_is_refused() -> None:
    with pytest.raises(DataError, match="difference other than 0"):
        posts_needed(0.02, 0)
    with pytest.raises(DataError, match="difference other than 0"):
        posts_needed(math.nan, 0.1)
    with pytest.raises(DataError, match="Fewer than two posts"):
        spread_of_posts({"shares": [1.0], "reach": [10.0]}, "shares", "reach")
    with pytest.raises(DataError, match="not defined for 'median'"):
        spread_of_posts({"shares": [1.0, 2], "reach": [9.0, 9]}, "shares", "reach", "median")
