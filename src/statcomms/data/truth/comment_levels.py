"""How many comments posts would bring, run by run: the chance that the closed form averages away.

Written from the model's description, not from the closed form, so that each can be held against the
other.

>>> from statcomms.data.model import stream
>>> post = PlannedPost("x", "prices", "text", "2026-05-20T09:00")
>>> comment_levels([post], stream(1, "levels"), 3)[0].shape
(3,)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.truth.reach import PlannedPost, crowding_factors, organic_log_median
from statcomms.data.world import World, world

__all__ = ["comment_levels"]

Floats: TypeAlias = npt.NDArray[np.float64]


def comment_levels(
    posts: Sequence[PlannedPost],
    draw: np.random.Generator,
    runs: int,
    truth: World | None = None,
) -> list[Floats]:
    """Draw the level of comments of each post: a Poisson draw around it is the comments.

    Exposure is lognormal, now and then viral; posts of one account share the draw of their day and
    week. Engagement spreads by a gamma draw, comments' share of it by a beta draw, as in
    `statcomms.data.outcomes`.

    Args:
        posts: The posts, which share their days' attention.
        draw: Random numbers.
        runs: How often.
        truth: What is true about posts; None for the course's own world.

    Returns:
        For each post one level for each run.
    """
    found = truth or world()
    shared: dict[tuple[str, str, int], Floats] = {}

    def common(part: str, name: str, when: int) -> Floats:
        if (part, name, when) not in shared:
            shared[part, name, when] = draw.standard_normal(runs)
        return np.asarray(found.numbers[f"sigma_{part}"][name] * shared[part, name, when])

    levels = []
    for post, attention in zip(posts, crowding_factors(posts), strict=True):
        logs = common("day", post.platform, post.day) + common("week", post.platform, post.day // 7)
        logs = logs + organic_log_median(post, found) + math.log(attention)
        levels.append(_level(post, logs, draw, found))
    return levels


def _level(post: PlannedPost, logs: Floats, draw: np.random.Generator, truth: World) -> Floats:
    numbers, name, runs = truth.numbers, post.platform, len(logs)
    logs = logs + numbers["sigma_post"][name] * draw.standard_normal(runs)
    viral = numbers["viral_multiplier"]
    jump = math.log(viral["median"]) + viral["sigma"] * draw.standard_normal(runs)
    logs += np.where(draw.random(runs) < numbers["viral_probability"][name], jump, 0.0)
    level = np.exp(numbers["intercept"][name] + numbers["slope"][name] * logs)
    level *= numbers["format_rate"][name].get(post.format, 1.0)
    level *= numbers["topic_rate"].get(post.topic, 1.0)
    budget = numbers["paid_impressions"].get(name)
    if post.paid and budget is not None:
        bought = budget["median"] * np.exp(budget["sigma"] * draw.standard_normal(runs))
        level += numbers["paid_rate"].get(name, 0.0) * bought
    level *= draw.standard_gamma(numbers["k"][name], runs) / numbers["k"][name]
    mix, firm = numbers["mix"][name], numbers["mix_concentration"][name]
    total = sum(mix.values())
    mine = draw.standard_gamma(firm * mix["comments"], runs)
    others = draw.standard_gamma(firm * (total - mix["comments"]), runs)
    return np.asarray(level * total * mine / (mine + others))
