"""Write the sample data as a package that stands alone: CSV, ``datapackage.json``, ``README.md``.

What is written is the same, byte for byte, on every machine, so `check` can say whether a folder
holds what the seed gives.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import statcomms
from statcomms.data.readme import command, readme, spaced
from statcomms.data.tables import COURSE_SEED, Tables
from statcomms.data.whole_files import write_whole
from statcomms.errors import DataError
from statcomms.schema import (
    FORMATS,
    PLATFORMS,
    TABLES,
    Column,
    Table,
    check_posts,
    check_table,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["build", "check", "contents", "posts_csv", "table_csv"]

Progress = Callable[[str], None]

_EXPORTS = "exports"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def build(out: Path, seed: int = COURSE_SEED, progress: Progress | None = None) -> list[Path]:
    """Write the sample data of a seed into a folder.

    Each file is written beside its place and then renamed: a folder never holds half a file.

    Args:
        out: The folder; made when it is not there.
        seed: Seed of the tables; the course's own have 2026.
        progress: Called with one sentence at each step.

    Returns:
        The files, in the order they were written.

    Raises:
        DataError: The folder cannot be written to.
    """
    files = contents(seed, progress)
    written = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(out / name, content, public=True)
            written.append(out / name)
            if progress:
                progress(f"{name}: {spaced(len(content))} bytes")
    except OSError as error:
        raise DataError(
            f"{out} cannot be written to ({error.strerror or error}).",
            "Choose another folder, or free some space.",
        ) from error
    return written


def check(folder: Path, seed: int = COURSE_SEED) -> list[str]:
    """Say how a folder differs from what the seed gives.

    Args:
        folder: The folder with the sample data.
        seed: Seed of the tables.

    Returns:
        One sentence for each file that is missing or differs; empty when all is as it should be.
    """
    found = []
    for name, content in contents(seed).items():
        path = folder / name
        if not path.is_file():
            found.append(f"{name} is not there.")
            continue
        there = path.read_bytes()
        if there != content:
            found.append(f"{name} {_first_difference(there, content)}")
    return found


def posts_csv(frame: pd.DataFrame) -> bytes:
    """Return a posts table as CSV: UTF-8, comma, ``true`` and ``false``, missing cells empty."""
    return _csv(TABLES["posts"], check_posts(frame))


def table_csv(table: Table, frame: pd.DataFrame) -> bytes:
    """Return any table as CSV: UTF-8, comma, ``true`` and ``false``, missing cells empty.

    Args:
        table: Its description; decides the order of columns and the decimals of numbers.
        frame: The table.

    Raises:
        DataError: The frame is not what the description says.
    """
    return posts_csv(frame) if table.name == "posts" else _csv(table, check_table(table, frame))


def _csv(table: Table, frame: pd.DataFrame) -> bytes:
    out = frame[table.names].copy()
    for one in table.columns:
        if one.dtype == "bool":
            out[one.name] = out[one.name].map({True: "true", False: "false"})
        elif one.dtype == "float64":
            out[one.name] = [_short(value, one.decimals) for value in out[one.name]]
    return out.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _short(value: float, decimals: int) -> str:
    """A number with at most that many decimals; empty when missing."""
    if value != value:
        return ""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def contents(seed: int, progress: Progress | None = None) -> dict[str, bytes]:
    """Return every file of the package, by its path in the folder, in the order of writing.

    Args:
        seed: Seed of the tables.
        progress: Called with one sentence at each step.

    Raises:
        DataError: xlwt or openpyxl, which write spreadsheets, is not installed.
    """
    from statcomms.data.exports import sample_exports

    tables = Tables(seed)
    files: dict[str, bytes] = {}
    for name in tables:
        if progress:
            progress(f"{TABLES[name].title} of Nusamara, seed {seed}")
        files[f"{name}.csv"] = table_csv(TABLES[name], tables[name])
    if progress:
        progress(f"The same posts in the platforms' own formats, seed {seed}")
    exports = {f"{_EXPORTS}/{name}": one for name, one in sample_exports(tables).items()}
    package = _datapackage(tables, files, exports)
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    return {
        **files,
        **{name: content for name, (content, _) in exports.items()},
        "datapackage.json": text.encode(),
        "README.md": readme(tables, exports, _EXPORTS).encode(),
    }


def _datapackage(
    tables: Tables, files: Mapping[str, bytes], exports: Mapping[str, tuple[bytes, str]]
) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "data-package",
        "name": "nusamara-social-media",
        "title": "Social media of the National Statistics Office of Nusamara (invented)",
        "description": "Invented posts of an invented statistics office and what belongs to them, "
        "made from a model by seed. Draw no conclusion about real platforms, offices or people.",
        "version": statcomms.__version__,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "keywords": ["official statistics", "social media", "synthetic data", "education"],
        "generator": {
            "name": "statcomms.data",
            "version": statcomms.__version__,
            "seed": tables.seed,
            "command": command(tables.seed),
        },
        "resources": [
            *(_resource(TABLES[name], len(tables[name]), files[f"{name}.csv"]) for name in tables),
            *(_export(name, content, says) for name, (content, says) in exports.items()),
        ],
    }


def _export(name: str, content: bytes, says: str) -> dict[str, Any]:
    """Describe a file of a platform as it is: a file, not a table that can be checked."""
    kind = name.rpartition(".")[2]
    slug = re.sub(r"[^a-z0-9]+", "-", name.rpartition(".")[0].lower()).strip("-")
    return {
        "profile": "data-resource",
        "type": "file",
        "name": f"{slug}-{kind}",
        "description": says,
        "path": name,
        "format": kind,
        "mediatype": _MEDIA_TYPES[kind],
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
    }


def _resource(table: Table, rows: int, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, one) for one in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {"fields": [key.column], "reference": {"resource": key.table, "fields": [key.other]}}
            for key in table.foreign_keys
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "title": table.title,
        "description": table.row_is,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "rows": rows,
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": schema,
    }


def _field(table: Table, one: Column) -> dict[str, Any]:
    kinds = {"string": "string", "bool": "boolean", "Int64": "integer", "float64": "number"}
    field: dict[str, Any] = {
        "name": one.name,
        "type": kinds[one.dtype],
        "description": one.meaning,
        "basis": one.basis,
    }
    limits: dict[str, Any] = {}
    if one.unit:
        field["unit"] = one.unit
    if one.required and one.platforms == PLATFORMS and one.formats == FORMATS:
        limits["required"] = True
    if table.name == "posts" and one.dtype == "Int64":
        limits["minimum"] = 0
    for name, limit in (("minimum", one.minimum), ("maximum", one.maximum)):
        if limit is not None:
            limits[name] = int(limit) if limit % 1 == 0 else limit
    if one.dtype == "bool":
        field["trueValues"], field["falseValues"] = ["true"], ["false"]
    if one.choices:
        limits["enum"] = list(one.choices)
    if one.pattern:
        limits["pattern"] = one.pattern
    if table.key == (one.name,):
        limits["unique"] = True
    if limits:
        field["constraints"] = limits
    return field


def _first_difference(there: bytes, content: bytes) -> str:
    if b"\0" in content:
        return "differs from what the seed gives."
    ours, theirs = content.splitlines(), there.splitlines()
    for number, (one, two) in enumerate(zip(ours, theirs, strict=False), start=1):
        if one != two:
            return f"differs from what the seed gives, first in line {number}."
    return f"has {len(theirs)} lines; the seed gives {len(ours)}."
