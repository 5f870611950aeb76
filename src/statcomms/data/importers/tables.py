"""Tables out of CSV files: the fast way when a file is whole, the careful way when it is not.

Fast is pandas' own reader in one pass. Careful is a reader of ours that goes row by row, finds its
way again after a damaged row, and can say which row it was.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from statcomms.data.importers.formats import (
    TEXT_ROLES,
    ExportFormat,
    known_headers,
    recognise_or_none,
)
from statcomms.data.importers.numbers import EMPTY, Floats, is_empty, plain_counts, plain_rates

__all__ = ["CUT_OFF", "Head", "RawTable", "find_head", "from_rows", "read_careful", "read_fast"]

DELIMITERS: dict[str, str] = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
CUT_OFF = "the file is cut off in the middle of the row"
TOO_MANY = "the row has more cells than there are columns, so its cells cannot be told apart"
_HEAD_BYTES = 1 << 18
_HEAD_ROWS = 12
_LONGEST_RECORD = 200_000
_BUFFER = 1 << 18
_BLOCK = 1 << 22
_EXTRA = "\x00extra"


@dataclass
class RawTable:
    """A table as the file has it.

    Attributes:
        headers: Names of the columns, made different where the file repeats one.
        columns: Cells of the columns that were read: pandas Series or lists of text.
        row_numbers: Number of each row, as a spreadsheet counts.
        header_row: Number of the header's row.
        broken: Numbers of rows that could not be read at all, by reason.
        sheet: Name of the sheet; empty for CSV.
        notes: What to say of it.
        careful: Whether it was read row by row.
    """

    headers: list[str]
    columns: dict[str, Any]
    row_numbers: npt.NDArray[np.int64]
    header_row: int
    broken: dict[str, list[int]] = field(default_factory=dict)
    sheet: str = ""
    notes: list[str] = field(default_factory=list)
    careful: bool = False

    def __len__(self) -> int:
        return len(self.row_numbers)

    @property
    def rows_in(self) -> int:
        """All rows below the header, broken ones too."""
        return len(self) + sum(len(numbers) for numbers in self.broken.values())

    def text(self, header: str) -> list[str]:
        """Return a column's cells as text."""
        cells = self.columns[header]
        return cells if isinstance(cells, list) else _texts(cells)

    def numbers(self, header: str, *, rate: bool = False) -> Floats:
        """Return a column's cells as numbers: NaN for none, infinity for not understood."""
        cells = self.columns[header]
        if isinstance(cells, list) or cells.dtype.kind not in "iuf":
            return (plain_rates if rate else plain_counts)(_texts(cells))
        return np.asarray(cells.to_numpy(dtype=np.float64))


@dataclass(frozen=True)
class Head:
    """The beginning of a CSV file.

    Attributes:
        delimiter: What stands between cells.
        headers: Names of the columns as the file has them, made different.
        header_row: Number of the header's row, from 1.
        start: How many bytes there are before the first row of data.
        first_row: Number of the first row of data.
        description: Whether a row of descriptions was passed over.
        form: Which export it is; None when none is known.
        rows: The first rows, for a message.
    """

    delimiter: str
    headers: list[str]
    header_row: int
    start: int
    first_row: int
    description: bool
    form: ExportFormat | None
    rows: list[list[str]]


def find_head(data: bytes) -> Head:
    """Find delimiter and header in the beginning of a CSV file.

    The header is the row among the first twelve with which an export is recognised, else the row
    with the most names that are known.

    Args:
        data: The file in UTF-8.
    """
    text = data[:_HEAD_BYTES].decode("utf-8", "ignore")
    best: tuple[tuple[bool, int], Head] | None = None
    for delimiter in DELIMITERS:
        records = []
        for cells, end, _ in _records(text, delimiter):
            records.append((cells, end))
            if len(records) >= _HEAD_ROWS + 2:
                break
        for place, (cells, end) in enumerate(records[:_HEAD_ROWS]):
            form = recognise_or_none(cells)
            score = (form is not None, known_headers(cells) if len(cells) > 1 else 0)
            if best is not None and score <= best[0]:
                continue
            after = records[place + 1] if place + 1 < len(records) else None
            described = after is not None and _describes(after[0], cells, form)
            stop = after[1] if after is not None and described else end
            head = Head(
                delimiter,
                _different(cells),
                place + 1,
                len(text[:stop].encode("utf-8")),
                place + 2 + described,
                described,
                form,
                [one for one, _ in records],
            )
            best = (score, head)
    if best is None:
        return Head(",", [], 1, len(data), 2, False, None, [])
    return best[1]


def _describes(cells: Sequence[str], headers: Sequence[str], form: ExportFormat | None) -> bool:
    """Whether a row explains the columns: its id is empty or words, and some cell is a sentence."""
    if form is None or form.kind != "posts":
        return False
    for header, cell in zip(headers, cells, strict=False):
        if form.role(header) in ("id", "time", "day") and any(one.isdigit() for one in cell):
            return False
    numbers = [
        cell
        for header, cell in zip(headers, cells, strict=False)
        if (form.role(header) and form.role(header) not in TEXT_ROLES)
        or header.casefold().startswith("lifetime")
    ]
    return bool(numbers) and sum(" " in one.strip() for one in numbers) > len(numbers) / 2


