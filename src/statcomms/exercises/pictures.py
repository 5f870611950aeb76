"""Pictures drawn as SVG: a finding as title, labels where the lines are, a table behind.

Every function returns a `Picture`. Colours are classes of the one stylesheet, with plain colours
as attributes for places that have no stylesheet (a saved notebook on a website).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from statcomms.exercises.text import escape, format_number, inline, plain, with_unit

__all__ = ["Picture", "Table", "bars", "intervals", "line", "scatter"]

WIDTH, HEIGHT = 460.0, 220.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 14.0, 14.0, 34.0
LABEL_HEIGHT = 17.0
"""Two labels nearer than this would overlap."""
LEADER = 16.0
"""Length of the stroke that joins the end of a line with its name."""
MOST_POINTS = 400
"""Points drawn at the most; more are thinned evenly, the highest always kept."""

_MARKS = ("circle", "square", "diamond")
_COLOURS = ("#0a5c9e", "#8a4b00", "#14694b")


@dataclass(frozen=True)
class Table:
    """The numbers behind a picture: a heading and rows of text, numbers right-aligned."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self, caption: str = "") -> str:
        """Draw the table."""
        head = "".join(
            f'<th scope="col"{_right(place)}>{inline(cell)}</th>'
            for place, cell in enumerate(self.heading)
        )
        body = "".join(
            "<tr>"
            + "".join(
                f'<th scope="row">{inline(cell)}</th>'
                if place == 0
                else f'<td class="sc-n">{inline(cell)}</td>'
                for place, cell in enumerate(row)
            )
            + "</tr>"
            for row in self.rows
        )
        top = f'<caption class="sc-sr">{escape(plain(caption))}</caption>' if caption else ""
        return f"<table>{top}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _right(place: int) -> str:
    return ' class="sc-n"' if place else ""


@dataclass(frozen=True)
class Picture:
    """A picture: its finding, the drawing, its words for those who do not see it, its numbers.

    Attributes:
        title: The finding, one short sentence.
        svg: The drawing.
        alt: What the drawing shows, with the figures that matter.
        table: The same numbers.
        note: A line below the picture, such as its source.
    """

    title: str
    svg: str
    alt: str
    table: Table | None = None
    note: str = ""

    def html(self) -> str:
        """Draw the whole figure: finding, picture, note, and the folded table."""
        table = ""
        if self.table is not None:
            table = (
                '<details data-key="table"><summary>Show the numbers as a table</summary>'
                f"{self.table.html(self.title)}</details>"
            )
        note = f'<p class="sc-help">{inline(self.note)}</p>' if self.note else ""
        return (
            f'<figure class="sc-figure"><figcaption>{inline(self.title)}</figcaption>'
            f"{self.svg}{note}{table}</figure>"
        )


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        low, high = self.low, self.high
        if self.log:
            low, high = math.log10(max(low, 1e-9)), math.log10(max(high, 1e-9))
            value = math.log10(max(value, 10**low))
        share = 0.5 if high == low else (value - low) / (high - low)
        return self.start + min(max(share, -0.05), 1.05) * (self.end - self.start)


def _svg(alt: str, inside: str, height: float = HEIGHT) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH:g} {height:g}" role="img" aria-label="{escape(plain(alt))}" '
        f'xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    )


def _text(x: float, y: float, text: str, anchor: str = "start", kind: str = "") -> str:
    shown = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{shown}>{escape(text)}</text>'


def _axes(height: float = HEIGHT, right: float = WIDTH - RIGHT) -> str:
    floor = height - BOTTOM
    return (
        f'<path class="sc-axis" stroke="#4b5d68" fill="none" '
        f'd="M{LEFT:g} {TOP:g}V{floor:g}H{right:g}"/>'
    )


def _nice(high: float) -> float:
    if high <= 0:
        return 1.0
    size = 10 ** math.floor(math.log10(high))
    return float(
        next(step * size for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * size >= high)
    )


def _y_labels(scale: _Scale, unit: str, decimals: int) -> str:
    middle = (scale.low + scale.high) / 2
    return "".join(
        _text(LEFT - 6, scale(value) + 4, with_unit(value, unit, decimals), "end")
        for value in (scale.low, middle, scale.high)
    )


def _decimals(high: float) -> int:
    return 0 if high >= 20 else 1 if high >= 2 else 2


def thin(
    points: Sequence[tuple[float, float]], most: int = MOST_POINTS
) -> list[tuple[float, float]]:
    """Take evenly spread points when there are too many to draw; the highest is always kept.

    >>> len(thin([(float(i), 1.0) for i in range(5000)]))
    400
    """
    if len(points) <= most:
        return list(points)
    step = len(points) / (most - 1)
    kept = [points[int(place * step)] for place in range(most - 1)]
    return [*kept, max(points, key=lambda point: point[1])]


