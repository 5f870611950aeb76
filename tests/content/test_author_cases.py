"""Every solution, alternative and foreseen mistake beside an exercise does what its author says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from statcomms.exercises.base import Exercise
from support.authors import Authored, execute, fresh, run_cell, submit

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("book/lessons/*.md"), *ROOT.glob("exercises/authoring/*.md")])
ASSIGNMENTS = sorted(ROOT.glob("exercises/authoring/*.md"))


@pytest.fixture(scope="module", params=SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def authored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Authored:
    return execute(request.param, tmp_path_factory.mktemp("authored"))


def test_every_case_gives_its_state_its_words_and_its_points(authored: Authored) -> None:
    wrong = [
        f"{case.role} of {case.exercise.id} {case.value}: {problem}"
        for case in authored.cases
        if (problem := submit(case, authored))
    ]
    assert not wrong, "\n".join(wrong)


def test_every_exercise_with_a_key_has_a_solution_and_a_mistake(authored: Authored) -> None:
    exercises = {e.id: e for e in authored.namespace.values() if isinstance(e, Exercise)}
    roles = Counter((case.exercise.id, case.role) for case in authored.cases)
    written = ("short_text", "template")
    for name, exercise in exercises.items():
        if exercise.graded and not exercise.points:
            continue
        if exercise.kind != "template":
            assert roles[name, "author-solution"], f"{name} has no author-solution"
        if exercise.kind not in written:
            assert roles[name, "author-mistake"], f"{name} has no author-mistake"


@pytest.mark.parametrize("path", ASSIGNMENTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("course_id", ["nsn-001", "nsn-002", "a.b", "fj-99"])
def test_every_case_holds_on_other_learners_data(
    path: Path, course_id: str, tmp_path: Path
) -> None:
    authored = execute(path, tmp_path, course_id)
    wrong = [
        f"{case.exercise.id} {case.value}: {problem}"
        for case in authored.cases
        if (problem := submit(case, authored))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", ASSIGNMENTS, ids=lambda path: path.stem)
def test_a_blank_assignment_gives_nothing_and_a_whole_one_everything(
    path: Path, tmp_path: Path
) -> None:
    authored = execute(path, tmp_path)
    exercises = [e for e in authored.namespace.values() if isinstance(e, Exercise)]
    for exercise in exercises:
        exercise.recorder = None
        fresh(exercise)
    for marks in authored.tests:
        points, said = authored.award(marks)
        assert points == 0, said
        assert "⚠" not in said
    for case in (case for case in authored.cases if case.role == "author-solution"):
        case.exercise.set(case.value)
    by_hand = sum(e.points or 0 for e in exercises if e.kind == "short_text")
    assert sum(authored.award(marks)[0] for marks in authored.tests) + by_hand == pytest.approx(20)
    for exercise in exercises:
        fresh(exercise)
    for source in authored.solutions:
        run_cell(source, authored.namespace)
    points, said = authored.award("m5-a-by-format-marks")
    assert points == 2, said
    assert "Your code agrees" in said
