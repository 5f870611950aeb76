"""Each check finds what it is for, names the file, and is silent on a course that is fine."""

from __future__ import annotations

from pathlib import Path

import pytest

from statcomms.publish import check
from statcomms.publish.notebooks import build_notebooks
from statcomms.publish.readability import flesch_kincaid_grade, syllables

LESSON = """---
jupytext: {}
---

# Rates

See [A, 2020](../book/references.md#a2020), a [rate](../book/glossary.md#rate) and the
[first part](#rates).

```{code-cell} python
:tags: [exercise]

which = Choice("m5-which-rate", title="Which?")
lesson.show(which)
```
"""
ASSIGNMENT = """---
jupytext: {}
---

# Assignment

```{code-cell} python
:tags: [exercise]

five = Numbers("m5-a-five", title="Five")
```

```{code-cell} python
---
tags: [marks]
nbgrader: {grade_id: m5-a-five-marks, points: 20}
---
five.report()
```
"""
SOURCES = "@misc{a2020, author={A}, title={T}, year={2020}, url={https://example.org}}\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for folder in ("book/lessons", "exercises/authoring"):
        (tmp_path / folder).mkdir(parents=True)
    write(tmp_path, "book/lessons/05-rates.md", LESSON)
    write(tmp_path, "exercises/authoring/05-rates.md", ASSIGNMENT)
    write(tmp_path, "book/references.bib", SOURCES)
    write(tmp_path, "book/glossary.md", "# Glossary\n\n## rate\n\nA share.\n")
    write(tmp_path, "book/index.md", "# Course\n\n[Rates](../notebooks/05-rates.ipynb)\n")
    build_notebooks(tmp_path)
    return tmp_path


def write(course: Path, name: str, text: str) -> None:
    (course / name).write_text(text, encoding="utf-8")


def change(course: Path, name: str, old: str, new: str) -> None:
    text = (course / name).read_text("utf-8")
    assert old in text
    write(course, name, text.replace(old, new))


ALL = [
    check.notebooks,
    check.reading_grade,
    check.references,
    check.exercise_ids,
    check.keys,
    check.points,
    check.links,
    check.glossary,
]


@pytest.mark.parametrize("find", ALL)
def test_a_course_that_is_fine(course: Path, find: object) -> None:
    assert list(find(course)) == []  # type: ignore[operator]


def test_all_checks_run(course: Path) -> None:
    said: list[str] = []
    found = check.run_checks(course, said.append)
    assert len(said) == len(check.CHECKS)
    assert found == [line for line in found if line.startswith("datasets: ")]


def test_reading_grade(course: Path) -> None:
    hard = "Institutional dissemination necessitates comprehensive methodological documentation, "
    write(course, "book/index.md", hard * 30 + ".")
    (found,) = check.reading_grade(course)
    assert found.startswith("book/index.md reads at grade ")


def test_a_source_that_is_not_defined(course: Path) -> None:
    change(course, "book/lessons/05-rates.md", "a2020", "b2021")
    assert list(check.references(course)) == [
        "book/lessons/05-rates.md cites 'b2021', which references.bib does not have.",
        "book/references.bib has 'a2020', which nothing cites.",
    ]


def test_two_exercises_with_one_id(course: Path) -> None:
    change(course, "exercises/authoring/05-rates.md", '"m5-a-five"', '"m5-which-rate"')
    (found,) = check.exercise_ids(course)
    assert "'m5-which-rate' is also in book/lessons/05-rates.md:13" in found


def test_an_id_of_another_form(course: Path) -> None:
    change(course, "book/lessons/05-rates.md", "m5-which-rate", "Which Rate")
    (found,) = check.exercise_ids(course)
    assert "'Which Rate' is not like m5-pooled-rate" in found


def test_points(course: Path) -> None:
    change(course, "exercises/authoring/05-rates.md", "points: 20", "points: 19")
    assert list(check.points(course)) == [
        "exercises/authoring/05-rates.md has 19 points; an assignment has 20."
    ]


@pytest.mark.parametrize("key", ["right=3", "solution='It is 3.'", "mistakes=[]"])
def test_a_key_in_an_assignment(course: Path, key: str) -> None:
    change(course, "exercises/authoring/05-rates.md", 'title="Five"', f'title="Five", {key}')
    (found,) = check.keys(course)
    assert f"has '{key.split('=', maxsplit=1)[0]}', which every learner could read" in found


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("../book/glossary.md#ratio", "no such heading"),
        ("../book/nothing.md", "no such file"),
        ("book/glossary.md", "no such file"),
        ("#nowhere", "no such heading"),
    ],
)
def test_dead_links(course: Path, address: str, says: str) -> None:
    change(course, "book/lessons/05-rates.md", "../book/glossary.md#rate", address)
    (found,) = check.links(course)
    assert found.startswith(f"book/lessons/05-rates.md links to {address}: ")
    assert says in found


def test_links_to_other_sites_are_left_alone(course: Path) -> None:
    change(course, "book/lessons/05-rates.md", "../book/glossary.md#rate", "https://example.org/x")
    assert list(check.links(course)) == []


def test_a_term_that_is_defined_twice(course: Path) -> None:
    change(course, "book/glossary.md", "A share.", "A share.\n\n## rate\n\nAgain.")
    assert list(check.glossary(course)) == ["book/glossary.md defines 'rate' twice."]


def test_notebooks_that_were_not_renewed(course: Path) -> None:
    change(course, "book/lessons/05-rates.md", "# Rates", "# All rates")
    (found,) = check.notebooks(course)
    assert "05-rates-001" in found


def test_plain_text_leaves_code_tables_and_marks_out() -> None:
    text = (
        "---\na: b\n---\n\n# H\n\nA *b* `c`.\n\n```{code-cell}\nx\n```\n\n| t |\n|---|\n\n1. One\n"
    )
    assert check.plain_text(text) == "A b c. One."


@pytest.mark.parametrize(
    ("word", "count"),
    [("the", 1), ("office's", 2), ("denominator", 5), ("posts", 1), ("reached", 1), ("idea", 3)],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_grade_grows_with_sentences_and_words() -> None:
    easy = flesch_kincaid_grade("We post. They read. Some ask.")
    longer = flesch_kincaid_grade("We post and they read and some ask and we reply to them.")
    harder = flesch_kincaid_grade("Institutional communication necessitates documentation.")
    assert easy < longer < harder
    assert flesch_kincaid_grade("") == 0.0
