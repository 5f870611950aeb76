"""Open the course: JupyterLab for the notebooks, a plain web server for the book."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from statcomms.errors import BuildError

__all__ = ["first_notebook", "serve_book", "serve_course"]

_WAIT: Final = 120.0
"""Seconds JupyterLab may take to answer."""


def serve_course(
    root: Path,
    *,
    port: int,
    book_port: int,
    open_browser: bool,
    say: Callable[[str], object],
    stop: threading.Event | None = None,
) -> None:
    """Serve the course on this machine until Ctrl+C.

    Args:
        root: The course's folder.
        port: JupyterLab's port.
        book_port: The book's port.
        open_browser: Whether to open the first notebook in the user's browser.
        say: Is told the addresses and what to do next.
        stop: Set from outside to end it; Ctrl+C otherwise.

    Raises:
        BuildError: A port is taken, the book has not been built, or JupyterLab does not start.
    """
    html = root / "_build" / "html"
    if not (html / "index.html").is_file():
        raise BuildError("The book has not been built yet.", "Run: statcomms build book")
    token = secrets.token_urlsafe(24)
    log = root / "_build" / "jupyterlab.log"
    stop = stop or threading.Event()
    with (
        _until_stopped(stop),
        serve_book(html, book_port),
        _jupyterlab(root, port, token, log) as lab,
    ):
        _wait_for(lab, port, log, stop)
        address = f"http://127.0.0.1:{port}/lab/tree/{first_notebook(root)}?token={token}"
        say(f"JupyterLab  {address}")
        say(f"The book    http://127.0.0.1:{book_port}/")
        say("Open the first address and press ⏩ once; Ctrl+C here closes the course.")
        if open_browser:
            webbrowser.open(address)
        while lab.poll() is None and not stop.wait(0.5):
            pass
        if not stop.is_set():
            raise BuildError(f"JupyterLab ended by itself (exit code {lab.poll()}).", f"See {log}.")
    say("Closed. What you did is kept.")


def first_notebook(root: Path) -> str:
    """The notebook a learner begins with, as a path inside the course; "" if there is none.

    >>> first_notebook(Path("/nowhere"))
    ''
    """
    lessons = sorted((root / "notebooks").glob("*.ipynb"))
    return f"notebooks/{lessons[0].name}" if lessons else ""


@contextmanager
def serve_book(html: Path, port: int) -> Iterator[int]:
    """Serve a folder of pages on 127.0.0.1 while the block runs; yields the port.

    Raises:
        BuildError: The port is taken.
    """
    handler = partial(_QuietHandler, directory=str(html))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise _taken(port) from error
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def _jupyterlab(root: Path, port: int, token: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += [f"--ServerApp.root_dir={root}", "--LabApp.news_url=None"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    programs = str(Path(sys.executable).parent)
    environment = os.environ | {
        "JUPYTER_TOKEN": token,
        "PATH": programs + os.pathsep + os.environ.get("PATH", os.defpath),
    }
    with log.open("wb") as file:
        lab = subprocess.Popen(  # noqa: S603  # our own interpreter, no shell
            command,
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl+C is for us: JupyterLab would ask and wait
        )
    try:
        yield lab
    finally:
        if lab.poll() is None:
            lab.terminate()
        try:
            lab.wait(timeout=15)
        except subprocess.TimeoutExpired:
            lab.kill()
            lab.wait()


@contextmanager
def _until_stopped(stop: threading.Event) -> Iterator[None]:
    """Let Ctrl+C and a polite kill set the event instead of breaking off what is being done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: stop.set()) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)


def _wait_for(lab: subprocess.Popen[bytes], port: int, log: Path, stop: threading.Event) -> None:
    deadline = time.monotonic() + _WAIT
    while time.monotonic() < deadline and not stop.is_set():
        if lab.poll() is not None:
            text = log.read_text(encoding="utf-8", errors="replace")
            if "already in use" in text or "not available" in text:
                raise _taken(port)
            if "No module named jupyterlab" in text:
                raise ModuleNotFoundError("jupyterlab is not installed", name="jupyterlab")
            raise BuildError("JupyterLab did not start.", f"Read the last lines of {log}.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    if stop.is_set():
        return
    raise BuildError(f"JupyterLab did not answer within {_WAIT:.0f} s.", f"See {log}.")


def _taken(port: int) -> BuildError:
    return BuildError(
        f"Port {port} is in use by another program.",
        f"Choose another: make course PORT={port + 10} or statcomms serve --port {port + 10}.",
    )


class _QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, says nothing, and lets no page be kept when the book is built anew."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # its name in Python
        """Say nothing."""
