"""What nbgrader does with a handed-in notebook of this course, beside its own steps.

`CollectAnswers` goes first in ``Autograde.sanitize_preprocessors``: it takes the answers out of the
outputs before nbgrader clears them, and mends the notebook. `RestoreAnswers` goes first in
``Autograde.autograde_preprocessors``: it writes ``answers.json`` where the fresh kernel runs, and
gives the kernel the assignment's key to the held-out worlds. `TakeKeyBack` goes right behind
``Execute``: it takes the key away again, and out of whatever the notebook printed.
`HideTests` goes behind ``GetGrades`` in ``GenerateFeedback.preprocessors``. None of them raises
because of what a learner handed in: it is said in the notebook's ``statcomms.problems`` instead.
"""

from __future__ import annotations

import contextlib
import copy
import html
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from nbformat.notebooknode import from_dict
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List

from statcomms.data.held_out import CLASS_SECRET_FILE, GRADING_KEY, ClassSecret
from statcomms.errors import AnswerError
from statcomms.exercises.answers import (
    ANSWER_MIME,
    COURSE_ID_EXERCISE,
    Answer,
    Problem,
    collect_answers,
    read_answer,
    write_durably,
)
from statcomms.grading.mend import (
    belongs,
    grade_id,
    is_grade,
    is_solution,
    mend_cells,
    put_code_answers,
    put_written_answers,
    source_of,
)

__all__ = ["CollectAnswers", "HideTests", "RestoreAnswers", "TakeKeyBack", "gather"]

ANSWERS_FILE: Final = "answers.json"
MAX_ANSWERS_FILE: Final = 16 * 1024 * 1024
"""A larger ``answers.json`` is not read (bytes); a whole course of answers is under 1 MB."""
MAX_PROBLEMS: Final = 60
EMPTY: Final = "The notebook had no cells. They were put back as they were released."
OTHER: Final = "This file belongs to another assignment. Nothing in it could be graded here."


class CollectAnswers(NbGraderPreprocessor):
    """Collect a handed-in notebook's answers and mend its cells, before outputs are cleared."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Collect and mend one notebook.

        Args:
            nb: The handed-in notebook.
            resources: nbgrader's data about it: student, assignment, notebook, folder.

        Returns:
            The mended notebook with ``metadata.statcomms`` = answers, course id as given, student,
            problems; and the resources as they were.
        """
        about = resources["nbgrader"]
        released = self._released(about["assignment"], about["notebook"], about["db_url"])
        folder = Path(str(resources.get("metadata", {}).get("path") or "."))
        found = gather(nb, released, about["student"], folder / ANSWERS_FILE)
        for problem in found["problems"]:
            self.log.warning(
                "%s, %s: %s %s",
                about["student"],
                about["notebook"],
                problem["about"],
                problem["reason"],
            )
        mended = found.pop("cells")
        metadata = copy.deepcopy(dict(released.get("metadata", {})))
        metadata["statcomms"] = {**dict(metadata.get("statcomms") or {}), **found}
        whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": mended}
        return from_dict(whole), resources

    def _released(self, assignment: str, notebook: str, db_url: str) -> dict[str, Any]:
        """Return the notebook as learners got it: the released file, else the gradebook's cells."""
        course = _course_of(self)
        if course is not None:
            folder = course.format_path(course.release_directory, ".", assignment)
            with contextlib.suppress(OSError, ValueError):
                data = json.loads(Path(folder, f"{notebook}.ipynb").read_text(encoding="utf-8"))
                if isinstance(data, dict) and isinstance(data.get("cells"), list):
                    return data
        self.log.warning("No released %s was found: the gradebook's cells are used.", notebook)
        with Gradebook(db_url) as gradebook:
            return _from_gradebook(gradebook, assignment, notebook)


def _course_of(step: Any) -> Any:
    """Return nbgrader's directories of the course that a preprocessor works for, or None."""
    owner = step
    while owner is not None:
        course = getattr(owner, "coursedir", None)
        if course is not None:
            return course
        owner = getattr(owner, "parent", None)
    return None


