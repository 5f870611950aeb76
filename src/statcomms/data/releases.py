"""What Nusamara's office releases: one headline figure a month, and as many more as are asked for.

A release is about the last complete quarter before it. The figure is compared with the quarter
before, or with the same quarter of the year before where the season matters; change and direction
are worked out from the two figures as they are published, so that every reader finds them again.

>>> first = release_of(2026, "2024-10")
>>> first.topic, first.indicator, first.period, first.compared_with
('prices', 'inflation', 'Q3 2024', 'Q2 2024')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from statcomms.data.figures import (
    PLACES,
    figure,
    margin,
    period_of,
    quarter_before,
    quarter_of,
    written,
    year_before,
)
from statcomms.data.indicators import INDICATORS
from statcomms.data.model import stream
from statcomms.data.months import month_list, release_days
from statcomms.errors import DataError
from statcomms.schema import UTC_OFFSET, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["Release", "draw_releases", "release_of", "releases"]

_SCHEDULE: dict[str, tuple[str, ...]] = {
    "prices": ("inflation", "food prices", "inflation", "transport prices"),
    "labour": ("unemployment", "employment", "unemployment", "weekly wages"),
    "economy": ("economic growth", "exports of goods", "economic growth", "building work"),
}
_DRAWN_FROM, _DRAWN_TO = "Q1 2022", "Q2 2026"
_MOST_DRAWN = 999
_FORMS: dict[str, tuple[str, ...]] = {
    "up": (
        "{Subject} {link} {place} rose to {value} in {period}, from {previous} in {compared}.",
        "{Subject} {link} {place} was {value} in {period}, up from {previous} in {compared}.",
        "{value} in {period}: {subject} {link} {place} is higher than in {compared} ({previous}).",
    ),
    "down": (
        "{Subject} {link} {place} fell to {value} in {period}, from {previous} in {compared}.",
        "{Subject} {link} {place} was {value} in {period}, down from {previous} in {compared}.",
        "{value} in {period}: {subject} {link} {place} is lower than in {compared} ({previous}).",
    ),
    "unchanged": (
        "{Subject} {link} {place} was {value} in {period}, the same as in {compared}.",
        "{Subject} {link} {place} stayed at {value} in {period}, as in {compared}.",
    ),
    "close": (
        "{Subject} {link} {place} was {value} in {period}, almost the same as in {compared} "
        "({previous}).",
    ),
}


@dataclass(frozen=True)
class Release:
    """One release: the row of the releases table, in the order of its columns.

    Attributes:
        release_id: Its number, such as ``R001``.
        released_at: When, in local time.
        topic: Its topic.
        indicator: What is measured, one of `statcomms.data.indicators.INDICATORS`.
        place: Nusamara or a province.
        period: The quarter it is about.
        value: The headline figure as published.
        unit: Unit of the figure.
        decimals: Decimals with which the figure is published.
        compared_with: The quarter it is compared with.
        previous_value: The figure of that quarter as published.
        change: Percentage points where the unit is %, else per cent.
        change_unit: ``percentage points`` or ``%``.
        direction: ``up``, ``down`` or ``unchanged``.
        margin: Half the width of the 95 % interval; None where the figure has none.
        headline: One sentence in plain words.
    """

    release_id: str
    released_at: str
    topic: str
    indicator: str
    place: str
    period: str
    value: float
    unit: str
    decimals: int
    compared_with: str
    previous_value: float
    change: float
    change_unit: str
    direction: str
    margin: float | None
    headline: str


def releases(
    seed: int | str = 2026, *, first_month: str = "2024-10", months: int = 24
) -> pd.DataFrame:
    """Return the office's releases: one a month, at 09:30 on its release day.

    Args:
        seed: Seed of the tables.
        first_month: Month of the first release.
        months: How many months.

    Returns:
        The releases table (`statcomms.schema.RELEASES`), oldest first.

    Raises:
        DataError: The period cannot be understood.

    >>> releases(2026, months=2)["topic"].tolist()
    ['prices', 'labour']
    """
    return _frame(
        [
            release_of(seed, month, number)
            for number, month in enumerate(month_list(first_month, months), start=1)
        ]
    )


def release_of(seed: int | str, month: str, number: int = 1) -> Release:
    """Return the release of a month.

    Args:
        seed: Seed of the tables.
        month: Such as ``2026-05``.
        number: Its number in the table.

    Raises:
        DataError: The month cannot be understood.
    """
    ((day, topic),) = release_days(month_list(month, 1))
    quarter = int(month[:4]) * 4 + (int(month[5:7]) - 1) // 3 - 1
    names = _SCHEDULE[topic]
    name = names[(quarter - 2) % len(names)]
    return _release(seed, number, day, name, PLACES[0], period_of(quarter), 0.0)


def draw_releases(seed: int | str, count: int) -> pd.DataFrame:
    """Draw fresh releases on all topics, for Nusamara and its provinces: no two about the same.

    Args:
        seed: Seed of the tables; held-out work takes one that is derived from a secret.
        count: How many, at most 999.

    Returns:
        A releases table (`statcomms.schema.RELEASES`), oldest first, numbered from R001.

    Raises:
        DataError: The count is not from 1 to 999.

    >>> draw_releases("held out", 3)["release_id"].tolist()
    ['R001', 'R002', 'R003']
    """
    if not 1 <= count <= _MOST_DRAWN:
        raise DataError(
            f"{count} releases cannot be drawn.", f"Ask for 1 to {_MOST_DRAWN} releases."
        )
    draw = stream(seed, "draw releases")
    names = tuple(INDICATORS)
    first, last = quarter_of(_DRAWN_FROM), quarter_of(_DRAWN_TO)
    found: dict[tuple[int, str, str], float] = {}
    while len(found) < count:
        uniform = draw.random(4).tolist()
        quarter = first + int(uniform[0] * (last - first + 1))
        # Every other release is about the whole country.
        where = PLACES[int(2 * uniform[2] * len(PLACES))] if uniform[2] < 0.5 else PLACES[0]
        found.setdefault((quarter, names[int(uniform[1] * len(names))], where), uniform[3])
    days = {key: _day_of(key) for key in found}
    rows = [
        _release(seed, number, days[key], key[1], key[2], period_of(key[0]), found[key])
        for number, key in enumerate(sorted(found, key=lambda key: (days[key], key)), start=1)
    ]
    return _frame(rows)


# --- one release -------------------------------------------------------------------------------


def _day_of(key: tuple[int, str, str]) -> int:
    """Release day of a quarter, an indicator and a place: in one of the next quarter's months."""
    quarter, name, _ = key
    month = (quarter + 1) % 4 * 3 + 1 + tuple(INDICATORS).index(name) % 3
    ((day, _),) = release_days((f"{(quarter + 1) // 4:04d}-{month:02d}",))
    return day


