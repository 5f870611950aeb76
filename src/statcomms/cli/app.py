"""The commands themselves: thin; each calls one function of the package and says what it did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from statcomms import __version__
from statcomms.cli.speak import FINE, MISSING, USAGE, WRONG, Speaker, explain
from statcomms.errors import StatcommsError

if TYPE_CHECKING:
    from statcomms.grading.grade import GradeSummary

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
data = typer.Typer(help="Make or check the course's sample data.")
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
        typer.Option("--overwrite", help="Replace notebooks that hold somebody's work, too."),
    ] = False,
    keep_work: Annotated[
        bool,
        typer.Option("--keep-work", help="Notebooks that hold work are kept and that is fine."),
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
            f"{len(report.kept)} file(s) hold somebody's work and were left as they are. "
            "To replace them: statcomms build notebooks --overwrite"
        )
        raise typer.Exit(WRONG)
    changed = (
        "checked, all are what their text makes" if check else f"{len(report.written)} written"
    )
    speaker.say(f"Notebooks: {len(report.targets)} files, {changed}.")


@build.command("book", epilog=_example("statcomms build book"))
def build_book(
    force: Annotated[
        bool, typer.Option("--force", help="Build although nothing has changed.")
    ] = False,
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Build the book as a website in _build/html; a warning is an error."""
    from statcomms.publish.book import build_book as make
    from statcomms.publish.course import find_root

    speaker = Speaker(quiet=quiet)
    report = make(find_root(root), force=force, progress=speaker.step)
    did = "built" if report.built else "nothing has changed"
    speaker.say(f"Book: {report.pages} pages, {did}: {report.index}")


Seed = Annotated[int | None, typer.Option("--seed", min=0, help="Default: the course's own.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FOLDER", help="Default: the course's datasets.")
]


@data.callback(invoke_without_command=True, epilog=EXIT_CODES)
def data_itself(
    context: typer.Context, seed: Seed = None, out: Out = None, quiet: Quiet = False
) -> None:
    """Make or check the course's sample data; without a command: make."""
    if context.invoked_subcommand is None:
        data_build(seed=seed, out=out, root=None, quiet=quiet)


@data.command("build", epilog=_example("statcomms data build --seed 2026 --out datasets"))
def data_build(seed: Seed = None, out: Out = None, root: Root = None, quiet: Quiet = False) -> None:
    """Make the sample data of a seed: CSV, datapackage.json and README.md."""
    from statcomms.data.package import build as make
    from statcomms.data.tables import COURSE_SEED
    from statcomms.publish.course import find_root

    speaker = Speaker(quiet=quiet)
    folder = out or find_root(root) / "datasets"
    files = make(folder, COURSE_SEED if seed is None else seed, speaker.step)
    speaker.say(f"Data: {len(files)} files in {folder}.")


@data.command("check", epilog=_example("statcomms data check"))
def data_check(seed: Seed = None, out: Out = None, root: Root = None, quiet: Quiet = False) -> None:
    """Check the sample data: files, keys, model, texts, coders, claims, personal variants."""
    from statcomms.analysis.findings import failures
    from statcomms.cli.show import show_findings
    from statcomms.data.tables import COURSE_SEED
    from statcomms.publish.course import find_root
    from statcomms.publish.data_check import check_data

    speaker = Speaker(quiet=quiet)
    folder = out or find_root(root) / "datasets"
    found = check_data(folder, COURSE_SEED if seed is None else seed, speaker.step)
    show_findings(speaker, f"Sample data in {folder}", found)
    wrong = failures(found)
    for line in wrong:
        explain(line)
    if wrong:
        explain("If files differ, make them again with: statcomms data build")
        raise typer.Exit(WRONG)
    speaker.say(f"Data: all {len(found)} findings are fine.")


