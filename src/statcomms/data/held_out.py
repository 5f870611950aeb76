"""Worlds that no learner has seen: drawn from a secret of the class, the same at every grading.

A plan is marked on worlds that do not exist while learners work. What makes them is a **class
secret**: 32 random bytes in a file that the instructor makes once and keeps. From it comes one key
for each assignment, and from that key one seed for each world::

    class secret ──HMAC──▶ key of 06-crisis ──HMAC──▶ seed of world 0, 1, 2 …

Only the key of the assignment that is being graded goes where handed-in code runs. It tells
nothing about the class secret or about the key of another assignment. The same secret gives the
same worlds, so grading again gives the same marks; another class has other worlds.

>>> key = ClassSecret(bytes(32)).assignment_key("06-crisis")
>>> held_out_seed(key, 0) == held_out_seed(key, 0) != held_out_seed(key, 1)
True
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import stat
import tempfile
from pathlib import Path
from typing import Final

from statcomms.errors import DataError

__all__ = [
    "CLASS_SECRET_FILE",
    "GRADING_KEY",
    "ClassSecret",
    "grading_key",
    "held_out_seed",
    "held_out_seeds",
    "repository_remark",
]

CLASS_SECRET_FILE: Final = "class-secret.key"  # noqa: S105 (the name of its file)
"""Name of the class secret's file in the folder of an nbgrader course."""

GRADING_KEY: Final = "STATCOMMS_GRADING_KEY"
"""Environment variable that holds an assignment's key while it is graded, and only then."""

_BYTES: Final = 32
_HEADER: Final = (
    "# statcomms class secret: the held-out worlds that this class is graded on come from it.\n"
    "# Make it once per class and keep it: with another one, the same work gets other marks.\n"
    "# Keep it to yourself; never put it in the course's repository or into what you hand out.\n"
)
_MAKE: Final = "Make one with: statcomms data secret"
_OTHERS: Final = stat.S_IRGRP | stat.S_IROTH | stat.S_IWGRP | stat.S_IWOTH


class ClassSecret:
    """The secret that all held-out worlds of a class come from. It is never shown.

    Args:
        value: The secret, 32 bytes.
        remark: A sentence for the instructor when something about its file needs care; or "".

    Raises:
        DataError: It is not 32 bytes.
    """

    __slots__ = ("_value", "remark")

    def __init__(self, value: bytes, remark: str = "") -> None:
        if len(value) != _BYTES:
            raise DataError(f"A class secret has {_BYTES} bytes, not {len(value)}.", f"{_MAKE}.")
        self._value = bytes(value)
        self.remark = remark

    def __repr__(self) -> str:
        return "ClassSecret(not shown)"

    def __reduce__(self) -> str:
        raise DataError("A class secret is not copied into other files.", "Read it from its own.")

    @classmethod
    def create(cls, path: str | os.PathLike[str]) -> ClassSecret:
        """Make a new secret in a new file that only its owner can read.

        The file appears whole or not at all. One that is there is never replaced.

        Args:
            path: The file to make, such as ``my-class/class-secret.key``.

        Returns:
            The secret.

        Raises:
            DataError: Something is there already, or the file cannot be written.
        """
        target = Path(path)
        if target.exists() or target.is_symlink():
            raise _there_already(target)
        value = secrets.token_bytes(_BYTES)
        draft = None
        try:
            handle, name = tempfile.mkstemp(prefix=".class-secret-", dir=target.parent)
            draft = Path(name)
            with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
                file.write(f"{_HEADER}{value.hex()} {_check(value)}\n")
                file.flush()
                os.fsync(file.fileno())
            _rename_new(draft, target)
        except FileExistsError:
            raise _there_already(target) from None
        except OSError as error:
            raise DataError(
                f"{target} cannot be written: {error.strerror}.",
                "Give a file in a folder that is there and that you may write to.",
            ) from error
        finally:
            if draft is not None:
                draft.unlink(missing_ok=True)
        return cls(value)

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> ClassSecret:
        """Read a secret from its file.

        Args:
            path: The file that `create` made.

        Returns:
            The secret; its ``remark`` says so when other users of the machine can read the file.

        Raises:
            DataError: The file is not there, cannot be read, or is no class secret.
        """
        source = Path(path)
        try:
            if source.stat().st_size > 10_000:
                raise _not_one(source)
            text = source.read_text(encoding="ascii")
            mode = source.stat().st_mode
        except FileNotFoundError:
            raise DataError(f"There is no class secret {source}.", f"{_MAKE} {source}") from None
        except UnicodeDecodeError:
            raise _not_one(source) from None
        except OSError as error:
            raise DataError(
                f"The class secret {source} cannot be read: {error.strerror}.",
                "Look at the file's permissions and its owner.",
            ) from error
        lines = [line.strip() for line in text.splitlines()]
        values = [line for line in lines if line and not line.startswith("#")]
        named = bool(lines) and lines[0].startswith("# statcomms class secret")
        parts = values[0].split() if len(values) == 1 else []
        if not named or len(parts) != 2 or not re.fullmatch(r"[0-9a-f]{64}", parts[0]):
            raise _not_one(source)
        value = bytes.fromhex(parts[0])
        if _check(value) != parts[1]:
            raise DataError(
                f"The class secret {source} has been changed since it was made.",
                "Put your copy of it back; with another one the same work gets other marks.",
            )
        remark = ""
        if os.name == "posix" and mode & _OTHERS:
            remark = (
                f"Other users of this machine can read or change {source}. "
                f"Close it to them with: chmod 600 {source}"
            )
        return cls(value, remark)

    def assignment_key(self, assignment: str) -> bytes:
        """Return the key of one assignment: all that may go where handed-in code runs.

        It is HMAC-SHA256 of the assignment's name with the secret as its key (RFC 2104).

        Args:
            assignment: The assignment's name, such as ``06-crisis``.

        Returns:
            32 bytes.
        """
        return _derive(self._value, f"assignment {assignment}")


