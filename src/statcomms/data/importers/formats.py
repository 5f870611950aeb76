"""The exports that are known: their headers, and what each column means to us.

A column has a *role*: a word that `x`, `facebook` and `linkedin` understand. The same role in two
columns means that they are added. Headers are compared without regard to case and spaces.

>>> recognise(["Tweet id", "Tweet permalink", "Tweet text", "time", "impressions"]).key
'x_posts_old'
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from statcomms.errors import DataError

__all__ = [
    "FORMATS_KNOWN",
    "TEXT_ROLES",
    "ExportFormat",
    "key_of",
    "known_headers",
    "recognise",
    "recognise_or_none",
]

TEXT_ROLES = frozenset(
    {
        *("id", "link", "text", "title", "time", "day", "type", "content_type"),
        *("funded", "campaign", "lifetime"),
    }
)
"""Roles whose cells are words; all others are numbers."""


@dataclass(frozen=True)
class ExportFormat:
    """One kind of export.

    Attributes:
        key: Short name.
        platform: Whose it is.
        kind: ``posts`` or ``daily``.
        name: What it is, in words.
        needs: It is this export when of each group at least one header is there.
        roles: What each header means, by `key_of` of the header.
        not_needed: Headers that are known and not used, by `key_of`.
        begins: Beginnings of headers that are known and not used.
        zone: In which time zone its times are; empty where it does not say.
        zone_said: Whether the file itself says the zone.
        example: A header row of it, for the message to one who has an unknown file.
    """

    key: str
    platform: str
    kind: str
    name: str
    needs: tuple[tuple[str, ...], ...]
    roles: Mapping[str, str]
    not_needed: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    zone: str = ""
    zone_said: bool = False

    def role(self, header: str) -> str:
        """Return the role of a header: empty when the header is not needed or not known."""
        return self.roles.get(key_of(header), "")

    def knows(self, header: str) -> bool:
        """Say whether this export is known to have a column of that name."""
        key = key_of(header)
        return key in self.roles or key in self.not_needed or key.startswith(self.begins or ("\0",))


def key_of(header: str) -> str:
    r"""Return a header in the spelling in which headers are compared.

    >>> key_of("  Post\u00a0ID ")
    'post id'
    """
    plain = unicodedata.normalize("NFKC", header).replace("\ufeff", "").strip().strip("\"'")
    return " ".join(plain.casefold().split())


_X_SIDE = (
    *("user profile clicks", "hashtag clicks", "detail expands", "permalink clicks", "app opens"),
    *("app installs", "email tweet", "dial phone", "media engagements"),
)
_X_OLD = {
    "impressions": "impressions",
    "engagements": "engagements",
    "engagement rate": "rate",
    "retweets": "shares",
    "replies": "comments",
    "likes": "reactions",
    "favorites": "reactions",
    "url clicks": "clicks",
    "follows": "follows",
    **dict.fromkeys(_X_SIDE, "other_clicks"),
}
_X_PROMOTED = {
    f"promoted {name}": f"promoted:{role}" for name, role in _X_OLD.items() if role != "rate"
}
_X_MEDIA = frozenset({"media views", "promoted media views", "promoted engagement rate"})

X_POSTS_OLD = ExportFormat(
    "x_posts_old",
    "x",
    "posts",
    "the post list of X (then Twitter) as downloaded until 2024 (Tweet activity, by Tweet)",
    (("tweet id", "tweet permalink"), ("time",), ("impressions",)),
    {
        "tweet id": "id",
        "tweet permalink": "link",
        "tweet text": "text",
        "time": "time",
        **_X_OLD,
        **_X_PROMOTED,
    },
    _X_MEDIA,
    zone="UTC",
    zone_said=True,
)
X_POSTS_NEW = ExportFormat(
    "x_posts_new",
    "x",
    "posts",
    "the post list of X as downloaded since 2024 (Account analytics, Content)",
    (("post id",), ("post link", "post text"), ("date",), ("impressions",), ("reposts", "likes")),
    {
        "post id": "id",
        "date": "day",
        "post text": "text",
        "post link": "link",
        "impressions": "impressions",
        "likes": "reactions",
        "engagements": "engagements",
        "bookmarks": "other_clicks",
        "shares": "other_clicks",
        "new follows": "follows",
        "replies": "comments",
        "reposts": "shares",
        "profile visits": "other_clicks",
        "detail expands": "other_clicks",
        "url clicks": "clicks",
        "hashtag clicks": "other_clicks",
        "permalink clicks": "other_clicks",
    },
    frozenset({"video views", "media views"}),
)
_X_DAILY = {
    "impressions": "impressions",
    "engagements": "engagements",
    "likes": "reactions",
    "favorites": "reactions",
    "replies": "comments",
    "url clicks": "clicks",
    "follows": "follows",
}
X_DAILY_OLD = ExportFormat(
    "x_daily_old",
    "x",
    "daily",
    "the daily series of X (then Twitter) as downloaded until 2024 (Tweet activity, by day)",
    (("date",), ("tweets published",), ("impressions",)),
    {
        "date": "day",
        "tweets published": "posts_published",
        **_X_DAILY,
        "engagement rate": "engagement_rate",
        "retweets": "shares",
        **{name: name.replace(" ", "_") for name in (*_X_SIDE, "media views")},
        **{
            f"promoted {name}": f"promoted_{name.replace(' ', '_')}"
            for name in (*_X_OLD, "media views")
        },
    },
)
X_DAILY_NEW = ExportFormat(
    "x_daily_new",
    "x",
    "daily",
    "the daily series of X as downloaded since 2024 (Account analytics, Overview)",
    (("date",), ("impressions",), ("reposts",), ("create post", "unfollows", "profile visits")),
    {
        "date": "day",
        **_X_DAILY,
        "bookmarks": "bookmarks",
        "shares": "shares_by_menu",
        "new follows": "follows",
        "unfollows": "unfollows",
        "reposts": "shares",
        "profile visits": "profile_visits",
        "create post": "posts_published",
        "video views": "video_views",
        "media views": "media_views",
    },
)
META_CONTENT = ExportFormat(
    "meta_content",
    "facebook",
    "posts",
    "the post list of a Facebook Page from Meta Business Suite (Content)",
    (
        ("post id",),
        ("publish time",),
        ("views", "impressions", "reach", "reactions", "reactions, comments and shares"),
    ),
    {
        "post id": "id",
        "title": "title",
        "description": "text",
        "publish time": "time",
        "permalink": "link",
        "post type": "type",
        "funded content status": "funded",
        "date": "lifetime",
        "views": "impressions",
        "impressions": "impressions_old",
        "reach": "reach",
        "reactions, comments and shares": "public",
        "reactions": "reactions",
        "comments": "comments",
        "shares": "shares",
        "total clicks": "total_clicks",
        "link clicks": "clicks",
        "other clicks": "other_clicks",
        "matched audience targeting consumption (photo click)": "other_clicks",
        "matched audience targeting consumption (video click)": "other_clicks",
        "reach from boosted posts": "paid_reach",
        "3-second video views": "video_views",
    },
    frozenset(
        {
            *("page id", "page name", "duration (secs)", "duration (sec)", "caption type"),
            *("is crosspost", "is share", "languages", "custom labels", "data comment"),
            *("reach from organic posts", "1-minute video views", "3-second viewers"),
            *("1-minute viewers", "3-second video views from boosted posts", "engaged users"),
            *("3-second video views from organic posts", "negative feedback from users"),
            *("unique negative feedback from users", "seconds viewed", "average seconds viewed"),
            *("ad impressions",),
        }
    ),
    (
        *("negative feedback from users", "unique negative feedback", "estimated earnings"),
        *("ad cpm", "approximate content monetization", "seconds viewed", "average seconds"),
        "matched audience targeting consumption",
    ),
    zone="America/Los_Angeles",
)
_STORIES = "lifetime post stories by action type - "
_CONSUMED = "lifetime post consumptions by type - "
META_INSIGHTS = ExportFormat(
    "facebook_insights",
    "facebook",
    "posts",
    "the post list of a Facebook Page from Facebook Insights as downloaded until 2021",
    (
        ("post id",),
        ("posted",),
        (
            "lifetime post total reach",
            "lifetime post total impressions",
            "lifetime engaged users",
            "lifetime post consumptions",
        ),
    ),
    {
        "post id": "id",
        "permalink": "link",
        "post message": "text",
        "type": "type",
        "posted": "time",
        "lifetime post total reach": "reach",
        "lifetime post paid reach": "paid_reach",
        "lifetime post total impressions": "impressions",
        "lifetime post paid impressions": "paid_impressions",
        "lifetime post consumptions": "total_clicks",
        _STORIES + "like": "reactions",
        _STORIES + "comment": "comments",
        _STORIES + "share": "shares",
        _CONSUMED + "link clicks": "clicks",
        _CONSUMED + "other clicks": "other_clicks",
        _CONSUMED + "photo view": "other_clicks",
        _CONSUMED + "video play": "other_clicks",
    },
    frozenset({"countries", "languages", "audience targeting"}),
    ("lifetime ",),
    zone="America/Los_Angeles",
)
LINKEDIN_POSTS = ExportFormat(
    "linkedin_posts",
    "linkedin",
    "posts",
    "the post list of a LinkedIn Page (Content export, All posts)",
    (
        ("post link", "update link"),
        ("created date",),
        ("impressions",),
    ),
    {
        "post title": "text",
        "update title": "text",
        "post link": "link",
        "update link": "link",
        "post type": "type",
        "update type": "type",
        "content type": "content_type",
        "campaign name": "campaign",
        "created date": "day",
        "impressions": "impressions",
        "views": "video_views",
        "views (excluding offsite video views)": "video_views",
        "video views": "video_views",
        "clicks": "clicks",
        "click through rate (ctr)": "click_rate",
        "likes": "reactions",
        "reactions": "reactions",
        "comments": "comments",
        "reposts": "shares",
        "shares": "shares",
        "follows": "follows",
        "engagement rate": "rate",
    },
    frozenset(
        {
            *("posted by", "campaign start date", "campaign end date", "audience"),
            *("offsite views", "offsite video views"),
        }
    ),
)
_LINKEDIN_DAILY = {
    "impressions": "impressions",
    "clicks": "clicks",
    "reactions": "reactions",
    "likes": "reactions",
    "comments": "comments",
    "reposts": "shares",
    "shares": "shares",
    "engagement rate": "engagement_rate",
    "unique impressions": "unique_impressions",
}
LINKEDIN_DAILY = ExportFormat(
    "linkedin_daily",
    "linkedin",
    "daily",
    "the daily series of a LinkedIn Page (Content export, Metrics)",
    (("date",), ("impressions (organic)", "impressions (total)", "impressions (sponsored)")),
    {
        "date": "day",
        **{
            f"{name} ({part})": f"{role}_{part}" if part != "total" else role
            for name, role in _LINKEDIN_DAILY.items()
            for part in ("organic", "sponsored", "total")
        },
    },
)
FORMATS_KNOWN: tuple[ExportFormat, ...] = (
    X_POSTS_OLD,
    X_POSTS_NEW,
    META_CONTENT,
    META_INSIGHTS,
    LINKEDIN_POSTS,
    X_DAILY_OLD,
    X_DAILY_NEW,
    LINKEDIN_DAILY,
)
"""In the order in which a header row is compared with them: the first that fits is it."""

_OTHERS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("account username", "saves"), "an Instagram export"),
    (("post_id", "platform", "published_at"), "a posts table of the course itself, not an export"),
)
PAGE_SERIES_NAME = "a daily series of a Facebook Page from Meta Business Suite (Insights)"
KNOWN_IN_WORDS = (
    "X: post list (old and new) and daily series (old and new); Facebook: post list of Meta "
    "Business Suite or of Facebook Insights, series of the Page; LinkedIn: content export."
)


def known_headers(headers: Iterable[str]) -> int:
    """Count headers that the best fitting export knows: how much a row looks like a header."""
    listed = [one for one in headers if one.strip()]
    return max(sum(form.knows(one) for one in listed) for form in FORMATS_KNOWN)


def recognise_or_none(headers: Sequence[str]) -> ExportFormat | None:
    """Return the export that has these headers, or None."""
    keys = {key_of(one) for one in headers}
    if any(keys.issuperset(wanted) for wanted, _ in _OTHERS) or "account username" in keys:
        return None
    for form in FORMATS_KNOWN:
        if all(keys.intersection(group) for group in form.needs):
            return form
    return None


def recognise(headers: Sequence[str], file: str = "The file") -> ExportFormat:
    """Return the export that has these headers.

    Raises:
        DataError: None has: the nearest is named, what it has and this has not, and what to do.
    """
    found = recognise_or_none(headers)
    if found is not None:
        return found
    keys = {key_of(one) for one in headers}
    for wanted, what in _OTHERS:
        if keys.intersection(wanted) >= set(wanted[:1]) and len(keys.intersection(wanted)) > 0:
            if what.startswith("an Instagram") and "account username" in keys:
                raise DataError(
                    f"{file} is {what}; the course reads X, Facebook and LinkedIn.",
                    "In Meta Business Suite choose the Facebook Page, and download again.",
                )
            if keys.issuperset(wanted):
                raise DataError(
                    f"{file} is {what}.", "Read it with statcomms.data.load.read_posts."
                )
    nearest = max(FORMATS_KNOWN, key=lambda form: _nearness(form, headers))
    if _nearness(nearest, headers)[1] == 0:
        shown = "; ".join(one.strip()[:40] for one in headers[:8] if one.strip())
        raise DataError(
            f"{file} is no export that is known: its first row is «{shown}».",
            f"Known are: {KNOWN_IN_WORDS} Choose the file as it was downloaded.",
        )
    missing = [" or ".join(group) for group in nearest.needs if not keys.intersection(group)]
    instead = [one.strip() for one in headers if one.strip() and not nearest.knows(one)]
    said = f" It has, instead: {'; '.join(one[:40] for one in instead[:8])}." if instead else ""
    raise DataError(
        f"{file} is no export that is known. The nearest is {nearest.name}; "
        f"it lacks the column {'; '.join(missing)}.{said}",
        "Download it again with all columns, in English, and give it unchanged.",
    )


def _nearness(form: ExportFormat, headers: Sequence[str]) -> tuple[float, int]:
    keys = {key_of(one) for one in headers}
    met = sum(bool(keys.intersection(group)) for group in form.needs) / len(form.needs)
    known = sum(form.knows(one) for one in headers)
    return (met, known)
