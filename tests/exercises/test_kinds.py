"""Every kind: right, foreseen mistakes, hints, solution, restoring, bad values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.synth import posts as make_posts
from statcomms.errors import AnswerError, ExerciseError
from statcomms.exercises import (
    Choice,
    CompareFormats,
    Exercise,
    Item,
    Match,
    MetricsLab,
    Mistake,
    MultiChoice,
    Number,
    NumberField,
    Numbers,
    Order,
    Quiz,
    ShortText,
    SpotTheBreak,
    Template,
    TemplateField,
)
from statcomms.exercises.views import answer_html, answer_text, card, regions, static_card

ABC = {"a": "Alpha", "b": "Beta", "c": "Gamma"}
POSTS = make_posts(2026, months=3)
SHARED: dict[str, Any] = {
    "title": "Which?",
    "hints": ("one", "two", "three"),
    "because": "It fits.",
    "solution": "So it is.",
}
SERIES = [(f"2025-{month:02d}", 100.0 + (150 if month > 5 else 0)) for month in range(1, 13)]

MAKERS: dict[str, Callable[[], Exercise]] = {
    "choice": lambda: Choice(
        "m5-choice", options=ABC, right="b", mistakes={"a": "Not Alpha."}, **SHARED
    ),
    "multi_choice": lambda: MultiChoice(
        "m5-multi",
        options=ABC,
        right={"a", "b"},
        mistakes={"c": "No."},
        missing={"b": "More."},
        **SHARED,
    ),
    "number": lambda: Number(
        "m5-number",
        label="Rate",
        unit="%",
        right=1.58,
        tolerance=0.05,
        mistakes=[Mistake(3.9, "This is the mean.")],
        **SHARED,
    ),
    "numbers": lambda: Numbers(
        "m5-numbers", fields=[NumberField("x", "X", "%"), NumberField("y", "Y")], **SHARED
    ),
    "short_text": lambda: ShortText("m5-text", label="Write", least_words=3, **SHARED),
    "order": lambda: Order(
        "m5-order", items=ABC, right=["c", "a", "b"], mistakes={("b", "c"): "No."}, **SHARED
    ),
    "match": lambda: Match(
        "m5-match",
        rows={"r": "Row", "s": "Other"},
        columns=ABC,
        right={"r": "a", "s": "b"},
        mistakes={("r", "b"): "Not Beta."},
        **SHARED,
    ),
    "quiz": lambda: Quiz(
        "m5-quiz",
        items=[
            Item(f"q{n}", f"Question {n}?", ABC, "a", {"a": "Yes.", "b": "No b.", "c": "No c."})
            for n in range(1, 7)
        ],
        **SHARED,
    ),
    "metrics_lab": lambda: MetricsLab(
        "m5-lab",
        posts=POSTS,
        right={"denominator": "reach", "pooling": ("pooled", "median")},
        mistakes=[Mistake({"pooling": "mean"}, "Small posts weigh too much.")],
        **SHARED,
    ),
    "compare_formats": lambda: CompareFormats(
        "m5-compare", posts=POSTS, right={"decision": "first"}, **SHARED
    ),
    "spot_the_break": lambda: SpotTheBreak(
        "m5-break",
        series=SERIES,
        quantity="views",
        causes=ABC,
        right={"month": "2025-06", "cause": "b"},
        mistakes=[
            Mistake({"cause": "a"}, "People did not change."),
            Mistake({"month": "2025-05"}, "Too early."),
        ],
        **SHARED,
    ),
    "template": lambda: Template(
        "m5-template", fields=[TemplateField("goal", "Goal")], filename="report", **SHARED
    ),
}
RIGHT: dict[str, dict[str, Any]] = {
    "choice": {"choice": "b"},
    "multi_choice": {"choices": ["b", "a"]},
    "number": {"number": "1,6 %"},
    "short_text": {"text": "three words here"},
    "order": {"order": ["c", "a", "b"]},
    "match": {"r": "a", "s": "b"},
    "quiz": {f"q{n}": "a" for n in range(1, 7)},
    "metrics_lab": {"denominator": "reach", "pooling": "median"},
    "compare_formats": {"decision": "first"},
    "spot_the_break": {"month": "2025-06", "cause": "b"},
}
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
]


@pytest.fixture(params=MAKERS)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    return MAKERS[request.param]()


@pytest.mark.parametrize("kind", RIGHT)
def test_a_right_answer_is_right_and_says_why(kind: str) -> None:
    exercise = MAKERS[kind]()
    assert exercise.state == "not attempted"
    exercise.set(RIGHT[kind])
    result = exercise.check()
    assert result.state == exercise.state == "right", result
    assert exercise.attempts == 1
    if kind != "quiz":
        assert result.message == "It fits."


@pytest.mark.parametrize(("kind", "value", "says"), WRONG)
def test_a_foreseen_mistake_gets_its_own_words(kind: str, value: dict[str, Any], says: str) -> None:
    exercise = MAKERS[kind]()
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
    again = MAKERS[exercise.kind]()
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
    st.sampled_from(sorted(MAKERS)),
    st.dictionaries(st.text(max_size=9), JUNK, max_size=3),
    st.data(),
)
def test_whatever_a_view_sends_the_answer_survives(
    kind: str, junk: dict[str, Any], data: st.DataObject
) -> None:
    exercise = MAKERS[kind]()
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
    exercise = MAKERS["choice"]()
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
    exercise = MAKERS["choice"]()
    exercise.set({"choice": "b"})
    assert "Beta" in answer_html(exercise)
    assert answer_text(exercise).endswith("Your answer: Beta")


def test_a_learners_text_is_text_everywhere() -> None:
    exercise = MAKERS["short_text"]()
    exercise.set({"text": "</textarea><script>alert(1)</script> & @@ more"})
    for drawn in (card(exercise), static_card(exercise), answer_html(exercise)):
        assert "<script" not in drawn


def test_a_template_is_written_as_markdown_and_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    exercise = MAKERS["template"]()
    exercise.react("change", {"goal": "More people\nuse the figures"})
    exercise.react("write")
    assert "report.md and report.docx" in regions(exercise)["say"]
    assert "## Goal\n\nMore people" in (tmp_path / "my-office/report.md").read_text(
        encoding="utf-8"
    )
    import docx

    texts = [p.text for p in docx.Document(str(tmp_path / "my-office/report.docx")).paragraphs]
    assert texts == ["Which?", "Goal", "More people", "use the figures"]
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
        MetricsLab("m5-x", title="?", posts=POSTS, right={"nominator": "reach"})
