"""One browser and one JupyterLab for each file of journeys.

A browser for the whole session would keep Playwright's event loop running, and the tests of other
folders that start their own could not.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from support.browser import chromium
from support.lab import Lab, jupyter_lab


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab in an empty folder."""
    with jupyter_lab(browser, tmp_path_factory.mktemp("lab")) as started:
        yield started
