"""Handed-in files: whose they are, when they were handed in, and where nbgrader wants them.

A learner hands in one file, ``05-analytics--nsn-042.ipynb``. nbgrader wants
``submitted/nsn-042/05-analytics/05-analytics.ipynb`` with a ``timestamp.txt`` beside it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nbgrader.plugins.zipcollect import FileNameCollectorPlugin
from nbgrader.utils import parse_utc

from statcomms.exercises.answers import collect_answers, write_durably

__all__ = ["HAND_IN_NAME", "HandIn", "HandInCollector", "Placed", "place_hand_ins", "read_hand_in"]

HAND_IN_NAME: Final = (
    r"(?:.*[/\\_])?(?P<file_id>[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)"
    r"--(?P<student_id>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?: ?\(\d+\))?\.ipynb$"
)
"""The name of a handed-in file, with or without what a learning platform puts before it, and with
the ``(1)`` that a browser adds to a second download."""


@dataclass(frozen=True)
class HandIn:
    """What a handed-in file says about itself.

    Attributes:
        path: The file.
        assignment: The assignment's name, from the file's name, else from the notebook.
        student: The course id, from the file's name, else from the notebook; "" when neither says.
        time: When it was handed in (UTC): as the notebook says, else its newest answer, else the
            file's own time.
        problem: Why it cannot be read as a notebook, or "".
    """

    path: Path
    assignment: str
    student: str
    time: dt.datetime
    problem: str = ""


@dataclass(frozen=True)
class Placed:
    """What became of one handed-in file.

    Attributes:
        path: The file.
        student: The student it was placed under, or "".
        reason: Why it was not placed, one sentence; "" when it was, or was there already.
        replaced: Whether it took the place of an older file, which was moved to ``replaced/``.
    """

    path: Path
    student: str
    reason: str = ""
    replaced: bool = False


class HandInCollector(FileNameCollectorPlugin):
    """For ``nbgrader zip_collect``: adds the time at which a file was handed in.

    With it, of two files of one learner the newer counts, instead of stopping the collection.
    """

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Return nbgrader's data about one handed-in file, or None when its name says nothing."""
        found = super().collect(submitted_file)
        if found:
            found["timestamp"] = _stamp(read_hand_in(Path(submitted_file)).time)
        return dict(found) if found else None


def _stamp(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f") + " UTC"


def _read_stamp(path: Path) -> dt.datetime | None:
    with contextlib.suppress(OSError, ValueError, OverflowError):
        time = parse_utc(path.read_text(encoding="utf-8").strip())
        return time.replace(tzinfo=dt.UTC) if isinstance(time, dt.datetime) else None
    return None


def read_hand_in(path: Path) -> HandIn:
    """Read what a handed-in file says about itself. A file of any content is read.

    Args:
        path: The file.

    Returns:
        What is known of it.
    """
    match = re.match(HAND_IN_NAME, path.name)
    assignment, student = (match["file_id"], match["student_id"]) if match else ("", "")
    time = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    data, problem = read_notebook(path)
    own = _mapping(_mapping(data.get("metadata")).get("statcomms"))
    collected = collect_answers(data)
    times = [answer.recorded_time for answer in collected.answers.values()]
    with contextlib.suppress(ValueError):
        said = dt.datetime.fromisoformat(str(own.get("handed_in_at") or ""))
        times = [said if said.tzinfo else said.replace(tzinfo=dt.UTC)]
    known = [each for each in times if each.year > 2000]
    if not student and collected.course_id:
        student = collected.course_id
    return HandIn(
        path=path,
        assignment=assignment or str(own.get("notebook") or ""),
        student=student,
        time=max(known, default=time),
        problem=problem,
    )


def _mapping(data: object) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}


def read_notebook(path: Path) -> tuple[dict[str, Any], str]:
    """Read a notebook as plain data, or say in one sentence why that cannot be done.

    Args:
        path: The file.

    Returns:
        The data and "", or {} and the reason.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        return {}, f"The file cannot be read: {error.strerror or error}."
    if not raw.strip():
        return {}, "The file is empty."
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return {}, "The file is not a notebook: it is not text."
    except RecursionError:
        return {}, "The file is not a notebook: it is nested too deeply."
    except ValueError as error:
        text = raw.rstrip()
        if text.startswith(b"{") and not text.endswith(b"}"):
            return {}, "The file is cut off: its end is missing."
        return {}, f"The file is not a notebook: {str(error).split(':')[0]}."
    if not isinstance(data, dict) or "nbformat" not in data:
        return {}, "The file is not a notebook."
    if data.get("nbformat") == 4 and not isinstance(data.get("cells"), list):
        return {}, "The notebook has no list of cells."
    return data, ""


def place_hand_ins(inbox: Path, submitted: Path, assignment: str, replaced: Path) -> list[Placed]:
    """Put the files of an inbox where nbgrader wants them.

    Of several files of one learner the newest counts. A file that is there already, byte for byte,
    is left as it is. A newer one takes an older one's place; the older one is moved to a folder of
    its own, never deleted. A file that cannot be read never takes the place of one that can.

    Args:
        inbox: The folder with the handed-in files; it is only read.
        submitted: nbgrader's folder of submissions.
        assignment: The assignment's name.
        replaced: Where files go whose place was taken.

    Returns:
        What became of each file of this assignment, and of each whose owner is not known.
    """
    results: list[Placed] = []
    by_student: dict[str, list[HandIn]] = {}
    for path in sorted(inbox.rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts or not path.is_file():
            continue
        hand_in = read_hand_in(path)
        if hand_in.assignment and hand_in.assignment != assignment:
            continue
        if not hand_in.student or not re.fullmatch(r"[A-Za-z0-9._-]+", hand_in.student):
            reason = hand_in.problem or "Neither its name nor its content says whose it is."
            results.append(Placed(path, "", f"{path.name}: {reason}"))
            continue
        by_student.setdefault(hand_in.student.casefold(), []).append(hand_in)
    known = {path.name.casefold(): path.name for path in submitted.glob("*") if path.is_dir()}
    for key, files in sorted(by_student.items()):
        files.sort(key=lambda file: (not file.problem, file.time, file.path.name))
        newest, student = files[-1], known.get(key, files[-1].student)
        results.extend(_place(newest, student, submitted, assignment, replaced))
        results.extend(
            Placed(older.path, student, f"{older.path.name}: {older.problem}")
            for older in files[:-1]
            if older.problem
        )
    return results


def _place(
    hand_in: HandIn, student: str, submitted: Path, assignment: str, replaced: Path
) -> list[Placed]:
    folder = submitted / student / assignment
    file = folder / f"{assignment}.ipynb"
    done = Placed(hand_in.path, student)
    moved = False
    if file.is_file():
        if _digest(file) == _digest(hand_in.path):
            return [done]
        there = read_hand_in(file)
        there_since = _read_stamp(folder / "timestamp.txt") or there.time
        if (not hand_in.problem, hand_in.time) <= (not there.problem, there_since):
            if not hand_in.problem:
                return [done]
            reason = f"{hand_in.path.name}: {hand_in.problem} The earlier file was kept."
            return [Placed(hand_in.path, student, reason)]
        aside = replaced / student / assignment
        aside.mkdir(parents=True, exist_ok=True)
        number = 1 + sum(1 for _ in aside.iterdir())
        shutil.move(folder, aside / f"{number:03d}")
        moved = True
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f".{assignment}.ipynb.new"
    shutil.copyfile(hand_in.path, temporary)
    temporary.replace(file)
    write_durably(folder / "timestamp.txt", _stamp(hand_in.time))
    return [Placed(hand_in.path, student, "", moved)]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
