"""Series by month, and where their level breaks.

A break in series is a change of the number that is not a change of the world: a platform counts
something else from a certain month on.

>>> series = [("2025-01", 10.0), ("2025-02", 11.0), ("2025-03", 22.0), ("2025-04", 21.0)]
>>> best_break(series).month
'2025-03'
>>> f"{break_ratio(series, '2025-03'):.2f}"
'2.05'
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from statcomms.analysis.metrics import (
    DENOMINATORS,
    NUMERATORS,
    Mask,
    PostsArrays,
    engagements,
    exposure,
)
from statcomms.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Break", "Series", "best_break", "break_ratio", "monthly_series"]

Series = Sequence[tuple[str, float]]
"""Months in order, each with a value: [("2025-01", 123.0), ...]."""


@dataclass(frozen=True)
class Break:
    """A change of level in a series.

    Attributes:
        month: First month after the break.
        ratio: Level after the break / level before it (geometric means).
        strength: How many standard errors of the months the change is: 4 is clear, 2 may be chance.
    """

    month: str
    ratio: float
    strength: float


def monthly_series(
    posts: pd.DataFrame | PostsArrays,
    quantity: str,
    per: str = "posts",
    where: Mask | None = None,
) -> list[tuple[str, float]]:
    """Return one number for each month.

    Args:
        posts: A posts table.
        quantity: A numerator (such as ``video_views``) or an exposure (``impressions``, ``reach``,
            ``followers``).
        per: ``posts``, ``impressions``, ``reach``, ``followers`` (pooled: sum over sum) or
            ``month`` (the sum itself). Only posts that have both count.
        where: The posts that count, one true or false each; None for all.

    Returns:
        Pairs of month and value, in order; months without a post are left out.

    Raises:
        DataError: A key is not known or a column is not there.
    """
    arrays = posts if isinstance(posts, PostsArrays) else PostsArrays.from_frame(posts)
    if quantity in NUMERATORS:
        above = engagements(arrays, quantity)
    elif quantity in DENOMINATORS:
        above = exposure(arrays, quantity)
    else:
        raise DataError(
            f"'{quantity}' is not a quantity.",
            f"Use one of: {', '.join(NUMERATORS + DENOMINATORS)}.",
        )
    below = exposure(arrays, "posts" if per == "month" else per)
    month = arrays.month
    if where is not None:
        above, below, month = above[where], below[where], month[where]
    fit = ~np.isnan(above) & (below > 0)
    months, place = np.unique(month[fit], return_inverse=True)
    sums = np.bincount(place, above[fit], len(months))
    over = np.ones(len(months)) if per == "month" else np.bincount(place, below[fit], len(months))
    return [
        (f"{number // 100:04d}-{number % 100:02d}", float(value))
        for number, value in zip(months.tolist(), sums / over, strict=True)
    ]


def break_ratio(series: Series, month: str) -> float:
    """Return the level from that month on over the level before it.

    Formula: geometric mean of the months from `month` on / geometric mean of the months before.

    Raises:
        DataError: There is no month before or after, or a value is not above 0.
    """
    logs = _logs(series)
    after = np.array([name >= month for name, _ in series])
    if after.all() or not after.any():
        raise DataError(
            f"The series has no month on both sides of {month}.", "Choose a month inside it."
        )
    return float(math.exp(logs[after].mean() - logs[~after].mean()))


def best_break(series: Series, least_months: int = 2) -> Break:
    """Return the break that explains most: the largest shift of the level of logs.

    Every month with at least `least_months` months on each side is tried; the one whose two levels
    leave the smallest squared rest is taken.

    Raises:
        DataError: The series is too short, or a value is not above 0.
    """
    logs = _logs(series)
    count = len(logs)
    if count < 2 * least_months:
        raise DataError(
            f"A series of {count} months is too short to look for a break.",
            f"Give at least {2 * least_months} months.",
        )
    best, best_gain, best_shift = least_months, -1.0, 0.0
    for place in range(least_months, count - least_months + 1):
        shift = float(logs[place:].mean() - logs[:place].mean())
        gain = shift * shift * place * (count - place) / count
        if gain > best_gain:
            best, best_gain, best_shift = place, gain, shift
    rest = float(((logs - logs.mean()) ** 2).sum()) - best_gain
    spread = math.sqrt(max(rest, 0.0) / max(count - 2, 1))
    error = spread * math.sqrt(1 / best + 1 / (count - best))
    strength = abs(best_shift) / error if error > 1e-12 else math.inf if best_shift else 0.0
    return Break(series[best][0], math.exp(best_shift), strength)


def _logs(series: Series) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values = np.array([value for _, value in series], dtype=np.float64)
    if not (values > 0).all():
        raise DataError("A month of the series is 0, negative or missing.", "Leave it out.")
    return np.log(values)
