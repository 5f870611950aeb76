"""Text in, notebooks out: the author's format, byte by byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from statcomms.errors import BuildError
from statcomms.grading.release import release_notebook
from statcomms.publish.notebooks import (
    AUTHOR_ROLES,
    Target,
    build_notebooks,
    first_difference,
    holds_work,
    make_notebook,
    parse_source,
    to_text,
    write_if_changed,
)

GOLDEN = Path(__file__).parent / "golden"
FRONT = "---\njupytext: {}\nkernelspec: {name: python3, display_name: Python 3}\n---\n\n"


def golden(name: str) -> str:
    return (GOLDEN / name).read_text(encoding="utf-8")


def assignment() -> dict[str, Any]:
    cells = parse_source(golden("assignment.md"), Path("assignment.md"))
    return make_notebook(cells, "05-analytics", "assignment", Path("assignment.md"))


def code(*, tags: str, source: str = "x = 1", nbgrader: str = "") -> str:
    extra = f"nbgrader: {nbgrader}\n" if nbgrader else ""
    return f"```{{code-cell}} python\n---\ntags: [{tags}]\n{extra}---\n{source}\n```\n\n"


def make(text: str, part: Any = "assignment") -> dict[str, Any]:
    path = Path("exercises/authoring/09-try.md")
    return make_notebook(parse_source(FRONT + text, path), "09-try", part, path)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with one lesson and one assignment, built."""
    for place, name in (("book/lessons", "lesson.md"), ("exercises/authoring", "assignment.md")):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "05-analytics.md").write_text(golden(name), encoding="utf-8")
    build_notebooks(tmp_path)
    return tmp_path


class TestGolden:
    def test_lesson(self) -> None:
        cells = parse_source(golden("lesson.md"), Path("lesson.md"))
        made = make_notebook(cells, "05-analytics", "lesson", Path("lesson.md"))
        assert to_text(made) == golden("lesson.ipynb")

    def test_assignment_source(self) -> None:
        assert to_text(assignment()) == golden("source.ipynb")

    def test_assignment_release_is_nbgraders_own(self, tmp_path: Path) -> None:
        released = release_notebook(assignment(), "05-analytics", tmp_path)
        assert to_text(released) == golden("release.ipynb")

    @pytest.mark.parametrize("name", ["lesson", "source", "release"])
    def test_is_a_valid_notebook_without_outputs_or_jupytext(self, name: str) -> None:
        notebook = json.loads(golden(f"{name}.ipynb"))
        nbformat.validate(notebook)
        assert "jupytext" not in notebook["metadata"]
        ids = [cell["id"] for cell in notebook["cells"]]
        assert ids == [f"05-analytics-{number:03d}" for number in range(1, len(ids) + 1)]
        for cell in notebook["cells"]:
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None

    @pytest.mark.parametrize("name", ["lesson", "source", "release"])
    def test_holds_no_authors_cell(self, name: str) -> None:
        text = golden(f"{name}.ipynb")
        assert "case(" not in text
        assert not any(role in text for role in AUTHOR_ROLES)

    def test_release_holds_no_hidden_test_and_no_solution(self) -> None:
        text = golden("release.ipynb")
        for secret in ("HIDDEN", "points = 5.0", "SOLUTION", "rate = 1.6", "A model answer"):
            assert secret in golden("source.ipynb")
            assert secret not in text

    def test_release_runs_through_to_the_end(self) -> None:
        assert "NotImplementedError" not in golden("release.ipynb")

    def test_the_courses_own_nbgrader_config_holds(self, tmp_path: Path) -> None:
        (tmp_path / "nbgrader_config.py").write_text(
            'c = get_config()\nc.ClearSolutions.text_stub = "Ours"\n', encoding="utf-8"
        )
        released = release_notebook(assignment(), "05-analytics", tmp_path)
        assert released["cells"][5]["source"] == ["Ours"]


