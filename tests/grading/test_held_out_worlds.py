"""Marks on held-out worlds: the key reaches the test cells, and nothing that is kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from grading.small_course import ASSIGNMENT, CONFIG, Course, source_notebook
from statcomms.data.held_out import CLASS_SECRET_FILE, GRADING_KEY, ClassSecret, held_out_seed
from statcomms.errors import GradingError
from statcomms.grading.grade import GRADED, grade_assignment

MARKS = """\
### BEGIN HIDDEN TESTS
from statcomms.data.held_out import grading_key, held_out_seed
points = int(held_out_seed(grading_key(), 0)[:8], 16) / 0xFFFFFFFF * 3
### END HIDDEN TESTS
points"""
NOSY = """\
def double(x):
    return x + x
import os, sys
print(os.environ.get("STATCOMMS_GRADING_KEY"))
print(os.environ.get("STATCOMMS_GRADING_KEY", "").upper(), file=sys.stderr)
dict(os.environ)"""


@pytest.fixture(scope="module")
def held_out_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course whose first task is marked by the number of a held-out world; no secret yet."""
    course = Course(tmp_path_factory.mktemp("held-out") / "course")
    source = course.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    source.parent.mkdir(parents=True)
    shutil.copy(CONFIG, course.root)
    notebook = source_notebook()
    course.cell(notebook, "t-rate-marks").source = MARKS
    nbformat.write(notebook, source)
    done = course.nbgrader("generate_assignment", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    course.submit("one", course.work(code=NOSY))
    return course


def copied(course: Course, folder: Path) -> Course:
    shutil.copytree(course.root, folder / "course")
    return Course(folder / "course")


def expected(secret: ClassSecret) -> float:
    return int(held_out_seed(secret.assignment_key(ASSIGNMENT), 0)[:8], 16) / 0xFFFFFFFF * 3


def test_the_mark_is_the_secrets_and_the_key_is_nowhere_kept(
    held_out_course: Course, tmp_path: Path
) -> None:
    course = copied(held_out_course, tmp_path)
    secret = ClassSecret.create(course.root / CLASS_SECRET_FILE)
    row = grade_assignment(course.root, ASSIGNMENT).rows[0]
    assert row.status == GRADED, row.remarks
    assert row.tasks["t-rate-marks"][0] == pytest.approx(expected(secret))
    assert GRADING_KEY not in os.environ

    key = secret.assignment_key(ASSIGNMENT).hex()
    graded = str(course.graded("one"))
    assert "[key]" in graded  # the nosy learner printed it
    value = (course.root / CLASS_SECRET_FILE).read_text().split()[-1]
    for path in course.root.rglob("*"):
        if path.is_file() and path.name != CLASS_SECRET_FILE:
            content = path.read_bytes().lower()
            for kept in (key, value):
                assert kept.encode() not in content, path
    with sqlite3.connect(course.root / "gradebook.db") as gradebook:
        dump = "\n".join(gradebook.iterdump()).lower()
    assert key not in dump
    assert value not in dump

    again = grade_assignment(course.root, ASSIGNMENT, force=True, feedback=False).rows[0]
    assert again.tasks == row.tasks
    (course.root / CLASS_SECRET_FILE).unlink()
    other = ClassSecret.create(course.root / CLASS_SECRET_FILE)
    changed = grade_assignment(course.root, ASSIGNMENT, feedback=False).rows[0]
    assert changed.seconds > 0
    assert changed.tasks["t-rate-marks"][0] == pytest.approx(expected(other))


def test_plain_nbgrader_draws_the_same_worlds(held_out_course: Course, tmp_path: Path) -> None:
    course = copied(held_out_course, tmp_path)
    secret = ClassSecret.create(course.root / CLASS_SECRET_FILE)
    done = course.nbgrader("autograde", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    assert course.scores("one")["t-rate-marks"][0] == pytest.approx(expected(secret))


def test_without_a_secret_it_is_said_before_anything_is_graded(held_out_course: Course) -> None:
    with pytest.raises(GradingError, match="statcomms data secret"):
        grade_assignment(held_out_course.root, ASSIGNMENT)
    assert not (held_out_course.root / "autograded").exists()


def test_an_assignment_that_needs_none_is_graded_without(
    make_course: Callable[[], Course],
) -> None:
    course = make_course()
    course.submit("one", course.work())
    assert not (course.root / CLASS_SECRET_FILE).exists()
    row = grade_assignment(course.root, ASSIGNMENT, feedback=False).rows[0]
    assert row.points == 5.0
    ClassSecret.create(course.root / CLASS_SECRET_FILE)
    assert grade_assignment(course.root, ASSIGNMENT, feedback=False).rows[0].seconds == 0.0
