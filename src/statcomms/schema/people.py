"""The tables about people: followers by day, shares of followers, and the audience survey."""

from __future__ import annotations

from statcomms.schema.columns import Column, Table
from statcomms.schema.words import AGE_BANDS, PLATFORMS, PROVINCES, SECTORS, TOPICS

__all__ = [
    "AUDIENCE",
    "CHANNELS",
    "CHANNEL_LABELS",
    "DEVICES",
    "DIMENSIONS",
    "FOLLOWERS",
    "FOLLOWER_SHARES",
    "MESSAGES",
    "MESSAGE_LABELS",
    "ROLES",
    "ROLE_LABELS",
    "TIMES",
    "TIME_LABELS",
]

ROLE_LABELS: dict[str, str] = {
    "public": "General public",
    "media": "Journalists and other media",
    "policy": "Policy makers and officials",
    "business": "Business",
    "research": "Researchers and analysts",
    "student": "Students and teachers",
    "community": "People who work with under-served communities",
}
ROLES: tuple[str, ...] = tuple(ROLE_LABELS)

CHANNEL_LABELS: dict[str, str] = {
    "x": "X (formerly Twitter)",
    "facebook": "Facebook",
    "linkedin": "LinkedIn",
    "newsletter": "E-mail newsletter",
    "radio": "Radio",
}
CHANNELS: tuple[str, ...] = tuple(CHANNEL_LABELS)

TIME_LABELS: dict[str, str] = {
    "morning": "Morning (6:00 to 11:00)",
    "midday": "Midday (11:00 to 16:00)",
    "evening": "Evening (16:00 to 22:00)",
}
TIMES: tuple[str, ...] = tuple(TIME_LABELS)

DEVICES: tuple[str, ...] = ("smartphone", "basic phone", "computer", "shared computer")

MESSAGE_LABELS: dict[str, str] = {
    "figure": "The headline figure, in one sentence",
    "local": "What the figure is in your province",
    "story": "The figure through one person's day",
    "explainer": "How the figure is made, in one minute",
    "dataset": "The full tables, ready to download",
    "myth": "A common belief, and what the figures say",
}
MESSAGES: tuple[str, ...] = tuple(MESSAGE_LABELS)

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "age_band": AGE_BANDS,
    "sex": ("women", "men", "not stated"),
    "province": (*PROVINCES, "abroad"),
    "sector": SECTORS,
}

_DATE = r"\d{4}-\d{2}-\d{2}"

FOLLOWERS = Table(
    "followers",
    "Followers by day",
    "One row is one account on one day.",
    (
        Column("date", "string", "", "The day, such as 2026-05-20.", "assumed", pattern=_DATE),
        Column("platform", "string", "", "x, facebook or linkedin.", "assumed", choices=PLATFORMS),
        Column(
            "followers",
            "Int64",
            "followers",
            "Followers of the account at the end of the day.",
            "assumed",
            minimum=0,
        ),
        Column(
            "gained",
            "Int64",
            "followers",
            "People who began to follow on that day.",
            "assumed",
            minimum=0,
        ),
        Column(
            "lost",
            "Int64",
            "followers",
            "People who stopped following on that day.",
            "assumed",
            minimum=0,
        ),
    ),
    ("date", "platform"),
    beware=(
        "`followers` is the day before's, plus `gained`, minus `lost`. A day with many new "
        "followers is often also a day on which many leave: look at both.",
        "**Followers are not readers.** Most of them do not see a given post, and many people who "
        "see it do not follow.",
    ),
)

