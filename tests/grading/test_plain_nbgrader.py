"""Plain nbgrader commands, with nothing but our nbgrader_config.py."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grading.small_course import ASSIGNMENT, BIN, Course, answer

TEXT = "a < b\n\n*because* $x$ <script>alert(1)</script>"


@pytest.fixture(scope="module")
def graded(make_course: Callable[[], Course]) -> Course:
    """Two submissions, autograded and fed back by the nbgrader command."""
    course = make_course()
    good = course.work(text=TEXT, course_id="NSN-042")
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "a", "version_major": 2}}
    good.cells[0].source += "\n\n<script src='https://cdn.example/x.js'></script>"
    good.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    shows = f"from IPython.display import display\ndisplay({view!r}, raw=True)"
    good.cells.append(nbformat.v4.new_code_cell(shows))
    course.submit("nsn-042", good)
    weak = course.work(choice="mean", text=None, code="def double(x):\n    return x.nothing")
    weak.cells.insert(9, nbformat.v4.new_code_cell("double(5)"))
    course.submit("nsn-007", weak)
    beside = course.submit("nsn-011", course.work(choice=None, text=None, code=None))
    frame = {"answers": {"t-rate": answer("t-rate", {"choice": "mean"})}, "course_id": "nsn-099"}
    beside.with_name("answers.json").write_text(json.dumps(frame))
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


def test_partial_credit_and_a_blank_written_answer(graded: Course) -> None:
    assert graded.scores("nsn-007") == {
        "t-rate-marks": (1.0, False),
        "double-marks": (0.0, False),
        "t-why-marks": (0.0, False),
    }


def test_an_answers_file_beside_the_notebook_counts_where_the_notebook_is_silent(
    graded: Course,
) -> None:
    assert graded.scores("nsn-011")["t-rate-marks"] == (1.0, False)


def test_the_answers_are_restored_under_the_students_own_id(graded: Course) -> None:
    for student in ("nsn-042", "nsn-011"):
        folder = graded.root / "autograded" / student / ASSIGNMENT
        assert json.loads((folder / "answers.json").read_text())["course_id"] == student
        assert sorted(path.name for path in folder.iterdir()) == [
            f"{ASSIGNMENT}.ipynb",
            "answers.json",
        ]


def test_the_written_answer_is_shown_as_typed(graded: Course) -> None:
    cell = graded.cell(graded.graded("nsn-042"), "t-why-marks")
    assert "a &lt; b<br><br>*because* &#36;x&#36; &lt;script&gt;" in cell.source
    page = graded.page("nsn-042")
    assert "*because* $x$ &lt;script&gt;alert(1)" in page


def test_feedback_says_points_and_reasons(graded: Course) -> None:
    page = graded.page("nsn-007")
    assert "<strong>1 of 9 points</strong>" in page
    assert "Each post counted the same." in page
    assert "You chose <b>{'choice': 'mean'}" in page.replace("&#x27;", "'").replace("&#39;", "'")
    assert "AttributeError: 'int' object has no attribute 'nothing'" in page
    assert "to be read, of 4" in graded.page("nsn-042")


@pytest.mark.parametrize("student", ["nsn-042", "nsn-007", "nsn-011"])
def test_feedback_has_nothing_of_a_hidden_test(graded: Course, student: str) -> None:
    body = graded.page(student).split("<body>")[1]
    plain = re.sub(r"<[^>]+>", "", body)
    for secret in ("secret_key", "assert double", "HIDDEN", "value(", "21"):
        assert secret not in plain


@pytest.mark.parametrize("student", ["nsn-042", "nsn-007"])
def test_feedback_loads_nothing_and_runs_nothing(graded: Course, student: str) -> None:
    page = graded.page(student)
    assert "default-src 'none'" in page
    for tag in ("<script", "<link", "<iframe", "output_widget_view", "unpkg.com", "require.min.js"):
        assert tag not in page
    assert not re.search(r"<[^>]+(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page)


def test_setup_and_exercises_show_no_code(graded: Course) -> None:
    page = graded.page("nsn-042")
    assert "IPython.display" not in page.split("own-001")[0]
    assert 'class="nf">double<' in page


def test_zip_collect_takes_handed_in_files(make_course: Callable[[], Course]) -> None:
    course = make_course()
    archive = course.root / "downloaded" / ASSIGNMENT / "archive"
    archive.mkdir(parents=True)
    early, late = "2026-11-23T08:00:00+00:00", "2026-11-23T20:00:00+00:00"
    files = {
        f"{ASSIGNMENT}--nsn-042 (1).ipynb": course.work(choice="pooled", recorded_at=late),
        f"{ASSIGNMENT}--nsn-042.ipynb": course.work(choice="mean", recorded_at=early),
        f"Mele Tau_1234_assignsubmission_file_{ASSIGNMENT}--nsn_007.ipynb": course.work(),
    }
    for name, nb in files.items():
        (archive / name).write_text(json.dumps(nb))
    done = course.nbgrader("zip_collect", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    submitted = course.root / "submitted"
    assert sorted(path.name for path in submitted.iterdir()) == ["nsn-042", "nsn_007"]
    newest = submitted / "nsn-042" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    assert newest.read_text() == (archive / f"{ASSIGNMENT}--nsn-042 (1).ipynb").read_text()
    assert "2026-11-23 20:00:00" in newest.with_name("timestamp.txt").read_text()


def test_gradebooks_cells_stand_in_for_a_lost_release(make_course: Callable[[], Course]) -> None:
    course = make_course()
    nb = course.work()
    nb.cells = [cell for cell in nb.cells if cell.id != f"{ASSIGNMENT}-t-rate-marks"]
    shutil.rmtree(course.root / "release")
    course.submit("nsn-042", nb)
    done = course.nbgrader("autograde", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    scores = course.scores("nsn-042")
    assert scores["t-rate-marks"] == (3.0, False)
    assert scores["double-marks"] == (2.0, False)
    assert scores["t-why-marks"] == (0.0, True)


@pytest.fixture
def server(graded: Course, tmp_path: Path) -> Any:
    """A Jupyter server on the course, as an instructor starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = {"HOME": str(tmp_path), "PATH": BIN + os.pathsep + os.environ["PATH"]}
    command = [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root"]
    options = ["--ServerApp.token=secret", f"--port={port}", "--ServerApp.port_retries=0"]
    options.append("--ServerApp.jpserver_extensions=nbgrader.server_extensions.formgrader=True")
    log = (tmp_path / "log").open("w")
    process = subprocess.Popen(
        [*command, *options],
        cwd=graded.root,
        env={**os.environ, **home},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(30)
    log.close()


def fetch(address: str) -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Authorization": "token secret"})
    with urllib.request.urlopen(request, timeout=20) as reply:
        return reply.status, reply.read().decode()


def test_formgrader_opens_with_the_course(server: str, graded: Course) -> None:
    for _ in range(150):
        with contextlib.suppress(OSError):
            fetch(f"{server}/api")
            break
        time.sleep(0.2)
    status, page = fetch(f"{server}/formgrader")
    assert status == 200
    assert "formgrader" in page
    status, assignments = fetch(f"{server}/formgrader/api/assignments")
    assert [row["num_submissions"] for row in json.loads(assignments)] == [3]
    path = f"{server}/formgrader/api/submissions/{ASSIGNMENT}"
    rows = {row["student"]: row for row in json.loads(fetch(path)[1])}
    assert rows["nsn-042"]["needs_manual_grade"] is True
    notebook = f"{server}/formgrader/api/submitted_notebooks/{ASSIGNMENT}/{ASSIGNMENT}"
    own = next(r for r in json.loads(fetch(notebook)[1]) if r["student"] == "nsn-042")
    status, page = fetch(f"{server}/formgrader/submissions/{own['id']}")
    assert status == 200
    assert "&lt;script&gt;alert(1)" in page
