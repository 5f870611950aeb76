"""A class of simulated learners, made from a small assignment with real exercises."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from grading.small_course import CONFIG
from statcomms.errors import GradingError
from statcomms.grading.grade import GRADED, REMARKS, GradeRow, grade_assignment
from statcomms.grading.learners import ABILITIES
from statcomms.grading.sample_class import assign_abilities, make_sample_class
from statcomms.publish.notebooks import build_notebooks

MINI = "66-mini"
LEARNERS = 6


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course's folder with one small assignment."""
    root = tmp_path_factory.mktemp("root")
    (root / "exercises" / "authoring").mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "mini.md", root / "exercises" / "authoring" / f"{MINI}.md")
    shutil.copy(CONFIG, root / "exercises")
    build_notebooks(root)
    return root


@pytest.fixture(scope="module")
def sample(root: Path) -> tuple[Path, list[tuple[int, int, str]]]:
    seen: list[tuple[int, int, str]] = []
    folder = root / "class"
    make_sample_class(folder, MINI, LEARNERS, 3, lambda *each: seen.append(each), root=root)
    return folder, seen


@pytest.fixture(scope="module")
def rows(sample: tuple[Path, object]) -> dict[str, GradeRow]:
    summary = grade_assignment(sample[0], MINI)
    return {row.student: row for row in summary.rows}


def abilities(folder: Path) -> dict[str, str]:
    with (folder / "ability.csv").open(encoding="utf-8", newline="") as file:
        return {row["course_id"]: row["ability"] for row in csv.DictReader(file)}


def test_all_have_handed_in_through_the_real_file(
    sample: tuple[Path, list[tuple[int, int, str]]],
) -> None:
    folder, seen = sample
    names = [f"nsn-{n:03d}" for n in range(1, LEARNERS + 1)]
    assert sorted(path.name for path in (folder / "submitted").iterdir()) == names
    assert [done for done, _, _ in seen] == list(range(1, LEARNERS + 1))
    assert sorted(which for _, _, which in seen) == names
    for name in names:
        path = folder / "submitted" / name / MINI / f"{MINI}.ipynb"
        own = json.loads(path.read_text())["metadata"]["statcomms"]
        assert own["course_id"] == name
        assert own["answers"]["course-id"]["value"] == {"course_id": name}
        assert path.with_name("timestamp.txt").is_file()


def test_the_marks_follow_the_ability(
    sample: tuple[Path, object], rows: dict[str, GradeRow]
) -> None:
    known = abilities(sample[0])
    assert set(known.values()) == set(ABILITIES)
    for student, row in rows.items():
        assert row.status == GRADED, row.remarks
        assert row.max_points == 10
        if known[student] == "blank":
            assert (row.points, row.to_read) == (0, ())
        if known[student] == "strong":
            assert row.points is not None
            assert row.points >= 3


def test_feedback_shows_the_answer_as_the_learner_saw_it(
    sample: tuple[Path, object], rows: dict[str, GradeRow]
) -> None:
    strong = next(s for s, a in abilities(sample[0]).items() if a == "strong")
    page = (sample[0] / "feedback" / strong / MINI / f"{MINI}.html").read_text(encoding="utf-8")
    assert "Your rate agrees with your data." in page
    assert "Which rate counts every person once?" in page
    assert "Pooled rate by reach" in page
    assert "Hand in:" not in page
    assert "wanted" not in page
    assert "<script" not in page


def test_an_answer_of_another_kind_is_left_out_and_said(
    sample: tuple[Path, object], root: Path, tmp_path: Path
) -> None:
    strong = next(s for s, a in abilities(sample[0]).items() if a == "strong")
    course = tmp_path / "course"
    for part in ("source", "release", f"submitted/{strong}"):
        shutil.copytree(sample[0] / part, course / part)
    for name in ("nbgrader_config.py", "gradebook.db"):
        shutil.copy(sample[0] / name, course / name)
    path = course / "submitted" / strong / MINI / f"{MINI}.ipynb"
    text = path.read_text()
    assert '"kind": "numbers"' in text
    path.write_text(text.replace('"kind": "numbers"', '"kind": "order"'))
    row = grade_assignment(course, MINI).rows[0]
    assert row.tasks["m6-rate-marks"] == (0.0, 3.0)
    assert row.status == REMARKS
    assert "does not fit m6-rate" in " ".join(row.remarks)


def test_the_same_seed_gives_the_same_files(sample: tuple[Path, object], root: Path) -> None:
    again = make_sample_class(root / "again", MINI, LEARNERS, 3, root=root)
    for path in sorted((sample[0] / "submitted").rglob("*")):
        if path.is_file():
            other = again / path.relative_to(sample[0])
            assert other.read_bytes() == path.read_bytes(), path


def test_what_cannot_be_made_is_said(root: Path, tmp_path: Path) -> None:
    (tmp_path / "something").write_text("kept")
    with pytest.raises(GradingError, match="is not empty"):
        make_sample_class(tmp_path, MINI, 3, 1, root=root)
    assert [path.name for path in tmp_path.iterdir()] == ["something"]
    with pytest.raises(GradingError, match="66-mini"):
        make_sample_class(tmp_path / "new", "99-none", 3, 1, root=root)
    with pytest.raises(GradingError, match="exercises are not in"):
        make_sample_class(tmp_path / "new", MINI, 3, 1, root=tmp_path)
    with pytest.raises(GradingError, match="-1 learners"):
        make_sample_class(tmp_path / "new", MINI, -1, 1, root=root)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("learners", [1, 4, 5, 12, 200])
def test_abilities_have_their_shares(learners: int) -> None:
    given = assign_abilities(learners, 7)
    assert len(given) == learners
    assert given == assign_abilities(learners, 7)
    if learners >= len(ABILITIES):
        assert set(given.values()) == set(ABILITIES)
    if learners == 200:
        counts = {name: list(given.values()).count(name) / 200 for name in ABILITIES}
        assert counts == pytest.approx(ABILITIES, abs=0.01)
