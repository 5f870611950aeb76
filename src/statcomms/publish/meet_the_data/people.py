"""Pictures of the tables about people: followers, who they are, and the survey of users."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from statcomms.exercises.pictures import Picture, bars, line
from statcomms.publish.meet_the_data.show import (
    Shown,
    bins,
    grid,
    labelled,
    listed,
    number,
    percent,
    said,
    share,
)
from statcomms.schema import PLATFORM_LABELS, PLATFORMS, PROVINCES
from statcomms.schema.people import CHANNEL_LABELS, DIMENSIONS, MESSAGES, ROLE_LABELS

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "channels",
    "divisions",
    "frequency",
    "gained_and_lost",
    "growth",
    "provinces",
    "responses",
    "roles",
    "small_groups",
]

_MESSAGES = {
    "figure": "Headline figure",
    "local": "Your province",
    "story": "A person's day",
    "explainer": "How it is made",
    "dataset": "The full tables",
    "myth": "A common belief",
}


def growth(followers: pd.DataFrame) -> Picture:
    """Followers of each account, first day = 100."""
    ends = followers[followers["date"].isin(_month_ends(followers))]
    lines = []
    for platform in PLATFORMS:
        one = ends[ends["platform"] == platform]
        values = one["followers"].to_numpy(dtype=float)
        start = float(followers[followers["platform"] == platform]["followers"].iloc[0])
        label = PLATFORM_LABELS[platform].split(" (")[0]
        lines.append(
            (label, list(zip(one["date"].str.slice(0, 7), 100 * values / start, strict=True)))
        )
    gains = [f"{name} {number(rows[-1][1] - 100)} %" for name, rows in lines]
    return line(
        lines[2][1],
        label=lines[2][0],
        others=lines[:2],
        title="In two years the accounts grew by: " + ", ".join(gains),
        alt="Followers at the end of each month, first day of the table = 100: "
        + "; ".join(f"{name} {number(rows[-1][1])} at the end" for name, rows in lines)
        + ".",
        note="First day of the table = 100.",
    )


def _month_ends(followers: pd.DataFrame) -> set[str]:
    return set(followers.groupby(followers["date"].str.slice(0, 7))["date"].max())


def gained_and_lost(followers: pd.DataFrame) -> Picture:
    """How many began and how many stopped to follow, in the last year."""
    last = followers[followers["date"] > _a_year_before(str(followers["date"].max()))]
    found = []
    for platform in PLATFORMS:
        one = last[last["platform"] == platform]
        label = PLATFORM_LABELS[platform].split(" (")[0]
        found.append((f"{label}: began", float(one["gained"].sum())))
        found.append((f"{label}: stopped", float(one["lost"].sum())))
    ratio = percent(found[1][1], found[0][1])
    return bars(
        found,
        title=f"Net growth hides the leavers: on X {ratio} as many people left as came",
        unit="",
        decimals=0,
        alt=said("People who began and who stopped to follow in the last year", found),
        heading=("Account", "People, last year"),
    )


def _a_year_before(date: str) -> str:
    return f"{int(date[:4]) - 1}{date[4:]}"


def divisions(follower_shares: pd.DataFrame) -> Shown:
    """Which accounts divide their followers by what."""
    body = []
    for dimension in DIMENSIONS:
        here = set(follower_shares[follower_shares["dimension"] == dimension]["platform"])
        by = [PLATFORM_LABELS[name].split(" (")[0] for name in PLATFORMS if name in here]
        body.append([dimension.replace("_", " "), listed(by)])
    return grid(
        ["followers by", "reported by"],
        body,
        "Each platform divides its followers in its own way",
    )


def provinces(follower_shares: pd.DataFrame, audience: pd.DataFrame) -> Picture:
    """Where Facebook's followers live, beside the people of the survey."""
    month = str(follower_shares["month"].max())
    here = follower_shares[
        (follower_shares["platform"] == "facebook")
        & (follower_shares["dimension"] == "province")
        & (follower_shares["month"] == month)
    ]
    found = labelled(dict(zip(here["group"], here["share"], strict=True)), {"abroad": "Abroad"})
    first = next(name for name, _ in found if name in PROVINCES)
    surveyed = number(share(audience["province"] == first))
    return bars(
        found,
        title=f"{first} has {number(found[0][1])} % of Facebook's followers and {surveyed} % of "
        "the people in the user survey: neither is the country",
        unit="%",
        decimals=1,
        alt=said(f"Facebook's followers by province, {month}", found),
        heading=("Province", "Share of followers"),
    )


