from __future__ import annotations

import re

from statcomms.data.synth import posts
from statcomms.data.texts import PROVINCES


def test_no_text_occurs_more_than_five_times() -> None:
    texts = posts(2026)["text"]
    assert texts.value_counts().max() <= 5


def test_no_sentence_occurs_more_than_five_times() -> None:
    sentences = posts(2026)["text"].str.split(r"(?<=[.?]) ", regex=True).explode()
    most = sentences[sentences.str.len() > 25].value_counts()
    assert most.max() <= 5, most.head(3)


def test_every_post_names_its_place_and_its_period_or_year() -> None:
    texts = posts(2026)["text"]
    places = "|".join(("Nusamara", *PROVINCES))
    assert texts.str.contains(places).all()
    assert texts.str.contains(r"Q[1-4] 20\d\d").all()
    assert not texts.str.contains(r"[{}]").any()


def test_a_figure_is_about_the_past() -> None:
    frame = posts(2026)
    for month, text in zip(frame["month"], frame["text"], strict=True):
        for quarter, year in re.findall(r"Q([1-4]) (20\d\d)", text):
            assert (int(year), int(quarter) * 3) < (int(month[:4]), int(month[5:7]))


def test_texts_fit_the_shortest_platform() -> None:
    assert posts(2026)["text"].str.len().max() < 280
