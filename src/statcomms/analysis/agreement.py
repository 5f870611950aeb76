"""How far people who judge the same things agree, beyond chance: Krippendorff's alpha.

Three readers, four comments; the third reader skipped one:

>>> round(krippendorff_alpha([["pos", "neg", "neg", "neu"],
...                           ["pos", "neg", "neu", "neu"],
...                           ["pos", "neg", "neg", None]], "nominal"), 3)
0.744
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.errors import DataError

__all__ = ["LEVELS", "krippendorff_alpha"]

Floats: TypeAlias = npt.NDArray[np.float64]

LEVELS: tuple[str, ...] = ("nominal", "ordinal", "interval")


def krippendorff_alpha(
    ratings: Sequence[Sequence[Any]],
    level: str = "nominal",
    order: Sequence[Hashable] | None = None,
) -> float:
    """Return Krippendorff's alpha: 1 is full agreement, 0 is what chance gives.

    alpha = 1 - D_o / D_e, where D_o is the mean squared difference of two ratings of the same unit
    and D_e that of any two ratings. With o[c, k] the coincidences (each unit with m >= 2 ratings
    gives each ordered pair of its ratings the weight 1 / (m - 1)), n[c] their margins and n their
    sum::

        alpha = 1 - (n - 1) * sum(o * d) / sum(n[c] * n[k] * d)

    d is the squared difference of two values. Nominal: 0 if equal, else 1. Interval: (c - k)^2.
    Ordinal: the square of the number of ratings from c to k, those at both ends counted half.

    Source: Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability, University of
    Pennsylvania; Krippendorff, K. (2004), Content Analysis, 2nd edition, chapter 11.

    Args:
        ratings: One row for each rater, one cell for each unit; None or NaN where a rater gave
            none. Units with fewer than two ratings are left out.
        level: ``nominal`` (different or not), ``ordinal`` (an order) or ``interval`` (distances).
        order: The values from lowest to highest, for words with an order, such as
            ``("negative", "neutral", "positive")``; None to sort the values. With ``interval``
            and words, neighbours are one apart.

    Returns:
        Alpha, at most 1; below 0 when raters disagree more than chance.

    Raises:
        DataError: The level is unknown, the rows differ in length, a value is not in `order`, no
            unit has two ratings, or all ratings are the same, so that there is nothing to agree on.
    """
    if level not in LEVELS:
        raise DataError(f"There is no level '{level}'.", f"The levels are: {', '.join(LEVELS)}.")
    if len({len(row) for row in ratings}) > 1:
        raise DataError("The raters' rows differ in length.", "Put None where a rating is missing.")
    units = [[one for one in unit if not _missing(one)] for unit in zip(*ratings, strict=True)]
    units = [unit for unit in units if len(unit) >= 2]
    if not units:
        raise DataError("No unit has two ratings.", "Give the ratings of at least two raters.")
    values = _values(units, order)
    together = _coincidences(units, values)
    margins = together.sum(axis=1)
    apart = _squared(level, values, margins, order is not None)
    expected = float(margins @ apart @ margins)
    if expected == 0:
        raise DataError(
            "All ratings are the same, so agreement beyond chance has no meaning.",
            "Rate units that differ.",
        )
    total = float(margins.sum())
    return 1 - (total - 1) * float((together * apart).sum()) / expected


def _missing(one: Any) -> bool:
    return one is None or one != one


def _values(units: list[list[Any]], order: Sequence[Hashable] | None) -> list[Any]:
    found = {one for unit in units for one in unit}
    if order is None:
        return sorted(found)
    unknown = [one for one in found if one not in order]
    if unknown:
        raise DataError(
            f"The rating '{unknown[0]}' is not in the order.", "Name every value in the order."
        )
    return list(order)


def _coincidences(units: list[list[Any]], values: list[Any]) -> Floats:
    place = {value: number for number, value in enumerate(values)}
    together = np.zeros((len(values), len(values)))
    for unit in units:
        counts = np.zeros(len(values))
        for one in unit:
            counts[place[one]] += 1
        together += (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
    return together


def _squared(level: str, values: list[Any], margins: Floats, ordered: bool) -> Floats:
    """Squared difference of each value from each other."""
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    if level == "ordinal":
        at = np.cumsum(margins) - margins / 2
    else:
        try:
            at = np.array(range(len(values)) if ordered else values, dtype=np.float64)
        except (TypeError, ValueError):
            raise DataError("Words have no distances.", "Give numbers, or their order.") from None
    return np.asarray((at[:, None] - at[None, :]) ** 2)
