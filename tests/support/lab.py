"""A real JupyterLab and a page of it: opened, run, saved, restarted as a learner would.

The server has a home of its own and saves nothing by itself, so that a test decides what is saved.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
RUN_ALL = '[data-jp-item-name="restart-and-run"]'
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "apputils-extension/sessionDialogs": {"skipKernelRestartDialog": True},
    "docmanager-extension/plugin": {"autosave": False},
    # Cells far down would otherwise be drawn only when somebody scrolls to them.
    "notebook-extension/tracker": {"windowingMode": "none"},
}
NOTEBOOK = "jupyterapp.shell.currentWidget"


def eventually(look: Callable[[], Any], page: Page, seconds: float = 20.0) -> Any:
    """Look again and again until there is something; what was seen last is in the failure."""
    end = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < end, f"nothing after {seconds} s, only {seen!r}"
        page.wait_for_timeout(50)
    return seen


def write_notebook(path: Path, part: str, code: Sequence[str], slug: str = "05-analytics") -> Path:
    """Write a notebook of covered code cells, as the course's generator does."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {
                "name": "python3",
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
            },
            "language_info": {"name": "python"},
            "statcomms": {"notebook": slug, "part": part},
        }
    )
    covered = {"jupyter": {"source_hidden": True}}
    notebook.cells = [
        nbformat.v4.new_markdown_cell("# A notebook\n\nPress ⏩ once.", id="first"),
        *(
            nbformat.v4.new_code_cell(source, id=f"cell-{place}", metadata=covered)
            for place, source in enumerate(code)
        ),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


class OpenNotebook:
    """A notebook open in JupyterLab, in a browser page of its own.

    Attributes:
        page: The browser's page.
        path: The notebook's file.
        errors: What the console called an error, and what no script caught.
    """

    def __init__(self, browser: Browser, address: str, path: Path, place: str) -> None:
        self.path = path
        self.page: Page = browser.new_page(viewport={"width": 1200, "height": 1000})
        self.errors: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self._address = f"{address}/lab/workspaces/{{}}/tree/{quote(place)}?reset"
        self._workspace = f"w{time.monotonic_ns()}"
        self.load()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    @property
    def our_errors(self) -> list[str]:
        """What the console called an error, without what JupyterLab says of itself."""
        own = (
            "Could not restore the debugger state",
            "Canceled future for ",  # a request under way while the kernel restarts
            "Comm not found for comm id",  # a word of the old kernel on its way while it restarts
            "Failed to load resource",
            "Error: widget model not found",  # a saved card, before its cell has run again
        )
        return [error for error in self.errors if not any(said in error for said in own)]

    def load(self) -> None:
        """Open the notebook, or open it again as a browser's reload does."""
        self.page.goto(self._address.format(self._workspace))
        self.page.wait_for_selector(f"{PANEL} .jp-Cell", timeout=90_000)
        self.page.wait_for_function(
            f"{NOTEBOOK}?.context?.isReady && "
            f"['idle', 'busy'].includes({NOTEBOOK}.sessionContext.session?.kernel?.status)",
            timeout=90_000,
        )

    @property
    def panel(self) -> Locator:
        """The notebook's panel."""
        return self.page.locator(PANEL)

    def exercise(self, exercise_id: str) -> Locator:
        """The living card of an exercise."""
        return self.panel.locator(f".sc-live [data-exercise={exercise_id}]")

    def state(self, key: str) -> Any:
        """One property of JupyterLab's notebook, such as ``mode`` or ``activeCellIndex``."""
        return self.page.evaluate(f"{NOTEBOOK}.content.{key}")

    def command(self, name: str) -> None:
        """Run a command of JupyterLab's menus to its end."""
        self.page.evaluate(f"jupyterapp.commands.execute('{name}').then(() => null)")

    def press_run_all(self) -> None:
        """Press ⏩ as a learner does, and wait until every cell has run."""
        button = self.panel.locator(RUN_ALL).first
        button.wait_for()
        self.page.evaluate(
            f"""() => {{ const panel = {NOTEBOOK};
              panel.ran = false;
              jupyterapp.commands.commandExecuted.connect((_, done) => {{
                if (done.id === 'notebook:restart-run-all')
                  done.result.then(() => {{ panel.ran = true; }}); }}); }}"""
        )
        button.locator("button, jp-button").first.click()
        self.page.wait_for_function(f"{NOTEBOOK}.ran === true", timeout=120_000)
        self._drawn()

    def run_all(self) -> None:
        """Run every cell in the kernel that runs."""
        self.command("notebook:run-all-cells")
        self._drawn()

    def restart(self) -> None:
        """Restart the kernel."""
        self.command("kernelmenu:restart")
        self.page.wait_for_function(
            f"{NOTEBOOK}.sessionContext.session?.kernel?.status === 'idle'", timeout=60_000
        )

    def clear_outputs(self) -> None:
        """Clear all outputs."""
        self.command("notebook:clear-all-cell-outputs")

    def _drawn(self) -> None:
        """Wait until every card that was sent is on the screen."""
        self.page.wait_for_function(
            f"""() => {{
              const nodes = [...document.querySelectorAll('{PANEL} .jp-OutputArea-output')];
              const cells = [...{NOTEBOOK}.content.widgets].filter((c) => c.model.type === 'code');
              const views = cells.flatMap((c) => c.model.outputs.toJSON())
                .filter((o) => o.data?.['application/vnd.jupyter.widget-view+json']).length;
              return document.querySelectorAll('{PANEL} .sc-live').length >= views; }}""",
            timeout=60_000,
        )

    def save(self) -> None:
        """Press Ctrl+S and wait until the file is written."""
        self.page.evaluate(f"{NOTEBOOK}.context.saveState.connect((_, s) => ({NOTEBOOK}.said = s))")
        self.page.keyboard.press("Control+s")
        self.page.wait_for_function(f"{NOTEBOOK}.said?.startsWith('completed')", timeout=20_000)

    def close(self, shutdown: bool = True) -> None:
        """Close the page without saving, and by default end the kernel."""
        if shutdown:
            self.page.evaluate(f"{NOTEBOOK}.sessionContext.shutdown().then(() => null)")
        self.page.close()

    def answers(self) -> dict[str, Any]:
        """Values in ``answers.json``, by exercise."""
        return {name: answer["value"] for name, answer in self.frame().get("answers", {}).items()}

    def frame(self) -> dict[str, Any]:
        """``answers.json`` as it is."""
        path = self.path.with_name("answers.json")
        return json.loads(path.read_text("utf-8")) if path.is_file() else {}

    def wait_for_answer(self, exercise_id: str, value: Mapping[str, Any]) -> None:
        """Wait until an answer is recorded (further fields of its value do not matter)."""
        deadline = time.monotonic() + 20
        while True:
            known = self.answers().get(exercise_id, {})
            if all(known.get(name) == part for name, part in value.items()):
                return
            assert time.monotonic() < deadline, f"{exercise_id}: {known} is not {value}"
            self.page.wait_for_timeout(50)

    def saved(self) -> dict[str, Any]:
        """The notebook's file as it is on the disk."""
        data: dict[str, Any] = json.loads(self.path.read_text("utf-8"))
        return data


class Lab:
    """A JupyterLab server and the browser that looks at it.

    Args:
        browser: Chromium.
        root: Folder that the server shows.
        address: Where it listens.
    """

    def __init__(self, browser: Browser, root: Path, address: str) -> None:
        self.browser, self.root, self.address = browser, root, address

    def open(self, path: Path) -> OpenNotebook:
        """Open a notebook below the root."""
        place = path.relative_to(self.root).as_posix()
        return OpenNotebook(self.browser, self.address, path, place)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def jupyter_lab(browser: Browser, folder: Path) -> Iterator[Lab]:
    """Start JupyterLab in a folder, with a home of its own, and end it."""
    home, root = folder / "home", folder / "root"
    root.mkdir(parents=True)
    for name, settings in SETTINGS.items():
        path = home / f".jupyter/lab/user-settings/@jupyterlab/{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), "utf-8")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "NBGRADER", "JPY"))}
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
                *(f"--port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={root}"),
                *("--IdentityProvider.token=", "--ServerApp.password="),
                *("--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None"),
            ],
            cwd=root,
            env={**kept, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / ".jupyter")},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            deadline = time.monotonic() + 90
            while True:
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"{address}/api", timeout=5).close()
                    break
                said = (folder / "lab.log").read_text("utf-8")[-2000:]
                assert server.poll() is None, f"JupyterLab has ended:\n{said}"
                assert time.monotonic() < deadline, f"JupyterLab does not answer:\n{said}"
                time.sleep(0.1)
            yield Lab(browser, root, address)
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
