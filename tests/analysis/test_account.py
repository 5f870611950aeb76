from __future__ import annotations

import math

import pandas as pd
import pytest

from statcomms.analysis.account import (
    ENOUGH,
    MEASURES,
    PARTS,
    AccountFit,
    fit_posts,
    target_ranges,
)
from statcomms.data.synth import posts, world
from statcomms.schema import PLATFORMS


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return posts(2026)


@pytest.fixture(scope="module")
def fits(frame: pd.DataFrame) -> dict[str, AccountFit]:
    return {fit.platform: fit for fit in fit_posts(frame)}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_course_s_posts_are_within_every_range(
    fits: dict[str, AccountFit], platform: str
) -> None:
    fit = fits[platform]
    assert tuple(fit.values) == tuple(MEASURES)
    for name, (low, high) in target_ranges(platform).items():
        assert low <= fit.values[name] <= high, name


def test_the_model_s_own_numbers_come_back(fits: dict[str, AccountFit]) -> None:
    numbers = world().numbers
    assert fits["facebook"].denominator == "reach"
    assert fits["x"].values["posts_a_month"] == pytest.approx(
        numbers["posts_a_month"]["x"], rel=0.05
    )
    for platform, fit in fits.items():
        assert fit.values["slope"] == pytest.approx(numbers["slope"][platform], abs=0.08)
        assert fit.values["log_sd"] > numbers["sigma_post"][platform]
        shares = sum(fit.values[f"format_{name}"] for name in numbers["format_share"][platform])
        assert shares == pytest.approx(1)
    mix = [fits["facebook"].values[f"{name}_share"] for name in PARTS[:3]]
    assert sum(mix) == pytest.approx(1)
    assert mix[0] == pytest.approx(numbers["mix"]["facebook"]["reactions"], abs=0.03)


def test_a_missing_column_is_nan_with_its_reason(frame: pd.DataFrame) -> None:
    bare = frame.drop(columns=["followers", "paid", "reach", "format"])
    bare["published_at"] = pd.NA
    fit = {one.platform: one for one in fit_posts(bare)}["facebook"]
    assert fit.denominator == "impressions"
    for name, reason in {
        "over_followers": "The table has no followers.",
        "paid": "The table has no paid.",
        "shown_over_reach": "The table has no reach.",
        "same_day": "The table has no published at.",
        "median_photo": "The table has no format.",
        "format_text": "The table has no format.",
        "clicks_share": "It is not counted in this platform's rate.",
    }.items():
        assert math.isnan(fit.values[name])
        assert fit.reasons[name] == reason
    assert fit.values["gini"] > 0.3


def test_every_number_that_is_missing_has_a_reason(frame: pd.DataFrame) -> None:
    for columns in ([], ["reactions"], ["impressions", "reach"], ["published_at", "paid"]):
        for fit in fit_posts(frame.drop(columns=columns)):
            assert set(fit.reasons) == {
                name for name, value in fit.values.items() if math.isnan(value)
            }


def test_a_handful_of_posts_says_what_cannot_be_fitted(frame: pd.DataFrame) -> None:
    few = frame[frame["platform"] == "x"].head(ENOUGH - 1)
    fit = fit_posts(few)[0]
    assert fit.used == ENOUGH - 1
    assert fit.reasons["k"] == "30 posts are needed; X (formerly Twitter) has 29."
    assert math.isnan(fit.values["gini"])
    assert fit.values["pooled"] > 0
    assert fit_posts(few.head(1))[0].values["median_exposure"] > 0


def test_posts_that_nobody_saw_do_not_count(frame: pd.DataFrame) -> None:
    one = frame[frame["platform"] == "linkedin"].copy()
    one.loc[one.index[:10], "impressions"] = 0
    fit = fit_posts(one)[0]
    assert fit.used == fit.posts - 10
    assert math.isfinite(fit.values["log_mean"])
