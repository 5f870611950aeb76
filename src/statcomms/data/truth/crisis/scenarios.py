"""Three crises, what chance may do to each, and fresh ones for grading.

Everything here is assumed, none of it fitted. The outage takes its course from the review of a real
census night (MacGibbon's review of the Australian census of 2016: the site down about 40 hours,
scheduled posts running on, the first statement after three hours); sizes are scaled to a country of
4.2 million people.

>>> [one.name for one in SCENARIOS.values()]
['census_outage', 'release_error', 'leak_rumour']
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from statcomms.data.model import stream
from statcomms.errors import DataError

__all__ = [
    "SCENARIOS",
    "Fortune",
    "Inject",
    "Scenario",
    "cautious_fortune",
    "draw_fortune",
    "draw_scenario",
    "mean_fortune",
    "scenario_named",
]


@dataclass(frozen=True, slots=True)
class Inject:
    """Something that happens during the crisis unless the office was there before.

    Attributes:
        hour: Hours after the start when it usually happens.
        text: What the learner reads.
        averted_by: Actions of which one done before makes it mild.
        mild: What is left of its effects then, from 0 to 1.
        chance: How likely it is at all.
        attention: Mentions an hour that it adds.
        questions: Open questions that it adds.
        rumours: Share of the rest of the public that it makes believe a rumour.
        trust: Points of trust that it costs.
        harm: Points of harm that it does.
    """

    hour: float
    text: str
    averted_by: tuple[str, ...]
    mild: float
    chance: float
    attention: float = 0.0
    questions: float = 0.0
    rumours: float = 0.0
    trust: float = 0.0
    harm: float = 0.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """One crisis: how it begins, what drives it, and what may happen on the way.

    Attributes:
        name: Its name.
        title: What a learner reads.
        trouble: What is wrong, in words that fit after "until": "the site is back".
        clock: Hour of the day at which it begins.
        push: Mentions an hour that it adds in each hour while the trouble lasts, by day.
        rumours: Share of the attentive public that believes a rumour at the start.
        spread: How fast rumours spread: new believers per believer and hour at full attention.
        harm: Points of harm an hour while the trouble lasts, by day.
        staff_hours: Hours of work the office has in all.
        automatic_posts: Whether scheduled posts are running at the start.
        ends_by_correction: Whether the office itself ends the trouble, by correcting.
        facts: Hours until the office knows what happened: mean and half width.
        over: Hours until the trouble is over by itself: mean and half width.
        wrong_early: How likely a detailed statement or a correction made before the facts are
            known turns out wrong.
        wrong_denial: How likely a denial turns out wrong.
        severity: Spread of the size of the crisis (sigma of its logarithm).
        injects: What may happen on the way.
    """

    name: str
    title: str
    trouble: str
    clock: float
    push: float
    rumours: float
    spread: float
    harm: float
    staff_hours: float
    automatic_posts: bool
    ends_by_correction: bool
    facts: tuple[float, float]
    over: tuple[float, float]
    wrong_early: float
    wrong_denial: float
    severity: float
    injects: tuple[Inject, ...]


@dataclass(frozen=True, slots=True)
class Fortune:
    """What chance does to one run of a scenario.

    Attributes:
        severity: Size of the crisis: 1 is usual.
        facts_hour: When the office knows what happened.
        over_hour: When the trouble is over by itself.
        wrong_early: 1 when what is said before the facts are known turns out wrong, 0 when not; the
            probability in the mean run.
        wrong_denial: The same of a denial.
        injects: Position of each inject in the scenario, its hour and its weight (1 or 0; the
            probability in the mean run), in order of time.
    """

    severity: float
    facts_hour: float
    over_hour: float
    wrong_early: float
    wrong_denial: float
    injects: tuple[tuple[int, float, float], ...]


def mean_fortune(scenario: Scenario) -> Fortune:
    """Return the run in which every chance takes its mean."""
    return Fortune(
        1.0,
        scenario.facts[0],
        scenario.over[0],
        scenario.wrong_early,
        scenario.wrong_denial,
        tuple(
            sorted(
                ((place, one.hour, one.chance) for place, one in enumerate(scenario.injects)),
                key=lambda each: each[1],
            )
        ),
    )


def cautious_fortune(scenario: Scenario) -> Fortune:
    """Return the mean run, but with the facts known only when they are sure to be.

    A line of play is fixed beforehand: it cannot wait for the facts by looking whether they are
    there, so a good one waits as long as it may take.
    """
    return replace(mean_fortune(scenario), facts_hour=scenario.facts[0] + scenario.facts[1])


def draw_fortune(scenario: Scenario, seed: int | str) -> Fortune:
    """Draw one run of a scenario.

    Severity is lognormal with mean 1, hours are uniform around their means.
    """
    count = len(scenario.injects)
    draw = stream(seed, f"crisis {scenario.name}")
    size = float(draw.standard_normal())
    chance = draw.random(4 + 2 * count).tolist()
    sigma = scenario.severity
    injects = []
    for place, one in enumerate(scenario.injects):
        hour = one.hour * (0.8 + 0.4 * chance[4 + place])
        weight = 1.0 if chance[4 + count + place] < one.chance else 0.0
        injects.append((place, hour, weight))
    return Fortune(
        math.exp(sigma * size - sigma * sigma / 2),
        scenario.facts[0] + scenario.facts[1] * (2 * chance[0] - 1),
        scenario.over[0] + scenario.over[1] * (2 * chance[1] - 1),
        1.0 if chance[2] < scenario.wrong_early else 0.0,
        1.0 if chance[3] < scenario.wrong_denial else 0.0,
        tuple(sorted(injects, key=lambda each: each[1])),
    )


def scenario_named(name: str) -> Scenario:
    """Return a scenario of the course.

    Raises:
        DataError: There is none of that name.
    """
    if name not in SCENARIOS:
        raise DataError(
            f"There is no crisis scenario '{name}'.",
            "The scenarios are: " + ", ".join(SCENARIOS) + ".",
        )
    return SCENARIOS[name]


def draw_scenario(seed: int | str, name: str | None = None) -> Scenario:
    """Draw a scenario like one of the course's, but with other numbers and another order of events.

    Which action helps stays what it was; when, how fast and how badly things happen does not. A
    line learnt by heart is worth less on it than a strategy that looks at what is going on.

    Args:
        seed: Any whole number or text, such as a held-out seed.
        name: Which of the course's scenarios it is like; None to draw that, too.

    Returns:
        The scenario; its name is that of the one it is like.
    """
    draw = stream(seed, "crisis scenario")
    part = draw.random(8 + 2 * max(len(one.injects) for one in SCENARIOS.values())).tolist()
    base = scenario_named(name) if name is not None else [*SCENARIOS.values()][int(part[0] * 3)]

    def between(low: float, high: float, place: int) -> float:
        return low + (high - low) * float(part[place])

    injects = []
    for place, one in enumerate(base.injects):
        early, late = part[8 + 2 * place : 10 + 2 * place]
        injects.append(
            replace(
                one,
                hour=max(0.5, one.hour * (0.6 + 0.8 * early)),
                chance=min(1.0, one.chance * (0.7 + 0.6 * late)),
            )
        )
    return replace(
        base,
        clock=(base.clock + round(between(-3.0, 3.0, 1))) % 24,
        push=base.push * between(0.75, 1.3, 2),
        spread=base.spread * between(0.8, 1.25, 3),
        harm=base.harm * between(0.8, 1.25, 4),
        staff_hours=float(round(base.staff_hours * between(0.85, 1.15, 5))),
        facts=(base.facts[0] * between(0.6, 1.6, 6), base.facts[1] * 0.6),
        over=(base.over[0] * between(0.75, 1.2, 7), base.over[1]),
        injects=tuple(injects),
    )


_OUTAGE = Scenario(
    name="census_outage",
    title="Census night: the site is down",
    trouble="the site is back",
    clock=20.0,
    push=1300.0,
    rumours=0.01,
    spread=0.30,
    harm=0.45,
    staff_hours=26.0,
    automatic_posts=True,
    ends_by_correction=False,
    facts=(5.0, 2.0),
    over=(26.0, 5.0),
    wrong_early=0.50,
    wrong_denial=0.95,
    severity=0.25,
    injects=(
        Inject(
            1.0,
            "A radio reporter asks on air whether the census site was attacked.",
            ("holding_statement", "detailed_statement"),
            0.2,
            1.0,
            attention=600.0,
            rumours=0.02,
            trust=2.0,
        ),
        Inject(
            2.0,
            "A forwarded message says that somebody abroad has copied all census forms.",
            ("holding_statement", "detailed_statement", "one_page"),
            0.4,
            0.85,
            attention=400.0,
            rumours=0.12,
        ),
        Inject(
            3.0,
            "A scheduled post goes out: “Ten minutes, and you are done. Fill in your form now.”",
            ("pause_posts",),
            0.0,
            1.0,
            attention=900.0,
            trust=4.0,
        ),
        Inject(
            11.0,
            "On breakfast radio a minister says that the site is back.",
            ("brief_partners",),
            0.0,
            0.7,
            questions=1500.0,
            rumours=0.04,
            trust=4.0,
        ),
        Inject(
            14.0,
            "People ask whether they have to pay a fine for a form that is late.",
            ("say_what_to_do",),
            0.2,
            0.9,
            questions=2500.0,
            harm=2.0,
        ),
        Inject(
            20.0,
            "A page that looks like ours asks people for their identity numbers.",
            ("one_page",),
            0.3,
            0.35,
            rumours=0.06,
            harm=5.0,
        ),
        Inject(
            24.0,
            "Members of parliament ask why nobody has said sorry.",
            ("apologise",),
            0.1,
            0.6,
            attention=500.0,
            trust=3.0,
        ),
    ),
)

_ERROR = Scenario(
    name="release_error",
    title="An error in the release of this morning",
    trouble="the figure is corrected",
    clock=10.0,
    push=420.0,
    rumours=0.01,
    spread=0.35,
    harm=0.80,
    staff_hours=20.0,
    automatic_posts=True,
    ends_by_correction=True,
    facts=(2.5, 1.0),
    over=(60.0, 0.0),
    wrong_early=0.40,
    wrong_denial=1.0,
    severity=0.25,
    injects=(
        Inject(
            1.0,
            "An economist of a bank writes that two tables of the release do not agree.",
            ("holding_statement", "correct_figure"),
            0.2,
            1.0,
            attention=350.0,
            trust=2.5,
        ),
        Inject(
            3.0,
            "A scheduled post shows the wrong figure as a large picture.",
            ("pause_posts",),
            0.0,
            1.0,
            attention=250.0,
            trust=3.0,
            harm=2.0,
        ),
        Inject(
            4.0,
            "A popular page says that the office changed the figure on orders from above.",
            ("detailed_statement", "one_page"),
            0.3,
            0.8,
            attention=300.0,
            rumours=0.12,
        ),
        Inject(
            6.0,
            "A minister reads the wrong figure out in parliament.",
            ("brief_partners", "correct_figure"),
            0.1,
            0.8,
            trust=2.0,
            harm=4.0,
        ),
        Inject(
            12.0,
            "Tomorrow's paper prints the figure of this morning on page one.",
            ("correct_figure",),
            0.1,
            0.7,
            attention=300.0,
            trust=2.0,
            harm=4.0,
        ),
        Inject(
            23.0,
            "A trade union asks for wages that follow the wrong figure.",
            ("correct_figure",),
            0.1,
            0.6,
            questions=400.0,
            harm=3.0,
        ),
        Inject(
            26.0,
            "A committee asks what the office does so that it does not happen again.",
            ("apologise",),
            0.1,
            0.6,
            trust=2.5,
        ),
    ),
)

_LEAK = Scenario(
    name="leak_rumour",
    title="A rumour: survey answers are for sale",
    trouble="the check is finished",
    clock=16.0,
    push=650.0,
    rumours=0.08,
    spread=0.45,
    harm=0.25,
    staff_hours=24.0,
    automatic_posts=True,
    ends_by_correction=False,
    facts=(8.0, 3.0),
    over=(20.0, 4.0),
    wrong_early=0.40,
    wrong_denial=0.85,
    severity=0.30,
    injects=(
        Inject(
            1.5,
            "A list with 40 names is passed round. It is said to be from our household survey.",
            ("holding_statement",),
            0.4,
            1.0,
            attention=500.0,
            questions=600.0,
            rumours=0.10,
        ),
        Inject(
            3.0,
            "A scheduled post invites people to tell us what they earn.",
            ("pause_posts",),
            0.0,
            1.0,
            attention=400.0,
            trust=3.5,
        ),
        Inject(
            5.0,
            "Callers who say that they are from the office ask people for their bank numbers.",
            ("say_what_to_do",),
            0.3,
            0.5,
            rumours=0.05,
            harm=6.0,
        ),
        Inject(
            7.0,
            "A television team asks the data protection office, which knows nothing.",
            ("brief_partners",),
            0.1,
            0.8,
            attention=400.0,
            rumours=0.04,
            trust=3.0,
        ),
        Inject(
            15.0,
            "Interviewers write that people no longer open the door to them.",
            ("answer_questions", "one_page"),
            0.3,
            0.8,
            questions=900.0,
            trust=1.5,
            harm=3.0,
        ),
        Inject(
            21.0,
            "An old message about another office is passed round as proof.",
            ("detailed_statement", "one_page"),
            0.3,
            0.6,
            attention=250.0,
            rumours=0.08,
        ),
    ),
)

SCENARIOS: dict[str, Scenario] = {one.name: one for one in (_OUTAGE, _ERROR, _LEAK)}
"""The course's scenarios, by name."""
