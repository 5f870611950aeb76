"""Every kind: axe-core, narrow windows, large targets, keys kept from JupyterLab, no script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from statcomms.exercises.views import page_style, static_card
from support.axe import serious
from support.bench import Bench
from support.kinds import KINDS, RIGHT

Show = Callable[..., Bench]
SMALL = """() => [...document.querySelectorAll("input,select,textarea,button,summary,a[href]")]
  .map((node) => [node, (node.closest("label.sc-option") ?? node).getBoundingClientRect()])
  .filter(([node, box]) => box.width > 0 && node.id !== "after"
                           && (box.width < 24 || box.height < 24))
  .map(([node, box]) => `${node.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`)"""
UNGUARDED = """() => [...document.querySelectorAll(
    "#here :is(input,select,textarea,button,summary,a[href],[tabindex])")]
  .filter((node) => node.getAttribute("data-lm-suppress-shortcuts") !== "true")
  .map((node) => node.outerHTML.slice(0, 100))"""


def everything_open(bench: Bench) -> None:
    """Press every button that opens something, so that nothing is left unseen."""
    for do in ("hint", "solution", "check"):
        button = bench.page.locator(f"[data-do={do}]")
        if button.count():
            button.first.click()
    bench.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    bench.page.wait_for_timeout(50)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious(kind: str, dark: bool, show: Show) -> None:
    bench = show(KINDS[kind](), dark=dark)
    assert serious(bench.page) == []
    bench.exercise.set(RIGHT[kind])
    everything_open(bench)
    assert serious(bench.page) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_narrow_large_targets_and_keys_kept(kind: str, show: Show) -> None:
    bench = show(KINDS[kind](), width=360)
    assert bench.page.evaluate(UNGUARDED) == []
    everything_open(bench)
    assert bench.page.evaluate("document.scrollingElement.scrollWidth") <= 360
    assert bench.page.evaluate(SMALL) == []
    assert bench.page.evaluate(UNGUARDED) == []
    bench.page.evaluate("model.update({ html: model.get('html') })")
    assert bench.page.evaluate(UNGUARDED) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_control_has_a_name(kind: str, show: Show) -> None:
    bench = show(KINDS[kind]())
    nameless = bench.page.evaluate(
        """() => [...document.querySelectorAll("#here :is(input,select,textarea)")]
        .filter((node) => !node.labels.length)
        .filter((node) => !(node.getAttribute("aria-labelledby") ?? "").split(" ").every(
          (id) => id && document.getElementById(id)?.textContent.trim()))
        .map((node) => node.outerHTML)"""
    )
    assert nameless == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_card_is_readable_without_a_script(kind: str, page: Page) -> None:
    exercise = KINDS[kind]()
    html = static_card(exercise)
    assert "@@" not in html
    assert "<script" not in html
    page.set_content(
        '<!doctype html><html lang="en"><head><title>One card</title>'
        f"<style>{page_style()}</style></head><body><main><h1>One card</h1>{html}</main>"
        "</body></html>"
    )
    assert page.get_by_role("heading", name="Which of them fits the question?").is_visible()
    assert page.get_by_text("To answer, open this notebook").is_visible()
    assert page.locator(".sc-card :is(input,select,textarea,button):enabled").count() == 0
    assert serious(page) == []
