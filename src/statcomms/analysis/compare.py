"""Compare two groups of posts fairly, and plan how many posts a comparison needs.

>>> import numpy as np
>>> photo = {"shares": np.array([9.0, 11, 10, 12, 8, 10]), "reach": np.full(6, 1000.0)}
>>> video = {"shares": np.array([3.0, 2, 4, 3, 2, 4]), "reach": np.full(6, 1000.0)}
>>> difference_with_interval(photo, video, "shares", "reach").decision
'first'
>>> posts_needed(spread=0.02, difference=0.01)
63
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from statcomms.analysis.metrics import (
    Mask,
    Posts,
    RateEstimate,
    rate_with_interval,
    replicates,
    usable,
)
from statcomms.errors import DataError

__all__ = [
    "DECISIONS",
    "Difference",
    "difference_with_interval",
    "posts_needed",
    "spread_of_posts",
]

DECISIONS: tuple[str, ...] = ("first", "second", "cannot tell")


@dataclass(frozen=True)
class Difference:
    """The difference between two groups' rates, with its interval and what it allows to say.

    Attributes:
        first: Rate of the first group, with its own interval.
        second: Rate of the second group, with its own interval.
        difference: Rate of the first minus rate of the second.
        low: Lower end of the interval of the difference.
        high: Upper end of it.
        decision: ``first`` (the first is better: the whole interval is above 0), ``second`` (the
            whole interval is below 0) or ``cannot tell`` (0 lies within it).
        level: Level of the interval, such as 0.95.
    """

    first: RateEstimate
    second: RateEstimate
    difference: float
    low: float
    high: float
    decision: str
    level: float = 0.95


def difference_with_interval(
    first: Posts,
    second: Posts,
    numerator: str = "public_engagements",
    denominator: str = "impressions",
    pooling: str = "pooled",
    level: float = 0.95,
    first_where: Mask | None = None,
    second_where: Mask | None = None,
) -> Difference:
    """Return how much better the first group's rate is, with a bootstrap interval.

    Both groups' posts are drawn again, each on its own; the interval holds the middle of the
    differences. Two intervals that overlap do not mean "cannot tell": only this interval decides.

    Args:
        first: Posts of the first group.
        second: Posts of the second group.
        numerator: One of `statcomms.analysis.metrics.NUMERATORS`.
        denominator: One of `statcomms.analysis.metrics.DENOMINATORS`.
        pooling: One of `statcomms.analysis.metrics.POOLINGS`.
        level: Level of the interval, between 0 and 1.
        first_where: The posts of `first` that count; None for all.
        second_where: The posts of `second` that count; None for all.

    Returns:
        The difference. With fewer than two posts in a group the interval is not known (NaN) and the
        decision is ``cannot tell``.

    Raises:
        DataError: A key is not known, or a column is not there.
    """
    one = rate_with_interval(first, numerator, denominator, pooling, level, first_where)
    two = rate_with_interval(second, numerator, denominator, pooling, level, second_where)
    low = high = math.nan
    if one.posts_used > 1 and two.posts_used > 1:
        draws = replicates(
            usable(first, numerator, denominator, first_where), pooling, stream=0
        ) - replicates(usable(second, numerator, denominator, second_where), pooling, stream=1)
        low, high = (float(end) for end in np.quantile(draws, [(1 - level) / 2, (1 + level) / 2]))
    if low > 0:
        decision = "first"
    elif high < 0:
        decision = "second"
    else:
        decision = "cannot tell"
    return Difference(one, two, one.rate - two.rate, low, high, decision, level)


def spread_of_posts(
    posts: Posts,
    numerator: str = "public_engagements",
    denominator: str = "impressions",
    pooling: str = "pooled",
    where: Mask | None = None,
) -> float:
    """Return how much one post moves the rate: the standard deviation to give `posts_needed`.

    Formula: for the mean, the standard deviation of the posts' rates. For the pooled rate r, that
    of (numerator - r x denominator) / mean denominator: what a post adds above the common rate. The
    rate's own standard error is this divided by the root of the number of posts.

    Raises:
        DataError: Fewer than two posts can be used, or the pooling is the median.

    >>> posts = {"shares": [1, 3], "reach": [100, 100]}
    >>> f"{spread_of_posts(posts, 'shares', 'reach'):.4f}"
    '0.0141'
    """
    used = usable(posts, numerator, denominator, where)
    if len(used.counts) < 2:
        raise DataError("Fewer than two posts can be used.", "Choose a longer period.")
    if pooling == "mean":
        return float(np.std(used.counts / used.over, ddof=1))
    if pooling != "pooled":
        raise DataError(
            f"The spread is not defined for '{pooling}'.", "Use the pooled rate or the mean."
        )
    common = used.counts.sum() / used.over.sum()
    return float(np.std((used.counts - common * used.over) / used.over.mean(), ddof=1))


def posts_needed(spread: float, difference: float, level: float = 0.95, power: float = 0.8) -> int:
    """Return how many posts of each kind a comparison needs.

    Formula: n = 2 ((z_level + z_power) spread / difference)^2, rounded up, at least 2.

    Args:
        spread: Standard deviation between posts, from `spread_of_posts`.
        difference: The smallest difference of rates worth finding, in the same unit.
        level: Level of the interval that shall not hold 0.
        power: How often such a difference shall be found when it is there.

    Raises:
        DataError: The difference is 0, or the spread is negative.

    >>> posts_needed(spread=0.02, difference=0.002)
    1570
    """
    if difference == 0 or not spread >= 0:
        raise DataError(
            "The number of posts needs a difference other than 0 and a spread of 0 or more.",
            "Say which difference would change what you do.",
        )
    z = NormalDist().inv_cdf((1 + level) / 2) + NormalDist().inv_cdf(power)
    return max(2, math.ceil(2 * (z * spread / difference) ** 2))
