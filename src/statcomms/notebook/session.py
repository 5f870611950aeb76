"""A lesson or an assignment as its notebook sees it: its data, its exercises, its answers."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.core.getipython import get_ipython
from IPython.display import display

from statcomms.errors import AnswerError, ExerciseError
from statcomms.exercises.answers import COURSE_ID_EXERCISE, Answer, AnswerStore, collect_answers
from statcomms.exercises.base import Exercise
from statcomms.exercises.frame import CourseId, HandIn, Task
from statcomms.exercises.pictures import Picture
from statcomms.exercises.views import answer_text, static_card
from statcomms.notebook.files import find_notebook, read_notebook
from statcomms.notebook.handin import write_hand_in
from statcomms.notebook.host import ExerciseView, grading, show_style

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Assignment", "Lesson"]

NO_COURSE_ID = "Give your course id at the top of this page first."


def _is_written(source: str, name: str) -> bool:
    """Whether a cell defines a function that holds more than its words of help.

    >>> _is_written("def f(x): 'Help.'", "f"), _is_written("def f(x): return x", "f")
    (False, True)
    """
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    bodies = [function.body for function in functions if function.name == name]
    empty = (ast.Pass, ast.Constant, ast.Expr)
    return any(not isinstance(line, empty) for body in bodies for line in body)


def _is_python(source: str) -> bool:
    """Whether a cell can be read: one that stopped at a misspelt line changed nothing.

    >>> _is_python("def f(x): return x"), _is_python("def f(x) return x")
    (True, False)
    """
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


class _Session:
    """What a lesson and an assignment share.

    Args:
        notebook: Slug of the notebook, such as ``05-analytics``.
        folder: Where the notebook stands; the working folder when None.
    """

    def __init__(self, notebook: str, folder: str | os.PathLike[str] | None = None) -> None:
        self.notebook = notebook
        self.folder = Path(folder) if folder is not None else Path.cwd()
        self.store = AnswerStore(self.folder / "answers.json", notebook)
        self.exercises: dict[str, Exercise] = {}
        self.views: dict[str, ExerciseView] = {}
        if not grading():
            self._take_in_embedded()
        show_style()

    def _take_in_embedded(self) -> None:
        """Take in the answers of the notebook's own file: it may come from another machine."""
        path = find_notebook(self.notebook, self.folder)
        if path is None:
            return
        found = collect_answers(read_notebook(path))
        known = self.store.answers
        new = {
            name: answer
            for name, answer in found.answers.items()
            if name not in known or known[name].recorded_time < answer.recorded_time
        }
        if new:
            self.store.merge(new, None if self.store.course_id else found.course_id)

    @property
    def posts(self) -> pd.DataFrame:
        """The posts table of this notebook."""
        raise NotImplementedError

    def show(self, exercise: Exercise) -> None:
        """Show an exercise with the answer recorded before, and record every change from now on.

        Args:
            exercise: What to show.

        Raises:
            ExerciseError: Another exercise of this notebook has the same id.
        """
        self._adopt(exercise)
        self._display(exercise)

    def _adopt(self, exercise: Exercise) -> None:
        self.exercises[exercise.id] = exercise
        exercise.recorder = self._record
        kept = self.store.answers.get(exercise.id)
        if kept is not None:
            try:
                exercise.restore(kept)
            except AnswerError as error:
                exercise.trouble = str(error)

    def _display(self, exercise: Exercise) -> None:
        if grading():
            bundle = {
                "text/html": static_card(exercise, note=""),
                "text/plain": answer_text(exercise),
            }
            display(bundle, raw=True)
            return
        old = self.views.pop(exercise.id, None)
        if old is not None:
            old.close()
        exercise.live = True
        view = self.views[exercise.id] = ExerciseView(exercise)
        view.show()

    def _record(self, answer: Answer) -> Answer:
        answer = replace(answer, course_id=self.store.course_id, notebook=self.notebook)
        answer = self.store.record(answer)
        self._recorded(answer)
        return answer

    def _recorded(self, answer: Answer) -> None:
        """Hear of a recorded answer: bring the screen up to date when Python set it."""
        exercise, view = self.exercises.get(answer.exercise), self.views.get(answer.exercise)
        if exercise is not None and view is not None:
            exercise.answer = answer
            view.publish()

    def picture(self, picture: Picture) -> None:
        """Show a picture with its finding, its words, and the table behind it."""
        display({"text/html": picture.html(), "text/plain": picture.alt}, raw=True)


class Lesson(_Session):
    """A lesson: the course's own posts table, exercises for practice."""

    _posts: pd.DataFrame | None = None

    @property
    def posts(self) -> pd.DataFrame:
        """The course's posts table: about 3,000 posts of the invented office of Nusamara."""
        from statcomms.data.load import load_posts

        if self._posts is None:
            self._posts = load_posts()
        return self._posts


