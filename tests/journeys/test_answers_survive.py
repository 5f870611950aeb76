"""What a learner has answered is never lost: each sentence of "Survives", in a real JupyterLab."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from statcomms.exercises.answers import ANSWER_MIME
from support.lab import Lab, OpenNotebook, write_notebook

pytestmark = pytest.mark.journey

CELLS = [
    "from statcomms.notebook import Assignment\nfrom statcomms.exercises import *\n"
    'assignment = Assignment("05-analytics")',
    "assignment.ask_course_id()",
    'which = Choice("s-which", title="Which?", options={"a": "Alpha", "b": "Beta", "c": "Gamma"})\n'
    "assignment.show(which, points=2)",
    'why = ShortText("s-why", title="Why?", label="Your reasons")\nassignment.show(why, points=4)',
    "assignment.hand_in()",
]
TEXT = "Because <it> is so,\nand æøå – too."
WHICH, WHY, ID = {"choice": "b"}, {"text": TEXT}, {"course_id": "nsn-042"}


@pytest.fixture
def start(lab: Lab, tmp_path: Path) -> Iterator[Callable[[], OpenNotebook]]:
    """Open a small assignment in a folder of its own, run it, answer it by keyboard."""
    opened: list[OpenNotebook] = []

    def make() -> OpenNotebook:
        path = lab.root / tmp_path.name / "05-analytics.ipynb"
        notebook = lab.open(write_notebook(path, "assignment", CELLS))
        opened.append(notebook)
        notebook.press_run_all()
        answer(notebook)
        return notebook

    yield make
    for notebook in opened:
        if not notebook.page.is_closed():
            notebook.close()


def answer(notebook: OpenNotebook) -> None:
    """Give the course id, choose Beta, write two lines."""
    keyboard = notebook.page.keyboard
    notebook.exercise("course-id").locator("input").focus()
    keyboard.type("NSN-042")
    keyboard.press("Enter")
    notebook.exercise("course-id").get_by_text("You work on the data of").wait_for()
    notebook.exercise("s-which").locator("input").first.focus()
    keyboard.press("Space")
    keyboard.press("ArrowDown")
    notebook.exercise("s-why").locator("textarea").focus()
    first, second = TEXT.split("\n")
    keyboard.type(first)
    keyboard.press("Enter")
    keyboard.type(second)
    notebook.wait_for_answer("s-which", WHICH)
    notebook.wait_for_answer("s-why", WHY)
    for exercise in ("s-which", "s-why"):
        state(notebook, exercise)


def state(notebook: OpenNotebook, exercise: str) -> None:
    """Wait until a card says that its answer is recorded."""
    card = notebook.exercise(exercise)
    card.locator("[data-region=state]", has_text="Recorded").wait_for(timeout=20_000)


def see_answers(notebook: OpenNotebook) -> None:
    """See all three answers on the screen, in the controls where they were given."""
    state(notebook, "s-which")
    state(notebook, "s-why")
    notebook.exercise("course-id").locator("strong", has_text="nsn-042").wait_for()
    assert notebook.exercise("s-which").locator("input:checked").input_value() == "b"
    assert notebook.exercise("s-why").locator("textarea").input_value() == TEXT
    assert notebook.answers() == {"s-which": WHICH, "s-why": WHY, "course-id": ID}
    assert notebook.our_errors == []


def embedded(notebook: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Mime bundles with an answer in a notebook's outputs, by exercise."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    bundles = [o["data"] for o in outputs if ANSWER_MIME in o.get("data", {})]
    return {bundle[ANSWER_MIME]["exercise"]: bundle for bundle in bundles}


def test_running_the_cell_again(start: Callable[[], OpenNotebook]) -> None:
    notebook = start()
    notebook.run_all()
    see_answers(notebook)


def test_a_restart_of_the_kernel(start: Callable[[], OpenNotebook]) -> None:
    notebook = start()
    notebook.restart()
    notebook.run_all()
    see_answers(notebook)


def test_a_reload_of_the_browser(start: Callable[[], OpenNotebook]) -> None:
    notebook = start()
    notebook.load()
    notebook.run_all()
    see_answers(notebook)


def test_closing_without_saving(start: Callable[[], OpenNotebook], lab: Lab) -> None:
    notebook = start()
    notebook.close()
    assert embedded(notebook.saved()) == {}, "the notebook was saved; this test means nothing"
    again = lab.open(notebook.path)
    again.press_run_all()
    see_answers(again)
    again.close()


def test_clearing_all_outputs_and_running_again(start: Callable[[], OpenNotebook]) -> None:
    notebook = start()
    notebook.clear_outputs()
    assert notebook.panel.locator("[data-exercise=s-which]").count() == 0
    notebook.run_all()
    see_answers(notebook)


def test_a_saved_notebook_alone_on_another_machine(
    start: Callable[[], OpenNotebook], lab: Lab
) -> None:
    """The file as a browser names a second download, in a folder with nothing else in it."""
    notebook = start()
    notebook.save()
    notebook.close()
    other = lab.root / f"{notebook.path.parent.name}-other" / "05-analytics (1).ipynb"
    other.parent.mkdir()
    shutil.copy(notebook.path, other)
    again = lab.open(other)
    again.press_run_all()
    see_answers(again)
    again.close()


def test_the_saved_notebook_holds_each_answer_for_programs_and_for_people(
    start: Callable[[], OpenNotebook],
) -> None:
    notebook = start()
    notebook.save()
    found = embedded(notebook.saved())
    assert set(found) == {"course-id", "s-which", "s-why"}
    assert {name: found[name][ANSWER_MIME]["value"] for name in found} == notebook.answers()
    plain = {name: "".join(found[name]["text/plain"]) for name in found}
    shown = {name: "".join(found[name]["text/html"]) for name in found}
    assert "Beta" in plain["s-which"]
    assert "Beta" in shown["s-which"]
    assert "Because <it> is so" in plain["s-why"]
    assert "Because &lt;it&gt; is so" in shown["s-why"]
    assert "nsn-042" in plain["course-id"]


def test_handing_in_after_clearing_without_saving(start: Callable[[], OpenNotebook]) -> None:
    notebook = start()
    notebook.save()
    notebook.exercise("s-which").locator("input:checked").focus()
    notebook.page.keyboard.press("ArrowDown")
    notebook.wait_for_answer("s-which", {"choice": "c"})
    for place in range(1, 5):  # all outputs but those of the last cell, whose button is pressed
        notebook.page.evaluate(
            f"jupyterapp.shell.currentWidget.content.widgets[{place}].model.clearExecution()"
        )
    notebook.exercise("hand-in-05-analytics").locator("[data-do=write]").focus()
    notebook.page.keyboard.press("Enter")
    notebook.exercise("hand-in-05-analytics").get_by_text("Your file is ready").wait_for()
    path = notebook.path.parent / "handin" / "05-analytics--nsn-042.ipynb"
    handed = json.loads(path.read_text("utf-8"))
    own = handed["metadata"]["statcomms"]
    assert own["course_id"] == "nsn-042"
    values = {name: kept["value"] for name, kept in own["answers"].items()}
    assert values == {"s-which": {"choice": "c"}, "s-why": WHY, "course-id": ID}
    assert embedded(handed)["s-which"][ANSWER_MIME]["value"] == {"choice": "c"}
