"""The headers to the letter, as they were seen in real files: written out here once more."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
import xlrd
from openpyxl import load_workbook

from statcomms.data import exports
from statcomms.data.exports.rows import DAY, LOCAL
from statcomms.data.synth import posts

DAYS = (20_000, 20_031)  # October 2024 begins on day 19,997
TAKEN = DAYS[1] * DAY - LOCAL

OLD_X = [
    *("impressions", "engagements", "engagement rate", "retweets", "replies", "likes"),
    *("user profile clicks", "url clicks", "hashtag clicks", "detail expands"),
    *("permalink clicks", "app opens", "app installs", "follows", "email tweet", "dial phone"),
    *("media views", "media engagements"),
]
META_ABOUT = (
    '"Post ID","Page ID","Page name",Title,Description,"Duration (secs)","Publish time",'
    '"Caption type",Permalink,"Is crosspost","Is share","Post type",Languages,"Custom labels",'
    '"Funded content status","Data comment",Date,'
)
META_2025 = (
    META_ABOUT
    + 'Views,Reach,"Reactions, comments and shares",Reactions,Comments,Shares,"Total clicks",Views,'
    '"Reach from Organic posts","Reach from Boosted posts","3-second video views",'
    '"1-minute video views","3-second viewers","1-minute viewers",'
    '"3-second video views from Boosted posts","3-second video views from Organic posts",'
    '"Engaged users","Negative feedback from users","Unique negative feedback from users",'
    '"Seconds viewed","Average Seconds viewed","Estimated earnings (USD)","Ad CPM (USD)",'
    '"Ad impressions","Other clicks"'
)
META_2026 = (
    META_ABOUT.replace("(secs)", "(sec)")
    + 'Views,Reach,"Reactions, Comments and Shares",Reactions,Comments,Shares,"Total clicks",'
    '"Other Clicks","Matched Audience Targeting Consumption (Photo Click)"'
)
INSIGHTS_BEGIN = (
    '"Post ID",Permalink,"Post Message",Type,Countries,Languages,Posted,"Audience Targeting",'
    '"Lifetime Post Total Reach","Lifetime Post organic reach","Lifetime Post Paid Reach",'
    '"Lifetime Post Total Impressions",'
)
LINKEDIN_POSTS = [
    *("Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date"),
    *("Campaign start date", "Campaign end date", "Audience", "Impressions", "Views"),
    *("Offsite Views", "Clicks", "Click through rate (CTR)", "Likes", "Comments", "Reposts"),
    *("Follows", "Engagement rate", "Content Type"),
]
LINKEDIN_DAYS = [
    *("Date", "Impressions (organic)", "Impressions (sponsored)", "Impressions (total)"),
    *("Unique impressions (organic)", "Clicks (organic)", "Clicks (sponsored)", "Clicks (total)"),
    *("Reactions (organic)", "Reactions (sponsored)", "Reactions (total)"),
    *("Comments (organic)", "Comments (sponsored)", "Comments (total)"),
    *("Reposts (organic)", "Reposts (sponsored)", "Reposts (total)"),
    *("Engagement rate (organic)", "Engagement rate (sponsored)", "Engagement rate (total)"),
]


@pytest.fixture(scope="module")
def month() -> pd.DataFrame:
    return posts("headers", months=1)


def first_line(content: bytes, encoding: str = "utf-8") -> str:
    return content.decode(encoding).split("\n")[0]


def test_the_old_post_list_of_x(month: pd.DataFrame) -> None:
    content = exports.write_x_tweets(month, 1)
    names = ["Tweet id", "Tweet permalink", "Tweet text", "time", *OLD_X]
    names += [f"promoted {name}" for name in OLD_X]
    assert first_line(content) == ",".join(f'"{name}"' for name in names)
    assert len(names) == 40
    rows = list(csv.reader(io.StringIO(content.decode())))
    assert {len(row) for row in rows} == {40}
    assert {cell for row in rows[1:] for cell in row[22:]} == {"-"}
    assert all(cell.endswith(".0") for row in rows[1:] for cell in (*row[4:6], *row[7:22]))
    assert not content.startswith(b"\xef\xbb\xbf")


def test_the_old_daily_series_of_x(month: pd.DataFrame) -> None:
    content = exports.write_x_daily(month, 1, days=DAYS, taken=TAKEN)
    names = ["Date", "Tweets published", *OLD_X, *(f"promoted {name}" for name in OLD_X)]
    assert first_line(content) == ",".join(f'"{name}"' for name in names)
    assert len(names) == 38


def test_the_new_post_list_of_x(month: pd.DataFrame) -> None:
    content = exports.write_x_content(month, 1)
    assert first_line(content) == (
        "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,"
        "New follows,Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,"
        "Permalink Clicks"
    )


def test_the_new_daily_series_of_x(month: pd.DataFrame) -> None:
    content = exports.write_x_overview(month, 1, days=DAYS, taken=TAKEN)
    assert first_line(content) == (
        "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,"
        "Reposts,Profile visits,Create Post,Video views,Media views"
    )
    assert content.split(b"\n")[1].startswith(b'"Sun, Nov 3, 2024",')


def test_the_post_lists_of_meta_business_suite(month: pd.DataFrame) -> None:
    newest = exports.write_facebook_content_2026(month, 1)
    assert newest.startswith(b"\xef\xbb\xbf")
    assert first_line(newest, "utf-8-sig") == META_2026
    assert first_line(exports.write_facebook_content_2025(month, 1), "utf-8-sig") == META_2025
    older = META_2025.replace('clicks",Views,', 'clicks",').replace("Views,", "Impressions,", 1)
    assert first_line(exports.write_facebook_content_older(month, 1), "utf-8-sig") == older
    for content, width in ((newest, 26), (exports.write_facebook_content_2025(month, 1), 42)):
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert {len(row) for row in rows} == {width}
        assert {row[16] for row in rows[1:]} == {"Lifetime"}


def test_a_series_of_the_page(month: pd.DataFrame) -> None:
    content = exports.write_facebook_page_series(month, "Views", 1, days=DAYS, taken=TAKEN)
    assert content.startswith(b"\xff\xfes\x00e\x00p\x00")
    lines = content.decode("utf-16").split("\n")
    assert lines[:3] == ["sep=,", '"Views"', '"Date","Primary"']
    assert lines[3].startswith('"2024-10-04T00:00:00","')
    assert len(lines) == 3 + 31 + 1


def test_the_post_list_of_facebook_insights(month: pd.DataFrame) -> None:
    lines = exports.write_facebook_insights(month, 1).decode("utf-8-sig").split("\n")
    assert lines[0].startswith(INSIGHTS_BEGIN)
    assert lines[1].startswith(',,,,,,,,"Lifetime: The ')
    names = next(csv.reader(lines[:1]))
    assert names.count("Lifetime Organic Video Views") == 2
    assert {"Lifetime Post Consumers", "Lifetime Post Consumptions"} < set(names)


def test_the_content_export_of_linkedin(month: pd.DataFrame) -> None:
    content = exports.write_linkedin_xls(month, 1, days=DAYS, taken=TAKEN)
    assert content.startswith(b"\xd0\xcf\x11\xe0")
    book = xlrd.open_workbook(file_contents=content)
    assert book.biff_version == 80
    assert book.sheet_names() == ["Metrics", "All posts"]
    daily, listed = book.sheets()
    assert listed.row_values(0)[0].startswith("Engagement metrics for individual posts")
    assert listed.row_values(1) == LINKEDIN_POSTS
    assert daily.row_values(1) == LINKEDIN_DAYS
    again = load_workbook(
        io.BytesIO(exports.write_linkedin_xlsx(month, 1, days=DAYS, taken=TAKEN)), read_only=True
    )
    assert again.sheetnames == ["Metrics", "All posts"]
    rows = list(again["All posts"].iter_rows(values_only=True))
    assert list(rows[1]) == LINKEDIN_POSTS
    assert len(rows) == listed.nrows


def test_the_content_export_of_linkedin_in_2020(month: pd.DataFrame) -> None:
    content = exports.write_linkedin_xls_2020(month, 1, days=DAYS, taken=TAKEN)
    book = xlrd.open_workbook(file_contents=content)
    assert book.sheet_names() == ["Update metrics (aggregated)", "Update engagement"]
    names = book.sheets()[1].row_values(1)
    assert names[:3] == ["Update link", "Update title", "Update type"]
    assert {"Video views", "Shares"} < set(names)
    assert "Content Type" not in names
