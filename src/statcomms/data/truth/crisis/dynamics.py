"""How a crisis goes on from one half-hour to the next, and what an action changes.

In words: trouble makes people talk; those who have not heard the office ask and believe rumours;
silence, rumours, open questions and posts that run on cost trust; the trouble, rumours and posts
that run on do harm. What the office says reaches people, and what turns out false costs more than
it ever brought. Every constant is assumed (`RATES`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from statcomms.data.truth.crisis.menu import ACTIONS
from statcomms.data.truth.crisis.scenarios import Fortune, Scenario

__all__ = ["RATES", "STEP", "Rates", "State", "act", "advance", "public_awake", "start"]

STEP = 0.5
"""Hours in one step of the model."""


@dataclass(frozen=True, slots=True)
class Rates:
    """The constants of the model, all assumed; per hour where nothing else is said.

    Attributes:
        full_attention: Mentions an hour at which everyone who could look is looking.
        calm: Share of attention above normal that is lost.
        told: How much of the push is left when everybody has heard the office.
        after: How much of the push is left when the trouble is over.
        weary: Hours after which half the push is left, for people get used to the trouble.
        forget: Share of those who heard the office who leave or want to hear more.
        ask: Open questions per mention by people who have not heard the office.
        lapse: Share of open questions that people give up.
        many_questions: Open questions that cost `unanswered` points of trust.
        unanswered: Points of trust lost to that many open questions.
        doubt: Share of rumours that dies by itself.
        explained: Share of rumours that dies where everyone has heard the office.
        silent: Points of trust lost at full attention when nobody has heard the office.
        long_silence: Points of trust lost while the last word is over `patience` hours old.
        patience: Hours.
        believed: Points of trust lost if everybody believed a rumour.
        healing: Share of the way back to the start that trust goes when everyone has heard us.
        posts_trust: Points of trust that scheduled posts cost while the trouble lasts.
        posts_harm: Points of harm that they do.
        posts_push: What they multiply the push by.
        rumour_harm: Points of harm if everybody believed a rumour.
        guided: Share of the trouble's harm that is spared those who were told what to do.
        found_out: Hours from knowing the facts to others finding out what we said wrongly.
        false_trust: Points of trust lost when others find out that we said something false.
        false_credit: Share of our credibility lost with it.
        false_attention: Mentions an hour that it adds.
        false_rumours: Share of the public that it makes believe rumours.
        own_up: What is left of these losses when we take it back ourselves, first.
        one_source: What a page with all we know multiplies the reach of later words by.
        first_word: Points of trust that the office's first word wins when it comes at once.
        first_half_life: Hours of silence after which it wins half of that.
    """

    full_attention: float = 3000.0
    calm: float = 0.30
    told: float = 0.35
    after: float = 0.12
    weary: float = 20.0
    forget: float = 0.035
    ask: float = 0.22
    lapse: float = 0.05
    many_questions: float = 5000.0
    unanswered: float = 0.15
    doubt: float = 0.03
    explained: float = 0.09
    silent: float = 0.45
    long_silence: float = 0.25
    patience: float = 6.0
    believed: float = 0.65
    healing: float = 0.012
    posts_trust: float = 0.25
    posts_harm: float = 0.25
    posts_push: float = 1.15
    rumour_harm: float = 0.9
    guided: float = 0.7
    found_out: float = 1.0
    false_trust: float = 24.0
    false_credit: float = 0.55
    false_attention: float = 1800.0
    false_rumours: float = 0.20
    own_up: float = 0.45
    one_source: float = 1.15
    first_word: float = 2.5
    first_half_life: float = 1.0


RATES = Rates()
"""The constants of the course's crises."""

TRUST_AT_START = 70.0
"""Trust in the office on a scale from 0 to 100 before anything happens. Assumed."""

_AWAKE: tuple[float, ...] = (
    *(0.35, 0.20, 0.12, 0.10, 0.12, 0.25, 0.55, 0.85, 1.00, 1.00, 0.95, 0.95),
    *(1.00, 0.95, 0.90, 0.90, 0.95, 1.00, 1.05, 1.15, 1.20, 1.15, 0.90, 0.60),
)
"""How many look at social media in each hour of the day, over a usual hour. Assumed."""

_TRUE_WORDS = frozenset(
    ("holding_statement", "detailed_statement", "one_page", "say_what_to_do", "correct_figure")
)
_FIRST_WORDS = _TRUE_WORDS | {"apologise", "deny"}
_BEFORE_FACTS = frozenset(("detailed_statement", "correct_figure"))
_TAKES_BACK = frozenset(("correct_figure", "apologise"))