class Assignment(_Session):
    """An assignment: the learner's own data by course id, tasks for marks, one file to hand in."""

    def __init__(self, notebook: str, folder: str | os.PathLike[str] | None = None) -> None:
        super().__init__(notebook, folder)
        self._variant: tuple[str, pd.DataFrame] | None = None
        self._optional: set[str] = set()

    @property
    def course_id(self) -> str | None:
        """The learner's course id, once it is given. At grading: the name the work came under."""
        given = self.store.course_id
        return given.strip().lower() if given else None

    @property
    def posts(self) -> pd.DataFrame:
        """The learner's own posts table, drawn from the course's model by course id.

        Raises:
            AnswerError: No course id has been given yet.
        """
        from statcomms.data.variants import posts_variant

        if self.course_id is None:
            raise AnswerError("There is no course id yet.", NO_COURSE_ID)
        if self._variant is None or self._variant[0] != self.course_id:
            self._variant = (self.course_id, posts_variant(self.course_id, self.notebook))
        return self._variant[1]

    def ask_course_id(self) -> None:
        """Show the form for the course id."""
        form = CourseId(self._accept)
        self._adopt(form)
        self._display(form)

    def _accept(self, course_id: str) -> None:
        self.store.merge({}, course_id)
        for name, exercise in self.exercises.items():
            if name != COURSE_ID_EXERCISE:
                exercise.locked = ""
                if name in self.views:
                    self.views[name].redraw()
        # The answer that selects the data carries the id itself.
        form = self.exercises.get(COURSE_ID_EXERCISE)
        if form is not None and form.answer is not None and form.answer.course_id != course_id:
            form.answer = self._record(form.answer)

    def show(self, exercise: Exercise, points: float | None = None, optional: bool = False) -> None:
        """Show a task for marks.

        Args:
            exercise: The task, without its key.
            points: What it is worth, as its test cell says.
            optional: Whether there is another route to the same points.
        """
        exercise.graded, exercise.points = True, points
        if optional:
            self._optional.add(exercise.id)
        if self.course_id is None:
            exercise.locked = NO_COURSE_ID
        self._adopt(exercise)
        self._display(exercise)

    def record_code(self, exercise_id: str, function: Callable[..., Any] | None) -> None:
        """Record the code of the optional task as it ran, so that an unsaved cell is not lost.

        Args:
            exercise_id: The nbgrader id of the cell that is solved.
            function: The function that the learner wrote in it; None when there is none.

        Raises:
            ExerciseError: It is not run in a notebook.
        """
        shell = get_ipython()
        if shell is None:
            raise ExerciseError("record_code works in a notebook only.", "Open the notebook.")
        marker = f"def {function.__name__}(" if function is not None else "\0"
        ran = [str(cell) for cell in shell.user_ns.get("In", []) if marker in str(cell)]
        source = next((cell for cell in reversed(ran) if _is_python(cell)), "")
        if function is None or not source or not _is_written(source, function.__name__):
            print("○ No code written: the card above is enough.")
            return
        kept = self.store.answers.get(exercise_id)
        if not grading() and (kept is None or kept.value.get("source") != source):
            self._record(Answer(exercise_id, "code", 1, {"source": source}))
        print("● Your code is recorded. It counts when it gives more points than the card above.")

    def tasks(self) -> list[Task]:
        """The tasks as they stand: what is answered, what is empty, what is malformed."""
        return [
            Task(
                title=exercise.text_of(exercise.title),
                given=exercise.given,
                problems=tuple(exercise.not_ready(exercise.value)) if exercise.given else (),
                recorded_at=exercise.answer.recorded_at if exercise.answer else "",
                optional=exercise.id in self._optional,
            )
            for exercise in self.exercises.values()
            if exercise.graded and exercise.points
        ]

    def hand_in(self) -> None:
        """Show the last card: what is answered, and the button that writes the file to hand in."""
        last = HandIn(
            f"hand-in-{self.notebook}",
            tasks=self.tasks,
            write=self.write_hand_in,
            course_id=lambda: self.course_id,
        )
        self._adopt(last)
        self._display(last)

    def write_hand_in(self) -> Path:
        """Write ``handin/<assignment>--<course id>.ipynb``: the notebook and every answer.

        Returns:
            The file written.

        Raises:
            AnswerError: There is no course id, or the disk refuses the file.
        """
        if self.course_id is None:
            raise AnswerError("Your course id is missing.", NO_COURSE_ID)
        return write_hand_in(self.notebook, self.folder, self.course_id, self.store, self.exercises)

    def _recorded(self, answer: Answer) -> None:
        super()._recorded(answer)
        last = self.views.get(f"hand-in-{self.notebook}")
        if last is not None and answer.exercise != f"hand-in-{self.notebook}":
            last.publish()
