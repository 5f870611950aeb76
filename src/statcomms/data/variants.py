"""Personal variants: every learner has their own year of posts, with the same traps in it.

A variant is a pure function of a public seed, the SHA-256 of course id and notebook, so nothing is
stored and nothing needs to be hidden: who has the course id has the data, and the right answers are
worked out from the data when they are needed. Every learner has the same number of posts of
each platform, format and month, boosted and not; what people did with them differs.

For ``05-analytics`` a variant is the year from October 2025 to September 2026, and always holds:

- on Facebook, April to June 2026, a mean of rates at least 1.4 times the pooled rate;
- on LinkedIn, a second half-year whose pooled rate falls because boosted showings came in, while
  organic showings rose;
- in Facebook's video views, one break at a month of the learner's own, the level 1.8 to 2.6 times,
  while the videos' reach and showings do not jump;
- on Facebook, photo clearly better than video, clearly worse, or clearly not to be told apart;
- on X, one post that went viral.

A draw in which one of them is not clear is thrown away and the next one taken, so clearness is a
property of every variant; `difficulty` measures it.

>>> frame = posts_variant("nsn-042")
>>> len(frame), difficulty(frame).problems
(1266, ())
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.model import stream
from statcomms.data.synth import (
    Cell,
    Change,
    Plan,
    World,
    month_list,
    outcomes,
    plan_posts,
    to_frame,
    world,
)
from statcomms.errors import DataError
from statcomms.schema import FORMATS, PLATFORMS, check_course_id

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FACEBOOK_MONTHS",
    "FIRST_HALF",
    "MONTHS",
    "SECOND_HALF",
    "Difficulty",
    "Question",
    "Truth",
    "difficulty",
    "posts_variant",
    "questions",
    "truth_of",
    "variant_seed",
]

Floats: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]

MONTHS: tuple[str, ...] = month_list("2025-10", 12)
"""The months of a variant."""
FIRST_HALF: tuple[str, str] = ("2025-10", "2026-03")
SECOND_HALF: tuple[str, str] = ("2026-04", "2026-09")
FACEBOOK_MONTHS: tuple[str, str] = ("2026-04", "2026-06")
"""The months in which Facebook's pooled rate and mean of rates differ clearly."""

_DECISIONS = ("first", "second", "cannot tell")
_MOST_DRAWS = 200
_CELLS: dict[str, tuple[Cell, ...]] = {
    "x": (
        Cell("photo", False, 18),
        Cell("link", False, 16),
        Cell("text", False, 10),
        Cell("video", False, 6),
    ),
    "facebook": (
        Cell("photo", False, 12),
        Cell("photo", True, 2),
        Cell("video", False, 8),
        Cell("video", True, 2),
        Cell("link", False, 5),
        Cell("link", True, 1),
        Cell("text", False, 2),
    ),
    "linkedin": (
        Cell("document", False, 5),
        Cell("photo", False, 6),
        Cell("link", False, 5),
        Cell("video", False, 3),
        Cell("text", False, 2),
    ),
}
_LINKEDIN_BOOSTS = (Cell("photo", True, 3), Cell("document", True, 2))


@dataclass(frozen=True)
class Truth:
    """What a variant was made to hold. Never part of a table.

    Attributes:
        decision: Photo against video on Facebook: ``first`` (photo is better), ``second`` (video
            is better) or ``cannot tell``.
        break_month: First month in which Facebook counts video views in the new way.
        break_factor: New level of video views over the old one.
        outlier_month: Month of the post on X that went viral.
    """

    decision: str
    break_month: str
    break_factor: float
    outlier_month: str


@dataclass(frozen=True)
class Question:
    """A number to work out from a variant, and the wrong numbers that are to be expected.

    Attributes:
        key: Name of the question.
        says: What is asked, in words.
        unit: Unit of the answer: ``%`` or a count per post.
        right: The right answer, in that unit.
        tolerance: How far an answer may be away.
        decimals: How many decimals to ask for.
        mistakes: Foreseen wrong answers by name.
    """

    key: str
    says: str
    unit: str
    right: float
    tolerance: float
    decimals: int
    mistakes: Mapping[str, float]


