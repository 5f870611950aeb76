"""Settings of the nbgrader course: with this file alone, plain nbgrader grades it.

``nbgrader generate_assignment``, ``zip_collect``, ``autograde``, ``generate_feedback`` and the
formgrader work in any folder that holds this file, or with ``--course-dir`` of such a folder.
The environment's ``bin`` must be first on PATH, for nbgrader calls ``alembic``.
"""

c = get_config()

c.CourseDirectory.course_id = "social-media-for-official-statistics"

# What stands in place of a solution in a learner's copy.
c.ClearSolutions.code_stub = {"python": "# Write your code here, or leave this cell as it is."}
c.ClearSolutions.text_stub = "Your answer appears here when your work is handed in."

# Handed-in notebooks: take the answers out of the outputs before nbgrader clears them, mend cells
# that were deleted, copied or moved; then give the answers to the fresh kernel, and with them the
# assignment's key to the held-out worlds (from class-secret.key, if it is there); and take it back.
c.Autograde.sanitize_preprocessors = [
    "statcomms.grading.preprocessors.CollectAnswers",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "statcomms.grading.preprocessors.RestoreAnswers",
    "nbgrader.preprocessors.Execute",
    "statcomms.grading.preprocessors.TakeKeyBack",
    "nbgrader.preprocessors.IgnorePattern",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Execute.timeout = 120  # seconds a cell may take
c.Execute.extra_arguments = ["--IPKernelApp.log_level=40"]  # only a kernel's errors are shown

# Feedback: the learner's answers, points and reasons; no hidden test, nothing from the network.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "statcomms.grading.preprocessors.HideTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
c.GenerateFeedback.exporter_class = "statcomms.grading.feedback.FeedbackExporter"

# Handed-in files such as 05-analytics--nsn-042.ipynb, in downloaded/05-analytics/archive/.
c.ZipCollectApp.collector_plugin = "statcomms.grading.collect.HandInCollector"
c.FileNameCollectorPlugin.named_regexp = (
    r"(?:.*[/\\_])?(?P<file_id>[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)"
    r"--(?P<student_id>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?: ?\(\d+\))?\.ipynb$"
)
