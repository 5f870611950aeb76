"""Build the book: the same pages as a learner's notebooks, as a website of plain files."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from statcomms.errors import BuildError

__all__ = ["BookReport", "Foreign", "book_fingerprint", "build_book", "foreign_loads"]

_STAMP: Final = ".statcomms-fingerprint"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_PROGRESS = re.compile(r"(?:reading sources|writing output)\.\.\. \[ *\d+%\] .*")
_EXECUTED_WITH: Final = ("datasets/**/*", "src/statcomms/**/*", "requirements.txt")
_SOURCES: Final = (
    "_config.yml",
    "_toc.yml",
    "book/**/*",
    "notebooks/*.ipynb",
    *_EXECUTED_WITH,
)


@dataclass(frozen=True)
class BookReport:
    """What a build did.

    Attributes:
        index: The book's first page.
        built: False if nothing had changed since the last build.
        pages: Number of HTML pages.
    """

    index: Path
    built: bool
    pages: int


@dataclass(frozen=True)
class Foreign:
    """Something a page would load from another site."""

    page: str
    tag: str
    address: str


def build_book(
    root: Path, *, force: bool = False, progress: Callable[[str], object] = str
) -> BookReport:
    """Build the book into ``_build/html``; a warning is an error.

    Notebooks are executed in an empty folder, so that nobody's answers get into the book, and their
    outputs are cached: a second build executes only what has changed.

    Args:
        root: The course's folder.
        force: Build although nothing has changed.
        progress: Is told each page.

    Raises:
        BuildError: A warning, a cell that failed, or a file that a page would load from elsewhere.
    """
    html = root / "_build" / "html"
    fingerprint = book_fingerprint(root)
    stamp = html / _STAMP
    if not force and stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint:
        return BookReport(html / "index.html", built=False, pages=_count(html))
    _forget_stale_outputs(root)
    shutil.rmtree(html, ignore_errors=True)
    problems = _run_jupyter_book(root, progress)
    if problems:
        first = "\n".join(f"  {line}" for line in problems[:20])
        raise BuildError(
            f"The book was not built:\n{first}\n", "Mend what is named first and build again."
        )
    foreign = list(foreign_loads(html))
    if foreign:
        item = foreign[0]
        raise BuildError(
            f"The book's page {item.page} would load {item.address} ({item.tag}).",
            "Pages load nothing from other sites: put the file into book/_static.",
        )
    stamp.write_text(fingerprint, encoding="utf-8")
    return BookReport(html / "index.html", built=True, pages=_count(html))


def book_fingerprint(root: Path) -> str:
    """A short name for everything the book is made from; it changes when the book would."""
    return _fingerprint(root, _SOURCES)


def _fingerprint(root: Path, patterns: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
            digest.update(str(path.relative_to(root)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _forget_stale_outputs(root: Path) -> None:
    """Throw cached outputs away when data, package or pins have changed.

    Jupyter's cache looks at a notebook's text only; what its cells import may say otherwise now.
    """
    build = root / "_build"
    stamp = build / ".statcomms-executed-with"
    now = _fingerprint(root, _EXECUTED_WITH)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == now:
        return
    for name in (".jupyter_cache", ".doctrees"):
        shutil.rmtree(build / name, ignore_errors=True)
    build.mkdir(exist_ok=True)
    stamp.write_text(now, encoding="utf-8")


def foreign_loads(html: Path) -> Iterator[Foreign]:
    """Find what the pages would load from other sites: scripts, styles, fonts, pictures, frames."""
    for path in sorted(html.rglob("*.html")):
        finder = _Loads()
        finder.feed(path.read_text(encoding="utf-8"))
        for tag, address in finder.found:
            yield Foreign(str(path.relative_to(html)), tag, address)
    for path in sorted(html.rglob("*.css")):
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r"(?:url\(|@import\s+)['\"]?((?:https?:)?//[^'\")\s]+)", text):
            yield Foreign(str(path.relative_to(html)), "css", address)


class _Loads(HTMLParser):
    """Collects the addresses on other sites that a page loads by itself (links do not)."""

    SOURCES: Final = {
        "script": "src",
        "img": "src",
        "iframe": "src",
        "audio": "src",
        "video": "src",
        "source": "src",
        "embed": "src",
        "object": "data",
        "link": "href",
    }
    NOT_LOADED: Final = frozenset({"canonical", "alternate", "author", "license", "next", "prev"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_script = tag == "script"
        values = dict(attrs)
        if tag == "link" and self.NOT_LOADED & set((values.get("rel") or "").split()):
            return
        address = values.get(self.SOURCES.get(tag, "")) or ""
        if address.startswith(("http:", "https:", "//")):
            self.found.append((tag, address))

    def handle_endtag(self, tag: str) -> None:
        self.in_script &= tag != "script"

    def handle_data(self, data: str) -> None:
        if self.in_script:
            for address in re.findall(r"https?://[^\s\"'`]+\.m?js\b", data):
                self.found.append(("script", address))


def _run_jupyter_book(root: Path, progress: Callable[[str], object]) -> list[str]:
    """Run Jupyter Book; return the lines that say what is wrong, or nothing."""
    start = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", start, "build", str(root)]
    command += ["-W", "-n", "--keep-going", "--path-output", str(root)]
    programs = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": programs + os.pathsep + os.environ.get("PATH", os.defpath),
        "PYTHONUTF8": "1",
        "SPHINX_NO_COLOR": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    environment.pop("NBGRADER_EXECUTION", None)
    lines: list[str] = []
    try:
        with subprocess.Popen(  # noqa: S603  # our own interpreter, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            cwd=root,
            env=environment,
        ) as process:
            assert process.stdout is not None  # noqa: S101  # it was asked for two lines above
            for raw in process.stdout:
                line = _ANSI.sub("", raw).strip()
                lines.append(line)
                if _PROGRESS.fullmatch(line) or line.startswith("Executing notebook"):
                    progress(line)
    except OSError as error:
        raise BuildError(f"Jupyter Book could not be started: {error.strerror}.") from error
    if process.returncode == 0:
        return []
    if any("No module named 'jupyter_book'" in line for line in lines):
        raise ModuleNotFoundError("jupyter-book is not installed", name="jupyter_book")
    wrong = [
        line
        for line in lines
        if re.search(r"WARNING|ERROR|Error:|Exception", line) and "IPKernelApp" not in line
    ]
    return [*_failed_cells(root), *wrong] or lines[-10:]


def _failed_cells(root: Path) -> Iterator[str]:
    """One line for each notebook whose execution failed: which cell, which error."""
    reports = root / "_build" / "html" / "reports"
    for path in sorted(reports.rglob("*.err.log")):
        text = _ANSI.sub("", path.read_text(encoding="utf-8", errors="replace")).strip()
        cell = re.search(r"Cell In\[(\d+)\], line (\d+)", text)
        where = f", code cell {cell[1]}, line {cell[2]}" if cell else ""
        notebook = path.relative_to(reports).with_suffix("").with_suffix(".ipynb")
        yield f"{notebook}{where}: {text.splitlines()[-1]}"


def _count(html: Path) -> int:
    return sum(1 for _ in html.rglob("*.html"))
