"""Posts as plain arrays, and the small tools that every writer of exports needs.

>>> pacific("2026-03-08T09:59", 0), pacific("2026-03-08T10:00", 0)
('03/08/2026 01:59', '03/08/2026 03:00')
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.errors import DataError
from statcomms.schema import PLATFORMS, POSTS_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "DAY",
    "LOCAL",
    "Rows",
    "assumed",
    "csv_bytes",
    "day_name",
    "pacific",
    "pacific_minute",
    "rows_of",
    "slashed",
    "split",
    "stamp",
    "unwanted_platform",
]

Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]

DAY = 24 * 60
"""Minutes of a day."""
LOCAL = 10 * 60
"""Minutes that Nusamara's clocks are ahead of UTC."""

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PST = -8 * 60
_COUNTS = tuple(one.name for one in POSTS_COLUMNS if one.dtype == "Int64")
_PHP_QUOTED = re.compile(r'[\s,"\\]')


@dataclass(frozen=True)
class Rows:
    """The posts of one platform, newest first, as exports list them.

    Attributes:
        ids: Post ids.
        minute: When each was published: minutes of UTC since 1 January 1970.
        text: Texts.
        format: Formats.
        campaign: Names of campaigns; empty for none.
        paid: Whether each was boosted.
        counts: The count columns of the posts table; a missing cell is 0 here.
    """

    ids: tuple[str, ...]
    minute: Whole
    text: tuple[str, ...]
    format: tuple[str, ...]
    campaign: tuple[str, ...]
    paid: npt.NDArray[np.bool_]
    counts: Mapping[str, Whole]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def local(self) -> Whole:
        """When each was published, in minutes of Nusamara's clocks."""
        return self.minute + LOCAL

    def with_counts(self, counts: Mapping[str, Whole]) -> Rows:
        """Return the same posts with other counts."""
        return replace(self, counts=dict(counts))

    def per_format(self, shares: Mapping[str, float]) -> Floats:
        """Return a number for each post by its format; 0 for formats that are not named."""
        return np.array([shares.get(name, 0.0) for name in self.format], dtype=np.float64)


def rows_of(posts: pd.DataFrame, platform: str) -> Rows:
    """Return the posts of a platform, newest first.

    Args:
        posts: A posts table.
        platform: ``x``, ``facebook`` or ``linkedin``.

    Raises:
        DataError: The platform is unknown or the table has no post on it.
    """
    if platform not in PLATFORMS:
        raise unwanted_platform(platform)
    here = posts[(posts["platform"] == platform).to_numpy(dtype=bool)]
    if not len(here):
        raise DataError(
            f"The posts table has no post on {platform}, so there is nothing to export.",
            "Choose a longer period or another platform.",
        )
    minute = np.array([one[:16] for one in here["published_at"]], dtype="datetime64[m]")
    utc = minute.astype(np.int64) - LOCAL
    order = np.lexsort((np.array(list(here["post_id"]), dtype=object).astype(np.int64), utc))[::-1]
    here = here.iloc[order]
    campaign = ["" if one != one or one is None else str(one) for one in here["campaign"].tolist()]
    return Rows(
        tuple(here["post_id"]),
        utc[order],
        tuple(here["text"]),
        tuple(here["format"]),
        tuple(campaign),
        here["paid"].to_numpy(dtype=bool),
        {name: here[name].fillna(0).to_numpy(dtype=np.int64) for name in _COUNTS},
    )


def unwanted_platform(platform: str) -> DataError:
    """Return the error for a platform that there is not."""
    return DataError(
        f"There is no platform '{platform}'.", "Platforms are: " + ", ".join(PLATFORMS) + "."
    )


def assumed(name: str) -> Any:
    """Return a number, or a group of numbers, of ``assumed.json`` beside this module."""
    found = _read()[name]
    if "value" in found:
        return found["value"]
    return {key: value for key, value in found.items() if not key.startswith("_")}


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    text = files("statcomms.data.exports").joinpath("assumed.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def split(
    total: Whole, shares: Mapping[str, Floats | float], draw: np.random.Generator
) -> dict[str, Whole]:
    """Split whole numbers into parts that add up to them exactly.

    Args:
        total: What is split, one number for each post.
        shares: Usual share of each part, up to a common factor: one number, or one for each post.
        draw: The random numbers: each post's mix is a Dirichlet draw around the shares.

    Returns:
        The parts by name, in the order given.
    """
    firm = float(assumed("concentration"))
    usual = np.stack(
        [np.broadcast_to(np.asarray(one, float), total.shape) for one in shares.values()]
    )
    usual = usual / np.maximum(usual.sum(axis=0), 1e-12)
    weights = draw.standard_gamma(np.maximum(firm * usual, 1e-9)) * (usual > 0)
    whole = weights.sum(axis=0)
    weights = np.where(whole > 0, weights / np.where(whole > 0, whole, 1.0), usual)
    upper = np.floor(np.cumsum(weights, axis=0) * total + draw.random(total.shape))
    upper = np.minimum(upper, total).astype(np.int64)
    last = int(np.max(np.flatnonzero((usual > 0).any(axis=1))))
    upper[last:] = total
    # A part without a share gets nothing, also where rounding would give it one.
    parts = np.diff(upper, axis=0, prepend=0)
    names = list(shares)
    largest = weights.argmax(axis=0)
    for place in range(len(names)):
        stray = np.where(usual[place] > 0, 0, parts[place])
        parts[place] -= stray
        np.add.at(parts, (largest, np.arange(len(total))), stray)
    return {name: parts[place] for place, name in enumerate(names)}


