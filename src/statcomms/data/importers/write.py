"""Write what was read: posts.csv, daily.csv, audience.csv and report.txt in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from statcomms.data.importers.merge import ImportedTogether
from statcomms.data.whole_files import write_whole
from statcomms.errors import DataError

if TYPE_CHECKING:
    from statcomms.data.importers.reader import Imported

__all__ = ["guarded", "write_imported"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WORDS = ("text", "campaign", "block", "row", "column")


def write_imported(
    found: Imported | ImportedTogether, folder: Path, *, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write the tables that have rows, and the report.

    A text that a spreadsheet could take for a formula gets a ' before it; how many is said at the
    end of the report. Each file is written whole under another name first.

    Args:
        found: What was read.
        folder: Where to write; made when it is not there.
        overwrite: Replace files that are there.

    Returns:
        The files written.

    Raises:
        DataError: A file is there already and `overwrite` is not given, or cannot be written.
    """
    tables = {"posts": found.posts, "daily": found.daily, "audience": found.audience}
    content: dict[str, str] = {}
    changed = 0
    for name, table in tables.items():
        if len(table):
            safe, number = guarded(table)
            changed += number
            content[f"{name}.csv"] = _csv(safe)
    said = found.report.as_text()
    if changed:
        said += (
            f"\n{changed:,} texts in the written files begin with ', since a spreadsheet could "
            "take them for a formula (they begin with = + - or @).\n"
        )
    content["report.txt"] = said
    there = [name for name in content if (folder / name).exists()]
    if there and not overwrite:
        raise DataError(
            f"{folder} already holds {', '.join(there)}.",
            "Choose another folder, or replace them with --overwrite.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_write(folder / name, text) for name, text in content.items())
    except OSError as error:
        raise DataError(
            f"{folder} cannot be written ({error}).", "Choose another folder."
        ) from None


def guarded(table: Any) -> tuple[Any, int]:
    """Return a table whose texts no spreadsheet takes for formulas, and how many were changed.

    >>> import pandas as pd
    >>> guarded(pd.DataFrame({"text": ["=1+1", "Prices rose"]}))[0]["text"].tolist()
    ["'=1+1", 'Prices rose']
    """
    changed = 0
    safe = table.copy()
    for name in _WORDS:
        if name not in safe.columns:
            continue
        cells = safe[name].tolist()
        risky = [isinstance(cell, str) and cell.startswith(_FORMULA) for cell in cells]
        if any(risky):
            safe[name] = [
                f"'{cell}" if risk else cell for cell, risk in zip(cells, risky, strict=True)
            ]
            changed += sum(risky)
    return safe, changed


def _csv(table: Any) -> str:
    ready = table.copy()
    for name in ready.columns:
        if ready[name].dtype.name in ("bool", "boolean"):
            ready[name] = ready[name].map({True: "true", False: "false"}).astype(object)
    return str(ready.to_csv(index=False, lineterminator="\n"))


def _write(path: Path, text: str) -> Path:
    write_whole(path, text.encode("utf-8", "replace"))
    return path
