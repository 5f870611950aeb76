"""What is true about dialogue: the exchanges that a plan of posts and answers leads to.

An **exchange** is a comment that the office answers and whose answer leads to a further comment.
A plan has posts, which bring first comments, and a reply policy: what share of the comments is
answered, how fast, by whom. With C first comments, share s and chance r that an answer leads to a
further comment, every comment (first or further) starts a next one with chance s r, so

    comments  = C / (1 - s r)            exchanges = C s r / (1 - s r)

- C is the sum over posts of the comments of `statcomms.data.truth.reach.expected_engagement`, with
  crowding, times what a question and the hook bring, times 1 - 0.35 (1 - s): where nobody answers,
  fewer people write.
- r = 0.34 x what the one who answers is worth x (1 + hours / 4) ^ -0.5: a late answer finds
  nobody.
- Staff hours pay for posts, for looking often enough to answer that fast, for reading and for
  answering. Where the hours do not reach, only as many comments are answered as they pay for.

All its effects are assumed (`DialogueTruth`); only the comments of a plain post are the calibrated
model's.

>>> post = PlannedPost("facebook", "prices", "photo", "2026-05-20T19:00")
>>> plan = EngagementPlan((DialoguePost(post, question=True),), ReplyPolicy(0.8, 2, "desk"), 7, 30)
>>> print(expected_dialogue(plan))
5.68... exchanges
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from statcomms.data.model import stream
from statcomms.data.truth.comment_levels import comment_levels
from statcomms.data.truth.expected import Expected
from statcomms.data.truth.reach import PlannedPost, crowding_factors, expected_engagement
from statcomms.data.world import World
from statcomms.errors import DataError

__all__ = [
    "ANSWERERS",
    "ANSWERER_LABELS",
    "HOOKS",
    "HOOK_LABELS",
    "TRUTH",
    "DialoguePost",
    "DialogueTruth",
    "EngagementPlan",
    "ReplyPolicy",
    "affordable_share",
    "expected_dialogue",
    "simulate_dialogue",
    "staff_hours",
]

HOOK_LABELS: dict[str, str] = {
    "none": "The release's own title",
    "figure": "One figure, in plain words",
    "place": "The reader's own province",
    "story": "One person's day",
}
HOOKS: tuple[str, ...] = tuple(HOOK_LABELS)
ANSWERER_LABELS: dict[str, str] = {
    "prepared": "Prepared texts, chosen by the desk",
    "desk": "The communication desk, in its own words",
    "expert": "The statistician who made the figure",
}
ANSWERERS: tuple[str, ...] = tuple(ANSWERER_LABELS)
_BISECTIONS = 60


@dataclass(frozen=True)
class DialogueTruth:
    """The effects on dialogue and what it costs: all assumed.

    Attributes:
        question_comments: What a question to the reader multiplies first comments by.
        hook_comments: What each hook multiplies them by.
        silence: Share of first comments that is lost where no comment is answered.
        further: Chance that an answer of the desk at once leads to a further comment.
        answerer: What each answerer multiplies that chance by.
        patience_hours: Hours in which that chance falls to 1 / sqrt(2) of itself.
        format_hours: Staff hours to make a post, by format.
        question_hours: Hours more to find a good question.
        hook_hours: Hours more for each hook.
        answer_minutes: Minutes for one answer, by answerer.
        reading_minutes: Minutes to read and sort one comment.
        look_minutes: Minutes to look at all accounts once.
        staffed_hours: Hours of a day in which somebody looks.
    """

    question_comments: float = 1.8
    hook_comments: Mapping[str, float] = field(
        default_factory=lambda: {"none": 1.0, "figure": 1.15, "place": 1.4, "story": 1.3}
    )
    silence: float = 0.35
    further: float = 0.34
    answerer: Mapping[str, float] = field(
        default_factory=lambda: {"prepared": 0.4, "desk": 1.0, "expert": 1.35}
    )
    patience_hours: float = 4.0
    format_hours: Mapping[str, float] = field(
        default_factory=lambda: {
            "photo": 1.5,
            "video": 6.0,
            "link": 0.75,
            "text": 0.5,
            "document": 3.0,
        }
    )
    question_hours: float = 0.25
    hook_hours: Mapping[str, float] = field(
        default_factory=lambda: {"none": 0.0, "figure": 0.25, "place": 1.0, "story": 2.0}
    )
    answer_minutes: Mapping[str, float] = field(
        default_factory=lambda: {"prepared": 2.0, "desk": 8.0, "expert": 20.0}
    )
    reading_minutes: float = 1.0
    look_minutes: float = 5.0
    staffed_hours: float = 10.0


TRUTH = DialogueTruth()
"""The course's own effects."""


