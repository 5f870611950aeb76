"""Comments under the office's posts: invented, by seed, read by two coders who sometimes disagree.

A comment belongs to a post and speaks about it: its topic, place, period and figure. Its kind is
drawn from the mix that such a post gets (`CommentModel`); its words come from the frames in
`statcomms.data.wording`; it arrives with the platform's delay. Two coders then read its mood.

Mood: each frame has one, on a scale on which the coders cut at -0.5 and 0.5. A coder reads it with
an error of their own, and coder B is a little harsher; irony is taken at its word now and then.

>>> from statcomms.data.synth import posts
>>> frame = comments(2026, posts=posts(2026))
>>> len(frame), frame["comment_id"].iloc[0]
(5000, 'C00001')
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.figures import COUNTRY
from statcomms.data.model import parameters, stream
from statcomms.data.wording.comment_facts import PostFacts, facts_for, read_post
from statcomms.data.wording.comment_frames import CLOSINGS, FRAMES, OPENINGS
from statcomms.data.wording.comment_grammar import (
    Draws,
    fill,
    mood_of,
    second_language,
    sentences,
    slots_of,
)
from statcomms.data.wording.comment_topics import SUBJECTS, TOPIC_FRAMES
from statcomms.errors import DataError
from statcomms.schema import PROVINCES, UTC_OFFSET
from statcomms.schema.talk import COMMENT_KINDS, SENTIMENTS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MODEL", "CommentModel", "comments", "draw_comments"]

Floats: TypeAlias = npt.NDArray[np.float64]
_DRAWS = 40
_MOST_USES = 5
_TRIES = 200
_EMOJI = {"thanks": ("🙏", "👍", "👏", "😊"), "~": ("😂", "🙄", "👏👏"), "spam": ("🔥", "💰", "✅")}
_ASIDE = re.compile("|".join((r"\d[\d.]*", r"\W", COUNTRY, *PROVINCES)))


@dataclass(frozen=True)
class CommentModel:
    """What the comments are made from. All of it is assumed, but for the delays.

    Attributes:
        kinds: Share of each kind under an ordinary post.
        topics: What a topic multiplies the share of a kind by.
        platforms: The same for a platform.
        release: The same for a post at 09:30, the hour of releases.
        viral: The same for a post with `viral_from` times its platform's median showings or more.
        viral_from: Showings over the median from which a post counts as viral.
        most_per_post: Most comments of one post in the table, while there are others.
        second_language: Share of writers who learned English late.
        specific: How much more often a frame of this topic or indicator is taken than one of any.
        opening: Share of comments with a salutation or the like in front.
        closing: Share of comments with a further sentence.
        no_full_stop: Share of comments that leave the last full stop out.
        small_letter: Share of comments that begin with a small letter.
        emoji: Share of thanks, irony and spam that end in a picture sign.
        mood_spread: Standard deviation of moods around the mood of their frame.
        coder_spread: Standard deviation of each coder's own error.
        harshness: By how much coder B reads each comment as worse than coder A.
        irony_missed: Chance that a coder takes an ironic comment at its word.
        irony_words: Mood of its words.
        queue: Share of each kind in a queue for the reply desk.
    """

    kinds: Mapping[str, float] = field(
        default_factory=lambda: {
            "question": 0.25, "thanks": 0.12, "correction": 0.05, "criticism": 0.12,
            "misuse": 0.09, "complaint": 0.08, "opinion": 0.14, "abuse": 0.04,
            "spam": 0.05, "off_topic": 0.06,
        }
    )  # fmt: skip
    topics: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: {
            "prices": {"criticism": 1.5, "opinion": 1.4, "misuse": 1.3, "abuse": 1.4},
            "labour": {"criticism": 1.3, "misuse": 1.2},
            "census": {"misuse": 1.7, "complaint": 1.7, "abuse": 1.4, "question": 1.2},
            "health": {"misuse": 1.4},
            "office": {"thanks": 1.9, "complaint": 1.6, "misuse": 0.6},
        }
    )
    platforms: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: {
            "x": {"misuse": 1.3, "abuse": 1.4, "off_topic": 0.5, "thanks": 0.8},
            "facebook": {"off_topic": 1.4, "opinion": 1.2, "complaint": 1.2},
            "linkedin": {
                "abuse": 0.15, "off_topic": 0.3, "spam": 1.4, "thanks": 1.4, "correction": 1.5,
                "question": 1.2,
            },
        }
    )  # fmt: skip
    release: Mapping[str, float] = field(
        default_factory=lambda: {"question": 1.5, "correction": 1.4, "misuse": 1.2}
    )
    viral: Mapping[str, float] = field(
        default_factory=lambda: {"abuse": 2.2, "misuse": 1.8, "spam": 1.6, "off_topic": 1.3}
    )
    viral_from: float = 5.0
    most_per_post: int = 25
    second_language: float = 0.27
    specific: float = 2.5
    opening: float = 0.13
    closing: float = 0.25
    no_full_stop: float = 0.22
    small_letter: float = 0.1
    emoji: float = 0.12
    mood_spread: float = 0.2
    coder_spread: float = 0.25
    harshness: float = 0.15
    irony_missed: float = 0.3
    irony_words: float = 0.9
    queue: Mapping[str, int] = field(
        default_factory=lambda: {
            "misuse": 3, "question": 4, "abuse": 2, "correction": 2, "criticism": 3,
            "complaint": 2, "thanks": 1, "spam": 1, "opinion": 1, "off_topic": 1,
        }
    )  # fmt: skip


MODEL = CommentModel()
"""The model of the course's own tables."""


