from __future__ import annotations

import csv
import hashlib
import html
import io
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xlrd

from statcomms.data import exports
from statcomms.data.exports import sample_exports
from statcomms.data.exports.daily import arrived, by_day
from statcomms.data.exports.rows import DAY, LOCAL, pacific_minute, rows_of, split, stamp
from statcomms.data.model import stream
from statcomms.data.synth import posts
from statcomms.data.tables import Tables
from statcomms.errors import DataError

FIRST = 19_997
"""1 October 2024."""


@pytest.fixture(scope="module")
def quarter() -> pd.DataFrame:
    return posts("writers", months=3)


@pytest.fixture(scope="module")
def sample() -> dict[str, tuple[bytes, str]]:
    return sample_exports(Tables(2026))


def table(content: bytes, encoding: str = "utf-8") -> pd.DataFrame:
    names, *rows = csv.reader(io.StringIO(content.decode(encoding)))
    return pd.DataFrame(rows, columns=names)


def whole(frame: pd.DataFrame, *names: str) -> np.ndarray:
    return sum(frame[name].astype(float).to_numpy() for name in names)


def writers() -> dict[str, Callable[[pd.DataFrame, Any], bytes]]:
    daily = {"days": (FIRST, FIRST + 92), "taken": (FIRST + 92) * DAY}
    found: dict[str, Callable[[pd.DataFrame, Any], bytes]] = {
        name: getattr(exports, name)
        for name in exports.__all__
        if name.startswith(("write_x_t", "write_x_c", "write_facebook_c", "write_facebook_i"))
    }
    for name in ("x_daily", "x_overview", "linkedin_xls", "linkedin_xls_2020", "linkedin_xlsx"):
        write = getattr(exports, f"write_{name}")
        found[name] = lambda frame, seed, write=write: write(frame, seed, **daily)
    found["page"] = lambda frame, seed: exports.write_facebook_page_series(
        frame, "Interactions", seed, **daily
    )
    return found


@pytest.mark.parametrize("name", sorted(writers()))
def test_the_same_posts_and_seed_give_the_same_bytes(quarter: pd.DataFrame, name: str) -> None:
    write = writers()[name]
    before = quarter.copy(deep=True)
    first = write(quarter, 5)
    shuffled = quarter.sample(frac=1, random_state=3)
    assert write(shuffled, 5) == first
    pd.testing.assert_frame_equal(quarter, before)
    # Only a sum of counts that both come whole on the day leaves the seed nothing to decide.
    assert write(quarter, 6) != first


def test_the_clock_is_in_no_file(quarter: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    daily = {"days": (FIRST, FIRST + 92), "taken": (FIRST + 92) * DAY}
    write = (exports.write_linkedin_xls, exports.write_linkedin_xlsx)
    before = [one(quarter, 5, **daily) for one in write]
    real = time.time()
    monkeypatch.setattr(time, "time", lambda: real + 86_400 * 400)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(real + 86_400 * 400))
    assert [one(quarter, 5, **daily) for one in write] == before
    with zipfile.ZipFile(io.BytesIO(before[1])) as book:
        assert {one.date_time for one in book.infolist()} == {(2026, 1, 1, 0, 0, 0)}
        assert b"2026-01-01T00:00:00Z" in book.read("docProps/core.xml")
        assert b"3.1" not in book.read("docProps/app.xml")


def test_engagements_of_the_old_list_are_the_sum_of_their_parts(quarter: pd.DataFrame) -> None:
    frame = table(exports.write_x_tweets(quarter, 5))
    names = list(frame.columns)
    parts = [
        name
        for name in names[names.index("retweets") : names.index("promoted impressions")]
        if name != "media views"
    ]
    assert (whole(frame, *parts) == whole(frame, "engagements")).all()
    rate = whole(frame, "engagements") / whole(frame, "impressions")
    assert np.allclose(rate, whole(frame, "engagement rate"), rtol=1e-12)
    replies = frame["Tweet text"].str.startswith("@")
    assert 0.36 <= replies.mean() <= 0.59
    assert frame["time"].is_monotonic_decreasing
    assert frame["Tweet text"][replies].value_counts().max() <= 2
    assert frame["Tweet id"].is_unique


def test_most_rows_of_the_new_list_add_up_and_some_do_not() -> None:
    frame = table(exports.write_x_content(posts("adds up", months=24), 5))
    junk = frame["Post id"] == ""
    assert junk.sum() == 2
    assert frame["Post Link"][junk].str.endswith("/status/undefined").all()
    assert (whole(frame[junk], *frame.columns[4:]) == 0).all()
    frame = frame[~junk]
    listed = [name for name in frame.columns[5:] if name != "Engagements"]
    gap = whole(frame, "Engagements") - whole(frame, *listed)
    assert (gap >= 0).all()
    assert (gap == 0).mean() == pytest.approx(0.84, abs=0.03)
    assert frame["Post text"].str.contains("&#x27;").any()
    assert not frame["Post text"].map(html.unescape).str.contains("&#").any()


