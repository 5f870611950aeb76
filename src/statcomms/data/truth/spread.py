"""How a claim spreads, and what an answer does to it: a small model with known means.

Hour by hour, people see a claim in two ways: they follow its author, or somebody passes it on. In
hour h (1, 2, ...) the expected number of people who see it for the first time is

    n(h) = (first(h) + passed(h)) x (1 - R(h - 1) / S)

- first(h): the author's own audience, half of what is left of it every `Numbers.first_half_life`
  hours;
- passed(h) = L(h) x (1 - d) x W(h - 1): those reached before pass it on. W counts the people who
  have not yet passed it on, W(h) = d x W(h - 1) + n(h); L(h) is how many people one of them leads
  to, and halves every `PlatformNumbers.half_life` hours as interest decays;
- R(h) = n(1) + ... + n(h), the people reached, out of S, who could be reached: the audience fills.

An answer (`Answer`) makes those who see it pass the claim on less and believe it less; those who
had not heard of the claim hear of it from the answer (amplification), so answering a tiny claim can
enlarge it. A warning before the claim comes up (a prebunk) repeats no claim and enlarges none.

Chance (`simulate_reach`) multiplies all hours by one lognormal number, the hours after
`Numbers.look_hours` by another, both with mean 1, and draws Poisson counts around the product. So
the mean of simulated paths is `reach_by_hour` exactly, with no simulation error.

What the numbers lean on: a correction helps and does not backfire as a rule (Debunking Handbook
2020, doi 10.17910/b7.1182); a prebunk's effect is small and fades in about two weeks (d = 0.37 and
0.10, doi 10.1098/rsos.211719; 0.20 over studies, doi 10.2196/49255; decay, doi
10.1038/s41467-025-57205-x). Only the sign and the rough size come from there: every number below is
assumed, and no conclusion about a real platform or office follows.

>>> small, large = Spread("citizen", "x"), Spread("politician", "facebook")
>>> answer = Answer("office", 4)
>>> expected_believers(large, answer).value < expected_believers(large).value
True
>>> expected_believers(small, answer).value > expected_believers(small).value
True
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from statcomms.data.model import stream
from statcomms.data.truth.expected import Expected
from statcomms.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    Floats: TypeAlias = npt.NDArray[np.float64]
    Whole: TypeAlias = npt.NDArray[np.int64]

__all__ = [
    "MESSENGERS",
    "NUMBERS",
    "Answer",
    "AuthorNumbers",
    "MessengerNumbers",
    "Numbers",
    "PlatformNumbers",
    "Spread",
    "believer_parts",
    "expected_believers",
    "expected_reach",
    "reach_by_hour",
    "simulate_reach",
    "size_seen",
]

MESSENGERS: tuple[str, ...] = ("office", "trusted messenger", "journalist")
"""Who can answer: the office's account, somebody the audience trusts, a journalist."""


@dataclass(frozen=True)
class AuthorNumbers:
    """What differs with the author of a claim (assumed).

    Attributes:
        first: People of the author's own audience who see a usual post of theirs.
        belief: Share of those who see the claim, unanswered, who believe it.
    """

    first: float
    belief: float


@dataclass(frozen=True)
class PlatformNumbers:
    """What differs with the platform (assumed).

    Attributes:
        audience: S, people in Nusamara who could be reached there.
        sharing: L(1), people whom one reached person leads to while interest is fresh.
        half_life: Hours in which interest halves.
    """

    audience: float
    sharing: float
    half_life: float


@dataclass(frozen=True)
class MessengerNumbers:
    """What differs with who answers (assumed).

    Attributes:
        covers: Share of those who see the claim from then on who see the answer too.
        corrects: Share of would-be believers who stop believing when they see it.
        amplifies: People who hear of the claim only from the answer.
    """

    covers: float
    corrects: float
    amplifies: float


