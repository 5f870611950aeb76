"""Write a file so that a crash leaves the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

__all__ = ["write_whole"]


def write_whole(path: Path, content: bytes, *, public: bool = False) -> None:
    """Write a file beside its place, flush it to the disk, then give it its name.

    Args:
        path: The file; its folder must exist. One that is there is replaced.
        content: Its new content.
        public: Whether others of the machine may read it; else only its owner.

    Raises:
        OSError: It cannot be written; what was there stays, and nothing is left beside it.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if public:
            Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
