from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.claim_kinds import KINDS
from statcomms.data.claims import TECHNIQUES, Drawn, claims, draw_claims, drawn_claims
from statcomms.data.figures import COUNTRY, PLACES, figure
from statcomms.data.releases import Release, draw_releases, releases
from statcomms.data.similar import crowded_share, near_duplicates, sentence_counts, sentences
from statcomms.data.tables import Tables
from statcomms.data.wording.claims import (
    CLOSERS_BY_AUTHOR,
    EVENTS,
    FRAMES,
    OPENERS_BY_AUTHOR,
    POPULATIONS,
)
from statcomms.errors import DataError
from statcomms.schema import PROVINCES, check_table, table
from statcomms.schema.talk import AUTHOR_KINDS, REACH_HOURS

MANY = 2000


@pytest.fixture(scope="module")
def many() -> tuple[Drawn, ...]:
    """2,000 claims about the office's own 24 releases."""
    return drawn_claims(2026, MANY)


@pytest.fixture(scope="module")
def wide() -> tuple[Drawn, ...]:
    """2,000 claims about 400 releases on all topics and places."""
    return drawn_claims("wide", MANY, releases=draw_releases("wide", 400))


def true_of(rows: tuple[Drawn, ...]) -> npt.NDArray[np.bool_]:
    return np.array([row.is_true for row in rows])


# --- the table ---------------------------------------------------------------------------------


def test_the_table_is_as_described() -> None:
    frame = claims(2026)
    assert len(frame) == 160
    assert list(frame.columns) == table("claims").names
    check_table(table("claims"), frame)
    assert set(frame["release_id"]) <= set(releases(2026)["release_id"])
    assert frame["claim_id"].tolist() == [f"K{number:03d}" for number in range(1, 161)]


@settings(max_examples=12, deadline=None)
@given(st.one_of(st.integers(0, 10**6), st.text(max_size=8)), st.integers(1, 120))
def test_half_is_true_and_techniques_are_balanced_at_any_seed(seed: int | str, count: int) -> None:
    rows = drawn_claims(seed, count)
    check_table(table("claims"), draw_claims(seed, count))
    assert len(rows) == count
    true = Counter(row.technique for row in rows if row.is_true)
    false = Counter(row.technique for row in rows if not row.is_true)
    assert abs(true.total() - false.total()) == count % 2
    if count % 2 == 0:
        assert true == false
    each = [true[name] for name in TECHNIQUES]
    assert max(each) - min(each) <= 1
    for row in rows:
        assert not re.search(r"[\[\]{}|]", row.text)
        assert 1 <= len(sentences(row.text)) <= 3
        assert row.wrong == "" if row.is_true else row.wrong != ""
        assert row.first_seen_at > row.release.released_at
        assert list(row.reach) == sorted(row.reach)


def test_the_tables_of_a_seed_hold_it() -> None:
    pd.testing.assert_frame_equal(Tables(7)["claims"], claims(7))
    assert claims()["text"].tolist() == claims(2026)["text"].tolist()


def test_the_same_seed_gives_the_same_table_and_another_another() -> None:
    pd.testing.assert_frame_equal(draw_claims("a", 50), draw_claims("a", 50))
    assert draw_claims("a", 50)["text"].tolist() != draw_claims("b", 50)["text"].tolist()


@pytest.mark.parametrize("seed", [2026, 3, 4, 5, "held out"])
def test_the_halves_of_a_table_are_equally_long(seed: int | str) -> None:
    length: dict[bool, list[int]] = {True: [], False: []}
    for row in drawn_claims(seed, 160):
        length[row.is_true].append(len(row.text))
    assert np.mean(length[True]) == pytest.approx(np.mean(length[False]), rel=0.03)


