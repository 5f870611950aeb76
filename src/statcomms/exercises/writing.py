"""Exercises that are written: `Number`, `Numbers`, `ShortText`, `Template`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from statcomms.errors import AnswerError, ExerciseError
from statcomms.exercises.answers import write_durably
from statcomms.exercises.base import NOT_YET, RECORDED, RIGHT, CheckResult, Exercise, Mistake
from statcomms.exercises.fields import Field, Line, Lines
from statcomms.exercises.text import plain, read_number, with_unit

__all__ = ["Number", "NumberField", "Numbers", "ShortText", "Template", "TemplateField"]


class Number(Exercise):
    """One number, written as people write numbers.

    Args:
        exercise_id: Stable id.
        label: What the number is.
        unit: Its unit; with ``%`` the number is in percent.
        right: The right number, or a function that gives it.
        tolerance: How far from it is still right.
        decimals: Decimals in which it is shown.
        mistakes: Wrong numbers that were foreseen (or functions that give them).
        help: A line below the label.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "number"

    def __init__(
        self,
        exercise_id: str,
        *,
        label: str,
        unit: str = "",
        right: float | Callable[[], float] | None = None,
        tolerance: float = 0.0,
        decimals: int = 1,
        mistakes: Sequence[Mistake] = (),
        help: str = "",
        **shared: Any,
    ) -> None:
        super().__init__(exercise_id, **shared)
        self.unit, self.right, self.tolerance = unit, right, tolerance
        self.decimals, self.mistakes = decimals, tuple(mistakes)
        self._field = Line("number", label, help, unit=unit, numeric=True)

    @property
    def fields(self) -> tuple[Field, ...]:
        return (self._field,)

    def problems(self, value: dict[str, Any]) -> list[str]:
        if self._field.empty(value.get("number")):
            return ["Write a number first."]
        return _number_problems([self._field], value)

    def judge(self, value: dict[str, Any]) -> CheckResult:
        number = read_number(value["number"], self.unit)
        right = _number(self.right)
        if close(number, right, self.tolerance):
            return CheckResult(RIGHT, self.because)
        for mistake in self.mistakes:
            if close(number, _number(mistake.value), self.tolerance):
                return CheckResult(NOT_YET, mistake.message)
        if self.unit == "%" and close(100 * number, right, self.tolerance):
            return CheckResult(NOT_YET, "This is the rate as a fraction. Write it in percent.")
        side = "high" if number > right else "low"
        return CheckResult(NOT_YET, f"{with_unit(number, self.unit, self.decimals)} is too {side}.")

    def right_answer(self) -> str:
        if self.right is None:
            return ""
        return f"**{with_unit(_number(self.right), self.unit, self.decimals)}**."


def close(number: float, right: float, tolerance: float) -> bool:
    """Whether a number is right within a tolerance, with room for rounding in floating point.

    >>> close(1.65, 1.6, 0.05)
    True
    """
    return math.isfinite(number) and abs(number - right) <= tolerance + 1e-9 * max(1.0, abs(right))


def _number(number: Any) -> float:
    return float(number() if callable(number) else number)


def _number_problems(fields: Sequence[Line], value: dict[str, Any]) -> list[str]:
    problems = []
    for field in fields:
        if not field.empty(value.get(field.name)):
            try:
                read_number(value[field.name], field.unit)
            except AnswerError as error:
                problems.append(f"“{plain(field.label)}”: {error}")
    return problems


@dataclass(frozen=True)
class NumberField:
    """One number of `Numbers`."""

    name: str
    label: str
    unit: str = ""
    decimals: int = 1
    help: str = ""


