from __future__ import annotations

import inspect
import math
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays as numpy_arrays

from statcomms.analysis import metrics
from statcomms.analysis.metrics import (
    BLOCKS,
    DENOMINATORS,
    NUMERATORS,
    POOLINGS,
    PostsArrays,
    amplification_rate,
    applause_rate,
    binomial_interval,
    click_through_rate,
    conversation_rate,
    engagement_rate_by_followers,
    engagement_rate_by_impressions,
    engagement_rate_by_reach,
    engagements,
    exposure,
    follower_growth_rate,
    mean_of_rates,
    median_of_rates,
    pooled_rate,
    rate,
    rate_with_interval,
    wilson_interval,
)
from statcomms.data.synth import posts
from statcomms.errors import DataError


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return posts(2026)


@pytest.fixture(scope="module")
def many() -> PostsArrays:
    """A hundred thousand posts, without the texts' work: the course's posts, drawn again."""
    small = PostsArrays.from_frame(posts(2026))
    draw = np.random.default_rng(3)
    large = small.select(draw.integers(0, len(small), 100_000))
    return PostsArrays(
        columns=large.columns,
        platform=large.platform,
        format=large.format,
        paid=large.paid,
        month=large.month,
        key=draw.integers(0, 2**32, 100_000, dtype=np.uint32),
    )


counts = numpy_arrays(np.float64, st.integers(1, 60), elements=st.integers(0, 5_000).map(float))


@st.composite
def small_tables(draw: st.DrawFn) -> dict[str, np.ndarray]:
    size = draw(st.integers(1, 60))
    whole = st.integers(0, 3_000).map(float)
    above = st.integers(1, 100_000).map(float)
    column = lambda cells: draw(numpy_arrays(np.float64, size, elements=cells))  # noqa: E731
    return {
        "reactions": column(whole),
        "comments": column(whole),
        "shares": column(whole),
        "reach": column(above),
    }


@given(small_tables())
def test_every_pooling_lies_between_the_lowest_and_the_highest_post(
    table: dict[str, np.ndarray],
) -> None:
    rates = engagements(table) / exposure(table, "reach")
    for pooling in POOLINGS:
        value = rate(table, "public_engagements", "reach", pooling)
        assert rates.min() - 1e-12 <= value <= rates.max() * (1 + 1e-12) + 1e-12


@given(small_tables())
def test_the_pooled_rate_is_the_mean_weighted_by_exposure(table: dict[str, np.ndarray]) -> None:
    over = exposure(table, "reach")
    rates = engagements(table) / over
    assert pooled_rate(table, "public_engagements", "reach") == pytest.approx(
        float(np.average(rates, weights=over))
    )


@settings(max_examples=50)
@given(small_tables(), st.randoms(use_true_random=False))
def test_the_order_of_posts_does_not_matter(table: dict[str, np.ndarray], shuffle: object) -> None:
    size = len(table["reach"])
    ids = np.array([str(7 * place) for place in range(size)])
    order = list(range(size))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    one = {**table, "post_id": ids}
    two = {name: values[order] for name, values in one.items()}
    for pooling in POOLINGS:
        before = rate_with_interval(one, "public_engagements", "reach", pooling)
        after = rate_with_interval(two, "public_engagements", "reach", pooling)
        assert after.rate == pytest.approx(before.rate)
        assert (after.low, after.high) == pytest.approx((before.low, before.high), nan_ok=True)


@settings(max_examples=50)
@given(small_tables(), st.integers(2, 50))
def test_ten_times_the_engagement_is_ten_times_the_rate(
    table: dict[str, np.ndarray], times: int
) -> None:
    larger = {name: values * (1 if name == "reach" else times) for name, values in table.items()}
    wider = {**table, "reach": table["reach"] * times}
    for pooling in POOLINGS:
        base = rate_with_interval(table, "public_engagements", "reach", pooling)
        more = rate_with_interval(larger, "public_engagements", "reach", pooling)
        less = rate_with_interval(wider, "public_engagements", "reach", pooling)
        for field in ("rate", "low", "high"):
            value = getattr(base, field)
            assert getattr(more, field) == pytest.approx(times * value, nan_ok=True)
            assert getattr(less, field) == pytest.approx(value / times, nan_ok=True)


