from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
import pytest

from statcomms.data.months import month_list
from statcomms.data.outcomes import outcomes
from statcomms.data.plan import plan_posts
from statcomms.data.world import Effect, effects, hour_log, world
from statcomms.schema import FORMATS, FORMATS_BY_PLATFORM, PLATFORMS, TOPICS

MANY = {"x": 30_000, "facebook": 30_000, "linkedin": 30_000}


def by_factor(outcome: str, platform: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for one in effects(world()):
        if (one.outcome, one.platform) == (outcome, platform):
            found[one.factor][one.level] = one.times
    return found


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_factor_is_listed_with_all_its_levels(platform: str) -> None:
    seen, done = by_factor("exposure", platform), by_factor("engagement", platform)
    assert set(seen) == {"topic", "format", "hour", "weekend", "release", "alt text"}
    assert set(done) == {"topic", "format"}
    assert tuple(seen["topic"]) == tuple(done["topic"]) == TOPICS
    assert tuple(seen["format"]) == tuple(done["format"]) == FORMATS_BY_PLATFORM[platform]
    assert len(seen["hour"]) == 24
    best = max(seen["hour"], key=lambda hour: seen["hour"][hour])
    assert int(best) == world().numbers["best_hour"][platform]


def test_effects_follow_the_world() -> None:
    other = world().with_numbers(alt_text_exposure=1.5)
    assert Effect("exposure", "alt text", "yes", "x", 1.5) in effects(other)
    assert Effect("exposure", "alt text", "yes", "x", 1.5) not in effects(world())


def test_the_hour_is_the_formula() -> None:
    numbers = world().numbers
    wanted = numbers["hour_effect"] * (math.cos(2 * math.pi * (15 - 9) / 24) - 0.6)
    assert hour_log(numbers, "x", np.array([15.0]))[0] == pytest.approx(wanted)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_listed_effects_are_those_in_the_outcomes(platform: str) -> None:
    """Log-linear regression of organic exposure on every listed effect has slope 1 on each."""
    truth = world().with_numbers(
        posts_a_month=MANY,
        sigma_post=dict.fromkeys(PLATFORMS, 0.05),
        sigma_day=dict.fromkeys(PLATFORMS, 0.0),
        sigma_week=dict.fromkeys(PLATFORMS, 0.0),
        viral_probability=dict.fromkeys(PLATFORMS, 0.0),
    )
    plan = plan_posts("effects", month_list("2025-01", 2), truth.numbers)
    columns = outcomes("effects", plan, truth)
    exposure = columns["reach" if platform == "facebook" else "impressions"]
    old = plan.minute < plan.minute.max() - 40 * 1440
    here = (plan.platform == PLATFORMS.index(platform)) & ~plan.paid & old & ~plan.release
    listed = by_factor("exposure", platform)
    hour = (plan.minute[here] % 1440) / 60
    day = plan.minute[here] // 1440
    effect = {
        "topic": np.array([listed["topic"][name] for name in TOPICS])[plan.topic[here]],
        "format": np.array([listed["format"].get(name, 1) for name in FORMATS])[plan.format[here]],
        "alt text": np.where(plan.alt_text[here], listed["alt text"]["yes"], 1.0),
        "weekend": np.where((day + 3) % 7 >= 5, listed["weekend"]["yes"], 1.0),
        "hour": np.exp(hour_log(truth.numbers, platform, hour)),
    }
    design = np.column_stack([np.ones(here.sum()), *(np.log(one) for one in effect.values())])
    found = np.linalg.lstsq(design, np.log(exposure[here]), rcond=None)[0]
    assert found[1:] == pytest.approx(np.ones(5), abs=0.03), dict(
        zip(effect, found[1:], strict=True)
    )
