"""Spreadsheets as bytes that are the same on every machine: .xls (xlwt) and .xlsx (openpyxl)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

from statcomms.errors import DataError

__all__ = ["Cell", "xls_bytes", "xlsx_bytes"]

Cell = str | int | float
"""What a cell holds; an empty text leaves it empty."""

_LONGEST = 32_767
_WHEN = datetime(2026, 1, 1, tzinfo=UTC)
_ENTRY_TIME = (2026, 1, 1, 0, 0, 0)


def xls_bytes(sheets: Sequence[tuple[str, Sequence[Sequence[Cell]]]]) -> bytes:
    """Return sheets as an Excel 97 file (BIFF8).

    Args:
        sheets: Name and rows of each sheet.

    Raises:
        DataError: The library that writes .xls is not installed.
    """
    try:
        import xlwt
    except ImportError as error:
        raise _missing("xlwt", ".xls") from error
    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets:
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell != "":
                    sheet.write(number, column, cell[:_LONGEST] if isinstance(cell, str) else cell)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsx_bytes(sheets: Sequence[tuple[str, Sequence[Sequence[Cell]]]]) -> bytes:
    """Return sheets as an Excel file, stored without compression so that its bytes never differ.

    Args:
        sheets: Name and rows of each sheet.

    Raises:
        DataError: The library that writes .xlsx is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise _missing("openpyxl", ".xlsx") from error
    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            cells = [WriteOnlyCell(sheet, None if cell == "" else cell) for cell in row]
            for cell in cells:
                # A text that begins with = is a text, not a formula.
                cell.data_type = "s" if cell.data_type == "f" else cell.data_type
            sheet.append(cells)
    written = io.BytesIO()
    book.save(written)
    return _without_clock(written.getvalue())


def _without_clock(content: bytes) -> bytes:
    """The same zip with fixed times, also in its properties, and without the writer's version."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            part = source.read(name)
            if name == "docProps/core.xml":
                stamp = _WHEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?", stamp, part)
            elif name == "docProps/app.xml":
                part = re.sub(rb"<(AppVersion|Application)>[^<]*</\1>", rb"<\1></\1>", part)
                part = part.replace(b"<AppVersion></AppVersion>", b"")
            entry = zipfile.ZipInfo(name, _ENTRY_TIME)
            entry.compress_type = zipfile.ZIP_STORED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            target.writestr(entry, part)
    return out.getvalue()


def _missing(library: str, kind: str) -> DataError:
    return DataError(
        f"Files of the kind {kind} cannot be written: {library} is not installed.",
        f"Install it: pip install {library}",
    )
