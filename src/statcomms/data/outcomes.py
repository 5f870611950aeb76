"""The outcome: who saw each post of a plan, and what they did.

Exposure is lognormal around a share of the followers, moved by known effects of topic, format,
hour, weekday, release day and alt text (`statcomms.data.world.effects`), by a common draw of the
day or week, and now and then by going viral. Engagement is negative binomial around exp(a) x
exposure ^ b with b < 1, so that large posts have lower rates, and is split over its kinds by a
Dirichlet draw. Boosted posts get showings on top, with a much lower rate. The newest posts are not
finished: engagement arrives with a lognormal delay.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import NormalDist
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.model import stream, targets
from statcomms.data.months import DAY, first_day, next_month
from statcomms.data.plan import Plan, followers_by_day
from statcomms.data.tails import gini, hill, top_share
from statcomms.data.world import World, hour_log
from statcomms.schema import FORMATS, PLATFORMS, POSTS_COLUMNS, TOPICS

__all__ = ["outcomes", "typical_outcomes"]

Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]

_VIDEO = FORMATS.index("video")
_EXPOSURE = {"x": "impressions", "facebook": "reach", "linkedin": "impressions"}
_MOST_DRAWS = 10
_FEWEST_POSTS = 300


def outcomes(
    seed: int | str,
    plan: Plan,
    world: World,
    *,
    even: bool = False,
    lift: Floats | None = None,
    again: Mapping[str, int] | None = None,
) -> dict[str, Floats]:
    """Draw who saw each post and what they did.

    Args:
        seed: Seed of the table.
        plan: What the office did.
        world: What is true about its audience.
        even: Spread the draws of exposure evenly within each month's posts of one platform and
            format (stratified draws), so that months can be compared.
        lift: What the exposure of each post is multiplied by; None to let chance choose which
            posts go viral.
        again: For a platform, the number of its draw of exposures; 0 where it is not named.

    Returns:
        The count columns of the posts table as whole float64 numbers; NaN where missing.
    """
    numbers = world.numbers
    count = len(plan)
    followers = followers_by_day(seed, plan.months, numbers)
    day = plan.minute // DAY - first_day(plan.months[0])
    missing = np.full(count, np.nan)
    names = [one.name for one in POSTS_COLUMNS if one.dtype == "Int64"]
    columns = {name: missing.copy() for name in names}
    done = _finished(plan, world)
    for code, platform in enumerate(PLATFORMS):
        here = np.flatnonzero(plan.platform == code)
        if not here.size:
            continue
        owners = followers[platform][day[here]].astype(np.float64)
        name = f"exposure {platform}" + _again(again, platform)
        reach = _organic(stream(seed, name), plan, here, platform, owners, world, even, lift)
        one = _platform_outcome(seed, plan, here, platform, reach, done[here], world)
        one["followers"] = owners
        for name, values in one.items():
            columns[name][here] = values
    return columns


def typical_outcomes(seed: int | str, plan: Plan, world: World) -> dict[str, Floats]:
    """Draw the outcomes of a plan until each account's exposure is as uneven as real accounts'.

    By chance, a period may have no viral post, or one that outweighs all others. Where an account
    of at least 300 posts leaves a range of the calibration's ``targets`` for the exposure of one
    account's posts, its exposures are drawn again. The plan, and the other accounts, stay.

    Args:
        seed: Seed of the table.
        plan: What the office did.
        world: What is true about its audience.

    Returns:
        As `outcomes`; the first draw where none of the first ten fits.
    """
    wanted = targets()
    again: dict[str, int] = {}
    first = found = outcomes(seed, plan, world)
    for _ in range(_MOST_DRAWS):
        unusual = [
            name
            for code, name in enumerate(PLATFORMS)
            if not _typical(found[_EXPOSURE[name]][plan.platform == code], wanted)
        ]
        if not unusual:
            return found
        for name in unusual:
            again[name] = again.get(name, 0) + 1
        found = outcomes(seed, plan, world, again=again)
    return first


def _typical(exposure: Floats, wanted: Mapping[str, Any]) -> bool:
    if len(exposure) < _FEWEST_POSTS:
        return True
    measured = {
        "gini_of_exposure_within_account": gini(exposure),
        "top10pct_posts_share_of_exposure": top_share(exposure),
        "hill_alpha_top5pct_exposure": hill(exposure),
    }
    return all(wanted[name][0] <= value <= wanted[name][1] for name, value in measured.items())


def _again(again: Mapping[str, int] | None, platform: str) -> str:
    number = again.get(platform, 0) if again else 0
    return f" again {number}" if number else ""


def _organic(
    draw: np.random.Generator,
    plan: Plan,
    here: Whole,
    platform: str,
    owners: Floats,
    world: World,
    even: bool,
    lift: Floats | None,
) -> Floats:
    """Organic exposure before ageing: people on Facebook, showings on X and LinkedIn."""
    numbers = world.numbers
    minute, month = plan.minute[here], plan.month[here]
    day = minute // DAY
    logs = np.log(owners * numbers["exposure_over_followers_median"][platform])
    since = np.array([_months_since(name) for name in plan.months])
    logs += numbers["exposure_trend_a_month"][platform] * since[month]
    logs += _logs_of(numbers["topic_exposure"], TOPICS)[plan.topic[here]]
    logs += _logs_of(numbers["format_exposure"], FORMATS)[plan.format[here]]
    hour = (minute % DAY) / 60
    logs += hour_log(numbers, platform, hour)
    weekend = (day + 3) % 7 >= 5
    logs += np.where(weekend, math.log(numbers["weekend_exposure"][platform]), 0.0)
    logs += np.where(plan.release[here], math.log(numbers["release_exposure"]), 0.0)
    logs += np.where(plan.alt_text[here], math.log(numbers["alt_text_exposure"]), 0.0)
    first = first_day(plan.months[0])
    days = first_day(next_month(plan.months[-1])) - first
    logs += numbers["sigma_day"][platform] * draw.standard_normal(days)[day - first]
    weeks = _autoregressive(draw, days // 7 + 2, numbers["week_autocorrelation"])
    logs += numbers["sigma_week"][platform] * weeks[(day - first) // 7]
    if even:
        own = _even_normals(draw, month * len(FORMATS) + plan.format[here], plan.paid[here])
    else:
        own = draw.standard_normal(len(here))
    logs += numbers["sigma_post"][platform] * own
    chance, height = draw.random(len(here)), draw.standard_normal(len(here))
    if lift is not None:
        logs += np.log(lift[here])
    else:
        multiplier = numbers["viral_multiplier"]
        jump = math.log(multiplier["median"]) + multiplier["sigma"] * height
        logs += np.where(chance < numbers["viral_probability"][platform], jump, 0.0)
    return np.asarray(np.exp(logs))


def _platform_outcome(
    seed: int | str,
    plan: Plan,
    here: Whole,
    platform: str,
    organic: Floats,
    done: Floats,
    world: World,
) -> dict[str, Floats]:
    numbers, measured = world.numbers, world.measured[platform]
    draw = stream(seed, f"engagement {platform}")
    count = len(here)
    paid = plan.paid[here]
    form, topic = plan.format[here], plan.topic[here]
    months = np.array(plan.months)[plan.month[here]]
    change = {
        one.column: np.where(months >= one.month, one.factor, 1.0)
        for one in world.changes
        if one.platform == platform
    }
    # Exposure: organic and paid, as far as it has arrived.
    noise = draw.standard_normal(count)
    bought = np.zeros(count)
    if platform in numbers["paid_impressions"]:
        budget = numbers["paid_impressions"][platform]
        bought = np.where(paid, budget["median"] * np.exp(budget["sigma"] * noise), 0.0)
    bought = np.floor(bought * done)
    seen = organic * done
    found: dict[str, Floats] = {"paid_impressions": bought}
    if platform == "facebook":
        often = measured["impressions_over_reach_median"] * np.exp(
            0.13 * draw.standard_normal(count) + 0.12 * draw.standard_gamma(0.3, count)
        )
        often *= change.get("impressions", np.ones(count))
        people = np.maximum(1.0, np.floor(seen + bought / numbers["paid_impressions_per_person"]))
        found["reach"] = people
        found["impressions"] = np.maximum(people, np.floor(seen * often + bought))
        shown, over = found["impressions"], people
    else:
        shown = np.maximum(1.0, np.floor(seen + bought))
        found["impressions"] = shown
        over = shown
    # Engagement: negative binomial around exp(a) exposure ^ b, plus what boosted showings bring.
    mean = np.exp(
        numbers["intercept"][platform]
        + numbers["slope"][platform] * np.log(organic)
        + _logs_of(numbers["format_rate"][platform], FORMATS)[form]
        + _logs_of(numbers["topic_rate"], TOPICS)[topic]
    )
    mean = (mean * done + numbers["paid_rate"].get(platform, 0.0) * bought) * _gamma(
        draw, numbers["k"][platform], count
    )
    mix = numbers["mix"][platform]
    firm = numbers["mix_concentration"][platform]
    parts = np.stack([draw.standard_gamma(firm * share, count) for share in mix.values()])
    parts *= sum(mix.values()) / parts.sum(axis=0)
    for name, part in zip(mix, parts, strict=True):
        found[name] = draw.poisson(mean * part).astype(np.float64)
    for name, weights in numbers["side_clicks"][platform].items():
        weight = np.array([weights.get(one, 0.0) for one in FORMATS])[form]
        level = mean * weight * _gamma(draw, numbers["side_clicks_k"][name], count)
        found[name] = draw.poisson(level).astype(np.float64)
    # Video views and follows.
    video = form == _VIDEO
    views = numbers["video_views_per_showing"][platform] * np.exp(
        numbers["video_views_sigma"] * draw.standard_normal(count)
    )
    views *= change.get("video_views", np.ones(count)) * over
    found["video_views"] = np.where(video, np.floor(np.minimum(views, shown)), np.nan)
    if platform in numbers["follows_per_showing"]:
        lam = numbers["follows_per_showing"][platform] * shown
        found["follows"] = draw.poisson(lam).astype(np.float64)
    return found


# --- small parts -------------------------------------------------------------------------------


def _months_since(month: str) -> int:
    """Months since October 2024, when the course's table begins."""
    return int(month[:4]) * 12 + int(month[5:7]) - (2024 * 12 + 10)


