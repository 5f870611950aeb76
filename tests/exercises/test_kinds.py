"""Every kind: right, foreseen mistakes, hints, solution, restoring, bad values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.errors import AnswerError, ExerciseError
from statcomms.exercises import (
    Categorise,
    Cell,
    Choice,
    Exercise,
    Grid,
    Item,
    MetricsLab,
    Order,
    Quiz,
    Rate,
)
from statcomms.exercises.views import answer_html, answer_text, card, regions, static_card
from support.kinds import ABC, KINDS, RIGHT, SHARED, some_posts

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("choice", {"choice": "a"}, "Not Alpha."),
    ("choice", {"choice": "c"}, "once more"),
    ("multi_choice", {"choices": ["a", "c"]}, "No."),
    ("multi_choice", {"choices": ["a"]}, "More."),
    ("multi_choice", {"choices": ["b"]}, "1 of your ticks are right"),
    ("number", {"number": "3.9"}, "This is the mean."),
    ("number", {"number": "0.0158"}, "as a fraction"),
    ("number", {"number": "9"}, "too high"),
    ("number", {"number": "1"}, "too low"),
    ("order", {"order": ["b", "c", "a"]}, "No. 1 of 3 pairs"),
    ("order", {"order": ["a", "c", "b"]}, "2 of 3 pairs"),
    ("match", {"r": "b", "s": "b"}, "Not Beta. 1 of 2 rows fit"),
    ("match", {"r": "c", "s": "b"}, "Look again at “Row”"),
    ("quiz", {**RIGHT["quiz"], "q2": "b"}, "No b."),
    ("metrics_lab", {"denominator": "reach", "pooling": "mean"}, "Small posts"),
    ("metrics_lab", {"denominator": "impressions"}, "“Divide by”"),
    ("compare_formats", {"decision": "second"}, "“What do you tell the team?”"),
    ("spot_the_break", {"month": "2025-06", "cause": "a"}, "People did not change"),
    ("spot_the_break", {"month": "2025-05", "cause": "b"}, "Too early"),
    ("spot_the_break", {"month": "2025-09", "cause": "b"}, "changes earlier"),
    ("spot_the_break", {"month": "2025-06", "cause": "c"}, "The month fits"),
    ("spot_the_break", {"month": "2025-09", "cause": "c"}, "new level"),
    ("categorise", {"rows": {"q": {"bin": "hide"}, "s": {"bin": "hide"}}}, "never hidden. 1 of 2"),
    ("categorise", {"rows": {"q": {"bin": "answer"}, "s": {"bin": "answer"}}}, "“Cheap phones”"),
    ("rate", {"rows": {"aim": {"level": "3"}, "cost": {"level": "1"}}}, "**Aim**: 1 higher"),
]


@pytest.fixture(params=KINDS)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    return KINDS[request.param]()


JUDGED = [kind for kind in RIGHT if kind not in ("numbers", "template")]


@pytest.mark.parametrize("kind", JUDGED)
def test_a_right_answer_is_right_and_says_why(kind: str) -> None:
    exercise = KINDS[kind]()
    assert exercise.state == "not attempted"
    exercise.set(RIGHT[kind])
    result = exercise.check()
    assert result.state == exercise.state == "right", result
    assert exercise.attempts == 1
    if kind != "quiz":
        assert result.message == "It fits."


@pytest.mark.parametrize(("kind", "value", "says"), WRONG)
def test_a_foreseen_mistake_gets_its_own_words(kind: str, value: dict[str, Any], says: str) -> None:
    exercise = KINDS[kind]()
    exercise.set(value)
    result = exercise.check()
    assert result.state == exercise.state == "not yet"
    assert says in result.message
    answer = exercise.right_answer()
    assert not answer or answer not in result.message


def test_nothing_is_judged_before_it_is_answered(exercise: Exercise) -> None:
    if exercise.kind in ("metrics_lab", "template"):
        return  # what the lab shows first, and an empty document, are answers
    assert exercise.check().state == "not attempted"
    assert exercise.attempts == 0
    assert exercise.answer is None


def test_hints_climb_and_stop(exercise: Exercise) -> None:
    assert [exercise.hint() for _ in range(4)] == ["one", "two", "three", "three"]
    assert "three" in regions(exercise)["hints"]
    assert 'data-do="hint"' not in regions(exercise)["actions"]


def test_the_solution_is_shown_only_when_asked_for(exercise: Exercise) -> None:
    assert "So it is." not in card(exercise)
    exercise.react("solution")
    assert "So it is." in regions(exercise)["solution"]


def test_an_answer_is_restored_with_its_state(exercise: Exercise) -> None:
    if exercise.kind == "numbers":
        exercise.graded = True
    exercise.set(
        RIGHT.get(exercise.kind, {"goal": "reach"} if exercise.kind == "template" else {"x": "1"})
    )
    exercise.hint()
    exercise.check()
    again = KINDS[exercise.kind]()
    again.graded = exercise.graded
    assert exercise.answer is not None
    again.restore(exercise.answer)
    assert again.value == exercise.value
    assert again.state == exercise.state
    assert again.hints_open == 1


def test_an_answer_of_another_exercise_is_refused(exercise: Exercise) -> None:
    exercise.set(RIGHT.get(exercise.kind, {}))
    answer = exercise.answer
    assert answer is not None
    for other in (replace(answer, exercise="m5-other"), replace(answer, kind="other")):
        with pytest.raises(AnswerError, match="does not fit"):
            exercise.restore(other)


JUNK = (
    st.none() | st.integers() | st.text(max_size=5) | st.lists(st.text(max_size=2)) | st.booleans()
)


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(KINDS)),
    st.dictionaries(st.text(max_size=9), JUNK, max_size=3),
    st.data(),
)
def test_whatever_a_view_sends_the_answer_survives(
    kind: str, junk: dict[str, Any], data: st.DataObject
) -> None:
    exercise = KINDS[kind]()
    good = RIGHT.get(kind, {})
    exercise.react("change", good)
    before = exercise.value
    names = [field.name for field in exercise.fields]
    raw = {**junk, data.draw(st.sampled_from(names)): data.draw(JUNK)}
    exercise.react(
        data.draw(st.sampled_from(["change", "check", "hint", "solution", "nonsense"])), raw
    )
    assert "failed" not in exercise.trouble, exercise.trouble
    if exercise.trouble and "no button" not in exercise.trouble:
        assert exercise.value == before
    card(exercise)


def test_an_error_of_ours_is_folded_and_the_answer_kept() -> None:
    exercise = KINDS["choice"]()
    exercise.react("change", {"choice": "b"})
    exercise.judge = lambda value: 1 / 0  # type: ignore[method-assign,assignment,return-value]
    exercise.react("check")
    assert exercise.value == {"choice": "b"}
    say = regions(exercise)["say"]
    assert "your answer is kept" in say
    assert "<details>" in say
    assert "ZeroDivisionError" in say


def test_a_graded_task_says_recorded_and_never_the_key(exercise: Exercise) -> None:
    exercise.graded, exercise.points = True, 2
    exercise.set(
        RIGHT.get(
            exercise.kind, {"goal": "x"} if exercise.kind == "template" else {"x": "1", "y": "2"}
        )
    )
    assert exercise.state == "recorded"
    assert exercise.check().state == "recorded"
    drawn = card(exercise)
    assert "So it is." not in drawn
    assert "It fits." not in drawn
    assert 'data-do="check"' not in drawn
    assert "For marks · 2 points" in drawn


def test_the_static_card_is_readable_and_switched_off(exercise: Exercise) -> None:
    drawn = static_card(exercise)
    assert "@@" not in drawn
    assert '<fieldset class="sc-body" disabled' in drawn
    assert "JupyterLab" in drawn
    assert exercise.fields[0].spec()["label"] in drawn.replace("&#x27;", "'")


def test_the_recorded_answer_reads_in_words() -> None:
    exercise = KINDS["choice"]()
    exercise.set({"choice": "b"})
    assert "Beta" in answer_html(exercise)
    assert answer_text(exercise).endswith("Your answer: Beta")


def test_a_learners_text_is_text_everywhere() -> None:
    exercise = KINDS["short_text"]()
    exercise.set({"text": "</textarea><script>alert(1)</script> & @@ more"})
    for drawn in (card(exercise), static_card(exercise), answer_html(exercise)):
        assert "<script" not in drawn


def test_a_template_is_written_as_markdown_and_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    exercise = KINDS["template"]()
    exercise.react("change", {"goal": "More people\nuse the figures"})
    exercise.react("write")
    assert "report.md and report.docx" in regions(exercise)["say"]
    assert "## Goal\n\nMore people" in (tmp_path / "my-office/report.md").read_text(
        encoding="utf-8"
    )
    import docx

    texts = [p.text for p in docx.Document(str(tmp_path / "my-office/report.docx")).paragraphs]
    assert texts == [SHARED["title"], "Goal", "More people", "use the figures"]
    assert 'download="report.docx"' in regions(exercise)["say"]


def test_an_author_is_told_what_is_wrong() -> None:
    with pytest.raises(ExerciseError, match="not an option"):
        Choice("m5-x", title="?", options=ABC, right="z")
    with pytest.raises(ExerciseError, match="2 hints"):
        Choice("m5-x", title="?", options=ABC, right="a", hints=["1", "2"])
    with pytest.raises(ExerciseError, match="each item once"):
        Order("m5-x", title="?", items=ABC, right=["a"])
    with pytest.raises(ExerciseError, match="right order"):
        Order("m5-x", title="?", items=ABC, right=["a", "b", "c"])
    with pytest.raises(ExerciseError, match="not explained"):
        Quiz("m5-x", title="?", items=[Item("q", "?", ABC, "a", {"a": "Yes"})])
    with pytest.raises(ExerciseError, match="no setting"):
        MetricsLab("m5-x", title="?", posts=some_posts, right={"nominator": "reach"})


class TestGrid:
    GRID = Grid(
        "rows",
        "Plan",
        rows={"a": "Post <one>", "b": "Post two"},
        cells=(Cell("day", "Day", {"mon": "Monday"}), Cell("hours", "Hours", optional=True)),
    )

    def test_it_keeps_what_was_given_and_nothing_else(self) -> None:
        assert self.GRID.clean({"a": {"day": "mon", "hours": ""}, "b": {}}) == {"a": {"day": "mon"}}
        assert self.GRID.clean(None) == {}
        assert self.GRID.clean({"b": {"hours": 3}}) == {"b": {"hours": "3"}}

    @pytest.mark.parametrize(
        "raw",
        [
            {"c": {"day": "mon"}},
            {"a": {"day": "tue"}},
            {"a": {"week": "1"}},
            {"a": "mon"},
            {"a": {"day": True}},
            {"a": {"day": ["mon"]}},
            ["a"],
            "a",
        ],
    )
    def test_it_refuses_what_is_not_a_choice(self, raw: Any) -> None:
        with pytest.raises(AnswerError, match="could not be read"):
            self.GRID.clean(raw)

    def test_it_says_what_is_unfinished_and_what_was_chosen(self) -> None:
        value = {"a": {"day": "mon", "hours": "2"}, "b": {"hours": "1"}}
        assert self.GRID.unfinished(value) == ["b"]
        assert self.GRID.words(value) == "Post <one>: Monday, 2; Post two: 1"
        assert self.GRID.words({}) == "nothing chosen"

    def test_a_rows_text_is_text(self) -> None:
        drawn = self.GRID.html({"b": {"hours": '"><script>'}})
        assert "<script>" not in drawn
        assert "Post &lt;one&gt;" in drawn
        assert 'aria-labelledby="@@-rows-r-a @@-rows-c-day"' in drawn


class TestConfidence:
    @staticmethod
    def make() -> Choice:
        return Choice("m7-sure", title="True?", options=ABC, right="a", confidence=True)

    def test_it_is_asked_and_kept(self) -> None:
        exercise = self.make()
        exercise.set({"choice": "a"})
        assert exercise.check().message == "Say how sure you are."
        exercise.set({"confidence": "80"})
        assert exercise.check().state == "right"
        assert exercise.value == {"choice": "a", "confidence": "80"}
        assert ("How sure are you?", "80 %") in exercise.words()
        again = self.make()
        assert exercise.answer is not None
        again.restore(exercise.answer)
        assert again.state == "right"

    def test_only_the_steps_of_the_scale_are_kept(self) -> None:
        exercise = self.make()
        with pytest.raises(AnswerError):
            exercise.set({"confidence": "45"})
        assert exercise.value["confidence"] is None


def test_a_table_of_verdicts_names_every_row() -> None:
    with pytest.raises(ExerciseError, match="does not name every item"):
        Categorise("m1-x", title="?", items=ABC, bins=ABC, right={"a": "b"})
    with pytest.raises(ExerciseError, match="“z” is not a bin"):
        Categorise("m1-x", title="?", items=ABC, bins=ABC, right=dict.fromkeys(ABC, "z"))
    with pytest.raises(ExerciseError, match="does not name every criterion"):
        Rate("m8-x", title="?", criteria=ABC, levels={"1": "low"}, right={"a": "1"})


def test_either_of_two_right_bins_is_right() -> None:
    exercise = Categorise(
        "m1-two",
        title="?",
        items={"a": "Alpha"},
        bins=ABC,
        right={"a": frozenset({"b", "c"})},
        reasons={"x": "Ex", "y": "Why"},
        right_reasons={"a": "y"},
    )
    exercise.set({"rows": {"a": {"bin": "c", "reason": "x"}}})
    assert exercise.check().state == "not yet"
    exercise.set({"rows": {"a": {"bin": "c", "reason": "y"}}})
    assert exercise.check().state == "right"
    assert "Beta or Gamma" in exercise.right_answer()
