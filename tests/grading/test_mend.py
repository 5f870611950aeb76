"""Laying a handed-in notebook over the released one."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from grading.small_course import ASSIGNMENT, answer
from statcomms.exercises.answers import read_answer
from statcomms.grading.mend import (
    CHANGED,
    MISSING,
    ORDER,
    PARTS,
    TWICE,
    belongs,
    grade_id,
    mend_cells,
    put_code_answers,
    put_written_answers,
    written_html,
)

CODE = "def double(x):\n    return x + x"


@pytest.fixture
def cells(released: Any) -> list[dict[str, Any]]:
    """A whole notebook with the code task solved."""
    own = copy.deepcopy(released["cells"])
    place(own, "double")["source"] = CODE
    return own


def place(cells: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(cell for cell in cells if grade_id(cell) == name)


def sources(cells: list[dict[str, Any]]) -> list[str]:
    return [cell["source"] for cell in cells]


def reasons(problems: Any) -> dict[str, str]:
    return {problem.about: problem.reason for problem in problems}


def own_cell(source: str, kind: str = "code") -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source, "outputs": []}


def test_a_whole_notebook_keeps_its_cells_and_their_order(released: Any, cells: Any) -> None:
    cells.insert(4, own_cell("1 + 1"))
    mended = mend_cells(cells, released["cells"])
    assert sources(mended.cells) == sources(cells)
    assert mended.problems == []
    assert len({cell["id"] for cell in mended.cells}) == len(cells)


def test_a_deleted_cell_is_put_back(released: Any, cells: Any) -> None:
    left = [cell for cell in cells if grade_id(cell) not in ("t-rate-marks", "setup")]
    mended = mend_cells(left, released["cells"])
    assert sources(mended.cells) == sources(cells)
    assert reasons(mended.problems) == {"setup": MISSING, "t-rate-marks": MISSING}


def test_deleted_prose_is_put_back_without_a_word(released: Any, cells: Any) -> None:
    left = [cell for cell in cells if cell["cell_type"] == "code" or grade_id(cell)]
    mended = mend_cells(left, released["cells"])
    assert sources(mended.cells) == sources(cells)
    assert mended.problems == []


def test_an_exact_copy_counts_once(released: Any, cells: Any) -> None:
    copies = [each for cell in cells for each in (cell, copy.deepcopy(cell))]
    mended = mend_cells(copies, released["cells"])
    assert sources(mended.cells) == sources(cells)
    assert set(reasons(mended.problems).values()) == {TWICE}


def test_a_split_cell_is_joined(released: Any, cells: Any) -> None:
    first = place(cells, "double")
    at = cells.index(first)
    second = copy.deepcopy(first)
    second.pop("id")
    first["source"], second["source"] = CODE.split("\n")
    cells.insert(at + 1, second)
    mended = mend_cells(cells, released["cells"])
    assert place(mended.cells, "double")["source"] == CODE
    assert reasons(mended.problems) == {"double": PARTS}


def test_an_untouched_copy_says_nothing_beside_work(released: Any, cells: Any) -> None:
    cells.append(copy.deepcopy(place(released["cells"], "double")))
    mended = mend_cells(cells, released["cells"])
    assert place(mended.cells, "double")["source"] == CODE


def test_moved_cells_go_back_and_own_cells_follow(released: Any, cells: Any) -> None:
    solution, tests = place(cells, "double"), place(cells, "double-marks")
    cells.remove(solution)
    cells.insert(cells.index(tests) + 1, solution)
    cells.insert(cells.index(solution) + 1, own_cell("double(4)"))
    mended = mend_cells(cells, released["cells"])
    names = [grade_id(cell) or cell["source"] for cell in mended.cells]
    at = names.index("double")
    assert names[at : at + 3] == ["double", "double(4)", "double-marks"]
    assert reasons(mended.problems) == {"order": ORDER}


def test_a_changed_locked_cell_is_put_back(released: Any, cells: Any) -> None:
    place(cells, "t-rate-marks")["source"] = "3"
    mended = mend_cells(cells, released["cells"])
    marks = place(released["cells"], "t-rate-marks")
    assert place(mended.cells, "t-rate-marks")["source"] == marks["source"]
    assert reasons(mended.problems) == {"t-rate-marks": CHANGED}


def test_points_and_ids_come_from_the_release_not_from_the_file(released: Any, cells: Any) -> None:
    place(cells, "t-rate-marks")["metadata"]["nbgrader"]["points"] = 300
    extra = own_cell("0")
    extra["metadata"] = {"nbgrader": {"grade": True, "grade_id": "mine", "points": 50}}
    mended = mend_cells([*cells, extra], released["cells"])
    assert place(mended.cells, "t-rate-marks")["metadata"]["nbgrader"]["points"] == 3
    assert all(grade_id(cell) != "mine" for cell in mended.cells)


def test_cells_whose_metadata_is_gone_are_known_by_id_or_text(released: Any, cells: Any) -> None:
    for cell in cells:
        cell["metadata"] = {}
    mended = mend_cells(cells, released["cells"])
    assert place(mended.cells, "double")["source"] == CODE
    assert len(mended.cells) == len(cells)


@pytest.mark.parametrize(
    "damage",
    [None, 5, "text", {"cell_type": 3}, {"cell_type": "code", "source": {"a": 1}}, {}, []],
    ids=repr,
)
def test_damaged_cells_stop_nothing(released: Any, cells: Any, damage: Any) -> None:
    mended = mend_cells([damage, *cells, damage], released["cells"])
    assert place(mended.cells, "double")["source"] == CODE
    assert {grade_id(cell) for cell in mended.cells} >= {"t-rate-marks", "t-why-marks"}


@pytest.mark.parametrize("nothing", [None, [], {}, "cells"], ids=repr)
def test_no_cells_gives_the_released_ones(released: Any, nothing: Any) -> None:
    mended = mend_cells(nothing, released["cells"])
    assert sources(mended.cells) == sources(released["cells"])


def test_belongs(released: Any) -> None:
    assert belongs({"cells": released["cells"]}, released)
    assert belongs({"metadata": {"statcomms": {"notebook": ASSIGNMENT}}}, released)
    assert not belongs({"metadata": {"statcomms": {"notebook": "01-other"}}}, released)
    assert not belongs({"cells": [own_cell("1 + 1")]}, released)


def test_written_answer_goes_into_the_cell_for_hand_marking(released: Any, cells: Any) -> None:
    answers = {"t-why": read_answer(answer("t-why", {"text": "<b>I</b> & *you*"}))}
    put_written_answers(cells, answers, released["cells"])
    source = place(cells, "t-why-marks")["source"]
    assert "&lt;b&gt;I&lt;/b&gt; &amp; *you*" in source


def test_what_was_typed_into_the_cell_itself_stays(released: Any, cells: Any) -> None:
    place(cells, "t-why-marks")["source"] = "Typed here."
    answers = {"t-why": read_answer(answer("t-why", {"text": "Typed there."}))}
    put_written_answers(cells, answers, released["cells"])
    assert "Typed there." in place(cells, "t-why-marks")["source"]
    assert place(cells, "t-why-marks")["source"].endswith("Typed here.")


@pytest.mark.parametrize("value", [{"text": "  \n "}, {"text": 3}, {}], ids=repr)
def test_a_blank_answer_leaves_the_cell_as_released(
    released: Any, cells: Any, value: dict[str, Any]
) -> None:
    put_written_answers(cells, {"t-why": read_answer(answer("t-why", value))}, released["cells"])
    assert (
        place(cells, "t-why-marks")["source"] == place(released["cells"], "t-why-marks")["source"]
    )


def test_recorded_code_fills_an_untouched_cell_only(released: Any, cells: Any) -> None:
    recorded = {"double": read_answer(answer("double", {"source": "x = 1"}, kind="code"))}
    put_code_answers(cells, recorded, released["cells"])
    assert place(cells, "double")["source"] == CODE
    fresh = copy.deepcopy(released["cells"])
    put_code_answers(fresh, recorded, released["cells"])
    assert place(fresh, "double")["source"] == "x = 1"


def test_written_html_is_one_block_without_formulas() -> None:
    text = written_html("costs $5\n\n# no heading $x$\n</div><script>")
    assert "\n" not in text
    assert "$" not in text
    assert "<script" not in text
