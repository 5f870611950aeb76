"""What stands around the tasks of an assignment: the course id at the top, Hand in at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from statcomms.errors import AnswerError, CourseIdError
from statcomms.exercises.answers import COURSE_ID_EXERCISE
from statcomms.exercises.base import RECORDED, CheckResult, Exercise
from statcomms.exercises.fields import Field, Line
from statcomms.exercises.text import escape, format_time, inline, plain
from statcomms.schema import check_course_id

__all__ = ["CourseId", "HandIn", "Task"]


class CourseId(Exercise):
    """The form for the course id: asked once, checked, and it selects the learner's own data.

    Args:
        accept: Called with the checked id when the learner gives one.
    """

    kind: ClassVar[str] = "course_id"
    eyebrow: ClassVar[str] = "Begin here"
    shows_beside: ClassVar[bool] = False
    restores_judgement: ClassVar[bool] = False

    def __init__(self, accept: Callable[[str], None]) -> None:
        super().__init__(
            COURSE_ID_EXERCISE,
            title="What is your course id?",
            situation="Your instructor gave it to you, such as `nsn-042`. It selects **your own "
            "data**: your numbers differ from your neighbour's. It is not a password.",
        )
        self.graded = True
        self._accept = accept
        self._field = Line(
            "course_id", "Course id", "small letters, digits, hyphens; 2 to 40 characters"
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        return (self._field,)

    def clean(self, raw: Any) -> dict[str, Any]:
        cleaned = super().clean(raw)
        if "course_id" in cleaned:
            try:
                cleaned["course_id"] = check_course_id(str(cleaned["course_id"]))
            except CourseIdError as error:
                raise AnswerError(error.what, error.next_step) from error
        return cleaned

    def own_buttons(self) -> tuple[tuple[str, str, str], ...]:
        return (("accept", "Use this course id", "go"),)

    def react(self, do: str, value: Any = None) -> None:
        # While the id is being typed nothing is recorded: it counts when the button is pressed.
        if do == "change":
            return
        before = self.value.get("course_id")
        super().react("change", value)
        if not self.trouble and self.value.get("course_id") and self.value["course_id"] != before:
            self._accept(self.value["course_id"])

    def set(self, value: Any) -> None:
        super().set(value)
        self._accept(self.value["course_id"])

    def headline(self) -> str:
        chosen = self.value.get("course_id")
        if not chosen:
            return ""
        return f"<p>You work on the data of <strong>{escape(chosen)}</strong>.</p>"


@dataclass(frozen=True)
class Task:
    """One task of an assignment, as Hand in lists it."""

    title: str
    given: bool
    problems: tuple[str, ...] = ()
    recorded_at: str = ""
    optional: bool = False


class HandIn(Exercise):
    """The last card: what is answered, what is not, and one file to hand in.

    Args:
        tasks: Gives the tasks as they stand.
        write: Writes the file and returns its path.
        course_id: Gives the course id, or None.
    """

    kind: ClassVar[str] = "hand_in"
    eyebrow: ClassVar[str] = "Last step"
    shows_beside: ClassVar[bool] = False
    restores_judgement: ClassVar[bool] = False

    def __init__(
        self,
        exercise_id: str,
        *,
        tasks: Callable[[], list[Task]],
        write: Callable[[], Path],
        course_id: Callable[[], str | None],
    ) -> None:
        super().__init__(exercise_id, title=self._title)
        self.graded = True
        self._tasks, self._write, self._course_id = tasks, write, course_id
        self.file: Path | None = None

    def _title(self) -> str:
        tasks = self._tasks()
        done = sum(task.given and not task.problems for task in tasks)
        return f"Hand in: {done} of {len(tasks)} tasks are answered"

    def own_buttons(self) -> tuple[tuple[str, str, str], ...]:
        return (("look", "Look again", ""), ("write", "Write my file", "go"))

    @property
    def state(self) -> str:
        return RECORDED if self.file is not None else "not attempted"

    def act(self, do: str) -> None:
        if do == "look":
            self.result = None
            return
        if do != "write":
            super().act(do)
        if not self._course_id():
            raise AnswerError(
                "Your course id is missing.", "Give it at the top of this page first."
            )
        self.file = self._write()
        self.result = CheckResult(
            RECORDED,
            f"**Your file is ready: {self.file.parent.name}/{self.file.name}.** It holds all your "
            "answers. Send it to your instructor as they asked; keep a copy. You can change an "
            "answer and write the file again: the last file before the deadline counts.",
        )

    @property
    def downloads(self) -> tuple[Path, ...]:
        """The file written, to be offered for download."""
        return (self.file,) if self.file is not None else ()

    def headline(self) -> str:
        rows = []
        for task in self._tasks():
            if task.problems:
                sign, said = "↻", task.problems[0]
            elif task.given:
                sign, said = "✓", f"recorded {format_time(task.recorded_at)}".strip()
            else:
                sign, said = "○", "empty, optional" if task.optional else "empty"
            rows.append(
                f"<li><span>{sign}</span><span>{inline(plain(task.title))}</span>"
                f"<span>{escape(said)}</span></li>"
            )
        return f'<ul class="sc-tasks">{"".join(rows)}</ul>'
