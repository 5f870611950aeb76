"""Measure what the course claims of its speed: ``python benchmarks/run.py``.

Each section measures its claim and what it is compared with in one run, on one machine.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LESSON = ROOT / "notebooks" / "05-analytics.ipynb"
CHANGES = ("reach", "followers", "impressions", "posts")


@dataclass(frozen=True)
class Row:
    """One line of the result: what was measured, what is claimed of it, and whether it holds."""

    section: str
    what: str
    measured: str
    claim: str
    holds: bool


def milliseconds(seconds: float) -> str:
    """Write a time in milliseconds."""
    return f"{1000 * seconds:.1f} ms"


def timed(act: Callable[[int], object], times: int) -> list[float]:
    """Return the seconds that each of some calls took, after two calls to warm up."""
    act(0)
    act(1)
    taken = []
    for number in range(times):
        start = time.perf_counter()
        act(number)
        taken.append(time.perf_counter() - start)
    return taken


def high(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return sorted(times)[min(len(times) - 1, int(0.95 * len(times)))]


def posts_table(rows: int) -> Any:
    """Return a posts table of about so many rows: the course's model, with more posts a month."""
    from statcomms.data.synth import posts

    usual = posts(2026)
    if rows == len(usual):
        return usual
    counts = usual.groupby("platform").size()
    months = usual["month"].nunique()
    wanted = {
        platform: max(1, round(rows * count / len(usual) / months))
        for platform, count in counts.items()
    }
    return posts(2026, posts_a_month=wanted)


def make_lab(table: Any) -> Any:
    """Return a Metrics lab on a table."""
    from statcomms.exercises import MetricsLab

    return MetricsLab("m5-lab", title="What rate?", posts=table, right={"denominator": "reach"})


# -- widget change to recorded answer --------------------------------------------------------------


def measure_answers(times: int) -> list[Row]:
    """Measure a change in the front end until it is on the disk and embedded."""
    from IPython.core.displaypub import CapturingDisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell

    from statcomms.exercises import Choice
    from statcomms.notebook import Lesson

    shell = InteractiveShell.instance()
    shell.display_pub = CapturingDisplayPublisher()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        lesson = Lesson("05-analytics", folder)
        options = {name: name for name in CHANGES}
        choice = Choice("m5-choice", title="Which?", options=options, right="reach")
        lab = make_lab(posts_table(3000))
        for name, exercise, field in (
            ("a choice", choice, "choice"),
            ("Metrics lab, 3 000 posts", lab, "denominator"),
        ):
            lesson.show(exercise)
            view = lesson.views[exercise.id]

            def change(number: int, view: Any = view, field: str = field) -> None:
                value = {**view.value, field: CHANGES[number % len(CHANGES)]}
                view.set_state({"value": value})

            taken = timed(change, times)
            assert lesson.store.answers[exercise.id].value == exercise.value
            middle = statistics.median(taken)
            said = f"median {milliseconds(middle)}, 95 % within {milliseconds(high(taken))}"
            rows.append(Row("answers", name, said, "median ≤ 20 ms", middle <= 0.020))
            view.close()
    return [*rows, measure_kernel(times)]


KERNEL_SETUP = """
from statcomms.exercises import Choice
from statcomms.notebook import Lesson
lesson = Lesson("05-analytics", {folder!r})
lesson.show(Choice("m5-choice", title="Which?", options=dict(a="A", b="B"), right="a"))
print(lesson.views["m5-choice"].model_id)
"""


