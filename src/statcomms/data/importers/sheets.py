"""Rows out of .xls and .xlsx: with calamine where it is, else with xlrd or openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from statcomms.errors import DataError

__all__ = ["LARGEST_WORKBOOK", "is_workbook", "workbook"]

LARGEST_WORKBOOK = 30 * 1024 * 1024
"""Largest .xls or .xlsx that is read, in bytes; a platform's are below 2 MB."""
LARGEST_UNPACKED = 300 * 1024 * 1024
MOST_CELLS = 3_000_000
_XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_XLS = (b"\x09\x08", b"\x09\x04", b"\x09\x02")
_NEXT = "Download it again, or open it in a spreadsheet program and save it as .xlsx."


def is_workbook(data: bytes) -> str:
    """Return ``xls`` or ``xlsx`` when the bytes are of a workbook, else an empty text."""
    if data.startswith(_XLS) or data[:2] in _OLD_XLS:
        return "xls"
    if not data.startswith(b"PK"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return ""
    return "xlsx" if "[Content_Types].xml" in names or "xl/workbook.xml" in names else ""


def workbook(data: bytes, kind: str, file: str) -> list[tuple[str, list[list[str]]]]:
    """Return each sheet's name and rows, as text.

    Args:
        data: The file.
        kind: ``xls`` or ``xlsx``.
        file: Its name, for messages.

    Raises:
        DataError: It is damaged, locked or too large, or nothing here can read it.
    """
    if len(data) > LARGEST_WORKBOOK:
        raise DataError(
            f"{file} has {len(data) / 1e6:.0f} MB; spreadsheets up to "
            f"{LARGEST_WORKBOOK / 1e6:.0f} MB are read.",
            "Download a shorter period.",
        )
    if kind == "xlsx":
        _check_unpacked(data, file)
    try:
        return list(_sheets(data, kind, file))
    except (DataError, ImportError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # The readers fail in many ways on a damaged file; a panic of calamine's is a BaseException.
    except BaseException as error:  # noqa: BLE001
        what = str(error).strip().split("\n")[0][:120] or type(error).__name__
        raise DataError(f"{file} cannot be read as a spreadsheet ({what}).", _NEXT) from None


def _check_unpacked(data: bytes, file: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = sum(one.file_size for one in packed.infolist())
    if size > LARGEST_UNPACKED:
        raise DataError(
            f"{file} would be {size / 1e6:.0f} MB when unpacked; up to "
            f"{LARGEST_UNPACKED / 1e6:.0f} MB are read.",
            "Download it again, for a shorter period.",
        )


def _sheets(data: bytes, kind: str, file: str) -> Iterator[tuple[str, list[list[str]]]]:
    try:
        import python_calamine
    except ImportError:
        yield from (_xls if kind == "xls" else _xlsx)(data, file)
        return
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    left = MOST_CELLS
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        left = _fewer(left, sheet.height * sheet.width, file)
        yield (
            name,
            [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)],
        )


def _xls(data: bytes, file: str) -> Iterator[tuple[str, list[list[str]]]]:
    try:
        import xlrd
    except ImportError:
        raise _no_reader(file, "xlrd") from None
    book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO())
    left = MOST_CELLS
    for sheet in book.sheets():
        left = _fewer(left, sheet.nrows * sheet.ncols, file)
        rows = []
        for number in range(sheet.nrows):
            row = []
            for cell in sheet.row(number):
                value = cell.value
                if cell.ctype == xlrd.XL_CELL_DATE:
                    value = xlrd.xldate_as_datetime(value, book.datemode)
                elif cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY):
                    value = ""
                row.append(_text(value))
            rows.append(row)
        yield sheet.name, rows


def _xlsx(data: bytes, file: str) -> Iterator[tuple[str, list[list[str]]]]:
    try:
        import openpyxl
    except ImportError:
        raise _no_reader(file, "openpyxl") from None
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    left = MOST_CELLS
    for sheet in book.worksheets:
        rows = []
        for row in sheet.iter_rows(values_only=True):
            left = _fewer(left, len(row), file)
            rows.append([_text(cell) for cell in row])
        yield sheet.title, rows
    book.close()


def _fewer(left: int, cells: int, file: str) -> int:
    if cells > left:
        raise DataError(
            f"{file} has more than {MOST_CELLS:,} cells.", "Download it for a shorter period."
        )
    return left - cells


def _no_reader(file: str, name: str) -> DataError:
    return DataError(
        f"{file} is a spreadsheet, and nothing is installed that reads it.",
        f"Install python-calamine or {name}: pip install python-calamine",
    )


def _text(cell: Any) -> str:
    """Write a cell as text; a whole number without its decimals, so that ids keep their digits."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell % 1 == 0 and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, dt.datetime):
        text = cell.isoformat(sep=" ", timespec="minutes")
        return text.removesuffix(" 00:00")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
