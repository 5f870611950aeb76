"""Grade a class: nbgrader for each submission, none of them able to stop the others.

The course stays an ordinary nbgrader course: its gradebook, its folders, its feedback. What is
added: a look at each file before nbgrader sees it, so that one that cannot be graded is set aside
with its reason; what was graded before and has not changed is not graded again; and a summary.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import html
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import statcomms
from statcomms.data.held_out import CLASS_SECRET_FILE, ClassSecret
from statcomms.errors import GradingError
from statcomms.exercises.answers import write_durably
from statcomms.exercises.marking import UNGRADED
from statcomms.grading.collect import place_hand_ins, read_hand_in, read_notebook
from statcomms.grading.drive import NbgraderCourse, quiet_environment
from statcomms.grading.mend import belongs, grade_id, is_grade, is_solution, source_of

__all__ = ["GRADED", "REMARKS", "SET_ASIDE", "GradeRow", "GradeSummary", "grade_assignment"]

GRADED: Final = "graded"
REMARKS: Final = "graded with remarks"
SET_ASIDE: Final = "set aside"
HEAVY: Final = 2_000_000
"""Above this size (bytes) a file's outputs are left behind before nbgrader reads it, for nbgrader
copies and checks every output several times, only to clear them."""

HELD_OUT: Final = re.compile(r"\b(?:grading_key|held_out)\b")
"""What stands in a test cell that marks on held-out worlds."""

TROUBLE: Final = re.compile(r'<div class="sc-box sc-stop">.*?</p>(.*?)</div>', re.DOTALL)
"""The box in which an exercise says what is wrong with it."""

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class GradeRow:
    """One learner's line in the summary.

    Attributes:
        student: nbgrader's student id; "" for a file whose owner is not known.
        status: `GRADED`, `REMARKS` or `SET_ASIDE`.
        points: Points so far, automatic and by hand; None when set aside.
        max_points: Points that can be had; None when set aside.
        tasks: Points and points that can be had, by graded cell, in the notebook's order.
        to_read: Ids of the cells that a person has still to mark.
        remarks: What there is to know about the file, a sentence each.
        seconds: What grading it took; 0.0 when nothing had changed since the last time.
    """

    student: str
    status: str
    points: float | None = None
    max_points: float | None = None
    tasks: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    to_read: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def needs_hand_grading(self) -> bool:
        """Whether a person has still to mark something."""
        return bool(self.to_read)


@dataclass(frozen=True)
class GradeSummary:
    """What grading an assignment came to.

    Attributes:
        assignment: The assignment's name.
        rows: One line per learner, in the order of their ids.
        seconds: How long all of it took.
    """

    assignment: str
    rows: tuple[GradeRow, ...]
    seconds: float = 0.0

    @property
    def set_aside(self) -> tuple[GradeRow, ...]:
        """The lines of what could not be graded."""
        return tuple(row for row in self.rows if row.status == SET_ASIDE)

    @property
    def exit_code(self) -> int:
        """1 when something was set aside, else 0: for scripts."""
        return 1 if self.set_aside else 0

    @property
    def tasks(self) -> tuple[str, ...]:
        """Ids of all graded cells, in the notebook's order."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row.tasks))

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Write the summary as a table that a spreadsheet opens (UTF-8, one line per learner).

        Args:
            path: The file to write.
        """
        with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            heads = ["student", "status", "points", "max_points", *self.tasks]
            writer.writerow([*heads, "needs_hand_grading", "remarks"])
            for row in self.rows:
                points = [row.tasks[name][0] if name in row.tasks else "" for name in self.tasks]
                said = " ".join(row.remarks)
                line = [row.student, row.status, row.points, row.max_points, *points]
                cells = ["" if cell is None else cell for cell in line]
                writer.writerow([_safe(cell) for cell in (*cells, "; ".join(row.to_read), said)])


def _safe(cell: Any) -> Any:
    """Keep a spreadsheet from taking a text from outside for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell


