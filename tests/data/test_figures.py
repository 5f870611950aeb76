from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.figures import (
    COUNTRY,
    PLACES,
    figure,
    figures,
    margin,
    period_of,
    quarter_before,
    quarter_of,
    series,
    written,
    written_figure,
    year_before,
)
from statcomms.data.indicators import INDICATORS, PEOPLE, indicator_of
from statcomms.errors import DataError
from statcomms.schema import PROVINCES, TOPICS
from statcomms.schema.office import RELEASE_UNITS

SEEDS = (2026, 1, 2, "a class secret")
FIRST, COUNT = quarter_of("Q1 2010"), 80
ROWS = list(INDICATORS)


@pytest.fixture(scope="module", params=SEEDS)
def cube(request: pytest.FixtureRequest) -> np.ndarray:
    return figures(request.param, FIRST, COUNT)


def test_provinces_are_the_schema_s() -> None:
    assert (COUNTRY, *PROVINCES) == PLACES
    assert sum(PEOPLE.values()) == 4200


def test_every_indicator_has_a_topic_a_unit_and_a_balanced_season() -> None:
    for one in INDICATORS.values():
        assert one.topic in TOPICS
        assert one.unit in RELEASE_UNITS
        assert one.compared in ("year", "quarter")
        assert sum(one.season) == pytest.approx(0), one.name
        assert one.source.endswith(".")
    assert {one.topic for one in INDICATORS.values()} == set(TOPICS)


def test_provinces_keep_within_the_range(cube: np.ndarray) -> None:
    for row, one in enumerate(INDICATORS.values()):
        assert cube[row, 1:].min() >= one.low, one.name
        assert cube[row, 1:].max() <= one.high, one.name
        stuck = (cube[row, 1:] == one.low) | (cube[row, 1:] == one.high)
        assert stuck.mean() < 0.06, one.name


def test_figures_are_rounded_as_published(cube: np.ndarray) -> None:
    for row, one in enumerate(INDICATORS.values()):
        assert np.array_equal(cube[row], np.round(cube[row], one.decimals)), one.name


def test_totals_are_sums_and_averages_lie_between_the_provinces(cube: np.ndarray) -> None:
    weights = np.array(list(PEOPLE.values())) / 4200
    for row, one in enumerate(INDICATORS.values()):
        whole, provinces = cube[row, 0], cube[row, 1:]
        if one.adds:
            assert whole == pytest.approx(provinces.sum(axis=0)), one.name
        else:
            assert (whole >= provinces.min(axis=0)).all(), one.name
            assert (whole <= provinces.max(axis=0)).all(), one.name
            assert whole == pytest.approx(weights @ provinces, abs=0.51 * 10**-one.decimals)


def test_homes_checked_fit_the_homes_that_there_are(cube: np.ndarray) -> None:
    """Two years of checks reach part of each place's homes: never more than there are."""
    people = np.array([4200, *PEOPLE.values()])[:, None]
    homes = people / cube[ROWS.index("household size")]
    checked = cube[ROWS.index("homes checked")]
    two_years = np.array([checked[:, q : q + 8].sum(axis=1) for q in range(COUNT - 8)]).T
    share = two_years / homes[:, 8:]
    assert share.max() < 1.0
    assert share[0].min() > 0.1
    assert 750 < homes[0].min() < homes[0].max() < 1100


def test_series_do_not_jump_about(cube: np.ndarray) -> None:
    for row, one in enumerate(INDICATORS.values()):
        values = cube[row, 1:]
        same_season = np.abs(np.diff(values.reshape(len(PEOPLE), -1, 4), axis=1)).mean()
        width = one.high - one.low
        assert same_season < 0.16 * width, one.name
        if not any(one.season):
            # A path is closer to itself a quarter before than to itself a few years before.
            near = np.abs(values[:, 1:] - values[:, :-1]).mean()
            far = np.abs(values[:, 12:] - values[:, :-12]).mean()
            assert near < far, one.name


