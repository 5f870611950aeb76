"""The people behind the audience table, with what the table does not say: their community.

Everybody belongs to one of nine communities, which no table names: journalists, officials, traders,
analysts, students, rural households, families in town, community workers, people who doubt. The
community decides what is likely about a person: role, sector, place, age, device, interests,
channels, hours, trust and use. All its numbers are in ``audience.json``, and all are assumed.

>>> people = population(2026, 5000)
>>> len(people), people.community_names[:3]
(5000, ('newsrooms', 'officials', 'traders'))
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.model import stream
from statcomms.errors import DataError
from statcomms.schema import AGE_BANDS, PROVINCES, SECTORS, TOPICS
from statcomms.schema.people import CHANNELS, DEVICES, ROLES, TIMES

__all__ = [
    "LANGUAGES",
    "MOST_PEOPLE",
    "NO_INTEREST",
    "Population",
    "audience_parameters",
    "communities",
    "population",
]

Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

LANGUAGES: tuple[str, ...] = ("English", "Nusan", "Tula")
NO_INTEREST = -1
"""Code of the second interest of somebody who named one only."""
MOST_PEOPLE = 99_999
"""Most people a table holds: their numbers have five digits."""
_YEAR = 365
_BASIC_PHONE = DEVICES.index("basic phone")
_DESK_ROLES = [ROLES.index(name) for name in ("policy", "research", "media")]


@dataclass(frozen=True)
class Population:
    """People, one entry each in every array; positions in the word lists of `statcomms.schema`.

    Attributes:
        community: Position in `community_names`: the truth that the audience table leaves out.
        role: Position in ``ROLES``.
        sector: Position in ``SECTORS``.
        province: Position in ``PROVINCES``.
        age_band: Position in ``AGE_BANDS``.
        language: Position in `LANGUAGES`.
        device: Position in ``DEVICES``.
        first_interest: Position in ``TOPICS``.
        second_interest: Position in ``TOPICS``; `NO_INTEREST` for one who named one only.
        uses: People x ``CHANNELS``: whether they use the channel.
        online_time: Position in ``TIMES``.
        trust: Points from 0 to 10.
        recency: Days since they last used a figure.
        frequency: Uses in the last 12 months.
    """

    community: Whole
    role: Whole
    sector: Whole
    province: Whole
    age_band: Whole
    language: Whole
    device: Whole
    first_interest: Whole
    second_interest: Whole
    uses: Flags
    online_time: Whole
    trust: Whole
    recency: Whole
    frequency: Whole

    def __len__(self) -> int:
        return len(self.community)

    @property
    def community_names(self) -> tuple[str, ...]:
        """Names of the communities, in the order of their positions."""
        return tuple(_read()["communities"])


def audience_parameters() -> dict[str, Any]:
    """Return a copy of ``audience.json``: the communities and the truth of their responses."""
    return copy.deepcopy(_read())


def communities(seed: int | str, rows: int) -> Whole:
    """Return the true community of each person of an audience, to judge a segmentation by.

    Args:
        seed: Seed of the audience.
        rows: How many people it has.

    Returns:
        For each row of ``audience(seed, rows)`` the position in `Population.community_names`.

    Raises:
        DataError: There is not at least one person, or more than `MOST_PEOPLE`.

    >>> names = population(2026, 4).community_names
    >>> len(communities(2026, 4)), set(communities(2026, 4)) <= set(range(len(names)))
    (4, True)
    """
    if not 1 <= rows <= MOST_PEOPLE:
        raise DataError(
            f"An audience cannot have {rows} people.", f"Ask for 1 to {MOST_PEOPLE} people."
        )
    shares = np.array([one["share"] for one in _read()["communities"].values()])
    return _place(shares, stream(seed, "audience community").random(rows))


def population(seed: int | str, rows: int) -> Population:
    """Draw people: the same for the same seed, and the first of them also for more rows.

    Args:
        seed: Any whole number or text.
        rows: How many people.

    Returns:
        The people, with their communities.

    Raises:
        DataError: There is not at least one person, or more than `MOST_PEOPLE`.
    """
    found = _read()
    groups = list(found["communities"].values())
    community = communities(seed, rows)

    def draws(name: str) -> Floats:
        return stream(seed, f"audience {name}").random(rows)

    def of(table: str, words: Sequence[str]) -> Floats:
        return _rows([one[table] for one in groups], words)[community]

    role = _place(of("role", ROLES), draws("role"))
    province = _place(of("province", PROVINCES), draws("province"))
    age_band = _place(of("age_band", AGE_BANDS), draws("age"))
    device = _device(of("device", DEVICES), age_band, province, draws("device"))
    topics = of("interest", TOPICS)
    first = _place(topics, draws("first interest"))
    second = _second_interest(topics, first, draws("second interest"))
    second[draws("one interest") < found["one_interest_only"]] = NO_INTEREST
    uses = _uses(
        of("channel", CHANNELS), device, stream(seed, "audience channels").random((rows, 5))
    )
    activity = stream(seed, "audience activity").standard_normal(rows)
    frequency = _frequency(groups, community, activity)
    return Population(
        community=community,
        role=role,
        sector=_place(of("sector", SECTORS), draws("sector")),
        province=province,
        age_band=age_band,
        language=_language(role, province, draws("language")),
        device=device,
        first_interest=first,
        second_interest=second,
        uses=uses,
        online_time=_place(of("online_time", TIMES), draws("time")),
        trust=_trust(
            groups, community, activity, stream(seed, "audience trust").standard_normal(rows)
        ),
        recency=_recency(frequency, draws("recency")),
        frequency=frequency,
    )


# --- one trait each ----------------------------------------------------------------------------


def _device(chances: Floats, age_band: Whole, province: Whole, draw: Floats) -> Whole:
    """Basic phones are commoner among older people and far from the capital."""
    found = _read()
    chances = chances.copy()
    chances[:, _BASIC_PHONE] *= _values(found["basic_phone_odds_by_age"], AGE_BANDS)[age_band]
    chances[:, _BASIC_PHONE] *= _values(found["basic_phone_odds_by_province"], PROVINCES)[province]
    return _place(chances, draw)


def _second_interest(topics: Floats, first: Whole, draw: Floats) -> Whole:
    others = topics.copy()
    others[np.arange(len(first)), first] = 0.0
    return _place(others, draw)


def _uses(chances: Floats, device: Whole, draw: Floats) -> Flags:
    odds = chances / (1 - chances)
    basic = _values(_read()["channel_odds_on_basic_phone"], CHANNELS)
    odds = np.where((device == _BASIC_PHONE)[:, None], odds * basic, odds)
    return np.asarray(draw < odds / (1 + odds))


def _language(role: Whole, province: Whole, draw: Floats) -> Whole:
    found = _read()
    by_province = found["language_by_province"]
    chances = _rows([by_province[name] for name in PROVINCES], LANGUAGES)[province]
    desk = np.isin(role, _DESK_ROLES)
    chances[desk, 0] *= found["english_odds_of_desk_roles"]
    return _place(chances, draw)


def _trust(groups: list[Any], community: Whole, activity: Floats, noise: Floats) -> Whole:
    """Rounded normal points from 0 to 10, higher for those who use the figures more."""
    mean, spread = np.array([one["trust"] for one in groups]).T
    points = mean[community] + _read()["trust_per_activity"] * activity + spread[community] * noise
    return np.asarray(np.clip(np.rint(points), 0, 10), dtype=np.int64)


def _frequency(groups: list[Any], community: Whole, activity: Floats) -> Whole:
    """Uses in a year: lognormal, cut down to whole numbers: a few people use figures daily."""
    mean, spread = np.array([one["log_frequency"] for one in groups]).T
    uses = np.exp(mean[community] + spread[community] * activity)
    return np.asarray(np.floor(np.minimum(uses, _YEAR)), dtype=np.int64)


def _recency(frequency: Whole, draw: Floats) -> Whole:
    """Days since the last of `frequency` uses that fell evenly over the year.

    The last of n uses is 365 (1 - u^(1/n)) days ago. Those who used none in the year did so before
    it: 365 days and an exponential number more.
    """
    found = _read()
    within = _YEAR * (1 - draw ** (1 / np.maximum(frequency, 1)))
    before = _YEAR - np.log1p(-draw) * found["recency_of_those_who_used_none_days"]
    days = np.where(frequency > 0, within, before)
    return np.asarray(np.floor(np.minimum(days, found["longest_recency_days"])), dtype=np.int64)


# --- small parts -------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    text = files("statcomms.data").joinpath("audience.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _values(table: Mapping[str, float], words: Sequence[str]) -> Floats:
    return np.array([table.get(name, 0.0) for name in words], dtype=np.float64)


def _rows(tables: Sequence[Mapping[str, float]], words: Sequence[str]) -> Floats:
    return np.stack([_values(one, words) for one in tables])


def _place(chances: Floats, draw: Floats) -> Whole:
    """Positions drawn with one row of chances for everybody, or one for each."""
    edges = np.cumsum(np.atleast_2d(chances), axis=1)
    reached = draw[:, None] * edges[:, -1:] >= edges
    return np.asarray(np.minimum(reached.sum(axis=1), chances.shape[-1] - 1), dtype=np.int64)