def grade_assignment(
    course_dir: str | os.PathLike[str],
    assignment: str,
    *,
    progress: Progress | None = None,
    feedback: bool = True,
    inbox: str | os.PathLike[str] | None = None,
    force: bool = False,
) -> GradeSummary:
    """Grade all submissions of one assignment of an nbgrader course.

    Nothing in ``submitted/`` is changed; only files of an ``inbox`` are put there first. What was
    graded before is graded again only when the submission, the assignment or this package has
    changed; marks that a person gave are kept. Grading that was broken off is taken up again.

    Args:
        course_dir: The course's folder (with ``nbgrader_config.py``, ``submitted/``).
        assignment: The assignment's name, such as ``05-analytics``.
        progress: Called after each submission with how many are done, how many there are, and
            the student's id.
        feedback: Whether to make each learner's feedback page.
        inbox: A folder of handed-in files such as ``05-analytics--nsn-042.ipynb``.
        force: Whether to grade everything again.

    Returns:
        The summary.

    Raises:
        GradingError: The folder is no nbgrader course, or does not know the assignment; or the
            assignment is marked on held-out worlds and the folder has no class secret.
        DataError: The class secret cannot be read.
    """
    started = time.monotonic()
    root = Path(course_dir).resolve()
    with quiet_environment():
        course = _Course(root, assignment)
        rows: list[GradeRow] = []
        if inbox is not None:
            rows.extend(_take_in(course, Path(inbox)))
        students = course.students()
        for done, student in enumerate(students, start=1):
            rows.append(_grade_one(course, student, feedback, force))
            if progress is not None:
                progress(done, len(students), student)
    return GradeSummary(assignment, _joined(rows), time.monotonic() - started)


def _take_in(course: _Course, inbox: Path) -> Iterator[GradeRow]:
    if not inbox.is_dir():
        raise GradingError(f"There is no folder {inbox}.", "Give the folder of handed-in files.")
    aside = course.private / "replaced"
    for placed in place_hand_ins(inbox, course.submitted, course.assignment, aside):
        if placed.reason:
            yield GradeRow(placed.student, SET_ASIDE, remarks=(placed.reason,))


def _joined(rows: Sequence[GradeRow]) -> tuple[GradeRow, ...]:
    """Join what is known of one learner: a file that was not placed beside one that was graded."""
    graded = {row.student: row for row in rows if row.status != SET_ASIDE}
    out: list[GradeRow] = []
    for row in rows:
        if row.status == SET_ASIDE and row.student in graded:
            kept = graded[row.student]
            joined = GradeRow(
                kept.student,
                REMARKS,
                kept.points,
                kept.max_points,
                kept.tasks,
                kept.to_read,
                (*kept.remarks, *row.remarks),
                kept.seconds,
            )
            graded[row.student] = joined
    for row in rows:
        if row.status == SET_ASIDE:
            if row.student not in graded:
                out.append(row)
        else:
            out.append(graded[row.student])
    return tuple(sorted(out, key=lambda row: (row.student == "", row.student)))


