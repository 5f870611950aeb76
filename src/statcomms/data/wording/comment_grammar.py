"""From a frame and a post's facts to the words of one comment.

>>> fill("0 Is it [high|low] in {place}?", {"place": "Korasi"}, Draws([0.7]))
'Is it low in Korasi?'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

__all__ = ["MOODS", "Draws", "fill", "mood_of", "second_language", "sentences", "slots_of"]

MOODS: dict[str, float] = {"++": 1.4, "+": 0.5, "0": 0.0, "-": -0.6, "--": -1.4, "~": -1.0}
"""Mood of a frame by its mark, in units where coders cut at -0.5 and 0.5; ``~`` is irony."""

_CHOICE = re.compile(r"\[([^\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_ARTICLE = re.compile(
    r"\b([Tt]he|[Aa]n?) (?!lot|few|little|bit|week|day|month|year|quarter|home)(?=[a-z])"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_KEEP_ARTICLE = 0.3
_GOLDEN = 0.6180339887498949  # a step that spreads numbers evenly over 0 to 1
_SIMPLE_TENSES = (
    ("have been waiting", "am waiting"),
    ("has gone up", "went up"),
    ("have gone up", "went up"),
    ("does not work", "do not work"),
    ("does not open", "do not open"),
    ("would do more", "do more"),
    ("has changed", "changed"),
    ("I could not find", "I did not find"),
    ("I would have shown", "I would show"),
    ("will you ask", "you will ask"),
    ("Where do I find", "Where I can find"),
    ("Where can I find", "Where I find"),
    ("is going", "goes"),
    ("took part", "take part"),
)


class Draws:
    """Numbers from 0 to 1, used one after the other; when they run out, moved on and used again.

    Args:
        numbers: The numbers, at least one.
    """

    def __init__(self, numbers: Sequence[float]) -> None:
        self._numbers = numbers
        self._next = 0

    def number(self) -> float:
        """Return the next number."""
        again, place = divmod(self._next, len(self._numbers))
        self._next += 1
        return (self._numbers[place] + again * _GOLDEN) % 1.0

    def one_of(self, choices: Sequence[str]) -> str:
        """Return one of the choices, chosen by the next number."""
        return choices[min(int(self.number() * len(choices)), len(choices) - 1)]


def mood_of(frame: str) -> float:
    """Return the mood that a frame's mark stands for; see `MOODS`.

    >>> mood_of("-- Nobody answers.")
    -1.4
    """
    return MOODS[frame.split(" ", 1)[0]]


def slots_of(frame: str) -> frozenset[str]:
    """Return the names of the facts that a frame asks for.

    >>> sorted(slots_of("0 Is it {figure} in {place}?"))
    ['figure', 'place']
    """
    return frozenset(_SLOT.findall(frame))


def fill(frame: str, facts: Mapping[str, str], draws: Draws) -> str:
    """Make the words of a frame: choose among its alternatives, then put in the facts.

    Args:
        frame: With its mood's mark, or without one.
        facts: What stands for each ``{name}``.
        draws: Decides the choices.
    """
    mark, _, rest = frame.partition(" ")
    words = rest if mark in MOODS else frame
    words = _CHOICE.sub(lambda found: draws.one_of(found[1].split("|")), words)
    words = _SLOT.sub(lambda found: facts[found[1]], words)
    return _capitals(words)


def second_language(words: str, draws: Draws) -> str:
    """Write words as somebody may who learned English late: fewer articles, simple tenses.

    >>> second_language("The figure has gone up in the north.", Draws([0.9]))
    'Figure went up in north.'
    """
    for full, simple in _SIMPLE_TENSES:
        words = words.replace(full, simple)
    words = _ARTICLE.sub(lambda found: found[0] if draws.number() < _KEEP_ARTICLE else "", words)
    return _capitals(words)


def sentences(words: str) -> list[str]:
    """Split a comment into sentences, in small letters and without what ends them.

    >>> sentences("Thanks! Is it 4.1% in Korasi?")
    ['thanks', 'is it 4.1% in korasi']
    """
    return [one.strip(" .!?").lower() for one in _SENTENCE_END.split(words) if one.strip(" .!?")]


def _capitals(words: str) -> str:
    """The words with a capital at the beginning of each sentence."""
    return re.sub(r"(^|[.!?] )([a-z])", lambda found: found[1] + found[2].upper(), words)
