"""The files in a folder or in a .zip: within limits, and never by the names that a .zip gives."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from statcomms.data.importers.reader import LARGEST_FILE
from statcomms.data.importers.sheets import is_workbook
from statcomms.errors import DataError

__all__ = ["MOST_FILES", "MOST_RATIO", "MOST_UNPACKED", "Member", "members"]

MOST_FILES = 200
"""Most files in one folder or .zip."""
MOST_UNPACKED = 400 * 1024 * 1024
"""Most bytes that the files of one .zip may have when unpacked, together."""
MOST_RATIO = 200
"""How many times larger than packed a file of more than 1 MB may be when unpacked."""
_SMALL = 1024 * 1024
_NO_FILES = ("__MACOSX", ".", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Member:
    """One file to read, or the reason why not.

    Attributes:
        name: Its name, without folders.
        data: Its bytes; None when it is not read.
        changed: When it was last changed, as a number that grows.
        trouble: Why it is not read; empty when it is.
    """

    name: str
    data: bytes | None
    changed: float = 0.0
    trouble: str = ""


def members(sources: Sequence[str | Path]) -> Iterator[Member]:
    """Yield the files that some paths lead to: files, folders (not those within) and .zip files.

    Raises:
        DataError: A path leads nowhere, there are too many files, or a .zip is too large.
    """
    for source in sources:
        path = Path(source)
        if path.is_dir():
            yield from _folder(path)
        else:
            yield from _file(path)


def _folder(path: Path) -> Iterator[Member]:
    try:
        files = sorted(one for one in path.iterdir() if not one.name.startswith(_NO_FILES))
    except OSError as error:
        raise DataError(f"{path.name} cannot be opened ({error}).", "Check the folder.") from None
    if len(files) > MOST_FILES:
        raise DataError(
            f"{path.name} has {len(files):,} files; up to {MOST_FILES} are read.",
            "Put the exports into a folder of their own.",
        )
    for one in files:
        if one.is_symlink():
            yield Member(one.name, None, trouble="It is a link to another place, not a file.")
        elif one.is_dir():
            yield Member(one.name, None, trouble="It is a folder within the folder.")
        else:
            yield from _file(one)


def _file(path: Path) -> Iterator[Member]:
    try:
        size, changed = path.stat().st_size, path.stat().st_mtime
        if size > LARGEST_FILE:
            limit = f"files up to {LARGEST_FILE / 1e6:.0f} MB are read"
            yield Member(path.name, None, changed, f"It has {size / 1e6:.0f} MB; {limit}.")
            return
        data = path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"There is no file {path}.", "Check its name and folder.") from None
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name} cannot be opened ({error}).", "Close it elsewhere.") from None
    if data.startswith(b"PK") and not is_workbook(data):
        yield from _zip(data, path.name)
    else:
        yield Member(path.name, data, changed)


def _zip(data: bytes, file: str) -> Iterator[Member]:
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        listed = [
            one for one in packed.infolist() if not one.is_dir() and not _is_junk(one.filename)
        ]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise DataError(f"{file} is a damaged .zip file.", "Download or pack it again.") from None
    if len(listed) > MOST_FILES:
        raise DataError(
            f"{file} holds {len(listed):,} files; up to {MOST_FILES} are read.",
            "Pack only the exports.",
        )
    left = MOST_UNPACKED
    for one in listed:
        name = one.filename.replace("\\", "/").rpartition("/")[2][:120] or "a file without name"
        content, trouble = _unpack(packed, one, left, file)
        left -= len(content or b"")
        stamp = float(int("".join(f"{part:02d}" for part in one.date_time)))
        yield Member(name, content, stamp / 1e8, trouble)


def _is_junk(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return parts[-1].startswith(_NO_FILES) or "__MACOSX" in parts


def _unpack(
    packed: zipfile.ZipFile, one: zipfile.ZipInfo, left: int, file: str
) -> tuple[bytes | None, str]:
    """Return a file's bytes, read no further than the limits; or why it is not read."""
    if stat.S_ISLNK(one.external_attr >> 16):
        return None, "It is a link to another place, not a file."
    if one.flag_bits & 1:
        return None, "It is locked with a password: unpack it first."
    most = min(left, LARGEST_FILE, max(_SMALL, MOST_RATIO * one.compress_size))
    try:
        with packed.open(one) as stream:
            content = stream.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        return None, "It is damaged: pack it again."
    except RuntimeError:
        return None, "It is locked with a password: unpack it first."
    if len(content) > most:
        raise DataError(
            f"{file} grows beyond what is read when it is unpacked (at most "
            f"{MOST_UNPACKED / 1e6:.0f} MB in all, {MOST_RATIO} times the packed size).",
            "Unpack it yourself, look what is in it, and read the exports one by one.",
        )
    if content.startswith(b"PK") and not is_workbook(content):
        return None, "It is a .zip within the .zip: unpack it first."
    return content, ""
