"""Answers: what a learner said, as plain data that lasts.

An answer is recorded twice: in ``answers.json`` beside the notebook, and in the notebook itself as
a cell output of type `ANSWER_MIME`. Everything read back is data from outside: it is checked here,
reported when it is wrong, and never evaluated.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from statcomms.data.whole_files import write_whole
from statcomms.errors import AnswerError

__all__ = [
    "ANSWER_MIME",
    "ANSWER_VERSION",
    "COURSE_ID_EXERCISE",
    "MAX_ANSWER_BYTES",
    "Answer",
    "AnswerStore",
    "Collected",
    "Problem",
    "collect_answers",
    "read_answer",
    "utc_now",
]

ANSWER_MIME = "application/vnd.statcomms.answer+json"
ANSWER_VERSION = 1
"""The newest version of an answer's frame that this package understands."""
MAX_ANSWER_BYTES = 64 * 1024
COURSE_ID_EXERCISE = "course-id"
FILE_FORMAT = 1
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_STATES = ("not attempted", "not yet", "right", "recorded")


@dataclass(frozen=True)
class Answer:
    """One learner's answer to one exercise.

    Attributes:
        exercise: Id of the exercise, such as ``m5-pooled-rate``.
        kind: Kind of the exercise, such as ``choice``.
        version: Version of the answer's schema.
        value: What the learner chose or wrote: JSON only.
        attempts: How often the learner pressed Check.
        hints: How many hints were opened (0 to 3).
        state: ``not attempted``, ``not yet``, ``right`` or ``recorded``.
        course_id: The learner's course id when it was given, else None.
        notebook: Slug of the notebook, such as ``05-analytics``.
        recorded_at: ISO time with zone; the newest answer wins.
        solution_seen: Whether the solution was opened before.
    """

    exercise: str
    kind: str
    version: int
    value: dict[str, Any]
    attempts: int = 0
    hints: int = 0
    state: str = "recorded"
    course_id: str | None = None
    notebook: str = ""
    recorded_at: str = ""
    solution_seen: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as plain JSON data."""
        return asdict(self)

    @property
    def recorded_time(self) -> dt.datetime:
        """When it was recorded (UTC); the beginning of time when that is not known."""
        return _time(self.recorded_at)


@dataclass(frozen=True)
class Problem:
    """Something found in answers from outside that could not be used.

    Attributes:
        about: The exercise, or the place, it is about.
        reason: One sentence that says what is wrong.
    """

    about: str
    reason: str

    def as_dict(self) -> dict[str, str]:
        """Return the problem as plain JSON data."""
        return asdict(self)


@dataclass(frozen=True)
class Collected:
    """What was found in a notebook: usable answers, the course id, and what was not usable."""

    answers: dict[str, Answer] = field(default_factory=dict)
    course_id: str | None = None
    problems: tuple[Problem, ...] = ()


def utc_now() -> str:
    """Return the time now, UTC, ISO with milliseconds."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def _time(text: str) -> dt.datetime:
    try:
        time = dt.datetime.fromisoformat(text)
    except ValueError:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)


def read_answer(data: object) -> Answer:
    """Turn JSON data from outside into an `Answer`.

    Args:
        data: What was found, of any type.

    Returns:
        The checked answer. Unknown keys are left out.

    Raises:
        AnswerError: The data is not an answer this package can use; the message says why.

    >>> data = {"exercise": "m5-a", "kind": "choice", "version": 1, "value": {"choice": "a"}}
    >>> read_answer(data).value
    {'choice': 'a'}
    """
    if not isinstance(data, Mapping):
        raise AnswerError("An answer must be a JSON object.", "It was left out.")
    try:
        size = len(json.dumps(data, ensure_ascii=False, allow_nan=False).encode())
    except (TypeError, ValueError, RecursionError, UnicodeEncodeError) as error:
        raise AnswerError("An answer is not plain JSON.", "It was left out.") from error
    exercise = data.get("exercise")
    if not isinstance(exercise, str) or not _ID.fullmatch(exercise):
        raise AnswerError("An answer does not name its exercise.", "It was left out.")
    if size > MAX_ANSWER_BYTES:
        raise AnswerError(
            f"The answer to {exercise} is {size // 1024} KiB; at most 64 KiB can be read.",
            "It was left out.",
        )
    kind, version, value = data.get("kind"), data.get("version"), data.get("value")
    if not isinstance(kind, str) or not isinstance(value, Mapping):
        raise AnswerError(f"The answer to {exercise} has no kind or no value.", "It was left out.")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise AnswerError(f"The answer to {exercise} has no version.", "It was left out.")
    if version > ANSWER_VERSION:
        raise AnswerError(
            f"The answer to {exercise} is of version {version}; this course reads version "
            f"{ANSWER_VERSION}.",
            "Update the course on this machine and grade again.",
        )
    course_id, state = data.get("course_id"), data.get("state", "recorded")
    return Answer(
        exercise=exercise,
        kind=kind,
        version=version,
        value={str(key): item for key, item in value.items()},
        attempts=_count(data.get("attempts")),
        hints=_count(data.get("hints")),
        state=state if state in _STATES else "recorded",
        course_id=course_id if isinstance(course_id, str) and course_id else None,
        notebook=str(data.get("notebook") or ""),
        recorded_at=str(data.get("recorded_at") or ""),
        solution_seen=bool(data.get("solution_seen", False)),
    )


def _count(number: object) -> int:
    return number if isinstance(number, int) and 0 <= number < 1_000_000 else 0


def _newest(answers: dict[str, Answer], answer: Answer) -> None:
    kept = answers.get(answer.exercise)
    if kept is None or answer.recorded_time >= kept.recorded_time:
        answers[answer.exercise] = answer


