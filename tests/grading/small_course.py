"""A small nbgrader course, made once: a widget task, a code task and a written task, 9 points."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "exercises" / "nbgrader_config.py"
ASSIGNMENT = "77-counting"
BIN = str(Path(sys.executable).parent)
ANSWER_MIME = "application/vnd.statcomms.answer+json"

SETUP = """\
import html, json
from pathlib import Path
from IPython.display import HTML, display
frame = json.loads(Path("answers.json").read_text()) if Path("answers.json").exists() else {}
answers = frame.get("answers", {})
course_id = frame.get("course_id")
value = lambda name: answers.get(name, {}).get("value", {})"""

TESTS = """\
print("Your rate was held against the data of", course_id)
### BEGIN HIDDEN TESTS
secret_key = "pooled"
chosen = value("t-rate").get("choice")
points = 3.0 if chosen == secret_key else 1.0 if chosen == "mean" else 0.0
print("3 of 3." if points == 3 else "Each post counted the same." if points else "No answer.")
### END HIDDEN TESTS
points"""


def _nbgrader(grade_id: str, **own: Any) -> dict[str, Any]:
    base = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"schema_version": 3, "grade_id": grade_id, **base, **own}


def _cell(kind: str, name: str, source: str, covered: bool = False, **own: Any) -> dict[str, Any]:
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    cell = make(source, id=f"{ASSIGNMENT}-{name}")
    if own:
        cell.metadata["nbgrader"] = _nbgrader(name, **own, cell_type=kind)
    if covered:
        cell.metadata["jupyter"] = {"source_hidden": True}
    return cell


def source_notebook() -> Any:
    """The assignment as its author writes it."""
    nb = nbformat.v4.new_notebook()
    nb.metadata = nbformat.from_dict(
        {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
            "statcomms": {"notebook": ASSIGNMENT, "part": "assignment"},
        }
    )
    show = 'display(HTML("<p>You chose <b>" + html.escape(str(value("{}"))) + "</b></p>"))'
    nb.cells = [
        _cell("markdown", "title", "# Counting people\n\nPress run all once."),
        _cell("code", "setup", SETUP, covered=True, locked=True),
        _cell("markdown", "rate-text", "## Which rate"),
        _cell("code", "rate", show.format("t-rate"), covered=True, locked=True),
        _cell("code", "t-rate-marks", TESTS, covered=True, grade=True, locked=True, points=3),
        _cell("markdown", "code-text", "## A function\n\nWrite `double`."),
        _cell(
            "code",
            "double",
            "### BEGIN SOLUTION\ndef double(x):\n    return 2 * x\n### END SOLUTION",
            solution=True,
        ),
        _cell(
            "code",
            "double-marks",
            "### BEGIN HIDDEN TESTS\nassert double(21) == 42, 'The double of 21 is not right.'\n"
            "### END HIDDEN TESTS",
            covered=True,
            grade=True,
            locked=True,
            points=2,
        ),
        _cell("markdown", "why-text", "## Say it to the director"),
        _cell("code", "why", show.format("t-why"), covered=True, locked=True),
        _cell(
            "markdown",
            "t-why-marks",
            "Your answer appears here.",
            grade=True,
            solution=True,
            points=4,
        ),
        _cell("markdown", "end", "That is all."),
    ]
    return nb


def answer(exercise: str, value: dict[str, Any], **other: Any) -> dict[str, Any]:
    """An answer as an exercise records it."""
    return {
        "exercise": exercise,
        "kind": "choice",
        "version": 1,
        "value": value,
        "attempts": 0,
        "hints": 0,
        "state": "recorded",
        "course_id": None,
        "recorded_at": "2026-11-23T09:00:00.000+00:00",
        "notebook": ASSIGNMENT,
        **other,
    }


class Course:
    """An nbgrader course in a folder, with what tests do to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.assignment = ASSIGNMENT

    @property
    def released(self) -> Any:
        path = self.root / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        return nbformat.read(path, as_version=4)

    def work(
        self,
        choice: str | None = "pooled",
        text: str | None = "Because it is so.",
        code: str | None = "def double(x):\n    return x + x",
        course_id: str | None = None,
        recorded_at: str = "2026-11-23T09:00:00.000+00:00",
    ) -> Any:
        """A saved notebook as a learner hands it in: answers in the outputs."""
        nb = self.released
        given = {"course_id": course_id, "recorded_at": recorded_at}
        if choice is not None:
            self.put(nb, "rate", answer("t-rate", {"choice": choice}, **given))
        if text is not None:
            self.put(nb, "why", answer("t-why", {"text": text}, kind="short_text", **given))
        if code is not None:
            self.cell(nb, "double").source = code
        return nb

    @staticmethod
    def cell(nb: Any, name: str) -> Any:
        return next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)

    def put(self, nb: Any, name: str, data: Any) -> None:
        bundle = {ANSWER_MIME: data, "text/html": "<p>shown</p>", "text/plain": "shown"}
        output = nbformat.v4.new_output("display_data", bundle)
        self.cell(nb, name).outputs.append(output)

    def submit(self, student: str, nb: Any, name: str = ASSIGNMENT) -> Path:
        """Put a notebook (or bytes of any kind) where a collected submission lies."""
        path = self.root / "submitted" / student / ASSIGNMENT / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(nb, bytes):
            path.write_bytes(nb)
        else:
            path.write_text(json.dumps(nb), encoding="utf-8")
        return path

    def nbgrader(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PATH": BIN + os.pathsep + os.environ["PATH"]}
        return subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def scores(self, student: str) -> dict[str, tuple[float, bool]]:
        """Points and "has to be read" of each graded cell, from the gradebook."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.root / 'gradebook.db'}") as gradebook:
            sub = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
            return {
                grade.name: (float(grade.score), bool(grade.needs_manual_grade))
                for grade in sub.grades
            }

    def graded(self, student: str) -> Any:
        path = self.root / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        return nbformat.read(path, as_version=4)

    def page(self, student: str) -> str:
        path = self.root / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html"
        return path.read_text(encoding="utf-8")

    def fingerprint(self) -> str:
        """A hash of everything below submitted/: names, content, times."""
        total = hashlib.sha256()
        for path in sorted((self.root / "submitted").rglob("*")):
            total.update(f"{path.relative_to(self.root)} {path.stat().st_mtime_ns}".encode())
            if path.is_file():
                total.update(path.read_bytes())
        return total.hexdigest()
