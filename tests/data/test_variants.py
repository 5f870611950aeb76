from __future__ import annotations

import hashlib
from collections import Counter
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.analysis.breaks import best_break, monthly_series
from statcomms.analysis.compare import difference_with_interval
from statcomms.analysis.metrics import (
    PostsArrays,
    amplification_rate,
    applause_rate,
    follower_growth_rate,
    rate,
)
from statcomms.data.synth import posts
from statcomms.data.tables import BUILDERS
from statcomms.data.variants import (
    BANDS,
    FACEBOOK_MONTHS,
    FIRST_HALF,
    LEAST_DISTANCE,
    MONTHS,
    SECOND_HALF,
    PersonalTables,
    difficulty,
    neighbours,
    posts_variant,
    questions,
    truth_of,
    variant,
    variant_seed,
)
from statcomms.data.variants.draws import Answer, clear_draw
from statcomms.errors import CourseIdError, DataError
from statcomms.schema import TABLES, check_posts, check_table

IDS = tuple(f"nsn-{number:03d}" for number in range(100))


@pytest.fixture(scope="module")
def variants() -> dict[str, pd.DataFrame]:
    return {name: posts_variant(name) for name in IDS}


def test_a_variant_is_a_posts_table_of_its_months(variants: dict[str, pd.DataFrame]) -> None:
    for frame in variants.values():
        check_posts(frame)
        assert sorted(set(frame["month"])) == list(MONTHS)


def test_a_variant_depends_on_nothing_but_id_and_notebook() -> None:
    one = posts_variant("nsn-042")
    pd.testing.assert_frame_equal(one, posts_variant(" NSN-042 "), check_exact=True)
    assert not one.equals(posts_variant("nsn-042", "06-crisis"))
    assert variant_seed("nsn-042") == variant_seed("nsn-042", "05-analytics")
    with pytest.raises(CourseIdError):
        posts_variant("../x")


def test_a_variant_is_the_same_on_every_machine() -> None:
    """Checked with numpy 2.0 and pandas 2.2 as well: a change here changes every learner's data."""
    table = posts_variant("nsn-042").drop(columns="text").to_csv(index=False, lineterminator="\n")
    assert hashlib.sha256(table.encode()).hexdigest()[:16] == "7f104ab00980bab2"


def test_everyone_has_the_same_number_of_posts_of_each_kind(
    variants: dict[str, pd.DataFrame],
) -> None:
    cells = ["platform", "month", "format", "paid"]
    sizes = {
        frozenset(frame.groupby(cells).size().to_dict().items()) for frame in variants.values()
    }
    assert len(sizes) == 1


def test_every_trap_has_everybodys_strength(variants: dict[str, pd.DataFrame]) -> None:
    seen = set()
    for name, frame in variants.items():
        found, truth = difficulty(frame), truth_of(name)
        assert found.problems == (), name
        assert found.decision == truth.decision, name
        assert found.break_month == truth.break_month, name
        assert found.outlier_month == truth.outlier_month, name
        assert found.break_ratio == pytest.approx(truth.break_factor, rel=0.01)
        for trap, value in found.strengths.items():
            assert value == pytest.approx(BANDS[trap].centre, rel=0.1), (name, trap)
        seen |= set(found.strengths)
    assert seen == set(BANDS)


def test_a_trap_that_is_too_weak_is_said(variants: dict[str, pd.DataFrame]) -> None:
    frame = variants["nsn-000"].copy()
    video = (frame["platform"] == "facebook") & (frame["format"] == "video")
    frame.loc[video, "video_views"] = 100
    viral = (frame["platform"] == "x") & (frame["impressions"] > 60_000)
    frame.loc[viral, "impressions"] = 60_000
    said = " ".join(difficulty(frame).problems)
    assert "New level of Facebook's video views over the old one: 1.00 is not within" in said
    assert "Share of the viral post" in said
    assert "Paid share" not in said


def test_counts_stay_counts(variants: dict[str, pd.DataFrame]) -> None:
    for frame in variants.values():
        facebook = frame[frame["platform"] == "facebook"]
        video = frame[frame["format"] == "video"]
        assert (facebook["reach"] <= facebook["impressions"]).all()
        assert (video["video_views"] <= video["impressions"]).all()
        assert ((frame["paid_impressions"] > 0) == frame["paid"]).all()
        assert facebook["reach"].max() < 4_200_000  # the people of Nusamara


def test_decisions_and_breaks_are_spread_over_learners() -> None:
    truths = [truth_of(f"id{number}") for number in range(300)]
    decisions = Counter(truth.decision for truth in truths)
    assert set(decisions) == {"first", "second", "cannot tell"}
    assert min(decisions.values()) > 70
    assert len({truth.break_month for truth in truths}) == 7
    assert all(2.0 <= truth.break_factor <= 2.4 for truth in truths)
    assert not {truth.outlier_month for truth in truths} & {"2026-01", "2026-02", "2026-03"}


