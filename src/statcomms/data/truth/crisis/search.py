"""Search for the best line of play: what a mark is a share of.

>>> from statcomms.data.truth.crisis.scenarios import scenario_named
>>> best = best_line(scenario_named("release_error"), width=4)
>>> best.trust > 70 and best.harm < 5
True
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import TypeAlias

from statcomms.data.truth.crisis.dynamics import State, act, advance, start
from statcomms.data.truth.crisis.menu import ACTIONS, ACTIONS_A_ROUND
from statcomms.data.truth.crisis.play import (
    HOURS,
    ROUND_HOURS,
    Line,
    play,
    round_lengths,
    sensible,
)
from statcomms.data.truth.crisis.scenarios import Fortune, Scenario, cautious_fortune
from statcomms.errors import DataError

__all__ = ["BestLine", "best_line"]

_Lines: TypeAlias = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class BestLine:
    """The best line that was found for a scenario: see `best_line`.

    Attributes:
        line: The actions of each round.
        trust: Trust at the end.
        harm: Points of harm.
        gap: How much the score of the best line still rose when the search was made four times as
            wide: small means that a wider one would hardly find better.
    """

    line: tuple[tuple[str, ...], ...]
    trust: float
    harm: float
    gap: float

    @property
    def score(self) -> float:
        """Trust minus harm."""
        return self.trust - self.harm


def best_line(scenario: Scenario, width: int = 60) -> BestLine:
    """Search the best line of play when chance takes its mean and the facts are slow to come.

    A beam search: in each round every choice of up to two actions is played from each of the lines
    that are kept, and the most promising are kept again. Promising is what the score would be if
    the office did nothing more. Then each round of the line found is changed in every way, and
    changes that help are kept until none does.

    Args:
        scenario: The scenario.
        width: How many lines are kept.

    Returns:
        The best line, and how much was gained by searching four times as wide.

    Raises:
        DataError: The width is below 4.
    """
    if width < 4:
        raise DataError(f"A search {width} wide finds little.", "Ask for a width of 4 or more.")
    fortune = cautious_fortune(scenario)
    by_rule = tuple(one.actions for one in play(scenario, sensible, fortune).log)
    starts = (_beam(scenario, fortune, width // 4), by_rule, _beam(scenario, fortune, width))
    ends = [_improved(scenario, fortune, line) for line in starts]
    scores = [_end(scenario, fortune, line) for line in ends]
    best = ends[scores.index(max(scores))]
    found = play(scenario, best, fortune)
    return BestLine(best, found.trust, found.harm, max(scores) - max(scores[:2]))


def _choices() -> _Lines:
    return tuple(
        pair for size in range(ACTIONS_A_ROUND + 1) for pair in combinations(ACTIONS, size)
    )


def _beam(scenario: Scenario, fortune: Fortune, width: int) -> _Lines:
    kept: list[tuple[State, _Lines]] = [(start(scenario), ())]
    for hours in round_lengths():
        found: dict[tuple[str, ...], tuple[float, State, _Lines]] = {}
        for state, line in kept:
            for choice in _choices():
                acted = act(state, choice, scenario, fortune)
                if len(acted.said) - len(state.said) < len(choice):
                    continue
                after = advance(acted, hours, scenario, fortune)
                worth = advance(after, HOURS - after.hour, scenario, fortune).score
                same = tuple(sorted(name for _, name in after.said))
                if same not in found or worth > found[same][0]:
                    found[same] = (worth, after, (*line, choice))
        ranked = sorted(found.values(), key=lambda one: -one[0])[:width]
        kept = [(state, line) for _, state, line in ranked]
    return kept[0][1]


def _improved(scenario: Scenario, fortune: Fortune, line: _Lines) -> _Lines:
    """Change one round, or exchange actions of two, for the better, until no change helps."""
    best, before = _end(scenario, fortune, line), -math.inf
    while best > before + 1e-9:
        before = best
        for change in _changes():
            other = change(line)
            score = _end(scenario, fortune, other)
            if score > best + 1e-9:
                line, best = other, score
    return line


def _changes() -> Iterator[Callable[[_Lines], _Lines]]:
    """Every way to change a line: a round replaced, or actions of two rounds exchanged."""
    rounds, hands = range(len(ROUND_HOURS)), range(ACTIONS_A_ROUND)
    for place in rounds:
        for choice in _choices():
            yield partial(_with, changes={place: choice})
    for one, other in combinations(rounds, 2):
        for first in hands:
            for second in hands:
                yield partial(_exchanged, one=one, first=first, other=other, second=second)


def _with(line: _Lines, changes: Mapping[int, tuple[str, ...]]) -> _Lines:
    return tuple(changes.get(place, actions) for place, actions in enumerate(line))


def _exchanged(line: _Lines, one: int, first: int, other: int, second: int) -> _Lines:
    """Exchange an action of one round with one of another; where there is none, move it."""
    here, there = list(line[one]), list(line[other])
    given, taken = here[first : first + 1], there[second : second + 1]
    here[first : first + 1], there[second : second + 1] = taken, given
    return _with(line, {one: tuple(here), other: tuple(there)})


def _end(scenario: Scenario, fortune: Fortune, line: Line) -> float:
    state = start(scenario)
    for actions, hours in zip(line, round_lengths(), strict=True):
        state = advance(act(state, actions, scenario, fortune), hours, scenario, fortune)
    return state.score
