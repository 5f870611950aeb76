"""Can the words alone tell two kinds of text apart? A classifier that counts words.

>>> sort_by_words(["yes a", "yes b", "no c", "no d"], [True, True, False, False], [0, 1, 0, 1])
1.0
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

import numpy as np

from statcomms.errors import DataError

__all__ = ["sort_by_words"]

_WORD = re.compile(r"[^\W\d_]+")


def sort_by_words(
    texts: Sequence[str], labels: Sequence[bool], groups: Sequence[Hashable]
) -> float:
    """Return the share of texts that a word counter sorts rightly, on groups it has not seen.

    Multinomial naive Bayes with one added to each count, as many of each kind assumed. The groups
    (such as the sentence frames that texts were made from) are dealt into two halves; each half is
    sorted by what was learned from the other. Numbers are no words.

    Args:
        texts: The texts.
        labels: Which kind each is.
        groups: What each was made from.

    Returns:
        The share, 0.5 for chance; a tie counts half.

    Raises:
        DataError: The three differ in length, or there are fewer than two groups.
    """
    if not len(texts) == len(labels) == len(groups):
        raise DataError("Texts, labels and groups differ in number.", "Give one of each a text.")
    order = list(dict.fromkeys(groups))
    if len(order) < 2:
        raise DataError("One group of texts cannot be halved.", "Give texts of two groups.")
    half = {group: place % 2 for place, group in enumerate(order)}
    side = np.array([half[group] for group in groups])
    kind = np.array(labels, dtype=bool)
    counts = _counts(texts)
    right = 0.0
    for learned in (0, 1):
        here, there = side == learned, side != learned
        seen = [counts[here & (kind == wanted)].sum(axis=0) + 1.0 for wanted in (True, False)]
        weight = np.log(seen[0] / seen[0].sum()) - np.log(seen[1] / seen[1].sum())
        # A word that was never seen tells nothing.
        weight[counts[here].sum(axis=0) == 0] = 0.0
        score = counts[there] @ weight
        right += float(((score > 0) == kind[there])[score != 0].sum()) + 0.5 * (score == 0).sum()
    return float(right) / len(texts)


def _counts(texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    words = [_WORD.findall(text.lower()) for text in texts]
    places = {word: place for place, word in enumerate(sorted({w for one in words for w in one}))}
    counts = np.zeros((len(texts), len(places)))
    for row, found in enumerate(words):
        for word in found:
            counts[row, places[word]] += 1
    return counts
