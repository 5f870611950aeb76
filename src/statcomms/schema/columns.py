"""How a table is described: its columns, its key, the tables it points to; and the check of it.

>>> reach = Column("reach", "Int64", "people", "How many people saw it.", "assumed")
>>> check_table(Table("seen", "Seen", "One row is one post.", (reach,), ("reach",)), [])
Traceback (most recent call last):
...
statcomms.errors.DataError: The seen table is not a table. Give a pandas DataFrame.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from statcomms.errors import DataError
from statcomms.schema.words import FORMATS, PLATFORMS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Column", "ForeignKey", "Table", "check_table"]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: Name in the table.
        dtype: ``string``, ``bool``, ``Int64`` (whole numbers that may be missing) or ``float64``.
        unit: What one of it is, such as ``people``; empty for words.
        meaning: One or two sentences that a manager can read.
        basis: ``measured`` (its behaviour was fitted to real files), ``assumed`` or ``invented``.
        platforms: Posts only: where the platform reports it; elsewhere the cell is missing.
        required: Whether a cell may not be missing (for posts: on those platforms).
        formats: Posts only: the formats for which it is reported; elsewhere the cell is missing.
        choices: The words it may hold; empty for any.
        pattern: A regular expression that the whole cell fits; empty for any.
        minimum: Smallest number; None for any.
        maximum: Largest number; None for any.
        decimals: How many decimals a float64 column has in the file.
    """

    name: str
    dtype: str
    unit: str
    meaning: str
    basis: str
    platforms: tuple[str, ...] = PLATFORMS
    required: bool = True
    formats: tuple[str, ...] = FORMATS
    choices: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 1


@dataclass(frozen=True)
class ForeignKey:
    """A column whose cells are found in another table's column of the same name or another.

    Attributes:
        column: The column here.
        table: The other table.
        other: The column there.
    """

    column: str
    table: str
    other: str


@dataclass(frozen=True)
class Table:
    """One table of the sample data.

    Attributes:
        name: Its name, also of its file: ``posts`` is in ``posts.csv``.
        title: Its name for people.
        row_is: One sentence that says what one row is.
        columns: Its columns, in order.
        key: The columns that together name a row.
        foreign_keys: Where it points to other tables.
        beware: Sentences on what to know before using it: its traps.
    """

    name: str
    title: str
    row_is: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = field(default=())
    beware: tuple[str, ...] = field(default=())

    @property
    def names(self) -> list[str]:
        """Names of the columns, in order."""
        return [one.name for one in self.columns]


def check_table(table: Table, frame: Any) -> pd.DataFrame:
    """Check that a frame is what a table's description says, and return it unchanged.

    Args:
        table: The description.
        frame: The frame to check.

    Returns:
        The same frame.

    Raises:
        DataError: Names the first column that is not as it should be, the row, and what to do.
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise DataError(f"The {table.name} table is not a table.", "Give a pandas DataFrame.")
    missing = [name for name in table.names if name not in frame.columns]
    if missing:
        raise DataError(
            f"The {table.name} table has no column '{missing[0]}'.",
            "Columns that are needed and not there: " + ", ".join(missing) + ".",
        )
    if len(frame) == 0:
        raise DataError(f"The {table.name} table has no rows.", "Choose a file with rows.")
    for one in table.columns:
        _check_column(table, one, frame)
    twice = frame.duplicated(list(table.key)).to_numpy()
    if twice.any():
        raise DataError(
            f"The {table.name} table has two rows for {_row(table, frame, twice)}.",
            "Keep one row of each.",
        )
    return frame


def _check_column(table: Table, one: Column, frame: pd.DataFrame) -> None:
    import pandas as pd

    cells = frame[one.name]
    empty = cells.isna().to_numpy()
    if one.required and empty.any():
        raise DataError(
            f"Column '{one.name}' of the {table.name} table is missing for "
            f"{_row(table, frame, empty)}.",
            "Fill it in, or drop the row and say so.",
        )
    filled = cells[~empty]
    if one.dtype == "bool":
        if not pd.api.types.is_bool_dtype(cells):
            raise DataError(
                f"Column '{one.name}' of the {table.name} table must hold true or false only.",
                "Convert it to bool.",
            )
        return
    if one.dtype == "string":
        bad = ~filled.map(lambda cell: isinstance(cell, str)).to_numpy(dtype=bool)
        if one.choices:
            bad |= ~filled.isin(one.choices).to_numpy()
        elif one.pattern:
            bad |= ~filled.astype(str).str.fullmatch(one.pattern).to_numpy(dtype=bool)
        wanted = "one of: " + ", ".join(one.choices) if one.choices else "text"
        if one.pattern:
            wanted = f"text like {one.pattern}"
    else:
        if not pd.api.types.is_numeric_dtype(cells) or pd.api.types.is_bool_dtype(cells):
            raise DataError(
                f"Column '{one.name}' of the {table.name} table must hold numbers.",
                f"Convert it: frame['{one.name}'].astype('{one.dtype}').",
            )
        values = filled.to_numpy(dtype="float64")
        bad = values % 1 != 0 if one.dtype == "Int64" else values != values
        low = float("-inf") if one.minimum is None else one.minimum
        high = float("inf") if one.maximum is None else one.maximum
        bad |= (values < low) | (values > high)
        kind = "a whole number" if one.dtype == "Int64" else "a number"
        wanted = f"{kind} from {low:g} to {high:g}"
    if bad.any():
        where = ~empty
        where[where] = bad
        raise DataError(
            f"Column '{one.name}' of the {table.name} table holds '{filled[bad].iloc[0]}' for "
            f"{_row(table, frame, where)}.",
            f"It must be {wanted}.",
        )


def _row(table: Table, frame: pd.DataFrame, where: Any) -> str:
    first = frame.loc[where].iloc[0]
    return " and ".join(f"{name} {first[name]}" for name in table.key)
