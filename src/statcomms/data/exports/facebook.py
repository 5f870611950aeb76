"""Exports of a Facebook Page: post lists of three ages, series of the Page, old Insights.

Addresses lead to nso.example, not to the platform: Nusamara has no Page there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.exports.daily import by_day
from statcomms.data.exports.rows import (
    DAY,
    LOCAL,
    Rows,
    assumed,
    csv_bytes,
    pacific_minute,
    rows_of,
    split,
    stamp,
)
from statcomms.data.model import stream
from statcomms.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FACEBOOK_2025_COLUMNS",
    "FACEBOOK_2026_COLUMNS",
    "FACEBOOK_INSIGHTS_COLUMNS",
    "FACEBOOK_OLDER_COLUMNS",
    "PAGE_ID",
    "PAGE_NAME",
    "write_facebook_content_2025",
    "write_facebook_content_2026",
    "write_facebook_content_older",
    "write_facebook_insights",
    "write_facebook_page_series",
]

Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]

PAGE_ID = "120000000002026"
"""Number of the office's Page."""
PAGE_NAME = "National Statistics Office of Nusamara"
"""Name of the office's Page."""

_ABOUT = (
    "Post ID",
    "Page ID",
    "Page name",
    "Title",
    "Description",
    "Duration (secs)",
    "Publish time",
    "Caption type",
    "Permalink",
    "Is crosspost",
    "Is share",
    "Post type",
    "Languages",
    "Custom labels",
    "Funded content status",
    "Data comment",
    "Date",
)
FACEBOOK_2025_COLUMNS = (
    *_ABOUT,
    "Views",
    "Reach",
    "Reactions, comments and shares",
    "Reactions",
    "Comments",
    "Shares",
    "Total clicks",
    "Views",
    "Reach from Organic posts",
    "Reach from Boosted posts",
    "3-second video views",
    "1-minute video views",
    "3-second viewers",
    "1-minute viewers",
    "3-second video views from Boosted posts",
    "3-second video views from Organic posts",
    "Engaged users",
    "Negative feedback from users",
    "Unique negative feedback from users",
    "Seconds viewed",
    "Average Seconds viewed",
    "Estimated earnings (USD)",
    "Ad CPM (USD)",
    "Ad impressions",
    "Other clicks",
)
"""Header of Meta Business Suite's post list of 2025: «Views» stands in it twice."""
FACEBOOK_2026_COLUMNS = (
    *(name if name != "Duration (secs)" else "Duration (sec)" for name in _ABOUT),
    "Views",
    "Reach",
    "Reactions, Comments and Shares",
    "Reactions",
    "Comments",
    "Shares",
    "Total clicks",
    "Other Clicks",
    "Matched Audience Targeting Consumption (Photo Click)",
)
"""Header of Meta Business Suite's post list of 2026."""
FACEBOOK_OLDER_COLUMNS = tuple(
    "Impressions" if name == "Views" else name
    for place, name in enumerate(FACEBOOK_2025_COLUMNS)
    if name != "Views" or place == FACEBOOK_2025_COLUMNS.index("Views")
)
"""Header of Meta Business Suite's post list before Views: «Impressions» in their place."""

