"""Pictures of the posts table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from statcomms.analysis.breaks import break_ratio, monthly_series
from statcomms.analysis.metrics import rate
from statcomms.exercises.pictures import Picture, bars, line
from statcomms.publish.meet_the_data.show import (
    Shown,
    bins,
    ends,
    grid,
    number,
    percent,
    said,
    share,
)
from statcomms.schema import PLATFORM_LABELS, PLATFORMS, POSTS_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "boosted",
    "few_carry_most",
    "reach_does_not_add",
    "showings",
    "unfinished",
    "video_break",
    "views_break",
    "weekdays",
    "what_is_reported",
]

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def what_is_reported(posts: pd.DataFrame) -> Shown:
    """Which platform reports which count: a share of cells that are filled, never a 0."""
    body = []
    for one in POSTS_COLUMNS:
        if one.dtype != "Int64":
            continue
        row = [one.name]
        for platform in PLATFORMS:
            filled = share(posts[posts["platform"] == platform][one.name].notna())
            row.append("yes" if filled == 100 else "no" if filled == 0 else "videos only")
        body.append(row)
    heading = ["count", *(PLATFORM_LABELS[name] for name in PLATFORMS)]
    return grid(
        heading, body, "Which platform reports which count. Where it says no, cells are empty"
    )


def showings(posts: pd.DataFrame) -> Picture:
    """How often posts were shown: most a few thousand times, a few very often."""
    shown = posts["impressions"].to_numpy(dtype=float)
    middle, top = number(np.median(shown)), number(shown.max())
    classes = bins(shown, [0, 1_000, 3_000, 10_000, 30_000, 100_000])
    return bars(
        classes,
        title=f"Half of the posts were shown up to {middle} times, one was shown {top} times",
        unit="%",
        decimals=1,
        alt=said("Share of posts by how often they were shown", classes),
        heading=("Times shown", "Share of posts"),
    )


def few_carry_most(posts: pd.DataFrame) -> Picture:
    """The share of all showings that the most shown tenth of the posts has."""
    found = []
    for platform in PLATFORMS:
        shown = np.sort(posts[posts["platform"] == platform]["impressions"].to_numpy(dtype=float))
        tenth = shown[len(shown) - len(shown) // 10 :]
        found.append((PLATFORM_LABELS[platform], 100 * float(tenth.sum() / shown.sum())))
    low, high = min(value for _, value in found), max(value for _, value in found)
    return bars(
        found,
        title=f"One post in ten brings {number(low)} to {number(high)} % of an account's showings",
        unit="%",
        decimals=0,
        alt=said("Share of showings of the most shown tenth of the posts", found),
        heading=("Account", "Share of showings"),
    )


def views_break(posts: pd.DataFrame) -> Picture:
    """Facebook's showings a person reached, by month: the step at the change to Views."""
    facebook = posts[posts["platform"] == "facebook"]
    series = monthly_series(facebook, "impressions", "reach")
    step = break_ratio(series, "2025-02")
    return line(
        series,
        title=f"In February 2025 Facebook's showings rose by {number(100 * (step - 1))} % at one "
        "stroke: the platform counts Views from then on",
        alt=ends("Facebook: showings for each person reached, by month", series, 2),
        marks=(("2025-02", "Views"),),
    )


def video_break(posts: pd.DataFrame) -> Picture:
    """Views of a Facebook video, by month: the step at the new rule."""
    video = posts[(posts["platform"] == "facebook") & (posts["format"] == "video")]
    series = monthly_series(video, "video_views", "reach")
    step = break_ratio(series, "2025-06")
    return line(
        series,
        title=f"From June 2025 Facebook counts {number(step, 1)} times as many video views: every "
        "start counts, not only 3 seconds",
        alt=ends("Facebook: video views for each person reached, by month", series, 2),
        marks=(("2025-06", "every start"),),
    )


def boosted(posts: pd.DataFrame) -> Picture:
    """LinkedIn's rate with and without boosted posts, since boosting began."""
    linkedin = posts[posts["platform"] == "linkedin"]
    months = linkedin[linkedin["month"].isin(_paid_months(linkedin))]
    paid = months["paid"].to_numpy(dtype=bool)
    found = [
        (name, 100 * rate(part, "all_engagements", "impressions", "pooled"))
        for name, part in (
            ("Posts not boosted", months[~paid]),
            ("All posts", months),
            ("Boosted posts", months[paid]),
        )
    ]
    bought = percent(months["paid_impressions"].sum(), months["impressions"].sum())
    return bars(
        found,
        title=f"Boosting lowers LinkedIn's rate from {number(found[0][1], 1)} to "
        f"{number(found[1][1], 1)} %: it buys {bought} of the showings",
        unit="%",
        decimals=1,
        alt=said("LinkedIn, months with boosted posts: engagements over showings", found),
        heading=("Posts", "Engagements over showings"),
    )


def _paid_months(posts: pd.DataFrame) -> set[str]:
    return set(posts[posts["paid"].to_numpy(dtype=bool)]["month"])


def reach_does_not_add(posts: pd.DataFrame) -> Picture:
    """Facebook's reach of one month added up, beside the people there are."""
    facebook = posts[posts["platform"] == "facebook"]
    by_month = facebook.groupby("month")["reach"].sum()
    month = str(by_month.idxmax())
    here = facebook[facebook["month"] == month]
    total = float(by_month.max())
    found = [
        ("People reached, posts added", total),
        ("Followers of the Page", float(here["followers"].max())),
        ("Most people by one post", float(here["reach"].max())),
    ]
    times = number(total / found[1][1], 1)
    return bars(
        found,
        title=f"Added up, the posts of {month} reached {times} times the Page's followers: the "
        "same people, again and again",
        unit="people",
        decimals=0,
        alt=said(f"Facebook, {month}", found),
        heading=("Facebook", "People"),
    )


def unfinished(posts: pd.DataFrame) -> Picture:
    """LinkedIn's newest posts beside those of the months before."""
    linkedin = posts[(posts["platform"] == "linkedin") & ~posts["paid"].to_numpy(dtype=bool)]
    day = np.array([one[:10] for one in linkedin["published_at"]], dtype="datetime64[D]")
    age = (day.max() - day).astype(int)
    shown = linkedin["impressions"].to_numpy(dtype=float)
    found = [
        (name, float(np.median(shown[(age >= low) & (age < high)])))
        for name, low, high in (
            ("Last 2 days", 0, 2),
            ("2 to 6 days before", 2, 7),
            ("1 to 13 weeks before", 7, 91),
        )
    ]
    return bars(
        found,
        title=f"The newest posts are not finished: shown {number(found[0][1])} times so far, where "
        f"older ones have {number(found[2][1])}",
        unit="times",
        decimals=0,
        alt=said("LinkedIn, posts not boosted: times shown, middle post", found),
        heading=("Published", "Times shown, middle post"),
    )


def weekdays(posts: pd.DataFrame) -> Picture:
    """On which days the office publishes."""
    day = np.array([one[:10] for one in posts["published_at"]], dtype="datetime64[D]")
    place = (day.astype(np.int64) + 3) % 7
    found = [(name, share(place == which)) for which, name in enumerate(_DAYS)]
    weekend = found[5][1] + found[6][1]
    half_past = share([one[11:16] == "09:30" for one in posts["published_at"]])
    return bars(
        found,
        title=f"Wednesday is release day; the weekend has {number(weekend)} % of the posts",
        unit="%",
        decimals=0,
        alt=said("Share of posts by day of the week", found),
        heading=("Day", "Share of posts"),
        note=f"Releases come at 09:30; {number(half_past, 1)} % of all posts are of that minute.",
    )
