"""Small exports made by hand, in each format that the course reads."""

from __future__ import annotations

import contextlib
import csv
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlwt

from statcomms.analysis.metrics import engagements
from statcomms.data.load import read_export
from statcomms.errors import DataError
from statcomms.schema import POSTS_COLUMNS, check_posts
from statcomms.schema.posts import check_imported_posts


def _names(header: str) -> list[str]:
    return header.split(",")


X_PARTS = [
    *("impressions", "engagements", "engagement rate", "retweets", "replies", "likes"),
    *("user profile clicks", "url clicks", "hashtag clicks", "detail expands", "permalink clicks"),
    *("app opens", "app installs", "follows", "email tweet", "dial phone", "media views"),
    "media engagements",
]
X_OLD = [
    *("Tweet id", "Tweet permalink", "Tweet text", "time"),
    *X_PARTS,
    *(f"promoted {name}" for name in X_PARTS),
]
X_OLD_DAILY = ["Date", "Tweets published", *X_OLD[4:]]
X_NEW = _names(
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,"
    "Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks"
)
X_OVERVIEW = _names(
    "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,"
    "Profile visits,Create Post,Video views,Media views"
)
META = _names(
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,"
    "Permalink,Is crosspost,Is share,Post type,Languages,Custom labels,Funded content status,"
    "Data comment,Date,Views,Reach"
)
META_2026 = [
    *META,
    *("Reactions, Comments and Shares", "Reactions", "Comments", "Shares", "Total clicks"),
    *("Other Clicks", "Matched Audience Targeting Consumption (Photo Click)"),
]
INSIGHTS = _names(
    "Post ID,Permalink,Post Message,Type,Countries,Languages,Posted,Audience Targeting,"
    "Lifetime Post Total Reach,Lifetime Post organic reach,Lifetime Post Paid Reach,"
    "Lifetime Post Total Impressions,Lifetime Engaged Users,Lifetime Post Consumers,"
    "Lifetime Post Consumptions"
)
LINKEDIN = _names(
    "Post title,Post link,Post type,Campaign name,Posted by,Created date,Campaign start date,"
    "Campaign end date,Audience,Impressions,Views,Offsite Views,Clicks,Click through rate (CTR),"
    "Likes,Comments,Reposts,Follows,Engagement rate,Content Type"
)
LINKEDIN_2020 = _names(
    "Update link,Update title,Update type,Campaign name,Posted by,Created date,Impressions,"
    "Video views,Clicks,Click through rate (CTR),Likes,Comments,Shares,Follows,Engagement rate"
)
LINKEDIN_DAYS = ["Date", "Impressions (organic)", "Impressions (sponsored)", "Impressions (total)"]
LINKEDIN_DAYS += ["Comments (organic)", "Comments (sponsored)", "Comments (total)"]
ID = "1091103322471153664"
OTHER = "1091103322471153777"


def table(headers: Sequence[str], *rows: dict[str, Any], quote: bool = False, **how: Any) -> str:
    """CSV of rows given by column name; other cells are empty."""
    out = io.StringIO()
    style = csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL
    write = csv.writer(out, quoting=style, lineterminator="\n", **how)
    write.writerow(headers)
    write.writerows([[row.get(name, "") for name in headers] for row in rows])
    return out.getvalue()


def x_old_row(**cells: Any) -> dict[str, Any]:
    counts = dict.fromkeys(X_PARTS, "0.0") | {
        "impressions": "1000.0",
        "engagements": "40.0",
        "engagement rate": "0.04",
        "retweets": "2.0",
        "likes": "8.0",
        "url clicks": "9.0",
        "detail expands": "11.0",
        "media engagements": "10.0",
        "media views": "77.0",
    }
    return {
        "Tweet id": ID,
        "Tweet permalink": f"https://x.example/office/status/{ID}",
        "Tweet text": "Prices rose 2.1 %",
        "time": "2019-01-31 22:08 +0000",
        **counts,
        **{f"promoted {name}": "-" for name in X_PARTS},
        **cells,
    }


