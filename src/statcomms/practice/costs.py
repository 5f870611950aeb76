"""Decisions that cost differently: a table of what each choice costs in each case.

>>> costs = {"spam": {"hide": 0, "answer": 2}, "question": {"hide": 5, "answer": 0}}
>>> cost_share(["spam", "question"], ["hide", "answer"], costs)
1.0
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from statcomms.errors import DataError

__all__ = ["Costs", "best_single_choice", "cost_share", "total_cost"]

Costs = Mapping[str, Mapping[str, float]]
"""For each kind of case, what each choice costs; the right choice costs least."""


def total_cost(cases: Sequence[str], choices: Sequence[str], costs: Costs) -> float:
    """Return what some choices cost together.

    Args:
        cases: The kind of each case.
        choices: What was chosen for each; an empty text is no choice and costs the most.
        costs: The costs.

    Raises:
        DataError: A case or a choice is not in the table.
    """
    if len(cases) != len(choices):
        raise DataError(
            f"There are {len(cases)} cases and {len(choices)} choices.", "Give one to each."
        )
    total = 0.0
    for case, choice in zip(cases, choices, strict=True):
        row = _row(costs, case)
        if choice and choice not in row:
            raise DataError(
                f"“{choice}” is not a choice for “{case}”.", "Choices: " + ", ".join(row) + "."
            )
        total += row[choice] if choice else max(row.values())
    return total


def best_single_choice(cases: Sequence[str], costs: Costs) -> str:
    """Return the choice that costs least when it is made for every case without looking."""
    options = {choice: None for case in cases for choice in _row(costs, case)}
    totals = {
        choice: sum(
            _row(costs, case).get(choice, max(_row(costs, case).values())) for case in cases
        )
        for choice in options
    }
    return min(totals, key=lambda choice: totals[choice])


def cost_share(cases: Sequence[str], choices: Sequence[str], costs: Costs) -> float:
    """Return how much of the avoidable cost was avoided, from 0 to 1.

    Formula: (cost of the best single choice for all - cost of these choices) / (cost of the best
    single choice - least cost), cut to 0 to 1. Who treats every case alike has 0 at the most.

    Raises:
        DataError: A case or a choice is not in the table, or all choices cost the same.
    """
    single = best_single_choice(cases, costs)
    without = sum(_row(costs, case).get(single, max(_row(costs, case).values())) for case in cases)
    least = sum(min(_row(costs, case).values()) for case in cases)
    if not without > least:
        raise DataError(
            "One choice is right for every case.", "Give cases that need different choices."
        )
    share = (without - total_cost(cases, choices, costs)) / (without - least)
    return min(max(share, 0.0), 1.0)


def _row(costs: Costs, case: str) -> Mapping[str, float]:
    if case not in costs:
        raise DataError(f"“{case}” has no costs.", "Kinds: " + ", ".join(costs) + ".")
    return costs[case]
