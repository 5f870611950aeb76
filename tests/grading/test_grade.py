"""Grade a class: one course, one learner for each thing that can be wrong with a file."""

from __future__ import annotations

import copy
import csv
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grading.small_course import ASSIGNMENT, Course, answer
from statcomms.errors import GradingError
from statcomms.grading.grade import (
    GRADED,
    REMARKS,
    SET_ASIDE,
    GradeRow,
    GradeSummary,
    grade_assignment,
)

FULL = {"t-rate-marks": 3.0, "double-marks": 2.0, "t-why-marks": 0.0}


def without(course: Course, name: str) -> Any:
    nb = course.work()
    nb.cells.remove(course.cell(nb, name))
    return nb


def duplicated(course: Course) -> Any:
    nb = course.work()
    nb.cells = [each for cell in nb.cells for each in (cell, copy.deepcopy(cell))]
    return nb


def split(course: Course) -> Any:
    nb = course.work()
    cell = course.cell(nb, "double")
    rest = copy.deepcopy(cell)
    rest.id = "rest"
    cell.source, rest.source = cell.source.split("\n")
    nb.cells.insert(nb.cells.index(cell) + 1, rest)
    return nb


def reordered(course: Course) -> Any:
    nb = course.work()
    nb.cells.reverse()
    return nb


def with_answer(course: Course, data: Any) -> Any:
    nb = course.work(choice=None)
    course.put(nb, "rate", data)
    return nb


def old_format(course: Course) -> Any:
    nb = course.work()
    nb.nbformat_minor = 0
    for cell in nb.cells:
        cell.pop("id")
    return nb


def heavy(course: Course) -> Any:
    nb = course.work()
    outputs = course.cell(nb, "setup").outputs
    for _ in range(50):
        data = {"text/html": "y" * 1_000_000}
        outputs.append(nbformat.v4.new_output("display_data", data))
    return nb


def other_assignment(course: Course) -> Any:
    cell = nbformat.v4.new_code_cell("1 + 1")
    metadata = {"statcomms": {"notebook": "01-other", "part": "assignment"}}
    return nbformat.v4.new_notebook(cells=[cell], metadata=metadata)


def unnamed_other(course: Course) -> Any:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])


def wrong_schema(course: Course) -> Any:
    nb = course.work()
    course.cell(nb, "setup").metadata["nbgrader"]["schema_version"] = 99
    course.cell(nb, "double").metadata["nbgrader"] = {"grade_id": "double"}
    return nb


def kills_its_kernel(course: Course) -> Any:
    return course.work(code="import os\nos._exit(1)")


LARGE = answer("t-rate", {"choice": "x" * 70_000})
NEWER = answer("t-rate", {"choice": "pooled"}, version=99)
LOST = {**FULL, "t-rate-marks": 0.0}
# student: what is handed in, its status, the points, and words of what is said about it
CASES: dict[str, tuple[Callable[[Course], Any], str, dict[str, float], str]] = {
    "a-malformed": (lambda c: with_answer(c, "{nonsense"), REMARKS, LOST, "not readable"),
    "a-too-large": (lambda c: with_answer(c, LARGE), REMARKS, LOST, "at most 64 KiB"),
    "a-other-exercise": (
        lambda c: with_answer(c, answer("t-why", {"text": "?"}, recorded_at="2020-01-01")),
        GRADED,
        LOST,
        "",
    ),
    "a-other-notebook": (
        lambda c: with_answer(c, answer("t-rate", {"choice": "pooled"}, notebook="01-other")),
        REMARKS,
        LOST,
        "belongs to 01-other",
    ),
    "a-other-learner": (lambda c: c.work(course_id="nsn-007"), REMARKS, FULL, "nsn-007"),
    "a-newer": (lambda c: with_answer(c, NEWER), REMARKS, LOST, "version 99"),
    "c-deleted-marks": (lambda c: without(c, "t-rate-marks"), REMARKS, FULL, "was missing"),
    "c-deleted-setup": (lambda c: without(c, "setup"), REMARKS, FULL, "setup: This cell was mis"),
    "c-duplicated": (duplicated, REMARKS, FULL, "more than once"),
    "c-split": (split, REMARKS, FULL, "several parts"),
    "c-reordered": (reordered, REMARKS, FULL, "put back in order"),
    "c-wrong-schema": (wrong_schema, GRADED, FULL, ""),
    "f-invalid-json": (lambda c: b'{"nbformat": 4, "cells" [}', SET_ASIDE, {}, "not a notebook"),
    "f-truncated": (lambda c: json.dumps(c.work()).encode()[:2000], SET_ASIDE, {}, "cut off"),
    "f-empty": (lambda c: b"", SET_ASIDE, {}, "is empty"),
    "f-binary": (lambda c: b"PK\x03\x04\xff\xfe", SET_ASIDE, {}, "not a notebook"),
    "f-list": (lambda c: b"[1, 2]", SET_ASIDE, {}, "not a notebook"),
    "f-other": (other_assignment, SET_ASIDE, {}, "belongs to 01-other"),
    "f-unnamed-other": (unnamed_other, SET_ASIDE, {}, "no cell of this assignment"),
    "f-old-format": (old_format, GRADED, FULL, ""),
    "f-heavy": (heavy, GRADED, FULL, ""),
    "k-dies": (kills_its_kernel, SET_ASIDE, {}, "Kernel died"),
    "z-good": (lambda c: c.work(), GRADED, FULL, ""),
}


