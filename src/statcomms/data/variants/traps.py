"""How clear the traps of a variant are, and the band that each must lie in for every learner.

A trap's strength is what makes the work harder or easier, so it is the same for everyone within
10 % of its centre (`BANDS`); a draw's outcome is moved there (`statcomms.data.variants.fairness`).
Three things are not held within 10 %, on purpose:

- **the answers themselves** (`Question.right`): they must differ between neighbours. Working out
  1.2 % is as hard as working out 2.4 %: both have two decimals and a tolerance of 1 %;
- **how far a foreseen mistake is from the right answer**: at least `LEAST_DISTANCE` tolerances, so
  that no mistake passes; farther away makes the work neither harder nor easier;
- **the standard error of an answer**: random by nature, and no question asks for it. Where it
  matters, in the decision between photo and video, it is part of the strength.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from statcomms.data.variants.measure import (
    FACEBOOK_MONTHS,
    FIRST_HALF,
    MONTHS,
    SECOND_HALF,
    PostsTable,
    break_of,
    levels_by_month,
)
from statcomms.data.variants.questions import LEAST_DISTANCE, questions_of
from statcomms.schema import PLATFORMS

__all__ = ["BANDS", "ROOM", "Band", "Difficulty", "difficulty_of"]


class Band(NamedTuple):
    """Where a trap's strength lies for every learner.

    Attributes:
        centre: The middle.
        says: What it measures, in words.
        within: Largest distance from the centre, as a share of it.
    """

    centre: float
    says: str
    within: float = 0.1

    def at(self, place: float) -> float:
        """The value at a place of the band: -1 its lower end, 0 its centre, 1 its upper end."""
        return self.centre * (1 + self.within * place)

    @property
    def low(self) -> float:
        """Lower end."""
        return self.at(-1)

    @property
    def high(self) -> float:
        """Upper end."""
        return self.at(1)


BANDS: dict[str, Band] = {
    "mean_over_pooled": Band(1.6, "Facebook's mean of rates over its pooled rate"),
    "clear_strength": Band(
        4.0, "Standard errors between photo and video, where one of them is better"
    ),
    "unclear_strength": Band(0.6, "Standard errors between photo and video, where nobody can tell"),
    "break_ratio": Band(2.2, "New level of Facebook's video views over the old one"),
    "break_strength": Band(10.0, "Standard errors of the months that the break stands out by"),
    "video_showings_ratio": Band(1.0, "Showings of the same videos, after the break over before"),
    "linkedin_fall": Band(0.6, "LinkedIn's rate of all posts, second half-year over first"),
    "linkedin_organic": Band(1.0, "LinkedIn's organic rate, second half-year over first"),
    "organic_growth": Band(1.6, "LinkedIn's organic showings, second half-year over first"),
    "paid_share": Band(0.47, "Paid share of LinkedIn's showings in the second half-year"),
    "outlier_share": Band(0.45, "Share of the viral post in its month's showings on X"),
}
"""The strength of each trap: assumed, chosen so that each is clear and none is a caricature."""

ROOM = 0.6
"""Part of each band in which strengths are aimed: rounding needs the rest."""


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
        outlier_month: Month of that post.
        closest_mistake: Smallest distance of a foreseen mistake from the right answer, in
            tolerances.
        largest_error: Largest standard error of a pooled rate that is compared or asked for on
            Facebook and LinkedIn, as a share of the rate.
        problems: One sentence for each trap that is not within its band; none in a variant.
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
    outlier_month: str
    closest_mistake: float
    largest_error: float
    problems: tuple[str, ...] = ()

    @property
    def strengths(self) -> dict[str, float]:
        """Strength of each trap, by its name in `BANDS`."""
        decided = "unclear_strength" if self.decision == "cannot tell" else "clear_strength"
        return {
            "mean_over_pooled": self.mean_over_pooled,
            decided: self.decision_strength,
            "break_ratio": self.break_ratio,
            "break_strength": self.break_strength,
            "video_showings_ratio": self.video_showings_ratio,
            "linkedin_fall": self.linkedin_second / self.linkedin_first,
            "linkedin_organic": self.linkedin_organic_second / self.linkedin_organic_first,
            "organic_growth": self.organic_growth,
            "paid_share": self.paid_share,
            "outlier_share": self.outlier_share,
        }


def difficulty_of(table: PostsTable) -> Difficulty:
    """Measure how clear the traps of a variant are."""
    quarter = table.where("facebook", months=FACEBOOK_MONTHS)
    over = table.rate(quarter, "public", "reach", "mean") / table.rate(quarter, "public", "reach")
    decision, strength = _decision(table)
    place, ratio, clear, showings = break_of(levels_by_month(table))
    halves = [table.where("linkedin", months=half) for half in (FIRST_HALF, SECOND_HALF)]
    organic = [half & ~table.paid for half in halves]
    shown, paid = table.columns["impressions"], table.columns["paid_impressions"]
    own = [float((shown - paid)[half].sum()) for half in halves]
    total = [table.rate(half, "all", "impressions") for half in halves]
    free = [table.rate(half, "all", "impressions") for half in organic]
    seen = np.where(table.platform == PLATFORMS.index("x"), shown, 0.0)
    top = int(seen.argmax())
    errors = [
        table.error(where, numerator, denominator) / table.rate(where, numerator, denominator)
        for where, numerator, denominator in (
            (quarter, "public", "reach"),
            (table.where("facebook", "photo", paid=False), "public", "reach"),
            (table.where("facebook", "video", paid=False), "public", "reach"),
            (organic[1], "all", "impressions"),
        )
    ]
    found = Difficulty(
        mean_over_pooled=over,
        decision=decision,
        decision_strength=strength,
        break_month=MONTHS[place],
        break_ratio=ratio,
        break_strength=clear,
        video_showings_ratio=showings,
        linkedin_first=total[0],
        linkedin_second=total[1],
        linkedin_organic_first=free[0],
        linkedin_organic_second=free[1],
        organic_growth=own[1] / own[0],
        paid_share=float(paid[halves[1]].sum() / shown[halves[1]].sum()),
        outlier_share=float(seen[top] / seen[table.month == table.month[top]].sum()),
        outlier_month=MONTHS[int(table.month[top])],
        closest_mistake=min(question.closest_mistake for question in questions_of(table)),
        largest_error=max(errors),
    )
    return replace(found, problems=_problems(found))


def _decision(table: PostsTable) -> tuple[str, float]:
    photo, video = (table.where("facebook", form, paid=False) for form in ("photo", "video"))
    gap = table.rate(photo, "public", "reach") - table.rate(video, "public", "reach")
    error = math.hypot(table.error(photo, "public", "reach"), table.error(video, "public", "reach"))
    strength = abs(gap) / error
    return "cannot tell" if strength < 1.96 else "first" if gap > 0 else "second", strength


def _problems(found: Difficulty) -> tuple[str, ...]:
    problems = []
    for name, value in found.strengths.items():
        band = BANDS[name]
        if not band.low <= value <= band.high:
            problems.append(
                f"{band.says}: {value:.2f} is not within {band.low:.2f} to {band.high:.2f}."
            )
    if found.closest_mistake < LEAST_DISTANCE:
        problems.append("A foreseen mistake is too near a right answer.")
    return tuple(problems)
