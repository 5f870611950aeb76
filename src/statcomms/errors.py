"""What can go wrong, said so that a person knows what to do next.

Every error the package raises on purpose is a `StatcommsError`::

    StatcommsError
    ├── DataError       a table, a column or a file of data is not what it should be
    ├── ExerciseError   an exercise is defined wrongly (an author's mistake)
    ├── AnswerError     an answer from outside cannot be used
    ├── CourseIdError   a course id cannot be used
    ├── BuildError      a text source cannot be turned into a notebook, or the book not built
    └── GradingError    an nbgrader course or a submission cannot be graded
"""

from __future__ import annotations

__all__ = [
    "AnswerError",
    "BuildError",
    "CourseIdError",
    "DataError",
    "ExerciseError",
    "GradingError",
    "StatcommsError",
]


class StatcommsError(Exception):
    """An error of ours: what happened, and the next step.

    Args:
        what: One sentence that names the file, the cell or the column and what is wrong with it.
        next_step: One sentence that says what to do now.

    >>> print(DataError("posts.csv has no column 'reach'.", "Download it again from the platform."))
    posts.csv has no column 'reach'. Download it again from the platform.
    """

    def __init__(self, what: str, next_step: str = "") -> None:
        self.what = what
        self.next_step = next_step
        super().__init__(f"{what} {next_step}".strip())


class DataError(StatcommsError):
    """A table, a column or a file of data is not what it should be."""


class ExerciseError(StatcommsError):
    """An exercise is defined wrongly: an author's mistake, never a learner's."""


class AnswerError(StatcommsError):
    """An answer from outside cannot be used: it is reported and ignored, never evaluated."""


class CourseIdError(StatcommsError):
    """A course id cannot be used."""


class BuildError(StatcommsError):
    """A text source cannot be turned into a notebook, or the book cannot be built."""


class GradingError(StatcommsError):
    """An nbgrader course or a submission cannot be graded."""
