"""Posts of a Facebook Page, from Meta Business Suite and from the older Facebook Insights."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt

from statcomms.data.importers.frames import Options, Sheet, check_sum, finish_posts, note_columns
from statcomms.data.importers.numbers import Floats, is_empty
from statcomms.data.importers.report import Draft, counted
from statcomms.errors import DataError

__all__ = ["FORMATS_BY_TYPE", "format_of", "posts"]

FORMATS_BY_TYPE: dict[str, str] = {
    **dict.fromkeys(
        ("photo", "photos", "album", "albums", "image", "images", "cover photo"), "photo"
    ),
    **dict.fromkeys(("multi image", "multi-image", "multi photo", "carousel", "gallery"), "photo"),
    **dict.fromkeys(("profile picture", "multi media", "image post"), "photo"),
    **dict.fromkeys(
        ("video", "videos", "reel", "reels", "live", "live video", "live videos"), "video"
    ),
    **dict.fromkeys(("sharedvideo", "video post", "native video"), "video"),
    **dict.fromkeys(("link", "links", "article", "articles", "url", "shared link"), "link"),
    **dict.fromkeys(("text", "texts", "status", "statuses", "text post", "none"), "text"),
    **dict.fromkeys(("document", "documents", "native document", "pdf"), "document"),
}
"""What the platforms call a format, and what we call it."""

_NAMES = {
    "id": "post_id",
    "link": "post_id, where the file's own is damaged",
    "title": "text, where it is the longer",
    "text": "text",
    "time": "published_at",
    "type": "format",
    "funded": "paid",
    "paid_reach": "paid",
    "lifetime": "a check that counts are of the post's whole life",
    "public": "a check",
    "impressions_old": "impressions",
    "total_clicks": "clicks, and a check",
}
_NOT_PAID = frozenset(
    {"no", "none", "not funded", "unfunded", "false", "0", "organic", "not boosted"}
)


def format_of(cells: list[str], draft: Draft) -> list[str | None]:
    """Return our word for each post's format, and note the words that are not known."""
    known: dict[str, str | None] = {}
    for cell in set(cells):
        word = " ".join(cell.casefold().split())
        known[cell] = FORMATS_BY_TYPE.get(word)
    odd = sorted(
        {cell.strip()[:30] for cell in known if known[cell] is None and not is_empty(cell)}
    )
    if odd:
        number = sum(known[cell] is None and not is_empty(cell) for cell in cells)
        draft.warnings.append(
            f"The type of {counted(number, 'post')} is none that the course knows "
            f"({', '.join(odd[:5])}); the format is left missing."
        )
    return [known[cell] for cell in cells]


def posts(sheet: Sheet, options: Options) -> Any:
    """Make the posts table of a Page's post list.

    Views (Impressions in older files) are impressions. Clicks on the link are «Link Clicks» where
    the file has them, else total clicks without the other kinds.

    Raises:
        DataError: The file counts day by day, not over each post's life.
    """
    note_columns(sheet, _NAMES)
    _check_lifetime(sheet)
    sheet.texts = _captions(sheet)
    sheet.formats = format_of(sheet.words("type"), sheet.draft)
    sheet.paid = _paid(sheet)
    counts = {
        name: sheet.count(name)
        for name in ("reach", "paid_impressions", "reactions", "comments", "shares")
    }
    counts["impressions"] = _shown(sheet)
    counts["clicks"], counts["other_clicks"] = _clicks(sheet)
    views = sheet.count("video_views")
    if views is not None:
        video = np.array([one == "video" for one in sheet.formats], dtype=bool)
        counts["video_views"] = np.where(video, views, np.nan)
    sheet.counts = {name: values for name, values in counts.items() if values is not None}
    public = sheet.count("public")
    three = [sheet.counts.get(name) for name in ("reactions", "comments", "shares")]
    if public is not None and all(one is not None for one in three):
        sums = np.sum([np.nan_to_num(one) for one in three if one is not None], axis=0)
        what = "«Reactions, comments and shares» is the sum of the three"
        check_sum(sheet.draft, what, public, sums)
    _check_reach(sheet)
    return finish_posts(sheet, options)


