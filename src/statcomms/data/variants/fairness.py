"""Move a draw's outcome so that every trap has the strength that everybody's has.

Chance makes one learner's draw clear and another's hardly so. Throwing unclear draws away takes
hundreds of draws for a narrow band. So here the counts of some posts are multiplied: what they
were shown and what people did with them by one factor, so that rates stay, or what people did
alone, so that a rate moves. Each step has a closed form or a short bisection, and moves nothing
that a step before it has set. Counts are rounded up with the probability of their fraction, by the
post's own random number, so that sums stay right and a part stays below its whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from statcomms.data.model import stream
from statcomms.data.variants.measure import (
    FACEBOOK_MONTHS,
    FIRST_HALF,
    MONTHS,
    SECOND_HALF,
    Floats,
    Mask,
    PostsTable,
    levels_by_month,
)
from statcomms.data.variants.traps import BANDS, ROOM

__all__ = ["Strengths", "even_out", "strengths"]

_DONE = ("reactions", "comments", "shares", "clicks", "other_clicks", "follows")
_SHOWN = ("impressions", "reach")


@dataclass(frozen=True)
class Strengths:
    """What a draw is moved to. The names are those of `BANDS`."""

    mean_over_pooled: float
    decision: float
    break_ratio: float
    break_strength: float
    video_showings_ratio: float
    linkedin_fall: float
    linkedin_organic: float
    organic_growth: float
    paid_share: float
    outlier_share: float


@dataclass(frozen=True)
class Marked:
    """Which posts carry the traps.

    Attributes:
        decision: ``first`` (photo is better), ``second`` (video is better) or ``cannot tell``.
        break_place: Place in `MONTHS` of the first month after the break.
        viral: Place of the post on X that went viral.
        large: Place of Facebook's large post.
        slope: By platform, the power of exposure that engagement grows with.
    """

    decision: str
    break_place: int
    viral: int
    large: int
    slope: Mapping[str, float]


def strengths(drawn: str, decision: str, break_ratio: float) -> Strengths:
    """Draw what a draw is moved to: each strength near the centre of its band.

    Args:
        drawn: Seed of the draw.
        decision: The right decision between photo and video.
        break_ratio: New level of video views over the old one, as the variant was made.
    """
    draw = iter((2 * stream(drawn, "strengths").random(9) - 1).tolist())

    def near(name: str) -> float:
        return BANDS[name].at(ROOM * next(draw))

    decided = "unclear_strength" if decision == "cannot tell" else "clear_strength"
    return Strengths(
        mean_over_pooled=near("mean_over_pooled"),
        decision=near(decided),
        break_ratio=break_ratio,
        break_strength=near("break_strength"),
        video_showings_ratio=near("video_showings_ratio"),
        linkedin_fall=near("linkedin_fall"),
        linkedin_organic=near("linkedin_organic"),
        organic_growth=near("organic_growth"),
        paid_share=near("paid_share"),
        outlier_share=near("outlier_share"),
    )


def even_out(drawn: str, table: PostsTable, marked: Marked, aim: Strengths) -> dict[str, Floats]:
    """Return the counts of a draw, moved to the strengths.

    A strength that a draw cannot be moved to is left where it is: measure the result.

    Args:
        drawn: Seed of the draw.
        table: Its posts.
        marked: Which of them carry the traps.
        aim: The strengths.
    """
    work = _Work(table, stream(drawn, "rounding").random(len(table.month)))
    _break(work, marked, aim)
    _decide(work, marked, aim)
    _mean_over_pooled(work, marked, aim)
    _linkedin(work, aim)
    _outlier(work, marked, aim)
    return work.columns


class _Work:
    """A table whose counts are being multiplied."""

    def __init__(self, table: PostsTable, chance: Floats) -> None:
        self.columns = {name: values.copy() for name, values in table.columns.items()}
        self.table = PostsTable(self.columns, table.platform, table.format, table.month, table.paid)
        self.chance = chance

    def multiply(self, names: Sequence[str], where: Mask, by: float | Floats) -> None:
        for name in names:
            values = self.columns[name]
            values[where] = np.floor(values[where] * by + self.chance[where])

    def whole_posts(self, where: Mask, by: float | Floats) -> None:
        """Multiply all that was shown and done: rates stay as they are."""
        self.multiply((*_SHOWN, "paid_impressions", "video_views", *_DONE), where, by)


def _break(work: _Work, marked: Marked, aim: Strengths) -> None:
    """Facebook's videos by month: as even as wanted, shown alike on both sides of the break."""
    table, place, count = work.table, marked.break_place, len(MONTHS)
    levels = levels_by_month(table)
    after = np.arange(count) >= place
    rest = levels.views - np.where(after, levels.views[after].mean(), levels.views[~after].mean())
    wanted = math.log(aim.break_ratio) / aim.break_strength
    wanted /= math.sqrt(1 / place + 1 / (count - place))
    now = math.sqrt(float(rest @ rest) / (count - 2))
    apart = float(levels.shown[after].mean() - levels.shown[~after].mean())
    moved = (wanted / now - 1) * rest + after * (math.log(aim.video_showings_ratio) - apart)
    video = table.where("facebook", "video")
    work.whole_posts(video, np.exp(moved)[table.month[video]])
    views = levels_by_month(table).views
    ratio = math.exp(float(views[after].mean() - views[~after].mean()))
    late = video & (table.month >= place)
    work.multiply(("video_views",), late, aim.break_ratio / ratio)
    capped = np.minimum(work.columns["video_views"][video], work.columns["impressions"][video])
    work.columns["video_views"][video] = capped


