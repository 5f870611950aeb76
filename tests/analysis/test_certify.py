from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from statcomms.analysis.certify import (
    ASSIGNMENTS,
    Assignment,
    Measured,
    certify_variants,
    class_list,
    judge,
)
from statcomms.analysis.findings import Finding, failures, ranged
from statcomms.data.variants import BANDS, Question
from statcomms.errors import CourseIdError, DataError


def measured(name: str, right: float, **changes: object) -> Measured:
    asked = Question("rate", "A rate", "%", right, 0.01, 2, {"mean": right + 0.05})
    strengths = {trap: band.centre for trap, band in BANDS.items()}
    return replace(Measured(name, 100, (asked,), strengths, (), 0.05, True), **changes)


def wrong(*learners: Measured) -> list[str]:
    return [finding.what for finding in judge(learners, BANDS) if not finding.fine]


def test_forty_learners_have_fair_variants() -> None:
    told: list[tuple[int, int, str]] = []
    certificate = certify_variants(
        "05-analytics", class_list(40), lambda *words: told.append(words), workers=2
    )
    assert certificate.holds, failures(certificate.findings)
    assert certificate.ids == 40
    assert told[-1] == (40, 40, "nsn-039")
    assert 0 < certificate.seconds_each <= certificate.slowest
    groups = {finding.group for finding in certificate.findings}
    assert {"Tables", "Traps", "Question: facebook photo rate"} <= groups


def test_fair_variants_are_fine() -> None:
    assert wrong(measured("a-000", 1.0), measured("a-001", 1.05), measured("b-000", 1.0)) == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda one: replace(one, rows=101), "Rows of the table"),
        (lambda one: replace(one, same_again=False), "The same table when made again"),
        (
            lambda one: replace(one, strengths={**one.strengths, "paid_share": 0.6}),
            "Paid share of LinkedIn's showings in the second half-year",
        ),
        (
            lambda one: replace(one, problems=("The paid share is 0.6.",)),
            "Variants in which a trap is not clear",
        ),
        (lambda one: measured("a-001", 1.009), "Neighbours' answers, apart by tolerances"),
        (
            lambda one: replace(one, asked=(replace(one.asked[0], mistakes={"mean": 1.07}),)),
            "Nearest mistake, apart by tolerances",
        ),
    ],
)
def test_what_is_not_fair_is_named(change: Callable[[Measured], Measured], what: str) -> None:
    assert wrong(measured("a-000", 1.0), change(measured("a-001", 1.05))) == [what]


def test_an_answer_that_is_not_a_number_is_named() -> None:
    found = wrong(measured("a-000", 1.0), measured("a-001", math.nan))
    assert "Right answer" in found


def test_an_unfair_assignment_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = ASSIGNMENTS["05-analytics"]
    strict = {"paid_share": BANDS["paid_share"]._replace(within=0.0001)}
    monkeypatch.setitem(
        ASSIGNMENTS,
        "05-analytics",
        Assignment(usual.variant, usual.questions, usual.strengths, strict),
    )
    certificate = certify_variants("05-analytics", class_list(3), workers=1)
    assert not certificate.holds
    assert failures(certificate.findings)[0].startswith("Traps: Paid share of LinkedIn's showings")


def test_unknown_assignments_and_ids_are_refused() -> None:
    with pytest.raises(DataError, match="no personal variants for '99-none'"):
        certify_variants("99-none", ["nsn-000"])
    with pytest.raises(DataError, match="no course ids"):
        certify_variants("05-analytics", [])
    with pytest.raises(CourseIdError):
        certify_variants("05-analytics", ["../x"])


def test_a_class_list_has_as_many_digits_as_its_last_id() -> None:
    assert class_list(1001)[-1] == "nsn-1000"
    assert class_list(1001)[0] == "nsn-0000"
    assert class_list(1000)[-1] == "nsn-999"


def test_a_finding_is_a_sentence() -> None:
    one = ranged("Paid share", 0.4, 0.4, (0.42, 0.52), "Traps")
    assert one.sentence == "Traps: Paid share: 0.40. It must be: 0.42 to 0.52."
    assert one.verdict == "wrong"
    assert Finding("Rows", "3", "3", True).verdict == "fine"
