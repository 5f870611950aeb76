"""Post ids and texts as they come, and what spreadsheets and web pages did to them."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from statcomms.data.importers.numbers import Floats
from statcomms.data.importers.report import Draft, counted, share_of

if TYPE_CHECKING:
    from statcomms.data.importers.frames import Sheet

__all__ = ["BAD_ID", "NO_ID", "ODD_ID", "leave_twice", "note_replies", "plain_texts", "read_ids"]

NO_ID = "the row has no post id, so it is no post"
BAD_ID = "a spreadsheet rounded the post id (such as 6.49E+17) and no link holds it"
ODD_ID = "the post id is not a number"
TWICE = "the post is in the file more than once; the row with the most impressions was kept"
REPLY = "it is a reply to another account, and replies were not wanted"
_ID = re.compile(r"[0-9]{5,20}")
_MANGLED = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{2}")
_LINK_ID = re.compile(
    r"(?:/status(?:es)?/|/posts/|/videos/|/reel/|/permalink/|story_fbid=|[?&]fbid=|[?&]v=|"
    r"/photos/(?:[^/]+/)?|urn:li:(?:activity|share|ugcPost):|-(?:activity|share|ugcPost)-)"
    r"([0-9]{5,20})(?![0-9])"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def read_ids(sheet: Sheet) -> tuple[list[str], dict[int, str]]:
    """Return each row's post id, and by the row's place why it has none.

    An id that a spreadsheet rounded cannot be restored from itself; the link to the post holds it.
    """
    cells = sheet.words("id")
    if cells and "_" in cells[0]:  # Facebook's older ids: the Page's number before the post's own
        cells = [one.rpartition("_")[2] for one in cells]
    links = sheet.words("link")
    ids = list(cells)
    left: dict[int, str] = {}
    restored = 0
    doubtful = _doubtful(cells)
    for place in doubtful:
        ids[place], reason, mended = _one_id(cells[place], links[place])
        restored += mended
        if reason:
            left[place] = reason
    if restored and sheet.headers("id"):
        sheet.draft.warnings.append(
            f"The post id of {counted(restored, 'row')} was missing or rounded by a spreadsheet; "
            "it was taken from the link to the post."
        )
    rounded = sum(len(ids[place]) >= 16 and ids[place][-3:] == "000" for place in doubtful)
    if rounded >= 3 and rounded > len(ids) / 2:
        sheet.draft.warnings.append(
            f"{share_of(rounded, len(ids))} have a post id that ends in 000: a spreadsheet seems "
            "to have rounded them, so two posts may have the same. Download the file again."
        )
    return ids, left


def _doubtful(cells: Sequence[str]) -> list[int]:
    """Places of ids that are not plain numbers of the usual length, or may be rounded."""
    joined = "".join(cells)
    lengths = [len(one) for one in cells]
    if joined.isdigit() and joined.isascii() and min(lengths) >= 15 and max(lengths) <= 20:
        return [place for place, cell in enumerate(cells) if cell.endswith("000")]
    return [
        place for place, cell in enumerate(cells) if not _ID.fullmatch(cell) or cell.endswith("000")
    ]


def _one_id(cell: str, link: str) -> tuple[str, str, bool]:
    """Return a row's id, why it has none, and whether it was taken from the link."""
    text = cell.strip().strip("=\"'").strip()
    text = text.rpartition("_")[2].removesuffix(".0")
    match = _LINK_ID.search(link)
    linked = match.group(1) if match else ""
    if _ID.fullmatch(text):
        if linked and linked != text and text.endswith("000") and linked[:14] == text[:14]:
            return linked, "", True
        return text, "", False
    if linked:
        return linked, "", True
    if _MANGLED.fullmatch(text):
        return "", BAD_ID, False
    return "", ODD_ID if text and text not in ("-", "undefined", "null", "0") else NO_ID, False


def leave_twice(
    ids: Sequence[str], kept: npt.NDArray[np.bool_], left: dict[int, str], impressions: Floats
) -> None:
    """Of rows with the same id keep the one with the most impressions; of equals, the last.

    Args:
        ids: Post id of each row.
        kept: Whether each row is kept; changed here.
        left: Why rows are left out, by place; added to here.
        impressions: What decides.
    """
    places = np.flatnonzero(kept).tolist()
    if len({ids[place] for place in places}) == len(places):
        return
    shown = np.nan_to_num(impressions, nan=-1.0)
    best: dict[str, int] = {}
    for place in places:
        before = best.setdefault(ids[place], place)
        if before == place:
            continue
        loser = before if shown[place] >= shown[before] else place
        best[ids[place]] = place if loser == before else before
        kept[loser] = False
        left[loser] = TWICE


def plain_texts(sheet: Sheet) -> list[str]:
    """Return the texts, with signs written for a web page turned back into letters."""
    texts = list(sheet.texts or sheet.words("text"))
    decoded = 0
    for place, text in enumerate(texts):
        if "&" in text and _ENTITY.search(text):
            texts[place] = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
            decoded += 1
    if decoded:
        sheet.draft.warnings.append(
            f"In {counted(decoded, 'text')} signs were written for a web page (such as &amp;amp;); "
            "they were turned back into letters."
        )
    first = Counter([text[:1] for text in texts])
    formulas = first["="] + first["+"] + first["-"]
    if formulas:
        sheet.draft.warnings.append(
            f"In {counted(formulas, 'text')} the first sign is = + or -. They stay text here; a "
            "spreadsheet could take them for formulas, so a written file guards them with '."
        )
    return texts


def note_replies(
    texts: Sequence[str],
    kept: npt.NDArray[np.bool_],
    left: dict[int, str],
    draft: Draft,
    *,
    wanted: bool,
) -> None:
    """Count replies on X (the text begins with @), and leave them out when they are not wanted."""
    places = [place for place, text in enumerate(texts) if text[:1] == "@" and kept[place]]
    if not places:
        return
    if wanted:
        draft.warnings.append(
            f"{share_of(len(places), int(kept.sum()))} are replies to other accounts (the text "
            "begins with @). They are kept; replies are seen by few, so leave them out before you "
            "compare posts."
        )
        return
    for place in places:
        kept[place] = False
        left[place] = REPLY
