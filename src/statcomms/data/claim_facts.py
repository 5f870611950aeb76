"""What fills a claim's slots: the facts of a release, or the facts bent in one known way.

Each kind of frame (`statcomms.data.wording.claims`) has a `Kind`: which releases it can speak
about, what fills its slots in a true and in a false claim, and why a false one is false. A false
claim differs from a true one in what fills the slots and in nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np

from statcomms.data.figures import (
    COUNTRY,
    PLACES,
    figure,
    period_of,
    quarter_of,
    written,
)
from statcomms.data.indicators import INDICATORS
from statcomms.data.releases import Release
from statcomms.data.wording.claims import EVENTS, POPULATIONS, PRICED, SUBJECTS
from statcomms.data.wording.comment_grammar import Draws

__all__ = ["KINDS", "Chance", "Filled", "Kind", "World", "amount", "common_slots", "day_written"]

One = TypeVar("One")

_CHOICES = 6  # most choices of a frame
_BASES_BACK = range(1, 11)  # quarters before the period where a base may be picked
_TWICE = 2.0  # a picked base in the same direction at least doubles the change
_SHOWN = (1.5, 15.0)  # smallest and largest change, in %, that a bar chart blows up
_CUT = (0.4, 1.5)  # how far below the lower bar a cut axis begins, in gaps between the bars
_APART = 1.3  # two amounts differ if one is at least this many times the other
_INVENTED = (0.12, 0.32)  # how far an invented figure is off, as a share of the figure
_INVENTED_MARGINS = 3.0  # and at least, in margins
_CEILING = 97.0  # no invented % is above it
_INVENTED_MARGIN = (2.5, 5.0)  # an invented margin over the real one
_WHOLE = 0.5  # share of a province's figures that are claimed for the whole country
_PEOPLE_NOT_PLACE = 0.5  # share that get the people wrong, not the place, where both are possible
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
    one = INDICATORS[release.indicator]
    subject = chance.one_of(SUBJECTS.get(release.indicator, (one.subject,)))
    up = release.direction == "up"
    others = [place for place in PLACES[1:] if place != release.place]
    verb = ("rose", "went up", "increased") if up else ("fell", "went down", "decreased")
    return {
        "subject": subject,
        "s": f"{subject} {one.link} {release.place}",
        "place": release.place,
        "period": release.period,
        "base": release.compared_with,
        "date": day_written(release.released_at),
        "other": chance.one_of(others),
        "value": _value(release, release.value),
        "previous": _value(release, release.previous_value),
        "change": _change(release, release.change),
        "rose": chance.one_of(verb),
        "rise": "rise" if up else "fall",
        "up": "up" if up else "down",
        "higher": "higher" if up else "lower",
        "taller": "taller" if up else "shorter",
    }


# --- cherry-picked base ------------------------------------------------------------------------


def _bases(release: Release, world: World) -> dict[str, tuple[float, bool]]:
    """Other bases that tell another story: change from them, and whether the table shows them."""
    found = {}
    for back in _BASES_BACK:
        base = period_of(quarter_of(release.period) - back)
        if base == release.compared_with:
            continue
        old = figure(world.seed, release.indicator, release.place, base)
        change = _change_from(release, old)
        turned = change * release.change < 0
        if change and (turned or abs(change) >= _TWICE * abs(release.change)):
            known = (release.indicator, release.place, base) in world.known
            found[base] = (change, known)
    return found


def _fill_base(release: Release, true: bool, chance: Chance, world: World) -> Filled:
    wanted = 1 if chance.number() < world.share_up else -1
    number = chance.number()
    if true:
        return Filled({})
    every = _bases(release, world)
    ways: tuple[dict[str, float], ...] = (
        {base: change for base, (change, known) in every.items() if known and change * wanted > 0},
        {base: change for base, (change, _) in every.items() if change * wanted > 0},
        {base: change for base, (change, _) in every.items()},
    )
    bases = next(way for way in ways if way)
    ordered = sorted(bases, key=lambda base: -abs(bases[base]))[:3]
    base = ordered[int(number * len(ordered))]
    change = bases[base]
    up = change > 0
    verb = ("rose", "went up", "increased") if up else ("fell", "went down", "decreased")
    slots = {
        "base": base,
        "change": _change(release, change),
        "rose": verb[int(chance.number() * 3)],
        "rise": "rise" if up else "fall",
        "up": "up" if up else "down",
        "higher": "higher" if up else "lower",
    }
    turned = change * release.change < 0
    effect = "turns the direction round" if turned else "makes the change look much larger"
    return Filled(
        slots,
        f"The release compares with {release.compared_with}, not with {base}. The other base "
        f"{effect}.",
    )


# --- rate and level ----------------------------------------------------------------------------


def _relative(release: Release) -> float:
    return round(100 * (release.value / release.previous_value - 1), 1)


def _gap(release: Release) -> float:
    return round(release.value - release.previous_value, release.decimals)


def _fits_amount(release: Release, _world: World) -> bool:
    if release.direction == "unchanged" or min(release.value, release.previous_value) <= 0:
        return False
    low, high = sorted((abs(_gap(release)), abs(_relative(release))))
    return low > 0 and high >= _APART * low


def _fill_amount(release: Release, true: bool, chance: Chance, _world: World) -> Filled:
    gap, relative = abs(_gap(release)), abs(_relative(release))
    points = "percentage points" if release.unit == "%" else release.unit
    of_gap = chance.number() < 0.5
    decimals = release.decimals if of_gap else 1
    value = gap if of_gap else relative
    right = f"{gap:,.{release.decimals}f} {points}, or {relative:.1f}%"
    said = amount(value, points if of_gap == true else "%", decimals)
    if true:
        return Filled({"amount": said})
    return Filled(
        {"amount": said},
        f"The number has the wrong unit: {said} is not the change. It is {right} of "
        f"{_value(release, release.previous_value)}.",
    )


def _fits_prices(release: Release, _world: World) -> bool:
    return (
        release.indicator in PRICED
        and release.direction == "down"
        and release.value > 0
        and release.previous_value > 0
    )


def _fill_prices(release: Release, true: bool, chance: Chance, _world: World) -> Filled:
    ways = (("went up", "went down"), ("rose", "fell"), ("increased", "decreased"))
    up, down = chance.one_of(ways)
    things = PRICED[release.indicator]
    swapped = _swap(
        up,
        down,
        true,
        f"A yearly rate of {_value(release, release.value)} is above zero, so {things} went up. "
        "Only their rate went down.",
    )
    return Filled({"things": things, **swapped.slots}, swapped.wrong)


# --- truncated axis ----------------------------------------------------------------------------


def _fits_axis(release: Release, _world: World) -> bool:
    if release.direction == "unchanged" or min(release.value, release.previous_value) <= 0:
        return False
    return _SHOWN[0] <= abs(_relative(release)) <= _SHOWN[1]


def _fill_axis(release: Release, true: bool, chance: Chance, _world: World) -> Filled:
    gap = abs(release.value - release.previous_value)
    below = gap * chance.between(*_CUT)
    real = f"{abs(100 * (release.value / release.previous_value - 1)):.0f}"
    if true:
        return Filled({"k": real, "start": _value(release, 0.0)})
    scale = 10**release.decimals
    start = np.floor((min(release.value, release.previous_value) - below) * scale) / scale
    start = max(float(start), 1 / scale)
    seen = 100 * ((release.value - start) / (release.previous_value - start) - 1)
    shown = _value(release, start)
    return Filled(
        {"k": f"{abs(seen):.0f}", "start": shown},
        f"The bars look so because their axis is cut off below {shown}. The figure itself changed "
        f"by about {real}%.",
    )


# --- false cause -------------------------------------------------------------------------------


def _changed(release: Release, _world: World) -> bool:
    return release.direction != "unchanged"


def _swap(fact: str, other: str, true: bool, wrong: str) -> Filled:
    if true:
        return Filled({"yes": fact, "no": other})
    return Filled({"yes": other, "no": fact}, wrong)


_NO_CAUSE = (
    "The release gives the change and what it is compared with. It names no cause, so nothing in "
    "it shows that {event} had a part in it."
)


def _fill_cause(release: Release, true: bool, chance: Chance, _world: World) -> Filled:
    event = _event(release, chance)
    subject = chance.one_of(
        SUBJECTS.get(release.indicator, (INDICATORS[release.indicator].subject,))
    )
    s = f"{subject} {INDICATORS[release.indicator].link} {release.place}"
    fact, cause = chance.one_of(
        (
            (f"how much {s} changed since {release.compared_with}", f"how much {event} moved it"),
            (f"whether {s} went up or down", f"whether {event} was the reason"),
            (
                f"how {release.period} compares with {release.compared_with}",
                f"how {event} changed {s}",
            ),
        )
    )
    return _swap(fact, cause.replace("moved it", f"moved {s}"), true, _NO_CAUSE.format(event=event))


def _fill_proof(release: Release, true: bool, chance: Chance, _world: World) -> Filled:
    event = _event(release, chance)
    base = release.compared_with
    fact, cause = chance.one_of(
        (
            (f"a comparison with {base}", f"a proof that {event} was the cause"),
            (f"the figure for {base}", f"{event} as the cause"),
            (f"a number for {base}", f"a word on {event} as the reason"),
        )
    )
    return _swap(fact, cause, true, _NO_CAUSE.format(event=event))


def _event(release: Release, chance: Chance) -> str:
    places = PLACES[1:] if release.place == COUNTRY else (release.place,)
    return chance.one_of(EVENTS).format(other=chance.one_of(places))


# --- stale figure ------------------------------------------------------------------------------


def _fits_now(release: Release, _world: World) -> bool:
    return _value(release, release.value) != _value(release, release.previous_value)


def _fill_now(release: Release, true: bool, _chance: Chance, _world: World) -> Filled:
    if true:
        return Filled({})
    old = _value(release, release.previous_value)
    return Filled(
        {"value": old},
        f"{old} is the figure for {release.compared_with}. The newest one, for {release.period}, "
        f"is {_value(release, release.value)}.",
    )


# --- wrong population --------------------------------------------------------------------------


def _has_other_place(release: Release, world: World) -> bool:
    return any(
        figure(world.seed, release.indicator, place, release.period) != release.value
        for place in PLACES
    )


def _fill_place(release: Release, true: bool, chance: Chance, world: World) -> Filled:
    special = POPULATIONS.get(release.indicator)
    slots: dict[str, str] = {}
    about, other = release.place, _other_place(release, chance, world)
    if special is not None and chance.number() < _PEOPLE_NOT_PLACE:
        subject, about, others = special
        slots["subject"] = subject
        other = chance.one_of(others)
    swapped = _swap(
        about,
        other,
        true,
        f"The release gives {_value(release, release.value)} for {about}. It gives no figure for "
        f"{other}.",
    )
    return Filled({**slots, **swapped.slots}, swapped.wrong)


def _other_place(release: Release, chance: Chance, world: World) -> str:
    """A place with another figure: a province, or Nusamara half the time if the figure is not."""
    apart = [
        place
        for place in PLACES
        if figure(world.seed, release.indicator, place, release.period) != release.value
    ]
    provinces = [place for place in apart if place != COUNTRY]
    whole = chance.number() < _WHOLE and COUNTRY in apart
    return COUNTRY if whole or not provinces else chance.one_of(provinces)


# --- fabricated --------------------------------------------------------------------------------


def _invent(release: Release, share: float) -> float:
    """A figure that nobody published, on the same side of the previous one.

    It is off by at least an eighth of the figure, three margins and four units of its last digit;
    share (0 to 1) says how much more.
    """
    least = max(
        abs(release.value) * _INVENTED[0],
        _INVENTED_MARGINS * (release.margin or 0.0),
        4 * 10.0**-release.decimals,
    )
    most = max(abs(release.value) * _INVENTED[1], 1.5 * least)
    step = least + (most - least) * share
    return round(release.value + (step if release.direction == "up" else -step), release.decimals)


def _fits_invented(release: Release, _world: World) -> bool:
    if release.direction == "unchanged":
        return False
    furthest = _invent(release, 1.0)
    ceiling = _CEILING if release.unit == "%" else float("inf")
    return furthest <= ceiling and (release.value > 0) == (furthest > 0)


def _fill_quote(release: Release, true: bool, chance: Chance, _world: World) -> Filled:
    if true:
        return Filled({"quote": release.headline})
    one = INDICATORS[release.indicator]
    invented = _invent(release, chance.number())
    real, bent = (
        written(value, one.short_unit, one.decimals) for value in (release.value, invented)
    )
    quote = re.sub(rf"(?<![\d.\u202f]){re.escape(real)}", bent, release.headline, count=1)
    return Filled(
        {"quote": quote},
        f"The office never wrote this. Its headline has {_value(release, release.value)}, and "
        f"{_value(release, invented)} is nowhere in the release.",
    )


def _fill_pair(release: Release, true: bool, chance: Chance, _world: World) -> Filled:
    if true:
        return Filled({})
    invented = _invent(release, chance.number())
    said = _value(release, invented)
    return Filled(
        {"value": said},
        f"The office published {_value(release, release.value)} for {release.period}. Nobody at "
        f"the office published {said}.",
    )


def _fits_margin(release: Release, _world: World) -> bool:
    return bool(release.margin)


def _fill_margin(release: Release, true: bool, chance: Chance, _world: World) -> Filled:
    times = chance.between(*_INVENTED_MARGIN)
    real = release.margin or 0.0
    unit = "percentage points" if release.unit == "%" else release.unit
    if true:
        return Filled({"margin": amount(real, unit, release.decimals)})
    return Filled(
        {"margin": amount(real * times, unit, release.decimals)},
        f"The margin in the release is {amount(real, unit, release.decimals)}. The other one is "
        "invented.",
    )


# --- small parts -------------------------------------------------------------------------------


def _value(release: Release, value: float) -> str:
    return amount(value, INDICATORS[release.indicator].short_unit, release.decimals)


def _change(release: Release, change: float) -> str:
    decimals = release.decimals if release.unit == "%" else 1
    unit = release.change_unit
    return amount(abs(change), unit, decimals)


def _change_from(release: Release, old: float) -> float:
    """Change from another base, as the release would write it; 0 if it cannot be worked out."""
    if release.unit == "%":
        return round(release.value - old, release.decimals)
    return round(100 * (release.value / old - 1), 1) if old else 0.0


KINDS: Mapping[str, Kind] = {
    "base": Kind(
        lambda release, world: release.direction != "unchanged" and bool(_bases(release, world)),
        _fill_base,
        "The base and the change are those of the release.",
        "Compare the claim's base with the column compared_with, then change and direction.",
    ),
    "amount": Kind(
        _fits_amount,
        _fill_amount,
        "The change has the right unit: per cent of the earlier figure, or the difference in the "
        "figure's own unit, which for a % is percentage points.",
        "Take the two figures: subtract for the change in the figure's own unit (percentage points "
        "for a %), divide for the change in per cent.",
    ),
    "prices": Kind(
        _fits_prices,
        _fill_prices,
        "A yearly rate that fell but is above zero means that prices went up, more slowly.",
        "Is the rate above zero? Then prices went up. Did the rate fall? Then they went up more "
        "slowly.",
    ),
    "axis": Kind(
        _fits_axis,
        _fill_axis,
        "The bars are as far apart as the figures.",
        "Divide the value by the previous value: that is how far apart bars from zero would be.",
    ),
    "cause": Kind(
        _changed,
        _fill_cause,
        "The release gives the change and its comparison, and names no cause.",
        "Read the release for a cause. It gives figure, change and comparison only.",
    ),
    "proof": Kind(
        _changed,
        _fill_proof,
        "The release gives the change and its comparison, and names no cause.",
        "Read the release for a cause. It gives figure, change and comparison only.",
    ),
    "now": Kind(
        _fits_now,
        _fill_now,
        "It is the newest figure on the day the claim came up.",
        "Is it the release's value, or the previous value? No newer release on this came before "
        "the claim.",
    ),
    "place": Kind(
        _has_other_place,
        _fill_place,
        "The figure is claimed for those it was released for.",
        "Compare whom and which place the claim speaks of with the columns place and headline.",
    ),
    "quote": Kind(
        _fits_invented,
        _fill_quote,
        "The quotation is the headline, word for word.",
        "Compare the quotation with the headline, figure by figure.",
    ),
    "pair": Kind(
        _fits_invented,
        _fill_pair,
        "Every figure in it is in the release.",
        "Look for each figure in the columns value and previous_value.",
    ),
    "margin": Kind(
        _fits_margin,
        _fill_margin,
        "Figure and margin are those of the release.",
        "Compare it with the column margin.",
    ),
}
"""The kinds of claim, by name."""
