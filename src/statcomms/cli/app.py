"""The commands themselves: thin; each calls one function of the package and says what it did."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from statcomms import __version__
from statcomms.cli.speak import FINE, MISSING, USAGE, WRONG, Speaker, explain
from statcomms.errors import StatcommsError

__all__ = ["app", "run"]

EXIT_CODES: Final = (
    "Exit codes: 0 done, 1 something is wrong, 2 typed wrongly, 3 a part is not installed."
)

app = typer.Typer(
    name="statcomms",
    help="Social Media for Official Statistics: build the course, grade it, check it.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
build = typer.Typer(
    help="Make notebooks or the book from their text.", no_args_is_help=True, epilog=EXIT_CODES
)
data = typer.Typer(
    help="Make or check the course's sample data.", no_args_is_help=True, epilog=EXIT_CODES
)
app.add_typer(build, name="build")
app.add_typer(data, name="data")

Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        metavar="FOLDER",
        help="The course's folder. Default: this folder or one above it.",
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say nothing unless something is wrong.")
]


def _example(line: str) -> str:
    return f"Example: {line}  —  {EXIT_CODES}"


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; an error of ours becomes one sentence."""
    try:
        app(args=arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else WRONG if stop.code else FINE
    except StatcommsError as error:
        explain(str(error))
        return WRONG
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] == "statcomms":
            explain(f"This version of the course has no {error.name}.")
        else:
            explain(
                f"This command needs '{error.name}', which is not installed. "
                "Install the whole course with: pip install -r requirements.txt"
            )
        return MISSING
    return FINE


@app.callback(invoke_without_command=True)
def top(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Social Media for Official Statistics: build the course, grade it, check it."""
    if version:
        typer.echo(f"statcomms {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(USAGE)


@build.command("notebooks", epilog=_example("statcomms build notebooks --check"))
def build_notebooks(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; name the first cell that differs.")
    ] = False,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Replace notebooks that hold somebody's outputs, too."),
    ] = False,
    keep_work: Annotated[
        bool,
        typer.Option("--keep-work", help="Notebooks that hold outputs are kept and that is fine."),
    ] = False,
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Make the notebooks and the references page from the authors' text."""
    from statcomms.publish.course import find_root
    from statcomms.publish.notebooks import RENEW
    from statcomms.publish.notebooks import build_notebooks as make

    speaker = Speaker(quiet=quiet)
    report = make(find_root(root), check=check, overwrite=overwrite, progress=speaker.step)
    if report.differences:
        for difference in report.differences:
            explain(difference)
        explain(RENEW)
        raise typer.Exit(WRONG)
    if report.kept and not keep_work:
        explain(
            f"{len(report.kept)} file(s) hold somebody's outputs and were left as they are. "
            "To replace them: statcomms build notebooks --overwrite"
        )
        raise typer.Exit(WRONG)
    changed = (
        "checked, all are what their text makes" if check else f"{len(report.written)} written"
    )
    speaker.say(f"Notebooks: {len(report.targets)} files, {changed}.")
