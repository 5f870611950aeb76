"""What `make` does before the course's own package is installed. Standard library only.

    python tools/bootstrap.py course --serve no
    python tools/bootstrap.py test
    python tools/bootstrap.py requirements

A step that fails ends in one sentence that says what to do, with exit code 1, and no traceback.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
SPACE_NEEDED = 1.5e9
"""Bytes that the environment, its downloads and the book need on a fresh machine."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_BROWSERS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)


class ProblemError(Exception):
    """Something that stops the work: one sentence, with the next step in it."""


def say(line: str) -> None:
    """Write a line at once, also into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def environment_program(name: str) -> Path:
    """Path of a program in the course's environment."""
    if os.name == "nt":
        return ENVIRONMENT / "Scripts" / f"{name}.exe"
    return ENVIRONMENT / "bin" / name


def environment_variables() -> dict[str, str]:
    """The variables programs run with: the environment's programs come first on PATH."""
    variables = dict(os.environ)
    programs = str(environment_program("python").parent)
    variables["PATH"] = programs + os.pathsep + variables.get("PATH", os.defpath)
    variables["VIRTUAL_ENV"] = str(ENVIRONMENT)
    variables.setdefault("PYTHONUTF8", "1")
    variables.setdefault("PIP_DEFAULT_TIMEOUT", "180")
    variables.pop("PYTHONHOME", None)
    return variables


# ------------------------------------------------------------------------------------ checks


def check_port(port: int) -> None:
    """Make sure that the laboratory's port and the one after it, the book's, are free.

    Raises:
        ProblemError: One of them is taken, or the number is no port.
    """
    if not 1 <= port < 65535:
        raise ProblemError(
            f"{port} is not a port: choose one from 1024 to 65534, make course PORT=8900"
        )
    for number in (port, port + 1):
        with socket.socket() as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", number))
            except PermissionError:
                raise ProblemError(
                    f"Port {number} is reserved for the system: choose another, "
                    "make course PORT=8900"
                ) from None
            except OSError:
                raise ProblemError(
                    f"Port {number} is in use by another program: choose another, "
                    f"make course PORT={port + 10 if port < 65000 else 8900}"
                ) from None