def _different(headers: Sequence[str]) -> list[str]:
    """Make repeated names different: the second Views is «Views (2)»."""
    seen: dict[str, int] = {}
    taken: set[str] = set()
    found = []
    for place, header in enumerate(headers):
        name = " ".join(header.replace("\ufeff", "").split()) or f"column {place + 1} without name"
        seen[name] = seen.get(name, 0) + 1
        unique = name if seen[name] == 1 else f"{name} ({seen[name]})"
        while unique in taken:
            unique += "'"
        taken.add(unique)
        found.append(unique)
    return found


def wanted_columns(headers: Sequence[str], form: ExportFormat) -> list[int]:
    """Return the places of the columns that have a role."""
    return [place for place, name in enumerate(headers) if form.role(name)]


def read_fast(data: bytes, head: Head, form: ExportFormat) -> RawTable | None:
    """Read the columns that are needed, in one pass of pandas' own reader.

    Returns:
        The table, or None when the file is damaged: then `read_careful`.
    """
    import pandas as pd

    width = len(head.headers)
    if not _ends_well(data, head.delimiter, width):
        return None
    places = wanted_columns(head.headers, form)
    words: dict[str, Any] = {
        head.headers[place]: object
        for place in places
        if form.role(head.headers[place]) in TEXT_ROLES
    }
    empty = {
        head.headers[place]: list(EMPTY) for place in places if head.headers[place] not in words
    }
    first = head.delimiter.join(str(place) for place in range(width + 1)) + "\n"
    source = io.BufferedReader(_Joined(first.encode(), memoryview(data)[head.start :]), _BUFFER)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frame: Any = pd.read_csv(
                source,
                sep=head.delimiter,
                header=0,
                names=[*head.headers, _EXTRA],
                usecols=[*places, width],
                dtype={**words, _EXTRA: object},
                na_values=empty,
                keep_default_na=False,
                index_col=False,
                engine="c",
                encoding="utf-8",
                encoding_errors="replace",
            )
    except pd.errors.EmptyDataError:
        return _table(head, {head.headers[place]: [] for place in places}, np.zeros(0, np.int64))
    except (pd.errors.ParserError, ValueError, OverflowError):
        return None
    extra = frame.pop(_EXTRA)
    if any(cell for cell in extra.unique().tolist() if isinstance(cell, str)):
        return None
    rows = np.arange(len(frame), dtype=np.int64) + head.first_row
    return _table(head, {name: frame[name] for name in frame.columns}, rows)


class _Joined(io.RawIOBase):
    """A header of one column more, so that a cell too many shows, and the data, not copied."""

    def __init__(self, *parts: bytes | memoryview) -> None:
        self.parts = [memoryview(one) for one in parts]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while self.parts and not len(self.parts[0]):
            self.parts.pop(0)
        if not self.parts:
            return 0
        number = min(len(buffer), len(self.parts[0]))
        buffer[:number] = self.parts[0][:number]
        self.parts[0] = self.parts[0][number:]
        return number


def _table(head: Head, columns: dict[str, Any], rows: npt.NDArray[np.int64]) -> RawTable:
    notes = []
    if head.description:
        notes.append(
            f"Row {head.header_row + 1} describes the columns; it is not data and was passed over."
        )
    for name, cells in columns.items():
        if not isinstance(cells, list) and cells.dtype.kind not in "iufb":
            columns[name] = _texts(cells)
    return RawTable(head.headers, columns, rows, head.header_row, notes=notes)


def _texts(cells: Any) -> list[str]:
    if isinstance(cells, list):
        return cells
    listed = cells.to_list()
    if cells.dtype == object and not cells.isna().any():
        return list(listed)
    return [
        cell if isinstance(cell, str) else "" if cell is None or cell != cell else str(cell)
        for cell in listed
    ]


def read_careful(data: bytes, head: Head, form: ExportFormat) -> RawTable:
    """Read row by row, and name the rows that cannot be read.

    A quotation mark that is never closed, or that swallows the rows after it, costs one line: the
    reading goes on with the next.
    """
    width = len(head.headers)
    places = wanted_columns(head.headers, form)
    columns: list[list[str]] = [[] for _ in places]
    rows: list[int] = []
    broken: dict[str, list[int]] = {}
    whole = data.endswith(b"\n")
    number = head.first_row
    same: dict[str, str] = {}
    numeric = [form.role(head.headers[place]) not in TEXT_ROLES for place in places]
    for cells, last, ok in _in_blocks(data, head, width):
        if len(cells) == 1 and not cells[0].strip():
            continue
        if last and not whole and len(cells) < width:
            broken.setdefault(CUT_OFF, []).append(number)
        elif not ok or (len(cells) > width and any(one.strip() for one in cells[width:])):
            broken.setdefault(TOO_MANY, []).append(number)
        else:
            for column, place, shared in zip(columns, places, numeric, strict=True):
                cell = cells[place] if place < len(cells) else ""
                column.append(same.setdefault(cell, cell) if shared else cell)
            rows.append(number)
        number += 1
    named = {head.headers[place]: column for place, column in zip(places, columns, strict=True)}
    table = _table(head, named, np.array(rows, dtype=np.int64))
    table.broken = broken
    table.careful = True
    return table