def test_a_claim_says_nothing_about_another_in_the_same_words() -> None:
    together, pairs = 0, 0
    for seed in range(20):
        by_frame: dict[str, list[bool]] = {}
        for row in drawn_claims(seed, 160):
            by_frame.setdefault(row.frame, []).append(row.is_true)
        for same in by_frame.values():
            pairs += len(same) * (len(same) - 1) // 2
            true = sum(same)
            together += true * (true - 1) // 2 + (len(same) - true) * (len(same) - true - 1) // 2
    assert abs(together / pairs - 0.5) < 0.05


def test_no_newer_release_on_the_same_thing_came_before_the_claim(many: tuple[Drawn, ...]) -> None:
    own = releases(2026)
    for row in many:
        same = own[(own["indicator"] == row.release.indicator)]
        later = same.loc[same["released_at"] > row.release.released_at, "released_at"]
        assert not (later <= row.first_seen_at).any()


@pytest.mark.parametrize("count", [0, -1, 1_000_000])
def test_a_count_out_of_range_is_refused(count: int) -> None:
    with pytest.raises(DataError, match="cannot be drawn"):
        draw_claims(1, count)


def test_releases_of_another_seed_are_refused() -> None:
    with pytest.raises(DataError, match="is not of seed 1"):
        draw_claims(1, 10, releases=releases(2))


def test_releases_that_allow_no_claim_by_a_technique_are_refused() -> None:
    every = draw_releases("quiet", 300)
    quiet = every[every["direction"] == "unchanged"]
    with pytest.raises(DataError, match="No release allows a claim by the technique"):
        draw_claims("quiet", 10, releases=quiet)


def test_the_words_cover_the_schema() -> None:
    assert set(OPENERS_BY_AUTHOR) == set(CLOSERS_BY_AUTHOR) == set(AUTHOR_KINDS)
    assert {kind for kinds in FRAMES.values() for kind in kinds} == set(KINDS)
    assert all(sum(map(len, kinds.values())) >= 12 for kinds in FRAMES.values())
    frames = [frame for kinds in FRAMES.values() for some in kinds.values() for frame in some]
    assert len(frames) == len(set(frames))


# --- nothing but the facts tells the verdict ---------------------------------------------------


@pytest.mark.parametrize("which", ["many", "wide"])
def test_no_sentence_occurs_more_than_five_times(
    which: str, request: pytest.FixtureRequest
) -> None:
    rows: tuple[Drawn, ...] = request.getfixturevalue(which)
    texts = [row.text for row in rows]
    most = sentence_counts(texts)[0]
    assert most[1] <= 5, most
    places = (COUNTRY, *PROVINCES)
    assert np.mean(near_duplicates(texts, mask=places) > 0) < 0.08
    assert crowded_share(texts, mask=places) < 0.001


@pytest.mark.parametrize("seed", [7, 11, 12])
def test_no_sentence_repeats_itself_at_other_seeds(seed: int) -> None:
    assert sentence_counts(row.text for row in drawn_claims(seed, MANY))[0][1] <= 5


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_every_seed_of_the_releases_allows_every_technique(seed: int) -> None:
    assert {row.technique for row in drawn_claims(seed, 14)} == set(TECHNIQUES)


@pytest.mark.parametrize("which", ["many", "wide"])
def test_true_and_false_claims_are_equally_long(which: str, request: pytest.FixtureRequest) -> None:
    rows: tuple[Drawn, ...] = request.getfixturevalue(which)
    true = true_of(rows)
    for measure in (len, lambda text: len(text.split()), lambda text: len(sentences(text))):
        found = np.array([measure(row.text) for row in rows])
        assert found[true].mean() == pytest.approx(found[~true].mean(), rel=0.03)


def test_true_and_false_claims_use_all_frames_alike(wide: tuple[Drawn, ...]) -> None:
    used = Counter((row.frame, row.is_true) for row in wide)
    for frame in {row.frame for row in wide}:
        true, false = used[frame, True], used[frame, False]
        assert abs(true - false) < 4.5 * np.sqrt(true + false)
        assert min(true, false) > 0


