"""The course's nbgrader_config.py says the same as the package."""

from __future__ import annotations

from traitlets.config.loader import PyFileConfigLoader
from traitlets.utils.importstring import import_item

from grading.small_course import CONFIG
from statcomms.grading.collect import HAND_IN_NAME
from statcomms.grading.release import CODE_STUB, TEXT_STUB

SETTINGS = PyFileConfigLoader(CONFIG.name, path=str(CONFIG.parent)).load_config()


def test_names_and_stubs_are_those_of_the_package() -> None:
    assert SETTINGS.FileNameCollectorPlugin.named_regexp == HAND_IN_NAME
    assert SETTINGS.ClearSolutions.code_stub == {"python": CODE_STUB.rstrip("\n")}
    assert SETTINGS.ClearSolutions.text_stub == TEXT_STUB


def test_every_step_named_is_there_and_nbgraders_own_are_kept() -> None:
    from nbgrader.converters import Autograde, GenerateFeedback

    ours = {"CollectAnswers", "RestoreAnswers", "TakeKeyBack", "HideTests"}
    for name, converter, trait in (
        ("Autograde", Autograde, "sanitize_preprocessors"),
        ("Autograde", Autograde, "autograde_preprocessors"),
        ("GenerateFeedback", GenerateFeedback, "preprocessors"),
    ):
        named = [import_item(path).__name__ for path in SETTINGS[name][trait]]
        usual = [step.__name__ for step in converter.class_traits()[trait].default()]
        kept = [step for step in usual if step != "ClearMetadataPreprocessor"]
        assert [step for step in named if step not in ours] == kept
    assert SETTINGS.Autograde.sanitize_preprocessors[0].endswith(".CollectAnswers")
    assert SETTINGS.Autograde.autograde_preprocessors[0].endswith(".RestoreAnswers")
    steps = SETTINGS.Autograde.autograde_preprocessors
    assert steps[steps.index("nbgrader.preprocessors.Execute") + 1].endswith(".TakeKeyBack")
