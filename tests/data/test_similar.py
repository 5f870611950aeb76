from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.similar import (
    beyond,
    crowded_share,
    near_duplicates,
    numbered,
    sentence_counts,
    sentences,
)
from statcomms.errors import DataError

WORDS = st.lists(
    st.sampled_from(["the", "rent", "in", "town", "went", "up", "by", "much"]), max_size=14
)


def test_addresses_and_decimals_do_not_end_a_sentence() -> None:
    text = "4.2\u202f% of 1.5 million! Is it so? Tables: nso.example/rent"
    assert sentences(text) == [
        "4.2\u202f% of 1.5 million!",
        "Is it so?",
        "Tables: nso.example/rent",
    ]
    assert sentences("  ") == []


def test_sentences_are_counted_over_all_texts() -> None:
    counts = dict(sentence_counts(["A. B.", "B. C?", "C? B."]))
    assert counts == {"B.": 3, "C?": 2, "A.": 1}


def test_numbers_and_masked_words_are_set_aside() -> None:
    texts = [
        "Rents in Velanu went up 2\u202f400 nusa in Q1 2026.",
        "Rents in Korasi went up 37 nusa in Q4 2025.",
        "Wages in Korasi went up 37 nusa in Q4 2025.",
    ]
    assert near_duplicates(texts).tolist() == [0, 0, 0]
    assert near_duplicates(texts, mask=["Velanu", "Korasi"]).tolist() == [1, 1, 0]


def test_another_word_among_many_is_still_nearly_the_same() -> None:
    words = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(90)]
    other = [*words[:-1], "else"]
    assert near_duplicates([" ".join(words), " ".join(other)]).tolist() == [1, 1]
    middle = [*words[:45], "else", *words[46:]]
    assert near_duplicates([" ".join(words), " ".join(middle)]).tolist() == [1, 1]
    assert near_duplicates([" ".join(words[:40]), " ".join(middle[:50])]).tolist() == [0, 0]


def test_a_crowd_is_found() -> None:
    crowd = [f"The figure of district {n} is out." for n in range(7)]
    alone = ["One release a month, at half past nine.", "Ask us about any figure you like."]
    assert crowded_share(crowd + alone) == pytest.approx(7 / 9)
    assert crowded_share(crowd[:6] + alone) == 0
    assert crowded_share([]) == 0


def jaccard(one: str, two: str) -> float:
    sets = []
    for text in (one, two):
        words = text.split()
        sets.append(
            {tuple(words[n : n + 4]) for n in range(len(words) - 3)}
            if len(words) > 3
            else {tuple(words)}
        )
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


@settings(deadline=None, max_examples=80)
@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=9), st.sampled_from([0.3, 0.6, 0.9, 1.0]))
def test_every_near_duplicate_is_found_and_no_other(texts: list[str], overlap: float) -> None:
    wanted = np.zeros(len(texts), dtype=int)
    for one, two in itertools.combinations(range(len(texts)), 2):
        if jaccard(texts[one], texts[two]) >= overlap:
            wanted[[one, two]] += 1
    assert near_duplicates(texts, overlap=overlap).tolist() == wanted.tolist()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 5), max_size=40), st.integers(1, 4))
def test_uses_beyond_the_limit_are_the_last_ones(numbers: list[int], limit: int) -> None:
    wanted = [n > 0 and numbers[:place].count(n) >= limit for place, n in enumerate(numbers)]
    assert beyond(np.array(numbers, dtype=np.int64), limit).tolist() == wanted


def test_equal_texts_have_equal_numbers() -> None:
    assert numbered(["b", "a", "", "b"]).tolist() == [1, 2, 0, 1]


@pytest.mark.parametrize("overlap", [0.0, -1.0, 1.1])
def test_a_wrong_overlap_is_refused(overlap: float) -> None:
    with pytest.raises(DataError, match="is not an overlap"):
        near_duplicates(["One."], overlap=overlap)
