"""Several exports together: folders, .zip files, the newest row of a post; and what is written."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from statcomms.data.importers import archive, sheets, write_imported
from statcomms.data.importers.reader import date_in_name
from statcomms.data.load import read_export, read_exports
from statcomms.errors import DataError

HEADER = "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Reposts\n"
DAILY = "Date,Impressions,Likes,Reposts,Profile visits,Create Post\n"


def row(number: int, shown: int, text: str = "Prices") -> str:
    return f'{1091103322471153600 + number},"Fri, Feb 27, 2026",{text},,{shown},1,1,0\n'


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def pack(path: Path, files: dict[str, bytes], **how: Any) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return path


class TestNewest:
    def test_the_date_in_the_name_decides(self, tmp_path: Path) -> None:
        put(tmp_path, "content_2026-01-01_2026-03-31.csv", HEADER + row(1, 100) + row(2, 50))
        put(tmp_path, "content_2026-01-01_2026-02-28.csv", HEADER + row(1, 900) + row(3, 70))
        found = read_exports(tmp_path)
        assert dict(
            zip(found.posts["post_id"].str[-1], found.posts["impressions"], strict=True)
        ) == {
            "1": 100,
            "2": 50,
            "3": 70,
        }
        assert (found.report.posts_in, found.report.posts, found.report.replaced) == (4, 3, 1)
        assert found.report.rule in found.report.as_text()

    def test_without_dates_in_names_the_larger_count(self, tmp_path: Path) -> None:
        one = put(tmp_path, "a.csv", HEADER + row(1, 900))
        two = put(tmp_path, "b.csv", HEADER + row(1, 100))
        for order in ([one, two], [two, one]):
            assert read_exports(order).posts["impressions"].tolist() == [900]

    def test_days_of_the_newer_file_win(self, tmp_path: Path) -> None:
        put(tmp_path, "overview_2026-03-01.csv", DAILY + '"Fri, Feb 27, 2026",8,1,1,1,1\n')
        put(tmp_path, "overview_2026-02-27.csv", DAILY + '"Fri, Feb 27, 2026",3,1,1,1,1\n')
        found = read_exports(tmp_path)
        values = found.daily.set_index("metric")["value"]
        assert values["impressions"] == 8
        assert found.report.days_replaced == 5

    @pytest.mark.parametrize(
        ("name", "date"),
        [
            ("Feb-01-2025_Mar-15-2025_123.csv", "2025-03-15"),
            ("tweet_activity_metrics_me_20190101_20190201_en.csv", "2019-02-01"),
            ("office_content_1700000000000.xls", "2023-11-14"),
            ("content (1).csv", ""),
            ("1091103322471153664.csv", ""),
        ],
    )
    def test_the_date_in_a_name(self, name: str, date: str) -> None:
        assert date_in_name(name) == date


class TestFolders:
    def test_unknown_files_are_listed_and_no_error(self, tmp_path: Path) -> None:
        put(tmp_path, "good.csv", HEADER + row(1, 5))
        put(tmp_path, "notes.txt", "Call the printer")
        put(tmp_path, ".hidden", "x")
        (tmp_path / "within").mkdir()
        (tmp_path / "link.csv").symlink_to(tmp_path / "good.csv")
        found = read_exports(tmp_path)
        assert sorted(name for name, _ in found.report.not_read) == [
            "link.csv",
            "notes.txt",
            "within",
        ]
        assert "Not read: notes.txt." in found.report.as_text()

    def test_none_known_is_an_error(self, tmp_path: Path) -> None:
        put(tmp_path, "notes.txt", "Call the printer")
        put(tmp_path, "more.txt", "Call again")
        with pytest.raises(DataError, match="None of 2 files"):
            read_exports(tmp_path)
        with pytest.raises(DataError, match="There is no file"):
            read_exports(tmp_path / "nowhere")

    def test_too_many_files(self, tmp_path: Path) -> None:
        for number in range(archive.MOST_FILES + 1):
            (tmp_path / f"{number}.csv").touch()
        with pytest.raises(DataError, match="up to 200 are read"):
            read_exports(tmp_path)


class TestZip:
    def test_exports_in_folders_within(self, tmp_path: Path) -> None:
        files = {
            "2026/content.csv": (HEADER + row(1, 5)).encode(),
            "../../evil.csv": (HEADER + row(2, 6)).encode(),
            "__MACOSX/._content.csv": b"x",
            "inner.zip": b"PK\x03\x04",
        }
        found = read_exports(pack(tmp_path / "all.zip", files))
        assert len(found.posts) == 2
        assert [one.file for one in found.report.files] == ["content.csv", "evil.csv"]
        assert found.report.not_read[0][0] == "inner.zip"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip"]

    def test_a_bomb_is_refused_before_it_is_unpacked(self, tmp_path: Path) -> None:
        bomb = pack(tmp_path / "bomb.zip", {"a.csv": HEADER.encode() + b"0" * 30_000_000})
        assert bomb.stat().st_size < 50_000
        with pytest.raises(DataError, match="grows beyond"):
            read_exports(bomb)

    def test_all_together_are_limited(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(archive, "MOST_UNPACKED", 1000)
        files = {f"{place}.csv": (HEADER + row(place, 5) * 6).encode() for place in range(3)}
        with pytest.raises(DataError, match="grows beyond"):
            read_exports(pack(tmp_path / "a.zip", files))

    def test_too_many_files(self, tmp_path: Path) -> None:
        with pytest.raises(DataError, match="up to 200 are read"):
            read_exports(pack(tmp_path / "a.zip", {f"{one}.csv": b"" for one in range(201)}))

    def test_a_link_within(self, tmp_path: Path) -> None:
        path = pack(tmp_path / "a.zip", {"good.csv": (HEADER + row(1, 5)).encode()})
        with zipfile.ZipFile(path, "a") as packed:
            link = zipfile.ZipInfo("link.csv")
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            packed.writestr(link, "/etc/passwd")
        assert read_exports(path).report.not_read == (
            ("link.csv", "It is a link to another place, not a file."),
        )

    @pytest.mark.parametrize("end", [10, 60, 150, -10])
    def test_damaged(self, tmp_path: Path, end: int) -> None:
        path = pack(tmp_path / "a.zip", {"good.csv": (HEADER + row(1, 5) * 30).encode()})
        path.write_bytes(path.read_bytes()[:end])
        with pytest.raises(DataError):
            read_exports(path)

    def test_an_xlsx_that_is_a_bomb(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sheets, "LARGEST_UNPACKED", 1_000_000)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("[Content_Types].xml", "<Types/>")
            packed.writestr("xl/worksheets/sheet1.xml", b"0" * 1_200_000)
        with pytest.raises(DataError, match="when unpacked"):
            read_export(out.getvalue())


class TestWriting:
    def test_files_and_their_content(self, tmp_path: Path) -> None:
        text = HEADER + row(1, 5, "=cmd|' /C calc'!A0") + row(2, 6, "@someone") + row(3, 7)
        found = read_export(text.encode(), name="content.csv")
        written = write_imported(found, tmp_path / "deep" / "out")
        assert [path.name for path in written] == ["posts.csv", "report.txt"]
        back = pd.read_csv(written[0], dtype=str, keep_default_na=False)
        assert back["text"].tolist() == ["'=cmd|' /C calc'!A0", "'@someone", "Prices"]
        assert back["post_id"].tolist()[0] == "1091103322471153601"
        assert back["reach"].tolist() == [""] * 3
        assert "2 texts in the written files begin with '" in written[1].read_text("utf-8")
        assert sorted(path.name for path in written[0].parent.iterdir()) == [
            "posts.csv",
            "report.txt",
        ]

    def test_nothing_is_replaced_unasked(self, tmp_path: Path) -> None:
        found = read_export((HEADER + row(1, 5)).encode())
        (tmp_path / "posts.csv").write_text("mine")
        with pytest.raises(DataError, match=r"already holds posts\.csv"):
            write_imported(found, tmp_path)
        assert (tmp_path / "posts.csv").read_text() == "mine"
        assert not (tmp_path / "report.txt").exists()
        write_imported(found, tmp_path, overwrite=True)
        assert (tmp_path / "posts.csv").read_text("utf-8").startswith("post_id,")

    def test_a_place_that_cannot_be_written(self, tmp_path: Path) -> None:
        found = read_export((HEADER + row(1, 5)).encode())
        (tmp_path / "file").touch()
        with pytest.raises(DataError, match="cannot be written"):
            write_imported(found, tmp_path / "file" / "in")

    def test_daily_and_together(self, tmp_path: Path) -> None:
        put(tmp_path, "in/overview.csv", DAILY + '"Fri, Feb 27, 2026",8,1,1,1,1\n')
        put(tmp_path, "in/content.csv", HEADER + row(1, 5))
        written = write_imported(read_exports(tmp_path / "in"), tmp_path / "out")
        assert [path.name for path in written] == ["posts.csv", "daily.csv", "report.txt"]
        assert "2026-02-27,x,impressions,8.0,true" in written[1].read_text("utf-8")
