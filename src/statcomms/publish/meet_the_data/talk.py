"""Pictures of the tables about what people say: comments, mentions and claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from statcomms.analysis.agreement import krippendorff_alpha
from statcomms.exercises.pictures import Picture, bars, line
from statcomms.publish.meet_the_data.show import bins, labelled, number, percent, said, share
from statcomms.schema import PLATFORM_LABELS
from statcomms.schema.talk import REACH_HOURS, SENTIMENTS

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "agreement",
    "alarm",
    "claim_reach",
    "claim_spread",
    "crisis",
    "harm",
    "kinds",
    "sampled",
]

_KINDS = {"off_topic": "Off topic"}
_HARM = {
    "0": "0: nothing",
    "1": "1: some",
    "2": "2: serious",
    "3": "3: danger",
}


def kinds(comments: pd.DataFrame) -> Picture:
    """What comments do."""
    counts = (comments["kind"].value_counts(normalize=True) * 100).to_dict()
    found = labelled(
        counts, {name: _KINDS.get(name, name.capitalize()) for name in map(str, counts)}
    )
    return bars(
        found,
        title=f"The most common comment is a question: {number(found[0][1])} in 100; abuse is "
        f"{number(counts['abuse'])} in 100",
        unit="%",
        decimals=0,
        alt=said("Comments by kind", found),
        heading=("Kind", "Share"),
    )


def agreement(comments: pd.DataFrame) -> Picture:
    """What the two coders read, and how far they agree."""
    one, two = (list(comments[f"sentiment_{coder}"]) for coder in ("a", "b"))
    alpha = krippendorff_alpha([one, two], "ordinal", SENTIMENTS)
    same = share([a == b for a, b in zip(one, two, strict=True)])
    found = [
        (f"{mood.capitalize()}, coder {name}", share([cell == mood for cell in cells]))
        for mood in SENTIMENTS
        for name, cells in (("A", one), ("B", two))
    ]
    return bars(
        found,
        title=f"The coders agree on {number(same)} in 100 comments (Krippendorff's alpha "
        f"{number(alpha, 2)}); B reads more of them as negative",
        unit="%",
        decimals=0,
        alt=said("Share of comments by mood and coder", found),
        heading=("Mood and coder", "Share"),
    )


def sampled(comments: pd.DataFrame, posts: pd.DataFrame) -> Picture:
    """Comments in the table beside the comments that the posts got."""
    found = []
    for platform, label in PLATFORM_LABELS.items():
        got = float(posts[posts["platform"] == platform]["comments"].sum())
        here = float((comments["platform"] == platform).sum())
        found.append((label.split(" (")[0], 100 * here / got))
    total = number(posts["comments"].sum())
    return bars(
        found,
        title=f"The table is a sample: {number(len(comments))} of {total} comments, not the same "
        "share of each platform",
        unit="%",
        decimals=0,
        alt=said("Share of each platform's comments that is in the table", found),
        heading=("Platform", "Share in the table"),
    )


def crisis(mentions: pd.DataFrame) -> Picture:
    """Mentions an hour around census night."""
    here = mentions[mentions["series"] == "census_crisis"]
    hourly = here.groupby(here["starts_at"].str.slice(0, 13))[["mentions", "negative"]].sum()
    peak = str(hourly["mentions"].idxmax())
    usual = _hourly(mentions, "normal")
    top = float(hourly["mentions"].max())
    start = max(0, list(hourly.index).index(peak) - 24)
    part = hourly.iloc[start : start + 72]
    labels = [_hour(one) for one in part.index]
    return line(
        list(zip(labels, part["mentions"].to_numpy(dtype=float), strict=True)),
        title=f"On census night mentions peak at {number(top)} an hour; in a normal month the "
        f"middle hour has {number(np.median(usual))}",
        alt=f"Mentions an hour over three days. The peak is at {_hour(peak)}: {number(top)}.",
        note=f"In the hour of the peak {percent(hourly['negative'][peak], top)} were negative.",
    )


def alarm(mentions: pd.DataFrame) -> Picture:
    """How often a quiet month passes a simple threshold by itself."""
    here = mentions[mentions["series"] == "normal"]
    counts = here["mentions"].to_numpy(dtype=float)
    found = bins(counts, _steps(counts))
    variance = float(counts.var() / counts.mean())
    return bars(
        found,
        title=f"A normal month has bursts too: five minutes hold {number(counts.mean(), 1)} "
        f"mentions in the mean, {number(counts.max())} at the most",
        unit="%",
        decimals=1,
        alt=said("Share of five-minute steps by mentions", found),
        heading=("Mentions in five minutes", "Share"),
        note=f"The variance is {number(variance, 1)} times the mean; pure chance would give 1.",
    )


def _steps(counts: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[float]:
    return [0.0, 1.0, 2.0, 3.0, 5.0, 10.0] if counts.max() >= 10 else [0.0, 1.0, 2.0, 3.0, 5.0]


def _hourly(mentions: pd.DataFrame, series: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    here = mentions[mentions["series"] == series]
    found = here.groupby(here["starts_at"].str.slice(0, 13))["mentions"].sum()
    return np.asarray(found.to_numpy(dtype=float))


def _hour(text: str) -> str:
    return f"{text[:10]} {text[11:13]}:00"


def claim_reach(claims: pd.DataFrame) -> Picture:
    """How many people had seen a claim after two days."""
    seen = claims["reach_48h"].to_numpy(dtype=float)
    found = bins(seen, [0, 100, 1_000, 10_000, 100_000])
    few = share(seen < 1_000)
    return bars(
        found,
        title=f"{number(few)} in 100 claims stay under 1 000 people; the largest reaches "
        f"{number(seen.max())}",
        unit="%",
        decimals=0,
        alt=said("Share of claims by people who had seen them after 48 hours", found),
        heading=("People after 48 hours", "Share of claims"),
    )


def claim_spread(claims: pd.DataFrame) -> Picture:
    """How a claim's reach grows with the hours."""
    last = claims["reach_48h"].to_numpy(dtype=float)
    found = []
    for hour in REACH_HOURS:
        seen = claims[f"reach_{hour}h"].to_numpy(dtype=float)
        found.append((f"{hour} h", 100 * float(np.median(seen / last))))
    third = found[REACH_HOURS.index(3)][1]
    return bars(
        found,
        title=f"After three hours the middle claim has {number(third)} % of the people it will "
        "have after two days",
        unit="%",
        decimals=0,
        alt=said("Share of the reach after 48 hours, middle claim", found),
        heading=("Hours since it came up", "Share of the reach after 48 hours"),
    )


def harm(claims: pd.DataFrame) -> Picture:
    """How harmful claims could be."""
    counts = claims["harm"].astype(int).value_counts().sort_index()
    found = [(_HARM[str(level)], float(count)) for level, count in counts.items()]
    return bars(
        found,
        title=f"{number(found[-1][1])} of {len(claims)} claims could put somebody in danger",
        unit="claims",
        decimals=0,
        alt=said("Claims by the harm they could do", found),
        heading=("Harm", "Claims"),
    )