@dataclass(frozen=True)
class Numbers:
    """All numbers of the model (all assumed; see the head of this module for what they lean on).

    Attributes:
        authors: By author kind.
        platforms: By platform.
        messengers: By who answers.
        first_half_life: Hours in which half of the author's remaining audience sees the claim.
        delay: d, share of those who have not yet passed the claim on who still wait an hour later.
        stops_sharing: Share of passing on that ends among those who see an answer.
        answer_half_life: Hours after which those who saw the claim before the answer are half as
            likely to see the answer.
        fact_first: Belief of those who hear of the claim from the answer, before the answer's own
            effect, over that of others: they hear the fact first.
        prebunk_covers: Share of the audience that a warning before the claim reaches.
        prebunk_effect: By how much it lowers belief and passing on, among those it reached, on the
            day it is given.
        prebunk_half_life: Hours in which that effect halves: 14 days.
        look_hours: Hours after which a claim shows whether large accounts take it up.
        size_sigma: Standard deviation of the logarithm of chance in all hours.
        later_sigma: Standard deviation of the logarithm of chance in the hours after look_hours.
    """

    authors: Mapping[str, AuthorNumbers] = field(
        default_factory=lambda: MappingProxyType(
            {
                "citizen": AuthorNumbers(60.0, 0.24),
                "page": AuthorNumbers(600.0, 0.26),
                "journalist": AuthorNumbers(900.0, 0.34),
                "politician": AuthorNumbers(1500.0, 0.30),
                "company": AuthorNumbers(400.0, 0.22),
                "anonymous": AuthorNumbers(80.0, 0.18),
            }
        )
    )
    platforms: Mapping[str, PlatformNumbers] = field(
        default_factory=lambda: MappingProxyType(
            {
                "x": PlatformNumbers(160_000.0, 1.60, 11.0),
                "facebook": PlatformNumbers(620_000.0, 1.40, 16.0),
                "linkedin": PlatformNumbers(90_000.0, 1.00, 22.0),
            }
        )
    )
    messengers: Mapping[str, MessengerNumbers] = field(
        default_factory=lambda: MappingProxyType(
            {
                "office": MessengerNumbers(0.35, 0.50, 1400.0),
                "trusted messenger": MessengerNumbers(0.22, 0.65, 90.0),
                "journalist": MessengerNumbers(0.45, 0.50, 5200.0),
            }
        )
    )
    first_half_life: float = 2.0
    delay: float = 0.80
    stops_sharing: float = 0.60
    answer_half_life: float = 12.0
    fact_first: float = 0.40
    prebunk_covers: float = 0.30
    prebunk_effect: float = 0.25
    prebunk_half_life: float = 14 * 24.0
    look_hours: int = 3
    size_sigma: float = 0.35
    later_sigma: float = 1.25


NUMBERS = Numbers()
"""The numbers of the course."""


@dataclass(frozen=True)
class Spread:
    """A claim as far as its spread goes.

    Attributes:
        author_kind: Who made it: one of `statcomms.schema.talk.AUTHOR_KINDS`.
        platform: Where: x, facebook or linkedin.
        size: The author's audience over the usual one of that kind.
        catch: How readily this claim is passed on, over the usual.

    Raises:
        DataError: There is no such kind or platform, or size or catch is not above 0.
    """

    author_kind: str
    platform: str
    size: float = 1.0
    catch: float = 1.0

    def __post_init__(self) -> None:
        _known("author kind", self.author_kind, NUMBERS.authors)
        _known("platform", self.platform, NUMBERS.platforms)
        if not (0 < self.size < math.inf and 0 < self.catch < math.inf):
            raise DataError(
                f"A claim cannot have size {self.size} and catch {self.catch}.",
                "Give two numbers above 0; 1 is usual.",
            )


@dataclass(frozen=True)
class Answer:
    """An answer to a claim.

    Attributes:
        by: Who answers: one of `MESSENGERS`.
        hour: How many hours after the claim came up; 0 or less is a warning before it (a prebunk),
            such as -24 for the day before.

    Raises:
        DataError: There is no such messenger.
    """

    by: str
    hour: int

    def __post_init__(self) -> None:
        _known("messenger", self.by, NUMBERS.messengers)

    @property
    def before(self) -> bool:
        """Whether it comes before the claim."""
        return self.hour <= 0


