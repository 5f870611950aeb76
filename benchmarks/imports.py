"""Measure the importers against a plain ``pandas.read_csv``: ``python benchmarks/imports.py``.

Speed (processor time): a CSV file of 100,000 rows of each format, read with its report, over what
``pandas.read_csv`` takes for the same file in the same run. Memory: the peak of a process of its
own that reads a file of 100 MB, as the operating system counts it.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROWS = 100_000
MOST_TIMES = 2.0
MOST_MEMORY = 1024
"""Largest peak of a process that reads a file of 100 MB, in MiB."""

_X = (
    "impressions,engagements,engagement rate,retweets,replies,likes,user profile clicks,url clicks,"
    "hashtag clicks,detail expands,permalink clicks,app opens,app installs,follows,email tweet,"
    "dial phone,media views,media engagements"
)
_X_OLD = f"{_X},{','.join(f'promoted {name}' for name in _X.split(','))}"
_META = (
    "Post ID,Page ID,Page name,Title,Description,Duration (secs),Publish time,Caption type,"
    "Permalink,Is crosspost,Is share,Post type,Languages,Custom labels,Funded content status,"
    "Data comment,Date,Views,Reach,"
)
_META_2025 = (
    '"Reactions, comments and shares",Reactions,Comments,Shares,Total clicks,Views,'
    "Reach from Organic posts,Reach from Boosted posts,3-second video views,1-minute video views,"
    "3-second viewers,1-minute viewers,3-second video views from Boosted posts,"
    "3-second video views from Organic posts,Engaged users,Negative feedback from users,"
    "Unique negative feedback from users,Seconds viewed,Average Seconds viewed,"
    "Estimated earnings (USD),Ad CPM (USD),Ad impressions,Other clicks"
)
_META_2026 = (
    '"Reactions, Comments and Shares",Reactions,Comments,Shares,Total clicks,Other Clicks,'
    "Matched Audience Targeting Consumption (Photo Click)"
)
_INSIGHTS = (
    "Post ID,Permalink,Post Message,Type,Countries,Languages,Posted,Audience Targeting,"
    "Lifetime Post Total Reach,Lifetime Post organic reach,Lifetime Post Paid Reach,"
    "Lifetime Post Total Impressions,Lifetime Engaged Users,Lifetime Post Consumers,"
    "Lifetime Post Consumptions"
)
_TEXT = (
    "Prices rose {0}.{1} % in the year to May 2026, more than in April. Food and transport added "
    "the most; rents fell in two provinces. More in our release."
)
"""A text of about 150 signs, as long as the course's own posts are in the mean."""


@dataclass(frozen=True)
class Measured:
    """One line of the result.

    Attributes:
        what: What was measured.
        measured: The result in words.
        claim: What is claimed.
        holds: Whether it holds.
    """

    what: str
    measured: str
    claim: str
    holds: bool


def _id(number: int) -> str:
    return str(1_800_000_000_000_000_001 + number * 4_194_304)


def _quoted(cells: Sequence[str]) -> str:
    return ",".join(f'"{cell}"' for cell in cells)


def _counts(number: int, how_many: int, first: int = 500) -> list[int]:
    return [first + number % 5000, *((number * 7 + place) % 40 for place in range(how_many - 1))]


def x_old(rows: int) -> str:
    """The old post list of X."""
    lines = [f"Tweet id,Tweet permalink,Tweet text,time,{_X_OLD}"]
    for number in range(rows):
        clock = f"2019-{1 + number % 12:02d}-{1 + number % 28:02d} {number % 24:02d}:07 +0000"
        text = _TEXT.format(number % 9, number % 10)
        counts = [f"{one}.0" for one in _counts(number, 18)]
        about = [_id(number), f"https://x.example/o/status/{_id(number)}", text, clock]
        lines.append(_quoted([*about, *counts, *["-"] * 18]))
    return "\n".join(lines) + "\n"


def x_old_daily(rows: int) -> str:
    """The old daily series of X, as if it went on for centuries."""
    lines = [f"Date,Tweets published,{_X_OLD}"]
    for number in range(rows):
        day = f"20{number % 80 + 10:02d}-{1 + number % 12:02d}-{1 + number % 28:02d}"
        counts = [f"{one}.0" for one in _counts(number, 18)]
        lines.append(_quoted([day, "3", *counts, *["-"] * 18]))
    return "\n".join(lines) + "\n"


def x_new(rows: int) -> str:
    """The new post list of X."""
    lines = [
        "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,"
        "New follows,Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,"
        "Permalink Clicks"
    ]
    for number in range(rows):
        text = _TEXT.format(number % 9, number % 10)
        if number % 40 == 0:  # as in the sample exports, one text in forty holds such signs
            text = text.replace("release", "office&#x27;s release")
        day = f'"Fri, Feb {1 + number % 28}, 2026"'
        about = f'{_id(number)},{day},"{text}",https://x.example/o/status/{_id(number)}'
        lines.append(f"{about},{','.join(map(str, _counts(number, 13)))}")
    return "\n".join(lines) + "\n"


