from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.analysis.fit import (
    gini,
    hill,
    intraclass_correlation,
    log_gamma,
    negative_binomial,
    ranks,
    spearman,
    top_share,
)
from statcomms.data.model import stream

COUNTS = st.lists(st.integers(0, 10**6), min_size=3, max_size=40)


@settings(max_examples=60, deadline=None)
@given(COUNTS)
def test_ranks_and_their_correlation_are_what_pandas_gives(values: list[int]) -> None:
    assert ranks(values).tolist() == pd.Series(values).rank().tolist()
    other = values[::-1]
    if len(set(values)) > 1:
        expected = pd.Series(values).rank().corr(pd.Series(other).rank())
        assert spearman(values, other) == pytest.approx(expected, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.integers(1, 1000))
def test_inequality_does_not_depend_on_the_unit(values: list[int], unit: int) -> None:
    if sum(values) == 0:
        assert math.isnan(gini(values))
        assert math.isnan(top_share(values))
        return
    assert 0 <= gini(values) < 1
    assert gini(np.array(values) * unit) == pytest.approx(gini(values))
    differences = np.abs(np.subtract.outer(values, values)).mean()
    assert gini(values) == pytest.approx(differences / (2 * np.mean(values)))


def test_log_gamma_is_the_logarithm_of_gamma() -> None:
    values = np.exp(np.linspace(-5, 15, 400))
    expected = np.array([math.lgamma(value) for value in values])
    assert log_gamma(values) == pytest.approx(expected, rel=1e-11, abs=1e-11)


def test_the_tail_index_of_a_power_law_comes_back() -> None:
    draw = stream(1, "tail").random(200_000)
    assert hill(draw ** (-1 / 1.5)) == pytest.approx(1.5, rel=0.03)
    assert math.isnan(hill([1, 2]))
    assert math.isnan(hill([5.0] * 100))


@pytest.mark.parametrize("k", [0.4, 1.9, 12.0])
def test_intercept_slope_and_k_come_back(k: float) -> None:
    draw = stream(1, f"counts {k}")
    over = np.exp(8 + draw.standard_normal(100_000))
    mean = np.exp(-1.3 + 0.75 * np.log(over))
    counts = draw.poisson(mean * draw.standard_gamma(k, len(over)) / k)
    fitted = negative_binomial(counts, over)
    assert fitted.intercept == pytest.approx(-1.3, abs=0.08)
    assert fitted.slope == pytest.approx(0.75, abs=0.01)
    assert fitted.k == pytest.approx(k, rel=0.03)


def test_poisson_counts_have_an_infinite_k() -> None:
    draw = stream(1, "poisson")
    over = np.exp(5 + draw.standard_normal(3_000))
    assert negative_binomial(draw.poisson(0.02 * over), over).k == math.inf


def test_what_cannot_be_fitted_is_nan() -> None:
    for counts, over in (([1, 2], [3, 4]), ([0, 0, 0], [1, 2, 3]), ([1, 2, 3], [5, 5, 5])):
        assert math.isnan(negative_binomial(counts, over).k)
    assert math.isnan(spearman([1, 1, 1], [1, 2, 3]))
    assert math.isnan(spearman([1, 2], [1, 2]))
    assert math.isnan(intraclass_correlation([1, 2, 3], ["a", "b", "c"]))
    assert math.isnan(intraclass_correlation([1, 2, 3], ["a", "a", "a"]))
    assert math.isnan(intraclass_correlation([1, 1, 1], ["a", "a", "b"]))


def test_the_correlation_within_groups_comes_back() -> None:
    draw = stream(1, "groups")
    group = np.repeat(np.arange(2_000), 4)
    values = draw.standard_normal(2_000)[group] * 0.5 + draw.standard_normal(8_000)
    assert intraclass_correlation(values, group) == pytest.approx(0.2, abs=0.02)
