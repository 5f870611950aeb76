"""A picture of a real account beside the course's: how widely posts spread, and rates by exposure.

Theirs are filled dots and solid lines, ours rings and dashed lines: never told by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias
from xml.sax.saxutils import escape

import numpy as np
import numpy.typing as npt

from statcomms.analysis.account import AccountFit
from statcomms.analysis.metrics import engagements, exposure
from statcomms.publish.calibrate import Comparison
from statcomms.schema import PLATFORM_LABELS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["draw_accounts"]

Floats: TypeAlias = npt.NDArray[np.float64]

_WIDE, _HIGH = 360.0, 250.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 14.0, 40.0, 46.0
_HEAD: Final = 66.0
_DOTS: Final = 300
"""Posts drawn of each account at the most, spread evenly over its exposures."""
_BINS: Final = 24
_THEIRS, _OURS = "#9a3412", "#1d4ed8"

_Scale: TypeAlias = "Callable[[float], float]"


def draw_accounts(
    theirs: pd.DataFrame, ours: pd.DataFrame, comparisons: Sequence[Comparison]
) -> str:
    """Draw each platform of a real account beside ours.

    Args:
        theirs: Their posts.
        ours: The course's posts.
        comparisons: The same in numbers, from `compare_accounts`; said in the description.

    Returns:
        An SVG with a title and a description in words.
    """
    panels = []
    for place, one in enumerate(comparisons):
        mine, yours = _points(theirs, one.theirs), _points(ours, one.ours)
        top = _HEAD + place * _HIGH
        label = PLATFORM_LABELS[one.platform]
        panels.append(_spread(label, one.theirs, mine, yours, 0.0, top))
        panels.append(_rates(label, one.theirs, mine, yours, _WIDE, top))
    height = _HEAD + len(comparisons) * _HIGH
    said = " ".join(_said(one) for one in comparisons)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * _WIDE:g} {height:g}" '
        f'width="{2 * _WIDE:g}" height="{height:g}" role="img" aria-labelledby="title desc" '
        'font-family="sans-serif" font-size="12" fill="#1f2933">'
        '<title id="title">Their account beside the course\'s</title>'
        f'<desc id="desc">{escape(said)}</desc>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{_legend()}{"".join(panels)}</svg>\n'
    )


def _points(frame: pd.DataFrame, fit: AccountFit) -> tuple[Floats, Floats]:
    """Exposure and rate of each post whose exposure is above 0."""
    one = frame[(frame["platform"] == fit.platform).to_numpy()]
    shown = exposure(one, fit.denominator) if fit.denominator in one.columns else np.zeros(0)
    shown = shown if len(shown) else np.full(len(one), np.nan)
    parts = ("reactions", "comments", "shares", "clicks", "other_clicks", "follows")
    columns = {
        name: (
            one[name].to_numpy(dtype=np.float64, na_value=np.nan)
            if name in one.columns
            else np.full(len(one), np.nan)
        )
        for name in parts
    }
    done = engagements(columns, fit.numerator)
    seen = shown > 0
    return shown[seen], done[seen] / shown[seen]


def _said(one: Comparison) -> str:
    label, theirs, ours = PLATFORM_LABELS[one.platform], one.theirs.values, one.ours.values
    people = "people reached" if one.theirs.denominator == "reach" else "showings"
    pairs = (
        f"{label}: {one.theirs.used} posts of theirs.",
        f"The middle post has {_number(theirs['median_exposure'])} {people}; "
        f"ours {_number(ours['median_exposure'])}.",
        f"The middle rate is {100 * theirs['median']:.1f} %; ours {100 * ours['median']:.1f} %.",
    )
    return " ".join(pairs)


def _number(value: float) -> str:
    return "an unknown number of" if math.isnan(value) else f"{value:,.0f}".replace(",", "\u202f")


def _legend() -> str:
    return (
        _text(_LEFT, 24, "Their account beside the course's", bold=True)
        + f'<path d="M{_LEFT} 44h26" stroke="{_THEIRS}" stroke-width="2.5"/>'
        + f'<circle cx="{_LEFT + 13}" cy="44" r="3.5" fill="{_THEIRS}"/>'
        + _text(_LEFT + 34, 48, "theirs")
        + f'<path d="M{_LEFT + 96} 44h26" stroke="{_OURS}" stroke-width="2" '
        'stroke-dasharray="5 3"/>'
        + f'<circle cx="{_LEFT + 109}" cy="44" r="3.5" fill="#ffffff" stroke="{_OURS}"/>'
        + _text(_LEFT + 130, 48, "ours")
    )


def _spread(
    label: str,
    fit: AccountFit,
    mine: tuple[Floats, Floats],
    yours: tuple[Floats, Floats],
    left: float,
    top: float,
) -> str:
    """Shares of posts by exposure, in steps of equal ratio."""
    logs = [np.log10(points[0]) for points in (mine, yours)]
    low, high = _range(logs)
    edges = np.linspace(low, high, _BINS + 1)
    shares = [np.histogram(one, edges)[0] / max(len(one), 1) for one in logs]
    most = max(0.05, *(float(share.max()) for share in shares))
    across = _along(low, high, left + _LEFT, left + _WIDE - _RIGHT)
    up = _along(0.0, most, top + _HIGH - _BOTTOM, top + _TOP)
    lines = []
    for share, style in zip(
        shares,
        (f'stroke="{_THEIRS}" stroke-width="2.5"', f'stroke="{_OURS}" stroke-dasharray="5 3"'),
        strict=True,
    ):
        corners = "".join(
            f"{'L' if place else 'M'}{across(edges[place]):.1f} {up(value):.1f}"
            f"H{across(edges[place + 1]):.1f}"
            for place, value in enumerate(share.tolist())
        )
        lines.append(f'<path d="{corners}" fill="none" {style}/>')
    ticks = "".join(
        _text(left + _LEFT - 6, up(value) + 4, f"{100 * value:.0f} %", "end")
        for value in (0.0, most / 2, most)
    )
    people = "reach" if fit.denominator == "reach" else "impressions"
    return (
        _frame(left, top, f"{label}: posts by {people}")
        + ticks
        + _decades(low, high, across, top)
        + _text((left + _LEFT + left + _WIDE) / 2, top + _HIGH - 8, people, "middle")
        + lines[1]
        + lines[0]
    )


def _rates(
    label: str,
    fit: AccountFit,
    mine: tuple[Floats, Floats],
    yours: tuple[Floats, Floats],
    left: float,
    top: float,
) -> str:
    """Each post's rate by its exposure, both in logarithms; posts with a rate of 0 are left out."""
    kept = [_thinned(*points) for points in (mine, yours)]
    low, high = _range([np.log10(shown) for shown, _ in kept])
    floor, ceiling = _range([np.log10(100 * rates) for _, rates in kept])
    across = _along(low, high, left + _LEFT, left + _WIDE - _RIGHT)
    up = _along(floor, ceiling, top + _HIGH - _BOTTOM, top + _TOP)
    dots = []
    for (shown, rates), style in zip(
        reversed(kept),
        (f'fill="none" stroke="{_OURS}" stroke-opacity="0.7"', f'fill="{_THEIRS}"'),
        strict=True,
    ):
        inside = "".join(
            f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="2.2"/>'
            for x, y in zip(np.log10(shown).tolist(), np.log10(100 * rates).tolist(), strict=True)
        )
        dots.append(f"<g {style}>{inside}</g>")
    ticks = "".join(
        _text(left + _LEFT - 6, up(power) + 4, f"{10.0**power:g} %", "end")
        for power in range(math.ceil(floor), math.floor(ceiling) + 1)
    )
    people = "reach" if fit.denominator == "reach" else "impressions"
    return (
        _frame(left, top, f"{label}: rate by {people}")
        + ticks
        + _decades(low, high, across, top)
        + _text((left + _LEFT + left + _WIDE) / 2, top + _HIGH - 8, people, "middle")
        + "".join(dots)
    )


