"""Check the whole course's content: what a careful editor would look for before publishing.

Each check is a function that yields one sentence for each thing it finds, with the file in it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from statcomms.publish.notebooks import SourceCell, build_notebooks, parse_source
from statcomms.publish.readability import flesch_kincaid_grade
from statcomms.publish.references import cited_keys, heading_slug, read_references

__all__ = ["CHECKS", "HIGHEST_GRADE", "KEYS", "POINTS", "Check", "plain_text", "run_checks"]

HIGHEST_GRADE: Final = 10.0
"""Highest Flesch–Kincaid grade of a page: plain English for second-language readers."""

KEYS: Final = frozenset({"right", "solution", "because", "mistakes", "missing", "explain"})
"""What tells the right answer, or that an answer is wrong: for practice only."""

POINTS: Final = 20
"""Points of every assignment."""

_CODE = re.compile(
    r"^(`{3,}|~{3,}).*?^\1[^\S\n]*$|\A---\n.*?^---$|<!--.*?-->", re.DOTALL | re.MULTILINE
)
_LINK = re.compile(r"!?\[([^\]]*)\]\(<?([^)\s>]*)>?(?:\s+\"[^\"]*\")?\)")
_EXERCISE_ID = re.compile(r"m\d+-[a-z0-9]+(?:-[a-z0-9]+)*|course-id")
_SETTINGS: Final = frozenset({"case", "Lesson", "Assignment"})


@dataclass(frozen=True)
class Check:
    """One check: its name for people, and the function that finds what is wrong."""

    name: str
    find: Callable[[Path], Iterator[str]]


def run_checks(root: Path, progress: Callable[[str], object] = str) -> list[str]:
    """Run all checks on a course.

    Args:
        root: The course's folder.
        progress: Is told each check's name and how many things it found.

    Returns:
        One sentence for each thing found.

    Raises:
        BuildError: A text source cannot be read at all.
    """
    found: list[str] = []
    for check in CHECKS:
        new = list(check.find(root))
        progress(f"{check.name}: {'fine' if not new else f'{len(new)} to look at'}")
        found.extend(new)
    return found


def notebooks(root: Path) -> Iterator[str]:
    """Notebooks and the references page are what their text makes."""
    yield from build_notebooks(root, check=True).differences


def data(root: Path) -> Iterator[str]:
    """The sample data are what their seed gives."""
    from statcomms.data.package import check

    folder = root / "datasets"
    yield from (f"datasets: {line}" for line in check(folder))


def reading_grade(root: Path) -> Iterator[str]:
    """Every page can be read by a second-language reader: Flesch–Kincaid grade at most 10.

    The grade is 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
    """
    for path in _pages(root):
        text = plain_text(path.read_text(encoding="utf-8"))
        if len(text.split()) < 100:
            continue
        grade = flesch_kincaid_grade(text)
        if grade > HIGHEST_GRADE:
            yield (
                f"{path.relative_to(root)} reads at grade {grade:.1f}; "
                f"{HIGHEST_GRADE:.0f} is the most. Shorten sentences and words."
            )


def references(root: Path) -> Iterator[str]:
    """Every source that is cited is defined, and every one that is defined is cited."""
    sources = root / "book" / "references.bib"
    defined = set(read_references(sources)) if sources.is_file() else set()
    cited: set[str] = set()
    for path in _texts(root):
        for key in cited_keys(path.read_text(encoding="utf-8")):
            cited.add(key)
            if key not in defined:
                yield f"{path.relative_to(root)} cites '{key}', which references.bib does not have."
    for key in sorted(defined - cited):
        yield f"book/references.bib has '{key}', which nothing cites."


def exercise_ids(root: Path) -> Iterator[str]:
    """Every exercise has an id of the course's form, and no two have the same."""
    seen: dict[str, str] = {}
    for path, cell in _cells(root):
        name = f"{path.relative_to(root)}:{cell.line}"
        for exercise in _exercises(cell):
            if not _EXERCISE_ID.fullmatch(exercise):
                yield f"{name}: the exercise id '{exercise}' is not like m5-pooled-rate."
            if exercise in seen:
                yield f"{name}: the exercise id '{exercise}' is also in {seen[exercise]}."
            seen.setdefault(exercise, name)


def keys(root: Path) -> Iterator[str]:
    """No exercise of an assignment carries a key: what is right stands in hidden tests only."""
    for path, cell in _cells(root):
        if path.parent.name != "authoring" or cell.role != "exercise":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.keyword) and node.arg in KEYS:
                yield (
                    f"{path.relative_to(root)}:{cell.line}: an exercise for marks has "
                    f"'{node.arg}', which every learner could read. Move it to the hidden tests."
                )


