"""One simulated learner at work: the released notebook is run, answered and handed in.

This runs in a process of its own (see `sample_class`), with IPython's shell and without a kernel.
The answers go through the same code as a real learner's: the exercises of the released notebook,
their ``set``, the recorded ``answers.json``, the file that *Hand in* writes. What a learner answers
comes from the author's cells of the assignment's text, worked out on that learner's own data.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
import random
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from statcomms.errors import AnswerError, GradingError

__all__ = ["ABILITIES", "AuthorCell", "Job", "work"]

ABILITIES: Final[Mapping[str, float]] = {
    "strong": 0.25,
    "middling": 0.35,
    "weak": 0.2,
    "guessing": 0.12,
    "blank": 0.08,
}
"""Shares of a sample class."""
CHANCES: Final[Mapping[str, tuple[float, float]]] = {
    "strong": (0.92, 0.08),
    "middling": (0.6, 0.3),
    "weak": (0.15, 0.65),
}
"""For a task: the chance of a right answer and of a foreseen mistake; else it is left blank."""
BEGINNING: Final = dt.datetime(2026, 11, 16, 8, 0, tzinfo=dt.UTC)
WORDS: Final = (
    "The video was seen most, so we should make more of it.",
    "Our figures went up this year and people seem to like the page.",
    "I would tell the director that engagement is good on all platforms.",
)


@dataclass(frozen=True)
class AuthorCell:
    """One code cell of the author's text: its role (its tag) and its source."""

    role: str
    source: str


@dataclass(frozen=True)
class Job:
    """What one simulated learner is to do.

    Attributes:
        assignment: The assignment's name.
        course_id: The learner's course id.
        ability: One of `ABILITIES`.
        seed: What makes this learner's choices.
        released: The released notebook's text.
        author: The author's code cells, in order.
        solutions: Code of each cell to solve, by its nbgrader id.
        target: The folder for the file that is handed in.
    """

    assignment: str
    course_id: str
    ability: str
    seed: int
    released: str
    author: tuple[AuthorCell, ...]
    solutions: Mapping[str, str]
    target: str


@dataclass
class _Known:
    """What the author's text says about one task, on this learner's data."""

    right: list[Any] = field(default_factory=list)
    wrong: list[Any] = field(default_factory=list)


def work(job: Job) -> str:
    """Do one learner's work, from opening the notebook to the file that is handed in.

    Args:
        job: What to do.

    Returns:
        The name of the file, which lies in the job's target folder.

    Raises:
        GradingError: The author's text or the released notebook fails; the message names the cell.
    """
    chance = random.Random(f"{job.seed}-{job.course_id}")
    with tempfile.TemporaryDirectory(prefix="statcomms-learner-") as name, _at_home(Path(name)):
        known = _ask_author(job)
        file = _answer(job, known, chance)
        target = Path(job.target) / file.name
        target.write_bytes(file.read_bytes())
    return target.name


@contextlib.contextmanager
def _at_home(folder: Path) -> Iterator[None]:
    """Work in a folder of one's own: nothing is read from, or left in, the user's home."""
    before, here = dict(os.environ), Path.cwd()
    os.environ["IPYTHONDIR"] = str(folder / "ipython")
    os.environ.pop("JPY_SESSION_NAME", None)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)