def _release(
    seed: int | str, number: int, day: int, name: str, place: str, period: str, form: float
) -> Release:
    one = INDICATORS[name]
    compared = year_before(period) if one.compared == "year" else quarter_before(period)
    value, previous = (figure(seed, name, place, when) for when in (period, compared))
    points = one.unit == "%"
    gap = round(value - previous, one.decimals)
    change = gap if points else round(100 * (value / previous - 1), 1)
    direction = "unchanged" if change == 0 else "up" if change > 0 else "down"
    forms = _FORMS["close" if direction == "unchanged" and value != previous else direction]
    headline = forms[int(form * len(forms))].format(
        Subject=one.subject[0].upper() + one.subject[1:],
        subject=one.subject,
        link=one.link,
        place=place,
        value=written(value, one.short_unit, one.decimals),
        previous=written(previous, one.short_unit, one.decimals),
        period=period,
        compared=compared,
    )
    return Release(
        release_id=f"R{number:03d}",
        released_at=f"{date(1970, 1, 1) + timedelta(days=day)}T09:30{UTC_OFFSET}",
        topic=one.topic,
        indicator=name,
        place=place,
        period=period,
        value=value,
        unit=one.unit,
        decimals=one.decimals,
        compared_with=compared,
        previous_value=previous,
        change=change + 0.0,
        change_unit="percentage points" if points else "%",
        direction=direction,
        margin=margin(seed, name, place, period),
        headline=headline,
    )


def _frame(rows: Sequence[Release]) -> pd.DataFrame:
    import pandas as pd

    from statcomms.data.synth import text_dtype

    data: dict[str, Any] = {}
    for one in table("releases").columns:
        cells = [getattr(row, one.name) for row in rows]
        data[one.name] = pd.Series(
            cells, dtype=text_dtype() if one.dtype == "string" else one.dtype
        )
    return pd.DataFrame(data)
