"""Daily series: X by day and overview, LinkedIn's metrics, series of a Facebook Page."""

from __future__ import annotations

import csv
import re
from typing import Any

import numpy as np

from statcomms.data.importers.dates import ReadDates, read_dates
from statcomms.data.importers.frames import BAD_DATE, Sheet, note_columns, say_order
from statcomms.data.importers.numbers import Floats, plain_rates
from statcomms.data.importers.report import Draft, counted
from statcomms.data.synth import text_dtype
from statcomms.errors import DataError

__all__ = ["AUDIENCE_COLUMNS", "DAILY_COLUMNS", "daily", "empty_audience", "empty_daily", "page"]

DAILY_COLUMNS = ("date", "platform", "metric", "value", "partial")
AUDIENCE_COLUMNS = ("block", "row", "column", "value")
TWICE_A_DAY = "the day is in the file more than once; the last row was kept"
NO_CELLS = "the row has no number"
_MOST_LINES = 200_000


def empty_daily() -> Any:
    """Return a table of daily values without rows."""
    return _long([], "", {}, "")


def empty_audience() -> Any:
    """Return a table of the Page's audience without rows."""
    return _audience([])


def daily(sheet: Sheet) -> Any:
    """Make the tidy table of a daily series: one row is one metric on one day.

    Counts may be negative: LinkedIn takes back a comment that was withdrawn. The last day is
    marked as partial, since the export was often made before it was over.
    """
    raw, draft, form = sheet.raw, sheet.draft, sheet.form
    note_columns(sheet, {"day": "date"})
    draft.warnings[:0] = raw.notes
    draft.header_row, draft.sheet, draft.rows_in = raw.header_row, raw.sheet, raw.rows_in
    for reason, numbers in raw.broken.items():
        draft.leave_out(reason, numbers)
    dates = read_dates(sheet.words("day"))
    draft.leave_out(BAD_DATE, raw.row_numbers[~dates.fine])
    kept = _last_of_each_day(dates, raw.row_numbers, draft)
    metrics: dict[str, Floats] = {}
    for header in raw.columns:
        role = form.role(header)
        if role == "day":
            continue
        values = raw.numbers(header, rate="rate" in role)
        bad = np.isinf(values[kept])
        if bad.any():
            draft.warnings.append(
                f"«{header}» holds no number in {counted(int(bad.sum()), 'cell')}, left missing, "
                "not 0."
            )
        metrics[role] = np.where(np.isinf(values), np.nan, values)[kept]
    below = sum(int((values < 0).sum()) for values in metrics.values())
    if below:
        draft.warnings.append(
            f"Below 0 and kept: {counted(below, 'daily value')}; people took back a reaction, "
            "comment or repost."
        )
    days = dates.dates(kept)
    last = _note_days(days, dates, draft, form.platform)
    return _long(days, form.platform, metrics, last)


def _last_of_each_day(dates: ReadDates, row_numbers: Any, draft: Draft) -> Any:
    import pandas as pd

    twice = pd.Series(dates.day).where(dates.fine).duplicated(keep="last").to_numpy() & dates.fine
    draft.leave_out(TWICE_A_DAY, row_numbers[twice])
    return dates.fine & ~twice


def _note_days(days: list[str], dates: ReadDates, draft: Draft, platform: str) -> str:
    if not days:
        return ""
    draft.dates = say_order(dates)
    draft.time_zone = "A daily series has no time of day; its days are the platform's own."
    draft.first_date, draft.last_date = min(days), max(days)
    lag = " LinkedIn's numbers of the last two days still grow." if platform == "linkedin" else ""
    draft.warnings.append(
        f"The last day, {draft.last_date}, may have been counted in part; it is marked in the "
        f"column «partial».{lag}"
    )
    return draft.last_date


def _long(days: list[str], platform: str, metrics: dict[str, Floats], last: str) -> Any:
    """Put days below each other, metric by metric, without missing values."""
    import pandas as pd

    order = np.argsort(np.array(days, dtype=np.str_), kind="stable")
    listed = np.array(days, dtype=object)[order]
    parts: dict[str, list[Any]] = {name: [] for name in DAILY_COLUMNS}
    for name, values in metrics.items():
        there = ~np.isnan(values[order])
        number = int(there.sum())
        parts["date"] += listed[there].tolist()
        parts["platform"] += [platform] * number
        parts["metric"] += [name] * number
        parts["value"] += values[order][there].tolist()
        parts["partial"] += (listed[there] == last).tolist()
    types: dict[str, Any] = {"value": "float64", "partial": "bool"}
    return pd.DataFrame(
        {
            name: pd.Series(cells, dtype=types.get(name, text_dtype()))
            for name, cells in parts.items()
        }
    )


def _audience(rows: list[tuple[str, str, str, float]]) -> Any:
    import pandas as pd

    columns: list[list[Any]] = [list(one) for one in zip(*rows, strict=True)] or [[], [], [], []]
    types: dict[str, Any] = {"value": "float64"}
    return pd.DataFrame(
        {
            name: pd.Series(cells, dtype=types.get(name, text_dtype()))
            for name, cells in zip(AUDIENCE_COLUMNS, columns, strict=True)
        }
    )


