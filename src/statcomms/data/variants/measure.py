"""Posts as arrays, and what the traps are measured with: sums, means and their errors.

The analysis room has the real functions, and the tests hold the two against each other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.synth import Plan, month_list
from statcomms.errors import DataError
from statcomms.schema import FORMATS, PLATFORMS

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FACEBOOK_MONTHS",
    "FIRST_HALF",
    "MONTHS",
    "SECOND_HALF",
    "Floats",
    "Levels",
    "Mask",
    "PostsTable",
    "break_of",
    "levels_by_month",
]

Floats: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]

MONTHS: tuple[str, ...] = month_list("2025-10", 12)
"""The months of a variant."""
FIRST_HALF: tuple[str, str] = ("2025-10", "2026-03")
SECOND_HALF: tuple[str, str] = ("2026-04", "2026-09")
FACEBOOK_MONTHS: tuple[str, str] = ("2026-04", "2026-06")
"""The months in which Facebook's pooled rate and mean of rates differ clearly."""

_COUNTS = (
    "impressions",
    "reach",
    "paid_impressions",
    "followers",
    "reactions",
    "comments",
    "shares",
    "clicks",
    "other_clicks",
    "video_views",
    "follows",
)


@dataclass(frozen=True)
class PostsTable:
    """The columns that the traps need, as arrays: one entry for each post."""

    columns: Mapping[str, Floats]
    platform: npt.NDArray[np.int64]
    format: npt.NDArray[np.int64]
    month: npt.NDArray[np.int64]
    paid: Mask

    @classmethod
    def from_plan(cls, plan: Plan, columns: Mapping[str, Floats]) -> PostsTable:
        """Make one from a plan and its outcome."""
        return cls(columns, plan.platform, plan.format, plan.month, plan.paid)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> PostsTable:
        """Make one from a posts table of `MONTHS`.

        Raises:
            DataError: A post is of another month.
        """
        places = {name: place for place, name in enumerate(MONTHS)}
        unknown = sorted(set(frame["month"]) - set(places))
        if unknown:
            raise DataError(
                f"The table has posts of {unknown[0]}.",
                f"A variant goes from {MONTHS[0]} to {MONTHS[-1]}.",
            )
        return cls(
            {name: frame[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in _COUNTS},
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
        """Mark the posts of a platform, perhaps of a format, of months, boosted or not."""
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
        """Return a column, or ``public`` or ``all`` engagements, for each post."""
        if numerator not in ("public", "all"):
            return self.columns[numerator]
        columns = self.columns
        found = columns["reactions"] + columns["comments"] + columns["shares"]
        if numerator == "all":
            for name in ("clicks", "other_clicks", "follows"):
                found = found + np.nan_to_num(columns[name])
        return found

    def rate(self, where: Mask, numerator: str, denominator: str, pooling: str = "pooled") -> float:
        """Return a rate: ``pooled``, the ``mean`` of the posts' rates or their ``median``."""
        above = self.total(numerator)[where]
        below = self.columns[denominator][where]
        if pooling == "pooled":
            return float(above.sum() / below.sum())
        rates = above / below
        return float(rates.mean() if pooling == "mean" else np.median(rates))

    def error(self, where: Mask, numerator: str, denominator: str) -> float:
        """Return the standard error of a pooled rate over posts (linearised ratio)."""
        above = self.total(numerator)[where]
        below = self.columns[denominator][where]
        rest = above - above.sum() / below.sum() * below
        return float(np.sqrt((rest**2).sum()) / below.sum())

    def per_post(self, where: Mask, numerator: str) -> float:
        """Return a count per post."""
        return float(self.total(numerator)[where].mean())


@dataclass(frozen=True)
class Levels:
    """Logarithms of monthly means over Facebook's videos, in the order of `MONTHS`."""

    views: Floats
    shown: Floats


def levels_by_month(table: PostsTable) -> Levels:
    """Return the levels of Facebook's videos, month by month."""
    video = table.where("facebook", "video")
    count = len(MONTHS)
    # In the browser, bincount takes 32-bit whole numbers only.
    month = table.month[video].astype(np.intp)
    posts = np.bincount(month, minlength=count)
    views, shown = (
        np.log(np.bincount(month, table.columns[name][video], count) / posts)
        for name in ("video_views", "impressions")
    )
    return Levels(views, shown)


def break_of(levels: Levels) -> tuple[int, float, float, float]:
    """Return the largest shift of video views.

    Returns:
        Place of its first month, its ratio, its size in standard errors of the months, and the
        ratio of the showings on both sides of it.
    """
    views, shown = levels.views, levels.shown
    count = len(views)
    gains = {}
    for place in range(2, count - 1):
        shift = float(views[place:].mean() - views[:place].mean())
        gains[place] = shift * shift * place * (count - place) / count
    best = max(gains, key=lambda place: gains[place])
    shift = float(views[best:].mean() - views[:best].mean())
    rest = max(float(((views - views.mean()) ** 2).sum()) - gains[best], 1e-12)
    error = math.sqrt(rest / (count - 2)) * math.sqrt(1 / best + 1 / (count - best))
    also = math.exp(float(shown[best:].mean() - shown[:best].mean()))
    return best, math.exp(shift), abs(shift) / error, also
