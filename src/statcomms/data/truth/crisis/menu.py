"""What an office can do in a crisis, and what each action does: twelve actions and their effects.

The effects are assumed; their signs and order follow the six principles of crisis and emergency
risk communication: be first, be right, be credible, express empathy, promote action, show respect
(CDC, CERC Introduction, 2018).

>>> ACTIONS["holding_statement"].principles
('first', 'respect')
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ACTIONS", "ACTIONS_A_ROUND", "PRINCIPLES", "Action"]

PRINCIPLES: tuple[str, ...] = ("first", "right", "credible", "empathy", "action", "respect")
ACTIONS_A_ROUND = 2
"""How many actions the desk can do in one round: two people work there."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the office can do, and what it does to the state of the crisis.

    Attributes:
        name: Its name in a line of play.
        label: What a learner reads.
        principles: The principles it serves; empty when it serves none.
        breaks: The principles it breaks.
        staff_hours: Hours of work it takes.
        heard: Share of those who have not heard the office that it reaches, the first time.
        repeat: What is left of `heard` each further time it is done.
        trust: Points of trust it wins or loses by itself, the first time.
        rumours: What the share of believed rumours is multiplied by.
        attention: What attention is multiplied by.
        answers: How many open questions it answers.
    """

    name: str
    label: str
    principles: tuple[str, ...]
    staff_hours: float
    breaks: tuple[str, ...] = ()
    heard: float = 0.0
    repeat: float = 0.5
    trust: float = 0.0
    rumours: float = 1.0
    attention: float = 1.0
    answers: float = 0.0


ACTIONS: dict[str, Action] = {
    one.name: one
    for one in (
        Action(
            "pause_posts",
            "Stop all scheduled posts",
            ("right", "respect"),
            0.5,
        ),
        Action(
            "holding_statement",
            "Holding statement: what we see, what we do, when we speak next",
            ("first", "respect"),
            1.0,
            heard=0.42,
            repeat=0.8,
        ),
        Action(
            "detailed_statement",
            "Detailed statement: what happened, why, and with which figures",
            ("right", "credible"),
            3.0,
            heard=0.40,
            trust=1.5,
            rumours=0.75,
        ),
        Action(
            "correct_figure",
            "Correct what we said or published, in the same place, and say so",
            ("right", "credible"),
            2.0,
            heard=0.25,
            trust=1.5,
            rumours=0.80,
        ),
        Action(
            "apologise",
            "Say sorry, and what we do so that it does not happen again",
            ("empathy", "respect"),
            1.0,
            heard=0.10,
            trust=2.5,
        ),
        Action(
            "say_what_to_do",
            "Tell people what to do now",
            ("action", "empathy"),
            1.0,
            heard=0.20,
            trust=1.0,
        ),
        Action(
            "answer_questions",
            "Answer questions one by one and in pinned replies",
            ("empathy", "respect"),
            4.0,
            heard=0.15,
            repeat=0.9,
            trust=0.5,
            answers=2500.0,
        ),
        Action(
            "one_page",
            "One page with all we know, kept up to date and linked everywhere",
            ("right", "credible"),
            2.0,
            heard=0.10,
            trust=0.5,
            rumours=0.90,
            answers=800.0,
        ),
        Action(
            "brief_partners",
            "Brief ministers and agencies",
            ("credible", "respect"),
            1.5,
        ),
        Action(
            "ask_partner",
            "Ask a trusted partner to repeat what we said",
            ("credible", "first"),
            1.0,
            heard=0.25,
            rumours=0.85,
        ),
        Action(
            "deny",
            "Deny that anything is wrong, before the facts are known",
            (),
            0.5,
            breaks=("right", "credible"),
            heard=0.30,
            trust=0.5,
            rumours=0.85,
        ),
        Action(
            "delete_comments",
            "Delete critical comments",
            (),
            1.0,
            breaks=("respect", "credible"),
            trust=-3.0,
            attention=0.95,
        ),
    )
}
"""The menu, by name. To say nothing is to do none of it."""
