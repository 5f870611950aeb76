"""How a variant is chosen: a public seed, and draws until one is clear and unlike the neighbours'.

Whoever has the course id has the data: nothing is stored, and the right answers are worked out from
the data when they are needed.

A learner's neighbours are the ids before and after theirs in a class list, `nsn-041` and `nsn-043`
for `nsn-042`. An even number takes its first clear draw. An odd number looks at the two even
numbers beside it, and takes its first clear draw whose right answers all differ from theirs. So no
draw waits for a draw that waits for another: at most three variants are drawn to make one.

>>> neighbours("nsn-042"), neighbours("ana")
(('nsn-041', 'nsn-043'), ())
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from statcomms.errors import CourseIdError, DataError
from statcomms.schema import check_course_id

__all__ = ["Answer", "Attempt", "clear_draw", "neighbours", "variant_seed"]

_MOST_DRAWS = 200


@dataclass(frozen=True)
class Answer:
    """The right answer to one question, and how far a neighbour's must be away.

    Attributes:
        right: The right answer.
        apart: A neighbour's right answer must differ by more than this.
    """

    right: float
    apart: float

    def differs_from(self, other: Answer) -> bool:
        """Whether neither answer would pass for the other."""
        return abs(self.right - other.right) > max(self.apart, other.apart)


Attempt: TypeAlias = "Callable[[str, str], tuple[Answer, ...] | None]"
"""From the seeds of variant and draw to the draw's right answers; None when it is not clear."""


def variant_seed(course_id: str, notebook: str = "05-analytics") -> str:
    """Return the public seed of a learner's variant: SHA-256 of course id and notebook.

    Raises:
        CourseIdError: The course id cannot be one.

    >>> variant_seed("nsn-042")[:12] == variant_seed(" NSN-042")[:12]
    True
    """
    name = check_course_id(course_id)
    return hashlib.sha256(f"{name}/{notebook}".encode()).hexdigest()


def neighbours(course_id: str) -> tuple[str, ...]:
    """Return the ids before and after this one in a class list.

    They are known from the number at the end, which keeps its zeros in front. An id without a
    number at its end has none.

    Raises:
        CourseIdError: The course id cannot be one.

    >>> neighbours("a-000"), neighbours("a-99")
    (('a-001',), ('a-98', 'a-100'))
    """
    name = check_course_id(course_id)
    found = re.fullmatch(r"(.*?)(\d+)", name)
    if not found:
        return ()
    stem, digits = found[1], found[2]
    beside = (int(digits) + step for step in (-1, 1))
    names = (f"{stem}{number:0{len(digits)}d}" for number in beside if number >= 0)
    return tuple(name for name in names if _can_be(name))


@lru_cache(maxsize=256)
def clear_draw(course_id: str, notebook: str, attempt: Attempt) -> tuple[str, tuple[Answer, ...]]:
    """Return the seed of a learner's draw, and its right answers.

    Args:
        course_id: The learner's course id, in its one spelling.
        notebook: The notebook it is for.
        attempt: Draws, and says the right answers, or that the draw is not clear. It must depend on
            nothing but its two seeds.

    Raises:
        CourseIdError: The course id cannot be one.
        DataError: No draw is clear.
    """
    seed = variant_seed(course_id, notebook)
    beside = neighbours(course_id) if course_id[-1] in "13579" else ()
    theirs = [answer for name in beside for answer in clear_draw(name, notebook, attempt)[1]]
    for number in range(_MOST_DRAWS):
        drawn = f"{seed}:{number}"
        answers = attempt(seed, drawn)
        if answers is None:
            continue
        own = answers * len(beside)
        if all(one.differs_from(other) for one, other in zip(own, theirs, strict=True)):
            return drawn, answers
    raise DataError(
        f"No clear variant was found in {_MOST_DRAWS} draws.",
        "Tell the course's authors the course id.",
    )


def _can_be(name: str) -> bool:
    try:
        return check_course_id(name) == name
    except CourseIdError:
        return False
