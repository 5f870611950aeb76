"""What Nusamara's office writes: short posts with a figure, its period and its place.

A post is a main sentence, often a second one (a comparison with the year before, how the figure is
counted, what it means for a person, a call to ask), and an ending that fits its format. Most posts
say the newest figure there is; one that looks back says so in its first words, and mostly goes on
with the newest figure. Every number is one of `statcomms.data.figures`, or is worked out from one;
the post that announces a release says the release's headline.

Texts are put together from pieces. Each different piece is formatted once, so a million posts cost
little more than their memory.

>>> read_post("labour", "The middle weekly wage in Tulavi was 276 nusa in Q3 2024. And yours?")
PostFacts(indicator='weekly wages', place='Tulavi', period='Q3 2024')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.figures import PLACES, figures, margin_of, period_of, quarter_of, written
from statcomms.data.indicators import INDICATORS, Indicator
from statcomms.data.model import stream
from statcomms.data.months import DAY, RELEASE_MINUTE, month_list, release_days
from statcomms.data.releases import release_of
from statcomms.data.similar import beyond, numbered
from statcomms.data.wording.posts import (
    ASKED,
    COMPARED,
    COUNTED,
    ENDINGS,
    HASHTAGS,
    LEADS,
    MEANINGS,
    SENTENCES,
    SINCE,
)
from statcomms.schema import FORMATS, TOPICS

__all__ = ["LONGEST", "MOST_USES", "PostFacts", "read_post", "write_posts"]

Whole: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Objects: TypeAlias = npt.NDArray[np.object_]

MOST_USES = 5
"""How often a sentence may occur in a table of usual size."""
LONGEST = 279
"""Characters that a post has at most: they fit the shortest platform."""

_USUAL_SIZE = 4_000
_MOST_STEPS = 12
_BACK = (0, 1, 2, 3, 4, 8)  # quarters from the newest figure back to the one of a post
_BACK_SHARE = (0.78, 0.04, 0.03, 0.02, 0.09, 0.04)  # assumed
_KINDS = ("none", "compared", "meant", "counted", "asked", "since")
_KIND_SHARE = (0.30, 0.30, 0.17, 0.11, 0.12)  # assumed: what the second sentence does
_HASHTAG_SHARE = 0.06  # assumed
_FORMS = 5  # of a second sentence, at most


@dataclass(frozen=True)
class PostFacts:
    """What a post is about.

    Attributes:
        indicator: One of `statcomms.data.indicators.INDICATORS`.
        place: Nusamara or a province.
        period: The quarter, such as ``Q1 2026``.
    """

    indicator: str
    place: str
    period: str


def write_posts(
    seed: int | str,
    months: tuple[str, ...],
    minute: Whole,
    month: Whole,
    topic: Whole,
    form: Whole,
    release: Mask,
    *,
    figures_of: int | str | None = None,
) -> Objects:
    """Write posts.

    In a table of usual size no sentence occurs more than `MOST_USES` times; in a larger one the
    limit grows with the table.

    Args:
        seed: Seed of the table.
        months: Its months.
        minute: Local time of publication, in minutes since 1 January 1970; a post is about one of
            the newest quarter whose figures are out by then, or looks back to an earlier one and
            says so.
        month: Position of each post's month in them.
        topic: Position of its topic in `TOPICS`.
        form: Position of its format in `FORMATS`; it decides the ending.
        release: Whether it announces the month's release.
        figures_of: Seed of the figures that they say; None for the table's own.

    Returns:
        One to three sentences for each post.

    >>> topic = np.array([TOPICS.index("tourism")])
    >>> minute = topic * 0 + 2964 * 10_000  # in May 2026
    >>> texts = write_posts(4, ("2026-05",), minute, topic * 0, topic, topic * 0, topic < 0)
    >>> read_post("tourism", texts[0]).period
    'Q1 2026'
    """
    count = len(month)
    limit = max(MOST_USES, -(-MOST_USES * count // _USUAL_SIZE))
    first, second, ending = (
        stream(seed, name).random((count, width)).T
        for name, width in (("texts", 5), ("second sentences", 2), ("hashtags", 1))
    )
    told = seed if figures_of is None else figures_of
    pieces = _Pieces(told, months)
    latest = _latest(months, minute, month, topic) - pieces.first
    step = np.searchsorted(_BACK_EDGES, first[2], side="right")
    step[release] = 0
    quarter = latest - _BACK_QUARTERS[step]
    which, place = _spread(
        _whole(first[0] * _SENTENCE_COUNT[topic]),
        np.where(release, 0, _whole(first[1] * len(PLACES))),
        (quarter, topic, release),
        limit,
    )
    sentence = _SENTENCES_BEFORE[topic] + which
    indicator = _SENTENCE_INDICATOR[sentence]
    heads = pieces.main(sentence, place, quarter)
    for number in np.flatnonzero(release).tolist():
        one = release_of(told, months[int(month[number])])
        heads[number] = one.headline
        indicator[number] = _NAMES.index(one.indicator)
    leads = _LEADS_AT[step, _whole(first[4] * _LEADS_AT.shape[1])]
    heads = leads + heads
    kind = np.searchsorted(_KIND_EDGES, second[0], side="right")
    kind[step > 0] = _KINDS.index("since")
    kind[release & (kind == _KINDS.index("compared"))] = _KINDS.index("none")
    seconds = pieces.second(kind, step, _whole(second[1] * _FORMS), indicator, place, quarter)
    tagged = ending[0] < _HASHTAG_SHARE
    endings = pieces.ending(
        form, _whole(first[3] * _END_COUNT[form]), tagged, indicator, place, quarter
    )
    # A text post that asks already does not end in asking for questions.
    endings[(kind == _KINDS.index("asked")) & (form == FORMATS.index("text"))] = ""
    room = LONGEST - _lengths(heads)
    for parts in (endings, seconds):
        parts[beyond(numbered(parts), limit) | (_lengths(parts) > room)] = ""
        room -= _lengths(parts)
    texts: Objects = heads + seconds + endings
    return texts


def read_post(topic: str, text: str) -> PostFacts | None:
    """Find out what a post of the course is about, from its text.

    Args:
        topic: Its topic.
        text: Its text, as `write_posts` wrote it.

    Returns:
        Its indicator, place and period; None for a text that the office did not write.
    """
    for indicator, pattern in _patterns(topic):
        found = pattern.match(text)
        if found:
            return PostFacts(indicator, found["place"], found["period"])
    return None


# --- pieces: each different one is formatted once -----------------------------------------------


class _Pieces:
    """The sentences of one table, made from its figures."""

    def __init__(self, seed: int | str, months: tuple[str, ...]) -> None:
        self.first = _quarter(months[0]) - max(_BACK) - 2
        self.quarters = _quarter(months[-1]) - self.first
        self._values = figures(seed, self.first - 4, self.quarters + 4)
        self._periods = [period_of(self.first - 4 + step) for step in range(self.quarters + 4)]

    def main(self, sentence: Whole, place: Whole, quarter: Whole) -> Objects:
        """Return the main sentence of each post."""
        return _format_once((sentence, place, quarter), self._sizes(len(_MAIN)), self._main)

    def second(
        self,
        kind: Whole,
        step: Whole,
        form: Whole,
        indicator: Whole,
        place: Whole,
        quarter: Whole,
    ) -> Objects:
        """Return the second sentence of each post with a space before it, or nothing."""
        # A post looks back with one kind of sentence only, so kind and step make one number.
        sizes = self._sizes(len(_KINDS) + len(_BACK), _FORMS, len(_NAMES))
        return _format_once((kind + step, form, indicator, place, quarter), sizes, self._second)

    def ending(
        self,
        form: Whole,
        which: Whole,
        tagged: Mask,
        indicator: Whole,
        place: Whole,
        quarter: Whole,
    ) -> Objects:
        """Return the ending of each post with a space before it, or nothing."""
        sizes = self._sizes(len(FORMATS), _END_FORMS, 2, len(_NAMES))
        columns = (form, which, tagged.astype(np.int64), indicator, place, quarter)
        return _format_once(columns, sizes, self._ending)

    def _sizes(self, *sizes: int) -> tuple[int, ...]:
        return (*sizes, len(PLACES), self.quarters)

    def _main(self, sentence: int, place: int, quarter: int) -> str:
        name, template, signed = _MAIN[sentence]
        one = INDICATORS[name]
        value = self._value(one, place, quarter)
        return template.format(
            place=PLACES[place],
            period=self._periods[quarter + 4],
            figure=written(value, "", one.decimals),
            more=_more(value) if signed else "",
        )

    def _second(
        self, kind_and_step: int, form: int, indicator: int, place: int, quarter: int
    ) -> str:
        kind = min(kind_and_step, len(_KINDS) - 1)
        if _KINDS[kind] == "none":
            return ""
        one = INDICATORS[_NAMES[indicator]]
        value, fields = self._value(one, place, quarter), self._fields(one, place, quarter)
        if _KINDS[kind] == "compared":
            fields.update(_comparison(one, value, self._value(one, place, quarter - 4)))
            template = COMPARED[fields["direction"]][form]
        elif _KINDS[kind] == "since":
            newest = quarter + _BACK[kind_and_step - kind]
            fields["newest"] = self._periods[newest + 4]
            fields["now"] = written(self._value(one, place, newest), one.short_unit, one.decimals)
            template = SINCE[form]
        elif _KINDS[kind] == "meant":
            key, template = _MEANT[one.name]
            if key in _RATES:
                fields[key] = _RATES[key](value, _days(self.first + quarter))
            else:
                fields[key] = _AMOUNTS[key](value)
        elif _KINDS[kind] == "counted":
            templates = COUNTED[one.surveyed]
            template = templates[form % len(templates)]
            if one.surveyed:
                asked = one.sample / (1 if place == 0 else len(PLACES) - 1)
                half = margin_of(one, PLACES[place], value) or 0.0
                unit = "percentage points" if one.unit == "%" else one.unit
                fields["asked"] = written(asked, "", 0)
                fields["margin"] = written(half, unit, one.decimals)
        else:
            template = ASKED[form]
        return " " + template.format_map(fields)

    def _ending(
        self, form: int, which: int, tagged: int, indicator: int, place: int, quarter: int
    ) -> str:
        template = ENDINGS[FORMATS[form]][which]
        if not template:
            return ""
        one = INDICATORS[_NAMES[indicator]]
        text = template.format_map(self._fields(one, place, quarter))
        return f" {text.removesuffix('.')} {HASHTAGS[one.topic]}" if tagged else f" {text}"

    def _value(self, one: Indicator, place: int, quarter: int) -> float:
        return float(self._values[_ROW[one.name], place, quarter + 4])

    def _fields(self, one: Indicator, place: int, quarter: int) -> dict[str, str]:
        period, where = self._periods[quarter + 4], PLACES[place]
        return {
            "name": one.name,
            "subject": one.subject,
            "Subject": one.subject[0].upper() + one.subject[1:],
            "link": one.link,
            "source": one.source,
            "place": where,
            "period": period,
            "before": self._periods[quarter],
            "slug": f"{one.name.replace(' ', '-')}-{where.lower()}-{period[3:]}q{period[1]}",
        }


def _comparison(one: Indicator, value: float, before: float) -> dict[str, str]:
    gap = written(abs(value - before), "" if one.unit == "%" else one.short_unit, one.decimals)
    return {
        "direction": "up" if value > before else "down" if value < before else "unchanged",
        "previous": written(before, one.short_unit, one.decimals),
        "gap": f"{gap} percentage points" if one.unit == "%" else gap,
    }


def _more(value: float) -> str:
    """Write a change of that many per cent: "3.2 % more" or "0.5 % less"."""
    return f"{written(abs(value), '%', 1)} {'less' if value < 0 else 'more'}"


def _format_once(
    columns: tuple[Whole, ...], sizes: tuple[int, ...], make: Callable[..., str]
) -> Objects:
    """Return a text for each row of some columns of whole numbers; equal rows are made once.

    Args:
        columns: Whole numbers, each from 0 to below its size.
        sizes: How many values each column can have.
        make: Writes the text of one row.
    """
    codes = np.zeros(len(columns[0]), dtype=np.int64)
    for column, size in zip(columns, sizes, strict=True):
        codes = codes * size + column
    used = np.zeros(int(np.prod(sizes)), dtype=np.bool_)
    used[codes] = True
    distinct = np.flatnonzero(used)
    position = np.zeros(len(used), dtype=np.int64)
    position[distinct] = np.arange(len(distinct), dtype=np.int64)
    keys = zip(*(part.tolist() for part in np.unravel_index(distinct, sizes)), strict=True)
    texts = np.empty(len(distinct), dtype=object)
    texts[:] = [make(*key) for key in keys]
    return np.asarray(texts[position[codes]])


# --- no sentence too often ----------------------------------------------------------------------


def _spread(
    which: Whole, place: Whole, fixed: tuple[Whole, Whole, Mask], limit: int
) -> tuple[Whole, Whole]:
    """Move posts to the next sentence and place while theirs is used more often than the limit."""
    quarter, topic, release = fixed
    before = len(which) + 1
    for _ in range(_MOST_STEPS):
        code = (_SENTENCES_BEFORE[topic] + which) * len(PLACES) + place
        code = code * (int(quarter.max()) + 1) + quarter
        # Release posts say their headline: their sentence is not used.
        code[release] = -1
        over = beyond(code + 1, limit) & ~release
        if not 0 < over.sum() < before:
            break
        before = int(over.sum())
        which = np.where(over, (which + 1) % _SENTENCE_COUNT[topic], which)
        place = np.where(over, (place + 1) % len(PLACES), place)
    return which, place


def _lengths(texts: Objects) -> Whole:
    return np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))


def _whole(values: npt.NDArray[np.float64]) -> Whole:
    return values.astype(np.int64)


def _latest(months: tuple[str, ...], minute: Whole, month: Whole, topic: Whole) -> Whole:
    """Number of the last quarter whose figures are out when each post is published.

    A topic with releases waits for its release of the quarter; the others have their tables out
    with the first day of the next quarter.
    """
    quarters = np.array([_quarter(name) for name in months], dtype=np.int64)
    first = int(quarters[0])
    whole = [f"{n // 4:04d}-{n % 4 * 3 + 1:02d}" for n in range(first, int(quarters[-1]) + 1)]
    out = np.zeros((len(TOPICS), len(whole)), dtype=np.int64)
    for place, name in enumerate(whole):
        for day, released in release_days(month_list(name, 3)):
            out[TOPICS.index(released), place] = day * DAY + RELEASE_MINUTE
    now = quarters[month]
    return np.asarray(now - 1 - (minute < out[topic, now - first]))


def _days(quarter: int) -> int:
    """Days of a quarter: 90 to 92, leap years told apart."""
    start, end = (
        np.datetime64(f"{one // 4:04d}-{one % 4 * 3 + 1:02d}", "D")
        for one in (quarter, quarter + 1)
    )
    return int((end - start).astype(np.int64))


def _quarter(month: str) -> int:
    return quarter_of(f"Q{(int(month[5:7]) + 2) // 3} {month[:4]}")


# --- the wording, ready to use ------------------------------------------------------------------


def _narrow(template: str) -> str:
    return template.replace(" %", "\u202f%")


def _key_of(template: str) -> str:
    (key,) = set(re.findall(r"{(\w+)}", template)) - {"place", "before"}
    return str(key)


_NAMES = tuple(INDICATORS)
_ROW = {name: row for row, name in enumerate(_NAMES)}
_MAIN = tuple(
    (name, _narrow(template), "{more}" in template)
    for topic in TOPICS
    for name, template in SENTENCES[topic]
)
_MEANT = {name: (_key_of(template), _narrow(template)) for name, template in MEANINGS.items()}
_SENTENCE_COUNT = np.array([len(SENTENCES[topic]) for topic in TOPICS], dtype=np.int64)
_SENTENCES_BEFORE = np.cumsum(_SENTENCE_COUNT) - _SENTENCE_COUNT
_SENTENCE_INDICATOR = np.array([_ROW[name] for name, _, _ in _MAIN], dtype=np.int64)
_END_COUNT = np.array([len(ENDINGS[form]) for form in FORMATS], dtype=np.int64)
_END_FORMS = int(_END_COUNT.max())
_KIND_EDGES = np.cumsum(_KIND_SHARE)[:-1]
_BACK_EDGES = np.cumsum(_BACK_SHARE)[:-1]
_BACK_QUARTERS = np.array(_BACK, dtype=np.int64)
_LEADS_AT = np.array([[f"{one} " if one else "" for one in LEADS[back]] for back in _BACK], object)
_LEAD = "|".join(re.escape(one) for back in _BACK for one in LEADS[back] if one)

_AMOUNTS: Mapping[str, Callable[[float], str]] = MappingProxyType(
    {
        "of_10_more": lambda value: written(10 + value / 10, "", 2),
        "of_50_more": lambda value: written(50 + value / 2, "", 2),
        "of_100_more": lambda value: written(100 + value, "", 1),
        "of_200_more": lambda value: written(200 + 2 * value, "", 0),
        "of_200": lambda value: written(2 * value, "", 0),
        "of_500": lambda value: written(5 * value, "", 0),
        "of_200_rest": lambda value: written(200 - 2 * value, "", 0),
        "rest": lambda value: written(100 - value, "", 1),
        "one_in": lambda value: written(100 / value, "", 0),
        "times_4": lambda value: written(4 * value, "", 0),
        "times_10": lambda value: written(10 * value, "", 0),
        "times_30": lambda value: written(30 * value, "", 0),
        "times_90": lambda value: written(90 * value, "", 0),
        "times_100": lambda value: written(100 * value, "", 0),
    }
)
"""What a figure comes to: the numbers in `MEANINGS`."""

_RATES: Mapping[str, Callable[[float, int], str]] = MappingProxyType(
    {
        "a_day": lambda value, days: written(value / days, "", 1),
        "a_day_whole": lambda value, days: written(value / days, "", 0),
        "thousands_a_day": lambda value, days: written(1000 * value / days, "", 0),
        "a_week": lambda value, days: written(7 * value / days, "", 0),
    }
)
"""What a quarter's figure comes to in a day or a week, from the quarter's own number of days."""


@lru_cache(maxsize=len(TOPICS))
def _patterns(topic: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each sentence of a topic its indicator, and what its texts look like."""
    place, period = f"(?P<place>{'|'.join(PLACES)})", r"(?P<period>Q[1-4] \d{4})"
    known = {"place": place, "period": period, "figure": "[^ ]+", "more": "[^ ]+ (?:more|less)"}
    found = []
    for name, template in SENTENCES[topic]:
        parts = re.split(r"{(\w+)}", _narrow(template))
        parts[::2] = [re.escape(part) for part in parts[::2]]
        parts[1::2] = [known[part] for part in parts[1::2]]
        found.append((name, re.compile(f"(?:(?:{_LEAD}) )?" + "".join(parts))))
    for one in INDICATORS.values():
        subject = re.escape(one.subject[0].upper() + one.subject[1:])
        headline = f"{subject} {one.link} {place} (?:was|rose to|fell to|stayed at) .*? in {period}"
        if one.topic == topic:
            found.append((one.name, re.compile(headline)))
    return tuple(found)