# --- dates --------------------------------------------------------------------------------------


def stamp(minute: int, form: str = "%Y-%m-%d %H:%M") -> str:
    """Return minutes since 1970 as text, by the signs %Y %m %d %H %M %I %p.

    >>> stamp(0, "%m/%d/%Y %I:%M %p")
    '01/01/1970 12:00 AM'
    """
    day, rest = divmod(int(minute), DAY)
    year, month, date = str(np.datetime64(day, "D")).split("-")
    hour, minutes = divmod(rest, 60)
    signs = {
        "%Y": year,
        "%m": month,
        "%d": date,
        "%H": f"{hour:02d}",
        "%M": f"{minutes:02d}",
        "%I": f"{hour % 12 or 12:02d}",
        "%p": "AM" if hour < 12 else "PM",
    }
    for sign, value in signs.items():
        form = form.replace(sign, value)
    return form


def slashed(day: int) -> str:
    """Return a day since 1970 as month/day/year.

    >>> slashed(0)
    '01/01/1970'
    """
    return stamp(day * DAY, "%m/%d/%Y")


def day_name(day: int) -> str:
    """Return a day since 1970 as X writes it.

    >>> day_name(20511)
    'Fri, Feb 27, 2026'
    """
    year, month, date = str(np.datetime64(int(day), "D")).split("-")
    return f"{_WEEKDAYS[(int(day) + 3) % 7]}, {_MONTHS[int(month) - 1]} {int(date)}, {year}"


def pacific_minute(utc: int) -> int:
    """Return what a clock in US Pacific time shows, in minutes since 1970.

    Summer time is from the second Sunday of March to the first Sunday of November, 02:00.
    """
    year = int(str(np.datetime64(int(utc), "m"))[:4])
    start = _sunday(year, 3, 2) * DAY + 2 * 60 - _PST
    end = _sunday(year, 11, 1) * DAY + 60 - _PST
    return int(utc) + _PST + (60 if start <= utc < end else 0)


def pacific(when: str, ahead: int, form: str = "%m/%d/%Y %H:%M") -> str:
    """Return a time as a clock in US Pacific time shows it.

    Args:
        when: The time, such as 2026-03-08T09:59.
        ahead: How many minutes its zone is ahead of UTC.
        form: How to write it, as for `stamp`.
    """
    utc = int(np.datetime64(when, "m").astype(np.int64)) - ahead
    return stamp(pacific_minute(utc), form)


def _sunday(year: int, month: int, number: int) -> int:
    """The day since 1970 of the first, second ... Sunday of a month."""
    first = int(np.datetime64(f"{year:04d}-{month:02d}-01", "D").astype(np.int64))
    return first + (6 - (first + 3) % 7) + 7 * (number - 1)


# --- files --------------------------------------------------------------------------------------


def csv_bytes(
    rows: Iterable[Sequence[str]], *, quote: str = "needed", encoding: str = "utf-8"
) -> bytes:
    r"""Return rows as CSV with a comma and \n.

    Args:
        rows: The rows, header first.
        quote: ``all`` cells in quotation marks; ``needed`` where a comma, a mark or a line end is
            in them; ``spaces`` also where white space is in them.
        encoding: Such as ``utf-8-sig`` or ``utf-16`` (little-endian with its mark).

    >>> csv_bytes([["a b", "c,d"]], quote="needed")
    b'a b,"c,d"\n'
    """

    def cell(text: str) -> str:
        plain = quote == "needed" and not any(sign in text for sign in ',"\n\r')
        if plain or (quote == "spaces" and not _PHP_QUOTED.search(text)):
            return text
        return '"' + text.replace('"', '""') + '"'

    text = "".join(",".join(map(cell, row)) + "\n" for row in rows)
    if encoding == "utf-16":
        return b"\xff\xfe" + text.encode("utf-16-le")
    return text.encode(encoding)
