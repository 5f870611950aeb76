"""What happened on each day: the counts of posts, spread over the days after publication.

A post's count is of its whole life; a daily series counts what happened on the day. Both add up to
nearly the same and are still different series.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.exports.rows import DAY, Rows, assumed
from statcomms.data.model import parameters, stream

__all__ = ["arrived", "by_day"]

Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]

_GRID = np.linspace(-6, 6, 4001)
_NORMAL = np.array([NormalDist().cdf(float(one)) for one in _GRID])


def arrived(age: Floats, platform: str, *, tail: bool = False) -> Floats:
    """Return the share of a post's life behind it at an age.

    Args:
        age: Minutes since publication; a negative age gives 0.
        platform: Whose delay.
        tail: Let a part come evenly over the month after publication, as daily series show it.
    """
    delay = parameters()["measured"][platform]
    logs = np.log(np.maximum(age, 1e-9) / delay["delay_median_minutes"]) / delay["delay_sigma"]
    share = np.where(age > 0, np.interp(logs, _GRID, _NORMAL), 0.0)
    if tail:
        rule = assumed("daily_tail")
        part = float(rule["share"][platform])
        share = (1 - part) * share + part * np.clip(age / (rule["days"] * DAY), 0, 1)
    return share


def by_day(
    rows: Rows,
    names: Sequence[str],
    platform: str,
    days: tuple[int, int],
    taken: int,
    ahead: int,
    seed: int | str,
) -> dict[str, Whole]:
    """Spread counts over the days on which they happened.

    Args:
        rows: The posts.
        names: Names of the counts.
        platform: Their platform.
        days: First day and the day after the last, since 1 January 1970, of the zone's clock.
        taken: When the export was made: minutes of UTC since 1970. Until then all counts came in.
        ahead: Minutes that the zone of the days is ahead of UTC.
        seed: Seed of the rounding.

    Returns:
        For each name one whole number a day. Over all days a count adds up to the posts' own,
        but for what happened outside the period.
    """
    first, end = days
    found = {name: np.zeros(end - first, dtype=np.int64) for name in names}
    start = (rows.minute + ahead) // DAY
    whole = np.maximum(arrived((taken - rows.minute).astype(np.float64), platform, tail=True), 1e-9)
    rounding = stream(seed, f"days of {platform}").random((len(names), len(rows)))
    before = {name: np.zeros(len(rows), dtype=np.int64) for name in names}
    most = math.ceil(float(assumed("daily_tail")["days"])) + 2
    for step in range(most + 1):
        close = np.minimum((start + step + 1) * DAY - ahead, taken)
        if step == most:
            close = np.full(len(rows), taken)
        share = arrived((close - rows.minute).astype(np.float64), platform, tail=True) / whole
        share = np.where(close >= taken, 1.0, np.minimum(share, 1.0))
        place = start + step - first
        here = (place >= 0) & (place < end - first)
        for number, name in enumerate(names):
            until = np.floor(rows.counts[name] * share + rounding[number] * (share < 1))
            until = np.minimum(until, rows.counts[name]).astype(np.int64)
            until = np.maximum(until, before[name])
            np.add.at(found[name], place[here], (until - before[name])[here])
            before[name] = until
    return found
