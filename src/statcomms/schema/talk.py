"""The tables about what people say: comments, mentions and claims."""

from __future__ import annotations

from statcomms.schema.columns import Column, ForeignKey, Table
from statcomms.schema.words import PLATFORMS

__all__ = [
    "AUTHOR_KINDS",
    "CLAIMS",
    "COMMENTS",
    "COMMENT_KINDS",
    "COMMENT_KIND_LABELS",
    "MENTIONS",
    "MENTION_SERIES",
    "ORIGINS",
    "REACH_HOURS",
    "SENTIMENTS",
]

COMMENT_KIND_LABELS: dict[str, str] = {
    "question": "Asks for a figure or how it is made",
    "thanks": "Thanks or praises",
    "correction": "Points out a mistake of ours",
    "criticism": "Criticises the office or its figures, in good faith",
    "misuse": "Uses a figure wrongly or says something false about it",
    "complaint": "Complains about a service: a broken link, a late answer, a visit",
    "opinion": "Gives an opinion on the topic, not on the figures",
    "abuse": "Insults or threatens somebody",
    "spam": "Sells or links to something else",
    "off_topic": "Is about something else",
}
COMMENT_KINDS: tuple[str, ...] = tuple(COMMENT_KIND_LABELS)
SENTIMENTS: tuple[str, ...] = ("negative", "neutral", "positive")
MENTION_SERIES: tuple[str, ...] = ("normal", "census_crisis")
AUTHOR_KINDS: tuple[str, ...] = (
    "citizen",
    "page",
    "journalist",
    "politician",
    "company",
    "anonymous",
)
ORIGINS: tuple[str, ...] = (
    "own words",
    "screenshot",
    "news report",
    "speech",
    "forwarded message",
    "video clip",
)
REACH_HOURS: tuple[int, ...] = (1, 2, 3, 6, 12, 24, 48)
_TIME = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\+10:00"

COMMENTS = Table(
    "comments",
    "Comments under the posts",
    "One row is one comment under one post.",
    (
        Column(
            "comment_id", "string", "", "Number of the comment.", "invented", pattern="C[0-9]{5}"
        ),
        Column("post_id", "string", "", "The post it stands under.", "invented"),
        Column("platform", "string", "", "x, facebook or linkedin.", "assumed", choices=PLATFORMS),
        Column(
            "published_at",
            "string",
            "",
            "When it was written, in Nusamara's local time.",
            "assumed",
            pattern=_TIME,
        ),
        Column("text", "string", "", "What it says.", "invented"),
        Column(
            "kind",
            "string",
            "",
            "What the comment does, as the office's team has sorted it.",
            "assumed",
            choices=COMMENT_KINDS,
        ),
        *(
            Column(
                f"sentiment_{coder}",
                "string",
                "",
                f"Mood of the comment as coder {coder.upper()} read it, without knowing what the "
                "other wrote.",
                "assumed",
                choices=SENTIMENTS,
            )
            for coder in ("a", "b")
        ),
    ),
    ("comment_id",),
    (ForeignKey("post_id", "posts", "post_id"),),
    beware=(
        "**A sample**: 5\u202f000 of the comments, at most 25 under one post. Count comments per "
        "post in the posts table, not here.",
        "**Two coders** read each comment's mood and do not always agree: mostly between neutral "
        "and its neighbour, and about irony. Say how far they agree (Krippendorff's alpha) before "
        "you say what the mood is.",
        "Coder B reads a little more harshly than coder A, so the share of negative comments "
        "depends on the coder.",
        "Who comments is not who reads: most readers never write a word.",
        "Comments often misquote a figure. Do not take a figure from here.",
    ),
)

MENTIONS = Table(
    "mentions",
    "Mentions of the office, every five minutes",
    "One row is five minutes of one series.",
    (
        Column(
            "series",
            "string",
            "",
            "normal (a month without a crisis) or census_crisis (census night and after).",
            "assumed",
            choices=MENTION_SERIES,
        ),
        Column(
            "starts_at",
            "string",
            "",
            "When the five minutes begin, in Nusamara's local time.",
            "assumed",
            pattern=_TIME,
        ),
        *(
            Column(name, "Int64", "mentions", meaning, "assumed", minimum=0)
            for name, meaning in (
                ("mentions", "Posts and comments of others that name the office."),
                ("negative", "Those of them that are negative, as the tool sorts them."),
                ("questions", "Those of them that ask for something."),
                ("rumours", "Those of them that pass on a claim which the office has not made."),
            )
        ),
    ),
    ("series", "starts_at"),
    beware=(
        "Negative mentions, questions and rumours may overlap: a mention can be all three, so they "
        "do not add up to the mentions.",
        "Most five minutes of a usual month have one mention or none. A share of so few says "
        "little: add up an hour first.",
        "Two bursts of the usual month are harmless, and one of them is larger than the first "
        "minutes of the crisis. The number of mentions alone cannot tell them apart.",
        "On census evening people write more even before anything goes wrong.",
    ),
)

CLAIMS = Table(
    "claims",
    "Claims about statistics",
    "One row is one claim that somebody made about a release.",
    (
        Column("claim_id", "string", "", "Number of the claim.", "invented", pattern="K[0-9]{3,6}"),
        Column("text", "string", "", "What the claim says.", "invented"),
        Column("release_id", "string", "", "The release it speaks about.", "invented"),
        Column("platform", "string", "", "x, facebook or linkedin.", "assumed", choices=PLATFORMS),
        Column("author_kind", "string", "", "Who made it.", "assumed", choices=AUTHOR_KINDS),
        Column(
            "origin", "string", "", "In what form it came up first.", "assumed", choices=ORIGINS
        ),
        Column(
            "first_seen_at",
            "string",
            "",
            "When the office first saw it, in local time.",
            "assumed",
            pattern=_TIME,
        ),
        *(
            Column(
                f"reach_{hour}h",
                "Int64",
                "people",
                f"How many people had seen it {hour} hour{'s' if hour > 1 else ''} after it came "
                "up, if nobody answers.",
                "assumed",
                minimum=0,
            )
            for hour in REACH_HOURS
        ),
        Column(
            "harm",
            "Int64",
            "points",
            "What could happen to those who believe it if it is wrong, from 0 (nothing) to 3 "
            "(danger to health, to rights or to the census), as the office's team judged it before "
            "anybody checked the claim.",
            "assumed",
            minimum=0,
            maximum=3,
        ),
    ),
    ("claim_id",),
    (ForeignKey("release_id", "releases", "release_id"),),
    (
        "**Half of the claims are true, half are false**, and no column says which. Author, "
        "platform, origin, reach and harm are drawn without regard to it. In real life some "
        "authors are wrong more often than others; here they are not, so that you have to read.",
        "Judge each claim by its release: value, unit, period, the period it is compared with, "
        "change, place and headline. A claim is true if it agrees with the release in every point, "
        "and false if it bends one.",
        "What is newest is meant on the day the claim was first seen: `first_seen_at`.",
        "The reach is what it would be **if nobody answers**. Three hours after a claim came up "
        "you know `reach_1h` to `reach_3h` only; the later columns are for looking back.",
        "How far a claim spreads is a model of ours, with assumed numbers. Conclude nothing about "
        "real platforms from it.",
    ),
)
