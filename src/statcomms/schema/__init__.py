"""The words and tables that everything else agrees on, described column by column.

Each column says its name, type, unit and meaning, and whether its behaviour in the sample data was
measured on real files or is our assumption.

>>> list(TABLES)
['posts', 'followers', 'follower_shares', 'audience', 'comments', 'mentions', 'claims', \
'incidents', 'releases', 'cases']
"""

from __future__ import annotations

from statcomms.errors import DataError
from statcomms.schema.columns import Column, ForeignKey, Table, check_table
from statcomms.schema.course_id import check_course_id
from statcomms.schema.office import CASES, INCIDENTS, RELEASES
from statcomms.schema.people import AUDIENCE, FOLLOWER_SHARES, FOLLOWERS
from statcomms.schema.posts import POSTS, POSTS_COLUMNS, check_posts, column
from statcomms.schema.talk import CLAIMS, COMMENTS, MENTIONS
from statcomms.schema.words import (
    AGE_BANDS,
    FORMAT_LABELS,
    FORMATS,
    FORMATS_BY_PLATFORM,
    PLATFORM_LABELS,
    PLATFORMS,
    PROVINCES,
    SECTOR_LABELS,
    SECTORS,
    TOPIC_LABELS,
    TOPICS,
    UTC_OFFSET,
)

__all__ = [
    "AGE_BANDS",
    "FORMATS",
    "FORMATS_BY_PLATFORM",
    "FORMAT_LABELS",
    "PLATFORMS",
    "PLATFORM_LABELS",
    "POSTS_COLUMNS",
    "PROVINCES",
    "SECTORS",
    "SECTOR_LABELS",
    "TABLES",
    "TOPICS",
    "TOPIC_LABELS",
    "UTC_OFFSET",
    "Column",
    "ForeignKey",
    "Table",
    "check_course_id",
    "check_posts",
    "check_table",
    "column",
    "table",
]

TABLES: dict[str, Table] = {
    one.name: one
    for one in (
        POSTS,
        FOLLOWERS,
        FOLLOWER_SHARES,
        AUDIENCE,
        COMMENTS,
        MENTIONS,
        CLAIMS,
        INCIDENTS,
        RELEASES,
        CASES,
    )
}
"""The ten tables of the sample data, by name, in the order of its README."""


def table(name: str) -> Table:
    """Return the description of a table.

    Raises:
        DataError: There is no table of that name.

    >>> table("claims").title
    'Claims about statistics'
    """
    if name not in TABLES:
        raise DataError(
            f"There is no table '{name}'.", "The tables are: " + ", ".join(TABLES) + "."
        )
    return TABLES[name]
