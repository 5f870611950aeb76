"""Exercises with a choice: `Choice`, `MultiChoice`, `Match`, `Order`, `Quiz`."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from statcomms.errors import ExerciseError
from statcomms.exercises.base import NOT_YET, RIGHT, CheckResult, Exercise
from statcomms.exercises.fields import Checks, Field, Ordered, Radio, Select
from statcomms.exercises.text import plain

__all__ = ["Choice", "Item", "Match", "MultiChoice", "Order", "Quiz"]


def _known(exercise_id: str, part: str, used: Collection[str], options: Collection[str]) -> None:
    unknown = sorted(set(used) - set(options))
    if unknown:
        raise ExerciseError(
            f"{exercise_id}: {part} names “{unknown[0]}”, which is not an option.",
            f"The options are: {', '.join(options)}.",
        )


class Choice(Exercise):
    """One of a few answers.

    Args:
        exercise_id: Stable id.
        options: Key and label of each answer, in the order shown.
        right: Key of the right answer; None for a graded task, whose key is in hidden tests.
        mistakes: For a wrong key, why it is not right, without giving the answer.
        label: What the group of answers is called.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "choice"

    def __init__(
        self,
        exercise_id: str,
        *,
        options: Mapping[str, str],
        right: str | None = None,
        mistakes: Mapping[str, str] | None = None,
        label: str = "Your answer",
        **shared: Any,
    ) -> None:
        super().__init__(exercise_id, **shared)
        self.options, self.right, self.mistakes = dict(options), right, dict(mistakes or {})
        self._field = Radio("choice", label, options=self.options)
        _known(exercise_id, "right", [right] if right else [], self.options)
        _known(exercise_id, "mistakes", self.mistakes, self.options)

    @property
    def fields(self) -> tuple[Field, ...]:
        return (self._field,)

    def problems(self, value: dict[str, Any]) -> list[str]:
        return [] if value.get("choice") else ["Choose one of the answers first."]

    def judge(self, value: dict[str, Any]) -> CheckResult:
        if value["choice"] == self.right:
            return CheckResult(RIGHT, self.because)
        return CheckResult(
            NOT_YET, self.mistakes.get(value["choice"], "Read the answers once more.")
        )

    def right_answer(self) -> str:
        return f"**{plain(self.options[self.right])}**." if self.right else ""