class TestAuthorsErrors:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (code(tags="exercice"), "unknown tag 'exercice'"),
            ("```{code-cell} python\nx = 1\n```\n", "without a role"),
            (code(tags="setup, exercise"), "two roles: setup and exercise"),
            (code(tags="written"), "tagged written"),
            ('+++ {"tags": ["marks"]}\n\nText\n', "Markdown tagged marks"),
            (code(tags="marks", nbgrader="{grade_id: a}"), "no points"),
            (code(tags="marks", nbgrader="{grade_id: a, points: 0}"), "no points"),
            (code(tags="marks", nbgrader="{grade_id: a, points: yes}"), "no points"),
            (code(tags="marks", nbgrader="{grade_id: a b, points: 1}"), "grade_id 'a b'"),
            (code(tags="solve", nbgrader="{grade_id: a, points: 1}"), "has points"),
            (code(tags="setup", nbgrader="{grade: true}"), "other than grade_id and points"),
            (code(tags="under-the-hood", nbgrader="{grade_id: a}"), "nothing in it is marked"),
            (code(tags="setup", source="x = ("), "not Python"),
            (code(tags="setup", source="%matplotlib inline"), "not Python"),
            (
                code(tags="marks", source="### BEGIN HIDDEN TESTS\n1", nbgrader="{points: 1}"),
                "without '### END HIDDEN TESTS'",
            ),
            (
                code(tags="marks", source="1\n### END HIDDEN TESTS", nbgrader="{points: 1}"),
                "an END without a BEGIN",
            ),
            (
                code(tags="exercise", source="### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"),
                "its role is exercise",
            ),
            (
                code(tags="solve", source="### BEGIN SOLUTION\n### BEGIN SOLUTION"),
                "a second BEGIN",
            ),
            ("Text\n\n```{note}\nHello\n```\n", "directive"),
            ("```{raw-cell}\nraw\n```\n", "raw cell"),
        ],
    )
    def test_names_file_cell_and_next_step(self, text: str, says: str) -> None:
        with pytest.raises(BuildError) as caught:
            make("# Heading\n\n" + text)
        assert says in caught.value.what
        assert "exercises/authoring/09-try.md" in caught.value.what
        assert "cell " in caught.value.what
        assert caught.value.next_step

    def test_says_the_line(self) -> None:
        with pytest.raises(BuildError, match=r"09-try\.md:\d+, cell 2 «other = 1»") as caught:
            make(code(tags="setup") + code(tags="wrong", source="other = 1"))
        line = int(caught.value.what.split(":")[1].split(",")[0])
        text = FRONT + code(tags="setup") + code(tags="wrong", source="other = 1")
        assert text.splitlines()[line - 1] == "other = 1"

    def test_two_equal_grade_ids(self) -> None:
        marks = code(tags="marks", nbgrader="{grade_id: m9-marks, points: 2}")
        with pytest.raises(BuildError, match=r"'m9-marks', which cell 1 in line .* has too"):
            make(marks + marks)

    @pytest.mark.parametrize("role", ["marks", "solve"])
    def test_marks_belong_in_assignments(self, role: str) -> None:
        with pytest.raises(BuildError, match=f"{role} in a lesson"):
            make(code(tags=role, nbgrader="{grade_id: a}"), part="lesson")

    def test_front_matter_holds_nothing_else(self) -> None:
        with pytest.raises(BuildError, match="author in its front matter"):
            parse_source("---\nauthor: me\n---\n\nText\n", Path("x.md"))

    def test_broken_yaml(self) -> None:
        with pytest.raises(BuildError, match=r"x\.md cannot be read"):
            parse_source("---\na: [\n---\n\nText\n", Path("x.md"))

    def test_empty_text(self) -> None:
        with pytest.raises(BuildError, match="no cell"):
            parse_source("", Path("x.md"))

    def test_file_names(self, tmp_path: Path) -> None:
        (tmp_path / "book/lessons").mkdir(parents=True)
        (tmp_path / "book/lessons/5_Analytics.md").write_text(FRONT, encoding="utf-8")
        with pytest.raises(BuildError, match=r"not like 05-analytics\.md"):
            build_notebooks(tmp_path)

    def test_not_utf8(self, tmp_path: Path) -> None:
        (tmp_path / "book/lessons").mkdir(parents=True)
        (tmp_path / "book/lessons/05-analytics.md").write_bytes(b"\xff\xfe")
        with pytest.raises(BuildError, match="not UTF-8"):
            build_notebooks(tmp_path)

    def test_what_nbgrader_refuses_is_said(self, tmp_path: Path) -> None:
        broken = assignment()
        broken["cells"][3]["metadata"]["nbgrader"]["grade_id"] = ""
        with pytest.raises(BuildError, match="nbgrader cannot make a release of 05-analytics"):
            release_notebook(broken, "05-analytics", tmp_path)