def x_overview(rows: int) -> str:
    """The new daily series of X."""
    lines = [
        "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,"
        "Reposts,Profile visits,Create Post,Video views,Media views"
    ]
    for number in range(rows):
        day = f'"Fri, Feb {1 + number % 28}, {2010 + number % 80}"'
        lines.append(f"{day},{','.join(map(str, _counts(number, 13)))}")
    return "\n".join(lines) + "\n"


def _meta(rows: int, columns: str, how_many: int) -> str:
    lines = ["\ufeff" + _META + columns]
    for number in range(rows):
        text = _TEXT.format(number % 9, number % 10).replace(". ", ".\n\n", 1)
        clock = f"{1 + number % 12:02d}/{1 + number % 28:02d}/2025 {number % 24:02d}:30"
        name = str(122_000_000_000_001 + number)
        about = (
            f'{name},120000000002026,Office,,"{text}",0,{clock},N/A,'
            f"https://facebook.example/o/posts/{name},0,0,Photos,,,,,Lifetime"
        )
        lines.append(f"{about},{','.join(map(str, _counts(number, how_many)))}")
    return "\n".join(lines) + "\n"


def meta_2025(rows: int) -> str:
    """Meta Business Suite's post list of 2025, 42 columns."""
    return _meta(rows, _META_2025, 25)


def meta_2026(rows: int) -> str:
    """Meta Business Suite's post list of 2026, 26 columns."""
    return _meta(rows, _META_2026, 9)


def insights(rows: int) -> str:
    """The post list of Facebook Insights."""
    lines = [_INSIGHTS, ",,,,,,,," + ",".join(["Lifetime: how many people (Total Count)"] * 7)]
    for number in range(rows):
        clock = f"{1 + number % 12:02d}/{1 + number % 28:02d}/2017 09:{number % 60:02d}:47 AM"
        name = f"120000000002026_{1_010_000_000_000_001 + number}"
        text = _TEXT.format(number % 9, number % 10)
        about = f'{name},https://facebook.example/{name},"{text}",Photo,,,{clock},'
        lines.append(f"{about},{','.join(map(str, _counts(number, 7)))}")
    return "\n".join(lines) + "\n"


FORMATS: dict[str, Callable[[int], str]] = {
    "X, old post list": x_old,
    "X, old daily series": x_old_daily,
    "X, new post list": x_new,
    "X, new daily series": x_overview,
    "Meta Business Suite, 2025": meta_2025,
    "Meta Business Suite, 2026": meta_2026,
    "Facebook Insights": insights,
}

_PEAK = """
import resource, sys
from statcomms.data.importers import read_export
found = read_export(sys.argv[1], timezone="+10:00")
report = found.report
assert report.rows_in == report.rows_read + report.rows_left_out > 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def measure_speed(rows: int = ROWS, times: int = 5) -> list[Measured]:
    """Measure each format against a plain ``pandas.read_csv`` of the same bytes, turn by turn."""
    import pandas as pd

    from statcomms.data.importers import read_export

    found = []
    for name, make in FORMATS.items():
        taken: dict[str, list[float]] = {"ours": [], "plain": []}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "export.csv"
            path.write_text(make(rows), encoding="utf-8")
            for turn in range(times + 1):
                start = time.process_time()
                pd.read_csv(path)
                middle = time.process_time()
                read_export(path, timezone="+10:00")
                end = time.process_time()
                if turn:  # the first turn imports what the others find imported
                    taken["plain"].append(middle - start)
                    taken["ours"].append(end - middle)
        ours, plain = (statistics.median(taken[which]) for which in ("ours", "plain"))
        measured = f"{ours / plain:.2f} × ({ours:.2f} s and {plain:.2f} s)"
        fine = ours <= MOST_TIMES * plain
        found.append(Measured(f"{name}, {rows:,} rows", measured, "≤ 2 × read_csv", fine))
    return found


def measure_memory(size: int = 100_000_000) -> list[Measured]:
    """Measure the peak memory of a process that reads a file of so many bytes."""
    found = []
    names = ("X, old post list", "X, new post list", "Meta Business Suite, 2025")
    for name, damaged in (*((name, False) for name in names), *((name, True) for name in names)):
        make = FORMATS[name]
        rows = max(1, int(size / (len(make(1000).encode("utf-8")) / 1000)))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "export.csv"
            text = make(rows)
            path.write_text(text[:-9] if damaged else text, encoding="utf-8")
            del text
            done = subprocess.run(
                [sys.executable, "-c", _PEAK, str(path)], capture_output=True, text=True, check=True
            )
        peak = int(done.stdout)
        measured = f"{peak:,} MiB at the peak"
        found.append(
            Measured(
                f"{name}{', cut off' if damaged else ''}, {size / 1e6:.0f} MB, {rows:,} rows",
                measured,
                f"< {MOST_MEMORY:,} MiB",
                peak < MOST_MEMORY,
            )
        )
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each measurement; return 0 when every claim holds, 1 otherwise."""
    parser = argparse.ArgumentParser(description="Measure the importers.")
    parser.add_argument("--quick", action="store_true", help="small files, one repetition")
    given = parser.parse_args(arguments)
    rows = measure_speed(500, 1) if given.quick else measure_speed()
    rows += measure_memory(1_000_000 if given.quick else 100_000_000)
    for row in rows:
        print(f"{row.what}: {row.measured}; claim {row.claim}: {'✓' if row.holds else '✗'}")
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
