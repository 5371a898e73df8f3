"""`peninsula rerun`: whether a run can be repeated from its own folder."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, Quiet, ResultsFolder, Workers


def rerun(
    run: Annotated[
        str, typer.Argument(metavar="RUN", help="The folder of a run, or the beginning of its name.", show_default=False)
    ],
    workers: Workers = None,
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Rerun a run from its folder and compare bit by bit.

    Says whether all worlds and events come out the same, or how far each key outcome is off and in how many worlds,
    and then exits with 1. Nothing is kept; a large run of which only summary tables were kept needs disk space for its worlds
    meanwhile.

    Example: peninsula rerun results/baseline-03f7a4a6
    """
    from sim.cli.arguments.run_argument import run_folder_of
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.rerun import print_reproduction
    from sim.ensemble.reproduce import reproduce
    from sim.storage.run_folder import read

    kept = read(run_folder_of(run, out))
    scenario = kept.scenario
    with progress_unless(quiet)(f"{scenario.name} again", scenario.worlds * scenario.months) as advance:
        result = reproduce(kept, workers, advance)
    if not quiet or as_json:
        print_reproduction(kept, result, as_json)
    if not result.identical:
        raise typer.Exit(1)