def best_guess(train: pd.Series, verdict: pd.Series, test: pd.Series) -> npt.NDArray[np.bool_]:
    """What somebody would guess who learned the share of true claims for each value."""
    share = verdict.groupby(train.to_numpy()).mean()
    return np.asarray(test.map(share).fillna(0.5).to_numpy(dtype=float) > 0.5)


@pytest.mark.parametrize("seed", [2026, 1, 2, 3, 77, "held out"])
@pytest.mark.parametrize("count", [100, 137, 160])
@pytest.mark.parametrize("wide", [False, True])
def test_no_side_column_of_a_drawn_table_goes_with_the_verdict(
    seed: int | str, count: int, wide: bool
) -> None:
    """Somebody who knows all verdicts, and guesses by one column, is right half the time."""
    given = draw_releases(seed, 300) if wide else None
    rows = drawn_claims(seed, count, releases=given)
    frame, true = draw_claims(seed, count, releases=given), pd.Series(true_of(rows))
    for name in ("platform", "author_kind", "origin", "harm"):
        guess = best_guess(frame[name], true, frame[name])
        assert np.mean(guess == true.to_numpy()) <= 0.55, name


@pytest.mark.parametrize("seed", [2026, 5, "held out"])
def test_true_and_false_claims_have_the_same_authors_platforms_origins_and_harm(
    seed: int | str,
) -> None:
    rows = drawn_claims(seed, 160)
    sides: dict[str, Callable[[Drawn], object]] = {
        "author": lambda row: row.spread.author_kind,
        "platform": lambda row: row.spread.platform,
        "origin": lambda row: row.origin,
        "harm": lambda row: row.harm,
    }
    for name, side in sides.items():
        true = Counter(side(row) for row in rows if row.is_true)
        false = Counter(side(row) for row in rows if not row.is_true)
        assert true == false, name
        assert len(true) > 2, name


@pytest.mark.parametrize("which", ["many", "wide"])
def test_no_column_tells_the_verdict(which: str, request: pytest.FixtureRequest) -> None:
    rows: tuple[Drawn, ...] = request.getfixturevalue(which)
    given = draw_releases("wide", 400) if which == "wide" else None
    frame = draw_claims("wide" if which == "wide" else 2026, MANY, releases=given)
    true = pd.Series(true_of(rows))
    columns: dict[str, pd.Series] = {
        name: frame[name] for name in ("release_id", "platform", "author_kind", "origin", "harm")
    }
    columns["order"] = pd.Series(np.arange(MANY) * 20 // MANY)
    columns["parity"] = pd.Series(np.arange(MANY) % 2)
    columns["hour"] = frame["first_seen_at"].str[11:13]
    columns["weekday"] = pd.to_datetime(frame["first_seen_at"].str[:10]).dt.day_of_week
    numbers = {f"reach_{hour}h": frame[f"reach_{hour}h"].astype(float) for hour in REACH_HOURS}
    numbers["growth"] = numbers["reach_48h"] / (1 + numbers["reach_3h"])
    numbers["length"] = frame["text"].str.len().astype(float)
    for name, values in numbers.items():
        columns[name] = pd.qcut(values.rank(method="first"), 10, labels=False)
    half = np.random.default_rng(4).permutation(MANY) < MANY // 2
    for name, values in columns.items():
        right = []
        for train in (half, ~half):
            guess = best_guess(values[train], true[train], values[~train])
            right.append(np.mean(guess == true[~train].to_numpy()))
        assert np.mean(right) <= 0.58, name


_NUMBER = re.compile(r"\d(?:[\d.,\u202f]*\d)?")


def bags(texts: list[str]) -> npt.NDArray[np.float32]:
    """Words and pairs of words that occur in five texts or more; every number is one word."""
    found = []
    for text in texts:
        words = re.findall(r"[a-z#']+", _NUMBER.sub("#", text.lower()))
        found.append(Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))]))
    often = Counter(word for bag in found for word in bag)
    place = {word: number for number, word in enumerate(w for w in often if often[w] >= 5)}
    matrix = np.zeros((len(texts), len(place)), dtype=np.float32)
    for row, bag in enumerate(found):
        for word in bag:
            if word in place:
                matrix[row, place[word]] = 1
    return matrix