def x_new_row(**cells: Any) -> dict[str, Any]:
    return {
        **dict.fromkeys(X_NEW[4:], "0"),
        "Post id": ID,
        "Date": "Fri, Feb 27, 2026",
        "Post text": "Prices &amp; wages",
        "Post Link": f"https://x.example/o/status/{ID}",
        "Impressions": "500",
        "Engagements": "16",
        "Likes": "7",
        "Bookmarks": "2",
        "URL Clicks": "3",
        "Detail Expands": "4",
        **cells,
    }


def meta_row(**cells: Any) -> dict[str, Any]:
    return {
        "Post ID": "122101234567890123",
        "Description": "Prices rose.\n\nMore in our release.",
        "Publish time": "02/25/2026 17:30",
        "Post type": "Photos",
        "Date": "Lifetime",
        "Views": "900",
        "Reach": "700",
        "Reactions, Comments and Shares": "12",
        "Reactions": "9",
        "Comments": "1",
        "Shares": "2",
        "Total clicks": "30",
        "Other Clicks": "8",
        "Matched Audience Targeting Consumption (Photo Click)": "5",
        **cells,
    }


def linkedin_row(**cells: Any) -> dict[str, Any]:
    return {
        "Post title": "Wages in June",
        "Post link": "https://linkedin.example/feed/update/urn:li:activity:7101234567890123456",
        "Post type": "Organic",
        "Posted by": "Mele Orasavu",
        "Created date": "06/30/2026",
        "Impressions": 400,
        "Views": "",
        "Clicks": 20,
        "Click through rate (CTR)": 0.05,
        "Likes": 6,
        "Comments": 1,
        "Reposts": 1,
        "Follows": 0,
        "Engagement rate": 0.07,
        "Content Type": "Document",
        **cells,
    }


