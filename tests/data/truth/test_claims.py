from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from statcomms.data.claims import TECHNIQUES, claims, draw_claims
from statcomms.data.releases import draw_releases, releases
from statcomms.data.truth.claims import (
    ACTIONS,
    COSTS,
    Verdict,
    best_action,
    triage_cost,
    verdicts,
)
from statcomms.data.truth.spread import (
    NUMBERS,
    Answer,
    believer_parts,
    expected_believers,
    reach_by_hour,
)
from statcomms.errors import DataError


def one_verdict(**values: object) -> Verdict:
    claim = Verdict(
        claim_id="K001",
        is_true=False,
        technique="fabricated",
        statement="",
        why="",
        check="",
        release_id="R001",
        author_kind="page",
        platform="facebook",
        seen=600,
        harm=2,
    )
    return replace(claim, **values)  # type: ignore[arg-type]


def cost(claim: Verdict, action: str) -> float:
    return triage_cost(claim, action).value


def test_there_is_a_verdict_for_each_claim_of_the_table() -> None:
    table, found = claims(2026), verdicts(2026, 160)
    assert list(found) == table["claim_id"].tolist()
    rows = table.set_index("claim_id")
    for claim_id, one in found.items():
        assert one.claim_id == claim_id
        assert one.release_id == rows["release_id"][claim_id]
        assert one.author_kind == rows["author_kind"][claim_id]
        assert one.platform == rows["platform"][claim_id]
        assert one.seen == rows["reach_3h"][claim_id]
        assert one.harm == rows["harm"][claim_id]
    assert sum(one.is_true for one in found.values()) == 80


def test_the_verdicts_follow_the_releases_given() -> None:
    given = draw_releases("class", 60)
    table = draw_claims("class", 70, releases=given)
    found = verdicts("class", 70, releases=given)
    assert table["release_id"].tolist() == [one.release_id for one in found.values()]


@pytest.mark.parametrize("seed", [2026, 1, "held out"])
def test_each_verdict_says_what_the_release_says_why_and_what_to_check(seed: int | str) -> None:
    rows = releases(seed).set_index("release_id")
    for one in verdicts(seed, 140).values():
        row = rows.loc[one.release_id]
        assert one.technique in TECHNIQUES
        assert one.statement.startswith(row["headline"])
        if row["margin"] == row["margin"]:
            assert f"{row['margin']:,.{row['decimals']}f}" in one.statement
        if row["direction"] != "unchanged":
            assert f"{abs(row['change']):.1f}" in one.statement
        for words in (one.why, one.check):
            assert not words[0].islower()
            assert words[-1] in ".?"
            assert "{" not in words
        if not one.is_true:
            assert 30 < len(one.why) < 260


def test_the_true_half_says_nothing_is_wrong() -> None:
    why = {one.is_true: set() for one in verdicts(3, 200).values()}  # type: ignore[var-annotated]
    for one in verdicts(3, 200).values():
        why[one.is_true].add(one.why)
    assert not why[True] & why[False]


# --- triage ------------------------------------------------------------------------------------


def test_leaving_a_false_claim_costs_its_harm() -> None:
    claim = one_verdict()
    harm = COSTS.harm_hours * 2 * expected_believers(claim.spread).value / 1000
    assert cost(claim, "leave") == pytest.approx(harm)
    assert triage_cost(claim, "leave").unit == "staff hours"
    assert triage_cost(claim, "leave").standard_error == 0


def test_the_spread_is_that_of_what_the_office_has_seen() -> None:
    claim = one_verdict(seen=1234)
    assert reach_by_hour(claim.spread)[3] == pytest.approx(1234)


def test_a_true_claim_is_left_alone() -> None:
    for seen in (5, 500, 50_000):
        claim = one_verdict(is_true=True, seen=seen, harm=3)
        assert best_action(claim) == "leave"
        assert cost(claim, "leave") == 0
        assert cost(claim, "monitor") == COSTS.monitor
        assert cost(claim, "respond") == COSTS.respond + COSTS.wrong_respond
        assert cost(claim, "brief") == COSTS.brief + COSTS.wrong_brief


def test_a_harmless_claim_is_left_alone_and_a_large_harmful_one_is_answered() -> None:
    assert best_action(one_verdict(harm=0, seen=90_000)) == "leave"
    assert best_action(one_verdict(harm=3, seen=9_000, author_kind="politician")) == "respond"


def test_answering_a_tiny_claim_is_worse_than_leaving_it() -> None:
    tiny = one_verdict(seen=8, harm=3, author_kind="citizen")
    assert best_action(tiny) in ("leave", "monitor")
    after = believer_parts(tiny.spread, Answer("office", COSTS.respond_hour), 48)
    assert sum(after) > expected_believers(tiny.spread).value


def test_monitoring_costs_the_mean_over_what_comes() -> None:
    draw = np.random.default_rng(8)
    sigma = NUMBERS.later_sigma
    chance = np.exp(sigma * draw.standard_normal(400_000) - sigma**2 / 2)
    for seen, harm in ((60, 1), (400, 1), (900, 2), (6000, 3)):
        claim = one_verdict(seen=seen, harm=harm)
        worth = COSTS.harm_hours * harm / 1000
        early, late, _ = believer_parts(claim.spread, None, 48)
        answered = believer_parts(claim.spread, Answer("office", COSTS.monitor_hour), 48)
        leave = worth * (early + late * chance)
        respond = COSTS.respond + worth * (answered[0] + answered[1] * chance + answered[2])
        smaller = np.minimum(leave, respond)
        error = smaller.std() / np.sqrt(len(smaller))
        assert abs(cost(claim, "monitor") - COSTS.monitor - smaller.mean()) < 4 * error


def test_triage_is_not_trivial() -> None:
    false = [one for one in verdicts(2026, 600).values() if not one.is_true]
    best = Counter(best_action(one) for one in false)
    assert set(best) == set(ACTIONS)
    assert min(best.values()) >= 0.04 * len(false)
    assert max(best.values()) <= 0.75 * len(false)
    attained = np.mean([cost(one, best_action(one)) for one in false])
    always = [np.mean([cost(one, action) for one in false]) for action in ACTIONS]
    assert attained < 0.95 * min(always)
    # Neither reach nor harm alone settles it.
    by_reach = [one.seen for one in false if best_action(one) != "leave"]
    left = [one.seen for one in false if best_action(one) == "leave"]
    assert min(by_reach) < np.quantile(left, 0.9)
    assert any(one.harm == 3 and best_action(one) == "leave" for one in false)
    assert any(one.harm == 1 and best_action(one) == "respond" for one in false)


def test_an_unknown_action_is_refused() -> None:
    with pytest.raises(DataError, match="no action 'sue'"):
        triage_cost(one_verdict(), "sue")
