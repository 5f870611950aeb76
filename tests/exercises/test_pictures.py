from __future__ import annotations

import re
from itertools import pairwise

import pytest

from statcomms.exercises.pictures import Picture, line

MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
_LABEL = re.compile(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="start" class="sc-lab">([^<]+)<')
_LEADER = re.compile(
    r'<path class="sc-series(\d) sc-leader" stroke="(#\w+)"[^>]*d="M([\d.]+) ([\d.]+)'
    r'L([\d.]+) ([\d.]+)"/>'
)
_LINE = re.compile(r'<path class="sc-series(\d)" d="M([^"]+)" fill="none" stroke="(#\w+)"')


def straight(start: float, end: float) -> list[tuple[str, float]]:
    return [(name, start + (end - start) * place / 11) for place, name in enumerate(MONTHS)]


def drawn(*lines: tuple[str, list[tuple[str, float]]]) -> Picture:
    (label, series), *others = lines
    return line(series, label=label, others=others, title="A finding", alt="Lines.")


CASES = {
    "crossing": [("A", straight(150, 100)), ("B", straight(100, 150)), ("C", straight(60, 120))],
    "cross and end close": [
        ("LinkedIn", straight(100, 150)),
        ("X", straight(120, 105)),
        ("Facebook", straight(100, 112)),
    ],
    "end on one spot": [("A", straight(90, 50)), ("B", straight(10, 50)), ("C", straight(50, 50))],
    "at the floor": [("A", straight(90, 0)), ("B", straight(50, 1)), ("C", straight(10, 2))],
    "at the top": [("A", straight(10, 100)), ("B", straight(20, 99)), ("C", straight(30, 98))],
    "two, far apart": [("Up", straight(1, 100)), ("Down", straight(100, 1))],
}


@pytest.mark.parametrize("case", CASES)
def test_names_stand_in_the_order_of_the_line_ends_and_clear_of_points(case: str) -> None:
    svg = drawn(*CASES[case]).svg
    names = [name for name, _ in CASES[case]]
    labels = {name: (float(x), float(y)) for x, y, name in _LABEL.findall(svg)}
    ends, colours, widest = {}, {}, 0.0
    for number, path, colour in _LINE.findall(svg):
        points = [tuple(map(float, one.split())) for one in path.split(" L")]
        ends[names[int(number)]], colours[names[int(number)]] = points[-1], colour
        widest = max(widest, *(x for x, _ in points))
    assert set(labels) == set(ends) == set(names)
    by_end = sorted(names, key=lambda name: ends[name][1])
    for upper, lower in pairwise(by_end):
        assert labels[lower][1] - labels[upper][1] >= 16.9 or ends[upper] == ends[lower]
    heights = sorted(y for _, y in labels.values())
    assert all(low - high >= 16.9 for high, low in pairwise(heights))
    assert heights[0] > 12
    assert heights[-1] < 190
    for name, (x, _) in labels.items():
        assert x > widest + 8, "a name covers points"
        assert x + 9 * len(name) <= 460, "a name is cut"
    for number, colour, x, y, _, height in _LEADER.findall(svg):
        name = names[int(number)]
        assert colour == colours[name]
        assert (float(x) - 5, float(y)) == pytest.approx(ends[name], abs=0.11)
        assert float(height) + 5 == pytest.approx(labels[name][1], abs=0.11)
    assert len(_LEADER.findall(svg)) == len(names)


def test_each_name_is_nearest_to_its_own_line_where_there_is_room() -> None:
    for case in ("crossing", "cross and end close", "two, far apart"):
        svg = drawn(*CASES[case]).svg
        ends = {int(number): float(y) for number, _, _, y, _, _ in _LEADER.findall(svg)}
        for number, _, _, _, _, height in _LEADER.findall(svg):
            nearest = min(ends, key=lambda one: abs(ends[one] - float(height)))
            assert nearest == int(number), case


def test_lines_without_names_have_the_whole_width() -> None:
    svg = drawn(("", straight(1, 2)), ("", straight(2, 1))).svg
    assert "sc-leader" not in svg
    assert "H446" in svg
