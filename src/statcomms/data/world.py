"""What is true about Nusamara's audience: the parameters of the outcomes, and the effects in them.

>>> [one.times for one in effects(world()) if (one.factor, one.platform) == ("alt text", "x")]
[1.08]
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.model import parameters
from statcomms.schema import FORMATS_BY_PLATFORM, PLATFORMS, TOPICS

__all__ = ["Change", "Effect", "World", "effects", "hour_log", "world"]

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Change:
    """A break in a series: from a month on the platform counts something else.

    Attributes:
        platform: Platform that changes.
        column: Column of the posts table, such as ``video_views``.
        month: First month with the new definition.
        factor: New level over old level, for the same event.
    """

    platform: str
    column: str
    month: str
    factor: float


@dataclass(frozen=True)
class World:
    """Everything that is true about Nusamara's audience: the parameters of the outcomes.

    Attributes:
        numbers: The block ``assumed`` of calibration.json, perhaps with some values replaced.
        measured: The block ``measured`` of calibration.json.
        changes: The breaks in series.
    """

    numbers: Mapping[str, Any]
    measured: Mapping[str, Any]
    changes: tuple[Change, ...] = field(default=())

    def with_numbers(self, **values: Any) -> World:
        """Return this world with some of its numbers replaced."""
        return replace(self, numbers={**self.numbers, **values})


def world() -> World:
    """Return the world of the course's own tables."""
    found = parameters()
    assumed = found["assumed"]
    return World(
        numbers=assumed,
        measured=found["measured"],
        changes=(
            Change(
                "facebook",
                "impressions",
                assumed["facebook_views_from"],
                assumed["facebook_views_over_impressions"],
            ),
            Change(
                "facebook",
                "video_views",
                assumed["facebook_play_start_from"],
                assumed["facebook_play_start_over_3_seconds"],
            ),
        ),
    )


@dataclass(frozen=True)
class Effect:
    """One known causal effect: what a choice of the office does to a post, all else equal.

    Attributes:
        outcome: ``exposure`` (people on Facebook, showings on X and LinkedIn, without paid ones)
            or ``engagement`` (all engagements, at the same exposure).
        factor: What is chosen: ``topic``, ``format``, ``hour``, ``weekend``, ``release`` or
            ``alt text``.
        level: The choice, such as ``prices``, ``video`` or ``9`` (o'clock); ``yes`` where the
            choice is yes or no.
        platform: Where it holds.
        times: What the outcome is multiplied by, beside a level of factor 1. Ratios of two levels
            of one factor are what matters.
    """

    outcome: str
    factor: str
    level: str
    platform: str
    times: float


def hour_log(numbers: Mapping[str, Any], platform: str, hour: Floats) -> Floats:
    """Return the logarithm of what the hour of publication multiplies a post's exposure by.

    Formula: hour effect x (cos(2 pi (hour - best hour) / 24) - 0.6).

    Args:
        numbers: A world's numbers.
        platform: One of `PLATFORMS`.
        hour: Local times in hours, such as 9.5.
    """
    turn = (hour - numbers["best_hour"][platform]) * (2 * math.pi / 24)
    return np.asarray(numbers["hour_effect"] * (np.cos(turn) - 0.6))


def effects(world: World) -> tuple[Effect, ...]:
    """Return every causal effect that is built into the outcomes.

    An effect on exposure moves the engagements, too: by its power ``slope`` (below 1), because
    engagement is expected around exp(intercept) x exposure ^ slope.

    Args:
        world: What is true about the audience.

    Returns:
        One entry for each outcome, factor, level and platform.

    >>> {one.factor for one in effects(world()) if one.outcome == "engagement"} == {
    ...     "topic", "format"}
    True
    """
    numbers = world.numbers
    found = []
    for platform in PLATFORMS:
        for topic in TOPICS:
            for outcome, name in (("exposure", "topic_exposure"), ("engagement", "topic_rate")):
                times = numbers[name].get(topic, 1.0)
                found.append(Effect(outcome, "topic", topic, platform, times))
        for form in FORMATS_BY_PLATFORM[platform]:
            seen = numbers["format_exposure"].get(form, 1.0)
            rate = numbers["format_rate"][platform].get(form, 1.0)
            found.append(Effect("exposure", "format", form, platform, seen))
            found.append(Effect("engagement", "format", form, platform, rate))
        by_hour = np.exp(hour_log(numbers, platform, np.arange(24, dtype=np.float64)))
        for hour, times in enumerate(by_hour.tolist()):
            found.append(Effect("exposure", "hour", str(hour), platform, times))
        for factor, times in (
            ("weekend", numbers["weekend_exposure"][platform]),
            ("release", numbers["release_exposure"]),
            ("alt text", numbers["alt_text_exposure"]),
        ):
            found.append(Effect("exposure", factor, "yes", platform, times))
    return tuple(found)
