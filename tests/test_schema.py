from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statcomms.data.synth import posts
from statcomms.errors import CourseIdError, DataError
from statcomms.schema import (
    FORMATS_BY_PLATFORM,
    PLATFORMS,
    POSTS_COLUMNS,
    check_course_id,
    check_posts,
    column,
)


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return posts(1, months=3)


@pytest.mark.parametrize(
    ("given_id", "kept"),
    [
        ("nsn-042", "nsn-042"),
        ("  NSN-042\n", "nsn-042"),
        ("a1", "a1"),
        ("7b", "7b"),
        ("maria.t_o-2", "maria.t_o-2"),
        ("a" * 40, "a" * 40),
        ("a-", "a-"),
        ("console", "console"),
        ("com", "com"),
    ],
)
def test_a_course_id_is_kept_in_one_spelling(given_id: str, kept: str) -> None:
    assert check_course_id(given_id) == kept


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("a", "needs 2 to 40"),
        ("a" * 41, "has 41 characters"),
        ("-ab", "must begin with a letter or a digit"),
        (".ab", "must begin with a letter or a digit"),
        ("_ab", "must begin with a letter or a digit"),
        ("a b", "not allowed: ' '"),
        ("a+b", r"not allowed: '\+'"),
        ("../etc", "not allowed: '/'"),
        ("a\\b", "not allowed"),
        ("Zoë", "not allowed: 'ë'"),
        ("٣٤", "not allowed"),
        ("a--b", "two hyphens or two dots"),
        ("a..b", "two hyphens or two dots"),
        ("ab.", "must not end in a dot"),
        ("con", "Windows"),
        ("NUL", "Windows"),
        ("lpt1.txt", "Windows"),
        ("com0", "Windows"),
        ("x" * 5000 + "!", "not allowed: '!'"),
    ],
)
def test_a_wrong_course_id_is_refused_with_a_sentence(wrong: str, says: str) -> None:
    with pytest.raises(CourseIdError, match=says) as caught:
        check_course_id(wrong)
    assert len(str(caught.value)) < 250
    assert caught.value.next_step


def test_something_that_is_no_text_is_no_course_id() -> None:
    with pytest.raises(CourseIdError, match="short text"):
        check_course_id(42)  # type: ignore[arg-type]


@given(st.text(max_size=60))
def test_any_text_is_an_id_or_refused(text: str) -> None:
    try:
        name = check_course_id(text)
    except CourseIdError:
        return
    assert check_course_id(name) == name
    assert name.isascii()
    assert not set(name) & set('/\\:*?"<>|+ ')
    assert 2 <= len(name) <= 40


def test_every_column_says_what_it_is() -> None:
    assert len({one.name for one in POSTS_COLUMNS}) == len(POSTS_COLUMNS) == 21
    for one in POSTS_COLUMNS:
        assert one.meaning.endswith(".")
        assert one.basis in {"measured", "assumed", "invented"}
        assert one.unit or one.dtype != "Int64"
        assert set(one.platforms) <= set(PLATFORMS)


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(DataError, match="no column 'likes'"):
        column("likes")


def test_a_good_table_passes_unchanged(frame: pd.DataFrame) -> None:
    assert check_posts(frame) is frame


def changed(frame: pd.DataFrame, name: str, row: int, value: object) -> pd.DataFrame:
    out = frame.copy()
    out[name] = out[name].astype(object)
    out.loc[out.index[row], name] = value
    kind = {one.name: one.dtype for one in POSTS_COLUMNS}[name]
    return out.astype({name: "Int64"}) if kind == "Int64" else out


def first(frame: pd.DataFrame, platform: str) -> int:
    return int(np.flatnonzero(frame["platform"] == platform)[0])


@pytest.mark.parametrize(
    ("name", "platform", "value", "says"),
    [
        ("platform", "x", "myspace", "'platform' of post .* holds 'myspace'"),
        ("format", "x", "gif", "'format' of post .* holds 'gif'"),
        ("topic", "x", "sport", "'topic' of post .* holds 'sport'"),
        ("month", "x", "2024-13", "'month' holds '2024-13'"),
        ("month", "x", "2026-01", "not the month of 'published_at'"),
        ("impressions", "x", None, "'impressions' is missing"),
        ("reactions", "facebook", -1, "'reactions' of post .* is not a count"),
        ("reach", "x", 5, "'reach' has a value .* does not report it"),
        ("follows", "facebook", 5, "'follows' has a value"),
        ("reach", "facebook", 10**9, "'reach' of post .* larger than its impressions"),
        ("paid_impressions", "linkedin", 10**9, "'paid_impressions' of post .* larger"),
        ("paid", "x", "yes", "'paid' must hold true or false"),
    ],
)
def test_a_wrong_cell_is_named_with_its_column(
    frame: pd.DataFrame, name: str, platform: str, value: object, says: str
) -> None:
    with pytest.raises(DataError, match=says) as caught:
        check_posts(changed(frame, name, first(frame, platform), value))
    assert caught.value.next_step


def test_missing_and_doubled_things_are_named(frame: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="no column 'shares'"):
        check_posts(frame.drop(columns=["shares", "clicks"]))
    with pytest.raises(DataError, match="no rows"):
        check_posts(frame.iloc[:0])
    with pytest.raises(DataError, match="occurs more than once"):
        check_posts(pd.concat([frame, frame.iloc[[3]]]))
    with pytest.raises(DataError, match="'clicks' must hold whole numbers"):
        check_posts(frame.assign(clicks=frame["clicks"].astype(str)))


def test_each_platform_posts_only_its_formats(frame: pd.DataFrame) -> None:
    for platform, formats in FORMATS_BY_PLATFORM.items():
        assert set(frame["format"][frame["platform"] == platform]) <= set(formats)
