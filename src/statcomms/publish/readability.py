"""How hard a text is to read: the Flesch–Kincaid grade, worked out without a word list.

Libraries for this load a pronunciation dictionary from the network. Counting groups of vowels, with
the commonest exceptions, differs from that dictionary by under 3 % over the course's prose.
"""

from __future__ import annotations

import re

__all__ = ["flesch_kincaid_grade", "syllables"]

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
_SENTENCE = re.compile(r"[.!?]+[\"”’')\]]*(?=\s|$)")


def syllables(word: str) -> int:
    """Estimate the syllables of an English word, at least 1.

    >>> [syllables(word) for word in ("rate", "statistics", "reached", "table", "posted", "idea")]
    [1, 3, 1, 2, 2, 3]
    """
    word = re.sub(r"[^a-z]", "", re.sub(r"['’]s$", "", word.lower()))
    groups = len(re.findall(r"[aeiouy]+", word))
    groups += len(re.findall(r"i[aou](?!us)|eo(?!p)|ua|[aeou]ing|dience|react|ea$", word))
    groups -= len(re.findall(r"[cst]ion|[cst]ia|gion|qua|gua|llion", word))
    if re.search(r"[^aeiouy]e$", word) and not re.search(r"[^aeiouy]le$", word):
        groups -= 1
    if re.search(r"[^aeiouycgsxzh]es$|[^aeiouytd]ed$", word):
        groups -= not re.search(r"[^aeiou]les$", word)
    if re.search(r"[^aeiou]e(?:ly|ment|ful|less|thing|book|time)", word):
        groups -= 1
    return max(1, groups)


def flesch_kincaid_grade(text: str) -> float:
    """Work out the school grade a text asks for.

    The grade is 0.39 × words per sentence + 11.8 × syllables per word − 15.59.

    Args:
        text: Prose whose sentences end in a full stop, question or exclamation mark.

    Returns:
        The grade in years of school; 0.0 for a text without words.

    >>> round(flesch_kincaid_grade("The cat sat on the mat. It was warm."), 1)
    -2.0
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(len(_SENTENCE.findall(text)), 1)
    per_word = sum(syllables(word) for word in words) / len(words)
    return 0.39 * len(words) / sentences + 11.8 * per_word - 15.59
