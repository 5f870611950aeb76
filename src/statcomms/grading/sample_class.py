"""A class to try things on: an nbgrader course with the work of learners of known ability."""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import random
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any, Final

from statcomms.data.held_out import CLASS_SECRET_FILE, ClassSecret
from statcomms.errors import GradingError
from statcomms.grading.collect import place_hand_ins
from statcomms.grading.drive import NbgraderCourse, quiet_environment
from statcomms.grading.learners import ABILITIES, AuthorCell, Job, solution_of, work

__all__ = ["assign_abilities", "make_sample_class"]

CONFIG: Final = "nbgrader_config.py"
Progress = Callable[[int, int, str], None]


def make_sample_class(
    directory: str | os.PathLike[str],
    assignment: str,
    learners: int,
    seed: int,
    progress: Progress | None = None,
    *,
    root: str | os.PathLike[str] | None = None,
) -> Path:
    """Make an nbgrader course in which simulated learners have handed in an assignment.

    About 25 % of the learners are strong, 35 % middling, 20 % weak, 12 % guess and 8 % leave all
    blank; ``ability.csv`` in the course's folder says who is what. A strong learner gives the
    author's solution to a task with a chance of 92 %, a middling one of 60 %, a weak one of 15 %;
    otherwise one of the foreseen mistakes, or nothing. The same seed gives the same answers.

    The course gets a class secret of its own (``class-secret.key``): what its held-out worlds are
    drawn from. Keep it with the course, and grading again gives the same marks.

    Args:
        directory: The folder to make; it must not exist, or be empty.
        assignment: The assignment's name, such as ``05-analytics``.
        learners: How many hand in; 0 makes an empty course for a class of your own.
        seed: What makes their choices.
        progress: Called after each learner with how many are done, how many there are, and the
            learner's course id.
        root: The course's own folder, the one that holds ``exercises/``; found from the working
            folder or from this package when None.

    Returns:
        The course's folder.

    Raises:
        GradingError: The folder is not empty, the assignment is not there, or its text fails.
    """
    target = Path(directory).resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise GradingError(f"{target} is not empty.", "Give a folder that does not exist yet.")
    if learners < 0:
        raise GradingError(f"A class of {learners} learners cannot be made.", "Ask for 0 or more.")
    exercises = _find_exercises(Path(root) if root is not None else None)
    text = exercises / "authoring" / f"{assignment}.md"
    source = exercises / "source" / assignment / f"{assignment}.ipynb"
    for path in (text, source):
        if not path.is_file():
            there = ", ".join(sorted(p.stem for p in text.parent.glob("*.md"))) or "none"
            raise GradingError(f"There is no {path}.", f"The assignments there are: {there}.")

    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(exercises / CONFIG, target / CONFIG)
    ClassSecret.create(target / CLASS_SECRET_FILE)
    shutil.copytree(source.parent, target / "source" / assignment)
    with quiet_environment():
        reason = NbgraderCourse(target, assignment).convert("GenerateAssignment", ".")
    if reason:
        raise GradingError(f"The release of {assignment} cannot be made: {reason}")

    released = (target / "release" / assignment / f"{assignment}.ipynb").read_text("utf-8")
    inbox = target / "downloaded" / assignment / "archive"
    inbox.mkdir(parents=True)
    abilities = assign_abilities(learners, seed)
    _note_abilities(target / "ability.csv", abilities)
    author, solutions = _author_cells(text), _solutions(source)
    jobs = [
        Job(assignment, name, ability, seed, released, author, solutions, str(inbox))
        for name, ability in abilities.items()
    ]
    if not jobs:
        return target
    _do(jobs, progress)
    place_hand_ins(inbox, target / "submitted", assignment, target / ".statcomms" / "replaced")
    return target


def _find_exercises(root: Path | None) -> Path:
    here = Path(__file__).resolve()
    tried = [root] if root is not None else [Path.cwd(), *Path.cwd().parents, *here.parents]
    for folder in tried:
        if (folder / "exercises" / CONFIG).is_file():
            return folder / "exercises"
    raise GradingError(
        f"The course's exercises are not in {tried[0]}.",
        "Go to the course's folder, the one that holds exercises/.",
    )


def assign_abilities(learners: int, seed: int) -> dict[str, str]:
    """Say which learner has which ability.

    Args:
        learners: How many there are; their course ids are ``nsn-001`` and on.
        seed: What shuffles them.

    Returns:
        Ability by course id, in shares as near to `ABILITIES` as whole numbers allow; each ability
        is there once at least when there are enough learners.

    >>> sorted(assign_abilities(12, 1).values()).count("strong")
    3
    """
    wanted = {name: share * learners for name, share in ABILITIES.items()}
    counts = {name: int(number) for name, number in wanted.items()}
    if learners >= len(counts):
        counts = {name: max(1, number) for name, number in counts.items()}
    rest = sorted(ABILITIES, key=lambda name: counts[name] - wanted[name])
    place = 0
    while sum(counts.values()) < learners:
        counts[rest[place % len(rest)]] += 1
        place += 1
    while sum(counts.values()) > learners:
        counts[max(counts, key=lambda name: counts[name])] -= 1
    abilities = [name for name, number in counts.items() for _ in range(number)]
    random.Random(f"abilities-{seed}").shuffle(abilities)
    width = max(3, len(str(learners)))
    return {f"nsn-{n:0{width}d}": ability for n, ability in enumerate(abilities, start=1)}


def _note_abilities(path: Path, abilities: Mapping[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["course_id", "ability"])
        writer.writerows(abilities.items())


def _author_cells(text: Path) -> tuple[AuthorCell, ...]:
    """Read the code cells of an assignment's text, the author's own among them."""
    import jupytext

    cells = []
    for cell in jupytext.reads(text.read_text(encoding="utf-8"), fmt="md:myst").cells:
        if cell.cell_type == "code":
            tags = cell.metadata.get("tags", [])
            role = next((tag for tag in tags if tag.startswith("author-")), "")
            cells.append(AuthorCell(role or ("marks" if "marks" in tags else ""), cell.source))
    return tuple(cells)


def _solutions(source: Path) -> dict[str, str]:
    """Return the author's code of each cell to solve, by its nbgrader id."""
    found = {}
    for cell in json.loads(source.read_text(encoding="utf-8"))["cells"]:
        own: dict[str, Any] = cell.get("metadata", {}).get("nbgrader", {})
        if own.get("solution") and not own.get("grade") and cell["cell_type"] == "code":
            text = cell["source"]
            found[own["grade_id"]] = solution_of(text if isinstance(text, str) else "".join(text))
    return found


def _do(jobs: list[Job], progress: Progress | None) -> None:
    """Let the learners work, several at a time, each process with nothing of another's."""
    workers = min(len(jobs), os.cpu_count() or 1)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        futures = {pool.submit(work, job): job.course_id for job in jobs}
        try:
            for done, future in enumerate(as_completed(futures), start=1):
                future.result()
                if progress is not None:
                    progress(done, len(jobs), futures[future])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
