"""Find and read the course's tables: from ``datasets/`` when it is there, else made from the seed.

A learner's own export of X, Facebook or LinkedIn: `read_export`, `read_exports`.

>>> len(load_posts())
2971
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from statcomms.data.importers import read_export, read_exports
from statcomms.data.tables import COURSE_SEED, Tables
from statcomms.errors import DataError
from statcomms.schema import Table, check_posts, check_table, table

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "find_datasets",
    "load_posts",
    "load_table",
    "read_export",
    "read_exports",
    "read_posts",
    "read_table",
]

_AGAIN = "Make it again with: statcomms data build --out datasets"


def find_datasets(start: Path | None = None) -> Path | None:
    """Return the course's ``datasets`` folder, looked for from a folder upward.

    Args:
        start: Where to begin; None for the working folder.

    Returns:
        The folder that holds ``posts.csv`` and ``datapackage.json``, or None.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        found = folder / "datasets"
        if (found / "posts.csv").is_file() and (found / "datapackage.json").is_file():
            return found
    return None


def load_posts(start: Path | None = None) -> pd.DataFrame:
    """Return the course's posts table; see `load_table`.

    Args:
        start: Where to begin to look for ``datasets``; None for the working folder.

    Raises:
        DataError: The file is there and is not a posts table.
    """
    return load_table("posts", start)


def load_table(name: str, start: Path | None = None) -> pd.DataFrame:
    """Return one of the course's tables, with a message that helps when it cannot be read.

    Where there is no ``datasets`` folder (in the browser, or the package alone), the same table is
    made from the seed: values and types are identical.

    Args:
        name: Name of the table, such as ``audience``.
        start: Where to begin to look for ``datasets``; None for the working folder.

    Raises:
        DataError: There is no such table, or the file is there and is not that table.
    """
    found = table(name)
    folder = find_datasets(start)
    if folder is None or not (folder / f"{name}.csv").is_file():
        return Tables(COURSE_SEED)[name]
    return read_table(found, folder / f"{name}.csv")


def read_posts(path: Path) -> pd.DataFrame:
    """Read a posts table that this package wrote (CSV, UTF-8); see `read_table`.

    Raises:
        DataError: The file is not there, not a CSV of posts, or a column is not as it should be.
    """
    return read_table(table("posts"), path)


def read_table(wanted: Table, path: Path) -> pd.DataFrame:
    """Read a table that this package wrote (CSV, UTF-8).

    Args:
        wanted: What the table should be.
        path: The file.

    Raises:
        DataError: The file is not there, not a CSV, or a column is not as it should be.
    """
    import pandas as pd

    from statcomms.data.synth import text_dtype

    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except FileNotFoundError:
        raise DataError(f"There is no file {path}.", _AGAIN) from None
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError(
            f"{path.name} is not a CSV file of {wanted.name} ({error}).", _AGAIN
        ) from error
    for name in wanted.names:
        if name not in frame.columns:
            raise DataError(f"{path.name} has no column '{name}'.", _AGAIN)
    data: dict[str, Any] = {}
    text: Any = text_dtype()
    for one in wanted.columns:
        cells = frame[one.name]
        empty = cells == ""
        if one.dtype == "bool":
            if not cells.isin(["true", "false"]).all():
                raise DataError(
                    f"Column '{one.name}' of {path.name} must hold true or false only.", _AGAIN
                )
            data[one.name] = cells == "true"
        elif one.dtype in ("Int64", "float64"):
            number: Any = one.dtype
            kind = "whole numbers" if one.dtype == "Int64" else "numbers"
            try:
                data[one.name] = pd.to_numeric(cells.mask(empty)).astype(number)
            except (ValueError, TypeError) as error:
                raise DataError(
                    f"Column '{one.name}' of {path.name} must hold {kind} ({error}).", _AGAIN
                ) from error
        else:
            data[one.name] = cells.mask(empty).astype(text) if empty.any() else cells
    read = pd.DataFrame(data)[wanted.names]
    return check_posts(read) if wanted.name == "posts" else check_table(wanted, read)
