"""The real lesson in JupyterLab: no error, and nothing serious for axe-core in what is ours."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import axe_playwright_python
import pytest

from support.lab import PANEL, Lab

pytestmark = pytest.mark.journey

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"


def test_the_lesson_in_jupyterlab(lab: Lab) -> None:
    path = lab.root / "lesson" / "05-analytics.ipynb"
    path.parent.mkdir()
    shutil.copy(ROOT / "notebooks" / path.name, path)
    notebook = lab.open(path)
    notebook.press_run_all()
    page = notebook.page
    if os.environ.get("STATCOMMS_SHOTS"):
        page.locator(f"{PANEL} .sc-live").first.scroll_into_view_if_needed()
        page.screenshot(path="/tmp/journey-shots/lesson.png")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({preload: false})")["violations"]
    ours: list[str] = []
    others: set[str] = set()
    for item in found:
        if item["impact"] not in ("serious", "critical"):
            continue
        for node in item["nodes"]:
            is_ours = page.evaluate(
                "s => !!document.querySelector(s)?.closest('.sc-card, .sc-figure')",
                node["target"][-1],
            )
            if is_ours:
                ours.append(f"{item['id']}: {node['html'][:200]}")
            else:
                others.add(item["id"])
    print("JupyterLab's own findings:", ", ".join(sorted(others)) or "none")
    assert ours + notebook.our_errors == []
    notebook.close()