def xls(sheets: dict[str, list[list[Any]]]) -> bytes:
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(sheets: dict[str, list[list[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def linkedin_sheets(above: bool = True) -> dict[str, list[list[Any]]]:
    rows = [linkedin_row()]
    rows.append(
        linkedin_row(
            **{
                "Post link": "https://linkedin.example/urn:li:share:7101234567890123499",
                "Post type": "Sponsored",
                "Campaign name": "Census",
                "Content Type": "Video",
                "Views": 120,
            }
        )
    )
    days = [["06/29/2026", 10, 5, 15, -1, 0, -1], ["06/30/2026", 20, 0, 20, 2, 0, 2]]
    listed = [LINKEDIN, *([row.get(name, "") for name in LINKEDIN] for row in rows)]
    return {
        "Metrics": [*([["Aggregated metrics"]] if above else []), LINKEDIN_DAYS, *days],
        "All posts": [*([["Engagement metrics for posts"]] if above else []), *listed],
    }


def read(text: str | bytes, **options: Any) -> Any:
    found = read_export(text.encode() if isinstance(text, str) else text, **options)
    report = found.report
    assert report.rows_in == report.rows_read + report.rows_left_out
    if len(found.posts):
        check_imported_posts(found.posts)
    assert list(found.posts.columns) == [one.name for one in POSTS_COLUMNS]
    assert len(report.as_text()) > 100
    return found


def one(found: Any) -> dict[str, Any]:
    assert len(found.posts) == 1
    return dict(found.posts.iloc[0])


class TestX:
    def test_old_post_list(self) -> None:
        found = read(table(X_OLD, x_old_row(), quote=True), timezone="+10:00")
        post = one(found)
        assert post["post_id"] == ID
        assert post["published_at"] == "2019-02-01T08:08+10:00"
        assert post["month"] == "2019-02"
        assert (post["impressions"], post["reactions"], post["shares"]) == (1000, 8, 2)
        assert (post["clicks"], post["other_clicks"]) == (9, 21)
        assert not post["paid"]
        assert post["paid_impressions"] == 0
        assert pd.isna(post["format"])
        assert pd.isna(post["reach"])
        assert engagements(found.posts, "all_engagements").tolist() == [40.0]
        assert found.report.platform == "x"

    def test_identity_checks_are_told(self) -> None:
        fine = x_old_row()
        wrong = x_old_row(**{"Tweet id": OTHER, "engagements": "50.0", "engagement rate": "0.9"})
        checks = read(table(X_OLD, fine, wrong, quote=True)).report.checks
        assert checks[0].startswith("Engagements is the sum of its parts in 1 of 2 rows (50 %)")
        assert checks[1].startswith(
            "Engagement rate is engagements divided by impressions in 1 of 2 rows"
        )

    def test_the_name_of_2015_for_likes(self) -> None:
        headers = ["favorites" if name == "likes" else name for name in X_OLD]
        row = x_old_row() | {"favorites": "5.0"}
        assert one(read(table(headers, row)))["reactions"] == 5

    def test_promoted_impressions_make_a_post_paid(self) -> None:
        row = x_old_row(**{"promoted impressions": "300.0"})
        post = one(read(table(X_OLD, row)))
        assert post["paid"]
        assert (post["impressions"], post["paid_impressions"]) == (1000, 300)

    def test_promoted_beyond_impressions_are_added(self) -> None:
        row = x_old_row(**{"promoted impressions": "3000.0", "promoted likes": "4.0"})
        found = read(table(X_OLD, row))
        post = one(found)
        assert (post["impressions"], post["reactions"]) == (4000, 12)
        assert any("leave the promoted ones out" in one for one in found.report.all_warnings)

    def test_replies_are_kept_and_counted_or_left_out(self) -> None:
        reply = x_old_row(**{"Tweet id": OTHER, "Tweet text": "@someone Thank you"})
        text = table(X_OLD, x_old_row(), reply)
        kept = read(text)
        assert len(kept.posts) == 2
        assert any("1 of 2 rows (50 %) are replies" in one for one in kept.report.all_warnings)
        without = read(text, replies=False)
        assert len(without.posts) == 1
        assert without.report.left_out[0].row_numbers == (3,)

    def test_new_post_list(self) -> None:
        junk = dict.fromkeys(X_NEW, "0") | {
            "Post id": "",
            "Date": "Fri, Feb 27, 2026",
            "Post Link": "https://x.example/o/status/undefined",
        }
        found = read(table(X_NEW, x_new_row(), junk), timezone="+10:00")
        post = one(found)
        assert post["published_at"] == "2026-02-27"
        assert post["text"] == "Prices & wages"
        assert (post["clicks"], post["other_clicks"], post["reactions"]) == (3, 6, 7)
        assert found.report.left_out[0].row_numbers == (3,)
        assert "no post id" in found.report.left_out[0].reason
        assert engagements(found.posts, "all_engagements").tolist() == [16.0]

    def test_a_time_of_day_out_of_the_id(self) -> None:
        row = x_new_row(Date="Thu, Jan 31, 2019")
        found = read(table(X_NEW, row), timezone="+10:00", times_from_ids=True)
        assert one(found)["published_at"] == "2019-02-01T08:37+10:00"
        assert "worked out from the post id" in found.report.as_text()

    def test_old_daily(self) -> None:
        row = x_old_row() | {"Date": "2019-01-31", "Tweets published": "3"}
        found = read(table(X_OLD_DAILY, row, quote=True))
        values = found.daily.set_index("metric")["value"]
        assert values["posts_published"] == 3
        assert values["impressions"] == 1000
        assert values["engagement_rate"] == 0.04
        assert "promoted_impressions" not in values
        assert len(found.posts) == 0

    def test_overview_and_its_last_day(self) -> None:
        rows = [
            dict.fromkeys(X_OVERVIEW, "1") | {"Date": "Sat, Feb 28, 2026"},
            dict.fromkeys(X_OVERVIEW, "2") | {"Date": "Fri, Feb 27, 2026"},
        ]
        found = read(table(X_OVERVIEW, *rows))
        assert found.daily.loc[found.daily["partial"], "date"].unique().tolist() == ["2026-02-28"]
        assert any("may have been counted in part" in one for one in found.report.all_warnings)


class TestFacebook:
    def test_content_of_2026(self) -> None:
        text = "\ufeff" + table(META_2026, meta_row())
        found = read(text, timezone="+10:00")
        post = one(found)
        assert post["published_at"] == "2026-02-26T11:30+10:00"
        assert post["format"] == "photo"
        assert post["text"] == "Prices rose.\n\nMore in our release."
        assert (post["impressions"], post["reach"]) == (900, 700)
        assert (post["clicks"], post["other_clicks"]) == (17, 13)
        assert pd.isna(post["paid"])
        assert "US Pacific time" in found.report.as_text()

    def test_summer_time_of_the_pacific(self) -> None:
        text = table(META_2026, meta_row(**{"Publish time": "07/25/2025 17:30"}))
        assert one(read(text))["published_at"] == "2025-07-26T00:30+00:00"

    def test_another_zone_of_the_file(self) -> None:
        found = read(table(META_2026, meta_row()), source_timezone="+10:00", timezone="+10:00")
        assert one(found)["published_at"] == "2026-02-25T17:30+10:00"

    def test_the_longer_of_title_and_description(self) -> None:
        row = meta_row(Title="A caption that is much the longer of the two", Description="Short")
        assert one(read(table(META_2026, row)))["text"].startswith("A caption")

    def test_views_stand_twice_and_old_files_have_impressions(self) -> None:
        headers = [*META_2026, "Views", "3-second video views", "Reach from Boosted posts"]
        row = meta_row(
            **{
                "Post type": "Reels",
                "3-second video views": "50",
                "Reach from Boosted posts": "5",
            }
        )
        post = one(read(table(headers, row)))
        assert (post["format"], post["video_views"], post["paid"]) == ("video", 50, True)
        old = ["Impressions" if name == "Views" else name for name in META_2026]
        found = read(table(old, meta_row() | {"Impressions": "640"}))
        assert one(found)["impressions"] == 640
        assert any("counts Impressions" in one for one in found.report.all_warnings)

    def test_any_order_case_and_subset(self) -> None:
        headers = ["REACH", "post id", "Publish Time", "Comments", "views"]
        row = dict(
            zip(headers, ("70", "122101234567890123", "02/25/2026 17:30", "1", "90"), strict=True)
        )
        post = one(read(table(headers, row)))
        assert (post["reach"], post["comments"], post["impressions"]) == (70, 1, 90)
        assert pd.isna(post["shares"])

    def test_link_clicks_where_the_file_has_them(self) -> None:
        post = one(read(table([*META_2026, "Link Clicks"], meta_row(**{"Link Clicks": "11"}))))
        assert (post["clicks"], post["other_clicks"]) == (11, 19)

    def test_day_by_day_is_refused(self) -> None:
        with pytest.raises(DataError, match="counts day by day"):
            read(table(META_2026, meta_row(Date="02/25/2026")))

    def test_page_series(self) -> None:
        lines = ["sep=,", '"Facebook reach"', '"Date","Primary"']
        lines += ['"2026-02-01T00:00:00","12"', '"2026-02-02T00:00:00","0"']
        found = read("\ufeff".encode("utf-16-le") + "\r\n".join(lines).encode("utf-16-le"))
        assert found.daily["metric"].tolist() == ["reach", "reach"]
        assert found.daily["value"].tolist() == [12.0, 0.0]
        assert found.report.encoding.startswith("UTF-16 LE")

    def test_audience_of_five_blocks(self) -> None:
        lines = ["sep=,", '"Facebook followers"', '"Date","Primary"', '"2026-02-01T00:00:00","9"']
        lines += ['"Age & gender"', '"Age","Women","Men"', '"18-24","5%","6.5%"']
        lines += ['"Top cities"', '"Port Velanu","Korasi"', '"32%","3,5%"']
        lines += ['"Top countries"', '"Nusamara"', '"Top pages"', '"Office","Bank"', '"1%","2%"']
        found = read("\n".join(lines).encode("utf-16"))
        shares = found.audience.set_index(["block", "row", "column"])["value"]
        assert shares["Age & gender", "18-24", "Men"] == 0.065
        assert shares["Top cities", "", "Korasi"] == 0.035
        assert found.daily["value"].tolist() == [9.0]

    def test_insights_pass_over_the_row_of_descriptions(self) -> None:
        about = dict.fromkeys(INSIGHTS[8:], "Lifetime: The number of people. (Unique Users)")
        row = {
            "Post ID": f"120000000002026_{ID}",
            "Post Message": "Census begins",
            "Type": "Status",
            "Posted": "01/19/2017 09:03:47 AM",
            "Lifetime Post Total Reach": "70",
            "Lifetime Post Paid Reach": "0",
            "Lifetime Post Total Impressions": "90",
            "Lifetime Post Consumptions": "6",
        }
        found = read(table(INSIGHTS, about, row))
        post = one(found)
        assert found.report.rows_in == 1
        assert (post["post_id"], post["format"], post["paid"]) == (ID, "text", False)
        assert post["published_at"] == "2017-01-19T17:03+00:00"
        assert post["other_clicks"] == 6
        assert any("describes the columns" in one for one in found.report.all_warnings)

    def test_insights_as_a_workbook_of_several_sheets(self) -> None:
        first = [f"1_{ID}", "", "Census", "Photo", "", "", "01/19/2017 09:03:47 AM", ""]
        sheets = {
            "Key Metrics": [INSIGHTS, [*first, 70, 60, 10, 90, 5, 6, 7]],
            "Lifetime Post Stories by act...": [
                ["Post ID", "Permalink", "share", "like", "comment"],
                ["", "", "Lifetime", "Lifetime", "Lifetime"],
                [f"1_{ID}", "", 3, 4, 5],
            ],
            "Lifetime Talking About This(...": [["Post ID", "share"], [f"1_{ID}", 9]],
        }
        post = one(read(xlsx(sheets)))
        assert (post["shares"], post["reactions"], post["comments"]) == (3, 4, 5)


class TestLinkedIn:
    @pytest.fixture(params=["calamine", "without calamine"])
    def reader(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
        if request.param == "without calamine":
            monkeypatch.setitem(sys.modules, "python_calamine", None)
        return str(request.param)

    @pytest.mark.parametrize("above", [True, False])
    @pytest.mark.parametrize("make", [xls, xlsx])
    def test_content_export(self, reader: str, make: Callable[..., bytes], above: bool) -> None:
        found = read(make(linkedin_sheets(above)))
        organic, sponsored = found.posts.to_dict("records")
        assert organic["post_id"] == "7101234567890123456"
        assert organic["published_at"] == "2026-06-30"
        assert (organic["format"], organic["paid"], organic["paid_impressions"]) == (
            "document",
            False,
            0,
        )
        assert (organic["clicks"], organic["shares"]) == (20, 1)
        assert (sponsored["format"], sponsored["video_views"], sponsored["paid"]) == (
            "video",
            120,
            True,
        )
        assert pd.isna(sponsored["paid_impressions"])
        comments = found.daily[found.daily["metric"] == "comments"]
        assert comments["value"].tolist() == [-1.0, 2.0]
        assert "Orasavu" not in found.report.as_text()
        assert all("100 %" in one for one in found.report.checks)

    def test_of_2020(self, reader: str) -> None:
        row = {
            "Update link": "https://linkedin.example/urn:li:ugcPost:7101234567890123456",
            "Update title": "Wages",
            "Update type": "Organic",
            "Created date": "06/30/2020",
            "Impressions": 100,
            "Shares": 4,
        }
        rows = [["About"], LINKEDIN_2020, [row.get(name, "") for name in LINKEDIN_2020]]
        post = one(read(xls({"Update engagement": rows})))
        assert post["shares"] == 4
        assert pd.isna(post["format"])

    def test_a_workbook_that_is_no_export(self, reader: str) -> None:
        with pytest.raises(DataError, match="no export that is known"):
            read(xlsx({"Budget": [["Item", "Cost"], ["Paper", 3]]}))

    @pytest.mark.parametrize("make", [xls, xlsx])
    def test_a_damaged_workbook(self, reader: str, make: Callable[..., bytes]) -> None:
        data = make(linkedin_sheets())
        for end in (9, 600, len(data) // 2, len(data) - 30):
            with contextlib.suppress(DataError):
                read(data[:end])


class TestMessages:
    def test_the_nearest_format_is_named_with_what_differs(self) -> None:
        with pytest.raises(DataError) as told:
            read("Tweet id,Tweet permalink,when,impressions\n1,2,3,4\n", name="mine.csv")
        said = str(told.value)
        assert said.startswith("mine.csv is no export that is known. The nearest is the post list")
        assert "it lacks the column time" in said
        assert "It has, instead: when." in said

    def test_instagram(self) -> None:
        with pytest.raises(DataError, match="Instagram"):
            read("Post ID,Account ID,Account username,Publish time,Views,Saves\n1,2,a,b,3,4\n")

    def test_the_courses_own_table(self) -> None:
        with pytest.raises(DataError, match="the course itself"):
            read("post_id,platform,published_at,month,text\n1,x,2026-01-01,2026-01,a\n")

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "is empty"),
            (b" \n\n", "is empty"),
            (b"\xef\xbb\xbf", "is empty"),
            (b"%PDF-1.7", "a PDF"),
            (b"<!DOCTYPE html><p>", "a web page"),
            (b"PK\x03\x04 broken", "zip"),
            (",".join(X_NEW).encode(), "no rows below"),
            ((",".join(X_NEW) + "\n\n").encode(), "no rows below"),
        ],
    )
    def test_what_is_no_export(self, data: bytes, says: str) -> None:
        with pytest.raises(DataError, match=says):
            read(data)

    def test_a_path_that_leads_nowhere(self, tmp_path: Path) -> None:
        with pytest.raises(DataError, match="There is no file"):
            read_export(tmp_path / "none.csv")
        with pytest.raises(DataError, match="is a folder"):
            read_export(tmp_path)

    def test_too_large(self, tmp_path: Path) -> None:
        path = tmp_path / "huge.csv"
        with path.open("wb") as file:
            file.truncate(300 * 1024 * 1024)
        with pytest.raises(DataError, match="files up to 210 MB are read"):
            read_export(path)

    def test_an_imported_table_is_not_the_courses_own(self) -> None:
        posts = read(table(X_NEW, x_new_row())).posts
        with pytest.raises(DataError):
            check_posts(posts)

    @pytest.mark.parametrize(
        ("column", "value"),
        [("post_id", "12"), ("platform", "web"), ("published_at", "soon"), ("format", "poem")],
    )
    def test_the_relaxed_check_still_checks(self, column: str, value: str) -> None:
        posts = read(table(X_NEW, x_new_row())).posts
        posts[column] = value
        with pytest.raises(DataError, match=column):
            check_imported_posts(posts)

    def test_the_relaxed_check_wants_counts(self) -> None:
        posts = read(table(X_NEW, x_new_row())).posts
        with pytest.raises(DataError, match="not a count"):
            check_imported_posts(posts.assign(clicks=-1))
        with pytest.raises(DataError, match="whole numbers"):
            check_imported_posts(posts.assign(clicks="many"))