@given(small_tables())
def test_the_interval_is_in_order_and_within_the_posts(table: dict[str, np.ndarray]) -> None:
    rates = engagements(table) / exposure(table, "reach")
    for pooling in POOLINGS:
        found = rate_with_interval(table, "public_engagements", "reach", pooling)
        if found.posts_used < 2:
            assert math.isnan(found.low)
            assert math.isnan(found.high)
            continue
        assert found.low <= found.high
        assert rates.min() - 1e-12 <= found.low
        assert found.high <= rates.max() * (1 + 1e-12) + 1e-12


def test_posts_that_cannot_be_used_are_dropped_and_counted(frame: pd.DataFrame) -> None:
    found = rate_with_interval(frame, "public_engagements", "reach")
    assert found.posts_used == int((frame["platform"] == "facebook").sum())
    assert found.posts_used + found.posts_dropped == len(frame)
    views = rate_with_interval(frame, "video_views", "impressions")
    assert views.posts_used == int((frame["format"] == "video").sum())
    zero = {"shares": [1.0, 2.0, np.nan], "reach": [0.0, 10.0, 10.0]}
    one = rate_with_interval(zero, "shares", "reach")
    assert (one.rate, one.posts_used, one.posts_dropped) == (0.2, 1, 2)


def test_nothing_to_use_is_not_zero() -> None:
    nothing = {"shares": np.array([]), "reach": np.array([])}
    for pooling in POOLINGS:
        found = rate_with_interval(nothing, "shares", "reach", pooling)
        assert math.isnan(found.rate)
        assert math.isnan(found.low)
        assert found.posts_used == 0


def test_a_frame_arrays_and_a_mapping_give_the_same(frame: pd.DataFrame) -> None:
    arrays = PostsArrays.from_frame(frame)
    mapping = {name: frame[name] for name in frame.columns}
    for numerator in NUMERATORS:
        for denominator in DENOMINATORS:
            for pooling in POOLINGS:
                one = rate_with_interval(frame, numerator, denominator, pooling)
                assert one == rate_with_interval(arrays, numerator, denominator, pooling)
    assert rate_with_interval(mapping, "shares", "reach") == rate_with_interval(
        frame, "shares", "reach"
    )


def test_a_mask_is_the_same_as_choosing_rows(frame: pd.DataFrame) -> None:
    arrays = PostsArrays.from_frame(frame)
    mask = arrays.where(
        platform="facebook",
        format="photo",
        paid="organic",
        first_month="2025-10",
        last_month="2026-03",
    )
    rows = frame[
        (frame["platform"] == "facebook")
        & (frame["format"] == "photo")
        & ~frame["paid"]
        & frame["month"].between("2025-10", "2026-03")
    ]
    assert mask.sum() == len(rows)
    by_mask = rate_with_interval(arrays, "public_engagements", "reach", where=mask)
    assert by_mask == rate_with_interval(rows, "public_engagements", "reach")
    assert by_mask == rate_with_interval(arrays.select(mask), "public_engagements", "reach")
    assert len(arrays.select(mask)) == len(rows)