def _from_gradebook(gradebook: Any, assignment: str, notebook: str) -> dict[str, Any]:
    """Rebuild what is known of a released notebook from the gradebook's source cells."""
    stored = gradebook.find_notebook(notebook, assignment)
    points = {cell.name: cell.max_score for cell in stored.grade_cells}
    solutions = {cell.name for cell in stored.solution_cells}
    cells = []
    for cell in stored.source_cells:
        own = {
            "grade": cell.name in points,
            "grade_id": cell.name,
            "locked": bool(cell.locked),
            "schema_version": 3,
            "solution": cell.name in solutions,
            "task": False,
            "cell_type": cell.cell_type,
        }
        if cell.name in points:
            own["points"] = points[cell.name]
        cells.append(
            {
                "cell_type": cell.cell_type,
                "id": re.sub(r"[^A-Za-z0-9_-]", "-", cell.name)[:64],
                "metadata": {"nbgrader": own},
                "source": cell.source,
            }
        )
    return {"metadata": {}, "cells": cells, "order": "unknown"}


def gather(
    notebook: Mapping[str, Any],
    released: Mapping[str, Any],
    student: str,
    file: Path | None = None,
) -> dict[str, Any]:
    """Gather a handed-in notebook's answers and mend its cells: all of `CollectAnswers`, as data.

    The answer in the notebook wins over the one in the file for each exercise; the file fills gaps.
    An answer given under the student's own course id wins over one given under another id.

    Args:
        notebook: The handed-in notebook, of any state of health.
        released: The released notebook.
        student: nbgrader's student id, under which the work was handed in.
        file: An ``answers.json`` that was handed in beside the notebook; it is only read.

    Returns:
        ``cells`` (mended), ``answers`` (by exercise), ``course_id`` (as the learner gave it),
        ``student`` and ``problems``.
    """
    name = str(_mapping(_mapping(released.get("metadata")).get("statcomms")).get("notebook") or "")
    collected = collect_answers(notebook)
    problems = list(collected.problems)
    answers = {
        exercise: _own_answer(notebook, answer, student)
        for exercise, answer in collected.answers.items()
    }
    course_id = collected.course_id
    beside = _beside(file, name, problems)
    for exercise, answer in beside.answers.items():
        answers.setdefault(exercise, answer)
    course_id = course_id or beside.course_id

    if name:
        for exercise, answer in list(answers.items()):
            if answer.notebook and answer.notebook != name and exercise != COURSE_ID_EXERCISE:
                del answers[exercise]
                reason = f"This answer belongs to {answer.notebook}. It was left out."
                problems.append(Problem(exercise, reason))
    problems.extend(_of_others(answers, course_id, student))

    cells: object = notebook.get("cells")
    originals = list(released.get("cells", []))
    if released.get("order") == "unknown":
        originals = _ordered_like(originals, cells)
    mended = mend_cells(cells, originals)
    if not isinstance(cells, list) or not cells:
        problems.append(Problem("file", EMPTY))
    elif not belongs(notebook, released):
        problems.append(Problem("file", OTHER))
    else:
        problems.extend(mended.problems)
    put_written_answers(mended.cells, answers, originals)
    put_code_answers(mended.cells, answers, originals)
    if problems:
        mended.cells.insert(0, _remarks(problems))
    return {
        "cells": mended.cells,
        "answers": {exercise: answers[exercise].as_dict() for exercise in sorted(answers)},
        "course_id": course_id,
        "student": student,
        "problems": [problem.as_dict() for problem in problems[:MAX_PROBLEMS]],
    }


def _mapping(data: object) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}


def _own_answer(notebook: Mapping[str, Any], newest: Answer, student: str) -> Answer:
    """Return the newest answer that the student gave, or the newest of all when there is none."""
    if _is_own(newest.course_id, student):
        return newest
    own = newest
    for answer in _all_answers(notebook):
        if answer.exercise != newest.exercise or not _is_own(answer.course_id, student):
            continue
        if own is newest or answer.recorded_time >= own.recorded_time:
            own = answer
    return own


def _is_own(course_id: str | None, student: str) -> bool:
    return course_id is None or course_id.strip().casefold() == student.strip().casefold()


