from __future__ import annotations

import calendar
import re
import string

import numpy as np
import pandas as pd
import pytest

from statcomms.data.figures import (
    PLACES,
    figure,
    margin_of,
    period_of,
    quarter_of,
    written,
    year_before,
)
from statcomms.data.indicators import INDICATORS
from statcomms.data.months import first_day
from statcomms.data.releases import release_of
from statcomms.data.similar import crowded_share, sentence_counts, sentences
from statcomms.data.synth import posts
from statcomms.data.texts import LONGEST, MOST_USES, PostFacts, read_post, write_posts
from statcomms.data.wording.posts import (
    ASKED,
    COMPARED,
    COUNTED,
    ENDINGS,
    HASHTAGS,
    MEANINGS,
    SENTENCES,
    SINCE,
)
from statcomms.schema import FORMATS, PROVINCES, TOPICS

SEEDS = (2026, 1, 2)
CROWDED = 0.01
"""Share of posts that may have more than five near duplicates, places and numbers set aside."""


@pytest.fixture(scope="module")
def tables() -> dict[int, pd.DataFrame]:
    return {seed: posts(seed) for seed in SEEDS}


@pytest.fixture(scope="module")
def facts(tables: dict[int, pd.DataFrame]) -> list[tuple[str, PostFacts | None]]:
    frame = tables[2026]
    return [(t, read_post(k, t)) for k, t in zip(frame["topic"], frame["text"], strict=True)]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_sentence_occurs_more_than_five_times(
    tables: dict[int, pd.DataFrame], seed: int
) -> None:
    most = sentence_counts(tables[seed]["text"])
    assert most[0][1] <= MOST_USES, most[:3]


@pytest.mark.parametrize("seed", SEEDS)
def test_posts_are_not_form_letters(tables: dict[int, pd.DataFrame], seed: int) -> None:
    assert crowded_share(tables[seed]["text"].tolist(), mask=PLACES) <= CROWDED


def test_a_form_letter_would_be_noticed(tables: dict[int, pd.DataFrame]) -> None:
    texts = tables[1]["text"].tolist()
    letters = [f"Rents in {place} rose {n} % in Q1." for n, place in enumerate(PROVINCES * 10)]
    assert crowded_share(texts + letters, mask=PLACES) > CROWDED


def test_every_topic_has_many_sentences_each_with_figure_place_and_period() -> None:
    assert set(SENTENCES) == set(HASHTAGS) == set(TOPICS)
    assert set(ENDINGS) == set(FORMATS)
    assert set(MEANINGS) == set(INDICATORS)
    for topic, pairs in SENTENCES.items():
        assert len({template for _, template in pairs}) == len(pairs) >= 12, topic
        for name, template in pairs:
            assert INDICATORS[name].topic == topic
            keys = {key for _, key, _, _ in string.Formatter().parse(template) if key}
            assert keys in ({"figure", "place", "period"}, {"more", "place", "period"}), template
            assert template[-1] in ".?"
            assert len(sentences(template)) == 1, template


def test_a_figure_that_can_be_negative_is_never_said_to_rise() -> None:
    for pairs in SENTENCES.values():
        for name, template in pairs:
            if INDICATORS[name].low < 0:
                assert not re.search("higher|dearer|went up|rose|{figure} % more", template)


def test_every_wording_is_one_sentence() -> None:
    several = [*ASKED, *MEANINGS.values(), *(x for forms in ENDINGS.values() for x in forms)]
    several += [x for forms in (*COMPARED.values(), *COUNTED.values()) for x in forms]
    several += SINCE
    several += [one.source for one in INDICATORS.values()]
    for template in several:
        assert len(sentences(template)) <= 1, template
    assert all(re.fullmatch("#([A-Z][a-z]+)+", tag) for tag in HASHTAGS.values())


def test_every_post_names_its_place_and_its_period(tables: dict[int, pd.DataFrame]) -> None:
    texts = tables[1]["text"]
    assert texts.str.contains("|".join(PLACES)).all()
    assert texts.str.contains(r"Q[1-4] 20\d\d").all()
    assert not texts.str.contains(r"[{}]| %|  |^ | $|None|\bnan\b").any()


def test_a_figure_is_about_the_past(tables: dict[int, pd.DataFrame]) -> None:
    for month, text in zip(tables[1]["month"], tables[1]["text"], strict=True):
        for quarter, year in re.findall(r"Q([1-4]) (20\d\d)", text):
            assert (int(year), int(quarter) * 3) < (int(month[:4]), int(month[5:7]))