def public_awake(clock: float) -> float:
    """Return how many look at social media at an hour of the day; 1 is a usual hour by day."""
    return _AWAKE[int(clock) % 24]


@dataclass(frozen=True, slots=True)
class State:
    """Where a crisis stands.

    Attributes:
        hour: Hours since it began.
        attention: Mentions an hour above the normal ones.
        questions: Open questions.
        rumours: Share of the attentive public that believes a rumour.
        heard: Share of it that has the office's word.
        trust: Trust in the office, 0 to 100.
        harm: Points of harm so far.
        staff_hours: Hours of work that are left.
        open: Whether the trouble lasts: the site is down, the figure stands, the check goes on.
        automatic_posts: Whether scheduled posts still run.
        facts_known: Whether the office knows what happened.
        credibility: What the office's words are worth, from 1 down.
        false: How much of what the office has said is false and still stands.
        injects: How many injects have had their time.
        said: What was done and when: (hour, action), oldest first.
    """

    hour: float
    attention: float
    questions: float
    rumours: float
    heard: float
    trust: float
    harm: float
    staff_hours: float
    open: bool
    automatic_posts: bool
    facts_known: bool
    credibility: float
    false: float
    injects: int
    said: tuple[tuple[float, str], ...]

    @property
    def score(self) -> float:
        """Trust minus harm."""
        return self.trust - self.harm


def start(scenario: Scenario) -> State:
    """Return the state in which a scenario begins."""
    return State(
        hour=0.0,
        attention=0.0,
        questions=0.0,
        rumours=scenario.rumours,
        heard=0.0,
        trust=TRUST_AT_START,
        harm=0.0,
        staff_hours=scenario.staff_hours,
        open=True,
        automatic_posts=scenario.automatic_posts,
        facts_known=False,
        credibility=1.0,
        false=0.0,
        injects=0,
        said=(),
    )


def act(state: State, actions: Iterable[str], scenario: Scenario, fortune: Fortune) -> State:
    """Do some actions at once, in order; none twice, and none without the staff hours for it.

    Args:
        state: Where the crisis stands.
        actions: Names of `ACTIONS`.
        scenario: The scenario.
        fortune: What chance does.

    Returns:
        Where it stands then, in the same hour.
    """
    for name in actions:
        if (state.hour, name) in state.said:
            continue  # once in a round is enough
        if ACTIONS[name].staff_hours <= state.staff_hours:
            state = _act_once(state, name, scenario, fortune)
    return state


def _act_once(state: State, name: str, scenario: Scenario, fortune: Fortune) -> State:
    action = ACTIONS[name]
    done = [one for _, one in state.said]
    times = done.count(name)
    trust, heard, rumours, attention = state.trust, state.heard, state.rumours, state.attention
    false, credibility = state.false, state.credibility
    worth = credibility
    if name == "correct_figure" and not (scenario.ends_by_correction and state.open) and not false:
        worth = 0.0  # there is nothing to correct
    if name == "ask_partner" and _TRUE_WORDS.isdisjoint(done):
        worth = 0.0  # there is nothing to repeat
    if false and state.facts_known and name in _TAKES_BACK:
        weight = false * RATES.own_up
        trust, rumours, attention, credibility = _taken_back(
            weight, trust, rumours, attention, credibility
        )
        false = 0.0
    if name == "deny":
        false = max(false, fortune.wrong_denial)
    elif name in _BEFORE_FACTS and not state.facts_known and worth:
        false = max(false, fortune.wrong_early)
    reach = action.heard * action.repeat**times * worth
    if "one_page" in done and name != "one_page":
        reach *= RATES.one_source
    heard += min(reach, 0.95) * (1.0 - heard)
    if times == 0:
        trust += action.trust * (worth if action.trust > 0 else 1.0)
    if name in _FIRST_WORDS and _FIRST_WORDS.isdisjoint(done):
        trust += RATES.first_word * worth * 0.5 ** (state.hour / RATES.first_half_life)
    rumours *= 1.0 - (1.0 - action.rumours) * worth
    return replace(
        state,
        attention=attention * action.attention,
        questions=max(0.0, state.questions - action.answers * worth),
        rumours=rumours,
        heard=heard,
        trust=max(0.0, min(100.0, trust)),
        staff_hours=state.staff_hours - action.staff_hours,
        open=state.open and not (name == "correct_figure" and scenario.ends_by_correction),
        automatic_posts=state.automatic_posts and name != "pause_posts",
        credibility=credibility,
        false=false,
        said=(*state.said, (state.hour, name)),
    )


