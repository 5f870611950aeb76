"""What people's files are like: cut off, wrongly coded, gone through Excel, or made to do harm."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.data.importers import tables
from statcomms.data.importers.dates import find_zone, read_dates
from statcomms.data.importers.numbers import plain_counts, plain_rates
from statcomms.data.load import read_export
from statcomms.errors import DataError

X_NEW = "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Reposts"
META = "Post ID,Publish time,Description,Permalink,Post type,Views,Reach,Reactions"
ID = "1091103322471153664"


def x_lines(number: int = 4) -> list[str]:
    return [
        f'{1091103322471153601 + place},"Fri, Feb {place + 1}, 2026","Text {place}, more",'
        f"https://x.example/o/status/{1091103322471153601 + place},{100 + place},{place},9,0"
        for place in range(number)
    ]


def x_file(*lines: str) -> bytes:
    return ("\n".join([X_NEW, *(lines or x_lines())]) + "\n").encode()


def meta_file(*times: str) -> bytes:
    rows = [
        f"{122101234567890100 + place},{time},Text,,Photos,90,70,5"
        for place, time in enumerate(times)
    ]
    return ("\n".join([META, *rows]) + "\n").encode()


def read(data: bytes, **options: Any) -> Any:
    found = read_export(data, **options)
    report = found.report
    assert report.rows_in == report.rows_read + report.rows_left_out
    if report.rows_read and "post list" in report.format:
        assert len(found.posts) == report.rows_read
    return found


def reasons(found: Any) -> dict[str, tuple[int, ...]]:
    return {one.reason: one.row_numbers for one in found.report.left_out}


def only_reason(found: Any, word: str) -> tuple[int, ...]:
    (numbers,) = [rows for reason, rows in reasons(found).items() if word in reason]
    return numbers


class TestCoding:
    @pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_each_is_found(self, coding: str) -> None:
        line = x_lines(1)[0].replace("more", "größer 🙂 العربية 中文")
        found = read(x_file(line).decode().encode(coding))
        assert found.posts["text"].tolist() == ["Text 0, größer 🙂 العربية 中文"]

    def test_excels_western_coding(self) -> None:
        line = x_lines(1)[0].replace("more", "größer – 5 €")
        found = read(x_file(line).decode().encode("cp1252"))
        assert found.posts["text"].tolist() == ["Text 0, größer – 5 €"]
        assert any("Windows-1252" in one for one in found.report.all_warnings)

    def test_nul_bytes_and_marks_in_the_middle(self) -> None:
        data = x_file().replace(b"Text 1", b"Te\0xt 1").replace(b"Text 2", b"\xef\xbb\xbfText 2")
        found = read(data)
        assert found.posts["text"].tolist()[1:3] == ["Text 1, more", "Text 2, more"]
        assert any("NUL" in one for one in found.report.all_warnings)

    @pytest.mark.parametrize("end", [b"\r\n", b"\r"])
    def test_line_ends(self, end: bytes) -> None:
        assert len(read(x_file().replace(b"\n", end)).posts) == 4

    def test_right_to_left_text_and_marks_are_kept(self) -> None:
        line = x_lines(1)[0].replace("Text 0, more", "\u202bالأسعار 2.1 ٪\u202c")
        assert read(x_file(line)).posts["text"].iloc[0] == "\u202bالأسعار 2.1 ٪\u202c"


class TestDamage:
    def test_cut_off_in_a_row(self) -> None:
        data = x_file()[:-12]
        assert only_reason(read(data), "cut off") == (5,)

    def test_a_last_row_without_line_end_is_fine(self) -> None:
        assert len(read(x_file()[:-1]).posts) == 4

    def test_a_caption_over_many_lines_at_the_end(self) -> None:
        line = x_lines(1)[0].replace("more", "a\nb\n\nc")
        found = read(x_file(*x_lines(3)[1:], line)[:-1])
        assert "Text 0, a\nb\n\nc" in found.posts["text"].tolist()

    def test_a_quotation_mark_that_is_never_closed(self) -> None:
        lines = x_lines(6)
        lines[2] = lines[2].replace("Text 2, more", "Text 2").replace('2"', "2", 1)
        lines[2] = lines[2].replace('"Text 2"', '"Text 2')
        found = read(x_file(*lines))
        assert found.report.rows_in == 6
        assert found.report.rows_read >= 5
        assert 4 in [number for rows in reasons(found).values() for number in rows]

    def test_a_row_with_too_many_cells(self) -> None:
        lines = x_lines(3)
        lines[1] += ",5,6"
        found = read(x_file(*lines))
        assert only_reason(found, "more cells") == (3,)

    def test_a_large_damaged_file_is_read_block_by_block(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tables, "_BLOCK", 4000)
        monkeypatch.setattr(tables, "_LONGEST_RECORD", 300)
        lines = [
            f'{1091103322471153601 + place},"Fri, Feb 27, 2026","Tëxt 🙂\n{place}",,5,0,0,0'
            for place in range(400)
        ]
        found = read(x_file(*lines)[:-4])
        assert (found.report.rows_in, found.report.rows_read) == (400, 399)
        assert found.posts["text"].tolist() == [f"Tëxt 🙂\n{place}" for place in range(399)]

    def test_empty_lines_and_trailing_separators(self) -> None:
        lines = [line + ",," for line in x_lines(3)]
        assert len(read(x_file(lines[0], "", *lines[1:])).posts) == 3

    def test_200_columns(self) -> None:
        wide = ",".join(f"Extra {place}" for place in range(200))
        more = "," + ",".join("7" for _ in range(200))
        data = "\n".join([f"{X_NEW},{wide}", *(line + more for line in x_lines())]) + "\n"
        found = read(data.encode())
        assert len(found.posts) == 4
        assert len(found.report.columns_not_understood) == 200

    @pytest.mark.parametrize("sign", [";", "\t", "|"])
    def test_another_separator(self, sign: str) -> None:
        data = x_file().decode().replace('"Fri, ', '"Fri_ ').replace(", 2026", "_ 2026")
        data = data.replace("Text 0, more", "Text").replace(",", sign)
        data = data.replace("Fri_", "Fri,").replace("_ 2026", ", 2026")
        assert len(read(data.encode()).posts) == 4

    def test_rows_above_the_header(self) -> None:
        found = read(b"Account analytics\n\n" + x_file())
        assert len(found.posts) == 4


class TestExcel:
    def test_a_rounded_id_is_taken_from_the_link(self) -> None:
        line = x_lines(1)[0].replace("1091103322471153601,", "1.0911E+18,", 1)
        found = read(x_file(line))
        assert found.posts["post_id"].tolist() == ["1091103322471153601"]
        assert any("taken from the link" in one for one in found.report.all_warnings)

    def test_zeros_at_the_end_of_an_id_are_mended_by_the_link(self) -> None:
        line = x_lines(1)[0].replace("1091103322471153601,", "1091103322471150000,", 1)
        assert read(x_file(line)).posts["post_id"].tolist() == ["1091103322471153601"]

    def test_a_rounded_id_without_a_link_is_left_out(self) -> None:
        line = '6.49E+17,"Fri, Feb 27, 2026",Text,,5,0,0,0'
        found = read(x_file(line, *x_lines(2)))
        assert only_reason(found, "rounded the post id") == (2,)

    def test_many_rounded_ids_are_told(self) -> None:
        lines = [
            f'10911033224711{place:02d}000,"Fri, Feb 27, 2026",Text,,5,0,0,0' for place in range(9)
        ]
        warnings = read(x_file(*lines)).report.all_warnings
        assert any("ends in 000" in one for one in warnings)

    def test_formulas_stay_text(self) -> None:
        lines = [
            line.replace("Text", sign, 1)
            for line, sign in zip(x_lines(3), ("=cmd|' /C calc'!A0", "+1", "-2"), strict=True)
        ]
        found = read(x_file(*lines))
        assert found.posts["text"].tolist()[0].startswith("=cmd|")
        warnings = found.report.all_warnings
        assert any("In 3 texts the first sign is = + or -" in one for one in warnings)

    def test_the_same_post_twice(self) -> None:
        lines = x_lines(1) * 2
        lines[0] = lines[0].replace(",100,", ",900,")
        found = read(x_file(*lines))
        assert found.posts["impressions"].tolist() == [900]
        assert only_reason(found, "more than once") == (3,)

    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            ("1234", 1234),
            ("312.0", 312),
            ("312,0", 312),
            ("1,234", 1234),
            ("1.234", 1234),
            ("1.234.567", 1234567),
            ("1,234,567.0", 1234567),
            ("1 234", 1234),
            ("1\u202f234", 1234),
            ("1'234", 1234),
            ("٣١٢", 312),
            ("-3", -3),
            ("1.2E+3", 1200),
            ('="12"', 12),
        ],
    )
    def test_counts_in_many_spellings(self, cell: str, value: float) -> None:
        assert plain_counts([cell]).tolist() == [value]

    @pytest.mark.parametrize("cell", ["1.5", "many", "1,2,3", "12K", "0x1F", "1e400", "inf"])
    def test_what_is_no_count_is_not_guessed(self, cell: str) -> None:
        assert plain_counts([cell]).tolist() == [float("inf")]

    @pytest.mark.parametrize("cell", ["", "-", "–", "n/a", "NaN", " "])
    def test_nothing_is_missing_and_never_0(self, cell: str) -> None:
        assert pd.isna(plain_counts([cell])[0])
        line = f'{ID},"Fri, Feb 27, 2026",Text,,{cell},0,0,0'
        assert pd.isna(read(x_file(line, *x_lines(1))).posts["impressions"].iloc[-1])

    @pytest.mark.parametrize("cell", ["0.025", "0,025", "2.5%", "2,5 %"])
    def test_rates(self, cell: str) -> None:
        assert plain_rates([cell])[0] == pytest.approx(0.025)

    @pytest.mark.parametrize("cell", ["many", "-4", "2.5"])
    def test_a_bad_count_is_missing_and_told_with_its_row(self, cell: str) -> None:
        found = read(x_file(x_lines(1)[0].replace(",100,", f",{cell},"), *x_lines(3)[1:]))
        assert found.posts["impressions"].isna().tolist() == [True, False, False]
        assert any(f"«{cell}" in one and "in row 2" in one for one in found.report.all_warnings)


class TestDates:
    @pytest.mark.parametrize(
        ("times", "first", "said"),
        [
            (("03/04/2025 09:30", "03/25/2025 10:00"), "2025-03-04", "month first: the column"),
            (("03/04/2025 09:30", "25/03/2025 10:00"), "2025-03-25", "day first: the column"),
            (("2025-03-04 09:30", "2025-03-25T10:00:00"), "2025-03-04", "year first"),
            (("03/04/2025 09:30", "05/06/2025 10:00"), "2025-03-04", "no date in the file shows"),
        ],
    )
    def test_three_orders(self, times: tuple[str, ...], first: str, said: str) -> None:
        found = read(meta_file(*times), timezone="UTC", source_timezone="UTC")
        assert found.posts["published_at"].iloc[0][:10] == first
        assert said in found.report.tables[0].dates

    def test_the_order_of_most_dates_wins_and_the_rest_is_left_out(self) -> None:
        found = read(meta_file("03/25/2025 09:30", "04/26/2025 09:30", "27/05/2025 09:30"))
        assert only_reason(found, "date cannot be read") == (4,)
        assert "as most dates" in found.report.tables[0].dates

    @pytest.mark.parametrize(
        "cell", ["", "soon", "2025-02-30", "31/31/2025", "0000-01-01", "2025-01-01 25:00", "9" * 60]
    )
    def test_what_is_no_date(self, cell: str) -> None:
        assert read_dates([cell]).fine.tolist() == [False]

    def test_own_zone_beats_the_asked_one(self) -> None:
        read_back = read_dates(["2019-01-31 22:08 +0530", "2019-01-31 22:08 -0300"])
        assert read_back.texts("UTC", "UTC") == ["2019-01-31T16:38+00:00", "2019-02-01T01:08+00:00"]

    def test_hours_that_a_clock_shows_twice_or_never(self) -> None:
        times = read_dates(["11/02/2025 01:30", "03/09/2025 02:30", "11/30/2025 12:00"])
        assert times.texts("America/Los_Angeles", "UTC") == [
            "2025-11-02T09:30+00:00",
            "2025-03-09T10:00+00:00",
            "2025-11-30T20:00+00:00",
        ]

    @pytest.mark.parametrize("name", ["Mars/Base", "+25:00", "../etc/passwd", "", "UTC+99"])
    def test_zones_that_are_none(self, name: str) -> None:
        with pytest.raises(DataError, match="no time zone"):
            find_zone(name)

    @settings(deadline=None, max_examples=60)
    @given(st.lists(st.dates(pd.Timestamp("1995-01-01").date()), min_size=1, max_size=30))
    def test_any_date_comes_back(self, days: list[Any]) -> None:
        wanted = [day.isoformat() for day in days if day.year < 2100]
        days = [day for day in days if day.year < 2100]
        for pattern in ("%Y-%m-%d", "%b %d, %Y", "%a, %b %d, %Y", "%d %B %Y"):
            assert read_dates([day.strftime(pattern) for day in days]).dates() == wanted
        slashed = [day.strftime("%d/%m/%Y") for day in days]
        if any(day.day > 12 for day in days):
            assert read_dates(slashed).dates() == wanted
        assert read_dates(slashed, usual="day first").dates() == wanted


SIGNS = [*'ab1290E.,;" |=+-@&/:\\', "'", "\n", "\r", "\t", "\0", "\ufeff", "\u202e", *"éß中🙂ع"]
CELLS = st.text(st.sampled_from(SIGNS), max_size=12)
STARTS = st.sampled_from(
    [
        x_file(),
        meta_file("03/04/2025 09:30", "03/25/2025 10:00"),
        b'sep=,\n"Views"\n"Date","Primary"\n',
    ]
)


class TestFuzz:
    """Whatever comes: a table and a report whose rows add up, or an error of ours."""

    def harmless(self, data: bytes) -> None:
        try:
            found = read(data, name="some.csv")
        except DataError as error:
            said = str(error)
            assert "Traceback" not in said
            assert len(said) < 2000
            return
        assert found.report.as_text()
        assert found.posts["post_id"].is_unique

    @settings(deadline=None, max_examples=150)
    @given(st.binary(max_size=400))
    def test_any_bytes(self, data: bytes) -> None:
        self.harmless(data)
        self.harmless(x_file() + data)

    @settings(deadline=None, max_examples=150)
    @given(STARTS, st.lists(st.lists(CELLS, max_size=10), max_size=6))
    def test_any_cells_below_a_known_header(self, start: bytes, rows: list[list[str]]) -> None:
        self.harmless(start + "\n".join(",".join(row) for row in rows).encode("utf-8", "replace"))

    @settings(deadline=None, max_examples=150)
    @given(STARTS, st.integers(0, 10_000), st.integers(0, 2**32), st.integers(0, 12))
    def test_cut_off_and_with_changed_bytes(
        self, start: bytes, end: int, seed: int, changes: int
    ) -> None:
        chance = random.Random(seed)
        data = bytearray(start[: end % (len(start) + 1)])
        for _ in range(changes):
            if data:
                data[chance.randrange(len(data))] = chance.choice(b'",;\n\r\0\xff\xef0A')
        self.harmless(bytes(data))

    @settings(deadline=None, max_examples=100)
    @given(st.lists(CELLS, min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
    def test_texts_come_back_as_they_were(self, texts: list[str], sign: str) -> None:
        import csv
        import io

        clean = [text.replace("\0", "").replace("\ufeff", "") for text in texts]
        out = io.StringIO()
        write = csv.writer(out, delimiter=sign, quoting=csv.QUOTE_ALL, lineterminator="\n")
        write.writerow(X_NEW.split(","))
        for place, text in enumerate(clean):
            number = 1091103322471153601 + place
            write.writerow([number, "Fri, Feb 27, 2026", text, "", 5, 1, 1, 0])
        found = read(out.getvalue().encode())
        assert found.posts["text"].fillna("").tolist() == clean
