from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from statcomms.data.exports import sample_exports
from statcomms.data.tables import Tables
from statcomms.exercises.pictures import Picture
from statcomms.publish import meet_the_data as meet
from statcomms.publish.check import HIGHEST_GRADE, plain_text
from statcomms.publish.meet_the_data.show import Shown, bins, percent, said
from statcomms.publish.readability import flesch_kincaid_grade
from statcomms.schema import TABLES
from support.axe import serious
from support.browser import chromium

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "book" / "meet-the-data.md"
_CELL = re.compile(r"```\{code-cell\} python\n(.*?)```", re.DOTALL)


def cells() -> list[str]:
    return _CELL.findall(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shown() -> list[Shown]:
    """What the page's own cells show, in order."""
    space: dict[str, object] = {}
    found = []
    for cell in cells():
        source = cell.replace(":tags: [remove-input]\n", "").strip()
        *before, last = re.split(r"\n(?=\S)(?!\))", source)
        exec("\n".join(before), space)
        found.append(eval(last, space))
    return found


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables()


def test_every_cell_is_hidden_and_shows_something(shown: list[Shown]) -> None:
    assert len(shown) == len(cells()) > 30
    assert all(":tags: [remove-input]" in cell for cell in cells())
    assert all(isinstance(one, Shown) and one._repr_html_() and repr(one) for one in shown)


def test_every_table_is_met_with_its_rows_and_a_trap(shown: list[Shown]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    for name in TABLES:
        section = next(part for part in sections if f"rows of {name}.csv" in part)
        assert re.search(r"^\*\*.+?\*\*", section, flags=re.MULTILINE), name
        assert "meet.show(" in section
    assert f"The {len(TABLES)} tables" in shown[0].html
    assert "exports/" in " ".join(one.text for one in shown)


def test_the_page_says_that_nusamara_is_invented_and_reads_easily() -> None:
    text = plain_text(PAGE.read_text(encoding="utf-8"))
    assert "Nusamara is invented" in text
    for word in ("Measured", "Assumed", "Draw no conclusion"):
        assert word in text
    assert flesch_kincaid_grade(text) < HIGHEST_GRADE - 3


def pictures(tables: Tables) -> Iterator[Picture]:
    exports = sample_exports(tables)
    for room, names in (
        (meet.posts, ("posts",)),
        (meet.people, ("followers", "follower_shares", "audience")),
        (meet.talk, ("comments", "mentions", "claims")),
        (meet.office, ("incidents", "releases", "cases")),
    ):
        for function in (getattr(room, name) for name in room.__all__):
            wanted = list(function.__annotations__)[:-1]
            given = [tables[name] for name in dict.fromkeys((*names, "posts")) if name in wanted]
            yield function(*given)
    yield meet.exports.lower_counts(exports, tables["posts"])
    yield meet.exports.two_series(exports)


def test_every_picture_has_finding_words_and_numbers(tables: Tables) -> None:
    drawn = [one for one in pictures(tables) if isinstance(one, Picture)]
    assert len(drawn) >= 28
    for one in drawn:
        assert any(sign.isdigit() for sign in one.title) or "Wednesday" in one.title
        assert len(one.title) < 150
        assert len(one.alt) > 40
        assert one.table is not None
        assert len(one.table.rows) >= 2
        assert "nan" not in (one.title + one.alt + one.svg).lower().replace("finance", "")
    titles = [one.title for one in drawn]
    assert len(set(titles)) == len(titles)


def test_findings_say_what_the_data_say(tables: Tables) -> None:
    posts = tables["posts"]
    middle = f"{int(posts['impressions'].median()):,}".replace(",", "\u202f")
    assert middle in meet.posts.showings(posts).title
    audience = tables["audience"]
    nobody = ~audience[[name for name in audience.columns if name.startswith("uses_")]].any(axis=1)
    assert (
        f"{100 * nobody.mean():.0f} in 100 use no channel" in meet.people.channels(audience).title
    )
    harm = int((tables["claims"]["harm"] == 3).sum())
    assert meet.talk.harm(tables["claims"]).title.startswith(f"{harm} of ")
    unseen = int((tables["incidents"]["reach"] == 0).sum())
    assert meet.office.seen(tables["incidents"]).title.startswith(f"{unseen} incidents")
    twice = posts.copy()
    twice["impressions"] = twice["impressions"] * 2
    assert meet.posts.showings(twice).title != meet.posts.showings(posts).title


def test_newest_posts_are_compared_with_themselves_and_enough_of_them(tables: Tables) -> None:
    found = meet.posts.unfinished(tables["posts"])
    assert found.table is not None
    sizes = [int(re.search(r"\((\d+) posts\)$", row[0])[1]) for row in found.table.rows]  # type: ignore[index]
    middle, low, high = (
        [float(row[place].split()[0].rstrip("%")) for row in found.table.rows]
        for place in (1, 2, 3)
    )
    assert min(sizes) >= 10
    assert middle == sorted(middle)
    assert high[0] < low[1] < middle[-1]
    assert f"had {middle[0]:.0f} % of the showings" in found.title
    assert found.svg.count(" posts)</text>") == len(sizes)
    linkedin = tables["posts"][tables["posts"]["platform"] == "linkedin"]
    earlier = linkedin[linkedin["month"] < linkedin["month"].max()]
    assert sum(sizes) == pytest.approx(len(earlier), abs=2)


def test_rows_are_shown_as_they_are_and_missing_cells_say_so() -> None:
    frame = pd.DataFrame(
        {
            "name": ["<b>", "a" * 200],
            "count": pd.array([12345, None], dtype="Int64"),
            "share": [0.25, np.nan],
            "paid": [True, False],
        }
    )
    found = meet.rows(frame, ["name", "count", "share", "paid"], (0, -1), "Two rows").html
    assert "&lt;b&gt;" in found
    assert "<b>" not in found
    assert "12\u202f345" in found
    assert found.count("(empty)") == 2
    assert ">true<" in found
    assert "a" * 91 not in found


def test_small_tools() -> None:
    assert [name for name, _ in bins([0, 1, 2], [0, 1, 2])] == ["0", "1", "2 and more"]
    assert sum(value for _, value in bins([3, np.nan, 9], [0, 5])) == pytest.approx(100)
    assert percent(1, 8, 1) == "12.5 %"
    assert percent(1, 0) == "0 %"
    assert said("A", [("b", 2.0)]) == "A: b 2."


@pytest.fixture(scope="module")
def figures(shown: list[Shown]) -> str:
    """A page with all that the cells show, in the course's own styles."""
    styles = "".join(
        (ROOT / path).read_text(encoding="utf-8")
        for path in ("src/statcomms/exercises/static/exercises.css", "book/_static/course.css")
    )
    body = "".join(one.html for one in shown)
    return (
        '<!doctype html><html lang="en" data-theme="light"><title>Figures</title>'
        f"<style>{styles} html {{ --pst-color-background: #fff; }}</style>"
        f'<main class="bd-article"><h1>Figures</h1>{body}</main></html>'
    )


_TABLES_OF_ROWS = """() => [...document.querySelectorAll('.sc-rows [role=region]')].map(box => ({
  title: box.getAttribute('aria-label'),
  cut: box.scrollWidth - box.clientWidth,
  height: box.getBoundingClientRect().height,
  moves: getComputedStyle(box).overflowX,
  shade: getComputedStyle(box).backgroundAttachment,
}))"""


def test_tables_show_all_their_columns_and_are_short_on_a_phone(figures: str) -> None:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_content(figures.replace("<main ", '<main style="width:688px" '))
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        wide = page.evaluate(_TABLES_OF_ROWS)
        assert len(wide) == len(TABLES) + 5
        assert [one["title"] for one in wide if one["cut"] > 0] == []
        assert {one["moves"] for one in wide} == {"auto"}
        # Where one is wider than its place, a shade that stays says so.
        assert all("scroll" in one["shade"] and "local" in one["shade"] for one in wide)
        page.set_viewport_size({"width": 360, "height": 800})
        page.set_content(figures)
        narrow = page.evaluate(_TABLES_OF_ROWS.replace("')]", ":not(details *)')]"))
        assert [one["title"] for one in narrow if one["cut"] > 0] == []
        high = [one["title"] for one in narrow if one["height"] > 700]
        assert high == [f"The {len(TABLES)} tables"]
        assert page.evaluate("document.documentElement.scrollHeight") < 16_000


def test_columns_that_are_not_shown_are_named(shown: list[Shown]) -> None:
    for name, one in TABLES.items():
        found = next(each for each in shown if f"rows of {name}.csv" in each.text)
        for column in one.columns:
            assert re.search(rf"\b{column.name}\b", found.text), (name, column.name)


def test_who_reports_what_is_told_once_for_counts_that_go_together(tables: Tables) -> None:
    found = meet.posts.what_is_reported(tables["posts"]).text.splitlines()[2:]
    told = dict(line.split(" | ") for line in found)
    assert told["Facebook"] == "reach"
    assert told["X (formerly Twitter) and LinkedIn"] == "follows"
    assert "video_views" in told["X (formerly Twitter), Facebook and LinkedIn, for videos only"]
    names = ", ".join(told.values()).split(", ")
    counts = [one.name for one in TABLES["posts"].columns if one.dtype == "Int64"]
    assert sorted(names) == sorted(counts)


def test_the_figures_are_accessible_and_fit_a_phone(figures: str) -> None:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.set_content(figures)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert serious(page) == []
        cut = page.evaluate(
            """() => [...document.querySelectorAll('svg')].flatMap(svg => {
              const box = svg.getBoundingClientRect();
              return [...svg.querySelectorAll('text')].filter(text => {
                const own = text.getBoundingClientRect();
                return own.left < box.left - 1 || own.right > box.right + 1;
              }).map(text => text.textContent);
            })"""
        )
        assert cut == []
