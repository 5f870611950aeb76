from __future__ import annotations

import json
import math
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from statcomms.analysis.account import ENOUGH
from statcomms.data.package import posts_csv
from statcomms.data.synth import month_list, outcomes, plan_posts, posts, to_frame, world
from statcomms.errors import DataError
from statcomms.publish.calibrate import (
    Comparison,
    compare_accounts,
    parameters_like,
    posts_like,
    read_account,
    read_parameters,
    write_new,
)
from statcomms.publish.calibration_picture import draw_accounts

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def ours() -> pd.DataFrame:
    return posts(2026)


@pytest.fixture(scope="module")
def theirs() -> pd.DataFrame:
    """A small office: a twentieth of our followers on Facebook, livelier, with few posts."""
    base = world()
    numbers = base.numbers
    own = base.with_numbers(
        campaigns=[],
        followers={**numbers["followers"], "facebook": {"start": 9_000, "growth_a_month": 0.01}},
        posts_a_month={"x": 90, "facebook": 60, "linkedin": 30},
        intercept={**numbers["intercept"], "facebook": -0.5},
        slope={**numbers["slope"], "facebook": 0.8},
        sigma_post={**numbers["sigma_post"], "x": 1.1},
        everyday_paid_share={"facebook": 0.0, "linkedin": 0.0},
        mix={
            **numbers["mix"],
            "facebook": {"reactions": 0.6, "comments": 0.2, "shares": 0.2},
        },
        format_share={
            **numbers["format_share"],
            "x": {"photo": 0.1, "video": 0.1, "link": 0.7, "text": 0.1},
        },
    )
    plan = plan_posts("theirs", month_list("2025-01", 18), own.numbers)
    return to_frame("theirs", plan, outcomes("theirs", plan, own))


@pytest.fixture(scope="module")
def comparisons(theirs: pd.DataFrame, ours: pd.DataFrame) -> dict[str, Comparison]:
    return {one.platform: one for one in compare_accounts(theirs, ours)}


def row(comparison: Comparison, says: str) -> tuple[str, str]:
    found = next(row for row in comparison.rows if row.says.startswith(says))
    return found.theirs, found.verdict


def test_each_number_has_a_verdict_in_words(comparisons: dict[str, Comparison]) -> None:
    facebook = comparisons["facebook"]
    assert row(facebook, "Pooled rate")[1] == "above real accounts"
    assert row(facebook, "Gini coefficient")[1] == "as real accounts"
    assert row(facebook, "Share of reactions")[1] == "0.72 × ours"
    assert row(facebook, "Log engagement")[1] == "higher than ours"
    assert row(comparisons["linkedin"], "Share of reactions")[1] == "about as ours"
    assert row(comparisons["x"], "Share of link posts")[1].endswith("× ours")
    wanted = [row.wanted for row in facebook.rows if row.says.startswith("Pooled")]
    assert wanted == ["1.0 % to 2.1 %"]


def test_posts_like_theirs_are_like_theirs(
    comparisons: dict[str, Comparison], theirs: pd.DataFrame
) -> None:
    parameters = json.loads(json.dumps(parameters_like(list(comparisons.values()))))
    again = posts_like(parameters, seed=5)
    assert again.equals(posts_like(parameters, seed=5))
    for one in compare_accounts(again, theirs):
        new, wanted = one.theirs.values, one.ours.values
        # On LinkedIn a whole year may be good or bad: its weeks hang together.
        room = 0.6 if one.platform == "linkedin" else 0.3
        for name in ("pooled", "median_exposure", "followers", "posts_a_month"):
            assert new[name] == pytest.approx(wanted[name], rel=room), (one.platform, name)
        for name in ("log_sd", "slope", "gini"):
            assert new[name] == pytest.approx(wanted[name], abs=0.2), (one.platform, name)
        for name in ("reactions_share", "comments_share", "format_link", "paid"):
            assert new[name] == pytest.approx(wanted[name], abs=0.04), (one.platform, name)


def test_a_platform_that_they_do_not_have_stays_ours(
    theirs: pd.DataFrame, ours: pd.DataFrame
) -> None:
    only = compare_accounts(theirs[theirs["platform"] == "x"], ours)
    assert [one.platform for one in only] == ["x"]
    numbers, usual = parameters_like(only)["assumed"], world().numbers
    assert numbers["mix"]["facebook"] == usual["mix"]["facebook"]
    assert numbers["slope"]["linkedin"] == usual["slope"]["linkedin"]
    assert numbers["sigma_post"]["x"] > usual["sigma_post"]["x"]


def test_a_bare_export_of_a_few_posts_says_what_is_not_known(
    theirs: pd.DataFrame, ours: pd.DataFrame
) -> None:
    few = theirs[theirs["platform"] == "facebook"].head(ENOUGH - 5)
    bare = few.drop(columns=["followers", "paid", "format", "month", "topic"])
    (one,) = compare_accounts(bare, ours)
    assert "30 posts are needed; Facebook has 25. Not known: «Standard" in one.unknown[0]
    assert "The table has no followers." in " ".join(one.unknown)
    assert {row.says for row in one.rows} >= {"Exposure of the middle post"}
    numbers, usual = parameters_like([one])["assumed"], world().numbers
    assert numbers["slope"] == usual["slope"]
    assert numbers["format_share"] == usual["format_share"]
    assert len(posts_like({"assumed": numbers}, months=2)) > 100
    assert draw_accounts(bare, ours, [one]).count("<circle") > 200


