"""The best attainable plan: exact where the problem allows, otherwise with a stated gap.

>>> best_assignment([[3.0, 9.0], [2.0, 7.0]])
([1, 0], 11.0)
>>> best_within_budget([6.0, 5.0, 4.0], [3, 2, 2], 4)
([1, 2], 9.0)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from statcomms.errors import DataError

__all__ = [
    "Climb",
    "best_assignment",
    "best_of",
    "best_sequence",
    "best_within_budget",
    "climb",
]

Plan = TypeVar("Plan")
State = TypeVar("State", bound=Hashable)
Action = TypeVar("Action")


def best_of(plans: Iterable[Plan], outcome: Callable[[Plan], float]) -> tuple[Plan, float]:
    """Return the best of all plans and its outcome: exact, by trying each.

    Raises:
        DataError: There are no plans.
    """
    best: tuple[Plan, float] | None = None
    for plan in plans:
        value = outcome(plan)
        if best is None or value > best[1]:
            best = (plan, value)
    if best is None:
        raise DataError("There is no plan to choose from.", "Give at least one.")
    return best


def best_assignment(values: Sequence[Sequence[float]]) -> tuple[list[int], float]:
    """Assign a column to each row, no column twice, for the largest sum: exact.

    The Hungarian method with potentials, O(rows² x columns) (Kuhn, 1955; Munkres, 1957).

    Args:
        values: What each row gains from each column; at least as many columns as rows.

    Returns:
        The column of each row, and the sum.

    Raises:
        DataError: There are more rows than columns, or a row is shorter than another.
    """
    table = np.array(values, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] > table.shape[1]:
        raise DataError(
            "An assignment needs a table with at least as many columns as rows.",
            "Add columns that gain 0 for rows that may stay without.",
        )
    rows, columns = table.shape
    cost = -table
    row_potential, column_potential = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, dtype=np.int64)
    for row in range(1, rows + 1):
        _augment(row, cost, owner, row_potential, column_potential)
    chosen = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            chosen[int(owner[column]) - 1] = column - 1
    return chosen, float(sum(table[row, column] for row, column in enumerate(chosen)))


def _augment(row: int, cost: np.ndarray, owner: np.ndarray, u: np.ndarray, v: np.ndarray) -> None:
    """Give one more row a column along the cheapest alternating path; potentials stay valid."""
    columns = cost.shape[1]
    owner[0] = row
    least = np.full(columns + 1, np.inf)
    came_from = np.zeros(columns + 1, dtype=np.int64)
    used = np.zeros(columns + 1, dtype=bool)
    here = 0
    while True:
        used[here] = True
        at = int(owner[here])
        free = ~used
        free[0] = False
        reduced = np.full(columns + 1, np.inf)
        reduced[1:] = cost[at - 1] - u[at] - v[1:]
        better = free & (reduced < least)
        least[better], came_from[better] = reduced[better], here
        following = int(np.where(free, least, np.inf).argmin())
        step = least[following]
        u[owner[used]] += step
        v[used] -= step
        least[free] -= step
        here = following
        if not owner[here]:
            break
    while here:
        before = int(came_from[here])
        owner[here] = owner[before]
        here = before


def best_within_budget(
    values: Sequence[float], costs: Sequence[int], budget: int
) -> tuple[list[int], float]:
    """Choose things for the largest sum of values within a budget: exact, by dynamic programming.

    Args:
        values: What each thing is worth; things worth 0 or less are never chosen.
        costs: What each costs: whole numbers from 0.
        budget: The most that may be spent.

    Returns:
        Positions of the chosen things in order, and the sum of their values.

    Raises:
        DataError: A cost or the budget is negative, or the two lists differ in length.
    """
    if len(values) != len(costs) or budget < 0 or any(cost < 0 for cost in costs):
        raise DataError(
            "Values, costs and budget do not fit together.",
            "Give one cost from 0 for each value, and a budget from 0.",
        )
    best = np.zeros(budget + 1)
    taken = np.zeros((len(values), budget + 1), dtype=bool)
    for thing, (value, cost) in enumerate(zip(values, costs, strict=True)):
        if value <= 0 or cost > budget:
            continue
        with_it = best[: budget + 1 - cost] + value
        better = with_it > best[cost:]
        taken[thing, cost:] = better
        best[cost:] = np.where(better, with_it, best[cost:])
    chosen, left = [], budget
    for thing in reversed(range(len(values))):
        if taken[thing, left]:
            chosen.append(thing)
            left -= costs[thing]
    return chosen[::-1], float(best[budget])


def best_sequence(
    start: State,
    actions: Callable[[int, State], Iterable[Action]],
    step: Callable[[int, State, Action], tuple[State, float]],
    rounds: int,
) -> tuple[list[Action], float]:
    """Choose an action in each round for the largest sum of gains: exact, by dynamic programming.

    Args:
        start: The first state.
        actions: What can be done in a round and a state.
        step: The state after an action and what was gained in the round.
        rounds: How many rounds.

    Returns:
        The actions and the sum of their gains. States that are equal are looked at once, so the
        work grows with the number of different states, not of sequences.
    """
    known: dict[State, tuple[float, list[Action]]] = {start: (0.0, [])}
    for number in range(rounds):
        following: dict[State, tuple[float, list[Action]]] = {}
        for state, (gained, done) in known.items():
            for action in actions(number, state):
                after, gain = step(number, state, action)
                total = gained + gain
                if after not in following or total > following[after][0]:
                    following[after] = (total, [*done, action])
        known = following
    if not known:
        raise DataError("There is nothing to do in some round.", "Allow waiting as an action.")
    total, done = max(known.values(), key=lambda one: one[0])
    return done, total


@dataclass(frozen=True)
class Climb(Generic[Plan]):
    """The best plan a search found, and how far it can be from the best there is.

    Attributes:
        plan: The plan.
        outcome: What it achieves.
        bound: No plan achieves more than this; infinite when no bound was given.
        gap: (bound - outcome) / bound: the most that is missing, as a share.
    """

    plan: Plan
    outcome: float
    bound: float
    gap: float


def climb(
    starts: Iterable[Plan],
    neighbours: Callable[[Plan], Iterable[Plan]],
    outcome: Callable[[Plan], float],
    *,
    bound: float = float("inf"),
) -> Climb[Plan]:
    """Search from several starts by always taking the best neighbour, until none is better.

    Args:
        starts: Plans to begin from.
        neighbours: The plans one change away.
        outcome: What a plan achieves.
        bound: A value that no plan can exceed, such as the optimum of a relaxed problem.

    Raises:
        DataError: There is no start.
    """

    def top(plan: Plan) -> tuple[Plan, float]:
        value = outcome(plan)
        while True:
            around = [(one, outcome(one)) for one in neighbours(plan)]
            better = max(around, key=lambda one: one[1], default=(plan, value))
            if better[1] <= value:
                return plan, value
            plan, value = better

    tops = [top(plan) for plan in starts]
    if not tops:
        raise DataError("The search has no plan to begin from.", "Give at least one.")
    plan, value = max(tops, key=lambda one: one[1])
    gap = (bound - value) / bound if bound not in (0.0, float("inf")) else float("nan")
    return Climb(plan, value, bound, gap)
