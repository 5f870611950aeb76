"""Mend a handed-in notebook: the released cells in their order, the learner's work in them.

Learners delete, copy, split and move cells; tools strip metadata and old programs save old formats.
nbgrader gives up on some of that and quietly loses points on the rest. Here the handed-in notebook
is laid over the released one: every released cell is there once and in its place, what a learner
may write comes from the learner, the learner's own cells follow the cell they stood behind.
"""

from __future__ import annotations

import copy
import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from statcomms.exercises.answers import Answer, Problem

__all__ = [
    "Mended",
    "belongs",
    "mend_cells",
    "put_code_answers",
    "put_written_answers",
    "written_html",
]

Cell = dict[str, Any]

MISSING: Final = "This cell was missing from the file. It was put back as it was released."
TWICE: Final = "This cell was in the file more than once. One copy was graded."
PARTS: Final = "This cell was in several parts. They were joined in the order in which they stood."
CHANGED: Final = "This cell is not one to change. It was put back as it was released."
ORDER: Final = "Cells were not in the order of the assignment. They were put back in order."
UNREADABLE: Final = "A cell of the file is damaged. What could be read of it was kept."


@dataclass
class Mended:
    """What became of the handed-in cells.

    Attributes:
        cells: The cells to grade, without outputs.
        problems: What was mended, one sentence each.
    """

    cells: list[Cell]
    problems: list[Problem] = field(default_factory=list)


