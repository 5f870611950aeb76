"""What fills a claim's slots, technique by technique: the facts, or the facts bent in a known way.

Each kind of frame (`statcomms.data.wording.claims`) has a `Kind`: which releases it can speak
about, what fills its slots in a true and in a false claim, and why a false one is false. A false
claim differs from a true one in what fills the slots and in nothing else.

>>> sorted(KINDS)
['amount', 'axis', 'base', 'cause', 'margin', 'now', 'pair', 'place', 'prices', 'proof', 'quote']
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from statcomms.data.claim_facts import (
    Chance,
    Filled,
    Kind,
    World,
    amount,
    change_from,
    change_words,
    direction_slots,
    subject_of,
    value_words,
)
from statcomms.data.figures import COUNTRY, PLACES, figure, period_of, quarter_of, written
from statcomms.data.indicators import INDICATORS
from statcomms.data.releases import Release
from statcomms.data.wording.claims import EVENTS, POPULATIONS, PRICED, RATES_OF_CHANGE

__all__ = ["BENDS", "KINDS", "Bends"]


@dataclass(frozen=True)
class Bends:
    """How far a false claim bends the facts (all assumed, so that each one can be decided).

    Attributes:
        bases_back: Most quarters before the period where another base may be picked.
        twice: A picked base that does not turn the direction makes the change at least this many
            times as large.
        apart: The change in the figure's unit and in per cent differ at least by this factor.
        shown: Smallest and largest change, in %, that a bar chart blows up.
        cut: How far below the lower bar a cut axis begins, in gaps between the two bars.
        invented: How far an invented figure is off, as a share of the figure.
        invented_margins: And at least by this many margins.
        invented_digits: And at least by this many units of the last digit.
        ceiling: No invented % is above it.
        invented_margin: An invented margin over the real one.
        whole: Share of a province's figures that are claimed for the whole country.
        people_not_place: Share that get the people wrong, not the place, where both are possible.
    """

    bases_back: int = 10
    twice: float = 2.0
    apart: float = 1.3
    shown: tuple[float, float] = (1.5, 15.0)
    cut: tuple[float, float] = (0.4, 1.5)
    invented: tuple[float, float] = (0.12, 0.32)
    invented_margins: float = 3.0
    invented_digits: float = 4.0
    ceiling: float = 97.0
    invented_margin: tuple[float, float] = (2.5, 5.0)
    whole: float = 0.5
    people_not_place: float = 0.5


BENDS = Bends()
"""The numbers of the course."""


# --- cherry-picked base ------------------------------------------------------------------------


def _bases(release: Release, world: World) -> dict[str, tuple[float, bool]]:
    """Other bases that tell another story: change from them, and whether the table shows them."""
    found = {}
    for back in range(1, BENDS.bases_back + 1):
        base = period_of(quarter_of(release.period) - back)
        if base == release.compared_with:
            continue
        old = figure(world.seed, release.indicator, release.place, base)
        change = change_from(release, old)
        turned = change * release.change < 0
        if change and (turned or abs(change) >= BENDS.twice * abs(release.change)):
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
    slots = {
        **direction_slots(change > 0, chance),
        "base": base,
        "change": change_words(release, change),
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


def _is_level(release: Release) -> bool:
    """Whether it is a level or a share that changed, so that its change in per cent has a sense."""
    return (
        release.direction != "unchanged"
        and release.indicator not in RATES_OF_CHANGE
        and min(release.value, release.previous_value) > 0
    )


def _fits_amount(release: Release, _world: World) -> bool:
    if not _is_level(release):
        return False
    low, high = sorted((abs(_gap(release)), abs(_relative(release))))
    return low > 0 and high >= BENDS.apart * low


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
        f"{value_words(release, release.previous_value)}.",
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
        f"A yearly rate of {value_words(release, release.value)} is above zero, so {things} "
        "went up. Only their rate went down.",
    )
    return Filled({"things": things, **swapped.slots}, swapped.wrong)


# --- truncated axis ----------------------------------------------------------------------------


def _fits_axis(release: Release, _world: World) -> bool:
    return _is_level(release) and BENDS.shown[0] <= abs(_relative(release)) <= BENDS.shown[1]


def _fill_axis(release: Release, true: bool, chance: Chance, _world: World) -> Filled:
    gap = abs(release.value - release.previous_value)
    below = gap * chance.between(*BENDS.cut)
    real = f"{abs(100 * (release.value / release.previous_value - 1)):.0f}"
    if true:
        return Filled({"k": real, "start": value_words(release, 0.0)})
    scale = 10**release.decimals
    start = np.floor((min(release.value, release.previous_value) - below) * scale) / scale
    start = max(float(start), 1 / scale)
    seen = 100 * ((release.value - start) / (release.previous_value - start) - 1)
    shown = value_words(release, start)
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
    subject = subject_of(release, chance)
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
    return value_words(release, release.value) != value_words(release, release.previous_value)


def _fill_now(release: Release, true: bool, _chance: Chance, _world: World) -> Filled:
    if true:
        return Filled({})
    old = value_words(release, release.previous_value)
    return Filled(
        {"value": old},
        f"{old} is the figure for {release.compared_with}. The newest one, for {release.period}, "
        f"is {value_words(release, release.value)}.",
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
    if special is not None and chance.number() < BENDS.people_not_place:
        subject, about, others = special
        slots["subject"] = subject
        other = chance.one_of(others)
    swapped = _swap(
        about,
        other,
        true,
        f"The release gives {value_words(release, release.value)} for {about}. It gives no "
        f"figure for {other}.",
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
    whole = chance.number() < BENDS.whole and COUNTRY in apart
    return COUNTRY if whole or not provinces else chance.one_of(provinces)


# --- fabricated --------------------------------------------------------------------------------


def _invent(release: Release, share: float) -> float:
    """A figure that nobody published, on the same side of the previous one.

    It is off by at least an eighth of the figure, three margins and four units of its last digit;
    share (0 to 1) says how much more.
    """
    least = max(
        abs(release.value) * BENDS.invented[0],
        BENDS.invented_margins * (release.margin or 0.0),
        BENDS.invented_digits * 10.0**-release.decimals,
    )
    most = max(abs(release.value) * BENDS.invented[1], 1.5 * least)
    step = least + (most - least) * share
    return round(release.value + (step if release.direction == "up" else -step), release.decimals)


def _fits_invented(release: Release, _world: World) -> bool:
    if release.direction == "unchanged":
        return False
    furthest = _invent(release, 1.0)
    ceiling = BENDS.ceiling if release.unit == "%" else float("inf")
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
        f"The office never wrote this. Its headline has {value_words(release, release.value)}, and "
        f"{value_words(release, invented)} is nowhere in the release.",
    )


def _fill_pair(release: Release, true: bool, chance: Chance, _world: World) -> Filled:
    if true:
        return Filled({})
    invented = _invent(release, chance.number())
    said = value_words(release, invented)
    return Filled(
        {"value": said},
        f"The office published {value_words(release, release.value)} for {release.period}. "
        f"Nobody at the office published {said}.",
    )


def _fits_margin(release: Release, _world: World) -> bool:
    return bool(release.margin)


def _fill_margin(release: Release, true: bool, chance: Chance, _world: World) -> Filled:
    times = chance.between(*BENDS.invented_margin)
    real = release.margin or 0.0
    unit = "percentage points" if release.unit == "%" else release.unit
    if true:
        return Filled({"margin": amount(real, unit, release.decimals)})
    return Filled(
        {"margin": amount(real * times, unit, release.decimals)},
        f"The margin in the release is {amount(real, unit, release.decimals)}. The other one is "
        "invented.",
    )


# --- all kinds ---------------------------------------------------------------------------------

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
