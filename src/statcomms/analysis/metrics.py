"""Rates of engagement: what is counted, over what, and how posts are put together.

A rate needs three choices, and the three often give three different numbers:

- the **numerator**: what people did (`NUMERATORS`);
- the **denominator**: over what it is counted (`DENOMINATORS`);
- the **pooling**: how posts are put together (`POOLINGS`). *Pooled*: all the engagements divided by
  all the exposure, so a post counts by how many saw it. *Mean*: the mean of the posts' own rates,
  so every post counts the same, even one that few saw. *Median*: the rate of the middle post.

Every function takes a posts table (a pandas DataFrame), a `PostsArrays` made from one (fast, for
many questions to the same table), or a plain mapping from column names to numpy arrays.

>>> posts = {"reactions": [9, 1], "comments": [0, 1], "shares": [1, 0], "reach": [1000, 10]}
>>> f"{pooled_rate(posts, 'public_engagements', 'reach'):.4f}"
'0.0119'
>>> f"{mean_of_rates(posts, 'public_engagements', 'reach'):.4f}"
'0.1050'

A rate over posts is far less certain than a binomial interval says, because posts differ much more
than throws of one coin (on real Pages the variance is about a hundred times that of a Poisson
count). So the intervals here come from a bootstrap over posts: what would the rate be if other
posts like these had been drawn? `binomial_interval` is here to show how wrong it is.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.errors import DataError
from statcomms.schema import FORMATS, PLATFORMS

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "BLOCKS",
    "DENOMINATORS",
    "DENOMINATOR_LABELS",
    "NUMERATORS",
    "NUMERATOR_LABELS",
    "POOLINGS",
    "POOLING_LABELS",
    "REPLICATES",
    "PostsArrays",
    "RateEstimate",
    "amplification_rate",
    "applause_rate",
    "binomial_interval",
    "click_through_rate",
    "conversation_rate",
    "engagement_rate_by_followers",
    "engagement_rate_by_impressions",
    "engagement_rate_by_reach",
    "engagements",
    "exposure",
    "follower_growth_rate",
    "mean_of_rates",
    "median_of_rates",
    "pooled_rate",
    "rate",
    "rate_with_interval",
    "wilson_interval",
]

Floats: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Posts: TypeAlias = "pd.DataFrame | PostsArrays | Mapping[str, Any]"

NUMERATOR_LABELS: dict[str, str] = {
    "public_engagements": "Reactions, comments and shares",
    "all_engagements": "All engagements, clicks included",
    "reactions": "Reactions",
    "comments": "Comments",
    "shares": "Shares",
    "clicks": "Clicks",
    "video_views": "Video views",
}
NUMERATORS: tuple[str, ...] = tuple(NUMERATOR_LABELS)
DENOMINATOR_LABELS: dict[str, str] = {
    "impressions": "Impressions",
    "reach": "People reached",
    "followers": "Followers",
    "posts": "Posts",
}
DENOMINATORS: tuple[str, ...] = tuple(DENOMINATOR_LABELS)
POOLING_LABELS: dict[str, str] = {
    "pooled": "Pooled: all engagements over all exposure",
    "mean": "Mean of the posts' rates",
    "median": "Median of the posts' rates",
}
POOLINGS: tuple[str, ...] = tuple(POOLING_LABELS)

REPLICATES = 1000
"""How many times the bootstrap draws the posts again."""
BLOCKS = 500
"""Above this number of posts the bootstrap draws blocks of posts, dealt at random."""
_SEED = 20260901
_PUBLIC = ("reactions", "comments", "shares")
_MORE = ("clicks", "other_clicks", "follows")
_COUNTS = (
    *("followers", "impressions", "reach", "paid_impressions", "reactions", "comments", "shares"),
    *("clicks", "other_clicks", "video_views", "follows"),
)


@dataclass(frozen=True)
class PostsArrays:
    """A posts table as numpy arrays, made once, asked many times.

    Attributes:
        columns: Counts by column name, as float64; a missing cell is NaN.
        platform: Position in `PLATFORMS` for each post.
        format: Position in `FORMATS` for each post.
        paid: Whether the post was boosted.
        month: Month as a number, such as 202605.
        key: A number for each post that does not depend on its place in the table: the bootstrap
            deals posts by it, so the order of rows does not matter.
    """

    columns: Mapping[str, Floats]
    platform: npt.NDArray[np.int8]
    format: npt.NDArray[np.int8]
    paid: Mask
    month: npt.NDArray[np.int32]
    key: npt.NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.key)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> PostsArrays:
        """Make the arrays from a posts table (about 3 ms for 3,000 posts).

        Raises:
            DataError: The table lacks a column that is needed to choose posts.
        """
        for name in ("post_id", "platform", "format", "paid", "month"):
            if name not in frame.columns:
                raise DataError(
                    f"The posts table has no column '{name}'.", "Give the course's posts table."
                )
        counts = {
            name: frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
            for name in _COUNTS
            if name in frame.columns
        }
        platforms = {name: place for place, name in enumerate(PLATFORMS)}
        formats = {name: place for place, name in enumerate(FORMATS)}
        months = {name: _month_number(name) for name in frame["month"].unique()}
        return cls(
            columns=counts,
            platform=np.array([platforms[name] for name in frame["platform"]], dtype=np.int8),
            format=np.array([formats[name] for name in frame["format"]], dtype=np.int8),
            paid=frame["paid"].to_numpy(dtype=bool),
            month=np.array([months[name] for name in frame["month"]], dtype=np.int32),
            key=np.fromiter(
                (zlib.crc32(name.encode()) for name in frame["post_id"]), np.uint32, len(frame)
            ),
        )

    def where(
        self,
        *,
        platform: str = "all",
        format: str = "all",  # noqa: A002 - the name of the column and of the lab's setting
        paid: str = "all",
        first_month: str | None = None,
        last_month: str | None = None,
    ) -> Mask:
        """Mark the posts that fit every choice.

        Args:
            platform: ``all``, ``x``, ``facebook`` or ``linkedin``.
            format: ``all`` or one of `FORMATS`.
            paid: ``all``, ``organic`` (not boosted) or ``paid`` (boosted).
            first_month: First month that counts, such as ``2026-05``; None for the beginning.
            last_month: Last month that counts; None for the end.

        Returns:
            One true or false for each post.

        Raises:
            DataError: A choice is not one of those.
        """
        chosen = np.ones(len(self), dtype=bool)
        if platform != "all":
            chosen &= self.platform == _place(platform, PLATFORMS, "platform")
        if format != "all":
            chosen &= self.format == _place(format, FORMATS, "format")
        if paid != "all":
            chosen &= self.paid == (_place(paid, ("organic", "paid"), "paid filter") == 1)
        if first_month:
            chosen &= self.month >= _month_number(first_month)
        if last_month:
            chosen &= self.month <= _month_number(last_month)
        return chosen

    def select(self, chosen: Mask) -> PostsArrays:
        """Return only the chosen posts."""
        return PostsArrays(
            columns={name: values[chosen] for name, values in self.columns.items()},
            platform=self.platform[chosen],
            format=self.format[chosen],
            paid=self.paid[chosen],
            month=self.month[chosen],
            key=self.key[chosen],
        )


@dataclass(frozen=True)
class RateEstimate:
    """A rate, how sure we are of it, and on what it stands.

    Attributes:
        rate: The rate: engagements per showing, per person reached, per follower or per post.
            NaN when no post can be used.
        low: Lower end of the interval.
        high: Upper end of the interval.
        posts_used: Posts that have both the numerator and a denominator above 0.
        posts_dropped: Posts left out because the platform does not report one of the two.
        engagements: Sum of the numerator over the posts used.
        exposure: Sum of the denominator over the posts used (for posts: their number).
        numerator: Key of the numerator.
        denominator: Key of the denominator.
        pooling: ``pooled``, ``mean`` or ``median``.
        level: Level of the interval, such as 0.95.
    """

    rate: float
    low: float
    high: float
    posts_used: int
    posts_dropped: int
    engagements: float
    exposure: float
    numerator: str
    denominator: str
    pooling: str
    level: float = 0.95


def engagements(posts: Posts, numerator: str = "public_engagements") -> Floats:
    """Count what people did, for each post.

    ``public_engagements`` = reactions + comments + shares: what everyone can see (Facebook's
    "Reactions, comments and shares"). ``all_engagements`` adds clicks, other clicks and follows, as
    X and LinkedIn do in the rate that they print themselves; a kind that the platform does not
    report adds nothing. Every other key is the column of that name.

    Args:
        posts: A posts table.
        numerator: One of `NUMERATORS`.

    Returns:
        One number for each post; NaN where the platform does not report it.

    Raises:
        DataError: The numerator is not known, or the table lacks its column.

    >>> engagements({"reactions": [3.0], "comments": [1.0], "shares": [0.0]}).tolist()
    [4.0]
    """
    _place(numerator, NUMERATORS, "numerator")
    if numerator not in ("public_engagements", "all_engagements"):
        return _column(posts, numerator)
    total = _column(posts, _PUBLIC[0]) + _column(posts, _PUBLIC[1]) + _column(posts, _PUBLIC[2])
    if numerator == "all_engagements":
        for name in _MORE:
            values = _column(posts, name)
            total = total + np.where(np.isnan(values), 0.0, values)
    return total


def exposure(posts: Posts, denominator: str = "impressions") -> Floats:
    """Count over what a rate is taken, for each post.

    Args:
        posts: A posts table.
        denominator: One of `DENOMINATORS`: ``impressions`` (showings), ``reach`` (people; only
            Facebook reports it), ``followers`` (of the account on the day) or ``posts`` (1 each).

    Returns:
        One number for each post; NaN where the platform does not report it.

    Raises:
        DataError: The denominator is not known, or the table lacks its column.

    >>> exposure({"reach": [10, 20]}, "posts").tolist()
    [1.0, 1.0]
    """
    _place(denominator, DENOMINATORS, "denominator")
    if denominator != "posts":
        return _column(posts, denominator)
    return np.ones(_length(posts))


def pooled_rate(
    posts: Posts, numerator: str = "public_engagements", denominator: str = "impressions"
) -> float:
    """All the engagements divided by all the exposure.

    Formula: sum of the numerator over posts / sum of the denominator over the same posts. It is the
    mean of the posts' rates weighted by their exposure.

    Returns:
        The rate (0.016 is 1.6 %), or NaN when no post can be used.

    Raises:
        DataError: A key is not known or a column is not there.
    """
    return rate(posts, numerator, denominator, "pooled")


def mean_of_rates(
    posts: Posts, numerator: str = "public_engagements", denominator: str = "impressions"
) -> float:
    """The mean of the posts' own rates: each post counts the same.

    Formula: (1 / posts) x sum over posts of numerator / denominator. Small posts have high and
    noisy rates, so it is mostly above the pooled rate: 1.6 times on a real Facebook Page and a real
    X account, up to 3.8 times on others (targets in calibration.json).

    Returns:
        The rate, or NaN when no post can be used.

    Raises:
        DataError: A key is not known or a column is not there.
    """
    return rate(posts, numerator, denominator, "mean")


def median_of_rates(
    posts: Posts, numerator: str = "public_engagements", denominator: str = "impressions"
) -> float:
    """The rate of the middle post when posts are ordered by their rate.

    Returns:
        The rate, or NaN when no post can be used.

    Raises:
        DataError: A key is not known or a column is not there.
    """
    return rate(posts, numerator, denominator, "median")


def engagement_rate_by_reach(posts: Posts, pooling: str = "pooled") -> float:
    """Reactions, comments and shares over people reached. Facebook only.

    Formula (pooled): sum of (reactions + comments + shares) / sum of reach. Source: columns of Meta
    Business Suite's content export; the export itself prints no rate.

    >>> posts = {"reactions": [9], "comments": [0], "shares": [1], "reach": [1000]}
    >>> engagement_rate_by_reach(posts)
    0.01
    """
    return rate(posts, "public_engagements", "reach", pooling)


def engagement_rate_by_impressions(
    posts: Posts, pooling: str = "pooled", numerator: str = "all_engagements"
) -> float:
    """All engagements over showings: the rate that X and LinkedIn print themselves.

    Formula (pooled): sum of (reactions + comments + shares + clicks + other clicks + follows) / sum
    of impressions. Source: identities checked on real exports: X leaves media views out,
    LinkedIn has clicks in.
    """
    return rate(posts, numerator, "impressions", pooling)


def engagement_rate_by_followers(posts: Posts, pooling: str = "mean") -> float:
    """Reactions, comments and shares per follower, for a post.

    Formula (mean): mean over posts of (reactions + comments + shares) / followers on the day.
    Source: Rival IQ's yearly benchmark reports count this way, with the median. Never compare it
    with a rate by reach or by impressions.
    """
    return rate(posts, "public_engagements", "followers", pooling)


def amplification_rate(posts: Posts) -> float:
    """Shares (reposts) per post.

    Formula: sum of shares / posts. Source: A. Kaushik, "Best Social Media Metrics": per post, not
    per follower: make the audience larger and it grows.

    >>> amplification_rate({"shares": [4, 0]})
    2.0
    """
    return rate(posts, "shares", "posts", "pooled")


def applause_rate(posts: Posts) -> float:
    """Reactions (likes) per post.

    Formula: sum of reactions / posts. Source: A. Kaushik, as for `amplification_rate`.
    """
    return rate(posts, "reactions", "posts", "pooled")


def conversation_rate(posts: Posts) -> float:
    """Comments (replies) per post.

    Formula: sum of comments / posts. Source: A. Kaushik, as for `amplification_rate`.
    """
    return rate(posts, "comments", "posts", "pooled")


def click_through_rate(posts: Posts, pooling: str = "pooled") -> float:
    """Clicks over showings.

    Formula (pooled): sum of clicks / sum of impressions. On X and Facebook clicks are clicks on the
    link; LinkedIn's clicks are all clicks, so its rate cannot be compared with the others'.
    Source: the identity holds in every row of a real LinkedIn export.
    """
    return rate(posts, "clicks", "impressions", pooling)


def follower_growth_rate(followers_at_start: float, followers_at_end: float) -> float:
    """Net new followers over the followers at the start.

    Formula: (followers at the end - followers at the start) / followers at the start.

    Raises:
        DataError: There were no followers at the start.

    >>> f"{follower_growth_rate(20_000, 20_500):.3f}"
    '0.025'
    """
    if not followers_at_start > 0:
        raise DataError(
            "Follower growth needs followers at the start.",
            "Begin the period on a day with at least one follower.",
        )
    return (followers_at_end - followers_at_start) / followers_at_start


def rate(
    posts: Posts, numerator: str, denominator: str, pooling: str, where: Mask | None = None
) -> float:
    """Return a rate by its three choices, without an interval.

    Args:
        posts: A posts table.
        numerator: One of `NUMERATORS`.
        denominator: One of `DENOMINATORS`.
        pooling: One of `POOLINGS`.
        where: The posts that count, one true or false each; None for all.

    Returns:
        The rate, or NaN when no post can be used.

    Raises:
        DataError: A key is not known or a column is not there.
    """
    used = usable(posts, numerator, denominator, where)
    return _point(used.counts, used.over, pooling)


def rate_with_interval(
    posts: Posts,
    numerator: str = "public_engagements",
    denominator: str = "impressions",
    pooling: str = "pooled",
    level: float = 0.95,
    where: Mask | None = None,
) -> RateEstimate:
    """Return a rate with its interval: a bootstrap over posts, the same at every call.

    Pooled and mean: the posts are drawn again, with replacement, `REPLICATES` times, and the
    interval holds the middle of the rates that come out (percentile interval). Above `BLOCKS`
    posts, they are first dealt at random into `BLOCKS` blocks, and blocks are drawn: as every block
    is a random handful of posts, the variance of the rate is the same, at a hundredth of the work.
    Median: the interval between two posts' rates that holds the median with that level whatever the
    distribution (binomial order statistics), without drawing.

    Args:
        posts: A posts table.
        numerator: One of `NUMERATORS`.
        denominator: One of `DENOMINATORS`.
        pooling: One of `POOLINGS`.
        level: Level of the interval, between 0 and 1.
        where: The posts that count, one true or false each; None for all.

    Returns:
        The rate with its interval. With fewer than two posts the interval is not known (NaN).

    Raises:
        DataError: A key is not known, a column is not there, or the level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise DataError(f"The level {level} is not between 0 and 1.", "Use 0.95 for 95 %.")
    used = usable(posts, numerator, denominator, where)
    low = high = math.nan
    if len(used.counts) > 1:
        if pooling == "median":
            low, high = _median_interval(used.counts / used.over, level)
        else:
            draws = replicates(used, pooling)
            low, high = (
                float(end) for end in np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
            )
    return RateEstimate(
        rate=_point(used.counts, used.over, pooling),
        low=low,
        high=high,
        posts_used=len(used.counts),
        posts_dropped=used.dropped,
        engagements=float(used.counts.sum()),
        exposure=float(used.over.sum()),
        numerator=numerator,
        denominator=denominator,
        pooling=pooling,
        level=level,
    )


