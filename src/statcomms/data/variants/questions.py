"""The numbers that are asked for from a variant, and the wrong numbers that are to be expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from statcomms.data.variants.draws import Answer
from statcomms.data.variants.measure import FACEBOOK_MONTHS, SECOND_HALF, Mask, PostsTable

__all__ = ["LEAST_DISTANCE", "Question", "answers_of", "questions_of"]

LEAST_DISTANCE = 3.0
"""How many tolerances every foreseen mistake is away from the right answer, at least."""


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

    @property
    def apart(self) -> float:
        """How far a neighbour's right answer is away, at least.

        The tolerance and half a unit of the last decimal: then a neighbour's answer does not pass
        after rounding either.
        """
        return self.tolerance + float(0.5 / 10**self.decimals)

    @property
    def closest_mistake(self) -> float:
        """Distance of the nearest foreseen mistake from the right answer, in tolerances."""
        return min(abs(value - self.right) for value in self.mistakes.values()) / self.tolerance


def answers_of(asked: tuple[Question, ...]) -> tuple[Answer, ...]:
    """Return the right answers as what a neighbour's answers are held against."""
    return tuple(Answer(question.right, question.apart) for question in asked)


def questions_of(table: PostsTable) -> tuple[Question, ...]:
    """Return the numbers to ask for, with right answers and foreseen mistakes."""
    return (
        _facebook_rate(table),
        _linkedin_rate(table),
        _x_shares(table),
        _x_click_through(table),
        _facebook_video(table),
        *(_facebook_format(table, form) for form in ("photo", "video", "link")),
        _linkedin_growth(table),
    )


def _ask(key: str, says: str, unit: str, right: float, mistakes: Mapping[str, float]) -> Question:
    return Question(key, says, unit, right, max(0.006, 0.01 * right), 2, mistakes)


def _percent(
    table: PostsTable, where: Mask, numerator: str, denominator: str, pooling: str = "pooled"
) -> float:
    return 100 * table.rate(where, numerator, denominator, pooling)


def _facebook_rate(table: PostsTable) -> Question:
    quarter = table.where("facebook", months=FACEBOOK_MONTHS)
    return _ask(
        "facebook_rate_by_reach",
        "Facebook, April to June 2026: reactions, comments and shares over people reached, pooled",
        "%",
        _percent(table, quarter, "public", "reach"),
        {
            "mean_of_rates": _percent(table, quarter, "public", "reach", "mean"),
            "by_impressions": _percent(table, quarter, "public", "impressions"),
            "by_followers": _percent(table, quarter, "public", "followers"),
            "clicks_included": _percent(table, quarter, "all", "reach"),
        },
    )


def _linkedin_rate(table: PostsTable) -> Question:
    half = table.where("linkedin", months=SECOND_HALF)
    organic = half & ~table.paid
    return _ask(
        "linkedin_organic_rate",
        "LinkedIn, April to September 2026, posts not boosted: all engagements over impressions, "
        "pooled",
        "%",
        _percent(table, organic, "all", "impressions"),
        {
            "boosted_included": _percent(table, half, "all", "impressions"),
            "clicks_left_out": _percent(table, organic, "public", "impressions"),
            "by_followers": _percent(table, organic, "all", "followers"),
        },
    )


def _x_shares(table: PostsTable) -> Question:
    x = table.where("x")
    return _ask(
        "x_shares_per_post",
        "X, October 2025 to September 2026: amplification rate (shares per post)",
        "shares per post",
        table.per_post(x, "shares"),
        {
            "reactions_per_post": table.per_post(x, "reactions"),
            "median_post": float(np.median(table.columns["shares"][x])),
            "per_1000_impressions": 1000 * table.rate(x, "shares", "impressions"),
        },
    )


def _x_click_through(table: PostsTable) -> Question:
    months = ("2026-01", "2026-03")
    quarter, links = table.where("x", months=months), table.where("x", "link", months)
    return _ask(
        "x_click_through_rate",
        "X, January to March 2026, link posts: clicks over impressions, pooled",
        "%",
        _percent(table, links, "clicks", "impressions"),
        {
            "all_formats": _percent(table, quarter, "clicks", "impressions"),
            "mean_of_rates": _percent(table, links, "clicks", "impressions", "mean"),
            "all_engagements": _percent(table, links, "all", "impressions"),
        },
    )


def _facebook_video(table: PostsTable) -> Question:
    video = table.where("facebook", "video", ("2026-07", "2026-09"))
    return _ask(
        "facebook_video_median_rate",
        "Facebook, July to September 2026, videos: reactions, comments and shares over people "
        "reached, median of the posts' rates",
        "%",
        _percent(table, video, "public", "reach", "median"),
        {
            "mean_of_rates": _percent(table, video, "public", "reach", "mean"),
            "by_impressions": _percent(table, video, "public", "impressions", "median"),
            "clicks_included": _percent(table, video, "all", "reach", "median"),
        },
    )


def _facebook_format(table: PostsTable, form: str) -> Question:
    posts = table.where("facebook", form)
    return _ask(
        f"facebook_{form}_rate",
        f"Facebook, whole year, {form} posts: reactions, comments and shares over people reached, "
        "pooled",
        "%",
        _percent(table, posts, "public", "reach"),
        {"mean_of_rates": _percent(table, posts, "public", "reach", "mean")},
    )


def _linkedin_growth(table: PostsTable) -> Question:
    account = np.flatnonzero(table.where("linkedin"))
    followers = table.columns["followers"][account]
    start, end = float(followers[0]), float(followers[-1])
    gained = float(np.nansum(table.columns["follows"][account]))
    return _ask(
        "linkedin_follower_growth",
        "LinkedIn: growth of followers from the first post of October 2025 to the last post of "
        "September 2026",
        "%",
        100 * (end - start) / start,
        {
            "over_the_end": 100 * (end - start) / end,
            "follows_from_posts": 100 * gained / start,
        },
    )
