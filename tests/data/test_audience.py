from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.audience import audience, draw_audience
from statcomms.data.tables import Tables
from statcomms.data.truth.population import (
    Population,
    audience_parameters,
    communities,
    population,
)
from statcomms.data.truth.response import response_if_delivered
from statcomms.errors import DataError
from statcomms.schema import check_table, table
from statcomms.schema.people import (
    CHANNELS,
    DEVICES,
    MESSAGES,
    PROVINCES,
    ROLES,
)

RESPONSES = [f"response_{name}" for name in MESSAGES]
USES = [f"uses_{name}" for name in CHANNELS]
TRAITS = ["role", "sector", "province", "age_band", "device", "interest_1", "online_time", *USES]


@pytest.fixture(scope="module")
def course() -> pd.DataFrame:
    return audience(2026)


@pytest.fixture(scope="module")
def many() -> tuple[pd.DataFrame, Population]:
    return draw_audience("many", 60_000)


@given(st.one_of(st.integers(0, 10**9), st.text(max_size=8)), st.integers(1, 400))
@settings(max_examples=15, deadline=None)
def test_any_seed_gives_a_table_that_keeps_its_description(seed: int | str, rows: int) -> None:
    frame = audience(seed, rows)
    check_table(table("audience"), frame)
    assert list(frame.columns) == table("audience").names
    assert len(frame) == rows
    assert not (frame["interest_1"] == frame["interest_2"]).any()
    assert ((frame["frequency"] == 0) == (frame["recency"] >= 365)).all()


def test_the_same_seed_gives_the_same_people_and_another_seed_others(course: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(course, audience(2026))
    pd.testing.assert_frame_equal(course, Tables(2026)["audience"])
    other = audience("2027")
    assert not course["role"].equals(other["role"])
    share = course["role"].value_counts(normalize=True)
    assert share.sub(other["role"].value_counts(normalize=True)).abs().max() < 0.03


def test_the_table_does_not_tell_the_community(course: pd.DataFrame) -> None:
    names = set(population(2026, 1).community_names)
    words = {word for name in course.columns for word in course[name].astype(str).unique()}
    assert not words & (names - set(PROVINCES) - {"students"})


def test_the_first_people_are_the_same_in_a_longer_list() -> None:
    assert communities(7, 50).tolist() == communities(7, 500)[:50].tolist()
    pd.testing.assert_frame_equal(
        audience(7, 50)[TRAITS[:5]], audience(7, 500)[TRAITS[:5]].head(50)
    )


@pytest.mark.parametrize("rows", [0, -1, 100_000])
def test_an_audience_has_people_and_five_digits(rows: int) -> None:
    with pytest.raises(DataError, match="cannot have"):
        audience(1, rows)


def test_response_rates_by_role_are_low_and_differ(
    many: tuple[pd.DataFrame, Population],
) -> None:
    rates = many[0].groupby("role")[RESPONSES].mean().astype(float)
    assert rates.min().min() > 0.015
    assert rates.max().max() < 0.125
    assert (rates.max() / rates.min() > 2).all()
    best = rates.idxmax()
    assert best["response_explainer"] in {"student", "research"}
    assert best["response_local"] == "community"
    assert best["response_dataset"] == "research"
    assert len(set(best)) >= 4


def test_communities_can_be_found_from_the_columns() -> None:
    """Naive Bayes learned on one audience names most communities of another."""
    (known, people), (fresh, others) = draw_audience("a", 5000), draw_audience("b", 5000)
    groups = len(people.community_names)
    scores = np.zeros((len(fresh), groups))
    scores += np.log(np.bincount(people.community, minlength=groups) / len(people))
    for name in TRAITS:
        counts = pd.crosstab(known[name], people.community) + 0.5
        logs = np.log(counts / counts.sum())
        scores += logs.reindex(fresh[name]).fillna(np.log(1e-4)).to_numpy()
    right = np.mean(scores.argmax(axis=1) == others.community)
    assert 0.75 < right < 0.97, "findable, but not given away"


def test_the_truth_has_no_effect_of_province_though_the_rates_differ(
    many: tuple[pd.DataFrame, Population],
) -> None:
    frame, people = many
    rates = frame.groupby("province")["response_figure"].mean().astype(float)
    assert rates["Velanu"] > 1.4 * rates["Tulavi"], "the trap is there"
    alike = pd.DataFrame(
        {
            "chance": response_if_delivered(people)[:, 0, 0],
            "province": people.province,
            "alike": people.community * len(DEVICES) + people.device,
        }
    )
    within = alike["chance"] - alike.groupby("alike")["chance"].transform("mean")
    spread = within.groupby(alike["province"]).mean()
    assert spread.abs().max() < 0.001


def test_fine_splits_have_small_cells(course: pd.DataFrame) -> None:
    assert course["role"].value_counts().min() >= 200
    cells = course.groupby(["role", "province", "device"]).size()
    assert (cells < 30).mean() > 0.5


def test_use_is_heavy_tailed_and_recent_for_those_who_use_much(course: pd.DataFrame) -> None:
    uses = course["frequency"].to_numpy(float)
    assert uses.mean() > 2 * np.median(uses)
    assert np.sort(uses)[-500:].sum() > 0.35 * uses.sum()
    ranks = course[["recency", "frequency", "trust"]].astype(float).rank().corr()
    assert ranks.loc["recency", "frequency"] < -0.7
    assert 0.1 < ranks.loc["trust", "frequency"] < 0.5


def test_a_response_is_missing_for_those_whom_no_channel_of_the_message_reaches(
    course: pd.DataFrame,
) -> None:
    past = audience_parameters()["past_sendings"]
    for name in MESSAGES:
        there = course[[f"uses_{channel}" for channel in past[name]["channels"]]].any(axis=1)
        got = course[f"response_{name}"].notna()
        assert not (got & ~there).any()
        assert 0.5 < got[there].mean() < 0.85
    none = ~course[USES].any(axis=1)
    assert 0.02 < none.mean() < 0.1
    assert course.loc[none, RESPONSES].isna().all(axis=None)


def test_basic_phones_are_far_from_the_capital_and_off_the_platforms(course: pd.DataFrame) -> None:
    basic = course["device"] == "basic phone"
    by_province = basic.groupby(course["province"]).mean()
    assert by_province["Tulavi"] > 5 * by_province["Velanu"]
    assert course.loc[basic, "uses_radio"].mean() > 0.8
    assert course.loc[basic, "uses_linkedin"].mean() < 0.05


def test_parameters_are_whole() -> None:
    found = audience_parameters()
    groups = found["communities"]
    assert sum(one["share"] for one in groups.values()) == pytest.approx(1)
    for one in groups.values():
        for name in ("role", "sector", "province", "age_band", "device", "interest", "online_time"):
            assert sum(one[name].values()) == pytest.approx(1)
        assert set(one["message"]) == set(MESSAGES)
        assert set(one["role"]) <= set(ROLES)
        assert set(one["channel"]) == set(CHANNELS)
    found["wear_out"]["same_message"] = 2
    assert audience_parameters()["wear_out"]["same_message"] < 1, "a copy, not the parameters"
