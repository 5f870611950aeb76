"""A learner does the assignment by keyboard alone and hands in; the gradebook holds the points."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from statcomms.analysis.breaks import best_break, monthly_series
from statcomms.analysis.metrics import PostsArrays
from statcomms.data.variants import posts_variant, questions
from statcomms.grading.grade import grade_assignment
from statcomms.grading.sample_class import make_sample_class
from support.lab import Lab, OpenNotebook

pytestmark = pytest.mark.journey

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "05-analytics"
COURSE_ID = "nsn-117"
REPORT = (
    "Our goal was that more people use the price figures. On Facebook the pooled rate by reach was "
    "our best figure from April to June 2026, all engagements over all people reached. Video views "
    "broke in the series because the platform counts them in another way. Photos and videos cannot "
    "be told apart yet. I propose to report reach beside every rate, and to compare again in March."
)
EXPECTED = {
    # three numbers right, one left out, one far from right
    "m5-a-five-metrics-marks": (3.0, 5.0),
    "m5-a-rate-that-fell-marks": (3.0, 3.0),
    # the right month, a wrong cause
    "m5-a-break-marks": (2.0, 3.0),
    "m5-a-photo-or-video-marks": (3.0, 3.0),
    "m5-a-by-format-marks": (0.0, 2.0),  # not attempted
    "m5-a-report-marks": (0.0, 4.0),  # waits for a person
}


class Hands:
    """A keyboard and nothing else.

    Args:
        notebook: The notebook in which the hands work.
    """

    def __init__(self, notebook: OpenNotebook) -> None:
        self.page = notebook.page

    def focused(self) -> dict[str, Any]:
        """What has the focus: its exercise, its field, what it does, its type."""
        return self.page.evaluate(
            """() => { const node = document.activeElement;
              return { exercise: node.closest('[data-exercise]')?.dataset.exercise ?? null,
                field: node.closest('[data-field]')?.dataset.field ?? null,
                does: node.dataset?.do ?? null, live: !!node.closest('.sc-live'),
                value: node.value ?? null, kind: node.type ?? node.tagName }; }"""
        )

    def tab_to(self, exercise: str, field: str | None = None, does: str | None = None) -> None:
        """Press Tab until a control has the focus."""
        seen = []
        for _ in range(120):
            now = self.focused()
            if now["live"] and (now["exercise"], now["field"], now["does"]) == (
                exercise,
                field,
                does,
            ):
                return
            seen.append((now["exercise"], now["field"], now["does"], now["kind"]))
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {exercise} {field} {does}, only to {seen}")

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.page.keyboard.type(text)

    def choose(self, value: str) -> None:
        """Press the arrow down until a list or a slider says a value."""
        slider = self.focused()["kind"] == "range"
        key = "ArrowRight" if slider else "ArrowDown"
        self.page.keyboard.press("Home")
        for _ in range(40):
            if self.reads() == value:
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"no {key} leads to {value}, the last was {self.reads()}")

    def reads(self) -> str:
        """The value of the list, the radio button or the slider that has the focus."""
        said: str = self.page.evaluate(
            """() => { const node = document.activeElement;
              if (node.type !== 'range') return node.value;
              return node.dataset.options.split('|')[Number(node.value)].split('=')[0]; }"""
        )
        return said

    def pick(self, value: str) -> None:
        """Choose one of several radio buttons."""
        self.page.keyboard.press("Space")
        for _ in range(10):
            if self.reads() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {value}")


def work(notebook: OpenNotebook) -> None:
    """Do the assignment from the course id to Hand in."""
    hands, posts = Hands(notebook), posts_variant(COURSE_ID, ASSIGNMENT)
    notebook.exercise("course-id").locator("input").focus()  # the only help: where to begin
    hands.type(COURSE_ID.upper())
    hands.page.keyboard.press("Enter")
    notebook.wait_for_answer("course-id", {"course_id": COURSE_ID})
    notebook.exercise("m5-a-five-metrics").locator("input:enabled").first.wait_for()

    asked = {question.key: question for question in questions(posts)}
    names = ("facebook_rate_by_reach", "linkedin_organic_rate", "facebook_video_median_rate")
    given = {name: f"{asked[name].right:.2f}" for name in names[:2]}
    given["x_click_through_rate"] = f"{asked['x_click_through_rate'].right * 3 + 7:.2f}"
    given[names[2]] = f"{asked[names[2]].right:.2f}"
    for name, text in given.items():
        hands.tab_to("m5-a-five-metrics", name)
        hands.type(text)
    notebook.wait_for_answer("m5-a-five-metrics", given)

    setting = {"paid": "organic", "first_month": "2026-04", "last_month": "2026-09"}
    for name, value in setting.items():
        hands.tab_to("m5-a-rate-that-fell", name)
        hands.choose(value)
    notebook.wait_for_answer("m5-a-rate-that-fell", setting)
    hands.tab_to("m5-a-cause", "choice")
    hands.pick("denominator")
    notebook.wait_for_answer("m5-a-cause", {"choice": "denominator"})

    arrays = PostsArrays.from_frame(posts)
    videos = arrays.where(platform="facebook", format="video")
    month = best_break(monthly_series(arrays, "video_views", "posts", videos)).month
    hands.tab_to("m5-a-break", "month")
    hands.choose(month)
    hands.tab_to("m5-a-break", "cause")
    hands.pick("people")
    notebook.wait_for_answer("m5-a-break", {"month": month, "cause": "people"})

    fair = {"denominator": "reach", "paid": "organic", "decision": decide(posts)}
    for name, value in fair.items():
        hands.tab_to("m5-a-photo-or-video", name)
        (hands.pick if hands.focused()["kind"] == "radio" else hands.choose)(value)
    notebook.wait_for_answer("m5-a-photo-or-video", fair)

    hands.tab_to("m5-a-report", "text")
    hands.type(REPORT)
    notebook.wait_for_answer("m5-a-report", {"text": REPORT})
    hands.tab_to("hand-in-05-analytics", does="write")
    hands.page.keyboard.press("Enter")
    notebook.exercise("hand-in-05-analytics").get_by_text("Your file is ready").wait_for()


def decide(posts: Any) -> str:
    """What an office can say of photo and video, compared over reach without advertising."""
    from statcomms.exercises import CompareFormats

    fixed = {"numerator": "public_engagements", "platform": "facebook", "pooling": "pooled"}
    lab = CompareFormats("a", title="A", posts=lambda: posts, fixed=fixed)
    decision: str = lab.difference({"denominator": "reach", "paid": "organic"}).decision
    return decision


def gradebook(course: Path, student: str) -> dict[str, tuple[float, float]]:
    """Points and points that can be had of each graded cell."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        found = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
        return {grade.name: (float(grade.score), float(grade.max_score)) for grade in found.grades}