@dataclass(frozen=True)
class Difficulty:
    """How clear the traps of a variant are.

    Attributes:
        mean_over_pooled: Facebook, `FACEBOOK_MONTHS`, by reach: mean of rates / pooled rate.
        decision: Photo against video on Facebook, not boosted, whole year, pooled by reach.
        decision_strength: Size of that difference in standard errors.
        break_month: Month of the largest shift of Facebook's video views per video.
        break_ratio: Level after it / before it.
        break_strength: The shift in standard errors of the months.
        video_showings_ratio: Level of the same videos' showings after that month / before it.
        linkedin_first: LinkedIn, first half-year, all posts: all engagements by impressions.
        linkedin_second: The same in the second half-year.
        linkedin_organic_first: The same, posts not boosted, first half-year.
        linkedin_organic_second: The same, second half-year.
        organic_growth: Organic showings on LinkedIn, second half-year / first.
        paid_share: Paid share of LinkedIn's showings in the second half-year.
        outlier_share: Share of the viral post in its month's showings on X.
        closest_mistake: Smallest distance of a foreseen mistake from the right answer, in
            tolerances.
        problems: One sentence for each trap that is not clear; none in a variant.
    """

    mean_over_pooled: float
    decision: str
    decision_strength: float
    break_month: str
    break_ratio: float
    break_strength: float
    video_showings_ratio: float
    linkedin_first: float
    linkedin_second: float
    linkedin_organic_first: float
    linkedin_organic_second: float
    organic_growth: float
    paid_share: float
    outlier_share: float
    closest_mistake: float
    problems: tuple[str, ...] = field(default=())


def variant_seed(course_id: str, notebook: str = "05-analytics") -> str:
    """Return the public seed of a learner's variant.

    Raises:
        CourseIdError: The course id cannot be one.

    >>> variant_seed("nsn-042")[:12] == variant_seed(" NSN-042")[:12]
    True
    """
    name = check_course_id(course_id)
    return hashlib.sha256(f"{name}/{notebook}".encode()).hexdigest()


def posts_variant(course_id: str, notebook: str = "05-analytics") -> pd.DataFrame:
    """Return a learner's own posts table: the same at every call and on every machine.

    Args:
        course_id: The learner's course id.
        notebook: The notebook it is for.

    Returns:
        A posts table (`statcomms.schema.POSTS_COLUMNS`) of `MONTHS`.

    Raises:
        CourseIdError: The course id cannot be one.
    """
    seed = variant_seed(course_id, notebook)
    drawn, plan, columns = _draw(seed)
    return to_frame(drawn, plan, columns)


def truth_of(course_id: str, notebook: str = "05-analytics") -> Truth:
    """Return what a learner's variant was made to hold.

    Raises:
        CourseIdError: The course id cannot be one.
    """
    return _truth(variant_seed(course_id, notebook))


def difficulty(frame: pd.DataFrame) -> Difficulty:
    """Measure how clear the traps of a variant are.

    Args:
        frame: A posts table of `MONTHS`.
    """
    return _difficulty(_Table.from_frame(frame))


def questions(frame: pd.DataFrame) -> tuple[Question, ...]:
    """Return numbers to ask for, with right answers and foreseen mistakes, from a variant's posts.

    Args:
        frame: A posts table of `MONTHS`.
    """
    return _questions(_Table.from_frame(frame))


# --- how a variant is drawn --------------------------------------------------------------------


def _truth(seed: str) -> Truth:
    draw = stream(seed, "truth").random(4)
    return Truth(
        decision=_DECISIONS[int(draw[0] * 3)],
        break_month=MONTHS[3 + int(draw[1] * 7)],
        break_factor=round(1.8 + 0.8 * float(draw[2]), 2),
        outlier_month=MONTHS[1 + int(draw[3] * 10)],
    )


