"""Text in, notebooks out.

An author edits a MyST text notebook; this module makes what a learner opens from it:

======================================  ========================================================
``book/lessons/NN-slug.md``             ``notebooks/NN-slug.ipynb``
``exercises/authoring/NN-slug.md``      ``exercises/source/NN-slug/NN-slug.ipynb`` (with hidden
                                        tests) and ``exercises/release/NN-slug/NN-slug.ipynb``
                                        (without: made by nbgrader itself)
======================================  ========================================================

The notebooks carry no outputs, their cell ids come from slug and position, and the same text gives
the same bytes on every machine, so that ``statcomms build notebooks --check`` can prove that what
is committed is what the text says.

Code cells carry exactly one *role* as a tag; it decides what becomes of them (`ROLES`). Author's
cells (a solution, an accepted alternative, a foreseen mistake) never leave the text source.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final, Literal

from statcomms.data.whole_files import write_whole
from statcomms.errors import BuildError

__all__ = [
    "AUTHOR_ROLES",
    "NOTEBOOK_ONLY",
    "RENEW",
    "ROLES",
    "BuildReport",
    "SourceCell",
    "Target",
    "build_notebooks",
    "first_difference",
    "holds_work",
    "make_notebook",
    "parse_source",
    "plan_notebooks",
    "to_text",
    "write_if_changed",
]

Part = Literal["lesson", "assignment"]
Notebook = dict[str, Any]
Release = Callable[[Notebook, str, Path], Notebook]

AUTHOR_ROLES: Final = frozenset({"author-solution", "author-alternative", "author-mistake"})
"""Roles of cells that are stripped from everything generated; the tests run them."""

ROLES: Final = {
    "setup": "imports and the lesson object; source hidden",
    "exercise": "one exercise; source hidden, its output stays",
    "picture": "a picture or a table; source hidden",
    "marks": "assignment only: the test cell that gives points",
    "solve": "assignment only: code that the learner writes",
    "written": "assignment only: a Markdown cell that a person marks",
    "under-the-hood": "code to read, folded in the book",
    "author-solution": "author only: the right answer",
    "author-alternative": "author only: another answer that is accepted",
    "author-mistake": "author only: a wrong answer that was foreseen",
}
"""Every role a cell can have, and what it means."""

ASSIGNMENT_ONLY: Final = frozenset({"marks", "solve", "written"})
READ_ONLY: Final = frozenset({"setup", "exercise", "picture"})
SOURCE_HIDDEN: Final = READ_ONLY | {"marks"}
NOTEBOOK_ONLY: Final = "notebook-only"
"""Tag of a Markdown cell that makes sense in JupyterLab only; the book leaves it out."""

_SLUG = re.compile(r"\d\d-[a-z0-9]+(?:-[a-z0-9]+)*")
_GRADE_ID = re.compile(r"[A-Za-z0-9_-]+")
_DIRECTIVE = re.compile(r"^\s*(?:`{3,}|:{3,}|~{3,})\{[^}]*\}", re.MULTILINE)
_MARKERS: Final = {
    "HIDDEN TESTS": frozenset({"marks"}),
    "SOLUTION": frozenset({"solve", "written"}),
}
RENEW: Final = "Run `statcomms build notebooks` and commit what it wrote."
"""How to renew notebooks that ``--check`` found to differ."""

_FRONT_MATTER: Final = frozenset({"jupytext", "kernelspec"})


@dataclass(frozen=True)
class SourceCell:
    """One cell of an author's text.

    Attributes:
        number: Position in the text source, counted from 1, author's cells included.
        line: Line of the text source on which its first line stands, counted from 1; 0 if unknown.
        kind: ``"code"`` or ``"markdown"``.
        source: The cell's text.
        role: One of `ROLES`, or "" for plain Markdown.
        tags: All tags, in the author's order.
        nbgrader: The author's nbgrader data (``grade_id``, ``points``).
    """

    number: int
    line: int
    kind: Literal["code", "markdown"]
    source: str
    role: str = ""
    tags: tuple[str, ...] = ()
    nbgrader: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_authors(self) -> bool:
        """Whether the cell is stripped from everything a learner gets."""
        return self.role in AUTHOR_ROLES


@dataclass(frozen=True)
class Target:
    """One notebook that has to be on disk: where, its text, and what it is made from."""

    path: Path
    text: str
    source: Path


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    Attributes:
        targets: Every notebook that the text sources make.
        written: Those that were new or different and have been written.
        kept: Those that hold somebody's work (outputs) and were left alone.
        differences: With ``check``: one sentence for each notebook that is not what its text makes.
    """

    targets: tuple[Path, ...]
    written: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    differences: tuple[str, ...] = ()