# --- series of a Facebook Page ------------------------------------------------------------------


def page(text: str, draft: Draft, file: str) -> tuple[Any, Any] | None:
    """Read a Page's series: blocks of a title, a header and rows, one below the other.

    Args:
        text: The whole file.
        draft: Notes for the report.
        file: Its name, for messages.

    Returns:
        The daily table and the audience's table; None when the file has no such blocks.

    Raises:
        DataError: A block has no rows, or there are too many lines.
    """
    import pandas as pd

    blocks = _blocks(text, file)
    if blocks is None:
        return None
    series, audience = [], []
    for title, number, rows in blocks:
        head = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
        if head[:1] == ["date"] and len(head) >= 2:
            series.append(_series(title, rows, draft))
        elif rows:
            audience += _shares(title, rows, draft)
        elif not series and not audience:
            draft.warnings.append(
                f"Row {number}, «{title[:60]}», stands alone and was passed over."
            )
    if draft.rows_in == 0:
        raise DataError(
            f"{file} has a header and no rows below it.",
            "Choose a period with data, and download it again.",
        )
    if (
        not series
        and audience
        and draft.rows_in == sum(len(numbers) for numbers in draft.left_out.values())
    ):
        return None
    frames = [one for one in series if len(one)]
    return (
        pd.concat(frames, ignore_index=True) if frames else empty_daily(),
        _audience(audience),
    )


_Row = tuple[int, list[str]]


def _blocks(text: str, file: str) -> list[tuple[str, int, list[_Row]]] | None:
    """Part the lines into blocks: a line with one cell is the title of those that follow."""
    try:
        lines = list(csv.reader(text.splitlines()[: _MOST_LINES + 1]))
    except csv.Error as error:
        raise DataError(f"{file} is damaged: {error}.", "Download it again.") from None
    if len(lines) > _MOST_LINES:
        raise DataError(
            f"{file} has more than {_MOST_LINES:,} lines, too many for a series of a Page.",
            "Choose the file as it was downloaded.",
        )
    marked = bool(lines) and len(lines[0]) <= 2 and lines[0][:1] and lines[0][0].startswith("sep=")
    blocks: list[tuple[str, int, list[_Row]]] = []
    dated = False
    for number, cells in enumerate(lines, start=1):
        filled = [cell for cell in cells if cell.strip()]
        if not filled or (number == 1 and marked):
            continue
        dated = dated or [cell.strip().casefold() for cell in cells[:2]] == ["date", "primary"]
        if len(cells) == 1:
            blocks.append((cells[0].strip(), number, []))
        elif blocks:
            blocks[-1][2].append((number, cells))
        else:
            blocks.append(("", number, [(number, cells)]))
    return blocks if marked or dated else None


def _series(title: str, rows: list[_Row], draft: Draft) -> Any:
    name = _metric(title)
    draft.header_row = draft.header_row if draft.used else rows[0][0]
    draft.used += [(f"{title or 'Primary'}: {rows[0][1][1]}", name)]
    numbers = np.array([number for number, _ in rows[1:]], dtype=np.int64)
    draft.rows_in += len(numbers)
    dates = read_dates([row[0] for _, row in rows[1:]])
    values = plain_rates([row[1] if len(row) > 1 else "" for _, row in rows[1:]])
    draft.leave_out(BAD_DATE, numbers[~dates.fine])
    empty = dates.fine & ~np.isfinite(values)
    draft.leave_out(NO_CELLS, numbers[empty])
    dates.fine[empty] = False
    kept = _last_of_each_day(dates, numbers, draft)
    days = dates.dates(kept)
    before = (draft.first_date, draft.last_date)
    last = _note_days(days, dates, draft, "facebook")
    if before[0] and days:
        draft.first_date = min(before[0], draft.first_date)
        draft.last_date = max(before[1], draft.last_date)
    return _long(days, "facebook", {name: values[kept]}, last)


def _metric(title: str) -> str:
    known = {
        "views": "impressions",
        "impressions": "impressions",
        "facebook views": "impressions",
        "reach": "reach",
        "facebook reach": "reach",
        "interactions": "public_engagements",
        "content interactions": "public_engagements",
    }
    plain = " ".join(title.casefold().split())
    return known.get(plain) or re.sub(r"\W+", "_", plain).strip("_") or "value"


def _shares(title: str, rows: list[_Row], draft: Draft) -> list[tuple[str, str, str, float]]:
    """Read a block that is no series: each cell is a share of the audience."""
    head = rows[0][1]
    draft.rows_in += len(rows) - 1
    draft.used.append((f"block «{title}»", "audience"))
    found = []
    for number, cells in rows[1:]:
        values = plain_rates(cells)
        labelled = not np.isfinite(values[0]) or not head[0].strip()
        label = cells[0].strip() if labelled else ""
        start = 1 if labelled else 0
        good = [
            (title, label, name.strip(), float(value))
            for name, value in zip(head[start:], values[start:].tolist(), strict=False)
            if np.isfinite(value)
        ]
        if not good:
            draft.leave_out(NO_CELLS, [number])
        found += good
    return found
