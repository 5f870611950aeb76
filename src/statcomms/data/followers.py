"""Followers by day, with those who came and those who left, and who the followers are.

>>> frame = follower_shares(2026)
>>> sorted(frame.loc[frame["platform"] == "linkedin", "dimension"].unique())
['province', 'sector']
"""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.model import stream
from statcomms.data.months import first_day, month_list, release_days
from statcomms.data.synth import followers_by_day, text_dtype, world
from statcomms.data.synth import posts as course_posts
from statcomms.data.tables import COURSE_SEED
from statcomms.schema import PLATFORMS
from statcomms.schema.people import DIMENSIONS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["follower_parameters", "follower_shares", "followers"]

Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]
_FIRST_MONTH, _MONTHS = "2024-10", 24


def follower_parameters() -> dict[str, Any]:
    """Return a copy of ``followers.json``: how followers come and go, and who they are."""
    return copy.deepcopy(_read())


def followers(seed: int | str = COURSE_SEED, posts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the followers table: each account on each day of the posts' months.

    The level is `statcomms.data.synth.followers_by_day`, drawn to the ``followers`` that the posts
    table says where the two differ, so that both tables agree on every day with a post. Some people
    leave on any day, more of them when more happens: in a campaign, on a release day, when posts
    are shown more than usual. ``gained`` is the day's change plus those who left.

    Args:
        seed: Any whole number or text.
        posts: The posts table it stands on; None for that of the seed.

    Returns:
        The table (`statcomms.schema.people.FOLLOWERS`), by date and platform.
    """
    import pandas as pd

    if posts is None:
        posts = course_posts(seed)
    months = _months_of(posts)
    start = first_day(months[0])
    paths = followers_by_day(seed, months, world().numbers)
    day = posts["published_at"].astype(str).str.slice(0, 10).to_numpy().astype("datetime64[D]")
    place = day.astype(np.int64) - start
    parts = []
    for platform in PLATFORMS:
        here = (posts["platform"] == platform).to_numpy()
        told = posts["followers"].to_numpy(dtype="float64")[here]
        level = _through(paths[platform], place[here], told)
        net = np.diff(level, prepend=level[0] - (level[-1] - level[0]) // max(len(level) - 1, 1))
        draw = stream(seed, f"turnover {platform}")
        usual = _read()["lost_a_day"][platform] * level
        left = draw.poisson(usual * _liveliness(posts[here], place[here], months, len(level)))
        lost = np.maximum(left, -net)
        parts.append((level, net + lost, lost))
    levels, gained, lost = (np.stack(values, axis=1).ravel() for values in zip(*parts, strict=True))
    dates = (np.arange(len(levels) // len(PLATFORMS)) + start).astype("datetime64[D]")
    words = np.repeat(np.datetime_as_string(dates), len(PLATFORMS))
    return pd.DataFrame(
        {
            "date": pd.Series(words.tolist(), dtype=text_dtype()),
            "platform": pd.Series(list(PLATFORMS) * len(dates), dtype=text_dtype()),
            "followers": pd.array(levels, dtype="Int64"),
            "gained": pd.array(gained, dtype="Int64"),
            "lost": pd.array(lost, dtype="Int64"),
        }
    )


def follower_shares(
    seed: int | str = COURSE_SEED, first_month: str = _FIRST_MONTH, months: int = _MONTHS
) -> pd.DataFrame:
    """Return who the followers are, as each platform tells it, month by month.

    Shares move slowly: a steady change a year, and small movements that last for months.

    Args:
        seed: Any whole number or text.
        first_month: The first month.
        months: How many months.

    Returns:
        The table (`statcomms.schema.people.FOLLOWER_SHARES`): % to one decimal.

    Raises:
        DataError: The period cannot be understood.
    """
    import pandas as pd

    names = month_list(first_month, months)
    parts = []
    for place, platform in enumerate(PLATFORMS):
        for number, (dimension, groups) in enumerate(DIMENSIONS.items()):
            if dimension not in _read()["shares"][platform]:
                continue
            shares = _shares(seed, platform, dimension, names)
            for month, row in zip(names, shares.tolist(), strict=True):
                parts += [
                    (month, place, number, platform, dimension, group, share)
                    for group, share in zip(groups, row, strict=True)
                ]
    parts.sort(key=lambda one: one[:3])
    columns = ("month", "platform", "dimension", "group", "share")
    rows = [(one[0], *one[3:]) for one in parts]
    data = dict(zip(columns, zip(*rows, strict=True), strict=True))
    return pd.DataFrame(
        {
            name: pd.Series(values, dtype="float64" if name == "share" else text_dtype())
            for name, values in data.items()
        }
    )


# --- small parts -------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    text = files("statcomms.data").joinpath("followers.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _months_of(posts: pd.DataFrame) -> tuple[str, ...]:
    first, last = (str(word) for word in (posts["month"].min(), posts["month"].max()))
    count = sum(
        (int(word[:4]) * 12 + int(word[5:7])) * sign for word, sign in ((last, 1), (first, -1))
    )
    return month_list(first, count + 1)


def _through(path: Whole, day: Whole, told: Floats) -> Whole:
    """The path, bent so that it goes through what the posts say: the ratio is drawn in between."""
    days, first = np.unique(day, return_index=True)
    if not days.size:
        return path
    ratio = np.log(told[first] / path[days])
    bent = path * np.exp(np.interp(np.arange(len(path)), days, ratio))
    return np.rint(bent).astype(np.int64)


def _liveliness(posts: pd.DataFrame, day: Whole, months: tuple[str, ...], days: int) -> Floats:
    """How many times as many people as usual come and go on each day."""
    found = _read()
    place = day.astype(np.intp)  # in the browser, bincount takes 32-bit whole numbers only
    shown = np.bincount(place, posts["impressions"].to_numpy(dtype="float64"), minlength=days)
    usual = np.median(shown[shown > 0]) if shown.any() else 1.0
    factor = np.clip(shown / usual, *found["showings_limits"]) ** found["turnover_by_showings"]
    busy = np.bincount(place, posts["campaign"].notna().to_numpy(dtype="float64"), minlength=days)
    factor = factor * np.where(busy > 0, found["campaign_turnover"], 1.0)
    releases = np.array([one for one, _ in release_days(months)]) - first_day(months[0])
    factor[releases] *= found["release_turnover"]
    return np.asarray(factor)


def _shares(seed: int | str, platform: str, dimension: str, months: tuple[str, ...]) -> Floats:
    """Months x groups: shares in %, rounded to one decimal."""
    found = _read()
    groups = DIMENSIONS[dimension]
    table = found["shares"][platform][dimension]
    drift = np.array([found["drift_a_year"][dimension].get(name, 0.0) for name in groups])
    draw = stream(seed, f"shares {platform} {dimension}")
    logs = np.log([table[name] for name in groups])
    logs = logs + found["seed_spread"] * draw.standard_normal(len(groups))
    steps = found["month_spread"] * draw.standard_normal((len(months), len(groups)))
    for place in range(1, len(months)):
        steps[place] += found["month_autocorrelation"] * steps[place - 1]
    years = np.arange(len(months))[:, None] / 12
    weights = np.exp(logs + drift * years + steps)
    return np.asarray(np.round(100 * weights / weights.sum(axis=1, keepdims=True), 1))
