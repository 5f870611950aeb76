"""Write the sample data as a package that stands alone: CSV, ``datapackage.json``, ``README.md``.

What is written is the same, byte for byte, on every machine, so `check` can say whether a folder
holds what the seed gives.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import statcomms
from statcomms.data.load import COURSE_SEED
from statcomms.errors import DataError
from statcomms.schema import (
    FORMATS,
    PLATFORM_LABELS,
    PLATFORMS,
    POSTS_COLUMNS,
    TOPICS,
    Column,
    check_posts,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FILES", "build", "check", "posts_csv"]

FILES: tuple[str, ...] = ("posts.csv", "datapackage.json", "README.md")
"""The files of the package, in the order they are written."""

Progress = Callable[[str], None]


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
    files = _contents(seed, progress)
    written = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            _write(out / name, content)
            written.append(out / name)
            if progress:
                progress(f"{name}: {_spaced(len(content))} bytes")
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
    for name, content in _contents(seed, None).items():
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
    out = check_posts(frame).copy()
    for one in POSTS_COLUMNS:
        if one.dtype == "bool":
            out[one.name] = out[one.name].map({True: "true", False: "false"})
    names = [one.name for one in POSTS_COLUMNS]
    return out[names].to_csv(index=False, lineterminator="\n").encode("utf-8")


def _contents(seed: int, progress: Progress | None) -> dict[str, bytes]:
    from statcomms.data.synth import posts

    if progress:
        progress(f"Posts of Nusamara, seed {seed}")
    frame = posts(seed)
    table = posts_csv(frame)
    package = _datapackage(seed, frame, table)
    return {
        "posts.csv": table,
        "datapackage.json": (json.dumps(package, indent=2, ensure_ascii=False) + "\n").encode(),
        "README.md": _readme(seed, frame).encode(),
    }


def _datapackage(seed: int, frame: pd.DataFrame, table: bytes) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": "nusamara-social-media",
        "title": "Social media of the National Statistics Office of Nusamara (invented)",
        "description": "Invented posts of an invented statistics office, made from a model by "
        "seed. Draw no conclusion about real platforms, offices or people.",
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
            "name": "statcomms.data.synth",
            "version": statcomms.__version__,
            "seed": seed,
            "command": _command(seed),
        },
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "posts",
                "title": "Posts",
                "path": "posts.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(table),
                "hash": "sha256:" + hashlib.sha256(table).hexdigest(),
                "rows": len(frame),
                "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
                "schema": {
                    "fields": [_field(one) for one in POSTS_COLUMNS],
                    "primaryKey": ["post_id"],
                    "missingValues": [""],
                },
            }
        ],
    }


def _field(one: Column) -> dict[str, Any]:
    kinds = {"string": "string", "bool": "boolean", "Int64": "integer"}
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
    if one.dtype == "Int64":
        limits["minimum"] = 0
    if one.dtype == "bool":
        field["trueValues"], field["falseValues"] = ["true"], ["false"]
    choices = {"platform": PLATFORMS, "format": FORMATS, "topic": TOPICS}
    if one.name in choices:
        limits["enum"] = list(choices[one.name])
    patterns = {
        "post_id": "[0-9]{15,19}",
        "published_at": r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\+10:00",
        "month": r"\d{4}-\d{2}",
    }
    if one.name in patterns:
        limits["pattern"] = patterns[one.name]
    if one.name == "post_id":
        limits["unique"] = True
    if limits:
        field["constraints"] = limits
    return field


def _readme(seed: int, frame: pd.DataFrame) -> str:
    months = frame["month"]
    rows = []
    for one in POSTS_COLUMNS:
        only = ""
        if one.platforms != PLATFORMS:
            only = " *" + ", ".join(PLATFORM_LABELS[name] for name in one.platforms) + " only.*"
        unit = one.unit or "–"
        rows.append(f"| `{one.name}` | {unit} | {one.meaning}{only} | {one.basis} |")
    table = "\n".join(rows)
    by_platform = ", ".join(
        f"{PLATFORM_LABELS[name]}: {_spaced(int((frame['platform'] == name).sum()))}"
        for name in PLATFORMS
    )
    return f"""# Sample data: the National Statistics Office of Nusamara

**Nusamara is invented.** So are its office, its provinces, its figures, its posts and everything
people did with them. The tables are made by a computer model. Draw no conclusion about real
platforms, real offices or real people from them.

## posts.csv

{_spaced(len(frame))} posts from {months.min()} to {months.max()}.
{by_platform}.
One row is one post. Counts are as they stood at 08:00 on the morning after the last day, so the
newest posts are not finished: people will still see them.

| Column | Unit | What it means | Basis |
|---|---|---|---|
{table}

*Measured*: behaves like real files that we could read (a company's Facebook Page of 2014, an
organisation's X account of 2021, a company's LinkedIn Page over 52 weeks). *Assumed*: we chose it.
*Invented*: words and numbers without any model. The numbers behind each are in
`src/statcomms/data/calibration.json`.

## Know before you use it

- Facebook counts **Impressions** up to January 2025 and **Views** from February 2025: about a third
  more for the same showing. Facebook's **video views** need 3 seconds up to May 2025; from June
  2025 every start counts: about twice as many.
- **An empty cell is not 0.** It means that the platform does not report the number.
- **Reach cannot be added up** over posts: the same person may be counted in each.
- **Boosted posts** have showings that were paid for in `impressions`; few of them lead to anything,
  so they lower a rate by impressions.
- A few posts in a hundred went viral: look at medians beside sums.
- Times are Nusamara's local time, ten hours ahead of UTC.

## Make it again

    {_command(seed)}

The same seed gives the same files, byte for byte. `datapackage.json` says types, units, limits,
size and hash in the Frictionless standard. Licence of the data: CC BY 4.0.
"""


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _command(seed: int) -> str:
    return f"statcomms data build --seed {seed} --out datasets"


def _first_difference(there: bytes, content: bytes) -> str:
    ours, theirs = content.splitlines(), there.splitlines()
    for number, (one, two) in enumerate(zip(ours, theirs, strict=False), start=1):
        if one != two:
            return f"differs from what the seed gives, first in line {number}."
    return f"has {len(theirs)} lines; the seed gives {len(ours)}."


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
