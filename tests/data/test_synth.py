from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from statcomms.analysis.breaks import best_break, break_ratio, monthly_series
from statcomms.analysis.fit import gini, hill, negative_binomial, spearman, top_share
from statcomms.analysis.metrics import PostsArrays, engagements, exposure, rate
from statcomms.data.model import parameters, stream, targets
from statcomms.data.outcomes import typical_outcomes
from statcomms.data.releases import release_of
from statcomms.data.synth import (
    month_list,
    outcomes,
    plan_posts,
    post_ids,
    posts,
    release_days,
    to_frame,
    world,
)
from statcomms.errors import DataError
from statcomms.schema import PLATFORMS, check_posts

SEEDS = (2026, 1, 2, 3, 4, 5, 6, 7, 18)
ACCOUNTS = (
    ("x", "impressions", "all_engagements"),
    ("facebook", "reach", "public_engagements"),
    ("linkedin", "impressions", "all_engagements"),
)


BUSY = {"x": 15_000, "facebook": 15_000, "linkedin": 15_000}
ENGAGEMENTS = {
    "public_engagements": ("reactions", "comments", "shares"),
    "all_engagements": ("reactions", "comments", "shares", "clicks", "other_clicks", "follows"),
}


@pytest.fixture(scope="module")
def tables() -> dict[int, pd.DataFrame]:
    return {seed: posts(seed) for seed in SEEDS}


def measures(over: np.ndarray, counts: np.ndarray) -> dict[str, float]:
    rates = counts / over
    return {
        "gini_of_exposure_within_account": gini(over),
        "top10pct_posts_share_of_exposure": top_share(over),
        "hill_alpha_top5pct_exposure": hill(over),
        "spearman_rate_vs_exposure_within_account": spearman(rates, over),
        "k_engagement_given_exposure": negative_binomial(counts, over).k,
        "mean_of_rates_over_pooled_rate": rates.mean() / (counts.sum() / over.sum()),
    }


@pytest.mark.parametrize("seed", [2026, *range(1, 61)])
def test_every_range_of_the_targets_is_met(seed: int) -> None:
    wanted, truth = targets(), world()
    plan = plan_posts(seed, month_list("2024-10", 24), truth.numbers)
    columns = typical_outcomes(seed, plan, truth)
    for code, (platform, denominator, numerator) in enumerate(ACCOUNTS):
        here = plan.platform == code
        counts = sum(np.nan_to_num(columns[name][here]) for name in ENGAGEMENTS[numerator])
        for name, value in measures(columns[denominator][here], counts).items():
            low, high = wanted[name]
            assert low <= value <= high, f"{platform}, {name}: {value:.2f}, not {low} to {high}"


@pytest.mark.parametrize(("platform", "denominator", "numerator"), ACCOUNTS)
def test_the_table_has_what_the_outcomes_have(
    tables: dict[int, pd.DataFrame], platform: str, denominator: str, numerator: str
) -> None:
    one = tables[18][tables[18]["platform"] == platform]
    found = measures(exposure(one, denominator), engagements(one, numerator))
    for name, value in found.items():
        low, high = targets()[name]
        assert low <= value <= high, name


def test_exposures_are_drawn_again_only_where_they_are_unusual() -> None:
    truth = world()
    for seed, redrawn in ((2026, set()), (18, {"linkedin"}), (40, {"facebook"})):
        plan = plan_posts(seed, month_list("2024-10", 24), truth.numbers)
        first, found = outcomes(seed, plan, truth), typical_outcomes(seed, plan, truth)
        for code, platform in enumerate(PLATFORMS):
            here = plan.platform == code
            same = np.array_equal(first["impressions"][here], found["impressions"][here])
            assert same == (platform not in redrawn), (seed, platform)
        assert np.array_equal(first["followers"], found["followers"])


def test_an_audience_that_never_fits_keeps_its_first_draw() -> None:
    calm = world().with_numbers(
        sigma_post={"x": 0.01, "facebook": 0.01, "linkedin": 0.01},
        viral_probability={"x": 0.0, "facebook": 0.0, "linkedin": 0.0},
    )
    plan = plan_posts(3, month_list("2024-10", 24), calm.numbers)
    first, found = outcomes(3, plan, calm), typical_outcomes(3, plan, calm)
    assert np.array_equal(first["impressions"], found["impressions"])


