"""Numbers as exports write them: 312.0, 1,234, 1.234,0, 1 234, 2,5 %, and - for nothing.

>>> plain_counts(["1,234", "312,0", "-", "", "n/a"]).tolist()
[1234.0, 312.0, nan, nan, nan]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["EMPTY", "Floats", "is_empty", "plain_counts", "plain_rates"]

Floats: TypeAlias = npt.NDArray[np.float64]

EMPTY = ("", "-", "–", "—", "--", "null", "NULL", "NaN", "nan", "N/A", "n/a", "NA", "None")
"""What stands for "no number": missing, never 0."""
_EMPTY = frozenset(EMPTY)
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]+")
_WHOLE = re.compile(r"[+-]?\d{1,15}")
_ZEROS = re.compile(r"([+-]?\d{1,15})[.,]0{1,6}")
_GROUPS = re.compile(r"([+-]?\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:[.,]0{1,6})?")
_POWER = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_DECIMAL = re.compile(r"[+-]?(?:\d{1,15}(?:[.,]\d{0,20})?|[.,]\d{1,20})(?:[eE][+-]?\d{1,2})?")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹−", "01234567890123456789-")


def is_empty(cell: str) -> bool:
    """Say whether a cell says that there is no number."""
    return cell.strip() in _EMPTY


def plain_counts(cells: Iterable[object]) -> Floats:
    """Return whole numbers from cells that the fast reader did not take for numbers.

    A separator before exactly three digits is taken for one of thousands, since counts have no
    decimals; before zeros only, for one of decimals.

    Returns:
        One number for each cell; NaN where there is none, infinity where it is not understood.
    """
    return _by_unique(cells, _count)


def plain_rates(cells: Iterable[object]) -> Floats:
    """Return shares: 0.025, 0,025, 2.5 % and 2,5% are the same to it.

    >>> plain_rates(["0,025", "2.5 %", "-"]).tolist()
    [0.025, 0.025, nan]
    """
    return _by_unique(cells, _rate)


def _by_unique(cells: Iterable[object], read: object) -> Floats:
    known: dict[str, float] = {}
    found = []
    for cell in cells:
        text = cell if isinstance(cell, str) else "" if cell is None else str(cell)
        if text not in known:
            known[text] = read(text)  # type: ignore[operator]
        found.append(known[text])
    return np.array(found, dtype=np.float64)


def _count(cell: str) -> float:
    if is_empty(cell):
        return float("nan")
    text = _SPACES.sub("", cell.translate(_DIGITS)).strip('="')
    if _WHOLE.fullmatch(text):
        return float(text)
    if match := _GROUPS.fullmatch(text):
        return float(match.group(1).replace(",", "").replace(".", ""))
    if match := _ZEROS.fullmatch(text):
        return float(match.group(1))
    if _POWER.fullmatch(text):
        value = float(text.replace(",", "."))
        if value % 1 == 0:
            return value
    return float("inf")


def _rate(cell: str) -> float:
    if is_empty(cell):
        return float("nan")
    text = _SPACES.sub("", cell.translate(_DIGITS)).strip('="')
    percent = text.endswith("%")
    text = text.removesuffix("%").replace(",", ".")
    if not _DECIMAL.fullmatch(text):
        return float("inf")
    return float(text) / (100 if percent else 1)