def points(root: Path) -> Iterator[str]:
    """Every assignment has 20 points."""
    for path in sorted((root / "exercises" / "authoring").glob("*.md")):
        cells = parse_source(path.read_text(encoding="utf-8"), path.relative_to(root))
        total = sum(cell.nbgrader.get("points", 0) for cell in cells if not cell.is_authors)
        if total != POINTS:
            yield f"{path.relative_to(root)} has {total} points; an assignment has {POINTS}."


def links(root: Path) -> Iterator[str]:
    """Every link inside the course leads to a page and a heading that exist."""
    for path in _texts(root):
        # A lesson's links are those of the notebook made from it, which lies elsewhere.
        base = path.parent
        if path.parent == root / "book" / "lessons":
            base = root / "notebooks"
        elif path.parent == root / "exercises" / "authoring":
            base = root / "exercises" / "release" / path.stem
        for _, address in _LINK.findall(_CODE.sub("", path.read_text(encoding="utf-8"))):
            problem = _dead(address, base, path)
            if problem:
                yield f"{path.relative_to(root)} links to {address}: {problem}."


def glossary(root: Path) -> Iterator[str]:
    """Every term of the glossary is defined once."""
    path = root / "book" / "glossary.md"
    terms = re.findall(r"^## +(.+?) *$", path.read_text(encoding="utf-8"), re.MULTILINE)
    for term in sorted({term for term in terms if terms.count(term) > 1}):
        yield f"book/glossary.md defines '{term}' twice."


CHECKS: Final = (
    Check("Notebooks are what their text makes", notebooks),
    Check("Data are what their seed gives", data),
    Check("Reading grade", reading_grade),
    Check("References", references),
    Check("Exercise ids", exercise_ids),
    Check("Keys", keys),
    Check("Points", points),
    Check("Links", links),
    Check("Glossary", glossary),
)
"""All checks, in the order they run."""


def plain_text(text: str) -> str:
    r"""The prose of a Markdown page: no code, tables, headings, links' addresses or marks.

    A list item or a heading ends like a sentence, so that it does not run into the next.

    >>> plain_text("# Rates\n\nSee **the** [page](a.md).\n\n- one\n- two\n")
    'See the page. one. two.'
    """
    text = _CODE.sub("", text)
    text = re.sub(r"^\+\+\+.*$|^#+ .*$|^\|.*$|^:{3,}.*$|^:[\w-]+:.*$", "", text, flags=re.MULTILINE)
    text = _LINK.sub(r"\1", text)
    text = re.sub(r"`([^`]*)`", r"\1", text)
    text = re.sub(r"<[^>]*>|[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}", "", text)
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*>]|\d+\.) )", text)
    sentences = []
    for block in blocks:
        line = re.sub(r"^\s*(?:[-*>]|\d+\.) ", "", " ".join(block.split()))
        if line:
            sentences.append(line if line[-1] in ".?!" else f"{line}.")
    return " ".join(sentences)


def _pages(root: Path) -> Iterator[Path]:
    """All texts that a learner reads, but not the list of sources."""
    yield from (path for path in _texts(root) if path.name != "references.md")


def _texts(root: Path) -> Iterator[Path]:
    for folder in ("book", "book/lessons", "exercises/authoring"):
        yield from sorted((root / folder).glob("*.md"))


def _cells(root: Path) -> Iterator[tuple[Path, SourceCell]]:
    for folder in ("book/lessons", "exercises/authoring"):
        for path in sorted((root / folder).glob("*.md")):
            for cell in parse_source(path.read_text(encoding="utf-8"), path.relative_to(root)):
                yield path, cell


def _exercises(cell: SourceCell) -> Iterator[str]:
    """Ids of the exercises that a cell defines: calls of a class whose first argument is a text."""
    if cell.role != "exercise":
        return
    for node in ast.walk(ast.parse(cell.source)):
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
            continue
        call = node.value
        kind = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        kind = call.func.id if isinstance(call.func, ast.Name) else kind
        first = call.args[0] if call.args else None
        if kind[:1].isupper() and kind not in _SETTINGS and isinstance(first, ast.Constant):
            yield str(first.value)


def _dead(address: str, base: Path, page: Path) -> str:
    """Why a link leads nowhere; "" if it is fine or leads out of the course."""
    if re.match(r"[a-z]+:|//", address):
        return ""
    name, _, anchor = unquote(address).partition("#")
    target = (base / name).resolve() if name else page
    if not target.exists():
        return "there is no such file"
    if target.suffix == ".ipynb":
        return ""
    if anchor and target.suffix == ".md":
        headings = re.findall(r"^#+ +(.+?) *$", target.read_text(encoding="utf-8"), re.MULTILINE)
        slugs = {heading_slug(re.sub(r"[`*]|\\", "", heading)) for heading in headings}
        if anchor not in slugs:
            return "the page has no such heading"
    return ""