@lru_cache(maxsize=64)
def _right_draw(seed: str) -> int:
    """Number of the first draw whose traps are all clear."""
    truth = _truth(seed)
    for number in range(_MOST_DRAWS):
        drawn = f"{seed}:{number}"
        plan, columns = _one_draw(drawn, truth)
        found = _difficulty(_Table.from_plan(plan, columns))
        if (
            not found.problems
            and found.decision == truth.decision
            and found.break_month == truth.break_month
        ):
            return number
    raise DataError(
        f"No clear variant was found in {_MOST_DRAWS} draws.",
        "Tell the course's authors the course id.",
    )


def _draw(seed: str) -> tuple[str, Plan, dict[str, Floats]]:
    drawn = f"{seed}:{_right_draw(seed)}"
    return drawn, *_one_draw(drawn, _truth(seed))


def _one_draw(drawn: str, truth: Truth) -> tuple[Plan, dict[str, Floats]]:
    own = _own_world(drawn, truth)
    plan = plan_posts(drawn, MONTHS, own.numbers, _cells)
    lift = np.ones(len(plan))
    draw = stream(drawn, "outliers").random(3)
    link = plan.format == FORMATS.index("link")
    viral = link & (plan.platform == PLATFORMS.index("x"))
    viral &= plan.month == MONTHS.index(truth.outlier_month)
    lift[_one_of(viral, draw[0])] = 50 + 20 * draw[1]
    large = link & (plan.platform == PLATFORMS.index("facebook")) & ~plan.paid
    large &= plan.month == MONTHS.index(FACEBOOK_MONTHS[1])
    lift[_one_of(large, draw[2])] = 30
    return plan, outcomes(drawn, plan, own, even=True, lift=lift)


def _one_of(chosen: Mask, share: float) -> int:
    places = np.flatnonzero(chosen)
    return int(places[int(share * len(places))])


def _cells(platform: str, month: str) -> tuple[Cell, ...]:
    boosts = platform == "linkedin" and month >= SECOND_HALF[0]
    return _CELLS[platform] + (_LINKEDIN_BOOSTS if boosts else ())


def _own_world(drawn: str, truth: Truth) -> World:
    """The course's world with levels of the learner's own, calmer days and weeks, and the traps."""
    base = world()
    numbers = base.numbers
    draw = stream(drawn, "levels").random(8)
    levels = {name: 0.5 * (float(draw[code]) - 0.5) for code, name in enumerate(PLATFORMS)}
    sizes = {name: 0.5 * (float(draw[3 + code]) - 0.5) for code, name in enumerate(PLATFORMS)}
    video = {"first": 0.50, "second": 1.95, "cannot tell": 1.08}[truth.decision]
    facebook = {**numbers["format_rate"]["facebook"], "photo": 1.0, "video": video}
    growth = numbers["followers"]["linkedin"]
    own = base.with_numbers(
        intercept={
            "x": numbers["intercept"]["x"] + levels["x"],
            "facebook": numbers["intercept"]["facebook"] + levels["facebook"],
            "linkedin": -2.55 + levels["linkedin"],
        },
        exposure_over_followers_median={
            name: value * math.exp(sizes[name])
            for name, value in numbers["exposure_over_followers_median"].items()
        },
        format_rate={**numbers["format_rate"], "facebook": facebook},
        sigma_post={"x": 0.6, "facebook": 1.2, "linkedin": 0.62},
        slope={**numbers["slope"], "linkedin": 0.95},
        k={**numbers["k"], "linkedin": 3.5},
        sigma_day={"x": 0.2, "facebook": 0.1, "linkedin": 0.0},
        sigma_week={"x": 0.0, "facebook": 0.0, "linkedin": 0.15},
        followers={
            **numbers["followers"],
            "linkedin": {**growth, "growth_a_month": 0.012 + 0.016 * float(draw[6])},
        },
        exposure_trend_a_month={**numbers["exposure_trend_a_month"], "linkedin": 0.03},
        paid_impressions={
            **numbers["paid_impressions"],
            "linkedin": {"median": 26000 * math.exp(sizes["linkedin"]), "sigma": 0.4},
        },
    )
    kept = tuple(change for change in base.changes if change.column != "video_views")
    change = Change("facebook", "video_views", truth.break_month, truth.break_factor)
    return World(own.numbers, own.measured, (*kept, change))