def reach_by_hour(spread: Spread, answer: Answer | None = None, hours: int = 48) -> Floats:
    """Return the expected number of people who have seen a claim, hour by hour.

    Args:
        spread: The claim.
        answer: The answer to it; None for none.
        hours: How many hours to follow it.

    Returns:
        People, shape (hours + 1,): entry h is R(h), cumulative; entry 0 is 0. It includes those
        who heard of the claim from the answer.

    >>> path = reach_by_hour(Spread("page", "facebook"))
    >>> len(path), float(path[0]), bool((np.diff(path) >= 0).all())
    (49, 0.0, True)
    """
    new, amplified = _new_people(spread, answer, hours)
    return np.asarray(np.cumsum(new + amplified))


def expected_reach(spread: Spread, answer: Answer | None = None, hours: int = 48) -> Expected:
    """Return how many people will have seen a claim after some hours, in closed form.

    Args:
        spread: The claim.
        answer: The answer to it; None for none.
        hours: How many hours to follow it.

    >>> print(round(expected_reach(Spread("citizen", "x")).value, -1))
    260.0
    """
    return Expected(float(reach_by_hour(spread, answer, hours)[-1]), 0.0, "people")


def expected_believers(spread: Spread, answer: Answer | None = None, hours: int = 48) -> Expected:
    """Return how many people will believe a claim after some hours, in closed form.

    Without an answer it is the reach times `AuthorNumbers.belief`. An answer takes away the share
    `corrects` of those who see it: the share `covers` of people reached from then on, and less of
    those reached earlier, the longer ago. Of those who hear of the claim from the answer, 1 -
    `corrects` of the usual share believes it.

    Args:
        spread: The claim.
        answer: The answer to it; None for none.
        hours: How many hours to follow it.

    >>> viral = Spread("politician", "facebook", size=3)
    >>> early, late = (expected_believers(viral, Answer("office", hour)).value for hour in (2, 24))
    >>> early < late < expected_believers(viral).value
    True
    """
    early, late, answered = believer_parts(spread, answer, hours)
    return Expected(early + late + answered, 0.0, "people")


def believer_parts(
    spread: Spread, answer: Answer | None, hours: int, numbers: Numbers = NUMBERS
) -> tuple[float, float, float]:
    """Return believers among those reached up to `Numbers.look_hours`, later, and by the answer.

    Args:
        spread: The claim.
        answer: The answer to it; None for none.
        hours: How many hours to follow it.
        numbers: The numbers of the model.
    """
    new, amplified = _new_people(spread, answer, hours, numbers)
    belief = numbers.authors[spread.author_kind].belief
    believe = belief * new
    if answer is not None and answer.before:
        believe *= 1 - _prebunk(answer, numbers)
    elif answer is not None:
        who = numbers.messengers[answer.by]
        waited = np.maximum(0, answer.hour - np.arange(hours + 1))
        sees = who.covers * 0.5 ** (waited / numbers.answer_half_life)
        believe *= 1 - sees * who.corrects
        amplified = amplified * numbers.fact_first * (1 - who.corrects)
    split = numbers.look_hours + 1
    return (
        float(believe[:split].sum()),
        float(believe[split:].sum()),
        float(belief * amplified.sum()),
    )