def _all_answers(notebook: Mapping[str, Any]) -> Iterator[Answer]:
    found: list[object] = []
    cells = notebook.get("cells")
    for cell in cells if isinstance(cells, list) else []:
        outputs = _mapping(cell).get("outputs")
        for output in outputs if isinstance(outputs, list) else []:
            data = _mapping(_mapping(output).get("data"))
            found.extend(data[kind] for kind in data if kind == ANSWER_MIME)
    own = _mapping(_mapping(_mapping(notebook.get("metadata")).get("statcomms")).get("answers"))
    found.extend(own.values())
    for item in found:
        with contextlib.suppress(AnswerError, ValueError):
            yield read_answer(json.loads(item) if isinstance(item, str) else item)


def _beside(file: Path | None, name: str, problems: list[Problem]) -> Any:
    """Read an ``answers.json`` that was handed in, without touching it."""
    nothing = collect_answers({})
    if file is None or not file.is_file():
        return nothing
    try:
        if file.stat().st_size > MAX_ANSWERS_FILE:
            problems.append(Problem(file.name, "The file is too large to be read."))
            return nothing
        frame = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        problems.append(Problem(file.name, "The file could not be read. It was left out."))
        return nothing
    frame = _mapping(frame)
    if name and frame.get("notebook") and frame["notebook"] != name:
        problems.append(Problem(file.name, f"It belongs to {frame['notebook']}. It was left out."))
        return nothing
    collected = collect_answers({"metadata": {"statcomms": dict(frame)}})
    problems.extend(collected.problems)
    return collected


def _of_others(
    answers: Mapping[str, Answer], course_id: str | None, student: str
) -> Iterator[Problem]:
    """Say which answers were given under another course id than the work was handed in under."""
    others: dict[str, list[str]] = {}
    for exercise, answer in answers.items():
        if not _is_own(answer.course_id, student):
            others.setdefault(str(answer.course_id), []).append(exercise)
    if not _is_own(course_id, student) and str(course_id) not in others:
        others[str(course_id)] = []
    for other, exercises in sorted(others.items()):
        count = len(exercises)
        given = "1 answer was given" if count == 1 else f"{count} answers were given"
        if not count:
            given = "The notebook was set"
        yield Problem(
            "course id",
            f"{given} under the course id {other[:80]}, and the file was handed in as {student}. "
            f"It was graded on the data of {student}.",
        )


def _ordered_like(originals: list[Any], cells: object) -> list[Any]:
    """Put cells whose order is not known in the order in which the handed-in notebook has them."""
    places: dict[str, int] = {}
    for place, cell in enumerate(cells if isinstance(cells, list) else []):
        if isinstance(cell, Mapping):
            places.setdefault(grade_id(cell), place)
    return sorted(originals, key=lambda cell: places.get(grade_id(cell), len(places)))


def _remarks(problems: Iterable[Problem]) -> dict[str, Any]:
    """Make the first cell, which says to learner and instructor what was found in the file."""
    by_reason: dict[str, list[str]] = {}
    for problem in problems:
        by_reason.setdefault(problem.reason, []).append(problem.about)
    lines = ["**About this file**", ""]
    for reason, places in by_reason.items():
        shown = [_plain(place) for place in dict.fromkeys(places)]
        named = ", ".join(shown[:6]) + (f" and {len(shown) - 6} more" if len(shown) > 6 else "")
        whole = set(places) <= {"course id", "file", "order"}
        lines.append(f"- {_plain(reason)}" + ("" if whole else f" ({named})"))
    return {
        "cell_type": "markdown",
        "id": "about-this-file",
        "metadata": {"statcomms": {"remarks": True}, "deletable": False, "editable": False},
        "source": "\n".join(lines),
    }


def _plain(text: str) -> str:
    """Return a text that markdown and HTML show as it is, on one line."""
    line = " ".join(text.split())[:300]
    return re.sub(r"([\\`*_{}\[\]$|#])", r"\\\1", html.escape(line))