def comments(seed: int | str = 2026, *, posts: pd.DataFrame, rows: int = 5000) -> pd.DataFrame:
    """Return the comments table of a seed.

    Args:
        seed: Any whole number or text. The course's own table has 2026.
        posts: The posts table of the same seed.
        rows: How many comments; fewer when the posts have fewer.

    Returns:
        The comments table (`statcomms.schema.talk.COMMENTS`), oldest first.

    Raises:
        DataError: No comment is asked for, or the posts have none.
    """
    if rows < 1:
        raise DataError(f"{rows} comments cannot be drawn.", "Ask for at least one.")
    counts = posts["comments"].to_numpy(dtype="int64", na_value=0)
    draw = stream(seed, "comments places")
    places = _places(draw, counts, rows, MODEL.most_per_post)
    minute = _minutes(draw, posts, places)
    order = np.lexsort((places, minute))
    places, minute = places[order], minute[order]
    kinds = _kinds(draw, posts, places)
    return _table(seed, posts, places, minute, kinds)


def draw_comments(seed: int | str, count: int = 20) -> pd.DataFrame:
    """Draw a fresh queue for the reply desk, from posts of the same seed.

    Kinds are mixed as in `CommentModel.queue`: every kind occurs from ten comments on. No two
    comments stand under the same post while there are other posts.

    Args:
        seed: Seed of the queue.
        count: How many comments.

    Returns:
        A comments table in random order of kinds, oldest first.

    Raises:
        DataError: No comment is asked for.

    >>> draw_comments("class secret", 20)["kind"].nunique()
    10
    """
    from statcomms.data.synth import posts as make_posts

    if count < 1:
        raise DataError(f"{count} comments cannot be drawn.", "Ask for at least one.")
    posts = make_posts(seed)
    draw = stream(seed, "comments queue")
    counts = posts["comments"].to_numpy(dtype="int64", na_value=0)
    places = _places(draw, counts, count, 1)
    minute = _minutes(draw, posts, places)
    order = np.lexsort((places, minute))
    kinds = _queue(len(places))[np.argsort(draw.random(len(places)))]
    return _table(f"{seed} queue", posts, places[order], minute[order], kinds)


def _places(
    draw: np.random.Generator, counts: npt.NDArray[np.int64], rows: int, most: int
) -> npt.NDArray[np.int64]:
    """Positions of posts, one for each comment: no post more often than it has comments."""
    capped = np.minimum(counts, most)
    if capped.sum() < rows:
        capped = counts
    every = np.repeat(np.arange(len(counts)), capped.astype(np.intp))
    if not every.size:
        raise DataError("The posts have no comments.", "Give a posts table with more posts.")
    chosen = np.argsort(draw.random(len(every)), kind="stable")[:rows]
    return np.asarray(every[np.sort(chosen)])


