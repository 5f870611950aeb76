"""Exercises in a notebook: shown, recorded at once, restored, handed in."""

from statcomms.notebook.session import Assignment, Lesson

__all__ = ["Assignment", "Lesson"]