def _nbgrader(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = cell.get("metadata")
    data = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    return data if isinstance(data, Mapping) else {}


def grade_id(cell: Mapping[str, Any]) -> str:
    """Return nbgrader's id of a cell, or an empty text."""
    name = _nbgrader(cell).get("grade_id")
    return name if isinstance(name, str) else ""


def is_solution(cell: Mapping[str, Any]) -> bool:
    """Tell whether nbgrader lets a learner write in the cell."""
    return _nbgrader(cell).get("solution") is True


def is_grade(cell: Mapping[str, Any]) -> bool:
    """Tell whether the cell has points."""
    return _nbgrader(cell).get("grade") is True


def source_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's source, whether it was saved as a text or as lines."""
    source = cell.get("source", "")
    if isinstance(source, str):
        return source
    if isinstance(source, Sequence):
        return "".join(line for line in source if isinstance(line, str))
    return ""


def belongs(notebook: Mapping[str, Any], released: Mapping[str, Any]) -> bool:
    """Tell whether a handed-in notebook is one of the released assignment.

    Args:
        notebook: The handed-in notebook, of any shape.
        released: The released notebook.

    Returns:
        What the notebook says of itself when it says so; else whether one of its cells has the
        nbgrader id, or is a copy, of a cell of the assignment that has an nbgrader id.
    """
    named, own = _named(notebook), _named(released)
    if named and own:
        return named == own
    originals = [cell for cell in released.get("cells", []) if grade_id(cell)]
    names = {grade_id(cell) for cell in originals}
    sources = {source_of(cell).strip() for cell in originals} - {""}
    cells = notebook.get("cells")
    return any(
        isinstance(cell, Mapping)
        and (grade_id(cell) in names or source_of(cell).strip() in sources)
        for cell in (cells if isinstance(cells, list) else [])
    )


def _named(notebook: Mapping[str, Any]) -> str:
    metadata = notebook.get("metadata")
    own = metadata.get("statcomms") if isinstance(metadata, Mapping) else None
    name = own.get("notebook") if isinstance(own, Mapping) else None
    return name if isinstance(name, str) else ""


def _readable(cells: object, problems: list[Problem]) -> Iterator[Cell]:
    """Yield each cell as type, source, metadata and id that can be trusted to have those types."""
    for number, cell in enumerate(cells if isinstance(cells, list) else [], start=1):
        if not isinstance(cell, Mapping):
            problems.append(Problem(f"cell {number}", UNREADABLE))
            continue
        kind = cell.get("cell_type")
        if kind not in ("code", "markdown", "raw"):
            problems.append(Problem(f"cell {number}", UNREADABLE))
            kind = "raw"
        metadata = cell.get("metadata")
        clean: Cell = {
            "cell_type": kind,
            "source": source_of(cell),
            "metadata": dict(metadata) if isinstance(metadata, Mapping) else {},
            "id": cell.get("id") if isinstance(cell.get("id"), str) else "",
        }
        attachments = cell.get("attachments")
        if kind == "markdown" and isinstance(attachments, Mapping) and _are_files(attachments):
            clean["attachments"] = copy.deepcopy(dict(attachments))
        yield clean


def _are_files(attachments: Mapping[str, Any]) -> bool:
    return all(
        isinstance(bundle, Mapping) and all(isinstance(data, str) for data in bundle.values())
        for bundle in attachments.values()
    )


def _is_remark(cell: Mapping[str, Any]) -> bool:
    own = cell["metadata"].get("statcomms")
    return isinstance(own, Mapping) and own.get("remarks") is True


def mend_cells(cells: object, released: Sequence[Mapping[str, Any]]) -> Mended:
    """Lay handed-in cells over the released ones.

    Args:
        cells: The handed-in notebook's cells, of any shape.
        released: The released notebook's cells, in order.

    Returns:
        Every released cell once, in the released order; each solution cell and each plain text
        with what the learner wrote; the learner's own cells behind the cell they stood behind.
        A notebook that is whole comes back with its cells in the order they had.
    """
    problems: list[Problem] = []
    by_name = {grade_id(cell): place for place, cell in enumerate(released) if grade_id(cell)}
    by_id = {str(cell.get("id")): place for place, cell in enumerate(released) if cell.get("id")}
    by_source: dict[tuple[str, str], int] = {}
    for place, cell in enumerate(released):
        text = source_of(cell).strip()
        if text and not is_solution(cell):
            by_source.setdefault((str(cell["cell_type"]), text), place)

    found: dict[int, list[Cell]] = {}
    extras: dict[int, list[Cell]] = {}
    anchor = -1
    order: list[int] = []
    for cell in _readable(cells, problems):
        if _is_remark(cell):
            continue
        at = by_name.get(grade_id(cell))
        if at is None:
            at = by_id.get(cell["id"])
            if at is not None and released[at]["cell_type"] != cell["cell_type"]:
                at = None
        if at is None:
            at = by_source.get((cell["cell_type"], cell["source"].strip()))
        if at is None:
            extras.setdefault(anchor, []).append(_own(cell))
            continue
        named = bool(grade_id(released[at]))
        if at in found and not named:
            if cell["source"].strip() != source_of(released[at]).strip():
                extras.setdefault(anchor, []).append(_own(cell))
            continue
        if at not in found and named:
            order.append(at)
        found.setdefault(at, []).append(cell)
        anchor = at
    if order != sorted(order):
        problems.append(Problem("order", ORDER))

    mended = list(extras.get(-1, []))
    for place, original in enumerate(released):
        mended.append(_filled(original, found.get(place, []), problems))
        mended.extend(extras.get(place, []))
    _name(mended, released)
    return Mended(mended, problems)


def _own(cell: Cell) -> Cell:
    """Return a cell of the learner's own: text and code stay, metadata goes."""
    kept: Cell = {"cell_type": cell["cell_type"], "metadata": {}, "source": cell["source"]}
    if "attachments" in cell:
        kept["attachments"] = cell["attachments"]
    return _blank(kept)


def _blank(cell: Cell) -> Cell:
    if cell["cell_type"] == "code":
        cell["execution_count"] = None
        cell["outputs"] = []
    return cell


def _filled(original: Mapping[str, Any], copies: list[Cell], problems: list[Problem]) -> Cell:
    cell: Cell = copy.deepcopy(dict(original))
    cell["source"] = source_of(original)
    _blank(cell)
    name = grade_id(cell)
    if not copies:
        if name:
            problems.append(Problem(name, MISSING))
        return cell
    if name and not is_solution(cell):
        if any(each["source"].rstrip() != cell["source"].rstrip() for each in copies):
            problems.append(Problem(name, CHANGED))
        elif len(copies) > 1:
            problems.append(Problem(name, TWICE))
        return cell
    # The learner's text: each different part once; an untouched copy says nothing beside another.
    parts = list(dict.fromkeys(each["source"] for each in copies))
    written = [part for part in parts if part.strip() and part.strip() != cell["source"].strip()]
    if len(copies) > 1:
        problems.append(Problem(name, PARTS if len(written) > 1 else TWICE))
    if len(written) > 1:
        cell["source"] = ("\n" if cell["cell_type"] == "code" else "\n\n").join(written)
    elif written:
        cell["source"] = written[0]
    elif not name:
        cell["source"] = copies[0]["source"]
    for each in copies:
        if "attachments" in each and cell["cell_type"] == "markdown":
            cell.setdefault("attachments", {}).update(each["attachments"])
    return cell


def _name(cells: list[Cell], released: Sequence[Mapping[str, Any]]) -> None:
    """Give every cell an id of nbformat 4.5 that is there once."""
    taken = {str(cell["id"]) for cell in released if cell.get("id")}
    number = 0
    for cell in cells:
        if not cell.get("id"):
            number += 1
            while f"own-{number:03d}" in taken:
                number += 1
            cell["id"] = f"own-{number:03d}"


def written_html(text: str) -> str:
    r"""Return a learner's text as HTML that a markdown cell shows as it was typed.

    Nothing in it is read as HTML, as markdown or as a formula.

    >>> written_html("a < b\n\n*so*")
    '<div class="statcomms-written mathjax_ignore tex2jax_ignore">a &lt; b<br><br>*so*</div>'
    """
    lines = html.escape(text.strip(), quote=True).replace("$", "&#36;").splitlines()
    body = "<br>".join(line.replace("\t", " ") for line in lines)
    return f'<div class="statcomms-written mathjax_ignore tex2jax_ignore">{body}</div>'


def put_code_answers(
    cells: list[Cell], answers: Mapping[str, Answer], released: Sequence[Mapping[str, Any]]
) -> None:
    """Put recorded code into its cell when the cell was handed in untouched, or not at all.

    The notebook records the optional task's code each time it runs, under the cell's nbgrader id,
    so that a cell that was never saved is not lost.

    Args:
        cells: The mended cells; changed in place.
        answers: The learner's answers by exercise.
        released: The released notebook's cells.
    """
    stubs = {grade_id(cell): source_of(cell).strip() for cell in released}
    for cell in cells:
        answer = answers.get(grade_id(cell))
        if answer is None or answer.kind != "code" or not is_solution(cell):
            continue
        code = answer.value.get("source")
        if isinstance(code, str) and cell["source"].strip() == stubs.get(grade_id(cell)):
            cell["source"] = code


def put_written_answers(
    cells: list[Cell], answers: Mapping[str, Answer], released: Sequence[Mapping[str, Any]]
) -> None:
    """Put each written answer into the cell in which a person marks it.

    The cell is the one that nbgrader grades by hand and whose id is ``<exercise id>-marks``. What
    the learner typed in the cell itself stays below it. A blank answer changes nothing, so that
    nbgrader sees an untouched cell and gives no points.

    Args:
        cells: The mended cells; changed in place.
        answers: The learner's answers by exercise.
        released: The released notebook's cells.
    """
    stubs = {grade_id(cell): source_of(cell).strip() for cell in released}
    for cell in cells:
        name = grade_id(cell)
        answer = answers.get(name.removesuffix("-marks")) if name.endswith("-marks") else None
        if answer is None or cell["cell_type"] != "markdown" or not is_solution(cell):
            continue
        text = answer.value.get("text")
        if not isinstance(text, str) or not text.strip():
            continue
        typed = cell["source"].strip()
        below = "" if typed in ("", stubs.get(name)) else f"\n\n{cell['source']}"
        cell["source"] = written_html(text) + below
