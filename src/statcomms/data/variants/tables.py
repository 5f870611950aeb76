"""A learner's own tables: their year of posts, and every other table made to fit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statcomms.data.synth import to_frame
from statcomms.data.tables import Tables
from statcomms.data.variants.draws import clear_draw, variant_seed
from statcomms.data.variants.year import attempt, draw_year
from statcomms.schema import check_course_id, table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PersonalTables", "posts_variant", "variant"]

POSTS_NOTEBOOK = "05-analytics"
"""The notebook that posts are for when none is named."""


class PersonalTables(Tables):
    """All tables of one learner for one notebook, by name, as the course's own `Tables`.

    Posts are the learner's variant. The other tables are made from the same public seed, and those
    that stand on posts, such as comments, stand on the learner's own.

    Args:
        course_id: The learner's course id.
        notebook: The notebook they are for.

    Raises:
        CourseIdError: The course id cannot be one.
    """

    def __init__(self, course_id: str, notebook: str = POSTS_NOTEBOOK) -> None:
        super().__init__(variant_seed(course_id, notebook))
        self.course_id = check_course_id(course_id)
        self.notebook = notebook

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name == "posts" and name not in self._made:
            self._made[name] = posts_variant(self.course_id, self.notebook)
        return super().__getitem__(name)


def posts_variant(course_id: str, notebook: str = POSTS_NOTEBOOK) -> pd.DataFrame:
    """Return a learner's own posts table: the same at every call and on every machine.

    Args:
        course_id: The learner's course id.
        notebook: The notebook it is for.

    Returns:
        A posts table (`statcomms.schema.POSTS_COLUMNS`) of `MONTHS`.

    Raises:
        CourseIdError: The course id cannot be one.
    """
    name = check_course_id(course_id)
    seed = variant_seed(name, notebook)
    drawn, _ = clear_draw(name, notebook, attempt)
    return to_frame(drawn, *draw_year(seed, drawn), figures_of=seed)


def variant(course_id: str, table_name: str, notebook: str | None = None) -> pd.DataFrame:
    """Return a learner's own table: a pure function of course id, table and notebook.

    Args:
        course_id: The learner's course id.
        table_name: One of `statcomms.schema.TABLES`.
        notebook: The notebook it is for; None for ``05-analytics`` for posts, and for the table's
            own name for another table. Tables that are to be joined need the same notebook, or one
            `PersonalTables`.

    Raises:
        CourseIdError: The course id cannot be one.
        DataError: There is no such table.

    >>> variant("nsn-042", "releases").equals(variant("NSN-042", "releases"))
    True
    """
    table(table_name)
    usual = POSTS_NOTEBOOK if table_name == "posts" else table_name
    return PersonalTables(course_id, notebook or usual)[table_name]
