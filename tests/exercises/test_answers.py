"""Answers last, merge, and refuse what cannot be used."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statcomms.errors import AnswerError
from statcomms.exercises import answers as answers_module
from statcomms.exercises.answers import (
    ANSWER_MIME,
    MAX_ANSWER_BYTES,
    Answer,
    AnswerStore,
    collect_answers,
    read_answer,
)

GOOD = {"exercise": "m5-a", "kind": "choice", "version": 1, "value": {"choice": "a"}}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=15,
)


def notebook_with(*answers: Any, metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    cells = [
        {
            "cell_type": "code",
            "outputs": [{"output_type": "display_data", "data": {ANSWER_MIME: item}}],
        }
        for item in answers
    ]
    return {"cells": cells, "metadata": {"statcomms": metadata or {}}}


@given(JSON)
def test_whatever_comes_is_an_answer_or_a_clear_error(data: Any) -> None:
    with contextlib.suppress(AnswerError):
        answer = read_answer(data)
        assert read_answer(answer.as_dict()) == answer


@given(JSON)
def test_collecting_never_fails_whatever_the_notebook_holds(data: Any) -> None:
    collect_answers(data)
    collect_answers({"cells": data, "metadata": data})
    collect_answers(notebook_with(data, metadata={"answers": {"m5-a": data}, "course_id": data}))


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=5))
def test_an_answer_comes_back_from_the_file_as_it_was(value: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = AnswerStore(Path(folder, "answers.json"), "05-analytics")
        recorded = store.record(Answer("m5-a", "choice", 1, dict(value)))
        assert AnswerStore(store.path).answers == {"m5-a": recorded}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"exercise": "../etc"}, "does not name its exercise"),
        ({"kind": None}, "no kind"),
        ({"value": "a"}, "no value"),
        ({"version": "1"}, "no version"),
        ({"version": True}, "no version"),
        ({"version": 99}, "version 99"),
        ({"value": {"text": "x" * MAX_ANSWER_BYTES}}, "at most 64 KiB"),
        ({"value": {"number": float("nan")}}, "not plain JSON"),
    ],
)
def test_an_answer_that_cannot_be_used_says_why(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(AnswerError, match=reason):
        read_answer({**GOOD, **change})


def test_the_newest_answer_wins_in_outputs_and_metadata() -> None:
    old = {**GOOD, "recorded_at": "2026-01-01T10:00:00+00:00"}
    new = {**GOOD, "value": {"choice": "b"}, "recorded_at": "2026-01-01T11:00:00+01:00"}
    newest = {**GOOD, "value": {"choice": "c"}, "recorded_at": "2026-01-01T10:30:00+00:00"}
    found = collect_answers(notebook_with(old, newest, metadata={"answers": {"m5-a": new}}))
    assert found.answers["m5-a"].value == {"choice": "c"}


def test_a_text_of_json_in_an_output_is_read_too() -> None:
    assert collect_answers(notebook_with(json.dumps(GOOD))).answers["m5-a"].value == {"choice": "a"}


def test_what_cannot_be_used_is_reported_and_the_rest_is_kept() -> None:
    found = collect_answers(notebook_with({**GOOD, "version": 7}, GOOD | {"exercise": "m5-b"}, 12))
    assert set(found.answers) == {"m5-b"}
    assert [problem.about for problem in found.problems] == ["m5-a", "cell 3"]


def test_the_course_id_comes_from_its_own_answer() -> None:
    given_id = {
        "exercise": "course-id",
        "kind": "course_id",
        "version": 1,
        "value": {"course_id": "nsn-1"},
    }
    assert collect_answers(notebook_with(given_id)).course_id == "nsn-1"


def test_a_file_that_cannot_be_read_is_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text('{"answers": {"m5-a"', encoding="utf-8")
    store = AnswerStore(path)
    assert store.answers == {}
    assert "could not be read" in store.problems[0].reason
    aside = next(tmp_path.glob("answers.json.unreadable-*"))
    assert aside.read_text(encoding="utf-8") == '{"answers": {"m5-a"'
    store.record(Answer("m5-a", "choice", 1, {"choice": "a"}))
    assert set(AnswerStore(path).answers) == {"m5-a"}


def test_two_stores_open_at_once_lose_nothing(tmp_path: Path) -> None:
    first, second = (AnswerStore(tmp_path / "answers.json") for _ in range(2))
    first.record(Answer("m5-a", "choice", 1, {"choice": "a"}))
    second.record(Answer("m5-b", "choice", 1, {"choice": "b"}))
    first.record(Answer("m5-c", "choice", 1, {"choice": "c"}))
    assert set(AnswerStore(tmp_path / "answers.json").answers) == {"m5-a", "m5-b", "m5-c"}


def test_an_older_answer_does_not_replace_a_newer_one(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path / "answers.json")
    new = store.record(Answer("m5-a", "choice", 1, {"choice": "b"}))
    store.merge(
        {"m5-a": replace(new, value={"choice": "a"}, recorded_at="2020-01-01T00:00:00+00:00")}
    )
    assert store.answers["m5-a"].value == {"choice": "b"}


RECORD_MANY = """
import sys
from statcomms.exercises.answers import Answer, AnswerStore
store = AnswerStore(sys.argv[1])
for number in range(20):
    store.record(Answer(f"m5-{sys.argv[2]}-{number}", "choice", 1, {"choice": "a"}))
"""


def test_two_processes_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "answers.json")
    kernels = [
        subprocess.Popen([sys.executable, "-c", RECORD_MANY, path, who]) for who in ("one", "two")
    ]
    assert [kernel.wait(60) for kernel in kernels] == [0, 0]
    assert len(AnswerStore(path).answers) == 40


def test_a_crash_while_writing_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = AnswerStore(tmp_path / "answers.json")
    store.record(Answer("m5-a", "choice", 1, {"choice": "a"}))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(answers_module.os, "fsync", full)
    with pytest.raises(AnswerError, match="Free some space"):
        store.record(Answer("m5-a", "choice", 1, {"choice": "b"}))
    monkeypatch.undo()
    assert AnswerStore(tmp_path / "answers.json").answers["m5-a"].value == {"choice": "a"}
    assert not list(tmp_path.glob(".answers.json.*.new"))
