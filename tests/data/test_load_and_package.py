from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package

from statcomms.data.exports import sample_exports
from statcomms.data.load import find_datasets, load_posts, read_posts
from statcomms.data.package import build, check, posts_csv
from statcomms.data.synth import posts
from statcomms.data.tables import BUILDERS, Tables
from statcomms.errors import DataError
from statcomms.schema import POSTS_COLUMNS, TABLES

DATASETS = Path(__file__).parents[2] / "datasets"


EXPORTS = tuple(f"exports/{name}" for name in sample_exports(Tables(2026)))
FILES = (*(f"{name}.csv" for name in BUILDERS), *EXPORTS, "datapackage.json", "README.md")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built") / "deep" / "datasets"
    build(out)
    return out


def test_the_committed_data_are_what_seed_2026_gives() -> None:
    assert check(DATASETS) == []


def test_a_second_build_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    said: list[str] = []
    written = build(tmp_path, progress=said.append)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == list(FILES)
    assert len(said) == len(BUILDERS) + 1 + len(FILES)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes()
    there = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")]
    assert sorted(there) == sorted(FILES)


def test_another_seed_is_told_apart(built: Path) -> None:
    differences = check(built, seed=7)
    drawn = [name for name in FILES if name != "cases.csv"]  # cases are written, not drawn
    for name, one in zip(drawn, differences, strict=True):
        assert one.startswith(name)


def test_differences_are_named_with_their_line(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "data")
    table = tmp_path / "data" / "posts.csv"
    lines = table.read_text(encoding="utf-8").split("\n")
    lines[41] = lines[41].replace(",", ";", 1)
    table.write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "data" / "README.md").unlink()
    assert check(tmp_path / "data") == [
        "posts.csv differs from what the seed gives, first in line 42.",
        "README.md is not there.",
    ]
    table.write_text("\n".join(lines[:41]) + "\n", encoding="utf-8")
    assert "has 41 lines" in check(tmp_path / "data")[0]


def test_a_folder_that_cannot_be_written_to_gives_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be written to"):
        build(tmp_path / "file")


def test_the_package_is_valid_frictionless(built: Path) -> None:
    report = Package(str(built / "datapackage.json")).validate()
    assert report.valid, report.flatten()


def test_the_package_says_what_it_holds(built: Path) -> None:
    package = json.loads((built / "datapackage.json").read_text(encoding="utf-8"))
    resource = package["resources"][0]
    table = (built / "posts.csv").read_bytes()
    assert resource["bytes"] == len(table)
    assert resource["hash"] == "sha256:" + hashlib.sha256(table).hexdigest()
    assert package["generator"]["seed"] == 2026
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    fields = {one["name"]: one for one in resource["schema"]["fields"]}
    assert list(fields) == [one.name for one in POSTS_COLUMNS]
    assert fields["reach"]["unit"] == "people"
    assert fields["reach"]["constraints"] == {"minimum": 0}
    assert fields["platform"]["constraints"]["enum"] == ["x", "facebook", "linkedin"]