def test_tables_of_an_importer_are_read_with_what_they_have(
    tmp_path: Path, theirs: pd.DataFrame, ours: pd.DataFrame
) -> None:
    whole, bare = tmp_path / "whole.csv", tmp_path / "bare.csv"
    whole.write_bytes(posts_csv(theirs))
    lines = ["platform,impressions,reactions,comments,shares,paid,format,mood"]
    lines += [f"x,{100 + row},{row % 7},,0,,photo,good" for row in range(40)]
    bare.write_text("\n".join(lines), encoding="utf-8")
    read = read_account([whole, bare])
    assert len(read) == len(theirs) + 40
    assert "mood" not in read.columns
    again = compare_accounts(read_account([whole]), ours)
    for one, other in zip(again, compare_accounts(theirs, ours), strict=True):
        assert one.rows == other.rows
    (few,) = compare_accounts(read_account([bare]), ours)
    assert few.theirs.values["median_exposure"] == 119.5
    assert "The table has no comments." in few.theirs.reasons["pooled"]
    assert "The table has no paid." in few.theirs.reasons["paid"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Name,Age\nA,3\n", "mine.csv"),
        (b"platform,reach\nmyspace,3\n", "Column 'platform' of mine.csv must say x, facebook"),
        (b"platform,reach\nfacebook,many\n", "Column 'reach' of mine.csv must hold whole numbers"),
        (b"platform,reach\nfacebook,1.5\n", "Column 'reach' of mine.csv must hold whole numbers"),
        (b"date,platform,followers\n2026-01-01,x,5\n", "mine.csv"),
        (b"\xff\xfe\x00", "mine.csv"),
        (b"", "mine.csv"),
    ],
)
def test_a_file_that_is_no_table_of_posts_is_one_sentence(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=re.escape(says)) as caught:
        read_account([path])
    assert str(caught.value).count(". ") >= 1, "what happened, then what to do"
    for words in ("codec", "C error", "Errno", "Traceback"):
        assert words not in str(caught.value)
    with pytest.raises(DataError, match=r"none\.csv"):
        read_account([tmp_path / "none.csv"])


def test_real_exports_are_read_through_the_importers(tmp_path: Path, ours: pd.DataFrame) -> None:
    exports = Path(__file__).parents[2] / "datasets" / "exports"
    facebook = next(exports.glob("Jan-01-2026*.csv"))
    linkedin = next(exports.glob("*.xlsx"))
    table = tmp_path / "posts.csv"
    table.write_bytes(posts_csv(ours.head(50)))
    read = read_account([facebook, linkedin, table])
    assert set(read["platform"]) == {"x", "facebook", "linkedin"}
    found = compare_accounts(read, ours)
    assert {one.theirs.platform for one in found} == {"x", "facebook", "linkedin"}
    with pytest.raises(DataError, match="no posts in it"):
        read_account([exports / "Views.csv"])


def test_no_posts_are_refused(theirs: pd.DataFrame, ours: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="no post in these files"):
        compare_accounts(theirs.head(0), ours)


def test_the_picture_says_in_words_what_it_shows(
    theirs: pd.DataFrame, ours: pd.DataFrame, comparisons: dict[str, Comparison]
) -> None:
    text = draw_accounts(theirs, ours, list(comparisons.values()))
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title") is not None
    said = str(root.findtext(f"{SVG}desc"))
    middle = comparisons["facebook"].theirs.values["median_exposure"]
    assert f"The middle post has {middle:.0f} people reached" in said
    assert said.count("posts of theirs.") == 3
    numbers = [
        float(value)
        for dot in root.iter(f"{SVG}circle")
        for value in (dot.get("cx", "nan"), dot.get("cy", "nan"))
    ]
    assert 600 < len(numbers) < 4_000
    assert all(math.isfinite(value) for value in numbers)
    words = [str(element.text) for element in root.iter(f"{SVG}text")]
    assert "Facebook: rate by reach" in words
    assert "theirs" in words


@pytest.mark.parametrize("column", ["impressions", "reactions"])
def test_a_picture_without_a_column_is_still_a_picture(
    theirs: pd.DataFrame, ours: pd.DataFrame, column: str
) -> None:
    bare = theirs[theirs["platform"] == "x"].drop(columns=[column])
    ET.fromstring(draw_accounts(bare, ours, compare_accounts(bare, ours)))


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    write_new(path, "one")
    with pytest.raises(DataError, match=r"is there already\. Give another name, or add --over"):
        write_new(path, "two")
    assert path.read_text(encoding="utf-8") == "one"
    write_new(path, "two", overwrite=True)
    assert path.read_text(encoding="utf-8") == "two"
    with pytest.raises(DataError, match="cannot be written"):
        write_new(tmp_path / "no" / "mine.json", "one")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"assumed": 3}'])
def test_another_file_is_not_a_parameter_set(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"mine\.json"):
        read_parameters(path)
    path.write_text('{"assumed": {}}', encoding="utf-8")
    assert read_parameters(path) == {"assumed": {}}
