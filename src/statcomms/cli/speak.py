"""How the command line speaks: progress to the screen, problems in one sentence to stderr."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.text import Text

__all__ = ["FINE", "MISSING", "USAGE", "WRONG", "Speaker", "explain"]

FINE: Final = 0
WRONG: Final = 1
USAGE: Final = 2
MISSING: Final = 3


def explain(sentence: str) -> None:
    """Write one sentence about a problem to stderr, also when ``--quiet`` was given."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(
        Text("statcomms: ", style="bold red") + Text(sentence)
    )


class Speaker:
    """Says what happens, or nothing with ``--quiet``.

    Args:
        quiet: Whether to say nothing.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.console = Console(quiet=quiet, highlight=False, soft_wrap=True)

    def step(self, line: str) -> None:
        """Say one step of a longer piece of work, in grey."""
        self.console.print(Text(f"  {line}", style="dim"))

    def say(self, line: str) -> None:
        """Say what has been done."""
        self.console.print(Text(line))