def test_no_filter_chooses_all(frame: pd.DataFrame) -> None:
    arrays = PostsArrays.from_frame(frame)
    assert arrays.where().all()
    paid, organic = arrays.where(paid="paid"), arrays.where(paid="organic")
    assert (paid ^ organic).all()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda a: rate(a, "likes", "reach", "pooled"), "'likes' is not a numerator"),
        (lambda a: rate(a, "shares", "people", "pooled"), "'people' is not a denominator"),
        (lambda a: rate(a, "shares", "reach", "average"), "'average' is not a pooling"),
        (lambda a: a.where(platform="myspace"), "'myspace' is not a platform"),
        (lambda a: a.where(format="gif"), "'gif' is not a format"),
        (lambda a: a.where(paid="boosted"), "'boosted' is not a paid filter"),
        (lambda a: a.where(first_month="May 2026"), "'May 2026' is not a month"),
        (lambda a: a.where(last_month="2026-13"), "'2026-13' is not a month"),
        (lambda a: rate_with_interval(a, "shares", "reach", level=95), "level 95 is not between"),
        (lambda a: rate({"shares": [1]}, "shares", "reach", "pooled"), "no column 'reach'"),
        (lambda a: follower_growth_rate(0, 5), "followers at the start"),
        (lambda a: wilson_interval(3, 0), "is not a share"),
        (lambda a: wilson_interval(3, 2), "is not a share"),
    ],
)
def test_a_wrong_choice_is_named(frame: pd.DataFrame, call: object, says: str) -> None:
    with pytest.raises(DataError, match=says) as caught:
        call(PostsArrays.from_frame(frame))  # type: ignore[operator]
    assert caught.value.next_step


def test_a_table_without_its_columns_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="no column 'month'"):
        PostsArrays.from_frame(frame.drop(columns="month"))


def test_named_metrics_are_their_formulas(frame: pd.DataFrame) -> None:
    may = frame[(frame["platform"] == "facebook") & (frame["month"] == "2026-05")]
    public = may["reactions"] + may["comments"] + may["shares"]
    assert engagement_rate_by_reach(may) == pytest.approx(public.sum() / may["reach"].sum())
    assert mean_of_rates(may, denominator="reach") == pytest.approx((public / may["reach"]).mean())
    assert median_of_rates(may, denominator="reach") == pytest.approx(
        (public / may["reach"]).median()
    )
    assert engagement_rate_by_followers(may) == pytest.approx((public / may["followers"]).mean())
    assert amplification_rate(may) == pytest.approx(may["shares"].mean())
    assert applause_rate(may) == pytest.approx(may["reactions"].mean())
    assert conversation_rate(may) == pytest.approx(may["comments"].mean())
    linkedin = frame[frame["platform"] == "linkedin"]
    own = linkedin[["clicks", "reactions", "comments", "shares", "follows"]].sum().sum()
    shown = linkedin["impressions"].sum()
    assert engagement_rate_by_impressions(linkedin) == pytest.approx(own / shown)
    assert click_through_rate(linkedin) == pytest.approx(linkedin["clicks"].sum() / shown)
    assert follower_growth_rate(200, 150) == -0.25


def test_every_function_says_what_it_computes() -> None:
    for name in metrics.__all__:
        thing = getattr(metrics, name)
        if inspect.isfunction(thing):
            assert thing.__doc__
        if name.endswith("_rate"):
            assert "Formula" in thing.__doc__, name


def plain_bootstrap(
    above: np.ndarray, below: np.ndarray, mean: bool, seed: int
) -> tuple[float, float]:
    draw = np.random.default_rng(seed)
    if mean:
        above, below = above / below, np.ones(len(above))
    rates = []
    for _ in range(2_000):
        rows = draw.integers(0, len(above), len(above))
        rates.append(above[rows].sum() / below[rows].sum())
    low, high = np.quantile(rates, [0.025, 0.975])
    return float(low), float(high)


@pytest.mark.parametrize("pooling", ["pooled", "mean"])
@pytest.mark.parametrize("platform", ["facebook", "linkedin"])
def test_the_interval_is_that_of_the_plain_bootstrap(
    frame: pd.DataFrame, pooling: str, platform: str
) -> None:
    one = frame[frame["platform"] == platform]
    found = rate_with_interval(one, "public_engagements", "impressions", pooling)
    low, high = plain_bootstrap(
        engagements(one), exposure(one, "impressions"), pooling == "mean", seed=1
    )
    width = high - low
    assert found.low == pytest.approx(low, abs=0.12 * width)
    assert found.high == pytest.approx(high, abs=0.12 * width)


