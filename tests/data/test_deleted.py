from __future__ import annotations

import re

import pandas as pd
import pytest

from statcomms.data.deleted import deleted_posts, deletion_reasons
from statcomms.data.figures import PLACES, figure, written
from statcomms.data.indicators import INDICATORS
from statcomms.data.similar import sentences
from statcomms.data.synth import posts
from statcomms.data.texts import read_post
from statcomms.errors import DataError
from statcomms.schema import PLATFORMS, check_posts

SEEDS = (2026, 3)


@pytest.fixture(scope="module", params=SEEDS)
def pair(request: pytest.FixtureRequest) -> tuple[int, pd.DataFrame, pd.DataFrame]:
    return request.param, deleted_posts(request.param), posts(request.param)


def test_they_are_posts_that_the_table_does_not_have(
    pair: tuple[int, pd.DataFrame, pd.DataFrame],
) -> None:
    _, gone, kept = pair
    assert list(gone.columns) == list(kept.columns)
    assert (gone.dtypes == kept.dtypes).all()
    check_posts(pd.concat([gone, kept], ignore_index=True))  # ids occur once
    assert gone["published_at"].is_monotonic_increasing
    assert 0.012 < len(gone) / (len(gone) + len(kept)) < 0.018


def test_followers_are_those_of_the_day(pair: tuple[int, pd.DataFrame, pd.DataFrame]) -> None:
    _, gone, kept = pair
    key = ["platform", kept["published_at"].str.slice(0, 10)]
    daily = kept.groupby(key)["followers"].first()
    found = 0
    for platform, at, followers in zip(
        gone["platform"], gone["published_at"], gone["followers"], strict=True
    ):
        if (platform, at[:10]) in daily.index:
            assert daily[platform, at[:10]] == followers
            found += 1
    assert found > 10


def test_most_had_few_showings(pair: tuple[int, pd.DataFrame, pd.DataFrame]) -> None:
    seed, gone, kept = pair
    reasons = pd.Series(deletion_reasons(seed))
    assert len(reasons) == len(gone)
    assert set(reasons) == {"few showings", "wrong figure"}
    assert 0.25 < (reasons == "wrong figure").mean() < 0.45
    for platform in PLATFORMS:
        low = gone[(gone["platform"] == platform) & (reasons == "few showings")]["impressions"]
        usual = kept[kept["platform"] == platform]["impressions"]
        assert low.median() < 0.4 * usual.median()
        # Who counts what is left counts the better posts.
        assert usual.median() >= pd.concat([usual, low]).median()


def test_only_a_post_with_an_error_says_a_wrong_figure(
    pair: tuple[int, pd.DataFrame, pd.DataFrame],
) -> None:
    seed, gone, _ = pair
    for topic, text, reason in zip(
        gone["topic"], gone["text"], deletion_reasons(seed), strict=True
    ):
        facts = read_post(topic, text)
        assert facts is not None
        assert facts.place in PLACES
        value = figure(seed, facts.indicator, facts.place, facts.period)
        shown = written(abs(value), "", INDICATORS[facts.indicator].decimals)
        said = sentences(text)[0].replace(facts.period, "")
        right = re.search(rf"(?<!\d){re.escape(shown)}(?!\d)", said) is not None
        assert right == (reason == "few showings"), text


def test_a_seed_gives_one_table() -> None:
    pd.testing.assert_frame_equal(deleted_posts(5, months=6), deleted_posts(5, months=6))
    assert len(deleted_posts(5, months=6)) < len(deleted_posts(5))
    with pytest.raises(DataError, match="do not make a period"):
        deleted_posts(5, first_month="June")
