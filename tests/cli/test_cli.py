"""The command line: help with an example, exit codes for scripts, one sentence for each error."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from statcomms.cli.app import run
from statcomms.errors import GradingError

ROOT = Path(__file__).parents[2]
COMMANDS = [
    ["build", "notebooks"],
    ["build", "book"],
    ["data", "build"],
    ["data", "check"],
    ["data", "secret"],
    ["data", "calibrate"],
    ["data", "certify-variants"],
    ["import"],
    ["sample-class"],
    ["grade"],
    ["check"],
    ["serve"],
]
LESSON = """---
jupytext: {}
---

# Rates

```{code-cell} python
:tags: [setup]

x = 1
```
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "book" / "lessons").mkdir(parents=True)
    (tmp_path / "book" / "lessons" / "05-rates.md").write_text(LESSON, encoding="utf-8")
    (tmp_path / "book" / "glossary.md").write_text("# Glossary\n", encoding="utf-8")
    (tmp_path / "_toc.yml").write_text("root: book/index\n", encoding="utf-8")
    return tmp_path


def statcomms(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "statcomms", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "80"} | variables,
        check=False,
    )


class TestHelp:
    @pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
    def test_every_command_has_an_example_and_exit_codes(
        self, words: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run([*words, "--help"]) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert f"Example: statcomms {' '.join(words)}" in said
        assert "0 done, 1 something is wrong, 2 typed wrongly, 3 a part is not installed" in said
        assert "--quiet" in said

    @pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
    def test_says_in_one_sentence_what_it_does(
        self, words: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        run([*words, "--help"])
        lines = capsys.readouterr().out.splitlines()
        sentence = " ".join(lines[2:]).split("Options:")[0].split("Arguments:")[0].strip()
        assert sentence.endswith((".", "…")) or "  " in sentence
        assert sentence[0].isupper()

    def test_all_commands_are_listed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--help"]) == 0
        said = capsys.readouterr().out
        for words in COMMANDS:
            assert words[0] in said

    @pytest.mark.parametrize("words", [[], ["build"], ["nonsense"], ["check", "--loud"], ["grade"]])
    def test_typed_wrongly_is_2(self, words: list[str]) -> None:
        assert run(words) == 2

    def test_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--version"]) == 0
        assert capsys.readouterr().out.startswith("statcomms 0.")

    def test_runs_as_a_module_and_says_no_traceback(self) -> None:
        done = statcomms("nonsense")
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


class TestNotebooks:
    def build(self, course: Path, *words: str) -> int:
        return run(["build", "notebooks", "--root", str(course), *words])

    def test_builds_and_checks(self, course: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.build(course) == 0
        assert "1 files, 1 written" in capsys.readouterr().out
        assert self.build(course, "--check") == 0

    def test_quiet_says_nothing(self, course: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.build(course, "--quiet") == 0
        assert capsys.readouterr() == ("", "")

    def test_check_names_the_cell_and_how_to_renew(
        self, course: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.build(course, "--quiet")
        path = course / "notebooks" / "05-rates.ipynb"
        path.write_text(path.read_text("utf-8").replace("x = 1", "x = 2"), encoding="utf-8")
        assert self.build(course, "--check", "--quiet") == 1
        said = capsys.readouterr().err
        assert "05-rates.ipynb, cell 2 (05-rates-002): line 1 is «x = 2»" in said
        assert "Run `statcomms build notebooks`" in said

    def test_work_is_kept_and_said(self, course: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.build(course, "--quiet")
        path = course / "notebooks" / "05-rates.ipynb"
        run_text = path.read_text("utf-8").replace(
            '"execution_count": null', '"execution_count": 3'
        )
        path.write_text(run_text, encoding="utf-8")
        assert self.build(course) == 1
        assert "--overwrite" in capsys.readouterr().err
        assert self.build(course, "--keep-work") == 0
        assert path.read_text("utf-8") == run_text
        assert self.build(course, "--overwrite") == 0
        assert path.read_text("utf-8") != run_text

    def test_an_authors_error_is_one_sentence(
        self, course: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        lesson = course / "book" / "lessons" / "05-rates.md"
        lesson.write_text(LESSON.replace("[setup]", "[set-up]"), encoding="utf-8")
        assert self.build(course, "--quiet") == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("statcomms: book/lessons/05-rates.md:10, cell 2 «x = 1» has the")
        assert err.count("\n") == 1

    def test_another_folder(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.build(tmp_path) == 1
        assert "is not the course's folder" in capsys.readouterr().err

    def test_the_course_is_found_from_a_folder_inside_it(
        self, course: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(course / "book" / "lessons")
        assert run(["build", "notebooks", "--quiet"]) == 0


class TestData:
    def test_builds_the_same_twice_and_checks(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = str(tmp_path / "datasets")
        assert run(["data", "build", "--seed", "7", "--out", out, "--quiet"]) == 0
        assert run(["data", "check", "--seed", "7", "--out", out, "--quiet"]) == 0
        assert capsys.readouterr() == ("", "")
        assert run(["data", "check", "--seed", "8", "--out", out]) == 1
        out_said, err = capsys.readouterr()
        assert "Types, limits, keys" in " ".join(out_said.split())
        assert "Package: Files of seed 8: posts.csv differs from what the seed gives" in err
        assert "make them again with: statcomms data build" in err

    def test_data_alone_builds(self, tmp_path: Path) -> None:
        assert run(["data", "--out", str(tmp_path / "d"), "--quiet"]) == 0
        assert (tmp_path / "d" / "posts.csv").is_file()


class TestSecret:
    def test_makes_one_and_never_a_second(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "class-secret.key"
        assert run(["data", "secret", str(file)]) == 0
        value = file.read_text(encoding="ascii").split()[-1]
        said, _ = capsys.readouterr()
        assert "Keep it" in said
        assert value not in said
        assert run(["data", "secret", str(file), "--quiet"]) == 1
        assert "was left as it is" in capsys.readouterr().err
        assert file.read_text(encoding="ascii").split()[-1] == value


class TestCertify:
    def test_shows_the_claims_and_a_verdict(self, capsys: pytest.CaptureFixture[str]) -> None:
        words = ["data", "certify-variants", "05-analytics", "--prefix", "fj-"]
        assert run([*words, "--ids", "2"]) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert "05-analytics: the variants of 2 learners, fj-…" in said
        assert "Fair: all 41 claims hold. One variant takes" in said
        assert run([*words, "--ids", "1", "--quiet"]) == 0
        assert capsys.readouterr() == ("", "")

    def test_what_is_not_fair_is_said_even_quietly(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from statcomms.analysis import certify
        from statcomms.analysis.findings import Finding

        bad = Finding("Rows of the table", "3 or 4", "the same for all", False, "Tables")
        unfair = certify.Certificate("05-analytics", 2, (bad,), 0.1, 0.1)
        monkeypatch.setattr(certify, "certify_variants", lambda *_: unfair)
        assert run(["data", "certify-variants", "05-analytics", "--quiet"]) == 1
        assert capsys.readouterr() == (
            "",
            "statcomms: Tables: Rows of the table: 3 or 4. It must be: the same for all.\n",
        )

    def test_an_assignment_without_variants(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["data", "certify-variants", "99-none", "--ids", "2"]) == 1
        assert "There are no personal variants for '99-none'" in capsys.readouterr().err


class TestCalibrate:
    @pytest.fixture
    def mine(self, tmp_path: Path) -> Path:
        from statcomms.data.package import posts_csv
        from statcomms.data.synth import posts

        path = tmp_path / "posts.csv"
        path.write_bytes(posts_csv(posts(3, months=2)))
        return path

    def test_shows_both_accounts_and_draws_a_picture(
        self, mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        picture, model = tmp_path / "mine.svg", tmp_path / "mine.json"
        words = ["data", "calibrate", str(mine), "--out", str(picture)]
        assert run([*words, "--parameters", str(model)]) == 0
        said = " ".join(capsys.readouterr().out.split())
        for part in (
            "posts of yours beside ours",
            "Real accounts",
            "as real accounts",
            "Picture: ",
        ):
            assert part in said
        assert "<desc" in picture.read_text(encoding="utf-8")
        assert '"slope"' in model.read_text(encoding="utf-8")
        assert run([*words, "--quiet"]) == 1
        assert f"{picture} is there already. Give another name" in capsys.readouterr().err
        assert run([*words, "--quiet", "--overwrite"]) == 0
        assert capsys.readouterr() == ("", "")

    def test_another_file_is_one_sentence(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "notes.csv"
        path.write_text("Name,Age\nA,3\n", encoding="utf-8")
        assert run(["data", "calibrate", str(path), "--out", str(tmp_path / "x.svg")]) == 1
        assert "notes.csv" in capsys.readouterr().err
        assert not (tmp_path / "x.svg").exists()


class TestImport:
    CONTENT = (
        "Post id,Date,Post text,Post Link,Impressions,Likes\n"
        '1234567890123456789,"Fri, Feb 27, 2026",=Prices rose 2.1 %,,500,7\n'
    )

    @pytest.fixture
    def export(self, tmp_path: Path) -> Path:
        path = tmp_path / "content.csv"
        path.write_text(self.CONTENT, encoding="utf-8")
        return path

    def test_shows_the_reading_report(
        self, export: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["import", str(export)]) == 0
        said = capsys.readouterr().out
        assert "content.csv is the post list of X as downloaded since 2024" in said
        assert "1 row below the header in row 1: 1 read, 0 left out." in said

    def test_writes_and_does_not_replace_unasked(
        self, export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = ["import", str(export), "--out", str(tmp_path / "read"), "--quiet"]
        assert run(words) == 0
        assert capsys.readouterr() == ("", "")
        assert "'=Prices rose 2.1 %" in (tmp_path / "read" / "posts.csv").read_text("utf-8")
        assert run(words) == 1
        assert "already holds posts.csv, report.txt" in capsys.readouterr().err
        assert run([*words, "--overwrite"]) == 0

    def test_an_unknown_file_is_one_sentence(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "other.csv"
        path.write_text("name,age\nA,1\n", encoding="utf-8")
        assert run(["import", str(path), "--quiet"]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("statcomms: other.csv is no export that is known")
        assert err.count("\n") == 1

    def test_an_unknown_file_beside_a_known_one_is_named(
        self, export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "notes.txt").write_text("Call Mele\n", encoding="utf-8")
        assert run(["import", str(tmp_path), "--quiet"]) == 1
        assert "notes.txt was not read." in capsys.readouterr().err

    def test_an_unknown_zone(self, export: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["import", str(export), "--timezone", "Moon/Sea", "--quiet"]) == 1
        assert "There is no time zone 'Moon/Sea'" in capsys.readouterr().err


class TestGrade:
    @pytest.fixture
    def graded(self, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
        """Put a quick stand-in where grading is, and keep what it is asked for."""
        from statcomms.grading import grade

        asked: dict[str, Any] = {}

        def pretend(course_dir: Path, assignment: str, **options: Any) -> grade.GradeSummary:
            asked.update(course_dir=course_dir, assignment=assignment, **options)
            options["progress"](1, 2, "nsn-001")
            if assignment == "99-none":
                raise GradingError("There is no such assignment.", "Choose another.")
            fine = grade.GradeRow(
                "nsn-001", grade.GRADED, 12.5, 20, {"m5-a-marks": (2.5, 5.0)}, ("m5-a-report",)
            )
            aside = grade.GradeRow("nsn-002", grade.SET_ASIDE, remarks=("It is not a notebook.",))
            rows = (fine,) if assignment == "05-analytics" else (fine, aside)
            return grade.GradeSummary(assignment, rows, 3.0)

        monkeypatch.setattr(grade, "grade_assignment", pretend)
        return asked

    def test_shows_a_summary(
        self, graded: dict[str, Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        words = ["grade", "05-analytics", "--course-dir", str(tmp_path), "--no-feedback"]
        assert run([*words, "--csv", str(tmp_path / "s.csv")]) == 0
        said = capsys.readouterr().out
        for part in ("1 of 2: nsn-001", "12.5 of 20", "2.5", "1 to mark", "1 graded, 0 set aside"):
            assert part in said
        assert graded["course_dir"] == tmp_path
        assert graded["feedback"] is False
        assert "nsn-001" in (tmp_path / "s.csv").read_text("utf-8")

    def test_what_was_set_aside_is_1_and_said_even_quietly(
        self, graded: dict[str, Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["grade", "05-broken", "--quiet"]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err == "statcomms: nsn-002 was set aside: It is not a notebook.\n"

    def test_an_error_is_one_sentence(
        self, graded: dict[str, Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["grade", "99-none", "--quiet"]) == 1
        assert capsys.readouterr().err == (
            "statcomms: There is no such assignment. Choose another.\n"
        )


class TestMissingParts:
    def without(self, *names: str) -> str:
        """Python code that makes modules impossible to import and runs the command."""
        return (
            f"import sys\nfor name in {names!r}: sys.modules[name] = None\n"
            "sys.argv[0] = 'statcomms'\n"
            "from statcomms.cli import main\nmain()"
        )

    def start(self, code: str, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *words],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )

    def test_the_command_lines_own(self) -> None:
        done = self.start(self.without("typer"), "check")
        assert done.returncode == 3
        assert "pip install 'statcomms[cli]'" in done.stderr
        assert "Traceback" not in done.stderr

    def test_the_books(self, course: Path) -> None:
        done = self.start(
            self.without("jupytext"), "build", "notebooks", "--root", str(course), "--quiet"
        )
        assert done.returncode == 3
        assert "needs 'jupytext'" in done.stderr
        assert "pip install -r requirements.txt" in done.stderr
        assert "Traceback" not in done.stderr

    def test_help_needs_no_heavy_part(self) -> None:
        heavy = ("jupytext", "nbgrader", "pandas", "jupyter_book", "ipywidgets")
        assert self.start(self.without(*heavy), "--help").returncode == 0


class TestServe:
    def test_a_taken_port_is_one_sentence(
        self, course: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (course / "_build" / "html").mkdir(parents=True)
        (course / "_build" / "html" / "index.html").touch()
        with listening() as port:
            words = ["serve", "--root", str(course), "--no-open"]
            assert run([*words, "--port", "2000", "--book-port", str(port)]) == 1
        assert f"Port {port} is in use" in capsys.readouterr().err

    def test_without_a_book(self, course: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["serve", "--root", str(course)]) == 1
        assert "Run: statcomms build book" in capsys.readouterr().err


@contextlib.contextmanager
def listening() -> Iterator[int]:
    import socket

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    from statcomms.cli.speak import Speaker

    monkeypatch.setenv("FORCE_COLOR", "1")
    speaker = Speaker()
    with speaker.console.capture() as said, speaker.bar("Grading") as progress:
        step: Callable[[int, int, str], None] = progress
        step(1, 2, "nsn-001")
    assert "Grading" in said.get()


def test_a_course_without_learners_is_ready_for_a_real_class(tmp_path: Path) -> None:
    place = tmp_path / "own"
    made = statcomms("sample-class", str(place), "--assignment", "05-analytics", "--learners", "0")
    assert made.returncode == 0, made.stderr
    assert "ready for the files of your own class" in made.stdout
    assert (place / "release/05-analytics/05-analytics.ipynb").is_file()
    assert not (place / "submitted").exists()
