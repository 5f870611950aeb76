"""Telling true from false: how well (d′) and with which leaning (c), and how sure one should be.

A *hit* is a false claim called false; a *false alarm* is a true claim called false. Then, with z
the inverse of the normal distribution (Green and Swets, 1966; Macmillan and Creelman, 2005):

    d′ = z(hit rate) - z(false-alarm rate)
    c  = -(z(hit rate) + z(false-alarm rate)) / 2

d′ is 0 for guessing and larger for who sees the difference; c is below 0 for who calls too much
false, and above 0 for who calls too little false.

Rates of 0 or 1 would give infinite values, so half a case is added to each count and one to each
total in every case (log-linear correction; Hautus, 1995).

>>> result = signal_detection([True, True, False, False], [True, True, False, False])
>>> round(result.d_prime, 2), abs(round(result.bias, 2))
(1.93, 0.0)
>>> round(signal_detection([True, False] * 20, [False] * 40).d_prime, 2)
0.0
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from statcomms.errors import DataError

__all__ = ["Detection", "brier_score", "detection_share", "signal_detection"]

_NORMAL = NormalDist()


@dataclass(frozen=True)
class Detection:
    """How well somebody told false from true.

    Attributes:
        d_prime: Discrimination: 0 for guessing.
        bias: c: below 0 for somebody who calls too much false, above 0 for too little.
        low: Lower end of the 95 % interval of d′.
        high: Upper end of it.
        hits: False claims called false.
        misses: False claims called true.
        false_alarms: True claims called false.
        correct_rejections: True claims called true.
    """

    d_prime: float
    bias: float
    low: float
    high: float
    hits: int
    misses: int
    false_alarms: int
    correct_rejections: int


def signal_detection(truths: Sequence[bool], answers: Sequence[bool]) -> Detection:
    """Measure how well answers tell false claims from true ones.

    Args:
        truths: For each claim whether it is true.
        answers: For each claim whether it was called true.

    Returns:
        d′ and c with the log-linear correction, d′'s 95 % interval by the normal approximation
        (variance: sum of p(1 - p) / (n φ(z(p))²) over both rates; Gourevitch and Galanter, 1967),
        and the counts.

    Raises:
        DataError: The two do not belong together, or there are not both true and false claims.
    """
    if len(truths) != len(answers):
        raise DataError(
            f"There are {len(truths)} claims and {len(answers)} answers.", "Give one to each."
        )
    hits = sum(not truth and not answer for truth, answer in zip(truths, answers, strict=True))
    alarms = sum(truth and not answer for truth, answer in zip(truths, answers, strict=True))
    false_claims = sum(not truth for truth in truths)
    true_claims = len(truths) - false_claims
    if not false_claims or not true_claims:
        raise DataError("Discrimination needs true and false claims.", "Give at least one of each.")
    hit_rate = (hits + 0.5) / (false_claims + 1)
    alarm_rate = (alarms + 0.5) / (true_claims + 1)
    z_hit, z_alarm = _NORMAL.inv_cdf(hit_rate), _NORMAL.inv_cdf(alarm_rate)
    variance = _variance(hit_rate, false_claims + 1) + _variance(alarm_rate, true_claims + 1)
    d_prime = z_hit - z_alarm
    reach = 1.959964 * math.sqrt(variance)
    return Detection(
        d_prime=d_prime,
        bias=-(z_hit + z_alarm) / 2,
        low=d_prime - reach,
        high=d_prime + reach,
        hits=hits,
        misses=false_claims - hits,
        false_alarms=alarms,
        correct_rejections=true_claims - alarms,
    )


def detection_share(truths: Sequence[bool], answers: Sequence[bool]) -> float:
    """Return d′ as a share of what is possible: 0 for one answer to all, 1 for all right.

    Formula: d′ / d′ of all right answers on the same claims, cut to 0 to 1. With unequal numbers of
    true and false claims, one answer to all has a corrected d′ that is not exactly 0; what it has
    is taken off both.

    >>> detection_share([True, False] * 12, [False] * 24)
    0.0
    >>> detection_share([True, False, False], [False, False, False])
    0.0
    >>> detection_share([True, False], [True, False])
    1.0
    """
    best = signal_detection(truths, list(truths)).d_prime
    nothing = max(signal_detection(truths, [one] * len(truths)).d_prime for one in (False, True))
    nothing = max(nothing, 0.0)
    reached = signal_detection(truths, answers).d_prime
    return min(max((reached - nothing) / (best - nothing), 0.0), 1.0)


def brier_score(truths: Sequence[bool], beliefs: Sequence[float]) -> float:
    """Return the mean squared distance of beliefs from the truth.

    0 is perfect; who always says 50 % has 0.25.

    Formula: (1 / claims) x sum of (belief that it is true - 1 if true else 0)² (Brier, 1950).

    Args:
        truths: For each claim whether it is true.
        beliefs: For each claim how probable the learner thinks it is that it is true, 0 to 1.

    Raises:
        DataError: The two do not belong together, or a belief is no probability.

    >>> brier_score([True, False], [1.0, 0.5])
    0.125
    """
    if len(truths) != len(beliefs) or not truths:
        raise DataError(
            f"There are {len(truths)} claims and {len(beliefs)} beliefs.", "Give one to each."
        )
    if not all(0 <= belief <= 1 for belief in beliefs):
        raise DataError("A belief is not between 0 and 1.", "Give probabilities, such as 0.8.")
    pairs = zip(truths, beliefs, strict=True)
    return sum((belief - float(truth)) ** 2 for truth, belief in pairs) / len(truths)


def _variance(rate: float, count: int) -> float:
    density = _NORMAL.pdf(_NORMAL.inv_cdf(rate))
    return rate * (1 - rate) / (count * density**2)