def test_sums_of_facebook_hold(quarter: pd.DataFrame) -> None:
    frame = table(exports.write_facebook_content_2026(quarter, 5), "utf-8-sig")
    public = whole(frame, "Reactions", "Comments", "Shares")
    assert (public == whole(frame, "Reactions, Comments and Shares")).all()
    photo = "Matched Audience Targeting Consumption (Photo Click)"
    assert (whole(frame, "Total clicks") >= whole(frame, "Other Clicks", photo)).all()
    assert (whole(frame[frame["Post type"] != "Photos"], photo) == 0).all()
    older = table(exports.write_facebook_content_older(quarter, 5), "utf-8-sig")
    reach = whole(older, "Reach from Organic posts", "Reach from Boosted posts")
    assert (reach == whole(older, "Reach")).all()
    video = older[older["Post type"] == "Videos"]
    views = "3-second video views"
    assert (
        whole(video, f"{views} from Boosted posts", f"{views} from Organic posts")
        == whole(video, views)
    ).all()
    assert (older[older["Post type"] != "Videos"][views] == "").all()
    insights = table(exports.write_facebook_insights(quarter, 5), "utf-8-sig").iloc[1:]
    kinds = [name for name in insights.columns if "consumptions by type" in name]
    assert (whole(insights, *kinds) == whole(insights, "Lifetime Post Consumptions")).all()


def test_captions_have_their_quirks() -> None:
    many = posts("captions", months=12)
    frame = table(exports.write_facebook_content_2025(many.drop(columns=[]), 5), "utf-8-sig")
    own = many[many["platform"] == "facebook"].set_index("post_id")["text"]
    caption = frame["Title"].where(
        frame["Title"].str.len() > frame["Description"].str.len(), frame["Description"]
    )
    for post_id, text in zip(frame["Post ID"], caption, strict=True):
        plain = " ".join(unicodedata.normalize("NFKC", text).split())
        assert plain == " ".join(unicodedata.normalize("NFKC", own[post_id]).split())
    assert 0.4 < (frame["Description"] == "").mean() < 0.65
    assert 0.3 < caption.str.contains("\n").mean() < 0.7
    bold = caption.map(lambda text: any(ord(letter) > 0x1D400 for letter in text))
    assert 0.02 < bold.mean() < 0.15


def test_rates_of_linkedin_hold(quarter: pd.DataFrame) -> None:
    content = exports.write_linkedin_xls(
        quarter, 5, days=(FIRST, FIRST + 90), taken=(FIRST + 92) * DAY
    )
    daily, listed = (
        pd.DataFrame(
            [sheet.row_values(row) for row in range(2, sheet.nrows)], columns=sheet.row_values(1)
        )
        for sheet in xlrd.open_workbook(file_contents=content).sheets()
    )
    clicks = whole(listed, "Clicks") / whole(listed, "Impressions")
    assert np.allclose(clicks, listed["Click through rate (CTR)"])
    every = whole(listed, "Clicks", "Likes", "Comments", "Reposts", "Follows")
    assert np.allclose(every / whole(listed, "Impressions"), listed["Engagement rate"])
    for name in ("Impressions", "Clicks", "Reactions", "Comments", "Reposts"):
        both = whole(daily, f"{name} (organic)", f"{name} (sponsored)")
        assert (both == whole(daily, f"{name} (total)")).all()
    assert listed["Created date"].str.fullmatch(r"\d\d/\d\d/\d{4}").all()


def test_a_few_daily_counts_of_linkedin_are_negative(
    sample: dict[str, tuple[bytes, str]],
) -> None:
    name = next(name for name in sample if name.endswith(".xls") and "content" in name)
    sheet = xlrd.open_workbook(file_contents=sample[name][0]).sheet_by_name("Metrics")
    columns = sheet.row_values(1)
    values = [
        sheet.cell_value(row, columns.index(f"{name} (organic)"))
        for row in range(2, sheet.nrows)
        for name in ("Comments", "Reposts")
    ]
    assert 1 <= sum(value < 0 for value in values) <= 20
    assert min(values) >= -2


def test_days_add_up_to_the_posts_and_are_another_series() -> None:
    frame = posts("daily", months=6)
    rows = rows_of(frame, "x")
    days = (FIRST, FIRST + 182)
    daily = by_day(rows, ["impressions"], "x", days, (days[1] + 60) * DAY, 0, 1)["impressions"]
    published = np.zeros(days[1] - days[0])
    start = rows.minute // DAY - days[0]
    inside = (start >= 0) & (start < len(published))
    np.add.at(published, start[inside], rows.counts["impressions"][inside])
    assert daily.sum() == pytest.approx(published.sum(), rel=0.035)
    both = (daily > 0) & (published > 0)
    correlation = np.corrcoef(np.log(daily[both]), np.log(published[both]))[0, 1]
    assert 0.55 < correlation < 0.95
    assert (daily >= 0).all()


