from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.model import stream
from statcomms.data.truth.comment_levels import comment_levels
from statcomms.data.truth.dialogue import (
    ANSWERERS,
    HOOKS,
    TRUTH,
    DialoguePost,
    EngagementPlan,
    ReplyPolicy,
    affordable_share,
    expected_dialogue,
    simulate_dialogue,
    staff_hours,
)
from statcomms.data.truth.reach import PlannedPost, expected_engagement
from statcomms.errors import DataError
from statcomms.schema import PLATFORMS

HOURS = {"x": 9, "facebook": 18, "linkedin": 10}
POLICIES = st.builds(ReplyPolicy, st.floats(0, 1), st.floats(0.25, 72), st.sampled_from(ANSWERERS))


def week(
    count: int,
    policy: ReplyPolicy,
    hours: float | None = None,
    question: bool = False,
    hook: str = "none",
    form: str = "photo",
) -> EngagementPlan:
    """A week of posts that take turns over platforms and working days."""
    posts = []
    for number in range(count):
        platform = PLATFORMS[number % 3]
        at = f"2026-05-{11 + number % 5:02d}T{HOURS[platform]:02d}:00"
        posts.append(DialoguePost(PlannedPost(platform, "prices", form, at), question, hook))
    return EngagementPlan(tuple(posts), policy, 7, hours)


PLANS = st.builds(
    week,
    st.integers(1, 12),
    POLICIES,
    st.none() | st.floats(0, 120),
    st.booleans(),
    st.sampled_from(HOOKS),
)


@pytest.mark.parametrize(
    "plan",
    [
        week(9, ReplyPolicy(0.9, 4, "desk")),
        week(12, ReplyPolicy(1.0, 12, "expert"), hours=40, question=True, hook="place"),
        week(6, ReplyPolicy(0.3, 24, "prepared"), form="video"),
        replace(
            week(3, ReplyPolicy(0.7, 1, "expert")),
            posts=(
                DialoguePost(
                    PlannedPost("facebook", "census", "link", "2026-05-12T12:00", paid=True), True
                ),
                DialoguePost(
                    PlannedPost("linkedin", "census", "photo", "2026-05-20T09:30", release=True)
                ),
            ),
        ),
    ],
    ids=["desk", "too few hours", "prepared", "paid and release"],
)
def test_the_closed_form_is_what_runs_give(plan: EngagementPlan) -> None:
    expected, found = expected_dialogue(plan), simulate_dialogue("test", plan, runs=20_000)
    assert expected.standard_error == 0
    assert 0 < found.standard_error < 0.03 * found.value
    assert abs(found.value - expected.value) < 4 * found.standard_error


def test_levels_of_comments_have_the_expected_mean() -> None:
    posts = [
        PlannedPost(platform, "labour", "photo", "2026-05-12T12:00", paid=platform != "x")
        for platform in PLATFORMS
    ]
    for post, level in zip(posts, comment_levels(posts, stream(1, "levels"), 40_000), strict=True):
        error = level.std(ddof=1) / np.sqrt(len(level))
        assert abs(level.mean() - expected_engagement(post)["comments"].value) < 4 * error


def test_the_same_seed_gives_the_same_runs() -> None:
    plan = week(4, ReplyPolicy(0.8, 4))
    assert simulate_dialogue(1, plan, runs=50) == simulate_dialogue(1, plan, runs=50)
    assert simulate_dialogue(1, plan, runs=50) != simulate_dialogue(2, plan, runs=50)


@given(PLANS)
@settings(max_examples=60, deadline=None)
def test_hours_limit_what_is_answered_and_no_more(plan: EngagementPlan) -> None:
    share = affordable_share(plan)
    assert 0 <= share <= plan.policy.share
    there, needed = plan.hours_available, staff_hours(plan).value
    if there is None or needed <= there:
        assert share == plan.policy.share
    elif share > 0:
        spent = staff_hours(replace(plan, policy=replace(plan.policy, share=share))).value
        assert spent == pytest.approx(there, rel=1e-6)
    else:
        unanswered = replace(plan, policy=replace(plan.policy, share=0.0))
        assert staff_hours(unanswered).value >= there - 1e-6
    more = replace(plan, hours_available=None if there is None else there + 5)
    assert expected_dialogue(more).value >= expected_dialogue(plan).value - 1e-9
    assert expected_dialogue(plan).value >= 0


