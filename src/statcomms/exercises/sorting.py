"""Exercises that judge one thing after another: `Categorise` and `Rate`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from statcomms.errors import ExerciseError
from statcomms.exercises.base import NOT_YET, RIGHT, CheckResult, Exercise
from statcomms.exercises.fields import Field
from statcomms.exercises.grid import Cell, Grid
from statcomms.exercises.text import plain

__all__ = ["Categorise", "Rate"]


class _Rows(Exercise):
    """A grid of rows that each get a verdict."""

    field_name: ClassVar[str] = "rows"
    _grid: Grid

    @property
    def fields(self) -> tuple[Field, ...]:
        return (self._grid,)

    def problems(self, value: dict[str, Any]) -> list[str]:
        rows = self._grid.things
        open_rows = self._grid.unfinished(value.get(self.field_name))
        if not open_rows:
            return []
        return [f"{len(open_rows)} of {len(rows)} are not done yet."]


class Categorise(_Rows):
    """A queue of things, each to be put into a bin, if wanted with a reason.

    Args:
        exercise_id: Stable id.
        items: Key of each thing and what it is, in the order shown.
        bins: Key and label of each bin.
        right: The bin, or the bins, that are right for each thing; None for marks.
        reasons: Key and label of the reasons to choose from; none to ask for no reason.
        right_reasons: The right reason of each thing, where reasons are asked.
        mistakes: For a ``(thing, bin)``, why it does not fit.
        item_is: What a thing is called, such as ``Comment``.
        bin_is: What a bin is called, such as ``What do you do?``.
        reason_is: What a reason is called.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "categorise"
    shows_beside: ClassVar[bool] = False

    def __init__(
        self,
        exercise_id: str,
        *,
        items: Mapping[str, str],
        bins: Mapping[str, str],
        right: Mapping[str, str | frozenset[str]] | None = None,
        reasons: Mapping[str, str] | None = None,
        right_reasons: Mapping[str, str] | None = None,
        mistakes: Mapping[tuple[str, str], str] | None = None,
        item_is: str = "Item",
        bin_is: str = "Where does it belong?",
        reason_is: str = "Why?",
        **shared: Any,
    ) -> None:
        super().__init__(exercise_id, **shared)
        self.items, self.bins = dict(items), dict(bins)
        self.right = {
            item: frozenset({one}) if isinstance(one, str) else frozenset(one)
            for item, one in (right or {}).items()
        }
        self.right_reasons = dict(right_reasons or {})
        self.mistakes = dict(mistakes or {})
        if right is not None and set(self.right) != set(self.items):
            raise ExerciseError(f"{exercise_id}: right does not name every item.", "Name each.")
        unknown = {one for bins_of in self.right.values() for one in bins_of} - set(self.bins)
        if unknown:
            raise ExerciseError(f"{exercise_id}: “{min(unknown)}” is not a bin.", "Name a bin.")
        cells = [Cell("bin", bin_is, self.bins)]
        if reasons:
            cells.append(Cell("reason", reason_is, dict(reasons)))
        self._grid = Grid(
            self.field_name,
            plain(bin_is),
            rows=self.items,
            cells=tuple(cells),
            row_is=item_is,
            one_at_a_time=len(self.items) > 6,
        )

    def judge(self, value: dict[str, Any]) -> CheckResult:
        given = value[self.field_name]
        wrong = [item for item in self.items if not self._fits(item, given[item])]
        if not wrong:
            return CheckResult(RIGHT, self.because)
        fits = f"{len(self.items) - len(wrong)} of {len(self.items)} fit."
        for item in wrong:
            message = self.mistakes.get((item, given[item]["bin"]))
            if message:
                return CheckResult(NOT_YET, f"{message} {fits}")
        return CheckResult(NOT_YET, f"{fits} Look again at “{plain(self.items[wrong[0]])[:80]}”.")

    def _fits(self, item: str, given: Mapping[str, str]) -> bool:
        reason = self.right_reasons.get(item)
        return given["bin"] in self.right[item] and (not reason or given.get("reason") == reason)

    def right_answer(self) -> str:
        lines = []
        for item, text in self.items.items():
            bins = " or ".join(
                plain(self.bins[key]) for key in self.bins if key in self.right[item]
            )
            lines.append(f"{plain(text)[:80]}: **{bins}**")
        return "\n\n".join(lines) if self.right else ""


class Rate(_Rows):
    """Criteria of a rubric, each given a level.

    Args:
        exercise_id: Stable id.
        criteria: Key of each criterion and what it asks.
        levels: Key (a whole number as text) and label of each level, lowest first.
        right: The reference level of each criterion; None for marks.
        reasons: For a criterion, why the reference is what it is.
        tolerance: How many levels off is still right.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "rate"

    def __init__(
        self,
        exercise_id: str,
        *,
        criteria: Mapping[str, str],
        levels: Mapping[str, str],
        right: Mapping[str, str] | None = None,
        reasons: Mapping[str, str] | None = None,
        tolerance: int = 0,
        **shared: Any,
    ) -> None:
        super().__init__(exercise_id, **shared)
        self.criteria, self.levels = dict(criteria), dict(levels)
        self.right, self.reasons = dict(right or {}), dict(reasons or {})
        self.tolerance = tolerance
        if right is not None and set(self.right) != set(self.criteria):
            raise ExerciseError(
                f"{exercise_id}: right does not name every criterion.", "Name each."
            )
        self._grid = Grid(
            self.field_name,
            "Your ratings",
            rows=self.criteria,
            cells=(Cell("level", "Level", self.levels),),
            row_is="Criterion",
        )

    def distance(self, value: Mapping[str, Any]) -> float:
        """Mean distance of the ratings from the reference, in levels."""
        places = {level: place for place, level in enumerate(self.levels)}
        given = value[self.field_name]
        gaps = [
            abs(places[given[key]["level"]] - places[level]) for key, level in self.right.items()
        ]
        return sum(gaps) / len(gaps)

    def judge(self, value: dict[str, Any]) -> CheckResult:
        places = {level: place for place, level in enumerate(self.levels)}
        given = value[self.field_name]
        lines, good = [], 0
        for key, level in self.right.items():
            gap = places[given[key]["level"]] - places[level]
            good += abs(gap) <= self.tolerance
            if abs(gap) > self.tolerance:
                side = "higher" if gap > 0 else "lower"
                lines.append(
                    f"**{plain(self.criteria[key])}**: {abs(gap)} {side} than the reference."
                )
        if good == len(self.right):
            return CheckResult(RIGHT, self.because)
        head = f"{good} of {len(self.right)} agree with the reference."
        return CheckResult(NOT_YET, "\n\n".join([head, *lines]))

    def right_answer(self) -> str:
        return "\n\n".join(
            f"{plain(self.criteria[key])}: **{plain(self.levels[level])}**. "
            f"{self.reasons.get(key, '')}".strip()
            for key, level in self.right.items()
        )
