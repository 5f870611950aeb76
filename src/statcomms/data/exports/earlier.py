"""The same posts as an export of an earlier day had them: lower counts, and posts since deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from statcomms.data.exports.daily import arrived
from statcomms.data.exports.rows import LOCAL, assumed
from statcomms.data.model import stream
from statcomms.schema import POSTS_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_of"]

_FIXED = ("followers",)


def as_of(
    posts: pd.DataFrame,
    taken: int,
    seed: int | str,
    *,
    deleted: pd.DataFrame | None = None,
    end: int | None = None,
) -> pd.DataFrame:
    """Return the posts table as an export of an earlier moment would have shown it.

    A count then is the count now, times the share of the post's life that lay behind it, less what
    still came in later for every post: platforms go on counting, and correct.

    Args:
        posts: The posts as they are now.
        taken: The moment of the export: minutes of UTC since 1 January 1970.
        seed: Seed of the rounding.
        deleted: Posts that were deleted later: they are in the earlier export.
        end: The moment at which ``posts`` was taken; None for long after.

    Returns:
        A posts table: no post of after the moment, no count above today's.
    """
    import pandas as pd

    both = posts if deleted is None else pd.concat([posts, deleted], ignore_index=True)
    minute = np.array([one[:16] for one in both["published_at"]], dtype="datetime64[m]")
    utc = minute.astype(np.int64) - LOCAL
    kept = np.flatnonzero(utc < taken)
    frame = both.iloc[kept].sort_values("published_at", kind="stable").reset_index(drop=True)
    utc = np.sort(utc[kept], kind="stable")
    draw = stream(seed, "earlier")
    share = np.ones(len(frame))
    later = draw.random(len(frame))
    for platform, growth in assumed("late_growth").items():
        here = (frame["platform"] == platform).to_numpy(dtype=bool)
        if not here.any():
            continue
        now = np.ones(int(here.sum()))
        if end is not None:
            now = arrived((end - utc[here]).astype(np.float64), platform)
        then = arrived((taken - utc[here]).astype(np.float64), platform)
        # 1 / (1 + 2 g u) has its median at 1 / (1 + g): the later count is g above it.
        share[here] = np.minimum(then / np.maximum(now, 1e-9), 1.0) / (1 + 2 * growth * later[here])
    for one in POSTS_COLUMNS:
        if one.dtype != "Int64" or one.name in _FIXED:
            continue
        values = frame[one.name].to_numpy(dtype=np.float64, na_value=np.nan)
        fewer = np.minimum(np.floor(values * share + draw.random(len(frame))), values)
        if one.name in ("impressions", "reach"):
            fewer = np.maximum(fewer, np.minimum(values, 1.0))
        empty = np.isnan(values)
        whole = np.where(empty, 0.0, fewer).astype(np.int64)
        frame[one.name] = pd.arrays.IntegerArray(whole, empty)
    for part in ("reach", "paid_impressions"):
        smaller = frame[[part, "impressions"]].min(axis=1, skipna=False)
        frame[part] = smaller.astype("Int64")
    return frame
