from __future__ import annotations

import numpy as np
import pytest

from statcomms.data.cases import cases
from statcomms.data.comments import comments, draw_comments
from statcomms.data.incidents import draw_incidents
from statcomms.data.synth import posts
from statcomms.data.truth.judgement import (
    ACCEPTABLE,
    ACTIONS,
    CRITERIA,
    RATED_CASES,
    CommentContext,
    action_cost,
    contexts,
    expected_cost,
    is_threat,
    lazy_cost,
    policy_questions,
    queue_cost,
    reference_ratings,
    right_actions,
)
from statcomms.data.wording.comment_facts import facts_for, read_post
from statcomms.data.wording.comment_frames import FRAMES
from statcomms.data.wording.comment_grammar import Draws, fill, second_language
from statcomms.errors import DataError
from statcomms.schema.office import INCIDENT_AREAS
from statcomms.schema.talk import COMMENT_KINDS, COMMENTS


def test_every_kind_has_one_right_action_and_wrong_ones() -> None:
    for kind in COMMENT_KINDS:
        costs = [action_cost(kind, action) for action in ACTIONS]
        assert costs.count(0.0) == 1
        assert action_cost(kind, right_actions(kind)[0]) == 0
        assert all(action_cost(kind, one) <= ACCEPTABLE for one in right_actions(kind))
        assert 2 <= max(costs) <= 10


def test_misuse_and_abuse_weigh_most_and_hiding_good_faith_as_much() -> None:
    left = {kind: action_cost(kind, "leave") for kind in COMMENT_KINDS}
    assert {"misuse", "abuse"} == set(sorted(left, key=left.__getitem__)[-2:])
    worst = {kind: max(action_cost(kind, one) for one in ACTIONS) for kind in COMMENT_KINDS}
    assert worst["misuse"] == worst["abuse"] == max(worst.values())
    assert action_cost("criticism", "hide") == worst["criticism"] == max(worst.values())


def test_no_single_action_does_for_a_queue() -> None:
    queue = [CommentContext(kind) for kind in draw_comments(3, 20)["kind"]]
    by_action = {action: queue_cost(queue, [action] * 20) for action in ACTIONS}
    assert queue_cost(queue, [right_actions(one.kind)[0] for one in queue]) == 0
    chance = expected_cost(queue).value
    assert chance == pytest.approx(np.mean(list(by_action.values())))
    assert lazy_cost(queue) == min(by_action.values()) > 0.5 * chance
    assert queue_cost(queue, [None] * 20) == by_action["leave"]


def test_threats_and_many_readers_change_the_cost() -> None:
    assert right_actions("abuse", threat=True) == ("escalate",)
    assert action_cost("abuse", "leave", threat=True) > action_cost("abuse", "leave")
    assert action_cost("misuse", "thank", wide=True) == 10.0
    assert action_cost("misuse", "correct", wide=True) == 0.0
    assert action_cost("thanks", "hide", wide=True) == action_cost("thanks", "hide")
    assert action_cost("misuse", "leave", threat=True) == action_cost("misuse", "leave")


def test_threats_are_told_from_insults_however_they_are_worded() -> None:
    post = read_post("Rents in Velanu went up 2.8 % in the year to Q1 2024.", "prices")
    threats = 0
    for frame in FRAMES["abuse"]:
        told = set()
        for step in range(12):
            draws = Draws([step / 12, (step * 0.37) % 1, 0.99, (step * 0.61) % 1])
            facts = {"film": "video"} | facts_for(post, "x", "photo", "2024-05", draws)
            words = fill(frame, facts, draws)
            told |= {is_threat(words), is_threat(second_language(words, Draws([0.99])))}
        assert len(told) == 1, frame
        threats += told.pop()
    assert threats == 4


def test_contexts_come_from_comments_and_posts() -> None:
    frame = posts(5)
    table = comments(5, posts=frame)
    found = contexts(table, frame)
    assert [one.kind for one in found] == table["kind"].tolist()
    assert 0 < sum(one.threat for one in found) < 0.4 * (table["kind"] == "abuse").sum()
    assert 0.05 < np.mean([one.wide for one in found]) < 0.6
    with pytest.raises(DataError, match="no post here"):
        contexts(table, frame.head(1))


def test_expected_cost_is_a_mean() -> None:
    queue = [CommentContext("misuse"), CommentContext("abuse", threat=True)]
    sure = expected_cost(queue, {"misuse": {"correct": 1}, "abuse": {"escalate": 5}})
    assert (sure.value, sure.standard_error, sure.unit) == (0.0, 0.0, "points")
    half = expected_cost(queue[:1], {"misuse": {"correct": 1, "leave": 1}})
    assert half.value == action_cost("misuse", "leave") / 2


def test_what_is_not_known_is_said() -> None:
    for kind, action in (("misuse", "shout"), ("rant", "hide")):
        with pytest.raises(DataError, match="no reply"):
            action_cost(kind, action)
    with pytest.raises(DataError, match="1 actions for 2 comments"):
        queue_cost([CommentContext("spam")] * 2, ["hide"])
    with pytest.raises(DataError, match="cannot be shares"):
        expected_cost([CommentContext("spam")], {"spam": {"hide": 0.0}})
    with pytest.raises(DataError, match="no reference ratings"):
        reference_ratings("S01")


def test_an_incident_touches_its_area_first_and_severity_spreads() -> None:
    frame = draw_incidents(3, 216)
    found = [policy_questions(row) for _, row in frame.iterrows()]
    for (_, row), one in zip(frame.iterrows(), found, strict=True):
        assert one.areas[0] == row["area"]
        assert len(set(one.areas)) == len(one.areas)
        assert set(one.areas) <= set(INCIDENT_AREAS)
        if row["before_release"] or row["personal_data"]:
            assert one.severity >= 2
    assert {one.severity for one in found} == {0, 1, 2, 3}
    quiet = frame.iloc[0].to_dict() | {
        "area": "tone", "account": "official", "period": "ordinary", "reach": 999,
        "before_release": False, "personal_data": False,
    }  # fmt: skip
    assert policy_questions(quiet).severity == 0
    assert policy_questions(quiet | {"reach": 20_000}).areas == ("tone", "crisis")


def test_reference_ratings_are_of_real_cards_and_apart() -> None:
    ids = set(cases()["case_id"])
    sums = []
    for case in RATED_CASES:
        assert case in ids
        ratings = reference_ratings(case)
        assert tuple(ratings) == CRITERIA
        for one in ratings.values():
            assert 1 <= one.score <= 4
            assert one.reason.endswith(".")
            assert "`" not in one.reason
        sums.append(sum(one.score for one in ratings.values()))
    assert max(sums) - min(sums) >= 10
    assert len(set(sums)) == 3


def test_no_table_holds_a_right_action() -> None:
    assert not {"action", "right", "cost", "threat"} & set(COMMENTS.names)
    assert "rating" not in cases().columns