class _Course(NbgraderCourse):
    """The course with what grading knows of it: the assignment, and what was graded before."""

    def __init__(self, root: Path, assignment: str) -> None:
        super().__init__(root, assignment)
        self.private = root / ".statcomms"
        self.released = self._read_released()
        self.notebooks, self.version = self._known()
        self.ledger = _Ledger(self.private / f"graded-{assignment}.json")

    @property
    def submitted(self) -> Path:
        """The folder with one folder per student."""
        return Path(str(self.directory.root), str(self.directory.submitted_directory))

    def _read_released(self) -> dict[str, dict[str, Any]]:
        folder = self.folder(self.directory.release_directory, ".")
        found = {}
        for path in sorted(folder.glob("*.ipynb")):
            data, problem = read_notebook(path)
            if problem:
                raise GradingError(
                    f"{path}: {problem}", f"Run nbgrader generate_assignment {self.assignment}."
                )
            found[path.stem] = data
        return found

    def _known(self) -> tuple[tuple[str, ...], str]:
        """Return the assignment's notebooks, and a hash of all that its marks depend on."""
        from nbgrader.api import MissingEntry

        digest = hashlib.sha256(statcomms.__version__.encode())
        with self.gradebook() as gradebook:
            try:
                notebooks = gradebook.find_assignment(self.assignment).notebooks
            except MissingEntry:
                notebooks = []
            cells = sorted(
                (notebook.name, cell.name, str(cell.source))
                for notebook in notebooks
                for cell in notebook.source_cells
            )
            names = tuple(notebook.name for notebook in notebooks)
        if not names:
            raise GradingError(
                f"The gradebook of {self.root} does not know the assignment {self.assignment}.",
                f"Run nbgrader generate_assignment {self.assignment} in that folder first.",
            )
        for cell in cells:
            digest.update("\0".join(cell).encode())
        digest.update(self._worlds(any(HELD_OUT.search(source) for _, _, source in cells)))
        return names, digest.hexdigest()

    def _worlds(self, needed: bool) -> bytes:
        """Return what tells one class's held-out worlds from another's, without telling them."""
        file = self.root / CLASS_SECRET_FILE
        if not file.exists():
            if needed:
                raise GradingError(
                    f"{self.assignment} is marked on held-out worlds, and {self.root} has no "
                    f"{CLASS_SECRET_FILE} to draw them from.",
                    f"Put the class's own there, or make one: statcomms data secret {file}",
                )
            return b""
        if not needed:
            return b""
        key = ClassSecret.read(file).assignment_key(self.assignment)
        return hashlib.sha256(key).digest()

    def students(self) -> list[str]:
        """Return the ids of all who handed in something of this assignment."""
        pattern = self.directory.format_path(
            self.directory.submitted_directory, "(?P<student>[^/]+)", self.assignment, escape=True
        )
        depth = self.folder(self.directory.submitted_directory, "*")
        found = set()
        for path in Path(depth.anchor).glob(str(depth.relative_to(depth.anchor))):
            match = re.fullmatch(pattern, str(path))
            if match and path.is_dir() and not match["student"].startswith("."):
                found.add(match["student"])
        return sorted(found)


class _Ledger:
    """What was graded, from what: one small file, written after each submission."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: dict[str, dict[str, str]] = {}
        with contextlib.suppress(OSError, ValueError):
            data = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(data, dict):
                self.entries = {str(k): v for k, v in data.items() if isinstance(v, dict)}

    def note(self, student: str, **values: str) -> None:
        """Note something about one student's work, at once and for good."""
        self.entries.setdefault(student, {}).update(values)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(self.path, json.dumps(self.entries, indent=1, sort_keys=True) + "\n")


def _grade_one(course: _Course, student: str, feedback: bool, force: bool) -> GradeRow:
    started = time.monotonic()
    try:
        row, changed = _graded(course, student, force)
        if feedback and row.status != SET_ASIDE:
            row = _with_feedback(course, row, force)
    except Exception as error:  # noqa: BLE001 (one never stops the others; its row says why)
        said = " ".join(str(error).split())[:200] or type(error).__name__
        return GradeRow(student, SET_ASIDE, remarks=(f"It could not be graded: {said}.",))
    return replace(row, seconds=time.monotonic() - started) if changed else row


