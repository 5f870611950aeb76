"""How unequally exposure is spread over an account's posts: three measures, with numpy alone.

>>> gini([1, 1, 1, 1]), top_share([97, 1, 1, 1] * 5)
(0.0, 0.388)
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["gini", "hill", "top_share"]

Floats: TypeAlias = npt.NDArray[np.float64]


def gini(values: npt.ArrayLike) -> float:
    """Gini coefficient: how unequally something is spread over posts, 0 to 1.

    Formula: sum over ordered posts of (2 rank - n - 1) x value / (n x sum of values). 0: every post
    has the same; near 1: one post has all. NaN without a value above 0.

    >>> gini([0, 0, 0, 8])
    0.75
    """
    ordered = np.sort(_floats(values))
    count, total = len(ordered), ordered.sum()
    if not total > 0:
        return math.nan
    return float((2 * np.arange(1, count + 1) - count - 1) @ ordered / (count * total))


def top_share(values: npt.ArrayLike, share: float = 0.1) -> float:
    """Share of the whole that the largest posts have.

    Formula: sum over the largest `share` of posts (rounded down) / sum over all. NaN when that is
    no post, or the sum is 0.

    >>> top_share([1] * 9 + [11])
    0.55
    """
    ordered = np.sort(_floats(values))[::-1]
    count, total = int(len(ordered) * share), ordered.sum()
    return float(ordered[:count].sum() / total) if count and total > 0 else math.nan


def hill(values: npt.ArrayLike, share: float = 0.05) -> float:
    """Hill's tail index of the largest posts: the smaller, the heavier the tail.

    Formula: 1 / mean over the largest `share` (at least 2) of log(value / next one below them).
    Below 2 the tail is so heavy that means jump from year to year. Source: B. M. Hill, 1975. NaN
    with fewer than 3 values above 0, or when the largest are all equal.
    """
    found = _floats(values)
    ordered = np.sort(found[found > 0])[::-1]
    top = max(2, int(len(ordered) * share))
    if len(ordered) <= top:
        return math.nan
    mean = float(np.mean(np.log(ordered[:top] / ordered[top])))
    return 1 / mean if mean > 0 else math.nan


def _floats(values: npt.ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)
