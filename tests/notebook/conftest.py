"""A shell that displays into a list, a folder of its own, and no widget left behind."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from statcomms.notebook import Assignment, Lesson


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    """An IPython shell without history on disk; what is displayed is in ``display_pub.outputs``."""
    InteractiveShell.clear_instance()
    made = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    atexit.unregister(made.atexit_operations)
    made.display_pub = CapturingDisplayPublisher()
    yield made
    made.atexit_operations()
    InteractiveShell.clear_instance()


@pytest.fixture
def displayed(shell: InteractiveShell) -> list[dict[str, Any]]:
    """What has been displayed: one dictionary with ``data`` and ``update`` each."""
    outputs: list[dict[str, Any]] = shell.display_pub.outputs
    return outputs


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of the notebook."""
    monkeypatch.chdir(tmp_path)
    for name in ("JPY_SESSION_NAME", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


Session = Lesson | Assignment


@pytest.fixture
def session(folder: Path, shell: InteractiveShell) -> Iterator[Callable[..., Session]]:
    """Open a lesson or an assignment; its views are closed at the end."""
    opened: list[Session] = []

    def make(kind: type[Session], slug: str = "05-analytics") -> Session:
        opened.append(kind(slug, folder))
        return opened[-1]

    yield make
    for each in opened:
        for view in each.views.values():
            view.close()
    assert os.environ.get("NBGRADER_EXECUTION") is None