def _newest(topic: str, published_at: str) -> int:
    """The newest quarter whose figure is out, from the calendar: quarters since the year 0."""
    year, month, day = int(published_at[:4]), int(published_at[5:7]), int(published_at[8:10])
    waits = {"prices": 0, "labour": 1, "economy": 2}.get(topic)
    quarter = year * 4 + (month - 1) // 3
    if waits is None:
        return quarter - 1
    out_month = (quarter % 4) * 3 + 1 + waits
    third_wednesday = [week[2] for week in calendar.monthcalendar(year, out_month) if week[2]][2]
    out = (month, day, published_at[11:16]) >= (out_month, third_wednesday, "09:30")
    return quarter - 1 if out else quarter - 2


@pytest.mark.parametrize("seed", SEEDS)
def test_most_posts_say_the_newest_figure_and_the_others_that_they_look_back(
    tables: dict[int, pd.DataFrame], seed: int
) -> None:
    frame = tables[seed]
    ages, goes_on = [], []
    said = {
        1: "Looking back( one quarter)?:", 2: "Looking back( two quarters)?:",
        3: "Looking back( three quarters)?:", 4: "A year ago:|Looking back one year:",
        8: "Two years ago:|Looking back two years:",
    }  # fmt: skip
    for topic, at, text in zip(frame["topic"], frame["published_at"], frame["text"], strict=True):
        one = read_post(topic, text)
        assert one is not None, text
        newest = _newest(topic, at)
        age = newest - quarter_of(one.period)
        ages.append(age)
        assert age >= 0, text
        assert bool(re.match("Looking back|A year ago|Two years ago", text)) == (age > 0), text
        if age:
            assert re.match(said[age], text), text
            now = figure(seed, one.indicator, one.place, period_of(newest))
            shown = written(now, "", INDICATORS[one.indicator].decimals)
            later = re.search(f"(.*{period_of(newest)}.*)", " ".join(sentences(text)[1:]))
            goes_on.append(later is not None)
            assert later is None or shown in later[1], text
    assert 0.70 <= np.mean(np.array(ages) == 0) <= 0.85
    assert np.mean(goes_on) > 0.9
    assert set(ages) == {0, *said}


def test_every_post_says_the_figure_of_its_indicator(
    facts: list[tuple[str, PostFacts | None]],
) -> None:
    for text, one in facts:
        assert one is not None, text
        value = figure(2026, one.indicator, one.place, one.period)
        shown = written(value, "", INDICATORS[one.indicator].decimals)
        said = sentences(text)[0]
        assert shown in said or written(abs(value), "", 1) in said, text
        if written(abs(value), "%", 1) + " less" in said:
            assert value < 0


def test_every_comparison_is_true(facts: list[tuple[str, PostFacts | None]]) -> None:
    found = 0
    for text, one in facts:
        assert one is not None
        indicator = INDICATORS[one.indicator]
        value = figure(2026, one.indicator, one.place, one.period)
        before = figure(2026, one.indicator, one.place, year_before(one.period))
        previous = written(before, indicator.short_unit, indicator.decimals)
        for said in sentences(text)[1:]:
            if re.search("A year before, |Compare it|That is (up|down)|the figure for", said):
                found += 1
                assert previous in said, text
                assert "up from" not in said or value > before
                assert "down from" not in said or value < before
            moved = re.search(" (higher|lower) than in (Q. ....)", said)
            if moved:
                found += 1
                assert moved[2] == year_before(one.period)
                assert (moved[1] == "higher") == (value > before)
                assert written(abs(value - before), "", indicator.decimals) in said
            if re.search("the same (as|figure) in", said):
                assert value == before
    assert found > 600


