"""The facts of a release in the words of a post, and what a kind of claim is made of.

>>> amount(1480, "people", 0), day_written("2026-05-20T09:30+10:00")
('1,480 people', '20 May 2026')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np

from statcomms.data.figures import PLACES
from statcomms.data.indicators import INDICATORS
from statcomms.data.releases import Release
from statcomms.data.wording.claims import SUBJECTS
from statcomms.data.wording.comment_grammar import Draws

__all__ = [
    "Chance",
    "Filled",
    "Kind",
    "World",
    "amount",
    "change_from",
    "change_words",
    "common_slots",
    "day_written",
    "direction_slots",
    "subject_of",
    "value_words",
]

One = TypeVar("One")

_CHOICES = 6  # most choices of a frame
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Chance:
    """The random numbers of one claim.

    Args:
        draw: The stream they come from.
    """

    def __init__(self, draw: np.random.Generator) -> None:
        self._draw = draw

    def number(self) -> float:
        """Return a number from 0 to 1."""
        return float(self._draw.random())

    def between(self, low: float, high: float) -> float:
        """Return a number between two numbers."""
        return low + (high - low) * self.number()

    def draws(self) -> Draws:
        """Return numbers for one frame's choices."""
        return Draws([self.number() for _ in range(_CHOICES)])

    def one_of(self, choices: Sequence[One]) -> One:
        """Return one of the choices."""
        return choices[min(int(self.number() * len(choices)), len(choices) - 1)]


@dataclass(frozen=True)
class World:
    """What a kind may look at beside the release.

    Attributes:
        seed: Seed of the figures.
        known: Figures that stand in the releases table, by indicator, place and period.
        share_up: Share of the releases with a change whose direction is up.
    """

    seed: int | str
    known: Mapping[tuple[str, str, str], float]
    share_up: float


@dataclass(frozen=True)
class Filled:
    """What fills a kind's own slots, and what is wrong about it.

    Attributes:
        slots: Words by slot.
        wrong: Why the claim is false, in one or two sentences; empty for a true one.
    """

    slots: Mapping[str, str]
    wrong: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of claim.

    Attributes:
        fits: Whether it can speak about a release.
        fill: Its slots for a release, a verdict and chance.
        right: Why a true claim of this kind is true, in one sentence.
        check: What to check, in one or two sentences.
    """

    fits: Callable[[Release, World], bool]
    fill: Callable[[Release, bool, Chance, World], Filled]
    right: str
    check: str


def amount(value: float, unit: str, decimals: int) -> str:
    """Write a figure as people do in a post: no fixed spaces, a comma in thousands.

    >>> amount(1480, "people", 0), amount(-0.5, "%", 1)
    ('1,480 people', '-0.5%')
    """
    shown = f"{value:,.{decimals}f}"
    return f"{shown}%" if unit == "%" else f"{shown} {unit}".strip()


def day_written(stamp: str) -> str:
    """Write the day of a time stamp in words.

    >>> day_written("2026-05-20T09:30+10:00")
    '20 May 2026'
    """
    day = date.fromisoformat(stamp[:10])
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def common_slots(release: Release, chance: Chance) -> dict[str, str]:
    """Return the slots that every frame may use; they are the same in true and false claims."""
    subject = subject_of(release, chance)
    others = [place for place in PLACES[1:] if place != release.place]
    return {
        "subject": subject,
        "s": f"{subject} {INDICATORS[release.indicator].link} {release.place}",
        "place": release.place,
        "period": release.period,
        "base": release.compared_with,
        "date": day_written(release.released_at),
        "other": chance.one_of(others),
        "value": value_words(release, release.value),
        "previous": value_words(release, release.previous_value),
        "change": change_words(release, release.change),
        **direction_slots(release.direction == "up", chance),
    }


def direction_slots(up: bool, chance: Chance) -> dict[str, str]:
    """Return the slots that say up or down."""
    verbs = ("rose", "went up", "increased") if up else ("fell", "went down", "decreased")
    return {
        "rose": chance.one_of(verbs),
        "rise": "rise" if up else "fall",
        "up": "up" if up else "down",
        "higher": "higher" if up else "lower",
        "taller": "taller" if up else "shorter",
    }


def subject_of(release: Release, chance: Chance) -> str:
    """Return what people call the indicator of a release."""
    one = INDICATORS[release.indicator]
    return chance.one_of(SUBJECTS.get(release.indicator, (one.subject,)))


def value_words(release: Release, value: float) -> str:
    """Write a figure with the unit and the decimals of a release."""
    return amount(value, INDICATORS[release.indicator].short_unit, release.decimals)


def change_words(release: Release, change: float) -> str:
    """Write the size of a change as the release would."""
    decimals = release.decimals if release.unit == "%" else 1
    return amount(abs(change), release.change_unit, decimals)


def change_from(release: Release, old: float) -> float:
    """Return the change from another base as the release would give it.

    Percentage points for a %, else per cent; 0 if it cannot be worked out.
    """
    if release.unit == "%":
        return round(release.value - old, release.decimals)
    return round(100 * (release.value / old - 1), 1) if old else 0.0
