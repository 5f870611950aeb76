"""An expected outcome, and how exactly it is known.

>>> print(Expected(12.5, 0.25, "comments"))
12.5 ± 0.25 comments
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Expected"]


@dataclass(frozen=True)
class Expected:
    """The mean of an outcome over everything that chance could do.

    Attributes:
        value: The mean.
        standard_error: Standard error of that mean: 0 when it is worked out in closed form, else
            the simulation's standard deviation over the square root of its runs.
        unit: What one of it is.
    """

    value: float
    standard_error: float
    unit: str

    def __str__(self) -> str:
        error = f" ± {self.standard_error:g}" if self.standard_error else ""
        return f"{self.value:g}{error} {self.unit}"
