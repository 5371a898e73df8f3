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
    """Run a run again from its folder and compare bit by bit.

    Says whether all worlds and events come out the same, or how far each key outcome is off and in how many worlds,
    and exits with 1 then. Nothing is kept; the worlds of a large run of which a summary was kept need their room meanwhile.

    Example: peninsula rerun results/baseline-03f7a4a6
    """
    from sim.cli.output.verify import folder_of, print_reproduction
    from sim.ensemble.reproduce import reproduce
    from sim.storage.run_folder import read
    from sim.studies.run import progress_bar

    kept = read(folder_of(run, out))
    with progress_bar(f"{kept.scenario.name} again", kept.scenario.worlds * kept.scenario.months, not quiet) as progress:
        found = reproduce(kept, workers, progress)
    if not quiet or as_json:
        print_reproduction(kept, found, as_json)
    if not found.identical:
        raise typer.Exit(1)
