"""The reading report: what became of every row and every column of an export, in plain words.

>>> part = TableReport(sheet="", header_row=1, rows_in=3, rows_read=2,
...                    left_out=(LeftOut("no post id", 1, (4,)),))
>>> part.rows_left_out
1
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Draft", "LeftOut", "MergeReport", "ReadingReport", "TableReport", "counted", "share_of"]

SHOWN_ROWS = 20
"""How many row numbers a report lists for one reason; the total is always told."""


@dataclass(frozen=True)
class LeftOut:
    """Rows that were not read, for one reason.

    Attributes:
        reason: Why, in words that follow "because of" badly and "reason:" well.
        rows: How many.
        row_numbers: The first of them, as a spreadsheet numbers its rows.
    """

    reason: str
    rows: int
    row_numbers: tuple[int, ...]

    def __str__(self) -> str:
        listed = ", ".join(str(number) for number in self.row_numbers)
        more = " …" if self.rows > len(self.row_numbers) else ""
        return f"{self.reason} (row {listed}{more})" if listed else self.reason


@dataclass(frozen=True)
class TableReport:
    """What became of one table: a CSV file, or one sheet of a workbook.

    Attributes:
        sheet: Name of the sheet; empty for CSV.
        header_row: In which row of the file the names of the columns are.
        rows_in: Rows below the header, empty ones and a row of descriptions not counted.
        rows_read: Rows that were read. Always ``rows_in = rows_read + rows_left_out``.
        left_out: Rows that were not read, by reason.
        columns_used: Name in the file, and what it became.
        columns_not_used: Names that are known and that the course does not need.
        columns_not_understood: Names that no known export has.
        dates: How dates were read, and how sure that is.
        time_zone: In which zone the file's times are, and to which they were converted.
        checks: Whether the file's own sums hold.
        warnings: What to know before the numbers are used.
        first_date: First date in the table; empty for none.
        last_date: Last date in the table; empty for none.
    """

    sheet: str
    header_row: int
    rows_in: int
    rows_read: int
    left_out: tuple[LeftOut, ...] = ()
    columns_used: tuple[tuple[str, str], ...] = ()
    columns_not_used: tuple[str, ...] = ()
    columns_not_understood: tuple[str, ...] = ()
    dates: str = ""
    time_zone: str = ""
    checks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    first_date: str = ""
    last_date: str = ""

    @property
    def rows_left_out(self) -> int:
        """Rows that were not read, whatever the reason."""
        return sum(one.rows for one in self.left_out)

    def sentences(self) -> list[str]:
        """Say what became of this table, a sentence each."""
        where = f"Sheet «{self.sheet}»: " if self.sheet else ""
        said = [
            f"{where}{counted(self.rows_in, 'row')} below the header in row {self.header_row}: "
            f"{self.rows_read:,} read, {self.rows_left_out:,} left out."
        ]
        said += [f"Left out: {counted(one.rows, 'row')}, {one}." for one in self.left_out]
        if self.first_date:
            said.append(f"The dates go from {self.first_date} to {self.last_date}.")
        said += [one for one in (self.dates, self.time_zone) if one]
        said.append(f"Columns used: {_by_target(self.columns_used)}.")
        if self.columns_not_used:
            said.append(f"Columns known and not needed: {'; '.join(self.columns_not_used)}.")
        if self.columns_not_understood:
            names = "; ".join(self.columns_not_understood)
            said.append(f"Columns not understood, and not used: {names}.")
        said += [f"Check: {one}" for one in self.checks]
        said += [f"Note: {one}" for one in self.warnings]
        return said


@dataclass(frozen=True)
class ReadingReport:
    """What was read from one file and how.

    Attributes:
        file: Name of the file.
        platform: ``x``, ``facebook`` or ``linkedin``.
        format: Which export it is, in words.
        encoding: How its letters are coded; ``spreadsheet`` for .xls and .xlsx.
        delimiter: What stands between cells; empty for a spreadsheet.
        tables: What became of its table, or of each sheet.
        warnings: What to know about the file as a whole.
        export_date: Last day of the export as its name says, such as 2025-03-15; empty if not.
    """

    file: str
    platform: str
    format: str
    encoding: str
    delimiter: str
    tables: tuple[TableReport, ...]
    warnings: tuple[str, ...] = ()
    export_date: str = ""

    @property
    def rows_in(self) -> int:
        """Rows in the file, over all its sheets that were read."""
        return sum(one.rows_in for one in self.tables)

    @property
    def rows_read(self) -> int:
        """Rows that were read."""
        return sum(one.rows_read for one in self.tables)

    @property
    def rows_left_out(self) -> int:
        """Rows that were not read and are reported."""
        return sum(one.rows_left_out for one in self.tables)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Rows that were not read, by reason."""
        return tuple(one for part in self.tables for one in part.left_out)

    @property
    def columns_used(self) -> tuple[tuple[str, str], ...]:
        """Names in the file that were used, and what each became."""
        return tuple(one for part in self.tables for one in part.columns_used)

    @property
    def columns_not_used(self) -> tuple[str, ...]:
        """Names that are known and that the course does not need."""
        return tuple(one for part in self.tables for one in part.columns_not_used)

    @property
    def columns_not_understood(self) -> tuple[str, ...]:
        """Names that no known export has."""
        return tuple(one for part in self.tables for one in part.columns_not_understood)

    @property
    def checks(self) -> tuple[str, ...]:
        """Whether the file's own sums hold, a sentence each."""
        return tuple(one for part in self.tables for one in part.checks)

    @property
    def all_warnings(self) -> tuple[str, ...]:
        """What to know before the numbers are used, of the file and of its tables."""
        return (*self.warnings, *(one for part in self.tables for one in part.warnings))

    def sentences(self) -> list[str]:
        """Say what was read and how, a sentence each."""
        how = f"Its letters are coded as {self.encoding}"
        if self.delimiter:
            how += f"; cells are separated by {self.delimiter}"
        else:
            how = "It is a spreadsheet file"
        said = [f"{self.file} is {self.format}. {how}."]
        for part in self.tables:
            said += part.sentences()
        return said + [f"Note: {one}" for one in self.warnings]

    def as_text(self) -> str:
        """Return the report as a text, one sentence a line, headed by the file's name."""
        return _under(self.file, self.sentences())