def test_the_bootstrap_decides_as_the_variant_was_made(variants: dict[str, pd.DataFrame]) -> None:
    for name, frame in variants.items():
        arrays = PostsArrays.from_frame(frame)
        photo, video = (
            arrays.where(platform="facebook", format=form, paid="organic")
            for form in ("photo", "video")
        )
        found = difference_with_interval(
            arrays, arrays, "public_engagements", "reach", first_where=photo, second_where=video
        )
        assert found.decision == truth_of(name).decision, name


@pytest.mark.parametrize("per", ["posts", "reach", "impressions"])
def test_the_break_is_found_whatever_it_is_measured_per(
    variants: dict[str, pd.DataFrame], per: str
) -> None:
    for name, frame in variants.items():
        arrays = PostsArrays.from_frame(frame)
        video = arrays.where(platform="facebook", format="video")
        series = monthly_series(arrays, "video_views", per, video)
        assert best_break(series).month == truth_of(name).break_month, name


def test_right_answers_and_mistakes_are_what_the_metrics_give(
    variants: dict[str, pd.DataFrame],
) -> None:
    for frame in list(variants.values())[:20]:
        asked = {one.key: one for one in questions(frame)}
        arrays = PostsArrays.from_frame(frame)

        def percent(
            numerator: str,
            denominator: str,
            pooling: str = "pooled",
            arrays: PostsArrays = arrays,
            **where: str,
        ) -> float:
            return 100 * rate(arrays, numerator, denominator, pooling, arrays.where(**where))

        public, every = "public_engagements", "all_engagements"
        spring = {"first_month": FACEBOOK_MONTHS[0], "last_month": FACEBOOK_MONTHS[1]}
        spring["platform"] = "facebook"
        half = {"first_month": SECOND_HALF[0], "last_month": SECOND_HALF[1]}
        half["platform"] = "linkedin"
        winter = {"platform": "x", "first_month": "2026-01", "last_month": "2026-03"}
        links = winter | {"format": "link"}
        video = {"platform": "facebook", "format": "video"}
        summer = video | {"first_month": "2026-07", "last_month": "2026-09"}
        x = frame[frame["platform"] == "x"]
        linkedin = frame[frame["platform"] == "linkedin"]
        start, end = (float(linkedin["followers"].iloc[place]) for place in (0, -1))
        expected = {
            "facebook_rate_by_reach": {
                "right": percent(public, "reach", **spring),
                "mean_of_rates": percent(public, "reach", "mean", **spring),
                "by_impressions": percent(public, "impressions", **spring),
                "by_followers": percent(public, "followers", **spring),
                "clicks_included": percent(every, "reach", **spring),
            },
            "linkedin_organic_rate": {
                "right": percent(every, "impressions", paid="organic", **half),
                "boosted_included": percent(every, "impressions", **half),
                "clicks_left_out": percent(public, "impressions", paid="organic", **half),
                "by_followers": percent(every, "followers", paid="organic", **half),
            },
            "x_shares_per_post": {
                "right": amplification_rate(x),
                "reactions_per_post": applause_rate(x),
                "median_post": float(x["shares"].median()),
                "per_1000_impressions": 10 * percent("shares", "impressions", platform="x"),
            },
            "x_click_through_rate": {
                "right": percent("clicks", "impressions", **links),
                "all_formats": percent("clicks", "impressions", **winter),
                "mean_of_rates": percent("clicks", "impressions", "mean", **links),
                "all_engagements": percent(every, "impressions", **links),
            },
            "facebook_video_median_rate": {
                "right": percent(public, "reach", "median", **summer),
                "mean_of_rates": percent(public, "reach", "mean", **summer),
                "by_impressions": percent(public, "impressions", "median", **summer),
                "clicks_included": percent(every, "reach", "median", **summer),
            },
            "linkedin_follower_growth": {
                "right": 100 * follower_growth_rate(start, end),
                "over_the_end": 100 * (end - start) / end,
                "follows_from_posts": 100 * float(linkedin["follows"].sum()) / start,
            },
        }
        for form in ("photo", "video", "link"):
            where = {"platform": "facebook", "format": form}
            expected[f"facebook_{form}_rate"] = {
                "right": percent(public, "reach", **where),
                "mean_of_rates": percent(public, "reach", "mean", **where),
            }
        found = {key: {"right": one.right, **one.mistakes} for key, one in asked.items()}
        assert found.keys() == expected.keys()
        for key, numbers in expected.items():
            assert found[key] == pytest.approx(numbers), key


