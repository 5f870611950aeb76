"""Claims about releases: half true, half false in a way that is known, in the same words.

Each claim is made from one release by one technique (`TECHNIQUES`): a false claim bends the release
by it, a true one in the same frame does not. True and false claims share frames, techniques and
sizes, drawn without regard to the verdict. Authors, platforms, origins and moves of harm are dealt:
as many of each to true claims as to false ones, in random order. So no column of the table tells
the verdict: only the text beside the release does. In real life
false claims come more often from some authors than from others; here they do not, on purpose.

The verdicts are in `statcomms.data.truth.claims`.

>>> table = draw_claims(2026, 14)
>>> len(table), table["claim_id"].iloc[0]
(14, 'K001')
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from statcomms.data.claim_facts import Chance, Filled, World, common_slots
from statcomms.data.claim_kinds import KINDS
from statcomms.data.figures import figure
from statcomms.data.model import stream
from statcomms.data.releases import Release
from statcomms.data.releases import releases as office_releases
from statcomms.data.similar import sentences
from statcomms.data.tables import COURSE_SEED
from statcomms.data.truth.spread import Spread, simulate_reach
from statcomms.data.wording.claims import (
    CLOSERS,
    CLOSERS_BY_AUTHOR,
    FRAMES,
    OPENERS,
    OPENERS_BY_AUTHOR,
)
from statcomms.data.wording.comment_grammar import fill
from statcomms.errors import DataError
from statcomms.schema import UTC_OFFSET, table
from statcomms.schema.talk import REACH_HOURS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = ["TECHNIQUES", "ClaimNumbers", "Drawn", "claims", "draw_claims", "drawn_claims"]

TECHNIQUES: tuple[str, ...] = tuple(FRAMES)
"""How a figure is misused, in the order of module 7."""

One = TypeVar("One")

_COURSE_CLAIMS = 160
_MOST = 999_999
_MOST_OFTEN = 5
_TRIES = 40
_ATTEMPTS, _MANY, _AS_LONG = 12, 100, 1.025  # tables of 100 claims: halves equally long
_ENOUGH = 4  # a kind with fewer releases repeats itself; used only if a technique has no other


@dataclass(frozen=True)
class ClaimNumbers:
    """Numbers of the claims beside their words (all assumed, none depends on the verdict).

    Attributes:
        authors: Shares of the author kinds.
        platforms: Shares of the platforms.
        origins: Shares of the forms in which a claim came up first.
        opener: Share of claims with a sentence before the claim, if there is room.
        closer: The same for a sentence after it.
        sentences: Most sentences of a claim.
        size_sigma: Standard deviation of the logarithm of the author's audience, over the usual of
            the kind.
        catch_sigma: Standard deviation of the logarithm of how readily a claim is passed on.
        delay_days: Mean days from the release to the claim.
        longest_days: Most days from the release to the claim; the next release on the same thing
            comes later than that.
        harm: Usual harm by topic.
        harm_moves: By how many points a claim is judged off the usual harm, and shares of claims.
    """

    authors: tuple[tuple[str, float], ...] = (
        ("citizen", 0.34),
        ("page", 0.20),
        ("journalist", 0.10),
        ("politician", 0.10),
        ("company", 0.08),
        ("anonymous", 0.18),
    )
    platforms: tuple[tuple[str, float], ...] = (("x", 0.38), ("facebook", 0.44), ("linkedin", 0.18))
    origins: tuple[tuple[str, float], ...] = (
        ("own words", 0.34),
        ("screenshot", 0.20),
        ("news report", 0.14),
        ("speech", 0.08),
        ("forwarded message", 0.16),
        ("video clip", 0.08),
    )
    opener: float = 0.5
    closer: float = 0.5
    sentences: int = 3
    size_sigma: float = 1.0
    catch_sigma: float = 0.12
    delay_days: float = 3.0
    longest_days: float = 20.0
    harm: tuple[tuple[str, int], ...] = (
        ("prices", 1),
        ("labour", 1),
        ("economy", 1),
        ("population", 1),
        ("census", 2),
        ("health", 2),
        ("education", 1),
        ("environment", 1),
        ("tourism", 0),
        ("office", 1),
    )
    harm_moves: tuple[tuple[int, float], ...] = ((-1, 0.20), (0, 0.40), (1, 0.28), (2, 0.12))


NUMBERS = ClaimNumbers()
"""The numbers of the course."""


@dataclass(frozen=True)
class Drawn:
    """A claim with everything that is known about it.

    Attributes:
        claim_id: Its number.
        text: What it says.
        release: The release it speaks about.
        is_true: Whether it agrees with the release.
        technique: One of `TECHNIQUES`; for a true claim the technique that it does without.
        kind: Kind of frame: one of `statcomms.data.claim_kinds.KINDS`.
        frame: The frame, as it stands in `statcomms.data.wording.claims`.
        slots: What fills the frame.
        wrong: Why it is false; empty for a true one.
        origin: In what form it came up first.
        first_seen_at: When the office first saw it.
        spread: How it spreads.
        reach: People who had seen it by `REACH_HOURS`, if nobody answers.
        harm: From 0 to 3.
    """

    claim_id: str
    text: str
    release: Release
    is_true: bool
    technique: str
    kind: str
    frame: str
    slots: Mapping[str, str]
    wrong: str
    origin: str
    first_seen_at: str
    spread: Spread
    reach: tuple[int, ...]
    harm: int


def claims(seed: int | str = COURSE_SEED) -> pd.DataFrame:
    """Return the claims table of a seed: 160 claims about its 24 releases, half of them true.

    Args:
        seed: Seed of the tables.
    """
    return draw_claims(seed, _COURSE_CLAIMS)


def draw_claims(
    seed: int | str, count: int, *, releases: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Draw any number of claims: half of them true, each technique equally often.

    Args:
        seed: Seed of the claims and of the figures behind them.
        count: How many, from 1 to 999,999.
        releases: The releases they speak about, of the same seed, such as
            `statcomms.data.releases.draw_releases` gives; None for the office's own 24.

    Returns:
        A claims table (`statcomms.schema.CLAIMS`), in the order in which they were seen.

    Raises:
        DataError: The count is out of range, or the releases are of another seed or too few.
    """
    import pandas as pd

    from statcomms.data.synth import text_dtype

    rows = drawn_claims(seed, count, releases=releases)
    cells: dict[str, Sequence[Any]] = {
        "claim_id": [row.claim_id for row in rows],
        "text": [row.text for row in rows],
        "release_id": [row.release.release_id for row in rows],
        "platform": [row.spread.platform for row in rows],
        "author_kind": [row.spread.author_kind for row in rows],
        "origin": [row.origin for row in rows],
        "first_seen_at": [row.first_seen_at for row in rows],
        "harm": [row.harm for row in rows],
    }
    for place, hour in enumerate(REACH_HOURS):
        cells[f"reach_{hour}h"] = [row.reach[place] for row in rows]
    return pd.DataFrame(
        {
            one.name: pd.Series(
                list(cells[one.name]), dtype=text_dtype() if one.dtype == "string" else one.dtype
            )
            for one in table("claims").columns
        }
    )