@given(PLANS, st.floats(0.01, 0.5), st.floats(1.05, 4))
@settings(max_examples=60, deadline=None)
def test_with_hours_enough_more_and_earlier_answers_are_better(
    plan: EngagementPlan, more: float, times: float
) -> None:
    plan = replace(plan, hours_available=None)
    policy = plan.policy
    value = expected_dialogue(plan).value
    answered = replace(policy, share=min(1.0, policy.share + more))
    assert expected_dialogue(replace(plan, policy=answered)).value >= value
    later = replace(policy, hours=policy.hours * times)
    assert expected_dialogue(replace(plan, policy=later)).value <= value
    assert staff_hours(replace(plan, policy=answered)).value >= staff_hours(plan).value
    assert staff_hours(replace(plan, policy=later)).value <= staff_hours(plan).value + 1e-9


def test_questions_hooks_and_those_who_know_start_more_dialogue() -> None:
    policy = ReplyPolicy(0.8, 4)
    plain = expected_dialogue(week(6, policy)).value
    asked = expected_dialogue(week(6, policy, question=True)).value
    assert asked == pytest.approx(TRUTH.question_comments * plain)
    by_hook = [expected_dialogue(week(6, policy, hook=hook)).value for hook in HOOKS]
    assert min(by_hook) == by_hook[HOOKS.index("none")] == plain
    by_answerer = [expected_dialogue(week(6, ReplyPolicy(0.8, 4, one))).value for one in ANSWERERS]
    assert by_answerer == sorted(by_answerer)
    needed = [staff_hours(week(6, ReplyPolicy(0.8, 4, one))).value for one in ANSWERERS]
    assert needed == sorted(needed)


def test_no_answer_no_dialogue() -> None:
    assert expected_dialogue(week(20, ReplyPolicy(0.0, 1))).value == 0
    assert expected_dialogue(EngagementPlan((), ReplyPolicy(1, 1), 7)).value == 0


@pytest.mark.parametrize("hours", [15, 25, 40])
def test_few_posts_that_are_answered_beat_many_that_are_not(hours: float) -> None:
    """Neither the fewest nor the most posts are best, and broadcasting is far from the best."""
    dialogue = [
        expected_dialogue(week(count, ReplyPolicy(1, 2), hours)).value for count in range(1, 22)
    ]
    best = int(np.argmax(dialogue)) + 1
    assert 1 < best < 21
    assert max(dialogue[0], dialogue[-1]) < 0.5 * max(dialogue)
    broadcast = expected_dialogue(week(21, ReplyPolicy(0.05, 24, "prepared"), hours)).value
    assert broadcast < 0.1 * max(dialogue)


def test_who_should_answer_depends_on_the_hours() -> None:
    def best(hours: float) -> str:
        return max(
            ANSWERERS,
            key=lambda one: expected_dialogue(week(12, ReplyPolicy(1, 4, one), hours)).value,
        )

    assert best(200) == "expert"
    assert best(40) == "desk"
    assert best(26) == "prepared"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: ReplyPolicy(1.2, 4), "cannot be answered"),
        (lambda: ReplyPolicy(float("nan"), 4), "cannot be answered"),
        (lambda: ReplyPolicy(0.5, 0), "some time"),
        (lambda: ReplyPolicy(0.5, float("inf")), "some time"),
        (lambda: ReplyPolicy(0.5, 4, "minister"), "no answerer"),
        (lambda: week(1, ReplyPolicy(0.5, 4), hook="joke"), "no hook"),
        (lambda: week(1, ReplyPolicy(0.5, 4), hours=-1), "staff hours"),
        (lambda: replace(week(1, ReplyPolicy(0.5, 4)), days=0), "0 days"),
        (lambda: simulate_dialogue(1, week(1, ReplyPolicy(0.5, 4)), runs=1), "2 runs"),
    ],
)
def test_what_cannot_be_is_refused(make: object, said: str) -> None:
    with pytest.raises(DataError, match=said):
        make()  # type: ignore[operator]
