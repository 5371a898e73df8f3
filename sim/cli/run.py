"""`peninsula run`: scenario files in; a summary, run folders and plots out."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import AsJson, FromNowcast, Months, Overwrite, Quiet, ResultsFolder, Seed, Settings, Workers, Worlds


def run(
    scenarios: Annotated[list[str], typer.Argument(metavar="SCENARIO", help="Scenario files, or names of some in scenarios/.")],
    settings: Settings = None,
    worlds: Worlds = None,
    months: Months = None,
    seed: Seed = None,
    nowcast: FromNowcast = None,
    workers: Workers = None,
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Run scenarios and keep their data and plots.

    Prints a summary of each and leaves a folder with data, manifest and plots. Numbers depend on the scenario
    and the seed alone.

    Example: peninsula run baseline --set us.troops_korea=0 --worlds 500 --out results
    """
    from sim.cli.settings import overrides
    from sim.scenario.loading import load

    changes = overrides(settings)
    loaded = [load(source, changes, worlds=worlds, months=months, seed=seed, nowcast=nowcast) for source in scenarios]

    from sim.cli.running import places, run_and_keep
    from sim.cli.screen import print_json
    from sim.cli.summary import as_document, print_summary

    places(loaded, out, overwrite)
    kept = []
    for scenario in loaded:
        finished = run_and_keep(scenario, out, workers=workers, overwrite=overwrite, show=not quiet)
        kept.append(finished)
        if not (as_json or quiet):
            print_summary(finished)
    if as_json:
        print_json({"runs": [as_document(finished) for finished in kept]})
