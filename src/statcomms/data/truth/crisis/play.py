"""Play a crisis: one run, and the mean of many.

A **strategy** is a fixed line (for each round a list of actions) or a function of what the office
can see (`View`), so that the same strategy can be played on a scenario that nobody has seen before.

>>> from statcomms.data.truth.crisis.scenarios import scenario_named
>>> night = scenario_named("census_outage")
>>> simulate(night, [], seed=1).trust < 40 < simulate(night, sensible, seed=1).trust
True
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from statcomms.data.truth.crisis.dynamics import (
    STEP,
    State,
    act,
    advance,
    public_awake,
    start,
)
from statcomms.data.truth.crisis.menu import ACTIONS, ACTIONS_A_ROUND
from statcomms.data.truth.crisis.scenarios import (
    Fortune,
    Scenario,
    draw_fortune,
)
from statcomms.data.truth.expected import Expected
from statcomms.errors import DataError

__all__ = [
    "HOURS",
    "NORMAL_MENTIONS",
    "ROUND_HOURS",
    "Line",
    "Outcome",
    "Round",
    "Strategy",
    "View",
    "expected_outcome",
    "play",
    "round_lengths",
    "see",
    "sensible",
    "simulate",
    "state_by_hour",
]

ROUND_HOURS: tuple[float, ...] = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 12.0, 16.0, 22.0, 28.0)
"""Hours after the start at which the office decides: ten rounds, close together at first."""

HOURS = 36.0
"""Hours that a crisis is played for."""

NORMAL_MENTIONS = 14.0
"""Mentions of the office in a usual hour by day when nothing is wrong. Assumed."""

Line: TypeAlias = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class View:
    """What the office can see at the start of a round; trust and harm are not among it.

    Attributes:
        scenario: Name of the scenario.
        round: Number of the round, from 0.
        hour: Hours since the trouble began.
        clock: Hour of the day.
        mentions: Mentions in an hour, at the present rate.
        questions: Open questions.
        rumour_share: Share of mentions that pass on a rumour.
        negative_share: Share of mentions that are negative.
        staff_hours: Hours of work that are left.
        trouble_over: Whether the trouble is over: the site is back, the figure is corrected.
        automatic_posts: Whether scheduled posts still run.
        facts_known: Whether we know what happened.
        said: What we have done: (hour, action), oldest first.
        news: What has happened since the round before.
    """

    scenario: str
    round: int
    hour: float
    clock: float
    mentions: float
    questions: float
    rumour_share: float
    negative_share: float
    staff_hours: float
    trouble_over: bool
    automatic_posts: bool
    facts_known: bool
    said: tuple[tuple[float, str], ...]
    news: tuple[str, ...]

    def times(self, action: str) -> int:
        """Return how often an action was done."""
        return sum(name == action for _, name in self.said)


Strategy: TypeAlias = "Line | Callable[[View], Sequence[str]]"


@dataclass(frozen=True, slots=True)
class Round:
    """One round as it was played.

    Attributes:
        view: What the office saw.
        actions: What it did.
        left_out: What it wanted to do and had no hours, or no hands, for.
        trust: Trust at the end of the round, 0 to 100.
        harm: Points of harm so far.
    """

    view: View
    actions: tuple[str, ...]
    left_out: tuple[str, ...]
    trust: float
    harm: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a crisis ended.

    Attributes:
        trust: Trust in the office at the end, 0 to 100; 70 before anything happened.
        harm: Points of harm done to people, from 0 up.
        log: The rounds.
    """

    trust: float
    harm: float
    log: tuple[Round, ...]

    @property
    def score(self) -> float:
        """Trust minus harm: what a mark is a share of."""
        return self.trust - self.harm


def see(state: State, number: int, scenario: Scenario, news: tuple[str, ...] = ()) -> View:
    """Return what the office sees of a state.

    Args:
        state: Where the crisis stands.
        number: Number of the round.
        scenario: The scenario.
        news: What has happened since the round before.
    """
    clock = (scenario.clock + state.hour) % 24
    normal = NORMAL_MENTIONS * public_awake(clock)
    mentions = normal + state.attention
    share = state.attention / mentions
    unheard = 1.0 - state.heard
    return View(
        scenario=scenario.name,
        round=number,
        hour=state.hour,
        clock=clock,
        mentions=mentions,
        questions=state.questions,
        rumour_share=0.01 + share * 0.35 * state.rumours,
        negative_share=0.18 + share * (0.22 + 0.30 * unheard * state.open + 0.15 * state.rumours),
        staff_hours=state.staff_hours,
        trouble_over=not state.open,
        automatic_posts=state.automatic_posts,
        facts_known=state.facts_known,
        said=state.said,
        news=news,
    )


def simulate(scenario: Scenario, strategy: Strategy, seed: int | str) -> Outcome:
    """Play one run of a scenario.

    Args:
        scenario: The scenario.
        strategy: A line of play, or a function from `View` to the actions of the round. At most
            `ACTIONS_A_ROUND` actions a round are done; one for which no hours are left is left out.
        seed: What makes chance.

    Returns:
        The outcome: the same for the same scenario, strategy and seed.

    Raises:
        DataError: The strategy names an action that is not on the menu, or has too many rounds.
    """
    return play(scenario, strategy, draw_fortune(scenario, seed))


