"""How the command line shows tables of findings and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from statcomms.cli.speak import Speaker

if TYPE_CHECKING:
    from statcomms.analysis.findings import Finding
    from statcomms.publish.calibrate import Comparison

__all__ = ["show_comparison", "show_findings"]


def show_findings(speaker: Speaker, title: str, findings: Sequence[Finding]) -> None:
    """Show one line for each finding: what, measured, wanted, verdict; a heading for each group.

    Args:
        speaker: Where to show it.
        title: What was checked.
        findings: The lines.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name, most in (("What", None), ("Measured", 22), ("Wanted", 18), ("Verdict", None)):
        table.add_column(name, overflow="fold", max_width=most, no_wrap=name == "Verdict")
    before = None
    for finding in findings:
        if finding.group != before:
            table.add_section()
            table.add_row(Text(finding.group, style="bold"))
        verdict = Text(finding.verdict, style="" if finding.fine else "bold red")
        table.add_row(Text(finding.what), Text(finding.measured), Text(finding.wanted), verdict)
        before = finding.group
    speaker.console.print(table)


def show_comparison(speaker: Speaker, comparison: Comparison) -> None:
    """Show one account beside ours, a line for each number, then what is not known and why."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from statcomms.schema import PLATFORM_LABELS

    label, posts = PLATFORM_LABELS[comparison.platform], comparison.theirs.posts
    table = Table(title=f"{label}: {posts} posts of yours beside ours", box=box.SIMPLE_HEAD)
    table.title_justify, table.pad_edge = "left", False
    for name in ("What", "Yours", "Ours", "Real accounts", "Verdict"):
        number = name in ("Yours", "Ours")
        table.add_column(name, overflow="fold", justify="right" if number else "left")
    for row in comparison.rows:
        cells = (row.says, row.theirs, row.ours, row.wanted or "–", row.verdict)
        table.add_row(*(Text(cell) for cell in cells))
    speaker.console.print(table)
    for sentence in comparison.unknown:
        speaker.say(sentence)
