"""Posts of the National Statistics Office of Nusamara: invented, from a calibrated model, by seed.

The model has two halves, kept apart so that a personal variant can hold one and change the other:

- the **plan** (`plan_posts`): when, where, what, in which format, boosted or not;
- the **outcome** (`outcomes`): who saw each post and what they did.

Outcome of a post: exposure is lognormal around a share of the followers, moved by known effects of
topic, format, hour, weekday, release day and alt text, by a common draw of the day or week, and now
and then by going viral. Engagement is negative binomial around exp(a) x exposure ^ b with b < 1,
so that large posts have lower rates, and is split over its kinds by a Dirichlet draw. Boosted posts
get showings on top, with a much lower rate. The newest posts are not finished: engagement arrives
with a lognormal delay, and the table is as it stood on the morning after its last day.

>>> frame = posts(2026)
>>> len(frame), frame["month"].iloc[0], frame["month"].iloc[-1]
(2971, '2024-10', '2026-09')
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.model import parameters, stream
from statcomms.data.months import first_day, month_list, next_month, release_days
from statcomms.data.texts import write_posts
from statcomms.schema import FORMATS, PLATFORMS, POSTS_COLUMNS, TOPICS, UTC_OFFSET

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Cell",
    "Change",
    "Plan",
    "World",
    "followers_by_day",
    "month_list",
    "outcomes",
    "plan_posts",
    "posts",
    "release_days",
    "to_frame",
    "world",
]

Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]
_DAY = 24 * 60
_VIDEO = FORMATS.index("video")
_SEEN = [FORMATS.index(name) for name in ("photo", "video", "document")]
_RELEASE_MINUTE = 9 * 60 + 30


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
class Cell:
    """Posts of one kind that a month must hold.

    Attributes:
        format: One of `FORMATS`.
        paid: Whether they are boosted.
        posts: How many.
    """

    format: str
    paid: bool
    posts: int


@dataclass(frozen=True)
class Plan:
    """What the office did: one entry for each post, in order of publication.

    Attributes:
        months: All months of the table.
        platform: Position in `PLATFORMS`.
        minute: Local time of publication, in minutes since 1 January 1970.
        month: Position in `months`.
        topic: Position in `TOPICS`.
        format: Position in `FORMATS`.
        campaign: Position in `campaigns`, -1 for none.
        campaigns: Names of the campaigns.
        paid: Whether the post was boosted.
        alt_text: Whether it carries an alternative text.
        release: Whether it announces a release, at 09:30 on a release day.
    """

    months: tuple[str, ...]
    platform: Whole
    minute: Whole
    month: Whole
    topic: Whole
    format: Whole
    campaign: Whole
    campaigns: tuple[str, ...]
    paid: npt.NDArray[np.bool_]
    alt_text: npt.NDArray[np.bool_]
    release: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.minute)


def followers_by_day(
    seed: int | str, months: tuple[str, ...], numbers: Mapping[str, Any]
) -> dict[str, Whole]:
    """Return each account's followers at the end of each day of the period.

    Growth is a steady rate with small daily ups and downs that add up.
    """
    days = first_day(next_month(months[-1])) - first_day(months[0])
    found = {}
    for platform in PLATFORMS:
        start, growth = (numbers["followers"][platform][key] for key in ("start", "growth_a_month"))
        noise = stream(seed, f"followers {platform}").standard_normal(days)
        logs = math.log(start) + np.cumsum(growth / 30.4 + noise * max(growth, 0.002) / 30.4 * 1.5)
        found[platform] = np.floor(np.exp(logs)).astype(np.int64)
    return found


def plan_posts(
    seed: int | str,
    months: tuple[str, ...],
    numbers: Mapping[str, Any],
    cells: Callable[[str, str], Sequence[Cell]] | None = None,
) -> Plan:
    """Draw what the office publishes: times, topics, formats, campaigns, boosts, alt texts.

    Args:
        seed: Seed of the table.
        months: Its months.
        numbers: A world's numbers.
        cells: For a platform and a month, how many posts of each format, boosted and not; None to
            draw them. The first cell holds the release post and is not boosted.

    Returns:
        The plan, in order of publication.
    """
    releases = release_days(months)
    parts: list[dict[str, Any]] = []
    for code, platform in enumerate(PLATFORMS):
        draw = stream(seed, f"plan {platform}")
        usual = numbers["posts_a_month"][platform]
        counts = np.maximum(
            3, np.rint(usual * (1 + 0.07 * draw.standard_normal(len(months))))
        ).astype(np.int64)
        for place, month in enumerate(months):
            fixed = cells(platform, month) if cells else ()
            count = sum(cell.posts for cell in fixed) or int(counts[place])
            part = _plan_month(draw, code, place, month, count, releases[place], numbers)
            if fixed:
                each = [cell.posts for cell in fixed]
                part["format"] = np.repeat([FORMATS.index(cell.format) for cell in fixed], each)
                part["paid"] = np.repeat([cell.paid for cell in fixed], each)
                part["alt_text"] &= np.isin(part["format"], _SEEN)
            parts.append(part)
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort((joined["platform"], joined["minute"]))
    joined = {name: values[order] for name, values in joined.items()}
    campaigns = tuple(campaign["name"] for campaign in numbers["campaigns"])
    return Plan(months=months, campaigns=campaigns, **joined)


def _plan_month(
    draw: np.random.Generator,
    code: int,
    place: int,
    month: str,
    count: int,
    release: tuple[int, str],
    numbers: Mapping[str, Any],
) -> dict[str, Any]:
    platform = PLATFORMS[code]
    first = first_day(month)
    days = np.arange(first, first_day(next_month(month)), dtype=np.int64)
    weight = np.array(numbers["weekday_share"], dtype=np.float64)[(days + 3) % 7]
    weight[release[0] - first] *= 1.6
    uniform = draw.random((7, count))
    day = days[_pick(weight, uniform[0])]
    hours = numbers["hours"][platform]
    hour = np.array([hour for hour, _ in hours])[
        _pick(np.array([share for _, share in hours]), uniform[1])
    ]
    minute = (
        day * _DAY
        + hour * 60
        + np.array([0, 0, 5, 10, 15, 30, 30, 40, 45, 50])[(uniform[2] * 10).astype(np.int64)]
    )
    shares = numbers["format_share"][platform]
    form = _pick(np.array([shares.get(name, 0.0) for name in FORMATS]), uniform[3])
    topic = _pick(np.array([numbers["topic_share"][name] for name in TOPICS]), uniform[4])
    announces = np.zeros(count, dtype=bool)
    announces[0] = True
    minute[0] = release[0] * _DAY + _RELEASE_MINUTE
    topic[0] = TOPICS.index(release[1])
    form[0] = FORMATS.index("photo" if platform != "linkedin" else "document")
    campaign = np.full(count, -1)
    paid_share = np.full(count, numbers["everyday_paid_share"].get(platform, 0.0))
    for number, one in enumerate(numbers["campaigns"]):
        if not one["first"] <= month <= one["last"]:
            continue
        here = ~announces & (campaign < 0)
        wanted = here & (topic == TOPICS.index(one["topic"]))
        extra = here & (uniform[5] < 0.22)
        topic[extra] = TOPICS.index(one["topic"])
        within = (wanted | extra) & (uniform[5] < one["share"])
        campaign[within] = number
        paid_share[within] = one["paid"].get(platform, 0.0)
    alt_share = numbers["alt_text_share"]
    alt = alt_share["from_2025-07" if month >= "2025-07" else "before_2025-07"]
    seen = np.isin(form, _SEEN)
    return {
        "platform": np.full(count, code),
        "minute": minute,
        "month": np.full(count, place),
        "topic": topic,
        "format": form,
        "campaign": campaign,
        "paid": draw.random(count) < paid_share,
        "alt_text": seen & (uniform[6] < alt),
        "release": announces,
    }


def outcomes(
    seed: int | str,
    plan: Plan,
    world: World,
    *,
    even: bool = False,
    lift: Floats | None = None,
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

    Returns:
        The count columns of the posts table as whole float64 numbers; NaN where missing.
    """
    numbers = world.numbers
    count = len(plan)
    followers = followers_by_day(seed, plan.months, numbers)
    day = plan.minute // _DAY - first_day(plan.months[0])
    missing = np.full(count, np.nan)
    names = [one.name for one in POSTS_COLUMNS if one.dtype == "Int64"]
    columns = {name: missing.copy() for name in names}
    done = _finished(plan, world)
    for code, platform in enumerate(PLATFORMS):
        here = np.flatnonzero(plan.platform == code)
        if not here.size:
            continue
        owners = followers[platform][day[here]].astype(np.float64)
        reach = _organic(seed, plan, here, platform, owners, world, even, lift)
        one = _platform_outcome(seed, plan, here, platform, reach, done[here], world)
        one["followers"] = owners
        for name, values in one.items():
            columns[name][here] = values
    return columns