def bayes(train: Any, true: Any, test: Any) -> Any:
    """Multinomial naive Bayes with one added to each count."""
    logs = [
        np.log((train[true == kind].sum(axis=0) + 1) / (train[true == kind].sum() + train.shape[1]))
        for kind in (False, True)
    ]
    return test @ (logs[1] - logs[0]) > 0


def logistic(train: Any, true: Any, test: Any) -> Any:
    """Logistic regression with a ridge, by accelerated gradient steps."""
    weight = step = np.zeros(train.shape[1], dtype=np.float32)
    target = true.astype(np.float32)
    rate = 4 / float((train.sum(axis=1) ** 2).mean())
    for number in range(60):
        slope = train.T @ (1 / (1 + np.exp(-(train @ step))) - target) + step
        before, weight = weight, step - rate / len(train) * 3 * slope
        step = weight + number / (number + 3) * (weight - before)
    return test @ weight > 0


@pytest.mark.parametrize("which", ["many", "wide"])
def test_words_do_not_tell_the_verdict(which: str, request: pytest.FixtureRequest) -> None:
    rows: tuple[Drawn, ...] = request.getfixturevalue(which)
    matrix, true = bags([row.text for row in rows]), true_of(rows)
    frames = sorted({row.frame for row in rows})
    draw = np.random.default_rng(6)
    fold_of = dict(zip(frames, draw.permutation(len(frames)) % 5, strict=True))
    unseen = np.array([fold_of[row.frame] for row in rows])
    for name, folds in (("unseen frames", unseen), ("at random", draw.integers(0, 5, len(rows)))):
        for learn in (bayes, logistic):
            right = []
            for fold in range(5):
                test = folds == fold
                guess = learn(matrix[~test], true[~test], matrix[test])
                right.append(np.mean(guess == true[test]))
            assert np.mean(right) < 0.56, (name, learn.__name__, right)
            assert max(right) < 0.62, (name, learn.__name__, right)


def test_the_classifiers_would_find_words_that_tell(wide: tuple[Drawn, ...]) -> None:
    texts = [row.text + (" Well done!" if row.is_true else " Shame on them!") for row in wide]
    matrix, true = bags(texts), true_of(wide)
    test = np.arange(MANY) % 2 == 0
    for learn in (bayes, logistic):
        guess = learn(matrix[~test], true[~test], matrix[test])
        assert np.mean(guess == true[test]) > 0.9, learn.__name__


# --- an independent reading of each claim, from its text and the release row -------------------


_QUARTER, _QUANTITY = r"Q[1-4] \d{4}", r"-?\d[\d,]*(?:\.\d+)?(?:%|(?: [a-z]+)+)?"
_SLOTS = {
    "period": _QUARTER,
    "base": _QUARTER,
    "date": r"\d+ [A-Z][a-z]+ \d{4}",
    "other": "|".join(PROVINCES),
    "k": r"\d+",
    **dict.fromkeys(("value", "previous", "amount", "change", "margin", "start"), _QUANTITY),
}


_PEOPLE = [name for _, about, others in POPULATIONS.values() for name in (about, *others)]
_WHO = "|".join(sorted((*PLACES, *_PEOPLE), key=len, reverse=True))


