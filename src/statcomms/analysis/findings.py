"""What a check found: one line of a table that a person reads.

>>> Finding("Gini coefficient of exposure", "0.62", "0.39 to 0.77", True).verdict
'fine'
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Finding", "failures", "ranged"]


@dataclass(frozen=True)
class Finding:
    """One thing that was checked.

    Attributes:
        what: What was measured, in words.
        measured: What came out.
        wanted: What it had to be.
        fine: Whether it is.
        group: The part that it belongs to.
    """

    what: str
    measured: str
    wanted: str
    fine: bool
    group: str = ""

    @property
    def verdict(self) -> str:
        """The verdict in words."""
        return "fine" if self.fine else "wrong"

    @property
    def sentence(self) -> str:
        """What is wrong, as one sentence."""
        where = f"{self.group}: " if self.group else ""
        return f"{where}{self.what}: {self.measured}. It must be: {self.wanted}."


def ranged(
    what: str, low: float, high: float, wanted: tuple[float, float], group: str = ""
) -> Finding:
    """Return a finding about values that run from low to high and must stay within a range.

    >>> ranged("Paid share", 0.44, 0.5, (0.42, 0.52)).measured
    '0.44 to 0.50'
    """
    fine = wanted[0] <= low and high <= wanted[1]
    shown = f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}"
    return Finding(what, shown, f"{wanted[0]:.2f} to {wanted[1]:.2f}", fine, group)


def failures(findings: list[Finding] | tuple[Finding, ...]) -> list[str]:
    """Return one sentence for each finding that is not fine."""
    return [finding.sentence for finding in findings if not finding.fine]
