from __future__ import annotations

import os
from pathlib import Path

import pytest

from statcomms.data.whole_files import write_whole


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "posts.csv"
    write_whole(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["posts.csv"]


@pytest.mark.parametrize(("public", "mode"), [(False, 0o600), (True, 0o644)])
def test_only_what_is_public_can_be_read_by_others(tmp_path: Path, public: bool, mode: int) -> None:
    write_whole(tmp_path / "a", b"a", public=public)
    assert (tmp_path / "a").stat().st_mode & 0o777 == mode