# ------------------------------------------------------------------------------- text → cells


def parse_source(text: str, path: Path) -> list[SourceCell]:
    """Read an author's text and check everything that can be checked without running it.

    Args:
        text: A MyST text notebook.
        path: Where it comes from; used in messages only.

    Returns:
        Its cells in order.

    Raises:
        BuildError: The text breaks a rule of the format; the message names file, line and cell.
    """
    import jupytext

    try:
        parsed = jupytext.reads(text, fmt="md:myst")
    except Exception as error:  # jupytext raises what its YAML and Markdown readers raise
        raise BuildError(
            f"{path} cannot be read as a MyST text notebook: {_one_line(error)}.",
            "Compare its front matter and its code cells with another lesson's.",
        ) from error
    strange = sorted(set(parsed.metadata) - _FRONT_MATTER)
    if strange:
        raise BuildError(
            f"{path} has {', '.join(strange)} in its front matter.",
            "Only jupytext and kernelspec belong there.",
        )
    cells = []
    position = 0
    for number, raw in enumerate(parsed.cells, start=1):
        position, line = _find_line(text, raw.source, position)
        cells.append(_source_cell(raw, number, line, path))
    if not cells:
        raise BuildError(f"{path} has no cell.", "Write at least a heading.")
    return cells


def _source_cell(raw: Any, number: int, line: int, path: Path) -> SourceCell:
    metadata = dict(raw.metadata)
    tags = metadata.pop("tags", [])
    nbgrader = metadata.pop("nbgrader", {})
    where = _where(path, number, line, raw.source)
    if raw.cell_type not in ("code", "markdown"):
        raise BuildError(f"{where} is a {raw.cell_type} cell.", "Use Markdown or a code cell.")
    if metadata:
        raise BuildError(
            f"{where} carries {', '.join(sorted(metadata))}, which has no meaning here.",
            "Only tags and nbgrader do.",
        )
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise BuildError(f"{where} has tags that are not a list.", "Write `:tags: [exercise]`.")
    if not isinstance(nbgrader, dict) or set(nbgrader) - {"grade_id", "points"}:
        raise BuildError(
            f"{where} has nbgrader data other than grade_id and points.",
            "Write `nbgrader: {grade_id: m5-rate-marks, points: 4}`; the rest is generated.",
        )
    role = _role(tags, raw.cell_type, where)
    cell = SourceCell(number, line, raw.cell_type, raw.source, role, tuple(tags), nbgrader)
    _check_markers(cell, where)
    if cell.kind == "code":
        _check_python(cell, path, where)
    elif _DIRECTIVE.search(cell.source):
        raise BuildError(
            f"{where} holds a directive, which JupyterLab shows as raw text.",
            "Lessons and assignments are CommonMark; directives belong in book pages.",
        )
    return cell


def _role(tags: Sequence[str], kind: str, where: str) -> str:
    allowed = set(ROLES) | ({NOTEBOOK_ONLY} if kind == "markdown" else set())
    for tag in tags:
        if tag not in allowed:
            raise BuildError(
                f"{where} has the unknown tag '{tag}'.",
                f"Use one of: {', '.join(sorted(allowed))}.",
            )
    roles = [tag for tag in tags if tag in ROLES]
    if len(roles) > 1:
        raise BuildError(f"{where} has two roles: {' and '.join(roles)}.", "Give it one.")
    if kind == "code":
        if not roles:
            raise BuildError(
                f"{where} is a code cell without a role.",
                f"Tag it with one of: {', '.join(sorted(set(ROLES) - {'written'}))}.",
            )
        if roles[0] == "written":
            raise BuildError(f"{where} is tagged written.", "A written answer is a Markdown cell.")
    elif roles and roles[0] != "written":
        raise BuildError(f"{where} is Markdown tagged {roles[0]}.", "That role is for code cells.")
    return roles[0] if roles else ""


def _check_markers(cell: SourceCell, where: str) -> None:
    """Hold the BEGIN and END markers that nbgrader acts on against nbgrader's own rules."""
    for name, roles in _MARKERS.items():
        inside = False
        for line in cell.source.split("\n"):
            begins, ends = f"BEGIN {name}" in line, f"END {name}" in line
            if not begins and not ends:
                continue
            if cell.role not in roles:
                raise BuildError(
                    f"{where} holds '{line.strip()}', but its role is {cell.role or 'plain text'}.",
                    f"That marker belongs in a cell tagged {' or '.join(sorted(roles))}.",
                )
            if begins == inside:
                problem = "a second BEGIN" if begins else "an END without a BEGIN"
                raise BuildError(
                    f"{where} has {problem} of {name}.", "Pair each BEGIN with one END."
                )
            inside = begins
        if inside:
            raise BuildError(
                f"{where} has '### BEGIN {name}' without '### END {name}'.", "Add the end marker."
            )


