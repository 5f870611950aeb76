"""The posts table, column by column, and the check that a table is one.

A learner's own export, the sample data and every personal variant become one and the same table.

>>> [column.name for column in POSTS_COLUMNS if column.platforms == ("facebook",)]
['reach']
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from statcomms.errors import DataError
from statcomms.schema.columns import Column, Table
from statcomms.schema.words import FORMATS, PLATFORMS, TOPICS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["POSTS", "POSTS_COLUMNS", "check_imported_posts", "check_posts", "column"]

POSTS_COLUMNS: tuple[Column, ...] = (
    Column(
        "post_id",
        "string",
        "",
        "The platform's number for the post. Digits only; read it as text, or a spreadsheet "
        "rounds it.",
        "invented",
        pattern="[0-9]{15,19}",
    ),
    Column("platform", "string", "", "x, facebook or linkedin.", "assumed", choices=PLATFORMS),
    Column(
        "published_at",
        "string",
        "",
        "When the post was published, in Nusamara's local time (UTC+10), such as "
        "2026-05-20T09:30+10:00.",
        "assumed",
        pattern=r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\+10:00",
    ),
    Column(
        "month",
        "string",
        "",
        "Month of publication, such as 2026-05.",
        "assumed",
        pattern=r"\d{4}-\d{2}",
    ),
    Column("text", "string", "", "The post's text.", "invented"),
    Column(
        "topic",
        "string",
        "",
        "What the post is about: one of ten topics.",
        "assumed",
        choices=TOPICS,
    ),
    Column(
        "format",
        "string",
        "",
        "photo, video, link, text or document.",
        "assumed",
        choices=FORMATS,
    ),
    Column(
        "campaign",
        "string",
        "",
        "Name of the campaign the post belongs to; missing for everyday posts.",
        "invented",
        required=False,
    ),
    Column("paid", "bool", "", "Whether the office paid to show the post more often.", "assumed"),
    Column(
        "alt_text",
        "bool",
        "",
        "Whether the picture, video or document carries a text for people who cannot see it. "
        "Always false for text and link posts.",
        "assumed",
    ),
    Column(
        "followers",
        "Int64",
        "followers",
        "Followers of the account at the end of the day of publication.",
        "assumed",
    ),
    Column(
        "impressions",
        "Int64",
        "showings",
        "How often the post was shown, paid showings included. On Facebook the column holds "
        "Impressions up to January 2025 and Views from February 2025: a break in the series.",
        "measured",
    ),
    Column(
        "reach",
        "Int64",
        "people",
        "How many different people saw the post. Only Facebook reports it. It cannot be added up "
        "over posts: the same person may be in each of them.",
        "measured",
        platforms=("facebook",),
    ),
    Column(
        "paid_impressions",
        "Int64",
        "showings",
        "The part of impressions that the office paid for; 0 when it paid for none.",
        "assumed",
    ),
    Column(
        "reactions",
        "Int64",
        "reactions",
        "Likes on X; likes and other reactions on Facebook and LinkedIn.",
        "measured",
    ),
    Column(
        "comments", "Int64", "comments", "Replies on X; comments on Facebook, LinkedIn.", "measured"
    ),
    Column(
        "shares", "Int64", "shares", "Reposts on X and LinkedIn; shares on Facebook.", "measured"
    ),
    Column(
        "clicks",
        "Int64",
        "clicks",
        "Clicks on the post's link on X and Facebook; all clicks on LinkedIn, which does not tell "
        "them apart.",
        "measured",
    ),
    Column(
        "other_clicks",
        "Int64",
        "clicks",
        "Other clicks: opening the post, the picture, the account. LinkedIn does not report them.",
        "measured",
        platforms=("x", "facebook"),
    ),
    Column(
        "video_views",
        "Int64",
        "views",
        "Video views: 2 seconds on X and LinkedIn; on Facebook 3 seconds up to May 2025 and every "
        "start of the video from June 2025: a break in the series. Missing for other formats.",
        "assumed",
        formats=("video",),
    ),
    Column(
        "follows",
        "Int64",
        "follows",
        "New followers who came from the post. Facebook does not report it.",
        "assumed",
        platforms=("x", "linkedin"),
    ),
)
"""The posts table, in the order of its columns."""

POSTS = Table(
    "posts",
    "Posts",
    "One row is one post on one platform.",
    POSTS_COLUMNS,
    ("post_id",),
    beware=(
        "Counts are as they stood at 08:00 on the morning after the last day, so the newest posts "
        "are not finished: people will still see them.",
        "Facebook counts **Impressions** up to January 2025 and **Views** from February 2025: "
        "about a third more for the same showing. Facebook's **video views** need 3 seconds up to "
        "May 2025; from June 2025 every start counts: about twice as many.",
        "**An empty cell is not 0.** It means that the platform does not report the number.",
        "**Reach cannot be added up** over posts: the same person may be counted in each.",
        "**Boosted posts** have showings that were paid for in `impressions`; few of them lead to "
        "anything, so they lower a rate by impressions.",
        "A few posts in a hundred went viral: look at medians beside sums.",
        "**Deleted posts are missing**: about 15 in 1,000, most of them with few showings or with "
        "a wrong figure. An older export still has them. What is left looks a little better than "
        "what was published.",
        "Times are Nusamara's local time, ten hours ahead of UTC.",
    ),
)

_IMPORTED = {
    "post_id": r"[0-9]{5,20}",
    "platform": "|".join(PLATFORMS),
    "published_at": r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}[+-]\d{2}:\d{2})?",
    "month": r"\d{4}-(0[1-9]|1[0-2])",
}
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def column(name: str) -> Column:
    """Return the posts table's column of that name.

    Raises:
        DataError: The posts table has no such column.

    >>> column("reach").unit
    'people'
    """
    for one in POSTS_COLUMNS:
        if one.name == name:
            return one
    raise DataError(
        f"The posts table has no column '{name}'.",
        "Its columns are: " + ", ".join(one.name for one in POSTS_COLUMNS) + ".",
    )


def check_posts(frame: pd.DataFrame) -> pd.DataFrame:
    """Check that a table is a posts table, and return it unchanged.

    Args:
        frame: The table to check.

    Returns:
        The same table.

    Raises:
        DataError: Names the first column that is not as it should be, and what to do.
    """
    import pandas as pd

    _check_columns(frame)
    if len(frame) == 0:
        raise DataError("The posts table has no rows.", "Choose a file with at least one post.")
    _check_words(frame)
    _check_once(frame, ["post_id"])
    for one in POSTS_COLUMNS:
        here = (
            frame["platform"].isin(one.platforms) & frame["format"].isin(one.formats)
        ).to_numpy()
        cells = frame[one.name]
        empty = cells.isna().to_numpy()
        if one.required and (empty & here).any():
            raise DataError(
                f"Column '{one.name}' is missing for post {_first(frame, empty & here)}.",
                "Fill it in, or drop the post and say so.",
            )
        if one.dtype == "bool" and not pd.api.types.is_bool_dtype(cells):
            raise DataError(
                f"Column '{one.name}' must hold true or false only.", "Convert it to bool."
            )
        if one.dtype != "Int64":
            continue
        _check_numbers(frame, one.name)
        if (~empty & ~here).any():
            raise DataError(
                f"Column '{one.name}' has a value for post {_first(frame, ~empty & ~here)}, "
                "whose platform or format does not report it.",
                "Leave the cell missing; 0 would mean that it was counted and nobody did it.",
            )
        _check_counts(frame, one.name)
    _check_parts(frame)
    return frame


def check_imported_posts(frame: pd.DataFrame) -> pd.DataFrame:
    """Check a posts table that was read from an export, and return it unchanged.

    Same columns and types as `check_posts` asks for, but what an export cannot know may be missing:
    topic, campaign, followers, alternative text, and at times format, text or a count. True or
    false may be missing too (pandas' ``boolean``), and `published_at` may be a date alone.

    Args:
        frame: The table to check.

    Returns:
        The same table.

    Raises:
        DataError: Names the first column that is not as it should be, and what to do.
    """
    import pandas as pd

    _check_columns(frame)
    _check_once(frame, ["platform", "post_id"])
    for name, pattern in _IMPORTED.items():
        bad = ~frame[name].astype(str).str.fullmatch(pattern).to_numpy(dtype=bool)
        if bad.any():
            raise DataError(
                f"Column '{name}' of post {_first(frame, bad)} holds '{frame[name][bad].iloc[0]}'.",
                "Read the export again.",
            )
    for one in POSTS_COLUMNS:
        cells = frame[one.name]
        if one.choices:
            odd = cells.notna().to_numpy() & ~cells.isin(one.choices).to_numpy()
            if odd.any():
                raise DataError(
                    f"Column '{one.name}' of post {_first(frame, odd)} holds "
                    f"'{cells[odd].iloc[0]}'.",
                    f"It must be one of: {', '.join(one.choices)}; or missing.",
                )
        if one.dtype == "bool" and not pd.api.types.is_bool_dtype(cells):
            raise DataError(
                f"Column '{one.name}' must hold true, false or nothing.",
                "Convert it: frame[name].astype('boolean').",
            )
        if one.dtype == "Int64":
            _check_numbers(frame, one.name)
            _check_counts(frame, one.name)
    return frame


def _check_columns(frame: pd.DataFrame) -> None:
    missing = [one.name for one in POSTS_COLUMNS if one.name not in frame.columns]
    if missing:
        raise DataError(
            f"The posts table has no column '{missing[0]}'.",
            "Columns that are needed and not there: " + ", ".join(missing) + ".",
        )


def _check_once(frame: pd.DataFrame, key: list[str]) -> None:
    twice = frame.duplicated(key)
    if twice.any():
        raise DataError(
            f"Column 'post_id': {frame['post_id'][twice].iloc[0]} occurs more than once.",
            "Keep one row for each post, the newest.",
        )


def _check_numbers(frame: pd.DataFrame, name: str) -> None:
    import pandas as pd

    cells = frame[name]
    if not pd.api.types.is_numeric_dtype(cells) or pd.api.types.is_bool_dtype(cells):
        raise DataError(
            f"Column '{name}' must hold whole numbers.",
            "Convert it: frame[name].astype('Int64').",
        )


def _check_counts(frame: pd.DataFrame, name: str) -> None:
    values = frame[name].to_numpy(dtype="float64", na_value=0.0)
    bad = (values < 0) | (values % 1 != 0)
    if bad.any():
        raise DataError(
            f"Column '{name}' of post {_first(frame, bad)} is not a count.",
            "Counts are whole numbers from 0.",
        )


def _check_words(frame: pd.DataFrame) -> None:
    for name, allowed in (("platform", PLATFORMS), ("format", FORMATS), ("topic", TOPICS)):
        bad = ~frame[name].isin(allowed)
        if bad.any():
            raise DataError(
                f"Column '{name}' of post {_first(frame, bad.to_numpy())} holds "
                f"'{frame[name][bad].iloc[0]}'.",
                f"It must be one of: {', '.join(allowed)}.",
            )
    months = frame["month"].astype(str)
    times = frame["published_at"].astype(str)
    for bad_month in {month for month in set(months) if not _MONTH.fullmatch(month)}:
        raise DataError(
            f"Column 'month' holds '{bad_month}'.", "Write months as year-month, such as 2026-05."
        )
    other = (times.str.slice(0, 7) != months).to_numpy()
    if other.any():
        raise DataError(
            f"Column 'month' of post {_first(frame, other)} is not the month of 'published_at'.",
            "Make the month from the local time of publication.",
        )


def _check_parts(frame: pd.DataFrame) -> None:
    shown = frame["impressions"].to_numpy(dtype="float64", na_value=0.0)
    for part, what in (("paid_impressions", "paid showings"), ("reach", "people")):
        bad = frame[part].to_numpy(dtype="float64", na_value=0.0) > shown
        if bad.any():
            raise DataError(
                f"Column '{part}' of post {_first(frame, bad)} is larger than its impressions.",
                f"There cannot be more {what} than showings: check the export's columns.",
            )


def _first(frame: pd.DataFrame, bad: Any) -> str:
    return str(frame["post_id"].to_numpy()[bad][0])
