"""What is true about reach: how often a planned post is shown, and what people do with it.

The closed form of `statcomms.data.outcomes`. Organic exposure is lognormal with a viral part::

    E[exposure ^ p] = median ^ p x exp(p^2 (s_day^2 + s_week^2 + s_post^2) / 2)
                      x (1 - v + v x m ^ p x exp(p^2 s_viral^2 / 2))

with the median moved by followers, month, topic, format, hour, weekend, release and alt text, v the
chance of going viral and m the median multiplier of a viral post. What is drawn with a whole table
in view (`statcomms.data.outcomes.typical_outcomes`) is at most a little nearer to the middle.

>>> post = PlannedPost("facebook", "prices", "photo", "2026-05-20T19:00", alt_text=True)
>>> print(expected_reach(post))
156... people
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import numpy as np

from statcomms.data.months import first_day
from statcomms.data.truth.expected import Expected
from statcomms.data.world import World, hour_log, world
from statcomms.errors import DataError
from statcomms.schema import FORMATS_BY_PLATFORM, PLATFORMS, TOPICS, UTC_OFFSET

__all__ = [
    "CROWDING",
    "PlannedPost",
    "crowding_factors",
    "expected_engagement",
    "expected_followers",
    "expected_reach",
    "expected_reach_of_calendar",
    "expected_showings",
    "organic_log_median",
    "organic_moment",
]

CROWDING = 0.35
"""Assumed: n posts of one account on one day are each shown n ^ -0.35 times as often as one alone.
The posts table has no crowding; a calendar has, or the best one would put every post on one day."""

_FIRST_MONTH = "2024-10"
_DAYS_A_MONTH = 30.4
_SEEN = ("photo", "video", "document")


@dataclass(frozen=True)
class PlannedPost:
    """A post that an office plans.

    Attributes:
        platform: One of ``PLATFORMS``.
        topic: One of ``TOPICS``.
        format: One of the platform's formats.
        at: Local time of publication, such as ``2026-05-20T09:30``; from October 2024 on.
        alt_text: Whether its picture, video or document has a text for people who cannot see it.
        paid: Whether it is boosted; on X nobody boosts.
        release: Whether it announces a release when it comes out.
        followers: Followers of the account on that day; None for the expected number.

    Raises:
        DataError: A word does not exist, the platform has no such format, the time cannot be read
            or is before October 2024, or a text or link post has an alt text.
    """

    platform: str
    topic: str
    format: str
    at: str
    alt_text: bool = False
    paid: bool = False
    release: bool = False
    followers: float | None = None

    def __post_init__(self) -> None:
        _one_of(self.platform, PLATFORMS, "platform")
        _one_of(self.topic, TOPICS, "topic")
        _one_of(self.format, FORMATS_BY_PLATFORM[self.platform], f"{self.platform} format")
        if self.alt_text and self.format not in _SEEN:
            raise DataError(
                f"A {self.format} post has no alt text.", f"Only these have: {', '.join(_SEEN)}."
            )
        if self.followers is not None and not self.followers > 0:
            raise DataError("An account has at least one follower.", "Give a number above 0.")
        if self.day < first_day(_FIRST_MONTH):
            raise DataError(
                f"'{self.at}' is before the account's first month.", "Plan from October 2024 on."
            )

    @property
    def time(self) -> datetime:
        """Local time of publication."""
        try:
            return datetime.fromisoformat(self.at.removesuffix(UTC_OFFSET))
        except ValueError:
            raise DataError(
                f"'{self.at}' is not a time.", "Write it as 2026-05-20T09:30, in local time."
            ) from None

    @property
    def day(self) -> int:
        """Days from 1 January 1970 to the day of publication."""
        return self.time.toordinal() - date(1970, 1, 1).toordinal()


def expected_followers(platform: str, day: int, world: World | None = None) -> float:
    """Return the followers that an account is expected to have at the end of a day.

    Formula: start x exp(n growth / 30.4 + n s^2 / 2), n days after September 2024, with s the daily
    spread of `statcomms.data.synth.followers_by_day`.

    Args:
        platform: One of ``PLATFORMS``.
        day: Days since 1 January 1970.
        world: What is true; None for the course's own world.
    """
    account = _world(world).numbers["followers"][platform]
    growth = account["growth_a_month"]
    spread = max(growth, 0.002) / _DAYS_A_MONTH * 1.5
    days = day - first_day(_FIRST_MONTH) + 1
    return float(account["start"] * math.exp(days * growth / _DAYS_A_MONTH + days * spread**2 / 2))


def organic_moment(post: PlannedPost, power: float = 1.0, world: World | None = None) -> float:
    """Return E[exposure ^ power] of a post's organic exposure over its whole life.

    Exposure is people on Facebook, showings on X and LinkedIn, before rounding down.

    Args:
        post: The post.
        power: The power, such as 1 for the mean.
        world: What is true; None for the course's own world.
    """
    numbers, name = _world(world).numbers, post.platform
    variance = sum(numbers[f"sigma_{part}"][name] ** 2 for part in ("day", "week", "post"))
    viral, chance = numbers["viral_multiplier"], numbers["viral_probability"][name]
    jump = viral["median"] ** power * math.exp(power**2 * viral["sigma"] ** 2 / 2)
    body = math.exp(power * organic_log_median(post, world) + power**2 * variance / 2)
    return float(body * (1 - chance + chance * jump))


def organic_log_median(post: PlannedPost, world: World | None = None) -> float:
    """Return the logarithm of the median of a post's organic exposure if it does not go viral.

    Args:
        post: The post.
        world: What is true; None for the course's own world.
    """
    numbers = _world(world).numbers
    name, time = post.platform, post.time
    owners = post.followers or expected_followers(name, post.day, world)
    months = time.year * 12 + time.month - (2024 * 12 + 10)
    log_median = math.log(owners * numbers["exposure_over_followers_median"][name])
    log_median += numbers["exposure_trend_a_month"][name] * months
    log_median += math.log(numbers["topic_exposure"].get(post.topic, 1.0))
    log_median += math.log(numbers["format_exposure"].get(post.format, 1.0))
    log_median += float(hour_log(numbers, name, np.array(time.hour + time.minute / 60)))
    if time.weekday() >= 5:
        log_median += math.log(numbers["weekend_exposure"][name])
    if post.release:
        log_median += math.log(numbers["release_exposure"])
    if post.alt_text:
        log_median += math.log(numbers["alt_text_exposure"])
    return float(log_median)


def expected_reach(post: PlannedPost, world: World | None = None) -> Expected:
    """Return what a post's exposure will be on average, paid showings included.

    On Facebook it is people, as ``reach`` in the posts table: organic people, and paid showings
    over the showings that one person gets. On X and LinkedIn, which report no reach, it is
    showings, as ``impressions``.

    Args:
        post: The post.
        world: What is true; None for the course's own world.

    Returns:
        People or showings over the post's whole life, with standard error 0.
    """
    truth = _world(world)
    organic, bought = organic_moment(post, 1.0, truth), _paid(post, truth)
    if post.platform == "facebook":
        people = organic + bought / truth.numbers["paid_impressions_per_person"]
        return Expected(people, 0.0, "people")
    return Expected(organic + bought, 0.0, "showings")


def expected_showings(post: PlannedPost, world: World | None = None) -> Expected:
    """Return how often a post will be shown on average, on any platform.

    On Facebook each person is shown it about 1.8 times, as Facebook counted Impressions up to
    January 2025: one definition for all dates.

    Args:
        post: The post.
        world: What is true; None for the course's own world.
    """
    truth = _world(world)
    return Expected(
        organic_moment(post, 1.0, truth) * _showings_a_person(post.platform, truth)
        + _paid(post, truth),
        0.0,
        "showings",
    )


def crowding_factors(posts: Sequence[PlannedPost], crowding: float = CROWDING) -> list[float]:
    """Return what each post's organic exposure is multiplied by for the others of its day.

    Args:
        posts: The posts of a plan.
        crowding: The power, from 0 (no crowding) to 1 (a day has a fixed attention).

    Returns:
        n ^ -crowding for a post that is one of n of its account on its day.

    >>> one = PlannedPost("x", "prices", "text", "2026-05-20T09:00")
    >>> [round(factor, 2) for factor in crowding_factors([one, one])]
    [0.78, 0.78]
    """
    there = Counter((post.platform, post.day) for post in posts)
    return [there[post.platform, post.day] ** -crowding for post in posts]


def expected_reach_of_calendar(
    posts: Sequence[PlannedPost], world: World | None = None, crowding: float = CROWDING
) -> Expected:
    """Return how often all posts of a calendar will be shown on average.

    Reach cannot be added up over posts, because the same person may see several; showings can.
    Posts of one account on one day share its followers' attention (`crowding_factors`).

    Args:
        posts: The posts. Whether the calendar keeps its rules is not looked at here.
        world: What is true; None for the course's own world.
        crowding: The power of crowding.

    Returns:
        Showings, with standard error 0.
    """
    truth = _world(world)
    total = 0.0
    for post, factor in zip(posts, crowding_factors(posts, crowding), strict=True):
        bought = _paid(post, truth)
        total += (expected_showings(post, truth).value - bought) * factor + bought
    return Expected(total, 0.0, "showings")


def expected_engagement(
    post: PlannedPost, world: World | None = None, attention: float = 1.0
) -> dict[str, Expected]:
    """Return how many of each kind of engagement a post will get on average over its life.

    Formula: (exp(a) E[exposure ^ b] x format's rate x topic's rate + paid rate x E[paid showings])
    x the kind's share, with b below 1.

    Args:
        post: The post.
        world: What is true; None for the course's own world.
        attention: What its organic exposure is multiplied by, such as a factor of crowding.

    Returns:
        ``reactions``, ``comments``, ``shares`` and the clicks that the platform reports.
    """
    truth = _world(world)
    numbers, name = truth.numbers, post.platform
    slope = numbers["slope"][name]
    level = math.exp(numbers["intercept"][name]) * organic_moment(post, slope, truth)
    level *= attention**slope
    level *= numbers["format_rate"][name].get(post.format, 1.0)
    level *= numbers["topic_rate"].get(post.topic, 1.0)
    level += numbers["paid_rate"].get(name, 0.0) * _paid(post, truth)
    found = {kind: level * share for kind, share in numbers["mix"][name].items()}
    for kind, weights in numbers["side_clicks"][name].items():
        found[kind] = level * weights.get(post.format, 0.0)
    return {
        kind: Expected(value, 0.0, kind.replace("other_clicks", "other clicks"))
        for kind, value in found.items()
    }


# --- small parts -------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _course_world() -> World:
    return world()


def _world(given: World | None) -> World:
    return given or _course_world()


def _paid(post: PlannedPost, truth: World) -> float:
    """Paid showings on average."""
    budget = truth.numbers["paid_impressions"].get(post.platform)
    if not post.paid or budget is None:
        return 0.0
    return float(budget["median"] * math.exp(budget["sigma"] ** 2 / 2))


def _showings_a_person(platform: str, truth: World) -> float:
    """Organic showings for each person reached: 1 where exposure is showings already.

    The mean of median x exp(0.13 z + 0.12 g), z standard normal, g gamma of shape 0.3, as in
    `statcomms.data.outcomes`.
    """
    if platform != "facebook":
        return 1.0
    median = truth.measured[platform]["impressions_over_reach_median"]
    return float(median * math.exp(0.13**2 / 2) * (1 - 0.12) ** -0.3)


def _one_of(word: str, words: tuple[str, ...], what: str) -> None:
    if word not in words:
        raise DataError(f"There is no {what} '{word}'.", f"Choose one of: {', '.join(words)}.")