def _check_python(cell: SourceCell, path: Path, where: str) -> None:
    try:
        compile(cell.source, str(path), "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST)
    except SyntaxError as error:
        raise BuildError(
            f"{where} is not Python: {error.msg} in line {error.lineno} of the cell.",
            "Mend the code; magics such as %matplotlib have no place here.",
        ) from error


def _find_line(text: str, source: str, position: int) -> tuple[int, int]:
    """Find the line of the text on which a cell begins, searching on from a position."""
    first = source.split("\n", 1)[0]
    found = text.find(first, position) if first else -1
    if found < 0:
        return position, 0
    return found + len(first), text.count("\n", 0, found) + 1


def _where(path: Path, number: int, line: int, source: str) -> str:
    first = source.strip().split("\n", 1)[0]
    start = f" «{first[:40]}{'…' if len(first) > 40 else ''}»" if first else ""
    return f"{path}{f':{line}' if line else ''}, cell {number}{start}"


# --------------------------------------------------------------------------- cells → notebook


def make_notebook(cells: Iterable[SourceCell], slug: str, part: Part, path: Path) -> Notebook:
    """Make the notebook (nbformat 4.5) of a lesson or the source version of an assignment.

    Args:
        cells: What `parse_source` returned.
        slug: Name of lesson or assignment, such as ``05-analytics``; cell ids begin with it.
        part: ``"lesson"`` or ``"assignment"``.
        path: The text source; used in messages only.

    Raises:
        BuildError: A cell does not belong in this part, lacks points, or repeats a grade_id.
    """
    made: list[dict[str, Any]] = []
    grade_ids: dict[str, str] = {}
    for cell in cells:
        if cell.is_authors:
            continue
        where = _where(path, cell.number, cell.line, cell.source)
        if part == "lesson" and cell.role in ASSIGNMENT_ONLY:
            raise BuildError(
                f"{where} is tagged {cell.role} in a lesson.", "Only assignments are marked."
            )
        position = len(made) + 1
        metadata = _cell_metadata(cell)
        nbgrader = _nbgrader(cell, slug, position, where) if part == "assignment" else {}
        if nbgrader:
            grade_id = nbgrader["grade_id"]
            if grade_id in grade_ids:
                raise BuildError(
                    f"{where} has the grade_id '{grade_id}', which {grade_ids[grade_id]} has too.",
                    "Give one of them another name.",
                )
            grade_ids[grade_id] = (
                f"cell {cell.number}{f' in line {cell.line}' if cell.line else ''}"
            )
            metadata["nbgrader"] = nbgrader
        elif cell.nbgrader:
            raise BuildError(
                f"{where} has nbgrader data, but nothing in it is marked.", "Leave it out."
            )
        made.append(_notebook_cell(cell, f"{slug}-{position:03d}", metadata))
    return {
        "cells": made,
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
            "statcomms": {"notebook": slug, "part": part},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _notebook_cell(cell: SourceCell, cell_id: str, metadata: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "cell_type": cell.kind,
        "id": cell_id,
        "metadata": metadata,
        "source": cell.source.splitlines(keepends=True),
    }
    if cell.kind == "code":
        made |= {"execution_count": None, "outputs": []}
    return made


def _cell_metadata(cell: SourceCell) -> dict[str, Any]:
    tags = list(cell.tags)
    metadata: dict[str, Any] = {}
    if cell.role in SOURCE_HIDDEN:
        metadata["jupyter"] = {"source_hidden": True}
        tags.append("remove-input")
    if cell.role == "under-the-hood":
        tags.append("hide-input")
    if NOTEBOOK_ONLY in cell.tags:
        tags.append("remove-cell")
    if tags:
        metadata["tags"] = tags
    return metadata


def _nbgrader(cell: SourceCell, slug: str, position: int, where: str) -> dict[str, Any]:
    """Complete what the author wrote to nbgrader's cell metadata (schema version 3)."""
    if cell.role in READ_ONLY:
        flags = {"grade": False, "locked": True, "solution": False}
    elif cell.role == "marks":
        flags = {"grade": True, "locked": True, "solution": False}
    elif cell.role == "solve":
        flags = {"grade": False, "locked": False, "solution": True}
    elif cell.role == "written":
        flags = {"grade": True, "locked": False, "solution": True}
    else:
        return {}
    grade_id = cell.nbgrader.get("grade_id", f"{slug}-cell-{position:03d}")
    if not isinstance(grade_id, str) or not _GRADE_ID.fullmatch(grade_id):
        raise BuildError(
            f"{where} has the grade_id {grade_id!r}.", "Use letters, digits, - and _ only."
        )
    made: dict[str, Any] = {
        "cell_type": cell.kind,
        "grade_id": grade_id,
        "schema_version": 3,
        "task": False,
        **flags,
    }
    points = cell.nbgrader.get("points")
    if flags["grade"]:
        if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
            raise BuildError(
                f"{where} is tagged {cell.role}, but has no points.",
                "Add `nbgrader: {grade_id: m5-rate-marks, points: 4}` to it.",
            )
        made["points"] = points
    elif points is not None:
        raise BuildError(
            f"{where} has points, but {cell.role} cells give none.", "Move them to its marks cell."
        )
    return made


def to_text(notebook: Notebook) -> str:
    """Write a notebook as text: sorted keys, one space of indent, Unicode as it is."""
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


# ------------------------------------------------------------------------- notebooks → folders


def plan_notebooks(root: Path, release: Release | None = None) -> Iterator[Target]:
    """Yield all that the text sources make: the notebooks by name, then the references page.

    Args:
        root: The course's folder (the one that holds ``book/`` and ``exercises/``).
        release: Makes a learner's version from a source notebook; nbgrader's by default.

    Raises:
        BuildError: A text source breaks a rule.
    """
    for path in _sources(root / "book" / "lessons"):
        slug = path.stem
        cells = parse_source(_read(path), path.relative_to(root))
        notebook = make_notebook(cells, slug, "lesson", path.relative_to(root))
        yield Target(root / "notebooks" / f"{slug}.ipynb", to_text(notebook), path)
    for path in _sources(root / "exercises" / "authoring"):
        slug = path.stem
        cells = parse_source(_read(path), path.relative_to(root))
        notebook = make_notebook(cells, slug, "assignment", path.relative_to(root))
        place = Path(slug) / f"{slug}.ipynb"
        yield Target(root / "exercises" / "source" / place, to_text(notebook), path)
        released = (release or _nbgrader_release)(notebook, slug, root / "exercises")
        yield Target(root / "exercises" / "release" / place, to_text(released), path)
    sources = root / "book" / "references.bib"
    if sources.is_file():
        from statcomms.publish.references import read_references, references_page

        page = references_page(read_references(sources))
        yield Target(sources.with_suffix(".md"), page, sources)


def _nbgrader_release(notebook: Notebook, slug: str, course: Path) -> Notebook:
    from statcomms.grading.release import release_notebook

    return release_notebook(notebook, slug, course)


def build_notebooks(
    root: Path,
    *,
    check: bool = False,
    overwrite: bool = False,
    release: Release | None = None,
    progress: Callable[[str], object] = str,
) -> BuildReport:
    """Make all notebooks of the course, or prove that they are what their text makes.

    A notebook that somebody has run (it holds outputs) is left alone unless ``overwrite`` is given:
    it may be a learner's work.

    Args:
        root: The course's folder.
        check: Write nothing; compare byte for byte and report the differences.
        overwrite: Replace notebooks that hold outputs, too.
        release: Makes a learner's version from a source notebook; nbgrader's by default.
        progress: Is told each step in a few words.

    Raises:
        BuildError: A text source breaks a rule, or a file cannot be written.
    """
    targets: list[Path] = []
    written: list[Path] = []
    kept: list[Path] = []
    differences: list[str] = []
    for target in plan_notebooks(root, release):
        targets.append(target.path)
        name = target.path.relative_to(root)
        if check:
            actual = _read(target.path) if target.path.is_file() else None
            difference = first_difference(target.text, actual, str(name))
            if difference:
                differences.append(difference)
            progress(f"{'differs' if difference else 'same'}: {name}")
        elif not overwrite and holds_work(target):
            kept.append(target.path)
            progress(f"kept, it holds work: {name}")
        elif write_if_changed(target.path, target.text):
            written.append(target.path)
            progress(f"written: {name}")
        else:
            progress(f"same: {name}")
    if check:
        differences.extend(_orphans(root, set(targets)))
    return BuildReport(tuple(targets), tuple(written), tuple(kept), tuple(differences))


def first_difference(expected: str, actual: str | None, name: str) -> str:
    """Say where a notebook on disk first differs from what its text makes; "" if it does not.

    Args:
        expected: The notebook that the text makes.
        actual: The notebook on disk; None if there is none.
        name: The file's name in the message.

    >>> first_difference("{}", None, "notebooks/05-analytics.ipynb")
    'notebooks/05-analytics.ipynb is missing.'
    """
    if actual is None:
        return f"{name} is missing."
    if actual == expected:
        return ""
    if not name.endswith(".ipynb"):
        return f"{name}, {_line_difference(_lines(expected), _lines(actual))}"
    try:
        found = json.loads(actual)
        found_cells = list(found["cells"])
    except (ValueError, KeyError, TypeError):
        return f"{name} is not a notebook."
    made = json.loads(expected)
    for number, (want, have) in enumerate(zip(made["cells"], found_cells, strict=False), start=1):
        if want != have:
            return f"{name}, cell {number} ({want['id']}): {_cell_difference(want, have)}"
    if len(made["cells"]) != len(found_cells):
        number = min(len(made["cells"]), len(found_cells)) + 1
        if number > len(found_cells):
            return f"{name}, cell {number} ({made['cells'][number - 1]['id']}) is missing."
        return f"{name}, cell {number}: the text has no such cell."
    if made != found:
        return f"{name}: the notebook's own metadata differ."
    return f"{name}: the same cells, but other bytes (line ends, order of keys or indent)."


def _cell_difference(want: Mapping[str, Any], have: object) -> str:
    if not isinstance(have, dict):
        return "is not a cell."
    difference = _line_difference(_lines(want.get("source")), _lines(have.get("source")))
    if difference:
        return difference
    for key in sorted(set(want) | set(have)):
        if want.get(key) != have.get(key):
            if key == "outputs":
                return "has outputs; notebooks are kept without."
            return f"{key} is {_quoted(have.get(key))}, the text makes {_quoted(want.get(key))}."
    return "differs."


def _line_difference(want: Sequence[str], have: Sequence[str]) -> str:
    for number, (wanted, got) in enumerate(zip_longest(want, have), start=1):
        if wanted != got:
            return f"line {number} is {_quoted(got)}, the text makes {_quoted(wanted)}."
    return ""


def _lines(source: object) -> list[str]:
    if isinstance(source, list):
        source = "".join(str(line) for line in source)
    return str(source or "").split("\n")


def _quoted(value: object) -> str:
    if value is None:
        return "missing"
    text = (
        value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
    )
    return f"«{text[:100]}{'…' if len(text) > 100 else ''}»"


def holds_work(target: Target) -> bool:
    """Whether somebody has worked in the notebook on disk, so that writing could lose their work.

    Signs of it: outputs, a cell that was run, a cell that the course did not make, answers in the
    notebook's metadata, or the kernel's own description, which Jupyter adds when it saves.
    """
    if not target.path.is_file():
        return False
    actual = _read(target.path)
    if actual == target.text:
        return False
    try:
        notebook = json.loads(actual)
        made = json.loads(target.text)["metadata"]
        saved = notebook["metadata"].get("language_info", {}) != made["language_info"]
        answered = set(notebook["metadata"].get("statcomms", {})) - set(made["statcomms"])
        ours = re.compile(re.escape(made["statcomms"]["notebook"]) + r"-\d{3}")
        touched = any(
            cell.get("outputs")
            or cell.get("execution_count")
            or not ours.fullmatch(cell.get("id", ""))
            for cell in notebook["cells"]
        )
        return bool(saved or answered or touched)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


def write_if_changed(path: Path, text: str) -> bool:
    """Write a text file through a temporary one, only if it would change. True if it was written.

    Raises:
        BuildError: The file cannot be written (a full disk, a folder without rights).
    """
    data = text.encode("utf-8")
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data, public=True)
    except OSError as error:
        raise BuildError(
            f"{path} cannot be written: {error.strerror}.",
            "Make room or rights there and try again.",
        ) from error
    return True


def _orphans(root: Path, targets: set[Path]) -> Iterator[str]:
    places = ("notebooks/*.ipynb", "exercises/source/*/*.ipynb", "exercises/release/*/*.ipynb")
    for pattern in places:
        for path in sorted(root.glob(pattern)):
            if path not in targets:
                yield f"{path.relative_to(root)} has no text source."


def _sources(folder: Path) -> list[Path]:
    paths = sorted(folder.glob("*.md"))
    for path in paths:
        if not _SLUG.fullmatch(path.stem):
            raise BuildError(
                f"{path} has a name that is not like 05-analytics.md.",
                "Two digits, a hyphen, then lower-case letters, digits and hyphens.",
            )
    return paths


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BuildError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__