# --- what is measured on it (sums and means only; the analysis room has the real functions) ----


@dataclass(frozen=True)
class _Table:
    """The columns that the traps need, as arrays."""

    columns: Mapping[str, Floats]
    platform: npt.NDArray[np.int64]
    format: npt.NDArray[np.int64]
    month: npt.NDArray[np.int64]
    paid: Mask

    @classmethod
    def from_plan(cls, plan: Plan, columns: Mapping[str, Floats]) -> _Table:
        return cls(columns, plan.platform, plan.format, plan.month, plan.paid)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> _Table:
        places = {name: place for place, name in enumerate(MONTHS)}
        unknown = sorted(set(frame["month"]) - set(places))
        if unknown:
            raise DataError(
                f"The table has posts of {unknown[0]}.",
                f"A variant goes from {MONTHS[0]} to {MONTHS[-1]}.",
            )
        counts = ("impressions", "reach", "paid_impressions", "followers", "reactions", "comments")
        more = ("shares", "clicks", "other_clicks", "video_views", "follows")
        return cls(
            {
                name: frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
                for name in counts + more
            },
            np.array([PLATFORMS.index(name) for name in frame["platform"]], dtype=np.int64),
            np.array([FORMATS.index(name) for name in frame["format"]], dtype=np.int64),
            np.array([places[name] for name in frame["month"]], dtype=np.int64),
            frame["paid"].to_numpy(dtype=bool),
        )

    def where(
        self,
        platform: str,
        form: str | None = None,
        months: tuple[str, str] | None = None,
        paid: bool | None = None,
    ) -> Mask:
        chosen: Mask = self.platform == PLATFORMS.index(platform)
        if form is not None:
            chosen &= self.format == FORMATS.index(form)
        if months is not None:
            first, last = (MONTHS.index(month) for month in months)
            chosen &= (self.month >= first) & (self.month <= last)
        if paid is not None:
            chosen &= self.paid == paid
        return chosen

    def total(self, numerator: str) -> Floats:
        if numerator not in ("public", "all"):
            return self.columns[numerator]
        columns = self.columns
        found = columns["reactions"] + columns["comments"] + columns["shares"]
        if numerator == "all":
            for name in ("clicks", "other_clicks", "follows"):
                found = found + np.nan_to_num(columns[name])
        return found

    def rate(self, where: Mask, numerator: str, denominator: str, pooling: str = "pooled") -> float:
        above = self.total(numerator)[where]
        below = self.columns[denominator][where]
        if pooling == "pooled":
            return float(above.sum() / below.sum())
        rates = above / below
        return float(rates.mean() if pooling == "mean" else np.median(rates))

    def error(self, where: Mask, numerator: str, denominator: str) -> float:
        """Standard error of a pooled rate over posts (linearised ratio)."""
        above = self.total(numerator)[where]
        below = self.columns[denominator][where]
        rest = above - above.sum() / below.sum() * below
        return float(np.sqrt((rest**2).sum()) / below.sum())

    def per_post(self, where: Mask, numerator: str) -> float:
        return float(self.total(numerator)[where].mean())