def test_the_share_that_has_arrived_grows_from_nothing_to_all() -> None:
    age = np.array([-5.0, 0, 80, 1440, 60 * 1440])
    share = arrived(age, "x")
    assert share[:2].tolist() == [0, 0]
    assert share[2] == pytest.approx(0.5, abs=0.001)
    assert share[4] > 0.999
    assert (np.diff(arrived(age, "x", tail=True)) >= 0).all()


def test_parts_add_up_and_keep_to_their_shares() -> None:
    total = np.arange(2_000)
    usual = {"a": np.where(total % 2 == 0, 0.7, 0.0), "b": 0.3, "c": np.zeros(2_000)}
    parts = split(total, usual, stream(1, "parts"))
    assert (sum(parts.values()) == total).all()
    assert all((part >= 0).all() for part in parts.values())
    assert (parts["a"][1::2] == 0).all()
    assert (parts["c"] == 0).all()
    assert parts["a"][::2].sum() / total[::2].sum() == pytest.approx(0.7, abs=0.02)


def test_pacific_time_is_what_the_time_zone_database_says() -> None:
    utc = pd.date_range("2024-01-01", "2027-12-31", freq="37min", tz="UTC")
    theirs = utc.tz_convert("America/Los_Angeles").tz_localize(None)
    minutes = theirs.to_numpy().astype("datetime64[m]").astype(np.int64)
    ours = [
        pacific_minute(one) for one in utc.tz_localize(None).to_numpy("datetime64[m]").astype(int)
    ]
    assert ours == minutes.tolist()
    assert stamp(0, "%I %p") == "12 AM"


def test_an_early_export_has_lower_counts_and_deleted_posts(quarter: pd.DataFrame) -> None:
    gone = posts("gone", months=1).head(7)
    taken = (FIRST + 31) * DAY - LOCAL
    then = exports.as_of(quarter, taken, 1, deleted=gone)
    assert then["published_at"].max() < "2024-11-01T00:00"
    assert set(gone["post_id"]) < set(then["post_id"])
    now = quarter.set_index("post_id").loc[
        [one for one in then["post_id"] if one in set(quarter["post_id"])]
    ]
    before = then.set_index("post_id").loc[now.index]
    for name in ("impressions", "reactions", "clicks", "reach"):
        assert (before[name].fillna(0) <= now[name].fillna(0)).all()
    x = (now["platform"] == "x").to_numpy()
    growth = (now["impressions"][x] / before["impressions"][x]).median()
    assert growth == pytest.approx(1.17, abs=0.06)
    assert list(then.dtypes) == list(quarter.dtypes)


def test_a_platform_without_posts_or_with_promotion_is_refused(quarter: pd.DataFrame) -> None:
    facebook = quarter[quarter["platform"] == "facebook"]
    with pytest.raises(DataError, match="no post on x"):
        exports.write_x_content(facebook, 1)
    boosted = quarter.copy()
    boosted["paid"] = True
    with pytest.raises(DataError, match="boosted"):
        exports.write_x_tweets(boosted, 1)
    with pytest.raises(DataError, match="no platform 'myspace'"):
        rows_of(quarter, "myspace")
    with pytest.raises(DataError, match="no series 'Smiles'"):
        exports.write_facebook_page_series(quarter, "Smiles", 1, days=(1, 2), taken=1)


@pytest.mark.parametrize(
    ("library", "write"),
    [("xlwt", exports.write_linkedin_xls), ("openpyxl", exports.write_linkedin_xlsx)],
)
def test_a_missing_library_is_named(
    quarter: pd.DataFrame, monkeypatch: pytest.MonkeyPatch, library: str, write: Any
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(DataError, match=f"pip install {library}"):
        write(quarter, 1, days=(FIRST, FIRST + 2), taken=(FIRST + 2) * DAY)


def test_the_writers_load_without_pandas_and_spreadsheet_libraries() -> None:
    code = (
        "import sys, statcomms.data.exports; "
        "sys.exit(bool({'pandas', 'xlwt', 'openpyxl'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_sample_covers_every_post_and_is_small(sample: dict[str, tuple[bytes, str]]) -> None:
    assert len(sample) >= 8
    assert sum(len(content) for content, _ in sample.values()) < 3_000_000
    assert all(says.endswith(".") and len(says) > 40 for _, says in sample.values())
    digest = [hashlib.sha256(content).hexdigest() for content, _ in sample.values()]
    assert len(set(digest)) == len(sample)
    listed = [
        table(content, "utf-8-sig").iloc[:, 0]
        for name, (content, _) in sample.items()
        if name.startswith("account_analytics") or name[:3] in ("Oct", "Feb", "Jan")
    ]
    found = set(pd.concat(listed)) - {""}
    own = Tables(2026)["posts"]
    assert found == set(own["post_id"][own["platform"].isin(["x", "facebook"])])


def test_small_worlds_have_exports_too() -> None:
    class Small(dict[str, pd.DataFrame]):
        seed = "small"

    files = sample_exports(Small(posts=posts("small", months=2)))
    assert any("updates" in name for name in files)
    assert sum("account_analytics" in name for name in files) == 1
