"""One browser for each file of front-end tests; a fresh page for each test.

A browser for the whole session would keep Playwright's event loop running, and the tests of other
folders that start their own could not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from statcomms.exercises.base import Exercise
from support.bench import Bench
from support.browser import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def show(page: Page) -> Iterator[Callable[..., Bench]]:
    """Show an exercise; at the end no script may have failed."""
    shown: list[Bench] = []

    def make(exercise: Exercise, **options: Any) -> Bench:
        shown.append(Bench(page, exercise, **options))
        return shown[-1]

    yield make
    assert [error for bench in shown for error in bench.errors] == []
