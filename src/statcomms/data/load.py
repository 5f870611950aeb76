"""Find and read the course's tables: from ``datasets/`` when it is there, else made from the seed.

>>> len(load_posts())
2971
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from statcomms.errors import DataError
from statcomms.schema import POSTS_COLUMNS, check_posts

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COURSE_SEED", "find_datasets", "load_posts", "read_posts"]

COURSE_SEED = 2026
"""Seed of the tables that the lessons use."""


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
    """Return the course's posts table, with a message that helps when it cannot be read.

    Where there is no ``datasets`` folder (in the browser, or the package alone), the same table is
    made from the seed: values and types are identical.

    Args:
        start: Where to begin to look for ``datasets``; None for the working folder.

    Raises:
        DataError: The file is there and is not a posts table.
    """
    folder = find_datasets(start)
    if folder is None:
        from statcomms.data.synth import posts

        return posts(COURSE_SEED)
    return read_posts(folder / "posts.csv")


def read_posts(path: Path) -> pd.DataFrame:
    """Read a posts table that this package wrote (CSV, UTF-8).

    Raises:
        DataError: The file is not there, not a CSV of posts, or a column is not as it should be.
    """
    import pandas as pd

    from statcomms.data.synth import text_dtype

    again = "Make it again with: statcomms data build --out datasets"
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except FileNotFoundError:
        raise DataError(f"There is no file {path}.", again) from None
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError(f"{path.name} is not a CSV file of posts ({error}).", again) from error
    names = [one.name for one in POSTS_COLUMNS]
    for name in names:
        if name not in frame.columns:
            raise DataError(f"{path.name} has no column '{name}'.", again)
    data: dict[str, Any] = {}
    text: Any = text_dtype()
    for one in POSTS_COLUMNS:
        cells = frame[one.name]
        empty = cells == ""
        if one.dtype == "bool":
            if not cells.isin(["true", "false"]).all():
                raise DataError(
                    f"Column '{one.name}' of {path.name} must hold true or false only.", again
                )
            data[one.name] = cells == "true"
        elif one.dtype == "Int64":
            try:
                data[one.name] = pd.to_numeric(cells.mask(empty)).astype("Int64")
            except (ValueError, TypeError) as error:
                raise DataError(
                    f"Column '{one.name}' of {path.name} must hold whole numbers ({error}).", again
                ) from error
        else:
            data[one.name] = cells.mask(empty).astype(text) if empty.any() else cells
    return check_posts(pd.DataFrame(data)[names])
