"""The learner's part in the browser's own Python: 32-bit integers, numpy 2.0, pandas 2.2."""

from __future__ import annotations

import hashlib
import json

import pytest

from statcomms.data.package import posts_csv, table_csv
from statcomms.data.synth import posts
from statcomms.data.tables import BUILDERS, Tables
from statcomms.data.variants import posts_variant
from statcomms.schema import TABLES
from support.pyodide import run_in_pyodide

pytestmark = pytest.mark.journey

ROOMS = """
import importlib, json, pkgutil, sys, time
import statcomms
for room in ("schema", "errors", "data", "analysis", "exercises"):
    top = importlib.import_module(f"statcomms.{room}")
    for one in pkgutil.walk_packages(getattr(top, "__path__", []), f"statcomms.{room}."):
        importlib.import_module(one.name)
print(json.dumps(sorted(name for name in sys.modules if name.startswith("statcomms."))))
"""
DIGESTS = """
import hashlib, json
from statcomms.data.package import posts_csv, table_csv
from statcomms.data.synth import posts
from statcomms.data.tables import BUILDERS, Tables
from statcomms.data.variants import posts_variant
from statcomms.schema import TABLES
"""
MADE = """
tables = Tables(11)
found = {name: table_csv(TABLES[name], tables[name]) for name in BUILDERS}
found["variant"] = posts_variant("nsn-042").pipe(posts_csv)
found["large"] = posts_csv(posts("a text", months=2, posts_a_month={"x": 300, "facebook": 300,
    "linkedin": 300}))
digests = {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
"""


def test_every_room_a_learner_imports_runs_in_the_browser() -> None:
    names = json.loads(run_in_pyodide(ROOMS))
    assert "statcomms.data.synth" in names
    assert "statcomms.exercises.labs" in names
    assert not [name for name in names if name.startswith(("statcomms.grading", "statcomms.cli"))]


def test_every_table_is_the_same_in_the_browser() -> None:
    theirs = json.loads(run_in_pyodide(DIGESTS + MADE + "print(json.dumps(digests))"))
    names = {
        "hashlib": hashlib,
        "posts": posts,
        "posts_csv": posts_csv,
        "table_csv": table_csv,
        "posts_variant": posts_variant,
        "BUILDERS": BUILDERS,
        "Tables": Tables,
        "TABLES": TABLES,
    }
    exec(MADE, names)
    ours = names["digests"]
    assert theirs == ours


LABS = """
from statcomms.data.synth import posts
from statcomms.analysis.breaks import best_break, monthly_series
from statcomms.analysis.compare import difference_with_interval
from statcomms.analysis.metrics import PostsArrays, rate_with_interval
from statcomms.exercises import CompareFormats, MetricsLab, SpotTheBreak
from statcomms.exercises.views import card

frame = posts(2026, months=12)
arrays = PostsArrays.from_frame(frame)
video = arrays.where(platform="facebook", format="video")
found = [rate_with_interval(arrays.select(arrays.where(platform=name)), pooling=how)
         for name in ("x", "facebook", "linkedin") for how in ("pooled", "mean", "median")]
series = monthly_series(arrays, "video_views", "posts", video)
numbers = [f"{one.rate:.9f} {one.low:.9f} {one.high:.9f}" for one in found]
numbers.append(best_break(series).month)
lab = MetricsLab("m5-lab", posts=frame, title="Rate?", right={"denominator": "reach"})
lab.react("change", {"platform": "facebook", "denominator": "reach"})
both = CompareFormats("m5-compare", posts=frame, title="Which?", right={"decision": "first"})
both.react("check", {"decision": "second"})
numbers += [str(len(card(one))) for one in (lab, both)] + [lab.trouble, both.trouble]
"""


def test_the_labs_say_the_same_in_the_browser() -> None:
    theirs = json.loads(run_in_pyodide(f"import json{LABS}print(json.dumps(numbers))"))
    names: dict[str, object] = {}
    exec(LABS, names)
    assert theirs == names["numbers"]
    assert theirs[-1] == theirs[-2] == ""
