"""The benchmark of the sample data works; whether its claims hold is what a full run says."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "worlds.py"


@pytest.fixture(scope="module")
def worlds() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_worlds", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_a_small_run_measures_every_claim(worlds: ModuleType) -> None:
    usual, large = worlds.measure_worlds(rows=6_000, times=1)
    assert "ms" in usual.measured
    assert "MiB above pandas" in large.measured
    assert large.what.startswith(("5\u202f", "6\u202f"))
    assert {row.section for row in (usual, large)} == {"worlds"}


def test_the_large_table_keeps_the_model_s_proportions(worlds: ModuleType) -> None:
    counts = worlds.posts_a_month(1_000_000)
    assert sum(counts.values()) * 24 == pytest.approx(1_000_000, rel=0.001)
    assert counts["x"] / counts["linkedin"] == pytest.approx(60 / 25, rel=0.001)


def test_memory_is_the_process_s_own(worlds: ModuleType) -> None:
    small = worlds.alone("synth", "posts", "posts(1, months=1)")
    assert small.rows > 50
    assert 0 < small.mebibytes < 100
