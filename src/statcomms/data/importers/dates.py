"""Dates and times as exports write them, in any order, and from one time zone to another.

The order of day and month is decided by the whole column: one date such as 25/03 settles it. When
no date does, it is the platform's own order (month first), and the report says so.

>>> read = read_dates(["03/04/2025 09:30", "25/04/2025 18:00"])
>>> read.order, read.texts("+10:00", "+10:00")
('day first', ['2025-04-03T09:30+10:00', '2025-04-25T18:00+10:00'])
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.errors import DataError

__all__ = ["ReadDates", "find_zone", "offset_minutes", "read_dates"]

Whole: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST_SHAPES = 500
_REST = (
    r"(?:(?:T|[\s,]+(?:at )?)(?P<h>0{1,2}):(?P<min>00)(?::(?P<s>00)(?:[.,]0+)?)?"
    r"(?:\s?(?P<half>[AaPp]\.?[Mm]\.?))?)?(?:\s?(?P<zone>Z|UTC|GMT|[+-]00:?00))?"
)
_ISO = re.compile(r"(?P<y>0000)[-/.](?P<m>0{1,2})[-/.](?P<d>0{1,2})" + _REST)
_SHORT = re.compile(r"(?P<a>0{1,2})[-/.](?P<b>0{1,2})[-/.](?P<y>0000|00)" + _REST)
_WEEKDAY = r"(?:[A-Za-z]{3,9}\.?,?\s)?"
_NAMED = re.compile(
    _WEEKDAY + r"(?P<name>[A-Za-z]{3,9})\.?\s(?P<d>0{1,2})(?:,\s?|\s)(?P<y>0000)" + _REST
)
_NAMED_AFTER = re.compile(
    _WEEKDAY + r"(?P<d>0{1,2})[\s-](?P<name>[A-Za-z]{3,9})\.?,?[\s-](?P<y>0000)" + _REST
)
_PATTERNS = ((1, _ISO), (2, _SHORT), (3, _NAMED), (3, _NAMED_AFTER))
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class ReadDates:
    """A column of dates, read.

    Attributes:
        fine: Whether each cell is a date.
        day: Days since 1970-01-01, in the file's own zone.
        minute: Minutes since midnight; -1 where the cell has no time of day.
        offset: Minutes ahead of UTC where the cell says so itself; `NO_OFFSET` where not.
        order: ``year first``, ``month named``, ``month first``, ``day first``; empty for no date.
        sure: Whether the file itself settles the order.
    """

    fine: Mask
    day: Whole
    minute: Whole
    offset: Whole
    order: str
    sure: bool

    NO_OFFSET = 100_000

    def dates(self, chosen: Mask | None = None) -> list[str]:
        """Return each cell's date alone, such as 2025-03-15; empty where it is none.

        Args:
            chosen: Which cells; None for all.
        """
        which = slice(None) if chosen is None else chosen
        day, fine = self.day[which], self.fine[which]
        if not len(day):
            return []
        days, places = np.unique(day, return_inverse=True)
        names = np.array(np.datetime_as_string(days.astype("datetime64[D]")).tolist(), dtype=object)
        found = names[places.reshape(-1)]
        found[~fine] = ""
        return list(found.tolist())

    def texts(self, source: str, target: str) -> list[str]:
        """Return each cell as ISO 8601 in another time zone; a date alone stays as it is.

        Args:
            source: The zone of cells that do not say their own.
            target: The zone to convert to.

        Raises:
            DataError: A zone is not known.
        """
        timed = (self.minute >= 0) & self.fine
        if not timed.any():
            return self.dates()
        stamp = self.day * 1440 + np.maximum(self.minute, 0)
        has_own = self.offset != self.NO_OFFSET
        utc = stamp - np.where(has_own, self.offset, 0)
        if not has_own.all():
            utc = np.where(has_own, utc, stamp - _local_offsets(stamp, find_zone(source)))
        ahead = _utc_offsets(utc, find_zone(target))
        moments, places = np.unique(utc + ahead, return_inverse=True)
        shown = np.datetime_as_string(moments.astype("datetime64[m]"), unit="m").tolist()
        local = np.array(shown, dtype=object)[places.reshape(-1)].tolist()
        names = {int(one): _offset_name(int(one)) for one in np.unique(ahead)}
        if len(names) == 1 and timed.all():
            (name,) = names.values()
            return [text + name for text in local]
        days = self.dates()
        return [
            text + names[minutes] if has_time else day
            for text, minutes, has_time, day in zip(
                local, ahead.tolist(), timed.tolist(), days, strict=True
            )
        ]


def read_dates(cells: Sequence[str], *, usual: str = "month first") -> ReadDates:
    """Read a column of dates.

    Args:
        cells: The column, as text.
        usual: The order to take when the column does not settle it.
    """
    import pandas as pd

    codes, unique = pd.factorize(np.asarray(cells, dtype=object))
    if not len(unique):
        none = np.zeros(0, dtype=np.int64)
        return ReadDates(np.zeros(0, dtype=bool), none, none, none, "", False)
    parts = _parts([str(one).strip()[:48] for one in unique])
    numeric = parts["kind"] == 2
    a, b = parts["a"], parts["b"]
    month, day = parts["m"].copy(), parts["d"].copy()
    order, sure = "", True
    if numeric.any():
        counts = np.bincount(codes, minlength=len(unique))
        day_first = int(counts[numeric & (a > 12) & (b <= 12)].sum())
        month_first = int(counts[numeric & (b > 12) & (a <= 12)].sum())
        sure = (day_first > 0) != (month_first > 0)
        first_is_day = day_first > month_first if day_first != month_first else usual == "day first"
        month[numeric] = (b if first_is_day else a)[numeric]
        day[numeric] = (a if first_is_day else b)[numeric]
        order = "day first" if first_is_day else "month first"
    elif (parts["kind"] == 3).any():
        order = "month named"
    elif (parts["kind"] == 1).any():
        order = "year first"
    fine, days = _days(parts["y"], month, day)
    fine &= (parts["kind"] > 0) & (parts["minute"] < 1440) & (np.abs(parts["offset"]) != 99_999)
    return ReadDates(
        fine[codes],
        np.where(fine, days, 0)[codes],
        np.where(fine, parts["minute"], -1)[codes],
        parts["offset"][codes],
        order,
        sure,
    )


def _parts(texts: list[str]) -> dict[str, Whole]:
    """Take dates apart, all of one shape at a time."""
    letters = np.array(texts, dtype=np.str_)
    width = max(letters.dtype.itemsize // 4, 1)
    codes = letters.view(np.uint32).reshape(len(texts), width)
    digit = (codes >= 48) & (codes <= 57)
    shapes = np.where(digit, np.uint32(48), codes)
    parts = {
        name: np.full(len(texts), -1, dtype=np.int64)
        for name in ("kind", "a", "b", "y", "m", "d", "minute")
    }
    parts["kind"][:] = 0
    parts["offset"] = np.full(len(texts), ReadDates.NO_OFFSET, dtype=np.int64)
    left = np.arange(len(texts))
    for _ in range(_MOST_SHAPES):
        if not left.size:
            break
        same = (shapes[left] == shapes[left[0]]).all(axis=1)
        here = left[same]
        left = left[~same]
        shape = "".join(map(chr, shapes[here[0]])).rstrip("\0")
        _take_apart(shape, codes[here].astype(np.int64) - 48, here, parts)
    return parts


def _take_apart(shape: str, values: Whole, here: Whole, parts: dict[str, Whole]) -> None:
    found = [(kind, pattern.fullmatch(shape)) for kind, pattern in _PATTERNS]
    kind, match = next(((kind, match) for kind, match in found if match), (0, None))
    if match is None:
        return

    def number(name: str) -> Whole:
        start, stop = match.span(name)
        found = np.zeros(len(values), dtype=np.int64)
        for place in range(start, stop):
            found = found * 10 + values[:, place]
        return found

    named = match.groupdict()
    if named.get("name"):
        short = named["name"][:3].casefold()
        if short not in MONTHS:
            return
        parts["m"][here] = MONTHS.index(short) + 1
    for name in ("a", "b", "m", "d", "y"):
        if named.get(name):
            parts[name][here] = number(name)
    if len(named["y"]) == 2:
        parts["y"][here] += 2000
    parts["kind"][here] = kind
    if named["h"]:
        hour, minute = number("h"), number("min")
        wrong = minute > 59
        if named["half"]:
            wrong |= (hour < 1) | (hour > 12)
            hour = hour % 12 + (12 if named["half"][0] in "pP" else 0)
        parts["minute"][here] = np.where(wrong | (hour > 23), 9999, hour * 60 + minute)
    if named["zone"]:
        parts["offset"][here] = _own_offset(named["zone"], match.start("zone"), values)


def _own_offset(zone: str, start: int, values: Whole) -> Whole:
    if zone[0] not in "+-":
        return np.zeros(len(values), dtype=np.int64)
    digits = [place for place, sign in enumerate(zone, start=start) if sign == "0"]
    tens, ones, ten_minutes, minutes = (values[:, place] for place in digits)
    ahead = (tens * 10 + ones) * 60 + ten_minutes * 10 + minutes
    ahead = np.where(ahead > 14 * 60, 99_999, ahead)
    return np.asarray(-ahead if zone[0] == "-" else ahead, dtype=np.int64)


def _days(year: Whole, month: Whole, day: Whole) -> tuple[Mask, Whole]:
    """Days since 1970-01-01, and whether there is such a day."""
    fine = (year >= _FIRST_YEAR) & (year <= _LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1)
    months = np.where(fine, (year - 1970) * 12 + month - 1, 0)
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    after = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    fine &= day <= after - first
    return fine, np.where(fine, first + day - 1, 0)


# --- time zones ---------------------------------------------------------------------------------


def find_zone(name: str) -> tzinfo:
    """Return a time zone by its name or by its distance from UTC.

    Raises:
        DataError: There is no such zone.

    >>> find_zone("+10:00").utcoffset(None)
    datetime.timedelta(seconds=36000)
    """
    minutes = offset_minutes(name)
    if minutes is not None:
        return timezone(timedelta(minutes=minutes))
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise DataError(
            f"There is no time zone '{name}'.",
            "Write it as +10:00, or as area and place, such as Pacific/Guam or Europe/Berlin.",
        ) from error


def offset_minutes(name: str) -> int | None:
    """Return how far ahead of UTC a zone is that is written as a number; None for a name.

    >>> offset_minutes("UTC-3"), offset_minutes("+05:30"), offset_minutes("Europe/Berlin")
    (-180, 330, None)
    """
    pattern = r"(?:UTC|GMT|Z)?(?:([+-])(\d{1,2})(?::?(\d{2}))?)?"
    match = re.fullmatch(pattern, name.strip(), re.IGNORECASE)
    if match is None or not name.strip():
        return None
    sign, hours, minutes = match.groups()
    ahead = int(hours or 0) * 60 + int(minutes or 0)
    if ahead > 14 * 60 or int(minutes or 0) > 59:
        return None
    return -ahead if sign == "-" else ahead


def _utc_offsets(utc: Whole, zone: tzinfo) -> Whole:
    """Minutes ahead of UTC at each minute of UTC."""
    if isinstance(zone, timezone):
        return np.full(len(utc), _fixed(zone), dtype=np.int64)
    import pandas as pd

    times = pd.DatetimeIndex(utc.astype("datetime64[m]").astype("datetime64[s]"))
    local = times.tz_localize("UTC").tz_convert(zone).tz_localize(None)
    return _minutes(local) - utc


def _local_offsets(local: Whole, zone: tzinfo) -> Whole:
    """Minutes ahead of UTC at each minute of a clock in the zone.

    An hour that the clock shows twice is taken for the later; one that it leaps over, for the
    first moment after it.
    """
    if isinstance(zone, timezone):
        return np.full(len(local), _fixed(zone), dtype=np.int64)
    import pandas as pd

    times = pd.DatetimeIndex(local.astype("datetime64[m]").astype("datetime64[s]"))
    standard = np.zeros(len(local), dtype=bool)
    placed: Any = times.tz_localize(zone, ambiguous=standard, nonexistent="shift_forward")
    return local - _minutes(placed.tz_convert("UTC").tz_localize(None))


def _minutes(times: Any) -> Whole:
    found = times.to_numpy().astype("datetime64[m]").astype(np.int64)
    return np.asarray(found, dtype=np.int64)


def _fixed(zone: timezone) -> int:
    return int(zone.utcoffset(None).total_seconds() // 60)


def _offset_name(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
