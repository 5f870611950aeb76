"""Posts of a LinkedIn Page, from the sheet «All posts» («Update engagement» in 2020)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from statcomms.data.importers.facebook import format_of
from statcomms.data.importers.frames import Options, Sheet, check_sum, finish_posts, note_columns
from statcomms.data.importers.numbers import is_empty

__all__ = ["posts"]

_PUBLIC = ("clicks", "reactions", "comments", "shares")
_NAMES = {
    "link": "post_id",
    "text": "text",
    "type": "format, or paid where it says organic or sponsored",
    "content_type": "format",
    "campaign": "paid",
    "day": "published_at",
    "video_views": "video_views, of videos",
    "click_rate": "a check",
    "rate": "a check",
}


def posts(sheet: Sheet, options: Options) -> Any:
    """Make the posts table of a LinkedIn Page's posts.

    The post id is the number in the link. Clicks are all clicks; LinkedIn does not tell them
    apart. A post with a campaign or of type «Sponsored» is paid.
    """
    note_columns(sheet, _NAMES)
    kinds = [one.strip().casefold() for one in sheet.words("type")]
    said = {"organic", "sponsored"}
    if sheet.headers("content_type"):
        words = sheet.words("content_type")
    else:
        words = ["" if one in said else one for one in kinds]
    sheet.formats = format_of(words, sheet.draft)
    names = ("impressions", *_PUBLIC, "follows", "video_views")
    counts = {name: sheet.count(name) for name in names}
    video = np.array([one == "video" for one in sheet.formats], dtype=bool)
    if counts["video_views"] is not None:
        counts["video_views"] = np.where(video, counts["video_views"], np.nan)
    sheet.paid = _paid(sheet, kinds)
    if sheet.paid is not None:
        counts["paid_impressions"] = np.where(sheet.paid == 0, 0.0, np.nan)
        if (sheet.paid == 1).any():
            sheet.draft.warnings.append(
                "For sponsored posts the file does not part paid impressions from the others, so "
                "«paid_impressions» is missing for them."
            )
    sheet.counts = {name: values for name, values in counts.items() if values is not None}
    _check_rates(sheet)
    return finish_posts(sheet, options)


def _paid(sheet: Sheet, kinds: list[str]) -> npt.NDArray[np.int8] | None:
    campaign = sheet.headers("campaign")
    if not campaign and not {"organic", "sponsored"} & set(kinds):
        return None
    names = sheet.words("campaign")
    paid = [
        kind == "sponsored" or not is_empty(name) for kind, name in zip(kinds, names, strict=True)
    ]
    return np.array(paid, dtype=np.int8)


def _check_rates(sheet: Sheet) -> None:
    shown = sheet.counts.get("impressions")
    if shown is None:
        return
    with np.errstate(divide="ignore", invalid="ignore"):
        clicked, rate = sheet.rate("click_rate"), sheet.rate("rate")
        if clicked is not None and "clicks" in sheet.counts:
            own = np.where(shown > 0, sheet.counts["clicks"] / shown, np.nan)
            what = "Click through rate is clicks divided by impressions"
            check_sum(sheet.draft, what, clicked, own, within=1e-4)
        if rate is not None and all(name in sheet.counts for name in _PUBLIC):
            parts = np.sum([np.nan_to_num(sheet.counts[name]) for name in _PUBLIC], axis=0)
            follows = np.nan_to_num(sheet.counts.get("follows", np.zeros(len(parts))))
            plain, more = parts / shown, (parts + follows) / shown
            near = np.where(np.abs(plain - rate) <= np.abs(more - rate), plain, more)
            what = (
                "Engagement rate is clicks, likes, comments and reposts (some files: and follows) "
                "divided by impressions"
            )
            check_sum(sheet.draft, what, rate, np.where(shown > 0, near, np.nan), within=1e-4)
