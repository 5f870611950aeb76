"""What every exercise is: fields, a value, a judgement, a record. Plain data in, plain data out.

An exercise knows nothing of notebooks or browsers. A host (``statcomms.notebook``, or a book page)
shows its card, hands what the learner does to `Exercise.react`, and shows the regions that changed.
Tests, simulated learners and people who prefer to type use `Exercise.set`: the same route.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from statcomms.errors import AnswerError, ExerciseError
from statcomms.exercises.answers import Answer
from statcomms.exercises.fields import Field, Slider
from statcomms.exercises.pictures import Picture
from statcomms.exercises.text import plain

__all__ = ["NOT_ATTEMPTED", "NOT_YET", "RIGHT", "CheckResult", "Exercise", "Lazy", "Mistake"]

NOT_ATTEMPTED, NOT_YET, RIGHT, RECORDED = "not attempted", "not yet", "right", "recorded"

Words = str | Callable[[], str]
Lazy = Callable[[], Any]
"""A function without arguments: called each time the exercise is drawn."""


@dataclass(frozen=True)
class CheckResult:
    """What a check found.

    Attributes:
        state: ``not attempted``, ``not yet`` or ``right``.
        message: What happened and why it matters, for the learner.
    """

    state: str
    message: str = ""


@dataclass(frozen=True)
class Mistake:
    """A foreseen mistake: the value (or a part of it) that shows it, and what to say."""

    value: Any
    message: str


CONFIDENCE = Slider(
    "confidence",
    "How sure are you?",
    options={str(percent): f"{percent} %" for percent in range(50, 101, 10)},
)
"""The field that is added where confidence is asked: 50 % is a guess between two."""


class Exercise:
    """One question: its text, its fields, what the learner answered, and what is said to it.

    Args:
        exercise_id: Stable id: small letters, digits and hyphens, such as ``m5-pooled-rate``.
        title: The question, one sentence.
        situation: Two or three sentences in light markup; text or a function that gives it.
        minutes: About how long it takes.
        hints: Three hints that climb, for practice.
        solution: Explanation shown when the learner asks for the solution.
        because: Explanation shown when the answer is right.
        picture: A picture, or a function that draws it.
        confidence: Whether to ask how sure the learner is, from 50 to 100 %.

    Raises:
        ExerciseError: The definition cannot work; the message names the exercise and the part.
    """

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    eyebrow: ClassVar[str] = "Try it"
    """What stands above the question when it is not for marks."""
    shows_beside: ClassVar[bool] = True
    """Whether the picture stands beside the controls, or below them."""
    restores_judgement: ClassVar[bool] = True
    redraws_controls: ClassVar[bool] = False
    """Whether the controls themselves change with what was done, as in a round of a game."""

    def __init__(
        self,
        exercise_id: str,
        *,
        title: Words,
        situation: Words = "",
        minutes: int | None = None,
        hints: Sequence[str] = (),
        solution: str = "",
        because: str = "",
        picture: Picture | Lazy | None = None,
        confidence: bool = False,
    ) -> None:
        if len(hints) not in (0, 3):
            raise ExerciseError(f"{exercise_id} has {len(hints)} hints.", "Give three, or none.")
        self.id = exercise_id
        self.title = title
        self.situation = situation
        self.minutes = minutes
        self.hints = tuple(hints)
        self.solution = solution
        self.because = because
        self.points: float | None = None
        self.graded = False
        self.locked = ""
        self.live = False
        self.attempts = 0
        self.hints_open = 0
        self.solution_seen = False
        self.result: CheckResult | None = None
        self.trouble = ""
        self.answer: Answer | None = None
        self.recorder: Callable[[Answer], Answer] | None = None
        self.confidence = confidence
        self._picture = picture
        self._value: dict[str, Any] = {}

    # -- what a kind says of itself -------------------------------------------------------------

    @property
    def fields(self) -> tuple[Field, ...]:
        """The controls, in order."""
        return ()

    @property
    def controls(self) -> tuple[Field, ...]:
        """The fields, and how sure the learner is where that is asked."""
        return (*self.fields, CONFIDENCE) if self.confidence else self.fields

    def start(self) -> dict[str, Any]:
        """The value the controls show before the learner has done anything."""
        return {field.name: field.clean(None) for field in self.fields}

    def judge(self, value: dict[str, Any]) -> CheckResult:
        """Judge a complete value. Practice only."""
        raise NotImplementedError

    def right_answer(self) -> str:
        """The right answer in words, for *Show the solution*."""
        return ""

    def picture(self) -> Picture | None:
        """The picture beside the controls, for the value as it is now."""
        made = self._picture() if callable(self._picture) else self._picture
        return made if isinstance(made, Picture) else None

    def headline(self) -> str:
        """HTML of one big figure above the picture; nothing for most kinds."""
        return ""

    def act(self, do: str) -> None:
        """Do what a button of this kind's own asks for.

        Raises:
            AnswerError: There is no such button.
        """
        raise AnswerError(f"This exercise has no button “{do}”.")

    def own_buttons(self) -> tuple[tuple[str, str, str], ...]:
        """Buttons of this kind's own: ``(what it does, label, style)``."""
        return ()

    @property
    def downloads(self) -> tuple[Path, ...]:
        """Files that were written and are offered for download."""
        return ()

    def problems(self, value: dict[str, Any]) -> list[str]:
        """What is missing or not well formed in a value, one sentence each."""
        return [
            f"“{plain(field.label)}” is empty."
            for field in self.fields
            if field.empty(value.get(field.name))
        ]

    def not_ready(self, value: dict[str, Any]) -> list[str]:
        """All that is missing or not well formed, the learner's confidence included."""
        found = self.problems(value)
        if self.confidence and CONFIDENCE.empty(value.get(CONFIDENCE.name)):
            found.append("Say how sure you are.")
        return found

    # -- the value --------------------------------------------------------------------------------

    @property
    def value(self) -> dict[str, Any]:
        """The value as it is now: the learner's, with the start's where nothing was chosen."""
        start = {CONFIDENCE.name: None} if self.confidence else {}
        return {**start, **self.start(), **self._value}

    @property
    def given(self) -> bool:
        """Whether the learner has answered at all."""
        return bool(self._value)

    @property
    def state(self) -> str:
        """``not attempted``, ``not yet``, ``right``, or ``recorded`` for graded ones."""
        if not self.given:
            return NOT_ATTEMPTED
        if self.graded:
            return RECORDED
        if self.result is not None:
            return self.result.state
        return NOT_YET if self.attempts else NOT_ATTEMPTED

    def clean(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Return what can be kept of a raw value.

        Raises:
            AnswerError: Something in it is of the wrong type, unknown, or not a choice.
        """
        known = {field.name: field for field in self.controls}
        unknown = sorted(set(raw) - set(known))
        if unknown:
            raise AnswerError(f"This exercise has no field “{unknown[0]}”.", "Leave it out.")
        return {name: known[name].clean(item) for name, item in raw.items()}

    def set(self, value: Mapping[str, Any]) -> None:
        """Answer in plain Python: the same route as a click.

        Args:
            value: The value, or the fields of it that change.

        Raises:
            AnswerError: The value does not fit; nothing is changed.
        """
        cleaned = self.clean(value)
        if self.locked:
            raise AnswerError(self.locked)
        self._value = {**self._value, **cleaned}
        self.result = None
        self._record()

    def restore(self, answer: Answer) -> None:
        """Take back an answer that was recorded before; nothing is recorded anew.

        Raises:
            AnswerError: It is of another exercise or kind, or does not fit.
        """
        if answer.exercise != self.id or answer.kind != self.kind:
            raise AnswerError(
                f"An answer of kind {answer.kind} does not fit {self.id}, of kind {self.kind}.",
                "It was left out.",
            )
        self._value = self.clean(self.migrate(answer.version, dict(answer.value)))
        self.attempts, self.hints_open = answer.attempts, min(answer.hints, len(self.hints))
        self.solution_seen = answer.solution_seen
        self.answer = answer
        judged = self.restores_judgement and answer.state in (NOT_YET, RIGHT)
        if judged and not self.graded and not self.not_ready(self.value):
            self.result = self.judge(self.value)

    def migrate(self, version: int, value: dict[str, Any]) -> dict[str, Any]:
        """Bring a value of an older version to this one: for kinds whose schema has changed."""
        return value

    def _record(self) -> None:
        answer = Answer(
            exercise=self.id,
            kind=self.kind,
            version=self.version,
            value=dict(self._value),
            attempts=self.attempts,
            hints=self.hints_open,
            state=self.state,
            solution_seen=self.solution_seen,
        )
        self.answer = self.recorder(answer) if self.recorder is not None else answer

    # -- practice ---------------------------------------------------------------------------------

    def check(self) -> CheckResult:
        """Judge the value as it is now, and record the attempt."""
        if self.graded:
            return CheckResult(
                self.state, "This task is for marks: it is graded after you hand in."
            )
        missing = self.not_ready(self.value)
        if missing:
            self.result = CheckResult(NOT_ATTEMPTED, " ".join(missing[:3]))
            return self.result
        self.attempts += 1
        if not self._value:
            self._value = self.value
        self.result = self.judge(self.value)
        self._record()
        return self.result

    def hint(self) -> str:
        """Open the next hint and return it; the last one again when all are open."""
        if not self.hints:
            return ""
        self.hints_open = min(self.hints_open + 1, len(self.hints))
        if self.given:
            self._record()
        return self.hints[self.hints_open - 1]

    def show_solution(self) -> str:
        """Return the right answer with its explanation, in words."""
        self.solution_seen = True
        if self.given:
            self._record()
        return f"{self.right_answer()} {self.solution}".strip()

    # -- a host's one entrance ----------------------------------------------------------------

    def react(self, do: str, value: Mapping[str, Any] | None = None) -> None:
        """Do what the learner did in a view. It never raises: trouble is kept to be shown.

        Args:
            do: ``change``, ``check``, ``hint``, ``solution``, or a button of the kind's own.
            value: The controls' values at that moment.
        """
        self.trouble = ""
        try:
            if value is not None:
                changed = {k: v for k, v in self.clean(value).items() if self.value.get(k) != v}
                if changed or (do == "change" and not self.given):
                    self.set(value)
            if do == "check":
                self.check()
            elif do == "hint":
                self.hint()
            elif do == "solution":
                self.show_solution()
            elif do != "change":
                self.act(do)
        except AnswerError as error:
            self.trouble = str(error)
        except Exception:  # noqa: BLE001
            # The learner must never lose an answer to an error of ours: it is shown, folded.
            self.trouble = f"{OUR_FAULT}\n{traceback.format_exc()}"

    def report(self) -> None:
        """Print whether the answer is complete and well formed, never whether it is right.

        A live card says so itself, at every change; a printed line would soon be old.
        """
        if self.live:
            return
        name = self.text_of(self.title)
        if not self.given:
            print(f"○ Not answered yet: {name}")
            return
        missing = self.not_ready(self.value)
        if missing:
            print(f"↻ Recorded, not complete: {name}\n  " + "\n  ".join(missing))
        else:
            print(f"● Recorded and complete: {name}")

    @staticmethod
    def text_of(text: Words) -> str:
        """Return a text, or call the function that gives it."""
        return text() if callable(text) else text

    def words(self) -> list[tuple[str, str]]:
        """The answer in words: a label and what was chosen, for feedback, print and plain text."""
        value = self.value
        return [(plain(one.label), one.words(value.get(one.name))) for one in self.controls]

    def spec(self) -> dict[str, Any]:
        """The exercise as plain data, without its key."""
        return {
            "id": self.id,
            "kind": self.kind,
            "version": self.version,
            "graded": self.graded,
            "points": self.points,
            "minutes": self.minutes,
            "title": plain(self.text_of(self.title)),
            "situation": plain(self.text_of(self.situation)),
            "fields": [field.spec() for field in self.controls],
        }

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}: {self.state}>"


OUR_FAULT = "Something in this exercise failed; your answer is kept."
