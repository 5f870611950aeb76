"""What a comment can speak about: the facts of the post it stands under.

>>> found = read_post("Rents in Velanu went up 2.8 % in the year to Q1 2024.", "prices")
>>> found.indicator, found.place, found.period, found.number
('rent', 'Velanu', 'Q1 2024', '2.8')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from statcomms.data.figures import COUNTRY, period_of, quarter_of, year_before
from statcomms.data.indicators import INDICATORS
from statcomms.data.wording.comment_grammar import Draws
from statcomms.data.wording.comment_topics import SUBJECTS, THINGS, TOPIC_SUBJECTS
from statcomms.schema import PLATFORM_LABELS, PROVINCES

__all__ = ["PostFacts", "facts_for", "read_post"]

_PEOPLE = (
    "my mother", "my father", "my uncle", "my sister", "my neighbour", "my grandmother",
    "my brother-in-law", "my cousin", "our pastor", "my boss",
)  # fmt: skip
_GROUPS = (
    "cooperative", "women's group", "school board", "fishers' club", "youth council",
    "small company", "village council", "farmers' group",
)  # fmt: skip
_FORMATS = {
    "photo": {"chart": "chart"},
    "document": {"chart": "chart"},
    "video": {"film": "video"},
}
_PLACE = re.compile("|".join((COUNTRY, *PROVINCES)))
_PERIOD = re.compile(r"Q[1-4] (?:19|20)\d\d")
_ADDRESS = re.compile(r"nso\.example/\S*")
_NOT_A_FIGURE = re.compile(
    r"(?:every|[Oo]f) 100\b(?! (?:thousand|million))(?: \w+)?|100 people"
    r"|aged? \d+ (?:to \d+|and over|or over)"
    r"|aged? \d+|of \d+ and over|under \d+|younger than \d+|\d+ or (?:older|over)|over \d+\b"
    r"|(?:19|20)\d\d"
)
_NUMBER = re.compile(r"[-\u2212]?\d+(?:[\u202f\u00a0]\d{3})*(?:\.\d+)?")
_LESS = re.compile(r"\s?%\s(?:less|lower|cheaper|fewer)\b")


@dataclass(frozen=True)
class PostFacts:
    """What a post says.

    Attributes:
        topic: Its topic.
        indicator: One of `statcomms.data.indicators.INDICATORS`, or empty.
        place: A province or Nusamara, or empty.
        period: Such as ``Q1 2026``, or empty.
        number: Its figure without the unit, as people type it, or empty.
        tables: Whether it links to tables.
    """

    topic: str
    indicator: str
    place: str
    period: str
    number: str
    tables: bool


@lru_cache(maxsize=8192)
def read_post(text: str, topic: str) -> PostFacts:
    """Read indicator, place, period and figure out of a post's text.

    Args:
        text: The post's text.
        topic: Its topic.

    Returns:
        The facts; what the text does not name is empty.
    """
    plain = _ADDRESS.sub("", text)
    indicator = _indicator(text, topic)
    place, period = _PLACE.search(plain), _PERIOD.search(plain)
    bare = _NOT_A_FIGURE.sub("", _PERIOD.sub("", plain))
    number = _NUMBER.search(bare)
    fell = number is not None and _LESS.match(bare, number.end()) is not None
    return PostFacts(
        topic,
        indicator,
        place[0] if place else "",
        period[0] if period else "",
        ("\u2212" if fell else "") + re.sub("[\u202f\u00a0]", " ", number[0]) if number else "",
        "nso.example/" in text,
    )


def _indicator(text: str, topic: str) -> str:
    """The indicator that the text names: in its address, its first sentence, or anywhere."""
    ours = [name for name in SUBJECTS if INDICATORS[name].topic == topic]
    address = _ADDRESS.search(text)
    if address:
        for name in ours:
            if address[0].startswith("nso.example/" + name.replace(" ", "-")):
                return name
    small = _ADDRESS.sub("", text).lower()
    for part in (re.split(r"(?<=[.?!]) ", small)[0], small):
        for name in ours:
            if re.search(SUBJECTS[name].words, part, flags=re.DOTALL):
                return name
    return ""


def facts_for(
    post: PostFacts, platform: str, form: str, month: str, draws: Draws
) -> dict[str, str]:
    """Return what stands for each slot of a frame under a post.

    Args:
        post: What the post says.
        platform: Where it stands.
        form: Its format.
        month: Month in which the comment is written, such as ``2026-05``.
        draws: Decides names, people and wrong numbers.

    Returns:
        Words by slot; a slot that the post cannot fill is not there.
    """
    year = int(month[:4])
    other = [name for name in PROVINCES if name != post.place]
    far = draws.one_of(other)
    found = {
        "other": far,
        "home": post.place if post.place in PROVINCES else far,
        "who": draws.one_of(_PEOPLE),
        "group": draws.one_of(_GROUPS),
        "thing": draws.one_of(THINGS[post.topic]),
        "small": str(2 + int(draws.number() * 38)),
        "over": str(101 + int(draws.number() * 9)),
        "money": f"{100 * (3 + int(draws.number() * 60)):,}".replace(",", " "),
        "oldyear": str(year - 8 - int(draws.number() * 30)),
        "year": str(year),
        "lastyear": str(year - 1),
        "platform": PLATFORM_LABELS[platform].split(" ")[0],
        "subject": TOPIC_SUBJECTS[post.topic],
        **_FORMATS.get(form, {}),
    }
    if post.tables:
        found["tables"] = "the tables"
    if post.place:
        found["place"] = post.place
        if post.place != COUNTRY:
            found["province"] = post.place
    if post.period:
        found |= {"period": post.period, "earlier": year_before(post.period)}
        following = quarter_of(post.period) + 1
        if following >= year * 4 + (int(month[5:7]) - 1) // 3:
            found["later"] = period_of(following)
    if post.indicator:
        found["subject"] = SUBJECTS[post.indicator].name
        if post.number:
            amount = SUBJECTS[post.indicator].amount
            found["figure"] = amount.format(n=post.number)
            found["wrong"] = amount.format(n=_wrong(post.number, amount, draws.number()))
            if post.number[0] not in "-\u2212":
                found["gain"] = found["figure"]
    return found


def _wrong(number: str, amount: str, draw: float) -> str:
    """A number that looks like another one and is not: doubled, halved, a digit or comma off."""
    plain = number.replace(" ", "").replace("\u2212", "-")
    decimals = len(plain.partition(".")[2])
    value = float(plain)
    tries = (value * 2, value / 2, value * 10, value / 10, value + 10, value * 1.1, value * 0.7)
    start = int(draw * len(tries))
    most = 99.9 if "%" in amount or "100" in amount else 1e7
    for step in range(len(tries)):
        wrong = tries[(start + step) % len(tries)]
        shown = f"{wrong:.{decimals}f}"
        if float(shown) not in (value, 0.0) and abs(float(shown)) <= most:
            return f"{float(shown):,.{decimals}f}".replace(",", " ").replace("-", "\u2212")
    return number + "0"
