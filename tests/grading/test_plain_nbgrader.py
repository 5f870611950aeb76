"""Plain nbgrader commands, with nothing but our nbgrader_config.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grading.small_course import ASSIGNMENT, Course


@pytest.fixture(scope="module")
def graded(make_course: Callable[[], Course]) -> Course:
    course = make_course()
    course.submit("nsn-042", course.work(text="a < b\n\n*because* $x$", course_id="NSN-042"))
    course.submit("nsn-007", course.work(choice="mean", text=None, code=None))
    before = course.fingerprint()
    done = course.nbgrader("autograde", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    done = course.nbgrader("generate_feedback", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    assert course.fingerprint() == before
    return course


def test_release_has_no_hidden_test_and_no_solution(empty_course: Course) -> None:
    text = str(empty_course.released)
    assert "secret_key" not in text
    assert "return 2 * x" not in text


def test_answers_in_outputs_are_graded(graded: Course) -> None:
    assert graded.scores("nsn-042") == {
        "t-rate-marks": (3.0, False),
        "double-marks": (2.0, False),
        "t-why-marks": (0.0, True),
    }


def test_partial_credit_and_blank(graded: Course) -> None:
    assert graded.scores("nsn-007") == {
        "t-rate-marks": (1.0, False),
        "double-marks": (0.0, False),
        "t-why-marks": (0.0, False),
    }
