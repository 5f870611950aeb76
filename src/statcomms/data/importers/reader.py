"""Read one export of a platform: find out which it is, read it, and report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statcomms.data.importers import facebook, linkedin, x
from statcomms.data.importers.cells import ODD_ID
from statcomms.data.importers.daily import daily, empty_audience, empty_daily, page
from statcomms.data.importers.dates import MONTHS, find_zone
from statcomms.data.importers.decode import Decoded, to_utf8
from statcomms.data.importers.formats import (
    META_INSIGHTS,
    PAGE_SERIES_NAME,
    ExportFormat,
    key_of,
    known_headers,
    recognise,
    recognise_or_none,
)
from statcomms.data.importers.frames import BAD_DATE, Options, Sheet, empty_posts
from statcomms.data.importers.report import Draft, ReadingReport, TableReport
from statcomms.data.importers.sheets import is_workbook, workbook
from statcomms.data.importers.tables import (
    DELIMITERS,
    RawTable,
    find_head,
    from_rows,
    read_careful,
    read_fast,
)
from statcomms.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LARGEST_FILE", "Imported", "date_in_name", "read_export"]

LARGEST_FILE = 200 * 1024 * 1024
"""Largest text file that is read, in bytes."""
_HEADER_ROWS = 12
_MAPPERS = {"x": x.posts, "facebook": facebook.posts, "linkedin": linkedin.posts}


@dataclass(frozen=True)
class Imported:
    """What one export holds.

    Attributes:
        posts: Posts in the course's own columns (`statcomms.schema.POSTS_COLUMNS`). What the export
            cannot know is missing. `published_at` is ISO 8601 in the zone asked for, or a date
            alone where the export has no time of day. No rows when it holds no posts.
        daily: Daily series: date, platform, metric, value, partial. No rows when it holds none.
        audience: A Page's audience: block, row, column, value (shares as fractions).
        report: What became of every row and column.
    """

    posts: pd.DataFrame
    daily: pd.DataFrame
    audience: pd.DataFrame
    report: ReadingReport


def read_export(
    source: str | Path | bytes,
    *,
    timezone: str = "UTC",
    source_timezone: str | None = None,
    name: str | None = None,
    replies: bool = True,
    times_from_ids: bool = False,
) -> Imported:
    """Read an export of X, Facebook or LinkedIn as it was downloaded.

    Nothing leaves the machine, and names of persons («Posted by») are not read.

    Args:
        source: The file, or its bytes.
        timezone: The zone in which times are wanted: ``UTC``, ``+10:00`` or ``Pacific/Guam``.
        source_timezone: The zone of the file's times where the file does not say so. None: the
            platform's usual one (Facebook: US Pacific).
        name: Name of the file, for messages, when bytes are given.
        replies: Whether to keep replies on X. They are kept unless you say otherwise, so that the
            totals are the platform's own; the report tells how many there are.
        times_from_ids: Whether to work out a time of day that the file lacks (new X, LinkedIn)
            from the post id.

    Raises:
        DataError: The file cannot be read, is too large, or is no export that is known.
    """
    find_zone(timezone)
    if source_timezone:
        find_zone(source_timezone)
    options = Options(timezone, source_timezone, replies, times_from_ids)
    data, file = _bytes(source, name)
    return read_bytes(data, file, options)


def read_bytes(data: bytes, file: str, options: Options) -> Imported:
    """Read an export from its bytes; see `read_export`.

    Raises:
        DataError: As `read_export`.
    """
    if not data[:1000].strip() and not data.strip():
        raise DataError(f"{file} is empty.", "Download it again.")
    kind = is_workbook(data)
    if kind:
        return _read_workbook(data, kind, file, options)
    if data.startswith(b"PK"):
        raise DataError(
            f"{file} is a .zip file, or a damaged spreadsheet.",
            "Read a .zip of exports with read_exports; download a damaged file again.",
        )
    for begin, what in ((b"%PDF", "a PDF"), (b"\x89PNG", "a picture"), (b"{", "JSON")):
        if data.startswith(begin):
            raise DataError(f"{file} is {what}, not an export.", "Choose the .csv or .xls file.")
    if data[:1000].lstrip()[:200].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise DataError(
            f"{file} is a web page, not an export.",
            "You may have saved the page instead of the download: download it again.",
        )
    if len(data) > LARGEST_FILE:
        raise DataError(
            f"{file} has {len(data) / 1e6:.0f} MB; files up to {LARGEST_FILE / 1e6:.0f} MB are "
            "read.",
            "Download a shorter period, or several files one after the other.",
        )
    return _read_text(data, file, options)


def _bytes(source: str | Path | bytes, name: str | None) -> tuple[bytes, str]:
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), name or "The file"
    path = Path(source)
    try:
        if path.is_dir():
            raise DataError(f"{path.name} is a folder.", "Read it with read_exports.")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise DataError(
                f"{path.name} has {size / 1e6:.0f} MB; files up to {LARGEST_FILE / 1e6:.0f} MB are "
                "read.",
                "Download a shorter period.",
            )
        return path.read_bytes(), name or path.name
    except FileNotFoundError:
        raise DataError(f"There is no file {path}.", "Check its name and folder.") from None
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name} cannot be opened ({error}).", "Close it elsewhere.") from None


# --- CSV ----------------------------------------------------------------------------------------


def _read_text(data: bytes, file: str, options: Options) -> Imported:
    decoded = to_utf8(data)
    data = decoded.data
    if not data[:1000].strip() and not data.strip():
        raise DataError(f"{file} is empty.", "Download it again.")
    head = find_head(data)
    if head.form is None:
        found = _read_page(decoded, file)
        if found is not None:
            return found
    rows = head.rows
    form = recognise(rows[head.header_row - 1] if rows else [], file)
    raw = read_fast(data, head, form) or read_careful(data, head, form)
    posts, series, part = _make(raw, form, options, file)
    damaged = any(one.reason in (BAD_DATE, ODD_ID) for one in part.left_out)
    if damaged and not raw.careful:
        raw = read_careful(data, head, form)
        posts, series, part = _make(raw, form, options, file)
    delimiter = DELIMITERS[head.delimiter]
    return _imported(posts, series, file, form, decoded, delimiter, (part,))


def _read_page(decoded: Decoded, file: str) -> Imported | None:
    if len(decoded.data) > 20_000_000:
        return None
    draft = Draft()
    found = page(decoded.data.decode("utf-8", "replace"), draft, file)
    if found is None:
        return None
    report = ReadingReport(
        file,
        "facebook",
        PAGE_SERIES_NAME,
        decoded.encoding,
        "commas",
        (draft.finish(),),
        decoded.notes,
        date_in_name(file),
    )
    return Imported(empty_posts(), found[0], found[1], report)


def _make(
    raw: RawTable, form: ExportFormat, options: Options, file: str
) -> tuple[Any, Any, TableReport]:
    """Make the tables of one raw table, and its report."""
    if raw.rows_in == 0:
        where = f"Sheet «{raw.sheet}» of {file}" if raw.sheet else file
        raise DataError(
            f"{where} has a header and no rows below it.",
            "Choose a period with posts, and download it again.",
        )
    sheet = Sheet(raw, form, Draft())
    if form.kind == "daily":
        return empty_posts(), daily(sheet), sheet.draft.finish()
    return _MAPPERS[form.platform](sheet, options), empty_daily(), sheet.draft.finish()


def _imported(
    posts: Any,
    series: Any,
    file: str,
    form: ExportFormat,
    decoded: Decoded,
    delimiter: str,
    parts: tuple[TableReport, ...],
) -> Imported:
    report = ReadingReport(
        file,
        form.platform,
        form.name,
        decoded.encoding,
        delimiter,
        parts,
        decoded.notes,
        date_in_name(file),
    )
    return Imported(posts, series, empty_audience(), report)


# --- workbooks ----------------------------------------------------------------------------------


def _read_workbook(data: bytes, kind: str, file: str, options: Options) -> Imported:
    import pandas as pd

    sheets = workbook(data, kind, file)
    found: list[tuple[ExportFormat, RawTable]] = []
    other: list[str] = []
    headers: list[tuple[int, list[str]]] = []
    for name, rows in sheets:
        place, form = _header(rows)
        if rows:
            headers.append((known_headers(rows[place]), rows[place]))
        if form is None or any(form is one for one, _ in found):
            other.append(name)
        else:
            found.append((form, from_rows(rows, name, place, form)))
    if not found:
        best = max(headers, key=lambda one: one[0], default=(0, []))[1]
        recognise(best, file)
        raise DataError(f"{file} has no sheet that is known.", "Download it again.")
    extra = _more_of_insights(found, sheets, other)
    posts, series, parts = [], [], []
    for form, raw in found:
        if raw.rows_in == 0 and len(found) > 1:
            parts.append(TableReport(raw.sheet, raw.header_row, 0, 0))
            continue
        made, by_day, part = _make(raw, form, options, file)
        posts.append(made)
        series.append(by_day)
        parts.append(part)
    if not posts:
        raise DataError(f"{file} has headers and no rows below them.", "Choose another period.")
    notes = list(extra)
    if other:
        notes.append("Sheets that were not needed: " + "; ".join(other) + ".")
    form = next((one for one, _ in found if one.kind == "posts"), found[0][0])
    some_posts = [one for one in posts if len(one)]
    some_days = [one for one in series if len(one)]
    return _imported(
        pd.concat(some_posts, ignore_index=True) if some_posts else empty_posts(),
        pd.concat(some_days, ignore_index=True) if some_days else empty_daily(),
        file,
        form,
        Decoded(b"", f"a spreadsheet (.{kind})", tuple(notes)),
        "",
        tuple(parts),
    )


def _header(rows: list[list[str]]) -> tuple[int, ExportFormat | None]:
    """Place of the header among the first rows of a sheet, and which export it is."""
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        form = recognise_or_none(row)
        if form is not None:
            return place, form
    best = max(
        range(min(len(rows), _HEADER_ROWS)), key=lambda one: known_headers(rows[one]), default=0
    )
    return best, None


_KINDS = {
    "stories by act": {"like": "reactions", "comment": "comments", "share": "shares"},
    "consumptions by": {
        "link clicks": "clicks",
        "other clicks": "other_clicks",
        "photo view": "other_clicks",
        "video play": "other_clicks",
    },
}
_NAMES_OF_ROLES = {
    "like": "Lifetime Post Stories by action type - like",
    "comment": "Lifetime Post Stories by action type - comment",
    "share": "Lifetime Post Stories by action type - share",
    "link clicks": "Lifetime Post Consumptions by type - link clicks",
    "other clicks": "Lifetime Post Consumptions by type - other clicks",
    "photo view": "Lifetime Post Consumptions by type - photo view",
    "video play": "Lifetime Post Consumptions by type - video play",
}


def _more_of_insights(
    found: list[tuple[ExportFormat, RawTable]],
    sheets: list[tuple[str, list[list[str]]]],
    other: list[str],
) -> list[str]:
    """Join columns of the further sheets of Facebook Insights to its first, by post id."""
    base = next((raw for form, raw in found if form is META_INSIGHTS), None)
    if base is None:
        return []
    notes = []
    ids = base.text(next(name for name in base.columns if key_of(name) == "post id"))
    for name, rows in sheets:
        wanted = next((one for part, one in _KINDS.items() if part in name.casefold()), None)
        if name == base.sheet or wanted is None:
            continue
        place = next((at for at, row in enumerate(rows[:3]) if "post id" in map(key_of, row)), None)
        if place is None:
            continue
        keys = [key_of(one) for one in rows[place]]
        at = keys.index("post id")
        by_id = {row[at]: row for row in rows[place + 1 :] if len(row) > at}
        joined = []
        for column, short in enumerate(keys):
            header = _NAMES_OF_ROLES.get(short.rpartition(" - ")[2])
            if short.rpartition(" - ")[2] not in wanted or header is None:
                continue
            if header in base.columns:
                continue
            base.headers.append(header)
            base.columns[header] = [
                by_id[one][column] if one in by_id and column < len(by_id[one]) else ""
                for one in ids
            ]
            joined.append(rows[place][column])
        if joined:
            notes.append(f"Sheet «{name}» was joined by post id: {', '.join(joined)}.")
            if name in other:
                other.remove(name)
    return notes


# --- the export's date --------------------------------------------------------------------------

_NAMED_DATE = re.compile(r"([A-Z][a-z]{2})-(\d{1,2})-(20\d\d)")
_PLAIN_DATE = re.compile(r"(?<!\d)(20\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_EPOCH = re.compile(r"(?<!\d)(1[2-9]\d{11})(?!\d)")


def date_in_name(file: str) -> str:
    """Return the last date in a file's name: the end of the export's period, or its making.

    >>> date_in_name("Feb-01-2025_Mar-15-2025_1234567890.csv")
    '2025-03-15'
    >>> date_in_name("tweet_activity_metrics_office_20190101_20190201_en.csv")
    '2019-02-01'
    >>> date_in_name("office_content_1700000000000.xls")
    '2023-11-14'
    """
    import numpy as np

    found = [f"{year}-{month}-{day}" for year, month, day in _PLAIN_DATE.findall(file)]
    for month, day, year in _NAMED_DATE.findall(file):
        if month.casefold() in MONTHS and 1 <= int(day) <= 31:
            found.append(f"{year}-{MONTHS.index(month.casefold()) + 1:02d}-{int(day):02d}")
    found += [
        str(np.datetime64(int(number), "ms").astype("datetime64[D]"))
        for number in _EPOCH.findall(file)
    ]
    return max(found, default="")