_LIFETIME = "Lifetime: The {} (Total Count)"
_UNIQUE = "Lifetime: The {} (Unique Users)"
_INSIGHTS: tuple[tuple[str, str], ...] = (
    ("Post ID", ""),
    ("Permalink", ""),
    ("Post Message", ""),
    ("Type", ""),
    ("Countries", ""),
    ("Languages", ""),
    ("Posted", ""),
    ("Audience Targeting", ""),
    ("Lifetime Post Total Reach", _UNIQUE.format("number of people who saw your Page post.")),
    ("Lifetime Post organic reach", _UNIQUE.format("number of people who saw it unpaid.")),
    ("Lifetime Post Paid Reach", _UNIQUE.format("number of people who saw it as an ad.")),
    ("Lifetime Post Total Impressions", _LIFETIME.format("number of impressions of your post.")),
    ("Lifetime Post Organic Impressions", _LIFETIME.format("number of unpaid impressions.")),
    ("Lifetime Post Paid Impressions", _LIFETIME.format("number of impressions of an ad.")),
    ("Lifetime Engaged Users", _UNIQUE.format("number of people who clicked in your post.")),
    ("Lifetime Post Consumers", _UNIQUE.format("number of people who clicked anywhere.")),
    ("Lifetime Post Consumptions", _LIFETIME.format("number of clicks anywhere in the post.")),
    ("Lifetime Negative feedback", _UNIQUE.format("number of people who hid it.")),
    ("Lifetime Negative Feedback from Users", _LIFETIME.format("number of times it was hidden.")),
    (
        "Lifetime Post Impressions by people who have liked your Page",
        _LIFETIME.format("number of impressions by fans."),
    ),
    (
        "Lifetime Post reach by people who like your Page",
        _UNIQUE.format("number of fans who saw the post."),
    ),
    ("Lifetime Organic Video Views", _LIFETIME.format("number of unpaid views of 3 seconds.")),
    ("Lifetime Organic Video Views", _UNIQUE.format("number of people with an unpaid view.")),
    ("Lifetime Paid Video Views", _LIFETIME.format("number of paid views of 3 seconds.")),
    ("Lifetime Paid Video Views", _UNIQUE.format("number of people with a paid view.")),
    ("Lifetime Average time video viewed", "Lifetime: The average time viewed. (Total Count)"),
    ("Lifetime Video length", "Lifetime: The length of the video. (Total Count)"),
    (
        "Lifetime Post Stories by action type - share",
        _LIFETIME.format("number of stories, by action type."),
    ),
    (
        "Lifetime Post Stories by action type - like",
        _LIFETIME.format("number of stories, by action type."),
    ),
    (
        "Lifetime Post Stories by action type - comment",
        _LIFETIME.format("number of stories, by action type."),
    ),
    (
        "Lifetime Post consumptions by type - other clicks",
        _LIFETIME.format("number of clicks, by type."),
    ),
    (
        "Lifetime Post consumptions by type - link clicks",
        _LIFETIME.format("number of clicks, by type."),
    ),
    (
        "Lifetime Post consumptions by type - photo view",
        _LIFETIME.format("number of clicks, by type."),
    ),
)
FACEBOOK_INSIGHTS_COLUMNS = tuple(name for name, _ in _INSIGHTS)
"""Header of the old Facebook Insights post list; names that repeat differ in the row below."""

