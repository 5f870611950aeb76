"""What is written in a platform's format and read back is the posts table again."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data import exports
from statcomms.data.deleted import deleted_posts
from statcomms.data.exports.rows import DAY, LOCAL, pacific_minute, rows_of
from statcomms.data.importers.merge import read_exports
from statcomms.data.importers.reader import read_export
from statcomms.data.months import first_day
from statcomms.data.synth import posts
from statcomms.data.tables import Tables
from statcomms.schema import POSTS_COLUMNS

ALWAYS = ("platform", "published_at", "month", "text", "impressions", "reactions", "comments")
X = (*ALWAYS, "shares", "clicks", "other_clicks", "follows")
FACEBOOK = (*ALWAYS, "shares", "clicks", "other_clicks", "reach", "format")
LINKEDIN = (*ALWAYS, "shares", "clicks", "follows", "paid", "paid_impressions")
CARRIED: dict[str, tuple[str, tuple[str, ...]]] = {
    "x_tweets": ("x", (*X, "paid", "paid_impressions")),
    "x_content": ("x", X),
    "facebook_content_older": ("facebook", (*FACEBOOK, "paid", "video_views")),
    "facebook_content_2025": ("facebook", (*FACEBOOK, "paid", "video_views")),
    "facebook_content_2026": ("facebook", FACEBOOK),
    "facebook_insights": ("facebook", (*FACEBOOK, "paid", "paid_impressions")),
    "linkedin_xls": ("linkedin", (*LINKEDIN, "format", "video_views")),
    "linkedin_xlsx": ("linkedin", (*LINKEDIN, "format", "video_views")),
    "linkedin_xls_2020": ("linkedin", LINKEDIN),
}
"""What each format carries. All else must come back missing, never 0 or false."""


def write(name: str, frame: pd.DataFrame, seed: Any) -> bytes:
    more = {}
    if name.startswith("linkedin"):
        first = first_day(str(frame["month"].min()))
        more = {"days": (first, first + 40), "taken": (first + 80) * DAY}
    writer: Callable[..., bytes] = getattr(exports, f"write_{name}")
    return writer(frame, seed, **more)


def plain(text: str) -> str:
    """Bold letters of Unicode, line ends and narrow spaces are the formats' own."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def expected(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The posts as a perfect reader would have them from this format."""
    platform, _ = CARRIED[name]
    own = frame[frame["platform"] == platform].set_index("post_id")
    own["text"] = own["text"].map(plain)
    if platform == "facebook":
        # On the Sunday when clocks go back, US Pacific shows 01:00 to 01:59 twice. The file does
        # not say which is meant, so a reader cannot know either: it takes the later.
        for post_id, utc in zip(
            rows_of(frame, platform).ids, rows_of(frame, platform).minute, strict=True
        ):
            if pacific_minute(utc) == pacific_minute(utc + 60):
                later = np.datetime64(int(utc) + 60 + LOCAL, "m")
                own.loc[post_id, "published_at"] = f"{later}+10:00"
    if platform == "linkedin":
        own["paid_impressions"] = own["paid_impressions"].mask(own["paid"])
    return own


def differences(frame: pd.DataFrame, name: str, content: bytes) -> list[str]:
    found = read_export(
        content, timezone="+10:00", replies=False, times_from_ids=True, name="export"
    ).posts.set_index("post_id")
    own = expected(frame, name)
    said = []
    if set(found.index) != set(own.index):
        said.append(f"other posts: {sorted(set(found.index) ^ set(own.index))[:3]}")
    found = found.loc[own.index]
    found["text"] = found["text"].map(plain)
    for one in POSTS_COLUMNS[1:]:
        cells, wanted = found[one.name], own[one.name]
        if one.name not in CARRIED[name][1]:
            if cells.notna().any():
                said.append(f"{one.name} is filled, and the file does not carry it")
            continue
        pairs = zip(own.index, cells.tolist(), wanted.tolist(), strict=True)
        wrong = [pair for pair in pairs if not same(*pair[1:])]
        if wrong:
            said.append(f"{one.name}: {wrong[0]} and {len(wrong) - 1} more")
    return said


def same(one: Any, other: Any) -> bool:
    if pd.isna(one) or pd.isna(other):
        return bool(pd.isna(one) and pd.isna(other))
    return bool(one == other)


