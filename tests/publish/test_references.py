"""The references page: one heading for each source, its anchor the source's key."""

from __future__ import annotations

from pathlib import Path

import pytest

from statcomms.errors import BuildError
from statcomms.publish.notebooks import build_notebooks
from statcomms.publish.references import (
    cited_keys,
    heading_slug,
    read_references,
    references_page,
)

SOURCES = r"""
@misc{zeta2020,
  author = {{An Office}},
  title = {What {It} cost: \$40 Million [Report]},
  year = {2020}, month = mar,
  url = {https://www.example.org/a_b},
  note = {Read as a stored copy},
}
@article{alpha,
  author = {Moro, S{\'e}rgio and Rita, Paulo and Vala, Bernardo},
  title = {Is it right?},
  journal = {Journal}, volume = {3}, number = {1}, pages = {11--13},
  url = {https://example.org/},
}
@misc{two2021,
  author = {A, Ann and van der Berg, Ben}, title = {Two}, year = {2021}, url = {https://e.org},
}
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    path = tmp_path / "book" / "references.bib"
    path.parent.mkdir()
    path.write_text(SOURCES, encoding="utf-8")
    return path


def test_page(sources: Path) -> None:
    page = references_page(read_references(sources))
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings == [
        "## A and van der Berg, 2021 · `two2021`",
        "## An Office, 2020 · `zeta2020`",
        "## Moro and others, no date · `alpha`",
    ]
    assert (
        "An Office (March 2020). *What It cost: $40 Million \\[Report\\]*. "
        "[example.org](https://www.example.org/a_b). Read as a stored copy." in page
    )
    assert (
        "Sérgio Moro, Paulo Rita and Bernardo Vala. *Is it right?* Journal 3(1): 11–13. "
        "[example.org](https://example.org/)." in page
    )


def test_the_anchor_of_each_heading_is_its_key(sources: Path) -> None:
    entries = read_references(sources)
    page = references_page(entries)
    titles = [line[3:].replace("`", "") for line in page.splitlines() if line.startswith("## ")]
    assert {heading_slug(title) for title in titles} == set(entries)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Break in series", "break-in-series"),
        ("95 % interval", "95--interval"),
        ("What counts, and when?", "what-counts-and-when"),
        ("Under the hood, 2020 edition", "under-the-hood-2020-edition"),
    ],
)
def test_other_headings_have_the_usual_anchors(title: str, slug: str) -> None:
    assert heading_slug(title) == slug


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("@misc{two2021,", "@misc{Two-2021,", "key 'Two-2021'"),
        ("title = {Two}, ", "", "two2021 has no title"),
        ("url = {https://e.org},", "", "two2021 has no url"),
        ("author = {A, Ann and van der Berg, Ben}, ", "", "two2021 has no author"),
        ("@misc{two2021,", "@misc{alpha,", "cannot be read"),
        ("url = {https://e.org},\n}", "url = {https://e.org", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(sources: Path, old: str, new: str, says: str) -> None:
    assert old in SOURCES
    sources.write_text(SOURCES.replace(old, new), encoding="utf-8")
    with pytest.raises(BuildError, match=says):
        read_references(sources)


def test_cited_keys() -> None:
    text = "[A](../book/references.md#a1), [B](references.md#b2) and [C](glossary.md#c3)."
    assert cited_keys(text) == ["a1", "b2"]


def test_the_page_is_made_and_checked_with_the_notebooks(sources: Path, tmp_path: Path) -> None:
    build_notebooks(tmp_path)
    assert build_notebooks(tmp_path, check=True).differences == ()
    page = sources.with_suffix(".md")
    page.write_text(page.read_text("utf-8").replace("# References", "# Sources"), encoding="utf-8")
    assert build_notebooks(tmp_path, check=True).differences == (
        "book/references.md, line 1 is «# Sources», the text makes «# References».",
    )
    build_notebooks(tmp_path)
    assert page.read_text("utf-8") == references_page(read_references(sources))
