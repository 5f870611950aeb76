"""Finding and reading the notebook's own file from inside its kernel."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

__all__ = ["find_notebook", "read_notebook"]

LARGEST_SEARCHED = 60 * 1024 * 1024


def read_notebook(path: Path) -> dict[str, Any]:
    """Read a notebook as plain data; an empty one when it cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def slug_of(notebook: dict[str, Any]) -> str:
    """Return the slug that the generator wrote into the notebook, or nothing."""
    metadata = notebook.get("metadata")
    own = metadata.get("statcomms") if isinstance(metadata, dict) else None
    slug = own.get("notebook") if isinstance(own, dict) else None
    return slug if isinstance(slug, str) else ""


def find_notebook(slug: str, folder: Path) -> Path | None:
    """Find the file of the notebook that runs here.

    Jupyter names it in ``JPY_SESSION_NAME``. Where it does not (the browser), the file of the
    usual name is taken, or the newest notebook of the folder that says it is this one: a browser
    names a second download ``05-analytics (1).ipynb``.

    Args:
        slug: Slug of the notebook, such as ``05-analytics``.
        folder: Where to look.

    Returns:
        The file, or None when there is none.
    """
    named = os.environ.get("JPY_SESSION_NAME", "")
    if named.endswith(".ipynb"):
        for path in (Path(named), folder / Path(named).name):
            if path.is_file() and slug_of(read_notebook(path)) == slug:
                return path
    usual = folder / f"{slug}.ipynb"
    if usual.is_file():
        return usual
    found = [
        path
        for path in folder.glob("*.ipynb")
        if path.stat().st_size <= LARGEST_SEARCHED and slug_of(read_notebook(path)) == slug
    ]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)
