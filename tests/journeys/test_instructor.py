"""An instructor grades a class of twelve, marks one report by hand, reads one feedback page."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from statcomms.grading.grade import GRADED, GradeSummary, grade_assignment
from statcomms.grading.sample_class import make_sample_class
from support.axe import serious
from support.lab import free_port

pytestmark = pytest.mark.journey

ASSIGNMENT, WRITTEN = "05-analytics", "m5-a-report-marks"
BIN = str(Path(sys.executable).parent)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, GradeSummary]:
    """A class of twelve, graded."""
    course = make_sample_class(tmp_path_factory.mktemp("class") / "course", ASSIGNMENT, 12, 7)
    return course, grade_assignment(course, ASSIGNMENT)


@pytest.fixture(scope="module")
def formgrader(graded: tuple[Path, GradeSummary], tmp_path_factory: Any) -> Iterator[str]:
    """The formgrader, started as an instructor does; its address."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root"),
                *(f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="),
                "--ServerApp.jpserver_extensions=nbgrader.server_extensions.formgrader=True",
            ],
            cwd=graded[0],
            env={**os.environ, "HOME": str(home), "PATH": BIN + os.pathsep + os.environ["PATH"]},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            deadline = time.monotonic() + 60
            while True:
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=5).close()
                    break
                assert server.poll() is None, (home / "log").read_text("utf-8")
                assert time.monotonic() < deadline, (home / "log").read_text("utf-8")
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/formgrader"
        finally:
            server.terminate()
            server.wait(30)


def shot(page: Page, name: str) -> None:
    """Keep a picture when pictures are asked for."""
    if os.environ.get("STATCOMMS_SHOTS"):
        page.screenshot(path=f"/tmp/journey-shots/{name}.png", full_page=True)


def first_to_read(summary: GradeSummary) -> str:
    """The first learner whose report waits for a person."""
    return next(row.student for row in summary.rows if WRITTEN in row.to_read)


def test_all_twelve_are_graded(graded: tuple[Path, GradeSummary]) -> None:
    rows = graded[1].rows
    assert [row.status for row in rows] == [GRADED] * 12
    assert {row.max_points for row in rows} == {20.0}
    assert len({row.points for row in rows}) > 3


def test_a_report_is_marked_by_hand_in_the_formgrader(
    graded: tuple[Path, GradeSummary], formgrader: str, browser: Browser
) -> None:
    from nbgrader.api import Gradebook

    course, summary = graded
    student = first_to_read(summary)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        submission = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student).id
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.goto(f"{formgrader}/submissions/{submission}")
    score = page.locator(f"input.score#{WRITTEN}")
    score.wait_for()
    score.fill("3")
    with page.expect_response(lambda reply: reply.request.method == "PUT") as saved:
        score.press("Tab")
    assert saved.value.ok
    shot(page, "formgrader")
    page.close()
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        grade = book.find_grade(WRITTEN, ASSIGNMENT, ASSIGNMENT, student)
        assert (grade.manual_score, grade.needs_manual_grade) == (3.0, False)


def test_a_feedback_page_reads_well(graded: tuple[Path, GradeSummary], browser: Browser) -> None:
    course, summary = graded
    path = course / "feedback" / first_to_read(summary) / ASSIGNMENT / f"{ASSIGNMENT}.html"
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, bypass_csp=True)
    errors: list[str] = []
    page.on("console", lambda m: m.type == "error" and errors.append(m.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    shot(page, "feedback")
    text = page.inner_text("body")
    for secret in ("HIDDEN TESTS", "mark_fields", "NumberKey", "award(", "FieldKey"):
        assert secret not in text
    assert "of 20 points" in text
    found = serious(page)
    page.close()
    assert found + errors == []
