from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.model import stream
from statcomms.data.truth.population import Population, audience_parameters, population
from statcomms.data.truth.response import (
    Sending,
    delivery_probability,
    expected_responses,
    past_responses,
    response_array,
    response_if_delivered,
    response_probability,
)
from statcomms.errors import DataError
from statcomms.schema.people import CHANNELS, DEVICES, MESSAGES, TIMES, TOPICS

SENDINGS = st.tuples(
    st.integers(0, 2**20 - 1),
    st.sampled_from(MESSAGES),
    st.sampled_from(CHANNELS),
    st.sampled_from(TIMES),
)


@pytest.fixture(scope="module")
def people() -> Population:
    return population(2026, 5000)


def chosen(people: Population, code: int) -> np.ndarray:
    """People whose community x device is one of those in the code's binary digits."""
    return np.asarray(code >> ((people.community + 5 * people.device) % 20) & 1 == 1)


def test_chances_are_chances_and_0_off_the_channel(people: Population) -> None:
    everything = response_array(people)
    assert everything.shape == (5000, len(MESSAGES), len(CHANNELS), len(TIMES))
    assert everything.min() >= 0
    assert everything.max() < 0.4
    for place, channel in enumerate(CHANNELS):
        chance = response_probability(people, "local", channel, "evening")
        assert np.array_equal(chance, everything[:, 1, place, 2])
        assert np.array_equal(chance > 0, people.uses[:, place])


def test_every_known_effect_goes_its_way(people: Population) -> None:
    delivered = delivery_probability(people)
    for place, time in enumerate(TIMES):
        right = people.online_time == place
        assert (delivered[right, 1, place] >= delivered[right, 1].max(axis=1)).all(), time
    chance = response_if_delivered(people)[:, 0, 0]
    other = response_if_delivered(people, "tourism")[:, 0, 0]
    first = (people.first_interest == TOPICS.index("prices")) & (
        people.second_interest != TOPICS.index("tourism")
    )
    assert (chance[first] > other[first]).all()
    device = DEVICES.index("basic phone")
    within = (people.community == 6) & (people.trust == 6)
    assert chance[within & (people.device == device)].max() < chance[within].max()
    trust = np.array(
        [
            chance[(people.community == 6) & (people.device == 0) & first & (people.trust == t)]
            for t in (3, 5, 7, 9)
        ],
        dtype=object,
    )
    means = [one.mean() for one in trust]
    assert means == sorted(means)


@given(SENDINGS, st.integers(0, 2**20 - 1))
@settings(max_examples=20, deadline=None)
def test_disjoint_segments_add_up(sending: tuple[int, str, str, str], cut: int) -> None:
    people = population(5, 800)
    code, message, channel, time = sending
    whole, part = chosen(people, code), chosen(people, cut)
    both = [
        Sending(whole & part, message, channel, time),
        Sending(whole & ~part, message, channel, time),
    ]
    once = expected_responses(people, [Sending(whole, message, channel, time)])
    assert expected_responses(people, both).value == pytest.approx(once.value)
    assert once.value == pytest.approx(
        response_probability(people, message, channel, time)[whole].sum()
    )
    assert once.standard_error == 0


@given(st.lists(SENDINGS, min_size=1, max_size=5))
@settings(max_examples=20, deadline=None)
def test_more_sendings_bring_more_but_never_more_than_fresh_ones(
    sendings: list[tuple[int, str, str, str]],
) -> None:
    people = population(5, 800)
    plan = [Sending(chosen(people, code), *words) for code, *words in sendings]
    values = [expected_responses(people, plan[:k]).value for k in range(len(plan) + 1)]
    fresh = [expected_responses(people, [one]).value for one in plan]
    for before, after, alone in zip(values, values[1:], fresh, strict=False):
        assert before <= after <= before + alone + 1e-9


def test_the_same_message_wears_out_more_than_another(people: Population) -> None:
    everybody = np.ones(len(people), dtype=bool)
    first, same, other = (
        Sending(everybody, name, "facebook", "evening") for name in ("local", "local", "story")
    )
    alone = expected_responses(people, [other]).value
    after_other = expected_responses(people, [first, other]).value
    after_other -= expected_responses(people, [first]).value
    twice = expected_responses(people, [first, same]).value
    once = expected_responses(people, [first]).value
    assert after_other < alone
    assert (twice - once) / once < after_other / alone


def test_wear_out_agrees_with_sending_by_chance(people: Population) -> None:
    wear = audience_parameters()["wear_out"]
    everybody = np.ones(len(people), dtype=bool)
    plan = [
        Sending(everybody, "local", "facebook", "evening"),
        Sending(people.trust > 4, "story", "facebook", "evening"),
        Sending(everybody, "local", "radio", "morning"),
    ]
    delivery, response = delivery_probability(people), response_if_delivered(people)
    draw, totals = stream(1, "test"), []
    for _ in range(300):
        got: list[tuple[str, np.ndarray]] = []
        total = 0
        for one in plan:
            c, m = CHANNELS.index(one.channel), MESSAGES.index(one.message)
            arrives = draw.random(len(people)) < delivery[:, c, TIMES.index(one.time)]
            arrives &= one.to
            chance = response[:, m, c].copy()
            for message, earlier in got:
                kept = wear["same_message" if message == one.message else "another_message"]
                chance[earlier] *= kept
            total += int(np.sum(arrives & (draw.random(len(people)) < chance)))
            got.append((one.message, arrives))
        totals.append(total)
    error = np.std(totals, ddof=1) / np.sqrt(len(totals))
    assert abs(np.mean(totals) - expected_responses(people, plan).value) < 4 * error


def test_past_responses_are_drawn_with_the_true_chances() -> None:
    people = population("past", 40_000)
    found = past_responses(people, stream("past", "test"))
    past, response = audience_parameters()["past_sendings"], response_if_delivered(people)
    for place, name in enumerate(MESSAGES):
        first = CHANNELS.index(past[name]["channels"][0])
        others = [CHANNELS.index(channel) for channel in past[name]["channels"][1:]]
        only = people.uses[:, first] & ~people.uses[:, others].any(axis=1)
        got = only & ~np.isnan(found[:, place])
        chance = response[got, place, first]
        error = np.sqrt(np.sum(chance * (1 - chance)))
        assert abs(np.nansum(found[got, place]) - chance.sum()) < 4 * error
        sent = delivery_probability(people)[only, first, TIMES.index(past[name]["time"])]
        assert abs(got.sum() - sent.sum()) < 4 * np.sqrt(np.sum(sent * (1 - sent)))


def test_what_cannot_be_sent_is_said(people: Population) -> None:
    everybody = np.ones(len(people), dtype=bool)
    for words in (
        ("joke", "x", "morning"),
        ("local", "tv", "morning"),
        ("local", "x", "night"),
    ):
        with pytest.raises(DataError, match="There is no"):
            response_probability(people, *words)
    with pytest.raises(DataError, match="topic"):
        response_array(people, "weather")
    for to in (everybody[:10], everybody.astype(int)):
        with pytest.raises(DataError, match="not addressed"):
            expected_responses(people, [Sending(to, "local", "x", "morning")])


def test_an_empty_plan_brings_nothing(people: Population) -> None:
    assert expected_responses(people, []).value == 0
