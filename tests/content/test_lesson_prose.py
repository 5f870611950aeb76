"""What a lesson promises its reader: its shape, its plain English, its sources, its practice."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jupytext
import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "book" / "lessons").glob("[0-9][0-9]-*.md"))
GLOSSARY = ROOT / "book" / "glossary.md"
BIBLIOGRAPHY = ROOT / "book" / "references.bib"

LEAST_WORDS = 2500
HIGHEST_GRADE = 10.0
HEADINGS = (
    "You will be able to",
    "Before you start",
    "Case",
    "In your office",
    "Under the hood",
    "Key points",
    "Quiz",
    "Read on",
)
PRACTICE = {
    "Choice",
    "MultiChoice",
    "Number",
    "ShortText",
    "Order",
    "Match",
    "MetricsLab",
    "SpotTheBreak",
    "CompareFormats",
}
KINDS = PRACTICE | {"Quiz", "Template"}
FILLER = (
    "in today's",
    "it is important to note",
    "crucial",
    "leverage",
    "landscape",
    "delve",
    "game-changer",
    "great job",
    "well done",
    "congratulations",
    "basically",
    "simply put",
)


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson's text source."""

    kind: str
    tag: str
    source: str


@dataclass(frozen=True)
class Exercise:
    """An exercise as it stands in the source, with the tags of the author's cells behind it."""

    kind: str
    name: str
    keywords: dict[str, ast.expr]
    followers: tuple[str, ...]
    section: str


def cells(path: Path) -> list[Cell]:
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst")
    return [
        Cell(cell.cell_type, next(iter(cell.metadata.get("tags", [])), ""), cell.source)
        for cell in notebook.cells
    ]


def markdown(path: Path) -> str:
    return "\n\n".join(cell.source for cell in cells(path) if cell.kind == "markdown")


def prose(path: Path) -> str:
    """The sentences a reader reads: no headings, tables, code, link addresses or marks."""
    lines = []
    for line in markdown(path).splitlines():
        text = line.strip()
        if not text or text.startswith(("#", "|", "```", "<", "---")):
            lines.append("")
            continue
        text = re.sub(r"^(?:[-*>]|\d+\.)\s+", "", text)
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
        lines.append(re.sub(r"[*_`]", "", text))
    return "\n".join(lines)


def sentences(text: str) -> list[str]:
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n|\n(?=\S)", text):
        found += re.split(r"(?<=[.?])\s+(?=[A-Z0-9“\"'(])", paragraph.replace("\n", " ").strip())
    return [sentence for sentence in found if re.search(r"[A-Za-z]", sentence)]


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*", text)


def syllables(word: str) -> int:
    """Count an English word's vowel groups, with the commonest exceptions; at least one.

    Summed over the course's prose it differs by under 3 % from the Carnegie Mellon dictionary,
    which a test run without a network does not have.
    """
    word = re.sub(r"[^a-z]", "", re.sub(r"['’]s$", "", word.lower()))
    groups = len(re.findall(r"[aeiouy]+", word))
    groups += len(re.findall(r"i[aou](?!us)|eo(?!p)|ua|[aeou]ing|dience|react", word))
    groups -= len(re.findall(r"[cst]ion|[cst]ia|gion|qua|gua|llion", word))
    if re.search(r"[^aeiouy]e$", word) and not re.search(r"[^aeiouy]le$", word):
        groups -= 1
    if re.search(r"[^aeiouycgsxzh]es$|[^aeiouytd]ed$", word) and not re.search(
        r"[^aeiou]les$", word
    ):
        groups -= 1
    if re.search(r"[^aeiou]e(?:ly|ment|ful|less|thing|book|time)", word):
        groups -= 1
    return max(1, groups)


def reading_grade(text: str) -> float:
    """Flesch–Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59."""
    all_words = words(text)
    number = len(sentences(text))
    per_word = sum(syllables(word) for word in all_words) / len(all_words)
    return 0.39 * len(all_words) / number + 11.8 * per_word - 15.59


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"(?m)^##\s+(.+?)\s*$", path.read_text(encoding="utf-8"))
    return {re.sub(r"[^a-z0-9 -]", "", h.lower()).strip().replace(" ", "-") for h in headings}