class RestoreAnswers(NbGraderPreprocessor):
    """Write ``answers.json`` into the autograded folder, for the fresh kernel to restore from."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Write one notebook's answers.

        Args:
            nb: The notebook as `CollectAnswers` left it.
            resources: nbgrader's data about it; ``metadata.path`` is the autograded folder.

        Returns:
            Both as they were.
        """
        about = resources["nbgrader"]
        own = _mapping(nb.metadata.get("statcomms"))
        frame = {
            "format": 1,
            "notebook": str(own.get("notebook") or about["notebook"]),
            "course_id": about["student"],
            "answers": dict(_mapping(own.get("answers"))),
        }
        file = Path(str(resources["metadata"]["path"])) / ANSWERS_FILE
        write_durably(file, json.dumps(frame, ensure_ascii=False, indent=1) + "\n")
        self._hand_over_key(about["assignment"])
        return nb, resources

    def _hand_over_key(self, assignment: str) -> None:
        """Give the kernel that runs next the key of this assignment, and of no other."""
        os.environ.pop(GRADING_KEY, None)
        course = _course_of(self)
        file = Path(str(course.root), CLASS_SECRET_FILE) if course is not None else None
        if file is not None and file.exists():
            os.environ[GRADING_KEY] = ClassSecret.read(file).assignment_key(assignment).hex()


class TakeKeyBack(NbGraderPreprocessor):
    """Take the key to the held-out worlds away, also out of what the notebook printed of it."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Clean one notebook that has just been executed.

        Args:
            nb: The notebook with its outputs.
            resources: nbgrader's data about it.

        Returns:
            The notebook without the key in any output, and the resources as they were.
        """
        key = os.environ.pop(GRADING_KEY, "")
        if key:
            for cell in nb.cells:
                if cell.cell_type == "code":
                    cell.outputs = [_without_key(output, key) for output in cell.outputs]
        return nb, resources


def _without_key(data: Any, key: str) -> Any:
    """Return an output in which the key is replaced wherever it stands as text."""
    if isinstance(data, str):
        return re.sub(re.escape(key), "[key]", data, flags=re.IGNORECASE)
    if isinstance(data, list):
        return [_without_key(each, key) for each in data]
    if isinstance(data, dict):
        return type(data)({name: _without_key(each, key) for name, each in data.items()})
    return data