def wilson_interval(successes: float, trials: float, level: float = 0.95) -> tuple[float, float]:
    """Wilson's interval for a share of independent yes-or-no trials.

    Formula: with p = successes / trials, n = trials, z the normal quantile and s = 1 + z^2 / n, the
    centre is (p + z^2 / 2n) / s and the half-width z sqrt(p(1 - p)/n + z^2 / 4n^2) / s.
    Showings of posts are **not** such trials: see `binomial_interval`.

    Returns:
        Lower and upper end.

    Raises:
        DataError: There are no trials, or more successes than trials.

    >>> low, high = wilson_interval(8, 10)
    >>> f"{low:.3f} {high:.3f}"
    '0.490 0.943'
    """
    if not trials > 0 or not 0 <= successes <= trials:
        raise DataError(
            f"{successes} of {trials} is not a share.",
            "Give at least one trial, and no more yeses.",
        )
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = successes / trials
    shrink = 1 + z * z / trials
    centre = (share + z * z / (2 * trials)) / shrink
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / shrink
    return max(0.0, centre - half), min(1.0, centre + half)


def binomial_interval(
    posts: Posts,
    numerator: str = "public_engagements",
    denominator: str = "impressions",
    level: float = 0.95,
    where: Mask | None = None,
) -> RateEstimate:
    """Return the pooled rate with the interval that is far too sure, to compare with the bootstrap.

    It takes every showing (or person) for an independent throw of the same coin. Posts differ: the
    real spread between posts is many times larger, so this interval is many times too narrow.

    Raises:
        DataError: A key is not known, a column is not there, or there is more engagement than
            exposure.
    """
    used = usable(posts, numerator, denominator, where)
    counted, over = float(used.counts.sum()), float(used.over.sum())
    low, high = wilson_interval(counted, over, level)
    return RateEstimate(
        rate=counted / over,
        low=low,
        high=high,
        posts_used=len(used.counts),
        posts_dropped=used.dropped,
        engagements=counted,
        exposure=over,
        numerator=numerator,
        denominator=denominator,
        pooling="pooled",
        level=level,
    )