def _taken_back(
    weight: float, trust: float, rumours: float, attention: float, credibility: float
) -> tuple[float, float, float, float]:
    """What it costs that something we said was false: trust, rumours, attention, credibility."""
    return (
        trust - RATES.false_trust * weight,
        rumours + RATES.false_rumours * weight * (1.0 - rumours),
        attention + RATES.false_attention * weight,
        credibility * (1.0 - RATES.false_credit * weight),
    )


def advance(state: State, hours: float, scenario: Scenario, fortune: Fortune) -> State:
    """Let time go by.

    Args:
        state: Where the crisis stands.
        hours: How long, a multiple of `STEP`.
        scenario: The scenario.
        fortune: What chance does.

    Returns:
        Where it stands then.
    """
    rates = RATES
    hour, attention, questions = state.hour, state.attention, state.questions
    rumours, heard, trust, harm = state.rumours, state.heard, state.trust, state.harm
    is_open, facts_known, false = state.open, state.facts_known, state.false
    credibility, place, posts = state.credibility, state.injects, state.automatic_posts
    done = {one for _, one in state.said}
    last = next((when for when, one in reversed(state.said) if ACTIONS[one].heard), -99.0)
    guided = rates.guided if "say_what_to_do" in done else 0.0
    healing = rates.healing * (2.0 if "apologise" in done else 1.0)
    push, severity, clock = scenario.push, fortune.severity, scenario.clock
    for _ in range(round(hours / STEP)):
        while place < len(fortune.injects) and fortune.injects[place][1] <= hour:
            number, _, weight = fortune.injects[place]
            one = scenario.injects[number]
            if not done.isdisjoint(one.averted_by):
                weight *= one.mild
            attention += one.attention * weight * severity
            questions += one.questions * weight * severity
            rumours += one.rumours * weight * (1.0 - rumours)
            trust -= one.trust * weight
            harm += one.harm * weight
            place += 1
        awake = _AWAKE[int(clock + hour) % 24]
        running = posts and is_open
        drive = push * severity * awake * (rates.told + (1.0 - rates.told) * (1.0 - heard))
        drive *= (1.0 if is_open else rates.after) * 0.5 ** (hour / rates.weary)
        if running:
            drive *= rates.posts_push
        attention += STEP * (drive - rates.calm * attention)
        load = attention / rates.full_attention
        unheard = 1.0 - heard
        asked = rates.ask * attention * unheard
        questions += STEP * (asked - rates.lapse * questions)
        grown = scenario.spread * load * unheard * (0.02 + rumours) * (1.0 - rumours)
        rumours += STEP * (grown - (rates.doubt + rates.explained * heard) * rumours)
        lost = rates.silent * min(load, 1.5) * unheard * (1.0 if is_open else 0.3)
        lost += rates.believed * rumours
        lost += rates.unanswered * min(questions / rates.many_questions, 2.0)
        if is_open and hour - last > rates.patience:
            lost += rates.long_silence * awake
        damage = rates.rumour_harm * rumours
        if is_open:
            damage += scenario.harm * severity * awake * (1.0 - guided * heard)
        if running:
            lost += rates.posts_trust * awake
            damage += rates.posts_harm * awake
        trust += STEP * (healing * heard * credibility * (TRUST_AT_START - trust) - lost)
        harm += STEP * damage
        heard -= STEP * rates.forget * heard
        hour += STEP
        facts_known = facts_known or hour >= fortune.facts_hour
        if not scenario.ends_by_correction:
            is_open = is_open and hour < fortune.over_hour
        if false and hour >= fortune.facts_hour + rates.found_out:
            trust, rumours, attention, credibility = _taken_back(
                false, trust, rumours, attention, credibility
            )
            heard *= 1.0 - false
            false = 0.0
    return State(
        hour=hour,
        attention=attention,
        questions=questions,
        rumours=min(1.0, rumours),
        heard=heard,
        trust=max(0.0, min(100.0, trust)),
        harm=harm,
        staff_hours=state.staff_hours,
        open=is_open,
        automatic_posts=posts,
        facts_known=facts_known,
        credibility=credibility,
        false=false,
        injects=place,
        said=state.said,
    )
