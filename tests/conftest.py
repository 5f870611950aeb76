"""What every test run says at its end."""

from __future__ import annotations

import os

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat the checks that failed before the tests: here nobody overlooks them."""
    if not_well := os.environ.get("STATCOMMS_NOT_WELL"):
        terminalreporter.section("before the tests", sep="=", red=True)
        terminalreporter.write_line(f"Not well: {not_well}. What is wrong stands above the tests.")
