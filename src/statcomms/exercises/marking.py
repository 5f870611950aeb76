"""Marks with reasons: what a test cell awards, and says why, in sentences a manager understands.

A test cell ends in ``award(...)``: it prints the reasons and returns the points, which nbgrader
takes as partial credit. Keys stand in the hidden tests, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from statcomms.exercises.base import Exercise, Mistake
from statcomms.exercises.text import format_number, plain, with_unit
from statcomms.exercises.writing import Numbers, close

__all__ = ["FieldKey", "Marks", "NumberKey", "award", "combine", "mark_fields", "mark_numbers"]

UNGRADED = "⚠ This task could not be graded by itself. Your instructor grades it by hand."


@dataclass(frozen=True)
class Marks:
    """Points for a task, out of how many, with a reason for each part."""

    points: float
    out_of: float
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = f"{_points(self.points)} of {_points(self.out_of)} points."
        return "\n".join([head, *self.reasons])


def _points(points: float) -> str:
    text = format_number(points, 2)
    return text.rstrip("0").rstrip(".") if "." in text else text


def award(task: Callable[[], Marks]) -> float:
    """Mark a task, print the points and the reasons, and return the points.

    A grader of ours that fails costs no other task: it is printed as not graded, for the
    instructor to see, and gives 0 points until someone grades it by hand.

    Args:
        task: A function that returns the marks.
    """
    try:
        marks = task()
    except Exception as error:  # noqa: BLE001 (whatever failed, the other tasks are graded)
        print(f"{UNGRADED} ({type(error).__name__}: {error})")
        return 0.0
    print(marks)
    return round(float(min(max(marks.points, 0.0), marks.out_of)), 2)


def combine(*parts: Marks) -> Marks:
    """Put the marks of several exercises together into one task's.

    >>> combine(Marks(1.0, 1.5, ("a",)), Marks(0.5, 1.5, ("b",)))
    Marks(points=1.5, out_of=3.0, reasons=('a', 'b'))
    """
    return Marks(
        sum(part.points for part in parts),
        sum(part.out_of for part in parts),
        tuple(reason for part in parts for reason in part.reasons),
    )


@dataclass(frozen=True)
class NumberKey:
    """The key to one number: what is right, how near, for how many points, and foreseen mistakes.

    Attributes:
        right: The right number.
        tolerance: How far from it is still right.
        points: Points for it.
        mistakes: `Mistake(number, what it is)`: "the mean of the posts' rates".
    """

    right: float
    tolerance: float
    points: float = 1.0
    mistakes: Sequence[Mistake] = ()


def mark_numbers(exercise: Numbers, keys: Mapping[str, NumberKey]) -> Marks:
    """Mark several numbers, each for itself.

    Args:
        exercise: The task with the learner's answers.
        keys: The key to each number, by the name of its field.

    Returns:
        The marks; a reason for each number.
    """
    total, reasons = 0.0, []
    for number_field in exercise.number_fields:
        key = keys[number_field.name]
        label = plain(number_field.label)
        number = exercise.number(number_field.name)
        if number is None:
            written = str(exercise.value.get(number_field.name) or "").strip()
            what = f"“{written[:40]}” is not one number" if written else "no answer"
            reasons.append(f"✗ {label}: {what}.")
            continue
        said = with_unit(number, number_field.unit, number_field.decimals)
        if close(number, key.right, key.tolerance):
            total += key.points
            reasons.append(f"✓ {label}: {said} agrees with your data.")
            continue
        why = _because(number, key, number_field.unit)
        reasons.append(f"✗ {label}: {said} does not agree with your data{why}.")
    return Marks(total, sum(key.points for key in keys.values()), tuple(reasons))


def _because(number: float, key: NumberKey, unit: str) -> str:
    for mistake in key.mistakes:
        if close(number, float(mistake.value), key.tolerance):
            return f": this is {mistake.message}"
    if unit == "%" and close(100 * number, key.right, key.tolerance):
        return ": it is the rate as a fraction, not in percent"
    return ""


@dataclass(frozen=True)
class FieldKey:
    """The key to one field with choices.

    Attributes:
        right: The values that are right.
        points: Points for one of them.
        well: What to say when it is right.
        mistakes: For a wrong value, what to say.
        otherwise: What to say to any other wrong value.
        part: Share of the points for a wrong value, such as a month that is one off.
    """

    right: Collection[Any]
    points: float
    well: str
    mistakes: Mapping[Any, str] = field(default_factory=dict)
    otherwise: str = ""
    part: Mapping[Any, float] = field(default_factory=dict)


def mark_fields(exercise: Exercise, keys: Mapping[str, FieldKey]) -> Marks:
    """Mark an exercise field by field.

    An exercise that was never answered gives 0 points, even where its start would be right.

    Args:
        exercise: The task with the learner's answer.
        keys: The key to each graded field, by name.

    Returns:
        The marks; a reason for each graded field.
    """
    out_of = sum(key.points for key in keys.values())
    if not exercise.given:
        return Marks(0.0, out_of, ("✗ No answer.",))
    value, total, reasons = exercise.value, 0.0, []
    words = {f.name: (plain(f.label), f.words(value.get(f.name))) for f in exercise.fields}
    for name, key in keys.items():
        chosen = value.get(name)
        label, said = words.get(name, (name, str(chosen)))
        if chosen in key.right:
            total += key.points
            reasons.append(f"✓ {label}: {said}. {key.well}")
            continue
        share = key.part.get(chosen, 0.0)
        total += share * key.points
        sign = "◐" if share else "✗"
        why = key.mistakes.get(chosen, key.otherwise) if chosen is not None else "No answer."
        reasons.append(f"{sign} {label}: {said}. {why}".rstrip())
    return Marks(total, out_of, tuple(reasons))
