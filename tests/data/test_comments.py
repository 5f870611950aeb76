from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.analysis.agreement import krippendorff_alpha
from statcomms.data.comments import MODEL, comments, draw_comments
from statcomms.data.figures import PLACES, figure
from statcomms.data.model import parameters
from statcomms.data.similar import crowded_share
from statcomms.data.synth import posts
from statcomms.data.wording.comment_facts import read_post
from statcomms.data.wording.comment_frames import CLOSINGS, FRAMES, OPENINGS
from statcomms.data.wording.comment_grammar import (
    MOODS,
    Draws,
    fill,
    mood_of,
    second_language,
    sentences,
    slots_of,
)
from statcomms.data.wording.comment_topics import SUBJECTS, THINGS, TOPIC_FRAMES, TOPIC_SUBJECTS
from statcomms.errors import DataError
from statcomms.schema import PLATFORMS, PROVINCES, TOPICS, check_table
from statcomms.schema.talk import COMMENT_KINDS, COMMENTS, SENTIMENTS

SEEDS: tuple[int | str, ...] = (2026, 1, 2, 3, "a text")
SLOTS = {
    "other", "home", "who", "group",
    "thing", "small", "over", "money", "oldyear", "year", "lastyear",
    "platform", "subject", "chart", "film", "tables", "place", "province", "period", "earlier",
    "later", "figure", "wrong", "gain",
}  # fmt: skip
NOT_OURS = re.compile(
    r"instagram|tiktok|youtube|whatsapp|telegram|twitter|snapchat|https?:|www\.|\.com"
    r"|\b(fiji|samoa|tonga|vanuatu|philippines|indonesia|india|china|japan|australia|"
    r"america|france|germany|britain)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def posts_of() -> dict[int | str, pd.DataFrame]:
    return {seed: posts(seed) for seed in SEEDS}


@pytest.fixture(scope="module")
def tables(posts_of: dict[int | str, pd.DataFrame]) -> dict[int | str, pd.DataFrame]:
    return {seed: comments(seed, posts=frame) for seed, frame in posts_of.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_comment_belongs_to_a_post_that_has_it(
    tables: dict[int | str, pd.DataFrame], posts_of: dict[int | str, pd.DataFrame], seed: int | str
) -> None:
    frame, under = check_table(COMMENTS, tables[seed]), posts_of[seed].set_index("post_id")
    assert len(frame) == 5000
    assert (frame["platform"].to_numpy() == under.loc[frame["post_id"], "platform"]).all()
    each = frame["post_id"].value_counts()
    assert (each.to_numpy() <= under.loc[each.index, "comments"].to_numpy(float)).all()
    assert each.max() <= MODEL.most_per_post
    after = frame["published_at"].to_numpy(str) > under.loc[
        frame["post_id"], "published_at"
    ].to_numpy(str)
    assert after.all()
    assert frame["published_at"].max() < "2026-10-01T08:00+10:00"
    assert frame["published_at"].is_monotonic_increasing
    assert frame["comment_id"].is_monotonic_increasing


@pytest.mark.parametrize("seed", SEEDS)
def test_no_sentence_is_worn_out(tables: dict[int | str, pd.DataFrame], seed: int | str) -> None:
    texts = tables[seed]["text"]
    used = Counter(one for text in texts for one in sentences(text))
    assert max(used.values()) <= 5
    assert not texts.duplicated().any()
    assert crowded_share(texts.tolist(), mask=PLACES) < 0.03


@pytest.mark.parametrize("seed", SEEDS)
def test_two_coders_agree_as_people_do(
    tables: dict[int | str, pd.DataFrame], seed: int | str
) -> None:
    frame = tables[seed]
    pair = [frame["sentiment_a"].tolist(), frame["sentiment_b"].tolist()]
    assert 0.6 <= krippendorff_alpha(pair, "ordinal", SENTIMENTS) <= 0.8
    assert 0.6 <= krippendorff_alpha(pair, "nominal", SENTIMENTS) <= 0.8
    one, two = (np.array([SENTIMENTS.index(name) for name in names]) for names in pair)
    assert two.mean() < one.mean()  # coder B is harsher
    apart = np.abs(one - two)
    assert (apart == 2).sum() < 0.1 * (apart == 1).sum()


def clock(stamps: pd.Series) -> np.ndarray:
    """Times as numpy has them, the same on every pandas."""
    return pd.to_datetime(stamps, utc=True).dt.tz_localize(None).to_numpy()


def test_delays_are_the_platforms_own(posts_of: dict[int | str, pd.DataFrame]) -> None:
    frame = comments(5, posts=posts_of[2026], rows=9000)
    at = posts_of[2026].set_index("post_id").loc[frame["post_id"], "published_at"]
    minutes = (clock(frame["published_at"]) - clock(at)) / np.timedelta64(1, "m")
    for platform in PLATFORMS:
        wanted = parameters()["measured"][platform]["delay_median_minutes"]
        here = minutes[(frame["platform"] == platform).to_numpy()]
        assert np.median(here) == pytest.approx(wanted, rel=0.15)


def test_kinds_are_mixed_as_an_office_sees_them(
    posts_of: dict[int | str, pd.DataFrame],
) -> None:
    frame = comments("kinds", posts=posts_of[2026], rows=9000)
    under = posts_of[2026].set_index("post_id").loc[frame["post_id"]]
    kind, topic = frame["kind"].to_numpy(), under["topic"].to_numpy()
    release = under["published_at"].str.slice(11, 16).to_numpy() == "09:30"
    share = {one: float((kind == one).mean()) for one in COMMENT_KINDS}
    assert share["question"] == max(share.values())
    assert min(share.values()) > 0.015
    assert (kind[release] == "question").mean() > share["question"]
    assert (kind[topic == "census"] == "misuse").mean() > share["misuse"]
    assert (kind[topic == "office"] == "thanks").mean() > share["thanks"]
    on_linkedin = (frame["platform"] == "linkedin").to_numpy()
    assert (kind[on_linkedin] == "abuse").mean() < 0.5 * share["abuse"]
    median = under.groupby("platform")["impressions"].transform("median")
    viral = (under["impressions"] >= 5 * median).to_numpy()
    assert (kind[viral] == "abuse").mean() > (kind[~viral] == "abuse").mean()


def test_a_comment_speaks_about_its_post(
    tables: dict[int | str, pd.DataFrame], posts_of: dict[int | str, pd.DataFrame]
) -> None:
    """A figure that is quoted rightly is the post's; its place is named more than any other."""
    frame = tables[2026]
    text = posts_of[2026].set_index("post_id").loc[frame["post_id"], "text"]
    own = [read_post(one, topic) for one, topic in _with_topics(posts_of[2026], frame)]
    named = [post.place in words for post, words in zip(own, frame["text"], strict=True)]
    assert np.mean(named) > 0.4
    quoted = [post.number in words for post, words in zip(own, frame["text"], strict=True)]
    assert np.mean(quoted) > 0.15
    assert len(text) == len(frame)


def _with_topics(one: pd.DataFrame, frame: pd.DataFrame) -> list[tuple[str, str]]:
    under = one.set_index("post_id").loc[frame["post_id"]]
    return list(zip(under["text"], under["topic"], strict=True))


@pytest.mark.parametrize("seed", [2026, 1, 3])
def test_what_is_read_from_a_post_is_its_figure(
    posts_of: dict[int | str, pd.DataFrame], seed: int
) -> None:
    frame = posts_of[seed]
    for text, topic in zip(frame["text"], frame["topic"], strict=True):
        post = read_post(text, topic)
        number = float(post.number.replace(" ", "").replace("\u2212", "-"))
        assert number == figure(seed, post.indicator, post.place, post.period), text


def test_a_wrong_figure_is_never_the_right_one(
    tables: dict[int | str, pd.DataFrame], posts_of: dict[int | str, pd.DataFrame]
) -> None:
    frame = tables[1]
    wrong = frame["text"].str.extract(r"The real figure is ([\d\u2212. ]+\d)")[0]
    found = 0
    for number, (text, topic) in zip(wrong, _with_topics(posts_of[1], frame), strict=True):
        if isinstance(number, str):
            found += 1
            assert number.strip() != read_post(text, topic).number
    assert found > 3


def test_a_seed_gives_one_table_and_another_seed_another(
    tables: dict[int | str, pd.DataFrame], posts_of: dict[int | str, pd.DataFrame]
) -> None:
    pd.testing.assert_frame_equal(comments(1, posts=posts_of[1]), tables[1])
    same_posts = comments(7, posts=posts_of[1])
    assert not same_posts["text"].equals(tables[1]["text"])


def test_a_small_world_has_as_many_comments_as_its_posts(
    posts_of: dict[int | str, pd.DataFrame],
) -> None:
    few = posts_of[2026][posts_of[2026]["comments"] > 0].head(12)
    frame = comments(4, posts=few, rows=5000)
    assert len(frame) == few["comments"].sum()
    assert len(comments(4, posts=few, rows=3)) == 3
    with pytest.raises(DataError, match="at least one"):
        comments(4, posts=few, rows=0)
    silent = posts_of[2026][posts_of[2026]["comments"] == 0].head(5)
    with pytest.raises(DataError, match="have no comments"):
        comments(4, posts=silent)


@pytest.mark.parametrize("count", [1, 9, 10, 20, 60])
def test_a_queue_for_the_reply_desk(count: int) -> None:
    frame = check_table(COMMENTS, draw_comments("secret", count))
    assert len(frame) == count
    assert frame["kind"].nunique() == min(count, 10)
    assert not frame["post_id"].duplicated().any()
    if count == 20:
        assert frame["kind"].value_counts().to_dict() == dict(MODEL.queue)
        pd.testing.assert_frame_equal(frame, draw_comments("secret", 20))
        assert not frame["text"].equals(draw_comments("other", 20)["text"])


@settings(deadline=None, max_examples=8)
@given(st.one_of(st.integers(0, 10**12), st.text(max_size=20)), st.integers(1, 40))
def test_any_seed_gives_a_queue(seed: int | str, count: int) -> None:
    frame = check_table(COMMENTS, draw_comments(seed, count))
    assert len(frame) == count
    assert max(Counter(one for text in frame["text"] for one in sentences(text)).values()) <= 5


def test_a_queue_needs_a_comment() -> None:
    with pytest.raises(DataError, match="at least one"):
        draw_comments(1, 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_texts_are_ours_to_show(tables: dict[int | str, pd.DataFrame], seed: int | str) -> None:
    for text in tables[seed]["text"]:
        assert not NOT_OURS.search(text), text
        assert not re.search(r"[{}\[\]|]|  | [,.?]|^\s|\s$", text), text
        assert 8 <= len(text) <= 420, text


def test_frames_are_well_formed_and_many() -> None:
    assert set(FRAMES) == set(COMMENT_KINDS)
    assert set(TOPIC_FRAMES) == set(TOPIC_SUBJECTS) == set(THINGS) == set(TOPICS)
    every = [frame for kind in FRAMES.values() for frame in kind]
    every += [frame for topic in TOPIC_FRAMES.values() for kind in topic.values() for frame in kind]
    every += [frame for one in SUBJECTS.values() for frame in (*one.questions, *one.misuses)]
    for kind, frames in FRAMES.items():
        assert len(frames) >= 25, kind
    assert len(every) == len(set(every))
    for frame in every:
        assert frame.split(" ", 1)[0] in MOODS
        assert slots_of(frame) <= SLOTS, frame
        assert frame.count("[") == frame.count("]")
    assert set(OPENINGS) | set(CLOSINGS) <= set(COMMENT_KINDS)


POINTS_ELSEWHERE = re.compile(
    r"\{other\}.*\?|\{province\}.*\{other\}|\{other\}.*\{province\}|nothing about \{other\}"
    r"|I (?:miss|see only) \{other\}|asking about \{other\}|comments from \{other\}"
    r"|figure for \{other\}"
)
"""A question about another place, or a comparison with it."""


def test_another_place_is_named_only_where_that_is_the_point() -> None:
    general = [(kind, frame) for kind, frames in FRAMES.items() for frame in frames]
    general += [(kind, frame) for kind, frames in CLOSINGS.items() for frame in frames]
    topics = [(k, f) for kinds in TOPIC_FRAMES.values() for k, fs in kinds.items() for f in fs]
    ours = [("", f) for one in SUBJECTS.values() for f in (*one.questions, *one.misuses)]
    for kind, frame in (*general, *topics, *ours):
        if "{other}" in frame and kind not in ("spam", "off_topic"):
            assert POINTS_ELSEWHERE.search(frame), frame
            assert "{place}" not in frame or "?" in frame or "I miss" in frame, frame


@pytest.mark.parametrize("seed", [2026, 1])
def test_most_places_that_are_named_are_the_posts(
    tables: dict[int | str, pd.DataFrame], posts_of: dict[int | str, pd.DataFrame], seed: int
) -> None:
    frame = tables[seed]
    own = [read_post(*one).place for one in _with_topics(posts_of[seed], frame)]
    elsewhere, well = [], 0
    for kind, place, text in zip(frame["kind"], own, frame["text"], strict=True):
        named = {one for one in PLACES if one in text}
        if place != PLACES[0] and kind not in ("spam", "off_topic") and named:
            elsewhere.append(bool(named - {place, PLACES[0]}))
        if "all is well in" in text:
            well += 1
            assert f"all is well in {place}" in text
    assert np.mean(elsewhere) < 0.25
    assert well > 0


def test_every_province_comments() -> None:
    said = " ".join(draw_comments("everywhere", 60)["text"])
    assert sum(name in said for name in PROVINCES) == 6


def test_the_grammar_of_frames() -> None:
    draws = Draws([0.0, 0.99])
    assert fill("-- [a|b] {place} [c|d]. e", {"place": "Tulavi"}, draws) == "A Tulavi d. E"
    assert mood_of("~ Lovely.") < 0
    assert second_language("Is a lot of the data there?", Draws([0.99])) == (
        "Is a lot of data there?"
    )
    assert second_language("Keep the data.", Draws([0.1])) == "Keep the data."
    assert sentences("One. Two? nso.example/a 4.1% three!") == [
        "one", "two", "nso.example/a 4.1% three"
    ]  # fmt: skip
    long = Draws([0.25])
    assert [long.number() for _ in range(2)] != [0.25, 0.25]
