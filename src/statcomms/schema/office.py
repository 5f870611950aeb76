"""The tables about the office's own work: releases, policy incidents, case cards."""

from __future__ import annotations

from statcomms.schema.columns import Column, Table
from statcomms.schema.words import PLATFORMS, PROVINCES, TOPICS

__all__ = [
    "ACCOUNTS",
    "CASES",
    "DIRECTIONS",
    "INCIDENTS",
    "INCIDENT_AREAS",
    "INCIDENT_AREA_LABELS",
    "PERIODS",
    "RELEASES",
    "RELEASE_UNITS",
]

DIRECTIONS: tuple[str, ...] = ("up", "down", "unchanged")
RELEASE_UNITS: tuple[str, ...] = (
    "%",
    "nusa",
    "million nusa",
    "thousand people",
    "people",
    "births",
    "thousand homes",
    "thousand tonnes",
    "mm",
    "nights",
    "days",
    "questions",
    "interviews",
)
_TIME = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\+10:00"

RELEASES = Table(
    "releases",
    "Releases",
    "One row is one release of the office: its headline figure.",
    (
        Column(
            "release_id", "string", "", "Number of the release.", "invented", pattern="R[0-9]{3}"
        ),
        Column(
            "released_at",
            "string",
            "",
            "When it was released, in local time: always 09:30 on a Wednesday.",
            "assumed",
            pattern=_TIME,
        ),
        Column("topic", "string", "", "Its topic.", "assumed", choices=TOPICS),
        Column("indicator", "string", "", "What is measured, such as unemployment.", "invented"),
        Column(
            "place",
            "string",
            "",
            "Nusamara, or one province.",
            "invented",
            choices=("Nusamara", *PROVINCES),
        ),
        Column("period", "string", "", "The period it is about, such as Q1 2026.", "invented"),
        Column("value", "float64", "see unit", "The headline figure.", "invented"),
        Column("unit", "string", "", "Unit of the figure.", "invented", choices=RELEASE_UNITS),
        Column(
            "decimals",
            "Int64",
            "digits",
            "Decimals with which the figure is published.",
            "invented",
            minimum=0,
            maximum=2,
        ),
        Column("compared_with", "string", "", "The period it is compared with.", "invented"),
        Column("previous_value", "float64", "see unit", "The figure of that period.", "invented"),
        Column(
            "change",
            "float64",
            "see change_unit",
            "How much the figure changed: percentage points for a %, else per cent.",
            "invented",
        ),
        Column(
            "change_unit",
            "string",
            "",
            "percentage points or %.",
            "invented",
            choices=("percentage points", "%"),
        ),
        Column(
            "direction",
            "string",
            "",
            "up, down, or unchanged (the change is 0 as published).",
            "invented",
            choices=DIRECTIONS,
        ),
        Column(
            "margin",
            "float64",
            "see unit",
            "Half the width of the 95 % interval of the figure; missing where the figure comes "
            "from a register, a count or collected prices, not from a sample survey.",
            "invented",
            required=False,
            minimum=0,
        ),
        Column("headline", "string", "", "Its headline, in plain words.", "invented"),
    ),
    ("release_id",),
    beware=(
        "A release is compared with the quarter before, or with the same quarter of the year "
        "before where the season matters: see `compared_with` before you compare two releases.",
        "A change in a percentage is in **percentage points**; every other change is in per cent.",
        "A change smaller than the **margin** may be chance. A missing margin does not mean that "
        "the figure is exact, only that it does not come from a sample survey.",
        "`change` and `direction` are worked out from the figures as published, after rounding.",
    ),
)

INCIDENT_AREA_LABELS: dict[str, str] = {
    "release": "Release practice and embargo",
    "accounts": "Official and personal accounts",
    "moderation": "Moderation and house rules",
    "impartiality": "Impartiality and election periods",
    "correction": "Correcting an error of ours",
    "privacy": "Privacy and confidentiality",
    "security": "Account security",
    "accessibility": "Accessibility",
    "paid": "Paid promotion",
    "crisis": "Crisis and escalation",
    "records": "Records and archives",
    "tone": "Tone and approvals",
}
INCIDENT_AREAS: tuple[str, ...] = tuple(INCIDENT_AREA_LABELS)
ACCOUNTS: tuple[str, ...] = ("official", "staff", "leader", "outsider")
PERIODS: tuple[str, ...] = ("ordinary", "release day", "election", "census", "emergency")

