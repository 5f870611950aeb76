"""The sample exports of the course: Nusamara's posts in every format that the course reads.

The newest files together hold every post. Older files cover some of the same months: their counts
are lower, and they hold posts that were deleted since.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from statcomms.data.exports import facebook, linkedin, x
from statcomms.data.exports.earlier import as_of
from statcomms.data.exports.rows import DAY, LOCAL, assumed
from statcomms.data.months import first_day, month_list, next_month

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["Period", "sample_exports"]

_NAME = "national-statistics-office-of-nusamara"
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MORNING = 8 * 60


@dataclass(frozen=True)
class Period:
    """Months that an export covers, and when it was made.

    Attributes:
        first: First month, such as 2024-10.
        last: Last month.
        taken: Moment of the export: minutes of UTC since 1970.
    """

    first: str
    last: str
    taken: int

    @property
    def days(self) -> tuple[int, int]:
        """First day and the day after the last, in days since 1 January 1970."""
        return first_day(self.first), first_day(next_month(self.last))

    @property
    def dates(self) -> tuple[str, str]:
        """First and last day, such as 2024-10-01."""
        start, end = self.days
        return str(np.datetime64(start, "D")), str(np.datetime64(end - 1, "D"))

    def of(self, posts: pd.DataFrame) -> pd.DataFrame:
        """The posts that were published in these months."""
        month = posts["month"]
        return posts[((month >= self.first) & (month <= self.last)).to_numpy(dtype=bool)]


def sample_exports(tables: Mapping[str, pd.DataFrame]) -> dict[str, tuple[bytes, str]]:
    """Write the sample exports of a seed.

    Args:
        tables: The tables of a seed (`statcomms.data.tables.Tables`): posts, and followers where
            they are; its ``seed`` is the seed of what the tables do not hold.

    Returns:
        For each file, by its path under ``exports/``: its content, and one sentence that says what
        it is and what is odd about it.

    Raises:
        DataError: xlwt or openpyxl is not installed.
    """
    from statcomms.data.deleted import deleted_posts

    posts = tables["posts"]
    seed: int | str = getattr(tables, "seed", 0)
    months = sorted(set(posts["month"]))
    gone = deleted_posts(seed, months=len(months), first_month=months[0])
    return _Writer(posts, gone, tables.get("followers"), seed, tuple(months)).files()


class _Writer:
    """Writes the files of one seed."""

    def __init__(
        self,
        posts: pd.DataFrame,
        gone: pd.DataFrame,
        followers: pd.DataFrame | None,
        seed: int | str,
        months: tuple[str, ...],
    ) -> None:
        self.posts, self.gone, self.followers, self.seed = posts, gone, followers, seed
        self.months = month_list(months[0], len(months))
        self.end = self._morning_after(self.months[-1])

    def files(self) -> dict[str, tuple[bytes, str]]:
        """Return all files, by path."""
        return {**self._x(), **self._facebook(), **self._linkedin()}

    @staticmethod
    def _morning_after(month: str) -> int:
        return first_day(next_month(month)) * DAY + _MORNING - LOCAL

    def _period(self, start: int, stop: int, *, early: bool = False) -> Period:
        """Months by place among the seed's, the export made at the end or right after them."""
        stop = min(stop, len(self.months))
        last = self.months[stop - 1]
        return Period(
            self.months[min(start, stop - 1)],
            last,
            self._morning_after(last) if early else self.end,
        )

    def _then(self, period: Period) -> pd.DataFrame:
        """The posts as the office saw them when it made an early export."""
        whole = as_of(self.posts, period.taken, self.seed, deleted=self.gone, end=self.end)
        return period.of(whole)

    def _x(self) -> dict[str, tuple[bytes, str]]:
        seed, count = self.seed, len(self.months)
        old = self._period(0, 3, early=True)
        then = self._then(old)
        start, end = (str(np.datetime64(day, "D")).replace("-", "") for day in old.days)
        name = f"tweet_activity_metrics_{x.HANDLE}_{start}_{end}_en.csv"
        days = (self.end + LOCAL) // DAY
        found = {
            name: (
                x.write_x_tweets(then, seed),
                f"X, old post list, {_span(old)}, made the morning after: times in UTC, counts "
                "such as 312.0, replies among the posts, posts that were deleted later.",
            ),
            f"daily_{name}": (
                x.write_x_daily(then, seed, days=old.days, taken=old.taken),
                f"X, old daily series, {_span(old)}: what happened on each day, in UTC, not what "
                "the posts of that day brought.",
            ),
        }
        for number, part in enumerate(self._halves(count)):
            first, last = part.dates
            found[f"account_analytics_content_{first}_{last}.csv"] = (
                x.write_x_content(part.of(self.posts), f"{seed} {number}"),
                f"X, new post list, {_span(part)}: no time of day, HTML entities such as "
                "`&#x27;` in texts, junk rows with /status/undefined.",
            )
        whole = self._period(max(0, count - 12), count)
        found["account_overview_analytics.csv"] = (
            x.write_x_overview(
                self.posts,
                seed,
                days=(whole.days[0], days + 1),
                taken=self.end,
                followers=self.followers,
            ),
            f"X, new daily series, {_span(whole)}: newest first; the first row is a day that was "
            "not over.",
        )
        return found

    def _facebook(self) -> dict[str, tuple[bytes, str]]:
        seed, posts = self.seed, self.posts
        insights = self._period(0, 1, early=True)
        found = {
            f"Facebook Insights Data Export (Post Level) - {facebook.PAGE_NAME} - "
            f"{_date(insights.days[1])}.csv": (
                facebook.write_facebook_insights(self._then(insights), seed),
                f"Facebook Insights, post list in the form of before 2021, {_span(insights)}, made "
                "the morning after: a row under the header that describes it, and names that "
                "repeat.",
            )
        }
        writers: tuple[tuple[int, int, Callable[[pd.DataFrame, int | str], bytes], str], ...] = (
            (
                0,
                4,
                facebook.write_facebook_content_older,
                "Impressions, not yet Views; times in US Pacific.",
            ),
            (
                4,
                15,
                facebook.write_facebook_content_2025,
                "42 columns, Views twice, one header with commas; captions of several lines, in "
                "Title or in Description.",
            ),
            (15, 99, facebook.write_facebook_content_2026, "26 columns, without video views."),
        )
        for number, (start, stop, write, says) in enumerate(writers):
            if start >= len(self.months):
                continue
            part = self._period(start, stop)
            first, last = (_named(day) for day in part.dates)
            found[f"{first}_{last}_{1480 + 977 * number}{part.taken}.csv"] = (
                write(part.of(posts), seed),
                f"Facebook, post list of Meta Business Suite, {_span(part)}: {says}",
            )
        year = self._period(max(0, len(self.months) - 12), len(self.months))
        for metric in ("Views", "Interactions"):
            found[f"{metric}.csv"] = (
                facebook.write_facebook_page_series(
                    posts, metric, seed, days=year.days, taken=self.end
                ),
                f"Facebook, daily series of the Page, {_span(year)}: UTF-16, with two lines above "
                "the header.",
            )
        return found

    def _linkedin(self) -> dict[str, tuple[bytes, str]]:
        seed, count = self.seed, len(self.months)
        old = self._period(0, 3, early=True)
        found = {
            f"{_NAME}_updates_{_epoch(old)}.xls": (
                linkedin.write_linkedin_xls_2020(
                    self._then(old), seed, days=_lagged(old), taken=old.taken
                ),
                f"LinkedIn, content export in the form of 2020, {_span(old)}, made the morning "
                "after: updates for posts, shares for reposts, no format.",
            )
        }
        halves = self._halves(count)
        kinds = (
            ("xlsx", linkedin.write_linkedin_xlsx, "saved again as .xlsx"),
            ("xls", linkedin.write_linkedin_xls, "as LinkedIn gives it"),
        )
        for number, part in enumerate(halves):
            kind, write, says = kinds[number + len(kinds) - len(halves)]
            found[f"{_NAME}_content_{_epoch(part) + number}.{kind}"] = (
                write(part.of(self.posts), seed, days=_lagged(part), taken=self.end),
                f"LinkedIn, content export, {_span(part)}, {says}: a description above each "
                "header, dates without a time, names of staff (invented), a few negative daily "
                "counts.",
            )
        return found

    def _halves(self, count: int) -> tuple[Period, ...]:
        """The months in two periods, of which the last has at most a year."""
        if count <= 12:
            return (self._period(0, count),)
        return (self._period(0, count - 12), self._period(count - 12, count))


def _lagged(period: Period) -> tuple[int, int]:
    """Days of the daily series: LinkedIn lags behind by two days."""
    start, end = period.days
    known = (period.taken + LOCAL) // DAY - int(assumed("linkedin_lag_days"))
    return start, max(start + 1, min(end, known))


def _epoch(period: Period) -> int:
    return period.taken * 60_000


def _span(period: Period) -> str:
    first, last = period.dates
    return f"{first} to {last}"


def _date(day: int) -> str:
    return str(np.datetime64(day, "D"))


def _named(date: str) -> str:
    year, month, day = date.split("-")
    return f"{_NAMES[int(month) - 1]}-{day}-{year}"
