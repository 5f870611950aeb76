"""Finding the notebook's own file, and the one file that is handed in."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest

from statcomms.errors import AnswerError
from statcomms.exercises import Exercise
from statcomms.exercises.answers import ANSWER_MIME, Answer, AnswerStore, collect_answers
from statcomms.notebook.files import find_notebook, read_notebook
from statcomms.notebook.handin import hand_in_notebook, write_hand_in
from support.kinds import KINDS

SLUG = "05-analytics"
EARLY, LATE = "2026-11-23T10:00:00.000+00:00", "2026-11-23T12:00:00.000+00:00"
NOON = dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC)


def notebook(slug: str = SLUG, *cells: dict[str, Any]) -> dict[str, Any]:
    return {
        "cells": list(cells),
        "metadata": {"statcomms": {"notebook": slug, "part": "assignment"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def code(source: str, outputs: list[Any] | None = None, **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": 1,
        "id": "c",
        "metadata": metadata,
        "outputs": outputs or [],
        "source": source,
    }


def choice(key: str, at: str) -> Answer:
    return Answer("m5-choice", "choice", 1, {"choice": key}, recorded_at=at, notebook=SLUG)


def output_of(answer: Answer) -> dict[str, Any]:
    data = {ANSWER_MIME: answer.as_dict(), "text/plain": "old"}
    return {"output_type": "display_data", "metadata": {}, "data": data}


def answered(key: str = "b") -> dict[str, Exercise]:
    exercise = KINDS["choice"]()
    exercise.restore(choice(key, LATE))
    return {exercise.id: exercise}


def put(path: Path, data: dict[str, Any], time: float | None = None) -> Path:
    path.write_text(json.dumps(data), encoding="utf-8")
    if time is not None:
        os.utime(path, (time, time))
    return path


# -- the notebook's own file -----------------------------------------------------------------------


def test_the_usual_name_is_found(folder: Path) -> None:
    path = put(folder / f"{SLUG}.ipynb", notebook())
    assert find_notebook(SLUG, folder) == path


def test_a_renamed_file_is_found_and_others_are_ignored(folder: Path) -> None:
    put(folder / "01-start.ipynb", notebook("01-start"))
    put(folder / "plain.ipynb", {"cells": [], "metadata": {}})
    (folder / "broken.ipynb").write_text("{", encoding="utf-8")
    put(folder / "05-analytics (1).ipynb", notebook(), time=1000)
    newest = put(folder / "mine.ipynb", notebook(), time=2000)
    assert find_notebook(SLUG, folder) == newest


def test_jupyter_names_the_file_that_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder / f"{SLUG}.ipynb", notebook(), time=9000)
    copy = put(folder / "copy.ipynb", notebook(), time=1000)
    monkeypatch.setenv("JPY_SESSION_NAME", str(copy))
    assert find_notebook(SLUG, folder) == copy
    monkeypatch.setenv("JPY_SESSION_NAME", "exercises/release/copy.ipynb")
    assert find_notebook(SLUG, folder) == copy


def test_a_session_of_another_notebook_is_not_believed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = put(folder / f"{SLUG}.ipynb", notebook())
    other = put(folder / "01-start.ipynb", notebook("01-start"))
    monkeypatch.setenv("JPY_SESSION_NAME", str(other))
    assert find_notebook(SLUG, folder) == usual


def test_nothing_is_found_in_an_empty_folder(folder: Path) -> None:
    assert find_notebook(SLUG, folder) is None


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "[" * 100_000, "\ufffe"])
def test_an_unreadable_notebook_is_an_empty_one(folder: Path, text: str) -> None:
    path = folder / "x.ipynb"
    path.write_text(text, encoding="utf-8")
    assert read_notebook(path) == {}
    assert read_notebook(folder / "none.ipynb") == {}


# -- what is handed in -----------------------------------------------------------------------------


def test_it_holds_every_answer_with_nothing_saved() -> None:
    answers = {"m5-choice": choice("b", LATE), "gone": Answer("gone", "number", 1, {"number": "1"})}
    made = hand_in_notebook({}, SLUG, "nsn-042", answers, answered())
    found = collect_answers(made)
    assert {name: answer.value for name, answer in found.answers.items()} == {
        "m5-choice": {"choice": "b"},
        "gone": {"number": "1"},
    }
    assert found.course_id == "nsn-042"
    assert found.problems == ()
    assert made["metadata"]["statcomms"]["notebook"] == SLUG
    json.dumps(made)


def test_newer_answers_replace_embedded_ones_and_the_saved_file_is_not_touched() -> None:
    other = {"output_type": "stream", "name": "stdout", "text": "kept"}
    cell = code('show(Choice("m5-choice"))', [output_of(choice("a", EARLY)), other])
    saved = notebook(SLUG, cell)
    before = json.dumps(saved)
    made = hand_in_notebook(
        saved, SLUG, "nsn-042", {"m5-choice": choice("b", LATE)}, answered(), NOON
    )
    outputs = made["cells"][0]["outputs"]
    embedded = [o["data"] for o in outputs if ANSWER_MIME in o.get("data", {})]
    assert [data[ANSWER_MIME]["value"] for data in embedded] == [{"choice": "b"}]
    assert "Beta" in embedded[0]["text/plain"]
    assert "Beta" in embedded[0]["text/html"]
    assert other in outputs
    assert json.dumps(saved) == before


def test_cleared_outputs_are_filled_again() -> None:
    saved = notebook(SLUG, code('show(Choice("m5-choice"))'), code("1 + 1"))
    made = hand_in_notebook(saved, SLUG, "nsn-042", {"m5-choice": choice("b", LATE)}, answered())
    assert [len(cell["outputs"]) for cell in made["cells"]] == [1, 0]


def solve(source: str) -> dict[str, Any]:
    return code(source, nbgrader={"grade_id": "m5-code", "solution": True})


@pytest.mark.parametrize(
    ("saved_source", "recorded_at", "expected"),
    [
        ("def f():\n    return 1", LATE, "def f():\n    return 2"),
        ("def f():\n    return 3", EARLY, "def f():\n    return 3"),
    ],
    ids=["ran after saving", "saved after running"],
)
def test_the_newest_code_is_in_its_cell(saved_source: str, recorded_at: str, expected: str) -> None:
    ran = Answer(
        "m5-code", "code", 1, {"source": "def f():\n    return 2"}, recorded_at=recorded_at
    )
    made = hand_in_notebook(
        notebook(SLUG, solve(saved_source)), SLUG, "nsn-042", {"m5-code": ran}, {}, NOON
    )
    source = made["cells"][0]["source"]
    assert ("".join(source) if isinstance(source, list) else source) == expected


def test_the_file_joins_saved_answers_with_recorded_ones(folder: Path) -> None:
    only_saved = Answer("gone", "number", 1, {"number": "7"}, recorded_at=EARLY)
    put(folder / f"{SLUG}.ipynb", notebook(SLUG, code("", [output_of(only_saved)])))
    store = AnswerStore(folder / "answers.json", SLUG)
    store.record(choice("b", LATE))
    path = write_hand_in(SLUG, folder, "nsn-042", store, answered())
    assert path == folder / "handin" / f"{SLUG}--nsn-042.ipynb"
    assert set(collect_answers(read_notebook(path)).answers) == {"gone", "m5-choice"}


def test_a_disk_that_refuses_is_said_in_one_sentence(folder: Path) -> None:
    (folder / "handin").write_text("in the way", encoding="utf-8")
    store = AnswerStore(folder / "answers.json", SLUG)
    with pytest.raises(AnswerError, match="could not be written"):
        write_hand_in(SLUG, folder, "nsn-042", store, {})