def measure_kernel(times: int) -> Row:
    """Measure the same in a real kernel: the message of the page until the kernel is idle again."""
    import json

    from jupyter_client.manager import start_new_kernel

    with tempfile.TemporaryDirectory() as folder:
        manager, client = start_new_kernel(kernel_name="python3", stderr=subprocess.DEVNULL)
        try:
            said: list[str] = []

            def hear(message: dict[str, Any]) -> None:
                if message["msg_type"] == "stream":
                    said.append(message["content"]["text"])

            client.execute_interactive(
                KERNEL_SETUP.format(folder=folder), output_hook=hear, timeout=60
            )
            model = "".join(said).split()[-1]

            def change(number: int) -> None:
                data = {"method": "update", "state": {"value": {"choice": "ab"[number % 2]}}}
                content = {"comm_id": model, "data": data}
                message = client.session.msg("comm_msg", content)
                client.shell_channel.send(message)
                while True:
                    answer = client.get_iopub_msg(timeout=10)
                    if (
                        answer["parent_header"].get("msg_id") == message["header"]["msg_id"]
                        and answer["msg_type"] == "status"
                        and answer["content"]["execution_state"] == "idle"
                    ):
                        return

            taken = timed(change, times)
            kept = json.loads((Path(folder) / "answers.json").read_text(encoding="utf-8"))
            assert kept["answers"]["m5-choice"]["value"]["choice"] == "ab"[(times - 1) % 2]
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    middle = statistics.median(taken)
    measured = f"median {milliseconds(middle)}, 95 % within {milliseconds(high(taken))}"
    return Row("answers", "a choice, in a kernel", measured, "median ≤ 20 ms", middle <= 0.020)


# -- redraw of Metrics lab -------------------------------------------------------------------------


def naive(table: Any, over: str, output: Any) -> None:
    """Redraw as a first notebook would: clear the Output, scatter with pyplot, show it."""
    import matplotlib.pyplot as plt
    from IPython.core.pylabtools import print_figure
    from IPython.display import Image, display

    with output:
        output.clear_output(wait=True)
        shown = table[over] if over != "posts" else table["reactions"] * 0 + 1
        counts = table["reactions"] + table["comments"] + table["shares"]
        figure, axes = plt.subplots()
        axes.scatter(shown, counts / shown, s=4)
        axes.set_xscale("log")
        axes.set_xlabel(over)
        axes.axhline(counts.sum() / shown.sum())
        # What plt.show does under the inline backend of a notebook.
        picture = print_figure(figure, fmt="png", bbox_inches="tight")
        plt.close(figure)
        display(Image(picture))


def measure_redraw(times: int, sizes: Sequence[int] = (3_000, 100_000)) -> list[Row]:
    """Measure a changed setting until picture, table and figure are drawn, against pyplot."""
    import matplotlib as mpl
    import numpy as np
    from ipywidgets import Output

    from statcomms.exercises.views import regions

    mpl.use("agg")
    rows = []
    for size in sizes:
        table = posts_table(size)
        columns = ["impressions", "reach", "followers", "reactions", "comments", "shares"]
        plain = table[columns].apply(lambda column: column.astype(float))
        plain = plain.replace(0, np.nan)
        lab, output = make_lab(table), Output()

        def ours(number: int, lab: Any = lab) -> None:
            lab.react("change", {"denominator": CHANGES[number % len(CHANGES)]})
            assert not lab.trouble, lab.trouble
            regions(lab)

        def theirs(number: int, plain: Any = plain, output: Any = output) -> None:
            with contextlib.redirect_stdout(io.StringIO()):
                naive(plain, CHANGES[number % 3], output)

        fast, slow = timed(ours, times), timed(theirs, max(3, times // 5))
        output.close()
        ratio = statistics.median(slow) / statistics.median(fast)
        what = f"Metrics lab, {len(table):,} posts".replace(",", " ")
        measured = (
            f"{ratio:.0f} × faster ({milliseconds(statistics.median(slow))} "
            f"and {milliseconds(statistics.median(fast))})"
        )
        rows.append(Row("redraw", what, measured, "≥ 10 × faster", ratio >= 10))
        top = high(fast)
        rows.append(Row("redraw", what, f"95 % within {milliseconds(top)}", "≤ 50 ms", top <= 0.05))
    return rows


# -- opening the lesson ----------------------------------------------------------------------------


def run_all(notebook: Any, folder: str) -> float:
    """Run all cells of a notebook in a fresh kernel; return the seconds from start to end."""
    from nbclient import NotebookClient

    start = time.perf_counter()
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}})
    client.execute(stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def empty_notebook() -> Any:
    """Return a notebook that only imports what every lesson needs."""
    import nbformat

    imports = "import pandas\nimport matplotlib.pyplot as plt\nimport ipywidgets"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(imports)], metadata={"kernelspec": kernel}
    )