class Numbers(Exercise):
    """Several numbers for marks; hidden tests hold the keys.

    Args:
        exercise_id: Stable id.
        fields: The numbers.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "numbers"

    def __init__(self, exercise_id: str, *, fields: Sequence[NumberField], **shared: Any) -> None:
        super().__init__(exercise_id, **shared)
        self.number_fields = tuple(fields)
        self._fields = tuple(
            Line(f.name, f.label, f.help, unit=f.unit, numeric=True) for f in fields
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        return self._fields

    def problems(self, value: dict[str, Any]) -> list[str]:
        return super().problems(value) + _number_problems(self._fields, value)

    def number(self, name: str) -> float | None:
        """Return one of the numbers as read, or None when it is empty or not a number."""
        field = next(field for field in self._fields if field.name == name)
        try:
            return read_number(self.value.get(name, ""), field.unit)
        except AnswerError:
            return None

    def judge(self, value: dict[str, Any]) -> CheckResult:
        raise ExerciseError(f"{self.id} is for marks.", "Show it with an Assignment.")


class ShortText(Exercise):
    """A few sentences. For marks it is read by a person; in practice a model answer is shown.

    Args:
        exercise_id: Stable id.
        label: What to write.
        rows: Height of the box, in lines.
        least_words: Fewer words are reported as not complete.
        most_words: More words are reported.
        help: A line below the label.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "short_text"

    def __init__(
        self,
        exercise_id: str,
        *,
        label: str,
        rows: int = 6,
        least_words: int = 1,
        most_words: int = 400,
        help: str = "",
        **shared: Any,
    ) -> None:
        super().__init__(exercise_id, **shared)
        self.least_words, self.most_words = least_words, most_words
        self._field = Lines("text", label, help, rows=rows)

    @property
    def fields(self) -> tuple[Field, ...]:
        return (self._field,)

    def problems(self, value: dict[str, Any]) -> list[str]:
        words = len(re.findall(r"\w+", str(value.get("text") or "")))
        if words == 0:
            return ["Nothing is written yet."]
        if words < self.least_words:
            return [f"It has {words} words; write at least {self.least_words}."]
        if words > self.most_words:
            return [f"It has {words} words; {self.most_words} are enough."]
        return []

    def judge(self, value: dict[str, Any]) -> CheckResult:
        return CheckResult(RIGHT, self.because or "Compare it with the model answer.")


@dataclass(frozen=True)
class TemplateField:
    """One part of a `Template`: a heading and room to write under it."""

    name: str
    label: str
    help: str = ""
    rows: int = 2


class Template(Exercise):
    """A document the learner fills in and takes away, as Markdown and as Word file.

    Args:
        exercise_id: Stable id.
        fields: The document's parts.
        filename: Name of the files, without ending; they are written into ``my-office/``.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "template"
    eyebrow: ClassVar[str] = "To take away"
    restores_judgement: ClassVar[bool] = False
    FOLDER: ClassVar[str] = "my-office"

    def __init__(
        self, exercise_id: str, *, fields: Sequence[TemplateField], filename: str, **shared: Any
    ) -> None:
        super().__init__(exercise_id, **shared)
        self.filename = filename
        self._fields = tuple(Lines(f.name, f.label, f.help, rows=f.rows) for f in fields)
        self.written: list[Path] = []

    @property
    def fields(self) -> tuple[Field, ...]:
        return self._fields

    @property
    def state(self) -> str:
        return RECORDED if self.given else super().state

    @property
    def downloads(self) -> tuple[Path, ...]:
        return tuple(self.written)

    def own_buttons(self) -> tuple[tuple[str, str, str], ...]:
        return (("write", "Write my document", "go"),)

    def act(self, do: str) -> None:
        if do != "write":
            super().act(do)
        self.written = self.write()
        names = " and ".join(path.name for path in self.written)
        empty = [plain(f.label) for f in self._fields if f.empty(self.value.get(f.name))]
        rest = f" Still empty: {'; '.join(empty)}." if empty else ""
        self.result = CheckResult(
            RECORDED, f"Your document is ready: {names}, in the folder {self.FOLDER}.{rest}"
        )

    def judge(self, value: dict[str, Any]) -> CheckResult:
        return CheckResult(RECORDED)

    def write(self, folder: str | Path | None = None) -> list[Path]:
        """Write the document, as ``.md`` always and as ``.docx`` where python-docx is there.

        Args:
            folder: Where to; ``my-office`` in the working folder when None.

        Returns:
            The files written.

        Raises:
            AnswerError: The disk refuses them.
        """
        place = Path(folder or self.FOLDER)
        title = plain(self.text_of(self.title))
        parts = [(plain(f.label), str(self.value.get(f.name) or "").strip()) for f in self._fields]
        try:
            place.mkdir(parents=True, exist_ok=True)
            markdown = place / f"{self.filename}.md"
            text = "\n\n".join(f"## {label}\n\n{body or '…'}" for label, body in parts)
            write_durably(markdown, f"# {title}\n\n{text}\n")
            files = [markdown]
            try:
                import docx
            except ImportError:
                return files
            document = docx.Document()
            document.core_properties.title = title
            document.add_heading(title, 0)
            for label, body in parts:
                document.add_heading(label, 1)
                for line in (body or "…").splitlines():
                    document.add_paragraph(line)
            word = place / f"{self.filename}.docx"
            fresh = place / f".{self.filename}.docx.new"
            document.save(str(fresh))
            fresh.replace(word)
            return [*files, word]
        except OSError as error:
            raise AnswerError(
                f"The document could not be written: {error.strerror or error}.",
                "Close it if it is open elsewhere, or free some space, and press the button again.",
            ) from error
