"""Several exports together: of each post the newest row, of each day the newest value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statcomms.data.importers.archive import Member, members
from statcomms.data.importers.daily import empty_audience, empty_daily
from statcomms.data.importers.dates import find_zone
from statcomms.data.importers.frames import Options, empty_posts
from statcomms.data.importers.reader import Imported, read_bytes
from statcomms.data.importers.report import MergeReport
from statcomms.errors import DataError
from statcomms.schema.posts import check_imported_posts

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RULE", "ImportedTogether", "read_exports"]

RULE = (
    "Of a post that is in several files the newest row was kept: that of the file with the latest "
    "date in its name (without one: the last date inside it), then the one with more impressions, "
    "since counts grow, then that of the file that was changed last."
)


@dataclass(frozen=True)
class ImportedTogether:
    """What several exports hold, each post and each day once.

    Attributes:
        posts: As in `Imported`, oldest first.
        daily: As in `Imported`.
        audience: As in `Imported`.
        report: How the files were put together, and the report of each.
    """

    posts: pd.DataFrame
    daily: pd.DataFrame
    audience: pd.DataFrame
    report: MergeReport


def read_exports(
    sources: str | Path | Sequence[str | Path],
    *,
    timezone: str = "UTC",
    source_timezone: str | None = None,
    replies: bool = True,
    times_from_ids: bool = False,
) -> ImportedTogether:
    """Read several exports and put them together; the newest row of a post wins.

    Args:
        sources: Files, folders (what is directly in them) and .zip files, one or several.
        timezone: As in `read_export`.
        source_timezone: As in `read_export`.
        replies: As in `read_export`.
        times_from_ids: As in `read_export`.

    Raises:
        DataError: No file is an export that is known, or a .zip goes beyond the limits. A single
            file that is not known is listed in the report and is no error.
    """
    find_zone(timezone)
    if source_timezone:
        find_zone(source_timezone)
    options = Options(timezone, source_timezone, replies, times_from_ids)
    listed = [sources] if isinstance(sources, str | Path) else list(sources)
    found: list[tuple[Member, Imported]] = []
    not_read: list[tuple[str, str]] = []
    for member in members(listed):
        if member.data is None:
            not_read.append((member.name, member.trouble))
            continue
        try:
            found.append((member, read_bytes(member.data, member.name, options)))
        except DataError as error:
            not_read.append((member.name, str(error)))
    if not found:
        if len(not_read) == 1:
            raise DataError(not_read[0][1])
        said = " ".join(f"{name}: {reason}" for name, reason in not_read[:5])
        raise DataError(
            f"None of {len(not_read)} files is an export that is known. {said}".strip(),
            "Give the files as they were downloaded.",
        )
    return _together(found, not_read)


def _together(
    found: list[tuple[Member, Imported]], not_read: list[tuple[str, str]]
) -> ImportedTogether:
    import pandas as pd

    order = sorted(range(len(found)), key=lambda place: (*_age(*found[place]), place))
    ordered = [found[place][1] for place in order]
    posts, posts_in = _newest_posts(ordered)
    daily, days_in = _newest_days(ordered)
    audience = [one.audience for one in ordered if len(one.audience)]
    report = MergeReport(
        tuple(one.report for one in ordered),
        tuple(not_read),
        RULE,
        posts_in,
        len(posts),
        posts_in - len(posts),
        days_in - len(daily),
    )
    return ImportedTogether(
        posts,
        daily,
        pd.concat(audience, ignore_index=True) if audience else empty_audience(),
        report,
    )


def _age(member: Member, one: Imported) -> tuple[str, float]:
    return _dated(one), member.changed


def _dated(one: Imported) -> str:
    """The date in an export's name; without one, the last date inside it."""
    last = max((part.last_date for part in one.report.tables), default="")
    return one.report.export_date or last


def _newest_posts(ordered: list[Imported]) -> tuple[Any, int]:
    """Keep each post's newest row; the files come from the oldest to the newest."""
    import pandas as pd

    parts = []
    for place, one in enumerate(ordered):
        if len(one.posts):
            parts.append(one.posts.assign(_dated=_dated(one), _place=place))
    if not parts:
        return empty_posts(), 0
    whole = pd.concat(parts, ignore_index=True)
    key = ["platform", "post_id"]
    if whole.duplicated(key).any():
        whole["_shown"] = whole["impressions"].fillna(-1)
        whole = whole.sort_values(["_dated", "_shown", "_place"], kind="stable")
        whole = whole[~whole.duplicated(key, keep="last")].drop(columns="_shown")
    whole = whole.drop(columns=["_dated", "_place"])
    whole = whole.sort_values("published_at", kind="stable", ignore_index=True)
    return check_imported_posts(whole), sum(len(one) for one in parts)


def _newest_days(ordered: list[Imported]) -> tuple[Any, int]:
    import pandas as pd

    parts = [one.daily for one in ordered if len(one.daily)]
    if not parts:
        return empty_daily(), 0
    whole = pd.concat(parts, ignore_index=True)
    newest = whole[~whole.duplicated(["date", "platform", "metric"], keep="last")]
    return newest.reset_index(drop=True), len(whole)
