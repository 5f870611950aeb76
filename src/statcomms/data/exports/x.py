"""Exports of X (formerly Twitter): post lists and daily series, old and new.

Addresses lead to nso.example, not to the platform: Nusamara has no account there.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.exports.daily import by_day
from statcomms.data.exports.replies import replies_to
from statcomms.data.exports.rows import (
    DAY,
    LOCAL,
    Rows,
    assumed,
    csv_bytes,
    day_name,
    rows_of,
    split,
    stamp,
)
from statcomms.data.model import stream
from statcomms.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "HANDLE",
    "X_CONTENT_COLUMNS",
    "X_DAILY_COLUMNS",
    "X_OVERVIEW_COLUMNS",
    "X_TWEETS_COLUMNS",
    "write_x_content",
    "write_x_daily",
    "write_x_overview",
    "write_x_tweets",
]

Whole: TypeAlias = npt.NDArray[np.int64]

HANDLE = "nso_nusamara"
"""Name of the office's account."""

_METRICS = (
    "impressions",
    "engagements",
    "engagement rate",
    "retweets",
    "replies",
    "likes",
    "user profile clicks",
    "url clicks",
    "hashtag clicks",
    "detail expands",
    "permalink clicks",
    "app opens",
    "app installs",
    "follows",
    "email tweet",
    "dial phone",
    "media views",
    "media engagements",
)
_PROMOTED = tuple(f"promoted {name}" for name in _METRICS)
_PARTS = tuple(
    name
    for name in _METRICS
    if name not in ("impressions", "engagements", "engagement rate", "media views")
)
X_TWEETS_COLUMNS = ("Tweet id", "Tweet permalink", "Tweet text", "time", *_METRICS, *_PROMOTED)
"""Header of the old post list."""
X_DAILY_COLUMNS = ("Date", "Tweets published", *_METRICS, *_PROMOTED)
"""Header of the old daily series."""
X_CONTENT_COLUMNS = (
    "Post id",
    "Date",
    "Post text",
    "Post Link",
    "Impressions",
    "Likes",
    "Engagements",
    "Bookmarks",
    "Shares",
    "New follows",
    "Replies",
    "Reposts",
    "Profile visits",
    "Detail Expands",
    "URL Clicks",
    "Hashtag Clicks",
    "Permalink Clicks",
)
"""Header of the new post list."""
X_OVERVIEW_COLUMNS = (
    "Date",
    "Impressions",
    "Likes",
    "Engagements",
    "Bookmarks",
    "Shares",
    "New follows",
    "Unfollows",
    "Replies",
    "Reposts",
    "Profile visits",
    "Create Post",
    "Video views",
    "Media views",
)
"""Header of the new daily series."""


def write_x_tweets(posts: pd.DataFrame, seed: int | str, *, replies: bool = True) -> bytes:
    """Return the old post list ("by tweet"): 40 columns, all cells in quotation marks.

    Times are UTC. Counts are written as floats. The office's replies to others are rows too, and
    their text begins with @. Cells of promotion are ``-``.

    Args:
        posts: A posts table; its posts on X are taken.
        seed: Seed of the parts that the posts table does not hold, and of the replies.
        replies: Whether to write the replies.

    Returns:
        The file: UTF-8 without byte order mark, newest first.

    Raises:
        DataError: There is no post on X, or one is boosted: X's lists here hold no promotion.
    """
    rows = _rows(posts)
    metrics = _old_metrics(rows, seed)
    cells = [
        _old_cells({name: int(values[place]) for name, values in metrics.items()})
        for place in range(len(rows))
    ]
    listed = list(zip(rows.minute.tolist(), rows.ids, rows.text, cells, strict=True))
    for reply in replies_to(rows, seed) if replies else ():
        counts = {**dict.fromkeys(_METRICS, 0), **reply.counts}
        listed.append((reply.minute, reply.id, reply.text, _old_cells(counts)))
    listed.sort(key=lambda one: (one[0], int(one[1])), reverse=True)
    body = [
        (name, _link(name), text, f"{stamp(minute)} +0000", *numbers)
        for minute, name, text, numbers in listed
    ]
    return csv_bytes([X_TWEETS_COLUMNS, *body], quote="all")


