from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.errors import DataError
from statcomms.practice.costs import best_single_choice, cost_share, total_cost
from statcomms.practice.detection import brier_score, detection_share, signal_detection
from statcomms.practice.optimise import (
    best_assignment,
    best_of,
    best_sequence,
    best_within_budget,
    climb,
)
from statcomms.practice.ranking import kendall_tau, order_share
from statcomms.practice.replay import replay

FAST = settings(max_examples=60, deadline=None)
COSTS = {
    "question": {"answer": 0, "hide": 4, "leave": 2},
    "spam": {"answer": 3, "hide": 0, "leave": 1},
    "abuse": {"answer": 4, "hide": 0, "leave": 6},
}


class TestReplay:
    @staticmethod
    def outcome(plan: float, world: int) -> float:
        """A world in which a plan near 0.7 is best, with luck that all plans share in part."""
        luck = random.Random(f"{world}").gauss(0, 1)
        own = random.Random(f"{world}/{plan}").gauss(0, 0.05)
        return 10 - 20 * (plan - 0.7) ** 2 + luck + own

    def share(self, plan: float) -> float:
        return replay(plan, self.outcome, range(4000), baseline=0.0, best=0.7).share

    def test_the_baseline_has_nothing_and_the_best_has_all(self) -> None:
        assert self.share(0.0) == 0.0
        assert self.share(0.7) == 1.0

    def test_a_better_plan_never_has_less(self) -> None:
        shares = [self.share(plan) for plan in (0.0, 0.1, 0.2, 0.35, 0.5, 0.6, 0.7)]
        assert shares == sorted(shares)
        assert shares[3] == pytest.approx(1 - (0.35 / 0.7) ** 2, abs=0.03)

    def test_harm_is_told_and_costs_no_more_than_all(self) -> None:
        harm = replay(-0.5, self.outcome, range(4000), baseline=0.0, best=0.7)
        assert harm.share == 0.0
        assert harm.unclipped < -0.5

    def test_the_same_plan_has_the_same_share_twice(self) -> None:
        first = replay(0.4, self.outcome, range(4000), baseline=0.0, best=0.7)
        assert first == replay(0.4, self.outcome, range(4000), baseline=0.0, best=0.7)
        assert first.standard_error < 0.01
        assert first.worlds < 4000

    def test_its_standard_error_is_that_of_repeated_replays(self) -> None:
        found = [
            replay(0.4, self.outcome, range(start, start + 40), baseline=0.0, best=0.7, enough=1)
            for start in range(0, 4000, 40)
        ]
        spread = float(np.std([one.unclipped for one in found], ddof=1))
        told = float(np.mean([one.standard_error for one in found]))
        assert told == pytest.approx(spread, rel=0.2)

    def test_too_few_worlds_are_not_called_enough(self) -> None:
        with pytest.raises(DataError, match=r"3 worlds leave the share uncertain.*at least 10"):
            replay(0.4, self.outcome, range(3), baseline=0.0, best=0.7)

    def test_a_best_plan_that_is_not_better_is_told(self) -> None:
        with pytest.raises(DataError, match="does not achieve more than the baseline"):
            replay(0.4, self.outcome, range(100), baseline=0.7, best=0.7)