def test_foreseen_mistakes_are_far_from_the_right_answer(
    variants: dict[str, pd.DataFrame],
) -> None:
    for frame in variants.values():
        for one in questions(frame):
            for name, value in one.mistakes.items():
                assert abs(value - one.right) >= LEAST_DISTANCE * one.tolerance, (one.key, name)


def test_neighbours_have_other_answers(variants: dict[str, pd.DataFrame]) -> None:
    for before, after in pairwise(IDS):
        pairs = zip(questions(variants[before]), questions(variants[after]), strict=True)
        for one, two in pairs:
            shown = round(two.right, two.decimals)
            assert abs(one.right - two.right) > one.tolerance, (before, after, one.key)
            assert abs(one.right - shown) > one.tolerance, (before, after, one.key)


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("nsn-009", ("nsn-008", "nsn-010")),
        ("nsn-99", ("nsn-98", "nsn-100")),
        ("nsn-000", ("nsn-001",)),
        ("ana", ()),
        ("3a", ()),
        ("a" * 38 + "99", ("a" * 38 + "98",)),
    ],
)
def test_neighbours_are_known_from_the_number(name: str, beside: tuple[str, ...]) -> None:
    assert neighbours(name) == beside


def test_odd_numbers_look_at_even_ones_and_even_ones_at_nobody() -> None:
    asked: list[str] = []

    def attempt(seed: str, drawn: str) -> tuple[Answer, ...]:
        asked.append(seed)
        return (Answer(float(drawn.endswith(":3")), 0.5),)

    def here(name: str) -> str:
        return clear_draw(name, "test", attempt)[0].split(":")[1]

    assert here("q-004") == "0"
    assert set(asked) == {variant_seed("q-004", "test")}
    assert here("q-005") == "3"
    assert set(asked) == {variant_seed(f"q-00{number}", "test") for number in (4, 5, 6)}


def test_an_id_without_a_clear_draw_is_said() -> None:
    with pytest.raises(DataError, match=r"No clear variant was found in 200 draws\."):
        clear_draw("q-000", "test", lambda seed, drawn: None)


@pytest.mark.parametrize("name", [name for name in BUILDERS if name != "posts"])
def test_every_table_has_variants(name: str) -> None:
    one = variant("nsn-042", name)
    check_table(TABLES[name], one)
    pd.testing.assert_frame_equal(one, variant(" NSN-042", name), check_exact=True)
    if name != "cases":  # twelve cards, written by hand, the same for all
        assert not one.equals(variant("nsn-043", name))
        assert not one.equals(variant("nsn-042", name, "06-crisis"))


def test_a_learner_s_tables_fit_each_other() -> None:
    tables = PersonalTables("nsn-042")
    pd.testing.assert_frame_equal(tables["posts"], posts_variant("nsn-042"), check_exact=True)
    assert list(tables) == list(BUILDERS)
    for name, frame in tables.items():
        for key in TABLES[name].foreign_keys:
            assert frame[key.column].isin(tables[key.table][key.other]).all(), name


def test_there_is_no_variant_of_an_unknown_table() -> None:
    with pytest.raises(DataError, match="There is no table 'weather'"):
        variant("nsn-042", "weather")
    with pytest.raises(CourseIdError):
        variant("../x", "comments")


def test_the_first_half_has_no_boosted_post_on_linkedin(variants: dict[str, pd.DataFrame]) -> None:
    for frame in variants.values():
        linkedin = frame[frame["platform"] == "linkedin"]
        boosted = linkedin[linkedin["paid"]]["month"]
        assert len(boosted) == 30
        assert boosted.min() > FIRST_HALF[1]


@settings(max_examples=40, deadline=None)
@given(st.from_regex(r"[a-z0-9]{2,12}", fullmatch=True).filter(lambda name: name[:3] != "con"))
def test_any_id_has_a_clear_variant(name: str) -> None:
    try:
        frame = posts_variant(name)
    except CourseIdError:
        return
    assert difficulty(frame).problems == ()


def test_a_table_of_other_months_is_refused() -> None:
    with pytest.raises(DataError, match="has posts of 2024-10"):
        difficulty(posts(1, months=2))


def test_a_learner_s_posts_say_the_figures_of_their_own_releases() -> None:
    tables = PersonalTables("nsn-042")
    posts, found = tables["posts"], 0
    for at, headline in zip(
        *(tables["releases"][c] for c in ("released_at", "headline")), strict=True
    ):
        if at[:7] in MONTHS:
            said = posts[(posts["published_at"] == at) & posts["text"].str.startswith(headline)]
            assert sorted(said["platform"]) == ["facebook", "linkedin", "x"]
            found += 1
    assert found == len(MONTHS)