def keys() -> set[str]:
    return set(re.findall(r"(?m)^@\w+\{([^,]+),", BIBLIOGRAPHY.read_text(encoding="utf-8")))


def exercises(path: Path) -> Iterator[Exercise]:
    all_cells = cells(path)
    section = ""
    for index, cell in enumerate(all_cells):
        if cell.kind == "markdown":
            section = (re.findall(r"(?m)^##\s+(.+?)\s*$", cell.source) or [section])[-1]
        if cell.tag != "exercise":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in KINDS
            ):
                followers = []
                for later in all_cells[index + 1 :]:
                    if not later.tag.startswith("author-"):
                        break
                    followers.append(later.tag)
                name = node.args[0]
                assert isinstance(name, ast.Constant)
                assert isinstance(name.value, str)
                yield Exercise(
                    node.func.id,
                    name.value,
                    {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg},
                    tuple(followers),
                    section,
                )


lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def test_there_is_a_lesson() -> None:
    assert LESSONS


@lesson
def test_it_is_long_enough_to_teach(path: Path) -> None:
    assert len(words(prose(path))) >= LEAST_WORDS


@lesson
def test_it_can_be_read_in_a_second_language(path: Path) -> None:
    assert reading_grade(prose(path)) <= HIGHEST_GRADE


