"""One small nbgrader course per session, and copies of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from grading.small_course import ASSIGNMENT, CONFIG, Course, source_notebook


@pytest.fixture(scope="session")
def empty_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with the assignment released and no submission; copy it, do not change it."""
    course = Course(tmp_path_factory.mktemp("course") / "course")
    source = course.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    source.parent.mkdir(parents=True)
    shutil.copy(CONFIG, course.root)
    nbformat.write(source_notebook(), source)
    done = course.nbgrader("generate_assignment", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    return course


@pytest.fixture(scope="session")
def make_course(
    empty_course: Course, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Course]:
    """Make a fresh copy of the course."""

    def make() -> Course:
        root = tmp_path_factory.mktemp("copy") / "course"
        shutil.copytree(empty_course.root, root)
        return Course(root)

    return make


@pytest.fixture(scope="session")
def released(empty_course: Course) -> Any:
    """The released notebook as plain data."""
    return json.loads(json.dumps(empty_course.released))
