"""Held-out worlds: the same for the same secret, and out of reach without it."""

from __future__ import annotations

import inspect
import os
import pickle
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statcomms.data import held_out
from statcomms.data.held_out import (
    CLASS_SECRET_FILE,
    GRADING_KEY,
    ClassSecret,
    grading_key,
    held_out_seed,
    held_out_seeds,
    repository_remark,
)
from statcomms.data.mentions import draw_mentions
from statcomms.data.truth.crisis import draw_scenario, expected_outcome, sensible
from statcomms.errors import DataError

ROOT = Path(__file__).parents[2]
ONE, OTHER = ClassSecret(b"\x01" * 32), ClassSecret(b"\x02" * 32)
ASSIGNMENTS = [f"{number:02d}-module" for number in range(1, 11)]


class TestFile:
    def test_made_once_and_read_again(self, tmp_path: Path) -> None:
        path = tmp_path / CLASS_SECRET_FILE
        made = ClassSecret.create(path)
        read = ClassSecret.read(path)
        assert read.assignment_key("06-crisis") == made.assignment_key("06-crisis")
        assert read.remark == ""
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert [one.name for one in tmp_path.iterdir()] == [CLASS_SECRET_FILE]
        header = path.read_text().splitlines()[0:3]
        assert header[0].startswith("# statcomms class secret")
        assert "never put it in the course's repository or into what you hand out" in header[2]

    def test_two_files_hold_two_secrets(self, tmp_path: Path) -> None:
        keys = {ClassSecret.create(tmp_path / name).assignment_key("a") for name in "abc"}
        assert len(keys) == 3

    def test_one_that_is_there_is_kept(self, tmp_path: Path) -> None:
        path = tmp_path / CLASS_SECRET_FILE
        ClassSecret.create(path)
        before = path.read_bytes()
        with pytest.raises(DataError, match="was left as it"):
            ClassSecret.create(path)
        link = tmp_path / "link.key"
        link.symlink_to(tmp_path / "nowhere")
        with pytest.raises(DataError, match="was left as it"):
            ClassSecret.create(link)
        assert path.read_bytes() == before

    def test_one_that_appears_meanwhile_is_kept(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / CLASS_SECRET_FILE
        monkeypatch.setattr(os, "fsync", lambda _: path.write_text("another's"))
        with pytest.raises(DataError, match="was left as it"):
            ClassSecret.create(path)
        assert path.read_text() == "another's"
        assert [one.name for one in tmp_path.iterdir()] == [CLASS_SECRET_FILE]

    def test_made_where_there_are_no_hard_links(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_links(*_: object) -> None:
            raise PermissionError("no hard links here")

        monkeypatch.setattr(os, "link", no_links)
        path = tmp_path / CLASS_SECRET_FILE
        made = ClassSecret.create(path)
        assert ClassSecret.read(path).assignment_key("a") == made.assignment_key("a")
        assert [one.name for one in tmp_path.iterdir()] == [CLASS_SECRET_FILE]

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(DataError, match="cannot be written"):
            ClassSecret.create(tmp_path / "none" / "a.key")
        with pytest.raises(DataError, match=r"statcomms data secret .*a\.key"):
            ClassSecret.read(tmp_path / "a.key")

    @pytest.mark.parametrize(
        "change",
        [
            lambda text: "",
            lambda text: text[:-3],
            lambda text: text + "00\n",
            lambda text: text.split("\n", 3)[3],
            lambda text: text.replace("# statcomms", "# other"),
            lambda text: text + "x" * 20_000,
            lambda text: text + "é",
        ],
    )
    def test_one_that_was_changed_is_said(
        self, tmp_path: Path, change: Callable[[str], str]
    ) -> None:
        path = tmp_path / "a.key"
        ClassSecret.create(path)
        path.write_text(change(path.read_text()), encoding="utf-8")
        with pytest.raises(DataError, match=r"is no class secret|has been changed") as caught:
            ClassSecret.read(path)
        assert ClassSecret.__name__ not in str(caught.value)

    @pytest.mark.parametrize("digit", [0, 17, 63])
    def test_one_other_digit_is_noticed(self, tmp_path: Path, digit: int) -> None:
        path = tmp_path / "a.key"
        ClassSecret.create(path)
        *header, line = path.read_text().rstrip("\n").split("\n")
        other = "0" if line[digit] != "0" else "1"
        changed = line[:digit] + other + line[digit + 1 :]
        path.write_text("\n".join([*header, changed]) + "\n", encoding="utf-8")
        with pytest.raises(DataError, match="has been changed since it was made"):
            ClassSecret.read(path)
        path.write_text("\n".join([*header, "0" * 64 + line[64:]]), encoding="utf-8")
        with pytest.raises(DataError, match="has been changed since it was made"):
            ClassSecret.read(path)

    def test_one_in_a_repository_is_remarked(self, tmp_path: Path) -> None:
        (tmp_path / "repository" / ".git").mkdir(parents=True)
        inside = tmp_path / "repository" / "class" / "a.key"
        assert "lies in the git repository" in repository_remark(inside)
        assert "write a.key into" in repository_remark(inside)
        assert repository_remark(tmp_path / "class" / "a.key") == ""

    def test_one_that_others_can_read_is_remarked_and_used(self, tmp_path: Path) -> None:
        path = tmp_path / "a.key"
        made = ClassSecret.create(path)
        path.chmod(0o644)
        read = ClassSecret.read(path)
        assert read.assignment_key("a") == made.assignment_key("a")
        assert "chmod 600" in read.remark


class TestNeverShown:
    def test_in_words_and_in_pickles(self, tmp_path: Path) -> None:
        path = tmp_path / "a.key"
        secret = ClassSecret.create(path)
        value = path.read_text().split()[-1]
        for said in (repr(secret), str(secret), f"{secret}", f"{[secret]}"):
            assert value not in said
            assert str(bytes.fromhex(value)) not in said
        with pytest.raises(DataError):
            pickle.dumps(secret)
        assert not hasattr(secret, "__dict__")

    def test_git_leaves_it_out(self) -> None:
        for folder in ("", "my-office/", "exercises/", "some/where/"):
            done = subprocess.run(
                ["git", "check-ignore", "-q", f"{folder}{CLASS_SECRET_FILE}"],
                cwd=ROOT,
                check=False,
            )
            assert done.returncode == 0, folder

    def test_no_secret_is_in_what_is_handed_out(self) -> None:
        for folder in ("exercises", "datasets", "book", "notebooks"):
            for path in (ROOT / folder).rglob("*"):
                assert path.name != CLASS_SECRET_FILE
                if path.is_file():
                    assert b"# statcomms class secret" not in path.read_bytes(), path


class TestSeeds:
    def test_a_thousand_worlds_of_ten_assignments_all_differ(self) -> None:
        seeds = {
            seed
            for secret in (ONE, OTHER)
            for name in ASSIGNMENTS
            for seed in held_out_seeds(secret.assignment_key(name), 1000)
        }
        assert len(seeds) == 20_000
        assert all(len(seed) == 64 for seed in seeds)

    def test_they_are_what_the_construction_says(self) -> None:
        import hashlib
        import hmac

        def by_hand(key: bytes, text: str) -> bytes:
            return hmac.new(key, f"statcomms held out 1 {text}".encode(), hashlib.sha256).digest()

        key = by_hand(b"\x01" * 32, "assignment 06-crisis")
        assert ONE.assignment_key("06-crisis") == key
        assert held_out_seed(key, 7) == by_hand(key, "world 7").hex()

    def test_a_key_tells_nothing_of_another(self) -> None:
        """From a key no derivation of ours leads to another assignment's key or to the secret."""
        keys = {name: ONE.assignment_key(name) for name in ASSIGNMENTS}
        assert len(set(keys.values())) == len(keys)
        first = keys[ASSIGNMENTS[0]]
        reachable = {bytes.fromhex(seed) for seed in held_out_seeds(first, 1000)}
        reachable |= {ClassSecret(first).assignment_key(name) for name in ASSIGNMENTS}
        assert not reachable & ({*keys.values(), b"\x01" * 32} - {first})

    @given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
    def test_another_secret_gives_other_seeds(self, one: bytes, other: bytes) -> None:
        seeds = [held_out_seed(ClassSecret(key).assignment_key("a"), 0) for key in (one, other)]
        assert (seeds[0] == seeds[1]) == (one == other)

    def test_no_public_function_gives_a_seed_without_a_key(self) -> None:
        """Who knows course id, assignment and world still lacks what cannot be guessed: the key."""
        for name in held_out.__all__:
            found = getattr(held_out, name)
            if inspect.isfunction(found) and name not in ("grading_key", "repository_remark"):
                first = next(iter(inspect.signature(found).parameters.values()))
                assert (first.name, first.default) == ("key", inspect.Parameter.empty)
        signature = inspect.signature(ClassSecret.__init__)
        assert signature.parameters["value"].default is inspect.Parameter.empty

    @pytest.mark.parametrize(
        "wrong", [lambda: held_out_seed(b"short", 0), lambda: held_out_seed(b"a" * 32, -1)]
    )
    def test_what_is_no_key_or_world_is_said(self, wrong: Callable[[], Any]) -> None:
        with pytest.raises(DataError):
            wrong()
        with pytest.raises(DataError, match="32 bytes"):
            ClassSecret(b"")


class TestGradingKey:
    def test_only_while_grading(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(GRADING_KEY, raising=False)
        monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
        with pytest.raises(DataError, match="exist only while grading"):
            grading_key()
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
        with pytest.raises(DataError, match="statcomms data secret"):
            grading_key()
        monkeypatch.setenv(GRADING_KEY, "zz")
        with pytest.raises(DataError):
            grading_key()
        monkeypatch.setenv(GRADING_KEY, ONE.assignment_key("a").hex())
        assert grading_key() == ONE.assignment_key("a")


def test_the_same_plan_graded_twice_gets_the_same_mark_and_another_class_another_world() -> None:
    def mark(secret: ClassSecret) -> float:
        seeds = held_out_seeds(secret.assignment_key("06-crisis"), 2)
        worlds = [draw_scenario(seed) for seed in seeds]
        scores = [
            expected_outcome(world, sensible, 20, seed)["score"].value
            for world, seed in zip(worlds, seeds, strict=True)
        ]
        return sum(scores)

    assert mark(ONE) == mark(ClassSecret(b"\x01" * 32))
    assert mark(ONE) != mark(OTHER)


def test_a_series_is_drawn_from_a_held_out_seed() -> None:
    seed, other = held_out_seeds(ONE.assignment_key("06-crisis"), 2)
    drawn = draw_mentions(seed, "crisis", 24)
    assert drawn.equals(draw_mentions(seed, "crisis", 24))
    assert not drawn.equals(draw_mentions(other, "crisis", 24))
