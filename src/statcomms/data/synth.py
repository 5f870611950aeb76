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

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.model import stream
from statcomms.data.months import month_list, release_days
from statcomms.data.outcomes import outcomes, typical_outcomes
from statcomms.data.plan import Cell, Plan, followers_by_day, plan_posts
from statcomms.data.texts import write_posts
from statcomms.data.world import Change, World, world
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
    "post_ids",
    "posts",
    "release_days",
    "to_frame",
    "world",
]

Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]


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
    return to_frame(seed, plan, typical_outcomes(seed, plan, truth))


def to_frame(
    seed: int | str,
    plan: Plan,
    columns: Mapping[str, Floats],
    *,
    figures_of: int | str | None = None,
) -> pd.DataFrame:
    """Put plan and outcome together as the posts table.

    Args:
        seed: Seed of the table.
        plan: What the office did.
        columns: What came of it, by `outcomes`.
        figures_of: Seed of the figures that the texts say; None for the table's own.
    """
    import pandas as pd

    months = np.array(plan.months, dtype=object)[plan.month]
    campaigns = np.array([*plan.campaigns, np.nan], dtype=object)
    words: dict[str, Any] = {
        "post_id": post_ids(seed, plan),
        "platform": np.array(PLATFORMS, dtype=object)[plan.platform],
        "published_at": _iso(plan.minute),
        "month": months,
        "text": write_posts(
            seed,
            plan.months,
            plan.minute,
            plan.month,
            plan.topic,
            plan.format,
            plan.release,
            figures_of=figures_of,
        ),
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


def _iso(minute: Whole) -> list[str]:
    stamps = np.datetime_as_string(minute.astype("datetime64[m]"), unit="m")
    return [f"{stamp}{UTC_OFFSET}" for stamp in stamps]


def post_ids(seed: int | str, plan: Plan, others: Iterable[str] = ()) -> list[str]:
    """Return ids as the platforms make them: from the time, with a part that only looks random.

    Args:
        seed: Seed of the table.
        plan: Its posts.
        others: Ids that are given already; none of them is given again.
    """
    tail = (stream(seed, "ids").random(len(plan)) * (1 << 22)).astype(np.int64)
    second = (plan.minute - 10 * 60) * 60_000
    snowflake = ((second - 1288834974657) << 22) | tail
    activity = (second << 22) | tail
    page_post = 10**14 * 12 + (second // 1000) * 1000 + tail % 1000
    chosen = np.where(
        plan.platform == 0, snowflake, np.where(plan.platform == 1, page_post, activity)
    )
    names: list[str] = []
    taken = set(map(int, others))
    for wanted in chosen.tolist():
        number = wanted
        while number in taken:
            number += 1
        taken.add(number)
        names.append(str(number))
    return names