def roles(audience: pd.DataFrame) -> Picture:
    """In which roles people use statistics."""
    counts = audience["role"].value_counts(normalize=True) * 100
    found = labelled(counts.to_dict(), {**ROLE_LABELS, **_SHORT_ROLES})
    return bars(
        found,
        title=f"{number(found[0][1])} in 100 are of the general public; every other role is a "
        "small group",
        unit="%",
        decimals=0,
        alt=said("People in the survey by role", found),
        heading=("Role", "Share"),
    )


_SHORT_ROLES = {
    "media": "Media",
    "policy": "Policy makers",
    "research": "Researchers",
    "student": "Students, teachers",
    "community": "Community workers",
}


def channels(audience: pd.DataFrame) -> Picture:
    """Which channels people use."""
    found = sorted(
        (
            (label.split(" (")[0], share(audience[f"uses_{name}"]))
            for name, label in CHANNEL_LABELS.items()
        ),
        key=lambda one: -one[1],
    )
    social = audience[[f"uses_{name}" for name in PLATFORMS]].to_numpy(dtype=bool).any(axis=1)
    every = audience[[f"uses_{name}" for name in CHANNEL_LABELS]].to_numpy(dtype=bool).any(axis=1)
    return bars(
        found,
        title=f"{number(share(~social))} in 100 use none of the three platforms; "
        f"{number(share(~every))} in 100 use no channel at all",
        unit="%",
        decimals=0,
        alt=said("Share of people who use a channel", found),
        heading=("Channel", "Share"),
    )


def responses(audience: pd.DataFrame) -> Picture:
    """Response rates of the six messages, over those who got them."""
    found, wrong = [], []
    for name in MESSAGES:
        cells = audience[f"response_{name}"]
        got = cells.dropna().to_numpy(dtype=float)
        found.append((_MESSAGES[name], 100 * float(got.mean())))
        wrong.append(100 * float(got.sum()) / len(audience))
    best = max(range(len(found)), key=lambda place: found[place][1])
    return bars(
        found,
        title=f"«{found[best][0]}» got {number(found[best][1], 1)} % of those whom it reached; "
        f"over all people it would look like {number(wrong[best], 1)} %",
        unit="%",
        decimals=1,
        alt=said("Responses over people who got the message", found),
        heading=("Message", "Response rate"),
    )


def frequency(audience: pd.DataFrame) -> Picture:
    """How often people used the office's figures in 12 months."""
    times = audience["frequency"].to_numpy(dtype=float)
    found = bins(times, [0, 1, 5, 20, 100])
    return bars(
        found,
        title=f"The middle person used figures {number(np.median(times))} times in a year; the "
        f"mean is {number(times.mean())}",
        unit="%",
        decimals=0,
        alt=said("Share of people by times used in 12 months", found),
        heading=("Times in 12 months", "Share"),
    )


def small_groups(audience: pd.DataFrame) -> Picture:
    """How many people are left when several columns divide them."""
    steps = (["province"], ["province", "role"], ["province", "role", "age_band"])
    found = []
    for names in steps:
        sizes = audience.groupby(names).size().to_numpy()
        label = " × ".join(name.replace("_", " ") for name in names)
        found.append((label, share(sizes < 30)))
    return bars(
        found,
        title=f"Divided by three columns, {number(found[2][1])} % of the groups have fewer than 30 "
        "people",
        unit="%",
        decimals=0,
        alt=said("Share of groups with fewer than 30 people", found),
        heading=("Groups by", "Share under 30 people"),
    )
