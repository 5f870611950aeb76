"""A kernel that does not reply: the learner hears that nothing is recorded, and when it is."""

from __future__ import annotations

from playwright.sync_api import Page

from statcomms.exercises import Choice
from support.bench import Bench

OPTIONS = {"a": "Alpha", "b": "Beta"}


def test_a_kernel_that_does_not_reply_is_told_and_taken_back(page: Page) -> None:
    bench = Bench(page, Choice("m5-c", title="Which?", options=OPTIONS, right="a"))
    page.evaluate(
        "() => { model.set('patience', 40); model.replies = model.ask; model.ask = () => {}; }"
    )
    page.get_by_label("Beta").check()
    alert = page.get_by_role("alert")
    alert.wait_for(timeout=3000)
    assert "not recorded" in alert.inner_text()
    page.evaluate("() => { model.ask = model.replies; }")
    page.get_by_label("Alpha").check()
    alert.wait_for(state="detached", timeout=3000)
    assert bench.exercise.value == {"choice": "a"}


def test_a_slow_kernel_that_answers_the_question_is_not_called_lost(page: Page) -> None:
    bench = Bench(page, Choice("m5-c", title="Which?", options=OPTIONS, right="a"))
    page.evaluate("() => { model.set('patience', 40); model.save_changes = () => {}; }")
    page.get_by_label("Beta").check()
    page.wait_for_function("() => model.get('heard') > 0", timeout=3000)
    page.wait_for_timeout(120)
    assert page.get_by_role("alert").count() == 0
    assert bench.errors == []