def scatter(
    points: Sequence[tuple[float, float]],
    *,
    title: str,
    x_label: str,
    y_unit: str = "%",
    alt: str,
    lines: Sequence[tuple[float, str]] = (),
    table: Table | None = None,
    note: str = "",
    log_x: bool = True,
    x_range: tuple[float, float] | None = None,
    y_high: float | None = None,
) -> Picture:
    """Draw points and horizontal lines that carry their labels.

    Args:
        points: ``(x, y)`` of each point, y in `y_unit`.
        title: The finding.
        x_label: What x is, such as ``reach``.
        y_unit: Unit of y.
        alt: What the drawing shows, with the figures that matter.
        lines: ``(y, label)`` of horizontal lines.
        table: The numbers behind it.
        note: A line below.
        log_x: Whether x is on a logarithmic scale.
        x_range: Lowest and highest x, when the points' own are not wanted.
        y_high: Top of the y scale, when the points' own is not wanted.
    """
    drawn = thin(points)
    xs = [x for x, _ in drawn] or [1.0, 10.0]
    low, high = x_range or (min(xs), max(xs))
    top = y_high or _nice(max([y for _, y in drawn] + [value for value, _ in lines] + [0.0]))
    x = _Scale(low, high, LEFT + 8, WIDTH - RIGHT - 8, log_x)
    y = _Scale(0.0, top, HEIGHT - BOTTOM, TOP)
    # Points beyond the top are drawn on it.
    dots = "".join(f'<circle cx="{x(px):.1f}" cy="{y(py):.1f}" r="3.5"/>' for px, py in drawn)
    inside = (
        f'{_axes()}<g class="sc-dots" fill="#0a5c9e" fill-opacity=".55">{dots}</g>'
        + _level_lines(lines, y)
        + _y_labels(y, y_unit, _decimals(top))
        + _text(LEFT + 8, HEIGHT - 12, f"{x_label} {format_number(low)}")
        + _text(WIDTH - RIGHT, HEIGHT - 12, format_number(high), "end")
    )
    return Picture(title, _svg(alt, inside), alt, table, note)


def _level_lines(lines: Sequence[tuple[float, str]], y: _Scale) -> str:
    """Draw level lines; the highest has its label above it, the others below where it is tight."""
    drawn: list[str] = []
    taken: list[float] = []
    highest = max((value for value, _ in lines), default=0.0)
    for place, (value, label) in enumerate(lines):
        height = y(value)
        text = height - 6 if value == highest else height + 15
        while any(abs(text - other) < 15 for other in taken):
            text += 15
        taken.append(text)
        dash = ' stroke-dasharray="6 4"' if place % 2 else ""
        colour = "#8a4b00" if place % 2 else "#14694b"
        kind = "sc-level2" if place % 2 else "sc-level"
        drawn.append(
            f'<path class="{kind}" stroke="{colour}" stroke-width="2"{dash} fill="none" '
            f'd="M{LEFT:g} {height:.1f}H{WIDTH - RIGHT:g}"/>'
            + _text(WIDTH - RIGHT - 2, text, label, "end", "sc-lab")
        )
    return "".join(drawn)


