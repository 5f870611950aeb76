"""Whether texts repeat each other: sentences word for word, and texts that are nearly the same.

Two texts are near duplicates when, numbers and given words (such as names of places) set aside,
their runs of four words overlap by nine tenths (Jaccard index: shared runs / runs of either). So
"Rents in Velanu went up 3.1 %" and "Rents in Korasi went up 2.4 %" are near duplicates: one
sentence with other fillings. A few of them are how an office writes; a crowd of them is a form
letter. `crowded_share` measures the crowd.

>>> texts = ["Rents went up 3.1 % in May.", "Rents went up 2 % in May.", "No news."]
>>> near_duplicates(texts).tolist()
[1, 1, 0]
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.errors import DataError

__all__ = [
    "beyond",
    "crowded_share",
    "near_duplicates",
    "numbered",
    "sentence_counts",
    "sentences",
]

Whole: TypeAlias = npt.NDArray[np.int64]

_END = re.compile(r"(?<=[.?!])\s+")
_NUMBER = re.compile(r"\d(?:[\d.,\u202f\u00a0]*\d)?")
_WORD = re.compile(r"[^\W_]+")


def sentences(text: str) -> list[str]:
    """Split a text after each full stop, question mark or exclamation mark that a space follows.

    >>> sentences("Rents rose 2.4 %. Why? Read nso.example/rents")
    ['Rents rose 2.4 %.', 'Why?', 'Read nso.example/rents']
    """
    return [part for part in _END.split(text.strip()) if part]


def sentence_counts(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Count every sentence of a column of texts, the most frequent first.

    >>> sentence_counts(["Thank you. Well done.", "Thank you."])[0]
    ('Thank you.', 2)
    """
    return Counter(part for text in texts for part in sentences(text)).most_common()


def near_duplicates(
    texts: Sequence[str], *, mask: Iterable[str] = (), overlap: float = 0.9, run: int = 4
) -> Whole:
    """Count for each text how many others are nearly the same.

    Args:
        texts: The texts.
        mask: Words that are set aside beside numbers, such as names of places.
        overlap: Smallest share of runs of words that two near duplicates have in common (Jaccard).
        run: How many words make a run; a shorter text is one run.

    Returns:
        For each text the number of other texts that are near duplicates of it.

    Raises:
        DataError: The overlap is not above 0 and at most 1.
    """
    if not 0 < overlap <= 1:
        raise DataError(f"{overlap} is not an overlap.", "Give a share above 0 and at most 1.")
    aside = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in sorted(mask)) or r"(?!)")
    kinds: dict[frozenset[str], int] = {}
    kind = np.array(
        [kinds.setdefault(_runs(aside.sub("0", text), run), len(kinds)) for text in texts],
        dtype=np.int64,
    )
    size = np.bincount(kind.astype(np.intp), minlength=len(kinds)).astype(np.int64)
    near = size.copy()
    for one, other in _close(list(kinds), overlap):
        near[one] += size[other]
        near[other] += size[one]
    return np.asarray(near[kind] - 1, dtype=np.int64)


def crowded_share(
    texts: Sequence[str], *, more_than: int = 5, mask: Iterable[str] = (), overlap: float = 0.9
) -> float:
    """Return the share of texts that have more than so many near duplicates.

    Formula: texts with more than `more_than` near duplicates / all texts; 0 for no text. Like the
    rule that no sentence occurs more than five times, but for texts that differ in their figures
    and places only.

    Args:
        texts: The texts.
        more_than: How many near duplicates a text may have.
        mask: Words that are set aside beside numbers.
        overlap: See `near_duplicates`.

    >>> crowded_share(["One.", "One.", "Two."], more_than=0)
    0.6666666666666666
    """
    if not len(texts):
        return 0.0
    return float(np.mean(near_duplicates(texts, mask=mask, overlap=overlap) > more_than))


def numbered(texts: Iterable[str]) -> Whole:
    """Give equal texts equal numbers, from 1 on in order of appearance; 0 for no text.

    >>> numbered(["Yes.", "", "No.", "Yes."]).tolist()
    [1, 0, 2, 1]
    """
    numbers: dict[str, int] = {"": 0}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)


def beyond(numbers: Whole, limit: int) -> npt.NDArray[np.bool_]:
    """Return which entries are uses of their number beyond a limit; 0 is never used too often.

    Args:
        numbers: Whole numbers from 0.
        limit: How often a number may be used; the first uses are within it.

    >>> beyond(np.array([4, 4, 0, 0, 4]), 2).tolist()
    [False, False, False, False, True]
    """
    # In the browser, bincount takes 32-bit whole numbers only.
    often = np.bincount(numbers.astype(np.intp), minlength=1)
    often[0] = 0
    found = np.zeros(len(numbers), dtype=np.bool_)
    many = np.flatnonzero(often[numbers] > limit)
    order = many[np.argsort(numbers[many], kind="stable")]
    start = np.searchsorted(numbers[order], numbers[order], side="left")
    found[order] = np.arange(len(order), dtype=np.int64) - start >= limit
    return found


def _runs(text: str, run: int) -> frozenset[str]:
    words = _WORD.findall(_NUMBER.sub("0", text).lower())
    return frozenset(
        " ".join(words[start : start + run]) for start in range(max(1, len(words) - run + 1))
    )


def _close(kinds: list[frozenset[str]], overlap: float) -> list[tuple[int, int]]:
    """Pairs of sets with that Jaccard index or more.

    Two such sets share a run among the rarest few of each (prefix filtering), so only sets that do
    are held against each other.
    """
    often = Counter(part for kind in kinds for part in kind)
    holders: dict[str, list[int]] = defaultdict(list)
    found = []
    for number in sorted(range(len(kinds)), key=lambda place: len(kinds[place])):
        kind = kinds[number]
        rare = sorted(kind, key=lambda part: (often[part], part))
        rare = rare[: len(kind) - math.ceil(overlap * len(kind)) + 1]
        seen = {other for part in rare for other in holders[part]}
        for other in sorted(seen):
            shared = len(kind & kinds[other])
            if shared >= overlap * (len(kind) + len(kinds[other]) - shared):
                found.append((other, number))
        for part in rare:
            holders[part].append(number)
    return found