def _thinned(shown: Floats, rates: Floats) -> tuple[Floats, Floats]:
    fit = rates > 0
    shown, rates = shown[fit], rates[fit]
    order = np.argsort(shown, kind="stable")
    if len(order) > _DOTS:
        order = order[np.linspace(0, len(order) - 1, _DOTS).round().astype(np.int64)]
    return shown[order], rates[order]


def _range(logs: Sequence[Floats]) -> tuple[float, float]:
    every = np.concatenate([one[np.isfinite(one)] for one in logs])
    if not len(every):
        return 0.0, 1.0
    low, high = float(every.min()), float(every.max())
    return (low, high) if high - low > 0.1 else (low - 0.5, high + 0.5)


def _along(low: float, high: float, start: float, end: float) -> _Scale:
    return lambda value: start + (value - low) / (high - low) * (end - start)


def _frame(left: float, top: float, title: str) -> str:
    floor = top + _HIGH - _BOTTOM
    return _text(left + _LEFT, top + 24, title, bold=True) + (
        f'<path d="M{left + _LEFT:g} {top + _TOP:g}V{floor:g}H{left + _WIDE - _RIGHT:g}" '
        'fill="none" stroke="#4b5d68"/>'
    )


def _decades(low: float, high: float, across: _Scale, top: float) -> str:
    floor = top + _HIGH - _BOTTOM
    return "".join(
        f'<path d="M{across(power):.1f} {floor:g}v5" stroke="#4b5d68"/>'
        + _text(across(power), floor + 18, f"{10**power:,}".replace(",", "\u202f"), "middle")
        for power in range(max(0, math.ceil(low)), math.floor(high) + 1)
    )


def _text(x: float, y: float, text: str, anchor: str = "start", *, bold: bool = False) -> str:
    weight = ' font-weight="bold" font-size="13"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{weight}>{escape(text)}</text>'
