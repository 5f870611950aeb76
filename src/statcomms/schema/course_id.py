"""Course ids: how an instructor names a learner, in one spelling.

>>> check_course_id(" NSN-042 ")
'nsn-042'
"""

from __future__ import annotations

import re

from statcomms.errors import CourseIdError

__all__ = ["check_course_id"]

_COURSE_ID = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}


def check_course_id(text: str) -> str:
    """Return the course id in its one spelling, or say why it cannot be one.

    A course id becomes a folder name in the instructor's gradebook, so it has 2 to 40 of the
    characters a to z, 0 to 9, dot, underscore and hyphen. Capitals are made small.

    Args:
        text: What the learner typed.

    Returns:
        The id, stripped and in small letters.

    Raises:
        CourseIdError: The text cannot be a course id.

    >>> check_course_id("a b")
    Traceback (most recent call last):
    ...
    statcomms.errors.CourseIdError: The course id 'a b' has a character that is not allowed: ' '. \
Use only letters a to z, digits, dots, hyphens and underscores, as your instructor wrote it.
    """
    if not isinstance(text, str):
        raise CourseIdError("A course id is a short text.", "Type it as your instructor wrote it.")
    name = text.strip().lower()
    as_given = "Type it as your instructor wrote it, such as nsn-042."
    if not name:
        raise CourseIdError("The course id is empty.", as_given)
    wrong = [character for character in name if not re.fullmatch(r"[a-z0-9._-]", character)]
    if wrong:
        shown = name if len(name) <= 60 else name[:57] + "..."
        raise CourseIdError(
            f"The course id '{shown}' has a character that is not allowed: '{wrong[0]}'.",
            "Use only letters a to z, digits, dots, hyphens and underscores, as your instructor "
            "wrote it.",
        )
    if not 2 <= len(name) <= 40:
        shown = name if len(name) <= 60 else name[:57] + "..."
        raise CourseIdError(
            f"The course id '{shown}' has {len(name)} characters; it needs 2 to 40.", as_given
        )
    if not _COURSE_ID.fullmatch(name):
        raise CourseIdError(
            f"The course id '{name}' must begin with a letter or a digit.", as_given
        )
    if "--" in name or ".." in name:
        raise CourseIdError(
            f"The course id '{name}' has two hyphens or two dots in a row.", as_given
        )
    if name.endswith("."):
        raise CourseIdError(f"The course id '{name}' must not end in a dot.", as_given)
    if name.split(".")[0] in _RESERVED:
        raise CourseIdError(
            f"The course id '{name}' is a name that Windows keeps for itself.",
            "Ask your instructor for another one.",
        )
    return name