def test_meanings_and_margins_are_worked_out_from_the_figure(
    facts: list[tuple[str, PostFacts | None]],
) -> None:
    seen = set()
    for text, one in facts:
        assert one is not None
        value = figure(2026, one.indicator, one.place, one.period)
        expected = {
            r"cost (\S+) nusa in (?!Q)": 100 + value
            if one.indicator == "inflation"
            else 50 + value / 2,
            r"The other (\S+)\s%": 100 - value,
            r"Over four weeks that is (.*?) nusa": 4 * value,
            r"about (\S+) of 200|Out of 200 homes.*, about (\S+) sent": 2 * value,
            r"Out of 200 rooms in \w+, about (\S+) stood": 200 - 2 * value,
            r"about one in (\S+) of": 100 / (value or 1),
            r"The margin of the .* is (\S+) ": margin_of(
                INDICATORS[one.indicator], one.place, value
            ),
        }
        for pattern, wanted in expected.items():
            said = re.search(pattern, " ".join(sentences(text)[1:]))
            if said:
                seen.add(pattern)
                number = next(part for part in said.groups() if part).replace("\u202f", "")
                assert float(number) == pytest.approx(wanted, abs=0.5), text
    assert len(seen) >= 6


def _days_of(period: str) -> int:
    quarter, year = int(period[1]), int(period[3:])
    return sum(calendar.monthrange(year, 3 * quarter - step)[1] for step in range(3))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_day_and_a_week_are_worked_out_from_the_quarter_s_own_days(
    tables: dict[int, pd.DataFrame], seed: int
) -> None:
    rates = {
        r"about (\S+) babies a day": (1, 0),
        r"about (\S+) million nusa a day": (1, 1),
        r"about (\S+) (?:homes|people) a day": (1000, 0),
        r"about (\S+) a week": (7, 0),
    }
    seen: dict[str, set[int]] = {}
    frame = tables[seed]
    for topic, text in zip(frame["topic"], frame["text"], strict=True):
        for pattern, (times, decimals) in rates.items():
            said = re.search(pattern, text)
            if said:
                one = read_post(topic, text)
                assert one is not None
                days = _days_of(one.period)
                seen.setdefault(pattern, set()).add(days)
                exact = times * figure(seed, one.indicator, one.place, one.period) / days
                number = float(said[1].replace("\u202f", ""))
                assert number == pytest.approx(exact, abs=0.5001 * 10**-decimals), text
    assert set(seen) == set(rates)
    assert set().union(*seen.values()) == {90, 91, 92}


@pytest.mark.parametrize("seed", SEEDS)
def test_release_posts_say_their_release(tables: dict[int, pd.DataFrame], seed: int) -> None:
    frame = tables[seed]
    months = sorted(set(frame["month"]))
    for month in months:
        one = release_of(seed, month)
        said = frame[frame["text"].str.startswith(one.headline)]
        assert set(said["published_at"]) == {one.released_at}
        assert set(said["topic"]) == {one.topic}
        assert sorted(said["platform"]) == ["facebook", "linkedin", "x"]
        for topic, text in zip(said["topic"], said["text"], strict=True):
            assert read_post(topic, text) == PostFacts(one.indicator, one.place, one.period)


def test_hashtags_are_few_and_one_at_most(tables: dict[int, pd.DataFrame]) -> None:
    tags = tables[2]["text"].str.count("#")
    assert tags.max() == 1
    assert 0.01 < tags.mean() < 0.08


def test_addresses_are_the_office_s(tables: dict[int, pd.DataFrame]) -> None:
    links = tables[2][tables[2]["format"] == "link"]["text"]
    assert links.str.contains("nso.example/").mean() > 0.97
    assert not tables[2]["text"].str.contains(r"http|www\.").any()


def test_texts_fit_the_shortest_platform(tables: dict[int, pd.DataFrame]) -> None:
    for frame in tables.values():
        assert frame["text"].str.len().max() <= LONGEST < 280


def test_the_office_varies_how_it_goes_on(tables: dict[int, pd.DataFrame]) -> None:
    length = tables[1]["text"].map(lambda text: len(sentences(text)))
    assert set(length) == {1, 2, 3}
    assert (length == 1).mean() > 0.05


def test_a_large_table_keeps_its_second_sentences() -> None:
    count = 60_000
    draw = np.random.default_rng(3)
    whole = {
        name: draw.integers(0, size, count)
        for name, size in (("month", 3), ("topic", 10), ("form", 5))
    }
    minute = np.full(count, first_day("2026-04") * 1440, dtype=np.int64)
    months = ("2026-01", "2026-02", "2026-03")
    texts = write_posts(1, months, minute, **whole, release=whole["form"] < 0)
    length = pd.Series(texts).map(lambda text: len(sentences(text)))
    assert length.mean() > 2


def test_another_text_is_not_read() -> None:
    assert read_post("labour", "We are hiring.") is None