def simulate_reach(
    seed: int | str, spread: Spread, answer: Answer | None = None, hours: int = 48
) -> Whole:
    """Return one random path of the people who have seen a claim, hour by hour.

    Its mean over seeds is `reach_by_hour`.

    Args:
        seed: Any whole number or text.
        spread: The claim.
        answer: The answer to it; None for none.
        hours: How many hours to follow it.

    Returns:
        People, shape (hours + 1,), cumulative; entry 0 is 0.

    >>> path = simulate_reach(1, Spread("page", "x"))
    >>> len(path), bool((np.diff(path) >= 0).all())
    (49, True)
    """
    draw = stream(seed, "spread of a claim")
    normal = draw.standard_normal(2)
    new, amplified = _new_people(spread, answer, hours)
    chance = np.full(hours + 1, _mean_one(NUMBERS.size_sigma, float(normal[0])))
    chance[NUMBERS.look_hours + 1 :] *= _mean_one(NUMBERS.later_sigma, float(normal[1]))
    return np.asarray(np.cumsum(draw.poisson(new * chance + amplified)), dtype=np.int64)


def size_seen(author_kind: str, platform: str, seen: float) -> Spread:
    """Return the claim of usual catch that is expected to have been seen by that many by now.

    Now is `Numbers.look_hours` after it came up.

    Args:
        author_kind: Who made it.
        platform: Where.
        seen: People who have seen it so far; less than 1 counts as 1.

    >>> found = size_seen("citizen", "x", 500)
    >>> round(float(reach_by_hour(found)[3]))
    500
    """
    wanted = max(float(seen), 1.0)
    low, high = 0.0, 1e6
    for _ in range(60):
        middle = (low + high) / 2
        path = reach_by_hour(Spread(author_kind, platform, middle), None, NUMBERS.look_hours)
        low, high = (middle, high) if path[-1] < wanted else (low, middle)
    return Spread(author_kind, platform, high)


def _new_people(
    spread: Spread, answer: Answer | None, hours: int, numbers: Numbers = NUMBERS
) -> tuple[Floats, Floats]:
    """Expected people reached for the first time in each hour: by the claim, by the answer."""
    if hours < 1:
        raise DataError(f"A claim cannot be followed for {hours} hours.", "Give at least 1 hour.")
    place = numbers.platforms[spread.platform]
    first = spread.size * numbers.authors[spread.author_kind].first
    stays = 0.5 ** (1 / numbers.first_half_life)
    sharing = place.sharing * spread.catch * _damping(answer, hours, numbers)
    new = np.zeros(hours + 1)
    waiting = reached = 0.0
    for hour in range(1, hours + 1):
        fresh = 0.5 ** ((hour - 1) / place.half_life)
        passed = float(sharing[hour]) * fresh * (1 - numbers.delay) * waiting
        own = first * (1 - stays) * stays ** (hour - 1)
        left = max(0.0, 1 - reached / place.audience)
        new[hour] = min((own + passed) * left, place.audience - reached)
        reached += float(new[hour])
        waiting = numbers.delay * waiting + float(new[hour])
    amplified = np.zeros(hours + 1)
    if answer is not None and not answer.before and answer.hour < hours:
        unaware = max(0.0, 1 - new[: answer.hour + 1].sum() / place.audience)
        since = np.arange(hours - answer.hour)
        pool = numbers.messengers[answer.by].amplifies * unaware
        amplified[answer.hour + 1 :] = pool * (1 - stays) * stays**since
    return new, amplified


def _damping(answer: Answer | None, hours: int, numbers: Numbers) -> Floats:
    """What is left of passing on in each hour once there is an answer."""
    left = np.ones(hours + 1)
    if answer is None:
        return left
    if answer.before:
        return left * (1 - _prebunk(answer, numbers))
    left[answer.hour + 1 :] = 1 - numbers.messengers[answer.by].covers * numbers.stops_sharing
    return left


def _prebunk(answer: Answer, numbers: Numbers) -> float:
    fades = 0.5 ** (-answer.hour / numbers.prebunk_half_life)
    return float(numbers.prebunk_covers * numbers.prebunk_effect * fades)


def _mean_one(sigma: float, normal: float) -> float:
    """A lognormal number with mean 1."""
    return math.exp(sigma * normal - sigma * sigma / 2)


def _known(what: str, name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        raise DataError(f"There is no {what} '{name}'.", "Choose one of: " + ", ".join(known) + ".")