def _in_blocks(data: bytes, head: Head, width: int) -> Iterator[tuple[list[str], bool, bool]]:
    """Yield each record's cells, whether it is the last, and whether they fit the columns.

    A block is decoded at a time: decoded at once, a file with emoji takes four times its size.
    """
    place = head.start
    while place < len(data):
        final = place + _BLOCK >= len(data)
        errors = "replace" if final else "ignore"
        text = data[place : place + _BLOCK].decode("utf-8", errors)
        done = 0
        for cells, end, ok in _records(text, head.delimiter, width):
            if not final and end > len(text) - _LONGEST_RECORD:
                break
            yield cells, final and end >= len(text), ok
            done = end
        if final:
            return
        place += len(text[:done].encode("utf-8"))


def _records(
    text: str, delimiter: str, width: int | None = None
) -> Iterator[tuple[list[str], int, bool]]:
    """Yield each record's cells, where it ends, and whether its cells fit the columns."""
    fields = _field(delimiter)
    place = 0
    size = len(text)
    while place < size:
        cells, end, lines = _record(fields, text, place)
        cut = end >= size and len(cells) < (width or 0) and not text.endswith("\n")
        if lines and width is not None and len(cells) != width and not cut:
            # Too many or too few cells over several lines: a quotation mark swallowed them.
            line_end = text.find("\n", place) + 1 or size
            yield text[place:line_end].rstrip("\r\n").split(delimiter), line_end, False
            place = line_end
            continue
        yield cells, end, True
        place = end


def _field(delimiter: str) -> Callable[..., Any]:
    sign = re.escape(delimiter)
    return re.compile(
        rf'(?:"((?:[^"]|"")*)"([^{sign}\r\n]*)|([^{sign}\r\n]*))({sign}|\r\n|\n|\r|\Z)'
    ).match


def _record(fields: Callable[..., Any], text: str, place: int) -> tuple[list[str], int, bool]:
    """Return the cells of the record that begins there, its end, and whether it has many lines."""
    cells: list[str] = []
    limit = min(len(text), place + _LONGEST_RECORD)
    begin, lines = place, False
    while True:
        match = fields(text, begin, limit)
        quoted, rest, bare, stop = match.groups()
        if quoted is not None:
            cells.append(quoted.replace('""', '"') + rest)
            lines = lines or "\n" in quoted
        else:
            cells.append(bare)
        begin = match.end()
        if stop == "" or stop[0] in "\r\n":
            return cells, begin, lines


def _ends_well(data: bytes, delimiter: str, width: int) -> bool:
    """Whether the file ends with a line end, or with a row that has all its cells."""
    if data.endswith(b"\n"):
        return True
    end = len(data)
    fields = _field(delimiter)
    for _ in range(100):
        start = data.rfind(b"\n", 0, end) + 1
        text = data[start:].decode("utf-8", "replace")
        if len(text) > _LONGEST_RECORD:
            return False
        cells, stop, _ = _record(fields, text, 0)
        if stop == len(text) and len(cells) == width:
            return True
        if start == 0:
            return False
        end = start - 1
    return False


def from_rows(
    rows: Sequence[Sequence[str]], sheet: str, header_at: int, form: ExportFormat
) -> RawTable:
    """Make a table of a sheet's rows.

    Args:
        rows: All rows of the sheet, as text.
        sheet: Its name.
        header_at: Place of the header among them, from 0.
        form: Which export it is.
    """
    headers = _different(rows[header_at])
    body = header_at + 1
    notes = []
    if body < len(rows) and _describes(rows[body], rows[header_at], form):
        notes.append(f"Row {body + 1} describes the columns; it is not data and was passed over.")
        body += 1
    if header_at:
        notes.append(
            "What stands above the header is no data and was passed over: "
            f"«{' '.join(' '.join(rows[header_at - 1]).split())[:60]}»."
        )
    kept = [
        (number, row)
        for number, row in enumerate(rows[body:], start=body + 1)
        if any(not is_empty(cell) for cell in row)
    ]
    columns = {
        headers[place]: [row[place] if place < len(row) else "" for _, row in kept]
        for place in wanted_columns(headers, form)
    }
    numbers = np.array([number for number, _ in kept], dtype=np.int64)
    return RawTable(
        headers, columns, numbers, header_at + 1, sheet=sheet, notes=notes, careful=True
    )