def _logs_of(effects: Mapping[str, float], names: tuple[str, ...]) -> Floats:
    return np.log(np.array([effects.get(name, 1.0) for name in names], dtype=np.float64))


def _gamma(draw: np.random.Generator, shape: float, count: int) -> Floats:
    """Gamma numbers with mean 1: the extra spread of a negative binomial with k = shape."""
    return draw.standard_gamma(shape, count) / shape


def _autoregressive(draw: np.random.Generator, count: int, correlation: float) -> Floats:
    """A series with variance 1 whose neighbours have that correlation."""
    values = draw.standard_normal(count)
    step = math.sqrt(1 - correlation * correlation)
    for place in range(1, count):
        values[place] = correlation * values[place - 1] + step * values[place]
    return values


def _even_normals(draw: np.random.Generator, cell: Whole, paid: npt.NDArray[np.bool_]) -> Floats:
    """Normal numbers spread evenly over their quantiles within each cell, in random order."""
    group = cell * 2 + paid
    order = np.lexsort((draw.random(len(cell)), group))
    found = np.empty(len(cell))
    sorted_group = group[order]
    starts = np.flatnonzero(np.r_[True, np.diff(sorted_group) != 0])
    normal = NormalDist()
    for start, end in zip(starts, [*starts[1:], len(cell)], strict=True):
        size = int(end - start)
        levels = [(place + 0.5) / size for place in range(size)]
        found[order[start:end]] = [normal.inv_cdf(level) for level in levels]
    return found


def _finished(plan: Plan, world: World) -> Floats:
    """Share of its life that each post has behind it on the morning after the last day."""
    end = first_day(next_month(plan.months[-1])) * DAY + 8 * 60
    normal = NormalDist()
    done = np.ones(len(plan))
    age = end - plan.minute
    for place in np.flatnonzero(age < 90 * DAY):
        delay = world.measured[PLATFORMS[int(plan.platform[place])]]
        late = math.log(max(int(age[place]), 1) / delay["delay_median_minutes"])
        done[place] = normal.cdf(late / delay["delay_sigma"])
    return done
