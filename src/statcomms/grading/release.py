"""A learner's version of an assignment, made by nbgrader's own ``GenerateAssignment``."""

from __future__ import annotations

import copy
import json
import logging
import tempfile
from pathlib import Path
from typing import Any, Final

from statcomms.errors import BuildError

__all__ = ["CODE_STUB", "TEXT_STUB", "release_notebook"]

CODE_STUB: Final = "# Write your code here, or leave this cell as it is.\n"
"""What stands in place of a code solution. It raises nothing, so that "run all" goes on."""

TEXT_STUB: Final = "Your answer appears here when your work is handed in."
"""What stands in place of a written answer."""


def release_notebook(source: dict[str, Any], slug: str, course: Path) -> dict[str, Any]:
    """Make what a learner opens from an assignment's source notebook.

    nbgrader does it, in a temporary folder and without a gradebook (its own ``--no-db``): hidden
    tests, solutions and marking schemes go, cells are locked, checksums are computed. The course's
    ``nbgrader_config.py`` holds here too, so that ``nbgrader generate_assignment`` gives the same.

    Args:
        source: The source notebook as plain JSON data (nbformat 4.5); it is left as it is.
        slug: The assignment's name.
        course: The nbgrader course's folder; its ``nbgrader_config.py`` is read if there is one.

    Returns:
        The released notebook. The same source gives the same notebook.

    Raises:
        BuildError: nbgrader refuses the source notebook; the message says why.
    """
    import nbformat
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    with tempfile.TemporaryDirectory(prefix="statcomms-release-") as name:
        folder = Path(name).resolve()
        place = Path(slug) / f"{slug}.ipynb"
        (folder / "source" / slug).mkdir(parents=True)
        (folder / "source" / place).write_text(json.dumps(source), encoding="utf-8")
        config = _config(course)
        config.CourseDirectory.root = str(folder)
        config.CourseDirectory.source_directory = "source"
        config.CourseDirectory.release_directory = "release"
        config.CourseDirectory.assignment_id = slug
        config.CourseDirectory.notebook_id = "*"
        config.SaveCells.enabled = False
        config.GenerateAssignment.no_database = True
        messages = _Messages()
        log = logging.Logger("statcomms.release", level=logging.ERROR)
        log.addHandler(messages)
        coursedir = CourseDirectory(config=config)
        converter = GenerateAssignment(coursedir=coursedir, config=config)
        coursedir.log = converter.log = log
        try:
            converter.start()
            released = json.loads((folder / "release" / place).read_text(encoding="utf-8"))
        except (Exception, SystemExit) as error:  # nbgrader raises and exits with many types
            reason = messages.last or str(error) or type(error).__name__
            raise BuildError(
                f"nbgrader cannot make a release of {slug}: {reason}.",
                "Mend the assignment's text and build again.",
            ) from error
    released["metadata"] = copy.deepcopy(source["metadata"])
    nbformat.validate(released)
    return dict(released)


def _config(course: Path) -> Any:
    from traitlets.config import Config
    from traitlets.config.loader import PyFileConfigLoader

    config = Config()
    config.ClearSolutions.code_stub = {"python": CODE_STUB.rstrip("\n")}
    config.ClearSolutions.text_stub = TEXT_STUB
    file = course / "nbgrader_config.py"
    if file.is_file():
        config.merge(PyFileConfigLoader(file.name, path=str(file.parent)).load_config())
    return config


class _Messages(logging.Handler):
    """Keeps the last line of what nbgrader logs as an error, to say it in our own message."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        lines = record.getMessage().strip().splitlines()
        self.last = lines[-1].strip().rstrip(".") if lines else ""
