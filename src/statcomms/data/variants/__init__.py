"""Personal variants: every learner has their own data, with the same traps in it.

A variant is a pure function of a public seed, the SHA-256 of course id and notebook, so nothing is
stored and nothing needs to be hidden: who has the course id has the data, and the right answers are
worked out from the data when they are needed. Every learner has the same number of posts of
each platform, format and month, boosted and not; what people did with them differs.

For ``05-analytics`` a variant is the year from October 2025 to September 2026, and always holds:

- on Facebook, April to June 2026, a mean of rates about 1.6 times the pooled rate;
- on LinkedIn, a second half-year whose pooled rate falls to about 0.6 because boosted showings came
  in, while organic showings rose;
- in Facebook's video views, one break at a month of the learner's own, the level about 2.2 times,
  while the videos' reach and showings do not jump;
- on Facebook, photo clearly better than video, clearly worse, or clearly not to be told apart;
- on X, one post that went viral.

The strength of each is within 10 % of its centre for everyone (`BANDS`; `difficulty` measures it),
every foreseen mistake is at least 3 tolerances from the right answer, and neighbours in a class
list have other answers (`statcomms.data.variants.draws`).

Any other table comes with `variant`, made to fit the learner's own posts.

>>> frame = posts_variant("nsn-042")
>>> len(frame), difficulty(frame).problems
(1266, ())
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from statcomms.data.variants.draws import neighbours, variant_seed
from statcomms.data.variants.measure import (
    FACEBOOK_MONTHS,
    FIRST_HALF,
    MONTHS,
    SECOND_HALF,
    PostsTable,
)
from statcomms.data.variants.questions import LEAST_DISTANCE, Question, questions_of
from statcomms.data.variants.tables import PersonalTables, posts_variant, variant
from statcomms.data.variants.traps import BANDS, Band, Difficulty, difficulty_of
from statcomms.data.variants.year import Truth, truth_from

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "BANDS",
    "FACEBOOK_MONTHS",
    "FIRST_HALF",
    "LEAST_DISTANCE",
    "MONTHS",
    "SECOND_HALF",
    "Band",
    "Difficulty",
    "PersonalTables",
    "Question",
    "Truth",
    "difficulty",
    "neighbours",
    "posts_variant",
    "questions",
    "truth_of",
    "variant",
    "variant_seed",
]


def truth_of(course_id: str, notebook: str = "05-analytics") -> Truth:
    """Return what a learner's variant was made to hold.

    Raises:
        CourseIdError: The course id cannot be one.
    """
    return truth_from(variant_seed(course_id, notebook))


def difficulty(frame: pd.DataFrame) -> Difficulty:
    """Measure how clear the traps of a variant are.

    Args:
        frame: A posts table of `MONTHS`.

    Raises:
        DataError: A post is of another month.
    """
    return difficulty_of(PostsTable.from_frame(frame))


def questions(frame: pd.DataFrame) -> tuple[Question, ...]:
    """Return numbers to ask for, with right answers and foreseen mistakes, from a variant's posts.

    Args:
        frame: A posts table of `MONTHS`.

    Raises:
        DataError: A post is of another month.
    """
    return questions_of(PostsTable.from_frame(frame))