def check_space(folder: Path, needed: float = SPACE_NEEDED) -> None:
    """Make sure that a fresh installation fits on the disk.

    Raises:
        ProblemError: There are fewer than `needed` bytes.
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ProblemError(
            f"The disk of {folder} has {free / 1e9:.1f} GB left and the course needs "
            f"{needed / 1e9:.1f} GB: make room and run the same command again."
        )


def explain_failure(what: str, output: str, log: Path) -> str:
    """Turn the output of a program that failed into one sentence.

    >>> explain_failure("pip", "OSError: [Errno 28] No space left on device", Path("a.log"))
    'The disk is full: make room and run the same command again.'
    """
    if "No space left on device" in output or "Errno 28" in output:
        return "The disk is full: make room and run the same command again."
    if "Permission denied" in output:
        return f"{what} may not write here: check who owns this folder (details: {log})."
    if re.search(r"ConnectionError|NewConnectionError|Temporary failure|Name or service", output):
        return f"{what} did not reach the package registry: check the network (details: {log})."
    if "No matching distribution" in output or "Could not find a version" in output:
        return f"{what} did not find a package in the registry it is set up with (details: {log})."
    return f"{what} failed: read the last lines of {log}."


# -------------------------------------------------------------------------------- environment


def fingerprint(names: Iterable[str], root: Path = ROOT) -> str:
    """A short name for what some files say, together with this Python."""
    digest = hashlib.sha256(sys.version.encode())
    for name in names:
        digest.update(b"\0" + name.encode() + b"\0" + (root / name).read_bytes())
    return digest.hexdigest()[:16]


def stamps() -> dict[str, str]:
    """What was installed last, by kind."""
    try:
        found = json.loads((ENVIRONMENT / "statcomms.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def install(kind: str) -> None:
    """Make the environment and install the pinned packages, if they are not there already.

    Args:
        kind: ``"course"`` (what learner, instructor and publisher need) or ``"dev"`` (also tests).

    Raises:
        ProblemError: The environment cannot be made, or a package cannot be installed.
    """
    wanted = {
        "course": fingerprint(["requirements.txt", "pyproject.toml"]),
        "dev": fingerprint(["requirements.txt", "requirements-dev.txt", "pyproject.toml"]),
    }
    have = stamps()
    done = have.get("dev") == wanted["dev"] or have.get(kind) == wanted[kind]
    if done and environment_program("python").exists():
        say("  packages: already installed")
        return
    check_space(ROOT)
    started = time.monotonic()
    if not environment_program("python").exists() or not has_pip():
        say("  making .venv")
        make_environment()
    requirements = "requirements-dev.txt" if kind == "dev" else "requirements.txt"
    packages = sum(1 for line in (ROOT / requirements).open(encoding="utf-8") if "==" in line)
    say(f"  installing {packages} packages from {requirements} (a few minutes the first time)")
    run_pip(["install", "--requirement", str(ROOT / requirements)], packages)
    say("  installing the course's own package")
    run_pip(["install", "--no-deps", "--editable", str(ROOT)], 0)
    have = {kind: wanted[kind]}
    (ENVIRONMENT / "statcomms.json").write_text(json.dumps(have) + "\n", encoding="utf-8")
    say(f"  installed in {time.monotonic() - started:.0f} s")


def has_pip() -> bool:
    """Whether the environment's pip works: a make that was interrupted can leave one without."""
    probe = [str(environment_program("python")), "-m", "pip", "--version"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def make_environment() -> None:
    """Make the virtual environment ``.venv``.

    Raises:
        ProblemError: This Python cannot (Debian ships venv apart), or the disk is full.
    """
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(ENVIRONMENT)
    except (OSError, subprocess.CalledProcessError) as error:
        output = str(error) + str(getattr(error, "output", "") or "")
        if "No space left" in output:
            raise ProblemError(
                "The disk is full: make room and run the same command again."
            ) from None
        raise ProblemError(
            f"{sys.executable} cannot make a virtual environment: install its venv part "
            "(Debian, Ubuntu: apt install python3-venv) and run the same command again."
        ) from None
    except SystemExit:
        raise ProblemError(f"{sys.executable} cannot make a virtual environment.") from None


def run_pip(arguments: Sequence[str], packages: int) -> None:
    """Run pip, show how far it is, keep what it says in a log.

    Raises:
        ProblemError: pip failed; the sentence says why as far as that can be told.
    """
    log = ENVIRONMENT / "install.log"
    command = [str(environment_program("python")), "-m", "pip", "--disable-pip-version-check"]
    command += ["--no-input", *arguments]
    output: list[str] = []
    seen = 0
    with (
        log.open("a", encoding="utf-8") as file,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=environment_variables(),
            cwd=ROOT,
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            output.append(line)
            try:
                file.write(line)
            except OSError:
                output.append("No space left on device")
            if packages and line.startswith(("Collecting ", "Requirement already satisfied: ")):
                seen += 1
                if seen % 20 == 0:
                    say(f"    {min(seen, packages)} of {packages} found")
            elif packages and line.startswith("Installing collected packages"):
                say("    unpacking them (a minute or two)")
    if process.returncode:
        raise ProblemError(explain_failure("pip", "".join(output[-60:]), log))


# -------------------------------------------------------------------------------------- steps


def run(arguments: Sequence[str | Path], what: str) -> None:
    """Run one of the environment's programs with its output on the screen.

    Raises:
        ProblemError: It returned something other than 0.
    """
    command = [str(argument) for argument in arguments]
    code = subprocess.run(command, cwd=ROOT, env=environment_variables(), check=False).returncode
    if code:
        raise ProblemError(
            f"{what} did not succeed (exit code {code}): what is wrong stands above."
        )


def course(serve: bool, port: int) -> None:
    """Install, make data, notebooks and book, and open the course."""
    steps = 5 if serve else 4
    if serve:
        check_port(port)
    say(f"1/{steps} Python packages ({sys.version.split()[0]}, {ENVIRONMENT})")
    install("course")
    statcomms = environment_program("statcomms")
    say(f"2/{steps} Data")
    run([statcomms, "data", "build"], "Making the data")
    say(f"3/{steps} Notebooks")
    run([statcomms, "build", "notebooks", "--keep-work"], "Making the notebooks")
    say(f"4/{steps} Book")
    run([statcomms, "build", "book"], "Building the book")
    if not serve:
        say("The course is ready. To open it: make course")
        return
    say(f"5/{steps} Opening the course")
    arguments = [str(statcomms), "serve", "--port", str(port)]
    sys.stdout.flush()
    os.chdir(ROOT)
    # This program becomes that one, so that Ctrl+C reaches it and nothing is left running.
    os.execve(arguments[0], arguments, environment_variables())


def find_browser() -> str:
    """Path of a Chromium or Chrome, or ""."""
    named = os.environ.get("STATCOMMS_CHROMIUM", "")
    if named and Path(named).is_file():
        return named
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    for path in MAC_BROWSERS:
        if path.is_file():
            return str(path)
    question = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    answer = subprocess.run(
        [str(environment_program("python")), "-c", question],
        capture_output=True,
        text=True,
        env=environment_variables(),
        check=False,
    ).stdout.strip()
    return answer if answer and Path(answer).is_file() else ""


def ensure_browser() -> str:
    """Find a Chromium for the tests, or install Debian's where that is allowed.

    Raises:
        ProblemError: There is none. Tests are never skipped for want of a browser.
    """
    browser = find_browser()
    if browser:
        return browser
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        say("  installing Chromium with apt-get")
        variables = environment_variables() | {"DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-q"], ["install", "-q", "-y", "chromium"]):
            subprocess.run([apt, *arguments], stdin=subprocess.DEVNULL, env=variables, check=False)
        browser = find_browser()
        if browser:
            return browser
    raise ProblemError(
        "The tests need Chromium and found none: install it (Debian: apt install chromium; "
        "Windows, macOS: Google Chrome; anywhere: .venv/bin/playwright install chromium), "
        "or name one: STATCOMMS_CHROMIUM=/path/to/chromium make test"
    )


def test() -> int:
    """Install what tests need and run lint, types, rooms, content and all tests, pytest last.

    pytest's summary is the last thing said (tests/conftest.py says in it what failed before
    the tests); the exit code is 1 if anything was wrong.
    """
    say("1/3 Python packages")
    install("dev")
    say("2/3 Browser")
    os.environ["STATCOMMS_CHROMIUM"] = browser = ensure_browser()
    say(f"  {browser}")
    say("3/3 Tests")
    program = environment_program
    failed = []
    steps: list[tuple[str, list[str | Path]]] = [
        ("ruff check", [program("ruff"), "check", "."]),
        ("ruff format", [program("ruff"), "format", "--check", "--quiet", "."]),
        ("mypy", [program("mypy")]),
        ("the order of rooms", [program("lint-imports"), "--no-logo"]),
        ("notebooks", [program("statcomms"), "build", "notebooks", "--check"]),
        ("content", [program("statcomms"), "check"]),
    ]
    for what, arguments in steps:
        say(f"  {what}")
        try:
            run(arguments, what)
        except ProblemError as problem:
            failed.append(what)
            say(f"  {problem}")
    if failed:
        say(f"  Not well: {', '.join(failed)}. It stands above; pytest follows all the same.")
    pytest = [str(program("python")), "-m", "pytest", "--cov", "--cov-report=term"]
    variables = environment_variables() | {"STATCOMMS_NOT_WELL": ", ".join(failed)}
    code = subprocess.run(pytest, cwd=ROOT, env=variables, check=False).returncode
    return 1 if failed or code else 0


def requirements() -> None:
    """Renew the three pinned lists from pyproject.toml, with uv."""
    install("dev")
    uv = environment_program("uv")
    whole = ["--extra", "lab", "--extra", "cli", "--extra", "grading", "--extra", "book"]
    for name, extras, held in (
        ("requirements.txt", whole, []),
        ("requirements-dev.txt", ["--extra", "dev"], ["requirements.txt"]),
        ("binder/requirements.txt", ["--extra", "lab"], ["requirements.txt"]),
    ):
        say(f"  {name}")
        run([*compile_command(uv, extras, held), "--output-file", name], "uv")
        text = (ROOT / name).read_text(encoding="utf-8")
        (ROOT / name).write_text(HEADER + text, encoding="utf-8")


HEADER = "# Compiled from pyproject.toml; after a change there, renew with: make requirements\n"


def compile_command(uv: Path, extras: Sequence[str], held: Sequence[str]) -> list[str]:
    """The command that compiles one list of pins; `held` are lists whose versions it keeps."""
    command = [str(uv), "pip", "compile", "pyproject.toml", *extras]
    command += ["--universal", "--python-version", "3.11", "--fork-strategy", "fewest"]
    command += ["--upgrade", "--no-header", "--no-annotate", "--quiet"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--system-certs"]
    for name in held:
        command += ["--constraints", name]
    return command


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the Makefile asks for: 0 if it was done, 1 after one sentence on what stopped it."""
    parser = argparse.ArgumentParser(description="Install, build, open or test the course.")
    parser.add_argument("task", choices=["course", "test", "requirements"])
    parser.add_argument("--serve", default="yes", help="no: stop before opening the course")
    parser.add_argument("--port", default="8888", help="of JupyterLab; the book has the next")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.task == "course":
            if not chosen.port.isdigit():
                raise ProblemError(
                    f"{chosen.port!r} is not a port: write a number, make course PORT=8900"
                )
            course(chosen.serve.lower() not in ("no", "0", "false", "off"), int(chosen.port))
        elif chosen.task == "test":
            return test()
        else:
            requirements()
    except ProblemError as problem:
        sys.stdout.flush()
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 1
    except OSError as error:
        if error.errno == 28:
            sys.stderr.write("The disk is full: make room and run the same command again.\n")
        else:
            sys.stderr.write(f"{error.filename or 'A file'}: {error.strerror}.\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
