"""An exercise as HTML: one drawing for notebook, book page, feedback and print.

The card is drawn here, in Python, once. In a notebook or a live page ``static/exercises.js`` puts
it on the screen, listens to the controls, and swaps the regions that changed. Without any script
the same card can be read, with its controls switched off. ``@@`` stands for an id of the view.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path
from typing import Any

from statcomms.exercises.base import NOT_ATTEMPTED, NOT_YET, OUR_FAULT, RECORDED, RIGHT, Exercise
from statcomms.exercises.fields import Field
from statcomms.exercises.text import escape, format_number, format_time, inline, paragraphs

__all__ = [
    "answer_html",
    "answer_text",
    "card",
    "page_script",
    "page_style",
    "regions",
    "static_card",
]

STATIC = Path(__file__).parent / "static"
LARGEST_DOWNLOAD = 8 * 1024 * 1024
NO_SCRIPT_NOTE = "To answer, open this notebook in JupyterLab or Binder."


@lru_cache(maxsize=1)
def page_style() -> str:
    """Return the one stylesheet of all exercises."""
    return (STATIC / "exercises.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def page_script() -> str:
    """Return the one front end of all exercises: an ES module."""
    return (STATIC / "exercises.js").read_text(encoding="utf-8")


def state_words(exercise: Exercise) -> str:
    """Return the state as a sign and a word, such as ``● Recorded 14:02``."""
    time = format_time(exercise.answer.recorded_at) if exercise.answer else ""
    return {
        NOT_ATTEMPTED: "○ Not attempted",
        NOT_YET: "↻ Not yet",
        RIGHT: "✓ Right",
        RECORDED: f"● Recorded {time}".strip(),
    }[exercise.state]


def regions(exercise: Exercise) -> dict[str, str]:
    """Return the HTML of each part of the card that can change."""
    controls = {"controls": _controls(exercise)} if exercise.redraws_controls else {}
    return {
        **controls,
        "state": escape(state_words(exercise)),
        "title": inline(exercise.text_of(exercise.title)),
        "show": _figure(exercise),
        "hints": _hints(exercise),
        "actions": _actions(exercise),
        "say": _say(exercise),
        "solution": _solution(exercise),
    }


def _figure(exercise: Exercise) -> str:
    picture = exercise.picture()
    return exercise.headline() + (picture.html() if picture is not None else "")


def _hints(exercise: Exercise) -> str:
    shown = exercise.hints[: exercise.hints_open]
    if not shown:
        return ""
    rows = "".join(f"<li>{inline(hint)}</li>" for hint in shown)
    return f'<ol class="sc-hints" aria-label="Hints">{rows}</ol>'


def _button(do: str, label: str, style: str = "") -> str:
    kind = f' class="sc-{style}"' if style else ""
    return f'<button type="button" data-do="{escape(do)}"{kind}>{escape(label)}</button>'


def _actions(exercise: Exercise) -> str:
    own = [_button(*button) for button in exercise.own_buttons()]
    if exercise.graded or own:
        return "".join(own)
    buttons = [_button("check", "Check", "go")]
    total = len(exercise.hints)
    if total:
        number = min(exercise.hints_open + 1, total)
        if exercise.hints_open < total:
            buttons.append(_button("hint", f"Hint {number} of {total}"))
    if exercise.solution or exercise.right_answer():
        buttons.append(_button("solution", "Show the solution", "quiet"))
    return "".join(buttons)


def _say(exercise: Exercise) -> str:
    if exercise.trouble.startswith(OUR_FAULT):
        details = exercise.trouble.removeprefix(OUR_FAULT).strip()
        return _box(
            "stop",
            OUR_FAULT,
            "<details><summary>Details for your instructor</summary>"
            f"<pre>{escape(details)}</pre></details>",
        )
    if exercise.trouble:
        return _box("stop", "This could not be recorded", paragraphs(exercise.trouble))
    result = exercise.result
    if result is not None and result.state == RECORDED:
        return _box("right", "● Done", paragraphs(result.message) + _downloads(exercise))
    if exercise.graded:
        if not exercise.given:
            return ""
        problems = exercise.not_ready(exercise.value)
        if problems:
            return _box("notyet", "Recorded, not complete", paragraphs(" ".join(problems)))
        return _box("", "Recorded", paragraphs("You may change it until you hand in."))
    if result is None:
        return ""
    if result.state == RIGHT:
        return _box("right", "✓ Right", paragraphs(result.message))
    if result.state == NOT_YET:
        return _box("notyet", "↻ Not yet", paragraphs(result.message))
    return _box("", "○ Nothing to check yet", paragraphs(result.message))


def _downloads(exercise: Exercise) -> str:
    """Links that hand the files over by themselves: they work without a server."""
    links = []
    for path in exercise.downloads:
        content = path.read_bytes()
        if len(content) <= LARGEST_DOWNLOAD:
            data = base64.b64encode(content).decode("ascii")
            links.append(
                f'<a href="data:application/octet-stream;base64,{data}" '
                f'download="{escape(path.name)}">Download {escape(path.name)}</a>'
            )
    return f"<p>{' · '.join(links)}</p>" if links else ""


def _box(kind: str, title: str, body: str) -> str:
    extra = f" sc-{kind}" if kind else ""
    return f'<div class="sc-box{extra}"><p class="sc-boxtitle">{escape(title)}</p>{body}</div>'


def _solution(exercise: Exercise) -> str:
    if not exercise.solution_seen or exercise.graded:
        return ""
    text = "\n\n".join(part for part in (exercise.right_answer(), exercise.solution) if part)
    return _box("solution", "The solution", paragraphs(text))


def _eyebrow(exercise: Exercise) -> str:
    if exercise.graded:
        points = format_number(exercise.points or 0, 0 if (exercise.points or 0) % 1 == 0 else 1)
        first = f"For marks · {points} points" if exercise.points else exercise.eyebrow
    else:
        first = exercise.eyebrow
    unit = "minute" if exercise.minutes == 1 else "minutes"
    minutes = f"<span>about {exercise.minutes} {unit}</span>" if exercise.minutes else ""
    return f"<b>{first}</b>{minutes}"


def _controls(exercise: Exercise) -> str:
    value: dict[str, Any] = exercise.value
    fields: tuple[Field, ...] = exercise.controls
    return "".join(field.html(value.get(field.name)) for field in fields)


def card(exercise: Exercise) -> str:
    """Draw the whole card of an exercise, for a live view: the front end switches it on."""
    changing = regions(exercise)

    def region(name: str, tag: str = "div", extra: str = "") -> str:
        return f'<{tag} class="sc-{name}" data-region="{name}"{extra}>{changing[name]}</{tag}>'

    kind = "sc-graded" if exercise.graded else "sc-practice"
    situation = paragraphs(exercise.text_of(exercise.situation))
    off = " disabled" if exercise.locked else ""
    lock = _box("notyet", "Not open yet", paragraphs(exercise.locked)) if exercise.locked else ""
    has_figure = bool(changing["show"]) and exercise.shows_beside
    grid = "sc-grid" if has_figure else "sc-plain"
    swapped = ' data-region="controls"' if exercise.redraws_controls else ""
    return (
        f'<section class="sc-card {kind}" data-exercise="{escape(exercise.id)}"'
        f' data-kind="{escape(exercise.kind)}" aria-labelledby="@@-title">'
        f'<header class="sc-eyebrow">{_eyebrow(exercise)}{region("state", "span")}</header>'
        f"{region('title', 'h3', ' id=' + chr(34) + '@@-title' + chr(34))}"
        f'<div class="sc-situation">{situation}</div>{lock}'
        f'<fieldset class="sc-body"{off} aria-labelledby="@@-title">'
        f'<div class="{grid}"><div class="sc-controls"{swapped}>{_controls(exercise)}</div>'
        f"{region('show')}</div>{region('hints')}{region('actions')}"
        f"{region('say', extra=' role=' + chr(34) + 'status' + chr(34))}{region('solution')}"
        "</fieldset></section>"
    )


def static_card(exercise: Exercise, note: str = NO_SCRIPT_NOTE) -> str:
    """Draw the card for a place without a kernel: readable, its controls switched off.

    Args:
        exercise: The exercise.
        note: What to say instead of the buttons; nothing when empty.
    """
    html = card(exercise).replace("@@", f"sc-{exercise.id}")
    html = html.replace('<fieldset class="sc-body"', '<fieldset class="sc-body" disabled', 1)
    html = html.replace(" disabled disabled", " disabled")
    if note:
        end = f'<p class="sc-help sc-note">{escape(note)}</p></fieldset></section>'
        html = html.removesuffix("</fieldset></section>") + end
    return html


def answer_html(exercise: Exercise) -> str:
    """Draw the recorded answer in words: what a saved notebook shows without a kernel."""
    rows = "".join(
        f"<li>{escape(label)}: <strong>{escape(words)}</strong></li>"
        for label, words in exercise.words()
    )
    state = escape(state_words(exercise))
    body = f"<ul>{rows}</ul>" if exercise.given else ""
    return (
        f'<div class="sc-recorded" data-answer="{escape(exercise.id)}"><p>{state}</p>{body}</div>'
    )


def answer_text(exercise: Exercise) -> str:
    """Return the recorded answer in words, as plain text."""
    if not exercise.given:
        return f"{exercise.id}: {state_words(exercise)}"
    rows = "; ".join(f"{label}: {words}" for label, words in exercise.words())
    return f"{exercise.id}: {state_words(exercise)}. {rows}"
