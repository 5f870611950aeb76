"""Pictures of the posts table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from statcomms.analysis.breaks import break_ratio, monthly_series
from statcomms.analysis.metrics import rate
from statcomms.data.exports.earlier import as_of
from statcomms.data.exports.rows import DAY, LOCAL
from statcomms.data.months import first_day, next_month
from statcomms.exercises.pictures import Picture, bars, intervals, line
from statcomms.publish.meet_the_data.show import (
    Shown,
    bins,
    ends,
    grid,
    listed,
    number,
    percent,
    said,
    share,
)
from statcomms.schema import PLATFORM_LABELS, PLATFORMS, POSTS_COLUMNS

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

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
    """Which platforms report which counts: a share of cells that are filled, never a 0."""
    reported: dict[str, list[str]] = {}
    for one in POSTS_COLUMNS:
        if one.dtype != "Int64":
            continue
        filled = {
            platform: share(posts[posts["platform"] == platform][one.name].notna())
            for platform in PLATFORMS
        }
        by = listed([PLATFORM_LABELS[name] for name in PLATFORMS if filled[name] > 0])
        if any(0 < value < 100 for value in filled.values()):
            by += ", for videos only"
        reported.setdefault(by, []).append(one.name)
    body = [[by, ", ".join(names)] for by, names in reported.items()]
    return grid(["reported by", "counts"], body, "Who reports what. Elsewhere the cells are empty")


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
    """The same posts twice: on the morning after a month's last day, and today.

    Comparing a post with itself leaves out what else differs: its format, its topic, its luck.
    """
    share_of, months = _finished(posts)
    rows = []
    for name, low, high in _AGES:
        found = share_of["linkedin"]
        part = found[(found[:, 0] >= low) & (found[:, 0] < high), 1]
        middle, least, most = np.quantile(part, [0.5, 0.1, 0.9])
        rows.append((f"{name} ({len(part)} posts)", float(middle), float(least), float(most)))
    others = []
    for platform in PLATFORMS[:2]:
        part = share_of[platform][share_of[platform][:, 0] == 0, 1]
        label = PLATFORM_LABELS[platform].split(" (")[0]
        others.append(f"{label} {number(np.median(part))} % ({len(part)} posts)")
    newest, old = number(rows[0][1]), number(rows[-1][1])
    return intervals(
        rows,
        title=f"The newest posts are not finished: on LinkedIn those of the last day had {newest} "
        f"% of the showings they have today, those at least a week old {old} %",
        unit="%",
        decimals=0,
        alt=said(
            "LinkedIn: showings on the morning after a month's end as a share of today's, middle "
            "post, by day of publication",
            [(name, round(middle)) for name, middle, *_ in rows],
        ),
        note=f"The mornings after {months} months. Dot: middle post; line: 8 of 10 posts. Older "
        f"posts gain a little too. Posts of the last day elsewhere: {', '.join(others)}.",
    )


_AGES = (
    ("Published on the last day", 0, 1),
    ("On the day before", 1, 2),
    ("2 to 6 days before", 2, 7),
    ("7 days before and more", 7, 31),
)


def _finished(posts: pd.DataFrame) -> tuple[dict[str, NDArray[np.float64]], int]:
    """Days before the month's end and per cent of today's showings, by platform; and months."""
    months = sorted(set(posts["month"]))
    end = _morning_after(months[-1])
    found: dict[str, list[NDArray[np.float64]]] = {name: [] for name in PLATFORMS}
    for month in months[:-1]:
        here = posts[posts["month"] == month]
        taken = _morning_after(month)
        then = as_of(here, taken, "unfinished", end=end).set_index("post_id")
        now = here.set_index("post_id").loc[then.index]
        day = np.array([one[:10] for one in now["published_at"]], dtype="datetime64[D]")
        age = first_day(next_month(month)) - 1 - day.astype(np.int64)
        part = 100 * then["impressions"].to_numpy(float) / now["impressions"].to_numpy(float)
        for platform in PLATFORMS:
            own = (now["platform"] == platform).to_numpy(dtype=bool)
            found[platform].append(np.column_stack([age[own], part[own]]))
    return {name: np.concatenate(parts) for name, parts in found.items()}, len(months) - 1


def _morning_after(month: str) -> int:
    """Eight o'clock in Nusamara after a month's last day, in minutes of UTC since 1970."""
    return first_day(next_month(month)) * DAY + 8 * 60 - LOCAL


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