def test_the_season_is_seen_where_it_is_natural(cube: np.ndarray) -> None:
    for name, high, low in (("visitors", 2, 1), ("rainfall", 0, 2), ("hotel rooms taken", 2, 1)):
        whole = cube[ROWS.index(name), 0].reshape(-1, 4)
        assert (whole[:, high] > whole[:, low]).mean() > 0.85, name


def test_provinces_move_with_the_country(cube: np.ndarray) -> None:
    whole = cube[ROWS.index("inflation"), 0]
    for province in cube[ROWS.index("inflation"), 1:]:
        assert np.corrcoef(whole, province)[0, 1] > 0.8


@settings(deadline=None, max_examples=30)
@given(
    name=st.sampled_from(ROWS),
    place=st.sampled_from(PLACES),
    quarter=st.integers(quarter_of("Q1 1966"), quarter_of("Q4 2084")),
)
def test_one_question_has_one_answer(name: str, place: str, quarter: int) -> None:
    period = period_of(quarter)
    value = figure(7, name, place, period)
    assert value == figure(7, name, place, period) == series(7, name, place, period, period)[period]
    assert value == figures(7, quarter, 1)[ROWS.index(name), PLACES.index(place), 0]
    assert quarter_of(period) == quarter
    assert quarter_of(year_before(period)) == quarter - 4
    assert quarter_of(quarter_before(period)) == quarter - 1
    half = margin(7, name, place, period)
    assert (half is not None) == INDICATORS[name].surveyed
    assert half is None or half > 0


def test_seeds_and_indicators_have_their_own_figures() -> None:
    one, two = figures(1, FIRST, COUNT), figures(2, FIRST, COUNT)
    assert not np.array_equal(one, two)
    assert abs(np.corrcoef(one[ROWS.index("rent"), 0], one[ROWS.index("inflation"), 0])[0, 1]) < 0.7


def test_nobody_can_change_a_figure() -> None:
    with pytest.raises(ValueError, match="read-only"):
        figures(1, FIRST, 1)[0, 0, 0] = 9.0


def test_a_margin_is_the_formula() -> None:
    share = figure(3, "unemployment", COUNTRY, "Q1 2026") / 100
    exact = 100 * 1.96 * math.sqrt(1.5 * share * (1 - share) / indicator_of("unemployment").sample)
    assert exact <= margin(3, "unemployment", COUNTRY, "Q1 2026") < exact + 0.1
    wages, mean = indicator_of("weekly wages"), figure(3, "weekly wages", "Tulavi", "Q1 2026")
    exact = 1.96 * mean * wages.spread * math.sqrt(1.5 / (wages.sample / 6))
    assert exact <= margin(3, "weekly wages", "Tulavi", "Q1 2026") < exact + 1


def test_figures_are_written_as_the_office_does() -> None:
    assert written(4.2, "%", 1) == "4.2\u202f%"
    assert written(-0.6, "%", 1) == "\u22120.6\u202f%"
    assert written(1234567.0, "people", 0) == "1\u202f234\u202f567 people"
    assert written(1.3, "million nusa", 1) == "1.3 million nusa"
    assert written(5.0, "", 0) == "5"
    shown = written_figure(1, "exports of goods", "Korasi", "Q1 2026")
    value = figure(1, "exports of goods", "Korasi", "Q1 2026")
    assert shown == f"{value:.0f} million nusa"


@pytest.mark.parametrize(
    "period", ["Q5 2026", "2026", "Q1 26", "Q1  2026", "Q1 20x6", "Q4 1964", "Q1 2085", ""]
)
def test_a_wrong_period_is_refused(period: str) -> None:
    with pytest.raises(DataError, match=r"is not a quarter|There are no figures"):
        figure(1, "rent", COUNTRY, period)


def test_a_wrong_indicator_or_place_is_refused() -> None:
    with pytest.raises(DataError, match="There is no indicator 'happiness'"):
        figure(1, "happiness", COUNTRY, "Q1 2026")
    with pytest.raises(DataError, match="There is no place 'Atlantis'"):
        figure(1, "rent", "Atlantis", "Q1 2026")
    with pytest.raises(DataError, match="There are no figures"):
        figures(1, quarter_of("Q4 2084"), 2)
