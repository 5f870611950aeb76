"""Measure how fast the sample data are made: ``python benchmarks/worlds.py``.

`measure_worlds` gives rows of the same form as the sections of ``run.py``.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
USUAL = {"x": 60, "facebook": 40, "linkedin": 25}
"""Posts a month by platform: the model's own."""
MONTHS = 24
MILLION = 1_000_000

# The peak is read from /proc: getrusage would count the parent's memory, too.
_ALONE = """
import json, time
import numpy, pandas


def peak():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


before = peak()
from statcomms.data.{module} import {name}
start = time.perf_counter()
frame = {call}
taken = time.perf_counter() - start
print(json.dumps([taken, (peak() - before) / 1024, len(frame)]))
"""


class Row(NamedTuple):
    """One line of the result: what was measured, what is claimed of it, and whether it holds."""

    section: str
    what: str
    measured: str
    claim: str
    holds: bool


class Alone(NamedTuple):
    """One call in a process of its own: seconds, MiB above numpy and pandas, rows of its table."""

    seconds: float
    mebibytes: float
    rows: int


def alone(module: str, name: str, call: str) -> Alone:
    """Make a table in a fresh process, and measure its time and memory.

    Args:
        module: Module of ``statcomms.data`` that has the function.
        name: Name of the function.
        call: The call, such as ``posts(2026)``.
    """
    code = _ALONE.format(module=module, name=name, call=call)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return Alone(*json.loads(done.stdout))


def posts_a_month(rows: int) -> dict[str, int]:
    """Return posts a month by platform, in the model's proportions, for a table of about that many.

    >>> posts_a_month(3000)
    {'x': 60, 'facebook': 40, 'linkedin': 25}
    """
    scale = rows / MONTHS / sum(USUAL.values())
    return {platform: round(count * scale) for platform, count in USUAL.items()}


def middle(act: Callable[[int], object], times: int) -> float:
    """Return the median seconds of some calls, each with another number, after one to warm up."""
    act(0)
    taken = []
    for number in range(1, times + 1):
        start = time.perf_counter()
        act(number)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def measure_worlds(rows: int = MILLION, times: int = 20) -> list[Row]:
    """Measure the posts tables of the course: the usual one, and a large one.

    Args:
        rows: Rows of the large table.
        times: How many usual tables to time.
    """
    from statcomms.data.synth import posts

    usual = middle(posts, times)
    # Slightly more than asked for: the number of posts a month varies by a few per cent.
    large = alone("synth", "posts", f"posts(2026, posts_a_month={posts_a_month(int(1.02 * rows))})")
    limit = 10 * max(rows / MILLION, 0.1)
    a_post = 1e6 * large.seconds / large.rows
    return [
        Row(
            "worlds",
            "the course's posts, about 3 000, new seed",
            f"median {1000 * usual:.0f} ms",
            "≤ 150 ms",
            usual <= 0.150,
        ),
        Row(
            "worlds",
            f"{large.rows:,} posts".replace(",", "\u202f"),
            f"{large.seconds:.1f} s, {a_post:.1f} µs a post "
            f"({1e6 * usual / 3000 / a_post:.1f} times as fast as in the usual table), "
            f"{large.mebibytes:.0f} MiB above pandas",
            f"≤ {limit:.0f} s",
            large.seconds <= limit,
        ),
    ]


def main() -> int:
    """Print the rows; return 0 when every claim holds, 1 otherwise."""
    rows = measure_worlds()
    for row in rows:
        sign = "holds" if row.holds else "does not hold"
        sys.stdout.write(f"{row.what}: {row.measured}; claim: {row.claim}: {sign}\n")
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
