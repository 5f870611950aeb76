"""Every command that README, CONTRIBUTING and the book's pages show exists as it is shown."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from statcomms.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "CONTRIBUTING.md", "book/index.md", "book/start-here.md"]
PAGES += ["book/teach-with-it.md"]
PLAIN = {". .venv/bin/activate", "cd our-class", "jupyter lab", "pre-commit install"}


def commands() -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        text = (ROOT / page).read_text("utf-8")
        for block in re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
            found += [(page, line) for line in block.splitlines() if line.strip()]
        found += [(page, line) for line in re.findall(r"`((?:make|statcomms|pytest) [^`]+)`", text)]
    return sorted(set(found))


def test_commands_are_found() -> None:
    assert len(commands()) > 15


@pytest.mark.parametrize(("page", "line"), commands())
def test_is_a_command(page: str, line: str) -> None:
    if line in PLAIN:
        return
    program, *words = shlex.split(line)
    if program == "make":
        check_make(words)
    elif program == "pytest":
        assert (ROOT / words[0]).exists()
    else:
        assert program == "statcomms", f"{page}: {line}"
        check_statcomms(words)


def check_make(words: list[str]) -> None:
    done = subprocess.run(["make", "-n", *words], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for word in words:
        if "=" in word:
            assert re.search(rf"^{word.split('=')[0]} \?=", makefile, re.MULTILINE)


def check_statcomms(words: list[str]) -> None:
    """Let typer itself read the line, without running it."""
    command = get_command(app)
    context = command.make_context("statcomms", list(words), resilient_parsing=False)
    while hasattr(command, "get_command"):
        rest = [*context._protected_args, *context.args]
        if not rest:
            break
        name, *rest = rest
        found = command.get_command(context, name)
        assert found is not None, name
        command, context = found, found.make_context(name, rest, parent=context)
