"""How well one order agrees with another: Kendall's rank correlation.

>>> kendall_tau([1, 2, 3, 4], [1, 2, 4, 3])
0.6666666666666666
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from statcomms.errors import DataError

__all__ = ["kendall_tau", "order_share"]


def kendall_tau(one: Sequence[float], two: Sequence[float]) -> float:
    """Return Kendall's τ-b of two lists of values: 1 the same order, 0 no relation, -1 reversed.

    Formula: (pairs in the same order - pairs in opposite order) / sqrt((pairs not tied in one) x
    (pairs not tied in two)) (Kendall, 1945).

    Args:
        one: A value for each thing.
        two: Another value for each, in the same order of things.

    Returns:
        τ-b; NaN where one list is constant.

    Raises:
        DataError: The lists differ in length or have fewer than two values.
    """
    if len(one) != len(two) or len(one) < 2:
        raise DataError(
            f"Two lists of {len(one)} and {len(two)} values have no common order.",
            "Give two lists of one length, at least 2.",
        )
    agree = in_one = in_two = 0
    for place in range(len(one)):
        for other in range(place + 1, len(one)):
            first, second = _sign(one[place] - one[other]), _sign(two[place] - two[other])
            agree += first * second
            in_one += first != 0
            in_two += second != 0
    return agree / math.sqrt(in_one * in_two) if in_one and in_two else math.nan


def order_share(order: Sequence[str], values: dict[str, float]) -> float:
    """Return how well an order from largest to smallest agrees with the values, from 0 to 1.

    Formula: Kendall's τ-b of places and values, cut to 0 to 1: an order drawn at random has 0 on
    average, and one that is worse than random has 0 too.

    Args:
        order: Keys, the one thought largest first.
        values: The value of each key.

    Raises:
        DataError: The order does not hold each key once.

    >>> order_share(["a", "b", "c"], {"a": 9.0, "b": 5.0, "c": 1.0})
    1.0
    """
    if sorted(order) != sorted(values):
        raise DataError("The order does not hold each key once.", "Give every key once.")
    tau = kendall_tau([-place for place in range(len(order))], [values[key] for key in order])
    return max(tau, 0.0) if math.isfinite(tau) else 0.0


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
