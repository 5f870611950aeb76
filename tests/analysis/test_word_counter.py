from __future__ import annotations

import pytest

from statcomms.analysis.word_counter import sort_by_words
from statcomms.data.model import stream
from statcomms.errors import DataError


def test_a_word_that_tells_is_found_on_unseen_groups() -> None:
    labels = [place % 2 == 0 for place in range(40)]
    texts = [
        f"Rents rose {place} %, {'surely' if one else 'maybe'}." for place, one in enumerate(labels)
    ]
    assert sort_by_words(texts, labels, [place // 2 for place in range(40)]) == 1.0


def test_words_of_chance_tell_nothing() -> None:
    draw = stream(1, "words")
    texts = [" ".join("abcdefgh"[int(8 * one)] for one in draw.random(6)) for _ in range(2_000)]
    labels = (draw.random(2_000) < 0.5).tolist()
    assert 0.45 < sort_by_words(texts, labels, list(range(2_000))) < 0.55


def test_a_word_of_one_group_does_not_help_on_another() -> None:
    texts = ["north grew", "north fell", "south grew", "south fell"]
    assert sort_by_words(texts, [True, False, False, True], ["a", "a", "b", "b"]) == 0.0
    assert sort_by_words(["one", "two"], [True, False], ["a", "b"]) == 0.5


def test_what_cannot_be_sorted_is_refused() -> None:
    with pytest.raises(DataError, match="differ in number"):
        sort_by_words(["a"], [True, False], [1, 2])
    with pytest.raises(DataError, match="cannot be halved"):
        sort_by_words(["a", "b"], [True, False], [1, 1])