def _graded(course: _Course, student: str, force: bool) -> tuple[GradeRow, bool]:
    folder = course.folder(course.directory.submitted_directory, student)
    fingerprint = _fingerprint(folder)
    noted = course.ledger.entries.get(student, {})
    unchanged = noted.get("work") == fingerprint and noted.get("assignment") == course.version
    if not force and unchanged:
        row = _row(course, student, noted.get("remarks", ""))
        if row is not None:
            return row, False

    files, remarks, reason = _examine(course, folder)
    if reason:
        return GradeRow(student, SET_ASIDE, remarks=(reason,)), True
    course.ledger.note(student, work="", assignment="")
    with tempfile.TemporaryDirectory(prefix="statcomms_grading_") as name:
        settings = {}
        if _needs_stage(files):
            _stage(files, folder, Path(name).resolve() / student / course.assignment)
            settings["submitted_directory"] = str(Path(name).resolve())
        reason = course.convert("Autograde", student, **settings)
    if reason:
        return GradeRow(student, SET_ASIDE, remarks=(reason,)), True
    said = "\n".join(remarks)
    course.ledger.note(student, work=fingerprint, assignment=course.version, remarks=said)
    row = _row(course, student, said)
    if row is None:
        return GradeRow(student, SET_ASIDE, remarks=("nbgrader recorded no points.",)), True
    return row, True


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".ipynb_checkpoints" not in path.parts:
            digest.update(f"{path.relative_to(folder)}\0".encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


@dataclass(frozen=True)
class _File:
    """A handed-in notebook: where it is, what it should be called, and what it holds."""

    path: Path
    name: str
    data: dict[str, Any]


def _examine(course: _Course, folder: Path) -> tuple[list[_File], list[str], str]:
    """Look at a submission before nbgrader does.

    Returns:
        The notebooks to grade, remarks about them, and the reason why none can be graded, or "".
    """
    files: list[_File] = []
    remarks: list[str] = []
    there = [
        path
        for path in sorted(folder.rglob("*.ipynb"))
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    ]
    if not there:
        others = sorted(p.name for p in folder.rglob("*") if p.is_file() and p.suffix != ".txt")
        only = f" There is only {others[0]}." if len(others) == 1 else ""
        return [], [], f"There is no notebook in the folder.{only}"
    reasons: list[str] = []
    for name in course.notebooks:
        released = course.released.get(name, {})
        exact = folder / f"{name}.ipynb"
        candidates = [exact] if exact in there else there
        found: list[_File] = []
        for path in candidates:
            data, problem = read_notebook(path)
            if not problem and released and not _could_be(data, released):
                own = _name_of(data)
                whose = f"belongs to {own}" if own else "has no cell of this assignment"
                problem = f"The notebook {whose}."
            if problem:
                reasons.append(problem if path == exact else f"{path.name}: {problem}")
            else:
                found.append(_File(path, name, data))
        if not found:
            continue
        newest = max(found, key=lambda file: read_hand_in(file.path).time)
        if newest.path != exact:
            remarks.append(f"The file was called {newest.path.name} and was read as {name}.ipynb.")
        if len(found) > 1:
            remarks.append(f"There were {len(found)} such notebooks; the newest was graded.")
        files.append(newest)
    if not files:
        return [], [], reasons[0] if len(reasons) == 1 else " ".join(reasons[:3])
    missing = [name for name in course.notebooks if name not in {file.name for file in files}]
    remarks.extend(f"There is no notebook {name}.ipynb." for name in missing)
    return files, remarks, ""


def _name_of(data: Mapping[str, Any]) -> str:
    metadata = data.get("metadata")
    own = metadata.get("statcomms") if isinstance(metadata, dict) else None
    return str(own.get("notebook") or "") if isinstance(own, dict) else ""


def _could_be(data: Mapping[str, Any], released: Mapping[str, Any]) -> bool:
    """Tell whether a notebook is one of the assignment; one of an older format is let through."""
    return "cells" not in data or not data["cells"] or belongs(data, released)


def _needs_stage(files: Sequence[_File]) -> bool:
    return any(
        file.path.name != f"{file.name}.ipynb" or file.path.stat().st_size > HEAVY for file in files
    )


def _stage(files: Sequence[_File], folder: Path, stage: Path) -> None:
    """Lay a copy of a submission where nbgrader reads it instead: right name, no heavy outputs."""
    from statcomms.exercises.answers import ANSWER_MIME

    stage.mkdir(parents=True)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".ipynb" and ".ipynb_checkpoints" not in path.parts:
            copied = stage / path.relative_to(folder)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copied)
    for file in files:
        cells = file.data.get("cells")
        for cell in cells if isinstance(cells, list) else []:
            outputs = cell.get("outputs") if isinstance(cell, dict) else None
            if isinstance(outputs, list):
                cell["outputs"] = [output for output in outputs if _holds(output, ANSWER_MIME)]
        target = stage / f"{file.name}.ipynb"
        target.write_text(json.dumps(file.data, ensure_ascii=False), encoding="utf-8")


def _holds(output: object, mime: str) -> bool:
    data = output.get("data") if isinstance(output, dict) else None
    return isinstance(data, dict) and mime in data


