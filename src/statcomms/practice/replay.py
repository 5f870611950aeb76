"""Judge a plan by what it achieves: replay it on worlds it has not seen, beside the best plan.

The mark of a plan is the share of what could have been won over doing nothing (or acting at
random), all three on the same worlds:

    share = (mean outcome - mean baseline) / (mean best - mean baseline), from 0 to 1

Because plan, baseline and best plan meet the same worlds, what chance does to a world mostly
cancels, and a few worlds are enough.

>>> replay(3, lambda plan, world: plan + world, range(10), baseline=1, best=5).share
0.5
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from statcomms.errors import DataError

__all__ = ["ENOUGH", "Replay", "replay"]

ENOUGH = 0.01
"""The standard error of a share below which no more worlds are drawn."""

Plan = TypeVar("Plan")
World = TypeVar("World")


@dataclass(frozen=True)
class Replay(Generic[Plan]):
    """What a plan achieved over some worlds.

    Attributes:
        share: Share of the best attainable gain over the baseline, from 0 to 1.
        unclipped: The same before it was cut to 0 to 1: below 0, the plan did harm.
        standard_error: Standard error of the unclipped share over worlds (linearised ratio).
        achieved: Mean outcome of the plan.
        baseline: Mean outcome of the baseline.
        best: Mean outcome of the best plan.
        worlds: How many worlds were replayed.
    """

    share: float
    unclipped: float
    standard_error: float
    achieved: float
    baseline: float
    best: float
    worlds: int


def replay(
    plan: Plan,
    outcome: Callable[[Plan, World], float],
    worlds: Iterable[World],
    *,
    baseline: Plan,
    best: Plan,
    least_worlds: int = 10,
    enough: float = ENOUGH,
) -> Replay[Plan]:
    """Replay a plan on worlds until its share is known well enough.

    Args:
        plan: The learner's plan.
        outcome: What a plan achieves in a world; larger is better; the same for the same two.
        worlds: Held-out worlds (seeds), in order; as many are used as are needed.
        baseline: The plan that scores 0: doing nothing, or a random one.
        best: The plan that scores 1: the best attainable.
        least_worlds: Worlds that are replayed in any case.
        enough: Standard error of the share at which to stop.

    Returns:
        The replay. A plan equal to the baseline has share 0, one equal to the best share 1.

    Raises:
        DataError: The best plan is not better than the baseline, or the worlds run out before the
            share is known well enough.
    """
    gains: list[float] = []
    rooms: list[float] = []
    starts: list[float] = []
    share = error = math.nan
    for world in worlds:
        start = outcome(baseline, world)
        starts.append(start)
        gains.append(outcome(plan, world) - start)
        rooms.append(outcome(best, world) - start)
        if len(gains) < least_worlds:
            continue
        share, error = _ratio(gains, rooms)
        if error < enough:
            break
    if not error < enough:
        raise DataError(
            f"{len(gains)} worlds leave the share uncertain by {error:.3f}.",
            f"Give more worlds: at least {_needed(len(gains), error, enough, least_worlds)}.",
        )
    low, gain, room = (float(np.mean(values)) for values in (starts, gains, rooms))
    return Replay(
        share=min(max(share, 0.0), 1.0),
        unclipped=share,
        standard_error=error,
        achieved=low + gain,
        baseline=low,
        best=low + room,
        worlds=len(gains),
    )


def _ratio(gains: list[float], rooms: list[float]) -> tuple[float, float]:
    """Ratio of two sums over worlds and its standard error."""
    above, below = np.array(gains), np.array(rooms)
    total = float(below.sum())
    if not total > 0:
        raise DataError(
            "The best plan does not achieve more than the baseline.",
            "Look for a better plan, or choose a lower baseline.",
        )
    share = float(above.sum()) / total
    rest = above - share * below
    return share, float(np.sqrt((rest**2).sum() * len(gains) / (len(gains) - 1)) / total)


def _needed(worlds: int, error: float, enough: float, least: int) -> int:
    if not math.isfinite(error):
        return least
    return max(least, math.ceil(worlds * (error / enough) ** 2))
