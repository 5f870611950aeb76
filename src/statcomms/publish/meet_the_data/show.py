"""What the page shows: pictures, and rows of a table as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from statcomms.exercises.pictures import Picture
from statcomms.exercises.text import escape, format_number
from statcomms.schema import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Shown",
    "bins",
    "ends",
    "grid",
    "labelled",
    "listed",
    "number",
    "overview",
    "percent",
    "rows",
    "said",
    "share",
    "show",
]

_LONGEST = 90
_SHORT = 26


@dataclass(frozen=True)
class Shown:
    """Something a cell shows.

    Attributes:
        html: For a page.
        text: In words, for all other places.
    """

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def show(*pictures: Picture) -> Shown:
    """Show pictures one below the other, each with its finding and its table.

    Args:
        pictures: The pictures.
    """
    html = "".join(one.html() for one in pictures)
    return Shown(html, "\n".join(f"{one.title}. {one.alt}" for one in pictures))


def overview(tables: Mapping[str, pd.DataFrame]) -> Shown:
    """Show which tables there are, how many rows each has, and what one row is.

    Args:
        tables: The tables, by name.
    """
    body = []
    for name in tables:
        one = table(name)
        bases = dict.fromkeys(column.basis for column in one.columns)
        one_row = one.row_is.removeprefix("One row is ")
        body.append([f"{name}.csv", number(len(tables[name])), ", ".join(bases), one_row])
    heading = ["file", "rows", "columns are", "one row is"]
    return grid(heading, body, f"The {len(body)} tables")


def rows(frame: pd.DataFrame, names: Sequence[str], places: Iterable[int], title: str) -> Shown:
    """Show some rows of a table; columns that are not shown are named below it.

    Args:
        frame: The table.
        names: Columns to show.
        places: Which rows, from 0.
        title: What they are.
    """
    part = frame.iloc[list(places)]
    body = [[_cell(value) for value in row] for row in part[list(names)].to_numpy(dtype=object)]
    others = [str(name) for name in frame.columns if name not in names]
    many = "column" if len(others) == 1 else "columns"
    note = f"{len(others)} more {many}: {', '.join(others)}." if others else ""
    return grid(list(names), body, title, note=note)


def grid(
    heading: Sequence[str],
    body: Sequence[Sequence[str]],
    title: str,
    *,
    note: str = "",
    folded: str = "",
) -> Shown:
    """Show a table that can be moved sideways where it is wider than its place.

    Args:
        heading: Names of the columns.
        body: Its rows; the first cell of each names the row.
        title: What it shows.
        note: A line below.
        folded: Words on which one clicks to see the table; empty when it is open.
    """
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heading)
    lines = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row"{_style(cell)}>{_breaking(cell)}</th>'
            if place == 0
            else f'<td data-label="{escape(name)}"{_kind(cell)}{_style(cell)}>'
            f"{_breaking(cell)}</td>"
            for place, (name, cell) in enumerate(zip(heading, row, strict=True))
        )
        + "</tr>"
        for row in body
    )
    inside = (
        f'<div role="region" tabindex="0" aria-label="{escape(title)}" '
        'style="overflow-x:auto"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )
    if folded:
        inside = f"<details><summary>{escape(folded)}</summary>{inside}</details>"
    below = f'<p class="sc-help">{_breaking_names(note)}</p>' if note else ""
    html = (
        f'<figure class="sc-figure sc-rows"><figcaption>{escape(title)}</figcaption>'
        f"{inside}{below}</figure>"
    )
    text = [title, " | ".join(heading), *(" | ".join(row) for row in body), *filter(None, [note])]
    return Shown(html, "\n".join(text))


def _cell(value: Any) -> str:
    """A cell as people read it: empty cells say so, long texts are cut."""
    if value is None or str(value) in ("<NA>", "nan"):
        return "(empty)"
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float | np.floating):
        return format_number(float(value), 0 if float(value) % 1 == 0 else 1)
    if isinstance(value, int | np.integer):
        return format_number(float(value))
    text = str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"


def _kind(cell: str) -> str:
    plain = cell.replace("\u202f", "").replace("−", "").replace(".", "").replace(" ", "")
    kinds = ["sc-n"] * plain.isdigit() + ["sc-short"] * (len(cell) <= _SHORT)
    return f' class="{" ".join(kinds)}"' if kinds else ""


def _style(cell: str) -> str:
    """Short cells stay on one line, long texts get room, long names may break."""
    if len(cell) <= _SHORT:
        return ' style="white-space:nowrap"'
    if max(map(len, cell.split())) > _SHORT:
        return ' style="overflow-wrap:anywhere;min-width:11rem"'
    return ' style="min-width:11rem"'


def _breaking(cell: str) -> str:
    """A long name may break after its marks."""
    text = escape(cell)
    if " " in cell or len(cell) <= _SHORT:
        return text
    return text.replace("_", "_<wbr>").replace("-", "-<wbr>")


def _breaking_names(text: str) -> str:
    """Names of columns may break after their marks."""
    return escape(text).replace("_", "_<wbr>")


def number(value: float, decimals: int = 0) -> str:
    """Return a number as the course writes it."""
    return format_number(float(value), decimals)


def listed(names: Sequence[str]) -> str:
    """Return names in one sentence part.

    >>> listed(["X", "Facebook", "LinkedIn"])
    'X, Facebook and LinkedIn'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def percent(part: float, whole: float, decimals: int = 0) -> str:
    """Return a part of a whole in per cent."""
    return f"{format_number(100 * part / whole if whole else 0.0, decimals)} %"