def test_the_package_says_what_the_exports_are(built: Path) -> None:
    package = json.loads((built / "datapackage.json").read_text(encoding="utf-8"))
    readme = (built / "README.md").read_text(encoding="utf-8")
    described = {one["path"]: one for one in package["resources"]}
    assert set(described) == set(FILES) - {"datapackage.json", "README.md"}
    for name in EXPORTS:
        content = (built / name).read_bytes()
        assert described[name]["bytes"] == len(content)
        assert described[name]["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert "schema" not in described[name]
        assert f"| `{name.removeprefix('exports/')}` |" in readme
        assert described[name]["description"] in readme


def told_basis(sentence: str, names: list[str]) -> dict[str, str]:
    """What the README says each column rests on."""
    *parts, rest = sentence.split("; ")
    told = dict.fromkeys(names, rest.split()[-1])
    for part in parts:
        told |= dict.fromkeys(re.findall(r"`(\w+)`", part), part.split()[-1])
    return told


def test_the_readme_says_once_what_columns_have_in_common(built: Path) -> None:
    text = (built / "README.md").read_text(encoding="utf-8")
    assert len(text.encode()) < 23_000
    assert text.count("if nobody answers. |") == 1
    assert text.count("missing if they did not get it") == 1
    assert "1 hour, 2 hours, 3 hours, 6 hours, 12 hours, 24 hours, 48 hours after" in text
    assert "X (formerly Twitter), Facebook, LinkedIn, E-mail newsletter, Radio. |" in text
    assert text.index("*Measured*") < text.index("## posts.csv")
    claims = text.split("## claims.csv")[1].split("| Column |")[0]
    assert all(f"{level}: " in claims for level in range(4))
    assert "`harm` is" in claims


def test_the_readme_names_every_column_and_what_to_beware_of(built: Path) -> None:
    text = (built / "README.md").read_text(encoding="utf-8")
    for name, table in TABLES.items():
        section = text.split(f"## {name}.csv\n")[1].split("\n## ")[0]
        firsts = [line.split(" | ")[0] for line in section.splitlines() if line.startswith("| `")]
        named = [one for first in firsts for one in re.findall(r"`(\w+)`", first)]
        assert named == [one.name for one in table.columns]
        basis = re.search(r"Basis: (.+)\.$", section, flags=re.MULTILINE)
        assert basis is not None
        assert told_basis(basis[1], named) == {one.name: one.basis for one in table.columns}
        for line in table.beware:
            assert line in section
    for words in (
        "Nusamara is invented",
        "Draw no conclusion about real",
        "CC BY 4.0",
        "statcomms",
    ):
        assert words in text
    assert f"{len(posts(2026)):,} rows. One row is one post".replace(",", "\u202f") in text


def test_the_file_and_the_generator_give_the_same_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_datasets() is None
    made = load_posts()
    (tmp_path / "course" / "notebooks").mkdir(parents=True)
    build(tmp_path / "course" / "datasets")
    monkeypatch.chdir(tmp_path / "course" / "notebooks")
    assert find_datasets() == tmp_path / "course" / "datasets"
    read = load_posts()
    pd.testing.assert_frame_equal(read, made, check_exact=True)
    assert list(read.dtypes.astype(str)) == list(made.dtypes.astype(str))
    assert load_posts(tmp_path / "course").equals(made)


def test_a_folder_named_datasets_that_is_not_ours_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "posts.csv").write_text("a,b\n", encoding="utf-8")
    assert find_datasets(tmp_path) is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("reactions", "likes", 1), "no column 'reactions'"),
        (lambda text: "", "not a CSV file of posts"),
        (lambda text: text.replace(",false,", ",no,"), "true or false only"),
        (lambda text: re.sub(r",0,", ",none,", text, count=1), "whole numbers"),
        (lambda text: text.replace("facebook", "myspace"), "holds 'myspace'"),
        (lambda text: text.split("\n")[0] + "\n", "no rows"),
    ],
)
def test_a_damaged_file_is_refused_with_the_next_step(
    built: Path, tmp_path: Path, change: object, says: str
) -> None:
    text = (built / "posts.csv").read_text(encoding="utf-8")
    path = tmp_path / "posts.csv"
    path.write_text(change(text), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(DataError, match=says) as caught:
        read_posts(path)
    assert caught.value.next_step


def test_a_missing_or_foreign_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no file"):
        read_posts(tmp_path / "posts.csv")
    (tmp_path / "posts.csv").write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(DataError, match="not a CSV file of posts"):
        read_posts(tmp_path / "posts.csv")


def test_the_table_in_csv_is_plain() -> None:
    text = posts_csv(posts(1, months=1)).decode("utf-8")
    assert "\r" not in text
    assert set(text.split("\n")[0].split(",")) == {one.name for one in POSTS_COLUMNS}
    assert "True" not in text
    assert ".0," not in text.split("\n", 1)[1].replace("2026.0", "")


def test_data_and_schema_load_without_pandas() -> None:
    code = (
        "import sys, statcomms.schema, statcomms.data.synth, statcomms.data.variants, "
        "statcomms.data.load, statcomms.data.package; "
        "sys.exit('pandas' in sys.modules or 'IPython' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