class Graded:
    """A course that was graded, with its summary and what was seen on the way."""

    def __init__(self, course: Course) -> None:
        self.course = course
        for student, (make, *_) in CASES.items():
            course.submit(student, make(course))
        (course.root / "submitted" / "n-nothing" / ASSIGNMENT).mkdir(parents=True)
        course.submit("n-wrong-name", course.work(), name=f"{ASSIGNMENT}--n-wrong-name")
        self.before = course.fingerprint()
        self.seen: list[tuple[int, int, str]] = []
        self.summary = grade_assignment(
            course.root, ASSIGNMENT, progress=lambda *each: self.seen.append(each)
        )
        self.rows = {row.student: row for row in self.summary.rows}


@pytest.fixture(scope="module")
def graded(make_course: Callable[[], Course]) -> Graded:
    return Graded(make_course())


@pytest.mark.parametrize("student", CASES)
def test_each_file_is_graded_as_far_as_it_can_be(graded: Graded, student: str) -> None:
    _, status, points, words = CASES[student]
    row = graded.rows[student]
    assert row.status == status, row.remarks
    assert {name: got for name, (got, _) in row.tasks.items()} == points
    assert words in " ".join(row.remarks)
    assert bool(row.remarks) == (status != GRADED)


def test_submitted_is_never_written_to(graded: Graded) -> None:
    assert graded.course.fingerprint() == graded.before


def test_the_written_answer_of_each_graded_file_waits_for_a_person(graded: Graded) -> None:
    for row in graded.summary.rows:
        assert row.to_read == (() if row.status == SET_ASIDE else ("t-why-marks",)), row


def test_an_empty_folder_is_set_aside_and_a_wrong_name_is_read(graded: Graded) -> None:
    assert graded.rows["n-nothing"].status == SET_ASIDE
    assert "no notebook" in graded.rows["n-nothing"].remarks[0]
    row = graded.rows["n-wrong-name"]
    assert (row.status, row.points) == (REMARKS, 5.0)
    assert f"called {ASSIGNMENT}--n-wrong-name.ipynb" in row.remarks[0]


def test_progress_names_each_student_once(graded: Graded) -> None:
    total = len(CASES) + 2
    assert [done for done, _, _ in graded.seen] == list(range(1, total + 1))
    assert {student for _, _, student in graded.seen} == set(graded.rows)


def test_feedback_is_made_for_what_was_graded_and_tells_what_was_found(graded: Graded) -> None:
    for row in graded.summary.rows:
        if row.status == SET_ASIDE:
            continue
        page = graded.course.page(row.student)
        assert "points</strong>" in page
        assert ("About this file" in page) == (
            row.status == REMARKS and row.student != "n-wrong-name"
        )