def collect_answers(notebook: object) -> Collected:
    """Collect the answers that a notebook carries, in its outputs and in its metadata.

    Args:
        notebook: A notebook as plain data (what ``json.load`` gives), of any state of health.

    Returns:
        The newest usable answer of each exercise, and what was not usable with its reason.
    """
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []

    def take(data: object, about: str) -> None:
        if isinstance(data, str):
            try:
                data = json.loads(data)
            except ValueError:
                problems.append(Problem(about, "An answer in it is not readable. It was left out."))
                return
        try:
            _newest(answers, read_answer(data))
        except AnswerError as error:
            named = data.get("exercise") if isinstance(data, Mapping) else None
            where = named if isinstance(named, str) and named else about
            problems.append(Problem(where, str(error)))

    for place, data in _embedded(notebook):
        take(data, place)
    own = _mapping(_mapping(_mapping(notebook).get("metadata")).get("statcomms"))
    for about, data in _mapping(own.get("answers")).items():
        take(data, str(about))
    course_id = own.get("course_id") if isinstance(own.get("course_id"), str) else None
    given = answers.get(COURSE_ID_EXERCISE)
    if given is not None and isinstance(given.value.get("course_id"), str):
        course_id = given.value["course_id"]
    return Collected(answers, course_id or None, tuple(problems))


def _mapping(data: object) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}


def _list(data: object) -> list[Any]:
    return data if isinstance(data, list) else []


def _embedded(notebook: object) -> Iterator[tuple[str, object]]:
    for number, cell in enumerate(_list(_mapping(notebook).get("cells")), start=1):
        for output in _list(_mapping(cell).get("outputs")):
            bundle = _mapping(_mapping(output).get("data"))
            if ANSWER_MIME in bundle:
                yield f"cell {number}", bundle[ANSWER_MIME]


class AnswerStore:
    """The file ``answers.json``: the newest answer of each exercise of one notebook.

    A write goes to a temporary file, is flushed to the disk, and is then renamed over the old one.
    Before it, the file is read again under a lock, so two kernels that are open at once lose
    nothing: each exercise keeps its newest answer.

    Args:
        path: Where the file is or will be.
        notebook: Slug of the notebook it belongs to.
    """

    def __init__(self, path: str | os.PathLike[str], notebook: str = "") -> None:
        self.path = Path(path)
        self.notebook = notebook
        self.answers: dict[str, Answer] = {}
        self.course_id: str | None = None
        self.problems: list[Problem] = []
        self.load()

    def load(self) -> None:
        """Read the file again. A file that cannot be read is kept aside under another name."""
        self.answers, self.course_id, self.problems = self._read()

    def _read(self) -> tuple[dict[str, Answer], str | None, list[Problem]]:
        answers: dict[str, Answer] = {}
        problems: list[Problem] = []
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return answers, None, problems
        except (ValueError, RecursionError):
            aside = self.path.with_name(f"{self.path.name}.unreadable-{os.getpid()}")
            with contextlib.suppress(OSError):
                self.path.replace(aside)
            reason = f"{self.path.name} could not be read. It is kept as {aside.name}."
            return answers, None, [Problem(self.path.name, reason)]
        frame = _mapping(data)
        for about, item in _mapping(frame.get("answers")).items():
            try:
                _newest(answers, read_answer(item))
            except AnswerError as error:
                problems.append(Problem(str(about), str(error)))
        course_id = frame.get("course_id")
        return answers, course_id if isinstance(course_id, str) and course_id else None, problems

    def record(self, answer: Answer) -> Answer:
        """Record one answer, safely, at once.

        Args:
            answer: The answer; it gets the time now when it has none.

        Returns:
            The answer as it was recorded.

        Raises:
            AnswerError: The answer is larger than 64 KiB, or the disk refuses it. What was
                recorded before is kept.
        """
        if not answer.recorded_at:
            answer = replace(answer, recorded_at=utc_now())
        if not answer.notebook:
            answer = replace(answer, notebook=self.notebook)
        self._merge({answer.exercise: read_answer(answer.as_dict())}, answer.course_id)
        return answer

    def merge(self, answers: Mapping[str, Answer], course_id: str | None = None) -> None:
        """Take in answers from elsewhere (a notebook that was carried here); the newest win."""
        self._merge(dict(answers), course_id)

    def _merge(self, new: dict[str, Answer], course_id: str | None) -> None:
        try:
            with _locked(self.path):
                answers, kept_id, problems = self._read()
                for answer in new.values():
                    _newest(answers, answer)
                self.answers, self.course_id = answers, course_id or kept_id
                self.problems.extend(p for p in problems if p not in self.problems)
                self._write()
        except OSError as error:
            raise AnswerError(
                f"Your answer could not be written to {self.path}: {error.strerror or error}.",
                "Free some space on the disk, then change the answer once more.",
            ) from error

    def _write(self) -> None:
        frame = {
            "format": FILE_FORMAT,
            "notebook": self.notebook,
            "course_id": self.course_id,
            "answers": {name: self.answers[name].as_dict() for name in sorted(self.answers)},
        }
        write_durably(self.path, json.dumps(frame, ensure_ascii=False, indent=1) + "\n")


def write_durably(path: Path, text: str) -> None:
    """Write a text file so that a crash leaves the old one or the new one, never half of one.

    Args:
        path: The file to write; its folder must exist.
        text: Its new content, written as UTF-8.
    """
    write_whole(path, text.encode("utf-8"))


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock beside the file. Where there are no file locks (the browser), one kernel runs."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with path.with_name(f".{path.name}.lock").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