# --- what analysis.compare builds on -----------------------------------------------------------


@dataclass(frozen=True)
class Usable:
    """The posts that have both a numerator and a denominator above 0.

    Attributes:
        counts: Numerator of each post used.
        over: Denominator of each post used.
        key: Key of each post used, by which it is dealt.
        dropped: How many chosen posts cannot be used.
    """

    counts: Floats
    over: Floats
    key: npt.NDArray[np.uint32]
    dropped: int


def usable(posts: Posts, numerator: str, denominator: str, where: Mask | None = None) -> Usable:
    """Return numerator and denominator of the posts that have both.

    Raises:
        DataError: A key is not known or a column is not there.
    """
    counts, over, key = engagements(posts, numerator), exposure(posts, denominator), _keys(posts)
    if where is not None:
        counts, over, key = counts[where], over[where], key[where]
    fit = ~np.isnan(counts) & (over > 0)
    dropped = int(fit.size - np.count_nonzero(fit))
    if dropped:
        counts, over, key = counts[fit], over[fit], key[fit]
    return Usable(counts, over, key, dropped)


def replicates(used: Usable, pooling: str, stream: int = 0) -> Floats:
    """Return what the rate comes to in each of `REPLICATES` new draws of the posts.

    Args:
        used: The posts.
        pooling: One of `POOLINGS`.
        stream: Number of the random stream: two groups that are compared use two.

    Returns:
        `REPLICATES` rates.
    """
    _place(pooling, POOLINGS, "pooling")
    if pooling == "median":
        return _median_replicates(used.counts / used.over, stream)
    if pooling == "mean":
        above, below = used.counts / used.over, np.ones(len(used.counts))
    else:
        above, below = used.counts, used.over
    count = len(above)
    if count > BLOCKS:
        block = (used.key % BLOCKS).astype(np.intp)
        above, below = _sums(block, above, BLOCKS), _sums(block, below, BLOCKS)
        full = below > 0
        if not full.all():
            above, below = above[full], below[full]
    else:
        order = np.lexsort((below, above, used.key))
        above, below = above[order], below[order]
    drawn = _draws(len(above), stream).astype(np.float64)
    # einsum, not @: a product this small is done before BLAS has woken its threads.
    sums = np.einsum("rp,p->r", drawn, above), np.einsum("rp,p->r", drawn, below)
    return np.asarray(sums[0] / sums[1], dtype=np.float64)