def _minutes(
    draw: np.random.Generator, posts: pd.DataFrame, places: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """When each comment is written: with the platform's delay, before the table is closed."""
    measured = parameters()["measured"]
    normal = NormalDist()
    stamps = posts["published_at"].to_numpy(dtype=object)
    start = np.array([stamp[:16] for stamp in stamps], dtype="datetime64[m]").astype(np.int64)
    last = np.array(posts["month"].max(), dtype="datetime64[M]") + 1
    end = int(last.astype("datetime64[m]").astype(np.int64)) + 8 * 60
    platforms = posts["platform"].to_numpy(dtype=object)
    found = np.empty(len(places), dtype=np.int64)
    for row, (place, uniform) in enumerate(
        zip(places.tolist(), draw.random(len(places)).tolist(), strict=True)
    ):
        delay = measured[platforms[place]]
        median, sigma = delay["delay_median_minutes"], delay["delay_sigma"]
        latest = int(end - start[place]) - 1
        share = normal.cdf(float(np.log(latest / median)) / sigma)
        level = min(max(uniform * share, 1e-9), 1 - 1e-9)
        after = median * float(np.exp(sigma * normal.inv_cdf(level)))
        found[row] = start[place] + min(max(int(after), 1), latest)
    return found


def _kinds(
    draw: np.random.Generator, posts: pd.DataFrame, places: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Position of each comment's kind in `COMMENT_KINDS`, from the mix of its post."""
    topics, platforms = (posts[name].to_numpy(dtype=object) for name in ("topic", "platform"))
    shown = posts["impressions"].to_numpy(dtype="float64", na_value=0.0)
    median = {name: np.median(shown[platforms == name]) for name in set(platforms)}
    release = posts["published_at"].str.slice(11, 16).to_numpy(dtype=object) == "09:30"
    base = np.array([MODEL.kinds[kind] for kind in COMMENT_KINDS])
    found = np.empty(len(places), dtype=np.int64)
    for row, (place, uniform) in enumerate(
        zip(places.tolist(), draw.random(len(places)).tolist(), strict=True)
    ):
        viral = shown[place] >= MODEL.viral_from * median[platforms[place]]
        weight = (
            base
            * _factors("topics", topics[place])
            * _factors("platforms", platforms[place])
            * (_factors("release", "") if release[place] else 1.0)
            * (_factors("viral", "") if viral else 1.0)
        )
        edges = np.cumsum(weight)
        found[row] = min(int(np.searchsorted(edges, uniform * edges[-1])), len(edges) - 1)
    return found


@lru_cache(maxsize=64)
def _factors(part: str, name: str) -> Floats:
    """What a part of the model multiplies each kind's share by."""
    table = getattr(MODEL, part)
    factors = table.get(name, {}) if name else table
    return np.array([factors.get(kind, 1.0) for kind in COMMENT_KINDS])


def _queue(count: int) -> npt.NDArray[np.int64]:
    """Kinds of a queue: largest remainders, each kind at least once from ten comments on."""
    names = list(MODEL.queue)
    wanted = np.array(list(MODEL.queue.values()), dtype=np.float64)
    if count < len(names):
        return np.array([COMMENT_KINDS.index(name) for name in names[:count]], dtype=np.int64)
    shares = 1 + (count - len(names)) * (wanted - 1) / (wanted - 1).sum()
    each = np.floor(shares).astype(np.int64)
    missing = count - int(each.sum())
    each[np.argsort(each - shares, kind="stable")[:missing]] += 1
    kinds = [COMMENT_KINDS.index(name) for name in names]
    return np.repeat(kinds, each.astype(np.intp)).astype(np.int64)


# --- words -------------------------------------------------------------------------------------


def _table(
    seed: int | str,
    posts: pd.DataFrame,
    places: npt.NDArray[np.int64],
    minute: npt.NDArray[np.int64],
    kinds: npt.NDArray[np.int64],
) -> pd.DataFrame:
    import pandas as pd

    from statcomms.data.synth import text_dtype

    names = ("post_id", "platform", "text", "topic", "format")
    read = {name: posts[name].to_numpy(dtype=object) for name in names}
    uniform = stream(seed, "comments words").random((len(places), _DRAWS))
    writer = _Writer()
    texts, moods, ironic = [], [], []
    stamps = np.datetime_as_string(minute.astype("datetime64[m]"), unit="m")
    for row, place in enumerate(places.tolist()):
        post = read_post(read["text"][place], read["topic"][place])
        text, frame = writer.write(
            COMMENT_KINDS[kinds[row]],
            post,
            (read["platform"][place], read["format"][place], stamps[row][:7]),
            uniform[row].tolist(),
        )
        texts.append(text)
        moods.append(mood_of(frame))
        ironic.append(frame.startswith("~"))
    coders = _coders(seed, np.array(moods), np.array(ironic, dtype=bool))
    columns: dict[str, Any] = {
        "comment_id": [f"C{number:05d}" for number in range(1, len(places) + 1)],
        "post_id": read["post_id"][places],
        "platform": read["platform"][places],
        "published_at": [f"{stamp}{UTC_OFFSET}" for stamp in stamps],
        "text": texts,
        "kind": [COMMENT_KINDS[kind] for kind in kinds],
        **{f"sentiment_{name}": read_as for name, read_as in zip("ab", coders, strict=True)},
    }
    return pd.DataFrame(
        {name: pd.Series(list(cells), dtype=text_dtype()) for name, cells in columns.items()}
    )


def _coders(
    seed: int | str, moods: Floats, ironic: npt.NDArray[np.bool_]
) -> tuple[list[str], list[str]]:
    """What coder A and coder B wrote down."""
    draw = stream(seed, "comments coders")
    latent = moods + MODEL.mood_spread * draw.standard_normal(len(moods))
    found = []
    for harshness in (0.0, MODEL.harshness):
        missed = ironic & (draw.random(len(moods)) < MODEL.irony_missed)
        seen = np.where(missed, MODEL.irony_words, latent) - harshness
        seen = seen + MODEL.coder_spread * draw.standard_normal(len(moods))
        found.append([SENTIMENTS[code] for code in np.digitize(seen, (-0.5, 0.5))])
    return found[0], found[1]


class _Writer:
    """Writes comments one after the other, no sentence and no pattern more than five times."""

    def __init__(self) -> None:
        self._sentences: Counter[str] = Counter()
        self._patterns: Counter[str] = Counter()
        self._frames: Counter[str] = Counter()
        self._texts: set[str] = set()

    def write(
        self, kind: str, post: PostFacts, where: tuple[str, str, str], numbers: list[float]
    ) -> tuple[str, str]:
        """Return a comment of that kind under that post, and the frame it was made from."""
        draws = Draws(numbers)
        text = frame = ""
        for _ in range(_TRIES):
            facts = facts_for(post, *where, draws)
            frame = self._frame(kind, post, frozenset(facts), draws)
            text = _compose(kind, frame, facts, draws)
            if self._is_fresh(text):
                break
            draws.number()  # otherwise the next attempt could draw the same again
        self._sentences.update(sentences(text))
        self._patterns[_pattern(text)] += 1
        self._frames[frame] += 1
        self._texts.add(text)
        return text, frame

    def _is_fresh(self, text: str) -> bool:
        """Whether neither the text, nor a sentence of it, nor its pattern has been used up."""
        return (
            text not in self._texts
            and self._patterns[_pattern(text)] < _MOST_USES
            and all(self._sentences[one] < _MOST_USES for one in sentences(text))
        )

    def _frame(self, kind: str, post: PostFacts, facts: frozenset[str], draws: Draws) -> str:
        """The least used of four frames that fit."""
        specific, general = _fitting(kind, post.topic, post.indicator, facts)
        weight = MODEL.specific * len(specific)
        frames = specific if draws.number() * (weight + len(general)) < weight else general
        return min((draws.one_of(frames) for _ in range(4)), key=self._frames.__getitem__)


@lru_cache(maxsize=4096)
def _fitting(
    kind: str, topic: str, indicator: str, facts: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The frames that need no more than the facts: of this topic and indicator, and of any."""
    specific = TOPIC_FRAMES[topic].get(kind, ())
    if indicator and kind in ("question", "misuse"):
        subject = SUBJECTS[indicator]
        specific += subject.questions if kind == "question" else subject.misuses
    fits = (
        tuple(frame for frame in frames if slots_of(frame) <= facts)
        for frames in (specific, FRAMES[kind])
    )
    one, other = fits
    return one, other


def _compose(kind: str, frame: str, facts: Mapping[str, str], draws: Draws) -> str:
    """The frame's words with what stands before and after them, as this writer writes."""
    text = fill(frame, facts, draws)
    closings = [one for one in CLOSINGS.get(kind, ()) if slots_of(one) <= facts.keys()]
    if frame.startswith("~"):  # a serious sentence after it would spoil the irony
        closings = []
    if closings and draws.number() < MODEL.closing:
        text = f"{text} {fill(draws.one_of(closings), facts, draws)}"
    if draws.number() < MODEL.second_language:
        text = second_language(text, draws)
    if kind in OPENINGS and draws.number() < MODEL.opening:
        opening = draws.one_of(OPENINGS[kind])
        text = opening + _small(text)
    elif draws.number() < MODEL.small_letter:
        text = _small(text)
    if text.endswith(".") and draws.number() < MODEL.no_full_stop:
        text = text[:-1]
    signs = _EMOJI.get("~" if frame.startswith("~") else kind)
    if signs and text[-1] != "?" and draws.number() < MODEL.emoji:
        text = f"{text.rstrip('.!')} {draws.one_of(signs)}"
    return text


def _pattern(text: str) -> str:
    """A text without its numbers, places and pauses: two of one pattern read like one letter."""
    return _ASIDE.sub("", text).lower()


def _small(text: str) -> str:
    """The text with a small first letter, unless it begins with a name or with I."""
    word = text.split(" ", 1)[0].strip(".,:!?")
    names = ("I", "NSO", "English", "Radio", "Korasi", "Velanu", "Lunare", "Osamba", "Perinda")
    if word in (*names, "Tulavi", "Nusamara") or word.isupper() or word[:1] == "Q":
        return text
    return text[:1].lower() + text[1:]