def line(
    series: Sequence[tuple[str, float]],
    *,
    title: str,
    y_unit: str = "",
    alt: str,
    marks: Sequence[tuple[str, str]] = (),
    others: Sequence[tuple[str, Sequence[tuple[str, float]]]] = (),
    label: str = "",
    table: Table | None = None,
    note: str = "",
) -> Picture:
    """Draw one or more series over the same labels, with marked places.

    The name of a line stands to the right of all points, in the order in which the lines end, and
    a stroke of the line's colour leads to it.

    Args:
        series: ``(label, value)``, in order.
        title: The finding.
        y_unit: Unit of the values.
        alt: What the drawing shows, with the figures that matter.
        marks: ``(label, text)``: a dashed line before the label, with its text.
        others: ``(name, series)`` of further lines.
        label: Name of the first line when there are others.
        table: The numbers; made from the series when None.
        note: A line below.
    """
    labels = [name for name, _ in series]
    place_of = {name: place for place, name in enumerate(labels)}
    lines = [(label, series), *others]
    known = [value for _, rows in lines for _, value in rows if math.isfinite(value)]
    top = _nice(max([*known, 0.0]))
    right = WIDTH - RIGHT - _room([name for name, _ in lines])
    x = _Scale(0, max(len(labels) - 1, 1), LEFT + 10, right - 10)
    y = _Scale(0.0, top, HEIGHT - BOTTOM, TOP + 12)
    drawn = [_axes(right=right)]
    named: list[tuple[str, int, tuple[float, float]]] = []
    for number, (name, rows) in enumerate(lines):
        ends = [(x(place_of[key]), y(value)) for key, value in rows if math.isfinite(value)]
        path = " ".join(
            f"{'M' if not k else 'L'}{px:.1f} {py:.1f}" for k, (px, py) in enumerate(ends)
        )
        colour = _COLOURS[number % 3]
        dash = ("", ' stroke-dasharray="7 4"', ' stroke-dasharray="2 3"')[number % 3]
        drawn.append(
            f'<path class="sc-series{number % 3}" d="{path}" fill="none" stroke="{colour}" '
            f'stroke-width="2.5"{dash}/>'
        )
        drawn.append(
            f'<g class="sc-points{number % 3}" fill="{colour}">'
            + "".join(_mark(px, py, number) for px, py in ends)
            + "</g>"
        )
        if name and ends:
            named.append((name, number, ends[-1]))
    drawn.append(_names(named, right))
    for key, text in marks:
        if key in place_of:
            middle = x(place_of[key] - 0.5)
            anchor = "end" if middle > WIDTH * 0.6 else "start"
            drawn.append(
                f'<path class="sc-cut" stroke="#a3221b" stroke-width="2" stroke-dasharray="3 3" '
                f'fill="none" d="M{middle:.1f} {TOP:g}V{HEIGHT - BOTTOM:g}"/>'
                + _text(middle + (-5 if anchor == "end" else 5), TOP + 8, text, anchor, "sc-lab")
            )
    drawn.append(_y_labels(y, y_unit, _decimals(top)))
    if labels:
        drawn.append(_text(LEFT, HEIGHT - 12, labels[0]))
        drawn.append(_text(right, HEIGHT - 12, labels[-1], "end"))
    if table is None:
        heads = ("", *(name or "Value" for name, _ in lines))
        values = [dict(rows) for _, rows in lines]
        table = Table(
            heads,
            tuple(
                (
                    key,
                    *(with_unit(row.get(key, math.nan), y_unit, _decimals(top)) for row in values),
                )
                for key in labels
            ),
        )
    return Picture(title, _svg(alt, "".join(drawn)), alt, table, note)


def _room(names: Sequence[str]) -> float:
    """Width for the names to the right of the points; 0 when there are none."""
    longest = max(len(name) for name in names)
    return LEADER + 9.0 * longest if longest else 0.0


def _names(named: Sequence[tuple[str, int, tuple[float, float]]], right: float) -> str:
    """Write the names of lines, each with its number and the place where it ends."""
    ordered = sorted(named, key=lambda one: one[2][1])
    heights = _spread([end[1] for _, _, end in ordered], TOP + 8, HEIGHT - BOTTOM - 6)
    drawn = []
    for (name, number, (x, y)), height in zip(ordered, heights, strict=True):
        start = right + LEADER - 4
        drawn.append(
            f'<path class="sc-series{number % 3} sc-leader" stroke="{_COLOURS[number % 3]}" '
            f'stroke-width="1.5" fill="none" d="M{x + 5:.1f} {y:.1f}L{start:.1f} {height:.1f}"/>'
            + _text(start + 3, height + 5, name, "start", "sc-lab")
        )
    return "".join(drawn)


def _spread(wanted: Sequence[float], low: float, high: float) -> list[float]:
    """Move ascending heights apart, as little as possible, so that labels do not overlap.

    Neighbours that are too near share their shifts: the sum of squared shifts is the least.

    >>> _spread([50.0, 51.0, 120.0], 0.0, 200.0)
    [42.0, 59.0, 120.0]
    """
    blocks: list[tuple[float, int]] = []
    for place, value in enumerate(wanted):
        mean, size = value - place * LABEL_HEIGHT, 1
        while blocks and blocks[-1][0] > mean:
            before, count = blocks.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        blocks.append((mean, size))
    last = max(high - (len(wanted) - 1) * LABEL_HEIGHT, low)
    kept = [min(max(mean, low), last) for mean, size in blocks for _ in range(size)]
    return [value + place * LABEL_HEIGHT for place, value in enumerate(kept)]


def _mark(x: float, y: float, number: int) -> str:
    shape = _MARKS[number % len(_MARKS)]
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
    if shape == "square":
        return f'<rect x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6"/>'
    return f'<path d="M{x:.1f} {y - 4.5:.1f}l4.5 4.5l-4.5 4.5l-4.5 -4.5z"/>'


