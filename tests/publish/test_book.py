"""The book: built without a warning, from its own files only, readable and operable.

A small course is built once; the real pages are looked at by the journeys.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from statcomms.errors import BuildError
from statcomms.publish.book import Foreign, book_fingerprint, build_book, foreign_loads
from statcomms.publish.notebooks import build_notebooks
from statcomms.publish.sphinx import is_wanted, keep_own_files
from support.axe import serious
from support.browser import chromium

ROOT = Path(__file__).parents[2]
FRONT = "---\njupytext: {}\nkernelspec: {name: python3, display_name: Python 3}\n---\n\n"
LESSON = (
    FRONT
    + """# Rates: what they say

See [A, 2020](../book/references.md#a2020) and [reach](../book/glossary.md#reach).

+++ {"tags": ["notebook-only"]}

Press the button in JupyterLab.

+++

## Try it

```{code-cell} python
:tags: [exercise]

import ipywidgets
from IPython.display import display
from pathlib import Path
slider = ipywidgets.IntSlider()
display({
    **slider._repr_mimebundle_(),
    "application/vnd.statcomms.answer+json": {"exercise": "m5-x"},
    "text/html": f"<section data-exercise='m5-x'><h3>Which? {len(list(Path('.').iterdir()))}</h3>"
    "<fieldset><legend>Choose</legend><label><input type='radio' name='a'> One</label></fieldset>"
    "</section>",
}, raw=True)
```

```{code-cell} python
:tags: [under-the-hood]

6 * 7
```
"""
)
SOURCES = "@misc{a2020, author={A}, title={T}, year={2020}, url={https://example.org/}}\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course's own configuration, styles and pages around one small lesson, built."""
    root = tmp_path_factory.mktemp("course")
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "book", root / "book")
    static = Path("src/statcomms/exercises/static")
    shutil.copytree(ROOT / static, root / static)
    (root / "book/references.bib").write_text(SOURCES, encoding="utf-8")
    for lesson in (root / "book/lessons").glob("*.md"):
        lesson.unlink()
    (root / "book/lessons").mkdir(exist_ok=True)
    (root / "book/lessons/05-analytics.md").write_text(LESSON, encoding="utf-8")
    (root / "notebooks").mkdir()
    (root / "notebooks" / "answers.json").write_text("{}", encoding="utf-8")
    glossary = root / "book/glossary.md"
    text = glossary.read_text("utf-8")
    if "## reach\n" not in text:
        glossary.write_text(f"{text}\n## reach\n\nPeople who saw it.\n", encoding="utf-8")
    build_notebooks(root)
    report = build_book(root)
    assert report.built
    return root