def _shell() -> Any:
    """Return IPython's shell, empty."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = InteractiveShell.instance(config=config)
    shell.reset(new_session=True)
    return shell


@contextlib.contextmanager
def _unseen() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def _run(shell: Any, source: str) -> BaseException | None:
    """Run a cell; what it prints and shows goes nowhere. Return what it raised, or None."""
    with _unseen():
        result = shell.run_cell(source, store_history=True)
    error = result.error_before_exec or result.error_in_exec
    return error if isinstance(error, BaseException) else None


def _ask_author(job: Job) -> dict[str, _Known]:
    """Run the author's text on this learner's data and collect its solutions and mistakes."""
    folder = Path("author")
    folder.mkdir()
    frame = {"format": 1, "notebook": job.assignment, "course_id": job.course_id, "answers": {}}
    (folder / "answers.json").write_text(json.dumps(frame), encoding="utf-8")
    known: dict[str, _Known] = {}
    role = ""

    def case(task: Any, value: Any = None, **_told: Any) -> None:
        name = task if isinstance(task, str) else str(getattr(task, "id", ""))
        kept = known.setdefault(name, _Known())
        (kept.wrong if role == "author-mistake" else kept.right).append(value)

    shell = _shell()
    shell.user_ns["case"] = case
    home = Path.cwd()
    os.chdir(folder)
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    try:
        for number, cell in enumerate(job.author, start=1):
            role = cell.role
            error = None if role == "marks" else _run(shell, cell.source)
            if error is not None:
                first = next(iter(cell.source.strip().splitlines()), "")
                raise GradingError(
                    f"Code cell {number} of {job.assignment} ({first[:60]}) fails for "
                    f"{job.course_id}: {type(error).__name__}: {error}.",
                    "Mend the assignment's text.",
                )
    finally:
        os.environ.pop("NBGRADER_EXECUTION", None)
        os.chdir(home)
    return known


def _answer(job: Job, known: Mapping[str, _Known], chance: random.Random) -> Path:
    """Open the released notebook, press run all, give the course id, answer, hand in."""
    from statcomms.exercises import answers as records
    from statcomms.exercises.answers import COURSE_ID_EXERCISE

    folder = Path("learner")
    folder.mkdir()
    notebook = json.loads(job.released)
    for cell in notebook["cells"]:
        name = str(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))
        solves = name in job.solutions and job.ability in CHANCES
        if solves and chance.random() < CHANCES[job.ability][0]:
            cell["source"] = job.solutions[name]
    text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    begin = BEGINNING + dt.timedelta(minutes=chance.randrange(5 * 24 * 60))
    (folder / f"{job.assignment}.ipynb").write_text(text, encoding="utf-8")
    os.utime(folder / f"{job.assignment}.ipynb", (begin.timestamp(), begin.timestamp()))
    os.chdir(folder)
    clock = _Clock(begin, chance)
    real = records.utc_now
    records.utc_now = clock.now  # so that the same seed gives the same file
    try:
        shell = _shell()
        _run_all(shell, notebook)
        with _unseen():
            _session(shell, job).exercises[COURSE_ID_EXERCISE].set({"course_id": job.course_id})
        _run_all(shell, notebook)
        session = _session(shell, job)
        for name, exercise in list(session.exercises.items()):
            if name == COURSE_ID_EXERCISE or exercise.kind == "hand_in":
                continue
            value = _choose(job.ability, exercise, known.get(name, _Known()), chance)
            if value:
                # A foreseen mistake may be a value that the exercise refuses.
                with _unseen(), contextlib.suppress(AnswerError):
                    exercise.set(value)
        return Path(session.write_hand_in()).resolve()
    finally:
        records.utc_now = real


class _Clock:
    """A clock that goes on by a minute or so each time somebody looks."""

    def __init__(self, begin: dt.datetime, chance: random.Random) -> None:
        self._time, self._chance = begin, chance

    def now(self) -> str:
        self._time += dt.timedelta(seconds=self._chance.randrange(20, 180))
        return self._time.isoformat(timespec="milliseconds")


def _run_all(shell: Any, notebook: Mapping[str, Any]) -> None:
    for cell in notebook["cells"]:
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        if cell["cell_type"] == "code" and source.strip():
            _run(shell, source)


def _session(shell: Any, job: Job) -> Any:
    from statcomms.notebook import Assignment

    for thing in shell.user_ns.values():
        if isinstance(thing, Assignment):
            return thing
    raise GradingError(
        f"The released notebook of {job.assignment} shows no assignment when it is run.",
        "Run it once in JupyterLab and see which cell fails.",
    )


def _choose(ability: str, exercise: Any, known: _Known, chance: random.Random) -> Any:
    """Return what this learner answers, or None for nothing."""
    if ability == "blank":
        return None
    if ability == "guessing":
        return guess(exercise, chance)
    right, wrong = CHANCES[ability]
    roll = chance.random()
    if roll < right and known.right:
        return _value(chance.choice(known.right))
    if roll < right + wrong:
        if known.wrong:
            return _value(chance.choice(known.wrong))
        return guess(exercise, chance)
    return None


def _value(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else None


def guess(exercise: Any, chance: random.Random) -> dict[str, Any]:
    """Return a value that the exercise takes, made by chance.

    Args:
        exercise: Any exercise.
        chance: Where the chance comes from.
    """
    value: dict[str, Any] = {}
    for part in exercise.fields:
        keys = list(getattr(part, "choices", {}))
        if part.part in ("radio", "select", "slider") and keys:
            value[part.name] = chance.choice(keys)
        elif part.part == "checks":
            value[part.name] = [key for key in keys if chance.random() < 0.5]
        elif part.part == "order":
            value[part.name] = chance.sample(keys, len(keys))
        elif getattr(part, "numeric", False):
            value[part.name] = f"{chance.uniform(0.1, 60):.1f}"
        else:
            value[part.name] = chance.choice(WORDS)
    return value


SOLUTION: Final = re.compile(r"^\s*### (?:BEGIN|END) SOLUTION.*$")


def solution_of(source: str) -> str:
    r"""Return a cell's source with the author's solution and without the marks around it.

    >>> solution_of("### BEGIN SOLUTION\nrate = 1.6\n### END SOLUTION")
    'rate = 1.6'
    """
    lines: Sequence[str] = source.splitlines()
    return "\n".join(line for line in lines if not SOLUTION.match(line))
