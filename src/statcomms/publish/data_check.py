"""Check the sample data as a careful user would: package, model, texts, coders, claims, variants.

Each check is a function from the tables to findings, so that each is tried on a damaged world.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from statcomms.analysis.findings import Finding, failures, ranged
from statcomms.data.tables import COURSE_SEED, Tables
from statcomms.schema import PLATFORM_LABELS, TABLES
from statcomms.schema.talk import SENTIMENTS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CHECKS", "Check", "Frames", "check_data", "check_package", "check_tables"]

Frames: TypeAlias = "Mapping[str, pd.DataFrame]"

LEARNERS: Final = 20
"""Variants that are certified here; `statcomms data certify-variants` takes any number."""

MOST_USES: Final = 5
"""How often a sentence may occur in a table."""

CROWDED: Final = {"posts": 0.01, "claims": 0.1, "comments": 0.05}
"""Share of texts that may have more than five near duplicates, numbers and places set aside."""

AGREEMENT: Final = (0.6, 0.8)
"""Krippendorff's alpha of the two coders: usual for mood, and worth a talk."""

FRESH: Final = 800
"""Fresh claims that a word counter tries to sort; templates it learns from are not asked."""

BY_WORDS: Final = (40.0, 60.0)
"""Percent that it may sort rightly: words must not tell true from false."""

LENGTHS: Final = (0.85, 1.18)
"""Words of a true claim over those of a false one."""

TEXTS: Final = {
    "posts": ("text",),
    "comments": ("text",),
    "claims": ("text",),
    "incidents": ("text",),
    "releases": ("headline",),
    "cases": ("context", "aim", "action", "evidence", "lesson"),
}
"""Columns that hold sentences."""

_REAL: Final = re.compile(
    r"\b(?:"
    # Real offices and bodies
    r"Eurostat|Census Bureau|Statistics Canada|Stats NZ|Destatis|INSEE|Rosstat|BPS|PSA|"
    r"United Nations|UNESCAP|ESCAP|UNICEF|UNESCO|UNFPA|World Bank|IMF|OECD|European Union|"
    # Real companies
    r"Google|Microsoft|Apple|Amazon|Samsung|Huawei|TikTok|YouTube|WhatsApp|Telegram|Instagram|"
    r"Netflix|Toyota|Reuters|BBC|CNN|"
    # Real countries and places
    r"Afghanistan|Armenia|Australia|Azerbaijan|Bangladesh|Bhutan|Brunei|Cambodia|China|Fiji|India|"
    r"Indonesia|Iran|Japan|Kazakhstan|Kiribati|Korea|Kyrgyzstan|Laos|Malaysia|Maldives|Mongolia|"
    r"Myanmar|Nauru|Nepal|New Zealand|Pakistan|Palau|Papua|Philippines|Russia|Samoa|Singapore|"
    r"Sri Lanka|Tajikistan|Thailand|Timor|Tonga|Turkmenistan|Tuvalu|Uzbekistan|Vanuatu|Viet ?nam|"
    r"America|Britain|Canada|England|Europe|France|Germany|United Kingdom|United States|Africa|"
    r"Asia|Bangkok|Jakarta|Manila|Tokyo|Beijing|Delhi|London|Paris|New York"
    r")\b"
)
_TWITTER: Final = re.compile(r"(?<!\(formerly )Twitter")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|gov|int|info|io)\b")


@dataclass(frozen=True)
class Check:
    """One check: its name for people, and the function that finds."""

    name: str
    find: Callable[[Frames], Iterator[Finding]]


def check_data(
    folder: Path, seed: int = COURSE_SEED, progress: Callable[[str], object] = str
) -> list[Finding]:
    """Check a folder of sample data, and the tables of its seed.

    Args:
        folder: The folder.
        seed: Seed of the tables.
        progress: Is told each check's name and how many findings are wrong.

    Returns:
        Every finding, wrong or not.
    """
    found = check_package(folder, seed)
    progress(_told("Package", found))
    return [*found, *check_tables(Tables(seed), progress)]


def check_tables(tables: Frames, progress: Callable[[str], object] = str) -> list[Finding]:
    """Run all checks of `CHECKS` on a world's tables.

    Args:
        tables: `Tables` of a seed, or a dictionary of the course's own.
        progress: Is told each check's name and how many findings are wrong.
    """
    found: list[Finding] = []
    for check in CHECKS:
        new = list(check.find(tables))
        progress(_told(check.name, new))
        found.extend(new)
    return found