def share(flags: Any) -> float:
    """Return the share of true cells in per cent."""
    return 100 * float(np.mean(np.asarray(flags, dtype=float)))


def bins(values: Any, edges: Sequence[float]) -> list[tuple[str, float]]:
    """Return the share of values in each class, in per cent.

    Args:
        values: The values; missing ones do not count.
        edges: Where classes begin; the last class is open.

    >>> bins([1, 5, 50, 70], [0, 10])
    [('0 to 9', 50.0), ('10 and more', 50.0)]
    """
    known = np.asarray(values, dtype=float)
    known = known[~np.isnan(known)]
    found = []
    for place, low in enumerate(edges):
        last = place == len(edges) - 1
        high = np.inf if last else edges[place + 1]
        label = f"{number(low)} and more" if last else f"{number(low)} to {number(high - 1)}"
        if not last and high - 1 <= low:
            label = number(low)
        found.append((label, 100 * float(((known >= low) & (known < high)).mean())))
    return found


def labelled(counts: Mapping[Any, float], labels: Mapping[str, str]) -> list[tuple[str, float]]:
    """Return counts with people's names for them, largest first."""
    ordered = sorted(counts.items(), key=lambda one: (-float(one[1]), str(one[0])))
    return [(labels.get(str(name), str(name)), float(value)) for name, value in ordered]


def said(what: str, found: Sequence[tuple[str, float]]) -> str:
    """Return a picture's figures in one sentence, for those who do not see it.

    >>> said("Posts", [("X", 2.5), ("Facebook", 1)])
    'Posts: X 2.5; Facebook 1.0.'
    """
    values = [value for _, value in found]
    whole = all(value % 1 == 0 for value in values)
    decimals = 0 if whole or max(map(abs, values), default=0.0) >= 20 else 1
    return f"{what}: " + "; ".join(f"{one} {number(value, decimals)}" for one, value in found) + "."


def ends(what: str, series: Sequence[tuple[str, float]], decimals: int) -> str:
    """Return the two ends of a series in one sentence."""
    (first, start), (last, end) = series[0], series[-1]
    return f"{what}: {number(start, decimals)} in {first}, {number(end, decimals)} in {last}."