def test_the_summary_leaves_as_a_table(graded: Graded, tmp_path: Path) -> None:
    graded.summary.to_csv(tmp_path / "class.csv")
    with (tmp_path / "class.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert rows["z-good"]["points"] == "5.0"
    assert rows["z-good"]["t-rate-marks"] == "3.0"
    assert rows["z-good"]["needs_hand_grading"] == "t-why-marks"
    assert rows["f-empty"]["points"] == ""
    assert graded.summary.exit_code == 1
    assert graded.summary.tasks == ("t-rate-marks", "double-marks", "t-why-marks")


def test_grading_again_grades_only_what_changed(graded: Graded) -> None:
    course = graded.course
    course.submit("f-empty", course.work())
    mark_by_hand(course, "z-good", "t-why-marks", 3.5)
    started = time.monotonic()
    again = grade_assignment(course.root, ASSIGNMENT)
    rows = {row.student: row for row in again.rows}
    assert rows["f-empty"].points == 5.0
    assert [s for s, row in rows.items() if row.seconds and row.status != SET_ASIDE] == ["f-empty"]
    assert rows["z-good"].points == 8.5
    assert not rows["z-good"].needs_hand_grading
    assert "8.5 of 9 points" in course.page("z-good")
    assert rows["a-newer"].remarks == graded.rows["a-newer"].remarks
    assert time.monotonic() - started < 30


def mark_by_hand(course: Course, student: str, name: str, points: float) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade(name, ASSIGNMENT, ASSIGNMENT, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def test_grading_that_was_broken_off_is_taken_up_again(make_course: Callable[[], Course]) -> None:
    course = make_course()
    for student in ("one", "two"):
        course.submit(student, course.work())

    def stop(done: int, total: int, student: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grade_assignment(course.root, ASSIGNMENT, progress=stop, feedback=False)
    rows = {row.student: row for row in grade_assignment(course.root, ASSIGNMENT).rows}
    assert {student: row.points for student, row in rows.items()} == {"one": 5.0, "two": 5.0}
    assert "5 of 9 points" in course.page("one")
    forced = grade_assignment(course.root, ASSIGNMENT, force=True, feedback=False)
    assert all(row.seconds for row in forced.rows)


def test_a_large_file_is_graded_in_little_memory_and_time(graded: Graded) -> None:
    assert graded.rows["f-heavy"].seconds < 15
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_500_000  # KiB


def graded_from(course: Course, inbox: Path) -> dict[str, GradeRow]:
    return {row.student: row for row in grade_assignment(course.root, ASSIGNMENT, inbox=inbox).rows}


def test_an_inbox_is_put_where_nbgrader_wants_it(
    make_course: Callable[[], Course], tmp_path: Path
) -> None:
    course = make_course()
    early, late = "2026-11-23T08:00:00+00:00", "2026-11-23T20:00:00+00:00"
    files = {
        f"{ASSIGNMENT}--nsn-001.ipynb": course.work(choice="mean", recorded_at=early),
        f"{ASSIGNMENT}--nsn-001 (1).ipynb": course.work(choice="pooled", recorded_at=late),
        "01-other--nsn-001.ipynb": course.work(),
        "no name at all.ipynb": course.work(),
        f"{ASSIGNMENT}--nsn-002.ipynb": b"{",
    }
    for name, nb in files.items():
        content = nb if isinstance(nb, bytes) else json.dumps(nb).encode()
        (tmp_path / name).write_bytes(content)
    rows = graded_from(course, tmp_path)
    assert rows["nsn-001"].points == 5.0
    assert rows["nsn-002"].status == SET_ASIDE
    assert "no name at all.ipynb" in rows[""].remarks[0]
    before = course.fingerprint()
    grade_assignment(course.root, ASSIGNMENT, inbox=tmp_path, feedback=False)
    assert course.fingerprint() == before

    for path in tmp_path.iterdir():
        path.unlink()
    (tmp_path / f"{ASSIGNMENT}--NSN-001.ipynb").write_bytes(b"{ cut")
    rows = graded_from(course, tmp_path)
    assert rows["nsn-001"].points == 5.0
    assert "The earlier file was kept" in " ".join(rows["nsn-001"].remarks)
    newer = course.work(choice="mean", recorded_at="2026-11-24T08:00:00+00:00")
    (tmp_path / f"{ASSIGNMENT}--NSN-001.ipynb").write_text(json.dumps(newer))
    rows = graded_from(course, tmp_path)
    assert rows["nsn-001"].points == 3.0
    kept = list((course.root / ".statcomms" / "replaced").rglob("*.ipynb"))
    assert [json.loads(path.read_text()) for path in kept] == [
        json.loads(json.dumps(files[f"{ASSIGNMENT}--nsn-001 (1).ipynb"]))
    ]


def test_no_course_and_no_assignment_are_said(tmp_path: Path, empty_course: Course) -> None:
    with pytest.raises(GradingError, match=r"no nbgrader_config\.py"):
        grade_assignment(tmp_path, ASSIGNMENT)
    with pytest.raises(GradingError, match="does not know the assignment 99-none"):
        grade_assignment(empty_course.root, "99-none")
    with pytest.raises(GradingError, match="There is no folder"):
        grade_assignment(empty_course.root, ASSIGNMENT, inbox=tmp_path / "none")


def test_a_spreadsheet_takes_no_text_for_a_formula(tmp_path: Path) -> None:
    row = GradeRow("=cmd()", SET_ASIDE, remarks=("+1 is wrong.",))
    GradeSummary("a", (row,)).to_csv(tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert "'=cmd()" in text
    assert "'+1 is" in text


def test_code_that_never_ends_costs_its_own_points_only(make_course: Callable[[], Course]) -> None:
    course = make_course()
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\nc.Execute.timeout = 4\n")
    course.submit("endless", course.work(code="while True:\n    pass"))
    row = grade_assignment(course.root, ASSIGNMENT).rows[0]
    assert row.tasks["t-rate-marks"] == (3.0, 3.0)
    assert row.tasks["double-marks"] == (0.0, 2.0)
