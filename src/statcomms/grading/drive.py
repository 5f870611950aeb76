"""nbgrader driven as a library: its settings, its folders, its converters, its gradebook."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statcomms.data.held_out import GRADING_KEY
from statcomms.errors import GradingError

__all__ = ["NbgraderCourse", "quiet_environment"]


@contextlib.contextmanager
def quiet_environment() -> Iterator[None]:
    """Let nbgrader find this environment's programs, and keep its warnings out of the way."""
    path = os.environ.get("PATH", "")
    places = sys.path.copy()
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), path])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        os.environ["PATH"] = path
        sys.path[:] = places


class NbgraderCourse:
    """An nbgrader course on the disk, for one assignment.

    Use it within `quiet_environment`.

    Args:
        root: The course's folder; its ``nbgrader_config.py`` holds, and the user's own settings.
        assignment: The assignment's name.

    Raises:
        GradingError: The folder is no nbgrader course, or its settings cannot be read.
    """

    def __init__(self, root: Path, assignment: str) -> None:
        from nbgrader.apps import NbGrader

        if not (root / "nbgrader_config.py").is_file():
            raise GradingError(
                f"{root} is no nbgrader course: it has no nbgrader_config.py.",
                "Give the course's folder with --course-dir.",
            )
        self.root, self.assignment = root, assignment
        self.app = NbGrader(log_level=logging.CRITICAL)
        self.app.load_cwd_config = False
        try:
            self.app.initialize([], root=str(root))
        except (Exception, SystemExit) as error:
            # The course's own settings are a program: whatever it raises is theirs to mend.
            raise GradingError(
                f"The settings of {root} cannot be read: {error}.", "Mend nbgrader_config.py."
            ) from error
        self.directory = self.app.coursedir
        self.directory.assignment_id = assignment

    def folder(self, step: str, student: str) -> Path:
        """Return the folder of one student's work in one of nbgrader's steps."""
        return Path(str(self.directory.format_path(step, student, self.assignment)))

    def gradebook(self) -> Any:
        """Open the gradebook."""
        from nbgrader.api import Gradebook

        return Gradebook(self.directory.db_url, self.directory.course_id)

    def convert(self, kind: str, student: str, **settings: Any) -> str:
        """Run one of nbgrader's converters.

        Args:
            kind: ``GenerateAssignment``, ``Autograde`` or ``GenerateFeedback``.
            student: The student's id; ``.`` for the assignment itself.
            **settings: What to set on the course's directories for this run.

        Returns:
            "" when it went well, else the reason in a sentence.
        """
        from nbgrader import converters
        from nbgrader.utils import temp_attrs

        handler = _Log()
        log = logging.Logger("statcomms.grading", level=logging.WARNING)
        log.addHandler(handler)
        with temp_attrs(self.directory, student_id=student, **settings):
            converter = getattr(converters, kind)(coursedir=self.directory, parent=self.app)
            converter.log = log
            converter.force = True
            here = Path.cwd()
            try:
                converter.start()
            except (Exception, SystemExit) as error:  # noqa: BLE001 (it raises many types)
                handler.lines.append(f"{type(error).__name__}: {error}")
                return handler.reason()
            finally:
                os.chdir(here)
                os.environ.pop("NBGRADER_EXECUTION", None)
                os.environ.pop(GRADING_KEY, None)
        return ""


class _Log(logging.Handler):
    """Keeps what nbgrader logs, to find the reason when it gives up."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.extend(record.getMessage().splitlines())

    def reason(self) -> str:
        """Return the last line that names an error, in one sentence."""
        if any("kernel became unresponsive" in line for line in self.lines):
            return "Its code could not be stopped: it ran too long or took too much memory."
        for line in reversed(self.lines):
            match = re.match(r"(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*(?:Error|Exception)): ?(.*)", line)
            if match and match[1] != "NbGraderException":
                said = match[2].strip().rstrip(".") or match[1]
                return f"nbgrader stopped: {said[:200]}."
        return "nbgrader stopped without a reason."
