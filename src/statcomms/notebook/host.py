"""The notebook's host of an exercise: one anywidget view, and the answer as an output of the cell.

The view shows the card and hears the learner; the answer is embedded in the notebook through a
display handle, so that the saved file alone carries it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from statcomms.exercises.answers import ANSWER_MIME, Answer
from statcomms.exercises.base import Exercise
from statcomms.exercises.views import (
    STATIC,
    answer_html,
    answer_text,
    card,
    page_style,
    regions,
    static_card,
)

__all__ = ["ExerciseView", "answer_bundle", "grading", "show_style"]

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"


def grading() -> bool:
    """Whether nbgrader runs this notebook (autograde or validate): nobody looks on."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def show_style() -> None:
    """Put the stylesheet into the notebook, for saved copies, feedback and the book."""
    html = f'<style data-statcomms="exercises">{page_style()}</style>'
    display({"text/html": html, "text/plain": ""}, raw=True)


def answer_bundle(exercise: Exercise) -> dict[str, Any]:
    """Return the answer as a mime bundle: for programs, for a page, as plain text."""
    bundle: dict[str, Any] = {
        "text/html": answer_html(exercise),
        "text/plain": answer_text(exercise),
    }
    if exercise.answer is not None and exercise.given:
        bundle[ANSWER_MIME] = exercise.answer.as_dict()
    return bundle


class ExerciseView(anywidget.AnyWidget):
    """One exercise on the screen.

    Args:
        exercise: What to show. One exercise has one view; it may be displayed in several places.
    """

    _esm = STATIC / "exercises.js"
    _css = STATIC / "exercises.css"
    html = traitlets.Unicode().tag(sync=True)
    regions = traitlets.Dict().tag(sync=True)
    value = traitlets.Dict().tag(sync=True)
    heard = traitlets.Int().tag(sync=True)

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._hearing = False
        self._handle: Any = None
        self._embedded: Answer | None = exercise.answer
        super().__init__(html=card(exercise), regions=regions(exercise), value=exercise.value)
        self.observe(self._on_value, names="value")
        self.on_msg(self._on_message)

    def show(self) -> None:
        """Display the card, and below it the answer as it is recorded."""
        live: Any = self._repr_mimebundle_()
        bundle = dict(live[0] if isinstance(live, tuple) else live)
        bundle["text/html"] = static_card(self._exercise)
        bundle["text/plain"] = answer_text(self._exercise)
        display(bundle, raw=True)
        self._handle = display(answer_bundle(self._exercise), raw=True, display_id=True)

    def publish(self) -> None:
        """Bring the screen and the embedded answer up to date with the exercise."""
        self.regions = regions(self._exercise)
        if not self._hearing:
            self.value = self._exercise.value
        if self._handle is not None and self._exercise.answer is not self._embedded:
            self._embedded = self._exercise.answer
            self._handle.update(answer_bundle(self._exercise), raw=True)

    def redraw(self) -> None:
        """Draw the whole card anew: the course id or the lock has changed."""
        self.html = card(self._exercise)
        self.publish()

    def _on_value(self, change: Mapping[str, Any]) -> None:
        if change["new"] != self._exercise.value:
            self._hear("change", change["new"])

    def _on_message(self, _view: object, content: object, _buffers: object) -> None:
        if isinstance(content, Mapping) and content.get("do") == "ping":
            self.heard += 1
        elif isinstance(content, Mapping) and isinstance(content.get("do"), str):
            value = content.get("value")
            self._hear(content["do"], value if isinstance(value, Mapping) else None)

    def _hear(self, do: str, value: Mapping[str, Any] | None) -> None:
        self._hearing = True
        try:
            self._exercise.react(do, value)
            self.publish()
        finally:
            self._hearing = False
            self.heard += 1
