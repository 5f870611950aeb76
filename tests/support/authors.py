"""Runs the author's cells of a lesson or an assignment: every solution, alternative and mistake.

The cells are executed in one namespace, in order, as in a notebook. ``case`` submits a value to an
exercise and checks the state, the words and, in an assignment, the points of the task's test cell.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jupytext

from statcomms.exercises.base import Exercise
from statcomms.exercises.text import plain

AUTHOR_TAGS = ("author-solution", "author-alternative", "author-mistake")
HIDDEN = re.compile(r"^### (BEGIN|END) (HIDDEN TESTS|SOLUTION)$", re.MULTILINE)


@dataclass
class Case:
    """One value an author submits, and what is to come of it."""

    role: str
    exercise: Exercise
    value: dict[str, Any]
    state: str | None = None
    says: str = ""
    marks: str = ""
    points: float | None = None


@dataclass
class Authored:
    """A text source executed: its exercises, its test cells, its cases."""

    namespace: dict[str, Any]
    tests: dict[str, str] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)
    solutions: list[str] = field(default_factory=list)
    """Source of the cells a learner may solve in code; not run, as if they were left alone."""

    def award(self, marks: str) -> tuple[float, str]:
        """Run a task's test cell; return the points and what it printed."""
        return run_cell(self.tests[marks], self.namespace)


def run_cell(source: str, namespace: dict[str, Any]) -> tuple[Any, str]:
    """Execute a cell; return the value of its last expression and what it printed."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(tree, "<cell>", "exec"), namespace)
        value = None
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace)
    return value, said.getvalue()


@contextlib.contextmanager
def _at_grading(folder: Path, course_id: str) -> Iterator[None]:
    """As at grading: nothing is live, and the course id is the name the work came under."""
    (folder / "answers.json").write_text(
        f'{{"format": 1, "course_id": "{course_id}", "answers": {{}}}}'
    )
    before = Path.cwd()
    os.chdir(folder)
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    try:
        yield
    finally:
        del os.environ["NBGRADER_EXECUTION"]
        os.chdir(before)


def execute(path: Path, folder: Path, course_id: str = "nsn-042") -> Authored:
    """Execute a text source with its author's cells, in a folder of its own."""
    cells = jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst").cells
    authored = Authored({"__name__": "__main__"})
    role = ""

    def case(exercise: Exercise, value: dict[str, Any], **expected: Any) -> None:
        authored.cases.append(Case(role, exercise, dict(value), **expected))

    with _at_grading(folder, course_id):
        for cell in cells:
            if cell.cell_type != "code":
                continue
            tags = cell.metadata.get("tags", [])
            role = next((tag for tag in tags if tag in AUTHOR_TAGS), "")
            if role:
                authored.namespace["case"] = case
            if "marks" in tags:
                authored.tests[cell.metadata["nbgrader"]["grade_id"]] = HIDDEN.sub("", cell.source)
                continue
            if "solve" in tags:
                authored.solutions.append(HIDDEN.sub("", cell.source.replace("    ###", "###")))
                continue
            source = re.sub(r"^%.*$", "", cell.source, flags=re.MULTILINE)
            if "record_code" not in source:
                run_cell(source, authored.namespace)
    return authored


def fresh(exercise: Exercise) -> None:
    """Bring an exercise back to where nothing was answered."""
    exercise._value, exercise.result, exercise.answer = {}, None, None
    exercise.attempts = exercise.hints_open = 0


def submit(case: Case, authored: Authored) -> str:
    """Submit a case; return what is wrong with what came of it, or nothing."""
    exercise = case.exercise
    fresh(exercise)
    exercise.recorder = None
    exercise.set(case.value)
    if case.marks:
        others = [
            e for e in authored.namespace.values() if isinstance(e, Exercise) and e is not exercise
        ]
        for other in others:
            fresh(other)
        points, said = authored.award(case.marks)
        if case.points is not None and abs(points - case.points) > 0.006:
            return f"{points} points instead of {case.points}: {said}"
    elif exercise.graded:
        missing = exercise.problems(exercise.value)
        return " ".join(missing)
    else:
        result = exercise.check()
        said = result.message
        if case.state and exercise.state != case.state:
            return f"{exercise.state} instead of {case.state}: {said}"
    if plain(case.says).casefold() not in plain(said).casefold():
        return f"does not say “{case.says}”: {said}"
    return ""
