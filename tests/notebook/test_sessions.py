"""Lessons and assignments as a notebook runs them, without a browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from statcomms.errors import AnswerError, ExerciseError
from statcomms.exercises.answers import ANSWER_MIME, Answer, collect_answers
from statcomms.notebook import Assignment, Lesson
from statcomms.notebook.host import WIDGET_MIME, ExerciseView
from support.kinds import KINDS, RIGHT

SLUG = "05-analytics"
EARLY, LATE = "2026-11-23T10:00:00.000+00:00", "2026-11-23T12:00:00.000+00:00"
Open = Callable[..., Any]


def recorded(folder: Path) -> dict[str, Any]:
    data = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    return {name: answer["value"] for name, answer in data["answers"].items()}


def embedded(displayed: list[dict[str, Any]]) -> list[Any]:
    return [o["data"][ANSWER_MIME]["value"] for o in displayed if ANSWER_MIME in o["data"]]


def choose(view: ExerciseView, **value: Any) -> None:
    """Do what the front end does: set the value and send it."""
    view.set_state({"value": value})


# -- what is shown ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_show_gives_a_view_html_and_words(
    kind: str, session: Open, displayed: list[dict[str, Any]]
) -> None:
    exercise = KINDS[kind]()
    session(Lesson).show(exercise)
    style, card, answer = (each["data"] for each in displayed)
    assert "<style" in style["text/html"]
    assert {WIDGET_MIME, "text/html", "text/plain"} <= set(card)
    assert f'data-exercise="{exercise.id}"' in card["text/html"]
    assert set(answer) == {"text/html", "text/plain"}


def test_a_value_from_the_front_end_is_recorded_and_embedded(
    session: Open, folder: Path, displayed: list[dict[str, Any]]
) -> None:
    exercise = KINDS["choice"]()
    lesson = session(Lesson)
    lesson.show(exercise)
    choose(lesson.views["m5-choice"], choice="a")
    assert exercise.value == {"choice": "a"}
    assert recorded(folder) == {"m5-choice": {"choice": "a"}}
    choose(lesson.views["m5-choice"], choice="b")
    assert embedded(displayed) == [{"choice": "a"}, {"choice": "b"}]
    assert displayed[-1]["update"]


def test_a_button_of_the_front_end(session: Open) -> None:
    lesson = session(Lesson)
    lesson.show(KINDS["choice"]())
    view = lesson.views["m5-choice"]
    view._handle_custom_msg({"do": "check", "value": {"choice": "b"}}, [])
    assert "✓ Right" in view.regions["state"]
    assert lesson.store.answers["m5-choice"].state == "right"


@pytest.mark.parametrize(
    "content", [None, 7, "check", {}, {"do": 3}, {"do": "explode"}, {"do": "check", "value": "b"}]
)
def test_nonsense_from_the_front_end_breaks_nothing(session: Open, content: Any) -> None:
    lesson = session(Lesson)
    lesson.show(KINDS["choice"]())
    lesson.views["m5-choice"]._handle_custom_msg(content, [])
    choose(lesson.views["m5-choice"], choice="b")
    assert lesson.store.answers["m5-choice"].value == {"choice": "b"}


def test_a_value_that_does_not_fit_is_said_and_not_recorded(session: Open, folder: Path) -> None:
    lesson = session(Lesson)
    lesson.show(KINDS["choice"]())
    choose(lesson.views["m5-choice"], choice="zzz")
    assert "could not be" in lesson.views["m5-choice"].regions["say"]
    assert not (folder / "answers.json").exists()


def test_set_in_python_reaches_the_screen(
    session: Open, folder: Path, displayed: list[dict[str, Any]]
) -> None:
    exercise = KINDS["choice"]()
    lesson = session(Lesson)
    lesson.show(exercise)
    exercise.set({"choice": "b"})
    assert lesson.views["m5-choice"].value == {"choice": "b"}
    assert recorded(folder) == {"m5-choice": {"choice": "b"}}
    assert embedded(displayed) == [{"choice": "b"}]


def test_running_the_cell_again_keeps_the_answer_and_closes_the_old_view(session: Open) -> None:
    lesson = session(Lesson)
    lesson.show(KINDS["choice"]())
    old = lesson.views["m5-choice"]
    choose(old, choice="b")
    lesson.show(KINDS["choice"]())
    new = lesson.views["m5-choice"]
    assert new is not old
    assert old.comm is None
    assert new.value == {"choice": "b"}


@pytest.mark.parametrize("kind", sorted(RIGHT))
def test_every_kind_is_restored_in_a_new_kernel(kind: str, session: Open) -> None:
    first = session(Lesson)
    exercise = KINDS[kind]()
    first.show(exercise)
    exercise.set(RIGHT[kind])
    again = KINDS[kind]()
    session(Lesson).show(again)
    assert again.value == exercise.value


def test_an_answer_of_another_kind_is_left_out_with_its_reason(session: Open) -> None:
    session(Lesson).store.record(Answer("m5-choice", "number", 1, {"number": "1"}))
    lesson = session(Lesson)
    lesson.show(KINDS["choice"]())
    assert "does not fit" in lesson.views["m5-choice"].regions["say"]


def test_at_grading_there_is_no_widget(
    folder: Path,
    shell: InteractiveShell,
    displayed: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    lesson = Lesson(SLUG, folder)
    lesson.show(KINDS["choice"]())
    monkeypatch.delenv("NBGRADER_EXECUTION")
    assert lesson.views == {}
    assert all(WIDGET_MIME not in each["data"] for each in displayed)


# -- answers that the notebook's own file carries --------------------------------------------------


def carry(folder: Path, key: str, at: str, course_id: str | None = None) -> None:
    answer = Answer("m5-choice", "choice", 1, {"choice": key}, recorded_at=at)
    metadata = {"notebook": SLUG, "answers": {"m5-choice": answer.as_dict()}}
    if course_id:
        metadata["course_id"] = course_id
    data = {"cells": [], "metadata": {"statcomms": metadata}, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"{SLUG}.ipynb").write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.parametrize(("stored", "expected"), [(EARLY, "a"), (LATE, "b"), (None, "a")])
def test_of_stored_and_carried_answers_the_newest_wins(
    session: Open, folder: Path, stored: str | None, expected: str
) -> None:
    if stored:
        answer = Answer("m5-choice", "choice", 1, {"choice": "b"}, recorded_at=stored)
        session(Lesson).store.record(answer)
    carry(folder, "a", "2026-11-23T11:00:00.000+00:00")
    assert session(Lesson).store.answers["m5-choice"].value == {"choice": expected}


def test_the_carried_course_id_opens_the_tasks(session: Open, folder: Path) -> None:
    carry(folder, "a", EARLY, "nsn-042")
    assert session(Assignment).course_id == "nsn-042"


def test_the_stored_course_id_is_kept(session: Open, folder: Path) -> None:
    session(Assignment).store.merge({}, "nsn-001")
    carry(folder, "a", EARLY, "nsn-042")
    assert session(Assignment).course_id == "nsn-001"


# -- assignments -----------------------------------------------------------------------------------


def give_id(assignment: Assignment, course_id: str) -> None:
    assignment.views["course-id"]._handle_custom_msg(
        {"do": "accept", "value": {"course_id": course_id}}, []
    )


def test_tasks_are_locked_until_the_course_id(session: Open, folder: Path) -> None:
    work = session(Assignment)
    task = KINDS["choice"]()
    work.ask_course_id()
    work.show(task, points=3)
    assert "Not open yet" in work.views["m5-choice"].html
    choose(work.views["m5-choice"], choice="a")
    assert not (folder / "answers.json").exists()
    with pytest.raises(AnswerError):
        task.set({"choice": "a"})
    with pytest.raises(AnswerError, match="no course id"):
        _ = work.posts
    give_id(work, "nsn-042")
    assert "Not open yet" not in work.views["m5-choice"].html
    choose(work.views["m5-choice"], choice="a")
    assert recorded(folder)["m5-choice"] == {"choice": "a"}
    assert work.store.answers["m5-choice"].course_id == "nsn-042"
    assert work.store.answers["course-id"].course_id == "nsn-042"


def test_a_bad_course_id_is_refused(session: Open) -> None:
    work = session(Assignment)
    work.ask_course_id()
    for bad in ("../x", "a b", "", "x" * 60):
        give_id(work, bad)
        assert work.course_id is None


def test_the_course_id_selects_the_data_and_may_be_changed(session: Open) -> None:
    work = session(Assignment)
    task = KINDS["choice"]()
    task.title = lambda: f"Question for {work.course_id or 'nobody'}"
    work.ask_course_id()
    work.show(task, points=3)
    give_id(work, "nsn-042")
    mine = work.posts
    assert work.posts is mine
    assert "nsn-042" in work.views["m5-choice"].html
    choose(work.views["m5-choice"], choice="a")
    give_id(work, "nsn-043")
    assert not work.posts.equals(mine)
    assert task.locked == ""
    assert "nsn-043" in work.views["m5-choice"].html
    assert work.views["m5-choice"].value == {"choice": "a"}


def test_hand_in_lists_the_tasks_and_writes_the_file(session: Open, folder: Path) -> None:
    work = session(Assignment)
    work.ask_course_id()
    work.show(KINDS["choice"](), points=3)
    work.show(KINDS["numbers"](), points=5)
    work.hand_in()
    last = work.views[f"hand-in-{SLUG}"]
    assert "0 of 2" in last.regions["title"]
    with pytest.raises(AnswerError, match="missing"):
        work.write_hand_in()
    give_id(work, "nsn-042")
    choose(work.views["m5-choice"], choice="b")
    assert "1 of 2" in last.regions["title"]
    choose(work.views["m5-numbers"], x="1", y="")
    assert "1 of 2" in last.regions["title"]
    assert "↻" in last.regions["show"]
    last._handle_custom_msg({"do": "write"}, [])
    path = folder / "handin" / f"{SLUG}--nsn-042.ipynb"
    assert f'download="{path.name}"' in last.regions["say"]
    found = collect_answers(json.loads(path.read_text(encoding="utf-8")))
    assert {"m5-choice", "m5-numbers", "course-id"} <= set(found.answers)


def test_code_is_recorded_as_it_ran(
    session: Open, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    work = session(Assignment)
    work.store.merge({}, "nsn-042")
    shell.user_ns["work"] = work
    call = "work.record_code('m5-code', rate)"
    shell.run_cell("def rate(posts):\n    'Say the rate.'", store_history=True)
    shell.run_cell(call, store_history=True)
    assert "No code written" in capsys.readouterr().out
    assert "m5-code" not in work.store.answers
    source = "def rate(posts):\n    return 1"
    shell.run_cell(source, store_history=True)
    shell.run_cell(call, store_history=True)
    answer = work.store.answers["m5-code"]
    assert (answer.kind, answer.value) == ("code", {"source": source})
    shell.run_cell(call, store_history=True)
    assert work.store.answers["m5-code"] == answer
    shell.run_cell(source.replace("1", "2"), store_history=True)
    shell.run_cell("def rate(posts)\n    return 3", store_history=True)  # never ran: no colon
    shell.run_cell(call, store_history=True).raise_error()
    assert work.store.answers["m5-code"].value["source"].endswith("2")


def test_code_outside_a_notebook_is_an_error(folder: Path) -> None:
    InteractiveShell.clear_instance()
    with pytest.raises(ExerciseError, match="in a notebook only"):
        Assignment(SLUG, folder).record_code("m5-code", print)
