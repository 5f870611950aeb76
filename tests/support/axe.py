"""axe-core on an open page: what it finds serious or critical."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page


@lru_cache(maxsize=1)
def _script() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def serious_nodes(page: Page) -> list[tuple[str, dict[str, Any]]]:
    """Return each node that axe-core finds serious or critical, with the name of the rule."""
    page.evaluate(_script())
    # A page of files may not read its own stylesheets a second time: no preload.
    found: list[dict[str, Any]] = page.evaluate("axe.run({preload: false})")["violations"]
    return [
        (rule["id"], node)
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def serious(page: Page) -> list[str]:
    """Name what axe-core finds serious or critical, one line a node."""
    return [f"{rule}: {node['html'][:200]}" for rule, node in serious_nodes(page)]
