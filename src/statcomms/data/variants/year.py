"""A learner's own year of posts: what it holds, and how it is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from statcomms.data.model import stream
from statcomms.data.synth import Cell, Change, Plan, World, outcomes, plan_posts, world
from statcomms.data.variants.draws import Answer
from statcomms.data.variants.fairness import Marked, even_out, strengths
from statcomms.data.variants.measure import (
    FACEBOOK_MONTHS,
    MONTHS,
    SECOND_HALF,
    Floats,
    Mask,
    PostsTable,
)
from statcomms.data.variants.questions import answers_of, questions_of
from statcomms.data.variants.traps import BANDS, ROOM, difficulty_of
from statcomms.schema import FORMATS, PLATFORMS

__all__ = ["Truth", "attempt", "draw_year", "truth_from"]

_DECISIONS = ("first", "second", "cannot tell")
_VIDEO_RATE = {"first": 0.50, "second": 1.95, "cannot tell": 1.08}
"""Video's rate over photo's in each case: assumed."""
_BREAKS = tuple(range(3, 10))
"""Places in `MONTHS` where video views may break."""
_OUTLIERS = (1, 2, 6, 7, 8, 9, 10)
"""Places where a post on X may go viral: never in the quarter of the click-through question."""
_LEVELS = 0.6
"""Width of the uniform draw of each account's own level, in logs: assumed."""
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


def truth_from(seed: str) -> Truth:
    """Return what the variant of a seed is made to hold."""
    draw = stream(seed, "truth").random(4).tolist()
    return Truth(
        decision=_DECISIONS[int(draw[0] * len(_DECISIONS))],
        break_month=MONTHS[_BREAKS[int(draw[1] * len(_BREAKS))]],
        break_factor=round(BANDS["break_ratio"].at(ROOM * (2 * draw[2] - 1)), 2),
        outlier_month=MONTHS[_OUTLIERS[int(draw[3] * len(_OUTLIERS))]],
    )


def draw_year(seed: str, drawn: str) -> tuple[Plan, dict[str, Floats]]:
    """Draw plan and outcome of a variant.

    Args:
        seed: Seed of the variant: decides what it holds.
        drawn: Seed of the draw.
    """
    truth = truth_from(seed)
    own = _own_world(drawn, truth)
    plan = plan_posts(drawn, MONTHS, own.numbers, _cells)
    lift = np.ones(len(plan))
    chance = stream(drawn, "outliers").random(2).tolist()
    link = plan.format == FORMATS.index("link")
    viral = link & (plan.platform == PLATFORMS.index("x"))
    viral &= plan.month == MONTHS.index(truth.outlier_month)
    large = link & (plan.platform == PLATFORMS.index("facebook")) & ~plan.paid
    large &= plan.month == MONTHS.index(FACEBOOK_MONTHS[1])
    marked = Marked(
        truth.decision,
        MONTHS.index(truth.break_month),
        _one_of(viral, chance[0]),
        _one_of(large, chance[1]),
        own.numbers["slope"],
    )
    lift[marked.viral], lift[marked.large] = 60, 30
    columns = outcomes(drawn, plan, own, even=True, lift=lift)
    aim = strengths(drawn, truth.decision, truth.break_factor)
    return plan, even_out(drawn, PostsTable.from_plan(plan, columns), marked, aim)


def attempt(seed: str, drawn: str) -> tuple[Answer, ...] | None:
    """Return a draw's right answers, or None when a trap is not within its band."""
    table = PostsTable.from_plan(*draw_year(seed, drawn))
    found, truth = difficulty_of(table), truth_from(seed)
    clear = (
        not found.problems
        and found.decision == truth.decision
        and found.break_month == truth.break_month
        and found.outlier_month == truth.outlier_month
    )
    return answers_of(questions_of(table)) if clear else None


def _one_of(chosen: Mask, share: float) -> int:
    places = np.flatnonzero(chosen)
    return int(places[int(share * len(places))])


def _cells(platform: str, month: str) -> tuple[Cell, ...]:
    boosts = platform == "linkedin" and month >= SECOND_HALF[0]
    return _CELLS[platform] + (_LINKEDIN_BOOSTS if boosts else ())


@lru_cache(maxsize=1)
def _base() -> World:
    return world()


def _own_world(drawn: str, truth: Truth) -> World:
    """The course's world with levels of the learner's own, calmer days and weeks, and the traps."""
    base = _base()
    numbers = base.numbers
    draw = stream(drawn, "levels").random(8).tolist()
    levels = {name: _LEVELS * (draw[code] - 0.5) for code, name in enumerate(PLATFORMS)}
    sizes = {name: 0.5 * (draw[3 + code] - 0.5) for code, name in enumerate(PLATFORMS)}
    facebook = {
        **numbers["format_rate"]["facebook"],
        "photo": 1.0,
        "video": _VIDEO_RATE[truth.decision],
    }
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
            "linkedin": {**growth, "growth_a_month": 0.012 + 0.016 * draw[6]},
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
