"""The references page, made from ``book/references.bib``.

A lesson cites a source as a plain Markdown link, ``[AMEC, 2020](../book/references.md#amec2020)``,
which reads well in JupyterLab and resolves in the book. The page has one heading for each entry;
the key stands at its end as code, and `heading_slug` makes the anchor from it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from statcomms.errors import BuildError

__all__ = ["cited_keys", "heading_slug", "read_references", "references_page"]

_KEY = re.compile(r"[a-z0-9]+")
_KEYED_HEADING = re.compile(r".* · ([a-z0-9]+)")
_CITATION = re.compile(r"references\.(?:md|html)#([^)\s]*)\)")
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>#])")
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

INTRODUCTION: Final = """\
# References

<!-- Made from book/references.bib by `statcomms build notebooks`: edit that, not this. -->

Every claim in the course that comes from somewhere else is linked to its source here. The short
name behind each heading is how the lessons' text refers to it.
"""


def read_references(path: Path) -> dict[str, Any]:
    """Read the sources as pybtex entries, by key.

    Raises:
        BuildError: The file is not BibTeX, or an entry lacks what a reader needs to find it.
    """
    from pybtex.database import BibliographyDataError, parse_bytes
    from pybtex.exceptions import PybtexError

    try:
        found = parse_bytes(path.read_bytes(), "bibtex")
    except (PybtexError, BibliographyDataError) as error:
        reason = " ".join(str(error).split())
        raise BuildError(f"{path.name} cannot be read: {reason}.", "Mend that entry.") from error
    entries = dict(found.entries.items())
    for key, entry in entries.items():
        if not _KEY.fullmatch(key):
            raise BuildError(
                f"{path.name} has the key {key!r}.", "Use lower-case letters and digits only."
            )
        for field in ("title", "url"):
            if not entry.fields.get(field):
                raise BuildError(f"{path.name}: {key} has no {field}.", "Add it.")
        if not entry.persons.get("author"):
            raise BuildError(f"{path.name}: {key} has no author.", "Name a person or an office.")
    return entries


def references_page(entries: dict[str, Any]) -> str:
    """Write the references page (Markdown), sorted by author and year.

    >>> references_page({}).splitlines()[0]
    '# References'
    """
    blocks = sorted((_heading(key, entry), key) for key, entry in entries.items())
    parts = [INTRODUCTION]
    parts += [f"## {heading}\n\n{_description(entries[key])}\n" for heading, key in blocks]
    return "\n".join(parts)


def heading_slug(title: str) -> str:
    """The anchor of a heading: a reference's key, or else what GitHub would make of the text.

    Sphinx is told to use this function for every page (``myst_heading_slug_func``).

    >>> heading_slug("Graham, 2020 · amec2020")
    'amec2020'
    >>> heading_slug("Click-through rate: what counts?")
    'click-through-rate-what-counts'
    """
    keyed = _KEYED_HEADING.fullmatch(title)
    if keyed:
        return keyed.group(1)
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def cited_keys(text: str) -> list[str]:
    """The keys that a text cites, in order, repeated ones included.

    >>> cited_keys("See [AMEC, 2020](../book/references.md#amec2020).")
    ['amec2020']
    """
    return _CITATION.findall(text)


def _heading(key: str, entry: Any) -> str:
    people = [_name(person) for person in entry.persons["author"]]
    who = f"{people[0]} and others" if len(people) > 2 else " and ".join(people)
    return f"{who}, {entry.fields.get('year', 'no date')} · `{key}`"


def _name(person: Any) -> str:
    return _plain(" ".join([*person.prelast_names, *person.last_names])) or _plain(str(person))


def _description(entry: Any) -> str:
    fields = entry.fields
    people = [
        _plain(" ".join([*p.first_names, *p.middle_names, *p.prelast_names, *p.last_names]))
        for p in entry.persons["author"]
    ]
    who = people[0] if len(people) == 1 else f"{', '.join(people[:-1])} and {people[-1]}"
    when = " ".join(
        part for part in (_month(fields.get("month", "")), fields.get("year", "")) if part
    )
    url = fields["url"]
    title = _plain(fields["title"])
    sentences = [f"{who}{f' ({when})' if when else ''}", f"*{title}*"]
    sentences += [
        _plain(fields[field]) + _issue(fields)
        for field in ("journal", "booktitle", "howpublished")
        if field in fields
    ]
    sentences.append(f"[{urlsplit(url).netloc.removeprefix('www.')}]({url})")
    if "note" in fields:
        sentences.append(_plain(fields["note"]))
    return " ".join(s if s.endswith((".", "?*", "!*")) else f"{s}." for s in sentences)


def _issue(fields: Any) -> str:
    volume, number, pages = (fields.get(name, "") for name in ("volume", "number", "pages"))
    issue = f" {volume}{f'({number})' if number else ''}" if volume else ""
    return issue + (f": {pages.replace('--', '–')}" if pages else "")


def _month(month: str) -> str:
    for name in _MONTHS:
        if month and name.lower().startswith(month.lower()[:3]):
            return name
    return ""


def _plain(latex: str) -> str:
    """Turn BibTeX's LaTeX into Markdown text."""
    from pybtex.richtext import Text

    text = re.sub(r"\\([$&%#_])", r"\1", str(Text.from_latex(latex)).strip())
    return _MARKDOWN_SIGNS.sub(r"\\\1", text)
