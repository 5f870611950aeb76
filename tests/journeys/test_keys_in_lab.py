"""In JupyterLab's command mode keys reach every kind of control, and JupyterLab takes none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from support.lab import Lab, OpenNotebook, write_notebook

pytestmark = pytest.mark.journey

CELLS = [
    "from statcomms.notebook import Lesson\nfrom statcomms.exercises import *\n"
    'lesson = Lesson("05-analytics")\nabc = {"a": "Alpha", "b": "Beta", "c": "Gamma"}',
    'lesson.show(Choice("k-choice", title="Which?", options=abc, right="b", '
    'hints=["One.", "Two.", "Three."]))',
    'lesson.show(MultiChoice("k-checks", title="Which ones?", options=abc, right={"a"}))',
    'lesson.show(Match("k-match", title="Match.", rows={"x": "First", "y": "Second"}, '
    'columns=abc, right={"x": "a", "y": "b"}))',
    'lesson.show(Number("k-number", title="How much?", label="Rate", unit="%", right=12.5, '
    "tolerance=0.1))",
    'lesson.show(ShortText("k-text", title="Write.", label="Two lines"))',
    'lesson.show(SpotTheBreak("k-slider", title="When?", '
    'series=[(f"2025-{m:02d}", float(m)) for m in range(1, 13)], quantity="views", '
    'right={"month": "2025-02", "cause": "a"}, causes=abc))',
    'lesson.show(Order("k-order", title="Order.", items=abc, right=["c", "b", "a"]))',
]
CASES: dict[str, tuple[str, str, list[str], dict[str, Any]]] = {
    "radio": ("k-choice", "input[type=radio]", ["Space", "ArrowDown"], {"choice": "b"}),
    "checkbox": (
        "k-checks",
        "input[type=checkbox]",
        ["Space", "Tab", "Space"],
        {"choices": ["a", "b"]},
    ),
    "select by arrows": (
        "k-match",
        "select >> nth=0",
        ["ArrowDown", "ArrowDown", "ArrowUp"],
        {"x": "a"},
    ),
    "select by letter": ("k-match", "select >> nth=1", ["g"], {"y": "c"}),
    "text": (
        "k-number",
        "input[type=text]",
        [*"92,5", "Home", "Delete", "1", "End", " ", "%"],
        {"number": "12,5 %"},
    ),
    "textarea": (
        "k-text",
        "textarea",
        [*"abdd x", "Enter", *"ii00 mz", "ArrowUp", "End", "c", "ArrowLeft", "Backspace"],
        {"text": "abdd c\nii00 mz"},
    ),
    "slider": (
        "k-slider",
        "input[type=range]",
        ["Home", "ArrowRight", "ArrowRight", "ArrowLeft"],
        {"month": "2025-03"},
    ),
    "order buttons": (
        "k-order",
        "[data-move='1'] >> nth=0",
        ["Enter", "Space"],
        {"order": ["b", "c", "a"]},
    ),
}


@pytest.fixture(scope="module")
def notebook(lab: Lab) -> Iterator[OpenNotebook]:
    """One notebook with one exercise of each kind, run."""
    opened = lab.open(write_notebook(lab.root / "keys" / "05-analytics.ipynb", "lesson", CELLS))
    opened.press_run_all()
    yield opened
    opened.close()


def press(notebook: OpenNotebook, exercise: str, control: str, keys: list[str]) -> None:
    """Focus a control, press keys, and see that JupyterLab did nothing with any of them."""
    notebook.exercise(exercise).locator(control).first.focus()
    before = {key: notebook.state(key) for key in ("mode", "activeCellIndex", "widgets.length")}
    assert before["mode"] == "command"
    for key in keys:
        notebook.page.keyboard.press(key)
        after = {name: notebook.state(name) for name in before}
        assert after == before, f"{key} did something in JupyterLab"


@pytest.mark.parametrize("name", CASES)
def test_keys_reach_the_control(notebook: OpenNotebook, name: str) -> None:
    exercise, control, keys, value = CASES[name]
    press(notebook, exercise, control, keys)
    notebook.wait_for_answer(exercise, value)


def test_undo_in_a_text_is_the_texts_own(notebook: OpenNotebook) -> None:
    press(notebook, "k-text", "textarea", ["Control+a", "Backspace", *"one", "Control+z"])
    assert notebook.exercise("k-text").locator("textarea").input_value() != "one"


def test_keys_press_buttons(notebook: OpenNotebook) -> None:
    """Enter and Space open one hint after the other; the focus stays on the button."""
    press(notebook, "k-choice", "[data-do=hint]", ["Enter"])
    hints = notebook.exercise("k-choice").locator(".sc-hints li")
    hints.nth(0).wait_for()
    press(notebook, "k-choice", "[data-do=hint]:focus", ["Space"])
    hints.nth(1).wait_for()
    assert hints.count() == 2


def test_enter_in_a_line_presses_the_main_button(notebook: OpenNotebook) -> None:
    press(notebook, "k-number", "input[type=text]", ["Control+a", *"3", "Enter"])
    notebook.exercise("k-number").locator("[data-region=state]", has_text="Not yet").wait_for()


def test_keys_open_the_table_behind_a_picture(notebook: OpenNotebook) -> None:
    card = notebook.exercise("k-slider")
    closed = card.locator("details:not([open]) > summary").count()
    for key, still in (("Enter", closed - 1), ("Space", closed)):
        press(notebook, "k-slider", "summary", [key])
        assert card.locator("details:not([open]) > summary").count() == still


def test_nothing_went_wrong_on_the_way(notebook: OpenNotebook) -> None:
    assert notebook.our_errors == []
