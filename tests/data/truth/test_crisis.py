"""The model of a crisis: it respects the six principles, and a lie that is found out costs most."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.truth.crisis import (
    ACTIONS,
    ACTIONS_A_ROUND,
    PRINCIPLES,
    ROUND_HOURS,
    SCENARIOS,
    AlarmCost,
    Scenario,
    View,
    alarm_cost,
    best_line,
    draw_scenario,
    expected_alarm_cost,
    expected_outcome,
    onset,
    scenario_named,
    sensible,
    simulate,
)
from statcomms.data.truth.crisis.dynamics import State, act, advance, start
from statcomms.data.truth.crisis.play import see
from statcomms.data.truth.crisis.scenarios import mean_fortune
from statcomms.errors import DataError

OUTAGE, ERROR, LEAK = (SCENARIOS[name] for name in SCENARIOS)
ALL = pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=list(SCENARIOS))
LINES = st.lists(st.lists(st.sampled_from(sorted(ACTIONS)), max_size=3), max_size=len(ROUND_HOURS))


def dishonest(view: View) -> tuple[str, ...]:
    """Deny while anybody asks, and delete what they write."""
    return ("deny", "delete_comments") if view.round < 6 else ()


def mean(scenario: Scenario, strategy: Any, what: str = "score") -> float:
    return expected_outcome(scenario, strategy, 60)[what].value


class TestLines:
    @ALL
    def test_sensible_is_good_nothing_bad_dishonest_worst(self, scenario: Scenario) -> None:
        nothing, lies = mean(scenario, []), mean(scenario, dishonest)
        assert mean(scenario, sensible, "trust") > 65
        assert mean(scenario, sensible, "harm") < 10
        assert mean(scenario, [], "trust") < 40
        assert mean(scenario, [], "harm") > 25
        assert lies < nothing - 3 < mean(scenario, sensible) - 50

    @ALL
    def test_the_best_line_beats_the_sensible_one_a_little(self, scenario: Scenario) -> None:
        best = best_line(scenario, width=8)
        assert len(best.line) == len(ROUND_HOURS)
        assert all(len(actions) <= ACTIONS_A_ROUND for actions in best.line)
        assert mean(scenario, best.line) > mean(scenario, sensible)
        assert best.gap < 1.5
        assert {"pause_posts", "holding_statement"} <= {a for one in best.line[:2] for a in one}
        assert not {"deny", "delete_comments"} & {a for one in best.line for a in one}
        assert best_line(scenario, width=8) == best

    @ALL
    @pytest.mark.parametrize("name", ["pause_posts", "holding_statement", "say_what_to_do"])
    def test_later_is_worse(self, scenario: Scenario, name: str) -> None:
        scores = [mean(scenario, [[]] * late + [[name]]) for late in (0, 3, 6)]
        assert scores == sorted(scores, reverse=True)

    @ALL
    @pytest.mark.parametrize("name", [n for n, one in ACTIONS.items() if one.principles])
    def test_each_honest_action_helps_in_some_line(self, scenario: Scenario, name: str) -> None:
        """Not one is there for show: after a holding statement, and when the facts are known."""
        first: list[list[str]] = [["holding_statement"], [], [], [], [], []]
        gained = mean(scenario, [*first, [name]]) - mean(scenario, first)
        if name == "correct_figure" and scenario is not ERROR:
            assert gained < 2  # there is nothing to correct; only our silence is broken
        elif name not in ("pause_posts", "brief_partners"):
            assert gained > 0
        else:
            assert mean(scenario, [["holding_statement", name]]) >= mean(scenario, first)

    @ALL
    def test_a_denial_costs_more_than_silence_before_it_was_worth(self, scenario: Scenario) -> None:
        said = [["holding_statement", "pause_posts"]]
        assert mean(scenario, [["deny"]]) < mean(scenario, [])
        assert mean(scenario, [*said, ["deny"]]) < mean(scenario, said) - 5
        assert mean(scenario, [["delete_comments"]]) < mean(scenario, [])

    def test_taking_back_oneself_is_cheaper_than_being_found_out(self) -> None:
        fortune = replace(mean_fortune(OUTAGE), wrong_denial=1.0, facts_hour=2.0)
        lied = advance(act(start(OUTAGE), ["deny"], OUTAGE, fortune), 2.0, OUTAGE, fortune)
        owned = act(lied, ["apologise"], OUTAGE, fortune)
        found = advance(lied, 1.5, OUTAGE, fortune)
        assert lied.false == 1.0
        assert owned.false == found.false == 0.0
        assert found.trust < owned.trust
        assert found.credibility < owned.credibility < lied.credibility

    def test_detail_before_the_facts_is_a_risk_and_after_them_none(self) -> None:
        fortune = replace(mean_fortune(OUTAGE), wrong_early=1.0)
        early = act(start(OUTAGE), ["detailed_statement"], OUTAGE, fortune)
        known = replace(start(OUTAGE), facts_known=True)
        assert early.false == 1.0
        assert act(known, ["detailed_statement"], OUTAGE, fortune).false == 0.0

    def test_correcting_ends_an_error_and_nothing_else(self) -> None:
        for scenario in SCENARIOS.values():
            state = replace(start(scenario), facts_known=True)
            state = act(state, ["correct_figure"], scenario, mean_fortune(scenario))
            assert state.open == (scenario is not ERROR)


class TestRuns:
    def test_the_same_seed_gives_the_same_run(self) -> None:
        assert simulate(OUTAGE, sensible, "a") == simulate(OUTAGE, sensible, "a")
        assert simulate(OUTAGE, sensible, "a") != simulate(OUTAGE, sensible, "b")

    def test_a_log_played_again_as_a_line_gives_the_same_outcome(self) -> None:
        for seed in range(5):
            played = simulate(LEAK, sensible, seed)
            line = [one.actions for one in played.log]
            assert simulate(LEAK, line, seed) == played

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(sorted(SCENARIOS)), LINES, st.integers(0, 50))
    def test_any_line_can_be_played(self, name: str, line: list[list[str]], seed: int) -> None:
        scenario = scenario_named(name)
        outcome = simulate(scenario, line, seed)
        assert 0 <= outcome.trust <= 100
        assert outcome.harm >= 0
        assert len(outcome.log) == len(ROUND_HOURS)
        spent = sum(ACTIONS[name].staff_hours for one in outcome.log for name in one.actions)
        assert spent <= scenario.staff_hours
        harms = [one.harm for one in outcome.log]
        assert harms == sorted(harms)
        for one, wanted in zip(outcome.log, [*line, *[[]] * 10], strict=False):
            assert sorted((*one.actions, *one.left_out)) == sorted(wanted)
            assert len(set(one.actions)) == len(one.actions) <= ACTIONS_A_ROUND
            assert 0 <= one.view.rumour_share <= 1
            assert 0 <= one.view.negative_share <= 1
            assert one.view.mentions > 0

    def test_the_standard_error_is_that_of_the_mean(self) -> None:
        few, many = (expected_outcome(LEAK, [], runs)["trust"] for runs in (50, 800))
        assert few.standard_error / many.standard_error == pytest.approx(4.0, rel=0.4)
        assert abs(few.value - many.value) < 4 * few.standard_error

    def test_a_strategy_sees_no_truth(self) -> None:
        seen = {one.name for one in fields(View)}
        hidden = {"trust", "harm", "false", "credibility", "heard", "severity"}
        assert not seen & hidden
        one = see(start(OUTAGE), 0, OUTAGE)
        changed = replace(start(OUTAGE), trust=5.0, harm=60.0, false=1.0, credibility=0.2)
        assert see(changed, 0, OUTAGE) == one

    def test_news_is_what_was_not_averted(self) -> None:
        pause = next(one.text for one in OUTAGE.injects if "pause_posts" in one.averted_by)

        def news(line: list[list[str]]) -> set[str]:
            return {text for one in simulate(OUTAGE, line, 3).log for text in one.view.news}

        assert pause in news([])
        assert pause not in news([["pause_posts"]])

    @pytest.mark.parametrize(
        ("play", "said"),
        [
            (lambda: simulate(OUTAGE, [["shout"]], 1), "not an action"),
            (lambda: simulate(OUTAGE, [[]] * 11, 1), "has 10"),
            (lambda: expected_outcome(OUTAGE, [], 1), "2 runs"),
            (lambda: best_line(OUTAGE, 2), "width of 4"),
            (lambda: scenario_named("flood"), "no crisis scenario 'flood'"),
        ],
    )
    def test_what_cannot_be_played_is_said(self, play: Any, said: str) -> None:
        with pytest.raises(DataError, match=said):
            play()

    def test_time_in_two_parts_is_the_same_time(self) -> None:
        fortune = mean_fortune(LEAK)
        state: State = act(start(LEAK), ["holding_statement"], LEAK, fortune)
        halves = advance(advance(state, 4.0, LEAK, fortune), 4.0, LEAK, fortune)
        assert halves == advance(state, 8.0, LEAK, fortune)


class TestScenarios:
    def test_each_principle_has_an_action_and_each_inject_a_remedy(self) -> None:
        assert {name for one in ACTIONS.values() for name in one.principles} == set(PRINCIPLES)
        for scenario in SCENARIOS.values():
            for inject in scenario.injects:
                assert set(inject.averted_by) <= set(ACTIONS)
                assert inject.averted_by

    def test_drawn_ones_differ_and_keep_their_sense(self) -> None:
        drawn = [draw_scenario(f"world {number}") for number in range(12)]
        assert {one.name for one in drawn} == set(SCENARIOS)
        assert len(set(drawn)) == 12
        assert draw_scenario("world 3") == drawn[3]
        for one in drawn:
            assert mean(one, dishonest) < mean(one, sensible) - 40
            assert mean(one, []) < mean(one, sensible) - 30
        assert draw_scenario(1, "leak_rumour").name == "leak_rumour"


class TestAlarm:
    def test_alarms_before_are_false_and_minutes_after_are_lost(self) -> None:
        assert alarm_cost([], 100) == AlarmCost(0, 240.0, 240.0)
        assert alarm_cost([], None) == AlarmCost(0, 0.0, 0.0)
        assert alarm_cost([5, 10, 200], None) == AlarmCost(2, 0.0, 120.0)
        assert alarm_cost([90, 110], 100) == AlarmCost(1, 10.0, 70.0)
        assert alarm_cost([100], 100) == AlarmCost(0, 0.0, 0.0)
        assert alarm_cost([110], 100, minute_lost=2.0).cost == 20.0

    @given(st.lists(st.floats(0, 3000), max_size=30), st.none() | st.integers(0, 2880), st.data())
    @settings(deadline=None, max_examples=60)
    def test_order_does_not_matter_and_cost_is_bounded(
        self, pages: list[float], begins: int | None, data: st.DataObject
    ) -> None:
        cost = alarm_cost(pages, begins)
        assert alarm_cost(data.draw(st.permutations(pages)), begins) == cost
        assert 0 <= cost.false_alarms <= len(pages)
        assert 0 <= cost.minutes_lost <= 240
        assert cost.cost == cost.false_alarms * 60 + cost.minutes_lost

    def test_the_onset_leaves_time_before_and_after(self) -> None:
        minutes = [onset(seed, 48) for seed in range(200)]
        assert 0.35 * 2880 <= min(minutes) < max(minutes) <= 0.65 * 2880
        assert len(set(minutes)) > 150

    def test_the_mean_cost_has_its_error(self) -> None:
        costs = [AlarmCost(0, value, value) for value in (10.0, 20.0, 30.0)]
        assert str(expected_alarm_cost(costs)) == "20 ± 5.7735 points"
        with pytest.raises(DataError, match="two series"):
            expected_alarm_cost(costs[:1])

    @pytest.mark.parametrize("pages", [[-1.0], [float("inf")]])
    def test_pages_are_minutes(self, pages: list[float]) -> None:
        with pytest.raises(DataError, match="minute of the series"):
            alarm_cost(pages, 5)
        with pytest.raises(DataError, match="below 0"):
            alarm_cost([1.0], 5, false_alarm=-1.0)
