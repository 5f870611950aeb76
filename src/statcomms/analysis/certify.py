"""Prove that an assignment's personal variants are fair: over many learners, one line a claim.

What is proved for every id of a list: every question has one right answer; neighbours' right
answers differ by more than the tolerance; every foreseen mistake is at least `LEAST_DISTANCE`
tolerances away; every trap's strength is within its band; every table has the same number of rows;
the same id gives the same table again.

>>> certificate = certify_variants("05-analytics", ["nsn-000", "nsn-001"])
>>> certificate.holds, certificate.ids
(True, 2)
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from statcomms.analysis.findings import Finding, ranged
from statcomms.data.variants import (
    BANDS,
    LEAST_DISTANCE,
    Band,
    Question,
    difficulty,
    neighbours,
    posts_variant,
    questions,
)
from statcomms.data.variants.draws import clear_draw
from statcomms.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ASSIGNMENTS",
    "Assignment",
    "Certificate",
    "Measured",
    "certify_variants",
    "class_list",
    "judge",
]

Progress: TypeAlias = Callable[[int, int, str], object]

_AGAIN = 50
"""Every so many ids, the variant is made a second time."""
_CHUNK = 10
_STEPS = 20
_NEIGHBOURS = "Neighbours' answers, apart by tolerances"
_MISTAKES = "Nearest mistake, apart by tolerances"
_WORTH_SHARING = 200
"""From this many ids on, the work is shared between processes."""


@dataclass(frozen=True)
class Assignment:
    """What is certified of an assignment.

    Attributes:
        variant: From course id to the learner's table, made from nothing.
        questions: Its graded numeric questions, with right answers and foreseen mistakes.
        strengths: The strength of each trap, by name, and what is wrong in words.
        bands: Where each strength must lie.
    """

    variant: Callable[[str], pd.DataFrame]
    questions: Callable[[pd.DataFrame], tuple[Question, ...]]
    strengths: Callable[[pd.DataFrame], tuple[Mapping[str, float], tuple[str, ...]]]
    bands: Mapping[str, Band]


def _analytics(course_id: str) -> pd.DataFrame:
    clear_draw.cache_clear()
    return posts_variant(course_id, "05-analytics")


def _analytics_strengths(frame: pd.DataFrame) -> tuple[Mapping[str, float], tuple[str, ...]]:
    found = difficulty(frame)
    return found.strengths, found.problems


ASSIGNMENTS: dict[str, Assignment] = {
    "05-analytics": Assignment(_analytics, questions, _analytics_strengths, BANDS),
}
"""The assignments with personal variants. A new one adds a line."""


@dataclass(frozen=True)
class Measured:
    """One learner's variant, measured.

    Attributes:
        course_id: The learner's course id.
        rows: Rows of the table.
        asked: The questions.
        strengths: Strength of each trap.
        problems: What is wrong with it, in words.
        seconds: Time it took to make.
        same_again: Whether a second table was the same; None when none was made.
    """

    course_id: str
    rows: int
    asked: tuple[Question, ...]
    strengths: Mapping[str, float]
    problems: tuple[str, ...]
    seconds: float
    same_again: bool | None = None


@dataclass(frozen=True)
class Certificate:
    """What was proved of an assignment's variants.

    Attributes:
        assignment: The assignment.
        ids: How many learners.
        findings: One line for each claim.
        seconds_each: Time to make one variant from nothing, of the middle learner.
        slowest: The longest of them.
    """

    assignment: str
    ids: int
    findings: tuple[Finding, ...]
    seconds_each: float
    slowest: float

    @property
    def holds(self) -> bool:
        """Whether every claim holds."""
        return all(finding.fine for finding in self.findings)


def class_list(ids: int, prefix: str = "nsn-") -> list[str]:
    """Return the course ids of a class, numbered from 0 with as many digits as the last.

    >>> class_list(3, "fj-")
    ['fj-000', 'fj-001', 'fj-002']
    """
    digits = max(3, len(str(ids - 1)))
    return [f"{prefix}{number:0{digits}d}" for number in range(ids)]


def certify_variants(
    assignment: str,
    ids: Sequence[str],
    progress: Progress | None = None,
    workers: int | None = None,
) -> Certificate:
    """Make and measure the variants of many learners, and say what holds of all.

    Args:
        assignment: One of `ASSIGNMENTS`.
        ids: The learners' course ids.
        progress: Is told now and then how many are done, how many there are, and the last id.
        workers: Processes to share the work; None for one a core when it is worth it, else 1.

    Raises:
        DataError: The assignment has no variants, or there are no ids.
        CourseIdError: A course id cannot be one.
    """
    if assignment not in ASSIGNMENTS:
        raise DataError(
            f"There are no personal variants for '{assignment}'.",
            f"Assignments with variants: {', '.join(ASSIGNMENTS)}.",
        )
    if not ids:
        raise DataError("There are no course ids.", "Give at least one.")
    measured: list[Measured] = []
    step = max(1, len(ids) // _STEPS)
    for one in _measure_all(assignment, ids, workers):
        measured.append(one)
        if progress and (len(measured) % step == 0 or len(measured) == len(ids)):
            progress(len(measured), len(ids), one.course_id)
    times = [one.seconds for one in measured]
    return Certificate(
        assignment,
        len(ids),
        judge(measured, ASSIGNMENTS[assignment].bands),
        statistics.median(times),
        max(times),
    )


def judge(measured: Sequence[Measured], bands: Mapping[str, Band]) -> tuple[Finding, ...]:
    """Judge measured variants: one finding for each claim.

    Args:
        measured: The variants of a class, each measured.
        bands: Where each trap's strength must lie.
    """
    return (*_tables(measured), *_traps(measured, bands), *_answers(measured))


def _measure_all(assignment: str, ids: Sequence[str], workers: int | None) -> Iterator[Measured]:
    if workers is None:
        workers = 2 if len(ids) >= _WORTH_SHARING else 1
    jobs = [(assignment, name, place % _AGAIN == 0) for place, name in enumerate(ids)]
    if workers == 1:
        yield from map(_measure, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, not forked: a fork of a process with threads may hang.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_measure, jobs, chunksize=_CHUNK)


def _measure(job: tuple[str, str, bool]) -> Measured:
    name, course_id, again = job
    assignment = ASSIGNMENTS[name]
    start = time.perf_counter()
    frame = assignment.variant(course_id)
    seconds = time.perf_counter() - start
    strengths, problems = assignment.strengths(frame)
    return Measured(
        course_id,
        len(frame),
        assignment.questions(frame),
        strengths,
        problems,
        seconds,
        frame.equals(assignment.variant(course_id)) if again else None,
    )


def _tables(measured: Sequence[Measured]) -> Iterator[Finding]:
    rows = sorted({one.rows for one in measured})
    shown = " or ".join(str(count) for count in rows[:4])
    yield Finding("Rows of the table", shown, "the same for all", len(rows) == 1, "Tables")
    checked = [one for one in measured if one.same_again is not None]
    other = [one.course_id for one in checked if not one.same_again]
    said = f"differs for {other[0]}" if other else f"the same for {len(checked)} of {len(checked)}"
    yield Finding("The same table when made again", said, "the same", not other, "Tables")


def _traps(measured: Sequence[Measured], bands: Mapping[str, Band]) -> Iterator[Finding]:
    for name, band in bands.items():
        found = [one.strengths[name] for one in measured if name in one.strengths]
        if found:
            wanted = (band.low, band.high)
            yield ranged(f"{band.says}", min(found), max(found), wanted, "Traps")
    bad = [(one.course_id, one.problems[0]) for one in measured if one.problems]
    said = "every trap clear for all"
    shown = f"{len(bad)} learners, first {bad[0][0]}: {bad[0][1]}" if bad else said
    yield Finding("Variants in which a trap is not clear", shown, said, not bad, "Traps")


def _answers(measured: Sequence[Measured]) -> Iterator[Finding]:
    known = {one.course_id: one for one in measured}
    # Each pair once: the one before, as far as it is in the list.
    pairs = [
        (known[before], one)
        for one in measured
        for before in islice(neighbours(one.course_id), 1)
        if before in known and before < one.course_id
    ]
    for place, asked in enumerate(measured[0].asked):
        mine = [(one.asked[place], one.course_id) for one in measured]
        right = [question.right for question, _ in mine]
        one_each = all(math.isfinite(value) for value in right)
        low, high = (min(right), max(right)) if one_each else (math.nan, math.nan)
        group = f"Question: {asked.key.replace('_', ' ')}"
        yield Finding(
            "Right answer",
            f"{low:.2f} to {high:.2f} {asked.unit}" if one_each else "none for somebody",
            "one for each learner",
            one_each,
            group,
        )
        if pairs:
            gap, who = min(
                (_tolerances(one.asked[place], two.asked[place]), two.course_id)
                for one, two in pairs
            )
            shown = f"{gap:.2f} ({who})"
            yield Finding(_NEIGHBOURS, shown, "more than 1", gap > 1, group)
        nearest, who = min((question.closest_mistake, name) for question, name in mine)
        yield Finding(
            _MISTAKES,
            f"{nearest:.1f} ({who})",
            f"{LEAST_DISTANCE:.0f} or more",
            nearest >= LEAST_DISTANCE,
            group,
        )


def _tolerances(one: Question, two: Question) -> float:
    return abs(one.right - two.right) / max(one.tolerance, two.tolerance)
