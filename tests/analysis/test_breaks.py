from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statcomms.analysis.breaks import best_break, break_ratio, monthly_series
from statcomms.data.synth import month_list, posts
from statcomms.errors import DataError


@given(
    st.integers(2, 10),
    st.floats(1.5, 4.0),
    st.integers(0, 10_000),
    st.booleans(),
)
def test_a_clear_break_is_found(place: int, factor: float, seed: int, down: bool) -> None:
    noise = np.exp(0.03 * np.random.default_rng(seed).standard_normal(12))
    factor = 1 / factor if down else factor
    values = 100 * noise * np.where(np.arange(12) >= place, factor, 1.0)
    series = list(zip(month_list("2025-01", 12), values.tolist(), strict=True))
    found = best_break(series)
    assert found.month == month_list("2025-01", 12)[place]
    assert found.ratio == pytest.approx(factor, rel=0.1)
    assert found.ratio == pytest.approx(break_ratio(series, found.month))
    assert found.strength > 5


def test_noise_has_no_strong_break() -> None:
    draw = np.random.default_rng(1)
    strengths = []
    for _ in range(200):
        values = np.exp(0.3 * draw.standard_normal(12))
        series = list(zip(month_list("2025-01", 12), values.tolist(), strict=True))
        strengths.append(best_break(series).strength)
    assert np.median(strengths) < 3


def test_a_flat_series_and_a_perfect_step() -> None:
    months = month_list("2025-01", 6)
    flat = best_break([(month, 5.0) for month in months])
    assert (flat.ratio, flat.strength) == (1.0, 0.0)
    step = best_break([(month, 5.0 if month < "2025-04" else 10.0) for month in months])
    assert step.month == "2025-04"
    assert step.ratio == pytest.approx(2)
    assert step.strength == math.inf or step.strength > 1e6


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: best_break([("2025-01", 1.0)] * 3), "too short"),
        (lambda: best_break([(m, 0.0) for m in month_list("2025-01", 6)]), "0, negative"),
        (lambda: break_ratio([("2025-01", 1.0), ("2025-02", 2.0)], "2025-01"), "both sides"),
        (lambda: break_ratio([("2025-01", 1.0), ("2025-02", 2.0)], "2026-01"), "both sides"),
        (lambda: monthly_series(posts(1, months=1), "likes"), "'likes' is not a quantity"),
        (lambda: monthly_series(posts(1, months=1), "shares", "people"), "not a denominator"),
    ],
)
def test_what_cannot_be_answered_is_refused(call: object, says: str) -> None:
    with pytest.raises(DataError, match=says) as caught:
        call()  # type: ignore[operator]
    assert caught.value.next_step


def test_a_series_is_what_pandas_says() -> None:
    frame = posts(2026)
    facebook = frame[frame["platform"] == "facebook"]
    by_month = facebook.groupby("month")
    assert dict(monthly_series(facebook, "impressions")) == pytest.approx(
        by_month["impressions"].mean().astype(float).to_dict()
    )
    sums = by_month[["impressions", "reach"]].sum()
    pooled = (sums["impressions"] / sums["reach"]).astype(float).to_dict()
    assert dict(monthly_series(frame, "impressions", "reach")) == pytest.approx(
        dict(monthly_series(facebook, "impressions", "reach"))
    )
    assert dict(monthly_series(facebook, "impressions", "reach")) == pytest.approx(pooled)
    assert dict(monthly_series(facebook, "shares", "month")) == pytest.approx(
        by_month["shares"].sum().astype(float).to_dict()
    )


def test_months_are_in_order_and_empty_ones_left_out() -> None:
    frame = posts(2026)
    some = frame[frame["month"] != "2025-03"].sample(frac=1, random_state=1)
    months = [month for month, _ in monthly_series(some, "public_engagements")]
    assert months == sorted(months)
    assert "2025-03" not in months
    assert len(months) == 23
    assert monthly_series(frame[frame["platform"] == "x"], "reach", "posts") == []


def test_missing_values_are_left_out() -> None:
    frame = posts(1, months=2)
    with_hole = frame.assign(video_views=pd.array([pd.NA] * len(frame), dtype="Int64"))
    assert monthly_series(with_hole, "video_views") == []