def expected_outcome(
    scenario: Scenario, strategy: Strategy, runs: int = 200, seed: int | str = 2026
) -> dict[str, Expected]:
    """Return the mean outcome of a strategy over chance.

    Args:
        scenario: The scenario.
        strategy: A line of play or a function of what the office sees.
        runs: How many runs, at least 2.
        seed: What makes chance; run number n is made from this seed and n.

    Returns:
        ``trust``, ``harm`` and ``score`` (trust minus harm), each with the standard error of its
        mean: standard deviation over the square root of the runs.

    Raises:
        DataError: The strategy cannot be played, or there are fewer than 2 runs.
    """
    if runs < 2:
        raise DataError(f"A mean of {runs} runs has no standard error.", "Ask for 2 runs or more.")
    ends = [simulate(scenario, strategy, f"{seed}|run {number}") for number in range(runs)]
    return {
        name: _mean([getattr(end, name) for end in ends], unit)
        for name, unit in (("trust", "points"), ("harm", "points"), ("score", "points"))
    }


def _mean(values: list[float], unit: str) -> Expected:
    mean = math.fsum(values) / len(values)
    spread = math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return Expected(mean, math.sqrt(spread / len(values)), unit)


def play(scenario: Scenario, strategy: Strategy, fortune: Fortune) -> Outcome:
    """Play one run in which it is known what chance does.

    Args:
        scenario: The scenario.
        strategy: A line of play or a function of what the office sees.
        fortune: What chance does.

    Raises:
        DataError: The strategy cannot be played.
    """
    if not callable(strategy) and len(strategy) > len(ROUND_HOURS):
        raise DataError(
            f"The line of play has {len(strategy)} rounds.",
            f"A crisis has {len(ROUND_HOURS)}.",
        )
    state, log = start(scenario), []
    news: tuple[str, ...] = ()
    for number, hours in enumerate(round_lengths()):
        view = see(state, number, scenario, news)
        if callable(strategy):
            wanted = tuple(strategy(view))
        else:
            wanted = tuple(strategy[number]) if number < len(strategy) else ()
        _check(wanted)
        before = len(state.said)
        state = act(state, wanted[:ACTIONS_A_ROUND], scenario, fortune)
        done = tuple(name for _, name in state.said[before:])
        passed = state.injects
        state = advance(state, hours, scenario, fortune)
        news = _news(scenario, fortune, passed, state)
        log.append(Round(view, done, _without(wanted, done), state.trust, state.harm))
    return Outcome(state.trust, state.harm, tuple(log))


def round_lengths() -> tuple[float, ...]:
    """Return how many hours lie between each round and the next, and behind the last."""
    ends = (*ROUND_HOURS[1:], HOURS)
    return tuple(end - begin for begin, end in zip(ROUND_HOURS, ends, strict=True))


def _check(actions: tuple[str, ...]) -> None:
    for name in actions:
        if name not in ACTIONS:
            raise DataError(
                f"'{name}' is not an action of the crisis desk.",
                "The actions are: " + ", ".join(ACTIONS) + ".",
            )


def _without(wanted: tuple[str, ...], done: tuple[str, ...]) -> tuple[str, ...]:
    left = list(wanted)
    for name in done:
        left.remove(name)
    return tuple(left)


def _news(scenario: Scenario, fortune: Fortune, passed: int, state: State) -> tuple[str, ...]:
    """What has happened in public since: injects that were neither chance's nor ours to avert."""
    done = {name for _, name in state.said}
    found = []
    for number, _, weight in fortune.injects[passed : state.injects]:
        one = scenario.injects[number]
        mild = not done.isdisjoint(one.averted_by)
        if weight * (one.mild if mild else 1.0) > 0:
            found.append(one.text)
    return tuple(found)


def state_by_hour(
    scenario: Scenario, line: Line, fortune: Fortune, hours: float
) -> tuple[State, ...]:
    """Return the states of a run, one each `STEP` hours, for longer than a crisis is played.

    Args:
        scenario: The scenario.
        line: The actions of each round.
        fortune: What chance does.
        hours: For how long.

    Returns:
        The states at hours 0, `STEP`, 2 `STEP` and so on, after the actions of that hour.
    """
    state, states = start(scenario), []
    for number in range(round(hours / STEP) + 1):
        hour = number * STEP
        if hour in ROUND_HOURS and ROUND_HOURS.index(hour) < len(line):
            state = act(state, line[ROUND_HOURS.index(hour)], scenario, fortune)
        states.append(state)
        state = advance(state, STEP, scenario, fortune)
    return tuple(states)


def sensible(view: View) -> tuple[str, ...]:
    """A strategy that keeps the six principles, as an example: first, right, then helpful."""
    wishes = []
    if view.automatic_posts:
        wishes.append("pause_posts")
    if not view.times("holding_statement"):
        wishes.append("holding_statement")
    helpful = ("say_what_to_do", "brief_partners", "one_page", "apologise")
    wishes.extend(name for name in helpful if not view.times(name))
    if view.facts_known:
        if view.scenario == "release_error" and not view.trouble_over:
            wishes.insert(0, "correct_figure")
        if not view.times("detailed_statement"):
            wishes.insert(0, "detailed_statement")
    if not view.times("ask_partner"):
        wishes.append("ask_partner")
    if view.questions > 2000:
        wishes.append("answer_questions")
    if not wishes and not view.trouble_over:
        wishes.append("holding_statement")
    return tuple(wishes[:ACTIONS_A_ROUND])