@dataclass(frozen=True)
class MergeReport:
    """What was read from several files and how they were put together.

    Attributes:
        files: The report of each file that was read, in the order of its export.
        not_read: Name and reason of each file that was not.
        rule: How the newest row of a post was chosen.
        posts_in: Rows of posts in all files together.
        posts: Posts after merging.
        replaced: Rows that a newer export of the same post replaced.
        days_replaced: Values of daily series that a newer export replaced.
    """

    files: tuple[ReadingReport, ...]
    not_read: tuple[tuple[str, str], ...]
    rule: str
    posts_in: int
    posts: int
    replaced: int
    days_replaced: int

    def sentences(self) -> list[str]:
        """Say what was put together, a sentence each; then what `files` say is in `as_text`."""
        said = [
            f"{counted(len(self.files), 'file')} read, {len(self.not_read):,} not.",
            f"{counted(self.posts_in, 'row')} of posts gave {counted(self.posts, 'post')}; "
            f"{counted(self.replaced, 'row')} left out for a newer row of the same post.",
        ]
        if self.replaced or self.days_replaced:
            said.append(self.rule)
        if self.days_replaced:
            said.append(
                f"{counted(self.days_replaced, 'daily value')} replaced by a newer export's."
            )
        said += [f"Not read: {name}. {reason}" for name, reason in self.not_read]
        return said

    def as_text(self) -> str:
        """Return the report as a text: the whole first, then each file."""
        parts = [_under("All files together", self.sentences())]
        return "\n".join([*parts, *(one.as_text() for one in self.files)])


@dataclass
class Draft:
    """Notes that are taken while one table is read; `finish` makes the report of them."""

    sheet: str = ""
    header_row: int = 1
    rows_in: int = 0
    left_out: dict[str, list[int]] = field(default_factory=dict)
    used: list[tuple[str, str]] = field(default_factory=list)
    not_used: list[str] = field(default_factory=list)
    not_understood: list[str] = field(default_factory=list)
    dates: str = ""
    time_zone: str = ""
    checks: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    first_date: str = ""
    last_date: str = ""

    def leave_out(self, reason: str, row_numbers: Iterable[Any]) -> None:
        """Note that rows are not read."""
        numbers = getattr(row_numbers, "tolist", lambda: list(row_numbers))()
        if numbers:
            self.left_out.setdefault(reason, []).extend(numbers)

    def finish(self) -> TableReport:
        """Return the report."""
        left = tuple(
            LeftOut(reason, len(numbers), tuple(sorted(numbers)[:SHOWN_ROWS]))
            for reason, numbers in self.left_out.items()
        )
        return TableReport(
            sheet=self.sheet,
            header_row=self.header_row,
            rows_in=self.rows_in,
            rows_read=self.rows_in - sum(one.rows for one in left),
            left_out=left,
            columns_used=tuple(self.used),
            columns_not_used=tuple(self.not_used),
            columns_not_understood=tuple(self.not_understood),
            dates=self.dates,
            time_zone=self.time_zone,
            checks=tuple(self.checks),
            warnings=tuple(self.warnings),
            first_date=self.first_date,
            last_date=self.last_date,
        )


def counted(number: int, word: str) -> str:
    """Write a number with its word.

    >>> counted(1, "row"), counted(2500, "row")
    ('1 row', '2,500 rows')
    """
    return f"{number:,} {word}" + ("" if number == 1 else "s")


def share_of(part: int, whole: int) -> str:
    """Write how many of how many, with the share.

    >>> share_of(3, 4)
    '3 of 4 rows (75 %)'
    """
    percent = 100 * part / whole if whole else 0.0
    shown = f"{percent:.1f}" if part != whole and percent > 99 else f"{percent:.0f}"
    return f"{part:,} of {whole:,} rows ({shown} %)"


def _by_target(used: Iterable[tuple[str, str]]) -> str:
    """Write what each of our columns was made of; for daily series, names alone."""
    sources: dict[str, list[str]] = {}
    for name, ours in used:
        sources.setdefault(ours, []).append(name)
    return "; ".join(f"{' + '.join(names)} → {ours}" for ours, names in sources.items())


def _under(title: str, sentences: list[str]) -> str:
    return "\n".join([title, "-" * min(len(title), 80), *sentences, ""])
