"""The benchmark script works; whether its claims hold is what running it in full says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "benchmarks/run.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_quick_benchmark_measures_every_claim_but_opening() -> None:
    done = run("--quick", "answers", "redraw")
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    for words in ("a choice, in a kernel", "× faster", "median ≤ 20 ms", "≤ 50 ms"):
        assert words in done.stdout


def test_the_quick_benchmark_of_the_data_measures_every_claim() -> None:
    done = run("--quick", "worlds", "variants", "imports")
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    for words in ("posts", "a variant of posts", "≤ 60 MB", "≤ 2 × read_csv", "MiB at the peak"):
        assert words in done.stdout


def test_an_unknown_section_is_named() -> None:
    done = run("nonsense")
    assert done.returncode == 2
    assert "there is no section nonsense" in done.stderr
