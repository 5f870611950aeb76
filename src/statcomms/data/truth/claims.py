"""The verdicts on claims, and what answering them costs.

>>> found = verdicts(2026, 14)
>>> sum(one.is_true for one in found.values())
7
>>> sorted({one.technique for one in found.values()})[:2]
['cherry_picked_base', 'fabricated']
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist
from typing import TYPE_CHECKING

from statcomms.data.claim_facts import amount
from statcomms.data.claim_kinds import KINDS
from statcomms.data.claims import Drawn, drawn_claims
from statcomms.data.indicators import INDICATORS
from statcomms.data.truth.expected import Expected
from statcomms.data.truth.spread import NUMBERS, Answer, Spread, believer_parts, size_seen
from statcomms.errors import DataError
from statcomms.schema.talk import REACH_HOURS

if TYPE_CHECKING:
    import pandas as pd

    from statcomms.data.releases import Release

__all__ = [
    "ACTIONS",
    "COSTS",
    "TriageCosts",
    "Verdict",
    "best_action",
    "triage_cost",
    "verdicts",
]

ACTIONS: tuple[str, ...] = ("respond", "brief", "monitor", "leave")
"""What the office can do about a claim three hours after it came up, in the order of effort."""

_HOURS = 48


@dataclass(frozen=True)
class Verdict:
    """What is true about a claim.

    Attributes:
        claim_id: Its number.
        is_true: Whether it agrees with the release.
        technique: How a false one misuses the figure, one of
            `statcomms.data.claims.TECHNIQUES`; for a true one, the
            technique it does without.
        statement: What the release says, in one or two sentences.
        why: Why the claim is true or false.
        check: What to check to see it.
        release_id: The release.
        author_kind: Who made it.
        platform: Where.
        seen: People who had seen it after three hours: what the office knows when it decides.
        harm: From 0 to 3.
    """

    claim_id: str
    is_true: bool
    technique: str
    statement: str
    why: str
    check: str
    release_id: str
    author_kind: str
    platform: str
    seen: int
    harm: int

    @cached_property
    def spread(self) -> Spread:
        """The spread to expect, from the author, the platform and the people who saw it so far."""
        return size_seen(self.author_kind, self.platform, self.seen)


@dataclass(frozen=True)
class TriageCosts:
    """What an action on a claim costs, in staff hours (all assumed).

    Attributes:
        respond: Hours to write, clear and post a public answer of the office.
        brief: Hours to brief somebody whom the audience trusts, who answers in their own words.
        monitor: Hours to look again.
        respond_hour: Hours after the claim came up when the office's answer is out.
        brief_hour: The same for the briefed messenger's answer.
        monitor_hour: The same for an answer after a second look.
        harm_hours: Hours that 1,000 people who believe a false claim cost later, for each point of
            harm: calls, refusals, corrections.
        wrong_respond: Hours lost when the office publicly disputes a claim that is true.
        wrong_brief: The same when it has somebody else dispute it.
    """

    respond: float = 3.0
    brief: float = 1.5
    monitor: float = 0.2
    respond_hour: int = 4
    brief_hour: int = 5
    monitor_hour: int = 7
    harm_hours: float = 16.0
    wrong_respond: float = 10.0
    wrong_brief: float = 5.0


COSTS = TriageCosts()
"""The costs of the course."""


def verdicts(
    seed: int | str, count: int, *, releases: pd.DataFrame | None = None
) -> dict[str, Verdict]:
    """Return the verdicts on the claims that `statcomms.data.claims.draw_claims` draws.

    Args:
        seed: The same as there.
        count: The same as there.
        releases: The same as there.

    Returns:
        Verdict by claim_id, in the order of the table.

    Raises:
        DataError: See `statcomms.data.claims.draw_claims`.
    """
    return {one.claim_id: _verdict(one) for one in drawn_claims(seed, count, releases=releases)}


def triage_cost(claim: Verdict, action: str, costs: TriageCosts = COSTS) -> Expected:
    """Return the expected cost of an action on a claim, three hours after it came up.

    Cost = staff hours of the action + `harm_hours` x harm x believers / 1,000 after 48 hours (false
    claims only) + the loss when a true claim is disputed. Believers come from the spread model, in
    closed form: for the usual claim of that author and platform which as many people have seen
    after three hours. What the first three hours do not tell, one lognormal number for the hours
    after them, is averaged over.

    - **respond**: the office answers at `respond_hour`; people who had not heard of the claim hear
      of it from the answer.
    - **brief**: somebody trusted answers at `brief_hour`; fewer people hear of it so.
    - **monitor**: a second look shows how the claim goes; then the cheaper of an answer of the
      office at `monitor_hour` and none.
    - **leave**: nothing.

    Args:
        claim: From `verdicts`.
        action: One of `ACTIONS`.
        costs: The costs.

    Returns:
        Staff hours; the standard error is 0.

    Raises:
        DataError: There is no such action.
    """
    if action not in ACTIONS:
        raise DataError(f"There is no action '{action}'.", f"Choose one of: {', '.join(ACTIONS)}.")
    return Expected(_cost(claim, action, costs), 0.0, "staff hours")


def best_action(claim: Verdict, costs: TriageCosts = COSTS) -> str:
    """Return the action with the smallest expected cost; the one with less effort if two are equal.

    Args:
        claim: From `verdicts`.
        costs: The costs.
    """
    return min(reversed(ACTIONS), key=lambda action: _cost(claim, action, costs))


# --- costs -------------------------------------------------------------------------------------


def _cost(claim: Verdict, action: str, costs: TriageCosts) -> float:
    worth = 0.0 if claim.is_true else costs.harm_hours * claim.harm / 1000
    wrong = claim.is_true
    if action == "respond":
        early, late, heard = _parts(claim, Answer("office", costs.respond_hour))
        return costs.respond + wrong * costs.wrong_respond + worth * (early + late + heard)
    if action == "brief":
        early, late, heard = _parts(claim, Answer("trusted messenger", costs.brief_hour))
        return costs.brief + wrong * costs.wrong_brief + worth * (early + late + heard)
    early, late, _ = _parts(claim, None)
    if action == "leave":
        return worth * (early + late)
    if not worth:
        return costs.monitor
    answered = _parts(claim, Answer("office", costs.monitor_hour))
    return costs.monitor + _expected_smaller(
        (worth * early, worth * late),
        (costs.respond + worth * (answered[0] + answered[2]), worth * answered[1]),
    )


def _parts(claim: Verdict, answer: Answer | None) -> tuple[float, float, float]:
    return believer_parts(claim.spread, answer, _HOURS)


def _expected_smaller(leave: tuple[float, float], answer: tuple[float, float]) -> float:
    """Mean of the smaller of two costs a + b F, where F is lognormal with mean 1.

    An answer always lowers b: those who see it believe and pass on less.

    With s = `Numbers.later_sigma`, P(F < t) = Phi((ln t + s^2 / 2) / s) and
    E(F; F < t) = Phi((ln t - s^2 / 2) / s).
    """
    sigma = NUMBERS.later_sigma
    extra, saved = answer[0] - leave[0], leave[1] - answer[1]
    if extra <= 0:
        return answer[0] + answer[1]
    cut = math.log(extra / saved)
    normal = NormalDist()
    below = normal.cdf((cut + sigma * sigma / 2) / sigma)
    mean_below = normal.cdf((cut - sigma * sigma / 2) / sigma)
    return (
        leave[0] * below
        + leave[1] * mean_below
        + answer[0] * (1 - below)
        + answer[1] * (1 - mean_below)
    )


# --- words -------------------------------------------------------------------------------------


def _verdict(one: Drawn) -> Verdict:
    return Verdict(
        claim_id=one.claim_id,
        is_true=one.is_true,
        technique=one.technique,
        statement=_statement(one.release),
        why=KINDS[one.kind].right if one.is_true else one.wrong,
        check=KINDS[one.kind].check,
        release_id=one.release.release_id,
        author_kind=one.spread.author_kind,
        platform=one.spread.platform,
        seen=one.reach[REACH_HOURS.index(NUMBERS.look_hours)],
        harm=one.harm,
    )


def _statement(release: Release) -> str:
    """The headline, the change in its unit, and the margin where there is one."""
    unit = release.change_unit
    decimals = release.decimals if release.unit == "%" else 1
    change = amount(abs(release.change), unit, decimals)
    said = "no change" if release.direction == "unchanged" else f"{release.direction} by {change}"
    margin = ""
    if release.margin:
        own = "percentage points" if release.unit == "%" else INDICATORS[release.indicator].unit
        margin = f" The margin is plus or minus {amount(release.margin, own, release.decimals)}."
    return f"{release.headline} The change: {said}.{margin}"