def test_a_learner_by_keyboard_to_the_gradebook(lab: Lab, tmp_path: Path) -> None:
    path = lab.root / "learner" / f"{ASSIGNMENT}.ipynb"
    path.parent.mkdir()
    shutil.copy(ROOT / "exercises" / "release" / ASSIGNMENT / path.name, path)
    notebook = lab.open(path)
    notebook.press_run_all()
    work(notebook)
    if os.environ.get("STATCOMMS_SHOTS"):
        for place, exercise in enumerate(
            ["course-id", "m5-a-rate-that-fell", "m5-a-break", "hand-in-05-analytics"]
        ):
            notebook.exercise(exercise).scroll_into_view_if_needed()
            notebook.page.screenshot(path=f"/tmp/journey-shots/assignment-{place}.png")
    assert notebook.our_errors == []
    notebook.close()

    course = make_sample_class(tmp_path / "course", ASSIGNMENT, learners=0, seed=0)
    summary = grade_assignment(course, ASSIGNMENT, inbox=path.parent / "handin")
    assert [(row.student, row.status) for row in summary.rows] == [(COURSE_ID, "graded")]
    assert gradebook(course, COURSE_ID) == EXPECTED
    assert summary.rows[0].to_read == ("m5-a-report-marks",)
    page = course / "feedback" / COURSE_ID / ASSIGNMENT / f"{ASSIGNMENT}.html"
    assert "I propose to report reach beside every rate" in page.read_text("utf-8")
