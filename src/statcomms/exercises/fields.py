"""The controls an exercise is built from: plain data, each drawn once, as native HTML.

A field knows its label, which values it takes, how it is drawn, and how its value reads in words.
The drawing is the same in a notebook, on a book page, in feedback and in print; the front end
(``static/exercises.js``) only listens to it. ``@@`` in the HTML stands for an id of the view.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from statcomms.errors import AnswerError
from statcomms.exercises.text import escape, inline, plain

__all__ = ["Checks", "Field", "Line", "Lines", "Ordered", "Radio", "Select", "Slider"]

MOST_CHARACTERS = 20_000
"""The longest text that a field takes."""


@dataclass(frozen=True)
class Field:
    """One control: its name in the answer's value, its label, and a line of help."""

    name: str
    label: str
    help: str = ""

    part: ClassVar[str] = ""

    def clean(self, raw: Any) -> Any:
        """Return the value as this field keeps it.

        Raises:
            AnswerError: It is of the wrong type or not among the choices.
        """
        raise NotImplementedError

    def empty(self, value: Any) -> bool:
        """Whether nothing has been chosen or written yet."""
        return value is None or value == "" or value == []

    def html(self, value: Any) -> str:
        """Draw the control with a value in it."""
        raise NotImplementedError

    def words(self, value: Any) -> str:
        """Say the value in words, as plain text."""
        return str(value)

    def spec(self) -> dict[str, Any]:
        """Return the field as plain data."""
        return {"part": self.part, "name": self.name, "label": plain(self.label)}

    def _key(self, suffix: str = "") -> str:
        return escape(f"@@-{self.name}{suffix}").replace("@&#64;", "@@")

    def _help(self) -> str:
        if not self.help:
            return ""
        return f'<span class="sc-help" id="{self._key("-help")}">{inline(self.help)}</span>'

    def _described(self) -> str:
        return f' aria-describedby="{self._key("-help")}"' if self.help else ""

    def _label(self) -> str:
        return f'<label for="{self._key()}">{inline(self.label)}</label>{self._help()}'

    def _wrong(self) -> AnswerError:
        return AnswerError(
            f"The answer to “{plain(self.label)}” could not be read.", "Choose again."
        )


@dataclass(frozen=True)
class _Choosing(Field):
    options: Mapping[str, str] | None = None

    @property
    def choices(self) -> dict[str, str]:
        return dict(self.options or {})

    def spec(self) -> dict[str, Any]:
        return {**super().spec(), "options": {k: plain(v) for k, v in self.choices.items()}}

    def _group(self, rows: str, style: str = "") -> str:
        return (
            f'<fieldset class="sc-field" data-part="{self.part}" data-field="{escape(self.name)}"'
            f"{self._described()}><legend>{inline(self.label)}</legend>{self._help()}"
            f'<div class="sc-options{style}">{rows}</div></fieldset>'
        )


@dataclass(frozen=True)
class _OneOf(_Choosing):
    """One of the choices, or none yet."""

    none_yet: ClassVar[str] = "nothing chosen"

    def clean(self, raw: Any) -> str | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str) or raw not in self.choices:
            raise self._wrong()
        return raw

    def words(self, value: Any) -> str:
        return plain(self.choices.get(str(value), self.none_yet))


@dataclass(frozen=True)
class Radio(_OneOf):
    """One of a few: a group of radio buttons, the whole row clickable."""

    part: ClassVar[str] = "radio"
    columns: int = 1

    def html(self, value: Any) -> str:
        rows = "".join(
            f'<label class="sc-option"><input type="radio" name="{self._key()}" '
            f'value="{escape(key)}"{" checked" if key == value else ""}>'
            f"<span>{inline(label)}</span></label>"
            for key, label in self.choices.items()
        )
        return self._group(rows, " sc-side" if self.columns > 1 else "")


@dataclass(frozen=True)
class Checks(_Choosing):
    """Any of a few: a group of checkboxes, the whole row clickable."""

    part: ClassVar[str] = "checks"

    def clean(self, raw: Any) -> list[str]:
        if raw is None:
            return []
        if not isinstance(raw, Sequence) or isinstance(raw, str | bytes):
            raise self._wrong()
        if any(not isinstance(key, str) or key not in self.choices for key in raw):
            raise self._wrong()
        return [key for key in self.choices if key in raw]

    def html(self, value: Any) -> str:
        chosen = value or []
        rows = "".join(
            f'<label class="sc-option"><input type="checkbox" value="{escape(key)}"'
            f"{' checked' if key in chosen else ''}><span>{inline(label)}</span></label>"
            for key, label in self.choices.items()
        )
        return self._group(rows)

    def words(self, value: Any) -> str:
        names = [plain(self.choices[key]) for key in value or [] if key in self.choices]
        return "; ".join(names) or "nothing chosen"


@dataclass(frozen=True)
class Select(_OneOf):
    """One of many: a drop-down list."""

    part: ClassVar[str] = "select"
    must_choose: bool = True
    """Whether the list begins with an empty line, so that nothing is chosen for the learner."""

    def html(self, value: Any) -> str:
        first = f'<option value=""{"" if value else " selected"}>Choose …</option>'
        rows = "".join(
            f'<option value="{escape(key)}"{" selected" if key == value else ""}>'
            f"{escape(plain(label))}</option>"
            for key, label in self.choices.items()
        )
        return (
            f'<div class="sc-field">{self._label()}'
            f'<select id="{self._key()}" data-part="select" data-field="{escape(self.name)}"'
            f"{self._described()}>{first if self.must_choose else ''}{rows}</select></div>"
        )


