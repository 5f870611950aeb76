"""Write posts in the platforms' own export formats, with their quirks.

What a platform's file holds and the posts table does not (detail expands, seconds viewed, ...) is
split off from what the table holds, by seed, so that the platform's own sums hold. The numbers used
are in ``assumed.json``. Same posts and seed, same bytes.

The posts table has Nusamara's local time; the files have UTC (old X), US Pacific (Facebook) or a
date of Nusamara without a time (new X, LinkedIn).

>>> from statcomms.data.synth import posts
>>> write_x_content(posts(1, months=1), 1).split(b",")[:4]
[b'Post id', b'Date', b'Post text', b'Post Link']
"""

from __future__ import annotations

from statcomms.data.exports.earlier import as_of
from statcomms.data.exports.facebook import (
    write_facebook_content_2025,
    write_facebook_content_2026,
    write_facebook_content_older,
    write_facebook_insights,
    write_facebook_page_series,
)
from statcomms.data.exports.linkedin import (
    write_linkedin_xls,
    write_linkedin_xls_2020,
    write_linkedin_xlsx,
)
from statcomms.data.exports.sample import sample_exports
from statcomms.data.exports.x import (
    write_x_content,
    write_x_daily,
    write_x_overview,
    write_x_tweets,
)

__all__ = [
    "as_of",
    "sample_exports",
    "write_facebook_content_2025",
    "write_facebook_content_2026",
    "write_facebook_content_older",
    "write_facebook_insights",
    "write_facebook_page_series",
    "write_linkedin_xls",
    "write_linkedin_xls_2020",
    "write_linkedin_xlsx",
    "write_x_content",
    "write_x_daily",
    "write_x_overview",
    "write_x_tweets",
]
