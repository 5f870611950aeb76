from __future__ import annotations

import re

import pandas as pd

from statcomms.data.cases import CARDS, cases
from statcomms.schema import PROVINCES, check_table
from statcomms.schema.office import CASES

PAIR = re.compile(r"(\d[\d ]*) of (?:all )?(\d[\d ]*)[^()]{0,40}?\((\d+(?:\.\d+)?) %\)")


def number(text: str) -> float:
    return float(text.replace(" ", ""))


def test_twelve_cards_that_are_the_same_for_every_seed() -> None:
    frame = check_table(CASES, cases())
    assert len(frame) == 12
    pd.testing.assert_frame_equal(frame, cases("any other"))
    assert frame["office"].nunique() == frame["title"].nunique() == 12
    assert set(frame["platform"]) == {"x", "facebook", "linkedin"}


def test_counts_and_shares_agree() -> None:
    found = 0
    for card in CARDS:
        for part, whole, share in PAIR.findall(card.evidence):
            found += 1
            assert abs(100 * number(part) / number(whole) - float(share)) <= 0.51, card.title
    assert found >= 8


def test_before_and_after_are_in_the_evidence_or_missing() -> None:
    assert any(card.before is None for card in CARDS)
    worse = [card for card in CARDS if card.before is not None and card.title in FAILURES]
    assert len(worse) == 3
    for card in CARDS:
        assert card.staff_hours > 0
        assert 5 <= len(card.lesson.split()) <= 70


FAILURES = {
    "The film that nobody watched to the end",
    "Warning before the rumour: the effect was gone in a month",
    "We answered every critic, and stopped",
}


def test_the_cards_name_nobody_real_and_no_rating() -> None:
    for card in CARDS:
        words = " ".join((card.title, card.office, card.context, card.evidence, card.lesson))
        assert not re.search(r"Nusamara|Twitter|rating|Fiji|Samoa|Tonga|Vanuatu|Kiribati", words)
        assert not any(name in words for name in PROVINCES)