@pytest.mark.parametrize(
    ("word", "count"),
    [("rate", 1), ("engagement", 3), ("median", 3), ("people", 2), ("statistics", 3), ("the", 1),
     ("series", 2), ("table", 2), ("impressions", 3), ("reached", 1), ("figures", 2)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@lesson
def test_its_parts_stand_in_order(path: Path) -> None:
    headings = re.findall(r"(?m)^##\s+(.+?)\s*$", markdown(path))
    places = [
        next((i for i, found in enumerate(headings) if found.lower().startswith(part.lower())), -1)
        for part in HEADINGS
    ]
    assert -1 not in places, dict(zip(HEADINGS, places, strict=True))
    assert places == sorted(places)
    numbered = [found for found in headings if re.match(r"\d+\.", found)]
    assert 5 <= len(numbered) <= 8
    assert [int(found.split(".")[0]) for found in numbered] == list(range(1, len(numbered) + 1))


@lesson
def test_it_begins_by_saying_how(path: Path) -> None:
    first = cells(path)[0]
    assert first.kind == "markdown"
    assert "⏩" in first.source
    assert cells(path)[1].tag == "setup" or cells(path)[2].tag == "setup"


@lesson
def test_its_minutes_add_up(path: Path) -> None:
    minutes = [int(n) for n in re.findall(r"(?m)^\*About (\d+) minutes?\.\*", markdown(path))]
    assert 45 <= sum(minutes) <= 60, minutes
    headings = re.findall(r"(?m)^##\s+(.+?)\s*$", markdown(path))
    untimed = [
        h for h in headings if h.startswith(("You will", "Under the hood", "Key", "Read on"))
    ]
    assert len(minutes) == len(headings) - len(untimed)


@lesson
def test_every_outcome_is_practised(path: Path) -> None:
    text = markdown(path).split("## You will be able to", 1)[1].split("\n## ", 1)[0]
    outcomes = re.findall(r"(?m)^\d+\.\s+(.+(?:\n(?!\d+\.|\n).+)*)", text)
    assert 3 <= len(outcomes) <= 4
    practised = {e.section.split(".")[0] for e in exercises(path) if re.match(r"\d+\.", e.section)}
    for outcome in outcomes:
        named = re.findall(r"\d+", re.findall(r"\((sections? [\d, and]+)\)", outcome)[-1])
        assert named, outcome
        assert practised >= set(named), outcome


@lesson
def test_practice_is_enough_and_varied(path: Path) -> None:
    practice = [exercise for exercise in exercises(path) if exercise.kind in PRACTICE]
    assert len(practice) >= 6
    assert len({exercise.kind for exercise in practice}) >= 4
    names = [exercise.name for exercise in exercises(path)]
    assert len(names) == len(set(names))
    assert all(name.startswith(f"m{int(path.stem[:2])}-") for name in names)


def test_the_two_that_module_five_must_have() -> None:
    path = next(found for found in LESSONS if found.stem.startswith("05-"))
    assert {e.kind for e in exercises(path)} >= {"MetricsLab", "SpotTheBreak", "CompareFormats"}


@lesson
def test_practice_helps(path: Path) -> None:
    for exercise in exercises(path):
        if exercise.kind not in PRACTICE:
            continue
        hints = exercise.keywords["hints"]
        assert isinstance(hints, ast.List)
        assert len(hints.elts) == 3, exercise.name
        assert {"title", "situation", "solution", "because", "minutes"} <= set(exercise.keywords)
        assert exercise.followers.count("author-solution") == 1, exercise.name
        assert "author-mistake" in exercise.followers, exercise.name


@lesson
def test_there_is_one_quiz_and_one_template(path: Path) -> None:
    kinds = [exercise.kind for exercise in exercises(path)]
    assert kinds.count("Quiz") == 1
    assert kinds.count("Template") == 1


@lesson
def test_every_quiz_option_is_explained(path: Path) -> None:
    quiz = next(exercise for exercise in exercises(path) if exercise.kind == "Quiz")
    items = quiz.keywords["items"]
    assert isinstance(items, ast.List)
    assert 6 <= len(items.elts) <= 8
    for item in items.elts:
        assert isinstance(item, ast.Call)
        given = {keyword.arg: ast.literal_eval(keyword.value) for keyword in item.keywords}
        assert set(given["options"]) == set(given["explain"])
        assert given["right"] in given["options"]


@lesson
def test_every_link_leads_somewhere(path: Path) -> None:
    text = markdown(path)
    for key in re.findall(r"\(\.\./book/references\.md#([^)]*)\)", text):
        assert key in {found.lower() for found in keys()}, key
    for term in re.findall(r"\(\.\./book/glossary\.md#([^)]*)\)", text):
        assert term in anchors(GLOSSARY), term
    others = re.findall(r"\]\((?!\.\./book/|https://|#)([^)]*)\)", text)
    assert not others


@lesson
def test_it_needs_no_directive(path: Path) -> None:
    text = markdown(path)
    assert not re.search(r"(?m)^\s*(?:`{3,}|:{3,})\{", text)
    assert not re.search(r"\{[a-z:]+\}`", text)


@lesson
def test_it_says_it_plainly(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lower = text.lower()
    assert [phrase for phrase in FILLER if phrase in lower] == []
    assert not re.search(r"(?<![=!<>])!(?![=\[])", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    said = re.sub(r"`[^`]*`", "", markdown(path))
    assert not re.findall(r"\d(?: |\u00a0)?%", said), "a narrow space (U+202F) stands before %"
    assert "formerly Twitter" in said
    assert "invented" in said.split("\n## ")[0]


def test_every_source_is_used() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in LESSONS)
    others = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "book").glob("*.md"))
    assert [key for key in keys() if f"references.md#{key.lower()}" not in told + others] == []


def test_the_glossary_is_in_order_and_short() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    terms = re.findall(r"(?m)^##\s+(.+?)\s*$", text)
    assert terms == sorted(terms, key=str.lower)
    for entry in re.split(r"(?m)^##\s+.+$", text)[1:]:
        assert 1 <= len(re.findall(r"[.:?](?:\s|$)", entry)) <= 4
        assert len(words(entry)) <= 55


@lesson
def test_a_term_is_linked_once(path: Path) -> None:
    links = re.findall(r"\(\.\./book/glossary\.md#([^)]*)\)", markdown(path))
    assert len(links) == len(set(links)), sorted(link for link in links if links.count(link) > 1)
