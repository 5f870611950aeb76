"""The words and tables that everything else agrees on: platforms, formats, topics, the posts table.

A learner's own export, the sample data and every personal variant become one and the same table,
described here column by column: name, type, unit, meaning, on which platforms it exists, and
whether its behaviour in the sample data was measured on real files or is our assumption.

>>> [column.name for column in POSTS_COLUMNS if column.platforms == ("facebook",)]
['reach']
>>> check_course_id(" NSN-042 ")
'nsn-042'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from statcomms.errors import CourseIdError, DataError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FORMATS",
    "FORMATS_BY_PLATFORM",
    "FORMAT_LABELS",
    "PLATFORMS",
    "PLATFORM_LABELS",
    "POSTS_COLUMNS",
    "TOPICS",
    "TOPIC_LABELS",
    "UTC_OFFSET",
    "Column",
    "check_course_id",
    "check_posts",
    "column",
]

PLATFORM_LABELS: dict[str, str] = {
    "x": "X (formerly Twitter)",
    "facebook": "Facebook",
    "linkedin": "LinkedIn",
}
PLATFORMS: tuple[str, ...] = tuple(PLATFORM_LABELS)

FORMAT_LABELS: dict[str, str] = {
    "photo": "Photo",
    "video": "Video",
    "link": "Link",
    "text": "Text only",
    "document": "Document (pages to swipe)",
}
FORMATS: tuple[str, ...] = tuple(FORMAT_LABELS)
FORMATS_BY_PLATFORM: dict[str, tuple[str, ...]] = {
    "x": ("photo", "video", "link", "text"),
    "facebook": ("photo", "video", "link", "text"),
    "linkedin": FORMATS,
}

TOPIC_LABELS: dict[str, str] = {
    "prices": "Prices and cost of living",
    "labour": "Work and wages",
    "economy": "Economy and national accounts",
    "population": "Population and households",
    "census": "Census",
    "health": "Health",
    "education": "Education",
    "environment": "Environment and farming",
    "tourism": "Tourism and travel",
    "office": "Our office and how we work",
}
TOPICS: tuple[str, ...] = tuple(TOPIC_LABELS)

UTC_OFFSET = "+10:00"
"""Nusamara's local time: ten hours ahead of UTC, all year."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: Name in the table.
        dtype: ``string``, ``bool`` or ``Int64`` (whole numbers that may be missing).
        unit: What one of it is, such as ``people``; empty for words.
        meaning: One or two sentences that a manager can read.
        basis: ``measured`` (its behaviour was fitted to real files), ``assumed`` or ``invented``.
        platforms: Where the platform reports it; elsewhere the cell is missing.
        required: Whether a cell may not be missing on those platforms.
        formats: The formats for which it is reported; elsewhere the cell is missing.
    """

    name: str
    dtype: str
    unit: str
    meaning: str
    basis: str
    platforms: tuple[str, ...] = PLATFORMS
    required: bool = True
    formats: tuple[str, ...] = FORMATS


POSTS_COLUMNS: tuple[Column, ...] = (
    Column(
        "post_id",
        "string",
        "",
        "The platform's number for the post. Digits only; read it as text, or a spreadsheet "
        "rounds it.",
        "invented",
    ),
    Column("platform", "string", "", "x, facebook or linkedin.", "assumed"),
    Column(
        "published_at",
        "string",
        "",
        "When the post was published, in Nusamara's local time (UTC+10), such as "
        "2026-05-20T09:30+10:00.",
        "assumed",
    ),
    Column("month", "string", "", "Month of publication, such as 2026-05.", "assumed"),
    Column("text", "string", "", "The post's text.", "invented"),
    Column("topic", "string", "", "What the post is about: one of ten topics.", "assumed"),
    Column("format", "string", "", "photo, video, link, text or document.", "assumed"),
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

_COURSE_ID = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
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


def check_course_id(text: str) -> str:
    """Return the course id in its one spelling, or say why it cannot be one.

    A course id becomes a folder name in the instructor's gradebook, so it has 2 to 40 of the
    characters a to z, 0 to 9, dot, underscore and hyphen. Capitals are made small.

    Args:
        text: What the learner typed.

    Returns:
        The id, stripped and in small letters.

    Raises:
        CourseIdError: The text cannot be a course id.

    >>> check_course_id("a b")
    Traceback (most recent call last):
    ...
    statcomms.errors.CourseIdError: The course id 'a b' has a character that is not allowed: ' '. \
Use only letters a to z, digits, dots, hyphens and underscores, as your instructor wrote it.
    """
    if not isinstance(text, str):
        raise CourseIdError("A course id is a short text.", "Type it as your instructor wrote it.")
    name = text.strip().lower()
    as_given = "Type it as your instructor wrote it, such as nsn-042."
    if not name:
        raise CourseIdError("The course id is empty.", as_given)
    wrong = [character for character in name if not re.fullmatch(r"[a-z0-9._-]", character)]
    if wrong:
        shown = name if len(name) <= 60 else name[:57] + "..."
        raise CourseIdError(
            f"The course id '{shown}' has a character that is not allowed: '{wrong[0]}'.",
            "Use only letters a to z, digits, dots, hyphens and underscores, as your instructor "
            "wrote it.",
        )
    if not 2 <= len(name) <= 40:
        shown = name if len(name) <= 60 else name[:57] + "..."
        raise CourseIdError(
            f"The course id '{shown}' has {len(name)} characters; it needs 2 to 40.", as_given
        )
    if not _COURSE_ID.fullmatch(name):
        raise CourseIdError(
            f"The course id '{name}' must begin with a letter or a digit.", as_given
        )
    if "--" in name or ".." in name:
        raise CourseIdError(
            f"The course id '{name}' has two hyphens or two dots in a row.", as_given
        )
    if name.endswith("."):
        raise CourseIdError(f"The course id '{name}' must not end in a dot.", as_given)
    if name.split(".")[0] in _RESERVED:
        raise CourseIdError(
            f"The course id '{name}' is a name that Windows keeps for itself.",
            "Ask your instructor for another one.",
        )
    return name


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

    missing = [one.name for one in POSTS_COLUMNS if one.name not in frame.columns]
    if missing:
        raise DataError(
            f"The posts table has no column '{missing[0]}'.",
            "Columns that are needed and not there: " + ", ".join(missing) + ".",
        )
    if len(frame) == 0:
        raise DataError("The posts table has no rows.", "Choose a file with at least one post.")
    _check_words(frame)
    ids = frame["post_id"]
    if ids.duplicated().any():
        raise DataError(
            f"Column 'post_id': {ids[ids.duplicated()].iloc[0]} occurs more than once.",
            "Keep one row for each post, the newest.",
        )
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
        if not pd.api.types.is_numeric_dtype(cells) or pd.api.types.is_bool_dtype(cells):
            raise DataError(
                f"Column '{one.name}' must hold whole numbers.",
                "Convert it: frame[name].astype('Int64').",
            )
        if (~empty & ~here).any():
            raise DataError(
                f"Column '{one.name}' has a value for post {_first(frame, ~empty & ~here)}, "
                "whose platform or format does not report it.",
                "Leave the cell missing; 0 would mean that it was counted and nobody did it.",
            )
        values = cells.to_numpy(dtype="float64", na_value=0.0)
        if (values < 0).any() or (values % 1 != 0).any():
            bad = (values < 0) | (values % 1 != 0)
            raise DataError(
                f"Column '{one.name}' of post {_first(frame, bad)} is not a count.",
                "Counts are whole numbers from 0.",
            )
    _check_parts(frame)
    return frame


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