@pytest.mark.parametrize("seed", SEEDS)
def test_facebook_is_near_the_measured_page(tables: dict[int, pd.DataFrame], seed: int) -> None:
    wanted = targets()["facebook"]
    one = tables[seed][tables[seed]["platform"] == "facebook"]
    reach, public = exposure(one, "reach"), engagements(one)
    likes, shares, comments = (
        one[name].to_numpy(float) for name in ("reactions", "shares", "comments")
    )
    assert spearman(reach, public) == pytest.approx(wanted["spearman_reach_interactions"], abs=0.1)
    assert spearman(likes, shares) == pytest.approx(wanted["spearman_like_share"], abs=0.1)
    assert spearman(likes, comments) == pytest.approx(wanted["spearman_like_comment"], abs=0.1)
    assert np.mean(comments == 0) == pytest.approx(wanted["zero_share_comments"], abs=0.1)
    assert rate(one, "public_engagements", "reach", "pooled") == pytest.approx(
        wanted["pooled_er_reach"], rel=0.35
    )
    assert rate(one, "public_engagements", "reach", "median") == pytest.approx(
        wanted["median_er_reach"], rel=0.35
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_x_is_near_the_measured_account(tables: dict[int, pd.DataFrame], seed: int) -> None:
    wanted = targets()["x_org"]
    one = tables[seed][tables[seed]["platform"] == "x"]
    shown, every = exposure(one, "impressions"), engagements(one, "all_engagements")
    assert spearman(shown, every) == pytest.approx(
        wanted["spearman_impressions_engagements"], abs=0.1
    )
    assert rate(one, "all_engagements", "impressions", "pooled") == pytest.approx(
        wanted["pooled_er"], rel=0.35
    )
    assert rate(one, "all_engagements", "impressions", "median") == pytest.approx(
        wanted["median_er"], rel=0.35
    )
    assert np.mean(one["comments"] == 0) == pytest.approx(wanted["zero_share_replies"], abs=0.15)
    assert np.mean(one["clicks"] == 0) == pytest.approx(wanted["zero_share_url_clicks"], abs=0.15)
    # The measured account posted four times a day, at weekends too: so busy days, at its pace.
    busy = posts(seed, posts_a_month={"x": 130, "facebook": 3, "linkedin": 3})
    busy = busy[busy["platform"] == "x"]
    daily = busy.groupby(busy["published_at"].str.slice(0, 10))["impressions"].agg(["sum", "size"])
    logs = np.log(daily["sum"][daily["size"] >= 3].to_numpy(float))
    assert logs.std() == pytest.approx(wanted["daily_impressions_sigma_log"], abs=0.2)


def test_the_table_is_a_posts_table(tables: dict[int, pd.DataFrame]) -> None:
    for frame in tables.values():
        assert 2_800 <= len(check_posts(frame)) <= 3_200
        assert frame["published_at"].is_monotonic_increasing
        ids = frame["post_id"]
        assert set(ids[frame["platform"] == "x"].str.len()) <= {18, 19}
        assert ids.str.fullmatch("[0-9]{15,19}").all()


def test_a_seed_gives_one_table_and_another_seed_another() -> None:
    pd.testing.assert_frame_equal(posts(5, months=2), posts(5, months=2))
    assert not posts(5, months=2)["impressions"].equals(posts(6, months=2)["impressions"])
    assert posts("a text", months=1).equals(posts("a text", months=1))


def test_any_period_and_size() -> None:
    frame = posts(
        3,
        months=2,
        first_month="2030-01",
        posts_a_month={
            "x": 500,
            "facebook": 300,
            "linkedin": 200,
        },
    )
    assert set(frame["month"]) == {"2030-01", "2030-02"}
    assert 1_700 < len(check_posts(frame)) < 2_300


@pytest.mark.parametrize(("month", "count"), [("2024", 1), ("24-10", 2), ("2024-10", 0), (None, 1)])
def test_a_wrong_period_is_refused(month: str, count: int) -> None:
    with pytest.raises(DataError, match="do not make a period"):
        month_list(month, count)


def test_release_posts_are_at_half_past_nine_on_every_platform() -> None:
    frame = posts(2026)
    days = {str(np.datetime64(day, "D")) for day, _ in release_days(month_list("2024-10", 24))}
    assert len(days) == 24
    on_time = frame[frame["published_at"].str.slice(11, 16) == "09:30"]
    here = on_time[on_time["published_at"].str.slice(0, 10).isin(days)]
    for platform, one in here.groupby("platform"):
        assert one["published_at"].str.slice(0, 10).nunique() == 24, platform
    weekdays = pd.to_datetime(pd.Series(sorted(days))).dt.day_name()
    assert set(weekdays) == {"Wednesday"}


def test_weekends_are_quiet() -> None:
    day = pd.to_datetime(posts(2026)["published_at"]).dt.day_name()
    assert day.isin(["Saturday", "Sunday"]).mean() < 0.12


def test_both_breaks_are_where_the_readme_says() -> None:
    arrays = PostsArrays.from_frame(posts(2026))
    views = monthly_series(arrays, "impressions", "reach", arrays.where(platform="facebook"))
    found = best_break(views)
    assert found.month == "2025-02"
    assert 1.25 < found.ratio < 1.5
    video = arrays.where(platform="facebook", format="video")
    starts = best_break(monthly_series(arrays, "video_views", "posts", video))
    assert starts.month == "2025-06"
    assert 1.6 < starts.ratio < 2.6
    assert 0.8 < break_ratio(monthly_series(arrays, "reach", "posts", video), "2025-06") < 1.25


def test_boosting_lowers_linkedins_rate_while_organic_rises() -> None:
    frame = posts(2026)
    linkedin = frame[frame["platform"] == "linkedin"]
    may, june = (linkedin[linkedin["month"] == month] for month in ("2026-05", "2026-06"))
    assert not may["paid"].any()
    assert rate(june, "all_engagements", "impressions", "pooled") < 0.8 * rate(
        may, "all_engagements", "impressions", "pooled"
    )
    organic = june[~june["paid"]]
    assert rate(organic, "all_engagements", "impressions", "pooled") > rate(
        may, "all_engagements", "impressions", "pooled"
    )


def test_x_has_no_boosted_posts_and_others_do() -> None:
    frame = posts(2026)
    boosted = frame.groupby("platform")["paid"].mean()
    assert boosted["x"] == 0
    assert 0.05 < boosted["facebook"] < 0.2
    assert 0.03 < boosted["linkedin"] < 0.15
    assert ((frame["paid_impressions"] > 0) == frame["paid"]).all()


def test_the_newest_posts_are_not_finished() -> None:
    months = month_list("2026-08", 2)
    truth = world()
    late = truth.with_numbers(posts_a_month={"x": 3000, "facebook": 300, "linkedin": 3000})
    plan = plan_posts("ageing", months, late.numbers)
    frame = to_frame("ageing", plan, outcomes("ageing", plan, late))
    linkedin = frame[frame["platform"] == "linkedin"]
    fresh = linkedin[linkedin["published_at"] >= "2026-09-30"]["impressions"].median()
    older = linkedin[linkedin["month"] == "2026-08"]["impressions"].median()
    assert fresh < 0.65 * older


def test_effects_do_not_move_the_plan() -> None:
    months = month_list("2025-10", 3)
    truth = world()
    other = truth.with_numbers(format_rate={**truth.numbers["format_rate"], "x": {"photo": 9.0}})
    one, two = (plan_posts(7, months, numbers) for numbers in (truth.numbers, other.numbers))
    assert np.array_equal(one.minute, two.minute)
    assert np.array_equal(one.format, two.format)
    before, after = outcomes(7, one, truth), outcomes(7, one, other)
    facebook = one.platform == 1
    assert np.array_equal(before["impressions"], after["impressions"])
    assert np.array_equal(
        before["reactions"][facebook], after["reactions"][facebook], equal_nan=True
    )
    assert not np.array_equal(before["reactions"], after["reactions"])


def test_known_effects_come_back_out_of_the_data() -> None:
    numbers = world().numbers
    frame = posts("effects", months=12, posts_a_month={"x": 4000, "facebook": 3, "linkedin": 3})
    x = frame[(frame["platform"] == "x") & (frame["format"] == "photo")]
    logs = np.log(x["impressions"].to_numpy(float))
    by_alt = logs[x["alt_text"]].mean() - logs[~x["alt_text"]].mean()
    assert by_alt == pytest.approx(math.log(numbers["alt_text_exposure"]), abs=0.05)
    topics = numbers["topic_exposure"]
    gap = logs[x["topic"] == "prices"].mean() - logs[x["topic"] == "office"].mean()
    assert gap == pytest.approx(math.log(topics["prices"] / topics["office"]), abs=0.1)


def test_parts_have_their_own_random_numbers() -> None:
    assert stream(1, "a").random() == stream(1, "a").random()
    assert stream(1, "a").random() != stream(1, "b").random()
    assert stream(1, "a").random() != stream(2, "a").random()


def test_parameters_cannot_be_changed_by_accident() -> None:
    parameters()["assumed"]["posts_a_month"]["x"] = 0
    assert parameters()["assumed"]["posts_a_month"]["x"] == 60


def test_texts_can_say_the_figures_of_another_seed() -> None:
    truth = world()
    plan = plan_posts("a", month_list("2026-01", 2), truth.numbers)
    columns = outcomes("a", plan, truth)
    own, other = to_frame("a", plan, columns), to_frame("a", plan, columns, figures_of=2026)
    assert not own["text"].equals(other["text"])
    pd.testing.assert_frame_equal(own.drop(columns="text"), other.drop(columns="text"))
    headline = release_of(2026, "2026-02").headline
    assert other["text"].str.startswith(headline).sum() == 3


def test_ids_are_unique_in_a_large_table() -> None:
    plan = plan_posts(4, month_list("2026-01", 1), {**world().numbers, "posts_a_month": BUSY})
    ids = post_ids(4, plan)
    assert len(set(ids)) == len(ids) > 40_000


def test_ids_that_are_given_already_are_not_given_again() -> None:
    plan = plan_posts(4, month_list("2026-01", 1), world().numbers)
    given = post_ids(4, plan)
    assert not set(post_ids(4, plan, given)) & set(given)
