"""What is right, in the team's judgement: replies to comments, incidents, reviews of case cards.

These are judgements, not measurements: three rules, written down so that they can be argued with.

>>> right_actions("misuse")
('correct',)
>>> action_cost("abuse", "thank") > action_cost("thanks", "leave")
True
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from statcomms.data.truth.expected import Expected
from statcomms.errors import DataError
from statcomms.schema.office import INCIDENT_AREAS
from statcomms.schema.talk import COMMENT_KINDS

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ACCEPTABLE",
    "ACTIONS",
    "ACTION_LABELS",
    "CRITERIA",
    "CRITERION_LABELS",
    "RATED_CASES",
    "CommentContext",
    "PolicyQuestions",
    "Rating",
    "action_cost",
    "contexts",
    "expected_cost",
    "is_threat",
    "lazy_cost",
    "policy_questions",
    "queue_cost",
    "reference_ratings",
    "right_actions",
]

# --- replies to comments -----------------------------------------------------------------------

ACTION_LABELS: dict[str, str] = {
    "answer": "Answer in public: the figure, an explanation or where help is",
    "thank": "Thank in one line",
    "correct": "Say in public what the figure really says",
    "hide": "Hide it, by the house rules, and note it",
    "escalate": "Pass it on inside the office and say so",
    "leave": "Leave it as it is",
}
ACTIONS: tuple[str, ...] = tuple(ACTION_LABELS)
ACCEPTABLE = 0.5
"""Up to this cost an action is as good as right."""

_COSTS: dict[str, tuple[float, ...]] = {
    # answer, thank, correct, hide, escalate, leave
    "question": (0.0, 2.0, 1.0, 5.0, 1.5, 3.0),  # nobody should ask in vain
    "thanks": (0.5, 0.0, 2.0, 4.0, 2.0, 0.5),  # silence is no harm, hiding praise is odd
    "correction": (2.5, 2.0, 4.0, 8.0, 0.0, 5.0),  # the unit must check before anybody says more
    "criticism": (0.0, 1.5, 2.0, 8.0, 2.0, 2.0),  # hiding good faith costs trust most of all
    "misuse": (3.0, 8.0, 0.0, 5.0, 3.0, 7.0),  # a false figure left or thanked becomes ours
    "complaint": (0.0, 2.0, 3.0, 7.0, 0.5, 4.0),  # a service failed: help, or pass on to who can
    "opinion": (2.5, 0.5, 4.0, 6.0, 2.5, 0.0),  # not about figures: taking sides costs impartiality
    "abuse": (6.0, 8.0, 5.0, 0.0, 3.0, 7.0),  # answering feeds it, leaving it drives others away
    "spam": (3.0, 4.0, 3.0, 0.0, 3.0, 2.0),  # nobody inside needs to see it
    "off_topic": (0.5, 1.0, 2.0, 3.0, 2.5, 0.0),  # a kind pointer does no harm
}
_THREAT: tuple[float, ...] = (8.0, 10.0, 8.0, 2.0, 0.0, 10.0)
"""Threats: hiding alone protects readers, not the colleague at the door."""
_WIDE = 1.5
"""Wrong actions on misuse and abuse cost more where many people read: under a post with at least
five times its platform's median showings."""
_WIDE_FROM = 5.0
_THREAT_WORDS = re.compile(
    r"leave without teeth|regret it|not walk home|lock your doors|with my brothers|wait and see"
    r"|watch (the )?tyres|be careful at night|let (the )?dogs out",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CommentContext:
    """What decides what a reply costs.

    Attributes:
        kind: One of `statcomms.schema.talk.COMMENT_KINDS`.
        threat: Whether it threatens a person.
        wide: Whether its post is read by many.
    """

    kind: str
    threat: bool = False
    wide: bool = False


def is_threat(text: str) -> bool:
    """Return whether a comment of kind ``abuse`` threatens somebody, beyond insults.

    >>> is_threat("Next time you knock in Korasi I let the dogs out.")
    True
    """
    return _THREAT_WORDS.search(text) is not None


def contexts(comments: pd.DataFrame, posts: pd.DataFrame) -> list[CommentContext]:
    """Return the context of each comment.

    Args:
        comments: A comments table.
        posts: The posts table that it belongs to.

    Raises:
        DataError: A comment's post is not among the posts.
    """
    shown = posts["impressions"].to_numpy(dtype="float64", na_value=0.0)
    median = posts["platform"].map(posts.groupby("platform")["impressions"].median())
    wide = shown >= _WIDE_FROM * median.to_numpy(dtype="float64")
    by_post = dict(zip(posts["post_id"], wide.tolist(), strict=True))
    unknown = [post for post in comments["post_id"] if post not in by_post]
    if unknown:
        raise DataError(
            f"Column 'post_id' of the comments holds {unknown[0]}, which is no post here.",
            "Give the posts of the same seed.",
        )
    return [
        CommentContext(kind, kind == "abuse" and is_threat(text), by_post[post])
        for kind, text, post in zip(
            comments["kind"], comments["text"], comments["post_id"], strict=True
        )
    ]


def action_cost(kind: str, action: str, *, threat: bool = False, wide: bool = False) -> float:
    """Return what an action costs, in points: 0 is right, 10 is the worst.

    Misuse and abuse weigh most: what is thanked or left there does harm in our name. Hiding
    criticism or a correction in good faith weighs as much.

    Args:
        kind: Kind of the comment.
        action: One of `ACTIONS`.
        threat: Whether it threatens a person (only with ``abuse``).
        wide: Whether its post is read by many: misuse and abuse then cost half as much again, up
            to 10.

    Raises:
        DataError: There is no such kind or action.

    >>> action_cost("abuse", "hide"), action_cost("abuse", "hide", threat=True)
    (0.0, 2.0)
    """
    if kind not in _COSTS or action not in ACTIONS:
        raise DataError(
            f"There is no reply '{action}' to a comment of kind '{kind}'.",
            f"Kinds: {', '.join(COMMENT_KINDS)}. Actions: {', '.join(ACTIONS)}.",
        )
    row = _THREAT if threat and kind == "abuse" else _COSTS[kind]
    cost = row[ACTIONS.index(action)]
    return min(10.0, cost * _WIDE) if wide and kind in ("misuse", "abuse") else cost


def right_actions(kind: str, *, threat: bool = False) -> tuple[str, ...]:
    """Return the actions that are right or as good as right, the best first.

    >>> right_actions("complaint")
    ('answer', 'escalate')
    """
    costs = {action: action_cost(kind, action, threat=threat) for action in ACTIONS}
    return tuple(
        sorted((one for one in ACTIONS if costs[one] <= ACCEPTABLE), key=costs.__getitem__)
    )


def queue_cost(queue: Sequence[CommentContext], actions: Sequence[str | None]) -> float:
    """Return what the actions on a queue cost in all, in points.

    Args:
        queue: The comments' contexts.
        actions: One action for each; None where nothing was chosen counts as ``leave``.

    Raises:
        DataError: There are not as many actions as comments, or one is unknown.
    """
    if len(queue) != len(actions):
        raise DataError(
            f"There are {len(actions)} actions for {len(queue)} comments.",
            "Give one action for each comment.",
        )
    return sum(
        action_cost(one.kind, action or "leave", threat=one.threat, wide=one.wide)
        for one, action in zip(queue, actions, strict=True)
    )


def lazy_cost(queue: Sequence[CommentContext]) -> float:
    """Return what the queue costs somebody who does the same with every comment, at best.

    A mark should give nothing for this: it needs no reading.

    Args:
        queue: The comments' contexts.

    >>> lazy_cost([CommentContext("question"), CommentContext("abuse")])
    4.5
    """
    return min(queue_cost(queue, [action] * len(queue)) for action in ACTIONS)


def expected_cost(
    queue: Sequence[CommentContext], chances: Mapping[str, Mapping[str, float]] | None = None
) -> Expected:
    """Return the expected cost of a queue for somebody who acts by chance, in closed form.

    Args:
        queue: The comments' contexts.
        chances: For each kind, how often each action is taken; shares are made to add up to 1.
            None, or a kind that is not there: every action equally often.

    Returns:
        The sum over the comments of the mean cost of an action, in points.

    Raises:
        DataError: A chance is negative, or the chances of a kind are all 0.

    >>> expected_cost([CommentContext("spam")], {"spam": {"hide": 3, "leave": 1}}).value
    0.5
    """
    total = 0.0
    even = dict.fromkeys(ACTIONS, 1.0)
    for one in queue:
        shares = (chances or {}).get(one.kind, even)
        weight = sum(shares.values())
        if weight <= 0 or min(shares.values()) < 0:
            raise DataError(
                f"The chances for '{one.kind}' cannot be shares.",
                "Give numbers from 0, at least one of them above 0.",
            )
        total += (
            sum(
                share * action_cost(one.kind, action, threat=one.threat, wide=one.wide)
                for action, share in shares.items()
            )
            / weight
        )
    return Expected(total, 0.0, "points")


# --- policy incidents --------------------------------------------------------------------------

_SEEN_BY_MANY = 1_000
_SEEN_BY_CROWDS = 20_000


@dataclass(frozen=True)
class PolicyQuestions:
    """What an incident asks of a policy.

    Attributes:
        areas: The parts of the policy that it touches, its own first.
        severity: 0 (can wait) to 3 (somebody must be woken).
    """

    areas: tuple[str, ...]
    severity: int


def policy_questions(incident: Mapping[str, Any] | pd.Series[Any]) -> PolicyQuestions:
    """Return which parts of a policy an incident touches, and how severe it is.

    It touches its own area; besides: release when unreleased figures are involved; privacy when
    somebody could be recognised; accounts when it is about a member of staff or the leadership;
    impartiality in the weeks before a vote; crisis in an emergency or when 20,000 people or more
    have seen it.

    Severity is a sum, at most 3: 2 for unreleased figures, 2 for recognisable people, 1 when 1,000
    people or more have seen it and 1 more from 20,000, 1 for security and crisis, 1 in an election,
    a census or an emergency.

    Args:
        incident: A row of the incidents table: mapping or Series.

    >>> policy_questions({"area": "tone", "account": "staff", "period": "election",
    ...                   "before_release": False, "personal_data": False, "reach": 1500})
    PolicyQuestions(areas=('tone', 'accounts', 'impartiality'), severity=2)
    """
    reach, period = int(incident["reach"]), incident["period"]
    touched = {
        "release": bool(incident["before_release"]),
        "accounts": incident["account"] in ("staff", "leader"),
        "impartiality": period == "election",
        "privacy": bool(incident["personal_data"]),
        "crisis": period == "emergency" or reach >= _SEEN_BY_CROWDS,
    }
    own = str(incident["area"])
    others = [area for area in INCIDENT_AREAS if touched.get(area, False) and area != own]
    severity = (
        2 * touched["release"]
        + 2 * touched["privacy"]
        + (reach >= _SEEN_BY_MANY)
        + (reach >= _SEEN_BY_CROWDS)
        + (own in ("security", "crisis"))
        + (period in ("election", "census", "emergency"))
    )
    return PolicyQuestions((own, *others), min(3, int(severity)))


# --- case cards --------------------------------------------------------------------------------

CRITERION_LABELS: dict[str, str] = {
    "aim": "Is the aim clear: for whom, what, how much, by when?",
    "evidence": "Is it shown: before and after, of how many, compared with what?",
    "honesty": "Does it say what did not work and what is not known?",
    "cost": "Does it say what it took, and set that against what it brought?",
    "use": "Could another office do it, or avoid it, after reading this?",
}
CRITERIA: tuple[str, ...] = tuple(CRITERION_LABELS)


@dataclass(frozen=True)
class Rating:
    """A reference rating on one criterion.

    Attributes:
        score: 1 (missing), 2 (named), 3 (shown), 4 (shown so well that others can build on it).
        reason: One sentence why.
    """

    score: int
    reason: str


_RATINGS: dict[str, dict[str, Rating]] = {
    "S03": {
        "aim": Rating(1, "'Awareness and engagement' names no group, no amount and no date."),
        "evidence": Rating(
            2,
            "There is a before and an after, but of impressions that were bought, and nothing that "
            "people did.",
        ),
        "honesty": Rating(
            1, "It hides that most showings were paid for and tells of praise by colleagues only."
        ),
        "cost": Rating(
            2, "Hours and 18 000 nusa are given, but not set against anything that was gained."
        ),
        "use": Rating(1, "'Be active and use good pictures' tells another office nothing."),
    },
    "S05": {
        "aim": Rating(
            4, "It says who, which trick, how many points and how long the effect should last."
        ),
        "evidence": Rating(
            4,
            "Three rounds, a second panel that saw nothing, an interval, and those who dropped out "
            "are counted.",
        ),
        "honesty": Rating(
            4, "The aim was missed, the title says so, and a harm that nobody looked for is told."
        ),
        "cost": Rating(
            3,
            "Hours and money are given, but it does not say whether 16 points for days are "
            "worth them.",
        ),
        "use": Rating(
            4, "Another office can repeat it with the two changes and knows what to watch."
        ),
    },
    "S09": {
        "aim": Rating(
            2, "The group and the direction are named, but not how many more people, or by when."
        ),
        "evidence": Rating(
            2,
            "Before and after are there, but sponsoring began in the same months, so the growth "
            "has two causes.",
        ),
        "honesty": Rating(
            3,
            "It says that the two causes cannot be told apart and that clicks fell; it does not "
            "say so in the metric.",
        ),
        "cost": Rating(
            3, "Hours and money of both measures are given, though not for each of them apart."
        ),
        "use": Rating(
            3, "The course and the one-page rules can be copied, and one mistake avoided."
        ),
    },
}
RATED_CASES: tuple[str, ...] = tuple(_RATINGS)
"""The cards that have reference ratings: a poor one, an excellent one, one in between."""


def reference_ratings(case_id: str) -> dict[str, Rating]:
    """Return the reference rating of a case card on each criterion.

    Args:
        case_id: One of `RATED_CASES`.

    Returns:
        Ratings by criterion, in the order of `CRITERIA`.

    Raises:
        DataError: The card has no reference ratings.

    >>> [one.score for one in reference_ratings("S03").values()]
    [1, 2, 1, 2, 1]
    """
    if case_id not in _RATINGS:
        raise DataError(
            f"Case card '{case_id}' has no reference ratings.",
            f"The rated cards are: {', '.join(RATED_CASES)}.",
        )
    return dict(_RATINGS[case_id])
