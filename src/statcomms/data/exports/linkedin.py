"""Exports of a LinkedIn Page: the content export of now (.xls, .xlsx) and of 2020 (.xls).

Addresses lead to nso.example, not to the platform: Nusamara has no Page there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.exports.daily import by_day
from statcomms.data.exports.rows import DAY, LOCAL, Rows, assumed, rows_of, slashed
from statcomms.data.exports.workbook import Cell, xls_bytes, xlsx_bytes
from statcomms.data.model import stream

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "LINKEDIN_2020_COLUMNS",
    "LINKEDIN_2020_DAILY_COLUMNS",
    "LINKEDIN_COLUMNS",
    "LINKEDIN_DAILY_COLUMNS",
    "write_linkedin_xls",
    "write_linkedin_xls_2020",
    "write_linkedin_xlsx",
]

Whole: TypeAlias = npt.NDArray[np.int64]

_PARTS = ("organic", "sponsored", "total")


def _daily_columns(shares: str) -> tuple[str, ...]:
    return (
        "Date",
        *(f"Impressions ({part})" for part in _PARTS),
        "Unique impressions (organic)",
        *(
            f"{name} ({part})"
            for name in ("Clicks", "Reactions", "Comments", shares, "Engagement rate")
            for part in _PARTS
        ),
    )


LINKEDIN_DAILY_COLUMNS = _daily_columns("Reposts")
"""Header of the sheet «Metrics»."""
LINKEDIN_2020_DAILY_COLUMNS = _daily_columns("Shares")
"""Header of the sheet «Update metrics (aggregated)» of 2020."""
LINKEDIN_COLUMNS = (
    "Post title",
    "Post link",
    "Post type",
    "Campaign name",
    "Posted by",
    "Created date",
    "Campaign start date",
    "Campaign end date",
    "Audience",
    "Impressions",
    "Views",
    "Offsite Views",
    "Clicks",
    "Click through rate (CTR)",
    "Likes",
    "Comments",
    "Reposts",
    "Follows",
    "Engagement rate",
    "Content Type",
)
"""Header of the sheet «All posts»."""
LINKEDIN_2020_COLUMNS = (
    "Update link",
    "Update title",
    "Update type",
    *LINKEDIN_COLUMNS[3:10],
    "Video views",
    "Clicks",
    "Click through rate (CTR)",
    "Likes",
    "Comments",
    "Shares",
    "Follows",
    "Engagement rate",
)
"""Header of the sheet «Update engagement» of 2020."""

_ABOUT_POSTS = (
    "Engagement metrics for individual posts, as of the date of the export. Counts are of each "
    "post's whole life."
)
_ABOUT_DAYS = (
    "Aggregated engagement metrics for the Page's posts, organic and sponsored. Data of the last "
    "days may be delayed."
)
_STAFF = ("Mele Orasavu", "Tavi Lunaro", "Ruo Perindal")
_CONTENT_TYPES = {
    "photo": "Image",
    "video": "Video",
    "link": "Article",
    "text": "Text",
    "document": "Document",
}
_PUBLIC = ("clicks", "reactions", "comments", "shares")


def write_linkedin_xls(
    posts: pd.DataFrame, seed: int | str, *, days: tuple[int, int], taken: int
) -> bytes:
    """Return the content export: .xls with the sheets «Metrics» and «All posts».

    Above each header is a row that describes the sheet. Dates have no time of day. Rates are
    fractions. «Posted by» names a (here invented) member of staff. A few daily counts are
    negative: somebody took a comment or a repost back.

    Args:
        posts: A posts table; its posts on LinkedIn are taken.
        seed: Seed of what the posts table does not hold.
        days: First day and the day after the last of the daily series, since 1 January 1970.
        taken: Moment of the export, in minutes of UTC since 1970.

    Returns:
        The file.

    Raises:
        DataError: There is no post on LinkedIn, or xlwt is not installed.
    """
    return xls_bytes(_sheets(posts, seed, days, taken))


def write_linkedin_xlsx(
    posts: pd.DataFrame, seed: int | str, *, days: tuple[int, int], taken: int
) -> bytes:
    """Return the content export as .xlsx, as after saving it anew; see `write_linkedin_xls`.

    Raises:
        DataError: There is no post on LinkedIn, or openpyxl is not installed.
    """
    return xlsx_bytes(_sheets(posts, seed, days, taken))


def write_linkedin_xls_2020(
    posts: pd.DataFrame, seed: int | str, *, days: tuple[int, int], taken: int
) -> bytes:
    """Return the content export of 2020: updates instead of posts, shares instead of reposts.

    «Update type» holds Organic or Sponsored, so the format of a post is not in the file. See
    `write_linkedin_xls`.

    Raises:
        DataError: There is no post on LinkedIn, or xlwt is not installed.
    """
    rows = rows_of(posts, "linkedin")
    daily = _daily_rows(rows, LINKEDIN_2020_DAILY_COLUMNS, seed, days, taken)
    listed = _post_rows(rows, LINKEDIN_2020_COLUMNS, seed)
    return xls_bytes(
        [
            ("Update metrics (aggregated)", [(_ABOUT_DAYS,), LINKEDIN_2020_DAILY_COLUMNS, *daily]),
            ("Update engagement", [(_ABOUT_POSTS,), LINKEDIN_2020_COLUMNS, *listed]),
        ]
    )


def _sheets(
    posts: pd.DataFrame, seed: int | str, days: tuple[int, int], taken: int
) -> list[tuple[str, Sequence[Sequence[Cell]]]]:
    rows = rows_of(posts, "linkedin")
    daily = _daily_rows(rows, LINKEDIN_DAILY_COLUMNS, seed, days, taken)
    listed = _post_rows(rows, LINKEDIN_COLUMNS, seed)
    return [
        ("Metrics", [(_ABOUT_DAYS,), LINKEDIN_DAILY_COLUMNS, *daily]),
        ("All posts", [(_ABOUT_POSTS,), LINKEDIN_COLUMNS, *listed]),
    ]


def _post_rows(rows: Rows, columns: Sequence[str], seed: int | str) -> list[list[Cell]]:
    counts = rows.counts
    staff = np.floor(stream(seed, "linkedin staff").random(len(rows)) * len(_STAFF)).astype(int)
    body = []
    for place in range(len(rows)):
        shown = int(counts["impressions"][place])
        video, paid = rows.format[place] == "video", bool(rows.paid[place])
        day = int(rows.local[place]) // DAY
        parts = [int(counts[name][place]) for name in (*_PUBLIC, "follows")]
        views = int(counts["video_views"][place])
        link = f"https://linkedin.nso.example/feed/update/urn:li:activity:{rows.ids[place]}"
        cells: dict[str, Cell] = {
            "Post title": rows.text[place],
            "Post link": link,
            "Post type": "Sponsored" if paid else "Organic",
            "Campaign name": (rows.campaign[place] or "Boosted post") if paid else "",
            "Posted by": _STAFF[staff[place]],
            "Created date": slashed(day),
            "Campaign start date": slashed(day) if paid else "",
            "Campaign end date": slashed(day + 7) if paid else "",
            "Audience": "All followers",
            "Impressions": shown,
            "Views": views if video else "",
            "Offsite Views": int(views * assumed("linkedin_offsite_views")) if video else "",
            "Clicks": parts[0],
            "Click through rate (CTR)": parts[0] / shown if shown else 0.0,
            "Likes": parts[1],
            "Comments": parts[2],
            "Reposts": parts[3],
            "Follows": parts[4],
            "Engagement rate": sum(parts) / shown if shown else 0.0,
            "Content Type": _CONTENT_TYPES.get(rows.format[place], ""),
        }
        cells["Update title"], cells["Update link"] = cells["Post title"], cells["Post link"]
        cells["Update type"], cells["Video views"] = cells["Post type"], cells["Views"]
        cells["Shares"] = cells["Reposts"]
        body.append([cells[name] for name in columns])
    return body


def _daily_rows(
    rows: Rows, columns: Sequence[str], seed: int | str, days: tuple[int, int], taken: int
) -> list[list[Cell]]:
    organic, sponsored = _two_kinds(rows, seed)
    names = ("impressions", *_PUBLIC)
    free = by_day(rows.with_counts(organic), names, "linkedin", days, taken, LOCAL, f"{seed} free")
    paid = by_day(
        rows.with_counts(sponsored), names, "linkedin", days, taken, LOCAL, f"{seed} paid"
    )
    free = _with_withdrawals(free, seed)
    unique = float(assumed("linkedin_unique_share"))
    body = []
    for place, day in enumerate(range(*days)):
        row: list[Cell] = [slashed(day)]
        both = {name: (int(free[name][place]), int(paid[name][place])) for name in names}
        three = {name: (*two, sum(two)) for name, two in both.items()}
        rates = [
            sum(three[name][part] for name in _PUBLIC) / three["impressions"][part]
            if three["impressions"][part]
            else 0.0
            for part in range(3)
        ]
        row += three["impressions"]
        row.append(int(three["impressions"][0] * unique))
        for name in _PUBLIC:
            row += three[name]
        body.append([*row, *rates])
    if any(len(row) != len(columns) for row in body):
        raise AssertionError("A daily row has not the columns of its header.")
    return body


def _two_kinds(rows: Rows, seed: int | str) -> tuple[dict[str, Whole], dict[str, Whole]]:
    """Counts of organic and of sponsored showings; together they are the posts' own."""
    bought, shown = rows.counts["paid_impressions"], rows.counts["impressions"]
    lower = float(assumed("linkedin_sponsored_rate_over_organic"))
    weight = lower * bought
    share = weight / np.maximum(weight + (shown - bought), 1e-9)
    draw = stream(seed, "linkedin sponsored")
    sponsored: dict[str, Whole] = {"impressions": bought}
    for name in _PUBLIC:
        part = np.floor(rows.counts[name] * share + draw.random(len(rows)) * (bought > 0))
        sponsored[name] = np.minimum(part, rows.counts[name]).astype(np.int64)
    organic = {name: rows.counts[name] - sponsored[name] for name in sponsored}
    return organic, sponsored


def _with_withdrawals(daily: Mapping[str, Whole], seed: int | str) -> dict[str, Whole]:
    """The same sums, with a few days on which more was taken back than given."""
    found = {name: values.copy() for name, values in daily.items()}
    rate = float(assumed("linkedin_withdrawn_days"))
    for name in ("comments", "shares"):
        chance = stream(seed, f"linkedin withdrawn {name}").random(len(found[name]))
        for day in np.flatnonzero(chance < rate)[::1].tolist():
            if day and daily[name][day] == 0:
                found[name][day] -= 1
                found[name][day - 1] += 1
    return found
