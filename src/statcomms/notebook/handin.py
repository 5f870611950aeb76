"""Hand in: one file that holds the notebook and every answer, whatever was saved."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from statcomms.errors import AnswerError
from statcomms.exercises import answers as records
from statcomms.exercises.answers import (
    ANSWER_MIME,
    Answer,
    AnswerStore,
    collect_answers,
    write_durably,
)
from statcomms.exercises.base import Exercise
from statcomms.exercises.views import answer_html, answer_text
from statcomms.notebook.files import find_notebook, read_notebook

__all__ = ["hand_in_notebook", "write_hand_in"]

FOLDER = "handin"


def write_hand_in(
    slug: str,
    folder: Path,
    course_id: str,
    store: AnswerStore,
    exercises: Mapping[str, Exercise],
) -> Path:
    """Write the file to hand in.

    Args:
        slug: Slug of the assignment.
        folder: Where the notebook stands; the file goes into ``handin/`` below it.
        course_id: The learner's course id.
        store: The recorded answers.
        exercises: The exercises that are shown, by id.

    Returns:
        The file written.

    Raises:
        AnswerError: The disk refuses it; an older file is kept.
    """
    path = find_notebook(slug, folder)
    saved = read_notebook(path) if path is not None else {}
    saved_at = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC) if path is not None else None
    answers = {**collect_answers(saved).answers, **store.answers}
    notebook = hand_in_notebook(saved, slug, course_id, answers, exercises, saved_at)
    target = folder / FOLDER / f"{slug}--{course_id}.ipynb"
    try:
        target.parent.mkdir(exist_ok=True)
        write_durably(target, json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise AnswerError(
            f"The file {target.name} could not be written: {error.strerror or error}.",
            "Free some space on the disk and press the button again.",
        ) from error
    return target


def hand_in_notebook(
    saved: Mapping[str, Any],
    slug: str,
    course_id: str,
    answers: Mapping[str, Answer],
    exercises: Mapping[str, Exercise],
    saved_at: dt.datetime | None = None,
) -> dict[str, Any]:
    """Put every answer into a copy of the notebook: in its metadata, and where people look.

    Args:
        saved: The notebook as it was last saved, or nothing.
        slug: Slug of the assignment.
        course_id: The learner's course id.
        answers: The recorded answers, by exercise.
        exercises: The exercises that are shown, by id.
        saved_at: When the notebook was saved: code that ran later is taken from its record.
    """
    notebook: dict[str, Any] = copy.deepcopy(dict(saved)) if saved.get("cells") else _empty()
    own = notebook.setdefault("metadata", {}).setdefault("statcomms", {})
    own.update(
        notebook=slug,
        part="assignment",
        course_id=course_id,
        handed_in_at=records.utc_now(),
        answers={name: answers[name].as_dict() for name in sorted(answers)},
    )
    for cell in notebook["cells"]:
        if cell.get("cell_type") == "code":
            _show_answer(cell, answers, exercises)
            _newest_code(cell, answers, saved_at)
    return notebook


def _empty() -> dict[str, Any]:
    return {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)


def _show_answer(
    cell: dict[str, Any], answers: Mapping[str, Answer], exercises: Mapping[str, Exercise]
) -> None:
    source = _source(cell)
    for name, exercise in exercises.items():
        if name in answers and exercise.answer is not None and f'"{name}"' in source:
            bundle = {
                ANSWER_MIME: answers[name].as_dict(),
                "text/html": answer_html(exercise),
                "text/plain": answer_text(exercise),
            }
            kept = [
                o for o in cell.get("outputs") or [] if ANSWER_MIME not in (o.get("data") or {})
            ]
            output = {"output_type": "display_data", "metadata": {}, "data": bundle}
            cell["outputs"] = [*kept, output]
            return


def _newest_code(
    cell: dict[str, Any], answers: Mapping[str, Answer], saved_at: dt.datetime | None
) -> None:
    """Put the learner's code as it last ran into its cell when the saved cell is older."""
    nbgrader = cell.get("metadata", {}).get("nbgrader", {})
    answer = answers.get(str(nbgrader.get("grade_id", "")))
    if answer is None or answer.kind != "code":
        return
    if saved_at is None or answer.recorded_time > saved_at:
        cell["source"] = str(answer.value.get("source", ""))