def pattern_of(frame: str, kind: str) -> re.Pattern[str]:
    """The frame as a pattern of the text: what stands in each slot, whoever filled it."""
    seen: set[str] = set()
    parts = []
    for part in re.split(r"(\{\w+\}|\[[^\]]*\])", frame):
        if part.startswith("["):
            parts.append("(?:" + "|".join(map(re.escape, part[1:-1].split("|"))) + ")")
        elif part.startswith("{"):
            name = part[1:-1]
            inner = _WHO if kind == "place" and name in ("yes", "no") else _SLOTS.get(name, ".+?")
            parts.append(f"(?:{inner})" if name in seen else f"(?P<{name}>{inner})")
            seen.add(name)
        else:
            parts.append(re.escape(part))
    return re.compile("".join(parts) + r"(?= |$)", re.IGNORECASE)


def read(row: Drawn) -> dict[str, str]:
    found = pattern_of(row.frame, row.kind).search(row.text)
    assert found is not None, (row.frame, row.text)
    return found.groupdict()


def number_in(words: str) -> float:
    found = re.search(r"-?\d[\d,]*(?:\.\d+)?", words)
    assert found is not None, words
    return float(found[0].replace(",", ""))


def near(one: float, other: float) -> bool:
    return abs(one - other) < 1e-6


def relative(release: Release) -> float:
    return 100 * (release.value / release.previous_value - 1)


def base_is_right(row: Drawn, said: dict[str, str]) -> bool:
    change = number_in(said["change"])
    down = re.search(r"fell|went down|decreased|lower|\bdown\b", row.text, re.IGNORECASE)
    signed = -change if down else change
    old = figure(row_seed(row), row.release.indicator, row.release.place, said["base"])
    per_cent = row.release.unit != "%"
    real = 100 * (row.release.value / old - 1) if per_cent else row.release.value - old
    assert abs(signed - real) < 0.051, "the change from that base must be right"
    same_base = said["base"] == row.release.compared_with
    assert same_base == near(signed, row.release.change) or not same_base
    return same_base


def amount_is_right(row: Drawn, said: dict[str, str]) -> bool:
    gap = abs(round(row.release.value - row.release.previous_value, row.release.decimals))
    words, value = said["amount"], number_in(said["amount"])
    assert near(number_in(said["value"]), row.release.value)
    assert near(number_in(said["previous"]), row.release.previous_value)
    if "%" in words:
        return abs(value - abs(relative(row.release))) < 0.051
    unit = "percentage points" if row.release.unit == "%" else row.release.unit
    assert unit in words
    return near(value, gap)


def prices_are_right(row: Drawn, said: dict[str, str]) -> bool:
    assert row.release.value > 0
    assert row.release.direction == "down"
    up = re.compile("went up|rose|increased")
    assert bool(up.search(said["yes"])) != bool(up.search(said["no"]))
    return bool(up.search(said["yes"]))


def axis_is_right(row: Drawn, said: dict[str, str]) -> bool:
    value, real = number_in(said["k"]), abs(relative(row.release))
    right = abs(value - real) <= 0.56
    assert right or value > 2.5 * real
    if "start" in said:
        assert (number_in(said["start"]) == 0) == right
    return right


def cause_is_right(row: Drawn, said: dict[str, str]) -> bool:
    events = [event.split(" in {")[0].split(" of {")[0] for event in EVENTS]
    blamed = {part: any(event in said[part] for event in events) for part in ("yes", "no")}
    assert blamed["yes"] != blamed["no"]
    return blamed["no"]


def now_is_right(row: Drawn, said: dict[str, str]) -> bool:
    value = number_in(said["value"])
    assert near(value, row.release.value) or near(value, row.release.previous_value)
    return near(value, row.release.value)


def place_is_right(row: Drawn, said: dict[str, str]) -> bool:
    assert near(number_in(said["value"]), row.release.value)
    about = {row.release.place}
    if row.release.indicator in POPULATIONS:
        about.add(POPULATIONS[row.release.indicator][1])
    if said["no"] in PLACES:
        other = said["no"] if said["no"] != row.release.place else said["yes"]
        there = figure(row_seed(row), row.release.indicator, other, row.release.period)
        assert there != row.release.value, "a claim about another place must not be right by chance"
    yes, no = (part in about for part in (said["yes"], said["no"]))
    assert yes != no, (said, row.text)
    return yes