def check_package(folder: Path, seed: int = COURSE_SEED) -> list[Finding]:
    """Check a folder's files: byte for byte what the seed gives, and a valid data package."""
    from statcomms.data.package import check

    differences = check(folder, seed)
    said = " ".join(differences[:3]) or "every file the same, byte for byte"
    same = Finding(f"Files of seed {seed}", said, "the same", not differences, "Package")
    return [same, _frictionless(folder / "datapackage.json")]


def _frictionless(path: Path) -> Finding:
    from frictionless import Package

    what, wanted = "Types, limits, keys, sizes (Frictionless)", "valid"
    if not path.is_file():
        return Finding(what, "datapackage.json is not there", wanted, False, "Package")
    report = Package(str(path)).validate()
    errors = report.flatten(["title", "type", "message"])
    said = f"{len(errors)} errors, first: {errors[0][0]}, {errors[0][2]}" if errors else "valid"
    return Finding(what, said, wanted, not errors, "Package")


def rows(tables: Frames) -> Iterator[Finding]:
    """Every table of the schema is there, with rows, and with keys that lead somewhere."""
    for name, described in TABLES.items():
        if name not in tables:
            yield Finding(name, "not there", "a table", False, "Tables")
            continue
        frame = tables[name]
        lost = [
            f"{key.column} leads nowhere, rows: {gone}"
            for key in described.foreign_keys
            if key.table in tables
            and (gone := int((~frame[key.column].isin(tables[key.table][key.other])).sum()))
        ]
        twice = int(frame.duplicated(list(described.key)).sum())
        if twice:
            lost.append(f"rows with the key of another row: {twice}")
        said = "; ".join(lost) or f"{len(frame):,} rows".replace(",", "\u202f")
        yield Finding(name, said, "keys that lead on", bool(len(frame)) and not lost, "Tables")


def calibration(tables: Frames) -> Iterator[Finding]:
    """Posts are within the ranges that were measured on real accounts."""
    from statcomms.analysis.account import MEASURES, fit_posts, target_ranges

    for fit in fit_posts(tables["posts"]):
        group = f"Posts on {PLATFORM_LABELS[fit.platform]}"
        for name, (low, high) in target_ranges(fit.platform).items():
            value, measure = fit.values[name], MEASURES[name]
            scale = 100 if measure.share else 1
            says = f"{measure.says}, %" if measure.share else measure.says
            yield ranged(says, scale * value, scale * value, (scale * low, scale * high), group)


def breaks(tables: Frames) -> Iterator[Finding]:
    """Facebook's two breaks in series are where the README says, and as large."""
    from statcomms.analysis.breaks import best_break, monthly_series
    from statcomms.analysis.metrics import PostsArrays
    from statcomms.data.synth import world

    posts = PostsArrays.from_frame(tables["posts"])
    facebook = posts.where(platform="facebook")
    video = posts.where(platform="facebook", format="video")
    series = {
        "impressions": monthly_series(posts, "impressions", "reach", facebook),
        "video_views": monthly_series(posts, "video_views", "reach", video),
    }
    for change in world().changes:
        found = best_break(series[change.column])
        near = 0.8 * change.factor <= found.ratio <= 1.2 * change.factor
        yield Finding(
            f"Break of Facebook's {change.column.replace('_', ' ')} over reach",
            f"{found.month}, × {found.ratio:.2f}",
            f"{change.month}, × {0.8 * change.factor:.2f} to {1.2 * change.factor:.2f}",
            found.month == change.month and near,
            "Breaks in series",
        )


def repetition(tables: Frames) -> Iterator[Finding]:
    """No sentence is worn out, and texts are not one letter with other fillings."""
    from statcomms.data.figures import PLACES
    from statcomms.data.similar import crowded_share, sentence_counts

    for name, columns in TEXTS.items():
        if name not in tables:
            continue
        texts = [str(text) for column in columns for text in tables[name][column]]
        sentence, uses = sentence_counts(texts)[0]
        yield Finding(
            f"Most frequent sentence in {name}",
            f"{uses} ×: {sentence[:60]}",
            f"{MOST_USES} × at most",
            uses <= MOST_USES,
            "Texts",
        )
        if name in CROWDED:
            share = crowded_share(texts, mask=PLACES)
            yield ranged(
                f"Texts in {name} with more than five near duplicates, %",
                100 * share,
                100 * share,
                (0.0, 100 * CROWDED[name]),
                "Texts",
            )