INCIDENTS = Table(
    "incidents",
    "Policy incidents",
    "One row is one thing that happened and that a policy should settle.",
    (
        Column(
            "incident_id", "string", "", "Number of the incident.", "invented", pattern="I[0-9]{3}"
        ),
        Column(
            "happened_at",
            "string",
            "",
            "When it came up, in local time.",
            "assumed",
            pattern=_TIME,
        ),
        Column("platform", "string", "", "x, facebook or linkedin.", "assumed", choices=PLATFORMS),
        Column(
            "area",
            "string",
            "",
            "The part of a policy that should settle it.",
            "assumed",
            choices=INCIDENT_AREAS,
        ),
        Column(
            "account",
            "string",
            "",
            "Whose account it is about: official (the office's), staff, leader or outsider.",
            "assumed",
            choices=ACCOUNTS,
        ),
        Column("period", "string", "", "What time it falls in.", "assumed", choices=PERIODS),
        Column(
            "before_release",
            "bool",
            "",
            "Whether figures are involved that are not yet released.",
            "assumed",
        ),
        Column(
            "personal_data",
            "bool",
            "",
            "Whether a person or a household could be recognised.",
            "assumed",
        ),
        Column(
            "office_hours",
            "bool",
            "",
            "Whether it came up on a working day between 8:00 and 17:00.",
            "assumed",
        ),
        Column("reach", "Int64", "people", "How many people had seen it.", "assumed", minimum=0),
        Column("text", "string", "", "What happened, in one to three sentences.", "invented"),
    ),
    ("incident_id",),
    beware=(
        "The areas come up equally often here. In a real office most days bring moderation and "
        "tone, and security comes once in years: do not count areas to see where the risk is.",
        "**Reach 0** means that nobody outside had seen it yet, not that it does not matter.",
        "Release days are the third Wednesday of each month. The weeks before the vote are May "
        "2025, the census is August 2026; both are invented.",
    ),
)

CASES = Table(
    "cases",
    "Case cards",
    "One row is one invented office's account of something it tried.",
    (
        Column("case_id", "string", "", "Number of the card.", "invented", pattern="S[0-9]{2}"),
        Column("title", "string", "", "Its title.", "invented"),
        Column("office", "string", "", "The invented office that wrote it.", "invented"),
        Column("context", "string", "", "What the situation was.", "invented"),
        Column("aim", "string", "", "What the office wanted to reach, for whom.", "invented"),
        Column("platform", "string", "", "Where.", "invented", choices=PLATFORMS),
        Column("action", "string", "", "What it did.", "invented"),
        Column("evidence", "string", "", "What it counted, and what it found.", "invented"),
        Column("metric", "string", "", "What was counted before and after.", "invented"),
        Column(
            "before",
            "float64",
            "see metric",
            "The metric before; missing if the office did not count it.",
            "invented",
            required=False,
            minimum=0,
        ),
        Column(
            "after",
            "float64",
            "see metric",
            "The metric after; missing if the office did not count it.",
            "invented",
            required=False,
            minimum=0,
        ),
        Column("staff_hours", "Int64", "hours", "Working hours it took.", "invented", minimum=0),
        Column(
            "cost",
            "Int64",
            "nusa",
            "Money it cost beside working hours.",
            "invented",
            minimum=0,
        ),
        Column("lesson", "string", "", "What the office would tell others.", "invented"),
    ),
    ("case_id",),
    beware=(
        "The cards differ in quality, as cards do: look for the aim, the before, the denominator, "
        "the cost, and what did not work.",
        "**Before and after** are as the office chose them. A difference is not yet an effect: ask "
        "what else changed.",
        "The cards are the same for every seed.",
    ),
)