@dataclass(frozen=True)
class DialoguePost:
    """A planned post and how it speaks to people.

    Attributes:
        post: When, where, what.
        question: Whether it asks the reader something that they can answer.
        hook: One of `HOOKS`.

    Raises:
        DataError: There is no such hook.
    """

    post: PlannedPost
    question: bool = False
    hook: str = "none"

    def __post_init__(self) -> None:
        _one_of(self.hook, HOOKS, "hook")


@dataclass(frozen=True)
class ReplyPolicy:
    """How the office answers comments.

    Attributes:
        share: Share of the comments it wants to answer, from 0 to 1.
        hours: Hours to an answer, on average; above 0.
        answerer: One of `ANSWERERS`.

    Raises:
        DataError: The share or the hours cannot be, or there is no such answerer.
    """

    share: float
    hours: float
    answerer: str = "desk"

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise DataError(
                f"A share of {self.share:g} of the comments cannot be answered.",
                "Give a number from 0 to 1.",
            )
        if not 0 < self.hours < math.inf:
            raise DataError("An answer takes some time.", "Give hours above 0.")
        _one_of(self.answerer, ANSWERERS, "answerer")


@dataclass(frozen=True)
class EngagementPlan:
    """Posts and a reply policy for a week or a month.

    Attributes:
        posts: The posts.
        policy: How comments are answered.
        days: How many days the accounts are looked after.
        hours_available: Staff hours that there are; None for as many as it takes.

    Raises:
        DataError: There is not at least one day, or the hours are below 0.
    """

    posts: tuple[DialoguePost, ...]
    policy: ReplyPolicy
    days: int
    hours_available: float | None = None

    def __post_init__(self) -> None:
        if self.days < 1:
            raise DataError(f"A plan cannot have {self.days} days.", "Give at least one day.")
        if self.hours_available is not None and not self.hours_available >= 0:
            raise DataError("There cannot be fewer than 0 staff hours.", "Give a number from 0.")


def staff_hours(
    plan: EngagementPlan, world: World | None = None, truth: DialogueTruth = TRUTH
) -> Expected:
    """Return the staff hours that a plan needs on average, whatever hours there are.

    Formula: hours to make the posts + looks x minutes for one look + comments x minutes to read
    one + answered comments x minutes for one answer. To answer within h hours on average, somebody
    looks 10 / h times in a staffed day of ten hours, at least once.

    Args:
        plan: The plan.
        world: What is true about posts; None for the course's own world.
        truth: What is true about dialogue.
    """
    hours = _hours(plan, plan.policy.share, _plain_comments(plan, world, truth), truth)
    return Expected(hours, 0.0, "staff hours")


def affordable_share(
    plan: EngagementPlan, world: World | None = None, truth: DialogueTruth = TRUTH
) -> float:
    """Return the share of comments that is answered: as wanted, or as the staff hours pay for.

    Args:
        plan: The plan.
        world: What is true about posts; None for the course's own world.
        truth: What is true about dialogue.

    Returns:
        A share from 0 to the policy's; 0 where posts, looking and reading alone take all hours.
    """
    return _share(plan, _plain_comments(plan, world, truth), truth)


def expected_dialogue(
    plan: EngagementPlan, world: World | None = None, truth: DialogueTruth = TRUTH
) -> Expected:
    """Return the exchanges that a plan leads to on average.

    Args:
        plan: The plan.
        world: What is true about posts; None for the course's own world.
        truth: What is true about dialogue.

    Returns:
        Exchanges over the posts' whole lives, with standard error 0.
    """
    plain = _plain_comments(plan, world, truth)
    share, again = _share(plan, plain, truth), _further(plan, truth)
    first = plain * (1 - truth.silence * (1 - share))
    return Expected(first * share * again / (1 - share * again), 0.0, "exchanges")