def _check_lifetime(sheet: Sheet) -> None:
    counts = Counter(sheet.words("lifetime"))
    filled = {one: number for one, number in counts.items() if not is_empty(one)}
    daily = sum(number for one, number in filled.items() if one.strip().casefold() != "lifetime")
    if daily > sum(filled.values()) / 2:
        raise DataError(
            "The export counts day by day: its column «Date» does not say «Lifetime».",
            "In Meta Business Suite choose lifetime totals (Content, not by day) and download "
            "again.",
        )


def _captions(sheet: Sheet) -> list[str]:
    """The caption is in Title or in Description: the longer is it."""
    if not sheet.headers("title"):
        return sheet.words("text")
    if not any(sheet.words("title")):
        return sheet.words("text")
    pairs = list(zip(sheet.words("text"), sheet.words("title"), strict=True))
    titles = sum(len(title.strip()) > len(text.strip()) for text, title in pairs)
    if titles:
        sheet.draft.warnings.append(
            f"The text of {counted(titles, 'post')} is in «Title», of the others in "
            "«Description»; the longer of the two was taken."
        )
    return [title if len(title.strip()) > len(text.strip()) else text for text, title in pairs]


def _paid(sheet: Sheet) -> npt.NDArray[np.int8] | None:
    reach = sheet.count("paid_reach")
    paid = np.full(len(sheet.raw), -1, dtype=np.int8)
    if reach is not None:
        paid[reach == 0] = 0
        paid[np.nan_to_num(reach) > 0] = 1
    funded = sheet.words("funded")
    if any(not is_empty(cell) for cell in set(funded)):
        for place, cell in enumerate(funded):
            if is_empty(cell):
                continue
            boosted = cell.strip().casefold() not in _NOT_PAID
            if boosted or paid[place] == -1:
                paid[place] = int(boosted)
    if (paid == -1).all():
        sheet.draft.warnings.append(
            "The file does not say which posts were boosted, so «paid» is missing for all."
        )
        return None
    return paid


def _shown(sheet: Sheet) -> Floats | None:
    views, old = sheet.count("impressions"), sheet.count("impressions_old")
    if views is None:
        if old is not None:
            sheet.draft.warnings.append(
                "The file counts Impressions, as Facebook did until 2024 and 2025; newer files "
                "count Views, about a third more. Do not compare the two as one series."
            )
        return old
    if old is not None:
        sheet.draft.warnings.append(
            "The file has Views and Impressions; Views were taken, and Impressions where a post "
            "has no Views."
        )
        return np.where(np.isnan(views), old, views)
    return views


def _clicks(sheet: Sheet) -> tuple[Floats | None, Floats | None]:
    """Clicks on the link, and all other clicks."""
    total, link, other = (sheet.count(name) for name in ("total_clicks", "clicks", "other_clicks"))
    note = sheet.draft.warnings.append
    if total is None:
        return link, other
    if link is not None:
        rest = total - link
        bad = rest < 0
        if other is not None:
            what = "Total clicks is the sum of the kinds of clicks"
            check_sum(sheet.draft, what, total, np.nan_to_num(link) + np.nan_to_num(other))
        return link, np.where(bad, np.nan, rest)
    if other is None:
        note(
            "The file has total clicks only: clicks on the link are not known, so all clicks are "
            "in «other_clicks»."
        )
        return None, total
    note(
        "The file has no column for clicks on the link: «clicks» is total clicks without the other "
        "kinds."
    )
    clicks = total - np.nan_to_num(other)
    below = int((clicks < 0).sum())
    if below:
        note(f"In {counted(below, 'row')} the kinds of clicks are more than the total.")
    return np.where(clicks < 0, np.nan, clicks), other


def _check_reach(sheet: Sheet) -> None:
    reach, shown = sheet.counts.get("reach"), sheet.counts.get("impressions")
    if reach is None or shown is None:
        return
    more = int((reach > shown).sum())
    if more:
        sheet.draft.warnings.append(
            f"{counted(more, 'post')} reached more people than it was shown times: the platform "
            "counts the two in different ways."
        )