def drawn_claims(
    seed: int | str, count: int, *, releases: pd.DataFrame | None = None
) -> tuple[Drawn, ...]:
    """Draw claims with everything that is known about them: for `statcomms.data.truth` and tests.

    Args:
        seed: See `draw_claims`.
        count: See `draw_claims`.
        releases: See `draw_claims`.

    Returns:
        The claims in the order of the table.

    Raises:
        DataError: See `draw_claims`.
    """
    if not 1 <= count <= _MOST:
        raise DataError(f"{count} claims cannot be drawn.", f"Ask for 1 to {_MOST} claims.")
    rows = _release_rows(office_releases(seed) if releases is None else releases)
    plan = _plan(seed, count)
    made = _written(seed, rows, plan)
    _deal_sides(seed, made)
    seen = stream(seed, "claims seen")
    times = [_seen_at(one["release"], seen) for one in made]
    order = sorted(range(count), key=lambda place: (times[place], place))
    return tuple(
        _finish(seed, number, made[place], times[place])
        for number, place in enumerate(order, start=1)
    )


# --- what is drawn -----------------------------------------------------------------------------


def _plan(seed: int | str, count: int) -> list[tuple[bool, str]]:
    """Verdict and technique of each claim, in random order.

    Each technique has as many true as false claims, up to the last one of an odd count.
    """
    draw = stream(seed, "claims plan")
    techniques = [TECHNIQUES[place] for place in draw.permutation(len(TECHNIQUES))]
    pairs = [techniques[place % len(techniques)] for place in range((count + 1) // 2)]
    plan = [(true, technique) for technique in pairs for true in (True, False)]
    if count % 2:
        plan.pop(-1 if draw.random() < 0.5 else -2)
    return [plan[place] for place in draw.permutation(count)]


def _written(
    seed: int | str, rows: Sequence[Release], plan: Sequence[tuple[bool, str]]
) -> list[dict[str, Any]]:
    """Write all claims; once more if chance makes true ones longer than false ones or shorter."""
    world = _world(seed, rows)
    draw = stream(seed, "claims authors")
    authors = _dealt(draw, NUMBERS.authors, [true for true, _ in plan])
    made: list[dict[str, Any]] = []
    for attempt in range(_ATTEMPTS if len(plan) >= _MANY else 1):
        writer = _Writer(seed, rows, world, attempt)
        made = [writer.write(*one, author) for one, author in zip(plan, authors, strict=True)]
        short, long = sorted(_mean_length(made, true) for true in (True, False))
        if long <= _AS_LONG * short:
            break
    return made


def _mean_length(made: Sequence[Mapping[str, Any]], true: bool) -> float:
    found = [len(one["text"]) for one in made if one["true"] == true]
    return sum(found) / len(found) if found else 0.0


class _Writer:
    """Writes claims so that true and false ones share frames and releases alike.

    Frames are drawn with replacement, so that the verdict on one claim says nothing about another
    in the same words. For each frame there is a pack of the releases that it can speak about.
    """

    def __init__(
        self, seed: int | str, rows: Sequence[Release], world: World, attempt: int
    ) -> None:
        self._draw = stream(seed, f"claims words {attempt}")
        self._world = world
        self._count: Counter[str] = Counter()
        self._taken: Counter[tuple[bool, str]] = Counter()
        decks = stream(seed, "claims decks")
        fits = {
            name: [row for row in rows if kind.fits(row, world)] for name, kind in KINDS.items()
        }
        self._frames: dict[str, list[tuple[str, str]]] = {}
        self._releases: dict[str, list[Release]] = {}
        for technique, kinds in FRAMES.items():
            enough = min(_ENOUGH, max(len(fits[kind]) for kind in kinds)) or 1
            frames = [
                (kind, frame)
                for kind in kinds
                if len(fits[kind]) >= enough
                for frame in kinds[kind]
            ]
            if not frames:
                raise DataError(
                    f"No release allows a claim by the technique {technique}.",
                    "Give more releases.",
                )
            self._frames[technique] = frames
            for kind, frame in frames:
                order = decks.permutation(len(fits[kind]))
                self._releases[frame] = [fits[kind][place] for place in order]

    def write(self, true: bool, technique: str, author: str) -> dict[str, Any]:
        """Write one claim: no sentence of it more than five times in all claims, if possible."""
        pack = self._frames[technique]
        kind, frame = pack[int(self._draw.random() * len(pack))]
        found: dict[str, Any] = {}
        for _ in range(_TRIES):
            found = self._try(true, kind, frame, author)
            if all(self._count[one] < _MOST_OFTEN for one in sentences(found["text"])):
                break
        self._count.update(sentences(found["text"]))
        return {**found, "true": true, "technique": technique, "kind": kind, "frame": frame}

    def _try(self, true: bool, kind: str, frame: str, author: str) -> dict[str, Any]:
        pack = self._releases[frame]
        # False claims go through the same pack from the middle on: same releases, other pairs.
        start = 0 if true else len(pack) // 2
        release = pack[(start + self._taken[true, frame]) % len(pack)]
        self._taken[true, frame] += 1
        chance = Chance(self._draw)
        slots = common_slots(release, chance)
        filled: Filled = KINDS[kind].fill(release, true, chance, self._world)
        slots.update(filled.slots)
        core = fill(frame, slots, chance.draws())
        parts = [core]
        room = NUMBERS.sentences - len(sentences(core))
        before, after = chance.number() < NUMBERS.opener, chance.number() < NUMBERS.closer
        if before and room > 0:
            parts.insert(0, self._side(OPENERS, OPENERS_BY_AUTHOR[author], slots, chance))
            room -= 1
        if after and room > 0:
            parts.append(self._side(CLOSERS, CLOSERS_BY_AUTHOR[author], slots, chance))
        return {
            "text": " ".join(parts),
            "release": release,
            "slots": slots,
            "wrong": filled.wrong,
            "author": author,
        }

    def _side(
        self, every: tuple[str, ...], own: tuple[str, ...], slots: Mapping[str, str], chance: Chance
    ) -> str:
        return fill(chance.one_of((*every, *own)), slots, chance.draws())


def _finish(seed: int | str, number: int, made: Mapping[str, Any], seen_at: datetime) -> Drawn:
    """Add when it was seen and how it spreads, which do not depend on the verdict."""
    normal = stream(seed, f"claim {number}").standard_normal(2)
    spread = Spread(
        made["author"],
        made["platform"],
        math.exp(NUMBERS.size_sigma * float(normal[0])),
        math.exp(NUMBERS.catch_sigma * float(normal[1])),
    )
    path = simulate_reach(f"{seed}|claim {number}", spread, None, max(REACH_HOURS))
    return Drawn(
        claim_id=f"K{number:03d}",
        text=made["text"],
        release=made["release"],
        is_true=made["true"],
        technique=made["technique"],
        kind=made["kind"],
        frame=made["frame"],
        slots=made["slots"],
        wrong=made["wrong"],
        origin=made["origin"],
        first_seen_at=f"{seen_at:%Y-%m-%dT%H:%M}{UTC_OFFSET}",
        spread=spread,
        reach=tuple(int(path[hour]) for hour in REACH_HOURS),
        harm=made["harm"],
    )


def _deal_sides(seed: int | str, made: Sequence[dict[str, Any]]) -> None:
    """Give each claim its platform, origin and harm: alike to true and false ones.

    A move of harm is dealt among the claims of the same usual harm, so that harm itself, and not
    only the move, is as frequent among true claims as among false ones.
    """
    draw = stream(seed, "claims sides")
    true = [one["true"] for one in made]
    sides = zip(
        made,
        _dealt(draw, NUMBERS.platforms, true),
        _dealt(draw, NUMBERS.origins, true),
        strict=True,
    )
    for one, platform, origin in sides:
        one["platform"], one["origin"] = platform, origin
    usual = dict(NUMBERS.harm)
    for points in sorted(set(usual.values())):
        group = [one for one in made if usual[one["release"].topic] == points]
        moves = _dealt(draw, NUMBERS.harm_moves, [one["true"] for one in group])
        for one, move in zip(group, moves, strict=True):
            one["harm"] = min(3, max(0, points + move))


def _dealt(
    draw: np.random.Generator, shares: tuple[tuple[One, float], ...], true: Sequence[bool]
) -> list[One]:
    """An entry for each claim: true and false claims get the same ones, each in random order.

    The entries are drawn evenly over the shares; where there are more of one verdict, its last
    ones have no counterpart.
    """
    most = max(sum(true), len(true) - sum(true))
    places = (draw.permutation(most) + draw.random(most)) / max(1, most)
    cards = [_share(shares, float(place)) for place in places]
    # Both hands hold the first cards; only the longer one holds the others.
    counts = {verdict: sum(one == verdict for one in true) for verdict in (True, False)}
    hands = {
        verdict: iter([cards[place] for place in draw.permutation(count)])
        for verdict, count in counts.items()
    }
    return [next(hands[one]) for one in true]


def _seen_at(release: Release, draw: np.random.Generator) -> datetime:
    """When the office first saw a claim: from half an hour after the release, by day."""
    days = min(float(draw.standard_exponential()) * NUMBERS.delay_days, NUMBERS.longest_days)
    minute = int(draw.random() * 14 * 60)
    released = datetime.fromisoformat(release.released_at).replace(tzinfo=None)
    if days < 1:
        return released + timedelta(minutes=30 + minute * 0.8 // 1)
    day = released.replace(hour=7, minute=0) + timedelta(days=int(days))
    return day + timedelta(minutes=minute)


def _share(shares: tuple[tuple[One, float], ...], uniform: float) -> One:
    """The entry that a number from 0 to 1 falls on."""
    edge = 0.0
    for one, share in shares[:-1]:
        edge += share
        if uniform < edge:
            return one
    return shares[-1][0]


def _release_rows(frame: pd.DataFrame) -> tuple[Release, ...]:
    names = [one.name for one in fields(Release)]
    rows = []
    for cells in frame[names].itertuples(index=False, name=None):
        given = dict(zip(names, cells, strict=True))
        given["decimals"] = int(given["decimals"])
        given["margin"] = None if given["margin"] != given["margin"] else float(given["margin"])
        rows.append(Release(**given))
    return tuple(rows)


def _world(seed: int | str, rows: Sequence[Release]) -> World:
    known = {}
    for row in rows:
        if figure(seed, row.indicator, row.place, row.period) != row.value:
            raise DataError(
                f"Release {row.release_id} is not of seed {seed}.",
                "Draw releases and claims with the same seed.",
            )
        known[row.indicator, row.place, row.period] = row.value
        known[row.indicator, row.place, row.compared_with] = row.previous_value
    moved = [row for row in rows if row.direction != "unchanged"]
    ups = sum(row.direction == "up" for row in moved)
    return World(seed, known, ups / len(moved) if moved else 0.5)
