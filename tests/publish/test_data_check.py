"""Each check of the sample data is tried on a damaged world: it must name the damage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from statcomms.analysis.findings import Finding
from statcomms.data.package import build
from statcomms.data.tables import Tables
from statcomms.publish import data_check
from statcomms.publish.data_check import CHECKS, Frames, check_package, check_tables

Damage = Callable[[dict[str, pd.DataFrame]], None]


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return dict(Tables(2026))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "datasets"
    build(folder, 2026)
    return folder


@pytest.fixture
def copies(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {name: frame.copy() for name, frame in tables.items()}


def wrong(find: Callable[[Frames], Iterator[Finding]], tables: Frames) -> list[str]:
    return [finding.sentence for finding in find(tables) if not finding.fine]


def test_the_course_s_tables_are_fine(tables: dict[str, pd.DataFrame]) -> None:
    told: list[str] = []
    found = check_tables(tables, told.append)
    assert [finding.sentence for finding in found if not finding.fine] == []
    assert told == [f"{check.name}: fine" for check in CHECKS]


def lose_a_table(tables: dict[str, pd.DataFrame]) -> None:
    del tables["releases"]


def lose_a_post(tables: dict[str, pd.DataFrame]) -> None:
    commented = tables["comments"]["post_id"].iloc[0]
    tables["posts"] = tables["posts"][tables["posts"]["post_id"] != commented]


def double_a_key(tables: dict[str, pd.DataFrame]) -> None:
    tables["releases"] = pd.concat([tables["releases"], tables["releases"].head(1)])


def double_reactions(tables: dict[str, pd.DataFrame]) -> None:
    tables["posts"]["reactions"] = tables["posts"]["reactions"] * 2


def show_all_alike(tables: dict[str, pd.DataFrame]) -> None:
    tables["posts"]["reach"] = tables["posts"]["reach"] * 0 + 5_000


def shift_the_break(tables: dict[str, pd.DataFrame]) -> None:
    posts = tables["posts"]
    early = posts["month"] < "2025-09"
    posts.loc[early, "video_views"] = posts.loc[early, "video_views"] // 6


def repeat_a_sentence(tables: dict[str, pd.DataFrame]) -> None:
    for row in tables["comments"].index[:6]:
        tables["comments"].loc[row, "text"] = "I really like the number of goats."


def write_a_form_letter(tables: dict[str, pd.DataFrame]) -> None:
    for row in tables["posts"].index[:40]:
        tables["posts"].loc[row, "text"] = f"Rents in our six provinces went up by {row} %"


def name_a_country(tables: dict[str, pd.DataFrame]) -> None:
    tables["posts"].loc[3, "text"] = "Just as in Fiji."


def say_twitter(tables: dict[str, pd.DataFrame]) -> None:
    tables["posts"].loc[3, "text"] = "Follow us on Twitter."
    tables["posts"].loc[4, "text"] = "Follow us on X (formerly Twitter)."


def give_an_address(tables: dict[str, pd.DataFrame]) -> None:
    tables["posts"].loc[3, "text"] = "Read more on example.com today, or on nso.example/rents."


def lose_true_claims(tables: dict[str, pd.DataFrame]) -> None:
    from statcomms.data.truth.claims import verdicts

    claims = tables["claims"]
    false = [name for name, one in verdicts(2026, len(claims)).items() if not one.is_true]
    claims["claim_id"] = (false * 2)[: len(claims)]


def name_an_unknown_claim(tables: dict[str, pd.DataFrame]) -> None:
    tables["claims"].loc[0, "claim_id"] = "K999"


def shorten_true_claims(tables: dict[str, pd.DataFrame]) -> None:
    from statcomms.data.truth.claims import verdicts

    known, claims = verdicts(2026, 160), tables["claims"]
    for row, name in claims["claim_id"].items():
        if known[name].is_true:
            claims.loc[row, "text"] = "The rate went up."


def let_coders_copy(tables: dict[str, pd.DataFrame]) -> None:
    tables["comments"]["sentiment_b"] = tables["comments"]["sentiment_a"]


def let_coders_guess(tables: dict[str, pd.DataFrame]) -> None:
    tables["comments"]["sentiment_b"] = tables["comments"]["sentiment_a"].to_numpy()[::-1]


@pytest.mark.parametrize(
    ("check", "damage", "says"),
    [
        (data_check.rows, lose_a_table, "releases: not there"),
        (data_check.rows, lose_a_post, "comments: post_id leads nowhere, rows: "),
        (data_check.rows, double_a_key, "rows with the key of another row: 1"),
        (
            data_check.calibration,
            double_reactions,
            "Posts on Facebook: Pool",
        ),
        (data_check.calibration, show_all_alike, "Gini coefficient of exposure over posts: 0.00"),
        (data_check.breaks, shift_the_break, "Break of Facebook's video views over reach: 2025-09"),
        (data_check.repetition, repeat_a_sentence, "6 ×: I really like the number of goats."),
        (data_check.repetition, write_a_form_letter, "Texts in posts with more than five near"),
        (data_check.names, name_a_country, "1 texts, such as 'Fiji'"),
        (data_check.names, say_twitter, "1 texts, such as 'Twitter'"),
        (data_check.names, give_an_address, "1 texts, such as 'example.com'"),
        (data_check.claims, lose_true_claims, "True among claims, all techniques: 0 of"),
        (data_check.claims, name_an_unknown_claim, "Claims without a verdict: 1."),
        (data_check.claims, shorten_true_claims, "Words of a true claim over a false one's: 0."),
        (data_check.agreement, let_coders_copy, "nominal: 1.00. It must be: 0.60 to 0.80."),
        (data_check.agreement, let_coders_guess, "two coders, ordinal: "),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_damage_is_named(
    copies: dict[str, pd.DataFrame],
    check: Callable[[Frames], Iterator[Finding]],
    damage: Damage,
    says: str,
) -> None:
    damage(copies)
    found = wrong(check, copies)
    assert any(says in sentence for sentence in found), found


def test_unfair_variants_are_named(
    monkeypatch: pytest.MonkeyPatch, tables: dict[str, pd.DataFrame]
) -> None:
    from statcomms.analysis import certify

    bad = Finding("Paid share", "0.90", "0.42 to 0.52", False, "Traps")
    unfair = certify.Certificate("05-analytics", 20, (bad,), 0.1, 0.1)
    monkeypatch.setattr(certify, "certify_variants", lambda *_, **__: unfair)
    assert wrong(data_check.variants, tables) == [
        "Personal variants: 05-analytics: Traps: Paid share: 0.90. It must be: 0.42 to 0.52. "
        "It must be: all claims hold."
    ]


def test_a_package_that_is_whole_is_fine(package: Path) -> None:
    assert all(finding.fine for finding in check_package(package))


def test_a_changed_cell_is_found_twice(package: Path, tmp_path: Path) -> None:
    for path in package.rglob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = tmp_path / "releases.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("R001,", "R1,", 1), encoding="utf-8")
    same, valid = check_package(tmp_path)
    assert "releases.csv differs from what the seed gives, first in line 2." in same.measured
    assert not valid.fine
    assert "errors, first:" in valid.measured
    (tmp_path / "datapackage.json").unlink()
    assert check_package(tmp_path)[1].measured == "datapackage.json is not there"