_POST_TYPES = {"photo": "Photos", "video": "Videos", "link": "Links", "text": "Text"}
_OLD_TYPES = {"photo": "Photo", "video": "Video", "link": "Link", "text": "Status"}
_BOLD = {
    **{letter: chr(0x1D5D4 + place) for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")},
    **{letter: chr(0x1D5EE + place) for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")},
    **{letter: chr(0x1D7EC + place) for place, letter in enumerate("0123456789")},
}


def write_facebook_content_2025(posts: pd.DataFrame, seed: int | str) -> bytes:
    """Return Meta Business Suite's post list as downloaded in 2025: 42 columns, Views twice.

    One row is one post, with lifetime totals. Captions run over several lines and stand in Title
    or in Description; a few use bold letters of Unicode. Times are US Pacific and do not say so.

    Args:
        posts: A posts table; its posts on Facebook are taken.
        seed: Seed of what the posts table does not hold.

    Returns:
        The file: UTF-8 with byte order mark, newest first.

    Raises:
        DataError: There is no post on Facebook.
    """
    return _content(posts, seed, FACEBOOK_2025_COLUMNS)


def write_facebook_content_older(posts: pd.DataFrame, seed: int | str) -> bytes:
    """Return Meta Business Suite's post list from before Views: Impressions in their place.

    See `write_facebook_content_2025`.
    """
    return _content(posts, seed, FACEBOOK_OLDER_COLUMNS)


def write_facebook_content_2026(posts: pd.DataFrame, seed: int | str) -> bytes:
    """Return Meta Business Suite's post list as downloaded in 2026: 26 columns, no video views.

    See `write_facebook_content_2025`.
    """
    return _content(posts, seed, FACEBOOK_2026_COLUMNS)


def write_facebook_page_series(
    posts: pd.DataFrame, metric: str, seed: int | str, *, days: tuple[int, int], taken: int
) -> bytes:
    """Return a daily series of the Page: UTF-16, ``sep=,``, the metric's name, Date and Primary.

    Args:
        posts: A posts table; its posts on Facebook are taken.
        metric: ``Views`` or ``Interactions`` (reactions, comments and shares).
        seed: Seed of the rounding.
        days: First day and the day after the last, in days since 1 January 1970.
        taken: Moment of the export, in minutes of UTC since 1970.

    Raises:
        DataError: The metric is not known, or there is no post on Facebook.
    """
    names = {"Views": ("impressions",), "Interactions": ("reactions", "comments", "shares")}
    if metric not in names:
        raise DataError(
            f"There is no series '{metric}' of the Page.", "Series are: " + ", ".join(names) + "."
        )
    rows = rows_of(posts, "facebook")
    daily = by_day(rows, names[metric], "facebook", days, taken, LOCAL, seed)
    total = np.sum(list(daily.values()), axis=0)
    body = [
        (stamp(day * DAY, "%Y-%m-%dT00:00:00"), str(int(value)))
        for day, value in zip(range(*days), total, strict=True)
    ]
    content = csv_bytes([(metric,), ("Date", "Primary"), *body], quote="all", encoding="utf-16")
    return b"\xff\xfe" + "sep=,\n".encode("utf-16-le") + content[2:]


def write_facebook_insights(posts: pd.DataFrame, seed: int | str) -> bytes:
    """Return the post list of Facebook Insights as downloaded until about 2021.

    Below the header is a row that describes the columns; some names repeat and differ only there.

    Args:
        posts: A posts table; its posts on Facebook are taken.
        seed: Seed of what the posts table does not hold.

    Returns:
        The file: UTF-8 with byte order mark, newest first.

    Raises:
        DataError: There is no post on Facebook.
    """
    rows = rows_of(posts, "facebook")
    numbers = _numbers(rows, seed)
    second = np.floor(stream(seed, "facebook seconds").random(len(rows)) * 60)
    body = []
    for place in range(len(rows)):
        clock = pacific_minute(int(rows.minute[place]))
        when = stamp(clock, f"%m/%d/%Y %I:%M:{int(second[place]):02d} %p")
        cells = {
            "Post ID": f"{PAGE_ID}_{rows.ids[place]}",
            "Permalink": _link(rows.ids[place]),
            "Post Message": rows.text[place],
            "Type": _OLD_TYPES.get(rows.format[place], "Status"),
            "Posted": when,
        }
        body.append(
            _insights_row(cells, {name: str(int(one[place])) for name, one in numbers.items()})
        )
    header, below = zip(*_INSIGHTS, strict=True)
    return csv_bytes([header, below, *body], quote="spaces", encoding="utf-8-sig")


def _insights_row(cells: dict[str, str], numbers: dict[str, str]) -> list[str]:
    video = cells["Type"] == "Video"
    watched = {
        "organic": numbers["3-second video views from Organic posts"] if video else "",
        "paid": numbers["3-second video views from Boosted posts"] if video else "",
    }
    found = {
        **cells,
        "Lifetime Post Total Reach": numbers["Reach"],
        "Lifetime Post organic reach": numbers["Reach from Organic posts"],
        "Lifetime Post Paid Reach": numbers["Reach from Boosted posts"],
        "Lifetime Post Total Impressions": numbers["Views"],
        "Lifetime Post Organic Impressions": str(int(numbers["Views"]) - int(numbers["bought"])),
        "Lifetime Post Paid Impressions": numbers["bought"],
        "Lifetime Engaged Users": numbers["Engaged users"],
        "Lifetime Post Consumers": numbers["clickers"],
        "Lifetime Post Consumptions": numbers["Total clicks"],
        "Lifetime Negative feedback": numbers["Unique negative feedback from users"],
        "Lifetime Negative Feedback from Users": numbers["Negative feedback from users"],
        "Lifetime Post Impressions by people who have liked your Page": numbers["fan showings"],
        "Lifetime Post reach by people who like your Page": numbers["fans reached"],
        "Lifetime Average time video viewed": numbers["milliseconds"] if video else "",
        "Lifetime Video length": str(1000 * int(numbers["length"])) if video else "",
        "Lifetime Post Stories by action type - share": numbers["Shares"],
        "Lifetime Post Stories by action type - like": numbers["Reactions"],
        "Lifetime Post Stories by action type - comment": numbers["Comments"],
        "Lifetime Post consumptions by type - other clicks": numbers["Other Clicks"],
        "Lifetime Post consumptions by type - link clicks": numbers["link clicks"],
        "Lifetime Post consumptions by type - photo view": numbers["photo clicks"],
    }
    row = []
    for name, says in _INSIGHTS:
        if name.endswith("Video Views"):
            row.append(_viewers(watched["paid" if "Paid" in name else "organic"], says))
        else:
            row.append(found.get(name, ""))
    return row


def _viewers(views: str, says: str) -> str:
    """Views, or the people behind them where the description says so."""
    if not views or "Unique" not in says:
        return views
    return str(int(int(views) * float(assumed("facebook_viewers_over_views"))))


def _content(posts: pd.DataFrame, seed: int | str, columns: tuple[str, ...]) -> bytes:
    rows = rows_of(posts, "facebook")
    numbers = _numbers(rows, seed)
    captions = _captions(rows, seed)
    body = []
    for place in range(len(rows)):
        video = rows.format[place] == "video"
        title, description = captions[place]
        cells = {
            "Post ID": rows.ids[place],
            "Page ID": PAGE_ID,
            "Page name": PAGE_NAME,
            "Title": title,
            "Description": description,
            "Duration (secs)": str(int(numbers["length"][place])) if video else "0",
            "Publish time": stamp(pacific_minute(int(rows.minute[place])), "%m/%d/%Y %H:%M"),
            "Caption type": "N/A",
            "Permalink": _link(rows.ids[place]),
            "Is crosspost": "0",
            "Is share": "0",
            "Post type": _POST_TYPES.get(rows.format[place], "Other"),
            "Date": "Lifetime",
        }
        cells["Duration (sec)"] = cells["Duration (secs)"]
        row = []
        for name in columns:
            if name in cells:
                row.append(cells[name])
            elif name == "Average Seconds viewed":
                row.append(f"{numbers['milliseconds'][place] / 1000:.6f}" if video else "")
            elif _of_videos(name):
                row.append(str(int(numbers[name][place])) if video else "")
            elif name == "Other clicks":
                other = int(numbers["Other Clicks"][place] + numbers["photo clicks"][place])
                row.append(str(other))
            else:
                row.append(str(int(numbers[name][place])) if name in numbers else "")
        body.append(row)
    return csv_bytes([columns, *body], quote="spaces", encoding="utf-8-sig")


def _of_videos(name: str) -> bool:
    return name.startswith(("3-second", "1-minute")) or name == "Seconds viewed"


def _link(name: str) -> str:
    return f"https://facebook.nso.example/nusamara/posts/{name}"


def _numbers(rows: Rows, seed: int | str) -> dict[str, Whole]:
    """Every number column, by its name in the newest file that has it."""
    counts = rows.counts
    draw = stream(seed, "facebook parts")
    count = len(rows)
    public = counts["reactions"] + counts["comments"] + counts["shares"]
    total = counts["clicks"] + counts["other_clicks"]
    rule = assumed("facebook_parts")
    clicks = split(
        counts["other_clicks"],
        {name: rows.per_format(one) for name, one in rule.items()},
        draw,
    )
    people = np.rint(counts["paid_impressions"] / float(assumed("facebook_boosted_person")))
    boosted = np.where(rows.paid, np.clip(people, 1, counts["reach"]), 0).astype(np.int64)
    views, shown = counts["video_views"], np.maximum(counts["impressions"], 1)
    paid_views = _part(views, counts["paid_impressions"] / shown, draw)
    seconds = assumed("facebook_seconds_a_view")
    average = seconds["median"] * np.exp(seconds["sigma"] * draw.standard_normal(count))
    length = np.maximum(15 + np.floor(draw.random(count) * 105), np.ceil(average))
    hidden = draw.poisson(float(assumed("facebook_negative")) * counts["impressions"])
    fans = float(assumed("facebook_fan_share"))
    viewers = float(assumed("facebook_viewers_over_views"))
    long_views = _part(views, np.full(count, float(assumed("facebook_minute_share"))), draw)
    long_views = np.where(length >= 60, long_views, 0)
    clickers = np.ceil(total * float(assumed("facebook_clickers_share"))).astype(np.int64)
    return {
        "Views": counts["impressions"],
        "Impressions": counts["impressions"],
        "Reach": counts["reach"],
        "Reactions, comments and shares": public,
        "Reactions, Comments and Shares": public,
        "Reactions": counts["reactions"],
        "Comments": counts["comments"],
        "Shares": counts["shares"],
        "Total clicks": total,
        "Other Clicks": clicks["other"],
        "Matched Audience Targeting Consumption (Photo Click)": clicks["photo"],
        "photo clicks": clicks["photo"],
        "link clicks": counts["clicks"],
        "Reach from Organic posts": np.maximum(counts["reach"] - boosted, 0),
        "Reach from Boosted posts": boosted,
        "3-second video views": views,
        "1-minute video views": long_views,
        "3-second viewers": np.floor(views * viewers).astype(np.int64),
        "1-minute viewers": np.floor(long_views * viewers).astype(np.int64),
        "3-second video views from Boosted posts": paid_views,
        "3-second video views from Organic posts": views - paid_views,
        "Engaged users": np.minimum(clickers + np.ceil(public * 0.9).astype(np.int64), shown),
        "Negative feedback from users": hidden.astype(np.int64),
        "Unique negative feedback from users": np.ceil(hidden * 0.9).astype(np.int64),
        "Seconds viewed": np.rint(views * average).astype(np.int64),
        "milliseconds": np.rint(average * 1000).astype(np.int64),
        "length": length.astype(np.int64),
        "bought": counts["paid_impressions"],
        "clickers": clickers,
        "fan showings": np.floor((shown - counts["paid_impressions"]) * fans).astype(np.int64),
        "fans reached": np.floor((counts["reach"] - boosted) * fans).astype(np.int64),
    }


def _part(total: Whole, share: Floats, draw: np.random.Generator) -> Whole:
    part = np.floor(total * np.clip(share, 0, 1) + draw.random(len(total)) * (share > 0))
    return np.minimum(part, total).astype(np.int64)


def _captions(rows: Rows, seed: int | str) -> list[tuple[str, str]]:
    """Title and description of each post: the caption is in one of them, at times in bold."""
    rule = assumed("facebook_caption")
    draw = stream(seed, "facebook captions").random((3, len(rows)))
    found = []
    for place, text in enumerate(rows.text):
        caption = text
        if draw[1, place] < rule["of_several_lines"]:
            caption = caption.replace(". ", ".\n\n", 1)
        if draw[2, place] < rule["bold"]:
            head, _, rest = caption.partition(" ")
            bold = "".join(_BOLD.get(letter, letter) for letter in head)
            caption = f"{bold} {rest}".strip()
        head = " ".join(text.split()[:4]) if rows.format[place] == "video" else ""
        found.append((caption, "") if draw[0, place] < rule["in_title"] else (head, caption))
    return found