class TestDetection:
    def test_the_log_linear_correction(self) -> None:
        truths = [False] * 12 + [True] * 12
        answers = [False] * 9 + [True] * 3 + [False] * 2 + [True] * 10
        found = signal_detection(truths, answers)
        assert (found.hits, found.misses) == (9, 3)
        assert (found.false_alarms, found.correct_rejections) == (2, 10)
        # (9 + 0.5) / 13 and (2 + 0.5) / 13, by tables of the normal distribution
        assert found.d_prime == pytest.approx(0.6151 + 0.8694, abs=0.001)
        assert found.bias == pytest.approx(-(0.6151 - 0.8694) / 2, abs=0.001)
        assert found.low < found.d_prime < found.high

    @FAST
    @given(st.integers(1, 20), st.integers(1, 20), st.booleans())
    def test_one_answer_to_all_has_nothing(self, true: int, false: int, answer: bool) -> None:
        truths = [True] * true + [False] * false
        assert detection_share(truths, [answer] * len(truths)) == 0.0
        assert detection_share(truths, truths) == 1.0

    @FAST
    @given(st.lists(st.booleans(), min_size=12, max_size=12), st.integers(0, 11))
    def test_one_more_right_answer_never_has_less(self, answers: list[bool], place: int) -> None:
        truths = [True, False] * 6
        better = [*answers]
        better[place] = truths[place]
        assert detection_share(truths, better) >= detection_share(truths, answers)

    def test_the_interval_covers_the_truth(self) -> None:
        draw, covered = random.Random(7), 0
        for _ in range(400):
            evidence = [(truth, draw.gauss(1.5 if truth else 0, 1)) for truth in [True, False] * 60]
            found = signal_detection(
                [truth for truth, _ in evidence], [value > 0.75 for _, value in evidence]
            )
            covered += found.low <= 1.5 <= found.high
        assert 0.92 <= covered / 400 <= 0.98

    def test_what_does_not_fit_is_told(self) -> None:
        with pytest.raises(DataError, match="3 claims and 2 answers"):
            signal_detection([True, False, True], [True, False])
        with pytest.raises(DataError, match="needs true and false claims"):
            signal_detection([True, True], [True, False])
        with pytest.raises(DataError, match="not between 0 and 1"):
            brier_score([True], [80])

    def test_beliefs(self) -> None:
        assert brier_score([True, False, True], [1.0, 0.0, 1.0]) == 0.0
        assert brier_score([True, False], [0.5, 0.5]) == 0.25


class TestOrders:
    @pytest.mark.parametrize(
        ("two", "tau"), [([1, 2, 3, 4], 1.0), ([4, 3, 2, 1], -1.0), ([1, 1, 2, 2], 0.8165)]
    )
    def test_kendall(self, two: list[float], tau: float) -> None:
        assert kendall_tau([1, 2, 3, 4], two) == pytest.approx(tau, abs=1e-4)
        assert math.isnan(kendall_tau([1, 1], [1, 2]))

    def test_a_random_order_has_little_and_a_reversed_one_nothing(self) -> None:
        values = {name: float(place) for place, name in enumerate("abcdefgh")}
        assert order_share("hgfedcba", values) == 1.0
        assert order_share("abcdefgh", values) == 0.0
        draw = random.Random(3)
        shares = [order_share(draw.sample("abcdefgh", 8), values) for _ in range(500)]
        assert 0.05 < float(np.mean(shares)) < 0.2
        with pytest.raises(DataError, match="each key once"):
            order_share("aabc", values)

    @FAST
    @given(st.permutations("abcdef"), st.integers(0, 4))
    def test_mending_one_pair_never_has_less(self, order: list[str], place: int) -> None:
        values = {name: float(number) for number, name in enumerate("fedcba")}
        mended = [*order]
        if values[mended[place]] < values[mended[place + 1]]:
            mended[place], mended[place + 1] = mended[place + 1], mended[place]
        assert order_share(mended, values) >= order_share(order, values)


class TestCosts:
    @FAST
    @given(st.lists(st.sampled_from(sorted(COSTS)), min_size=2, max_size=12), st.data())
    def test_a_cheaper_choice_never_has_less(self, cases: list[str], data: st.DataObject) -> None:
        cases = ["question", "spam", *cases]
        choices = [data.draw(st.sampled_from(["answer", "hide", "leave", ""])) for _ in cases]
        place = data.draw(st.integers(0, len(cases) - 1))
        better = [*choices]
        better[place] = min(COSTS[cases[place]], key=lambda one: COSTS[cases[place]][one])
        assert cost_share(cases, better, COSTS) >= cost_share(cases, choices, COSTS)

    def test_one_choice_for_all_has_nothing_and_the_right_ones_all(self) -> None:
        cases = ["question", "spam", "abuse", "question"]
        for choice in ("answer", "hide", "leave", ""):
            assert cost_share(cases, [choice] * 4, COSTS) == 0.0
        assert cost_share(cases, ["answer", "hide", "hide", "answer"], COSTS) == 1.0
        assert best_single_choice(cases, COSTS) in {"hide", "answer"}
        assert total_cost(["abuse"], [""], COSTS) == 6

    def test_what_does_not_fit_is_told(self) -> None:
        with pytest.raises(DataError, match="“praise” has no costs"):
            total_cost(["praise"], ["hide"], COSTS)
        with pytest.raises(DataError, match="“thank” is not a choice for “spam”"):
            total_cost(["spam"], ["thank"], COSTS)
        with pytest.raises(DataError, match="1 cases and 2 choices"):
            total_cost(["spam"], ["hide", "hide"], COSTS)
        with pytest.raises(DataError, match="One choice is right for every case"):
            cost_share(["spam", "spam"], ["hide", "hide"], COSTS)