def write_x_daily(
    posts: pd.DataFrame, seed: int | str, *, days: tuple[int, int], taken: int
) -> bytes:
    """Return the old daily series: 38 columns, what happened on each day of UTC.

    Args:
        posts: A posts table; its posts on X are taken.
        seed: Seed of the parts.
        days: First day and the day after the last, in days since 1 January 1970.
        taken: Moment of the export, in minutes of UTC since 1970.

    Returns:
        The file: UTF-8, all cells in quotation marks, oldest first.

    Raises:
        DataError: There is no post on X, or one is boosted.
    """
    rows = _rows(posts)
    metrics = _old_metrics(rows, seed)
    whole = rows.with_counts(metrics)
    names = ("impressions", *_PARTS, "media views")
    daily = by_day(whole, names, "x", days, taken, 0, seed)
    daily["engagements"] = np.sum([daily[name] for name in _PARTS], axis=0)
    published = _published(rows, days, 0)
    body = []
    for place, day in enumerate(range(*days)):
        counts = {name: int(values[place]) for name, values in daily.items()}
        body.append((stamp(day * DAY, "%Y-%m-%d"), str(int(published[place])), *_old_cells(counts)))
    return csv_bytes([X_DAILY_COLUMNS, *body], quote="all")


def write_x_content(posts: pd.DataFrame, seed: int | str) -> bytes:
    """Return the new post list: 17 columns, dates without a time of day.

    Texts hold HTML entities. A few rows are junk: no id, a link to ``/status/undefined``, zeros.
    In about 84 rows of 100 the listed parts add up to Engagements; in the others X counted
    something that it does not list.

    Args:
        posts: A posts table; its posts on X are taken.
        seed: Seed of the parts that the posts table does not hold.

    Returns:
        The file: UTF-8 without byte order mark, newest first.

    Raises:
        DataError: There is no post on X, or one is boosted.
    """
    rows = _rows(posts)
    counts = _new_metrics(rows, seed)
    body = []
    for place in range(len(rows)):
        numbers = {name: str(int(values[place])) for name, values in counts.items()}
        body.append(
            (
                rows.ids[place],
                day_name(int(rows.local[place]) // DAY),
                html.escape(rows.text[place]),
                _link(rows.ids[place]),
                *(numbers[name] for name in X_CONTENT_COLUMNS[4:]),
            )
        )
    draw = stream(seed, "x junk rows").random(int(assumed("junk_rows")))
    for share in sorted(draw.tolist(), reverse=True):
        place = int(share * len(rows))
        junk = ("", day_name(int(rows.local[place]) // DAY), "", _link("undefined"))
        body.insert(place, (*junk, *["0"] * (len(X_CONTENT_COLUMNS) - len(junk))))
    return csv_bytes([X_CONTENT_COLUMNS, *body])


def write_x_overview(
    posts: pd.DataFrame,
    seed: int | str,
    *,
    days: tuple[int, int],
    taken: int,
    followers: pd.DataFrame | None = None,
) -> bytes:
    """Return the new daily series: 14 columns, newest first, the last day perhaps not over.

    Args:
        posts: A posts table; its posts on X are taken.
        seed: Seed of the parts.
        days: First day and the day after the last, in days since 1 January 1970.
        taken: Moment of the export, in minutes of UTC since 1970.
        followers: The followers table, for follows and unfollows; None: the posts' follows alone.

    Returns:
        The file: UTF-8 without byte order mark.

    Raises:
        DataError: There is no post on X, or one is boosted.
    """
    rows = _rows(posts)
    counts = _new_metrics(rows, seed)
    counts["Video views"] = rows.counts["video_views"]
    counts["Media views"] = _media_views(rows)
    names = [name for name in X_OVERVIEW_COLUMNS[1:] if name in counts]
    daily = by_day(rows.with_counts(counts), names, "x", days, taken, LOCAL, seed)
    draw = stream(seed, "x profile visits")
    visits = float(assumed("daily_profile_visits")) * daily["Impressions"]
    daily["Profile visits"] = daily["Profile visits"] + draw.poisson(visits).astype(np.int64)
    daily["Create Post"] = _published(rows, days, LOCAL)
    daily["Unfollows"] = np.zeros(days[1] - days[0], dtype=np.int64)
    if followers is not None:
        gained, lost = followed(followers, "x", days)
        daily["New follows"], daily["Unfollows"] = gained, lost
    body = [
        (day_name(day), *(str(int(daily[name][day - days[0]])) for name in X_OVERVIEW_COLUMNS[1:]))
        for day in reversed(range(*days))
    ]
    return csv_bytes([X_OVERVIEW_COLUMNS, *body])


def followed(followers: pd.DataFrame, platform: str, days: tuple[int, int]) -> tuple[Whole, Whole]:
    """Return who began and who stopped to follow on each day; 0 on days that are not there."""
    found = np.zeros((2, days[1] - days[0]), dtype=np.int64)
    here = followers[(followers["platform"] == platform).to_numpy(dtype=bool)]
    day = np.array(list(here["date"]), dtype="datetime64[D]").astype(np.int64) - days[0]
    inside = (day >= 0) & (day < days[1] - days[0])
    for place, name in enumerate(("gained", "lost")):
        found[place, day[inside]] = here[name].to_numpy(dtype=np.int64)[inside]
    return found[0], found[1]


# --- parts --------------------------------------------------------------------------------------


def _rows(posts: pd.DataFrame) -> Rows:
    rows = rows_of(posts, "x")
    if rows.paid.any() or rows.counts["paid_impressions"].any():
        raise DataError(
            "A post on X is boosted, and the sample exports of X hold no promotion.",
            "Leave boosted posts on X out.",
        )
    return rows


def _link(name: str) -> str:
    return f"https://x.nso.example/{HANDLE}/status/{name}"


def _media_views(rows: Rows) -> Whole:
    """Views of videos, and of a part of the photos: not an engagement."""
    photo = np.array([name == "photo" for name in rows.format])
    share = float(assumed("x_media_views_per_photo_showing"))
    seen = np.floor(rows.counts["impressions"] * share).astype(np.int64)
    return np.where(photo, seen, rows.counts["video_views"])


def _old_metrics(rows: Rows, seed: int | str) -> dict[str, Whole]:
    counts = rows.counts
    shares = {name: rows.per_format(one) for name, one in assumed("x_parts").items()}
    parts = split(counts["other_clicks"], shares, stream(seed, "x old parts"))
    none = np.zeros(len(rows), dtype=np.int64)
    found = {
        **dict.fromkeys(_PARTS, none),
        **parts,
        "impressions": counts["impressions"],
        "retweets": counts["shares"],
        "replies": counts["comments"],
        "likes": counts["reactions"],
        "url clicks": counts["clicks"],
        "follows": counts["follows"],
        "media views": _media_views(rows),
    }
    found["engagements"] = np.sum([found[name] for name in _PARTS], axis=0)
    return found


def _old_cells(counts: dict[str, int]) -> tuple[str, ...]:
    shown, engaged = counts["impressions"], counts["engagements"]
    cells = []
    for name in _METRICS:
        if name == "engagement rate":
            cells.append(repr(engaged / shown if shown else 0.0))
        else:
            cells.append(f"{counts[name]}.0")
    return (*cells, *["-"] * len(_PROMOTED))


def _new_metrics(rows: Rows, seed: int | str) -> dict[str, Whole]:
    counts = rows.counts
    draw = stream(seed, "x new parts")
    found = {
        **split(counts["other_clicks"], assumed("x_new_parts"), draw),
        "Likes": counts["reactions"],
        "New follows": counts["follows"],
        "Replies": counts["comments"],
        "Reposts": counts["shares"],
        "URL Clicks": counts["clicks"],
    }
    listed = np.sum(list(found.values()), axis=0)
    chance, size = draw.random(len(rows)), draw.random(len(rows))
    unlisted = chance < float(assumed("x_unlisted_share"))
    extra = np.where(unlisted, 1 + np.floor(0.12 * size * listed), 0).astype(np.int64)
    found["Engagements"] = listed + extra
    found["Impressions"] = counts["impressions"]
    return found


def _published(rows: Rows, days: tuple[int, int], ahead: int) -> Whole:
    day = (rows.minute + ahead) // DAY - days[0]
    inside = (day >= 0) & (day < days[1] - days[0])
    return np.bincount(day[inside], minlength=days[1] - days[0]).astype(np.int64)