@pytest.fixture(scope="module")
def page(course: Path) -> str:
    return (course / "_build/html/notebooks/05-analytics.html").read_text("utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


class TestBuild:
    def test_nothing_changed_nothing_built(self, course: Path) -> None:
        assert not build_book(course).built

    def test_a_change_of_any_source_is_noticed(self, course: Path) -> None:
        before = book_fingerprint(course)
        index = course / "book/index.md"
        text = index.read_text("utf-8")
        index.write_text(text + "\nMore.\n", encoding="utf-8")
        assert book_fingerprint(course) != before
        index.write_text(text, encoding="utf-8")
        assert book_fingerprint(course) == before

    def test_cells_run_again_when_what_they_import_has_changed(
        self, course: Path, tmp_path: Path
    ) -> None:
        root = shutil.copytree(course, tmp_path / "c", ignore=shutil.ignore_patterns("html"))
        cache = root / "_build/.jupyter_cache"
        (cache / "old").touch()
        build_book(root)
        assert (cache / "old").exists()
        (root / "datasets").mkdir()
        (root / "datasets/posts.csv").write_text("id\n1\n", encoding="utf-8")
        assert build_book(root).built
        assert cache.exists()
        assert not (cache / "old").exists()

    def test_a_warning_is_an_error_that_names_the_page(self, course: Path, tmp_path: Path) -> None:
        root = shutil.copytree(course, tmp_path / "c", ignore=shutil.ignore_patterns("html"))
        (root / "book/start-here.md").write_text("# Start\n\n[No](nowhere.md)\n", encoding="utf-8")
        with pytest.raises(BuildError, match=r"(?s)start-here\.md.*nowhere"):
            build_book(root)
        assert not (root / "_build/html/.statcomms-fingerprint").exists()

    def test_a_cell_that_fails_is_named(self, course: Path, tmp_path: Path) -> None:
        root = shutil.copytree(course, tmp_path / "c", ignore=shutil.ignore_patterns("html"))
        lesson = root / "book/lessons/05-analytics.md"
        lesson.write_text(LESSON.replace("6 * 7", "6 / 0"), encoding="utf-8")
        build_notebooks(root)
        with pytest.raises(BuildError, match="code cell 2, line 1: ZeroDivisionError"):
            build_book(root)


class TestPage:
    def test_shows_the_exercises_html_and_no_widget(self, page: str) -> None:
        assert "data-exercise='m5-x'" in page or 'data-exercise="m5-x"' in page
        assert "widget-view" not in page
        assert "widget-state" not in page
        assert "require" not in page.lower().replace("required", "")

    def test_is_executed_in_an_empty_folder(self, page: str) -> None:
        assert "Which? 0" in page

    def test_hides_sources_and_what_only_a_notebook_needs(self, page: str) -> None:
        assert "IntSlider" not in page
        assert "Press the button in JupyterLab" not in page
        assert "Show the code" in page

    def test_citations_and_terms_lead_to_their_headings(self, course: Path, page: str) -> None:
        import re

        for name in ("references", "glossary"):
            link = re.search(rf'href="\.\./book/{name}\.html#([^"]+)"', page)
            assert link is not None
            target = (course / f"_build/html/book/{name}.html").read_text("utf-8")
            assert f'id="{link[1]}"' in target

    def test_loads_nothing_from_other_sites(self, course: Path) -> None:
        assert list(foreign_loads(course / "_build/html")) == []

    @pytest.mark.journey
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize(
        "name",
        [
            "notebooks/05-analytics",
            "book/index",
            "book/start-here",
            "book/teach-with-it",
            "book/glossary",
            "book/references",
        ],
    )
    def test_in_a_browser(self, course: Path, browser: Any, name: str, scheme: str) -> None:
        """No error, no request outside, no sideways scroll on a phone, nothing serious for axe."""
        tab = browser.new_page(viewport={"width": 360, "height": 800}, color_scheme=scheme)
        problems: list[str] = []
        tab.on("console", lambda m: m.type == "error" and problems.append(m.text))
        tab.on("pageerror", lambda error: problems.append(str(error)))
        tab.on(
            "request",
            lambda r: r.url.startswith(("file:", "data:")) or problems.append(f"asks for {r.url}"),
        )
        tab.goto((course / f"_build/html/{name}.html").as_uri())
        tab.wait_for_load_state("networkidle")
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360
        tab.set_viewport_size({"width": 1280, "height": 900})
        problems += serious(tab)
        tab.close()
        assert problems == []


class TestForeign:
    def test_finds_what_a_page_would_load(self, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_text(
            '<link rel="canonical" href="https://ours.org/">'
            '<link rel="stylesheet" href="https://cdn.example/a.css">'
            '<script src="//cdn.example/a.js"></script>'
            "<script>load('https://cdn.example/b.mjs')</script>"
            '<a href="https://fine.org/x.js">link</a> https://fine.org/y.js'
            '<img src="https://cdn.example/p.png">',
            encoding="utf-8",
        )
        (tmp_path / "a.css").write_text(
            "@import 'https://cdn.example/c.css'; a{background:url(//cdn.example/f.woff2)}",
            encoding="utf-8",
        )
        assert list(foreign_loads(tmp_path)) == [
            Foreign("a.html", "link", "https://cdn.example/a.css"),
            Foreign("a.html", "script", "//cdn.example/a.js"),
            Foreign("a.html", "script", "https://cdn.example/b.mjs"),
            Foreign("a.html", "img", "https://cdn.example/p.png"),
            Foreign("a.css", "css", "https://cdn.example/c.css"),
            Foreign("a.css", "css", "//cdn.example/f.woff2"),
        ]

    def test_what_extensions_add_is_left_out(self) -> None:
        def file(name: str | None, **attributes: str) -> SimpleNamespace:
            return SimpleNamespace(filename=name, attributes=attributes)

        own = file("_static/course.css")
        state = file(None, type="application/vnd.jupyter.widget-state+json", body="{}")
        thebe = file(None, body='const THEBE_JS_URL = "https://x"')
        context = {
            "script_files": [own, state, thebe, file("https://cdn.example/require.js")],
            "css_files": [own, file("https://cdn.example/a.css")],
            "body": 'a<script type="text/x-thebe-config">{}</script>b',
        }
        keep_own_files(None, "", "", context, None)
        assert context == {"script_files": [own], "css_files": [own], "body": "ab"}
        assert is_wanted(own)


def test_configuration_says_what_the_design_asks_for() -> None:
    import yaml

    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    assert (
        config["execute"] | {"execute_notebooks": "cache", "run_in_temp": True}
        == (config["execute"])
    )
    assert config["execute"]["allow_errors"] is False
    assert config["sphinx"]["config"]["nb_ipywidgets_js"] == {}
    assert json.dumps(config).count("http") == 2  # the two schemes of links
