"""The plan: what the office publishes, when, in which format, and what it pays for.

>>> from statcomms.data.months import month_list
>>> from statcomms.data.world import world
>>> len(plan_posts(2026, month_list("2026-05", 1), world().numbers))
123
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.model import stream
from statcomms.data.months import DAY, RELEASE_MINUTE, first_day, next_month, release_days
from statcomms.schema import FORMATS, PLATFORMS, TOPICS

__all__ = ["Cell", "Plan", "followers_by_day", "part_of_plan", "plan_posts"]

Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]

_SEEN = [FORMATS.index(name) for name in ("photo", "video", "document")]


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
        day * DAY
        + hour * 60
        + np.array([0, 0, 5, 10, 15, 30, 30, 40, 45, 50])[(uniform[2] * 10).astype(np.int64)]
    )
    shares = numbers["format_share"][platform]
    form = _pick(np.array([shares.get(name, 0.0) for name in FORMATS]), uniform[3])
    topic = _pick(np.array([numbers["topic_share"][name] for name in TOPICS]), uniform[4])
    announces = np.zeros(count, dtype=bool)
    announces[0] = True
    minute[0] = release[0] * DAY + RELEASE_MINUTE
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


def part_of_plan(plan: Plan, chosen: npt.NDArray[np.bool_]) -> Plan:
    """Return the plan of some of its posts, in the same order.

    Args:
        plan: A plan.
        chosen: Which of its posts to keep.
    """
    columns = {one.name: getattr(plan, one.name) for one in fields(plan)}
    kept: dict[str, Any] = {
        name: value[chosen] for name, value in columns.items() if isinstance(value, np.ndarray)
    }
    return replace(plan, **kept)


def _pick(weights: Floats, uniform: Floats) -> Whole:
    """Positions drawn with those weights, from numbers between 0 and 1."""
    edges = np.cumsum(weights) / weights.sum()
    return np.minimum(np.searchsorted(edges, uniform, side="right"), len(weights) - 1)
