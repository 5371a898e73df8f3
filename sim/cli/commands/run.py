"""`peninsula run`: scenario files in; a summary, run folders and plots out."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import (
    AsJson,
    FromNowcast,
    Months,
    Overwrite,
    Quiet,
    ResultsFolder,
    Seed,
    Settings,
    Workers,
    Worlds,
)


def run(
    scenarios: Annotated[list[str], typer.Argument(metavar="SCENARIO", help="Scenario files, or names of some in scenarios/.")],
    settings: Settings = None,
    worlds: Worlds = None,
    months: Months = None,
    seed: Seed = None,
    nowcast: FromNowcast = None,
    workers: Workers = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help="Run on a Dask cluster: the address of its scheduler."),
    ] = None,
    keep: Annotated[
        str, typer.Option("--keep", metavar="worlds|summary", help="Keep every world, or what sums them up alone.")
    ] = "worlds",
    outcomes: Annotated[
        str,
        typer.Option(
            "--outcomes", metavar="NAME,...", help="Write these outcomes and the headline index alone.", show_default=False
        ),
    ] = "",
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Run scenarios and keep their data and plots.

    Prints a summary of each and leaves a folder with data, manifest and plots. Numbers depend on the scenario
    and the seed alone. A run of a million world-months or more keeps the chunks that it has finished: whatever ends
    it, the same command goes on.

    Example: peninsula run baseline --set us.troops_korea=0 --worlds 500 --out results
    """
    from sim.cli.arguments.set_option import overrides
    from sim.scenario.loading import load

    changes = overrides(settings)
    loaded = [load(source, changes, worlds=worlds, months=months, seed=seed, nowcast=nowcast) for source in scenarios]

    from sim.cli.output.run import as_document, print_summary
    from sim.cli.output.terminal import print_json
    from sim.ensemble.chunk import chosen_outcomes
    from sim.foundations.errors import PeninsulaError, nearest
    from sim.studies.run import Manner, places, run_and_keep

    if keep not in ("worlds", "summary"):
        raise PeninsulaError(f"--keep {keep}: expected worlds or summary{nearest(keep, ('worlds', 'summary'))}")
    asked = [name.strip() for name in outcomes.split(",") if name.strip()]
    if outcomes and not asked:
        raise PeninsulaError(f"--outcomes '{outcomes}' names none: expected names with commas between, such as warheads,gprc")
    chosen = [chosen_outcomes(scenario.theatre, asked) for scenario in loaded]
    places(loaded, out, overwrite)
    kept = []
    for scenario, written in zip(loaded, chosen, strict=True):
        manner = Manner(workers, cluster, written, keep == "worlds", overwrite, show=not quiet)
        finished = run_and_keep(scenario, out, manner)
        kept.append(finished)
        if not (as_json or quiet):
            print_summary(finished)
    if as_json:
        print_json({"runs": [as_document(finished) for finished in kept]})
