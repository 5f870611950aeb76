"""The numbers the data are made from: read from ``calibration.json``, never changed in place.

>>> parameters()["assumed"]["posts_a_month"]["facebook"]
40
"""

from __future__ import annotations

import copy
import hashlib
import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

__all__ = ["parameters", "stream", "targets"]


def parameters() -> dict[str, Any]:
    """Return a copy of the model's parameters (``measured``, ``assumed`` and ``targets``)."""
    return copy.deepcopy(_read())


def targets() -> dict[str, Any]:
    """Return the ranges that generated posts must meet."""
    return copy.deepcopy(_read()["targets"])


def stream(seed: int | str, name: str) -> np.random.Generator:
    """Return the random numbers of one part of the model.

    Each part has its own stream, so a change to one part never moves another.

    Args:
        seed: The seed of the table, a number or a text.
        name: The part, such as ``exposure``.
    """
    digest = hashlib.sha256(f"{seed}|{name}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    text = files("statcomms.data").joinpath("calibration.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