def bars(
    rows: Sequence[tuple[str, float]],
    *,
    title: str,
    unit: str = "",
    alt: str,
    decimals: int | None = None,
    heading: tuple[str, str] = ("", "Value"),
    note: str = "",
) -> Picture:
    """Draw one lying bar a row, its name and its value beside it.

    Args:
        rows: ``(name, value)``, in the order to be shown.
        title: The finding.
        unit: Unit of the values.
        alt: What the drawing shows, with the figures that matter.
        decimals: Decimals shown; chosen by size when None.
        heading: Heading of the table behind it.
        note: A line below.
    """
    shown = (
        _decimals(max([abs(value) for _, value in rows] + [0.0])) if decimals is None else decimals
    )
    high = max([value for _, value in rows if math.isfinite(value)] + [0.0]) or 1.0
    start = 20.0 + 8.3 * max([len(plain(name)) for name, _ in rows] + [4])
    start = min(start, 230.0)
    longest = max([len(with_unit(value, unit, shown)) for _, value in rows] + [6])
    x = _Scale(0.0, high, start, WIDTH - 12 - 9.2 * longest)
    drawn = []
    for place, (name, value) in enumerate(rows):
        middle = TOP + 16 + place * 34
        width = max(x(value) - start, 0.0) if math.isfinite(value) else 0.0
        drawn.append(
            _text(start - 8, middle + 4, plain(name), "end")
            + f'<rect class="sc-bar" fill="#0a5c9e" x="{start:.1f}" y="{middle - 11:.1f}" '
            f'width="{width:.1f}" height="22" rx="2"/>'
            + _text(start + width + 6, middle + 4, with_unit(value, unit, shown), "start", "sc-lab")
        )
    height = TOP + 34 * len(rows) + 8
    table = Table(heading, tuple((name, with_unit(value, unit, shown)) for name, value in rows))
    return Picture(title, _svg(alt, "".join(drawn), height), alt, table, note)


def intervals(
    rows: Sequence[tuple[str, float, float, float]],
    *,
    title: str,
    unit: str = "",
    alt: str,
    decimals: int | None = None,
    zero: bool = False,
    note: str = "",
) -> Picture:
    """Draw an estimate and its interval a row, on one common scale.

    Args:
        rows: ``(name, estimate, low, high)``.
        title: The finding.
        unit: Unit of the values.
        alt: What the drawing shows, with the figures that matter.
        decimals: Decimals shown; chosen by size when None.
        zero: Whether the scale must hold zero, with a line on it (for differences).
        note: A line below.
    """
    values = [v for _, *numbers in rows for v in numbers if math.isfinite(v)] or [0.0, 1.0]
    low, high = min(values), max(values)
    if zero or low > 0:
        low = min(low, 0.0)
    if zero:
        high = max(high, 0.0)
    shown = _decimals(max(abs(low), abs(high))) if decimals is None else decimals
    x = _Scale(low, high, 24.0, WIDTH - 24)
    drawn = []
    for place, (name, estimate, start, end) in enumerate(rows):
        middle = TOP + 36 + place * 64
        said = f"{format_number(estimate, shown)} ({format_number(start, shown)} to "
        drawn.append(
            _text(24, middle - 30, plain(name), "start", "sc-lab")
            + _text(24, middle - 13, f"{said}{with_unit(end, unit, shown)})")
            + f'<path class="sc-series0" stroke="#0a5c9e" stroke-width="3" fill="none" '
            f'd="M{x(start):.1f} {middle:.1f}H{x(end):.1f}M{x(start):.1f} {middle - 6:.1f}v12'
            f'M{x(end):.1f} {middle - 6:.1f}v12"/>'
            f'<circle class="sc-bar" fill="#0a5c9e" cx="{x(estimate):.1f}" cy="{middle:.1f}" '
            'r="6"/>'
        )
    height = TOP + 64 * len(rows) + 30
    floor = height - 24
    drawn.append(
        f'<path class="sc-axis" stroke="#4b5d68" fill="none" d="M24 {floor:.1f}H{WIDTH - 24:g}"/>'
        + _text(24, floor + 16, with_unit(low, unit, shown))
        + _text(WIDTH - 24, floor + 16, with_unit(high, unit, shown), "end")
    )
    if zero and low < 0 < high:
        drawn.append(
            f'<path class="sc-cut" stroke="#a3221b" stroke-width="2" stroke-dasharray="3 3" '
            f'fill="none" d="M{x(0):.1f} {TOP:g}V{floor:.1f}"/>'
            + _text(x(0), floor + 16, "no difference", "middle")
        )
    table = Table(
        ("", "Estimate", "Low", "High"),
        tuple((name, *(with_unit(v, unit, shown) for v in numbers)) for name, *numbers in rows),
    )
    return Picture(title, _svg(alt, "".join(drawn), height), alt, table, note)