class TestOptima:
    @FAST
    @given(
        st.integers(1, 5).flatmap(
            lambda rows: st.lists(
                st.lists(st.integers(-9, 9), min_size=rows + 1, max_size=rows + 1),
                min_size=rows,
                max_size=rows,
            )
        )
    )
    def test_an_assignment_is_the_best_of_all(self, values: list[list[int]]) -> None:
        columns, total = best_assignment(values)
        assert len(set(columns)) == len(values)
        assert total == sum(values[row][column] for row, column in enumerate(columns))
        everyone = itertools.permutations(range(len(values[0])), len(values))
        best = max(sum(values[r][c] for r, c in enumerate(one)) for one in everyone)
        assert total == best

    @FAST
    @given(
        st.lists(st.tuples(st.integers(-3, 9), st.integers(0, 5)), min_size=1, max_size=8),
        st.integers(0, 12),
    )
    def test_a_budget_buys_the_best_of_all(self, things: list[tuple[int, int]], most: int) -> None:
        values, costs = [float(value) for value, _ in things], [cost for _, cost in things]
        chosen, total = best_within_budget(values, costs, most)
        assert sum(costs[thing] for thing in chosen) <= most
        assert total == sum(values[thing] for thing in chosen)
        subsets = itertools.chain.from_iterable(
            itertools.combinations(range(len(things)), size) for size in range(len(things) + 1)
        )
        fits = (one for one in subsets if sum(costs[thing] for thing in one) <= most)
        assert total == max(sum(values[thing] for thing in one) for one in fits)

    def test_a_sequence_is_the_best_of_all(self) -> None:
        def step(number: int, state: int, action: int) -> tuple[int, float]:
            return (state + action) % 3, float((state * 7 + action * 5 + number * 3) % 11)

        done, total = best_sequence(0, lambda *_: range(3), step, 5)
        everything = []
        for actions in itertools.product(range(3), repeat=5):
            state, gained = 0, 0.0
            for number, action in enumerate(actions):
                state, gain = step(number, state, action)
                gained += gain
            everything.append(gained)
        assert total == max(everything)
        assert len(done) == 5

    def test_a_search_says_how_far_it_may_be_from_the_best(self) -> None:
        found = climb(
            [0, 9],
            lambda plan: [plan - 1, plan + 1],
            lambda plan: -((plan - 4) ** 2) + 20,
            bound=25,
        )
        assert (found.plan, found.outcome) == (4, 20)
        assert found.gap == pytest.approx(0.2)

    def test_what_does_not_fit_is_told(self) -> None:
        with pytest.raises(DataError, match="at least as many columns"):
            best_assignment([[1.0], [2.0]])
        with pytest.raises(DataError, match="do not fit together"):
            best_within_budget([1.0], [1, 2], 3)
        with pytest.raises(DataError, match="no plan to choose from"):
            best_of([], float)
        with pytest.raises(DataError, match="no plan to begin from"):
            climb([], lambda _: [], float)
        with pytest.raises(DataError, match="nothing to do"):
            best_sequence(0, lambda *_: [], lambda *_: (0, 0.0), 2)
        assert best_of([3, 1, 2], lambda plan: -plan) == (1, -1)