def _row(course: _Course, student: str, said: str) -> GradeRow | None:
    """Return a graded student's line from the gradebook and the autograded notebooks."""
    from nbgrader.api import MissingEntry

    remarks = [line for line in said.splitlines() if line]
    tasks: dict[str, tuple[float, float]] = {}
    to_read: list[str] = []
    points = max_points = 0.0
    folder = course.folder(course.directory.autograded_directory, student)
    with course.gradebook() as gradebook:
        for name in course.notebooks:
            try:
                stored = gradebook.find_submission_notebook(name, course.assignment, student)
            except MissingEntry:
                return None
            order = _order(course.released.get(name, {}))
            grades = sorted(stored.grades, key=lambda grade: order.get(grade.name, len(order)))
            for grade in grades:
                tasks[grade.name] = (float(grade.score), float(grade.max_score))
                if grade.needs_manual_grade:
                    to_read.append(grade.name)
            points += float(stored.score) - float(stored.late_submission_penalty or 0.0)
            max_points += float(stored.max_score)
            path = folder / f"{name}.ipynb"
            if path.is_file():
                data, _ = read_notebook(path)
                remarks.extend(_problems(data))
                remarks.extend(_troubles(data))
                for task in _ungraded(data):
                    remarks.append(f"{task}: It could not be graded by itself. Mark it by hand.")
                    if task not in to_read:
                        to_read.append(task)
    if not any((folder / f"{name}.ipynb").is_file() for name in course.notebooks):
        return None
    status = REMARKS if remarks else GRADED
    return GradeRow(
        student, status, points, max_points, tasks, tuple(to_read), tuple(dict.fromkeys(remarks))
    )


def _order(released: Mapping[str, Any]) -> dict[str, int]:
    return {grade_id(cell): place for place, cell in enumerate(released.get("cells", []))}


def _ungraded(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of test cells that say that they failed: a fault of ours, not the learner's."""
    for cell in data.get("cells", []):
        said = "".join(
            source_of({"source": output.get("text", "")}) for output in cell.get("outputs", [])
        )
        if is_grade(cell) and not is_solution(cell) and UNGRADED in said:
            yield grade_id(cell)


def _troubles(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what an exercise said when it could not take back the answer that was handed in."""
    for cell in data.get("cells", []):
        for output in cell.get("outputs", []):
            shown = source_of({"source": output.get("data", {}).get("text/html", "")})
            for box in TROUBLE.findall(shown):
                said = html.unescape(re.sub(r"<[^>]+>", " ", box))
                yield f"{grade_id(cell)}: {' '.join(said.split())[:200]}"


def _problems(data: Mapping[str, Any]) -> list[str]:
    """Return what was found in one file, said once, with the places it was found in."""
    own = data.get("metadata", {}).get("statcomms", {})
    by_reason: dict[str, list[str]] = {}
    for problem in own.get("problems", []) if isinstance(own, dict) else []:
        by_reason.setdefault(str(problem["reason"]), []).append(str(problem["about"]))
    lines = []
    for reason, places in by_reason.items():
        shown = list(dict.fromkeys(places))
        more = f" and {len(shown) - 3} more" if len(shown) > 3 else ""
        lines.append(f"{', '.join(shown[:3])}{more}: {reason}")
    return lines


def _with_feedback(course: _Course, row: GradeRow, force: bool) -> GradeRow:
    state = _feedback_state(course, row)
    folder = course.folder(course.directory.feedback_directory, row.student)
    there = all((folder / f"{name}.html").is_file() for name in course.notebooks)
    if there and not force and course.ledger.entries.get(row.student, {}).get("feedback") == state:
        return row
    reason = course.convert("GenerateFeedback", row.student)
    if reason:
        said = f"Its feedback could not be made: {reason}"
        return replace(row, status=REMARKS, remarks=(*row.remarks, said))
    course.ledger.note(row.student, feedback=state)
    return row


def _feedback_state(course: _Course, row: GradeRow) -> str:
    """Return a hash of all that a feedback page shows."""
    digest = hashlib.sha256(repr((row.points, sorted(row.tasks.items()), row.to_read)).encode())
    folder = course.folder(course.directory.autograded_directory, row.student)
    with course.gradebook() as gradebook:
        for name in course.notebooks:
            stored = gradebook.find_submission_notebook(name, course.assignment, row.student)
            said = sorted((comment.name, str(comment.comment)) for comment in stored.comments)
            digest.update(repr(said).encode())
            path = folder / f"{name}.ipynb"
            digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()
