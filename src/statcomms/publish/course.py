"""Where the course's own files are."""

from __future__ import annotations

from pathlib import Path

from statcomms.errors import BuildError

__all__ = ["find_root"]


def find_root(start: Path | None = None) -> Path:
    """Find the course's folder: the one with ``_toc.yml`` and ``book/``.

    Args:
        start: A folder that must be it, if given; otherwise the working folder and those above it
            are tried.

    Raises:
        BuildError: None of them is the course's folder.
    """
    candidates = [start.resolve()] if start else [Path.cwd(), *Path.cwd().parents]
    for folder in candidates:
        if (folder / "_toc.yml").is_file() and (folder / "book").is_dir():
            return folder
    raise BuildError(
        f"{candidates[0]} is not the course's folder.",
        "Go to the folder that holds _toc.yml, or give it with --root.",
    )
