"""What `make` says when something is missing: one sentence, no traceback."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "tools" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def taken_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def make(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | variables,
        check=False,
        timeout=60,
    )


class TestPort:
    def test_a_taken_port_is_said_before_anything_is_done(self, taken_port: int) -> None:
        done = make("course", f"PORT={taken_port}")
        assert done.returncode != 0
        assert f"Port {taken_port} is in use by another program" in done.stderr
        assert "make course PORT=" in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""

    def test_the_books_port_is_looked_at_too(self, bootstrap: ModuleType, taken_port: int) -> None:
        with pytest.raises(bootstrap.ProblemError, match=f"Port {taken_port} is in use"):
            bootstrap.check_port(taken_port - 1)

    @pytest.mark.parametrize("port", ["0", "70000", "many", "-1"])
    def test_what_is_no_port(self, port: str) -> None:
        done = make("course", f"PORT={port}")
        assert done.returncode != 0
        assert "is not a port" in done.stderr
        assert "Traceback" not in done.stderr


class TestPython:
    def find(self, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", str(ROOT / "tools/find_python.sh")],
            capture_output=True,
            text=True,
            env={"PATH": str(folder), **variables},
            check=False,
        )

    def test_none_is_one_sentence(self, tmp_path: Path) -> None:
        done = self.find(tmp_path)
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.startswith("The course needs Python 3.11, 3.12 or 3.13 and found none")
        assert done.stderr.count("\n") == 1

    def test_make_stops_there(self, tmp_path: Path) -> None:
        for name in ("sh", "make"):
            (tmp_path / name).symlink_to(shutil.which(name) or "")
        done = make("course", PATH=str(tmp_path))
        assert done.returncode != 0
        assert "found none" in done.stderr
        assert "Traceback" not in done.stderr

    def test_one_that_is_too_old_is_passed_over(self, tmp_path: Path) -> None:
        old = tmp_path / "python3"
        old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        old.chmod(0o755)
        (tmp_path / "python3.11").symlink_to(sys.executable)
        assert self.find(tmp_path).stdout.strip() == str(tmp_path / "python3.11")

    def test_a_named_one_comes_first(self, tmp_path: Path) -> None:
        (tmp_path / "python3").symlink_to(sys.executable)
        done = self.find(tmp_path, PYTHON=sys.executable)
        assert done.stdout.strip() == sys.executable

    def test_bootstrap_needs_the_standard_library_only(self) -> None:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(ROOT / "tools/bootstrap.py"), "--help"],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0


class TestDisk:
    def test_too_little_space(self, bootstrap: ModuleType, tmp_path: Path) -> None:
        with pytest.raises(bootstrap.ProblemError, match="make room and run the same command"):
            bootstrap.check_space(tmp_path, needed=1e18)

    def test_full_while_installing(self, bootstrap: ModuleType) -> None:
        output = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left"
        says = bootstrap.explain_failure("pip", output, Path("install.log"))
        assert says == "The disk is full: make room and run the same command again."

    def test_full_while_writing(
        self,
        bootstrap: ModuleType,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        def full(serve: bool, port: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(bootstrap, "course", full)
        assert bootstrap.main(["course"]) == 1
        assert capsys.readouterr().err.startswith("The disk is full")


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("NewConnectionError: Failed to establish", "check the network"),
        ("ERROR: No matching distribution found for x", "did not find a package"),
        ("PermissionError: [Errno 13] Permission denied: '/x'", "may not write here"),
        ("something else", "read the last lines of install.log"),
    ],
)
def test_a_failed_installation_is_one_sentence(
    bootstrap: ModuleType, output: str, says: str
) -> None:
    sentence = bootstrap.explain_failure("pip", output, Path("install.log"))
    assert says in sentence
    assert "\n" not in sentence


def test_no_browser_fails_and_says_how_to_get_one(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "find_browser", lambda: "")
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(bootstrap.ProblemError, match="playwright install chromium"):
        bootstrap.ensure_browser()


def test_a_named_browser_is_used(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    browser = tmp_path / "chromium"
    browser.touch()
    monkeypatch.setenv("STATCOMMS_CHROMIUM", str(browser))
    assert bootstrap.ensure_browser() == str(browser)


def test_what_is_installed_is_not_installed_again(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path)
    program = bootstrap.environment_program("python")
    program.parent.mkdir()
    program.touch()
    names = ["requirements.txt", "pyproject.toml"]
    stamp = {"course": bootstrap.fingerprint(names)}
    (tmp_path / "statcomms.json").write_text(str(stamp).replace("'", '"'), encoding="utf-8")
    monkeypatch.setattr(bootstrap, "run_pip", lambda *_: pytest.fail("installed again"))
    bootstrap.install("course")


def test_another_python_or_another_pin_is_noticed(bootstrap: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("numpy==2.0\n", encoding="utf-8")
    before = bootstrap.fingerprint(["a.txt"], tmp_path)
    (tmp_path / "a.txt").write_text("numpy==2.1\n", encoding="utf-8")
    assert bootstrap.fingerprint(["a.txt"], tmp_path) != before


def test_checks_that_failed_before_the_tests_are_named_at_their_end(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text("def test_one() -> None:\n    assert True\n")
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--rootdir", tmp_path, tmp_path],
        env=os.environ | {"STATCOMMS_NOT_WELL": "ruff check"},
        capture_output=True,
        text=True,
        check=True,
    )
    end = run.stdout.split("before the tests")[1]
    assert "Not well: ruff check." in end
    assert "1 passed" in end
