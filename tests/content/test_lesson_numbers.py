"""Every figure that lesson 5 quotes about Nusamara is worked out again from the data.

When the data change on purpose, the failing lines say which sentence wants another number.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from pathlib import Path

import pandas as pd
import pytest

from statcomms.analysis.breaks import monthly_series
from statcomms.analysis.compare import difference_with_interval
from statcomms.analysis.metrics import (
    PostsArrays,
    binomial_interval,
    engagements,
    rate,
    rate_with_interval,
)
from statcomms.data.load import load_posts
from statcomms.data.synth import release_days
from statcomms.exercises.text import NARROW_SPACE, format_number

LESSON = Path(__file__).resolve().parents[2] / "book" / "lessons" / "05-analytics.md"


def facts() -> dict[str, str]:
    """Every figure about Nusamara in the lesson, as it is written there."""
    posts = load_posts()
    arrays = PostsArrays.from_frame(posts)
    facebook = posts[posts["platform"] == "facebook"]
    return {
        **_census(posts),
        **_quarter(facebook[facebook["month"] >= "2026-07"]),
        **_week(facebook),
        **_viral(posts[posts["platform"] == "x"]),
        **_linkedin(posts[posts["platform"] == "linkedin"]),
        **_breaks(arrays),
        **_formats(arrays),
    }


def number(value: float, decimals: int = 0) -> str:
    return format_number(float(value), decimals)


def percent(value: float, decimals: int = 1) -> str:
    return number(100 * float(value), decimals)


def rounded(value: float, step: int) -> str:
    return number(round(float(value) / step) * step)


def _census(posts: pd.DataFrame) -> dict[str, str]:
    census = posts[posts["campaign"] == "Census 2026"]
    films = census[(census["format"] == "video") & (census["platform"] == "facebook")]
    return {
        "census_shown": number(census["impressions"].sum() / 1e6, 1),
        "census_reactions": rounded(census["reactions"].sum(), 1000),
        "films": number(len(films)),
        "films_shown": rounded(films["impressions"].sum(), 1000),
    }


def _quarter(quarter: pd.DataFrame) -> dict[str, str]:
    counted = pd.Series(engagements(quarter), index=quarter.index)
    small, large = quarter["reach"] < 3000, quarter["reach"] > 10_000
    over_posts = rate_with_interval(quarter, "public_engagements", "reach")
    over_people = binomial_interval(quarter, "public_engagements", "reach")
    reach = quarter["reach"].astype(float)
    wider = (over_posts.high - over_posts.low) / (over_people.high - over_people.low)
    return {
        "q_posts": number(len(quarter)),
        "q_paid": number(quarter["paid"].sum()),
        "q_mean": percent(rate(quarter, "public_engagements", "reach", "mean")),
        "q_pooled": percent(over_posts.rate),
        "q_pooled_2": percent(over_posts.rate, 2),
        "q_median": percent(rate(quarter, "public_engagements", "reach", "median")),
        "q_views": percent(rate(quarter, "public_engagements", "impressions", "pooled")),
        "q_engaged": number(counted.sum()),
        "q_frequency": number(quarter["impressions"].sum() / reach.sum(), 1),
        "q_least": number(reach.min()),
        "q_reach": number(reach.sum()),
        "q_reach_millions": number(reach.sum() / 1e6, 1),
        "q_low": percent(over_posts.low),
        "q_high": percent(over_posts.high),
        "q_low_2": percent(over_posts.low, 2),
        "q_high_2": percent(over_posts.high, 2),
        "coin_low": percent(over_people.low, 2),
        "coin_high": percent(over_people.high, 2),
        "q_wider": number(wider),
        "small_posts": number(small.sum()),
        "small_rate": percent(counted[small].sum() / reach[small].sum()),
        "large_posts": number(large.sum()),
        "large_rate": percent(counted[large].sum() / reach[large].sum()),
    }


def _week(facebook: pd.DataFrame) -> dict[str, str]:
    days = facebook["published_at"].str.slice(0, 10)
    reach = facebook.loc[days.between("2026-09-14", "2026-09-20"), "reach"].astype(float)
    assert len(reach) == 6
    return {
        "week_sum": number(reach.sum()),
        "week_max": number(reach.max()),
        "week_sum_round": rounded(reach.sum(), 1000),
        "week_max_round": rounded(reach.max(), 1000),
    }


def _viral(x: pd.DataFrame) -> dict[str, str]:
    shown = x["impressions"].astype(float).groupby(x["month"])
    february = x[x["month"] == "2026-02"]
    first = february.loc[february["impressions"].astype(float).idxmax()]
    assert (first["published_at"][:10], first["format"]) == ("2026-02-19", "link")
    assert first["topic"] == "population"
    assert "under 15" in first["text"]
    means, medians = shown.mean(), shown.median()
    others = means.drop("2026-02")
    return {
        "viral": number(first["impressions"]),
        "viral_share": number(100 * first["impressions"] / february["impressions"].sum()),
        "feb_mean": number(means["2026-02"]),
        "feb_median": number(medians["2026-02"]),
        "x_mean_low": rounded(others.min(), 100),
        "x_mean_high": rounded(others.max(), 100),
        "x_median_low": number(medians.min()),
        "x_median_high": number(medians.max()),
    }


def _linkedin(linkedin: pd.DataFrame) -> dict[str, str]:
    spans = {"before": ("2025-10", "2026-03", 6), "after": ("2026-04", "2026-08", 5)}
    told: dict[str, str] = {}
    unpaid = []
    for name, (first, last, months) in spans.items():
        part = linkedin[linkedin["month"].between(first, last)]
        organic = part[~part["paid"]]
        unpaid.append(organic)
        shown, bought = part["impressions"].sum(), part["paid_impressions"].sum()
        told |= {
            f"li_{name}": percent(rate(part, "all_engagements", "impressions", "pooled")),
            f"li_org_{name}": percent(rate(organic, "all_engagements", "impressions", "pooled")),
            f"li_posts_{name}": number(len(part)),
            f"li_paid_{name}": number(part["paid"].sum()),
            f"li_share_{name}": number(100 * bought / shown),
            f"li_org_month_{name}": rounded((shown - bought) / months, 1000),
        }
    change = difference_with_interval(unpaid[0], unpaid[1], "all_engagements", "impressions")
    assert change.decision == "cannot tell", "the lesson says: a change well within chance"
    return told


def _breaks(arrays: PostsArrays) -> dict[str, str]:
    often = dict(monthly_series(arrays, "impressions", "reach", arrays.where(platform="facebook")))
    old = [value for month, value in often.items() if month < "2025-02"]
    new = [value for month, value in often.items() if month >= "2025-02"]
    assert 1.25 < (sum(new) / len(new)) / (sum(old) / len(old)) < 1.42, "a third more often"
    return {
        "often_old_low": number(min(old), 1),
        "often_old_high": number(max(old), 1),
        "often_new_low": number(min(new), 1),
        "often_new_high": number(max(new), 1),
    }


def _formats(arrays: PostsArrays) -> dict[str, str]:
    def places(paid: str, first: str | None, name: str):
        return arrays.where(platform="linkedin", format=name, paid=paid, first_month=first)

    def compared(paid: str, first: str | None, pooling: str = "pooled"):
        return difference_with_interval(
            arrays,
            arrays,
            "public_engagements",
            "impressions",
            pooling,
            first_where=places(paid, first, "document"),
            second_where=places(paid, first, "photo"),
        )

    half, whole = compared("organic", "2026-04"), compared("organic", None)
    for pooling in ("pooled", "mean"):
        assert compared("organic", "2026-04", pooling).decision == "cannot tell"
    assert whole.decision == "first"
    error = math.sqrt(sum(e.rate * (1 - e.rate) / e.exposure for e in (half.first, half.second)))
    bought = []
    for name in ("document", "photo"):
        chosen = places("all", "2026-04", name)
        shown = arrays.columns["impressions"][chosen].sum()
        bought.append(arrays.columns["paid_impressions"][chosen].sum() / shown)
    assert min(bought) > 1 / 3, bought
    assert abs(bought[0] - bought[1]) > 0.02, bought
    return {
        "half_difference": percent(half.difference),
        "half_low": percent(half.low),
        "half_high": percent(half.high),
        "half_docs": number(half.first.posts_used),
        "half_photos": number(half.second.posts_used),
        "coin_diff_low": percent(half.difference - 1.96 * error, 2),
        "coin_diff_high": percent(half.difference + 1.96 * error, 2),
        "cmp_docs": number(whole.first.posts_used),
        "cmp_photos": number(whole.second.posts_used),
        "cmp_low": percent(whole.low),
        "cmp_high": percent(whole.high),
    }


SENTENCES = """
{films} census films on Facebook, {films_shown} views
Our census posts were shown {census_shown} million times
They drew {census_reactions} reactions
all three are about the same {q_posts} posts
"Our engagement rate is **{q_mean}~%**."
"Our engagement rate is **{q_pooled}~%**."
"Our engagement rate is **{q_views}~%**."
The same {q_engaged} reactions, comments and shares
each person whom a post reached saw it {q_frequency} times on average
our posts drew {q_pooled} reactions, comments and shares for every 100 people they reached
they reached; {q_posts} posts, paid ones included
(95~% interval over posts {q_low} to {q_high}). {q_posts} posts, {q_paid} of them paid for.
even one that only " "{q_least} people saw
{q_pooled} for every 100 people reached. The mean of the rates said {q_mean}
{small_posts} small posts weigh as much as the large ones
{q_mean}~% is the mean of the posts' rates by reach. {q_pooled}~% is the pooled rate by reach.
{q_views}~% is pooled, too, but by views
{small_posts} posts reached fewer than 3~000 people each; pooled, their rate is {small_rate}~%.
{large_posts} posts reached more than 10~000; their rate is {large_rate}~%.
here {q_median}~%: half of the posts did better
share, so {q_pooled} counts actions
The sum of the six is {week_sum}; the largest is {week_max}.
"between {week_max_round} and {week_sum_round}"
The mean lies between {x_mean_low} and
{x_mean_high}, but at {feb_mean} in February 2026
{x_median_low} and {x_median_high} in every month
was shown {viral} times. That one post made {viral_share}~% of the month's showings.
The mean jumped to {feb_mean}; the median stayed at {feb_median}.
LinkedIn's own rate for the office was {li_before}~%
when the census campaign ran, it was {li_after}~%
In the first six months {li_paid_before} of {li_posts_before} posts were paid
in the five months of the campaign {li_paid_after} of {li_posts_after}.
{li_share_before}~% of all showings before, and {li_share_after}~% during it
went from {li_org_before} to {li_org_after}~%, a change well
from {li_share_before} to {li_share_after}~%, the total rate falls
from about {li_org_month_before} to {li_org_month_after} a month
by month: {often_old_low} to {often_old_high} from
{often_new_low} to {often_new_high} from February 2025
The director's rate is {q_pooled}~%.
As if {q_reach_millions} million people threw coins
As if {q_posts} posts were drawn again
one is {q_wider} times as wide
Pooled rate by reach {q_pooled_2}~%. Interval over people: {coin_low} to
{coin_high}~%. Interval over posts: {q_low_2} to {q_high_2}~%.
The first interval treats {q_reach} people
They came in {q_posts} lots
Draw {q_posts} cards
{q_low} to {q_high}~%. The Metrics lab
ahead for certain, by {coin_diff_low} to {coin_diff_high} points
documents are ahead by {half_difference} points
runs from {half_low} to {half_high}. It holds zero
{half_docs} documents and {half_photos} photos cannot tell
there are {cmp_docs} documents and {cmp_photos} photos
from {cmp_low} to {cmp_high} points, all above zero
difference between two formats runs from {half_low} to {half_high} points
"""


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    return facts()


@pytest.fixture(scope="module")
def lesson() -> str:
    return " ".join(re.split(r"[ \n]+", LESSON.read_text(encoding="utf-8")))


@pytest.mark.parametrize("sentence", SENTENCES.strip().splitlines())
def test_the_lesson_tells_what_the_data_say(
    sentence: str, told: dict[str, str], lesson: str
) -> None:
    assert sentence.replace("~", NARROW_SPACE).format(**told) in lesson


def test_every_fact_is_told(told: dict[str, str]) -> None:
    assert [name for name in told if f"{{{name}}}" not in SENTENCES] == []


def test_variance_of_the_negative_binomial_model() -> None:
    mean, k = 200, 1.9
    variance = mean + mean**2 / k
    assert round(variance / mean) == 106
    assert round(math.sqrt(mean)) == 14
    assert round(math.sqrt(variance)) == 146


def test_the_example_of_two_posts() -> None:
    mean, pooled = (400 / 40_000 + 40 / 400) / 2, (400 + 40) / (40_000 + 400)
    assert f"{100 * mean:.1f} {100 * pooled:.1f}" == "5.5 1.1"
    assert round(100 * (10 / 100 + 10 / 100 + 80 / 9800) / 3, 1) == 6.9
    assert round(1.6 / 0.06) == 27
    assert round(100 * 11 / 18) == 61
    assert round(100 / 18, 1) == 5.6


def test_the_monthly_release_is_a_document_on_linkedin() -> None:
    posts = load_posts()
    linkedin = posts[posts["platform"] == "linkedin"]
    months = tuple(sorted(set(posts["month"])))
    epoch = dt.date(1970, 1, 1)
    announced = {
        f"{epoch + dt.timedelta(days=day)}T09:30+10:00": topic
        for day, topic in release_days(months)
    }
    on_time = linkedin[linkedin["published_at"].isin(announced)]
    on_topic = on_time[on_time["topic"] == on_time["published_at"].map(announced)]
    documents = on_topic[on_topic["format"] == "document"]
    assert documents["month"].nunique() == len(months)


def test_the_break_that_the_learner_looks_for() -> None:
    arrays = PostsArrays.from_frame(load_posts())
    video = arrays.where(platform="facebook", format="video")
    series = monthly_series(arrays, "video_views", "reach", video)
    values = [value for _, value in series]
    apart = [
        month
        for place, (month, _) in enumerate(series)
        if place and max(values[:place]) < min(values[place:])
    ]
    assert apart == ["2025-06"], "the second hint says: only one place"