BEGIN: Final = re.compile(r"BEGIN (HIDDEN TESTS|MARK SCHEME)")
END: Final = re.compile(r"END (HIDDEN TESTS|MARK SCHEME)")
ANSI: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
GUTTER: Final = re.compile(r"^\s*(?:-*>)?\s*\d*\s*")
POINTS_LINE: Final = re.compile(
    r"^(?:[\d.,]+ of [\d.,]+ points?\.|● Recorded and complete: .*)\n?", re.MULTILINE
)
"""Lines of a test cell that the page says better: it names the points itself, also after a person
has changed them, and it shows the answer above."""
HAND_IN_CARD: Final = 'id="sc-hand-in-'
SCRIPTS: Final = re.compile(
    r"<(script|iframe|object|embed)\b.*?(?:</\1\s*>|\Z)|<(?:link|base|meta)\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
WIDGET_TYPES: Final = (
    "application/vnd.jupyter.widget-view+json",
    "application/vnd.jupyter.widget-state+json",
    "application/javascript",
    ANSWER_MIME,
)


class HideTests(NbGraderPreprocessor):
    """Make feedback read as text and controls, with nothing of a hidden test in it."""

    display_data_priority = List(["text/html", "image/svg+xml", "image/png", "text/plain"]).tag(
        config=True
    )

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Prepare one graded notebook for its feedback page.

        Args:
            nb: The autograded notebook with its grades.
            resources: nbgrader's data about it.

        Returns:
            The notebook to show, and the resources with ``statcomms``: the learner, and a list of
            tasks with title, score, points and whether a person has still to read them.
        """
        hidden = _hidden_lines(nb.cells)
        waiting = _waiting(resources["nbgrader"])
        tasks = []
        title = ""
        for cell in nb.cells:
            if cell.cell_type == "markdown" and not is_grade(cell):
                title = _heading(cell.source) or title
            if is_grade(cell):
                tasks.append(_task(cell, title, waiting))
            cell.source = _without_hidden(cell.source)
            if cell.cell_type == "code":
                self._clean(cell, hidden)
            else:
                cell.source = SCRIPTS.sub("", cell.source)
        nb.metadata.pop("widgets", None)
        heading = _take_title(nb.cells)
        resources["statcomms"] = {
            "student": resources["nbgrader"]["student"],
            "title": heading or resources["nbgrader"]["assignment"],
            "tasks": tasks,
            "waiting": any(task["waiting"] for task in tasks),
        }
        return nb, resources

    def _clean(self, cell: Any, hidden: set[str]) -> None:
        covered = _mapping(cell.metadata.get("jupyter")).get("source_hidden") is True
        tests = is_grade(cell) and not is_solution(cell)
        if covered or tests:
            cell.source = ""
            cell.metadata["transient"] = {"remove_source": True}
        outputs = []
        for output in cell.get("outputs", []):
            shown = self._shown(output, covered or tests, tests, hidden)
            if shown is not None:
                outputs.append(shown)
        cell.outputs = outputs

    def _shown(self, output: Any, covered: bool, tests: bool, hidden: set[str]) -> Any:
        if output.output_type == "error":
            said = f"{output.get('ename', '')}: {output.get('evalue', '')}".strip(": ")
            lines = [_kept(block, hidden) for block in output.get("traceback", [])]
            output["traceback"] = [_kept(said, hidden)] if covered else lines
            return output
        if output.output_type == "stream":
            said = _kept(str(output.get("text", "")), hidden)
            output["text"] = POINTS_LINE.sub("", said) if tests else said
            return output if output["text"].strip() else None
        data = output.get("data", {})
        if tests and output.output_type == "execute_result":
            return None  # the number of points: the page says it in words
        view = any(kind in data for kind in WIDGET_TYPES)
        for kind in WIDGET_TYPES:
            data.pop(kind, None)
        if isinstance(data.get("text/html"), str):
            if HAND_IN_CARD in data["text/html"]:
                return None  # it says "not handed in", as a page that was never operated
            data["text/html"] = SCRIPTS.sub("", data["text/html"])
        if not data or (view and set(data) == {"text/plain"}):
            return None
        return output


def _hidden_lines(cells: Iterable[Any]) -> set[str]:
    """Return each line of code that only an instructor sees, without its indent."""
    lines: set[str] = set()
    for cell in cells:
        within = False
        for line in source_of(cell).splitlines():
            if BEGIN.search(line):
                within = True
            if within or (is_grade(cell) and not is_solution(cell)):
                text = line.strip()
                if len(text) > 3:
                    lines.add(text)
            if END.search(line):
                within = False
    return lines


def _without_hidden(source: str) -> str:
    kept, within = [], False
    for line in source.splitlines():
        if BEGIN.search(line):
            within = True
        if not within:
            kept.append(line)
        if END.search(line):
            within = False
    return "\n".join(kept)


def _kept(text: str, hidden: set[str]) -> str:
    """Return a text without the lines that are lines of hidden tests, numbered or not."""
    lines = []
    for line in text.split("\n"):
        plain = ANSI.sub("", line)
        if plain.strip() not in hidden and GUTTER.sub("", plain).strip() not in hidden:
            lines.append(line)
    return "\n".join(lines)


def _heading(source: str) -> str:
    for line in source.splitlines():
        if re.match(r"#{1,4} \S", line):
            return line.lstrip("#").strip().replace("**", "").replace("`", "")
    return ""


def _take_title(cells: Iterable[Any]) -> str:
    """Take the notebook's title out of its first heading: the page shows it once, at its top."""
    for cell in cells:
        if cell.cell_type == "markdown" and _heading(cell.source):
            lines = cell.source.splitlines()
            first = next(place for place, line in enumerate(lines) if _heading(line))
            title = _heading(lines[first])
            if lines[first].startswith("# "):
                cell.source = "\n".join(lines[:first] + lines[first + 1 :]).strip()
            return title
    return ""


def _task(cell: Any, title: str, waiting: set[str]) -> dict[str, Any]:
    name = grade_id(cell)
    own = cell.metadata["nbgrader"]
    return {
        "id": name,
        "title": title or name,
        "score": float(own.get("score") or 0.0),
        "points": float(own.get("points") or 0.0),
        "waiting": name in waiting,
    }


def _waiting(about: Mapping[str, Any]) -> set[str]:
    """Return the ids of the cells that a person has still to mark."""
    with Gradebook(about["db_url"]) as gradebook:
        try:
            submission = gradebook.find_submission_notebook(
                about["notebook"], about["assignment"], about["student"]
            )
        except MissingEntry:
            return set()
        return {grade.name for grade in submission.grades if grade.needs_manual_grade}
