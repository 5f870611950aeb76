"""The pinned lists agree with pyproject.toml and with each other, seen without a network."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LISTS = {
    "requirements.txt": ["lab", "cli", "grading", "book"],
    "requirements-dev.txt": ["dev"],
    "binder/requirements.txt": ["lab"],
}


def pins(name: str) -> list[Requirement]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def version(requirement: Requirement) -> str:
    (specifier,) = requirement.specifier
    assert specifier.operator == "==", requirement
    return specifier.version


def here(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate()


def pinned_here(name: str) -> dict[str, str]:
    return {canonicalize_name(pin.name): version(pin) for pin in pins(name) if here(pin)}


def declared(extras: list[str]) -> list[Requirement]:
    """All direct dependencies, with those of the extras and of the extras they name."""
    found = [Requirement(line) for line in PROJECT["dependencies"]]
    for extra in extras:
        for line in PROJECT["optional-dependencies"][extra]:
            requirement = Requirement(line)
            if requirement.name == "statcomms":
                found += declared(sorted(requirement.extras))
            else:
                found.append(requirement)
    return found


@pytest.mark.parametrize("name", LISTS)
def test_every_line_is_an_exact_version(name: str) -> None:
    for pin in pins(name):
        assert version(pin)
        assert pin.url is None


@pytest.mark.parametrize(("name", "extras"), LISTS.items())
def test_every_declared_dependency_is_pinned_to_a_version_it_allows(
    name: str, extras: list[str]
) -> None:
    pinned = {canonicalize_name(pin.name): version(pin) for pin in pins(name)}
    for requirement in declared(extras):
        found = pinned.get(canonicalize_name(requirement.name))
        assert found is not None, f"{requirement} is not in {name}: make requirements"
        assert requirement.specifier.contains(found), f"{name} has {found}: make requirements"


@pytest.mark.parametrize("smaller", ["binder/requirements.txt", "requirements.txt"])
def test_the_smaller_list_is_part_of_the_larger_one(smaller: str) -> None:
    larger = "requirements.txt" if smaller.startswith("binder") else "requirements-dev.txt"
    assert {str(pin) for pin in pins(smaller)} <= {str(pin) for pin in pins(larger)}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_one_version_of_each_package_for_every_machine(name: str, python: str, system: str) -> None:
    environment = dict(default_environment()) | {
        "python_version": python,
        "python_full_version": f"{python}.7",
        "sys_platform": system,
        "os_name": "nt" if system == "win32" else "posix",
    }
    seen = [
        canonicalize_name(pin.name)
        for pin in pins(name)
        if pin.marker is None or pin.marker.evaluate(environment)
    ]
    assert len(seen) == len(set(seen))


def test_the_pins_satisfy_each_other() -> None:
    """What the installed packages ask for, those of the same pinned versions, is pinned, too."""
    pinned = pinned_here("requirements-dev.txt")
    looked_at = 0
    for name, wanted in pinned.items():
        try:
            found = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        if Version(found.version) != Version(wanted):
            continue
        looked_at += 1
        for line in found.requires or []:
            requirement = Requirement(line)
            if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
                continue
            have = pinned.get(canonicalize_name(requirement.name))
            if have is None and canonicalize_name(requirement.name) == "pip":
                continue
            assert have is not None, f"{name} needs {requirement}, which is not pinned"
            assert requirement.specifier.contains(have, prereleases=True), f"{name}: {requirement}"
    assert looked_at > 0.9 * len(pinned), "this environment is not the pinned one: make test"


@pytest.mark.parametrize("name", LISTS)
def test_nothing_tells_where_packages_come_from(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted|@ |\.\./|/\w+/", text)
    assert "make requirements" in text.splitlines()[0]


def test_python_versions_agree() -> None:
    assert PROJECT["requires-python"] == ">=3.11,<3.14"
    names = {line.rsplit(" ", 1)[1] for line in PROJECT["classifiers"] if "Python :: 3." in line}
    assert names == {"3.11", "3.12", "3.13"}
    assert (ROOT / "binder/runtime.txt").read_text("utf-8").strip() == "python-3.11"