class MultiChoice(Exercise):
    """Any number of answers; right when just the right ones are ticked.

    Args:
        exercise_id: Stable id.
        options: Key and label of each answer, in the order shown.
        right: Keys of the right answers.
        mistakes: For a key that should not be ticked, why.
        missing: For a key that should be ticked, a nudge.
        label: What the group of answers is called.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "multi_choice"

    def __init__(
        self,
        exercise_id: str,
        *,
        options: Mapping[str, str],
        right: Collection[str] | None = None,
        mistakes: Mapping[str, str] | None = None,
        missing: Mapping[str, str] | None = None,
        label: str = "Tick all that are right",
        **shared: Any,
    ) -> None:
        super().__init__(exercise_id, **shared)
        self.options = dict(options)
        self.right = None if right is None else set(right)
        self.mistakes, self.missing = dict(mistakes or {}), dict(missing or {})
        self._field = Checks("choices", label, options=self.options)
        for part, used in (
            ("right", right or ()),
            ("mistakes", self.mistakes),
            ("missing", self.missing),
        ):
            _known(exercise_id, part, used, self.options)

    @property
    def fields(self) -> tuple[Field, ...]:
        return (self._field,)

    def problems(self, value: dict[str, Any]) -> list[str]:
        return [] if value.get("choices") else ["Tick at least one answer first."]

    def judge(self, value: dict[str, Any]) -> CheckResult:
        chosen, right = set(value["choices"]), self.right or set()
        if chosen == right:
            return CheckResult(RIGHT, self.because)
        for key in (key for key in self.options if key in chosen - right):
            if key in self.mistakes:
                return CheckResult(NOT_YET, self.mistakes[key])
        for key in (key for key in self.options if key in right - chosen):
            if key in self.missing and not chosen - right:
                return CheckResult(NOT_YET, self.missing[key])
        good = len(chosen & right)
        extra = len(chosen - right)
        return CheckResult(
            NOT_YET,
            f"{good} of your ticks are right; {extra} should not be there."
            if extra
            else f"{good} of your ticks are right, and there are more to find.",
        )

    def right_answer(self) -> str:
        names = [plain(self.options[key]) for key in self.options if key in (self.right or ())]
        return f"**{'; '.join(names)}**." if names else ""


class Match(Exercise):
    """A column for each row, by drop-down lists.

    Args:
        exercise_id: Stable id.
        rows: Key and label of each row.
        columns: Key and label of what a row can be matched with.
        right: Column of each row.
        mistakes: For a ``(row, column)``, why it does not fit.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "match"

    def __init__(
        self,
        exercise_id: str,
        *,
        rows: Mapping[str, str],
        columns: Mapping[str, str],
        right: Mapping[str, str] | None = None,
        mistakes: Mapping[tuple[str, str], str] | None = None,
        **shared: Any,
    ) -> None:
        super().__init__(exercise_id, **shared)
        self.rows, self.columns = dict(rows), dict(columns)
        self.right = None if right is None else dict(right)
        self.mistakes = dict(mistakes or {})
        _known(exercise_id, "right", (right or {}).values(), self.columns)
        _known(exercise_id, "right", (right or {}), self.rows)
        _known(exercise_id, "mistakes", {row for row, _ in self.mistakes}, self.rows)
        self._fields = tuple(
            Select(key, text, options=self.columns) for key, text in self.rows.items()
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        return self._fields

    def problems(self, value: dict[str, Any]) -> list[str]:
        missing = [key for key in self.rows if not value.get(key)]
        if not missing:
            return []
        return [f"{len(missing)} of {len(self.rows)} rows have no choice yet."]

    def judge(self, value: dict[str, Any]) -> CheckResult:
        right = self.right or {}
        wrong = [row for row in self.rows if value[row] != right.get(row)]
        if not wrong:
            return CheckResult(RIGHT, self.because)
        fits = f"{len(self.rows) - len(wrong)} of {len(self.rows)} rows fit."
        for row in wrong:
            if (row, value[row]) in self.mistakes:
                return CheckResult(NOT_YET, f"{self.mistakes[row, value[row]]} {fits}")
        return CheckResult(NOT_YET, f"{fits} Look again at “{plain(self.rows[wrong[0]])}”.")

    def right_answer(self) -> str:
        pairs = [
            f"{plain(self.rows[r])}: **{plain(self.columns[c])}**"
            for r, c in (self.right or {}).items()
        ]
        return "; ".join(pairs) + "." if pairs else ""


class Order(Exercise):
    """Things to put in order, by buttons.

    Args:
        exercise_id: Stable id.
        items: Key and label of each thing, in the order first shown.
        right: Keys in the right order.
        mistakes: For a tuple of keys (a whole order) or a pair that stands the wrong way round,
            what to say.
        label: What the list is called, such as ``Most effective first``.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "order"

    def __init__(
        self,
        exercise_id: str,
        *,
        items: Mapping[str, str],
        right: Sequence[str] | None = None,
        mistakes: Mapping[tuple[str, ...], str] | None = None,
        label: str = "Put them in order",
        **shared: Any,
    ) -> None:
        super().__init__(exercise_id, **shared)
        self.items = dict(items)
        self.right = None if right is None else list(right)
        self.mistakes = dict(mistakes or {})
        self._field = Ordered("order", label, options=self.items)
        if right is not None and sorted(right) != sorted(self.items):
            raise ExerciseError(
                f"{exercise_id}: right does not hold each item once.", "Check the keys."
            )
        if right is not None and list(right) == list(self.items):
            raise ExerciseError(
                f"{exercise_id}: the list starts in the right order.", "Shuffle items."
            )
        _known(exercise_id, "mistakes", {key for keys in self.mistakes for key in keys}, self.items)

    @property
    def fields(self) -> tuple[Field, ...]:
        return (self._field,)

    def problems(self, value: dict[str, Any]) -> list[str]:
        return [] if value.get("order") else ["Move at least one row first."]

    def judge(self, value: dict[str, Any]) -> CheckResult:
        order, right = value["order"], self.right or []
        if order == right:
            return CheckResult(RIGHT, self.because)
        pairs = [(a, b) for place, a in enumerate(right) for b in right[place + 1 :]]
        good = sum(order.index(a) < order.index(b) for a, b in pairs)
        tail = f"{good} of {len(pairs)} pairs stand the right way round."
        for keys, message in self.mistakes.items():
            places = [order.index(key) for key in keys]
            if places == sorted(places) and (len(keys) < len(order) or list(keys) == order):
                return CheckResult(NOT_YET, f"{message} {tail}")
        return CheckResult(NOT_YET, tail)

    def right_answer(self) -> str:
        return f"**{self._field.words(self.right)}**." if self.right else ""


@dataclass(frozen=True)
class Item:
    """One question of a `Quiz`: its options, the right one, and a word on every option."""

    name: str
    question: str
    options: Mapping[str, str] = field(default_factory=dict)
    right: str = ""
    explain: Mapping[str, str] = field(default_factory=dict)


class Quiz(Exercise):
    """Six to eight questions checked together; every option is explained.

    Args:
        exercise_id: Stable id; it also shuffles the options, the same way each time.
        items: The questions.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "quiz"

    def __init__(self, exercise_id: str, *, items: Sequence[Item], **shared: Any) -> None:
        super().__init__(exercise_id, **shared)
        self.items = tuple(items)
        fields = []
        for number, item in enumerate(self.items, start=1):
            _known(exercise_id, f"right of {item.name}", [item.right], item.options)
            unexplained = sorted(set(item.options) - set(item.explain))
            if unexplained:
                raise ExerciseError(
                    f"{exercise_id}: “{unexplained[0]}” of {item.name} is not explained.",
                    "Explain every option.",
                )
            keys = list(item.options)
            random.Random(f"{exercise_id}/{item.name}").shuffle(keys)
            fields.append(
                Radio(
                    item.name,
                    f"{number}. {item.question}",
                    options={k: item.options[k] for k in keys},
                )
            )
        self._fields = tuple(fields)

    @property
    def fields(self) -> tuple[Field, ...]:
        return self._fields

    def problems(self, value: dict[str, Any]) -> list[str]:
        missing = [str(n) for n, item in enumerate(self.items, start=1) if not value.get(item.name)]
        return [f"Answer question {', '.join(missing)} first."] if missing else []

    def judge(self, value: dict[str, Any]) -> CheckResult:
        good = sum(value[item.name] == item.right for item in self.items)
        lines = [f"{good} of {len(self.items)} are right."]
        for number, item in enumerate(self.items, start=1):
            chosen = value[item.name]
            sign = "✓" if chosen == item.right else "↻"
            lines.append(f"{sign} **{number}.** {item.explain[chosen]}")
        return CheckResult(RIGHT if good == len(self.items) else NOT_YET, "\n\n".join(lines))

    def right_answer(self) -> str:
        return "\n\n".join(
            f"**{number}. {plain(item.options[item.right])}** {item.explain[item.right]}"
            for number, item in enumerate(self.items, start=1)
        )