@dataclass(frozen=True)
class _Written(Field):
    """Something written: blanks alone are nothing."""

    part: ClassVar[str] = "text"

    def empty(self, value: Any) -> bool:
        return not str(value or "").strip()


@dataclass(frozen=True)
class Line(_Written):
    """One line of text, or a number written as text."""

    unit: str = ""
    numeric: bool = False
    placeholder: str = ""

    def clean(self, raw: Any) -> str:
        if raw is None:
            return ""
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            raise self._wrong()
        return str(raw)[:MOST_CHARACTERS]

    def html(self, value: Any) -> str:
        mode = ' inputmode="decimal" class="sc-number"' if self.numeric else ""
        unit = f'<span class="sc-unit" aria-hidden="true">{escape(self.unit)}</span>'
        label = self._label()
        if self.unit:
            label = label.replace(
                "</label>", f'<span class="sc-sr"> in {escape(self.unit)}</span></label>', 1
            )
        return (
            f'<div class="sc-field">{label}<span class="sc-line">'
            f'<input type="text" id="{self._key()}" data-part="text" autocomplete="off"'
            f' data-field="{escape(self.name)}"{mode}{self._described()}'
            f' placeholder="{escape(self.placeholder)}" value="{escape(value or "")}">'
            f"{unit if self.unit else ''}</span></div>"
        )

    def words(self, value: Any) -> str:
        written = str(value or "").strip()
        if not written:
            return "nothing written"
        return written if not self.unit or self.unit in written else f"{written} {self.unit}"


@dataclass(frozen=True)
class Lines(_Written):
    """Several lines of text."""

    rows: int = 5

    def clean(self, raw: Any) -> str:
        if raw is None:
            return ""
        if not isinstance(raw, str):
            raise self._wrong()
        return raw[:MOST_CHARACTERS]

    def html(self, value: Any) -> str:
        return (
            f'<div class="sc-field">{self._label()}'
            f'<textarea id="{self._key()}" data-part="text" data-field="{escape(self.name)}"'
            f' rows="{self.rows}"{self._described()}>\n{escape(value or "")}</textarea></div>'
        )

    def words(self, value: Any) -> str:
        return str(value or "").strip() or "nothing written"


@dataclass(frozen=True)
class Slider(_OneOf):
    """A place in an ordered list, such as a month: a native slider that says where it stands."""

    part: ClassVar[str] = "slider"
    none_yet: ClassVar[str] = "not set"

    def html(self, value: Any) -> str:
        keys = list(self.choices)
        place = keys.index(value) if value in keys else 0
        said = plain(self.choices[keys[place]]) if keys else ""
        shown = said if value in keys else self.none_yet
        options = escape("|".join(f"{key}={plain(label)}" for key, label in self.choices.items()))
        return (
            f'<div class="sc-field">{self._label()}<span class="sc-line">'
            f'<input type="range" id="{self._key()}" data-part="slider" min="0"'
            f' max="{max(len(keys) - 1, 0)}" step="1" value="{place}"'
            f' data-field="{escape(self.name)}" data-options="{options}"'
            f' data-set="{"yes" if value in keys else "no"}"'
            f' aria-valuetext="{escape(shown)}"{self._described()}>'
            f'<output for="{self._key()}" class="sc-unit">{escape(shown)}</output></span></div>'
        )


@dataclass(frozen=True)
class Ordered(_Choosing):
    """A list to put in order with two buttons a row: no dragging."""

    part: ClassVar[str] = "order"

    def clean(self, raw: Any) -> list[str]:
        if raw is None or raw == []:
            return []
        if not isinstance(raw, Sequence) or isinstance(raw, str | bytes):
            raise self._wrong()
        if sorted(map(str, raw)) != sorted(self.choices):
            raise self._wrong()
        return [str(key) for key in raw]

    def html(self, value: Any) -> str:
        order = value or list(self.choices)
        rows = "".join(
            f'<li class="sc-option" data-item="{escape(key)}"><span class="sc-place">{place}</span>'
            f'<span class="sc-name">{inline(self.choices[key])}</span><span class="sc-moves">'
            f'<button type="button" data-move="-1" aria-label="Move up: '
            f'{escape(plain(self.choices[key]))}">↑</button>'
            f'<button type="button" data-move="1" aria-label="Move down: '
            f'{escape(plain(self.choices[key]))}">↓</button></span></li>'
            for place, key in enumerate(order, start=1)
        )
        return (
            f'<div class="sc-field" role="group" aria-labelledby="{self._key()}">'
            f'<span class="sc-legend" id="{self._key()}">{inline(self.label)}</span>{self._help()}'
            f'<ol class="sc-options sc-order" data-part="order" data-field="{escape(self.name)}"'
            f' data-moved="{"yes" if value else "no"}">{rows}</ol></div>'
        )

    def words(self, value: Any) -> str:
        if not value:
            return "not put in order"
        return " → ".join(plain(self.choices.get(key, key)) for key in value)
