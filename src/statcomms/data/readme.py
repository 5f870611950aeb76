"""The README of the sample data: what each table and each column is, and what to beware of."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby, takewhile
from typing import TypeAlias

from statcomms.data.tables import Tables
from statcomms.schema import PLATFORM_LABELS, PLATFORMS, TABLES, Column, Table

__all__ = ["command", "readme", "spaced"]

Exports: TypeAlias = Mapping[str, tuple[bytes, str]]


def readme(tables: Tables, exports: Exports, folder: str) -> str:
    """Return the README of the sample data, in Markdown.

    Args:
        tables: The tables of a seed.
        exports: Content and description of each file of a platform, by path.
        folder: Name of the folder of these files.
    """
    posts = tables["posts"]
    by_platform = ", ".join(
        f"{PLATFORM_LABELS[name]}: {spaced(int((posts['platform'] == name).sum()))}"
        for name in PLATFORMS
    )
    contents_list = "\n".join(
        f"- `{name}.csv`: {spaced(len(tables[name]))} rows. {TABLES[name].title}."
        for name in tables
    )
    sections = "\n".join(_section(TABLES[name], len(tables[name])) for name in tables)
    return f"""# Sample data: the National Statistics Office of Nusamara

**Nusamara is invented.** So are its office, its provinces, its figures, its posts and everything
people did with them. The tables are made by a computer model. Draw no conclusion about real
platforms, real offices or real people from them.

{contents_list}
- `{folder}/` ({len(exports)} files): the same posts as the platforms themselves let them be
  downloaded, with all that is odd about such files.

**Basis** above each table says what its columns rest on. *Measured*: behaves like real files that
we could read (a company's Facebook Page of 2014, an organisation's X account of 2021, a company's
LinkedIn Page over 52 weeks). *Assumed*: we chose it. *Invented*: words and numbers without any
model. The numbers behind each are in `src/statcomms/data/calibration.json`.

Columns of one kind share a row of the tables below; what differs is in the order of their names.

The posts are from {posts["month"].min()} to {posts["month"].max()}.
{by_platform}.

{sections}
{_exports_section(exports, folder)}
## Make it again

    {command(tables.seed)}

The same seed gives the same files, byte for byte. `datapackage.json` says types, units, limits,
keys, size and hash in the Frictionless standard. Licence of the data: CC BY 4.0.
"""


def _exports_section(exports: Exports, folder: str) -> str:
    lines = "\n".join(
        f"| `{name.partition('/')[2]}` | {spaced(len(content))} | {says} |"
        for name, (content, says) in exports.items()
    )
    return f"""## {folder}/

{len(exports)} files, in the formats of X (formerly Twitter), Facebook and LinkedIn. They \
look as the
platforms' own files do: headers to the letter, time zones, missing cells, junk rows. Use them to
practise reading your own. Addresses in them lead to nso.example, and names of staff are invented.

| File | Bytes | What it is |
|---|---|---|
{lines}

Know before you use them:

- **The newest files together hold every post.** An older file of the same months has lower counts,
  and posts that the office deleted since. Of a post that is in two files, take the newer row.
- **Four clocks.** Old files of X have UTC. Facebook has US Pacific time and does not say so. New
  files of X and those of LinkedIn have a date without a time, here the date in Nusamara.
- **A list of posts is no daily series.** The list gives a post's whole life on the day of
  publication; the daily series gives what happened on each day.
- **Read post ids as text.** A spreadsheet rounds them.
- **An empty cell or `-` is not 0.**
- What the posts table does not hold, such as detail expands or seconds viewed, is split from its
  counts by chance, so that the platforms' own sums hold. Its size is assumed.
"""


_WORDS = {
    "claims": "`harm` is what could happen to people who believe the claim, if it is wrong. It "
    "does not say whether it is wrong. 0: nothing; 1: some harm; 2: serious harm; 3: danger to "
    "health, to people's rights or to the census.",
}
"""What a table's reader has to know before the table of columns."""

_FEWEST = 3
"""Columns of one kind that share a row."""


def _section(table: Table, rows: int) -> str:
    lines = []
    for group in _groups(table.columns):
        names = ", ".join(f"`{each.name}`" for each in group)
        meaning = _together([each.meaning for each in group])
        lines.append(f"| {names} | {group[0].unit or '–'} | {meaning} |")
    beware = "\n".join(f"- {line}" for line in table.beware)
    know = f"\nKnow before you use it:\n\n{beware}\n" if beware else ""
    words = f"\n{_WORDS[table.name]}\n" if table.name in _WORDS else ""
    rows_of = "\n".join(lines)
    return f"""## {table.name}.csv

{spaced(rows)} rows. {table.row_is}

{_basis(table)}
{words}
| Column | Unit | What it means |
|---|---|---|
{rows_of}
{know}"""


def _basis(table: Table) -> str:
    """Say what the columns rest on, the most common basis without names."""
    by_basis: dict[str, list[str]] = {}
    for one in table.columns:
        by_basis.setdefault(one.basis, []).append(f"`{one.name}`")
    most = max(by_basis, key=lambda basis: len(by_basis[basis]))
    others = [f"{', '.join(by_basis[one])} {one}" for one in sorted(by_basis) if one != most]
    if not others:
        return f"Basis: {most}."
    return f"Basis: {'; '.join(others)}; all other columns {most}."


def _groups(columns: tuple[Column, ...]) -> list[list[Column]]:
    """Put neighbours together whose names begin alike and that have all but words in common."""
    groups = [
        list(group)
        for _, group in groupby(
            columns, lambda one: (one.name.partition("_")[0], one.unit, one.platforms, one.basis)
        )
    ]
    return [
        part
        for group in groups
        for part in ([group] if len(group) >= _FEWEST else [[one] for one in group])
    ]


def _together(meanings: list[str]) -> str:
    """Say once what meanings have in common, and what differs in their order.

    >>> _together(["People after 1 hour, seen.", "People after 2 hours, seen."])
    'People after 1 hour, 2 hours, seen.'
    """
    if len(meanings) == 1:
        return meanings[0]
    words = [one.split() for one in meanings]
    head, tail = _common(words), _common([one[::-1] for one in words])
    stop = [len(one) - tail for one in words]
    parts = [" ".join(one[head:end]).rstrip(".,") for one, end in zip(words, stop, strict=True)]
    between = "; " if any("," in part for part in parts) else ", "
    last = words[0][stop[0] - 1][-1]
    closing = last if last in ".," else ""
    return " ".join([*words[0][:head], between.join(parts) + closing, *words[0][stop[0] :]])


def _common(words: list[list[str]]) -> int:
    """How many words all begin with."""
    alike = (len(set(place)) == 1 for place in zip(*words, strict=False))
    return sum(1 for _ in takewhile(bool, alike))


def spaced(number: int) -> str:
    """Return a whole number with thin spaces between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def command(seed: int | str) -> str:
    """Return the command that makes the data of a seed."""
    return f"statcomms data build --seed {seed} --out datasets"