def _decide(work: _Work, marked: Marked, aim: Strengths) -> None:
    """Photo's engagement, multiplied by f, so that the difference is that many errors.

    (f p - v)² = t² (f² e_p² + e_v²) with the rates p of photo and v of video, their standard errors
    and the strength t: a quadratic in f. Its larger root has photo ahead, its smaller one video.
    """
    table = work.table
    photo, video = (table.where("facebook", form, paid=False) for form in ("photo", "video"))
    p, v = (table.rate(where, "public", "reach") for where in (photo, video))
    of_p, of_v = (table.error(where, "public", "reach") ** 2 for where in (photo, video))
    square = aim.decision**2
    a, c = p * p - square * of_p, v * v - square * of_v
    under = (p * v) ** 2 - a * c
    ahead = 1.0 if marked.decision == "first" else -1.0
    if marked.decision == "cannot tell":
        ahead = 1.0 if p > v else -1.0
    if a > 0 and c > 0 and under >= 0:
        by = (p * v + ahead * math.sqrt(under)) / a
        work.multiply(_DONE, table.where("facebook", "photo"), by)


def _mean_over_pooled(work: _Work, marked: Marked, aim: Strengths) -> None:
    """The reach of Facebook's large post: it weighs in the pooled rate, not in the mean."""
    table = work.table
    quarter = table.where("facebook", months=FACEBOOK_MONTHS)
    done, reach = table.total("public")[quarter], table.columns["reach"][quarter]
    large = int(np.flatnonzero(np.flatnonzero(quarter) == marked.large)[0])
    slope = marked.slope["facebook"]
    rates = done / reach
    others = float(rates.sum() - rates[large])

    def over(log_size: float) -> float:
        size, grown = math.exp(log_size), math.exp(slope * log_size)
        pooled = (done.sum() + (grown - 1) * done[large]) / (
            reach.sum() + (size - 1) * reach[large]
        )
        return float((others + rates[large] * grown / size) / len(rates) / pooled)

    size = math.exp(_bisect(over, aim.mean_over_pooled, -2.5, 2.5))
    _grow(work, marked.large, size, slope)


def _linkedin(work: _Work, aim: Strengths) -> None:
    """LinkedIn's second half-year: organic showings, paid showings, organic and paid rates."""
    table = work.table
    first = table.where("linkedin", months=FIRST_HALF)
    second = table.where("linkedin", months=SECOND_HALF)
    boosted, organic = second & table.paid, second & ~table.paid
    shown, paid = work.columns["impressions"], work.columns["paid_impressions"]

    own = shown - paid
    grow = aim.organic_growth * float(own[first].sum() / own[second].sum())
    work.multiply(_DONE, second, grow)
    free = np.floor(own * grow + work.chance)
    whole = float(free[second].sum())
    bought = aim.paid_share / (1 - aim.paid_share) * whole / float(paid[second].sum())
    paid[boosted] = np.floor(paid[boosted] * bought + work.chance[boosted])
    shown[second] = free[second] + paid[second]

    usual = table.rate(first, "all", "impressions")
    work.multiply(
        _DONE, organic, aim.linkedin_organic * usual / table.rate(organic, "all", "impressions")
    )
    done = table.total("all")
    left = aim.linkedin_fall * usual * float(shown[second].sum()) - float(done[organic].sum())
    if left > 0:
        work.multiply(_DONE, boosted, left / float(done[boosted].sum()))


def _outlier(work: _Work, marked: Marked, aim: Strengths) -> None:
    """The showings of the viral post on X."""
    table, shown = work.table, work.columns["impressions"]
    month = table.where("x") & (table.month == table.month[marked.viral])
    rest = float(shown[month].sum() - shown[marked.viral])
    size = aim.outlier_share / (1 - aim.outlier_share) * rest / float(shown[marked.viral])
    _grow(work, marked.viral, size, slope=marked.slope["x"])


def _grow(work: _Work, post: int, size: float, slope: float) -> None:
    """Show one post more or less; engagement follows with the power of the model."""
    one = np.zeros(len(work.chance), dtype=bool)
    one[post] = True
    work.multiply(_SHOWN, one, size)
    work.multiply(_DONE, one, size**slope)


def _bisect(rising: Callable[[float], float], wanted: float, low: float, high: float) -> float:
    """Where a rising function has that value, or the nearer end."""
    for _ in range(40):
        middle = (low + high) / 2
        if rising(middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2
