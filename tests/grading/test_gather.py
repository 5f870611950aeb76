"""Answers of a handed-in notebook: which count, which are left out, and what is said about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grading.small_course import ANSWER_MIME, ASSIGNMENT, Course, answer
from statcomms.grading.preprocessors import gather

EARLY, LATE = "2026-11-23T08:00:00+00:00", "2026-11-23T20:00:00+00:00"


def said(found: dict[str, Any]) -> str:
    return " ".join(f"{p['about']}: {p['reason']}" for p in found["problems"])


def test_embedded_answer_wins_over_the_file_and_the_file_fills_gaps(
    empty_course: Course, released: Any, tmp_path: Path
) -> None:
    nb = empty_course.work(choice="pooled", text=None, recorded_at=EARLY)
    file = tmp_path / "answers.json"
    beside = {
        "t-rate": answer("t-rate", {"choice": "mean"}, recorded_at=LATE),
        "t-why": answer("t-why", {"text": "From the file."}, kind="short_text"),
    }
    file.write_text(json.dumps({"format": 1, "notebook": ASSIGNMENT, "answers": beside}))
    before = file.read_bytes()
    found = gather(nb, released, "nsn-042", file)
    assert found["answers"]["t-rate"]["value"] == {"choice": "pooled"}
    assert found["answers"]["t-why"]["value"] == {"text": "From the file."}
    assert found["problems"] == []
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["answers.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[1]", b"null", b"[" * 100_000])
def test_a_damaged_answers_file_stops_nothing(
    empty_course: Course, released: Any, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "answers.json"
    file.write_bytes(content)
    found = gather(empty_course.work(), released, "nsn-042", file)
    assert found["answers"]["t-rate"]["value"] == {"choice": "pooled"}
    assert file.read_bytes() == content


def test_an_answers_file_of_another_notebook_is_left_out(released: Any, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    answers = {"t-rate": answer("t-rate", {"choice": "pooled"})}
    file.write_text(json.dumps({"notebook": "01-other", "answers": answers}))
    found = gather(released, released, "nsn-042", file)
    assert found["answers"] == {}
    assert "belongs to 01-other" in said(found)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("not json", "not readable"),
        ([1, 2], "must be a JSON object"),
        ({"exercise": "t-rate"}, "no kind or no value"),
        (answer("t-rate", {"choice": "x" * 70_000}), "at most 64 KiB"),
        (answer("t-rate", {"choice": "pooled"}, version=99), "version 99"),
        (answer("t-rate", {"choice": "pooled"}, notebook="01-other"), "belongs to 01-other"),
    ],
    ids=["malformed", "list", "no value", "over 64 KiB", "newer version", "another notebook"],
)
def test_an_answer_that_cannot_be_used_is_left_out_with_its_reason(
    empty_course: Course, released: Any, data: Any, reason: str
) -> None:
    nb = empty_course.work(choice=None)
    empty_course.put(nb, "rate", data)
    found = gather(nb, released, "nsn-042")
    assert set(found["answers"]) == {"t-why"}
    assert reason in said(found)
    assert reason.split(maxsplit=1)[0] in found["cells"][0]["source"]


def test_an_answer_of_another_exercise_in_a_cell_goes_to_that_exercise(
    empty_course: Course, released: Any
) -> None:
    nb = empty_course.work(choice=None, text=None)
    empty_course.put(nb, "rate", answer("t-why", {"text": "Out of place."}))
    found = gather(nb, released, "nsn-042")
    assert set(found["answers"]) == {"t-why"}


def test_answers_of_another_learner_are_said_and_graded_on_the_students_own_data(
    empty_course: Course, released: Any
) -> None:
    found = gather(empty_course.work(course_id="nsn-007"), released, "nsn-042")
    assert "nsn-007" in said(found)
    assert "graded on the data of nsn-042" in said(found)
    assert found["student"] == "nsn-042"
    assert found["answers"]["t-rate"]["course_id"] == "nsn-007"


def test_course_ids_differ_by_more_than_capitals(empty_course: Course, released: Any) -> None:
    found = gather(empty_course.work(course_id="NSN-042"), released, "nsn-042")
    assert found["problems"] == []


def test_an_own_answer_wins_over_a_newer_one_of_another(
    empty_course: Course, released: Any
) -> None:
    nb = empty_course.work(choice="pooled", course_id="nsn-042", recorded_at=EARLY, text=None)
    theirs = answer("t-rate", {"choice": "mean"}, course_id="nsn-007", recorded_at=LATE)
    empty_course.put(nb, "rate", theirs)
    found = gather(nb, released, "nsn-042")
    assert found["answers"]["t-rate"]["value"] == {"choice": "pooled"}


def test_answers_only_in_metadata_after_clear_all_outputs(
    empty_course: Course, released: Any
) -> None:
    nb = empty_course.released
    nb.metadata["statcomms"]["answers"] = {"t-rate": answer("t-rate", {"choice": "pooled"})}
    found = gather(nb, released, "nsn-042")
    assert found["answers"]["t-rate"]["value"] == {"choice": "pooled"}


def test_problems_are_shown_as_text(empty_course: Course, released: Any) -> None:
    nb = empty_course.work(course_id="<img src=x onerror=alert(1)> [a](http://x)")
    source = gather(nb, released, "nsn-042")["cells"][0]["source"]
    assert "<img" not in source
    assert "[a](" not in source


@pytest.mark.parametrize(
    "notebook",
    [
        {},
        {"cells": None, "metadata": None},
        {"cells": [{"outputs": [{"data": {ANSWER_MIME: None}}]}], "metadata": []},
        {"cells": [[], {"outputs": {}}], "metadata": {"statcomms": {"answers": [1]}}},
        {"metadata": {"statcomms": {"answers": {"a": {"exercise": ["x"]}}, "course_id": 5}}},
    ],
    ids=range(5),
)
def test_nothing_in_a_notebook_raises(released: Any, notebook: dict[str, Any]) -> None:
    found = gather(notebook, released, "nsn-042")
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": found["cells"]}
    nbformat.validate(nbformat.from_dict(whole))
