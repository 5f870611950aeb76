"""Pictures of the platforms' own files: what differs between two files of the same posts."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from statcomms.data.exports.rows import DAY, LOCAL, day_name, pacific_minute, slashed, stamp
from statcomms.exercises.pictures import Picture, Table, bars, line
from statcomms.publish.meet_the_data.show import Shown, grid, number, said

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["clocks", "files", "lower_counts", "two_series"]

Exports = Mapping[str, tuple[bytes, str]]


def files(exports: Exports) -> Shown:
    """The files, their size, and what each is."""
    body = [
        [name, says.replace("`", ""), f"{number(len(content) / 1000)} kB"]
        for name, (content, says) in exports.items()
    ]
    return grid(
        ["file", "what it is", "size"],
        body,
        f"The {len(body)} files of exports/",
        folded="Show the files, and what is odd about each",
    )


def clocks(releases: pd.DataFrame) -> Shown:
    """One moment as each file writes it."""
    when = str(releases["released_at"].iloc[-1])
    local = int(np.datetime64(when[:16], "m").astype(np.int64))
    utc = local - LOCAL
    body = [
        ["posts.csv", when, "Nusamara, UTC+10"],
        ["X, old list", f"{stamp(utc)} +0000", "UTC"],
        ["X, new list", day_name(local // DAY), "not said; no time of day"],
        ["Facebook", stamp(pacific_minute(utc), "%m/%d/%Y %H:%M"), "US Pacific, not said"],
        ["LinkedIn", slashed(local // DAY), "not said; no time of day"],
    ]
    return grid(
        ["file", "what it says", "whose clock"],
        body,
        "A post of release day: five ways to write its time",
    )


def lower_counts(exports: Exports, posts: pd.DataFrame) -> Picture:
    """Impressions in the old list of X beside those of today, and posts that are gone."""
    old = _table(exports, "tweet_activity_metrics")
    own = [row for row in old if not row["Tweet text"].startswith("@")]
    now = dict(zip(posts["post_id"], posts["impressions"].astype(float), strict=True))
    gone = sum(row["Tweet id"] not in now for row in own)
    kept = [row for row in own if row["Tweet id"] in now]
    ratio = np.array([now[row["Tweet id"]] / float(row["impressions"]) for row in kept])
    more = number(100 * (np.median(ratio) - 1))
    edges = ((1.0, 1.1), (1.1, 1.2), (1.2, 1.3), (1.3, np.inf))
    names = ("Up to 10 % more", "10 to 20 % more", "20 to 30 % more", "30 % more and over")
    found = [
        (name, float(((ratio >= low) & (ratio < high)).sum()))
        for name, (low, high) in zip(names, edges, strict=True)
    ]
    return bars(
        found,
        title=f"The same posts two years on: {more} % more showings (middle post), and {gone} of "
        f"{len(own)} posts are gone",
        unit="posts",
        decimals=0,
        alt=said("Posts of X in the old list by how much their showings grew since", found),
        heading=("Showings since then", "Posts"),
        note=f"Another {len(old) - len(own)} rows are replies: their text begins with @.",
    )


def two_series(exports: Exports) -> Picture:
    """Showings of X by day of showing and by day of publication."""
    daily = {row["Date"]: float(row["impressions"]) for row in _table(exports, "daily_tweet")}
    listed = dict.fromkeys(daily, 0.0)
    for row in _table(exports, "tweet_activity_metrics"):
        day = row["time"][:10]
        if day in listed:
            listed[day] += float(row["impressions"])
    days = sorted(daily)
    both = [(daily[day], listed[day]) for day in days if daily[day] > 0 and listed[day] > 0]
    logs = np.log(np.array(both))
    together = float(np.corrcoef(logs[:, 0], logs[:, 1])[0, 1])
    part = days[28:56]
    total = 100 * (sum(daily.values()) / sum(listed.values()) - 1)
    return line(
        [(day, daily[day] / 1000) for day in part],
        others=[("", [(day, listed[day] / 1000) for day in part])],
        title=f"Two series, not one: their sums differ by {number(abs(total))} %, but their days "
        f"go together only in part (correlation {number(together, 2)})",
        alt="X, four weeks: showings that happened on each day, and showings over their whole life "
        "of the posts published on that day.",
        note="In thousands. Solid line: shown that day. Dashed line: of the posts of that day.",
        table=Table(
            ("", "Shown that day", "Of posts of that day"),
            tuple((day, number(daily[day]), number(listed[day])) for day in part),
        ),
    )


def _table(exports: Exports, begins: str) -> list[dict[str, str]]:
    content = next(content for name, (content, _) in exports.items() if name.startswith(begins))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