def names(tables: Frames) -> Iterator[Finding]:
    """No real country, office, company or web address is named."""
    for name, columns in TEXTS.items():
        if name not in tables:
            continue
        found = [
            f"'{hit.group()}'"
            for column in columns
            for text in tables[name][column]
            for pattern in (_REAL, _TWITTER, _ADDRESS)
            if (hit := pattern.search(str(text)))
        ]
        said = (
            f"{len(found)} texts, such as {', '.join(sorted(set(found))[:3])}" if found else "none"
        )
        yield Finding(f"Real names and addresses in {name}", said, "none", not found, "Texts")


def agreement(tables: Frames) -> Iterator[Finding]:
    """The two coders of the comments agree as coders do: more than by chance, not always."""
    from statcomms.analysis.agreement import krippendorff_alpha

    if "comments" not in tables:
        return
    moods = [tables["comments"][f"sentiment_{coder}"].tolist() for coder in ("a", "b")]
    for level in ("nominal", "ordinal"):
        alpha = krippendorff_alpha(moods, level, SENTIMENTS)
        what = f"Krippendorff's alpha of the two coders, {level}"
        yield ranged(what, alpha, alpha, AGREEMENT, "Coders of the comments")


def claims(tables: Frames) -> Iterator[Finding]:
    """Claims are half true, technique by technique, and neither length nor words tell which."""
    from statcomms.analysis.word_counter import sort_by_words
    from statcomms.data.claims import TECHNIQUES, drawn_claims
    from statcomms.data.truth.claims import verdicts

    if "claims" not in tables:
        return
    frame, seed = tables["claims"], getattr(tables, "seed", COURSE_SEED)
    known = verdicts(seed, len(frame))
    found = [known[name] for name in frame["claim_id"] if name in known]
    group = "Claims"
    if len(found) != len(frame):
        lost = len(frame) - len(found)
        yield Finding("Claims without a verdict", str(lost), "none", False, group)
        return
    for says, chosen in (
        ("all techniques", found),
        *((name, [one for one in found if one.technique == name]) for name in TECHNIQUES),
    ):
        true = sum(one.is_true for one in chosen)
        fine = bool(chosen) and abs(2 * true - len(chosen)) <= 1
        what = f"True among claims, {says.replace('_', ' ')}"
        yield Finding(what, f"{true} of {len(chosen)}", "half", fine, group)
    words: dict[bool, list[int]] = {True: [], False: []}
    for text, one in zip(frame["text"], found, strict=True):
        words[one.is_true].append(len(str(text).split()))
    longer = _mean(words[True]) / _mean(words[False])
    yield ranged("Words of a true claim over a false one's", longer, longer, LENGTHS, group)
    fresh = drawn_claims(seed, FRESH)
    sorted_rightly = 100 * sort_by_words(
        [one.text for one in fresh],
        [one.is_true for one in fresh],
        [one.frame for one in fresh],
    )
    what = f"{FRESH} fresh claims sorted rightly by their words alone, %"
    yield ranged(what, sorted_rightly, sorted_rightly, BY_WORDS, group)


def _mean(values: list[int]) -> float:
    return sum(values) / len(values) if values else math.nan


def variants(tables: Frames) -> Iterator[Finding]:  # noqa: ARG001 - every check has one form
    """Personal variants are fair, for a part of a class."""
    from statcomms.analysis.certify import ASSIGNMENTS, certify_variants, class_list

    for assignment in ASSIGNMENTS:
        certificate = certify_variants(assignment, class_list(LEARNERS), workers=1)
        wrong = failures(certificate.findings)
        count = len(certificate.findings)
        said = (
            wrong[0].rstrip(".")
            if wrong
            else f"{count} of {count} claims hold for {LEARNERS} learners"
        )
        yield Finding(assignment, said, "all claims hold", not wrong, "Personal variants")


CHECKS: Final = (
    Check("Tables", rows),
    Check("Posts against real accounts", calibration),
    Check("Breaks in series", breaks),
    Check("Repetition", repetition),
    Check("Names", names),
    Check("Coders", agreement),
    Check("Claims", claims),
    Check("Personal variants", variants),
)
"""All checks of the tables, in the order of the report."""


def _told(name: str, found: list[Finding]) -> str:
    wrong = failures(found)
    return f"{name}: {'fine' if not wrong else f'{len(wrong)} to look at'}"