@pytest.mark.parametrize("pooling", ["pooled", "mean"])
def test_blocks_give_the_interval_of_the_plain_bootstrap(pooling: str) -> None:
    one = posts("blocks", posts_a_month={"x": 3, "facebook": 400, "linkedin": 3})
    one = one[one["platform"] == "facebook"]
    assert len(one) > 5 * BLOCKS
    found = rate_with_interval(one, "public_engagements", "reach", pooling)
    low, high = plain_bootstrap(engagements(one), exposure(one, "reach"), pooling == "mean", seed=2)
    width = high - low
    assert found.high - found.low == pytest.approx(width, rel=0.12)
    assert found.low == pytest.approx(low, abs=0.12 * width)
    assert found.high == pytest.approx(high, abs=0.12 * width)


@pytest.mark.parametrize("pooling", POOLINGS)
def test_the_interval_holds_the_truth_about_as_often_as_it_says(pooling: str) -> None:
    draw = np.random.default_rng(11)
    held, runs, size = 0, 400, 80
    mean, sigma = 0.02, 0.5
    truth = mean * math.exp(sigma**2 / 2) if pooling != "median" else mean
    for _ in range(runs):
        over = np.exp(draw.normal(8, 0.4, size))
        table = {"shares": over * mean * np.exp(draw.normal(0, sigma, size)), "reach": over}
        found = rate_with_interval(table, "shares", "reach", pooling)
        held += found.low <= truth <= found.high
    assert 0.90 <= held / runs <= 0.985


@pytest.mark.parametrize("count", [2, 3, 5, 6, 10, 50, 1000, 1001, 5000])
def test_the_medians_interval_holds_it_whatever_the_distribution(count: int) -> None:
    draw = np.random.default_rng(count)
    held, runs = 0, 400
    for _ in range(runs):
        values = np.exp(2 * draw.standard_normal(count))
        found = rate_with_interval(
            {"shares": values, "reach": np.ones(count)}, "shares", "reach", "median"
        )
        held += found.low <= 1.0 <= found.high
    least = 1 - 2 * 0.5**count if count < 6 else 0.95
    assert held / runs >= least - 0.035


def test_a_higher_level_is_a_wider_interval(frame: pd.DataFrame) -> None:
    for pooling in POOLINGS:
        ends = [
            rate_with_interval(frame, pooling=pooling, level=level) for level in (0.5, 0.8, 0.99)
        ]
        widths = [one.high - one.low for one in ends]
        assert widths == sorted(widths)
        assert widths[0] < widths[2]


def test_a_binomial_interval_is_many_times_too_sure(frame: pd.DataFrame) -> None:
    may = frame[(frame["platform"] == "facebook") & (frame["month"] == "2026-05")]
    binomial = binomial_interval(may, "public_engagements", "reach")
    found = rate_with_interval(may, "public_engagements", "reach")
    assert binomial.rate == found.rate
    assert (found.high - found.low) / (binomial.high - binomial.low) > 10


def test_wilson_is_wilson() -> None:
    assert wilson_interval(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson_interval(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert wilson_interval(50, 100, 0.99) == pytest.approx((0.3753, 0.6247), abs=1e-4)


def test_the_same_question_has_the_same_answer(frame: pd.DataFrame) -> None:
    for pooling in POOLINGS:
        assert rate_with_interval(frame, pooling=pooling) == rate_with_interval(
            frame, pooling=pooling
        )


@pytest.mark.parametrize("pooling", POOLINGS)
def test_a_hundred_thousand_posts_are_answered_at_once(many: PostsArrays, pooling: str) -> None:
    def once() -> float:
        start = time.perf_counter()
        chosen = many.where(paid="organic", first_month="2025-01")
        rate_with_interval(many, "public_engagements", "impressions", pooling, where=chosen)
        return time.perf_counter() - start

    once()
    best = min(once() for _ in range(7))
    assert best < 0.02, f"{1000 * best:.1f} ms"


def test_metrics_load_numpy_only() -> None:
    code = (
        "import sys, statcomms.analysis.metrics, statcomms.analysis.compare, "
        "statcomms.analysis.breaks as b; "
        "from statcomms.analysis.metrics import rate_with_interval as r; "
        "r({'shares': [1.0, 2.0], 'reach': [10.0, 20.0]}, 'shares', 'reach'); "
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
