from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from statcomms.errors import BuildError
from statcomms.publish import pyodide
from statcomms.publish.pyodide import PURE_WHEELS, fetch_pyodide, needed_packages

LOCK = {
    "packages": {
        "a": {"name": "a", "depends": ["b"], "file_name": "a.whl", "sha256": "1"},
        "b": {"name": "b", "depends": ["a"], "file_name": "b.whl", "sha256": "2"},
        "c": {"name": "c", "depends": [], "file_name": "c.whl", "sha256": "3"},
    }
}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Pyodide of which everything is there already."""
    for name in pyodide._CORE_FILES:
        (tmp_path / name).write_bytes(b"core")
    entry = {"name": "a", "depends": [], "file_name": "a.whl", "sha256": digest(b"a")}
    (tmp_path / "pyodide-lock.json").write_text(json.dumps({"packages": {"a": entry}}))
    (tmp_path / "a.whl").write_bytes(b"a")
    (tmp_path / "p-1-py3-none-any.whl").write_bytes(b"p")
    monkeypatch.setattr(pyodide, "PURE_WHEELS", {"p-1-py3-none-any.whl": digest(b"p")})
    return tmp_path


def test_what_a_package_depends_on_comes_along() -> None:
    assert [one["name"] for one in needed_packages(LOCK, ["a"])] == ["a", "b"]
    with pytest.raises(BuildError, match="no package 'd'"):
        needed_packages(LOCK, ["d"])


def test_what_is_there_is_not_fetched_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("it was fetched"))
    assert fetch_pyodide(folder, ["a"]) == folder


@pytest.mark.parametrize("name", ["a.whl", "p-1-py3-none-any.whl"])
def test_a_file_without_the_official_hash_is_not_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (folder / name).write_bytes(b"half")

    def download(requirement: str, scratch: Path) -> None:
        (scratch / name).write_bytes(b"something else")

    monkeypatch.setattr(pyodide, "_download", download)
    monkeypatch.setattr(pyodide, "_unpack", lambda scratch, _: list(scratch.glob("*.whl")))
    with pytest.raises(BuildError, match=f"No copy of {name} with the official hash"):
        fetch_pyodide(folder, ["a"])
    assert (folder / name).read_bytes() == b"half"


def test_without_npm_the_next_step_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(BuildError, match=r"npm is not installed.*apt install nodejs npm"):
        fetch_pyodide(tmp_path / "new")


def test_a_source_that_refuses_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = subprocess.CompletedProcess([], 1, "", "trace\nnpm error: no route to host\n")
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/npm")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: refused)
    with pytest.raises(BuildError, match=r"npm could not fetch pyodide@.*no route to host"):
        fetch_pyodide(tmp_path / "new")


def test_the_pure_wheels_are_the_pinned_ones() -> None:
    pins = (Path(__file__).parents[2] / "requirements-dev.txt").read_text(encoding="utf-8")
    for name in PURE_WHEELS:
        package, version = name.split("-")[:2]
        assert f"{package.replace('_', '-')}=={version}\n" in pins.replace(" ;", "\n")
