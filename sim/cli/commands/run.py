"""`peninsula run`: scenario files in; a summary, run folders and plots out."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import (
    AsJson,
    Choices,
    FromNowcast,
    Months,
    Overwrite,
    Quiet,
    ResultsFolder,
    Seed,
    Settings,
    Svg,
    Turnover,
    Workers,
    Worlds,
)


def run(
    scenarios: Annotated[list[str], typer.Argument(metavar="SCENARIO", help="Scenario files, or names of scenarios.")],
    settings: Settings = None,
    choices: Choices = False,
    turnover: Turnover = False,
    worlds: Worlds = None,
    months: Months = None,
    seed: Seed = None,
    nowcast: FromNowcast = None,
    workers: Workers = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help="Run on a Dask cluster: address of its scheduler."),
    ] = None,
    keep: Annotated[
        str, typer.Option("--keep", metavar="worlds|summary", help="Keep all worlds, or summary tables only.")
    ] = "worlds",
    outcomes: Annotated[
        str,
        typer.Option(
            "--outcomes", metavar="NAME,...", help="Write only these outcomes and the headline index.", show_default=False
        ),
    ] = "",
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    svg: Svg = False,
    overwrite: Overwrite = False,
) -> None:
    """Run scenarios and keep their data and plots.

    Prints a summary of each and leaves a folder with data, manifest and plots. Numbers depend only on the scenario
    and the seed. A run of a million world-months or more keeps the chunks that it has finished: if it is interrupted,
    rerun the same command to resume.

    A + puts packages on a scenario, as in baseline + opcon_conditions + sidelined, and shows first what each changes. Where
    two contradict each other, "then" in place of the + lets the later one decide.

    Example: peninsula run baseline --set us.troops_korea=0 --worlds 500 --out results
    """
    from sim.cli.arguments.set_option import overrides
    from sim.scenario.loading import load

    changes = overrides(settings, choices=choices, turnover=turnover)
    loaded = [load(source, changes, worlds=worlds, months=months, seed=seed, nowcast=nowcast) for source in scenarios]

    if any(scenario.packages for scenario in loaded):
        from sim.cli.output.stack import print_stacks

        print_stacks(scenarios, as_json or quiet, worlds=worlds, months=months, seed=seed, nowcast=nowcast)

    if cluster is None:
        from sim.ensemble.head_start import start_workers

        start_workers(loaded, workers, also=("sim.plots",))

    from sim.cli.output.progress import progress_unless
    from sim.cli.output.run import as_document, print_summary
    from sim.cli.output.terminal import print_json
    from sim.ensemble.chunk import chosen_outcomes
    from sim.foundations.errors import PeninsulaError, nearest
    from sim.studies.run import reserve
    from sim.studies.run import run as run_scenario

    if keep not in ("worlds", "summary"):
        raise PeninsulaError(f"--keep {keep}: expected worlds or summary{nearest(keep, ('worlds', 'summary'))}")
    names = [name.strip() for name in outcomes.split(",") if name.strip()]
    if outcomes and not names:
        raise PeninsulaError(f"--outcomes '{outcomes}' names none: expected names with commas between, such as warheads,gprc")
    for scenario in loaded:
        chosen_outcomes(scenario.theatre, names)
    reserve(loaded, out, overwrite)
    runs = []
    for scenario in loaded:
        result = run_scenario(
            scenario,
            workers=workers,
            outcomes=names,
            cluster=cluster,
            results=out,
            overwrite=overwrite,
            svg=svg,
            keep_worlds=keep == "worlds",
            progress=progress_unless(quiet),
            notify=lambda sentence: None if quiet else typer.echo(sentence, err=True),
        )
        runs.append(result)
        if not (as_json or quiet):
            print_summary(result)
    if as_json:
        print_json({"runs": [as_document(result) for result in runs]})
