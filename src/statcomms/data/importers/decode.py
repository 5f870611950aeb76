r"""From the bytes of a text file to UTF-8, whatever a platform or a spreadsheet made of them.

>>> to_utf8(b"\xef\xbb\xbfPost ID,Title").data
b'Post ID,Title'
>>> to_utf8("Größe".encode("cp1252")).encoding
'Windows-1252 (cp1252)'
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

__all__ = ["Decoded", "to_utf8"]

_STEP = 1 << 20
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Decoded:
    """A text file as UTF-8.

    Attributes:
        data: Its text in UTF-8, without byte order marks and NUL bytes.
        encoding: How it was coded, in words.
        notes: What had to be mended, a sentence each.
    """

    data: bytes
    encoding: str
    notes: tuple[str, ...] = ()


def to_utf8(data: bytes) -> Decoded:
    """Find out how a text file is coded, and recode it.

    In order: a byte order mark says it; every second byte NUL is UTF-16; what is valid UTF-8 is
    UTF-8; all else is taken for Windows-1252, in which Excel writes CSV in western countries.

    Args:
        data: The file's bytes.
    """
    notes: list[str] = []
    wide = _wide(data)
    marked = data.startswith(_MARK)
    data = data[len(_MARK) :] if marked else data
    if wide:
        name, label = wide
        data = _recode(data, name)
        if b"\xef\xbf\xbd" in data:
            notes.append("Some letters could not be read; they are shown as �.")
    elif data.isascii() or _is_utf8(data):
        label = "UTF-8 with byte order mark" if marked else "UTF-8"
    else:
        label = "Windows-1252 (cp1252)"
        data = _recode(data, "cp1252")
        notes.append(
            "The file is not UTF-8, so it went through another program, often Excel. Letters were "
            "read as Windows-1252; look at accents and emoji before you quote a text."
        )
    if wide:
        data = data.removeprefix(_MARK)
    if b"\0" in data:
        data = data.replace(b"\0", b"")
        notes.append("The file holds NUL bytes, which mean nothing; they were taken out.")
    if not data.isascii() and _MARK in data:
        data = data.replace(_MARK, b"")
        notes.append("Byte order marks within the file were taken out: files were put together.")
    return Decoded(_line_ends(data), label, tuple(notes))


def _line_ends(data: bytes) -> bytes:
    """Write the line ends of old Macintosh files, CR alone, as LF."""
    return data.replace(b"\r", b"\n") if b"\n" not in data else data


def _wide(data: bytes) -> tuple[str, str] | None:
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le", "UTF-16 LE with byte order mark"
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be", "UTF-16 BE with byte order mark"
    head = data[:200]
    if len(head) >= 8:
        odd, even = head[1::2], head[0::2]
        if odd.count(0) > 0.8 * len(odd) and even.count(0) < 0.2 * len(even):
            return "utf-16-le", "UTF-16 LE"
        if even.count(0) > 0.8 * len(even) and odd.count(0) < 0.2 * len(odd):
            return "utf-16-be", "UTF-16 BE"
    return None


def _is_utf8(data: bytes) -> bool:
    """Whether all of it is UTF-8, but for a letter that is cut in two at the very end."""
    check = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(data), _STEP):
            check.decode(view[start : start + _STEP])
    except UnicodeDecodeError:
        return False
    return True


def _recode(data: bytes, name: str) -> bytes:
    decoder = codecs.getincrementaldecoder(name)("replace")
    view = memoryview(data)
    parts = [
        decoder.decode(view[start : start + _STEP]).encode("utf-8", "replace")
        for start in range(0, len(data), _STEP)
    ]
    parts.append(decoder.decode(b"", final=True).encode("utf-8", "replace"))
    return b"".join(parts)
