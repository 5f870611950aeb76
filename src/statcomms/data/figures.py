"""Every invented figure of Nusamara, in one place: posts, releases and claims all ask here.

Each indicator has a path from quarter to quarter that returns to its level (autoregressive of order
1), plus its season. A province's path is Nusamara's plus the province's own offset, plus a small
path of its own. Then every figure is rounded as it is published, and Nusamara's figure is made from
the provinces': their sum where things are counted, else their average weighted by people, so that
it always lies between the provinces'.

A figure is a pure function of the seed, the indicator, the place and the period, so two texts about
the same thing say the same number.

>>> figure(2026, "unemployment", "Nusamara", "Q1 2026")
4.7
>>> written_figure(2026, "exports of goods", "Velanu", "Q1 2026")
'147 million nusa'
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.indicators import INDICATORS, PEOPLE, Indicator, indicator_of
from statcomms.data.model import stream
from statcomms.errors import DataError

__all__ = [
    "COUNTRY",
    "PLACES",
    "figure",
    "figures",
    "margin",
    "margin_of",
    "period_of",
    "quarter_before",
    "quarter_of",
    "series",
    "written",
    "written_figure",
    "year_before",
]

Floats: TypeAlias = npt.NDArray[np.float64]

COUNTRY = "Nusamara"
PLACES: tuple[str, ...] = (COUNTRY, *PEOPLE)
"""The whole country, then its provinces."""

_FIRST_QUARTER = 4 * 1965
_QUARTERS = 4 * 120
_OWN_SWING = 0.035  # a province's own path, as a share of the range
_LEVEL = (0.42, 0.58)  # where Nusamara's level may be in the range
_COUNT_LEVEL = (0.14, 0.66)  # where the smallest and the largest province's counts are
_DESIGN_EFFECT = 1.5
_NARROW_SPACE = "\u202f"
_MINUS = "\u2212"


def quarter_of(period: str) -> int:
    """Return the number of a quarter: quarters since the year 0.

    Args:
        period: Such as ``Q1 2026``.

    Raises:
        DataError: It is not written so, or not between 1965 and 2084.

    >>> quarter_of("Q1 2026") - quarter_of("Q1 2025")
    4
    """
    quarter, space, year = period.partition(" ")
    if not (space and quarter in ("Q1", "Q2", "Q3", "Q4") and len(year) == 4 and year.isdecimal()):
        raise DataError(f"'{period}' is not a quarter.", "Write a period such as Q1 2026.")
    number = int(year) * 4 + int(quarter[1]) - 1
    if not 0 <= number - _FIRST_QUARTER < _QUARTERS:
        raise DataError(f"There are no figures of {period}.", "Figures go from Q1 1965 to Q4 2084.")
    return number


def period_of(quarter: int) -> str:
    """Return the name of a quarter: the reverse of `quarter_of`.

    >>> period_of(quarter_of("Q4 2025") + 1)
    'Q1 2026'
    """
    return f"Q{quarter % 4 + 1} {quarter // 4}"


def year_before(period: str) -> str:
    """Return the same quarter of the year before.

    >>> year_before("Q1 2026")
    'Q1 2025'
    """
    return period_of(quarter_of(period) - 4)


def quarter_before(period: str) -> str:
    """Return the quarter before.

    >>> quarter_before("Q1 2026")
    'Q4 2025'
    """
    return period_of(quarter_of(period) - 1)


def figure(seed: int | str, indicator: str, place: str, period: str) -> float:
    """Return the invented figure of an indicator at a place in a period, as it is published.

    Args:
        seed: Seed of the tables.
        indicator: One of `statcomms.data.indicators.INDICATORS`.
        place: A province, or Nusamara for the whole country.
        period: Such as ``Q1 2026``.

    Returns:
        The figure in the indicator's unit, rounded to its decimals.

    Raises:
        DataError: There is no such indicator, place or period.
    """
    indicator_of(indicator)
    number = quarter_of(period) - _FIRST_QUARTER
    return float(_cube(seed)[_ROW[indicator], _place(place), number])


def figures(seed: int | str, first_quarter: int, count: int) -> Floats:
    """Return the figures of all indicators and places for some quarters on end.

    Args:
        seed: Seed of the tables.
        first_quarter: Number of the first quarter (see `quarter_of`).
        count: How many quarters.

    Returns:
        Published figures by indicator (in the order of ``INDICATORS``), place (in the order of
        `PLACES`) and quarter; each in its indicator's unit.

    Raises:
        DataError: There are no figures of one of the quarters.
    """
    quarter_of(period_of(first_quarter))
    quarter_of(period_of(first_quarter + count - 1))
    start = first_quarter - _FIRST_QUARTER
    return _cube(seed)[:, :, start : start + count]


def series(seed: int | str, indicator: str, place: str, first: str, last: str) -> dict[str, float]:
    """Return the published figures of one indicator at one place, quarter by quarter.

    Args:
        seed: Seed of the tables.
        indicator: One of `statcomms.data.indicators.INDICATORS`.
        place: A province, or Nusamara.
        first: First quarter, such as ``Q1 2024``.
        last: Last quarter.

    Returns:
        Figure by period.

    Raises:
        DataError: There is no such indicator, place or period.

    >>> list(series(2026, "rent", "Tulavi", "Q3 2025", "Q1 2026"))
    ['Q3 2025', 'Q4 2025', 'Q1 2026']
    """
    quarters = range(quarter_of(first), quarter_of(last) + 1)
    return {
        period_of(number): figure(seed, indicator, place, period_of(number)) for number in quarters
    }


def margin(seed: int | str, indicator: str, place: str, period: str) -> float | None:
    """Return the margin of a surveyed figure: half the width of its 95 % interval; see `margin_of`.

    Args:
        seed: Seed of the tables.
        indicator: One of `statcomms.data.indicators.INDICATORS`.
        place: A province, or Nusamara.
        period: Such as ``Q1 2026``.

    Raises:
        DataError: There is no such indicator, place or period.

    >>> margin(2026, "unemployment", "Nusamara", "Q1 2026")
    0.5
    >>> margin(2026, "registered births", "Nusamara", "Q1 2026") is None
    True
    """
    value = figure(seed, indicator, place, period)
    return margin_of(INDICATORS[indicator], place, value)


def margin_of(one: Indicator, place: str, value: float) -> float | None:
    """Return the margin of a surveyed indicator's figure: half the width of its 95 % interval.

    For a share p: 1.96 x sqrt(d p (1 - p) / n); for an average: 1.96 x average x spread x
    sqrt(d / n). Here n is the number asked at the place (a province is asked one sixth of the
    country's sample) and d = 1.5 is the design effect of asking people in clusters (assumed).

    Args:
        one: The indicator.
        place: A province, or Nusamara.
        value: The figure.

    Returns:
        The margin in the figure's unit, rounded up to its decimals; None where the figure comes
        from a register, a count or collected prices.
    """
    if not one.surveyed:
        return None
    asked = one.sample / (1 if place == COUNTRY else len(PEOPLE))
    if one.spread:
        deviation = value * one.spread
    else:
        deviation = 100 * math.sqrt(value / 100 * (1 - value / 100))
    half = 1.96 * deviation * math.sqrt(_DESIGN_EFFECT / asked)
    scale: float = 10.0**one.decimals
    return math.ceil(half * scale) / scale


def written(value: float, unit: str, decimals: int) -> str:
    """Write a figure with its unit as the office does: narrow fixed spaces, a true minus.

    >>> written(-4.25, "%", 1), written(1480, "people", 0)
    ('\u22124.2\u202f%', '1\u202f480 people')
    """
    shown = f"{value:,.{decimals}f}".replace(",", _NARROW_SPACE).replace("-", _MINUS)
    return f"{shown}{_NARROW_SPACE}%" if unit == "%" else f"{shown} {unit}" if unit else shown


def written_figure(seed: int | str, indicator: str, place: str, period: str) -> str:
    """Write the figure of an indicator at a place in a period, with its unit; see `figure`."""
    value = figure(seed, indicator, place, period)
    one = INDICATORS[indicator]
    return written(value, one.unit, one.decimals)


# --- the paths ---------------------------------------------------------------------------------

_ROW = {name: row for row, name in enumerate(INDICATORS)}
_WEIGHT = np.array(list(PEOPLE.values())) / sum(PEOPLE.values())


def _place(place: str) -> int:
    if place not in PLACES:
        raise DataError(f"There is no place '{place}'.", f"The places are: {', '.join(PLACES)}.")
    return PLACES.index(place)


@lru_cache(maxsize=8)
def _cube(seed: int | str) -> Floats:
    """All figures of a seed by indicator, place and quarter, as published."""
    ones = tuple(INDICATORS.values())
    noise = np.empty((len(ones), len(PLACES), _QUARTERS))
    level = np.empty((len(ones), len(PEOPLE), 1))
    for row, one in enumerate(ones):
        draw = stream(seed, f"figures {one.name}")
        level[row, :, 0] = _levels(one, draw.random(1 + len(PEOPLE)))
        noise[row] = draw.standard_normal((len(PLACES), _QUARTERS))
    path = _paths(noise, np.array([one.memory for one in ones]))
    swing = np.array([[one.swing] for one in ones])[:, :, None]
    season = np.array([one.season for one in ones])
    quarter = np.arange(_FIRST_QUARTER, _FIRST_QUARTER + _QUARTERS) % 4
    moves = swing * path[:, :1] + _OWN_SWING * np.minimum(1.0, 10 * swing) * path[:, 1:]
    moves = moves + season[:, None, quarter]
    low = np.array([one.low for one in ones])[:, None, None]
    width = np.array([one.high for one in ones])[:, None, None] - low
    usual = low + width * level
    adds = np.array([one.adds for one in ones])[:, None, None]
    size = np.where(adds, usual / usual.mean(axis=1, keepdims=True), 1.0)
    values = low + width * np.clip(level + size * moves, 0.0, 1.0)
    found = np.empty((len(ones), len(PLACES), _QUARTERS))
    for row, one in enumerate(ones):
        provinces = np.round(values[row], one.decimals) + 0.0
        weight = np.ones(len(PEOPLE)) if one.adds else _WEIGHT
        whole = np.zeros(_QUARTERS)
        for number, province in enumerate(provinces):
            whole = whole + weight[number] * province
        found[row, 0] = np.round(whole, one.decimals) + 0.0
        found[row, 1:] = provinces
    found.flags.writeable = False
    return found


def _levels(one: Indicator, uniform: Floats) -> Floats:
    """Where each province's level is in the indicator's range, from 0 to 1."""
    offsets: Floats = one.apart * (2 * uniform[1:] - 1)
    if one.adds:
        people = np.array(list(PEOPLE.values()), dtype=np.float64)
        size = (people - people.min()) / (people.max() - people.min())
        low, high = _COUNT_LEVEL
        return np.asarray(low + (high - low) * size + 0.3 * offsets)
    return np.asarray(_LEVEL[0] + (_LEVEL[1] - _LEVEL[0]) * uniform[0] + offsets)


def _paths(noise: Floats, memory: Floats) -> Floats:
    """Autoregressive paths with variance 1 along the last axis, from independent numbers."""
    found = noise.copy()
    keep = memory[:, None]
    step = np.sqrt(1 - memory * memory)[:, None]
    for quarter in range(1, noise.shape[2]):
        found[:, :, quarter] = keep * found[:, :, quarter - 1] + step * noise[:, :, quarter]
    return found
