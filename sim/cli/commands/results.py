"""`peninsula open` and `peninsula results`: the contents of the results folder."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, ResultsFolder


def results(out: ResultsFolder = Path("results"), as_json: AsJson = False) -> None:
    """List runs and studies, newest first.

    Each with its title, date, worlds and result in one line.

    Example: peninsula results --out results
    """
    from sim.cli.output.results import print_results

    print_results(out, as_json)


def open_(
    run: Annotated[
        str | None,
        typer.Argument(
            metavar="[RUN]", help="A folder, or the beginning of its name; unless given, list what there is.", show_default=False
        ),
    ] = None,
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
) -> None:
    """Open the plots of a run, or list what there is.

    Without a name it lists runs with title, date, worlds and result in one line, as 'peninsula results' does.

    Example: peninsula open baseline
    """
    from sim.cli.arguments.run_argument import folder_called
    from sim.cli.output.results import print_results

    if run is None:
        print_results(out, as_json)
        return
    folder = folder_called(run, out)
    typer.echo(folder)
    target = next((folder / name for name in ("report.html", "plots") if (folder / name).exists()), folder)
    if sys.stdout.isatty():
        typer.launch(str(target))