class TestBuild:
    def test_a_second_build_writes_nothing(self, course: Path) -> None:
        report = build_notebooks(course)
        assert len(report.targets) == 3
        assert report.written == ()
        assert build_notebooks(course, check=True).differences == ()

    def test_the_same_bytes_in_another_process(self, course: Path, tmp_path: Path) -> None:
        before = {path: path.read_bytes() for path in course.rglob("*.ipynb")}
        for path in before:
            path.unlink()
        subprocess.run(
            [
                sys.executable,
                "-c",
                "import sys; from pathlib import Path; "
                "from statcomms.publish.notebooks import build_notebooks; "
                "build_notebooks(Path(sys.argv[1]))",
                str(course),
            ],
            check=True,
            env=os.environ | {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Pacific/Guam"},
            cwd=tmp_path,
        )
        assert {path: path.read_bytes() for path in course.rglob("*.ipynb")} == before

    def test_nothing_but_the_notebooks_is_left(self, course: Path) -> None:
        files = {str(path.relative_to(course)) for path in course.rglob("*") if path.is_file()}
        assert files == {
            "book/lessons/05-analytics.md",
            "exercises/authoring/05-analytics.md",
            "notebooks/05-analytics.ipynb",
            "exercises/source/05-analytics/05-analytics.ipynb",
            "exercises/release/05-analytics/05-analytics.ipynb",
        }

    def test_authors_cells_do_not_move_the_others(self, course: Path) -> None:
        lesson = course / "book/lessons/05-analytics.md"
        mistake = code(tags="author-mistake", source="case(which, {}, state='not yet')")
        at = lesson.read_text(encoding="utf-8").index("```{code-cell} python\n:tags: [exercise]")
        text = lesson.read_text(encoding="utf-8")
        lesson.write_text(text[:at] + mistake + text[at:], encoding="utf-8")
        assert build_notebooks(course, check=True).differences == ()

    def test_names_the_first_differing_cell(self, course: Path) -> None:
        lesson = course / "book/lessons/05-analytics.md"
        text = lesson.read_text(encoding="utf-8")
        lesson.write_text(text.replace("which = 1", "which = 2"), encoding="utf-8")
        (difference,) = build_notebooks(course, check=True).differences
        assert difference == (
            "notebooks/05-analytics.ipynb, cell 5 (05-analytics-005): "
            "line 1 is «which = 1», the text makes «which = 2»."
        )

    def test_check_writes_nothing(self, course: Path) -> None:
        (course / "notebooks/05-analytics.ipynb").unlink()
        report = build_notebooks(course, check=True)
        assert report.differences == ("notebooks/05-analytics.ipynb is missing.",)
        assert not (course / "notebooks/05-analytics.ipynb").exists()

    def test_a_notebook_without_text_is_found(self, course: Path) -> None:
        (course / "notebooks/06-crisis.ipynb").write_text("{}", encoding="utf-8")
        report = build_notebooks(course, check=True)
        assert report.differences == ("notebooks/06-crisis.ipynb has no text source.",)

    @pytest.mark.parametrize(
        "work",
        [
            lambda nb: nb["cells"][3].update(outputs=[{"output_type": "stream"}]),
            lambda nb: nb["cells"][3].update(execution_count=1),
            lambda nb: nb["cells"].append(nb["cells"][0] | {"id": "0f3a", "source": ["a note"]}),
            lambda nb: nb["metadata"]["language_info"].update(version="3.11.7"),
            lambda nb: nb["metadata"]["statcomms"].update(answers={"m5-a": {}}),
        ],
        ids=["outputs", "run", "a cell of theirs", "saved by Jupyter", "answers"],
    )
    def test_a_learners_work_is_never_overwritten(self, course: Path, work: Any) -> None:
        path = course / "exercises/release/05-analytics/05-analytics.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        work(notebook)
        path.write_text(json.dumps(notebook), encoding="utf-8")
        before = path.read_bytes()
        report = build_notebooks(course)
        assert report.kept == (path,)
        assert path.read_bytes() == before
        report = build_notebooks(course, overwrite=True)
        assert report.kept == ()
        assert path.read_bytes() != before

    def test_an_outdated_notebook_is_not_work(self, course: Path) -> None:
        path = course / "notebooks/05-analytics.ipynb"
        path.write_text(path.read_text("utf-8").replace("which = 1", "which = 3"), "utf-8")
        assert build_notebooks(course).written == (path,)


class TestFirstDifference:
    MADE = golden("lesson.ipynb")

    def changed(self, change: Any) -> str:
        notebook = json.loads(self.MADE)
        change(notebook)
        return first_difference(self.MADE, to_text(notebook), "n.ipynb")

    def test_metadata_of_a_cell(self) -> None:
        says = self.changed(lambda nb: nb["cells"][3]["metadata"].pop("tags"))
        assert says.startswith("n.ipynb, cell 4 (05-analytics-004): metadata is «")

    def test_outputs(self) -> None:
        says = self.changed(lambda nb: nb["cells"][4].update(outputs=[1]))
        assert (
            says == "n.ipynb, cell 5 (05-analytics-005): has outputs; notebooks are kept without."
        )

    def test_a_missing_cell(self) -> None:
        says = self.changed(lambda nb: nb["cells"].pop())
        assert says == "n.ipynb, cell 6 (05-analytics-006) is missing."

    def test_a_cell_too_many(self) -> None:
        says = self.changed(lambda nb: nb["cells"].append({}))
        assert says == "n.ipynb, cell 7: the text has no such cell."

    def test_a_cell_that_is_none(self) -> None:
        says = self.changed(lambda nb: nb["cells"].__setitem__(0, 3))
        assert says == "n.ipynb, cell 1 (05-analytics-001): is not a cell."

    def test_metadata_of_the_notebook(self) -> None:
        says = self.changed(lambda nb: nb["metadata"].update(jupytext={}))
        assert says == "n.ipynb: the notebook's own metadata differ."

    def test_other_bytes_only(self) -> None:
        says = first_difference(self.MADE, json.dumps(json.loads(self.MADE)), "n.ipynb")
        assert "other bytes" in says

    @pytest.mark.parametrize("text", ["", "[]", "{", '{"cells": 3}'])
    def test_not_a_notebook(self, text: str) -> None:
        assert first_difference(self.MADE, text, "n.ipynb") == "n.ipynb is not a notebook."


def test_a_file_that_is_no_notebook_holds_no_work(tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text("nothing", encoding="utf-8")
    assert not holds_work(Target(path, "{}", path))


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(BuildError, match="cannot be written"):
        write_if_changed(tmp_path / "file" / "x.ipynb", "text")