def compare_opening(what: str, taken: dict[str, list[float]]) -> Row:
    """Compare the lesson with the empty notebook, by their medians."""
    ours, base = statistics.median(taken["lesson"]), statistics.median(taken["empty"])
    measured = f"{ours / base:.2f} × ({ours:.2f} s and {base:.2f} s)"
    return Row("opening", what, measured, "≤ 2 ×", ours <= 2 * base)


def measure_opening(times: int) -> list[Row]:
    """Measure all cells of the lesson against a notebook with three imports, in fresh kernels."""
    import nbformat

    notebooks = {"empty": empty_notebook(), "lesson": nbformat.read(LESSON, as_version=4)}
    taken: dict[str, list[float]] = {"lesson": [], "empty": []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(times):
            for name, notebook in notebooks.items():
                taken[name].append(run_all(notebook, folder))
    return [compare_opening("lesson 05, kernel and all cells, against three imports", taken)]


def measure_browser(times: int) -> list[Row]:
    """Measure the same in JupyterLab: open the page, press run all, until every card is drawn."""
    import nbformat

    sys.path.insert(0, str(ROOT / "tests"))
    from support.browser import chromium
    from support.lab import jupyter_lab

    notebooks = {"empty": empty_notebook(), "lesson": nbformat.read(LESSON, as_version=4)}
    taken: dict[str, list[float]] = {"lesson": [], "empty": []}
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        jupyter_lab(browser, Path(folder)) as lab,
    ):
        for name, notebook in notebooks.items():
            nbformat.write(notebook, lab.root / f"{name}.ipynb")
        for number in range(times + 1):
            for name in notebooks:
                start = time.perf_counter()
                opened = lab.open(lab.root / f"{name}.ipynb")
                opened.press_run_all()
                if number:  # the first visit fills the browser's and the server's caches
                    taken[name].append(time.perf_counter() - start)
                opened.close()
    return [compare_opening("the same in JupyterLab in Chromium, until it is drawn", taken)]


# -- all together ----------------------------------------------------------------------------------

SECTIONS = ("answers", "redraw", "opening", "browser", "worlds", "variants", "imports")


def measure(sections: Sequence[str], quick: bool = False) -> list[Row]:
    """Run some sections.

    Args:
        sections: Of `SECTIONS`.
        quick: A few repetitions on small tables, to see that the script itself works.
    """
    rows: list[Row] = []
    if "answers" in sections:
        rows += measure_answers(5 if quick else 200)
    if "redraw" in sections:
        rows += measure_redraw(5, (500,)) if quick else measure_redraw(100)
    if "opening" in sections:
        rows += measure_opening(1 if quick else 3)
    if "browser" in sections:
        rows += measure_browser(1 if quick else 3)
    if "worlds" in sections:
        from worlds import MILLION, measure_worlds

        found = measure_worlds(6_000, 1) if quick else measure_worlds(MILLION)
        rows += [Row(*row) for row in found]
    if "variants" in sections:
        from variants import measure_variants

        rows += [Row("variants", *row) for row in measure_variants(3 if quick else 200)]
    if "imports" in sections:
        from imports import measure_memory, measure_speed

        lines = measure_speed(500, 1) if quick else measure_speed()
        lines += measure_memory(1_000_000) if quick else measure_memory()
        rows += [Row("imports", one.what, one.measured, one.claim, one.holds) for one in lines]
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table; return 0 when every claim holds, 1 otherwise."""
    from rich.console import Console
    from rich.table import Table

    parser = argparse.ArgumentParser(description="Measure what the course claims of its speed.")
    parser.add_argument("section", nargs="*", help=f"any of {', '.join(SECTIONS)}; all when none")
    parser.add_argument("--quick", action="store_true", help="a few repetitions, small tables")
    given = parser.parse_args(arguments)
    unknown = sorted(set(given.section) - set(SECTIONS))
    if unknown:
        parser.error(f"there is no section {unknown[0]}; the sections are {', '.join(SECTIONS)}")
    rows = measure(given.section or SECTIONS, given.quick)
    table = Table("Section", "What", "Measured", "Claim", "Holds")
    for row in rows:
        table.add_row(row.section, row.what, row.measured, row.claim, "✓" if row.holds else "✗")
    Console(width=None if sys.stdout.isatty() else 130).print(table)
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
