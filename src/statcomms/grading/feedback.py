"""The feedback page: one HTML file that shows a learner's answers, points and reasons.

It is plain HTML with its own styles. It runs no script and asks nothing of the network: a content
security policy in the page forbids both, whatever an output holds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from traitlets import default

__all__ = ["FeedbackExporter"]


class FeedbackExporter(HTMLExporter):  # type: ignore[misc]
    """nbgrader's feedback in this course's own template.

    Named in ``c.GenerateFeedback.exporter_class``; the formgrader keeps nbgrader's templates.
    """

    @default("template_name")
    def _template_name_default(self) -> str:
        return "statcomms-feedback"

    def __init__(self, config: Any = None, **kwargs: Any) -> None:
        super().__init__(config=config, **kwargs)
        # nbgrader names its own template in HTMLExporter's settings, for every exporter of HTML.
        self.extra_template_basedirs = [str(Path(__file__).parent / "templates")]
        self.template_name = "statcomms-feedback"
        self.optimistic_validation = True
