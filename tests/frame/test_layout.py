"""The course's files are where design and README say, and hold what they must."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import statcomms

ROOT = Path(__file__).parents[2]


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "CITATION.cff",
        "LICENSE",
        "LICENSE-content",
        "Makefile",
        "pyproject.toml",
        "requirements.txt",
        "binder/requirements.txt",
        "binder/runtime.txt",
        "binder/postBuild",
        "_config.yml",
        "_toc.yml",
        "book",
        "book/lessons",
        "notebooks",
        "exercises/nbgrader_config.py",
        "exercises/authoring",
        "exercises/source",
        "exercises/release",
        "datasets",
        "src/statcomms",
        "tests",
        "benchmarks",
        ".ci/run",
        ".pre-commit-config.yaml",
        ".gitattributes",
        ".gitignore",
    ],
)
def test_is_there(name: str) -> None:
    path = ROOT / name
    assert path.exists()
    assert path.is_dir() or path.stat().st_size > 0


@pytest.mark.parametrize("name", [".ci/run", "binder/postBuild", "tools/find_python.sh"])
def test_can_be_run(name: str) -> None:
    assert (ROOT / name).stat().st_mode & 0o111
    assert subprocess.run(["sh", "-n", str(ROOT / name)], check=False).returncode == 0


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert project["version"] == statcomms.__version__ == citation["version"]
    assert f"## {statcomms.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_no_file_names_a_package_registry_or_a_private_machine() -> None:
    hosts = re.compile(r"pypi\.(?:org|io)|pythonhosted|registry\.npmjs|/opt/(?:pypi|wheels)|/work/")
    this = Path(__file__)
    for path in tracked():
        if path == this or path.suffix in {".png", ".ico", ".db", ".woff2"}:
            continue
        found = hosts.search(path.read_text("utf-8", errors="replace"))
        assert found is None, f"{path.relative_to(ROOT)} names {found and found.group()}"


def test_nothing_made_by_a_learner_or_a_build_is_committed() -> None:
    names = {str(path.relative_to(ROOT)) for path in tracked()}
    strange = re.compile(
        r"(?:^|/)(?:answers\.json|gradebook\.db|\.ipynb_checkpoints|handin/|_build|__pycache__)"
    )
    assert not [name for name in names if strange.search(name) and not name.startswith("tests/")]


def test_pages_of_the_contents_exist() -> None:
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    names = [contents["root"]]
    names += [chapter["file"] for part in contents["parts"] for chapter in part["chapters"]]
    for name in names:
        assert list(ROOT.glob(f"{name}.*")), name


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ["IPython", "anywidget", "ipywidgets", "matplotlib", "nbgrader", "pandas", "traitlets"]
    question = (
        "import sys, statcomms.errors, statcomms.schema, statcomms.data, statcomms.analysis, "
        f"statcomms.exercises; print([name for name in {heavy} if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", question], capture_output=True, text=True, check=True
    ).stdout
    assert answer.strip() == "[]"


def test_pre_commit_runs_what_make_test_runs() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    (local,) = config["repos"]
    assert local["repo"] == "local"
    bootstrap = (ROOT / "tools/bootstrap.py").read_text("utf-8")
    for hook in local["hooks"]:
        assert f'program("{hook["entry"].split()[0]}")' in bootstrap
