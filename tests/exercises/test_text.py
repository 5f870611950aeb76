"""Numbers as people write them; text that is safe in a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statcomms.errors import AnswerError
from statcomms.exercises.text import (
    escape,
    format_number,
    format_time,
    inline,
    paragraphs,
    plain,
    read_number,
    with_unit,
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.6", 1.6),
        ("1,6", 1.6),
        (" 1,6 % ", 1.6),
        ("1.6%", 1.6),
        ("1.6 percent", 1.6),
        ("12 345", 12345),
        ("12\u202f345,5", 12345.5),
        ("12,345", 12345),
        ("12,345.6", 12345.6),
        ("12.345,6", 12345.6),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("0,123", 0.123),
        ("1.234", 1.234),
        ("12'345", 12345),
        ("−3", -3),
        ("-3,5", -3.5),
        ("+2", 2),
        (".5", 0.5),
        (3, 3),
        (1.25, 1.25),
    ],
)
def test_numbers_are_read_as_people_write_them(written: object, number: float) -> None:
    assert read_number(written, "%") == pytest.approx(number)


@pytest.mark.parametrize(
    "written", ["", "about 2", "1.6 or 1.7", "1..6", "nan", "inf", "1e5", "٣", "1,2,3"]
)
def test_what_is_not_one_number_is_answered_with_an_example(written: str) -> None:
    with pytest.raises(AnswerError, match="Write one number, such as"):
        read_number(written)


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_a_number_that_was_written_is_read_back(number: float, decimals: int) -> None:
    assert read_number(with_unit(number, "%", decimals), "%") == pytest.approx(
        number, abs=0.51 * 10**-decimals
    )


@given(st.text(max_size=60))
def test_a_learners_text_cannot_become_markup(text: str) -> None:
    for drawn in (escape(text), inline(text), paragraphs(text)):
        rest = drawn
        for tag in ("p", "strong", "em", "code"):
            rest = rest.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
        assert "<" not in rest
        assert "@@" not in drawn


def test_light_markup() -> None:
    assert inline("**a** and *b* and `c`") == "<strong>a</strong> and <em>b</em> and <code>c</code>"
    assert plain("**a** and *b* and `c`") == "a and b and c"
    assert paragraphs("one\n\ntwo") == "<p>one</p><p>two</p>"


def test_numbers_and_times_for_reading() -> None:
    assert format_number(-0.04, 1) == "0.0"
    assert format_number(-1234.5, 1) == "−1\u202f234.5"
    assert format_number(float("nan")) == "not known"
    assert format_time("rubbish") == ""
    assert len(format_time("2026-11-23T14:02:00+00:00")) == 5