def held_out_seed(key: bytes, world: int) -> str:
    """Return the seed of one held-out world: give it to any drawing function of `statcomms.data`.

    Args:
        key: The assignment's key.
        world: Number of the world, from 0.

    Returns:
        64 hexadecimal digits: HMAC-SHA256 of the world's number with the assignment's key.

    Raises:
        DataError: The key is not one, or the world's number is negative.
    """
    if len(key) != _BYTES:
        raise DataError(
            f"An assignment's key has {_BYTES} bytes, not {len(key)}.",
            "Take it from ClassSecret.assignment_key or grading_key.",
        )
    if world < 0:
        raise DataError(f"There is no held-out world {world}.", "Count the worlds from 0.")
    return _derive(key, f"world {world}").hex()


def held_out_seeds(key: bytes, worlds: int) -> tuple[str, ...]:
    """Return the seeds of the first held-out worlds.

    Args:
        key: The assignment's key.
        worlds: How many.
    """
    return tuple(held_out_seed(key, world) for world in range(worlds))


def grading_key() -> bytes:
    """Return the key of the assignment that is being graded, for its test cells.

    Raises:
        DataError: Nothing is being graded; or it is, and the class has no secret.
    """
    found = os.environ.get(GRADING_KEY, "")
    if re.fullmatch(r"[0-9a-f]{64}", found):
        return bytes.fromhex(found)
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        raise DataError(
            f"The held-out worlds cannot be drawn: the course's folder has no {CLASS_SECRET_FILE}.",
            f"{_MAKE} {CLASS_SECRET_FILE} in that folder, then grade again.",
        )
    raise DataError(
        "Held-out worlds exist only while grading.",
        "Try your work on the course's own data; your instructor grades it on the others.",
    )


def _derive(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, f"statcomms held out 1 {purpose}".encode(), hashlib.sha256).digest()


def _rename_new(draft: Path, target: Path) -> None:
    """Give a file its name, and fail when the name is taken in the meantime."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except (OSError, AttributeError):  # no hard links, as on a USB stick
        if target.exists():
            raise FileExistsError(target) from None
        draft.replace(target)


def _there_already(path: Path) -> DataError:
    return DataError(
        f"{path} is there already and was left as it is.",
        "A class keeps its secret. For another class, give another file.",
    )


def repository_remark(path: str | os.PathLike[str]) -> str:
    """Return a sentence for the instructor when a secret lies in a git repository, else nothing.

    Args:
        path: The secret's file. One that the repository's .gitignore names is told, too: the folder
            may be copied or the line be lost.
    """
    target = Path(path).resolve()
    for folder in target.parents:
        if (folder / ".git").exists():
            return (
                f"{target.name} lies in the git repository {folder}. Move it out, or never add it: "
                f"write {target.name} into {folder / '.gitignore'}."
            )
    return ""


def _check(value: bytes) -> str:
    """Eight hex digits that a changed secret no longer fits; they tell nothing of it."""
    return hashlib.sha256(b"statcomms class secret check" + value).hexdigest()[:8]


def _not_one(path: Path) -> DataError:
    return DataError(
        f"{path} is no class secret, or it was changed.",
        f"Take it from your copy. For a new class: {_MAKE.removeprefix('Make one with: ')} FILE",
    )
