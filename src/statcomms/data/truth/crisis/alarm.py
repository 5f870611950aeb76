"""The alarm at night: when an incident really began, and what a rule for paging somebody costs.

>>> alarm_cost([100, 130, 500], onset=484)
AlarmCost(false_alarms=1, minutes_lost=16.0, cost=76.0)
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from statcomms.data.model import stream
from statcomms.data.truth.expected import Expected
from statcomms.errors import DataError

__all__ = [
    "CENSUS_ONSET",
    "FALSE_ALARM",
    "FOUND_ANYWAY",
    "MINUTE_LOST",
    "SAME_ALARM",
    "AlarmCost",
    "alarm_cost",
    "expected_alarm_cost",
    "onset",
]

CENSUS_ONSET = 484
"""Minute of ``census_crisis``, which begins at noon, in which the site went down: 20:04."""

FALSE_ALARM = 60.0
"""What one false alarm costs, in points: an hour of somebody's night. Assumed."""

MINUTE_LOST = 1.0
"""What each minute costs between the onset and the first page after it, in points. Assumed."""

FOUND_ANYWAY = 240.0
"""Minutes after which a journalist calls and the incident is known without any alarm. Assumed."""

SAME_ALARM = 60.0
"""Pages at most this many minutes after the last one wake nobody again: it is the same alarm."""


@dataclass(frozen=True, slots=True)
class AlarmCost:
    """What a rule cost on one series.

    Attributes:
        false_alarms: Alarms before the onset, or on a series where nothing happens.
        minutes_lost: Minutes from the onset to the first page after it, at most `FOUND_ANYWAY`.
        cost: Points: false alarms x `FALSE_ALARM` + minutes lost x `MINUTE_LOST`.
    """

    false_alarms: int
    minutes_lost: float
    cost: float


def onset(seed: int | str, hours: float) -> int:
    """Return the minute at which the incident begins in a drawn series of kind ``crisis``.

    It lies between 35 % and 65 % of the way, so that there is a calm to learn from and a time
    after it to lose.

    Args:
        seed: The seed that `statcomms.data.mentions.draw_mentions` gets.
        hours: Length of the series.
    """
    share = float(stream(seed, "mentions onset").random())
    return int(hours * 60 * (0.35 + 0.30 * share))


def alarm_cost(
    pages: Iterable[float],
    onset: float | None,
    *,
    false_alarm: float = FALSE_ALARM,
    minute_lost: float = MINUTE_LOST,
    found_anyway: float = FOUND_ANYWAY,
) -> AlarmCost:
    """Return what the pages of a rule cost.

    A page is false when it comes before the onset. Pages that follow one another within
    `SAME_ALARM` minutes are one alarm. A page within an alarm that began before the onset still
    tells of the incident when it comes after the onset.

    Args:
        pages: Minutes of the series at which the rule pages somebody.
        onset: Minute at which the incident began; None when there was none.
        false_alarm: Points for one false alarm.
        minute_lost: Points for one minute lost.
        found_anyway: Minutes after which the incident is known without an alarm.

    Returns:
        False alarms, minutes lost and cost in points.

    Raises:
        DataError: A page is not a minute from 0 up, or a cost is negative.
    """
    times = sorted(float(page) for page in pages)
    if times and not (math.isfinite(times[-1]) and times[0] >= 0):
        raise DataError("A page is not at a minute of the series.", "Count minutes from its start.")
    if min(false_alarm, minute_lost, found_anyway) < 0:
        raise DataError("A cost below 0 was given.", "Give costs and times of 0 or more.")
    false, last = 0, -math.inf
    for time in times:
        if onset is not None and time >= onset:
            break
        false += time - last > SAME_ALARM
        last = time
    lost = 0.0
    if onset is not None:
        first = next((time for time in times if time >= onset), math.inf)
        lost = min(first - onset, found_anyway)
    return AlarmCost(false, lost, false * false_alarm + lost * minute_lost)


def expected_alarm_cost(costs: Iterable[AlarmCost]) -> Expected:
    """Return the mean cost of a rule over series, with the standard error of that mean.

    Args:
        costs: What it cost on each series; two or more.

    Raises:
        DataError: There are fewer than two series.
    """
    values = [one.cost for one in costs]
    if len(values) < 2:
        raise DataError("A mean of one series has no standard error.", "Draw two series or more.")
    mean = math.fsum(values) / len(values)
    spread = math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return Expected(mean, math.sqrt(spread / len(values)), "points")
