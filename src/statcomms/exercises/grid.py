"""A table of controls: rows of things, a control in each cell. For queues, plans and matrices.

On a narrow screen each row becomes a card. With ``one_at_a_time`` the rows are a queue: one is
shown, with buttons to the one before and after; in print, and without a script, all are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from statcomms.errors import AnswerError
from statcomms.exercises.fields import MOST_CHARACTERS, Field
from statcomms.exercises.text import escape, inline, plain

__all__ = ["Cell", "Grid"]


@dataclass(frozen=True)
class Cell:
    """A column of a `Grid`: one control in each row.

    Attributes:
        name: Name in the row's value.
        label: Heading of the column.
        options: Key and label of what can be chosen; none for something written.
        numeric: Whether what is written is a number.
        optional: Whether it may stay empty.
        rows: Height of what is written, in lines.
    """

    name: str
    label: str
    options: Mapping[str, str] | None = None
    numeric: bool = False
    optional: bool = False
    rows: int = 1

    def clean(self, raw: Any) -> str:
        """Return a cell's value as it is kept: a key, or a text; empty for nothing."""
        if raw is None or raw == "":
            return ""
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            raise AnswerError(f"The answer to “{plain(self.label)}” could not be read.")
        text = str(raw)[:MOST_CHARACTERS]
        if self.options is not None and text not in self.options:
            raise AnswerError(
                f"The answer to “{plain(self.label)}” could not be read.", "Choose again."
            )
        return text

    def words(self, value: str) -> str:
        """Say a cell's value in words."""
        return plain((self.options or {}).get(value, value))

    def html(self, value: str, named: str) -> str:
        """Draw the control; ``named`` are the ids of what it is called by."""
        shared = f' data-cell="{escape(self.name)}" aria-labelledby="{named}"'
        if self.options is not None:
            rows = "".join(
                f'<option value="{escape(key)}"{" selected" if key == value else ""}>'
                f"{escape(plain(label))}</option>"
                for key, label in self.options.items()
            )
            first = f'<option value=""{"" if value else " selected"}>Choose …</option>'
            return f"<select{shared}>{first}{rows}</select>"
        if self.rows > 1:
            return f'<textarea{shared} rows="{self.rows}">{escape(value)}</textarea>'
        mode = ' inputmode="decimal" class="sc-number"' if self.numeric else ""
        return f'<input type="text" autocomplete="off"{shared}{mode} value="{escape(value)}">'


@dataclass(frozen=True)
class Grid(Field):
    """Rows of things with a control in each cell.

    The value is ``{row: {column: value}}`` with what was chosen or written, and nothing else.

    Attributes:
        rows: Key of each row and what it is, in light markup.
        cells: The columns.
        row_is: What a row is called, such as ``Comment``.
        one_at_a_time: Whether the rows are a queue.
    """

    rows: Mapping[str, str] | None = None
    cells: tuple[Cell, ...] = ()
    row_is: str = "Row"
    one_at_a_time: bool = False

    part: ClassVar[str] = "grid"

    @property
    def things(self) -> dict[str, str]:
        """The rows, by key."""
        return dict(self.rows or {})

    def clean(self, raw: Any) -> dict[str, dict[str, str]]:
        if raw is None:
            return {}
        if not isinstance(raw, Mapping):
            raise self._wrong()
        known = {cell.name: cell for cell in self.cells}
        found: dict[str, dict[str, str]] = {}
        for row in self.things:
            given = raw.get(row) or {}
            if not isinstance(given, Mapping) or set(given) - set(known):
                raise self._wrong()
            kept = {name: cell.clean(given.get(name)) for name, cell in known.items()}
            kept = {name: text for name, text in kept.items() if text}
            if kept:
                found[row] = kept
        if set(raw) - set(self.things):
            raise self._wrong()
        return found

    def empty(self, value: Any) -> bool:
        return not value

    def unfinished(self, value: Any) -> list[str]:
        """Return the rows in which something is missing that may not be."""
        needed = [cell.name for cell in self.cells if not cell.optional]
        given = value or {}
        return [row for row in self.things if any(not given.get(row, {}).get(n) for n in needed)]

    def html(self, value: Any) -> str:
        given = value or {}
        head = "".join(
            f'<th scope="col" id="{self._key(f"-c-{cell.name}")}">{inline(cell.label)}</th>'
            for cell in self.cells
        )
        rows = "".join(self._row(key, given.get(key, {})) for key in self.things)
        queue = ' data-queue="yes"' if self.one_at_a_time else ""
        turn = (
            '<div class="sc-turn" hidden><button type="button" data-turn="-1">Previous</button>'
            '<span role="status"></span><button type="button" data-turn="1">Next</button></div>'
            if self.one_at_a_time
            else ""
        )
        return (
            f'<div class="sc-field sc-gridfield" role="group" aria-labelledby="{self._key()}">'
            f'<span class="sc-legend" id="{self._key()}">{inline(self.label)}</span>{self._help()}'
            f'<table class="sc-cells" data-part="grid" data-field="{escape(self.name)}"{queue}>'
            f'<thead><tr><th scope="col">{inline(self.row_is)}</th>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table>{turn}</div>"
        )

    def _row(self, key: str, given: Mapping[str, str]) -> str:
        name = self._key(f"-r-{key}")
        cells = "".join(
            f'<td data-label="{escape(plain(cell.label))}">'
            + cell.html(given.get(cell.name, ""), f"{name} {self._key(f'-c-{cell.name}')}")
            + "</td>"
            for cell in self.cells
        )
        return (
            f'<tr data-row="{escape(key)}"><th scope="row" id="{name}">{inline(self.things[key])}'
            f"</th>{cells}</tr>"
        )

    def words(self, value: Any) -> str:
        lines = []
        for row, given in (value or {}).items():
            said = ", ".join(
                cell.words(given[cell.name]) for cell in self.cells if given.get(cell.name)
            )
            lines.append(f"{plain(self.things.get(row, row))[:60]}: {said}")
        return "; ".join(lines) or "nothing chosen"

    def spec(self) -> dict[str, Any]:
        return {
            **super().spec(),
            "rows": {key: plain(text) for key, text in self.things.items()},
            "cells": [
                {
                    "name": cell.name,
                    "label": plain(cell.label),
                    "options": {k: plain(v) for k, v in (cell.options or {}).items()},
                }
                for cell in self.cells
            ],
        }
