from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.followers import follower_parameters, follower_shares, followers
from statcomms.data.months import month_list
from statcomms.data.synth import followers_by_day, posts, release_days, world
from statcomms.data.tables import Tables
from statcomms.data.variants import PersonalTables
from statcomms.errors import DataError
from statcomms.schema import PLATFORMS, check_table, table
from statcomms.schema.people import DIMENSIONS

MONTHS = month_list("2024-10", 24)


@pytest.fixture(scope="module")
def course() -> Tables:
    return Tables(2026)


@given(st.one_of(st.integers(0, 10**9), st.text(max_size=8)))
@settings(max_examples=4, deadline=None)
def test_at_any_seed_the_days_add_up_and_agree_with_the_posts(seed: int | str) -> None:
    made = posts(seed)
    frame = check_table(table("followers"), followers(seed, made))
    assert_days_add_up(frame, made)


@pytest.mark.parametrize("course_id", ["nsn-042", "pacific.17"])
def test_a_learners_own_followers_agree_with_their_own_posts(course_id: str) -> None:
    tables = PersonalTables(course_id)
    assert_days_add_up(tables["followers"], tables["posts"])
    assert set(tables["follower_shares"]["month"]) == set(tables["posts"]["month"])


def assert_days_add_up(frame: pd.DataFrame, made: pd.DataFrame) -> None:
    for platform in PLATFORMS:
        one = frame[frame["platform"] == platform]
        assert (pd.to_datetime(one["date"]).diff().dropna() == pd.Timedelta(days=1)).all()
        change = one["followers"].diff().dropna()
        assert (change == (one["gained"] - one["lost"]).iloc[1:]).all()
        assert abs(int((one["gained"] - one["lost"]).iloc[0])) < 0.01 * one["followers"].iloc[0]
    told = made.assign(date=made["published_at"].str.slice(0, 10))
    joined = told.merge(frame, on=["date", "platform"], validate="many_to_one")
    assert len(joined) == len(made)
    assert (joined["followers_x"] == joined["followers_y"]).all()
    assert set(frame["date"].str.slice(0, 7)) == set(made["month"])


def test_the_level_is_the_models_own(course: Tables) -> None:
    paths = followers_by_day(2026, MONTHS, world().numbers)
    for platform in PLATFORMS:
        one = course["followers"].query("platform == @platform")["followers"]
        assert np.array_equal(one.to_numpy(dtype="int64"), paths[platform])


def test_the_same_seed_gives_the_same_table(course: Tables) -> None:
    pd.testing.assert_frame_equal(course["followers"], followers(2026))
    pd.testing.assert_frame_equal(course["follower_shares"], follower_shares(2026))


def test_more_come_and_go_on_release_days_and_in_campaigns(course: Tables) -> None:
    frame, found = course["followers"], follower_parameters()
    days = [np.datetime64(day, "D").astype(str) for day, _ in release_days(MONTHS)]
    release = frame["date"].isin(days)
    lost = frame["lost"].astype(float) / frame["followers"].astype(float)
    for platform in PLATFORMS:
        here = frame["platform"] == platform
        usual = lost[here & ~release].mean()
        assert 1.2 * usual < lost[here & release].mean() < 3 * usual
        assert usual < 2.5 * found["lost_a_day"][platform]
    campaign = (
        course["posts"]
        .assign(
            date=course["posts"]["published_at"].str.slice(0, 10),
            running=course["posts"]["campaign"].notna(),
        )
        .groupby(["date", "platform"])["running"]
        .any()
    )
    running = frame.set_index(["date", "platform"]).index.map(campaign).to_numpy() == 1
    facebook = (frame["platform"] == "facebook").to_numpy()
    assert lost[facebook & running].mean() > 1.2 * lost[facebook & ~running].mean()


def test_in_no_month_do_fewer_come_than_the_posts_brought(course: Tables) -> None:
    came = course["followers"].assign(month=course["followers"]["date"].str.slice(0, 7))
    came = came.groupby(["platform", "month"])["gained"].sum()
    brought = course["posts"].groupby(["platform", "month"])["follows"].sum()
    assert (brought.reindex(came.index) <= came).all()


@given(st.integers(0, 10**6), st.integers(1, 30))
@settings(max_examples=6, deadline=None)
def test_shares_add_to_100_but_for_rounding(seed: int, months: int) -> None:
    frame = check_table(table("follower_shares"), follower_shares(seed, "2024-10", months))
    groups = frame.groupby(["month", "platform", "dimension"])
    for (_, platform, dimension), one in groups:
        assert list(one["group"]) == list(DIMENSIONS[dimension]), (platform, dimension)
        assert one["share"].sum() == pytest.approx(100, abs=0.05 * len(one) + 1e-6)
        assert np.array_equal(one["share"], one["share"].round(1))
    assert groups.ngroups == months * 6


def test_each_platform_reports_its_own_dimensions_and_moves_slowly(course: Tables) -> None:
    frame = course["follower_shares"]
    reported = frame.groupby("platform")["dimension"].unique().map(sorted).to_dict()
    assert reported == {
        "x": ["province"],
        "facebook": ["age_band", "province", "sex"],
        "linkedin": ["province", "sector"],
    }
    series = frame.pivot_table(
        index="month", columns=["platform", "dimension", "group"], values="share"
    )
    assert series.diff().abs().max().max() < 2.5
    ages = series["facebook"]["age_band"]
    assert ages["15-24"].iloc[-1] < ages["15-24"].iloc[0]
    assert ages["65+"].iloc[-1] > ages["65+"].iloc[0]


def test_a_period_that_is_none_is_refused() -> None:
    with pytest.raises(DataError, match="period"):
        follower_shares(1, "October", 3)