def _difficulty(table: _Table) -> Difficulty:
    quarter = table.where("facebook", months=FACEBOOK_MONTHS)
    over = table.rate(quarter, "public", "reach", "mean") / table.rate(quarter, "public", "reach")
    photo = table.where("facebook", "photo", paid=False)
    video = table.where("facebook", "video", paid=False)
    gap = table.rate(photo, "public", "reach") - table.rate(video, "public", "reach")
    error = math.hypot(table.error(photo, "public", "reach"), table.error(video, "public", "reach"))
    strength = abs(gap) / error
    decision = "cannot tell" if strength < 1.96 else "first" if gap > 0 else "second"
    month, ratio, clear, showings = _break(table)
    halves = [table.where("linkedin", months=half) for half in (FIRST_HALF, SECOND_HALF)]
    organic = [half & ~table.paid for half in halves]
    shown, paid = table.columns["impressions"], table.columns["paid_impressions"]
    own = [float((shown - paid)[half].sum()) for half in halves]
    total = [table.rate(half, "all", "impressions") for half in halves]
    free = [table.rate(half, "all", "impressions") for half in organic]
    seen = np.where(table.platform == PLATFORMS.index("x"), shown, 0.0)
    top = int(seen.argmax())
    outlier = float(seen[top] / seen[table.month == table.month[top]].sum())
    asked = _questions(table)
    nearest = min(
        abs(value - question.right) / question.tolerance
        for question in asked
        for value in question.mistakes.values()
    )
    found = Difficulty(
        mean_over_pooled=over,
        decision=decision,
        decision_strength=strength,
        break_month=month,
        break_ratio=ratio,
        break_strength=clear,
        video_showings_ratio=showings,
        linkedin_first=total[0],
        linkedin_second=total[1],
        linkedin_organic_first=free[0],
        linkedin_organic_second=free[1],
        organic_growth=own[1] / own[0],
        paid_share=float(paid[halves[1]].sum() / shown[halves[1]].sum()),
        outlier_share=outlier,
        closest_mistake=nearest,
    )
    return _with_problems(found)


def _with_problems(found: Difficulty) -> Difficulty:
    fall = found.linkedin_second / found.linkedin_first
    steady = found.linkedin_organic_second / found.linkedin_organic_first
    tests = (
        (
            1.4 <= found.mean_over_pooled <= 2.2,
            "Facebook's mean of rates is not 1.4 to 2.2 pooled.",
        ),
        (
            not 1.2 < found.decision_strength < 2.8,
            "Photo against video is too near the border of a decision.",
        ),
        (1.6 <= found.break_ratio <= 2.9, "The break's ratio is not 1.6 to 2.9."),
        (found.break_strength >= 5, "The break does not stand out from the months."),
        (0.8 <= found.video_showings_ratio <= 1.25, "The videos' showings jump with the break."),
        (0.45 <= fall <= 0.75, "LinkedIn's rate does not fall by a quarter to a half."),
        (0.8 <= steady <= 1.2, "LinkedIn's organic rate is not steady."),
        (found.organic_growth >= 1.3, "LinkedIn's organic showings do not rise by 30 %."),
        (0.3 <= found.paid_share <= 0.65, "LinkedIn's paid share is not 30 to 65 %."),
        (0.2 <= found.outlier_share <= 0.7, "The viral post is not 20 to 70 % of its month."),
        (found.closest_mistake >= 3, "A foreseen mistake is too near a right answer."),
    )
    problems = tuple(sentence for fine, sentence in tests if not fine)
    return Difficulty(**{**found.__dict__, "problems": problems})


def _break(table: _Table) -> tuple[str, float, float, float]:
    """Month, ratio and strength of the largest shift of video views, and the showings' ratio."""
    video = table.where("facebook", "video")
    count = len(MONTHS)
    posts = np.bincount(table.month[video], minlength=count)
    views = np.log(np.bincount(table.month[video], table.columns["video_views"][video]) / posts)
    shown = np.log(np.bincount(table.month[video], table.columns["impressions"][video]) / posts)
    gains = {}
    for place in range(2, count - 1):
        shift = float(views[place:].mean() - views[:place].mean())
        gains[place] = shift * shift * place * (count - place) / count
    best = max(gains, key=lambda place: gains[place])
    shift = float(views[best:].mean() - views[:best].mean())
    rest = max(float(((views - views.mean()) ** 2).sum()) - gains[best], 1e-12)
    error = math.sqrt(rest / (count - 2)) * math.sqrt(1 / best + 1 / (count - best))
    also = math.exp(float(shown[best:].mean() - shown[:best].mean()))
    return MONTHS[best], math.exp(shift), abs(shift) / error, also


