"""`make course` on the course itself: all is made, a second run makes nothing, pages open."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from statcomms.publish.book import foreign_loads
from statcomms.publish.serve import serve_book
from support.axe import serious
from support.browser import chromium

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[2]
LEFT_OUT = ("tests", "benchmarks")


@pytest.fixture(scope="module")
def bootstrap(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """What make runs, on a copy of the course, with this environment in place of `.venv`."""
    copy = tmp_path_factory.mktemp("course")
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in names:
        if name and not name.startswith(LEFT_OUT) and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    spec = importlib.util.spec_from_file_location("bootstrap", copy / "tools" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert copy == module.ROOT
    module.ENVIRONMENT = Path(sys.prefix)
    module.install = lambda kind: None
    return module


@pytest.fixture(scope="module")
def html(bootstrap: ModuleType) -> Path:
    """The real book, as `make course SERVE=no` makes it."""
    assert bootstrap.main(["course", "--serve", "no"]) == 0
    return bootstrap.ROOT / "_build" / "html"


@pytest.fixture(scope="module")
def site(html: Path) -> Iterator[str]:
    with serve_book(html, 0) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


def lessons() -> list[str]:
    return [f"notebooks/{path.stem}" for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]


def test_there_is_a_page_for_every_lesson(html: Path) -> None:
    assert lessons()
    for name in lessons():
        assert (html / f"{name}.html").is_file()


def test_a_second_run_takes_seconds_and_makes_nothing(
    bootstrap: ModuleType, html: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = (html / "index.html").stat().st_mtime_ns
    started = time.monotonic()
    assert bootstrap.main(["course", "--serve", "no"]) == 0
    assert time.monotonic() - started < 20
    said = capfd.readouterr().out
    assert "0 written" in said
    assert "nothing has changed" in said
    assert (html / "index.html").stat().st_mtime_ns == before


def test_what_is_committed_is_what_was_made(bootstrap: ModuleType, html: Path) -> None:
    made: Path = bootstrap.ROOT
    for pattern in ("datasets/**/*", "notebooks/*.ipynb", "exercises/*/*/*.ipynb"):
        for path in (path for path in made.glob(pattern) if path.is_file()):
            assert path.read_bytes() == (ROOT / path.relative_to(made)).read_bytes(), path


def test_no_page_loads_anything_from_another_site(html: Path) -> None:
    assert list(foreign_loads(html)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", lessons())
def test_a_lesson_opens_without_an_error(site: str, browser: Any, name: str, scheme: str) -> None:
    tab = browser.new_page(viewport={"width": 360, "height": 800}, color_scheme=scheme)
    problems: list[str] = []
    tab.on("console", lambda m: m.type == "error" and problems.append(f"{m.text} {m.location}"))
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on(
        "request",
        lambda r: r.url.startswith((site, "data:")) or problems.append(f"asks for {r.url}"),
    )
    tab.goto(f"{site}/{name}.html")
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.set_viewport_size({"width": 1280, "height": 900})
    assert tab.locator("[data-exercise]").count() >= 5
    problems += serious(tab)
    tab.close()
    assert problems == []
