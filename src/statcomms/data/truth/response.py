"""What is true about responses: who answers which message, on which channel, at which time.

A person responds to a message that is sent to them with the chance

    P(respond) = P(it gets to them) x P(they respond to it | it got to them)

- It gets to them only on a channel they use; more surely at the time they are online.
- What then makes them respond is logistic: the message, their community's liking for it, whether
  its topic is their interest, their trust, their device, the channel.
- Each further message in one plan wears out: a person who got n earlier ones responds with a chance
  that is multiplied by 0.85 for each of them, by 0.55 for each that was the same message.

Province, age, language, sector and role have **no** effect of their own: what differs between
provinces comes from their people's devices and communities. All numbers are assumed
(``audience.json``).

>>> from statcomms.data.truth.population import population
>>> people = population(2026, 5000)
>>> plan = [Sending(people.uses[:, 4], "local", "radio", "morning")]
>>> print(expected_responses(people, plan))
77.27... responses
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from statcomms.data.truth.expected import Expected
from statcomms.data.truth.population import (
    Flags,
    Floats,
    Population,
    audience_parameters,
)
from statcomms.errors import DataError
from statcomms.schema import TOPICS
from statcomms.schema.people import CHANNELS, DEVICES, MESSAGES, TIMES

__all__ = [
    "Sending",
    "delivery_probability",
    "expected_responses",
    "past_responses",
    "response_array",
    "response_if_delivered",
    "response_probability",
]


@dataclass(frozen=True, eq=False)
class Sending:
    """One message that a plan sends.

    Attributes:
        to: For each person whether it is addressed to them.
        message: One of ``MESSAGES``.
        channel: One of ``CHANNELS``.
        time: One of ``TIMES``.
    """

    to: Flags
    message: str
    channel: str
    time: str


def delivery_probability(people: Population) -> Floats:
    """Return the chance that a message gets to each person.

    Args:
        people: The people.

    Returns:
        People x channels x times. 0 on a channel that the person does not use.
    """
    table = audience_parameters()["delivery"]
    chance = np.array([[table[name][key] for name in CHANNELS] for key in _WHEN])
    right = people.online_time[:, None] == np.arange(len(TIMES))
    found = np.where(right[:, None, :], chance[0][:, None], chance[1][:, None])
    return np.asarray(found * people.uses[:, :, None])


def response_if_delivered(people: Population, topic: str | None = None) -> Floats:
    """Return the chance that each person responds to a message that got to them.

    Args:
        people: The people.
        topic: Topic of the release that the messages are about; None for prices, the topic of the
            six messages in the audience table.

    Returns:
        People x messages x channels.

    Raises:
        DataError: The topic is not one of ``TOPICS``.
    """
    found = audience_parameters()
    truth = found["response"]
    about = _position(topic or found["release_topic"], TOPICS, "topic")
    liking = np.array(
        [[one["message"][name] for name in MESSAGES] for one in found["communities"].values()]
    )
    device = np.array([[truth["device"][one][name] for name in MESSAGES] for one in DEVICES])
    person = truth["trust_a_point"] * (people.trust - truth["trust_from"])
    person = person + truth["first_interest_matches"] * (people.first_interest == about)
    person += truth["second_interest_matches"] * (people.second_interest == about)
    logit = np.array([truth["message"][name] for name in MESSAGES]) + liking[people.community]
    logit += device[people.device] + person[:, None]
    channel = np.array([truth["channel"][name] for name in CHANNELS])
    return np.asarray(1 / (1 + np.exp(-(logit[:, :, None] + channel))))


def response_array(people: Population, topic: str | None = None) -> Floats:
    """Return the chance of a response for everybody and everything that can be sent.

    Args:
        people: The people.
        topic: Topic of the release; None for prices.

    Returns:
        People x messages x channels x times, without wear-out.
    """
    delivered = delivery_probability(people)[:, None, :, :]
    return np.asarray(response_if_delivered(people, topic)[:, :, :, None] * delivered)


def response_probability(
    people: Population, message: str, channel: str, time: str, topic: str | None = None
) -> Floats:
    """Return the chance that each person responds to one message that is sent to them.

    Args:
        people: The people.
        message: One of ``MESSAGES``.
        channel: One of ``CHANNELS``.
        time: One of ``TIMES``.
        topic: Topic of the release; None for prices.

    Returns:
        A chance for each person; 0 for those who do not use the channel.

    Raises:
        DataError: A word is not one of those.
    """
    m, c, t = _codes(message, channel, time)
    delivered = delivery_probability(people)[:, c, t]
    return np.asarray(delivered * response_if_delivered(people, topic)[:, m, c])


def expected_responses(
    people: Population, plan: Sequence[Sending], topic: str | None = None
) -> Expected:
    """Return how many responses a plan brings, on average over everything that chance could do.

    A person who is addressed k times gets each sending j with chance d_j, and responds to one that
    gets to them with chance q_j. The number of earlier ones they got is a sum of independent yes or
    no, so the mean of the wear-out is a product, and the sum is exact::

        sum over people and j of  d_j q_j  x  product over earlier i of (1 - d_i (1 - w_ij))

    with w_ij the wear-out of j by i: another message's, or the same message's.

    Args:
        people: The people.
        plan: What is sent, in order.
        topic: Topic of the release; None for prices.

    Returns:
        The responses, with standard error 0. One person can respond several times.

    Raises:
        DataError: A sending names a word that does not exist, or is not addressed to these people.
    """
    wear = audience_parameters()["wear_out"]
    delivery, response = delivery_probability(people), response_if_delivered(people, topic)
    sent: list[tuple[str, Floats]] = []
    total = 0.0
    for one in plan:
        m, c, t = _codes(one.message, one.channel, one.time)
        to = np.asarray(one.to)
        if to.shape != (len(people),) or to.dtype != np.bool_:
            raise DataError(
                f"A sending of '{one.message}' is not addressed to these {len(people)} people.",
                "Give true or false for each person.",
            )
        got = delivery[:, c, t] * to
        fresh = np.ones(len(people))
        for message, earlier in sent:
            kept = wear["same_message" if message == one.message else "another_message"]
            fresh *= 1 - earlier * (1 - kept)
        total += float(np.sum(got * response[:, m, c] * fresh))
        sent.append((one.message, got))
    return Expected(total, 0.0, "responses")


def past_responses(people: Population, draw: np.random.Generator) -> Floats:
    """Draw the responses to the six messages of the audience table.

    Each message was sent on some channels at one time, all of them about prices. It gets to a
    person on each channel they use with the chance of `delivery_probability`; they respond, or do
    not, to the first that got to them. These were weeks apart: nothing was worn out.

    Args:
        people: The people.
        draw: Random numbers.

    Returns:
        People x messages: 1, 0, or NaN for those who did not get it.
    """
    past = audience_parameters()["past_sendings"]
    delivery, response = delivery_probability(people), response_if_delivered(people)
    found = np.full((len(people), len(MESSAGES)), np.nan)
    for m, name in enumerate(MESSAGES):
        time = TIMES.index(past[name]["time"])
        for channel in past[name]["channels"]:
            c = CHANNELS.index(channel)
            arrives, answers = draw.random((2, len(people)))
            here = np.isnan(found[:, m]) & (arrives < delivery[:, c, time])
            found[here, m] = (answers < response[:, m, c])[here]
    return found


_WHEN = ("right_time", "other_time")


def _codes(message: str, channel: str, time: str) -> tuple[int, int, int]:
    return (
        _position(message, MESSAGES, "message"),
        _position(channel, CHANNELS, "channel"),
        _position(time, TIMES, "time"),
    )


def _position(word: str, words: tuple[str, ...], what: str) -> int:
    if word not in words:
        raise DataError(f"There is no {what} '{word}'.", f"Choose one of: {', '.join(words)}.")
    return words.index(word)