def _questions(table: _Table) -> tuple[Question, ...]:
    facebook = table.where("facebook", months=FACEBOOK_MONTHS)
    second = table.where("linkedin", months=SECOND_HALF)
    organic = second & ~table.paid
    x = table.where("x")
    links = table.where("x", "link", ("2026-01", "2026-03"))
    quarter = table.where("x", months=("2026-01", "2026-03"))
    video = table.where("facebook", "video", ("2026-07", "2026-09"))
    account = np.flatnonzero(table.where("linkedin"))
    followers = table.columns["followers"][account]
    start, end = float(followers[0]), float(followers[-1])
    gained = float(np.nansum(table.columns["follows"][account]))

    def share(where: Mask, numerator: str, denominator: str, pooling: str = "pooled") -> float:
        return 100 * table.rate(where, numerator, denominator, pooling)

    def ask(
        key: str, says: str, unit: str, right: float, mistakes: Mapping[str, float]
    ) -> Question:
        return Question(key, says, unit, right, max(0.006, 0.01 * right), 2, mistakes)

    return (
        ask(
            "facebook_rate_by_reach",
            "Facebook, April to June 2026: reactions, comments and shares over people reached, "
            "pooled",
            "%",
            share(facebook, "public", "reach"),
            {
                "mean_of_rates": share(facebook, "public", "reach", "mean"),
                "by_impressions": share(facebook, "public", "impressions"),
                "by_followers": share(facebook, "public", "followers"),
                "clicks_included": share(facebook, "all", "reach"),
            },
        ),
        ask(
            "linkedin_organic_rate",
            "LinkedIn, April to September 2026, posts not boosted: all engagements over "
            "impressions, pooled",
            "%",
            share(organic, "all", "impressions"),
            {
                "boosted_included": share(second, "all", "impressions"),
                "clicks_left_out": share(organic, "public", "impressions"),
                "by_followers": share(organic, "all", "followers"),
            },
        ),
        ask(
            "x_shares_per_post",
            "X, October 2025 to September 2026: amplification rate (shares per post)",
            "shares per post",
            table.per_post(x, "shares"),
            {
                "reactions_per_post": table.per_post(x, "reactions"),
                "median_post": float(np.median(table.columns["shares"][x])),
                "per_1000_impressions": 1000 * table.rate(x, "shares", "impressions"),
            },
        ),
        ask(
            "x_click_through_rate",
            "X, January to March 2026, link posts: clicks over impressions, pooled",
            "%",
            share(links, "clicks", "impressions"),
            {
                "all_formats": share(quarter, "clicks", "impressions"),
                "mean_of_rates": share(links, "clicks", "impressions", "mean"),
                "all_engagements": share(links, "all", "impressions"),
            },
        ),
        ask(
            "facebook_video_median_rate",
            "Facebook, July to September 2026, videos: reactions, comments and shares over people "
            "reached, median of the posts' rates",
            "%",
            share(video, "public", "reach", "median"),
            {
                "mean_of_rates": share(video, "public", "reach", "mean"),
                "by_impressions": share(video, "public", "impressions", "median"),
                "clicks_included": share(video, "all", "reach", "median"),
            },
        ),
        ask(
            "linkedin_follower_growth",
            "LinkedIn: growth of followers from the first post of October 2025 to the last post of "
            "September 2026",
            "%",
            100 * (end - start) / start,
            {
                "over_the_end": 100 * (end - start) / end,
                "follows_from_posts": 100 * gained / start,
            },
        ),
    )
