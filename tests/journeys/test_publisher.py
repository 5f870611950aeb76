"""The real book page and the real lesson: no error, nothing serious in what is ours."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from statcomms.publish.book import build_book
from support.axe import serious, serious_nodes
from support.lab import PANEL, Lab

pytestmark = pytest.mark.journey

ROOT = Path(__file__).resolve().parents[2]


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
    ours: list[str] = []
    others: set[str] = set()
    for rule, node in serious_nodes(page):
        is_ours = page.evaluate(
            "s => !!document.querySelector(s)?.closest('.sc-card, .sc-figure')", node["target"][-1]
        )
        if is_ours:
            ours.append(f"{rule}: {node['html'][:200]}")
        else:
            others.add(rule)
    print("JupyterLab's own findings:", ", ".join(sorted(others)) or "none")
    assert ours + notebook.our_errors == []
    notebook.close()


def test_the_real_book_builds_and_its_module_5_opens(browser: Browser, tmp_path: Path) -> None:
    """A copy of the course is built; what an earlier build has executed is not executed again."""
    course = tmp_path / "course"
    left_out = shutil.ignore_patterns(".*", "tests", "node_modules", "__pycache__", "answers.json")
    shutil.copytree(ROOT, course, ignore=left_out)
    build_book(course)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    errors: list[str] = []
    page.on("console", lambda m: m.type == "error" and errors.append(m.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((course / "_build/html/notebooks/05-analytics.html").as_uri())
    assert page.locator(".sc-card").count() > 5
    if os.environ.get("STATCOMMS_SHOTS"):
        page.screenshot(path="/tmp/journey-shots/book.png")
    found = serious(page)
    page.close()
    assert found + errors == []