@pytest.mark.parametrize("name", sorted(CARRIED))
@pytest.mark.parametrize("seed", [2026, "another"])
def test_every_cell_comes_back(name: str, seed: Any) -> None:
    frame = posts(seed, months=6)
    assert differences(frame, name, write(name, frame, seed)) == []


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    name=st.sampled_from(sorted(CARRIED)),
    month=st.sampled_from(["2024-10", "2025-03", "2025-11", "2026-03", "2027-02"]),
)
def test_every_cell_of_small_worlds_comes_back(seed: int, name: str, month: str) -> None:
    few = {"x": 12, "facebook": 12, "linkedin": 12}
    frame = posts(seed, months=2, first_month=month, posts_a_month=few)
    assert differences(frame, name, write(name, frame, seed)) == []


def test_texts_with_marks_of_the_formats_come_back() -> None:
    frame = posts("marks", months=1, posts_a_month={"x": 9, "facebook": 9, "linkedin": 9})
    odd = [
        'He said "up", she said "down"',
        "a & b < c > d",
        "one,\ntwo;\tthree",
        "=1+1",
        "﷽ शून्य 👪",
    ]
    frame["text"] = [odd[place % len(odd)] for place in range(len(frame))]
    for name in CARRIED:
        assert differences(frame, name, write(name, frame, 1)) == [], name


def test_days_come_back() -> None:
    frame = posts("days", months=2)
    first = first_day("2024-10")
    days, taken = (first, first + 61), (first + 61) * DAY
    read = read_export(
        exports.write_x_overview(frame, 1, days=days, taken=taken), timezone="+10:00"
    ).daily
    shown = read[read["metric"] == "impressions"]
    assert len(shown) == 61
    own = frame[frame["platform"] == "x"]["impressions"].sum()
    assert shown["value"].sum() == pytest.approx(own, rel=0.01)
    series = read_export(
        exports.write_facebook_page_series(frame, "Views", 1, days=days, taken=taken),
        timezone="+10:00",
    ).daily
    assert series["value"].sum() == pytest.approx(
        frame[frame["platform"] == "facebook"]["impressions"].sum(), rel=0.01
    )


@pytest.mark.parametrize("seed", [2026, 7])
def test_the_whole_folder_gives_the_posts_table_again(seed: int, tmp_path: Path) -> None:
    tables = Tables(seed)
    for name, (content, _) in exports.sample_exports(tables).items():
        (tmp_path / name).write_bytes(content)
    read = read_exports(tmp_path, timezone="+10:00", replies=False, times_from_ids=True)
    assert read.report.not_read == ()
    gone = set(deleted_posts(seed)["post_id"])
    found = read.posts.set_index("post_id")
    own = tables["posts"].set_index("post_id")
    clocks = expected(tables["posts"], "facebook_content_2025")["published_at"]
    own.loc[clocks.index, "published_at"] = clocks
    more = set(found.index) - set(own.index)
    assert set(own.index) <= set(found.index)
    assert more <= gone
    assert len(more) >= 3
    found = found.loc[own.index]
    for cells in (found, own):
        cells["text"] = cells["text"].map(plain)
    for one in POSTS_COLUMNS[1:]:
        pairs = zip(own.index, found[one.name].tolist(), own[one.name].tolist(), strict=True)
        wrong = [pair for pair in pairs if not pd.isna(pair[1]) and not same(*pair[1:])]
        assert wrong == [], one.name
    for platform, names in (("x", X), ("facebook", FACEBOOK), ("linkedin", LINKEDIN)):
        here = own["platform"] == platform
        for name in set(names) - {"paid_impressions"}:
            assert found.loc[here, name].notna().all(), f"{platform}: {name}"


def test_an_old_file_read_last_does_not_win(tmp_path: Path) -> None:
    frame = posts("old file", months=2)
    first = first_day("2024-10")
    taken = (first + 31) * DAY
    old = exports.as_of(frame, taken, 1)
    names = ("account_analytics_content_2024-10-01_2024-11-30.csv",)
    names += ("account_analytics_content_2024-10-01_2024-10-31.csv",)
    for name, one in zip(names, (frame, old), strict=True):
        (tmp_path / name).write_bytes(exports.write_x_content(one, 1))
    read = read_exports([tmp_path / name for name in names], timezone="+10:00").posts
    own = frame[frame["platform"] == "x"].set_index("post_id")["impressions"]
    assert read.set_index("post_id")["impressions"].loc[own.index].tolist() == own.tolist()
