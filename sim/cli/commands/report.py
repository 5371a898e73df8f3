"""`peninsula report`: one HTML file to send to somebody."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import Answers, Months, Overwrite, Quiet, Seed, Settings, Turnover, Workers, Worlds


def report(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="RUN_OR_SCENARIO", help="Run folders, scenario files or names; the first is the reference."),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="The file to write; by default results/report-<names>.html.")
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The title of the page.", show_default=False)] = "",
    answers: Answers = None,
    target: Annotated[
        str,
        typer.Option(
            "--target",
            metavar="CONDITION",
            help="Say, too, when each policy stops meeting this, as 'peninsula pathways' does.",
            show_default=False,
        ),
    ] = "",
    settings: Settings = None,
    turnover: Turnover = False,
    worlds: Worlds = None,
    months: Months = None,
    seed: Seed = None,
    unpaired: Annotated[bool, typer.Option("--unpaired", help="Compare runs that share no worlds.")] = False,
    workers: Workers = None,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Write one HTML file to send to a colleague.

    Question, scenarios, plots, scorecard, explanation and caveats, for somebody who has never seen Peninsula. It is
    self-contained: it opens offline and prints well.

    Example: peninsula report baseline burden_bargain --out bargain.html
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.stack import print_stacks
    from sim.studies.report import write_report

    print_stacks(sources, quiet, worlds=worlds, months=months, seed=seed)
    file = write_report(
        sources,
        out,
        title,
        unpaired,
        workers,
        overrides=overrides(settings, turnover=turnover),
        worlds=worlds,
        months=months,
        seed=seed,
        answers=answers or (),
        target=target,
        overwrite=overwrite,
        progress=progress_unless(quiet),
    )
    if not quiet:
        typer.echo(f"Wrote {file}")