@data.command("calibrate", epilog=_example("statcomms data calibrate my-export.csv"))
def data_calibrate(
    files: Annotated[
        list[Path], typer.Argument(help="Your platform's exports, or posts.csv of import.")
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Where the picture (SVG) goes.")
    ] = Path("calibration.svg"),
    parameters: Annotated[
        Path | None,
        typer.Option("--parameters", metavar="FILE", help="Write a model like yours (JSON), too."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files that are there.")
    ] = False,
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Show your own account beside the course's. Nothing leaves your machine."""
    import json

    from statcomms.cli.show import show_comparison
    from statcomms.data.load import load_posts
    from statcomms.publish.calibrate import (
        compare_accounts,
        parameters_like,
        read_account,
        write_new,
    )
    from statcomms.publish.calibration_picture import draw_accounts

    speaker = Speaker(quiet=quiet)
    theirs, ours = read_account(files), load_posts(root)
    comparisons = compare_accounts(theirs, ours)
    for one in comparisons:
        show_comparison(speaker, one)
    write_new(out, draw_accounts(theirs, ours, comparisons), overwrite=overwrite)
    speaker.say(f"Picture: {out}.")
    if parameters is not None:
        text = json.dumps(parameters_like(comparisons), indent=2) + "\n"
        write_new(parameters, text, overwrite=overwrite)
        speaker.say(f"Parameters of a model like yours: {parameters}.")


@data.command(
    "certify-variants", epilog=_example("statcomms data certify-variants 05-analytics --ids 1000")
)
def data_certify_variants(
    assignment: Annotated[str, typer.Argument(help="Such as 05-analytics.")],
    ids: Annotated[int, typer.Option("--ids", min=1, help="How many learners.")] = 1000,
    prefix: Annotated[
        str, typer.Option("--prefix", help="What the course ids begin with.")
    ] = "nsn-",
    quiet: Quiet = False,
) -> None:
    """Prove over many learners that an assignment's personal data are fair."""
    from statcomms.analysis.certify import certify_variants, class_list
    from statcomms.analysis.findings import failures
    from statcomms.cli.show import show_findings

    speaker = Speaker(quiet=quiet)
    with speaker.bar("Learners") as progress:
        certificate = certify_variants(assignment, class_list(ids, prefix), progress)
    title = f"{assignment}: the variants of {ids} learners, {prefix}…"
    show_findings(speaker, title, certificate.findings)
    wrong = failures(certificate.findings)
    for line in wrong:
        explain(line)
    if wrong:
        raise typer.Exit(WRONG)
    speaker.say(
        f"Fair: all {len(certificate.findings)} claims hold. One variant takes "
        f"{1000 * certificate.seconds_each:.0f} ms, "
        f"the slowest {1000 * certificate.slowest:.0f} ms."
    )


@data.command("secret", epilog=_example("statcomms data secret my-class/class-secret.key"))
def data_secret(
    file: Annotated[
        Path, typer.Argument(metavar="[FILE]", help="The file to make; it must not be there.")
    ] = Path("class-secret.key"),
    quiet: Quiet = False,
) -> None:
    """Make a class secret, from which the worlds come that the class is graded on."""
    from statcomms.data.held_out import ClassSecret, repository_remark

    ClassSecret.create(file)
    speaker = Speaker(quiet=quiet)
    speaker.say(f"Class secret: {file}, which only you can read.")
    if remark := repository_remark(file):
        explain(remark)
    speaker.say("Keep it: with another one the same work gets other marks. Hand it to nobody.")


@app.command(
    "sample-class",
    epilog=_example("statcomms sample-class my-class --assignment 05-analytics --learners 12"),
)
def sample_class(
    directory: Annotated[Path, typer.Argument(help="The folder to make; new, or empty.")],
    assignment: Annotated[str, typer.Option("--assignment", help="Such as 05-analytics.")],
    learners: Annotated[
        int, typer.Option("--learners", min=0, help="How many hand in; 0: none.")
    ] = 12,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another seed, other answers.")] = 1,
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Make an nbgrader course with the work of simulated learners, or an empty one (0)."""
    from statcomms.grading.sample_class import make_sample_class

    speaker = Speaker(quiet=quiet)
    with speaker.bar("Learners") as progress:
        make_sample_class(directory, assignment, learners, seed, progress, root=root)
    next_step = f"Next: statcomms grade {assignment} --course-dir {directory}"
    if learners:
        speaker.say(f"Class: {learners} learners have handed in {assignment} in {directory}.")
        speaker.say(next_step)
    else:
        speaker.say(f"Course: {directory} is ready for the files of your own class.")
        speaker.say(f"{next_step} --inbox {directory}/inbox")


@app.command("import", epilog=_example("statcomms import my-export.csv --timezone +10:00"))
def import_exports(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Exports as downloaded; folders and .zip, too."),
    ],
    timezone: Annotated[
        str, typer.Option("--timezone", help="Zone for the times: +10:00 or Pacific/Guam.")
    ] = "UTC",
    source_timezone: Annotated[
        str | None,
        typer.Option(
            "--source-timezone", help="Zone of the file's times. Default: the platform's usual."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Write posts.csv and report.txt there."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files that are there.")
    ] = False,
    replies: Annotated[
        bool, typer.Option("--replies/--no-replies", help="Keep replies to others on X.")
    ] = True,
    times_from_ids: Annotated[
        bool,
        typer.Option("--times-from-ids", help="Work out a missing time of day from the post id."),
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Read a platform's own export on this machine, and say what became of every row."""
    from statcomms.data.importers import read_exports, write_imported

    speaker = Speaker(quiet=quiet)
    found = read_exports(
        files,
        timezone=timezone,
        source_timezone=source_timezone,
        replies=replies,
        times_from_ids=times_from_ids,
    )
    one = len(found.report.files) == 1 and not found.report.not_read
    speaker.say((found.report.files[0] if one else found.report).as_text())
    if out is not None:
        written = write_imported(found, out, overwrite=overwrite)
        speaker.say(f"Written to {out}: {', '.join(path.name for path in written)}.")
    for name, reason in found.report.not_read:
        explain(f"{name} was not read. {reason}")
    if found.report.not_read:
        raise typer.Exit(WRONG)


@app.command("grade", epilog=_example("statcomms grade 05-analytics --course-dir my-class"))
def grade(
    assignment: Annotated[str, typer.Argument(help="Such as 05-analytics.")],
    course_dir: Annotated[
        Path, typer.Option("--course-dir", metavar="FOLDER", help="The nbgrader course.")
    ] = Path(),
    inbox: Annotated[
        Path | None,
        typer.Option("--inbox", metavar="FOLDER", help="Handed-in files to take in first."),
    ] = None,
    feedback: Annotated[
        bool, typer.Option("--feedback/--no-feedback", help="Make each learner's feedback page.")
    ] = True,
    force: Annotated[bool, typer.Option("--force", help="Grade everything again.")] = False,
    table: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the summary there, too.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Grade all that was handed in for one assignment, and show a summary."""
    from statcomms.data.held_out import CLASS_SECRET_FILE, ClassSecret
    from statcomms.grading.grade import grade_assignment

    speaker = Speaker(quiet=quiet)
    with speaker.bar("Grading") as progress:
        summary = grade_assignment(
            course_dir,
            assignment,
            progress=progress,
            feedback=feedback,
            inbox=inbox,
            force=force,
        )
    if table is not None:
        summary.to_csv(table)
    show_summary(speaker, summary)
    secret = course_dir / CLASS_SECRET_FILE
    if secret.is_file() and (remark := ClassSecret.read(secret).remark):
        explain(remark)
    for row in summary.set_aside:
        explain(f"{row.student or 'a file'} was set aside: {' '.join(row.remarks)}")
    if summary.exit_code:
        raise typer.Exit(WRONG)


@app.command("check", epilog=_example("statcomms check"))
def check(root: Root = None, quiet: Quiet = False) -> None:
    """Check notebooks, data, reading grade, sources, ids, keys, points, links, glossary."""
    from statcomms.publish.check import run_checks
    from statcomms.publish.course import find_root

    speaker = Speaker(quiet=quiet)
    found = run_checks(find_root(root), speaker.step)
    for line in found:
        explain(line)
    if found:
        raise typer.Exit(WRONG)
    speaker.say("Everything is as it should be.")


@app.command("serve", epilog=_example("statcomms serve --port 8900"))
def serve(
    port: Annotated[
        int, typer.Option("--port", min=1024, max=65534, help="JupyterLab's port.")
    ] = 8888,
    book_port: Annotated[
        int | None, typer.Option("--book-port", help="The book's. Default: the next one.")
    ] = None,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the first notebook in your browser.")
    ] = True,
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Open the course: JupyterLab and the book, on this machine, until Ctrl+C."""
    from statcomms.publish.course import find_root
    from statcomms.publish.serve import serve_course

    speaker = Speaker(quiet=quiet)
    serve_course(
        find_root(root),
        port=port,
        book_port=book_port or port + 1,
        open_browser=open_browser and speaker.console.is_terminal,
        say=speaker.say,
    )


def show_summary(speaker: Speaker, summary: GradeSummary) -> None:
    """Show one line per learner: status, points by task, what a person has still to mark."""
    from rich.table import Table

    table = Table(title=f"{summary.assignment}: {len(summary.rows)} learners", title_justify="left")
    table.add_column("Learner", no_wrap=True)
    table.add_column("State")
    for number, _ in enumerate(summary.tasks, start=1):
        table.add_column(str(number), justify="right", no_wrap=True)
    table.add_column("Points", justify="right", no_wrap=True)
    table.add_column("By hand")
    for row in summary.rows:
        points = [f"{row.tasks[name][0]:g}" if name in row.tasks else "–" for name in summary.tasks]
        total = "–" if row.points is None else f"{row.points:g} of {row.max_points:g}"
        waiting = f"{len(row.to_read)} to mark" if row.to_read else ""
        table.add_row(row.student or "?", row.status, *points, total, waiting)
    speaker.console.print(table)
    for number, task in enumerate(summary.tasks, start=1):
        speaker.say(f"  {number}: {task.removesuffix('-marks')}")
    for row in (row for row in summary.rows if row not in summary.set_aside):
        for remark in row.remarks:
            speaker.say(f"{row.student or '?'}: {remark}")
    speaker.say(
        f"{len(summary.rows) - len(summary.set_aside)} graded, "
        f"{len(summary.set_aside)} set aside, in {summary.seconds:.0f} s."
    )
