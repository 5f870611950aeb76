"""Months and release days: the office's calendar.

>>> month_list("2025-11", 3)
('2025-11', '2025-12', '2026-01')
"""

from __future__ import annotations

import numpy as np

from statcomms.errors import DataError

__all__ = ["DAY", "RELEASE_MINUTE", "first_day", "month_list", "next_month", "release_days"]

DAY = 24 * 60
"""Minutes of a day."""
RELEASE_MINUTE = 9 * 60 + 30
"""Minute of the day at which every release comes out: 09:30."""

_RELEASE_TOPICS = ("prices", "labour", "economy")


def month_list(first_month: str, months: int) -> tuple[str, ...]:
    """Return that many months from the first on.

    Raises:
        DataError: The month is not written as 2026-05, or there is not at least one month.

    >>> month_list("2025-11", 3)
    ('2025-11', '2025-12', '2026-01')
    """
    try:
        start = int(first_month[:4]) * 12 + int(first_month[5:7]) - 1
    except (TypeError, ValueError):
        start = -1
    if start < 12 * 1970 or len(first_month) != 7 or months < 1:
        raise DataError(
            f"'{first_month}' and {months} do not make a period.",
            "Give a first month such as 2024-10 and at least one month.",
        )
    return tuple(
        f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, start + months)
    )


def first_day(month: str) -> int:
    """Return the first day of a month, in days since 1 January 1970.

    >>> first_day("1970-02")
    31
    """
    return int(np.datetime64(f"{month}-01", "D").astype(np.int64))


def next_month(month: str) -> str:
    """Return the month after a month.

    >>> next_month("2025-12")
    '2026-01'
    """
    return month_list(month, 2)[1]


def release_days(months: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Return the release of each month: its day and its topic.

    Prices, work and the economy are released in turn, once a quarter each, on the third Wednesday
    at 09:30.

    Returns:
        For each month, days since 1 January 1970 and the topic.

    >>> release_days(("2026-05",))
    ((20593, 'labour'),)
    """
    found = []
    for month in months:
        first = first_day(month)
        wednesday = (2 - (first + 3) % 7) % 7
        topic = _RELEASE_TOPICS[(int(month[5:7]) - 1) % 3]
        found.append((first + wednesday + 14, topic))
    return tuple(found)