def simulate_dialogue(
    seed: int | str,
    plan: EngagementPlan,
    world: World | None = None,
    truth: DialogueTruth = TRUTH,
    runs: int = 2000,
) -> Expected:
    """Run a plan many times: comments come by chance, each is answered or not, threads go on.

    First comments of a post are negative binomial around their mean given its exposure, which is
    lognormal and now and then viral; posts of one account share the draw of their day or week. The
    share of comments that is answered is `affordable_share`, settled before the posts go out.

    Args:
        seed: Any whole number or text.
        plan: The plan.
        world: What is true about posts; None for the course's own world.
        truth: What is true about dialogue.
        runs: How often, at least twice.

    Returns:
        The mean of the exchanges and its standard error.

    Raises:
        DataError: There are not at least two runs.
    """
    if runs < 2:
        raise DataError("One run tells nothing about chance.", "Ask for at least 2 runs.")
    draw = stream(seed, "dialogue")
    share, again = affordable_share(plan, world, truth), _further(plan, truth)
    heard = 1 - truth.silence * (1 - share)
    levels = comment_levels([one.post for one in plan.posts], draw, runs, world)
    first = np.zeros(runs, dtype=np.int64)
    for one, level in zip(plan.posts, levels, strict=True):
        first += draw.poisson(level * _livened(one, truth) * heard)
    exchanges = np.zeros(runs, dtype=np.int64)
    waiting = first
    while waiting.any():
        waiting = draw.binomial(draw.binomial(waiting, share), again)
        exchanges += waiting
    error = float(exchanges.std(ddof=1) / math.sqrt(runs))
    return Expected(float(exchanges.mean()), error, "exchanges")


# --- small parts -------------------------------------------------------------------------------


def _plain_comments(plan: EngagementPlan, given: World | None, truth: DialogueTruth) -> float:
    """First comments on average, where every comment is answered."""
    attention = crowding_factors([one.post for one in plan.posts])
    return sum(
        expected_engagement(one.post, given, factor)["comments"].value * _livened(one, truth)
        for one, factor in zip(plan.posts, attention, strict=True)
    )


def _livened(post: DialoguePost, truth: DialogueTruth) -> float:
    """What a post's question and hook multiply its comments by."""
    return truth.hook_comments[post.hook] * (truth.question_comments if post.question else 1.0)


def _making_hours(plan: EngagementPlan, truth: DialogueTruth) -> float:
    return sum(
        truth.format_hours[one.post.format]
        + truth.hook_hours[one.hook]
        + truth.question_hours * one.question
        for one in plan.posts
    )


def _further(plan: EngagementPlan, truth: DialogueTruth) -> float:
    """Chance that an answer leads to a further comment."""
    late = (1 + plan.policy.hours / truth.patience_hours) ** -0.5
    return float(truth.further * truth.answerer[plan.policy.answerer] * late)


def _hours(plan: EngagementPlan, share: float, plain: float, truth: DialogueTruth) -> float:
    again = _further(plan, truth)
    comments = plain * (1 - truth.silence * (1 - share)) / (1 - share * again)
    looks = plan.days * max(1.0, truth.staffed_hours / plan.policy.hours)
    each = truth.reading_minutes + share * truth.answer_minutes[plan.policy.answerer]
    return _making_hours(plan, truth) + (looks * truth.look_minutes + comments * each) / 60


def _share(plan: EngagementPlan, plain: float, truth: DialogueTruth) -> float:
    """The largest share up to the policy's whose hours are there: hours rise with the share."""
    wanted, there = plan.policy.share, plan.hours_available
    if there is None or _hours(plan, wanted, plain, truth) <= there:
        return wanted
    low, high = 0.0, wanted
    if _hours(plan, low, plain, truth) > there:
        return 0.0
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if _hours(plan, middle, plain, truth) <= there:
            low = middle
        else:
            high = middle
    return low


def _one_of(word: str, words: tuple[str, ...], what: str) -> None:
    if word not in words:
        raise DataError(f"There is no {what} '{word}'.", f"Choose one of: {', '.join(words)}.")
