"""Posts that the office deleted later: in an export made before, not in the posts table.

About 1.5 in 100 published posts are deleted: a third because their text holds a wrong figure, the
others because hardly anybody saw them. Who counts only the posts that are left counts the better
ones.

>>> gone = deleted_posts(2026)
>>> len(gone), deletion_reasons(2026).count("wrong figure")
(46, 16)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.figures import figure, written
from statcomms.data.indicators import INDICATORS
from statcomms.data.model import stream
from statcomms.data.months import DAY, first_day, month_list
from statcomms.data.outcomes import outcomes
from statcomms.data.plan import Plan, followers_by_day, part_of_plan, plan_posts
from statcomms.data.synth import post_ids, text_dtype, to_frame
from statcomms.data.texts import read_post
from statcomms.data.world import world
from statcomms.schema import PLATFORMS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["deleted_posts", "deletion_reasons"]

Floats: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]

_CHANCE = 0.25  # how much chance counts beside showings in what is deleted (assumed)


def deleted_posts(
    seed: int | str = 2026, *, months: int = 24, first_month: str = "2024-10"
) -> pd.DataFrame:
    """Return the posts that were deleted later, as they stood before.

    Args:
        seed: Seed of the posts table that they are missing from.
        months: How many months.
        first_month: The first of them.

    Returns:
        A posts table (`statcomms.schema.POSTS_COLUMNS`), oldest first; no post is in
        ``posts(seed)``.

    Raises:
        DataError: The period cannot be understood.
    """
    import pandas as pd

    gone, columns, wrong = _deleted(seed, month_list(first_month, months))
    name, words = f"{seed} deleted", text_dtype()
    frame = to_frame(name, gone, columns, figures_of=seed)
    kept = post_ids(seed, plan_posts(seed, gone.months, world().numbers))
    written_as = [
        _with_error(seed, topic, text) if bad else text
        for topic, text, bad in zip(frame["topic"], frame["text"], wrong, strict=True)
    ]
    for column, cells in (("post_id", post_ids(name, gone, kept)), ("text", written_as)):
        frame[column] = pd.Series(cells, dtype=words)
    return frame


def deletion_reasons(
    seed: int | str = 2026, *, months: int = 24, first_month: str = "2024-10"
) -> tuple[str, ...]:
    """Return why each post of `deleted_posts` was deleted: ``wrong figure`` or ``few showings``.

    Raises:
        DataError: The period cannot be understood.
    """
    _, _, wrong = _deleted(seed, month_list(first_month, months))
    return tuple("wrong figure" if one else "few showings" for one in wrong.tolist())


@lru_cache(maxsize=2)
def _deleted(
    seed: int | str, months: tuple[str, ...]
) -> tuple[Plan, Mapping[str, Floats], npt.NDArray[np.bool_]]:
    """Plan and outcome of the deleted posts, and which of them have a wrong figure."""
    truth = world()
    rules, usual = truth.numbers["deletion"], truth.numbers["posts_a_month"]
    kept = plan_posts(seed, months, truth.numbers)
    more = {name: 3 + int(usual[name] * rules["share"] * rules["candidates"]) for name in usual}
    name = f"{seed} deleted"
    pool = plan_posts(name, months, truth.with_numbers(posts_a_month=more).numbers)
    columns = outcomes(name, pool, truth)
    day = pool.minute // DAY - first_day(months[0])
    followers = followers_by_day(seed, months, truth.numbers)
    chosen, wrong = np.zeros(len(pool), dtype=np.bool_), np.zeros(len(pool), dtype=np.bool_)
    draws = stream(seed, "deleted").random((2, len(pool)))
    for code, platform in enumerate(PLATFORMS):
        here = pool.platform == code
        columns["followers"][here] = followers[platform][day[here]]
        places = np.flatnonzero(here & ~pool.release)
        share = rules["share"] / (1 - rules["share"])
        count = round(share * int((kept.platform == code).sum()))
        errors = round(rules["error_share"] * count)
        by_chance = places[np.argsort(draws[0, places], kind="stable")]
        wrong[by_chance[:errors]] = True
        rest = by_chance[errors:]
        rank = np.argsort(np.argsort(columns["impressions"][rest], kind="stable"), kind="stable")
        key = rank / max(1, len(rest)) + _CHANCE * draws[1, rest]
        chosen[rest[np.argsort(key, kind="stable")[: count - errors]]] = True
    chosen |= wrong
    part = {name: values[chosen] for name, values in columns.items()}
    return part_of_plan(pool, chosen), part, wrong[chosen]


def _with_error(seed: int | str, topic: str, text: str) -> str:
    """The text with its figure mistyped: two digits changed places, or a digit too much."""
    facts = read_post(topic, text)
    if facts is None:
        return text
    value = figure(seed, facts.indicator, facts.place, facts.period)
    shown = written(abs(value), "", INDICATORS[facts.indicator].decimals)
    return re.sub(rf"(?<!\d){re.escape(shown)}(?!\d)", _mistyped(shown), text, count=1)


def _mistyped(shown: str) -> str:
    digits = [place for place, sign in enumerate(shown) if sign.isdigit()]
    for one, two in pairwise(digits):
        if shown[one] != shown[two] and shown[two] != "0":
            signs = list(shown)
            signs[one], signs[two] = signs[two], signs[one]
            return "".join(signs)
    return shown[0] + shown
