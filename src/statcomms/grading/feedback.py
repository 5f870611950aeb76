"""The feedback page: one HTML file that shows a learner's answers, points and reasons.

It is plain HTML with its own styles. It runs no script and asks nothing of the network: a content
security policy in the page forbids both, whatever an output holds.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

__all__ = ["FeedbackExporter"]


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback in this course's own template.

    Named in ``c.GenerateFeedback.exporter_class``; the formgrader keeps nbgrader's templates.
    """

    def __init__(self, config: Config | None = None, **kwargs: Any) -> None:
        # nbgrader names its own template for every HTMLExporter; ours is named for this class.
        own = Config()
        own.FeedbackExporter.template_name = "statcomms-feedback"
        own.FeedbackExporter.extra_template_basedirs = [str(Path(__file__).parent / "templates")]
        settings = copy.deepcopy(config) if config is not None else Config()
        settings.merge(own)
        super().__init__(config=settings, **kwargs)