def _sums(group: npt.NDArray[np.intp], values: Floats, groups: int) -> Floats:
    return np.asarray(np.bincount(group, values, groups), dtype=np.float64)


@lru_cache(maxsize=32)
def _draws(count: int, stream: int) -> npt.NDArray[np.uint8]:
    """How often each of `count` items is drawn in each replicate (drawn with replacement).

    At most `BLOCKS` items, so at most half a megabyte: the cache stays small in a browser.
    """
    generator = np.random.Generator(np.random.PCG64([_SEED, stream, count]))
    places = (generator.random((REPLICATES, count), dtype=np.float32) * count).astype(np.intp)
    picks = np.minimum(places, count - 1) + np.arange(REPLICATES)[:, None] * count
    drawn = np.bincount(picks.ravel(), minlength=REPLICATES * count)
    return drawn.reshape(REPLICATES, count).astype(np.uint8)


def _median_replicates(rates: Floats, stream: int) -> Floats:
    """Medians of new draws of the posts.

    The median of n draws from n ordered values is the value at place floor(n U), where U is the
    middle one of n uniform numbers: drawn as a ratio of gamma numbers, no resampling is needed.
    """
    ordered = np.sort(rates)
    count = len(ordered)
    generator = np.random.Generator(np.random.PCG64([_SEED, stream, count, 1]))
    below = generator.standard_gamma((count + 1) // 2, REPLICATES)
    gap = generator.standard_gamma(1.0, REPLICATES) if count % 2 == 0 else np.zeros(REPLICATES)
    above = generator.standard_gamma(count // 2 + 1 if count % 2 else count // 2, REPLICATES)
    total = below + gap + above
    first = np.minimum((below / total * count).astype(np.intp), count - 1)
    second = np.minimum(((below + gap) / total * count).astype(np.intp), count - 1)
    return np.asarray((ordered[first] + ordered[second]) / 2, dtype=np.float64)


def _median_interval(rates: Floats, level: float) -> tuple[float, float]:
    """Interval between two order statistics that holds the median with at least that level."""
    count = len(rates)
    rank = _median_rank(count, level)
    places = [rank, count - 1 - rank]
    ordered = np.partition(rates, places)
    return float(ordered[places[0]]), float(ordered[places[1]])


@lru_cache(maxsize=256)
def _median_rank(count: int, level: float) -> int:
    """The largest place r, from 0, with P(Binomial(count, 1/2) <= r) <= (1 - level) / 2.

    With too few posts for the level, 0: the interval is then from the smallest to the largest.
    """
    tail = (1 - level) / 2
    if count > 1000:
        z = NormalDist().inv_cdf(tail)
        return max(0, math.floor((count - 1) / 2 + z * math.sqrt(count) / 2))
    total, rank = 0.0, 0
    scale = count * math.log(2)
    for below in range(count // 2):
        log_ways = math.lgamma(count + 1) - math.lgamma(below + 1) - math.lgamma(count - below + 1)
        total += math.exp(log_ways - scale)
        if total > tail:
            break
        rank = below
    return rank


def _point(counts: Floats, over: Floats, pooling: str) -> float:
    _place(pooling, POOLINGS, "pooling")
    if len(counts) == 0:
        return math.nan
    if pooling == "pooled":
        return float(counts.sum() / over.sum())
    rates = counts / over
    return float(rates.mean() if pooling == "mean" else np.median(rates))


def _column(posts: Posts, name: str) -> Floats:
    if isinstance(posts, PostsArrays):
        columns: Any = posts.columns
    else:
        columns = posts
    try:
        values = columns[name]
    except KeyError:
        raise DataError(
            f"The posts table has no column '{name}'.",
            "Choose another numerator or denominator, or a table that has it.",
        ) from None
    if isinstance(values, np.ndarray) and values.dtype == np.float64:
        return values
    if hasattr(values, "to_numpy"):
        return np.asarray(values.to_numpy(dtype=np.float64, na_value=np.nan))
    return np.asarray(values, dtype=np.float64)


def _length(posts: Posts) -> int:
    if isinstance(posts, Mapping):
        return len(next(iter(posts.values()), ()))
    return len(posts)


def _keys(posts: Posts) -> npt.NDArray[np.uint32]:
    if isinstance(posts, PostsArrays):
        return posts.key
    if "post_id" in posts:
        names = posts["post_id"]
        return np.fromiter((zlib.crc32(str(name).encode()) for name in names), np.uint32)
    places = np.arange(_length(posts), dtype=np.uint64)
    return ((places * np.uint64(2654435761)) >> np.uint64(7)).astype(np.uint32)


def _place(name: str, names: tuple[str, ...], what: str) -> int:
    if name not in names:
        raise DataError(f"'{name}' is not a {what}.", f"Use one of: {', '.join(names)}.")
    return names.index(name)


def _month_number(month: str) -> int:
    try:
        number = int(month[:4]) * 100 + int(month[5:7])
    except (TypeError, ValueError):
        number = 0
    if not 1 <= number % 100 <= 12 or len(month) != 7:
        raise DataError(f"'{month}' is not a month.", "Write it as year-month, such as 2026-05.")
    return number
