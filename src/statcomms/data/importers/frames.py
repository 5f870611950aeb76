"""From a table as the file has it to the course's posts table: what all platforms share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from statcomms.data.importers.cells import leave_twice, note_replies, plain_texts, read_ids
from statcomms.data.importers.dates import ReadDates, read_dates
from statcomms.data.importers.formats import ExportFormat
from statcomms.data.importers.numbers import Floats
from statcomms.data.importers.report import Draft, counted, share_of
from statcomms.data.importers.tables import RawTable
from statcomms.data.synth import text_dtype
from statcomms.schema import POSTS_COLUMNS

__all__ = [
    "BAD_DATE",
    "Options",
    "Sheet",
    "added",
    "check_sum",
    "empty_posts",
    "finish_posts",
    "note_columns",
    "show_zone",
]

BAD_DATE = "the date cannot be read"
_LARGEST = 2.0**53


@dataclass(frozen=True)
class Options:
    """What the caller wishes.

    Attributes:
        timezone: The zone in which times are wanted.
        source_timezone: The zone of the file's times where it does not say so; None: the usual.
        replies: Whether replies on X are kept.
        times_from_ids: Whether a time of day that the file lacks is worked out from the post id.
    """

    timezone: str = "UTC"
    source_timezone: str | None = None
    replies: bool = True
    times_from_ids: bool = False


@dataclass
class Sheet:
    """A table while its platform's module makes posts of it.

    Attributes:
        raw: The table as it is in the file.
        form: Which export it is.
        draft: Notes for the report.
        formats: Format of each post; None where the export does not say.
        paid: Whether each post was paid for: 1, 0, or -1 for not known.
        counts: The count columns that are known.
        texts: Text of each post.
    """

    raw: RawTable
    form: ExportFormat
    draft: Draft
    formats: list[str | None] = field(default_factory=list)
    paid: npt.NDArray[np.int8] | None = None
    counts: dict[str, Floats] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def headers(self, role: str) -> list[str]:
        """Names in the file of the columns with a role."""
        return [name for name in self.raw.columns if self.form.role(name) == role]

    def words(self, role: str) -> list[str]:
        """Cells of the first column with a role; empty cells when there is none."""
        names = self.headers(role)
        return self.raw.text(names[0]) if names else [""] * len(self.raw)

    def count(self, role: str) -> Floats | None:
        """Sum of the columns with a role; None when there is none.

        A cell that holds no count is missing, and said.
        """
        found: Floats | None = None
        for name in self.headers(role):
            values = self._clean(name)
            found = values if found is None else added(found, values)
        return found

    def rate(self, role: str) -> Floats | None:
        """Shares in the first column with a role; None when there is none."""
        names = self.headers(role)
        if not names:
            return None
        values = self.raw.numbers(names[0], rate=True)
        return np.where(np.isfinite(values), values, np.nan)

    def _clean(self, name: str) -> Floats:
        values = self.raw.numbers(name)
        with np.errstate(invalid="ignore"):
            bad = np.isinf(values) | (values < 0) | (values > _LARGEST)
            bad |= ~np.isnan(values) & ~np.isinf(values) & (values % 1 != 0)
        if not bad.any():
            return values
        first = int(np.flatnonzero(bad)[0])
        cell = str(list(self.raw.columns[name])[first])[:20]
        self.draft.warnings.append(
            f"«{name}» holds no count in {counted(int(bad.sum()), 'cell')} (the first is «{cell}» "
            f"in row {self.raw.row_numbers[first]}), left missing, not 0."
        )
        return np.where(bad, np.nan, values)


def added(one: Floats, other: Floats) -> Floats:
    """Add two columns; a missing cell adds nothing unless both are missing."""
    both = np.isnan(one) & np.isnan(other)
    return np.where(both, np.nan, np.nan_to_num(one) + np.nan_to_num(other))


def check_sum(draft: Draft, what: str, left: Floats, right: Floats, within: float = 0.5) -> None:
    """Note in how many rows two numbers agree that should be the same."""
    both = np.isfinite(left) & np.isfinite(right)
    if not both.any():
        return
    fine = int((np.abs(left[both] - right[both]) <= within).sum())
    whole = int(both.sum())
    end = "." if fine == whole else ": where it does not, the platform counted something more."
    draft.checks.append(f"{what} in {share_of(fine, whole)}{end}")


def note_columns(sheet: Sheet, names: Mapping[str, str]) -> None:
    """Note what became of each column.

    Args:
        sheet: The table.
        names: What a role becomes, in words.
    """
    draft, form = sheet.draft, sheet.form
    seen: set[str] = set()
    for header in sheet.raw.headers:
        role = form.role(header)
        base = re.sub(r" \(\d+\)'*$", "", header)
        if role:
            draft.used.append((header, names.get(role, role)))
        elif form.knows(header):
            draft.not_used.append(header)
        elif form.knows(base) and base in seen:
            draft.not_used.append(f"{header}: the same name again")
        else:
            draft.not_understood.append(header[:60])
        seen.add(base)
        if "posted by" in header.casefold():
            draft.warnings.append(f"«{header}» holds names of persons; it was not read.")


def empty_posts() -> Any:
    """Return a posts table without rows."""
    return _frame({}, 0)


def finish_posts(sheet: Sheet, options: Options) -> Any:
    """Make the posts table of what a platform's module found, and finish the notes.

    Args:
        sheet: The table, its formats, counts and texts.
        options: What the caller wishes.

    Returns:
        The posts table, oldest first.
    """
    raw, draft, form = sheet.raw, sheet.draft, sheet.form
    draft.warnings[:0] = raw.notes
    draft.header_row, draft.sheet, draft.rows_in = raw.header_row, raw.sheet, raw.rows_in
    for reason, numbers in raw.broken.items():
        draft.leave_out(reason, numbers)
    role = "time" if sheet.headers("time") else "day"
    dates = read_dates(sheet.words(role))
    ids, left = read_ids(sheet)
    kept = np.ones(len(raw), dtype=bool)
    for place in left:
        kept[place] = False
    for place in np.flatnonzero(kept & ~dates.fine).tolist():
        left[place] = BAD_DATE
    kept &= dates.fine
    texts = plain_texts(sheet)
    if form.platform == "x":
        note_replies(texts, kept, left, draft, wanted=options.replies)
    shown = sheet.counts.get("impressions", np.zeros(len(raw)))
    leave_twice(ids, kept, left, shown)
    by_reason: dict[str, list[int]] = {}
    for place in sorted(left):
        by_reason.setdefault(left[place], []).append(int(raw.row_numbers[place]))
    for reason, rows in by_reason.items():
        draft.leave_out(reason, rows)
    rest = np.flatnonzero(kept)
    _note_dates(dates, rest, sheet, options)
    written = dates.texts(_source(sheet, options), options.timezone)
    if options.times_from_ids and role == "day":
        written = _times_from_ids(ids, written, rest, sheet, options)
    zero = np.full(len(raw), -1, dtype=np.int8)
    data: dict[str, Any] = {
        "post_id": ids,
        "platform": form.platform,
        "published_at": written,
        "month": None,
        "text": texts,
        "format": sheet.formats or None,
        "paid": sheet.paid if sheet.paid is not None else zero,
        **sheet.counts,
    }
    if options.times_from_ids and role == "day":
        order = rest[np.argsort(np.array(written, dtype=np.str_)[rest], kind="stable")]
    else:
        own = np.where(dates.offset == ReadDates.NO_OFFSET, 0, dates.offset)
        moment = dates.day * 1440 + np.maximum(dates.minute, 0) - own
        order = rest[np.argsort(moment[rest], kind="stable")]
    taken = {name: _take(cells, order) for name, cells in data.items()}
    taken["month"] = [one[:7] for one in taken["published_at"]]
    return _frame(taken, len(order))


def _take(cells: Any, order: npt.NDArray[np.intp]) -> Any:
    if cells is None or isinstance(cells, str):
        return cells
    if isinstance(cells, np.ndarray):
        return cells[order]
    return np.asarray(cells, dtype=object)[order].tolist()


def _frame(data: Mapping[str, Any], rows: int) -> Any:
    import pandas as pd

    made: dict[str, Any] = {}
    for one in POSTS_COLUMNS:
        cells = data.get(one.name)
        if one.dtype == "Int64":
            values = np.full(rows, np.nan) if cells is None else np.asarray(cells, dtype=np.float64)
            empty = np.isnan(values)
            whole = np.where(empty, 0.0, values).astype(np.int64)
            made[one.name] = pd.arrays.IntegerArray(whole, empty)
        elif one.dtype == "bool":
            flags = np.full(rows, -1, dtype=np.int8) if cells is None else np.asarray(cells)
            made[one.name] = pd.arrays.BooleanArray(flags == 1, flags == -1)
        else:
            words: Any = cells if isinstance(cells, str) else _or_none(cells)
            made[one.name] = pd.Series(words, index=range(rows), dtype=text_dtype())
    return pd.DataFrame(made, copy=False)


def _or_none(cells: Any) -> Any:
    if cells is None:
        return np.nan
    return [cell or np.nan for cell in cells] if not all(cells) else cells


# --- dates --------------------------------------------------------------------------------------


def _source(sheet: Sheet, options: Options) -> str:
    return options.source_timezone or sheet.form.zone or options.timezone


def _note_dates(
    dates: ReadDates, kept: npt.NDArray[np.intp], sheet: Sheet, options: Options
) -> None:
    draft = sheet.draft
    if not kept.size:
        return
    draft.dates = say_order(dates)
    days = dates.day[kept]
    draft.first_date, draft.last_date = (
        str(np.datetime64(int(day), "D")) for day in (days.min(), days.max())
    )
    timed = dates.minute[kept] >= 0
    if not timed.any():
        draft.time_zone = (
            "The file gives dates without a time of day and does not name their time zone; they "
            "are kept as they are."
        )
        return
    own = dates.offset[kept][timed] != ReadDates.NO_OFFSET
    if own.all():
        begin = "The times in the file name their own zone"
        if options.source_timezone:
            begin += f", so {options.source_timezone} was not used"
    elif options.source_timezone:
        begin = (
            f"The times in the file were taken for {show_zone(options.source_timezone)}, as asked"
        )
    else:
        begin = (
            "The file does not name its time zone; its times were taken for "
            f"{show_zone(_source(sheet, options))} (another: --source-timezone)"
        )
    draft.time_zone = f"{begin}; they were converted to {show_zone(options.timezone)}."


def say_order(dates: ReadDates) -> str:
    """Say how dates were read, and how sure that is."""
    if dates.order in ("month first", "day first"):
        rule = f"Dates were read with the {dates.order}"
        if dates.sure:
            return f"{rule}: the column itself settles it."
        if bool(dates.fine.all()):
            return (
                f"{rule}, as the platform writes them; no date in the file shows whether that is "
                "right."
            )
        return f"{rule}, as most dates in the column are; the others cannot be read."
    return {
        "year first": "Dates are written with the year first, so they are certain.",
        "month named": "Dates name the month, so they are certain.",
    }.get(dates.order, "")


def show_zone(name: str) -> str:
    """Write a time zone for people.

    >>> show_zone("America/Los_Angeles"), show_zone("+10:00")
    ('US Pacific time', 'UTC+10:00')
    """
    if name == "America/Los_Angeles":
        return "US Pacific time"
    return f"UTC{name}" if name[:1] in "+-" else name


def _times_from_ids(
    ids: Sequence[str],
    written: list[str],
    kept: npt.NDArray[np.intp],
    sheet: Sheet,
    options: Options,
) -> list[str]:
    """Work out times of day from ids: their upper bits are the moment of publication."""
    first: Callable[[int], int] = (
        (lambda number: (number >> 22) + 1_288_834_974_657)
        if sheet.form.platform == "x"
        else (lambda number: number >> 22)
    )
    minutes = np.zeros(len(written), dtype=np.int64)
    good = np.zeros(len(written), dtype=bool)
    for place in kept.tolist():
        minutes[place] = first(int(ids[place])) // 60_000
        day = np.datetime64(written[place], "D").astype(np.int64)
        good[place] = abs(minutes[place] // 1440 - int(day)) <= 1
    dates = ReadDates(
        good, minutes // 1440, minutes % 1440, np.zeros(len(written), np.int64), "year first", True
    )
    timed = dates.texts("UTC", options.timezone)
    sheet.draft.time_zone = (
        f"The file has no time of day. For {share_of(int(good.sum()), len(kept))} it was worked "
        f"out from the post id, in {show_zone(options.timezone)}; the others have the date alone."
    )
    return [new if fine else old for new, old, fine in zip(timed, written, good, strict=True)]