def _organic(
    seed: int | str,
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
    draw = stream(seed, f"exposure {platform}")
    minute, month = plan.minute[here], plan.month[here]
    day = minute // _DAY
    logs = np.log(owners * numbers["exposure_over_followers_median"][platform])
    since = np.array([_months_since(name) for name in plan.months])
    logs += numbers["exposure_trend_a_month"][platform] * since[month]
    logs += _logs_of(numbers["topic_exposure"], TOPICS)[plan.topic[here]]
    logs += _logs_of(numbers["format_exposure"], FORMATS)[plan.format[here]]
    hour = (minute % _DAY) / 60
    turn = (hour - numbers["best_hour"][platform]) * (2 * math.pi / 24)
    logs += numbers["hour_effect"] * (np.cos(turn) - 0.6)
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


def posts(
    seed: int | str = 2026,
    *,
    months: int = 24,
    first_month: str = "2024-10",
    posts_a_month: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """Return the posts table of a seed: the same values on every machine.

    Args:
        seed: Any whole number or text. The course's own table has 2026.
        months: How many months.
        first_month: The first of them.
        posts_a_month: Usual number of posts by platform; None for Nusamara's own.

    Returns:
        The posts table (`statcomms.schema.POSTS_COLUMNS`), about 3,000 rows, oldest first.

    Raises:
        DataError: The period cannot be understood.
    """
    truth = world()
    if posts_a_month is not None:
        truth = truth.with_numbers(posts_a_month=dict(posts_a_month))
    plan = plan_posts(seed, month_list(first_month, months), truth.numbers)
    return to_frame(seed, plan, outcomes(seed, plan, truth))


def to_frame(seed: int | str, plan: Plan, columns: Mapping[str, Floats]) -> pd.DataFrame:
    """Put plan and outcome together as the posts table."""
    import pandas as pd

    months = np.array(plan.months, dtype=object)[plan.month]
    campaigns = np.array([*plan.campaigns, np.nan], dtype=object)
    words: dict[str, Any] = {
        "post_id": _ids(seed, plan),
        "platform": np.array(PLATFORMS, dtype=object)[plan.platform],
        "published_at": _iso(plan.minute),
        "month": months,
        "text": write_posts(seed, plan.months, plan.month, plan.topic, plan.format, plan.release),
        "topic": np.array(TOPICS, dtype=object)[plan.topic],
        "format": np.array(FORMATS, dtype=object)[plan.format],
        "campaign": campaigns[plan.campaign],
        "paid": plan.paid,
        "alt_text": plan.alt_text,
    }
    data: dict[str, Any] = {}
    for one in POSTS_COLUMNS:
        if one.dtype == "Int64":
            values = columns[one.name]
            empty = np.isnan(values)
            data[one.name] = pd.arrays.IntegerArray(
                np.where(empty, 0.0, values).astype(np.int64), empty
            )
        elif one.dtype == "string":
            data[one.name] = pd.Series(list(words[one.name]), dtype=text_dtype())
        else:
            data[one.name] = words[one.name]
    return pd.DataFrame(data)


def text_dtype() -> str:
    """Return the type of text columns: pandas' own default, which differs between 2 and 3."""
    import pandas as pd

    return "str" if int(pd.__version__.split(".")[0]) >= 3 else "object"


# --- small parts -------------------------------------------------------------------------------


def _months_since(month: str) -> int:
    """Months since October 2024, when the course's table begins."""
    return int(month[:4]) * 12 + int(month[5:7]) - (2024 * 12 + 10)


def _pick(weights: Floats, uniform: Floats) -> Whole:
    """Positions drawn with those weights, from numbers between 0 and 1."""
    edges = np.cumsum(weights) / weights.sum()
    return np.minimum(np.searchsorted(edges, uniform, side="right"), len(weights) - 1)


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
    end = first_day(next_month(plan.months[-1])) * _DAY + 8 * 60
    normal = NormalDist()
    done = np.ones(len(plan))
    age = end - plan.minute
    for place in np.flatnonzero(age < 90 * _DAY):
        delay = world.measured[PLATFORMS[int(plan.platform[place])]]
        late = math.log(max(int(age[place]), 1) / delay["delay_median_minutes"])
        done[place] = normal.cdf(late / delay["delay_sigma"])
    return done


def _iso(minute: Whole) -> list[str]:
    stamps = np.datetime_as_string(minute.astype("datetime64[m]"), unit="m")
    return [f"{stamp}{UTC_OFFSET}" for stamp in stamps]


def _ids(seed: int | str, plan: Plan) -> list[str]:
    """Ids as the platforms make them: from the time, with a part that only looks random."""
    tail = (stream(seed, "ids").random(len(plan)) * (1 << 22)).astype(np.int64)
    second = (plan.minute - 10 * 60) * 60_000
    snowflake = ((second - 1288834974657) << 22) | tail
    activity = (second << 22) | tail
    page_post = 10**14 * 12 + (second // 1000) * 1000 + tail % 1000
    chosen = np.where(
        plan.platform == 0, snowflake, np.where(plan.platform == 1, page_post, activity)
    )
    names: list[str] = []
    taken: set[int] = set()
    for wanted in chosen.tolist():
        number = wanted
        while number in taken:
            number += 1
        taken.add(number)
        names.append(str(number))
    return names
