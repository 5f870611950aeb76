"""Measure a personal variant of posts: time and memory, each in processes of its own.

``python benchmarks/variants.py`` prints the lines; `benchmarks/run.py` may take them from
`measure_variants`.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence

TIME = 0.150
MEMORY = 60.0

SCRIPT = """
import json, sys, time
import pandas as pd
pd.DataFrame({{"a": pd.array([1, None], dtype="Int64"), "b": ["x", "y"]}}).describe()
def peak():  # from /proc: getrusage would count the parent's memory, too
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
before = peak()
start = time.perf_counter()
from statcomms.data.variants import posts_variant
from statcomms.data.variants.draws import clear_draw
loaded = time.perf_counter() - start
taken = []
for number in range({first}, {first} + {count}):
    clear_draw.cache_clear()
    start = time.perf_counter()
    posts_variant(f"nsn-{{number:03d}}")
    taken.append(time.perf_counter() - start)
json.dump({{"loaded": loaded, "taken": taken, "more": peak() - before}}, sys.stdout)
"""


def run(first: int, count: int) -> dict[str, float | list[float]]:
    """Make variants in a new process; return its times and its memory above pandas in MB."""
    code = SCRIPT.format(first=first, count=count)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found: dict[str, float | list[float]] = json.loads(done.stdout)
    return found


def measure_variants(times: int) -> list[tuple[str, str, str, bool]]:
    """Measure variants of a class, neighbours' answers looked at each time.

    Args:
        times: How many learners.

    Returns:
        For each line what was measured, what came out, the claim, and whether it holds.
    """
    whole = run(0, times + 1)
    assert isinstance(whole["taken"], list)
    # The first one also warms up: it is told apart.
    first, taken = whole["taken"][0], sorted(whole["taken"][1:])
    middle, high = statistics.median(taken), taken[min(len(taken) - 1, int(0.95 * len(taken)))]
    alone = run(1, 1)
    assert isinstance(alone["more"], float)
    assert isinstance(alone["loaded"], float)
    return [
        (
            f"a variant of posts, {times} learners",
            f"median {1000 * middle:.0f} ms, 95 % within {1000 * high:.0f} ms",
            "95 % within 150 ms",
            high < TIME,
        ),
        (
            "the first variant in a new process",
            f"{1000 * first:.0f} ms, and {1000 * alone['loaded']:.0f} ms to import",
            "≤ 150 ms",
            first < TIME,
        ),
        (
            "memory above pandas, with imports",
            f"{alone['more']:.0f} MB",
            "≤ 60 MB",
            alone["more"] < MEMORY,
        ),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the lines; return 0 when every claim holds, 1 otherwise."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    rows = measure_variants(5 if "--quick" in given else 200)
    for what, measured, claim, holds in rows:
        print(f"{what}: {measured} (claim: {claim}) {'✓' if holds else '✗'}")
    return 0 if all(holds for *_, holds in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
