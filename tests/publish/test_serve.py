"""The course opens: JupyterLab and the book answer at the addresses that are printed."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from statcomms.errors import BuildError
from statcomms.publish.serve import first_notebook, serve_book, serve_course


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "_build" / "html").mkdir(parents=True)
    (tmp_path / "_build" / "html" / "index.html").write_text("<h1>Book</h1>", encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    for name in ("06-b.ipynb", "05-a.ipynb"):
        (tmp_path / "notebooks" / name).write_text("{}", encoding="utf-8")
    return tmp_path


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode("utf-8")


def test_book_is_served_and_the_port_is_free_afterwards(course: Path) -> None:
    with serve_book(course / "_build" / "html", 0) as port:
        assert get(f"http://127.0.0.1:{port}/") == "<h1>Book</h1>"
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_taken_port(course: Path) -> None:
    html = course / "_build" / "html"
    with (
        serve_book(html, 0) as port,
        pytest.raises(BuildError, match=f"Port {port} is in use.*Choose another"),
        serve_book(html, port),
    ):
        pytest.fail("it was served twice")


def test_a_learner_begins_with_the_first_lesson(course: Path) -> None:
    assert first_notebook(course) == "notebooks/05-a.ipynb"


def test_opens_jupyterlab_and_book(course: Path) -> None:
    port, book_port = free_ports()
    said: list[str] = []
    stop = threading.Event()
    thread = threading.Thread(
        target=serve_course,
        args=(course,),
        kwargs={
            "port": port,
            "book_port": book_port,
            "open_browser": False,
            "say": said.append,
            "stop": stop,
        },
    )
    thread.start()
    try:
        deadline = time.monotonic() + 60
        while len(said) < 3 and thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.1)
        lab, book, what_next = said
        address = re.search(r"http://\S+", lab)
        assert address is not None
        assert f":{port}/lab/tree/notebooks/05-a.ipynb?token=" in address.group()
        assert "JupyterLab" in get(address.group())
        assert get(book.split()[-1]) == "<h1>Book</h1>"
        assert "press ⏩ once" in what_next
    finally:
        stop.set()
        thread.join(timeout=30)
    assert not thread.is_alive()


def test_jupyterlabs_port_is_taken(course: Path) -> None:
    port, book_port = free_ports()
    with socket.socket() as server:
        server.bind(("127.0.0.1", port))
        server.listen()
        with pytest.raises(BuildError, match=f"Port {port} is in use"):
            serve_course(course, port=port, book_port=book_port, open_browser=False, say=str)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_both_and_leaves_nothing_running(course: Path, end: signal.Signals) -> None:
    (course / "_toc.yml").touch()
    (course / "book").mkdir()
    port, book_port = free_ports()
    words = ["serve", "--root", str(course), "--no-open", "--port", str(port)]
    words += ["--book-port", str(book_port)]
    with subprocess.Popen(
        [sys.executable, "-m", "statcomms", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        for _ in range(3):
            assert process.stdout.readline()
        process.send_signal(end)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "What you did is kept" in out
    assert "Traceback" not in err
    for number in (port, book_port):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", number)) != 0