FOLLOWER_SHARES = Table(
    "follower_shares",
    "Who the followers are, by month",
    "One row is the share of one group among the followers of one account in one month.",
    (
        Column(
            "month",
            "string",
            "",
            "The month, such as 2026-05.",
            "assumed",
            pattern=r"\d{4}-\d{2}",
        ),
        Column("platform", "string", "", "x, facebook or linkedin.", "assumed", choices=PLATFORMS),
        Column(
            "dimension",
            "string",
            "",
            "How followers are divided: age_band, sex, province or sector.",
            "assumed",
            choices=tuple(DIMENSIONS),
        ),
        Column("group", "string", "", "The group, such as 25-34 or Velanu.", "assumed"),
        Column(
            "share",
            "float64",
            "%",
            "Share of the account's followers who are in the group. The groups of one account, "
            "month and dimension add up to 100 but for rounding.",
            "assumed",
            minimum=0,
            maximum=100,
        ),
    ),
    ("month", "platform", "dimension", "group"),
    beware=(
        "Each platform divides its followers in its own way: **X** by province only; **Facebook** "
        "by age, sex and province; **LinkedIn** by sector and province. What is not here was not "
        "reported: it is not 0.",
        "Shares are of the **followers of one account**, not of the people of Nusamara: compare "
        "them with the population before you say whom you reach.",
        "Shares are rounded to one decimal, so a group of fewer than 0.05 % is 0.0, and a "
        "dimension may add up to 99.9 or 100.1.",
        "Shares of two platforms cannot be averaged: the same person may follow both.",
    ),
)

AUDIENCE = Table(
    "audience",
    "People who use Nusamara's statistics",
    "One row is one person who answered the office's user survey.",
    (
        Column("person_id", "string", "", "Number of the answer.", "invented", pattern="P[0-9]{5}"),
        Column("role", "string", "", "In what role they use statistics.", "assumed", choices=ROLES),
        Column("sector", "string", "", "Where they work.", "assumed", choices=SECTORS),
        Column("province", "string", "", "Where they live.", "assumed", choices=PROVINCES),
        Column("age_band", "string", "years", "Their age.", "assumed", choices=AGE_BANDS),
        Column(
            "language",
            "string",
            "",
            "The language they read best: English, or one of two invented ones.",
            "invented",
            choices=("English", "Nusan", "Tula"),
        ),
        Column("device", "string", "", "What they read posts on.", "assumed", choices=DEVICES),
        Column(
            "interest_1",
            "string",
            "",
            "The topic that interests them most.",
            "assumed",
            choices=TOPICS,
        ),
        Column(
            "interest_2",
            "string",
            "",
            "The topic that comes second; missing if they named one.",
            "assumed",
            choices=TOPICS,
            required=False,
        ),
        *(
            Column(f"uses_{name}", "bool", "", f"Whether they use: {label}.", "assumed")
            for name, label in CHANNEL_LABELS.items()
        ),
        Column(
            "online_time",
            "string",
            "",
            "When they mostly look at posts.",
            "assumed",
            choices=TIMES,
        ),
        Column(
            "trust",
            "Int64",
            "points",
            "How much they trust the office's figures, from 0 (not at all) to 10 (fully).",
            "assumed",
            minimum=0,
            maximum=10,
        ),
        Column(
            "recency",
            "Int64",
            "days",
            "Days since they last used a figure of the office.",
            "assumed",
            minimum=0,
        ),
        Column(
            "frequency",
            "Int64",
            "times",
            "How often they used its figures in the last 12 months.",
            "assumed",
            minimum=0,
        ),
        *(
            Column(
                f"response_{name}",
                "Int64",
                "responses",
                f"Message sent: {label}. 1 if they responded (clicked, replied, shared), 0 if "
                "not; missing if they did not get it.",
                "assumed",
                required=False,
                minimum=0,
                maximum=1,
            )
            for name, label in MESSAGE_LABELS.items()
        ),
    ),
    ("person_id",),
    beware=(
        "These are people who **answered a survey of users**. Who uses no statistics, and who "
        "answers no surveys, is not here: shares are not shares of the population.",
        "**An empty response is not 0.** The message did not get to that person, mostly because "
        "they do not use a channel it was sent on. A response rate is the responses over those "
        "who got the message.",
        "The six messages were about the same release: prices. They were sent on different "
        "channels at different times, so two messages were not seen by the same people.",
        "Responses are few: 1 to 13 in 100. In a **group of fewer than 30 people** one response "
        "more or less changes the rate by three points and more.",
        "Provinces, ages and languages differ in their **devices and roles**. Compare like with "
        "like before you call a difference a difference between provinces.",
        "About 6 in 100 use none of the five channels: no plan on these channels gets to them.",
        "`frequency` has a long tail: a few people use figures every day. Look at medians. Who "
        "used none in 12 months has a `recency` of 365 days or more.",
    ),
)
