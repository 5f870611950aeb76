"""The learner's part on the oldest packages it says it runs on: those of the browser."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLDEST = ("numpy==2.0.*", "pandas==2.2.*", "matplotlib==3.8.*")
THERE = {"numpy", "pandas", "matplotlib", "pytest", "hypothesis", *sys.stdlib_module_names}
ROOMS = {"schema", "errors", "data", "analysis", "practice", "exercises"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{one.name}" for one in node.names)


def needs_only_what_is_there(path: Path) -> bool:
    for name in imports(path):
        top, room = [*name.split("."), ""][:2]
        if top not in THERE and not (top == "statcomms" and room in ROOMS):
            return False
    return True


def learners_tests() -> list[Path]:
    files = [ROOT / "tests" / "test_schema.py"]
    for room in ("data", "analysis", "practice", "exercises"):
        files += sorted((ROOT / "tests" / room).rglob("test_*.py"))
    return [path for path in files if needs_only_what_is_there(path)]


@pytest.mark.journey
def test_the_learners_part_runs_on_the_oldest_packages() -> None:
    files = learners_tests()
    assert len(files) >= 8, "too few tests need nothing but numpy and pandas"
    environment = ROOT / "_build" / "oldest"
    python = environment / "bin" / "python"
    uv = [str(Path(sys.executable).parent / "uv")]
    subprocess.run([*uv, "venv", "-q", "--clear", "--python", sys.executable, str(environment)])
    packages = [*OLDEST, "pytest", "hypothesis", "xlrd", "openpyxl", "xlwt", "tzdata"]
    installed = subprocess.run(
        [*uv, "pip", "install", "-q", "--python", str(python), *packages],
        capture_output=True,
        text=True,
    )
    assert installed.returncode == 0, installed.stderr
    command = [str(python), "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    command += ["-o", "addopts=", "--import-mode=importlib", *map(str, files)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONSAFEPATH": "1"},
    )
    assert done.returncode == 0, done.stdout[-4000:]