def quote_is_right(row: Drawn, said: dict[str, str]) -> bool:
    assert said["quote"] == row.release.headline or len(said["quote"]) > 40
    return said["quote"] == row.release.headline


def pair_is_right(row: Drawn, said: dict[str, str]) -> bool:
    if "previous" in said:
        assert near(number_in(said["previous"]), row.release.previous_value)
    value = number_in(said["value"])
    right = near(value, row.release.value)
    clear = max(3 * (row.release.margin or 0), 0.1 * abs(row.release.value))
    assert right or abs(value - row.release.value) >= clear - 10.0**-row.release.decimals
    return right


def margin_is_right(row: Drawn, said: dict[str, str]) -> bool:
    assert row.release.margin is not None
    assert near(number_in(said["value"]), row.release.value)
    value = number_in(said["margin"])
    right = near(value, row.release.margin)
    assert right or value > 2 * row.release.margin
    return right


READERS: dict[str, Callable[[Drawn, dict[str, str]], bool]] = {
    "base": base_is_right,
    "amount": amount_is_right,
    "prices": prices_are_right,
    "axis": axis_is_right,
    "cause": cause_is_right,
    "proof": cause_is_right,
    "now": now_is_right,
    "place": place_is_right,
    "quote": quote_is_right,
    "pair": pair_is_right,
    "margin": margin_is_right,
}


def row_seed(row: Drawn) -> int | str:
    """The seed whose figures agree with a release: the fixtures have two."""
    one = row.release
    return next(
        seed
        for seed in (2026, "wide")
        if figure(seed, one.indicator, one.place, one.period) == one.value
        and figure(seed, one.indicator, one.place, one.compared_with) == one.previous_value
    )


@pytest.mark.parametrize("kind", list(READERS))
def test_a_reader_with_the_release_finds_every_verdict(
    kind: str, many: tuple[Drawn, ...], wide: tuple[Drawn, ...]
) -> None:
    rows = [row for row in (*many, *wide) if row.kind == kind]
    assert len(rows) > 30
    wrong = [row for row in rows if READERS[kind](row, read(row)) != row.is_true]
    assert not wrong, [(row.text, row.is_true, row.release.headline) for row in wrong[:3]]


@pytest.mark.parametrize("which", ["many", "wide"])
def test_every_number_of_a_true_claim_is_in_the_release(
    which: str, request: pytest.FixtureRequest
) -> None:
    rows: tuple[Drawn, ...] = request.getfixturevalue(which)
    for row in (one for one in rows if one.is_true):
        release = row.release
        text = row.text
        for known in (release.headline, release.period, release.compared_with):
            text = text.replace(known, "")
        text = re.sub(r"\d+ [A-Z][a-z]+ 20\d\d", "", text)  # the day of the release
        text = re.sub(r"\b(aged|over|under|age) \d+( to \d+)?", "", text)
        gap = abs(release.value - release.previous_value)
        known_numbers = [release.value, release.previous_value, abs(release.change), gap, 0.0]
        if release.previous_value:
            known_numbers += [round(abs(relative(release)), digits) for digits in (0, 1)]
        if release.margin:
            known_numbers.append(release.margin)
        for found in re.findall(r"-?\d[\d,]*(?:\.\d+)?", text):
            value = float(found.replace(",", "").rstrip("."))
            assert any(near(value, one) for one in known_numbers), (found, row.text)


def test_a_claim_names_only_places_of_nusamara(wide: tuple[Drawn, ...]) -> None:
    for row in wide:
        assert any(place in row.text for place in PLACES) or row.release.place in PLACES
        assert "Twitter" not in row.text
        assert not re.search(r"https?:|www\.", row.text)
