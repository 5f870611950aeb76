"""Posts of X (formerly Twitter), from the old post list and the new one."""

from __future__ import annotations

from typing import Any

import numpy as np

from statcomms.data.importers.frames import (
    Options,
    Sheet,
    added,
    check_sum,
    finish_posts,
    note_columns,
)

__all__ = ["posts"]

_PARTS = ("reactions", "comments", "shares", "clicks", "other_clicks", "follows")
_NAMES = {
    "id": "post_id",
    "link": "post_id, where the file's own is damaged",
    "text": "text",
    "time": "published_at",
    "day": "published_at",
    "engagements": "a check",
    "rate": "a check",
    "promoted:impressions": "paid_impressions, paid",
    **{f"promoted:{name}": "counted only if impressions leave paid ones out" for name in _PARTS},
    "promoted:engagements": "counted only if impressions leave paid ones out",
}


def posts(sheet: Sheet, options: Options) -> Any:
    """Make the posts table of X's post list.

    Everything that can be clicked and is no link is in `other_clicks`, so reactions, comments,
    shares, clicks, other clicks and follows add up to the platform's own engagements. X does not
    say which format a post has.
    """
    note_columns(sheet, _NAMES)
    counts = {name: sheet.count(name) for name in ("impressions", *_PARTS)}
    promoted = sheet.count("promoted:impressions")
    total = sheet.count("engagements")
    if promoted is not None:
        shown = counts["impressions"]
        sheet.paid = (np.nan_to_num(promoted) > 0).astype(np.int8)
        counts["paid_impressions"] = np.nan_to_num(promoted)
        if shown is not None and (np.nan_to_num(promoted) > np.nan_to_num(shown)).any():
            for name in ("impressions", *_PARTS):
                more, own = sheet.count(f"promoted:{name}"), counts[name]
                if more is not None and own is not None:
                    counts[name] = added(own, more)
            more = sheet.count("promoted:engagements")
            total = added(total, more) if total is not None and more is not None else total
            sheet.draft.warnings.append(
                "In this file impressions leave the promoted ones out (there are posts with more "
                "promoted impressions than impressions); the two were added."
            )
    sheet.counts = {name: values for name, values in counts.items() if values is not None}
    shown, rate = sheet.counts.get("impressions"), sheet.rate("rate")
    if total is not None:
        parts = [sheet.counts[name] for name in _PARTS if name in sheet.counts]
        sums = np.sum([np.nan_to_num(one) for one in parts], axis=0) if parts else total * np.nan
        junk = np.array([not cell for cell in sheet.words("id")], dtype=bool)
        total = np.where(junk, np.nan, total)
        check_sum(sheet.draft, "Engagements is the sum of its parts", total, sums)
        if rate is not None and shown is not None:
            with np.errstate(divide="ignore", invalid="ignore"):
                own = np.where(shown > 0, total / shown, np.nan)
            what = "Engagement rate is engagements divided by impressions"
            check_sum(sheet.draft, what, rate, own, within=1e-4)
    return finish_posts(sheet, options)
