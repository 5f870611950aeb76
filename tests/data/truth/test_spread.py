from __future__ import annotations

import itertools

import numpy as np
import pytest

from statcomms.data.truth.spread import (
    MESSENGERS,
    NUMBERS,
    Answer,
    Spread,
    expected_believers,
    expected_reach,
    reach_by_hour,
    simulate_reach,
    size_seen,
)
from statcomms.errors import DataError
from statcomms.schema import PLATFORMS
from statcomms.schema.talk import AUTHOR_KINDS

EVERY = [Spread(kind, platform) for kind in AUTHOR_KINDS for platform in PLATFORMS]
LARGE = Spread("politician", "facebook", size=3)
TINY = Spread("citizen", "linkedin", size=0.5)


def believers(spread: Spread, answer: Answer | None = None) -> float:
    return expected_believers(spread, answer).value


def test_the_numbers_cover_the_words_of_the_schema() -> None:
    assert set(NUMBERS.authors) == set(AUTHOR_KINDS)
    assert set(NUMBERS.platforms) == set(PLATFORMS)
    assert set(NUMBERS.messengers) == set(MESSENGERS)


@pytest.mark.parametrize("answer", [None, Answer("office", 4), Answer("journalist", -24)])
def test_reach_grows_and_stays_below_who_could_be_reached(answer: Answer | None) -> None:
    for spread in (*EVERY, Spread("politician", "x", size=2000, catch=3)):
        path = reach_by_hour(spread, answer, 96)
        assert path.shape == (97,)
        assert path[0] == 0
        assert (np.diff(path) >= 0).all()
        pool = NUMBERS.platforms[spread.platform].audience
        heard = NUMBERS.messengers[answer.by].amplifies if answer else 0
        assert path[-1] <= pool + heard
        assert expected_reach(spread, answer, 96).value == path[-1]


def test_the_audience_fills() -> None:
    path = reach_by_hour(Spread("politician", "x", size=2000, catch=3), None, 96)
    assert path[-1] > 0.95 * NUMBERS.platforms["x"].audience


def test_the_first_hours_follow_the_difference_equation() -> None:
    spread = Spread("page", "facebook")
    place, stays = NUMBERS.platforms["facebook"], 0.5 ** (1 / NUMBERS.first_half_life)
    first = NUMBERS.authors["page"].first * (1 - stays)
    one = first
    passed = place.sharing * 0.5 ** (1 / place.half_life) * (1 - NUMBERS.delay) * one
    two = (first * stays + passed) * (1 - one / place.audience)
    assert np.allclose(reach_by_hour(spread)[:3], [0, one, one + two])


@pytest.mark.parametrize("by", MESSENGERS)
def test_an_early_answer_to_a_large_claim_helps_more_than_a_late_one(by: str) -> None:
    found = [believers(LARGE, Answer(by, hour)) for hour in (1, 4, 12, 24, 36)]
    assert found == sorted(found)
    assert found[-1] < believers(LARGE)


def test_an_answer_of_the_office_enlarges_a_tiny_claim() -> None:
    answer = Answer("office", 4)
    assert expected_reach(TINY, answer).value > 2 * expected_reach(TINY).value
    assert believers(TINY, answer) > believers(TINY)
    assert believers(TINY, Answer("trusted messenger", 4)) < believers(TINY, answer)


def test_a_prebunk_helps_enlarges_nothing_and_fades() -> None:
    for spread in (TINY, LARGE):
        day, month = (Answer("office", -24 * days) for days in (1, 30))
        assert expected_reach(spread, day).value < expected_reach(spread).value
        assert believers(spread, day) < believers(spread, month) < believers(spread)


def test_an_answer_after_the_last_hour_changes_nothing() -> None:
    assert believers(LARGE, Answer("office", 4000)) == pytest.approx(believers(LARGE))
    assert (reach_by_hour(LARGE, Answer("office", 48)) == reach_by_hour(LARGE)).all()


@pytest.mark.parametrize(
    ("spread", "answer"),
    list(itertools.product((LARGE, TINY), (None, Answer("office", 4), Answer("journalist", -24)))),
)
def test_the_mean_of_simulated_paths_is_the_expected_reach(
    spread: Spread, answer: Answer | None
) -> None:
    paths = np.array([simulate_reach(seed, spread, answer) for seed in range(1500)], dtype=float)
    expected = reach_by_hour(spread, answer)
    for hour in (1, 3, 6, 48):
        error = paths[:, hour].std(ddof=1) / np.sqrt(len(paths))
        assert abs(paths[:, hour].mean() - expected[hour]) < 4 * error


def test_simulated_paths_are_cumulative_and_the_same_for_the_same_seed() -> None:
    one, again, other = (simulate_reach(seed, LARGE) for seed in ("a", "a", "b"))
    assert (np.diff(one) >= 0).all()
    assert one.dtype == np.int64
    assert (one == again).all()
    assert (one != other).any()


def test_the_first_hours_tell_the_size_but_not_what_comes_later() -> None:
    paths = np.array([simulate_reach(seed, LARGE) for seed in range(400)], dtype=float)
    later = np.log((paths[:, 48] - paths[:, 3]) / (paths[:, 3]))
    assert later.std() == pytest.approx(NUMBERS.later_sigma, rel=0.15)


@pytest.mark.parametrize("seen", [0, 3, 250, 40_000])
def test_a_size_is_found_from_the_people_who_have_seen_it(seen: float) -> None:
    for spread in EVERY[::4]:
        found = size_seen(spread.author_kind, spread.platform, seen)
        path = reach_by_hour(found)
        assert path[NUMBERS.look_hours] == pytest.approx(max(seen, 1), rel=1e-6)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Spread("robot", "x"), "no author kind 'robot'"),
        (lambda: Spread("page", "myspace"), "no platform 'myspace'"),
        (lambda: Spread("page", "x", size=0), "cannot have size 0"),
        (lambda: Answer("a friend", 3), "no messenger 'a friend'"),
        (lambda: reach_by_hour(TINY, None, 0), "for 0 hours"),
    ],
)
def test_what_cannot_be_is_refused(make: object, said: str) -> None:
    with pytest.raises(DataError, match=said):
        make()  # type: ignore[operator]
