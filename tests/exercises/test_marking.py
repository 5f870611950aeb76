"""Marks come with reasons, in part, and never take another task down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statcomms.exercises import Choice, Mistake, NumberField, Numbers, SpotTheBreak
from statcomms.exercises.marking import (
    FieldKey,
    Marks,
    NumberKey,
    award,
    combine,
    mark_fields,
    mark_numbers,
)

KEYS = {
    "rate": NumberKey(1.58, 0.02, 2.0, [Mistake(3.9, "the mean of the posts' rates")]),
    "shares": NumberKey(4.0, 0.1),
}


def numbers(**value: str) -> Numbers:
    task = Numbers(
        "m5-numbers",
        title="Numbers",
        fields=[NumberField("rate", "Rate", "%", 2), NumberField("shares", "Shares per post")],
    )
    task.graded = True
    if value:
        task.set(value)
    return task


def test_each_number_counts_for_itself() -> None:
    marks = mark_numbers(numbers(rate="1,59 %", shares="9"), KEYS)
    assert (marks.points, marks.out_of) == (2.0, 3.0)
    assert marks.reasons[0] == "✓ Rate: 1.59\u202f% agrees with your data."
    assert marks.reasons[1] == "✗ Shares per post: 9.0 does not agree with your data."


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("3.9", "this is the mean of the posts' rates"),
        ("0.0158", "as a fraction"),
        ("about 2", "“about 2” is not one number"),
        ("", "no answer"),
    ],
)
def test_a_wrong_number_has_its_reason(written: str, reason: str) -> None:
    marks = mark_numbers(numbers(rate=written), KEYS)
    assert marks.points == 0
    assert reason in marks.reasons[0]


@given(st.text(max_size=20), st.text(max_size=20))
def test_points_stay_within_the_task_whatever_is_written(rate: str, shares: str) -> None:
    marks = mark_numbers(numbers(rate=rate, shares=shares), KEYS)
    assert 0 <= marks.points <= marks.out_of == 3.0
    assert len(marks.reasons) == 2


def spot(**value: str) -> SpotTheBreak:
    task = SpotTheBreak(
        "m5-break",
        title="Break",
        series=[(f"2025-{month:02d}", float(month)) for month in range(1, 13)],
        quantity="views",
        causes={"a": "Counting", "b": "People"},
    )
    task.graded = True
    if value:
        task.set(value)
    return task


BREAK = {
    "month": FieldKey({"2025-06"}, 2.0, "Yes.", {"2025-07": "One late."}, "Far.", {"2025-07": 0.5}),
    "cause": FieldKey({"a"}, 1.0, "It is.", otherwise="It is not."),
}


@pytest.mark.parametrize(
    ("value", "points", "says"),
    [
        ({"month": "2025-06", "cause": "a"}, 3.0, "✓ First month after the break: June 2025. Yes."),
        ({"month": "2025-07", "cause": "a"}, 2.0, "◐ First month after the break: July 2025. One"),
        (
            {"month": "2025-09", "cause": "b"},
            0.0,
            "✗ First month after the break: September 2025. Far.",
        ),
        ({"month": "2025-06"}, 2.0, "✓ First month"),
        ({}, 0.0, "✗ No answer."),
    ],
)
def test_fields_count_in_part(value: dict[str, str], points: float, says: str) -> None:
    marks = mark_fields(spot(**value), BREAK)
    assert marks.points == points
    assert marks.reasons[0].startswith(says)


def test_award_prints_points_and_reasons_and_returns_points(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert award(lambda: Marks(1.256, 2.0, ("✓ One.",))) == 1.26
    assert capsys.readouterr().out == "1.26 of 2 points.\n✓ One.\n"
    assert award(lambda: Marks(9.0, 2.0)) == 2.0


def test_a_grader_that_fails_gives_no_points_and_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert award(lambda: Marks(1 / 0, 1.0)) == 0.0
    said = capsys.readouterr()
    assert "Your instructor grades it by hand" in said.out
    assert said.err == ""


def test_marks_are_put_together() -> None:
    assert combine(Marks(1, 2, ("a",)), Marks(0.5, 1, ("b",))) == Marks(1.5, 3, ("a", "b"))


def test_a_live_card_prints_no_report(capsys: pytest.CaptureFixture[str]) -> None:
    task = Choice("m5-c", title="Which?", options={"a": "A"})
    task.graded = True
    task.report()
    assert capsys.readouterr().out == "○ Not answered yet: Which?\n"
    task.set({"choice": "a"})
    task.report()
    assert capsys.readouterr().out == "● Recorded and complete: Which?\n"
    task.live = True
    task.report()
    assert capsys.readouterr().out == ""
