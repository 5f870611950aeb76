"""How the command line speaks: progress to the screen, problems in one sentence to stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
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

    @contextmanager
    def bar(self, name: str) -> Iterator[Callable[[int, int, str], None]]:
        """Show how far a piece of work is: a bar on a terminal, a line at a time elsewhere.

        Args:
            name: What is being done, in a word.

        Yields:
            A function to call with how many are done, how many there are, and which was done.
        """
        if not self.console.is_terminal:
            yield lambda done, total, which: self.step(f"{done} of {total}: {which}")
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[which]}"),
        )
        with Progress(*columns, console=self.console, disable=self.quiet) as progress:
            task = progress.add_task(name, total=None, which="")
            yield lambda done, total, which: progress.update(
                task, completed=done, total=total, which=which
            )
