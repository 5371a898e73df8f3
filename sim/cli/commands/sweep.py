"""`peninsula sweep`: one or more quantities over many values."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from sim.cli.arguments.options import (
    AsJson,
    Months,
    OutcomeNames,
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


def sweep(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A scenario file, or the name of a scenario.", show_default=False)
    ],
    vary: Annotated[
        list[str],
        typer.Option(
            "--vary",
            metavar="KEY=VALUES",
            help="LOW:HIGH:NUMBER, a list A,B,C, or one value from dates on: south_korea.opcon=rok_led@2027-01,2029-01. "
            "Once for lines, twice for a map, more often for small multiples.",
        ),
    ],
    outcome: OutcomeNames = None,
    measure: Annotated[
        Literal["end", "mean"], typer.Option("--measure", help="Draw the last month, or the mean over the horizon.")
    ] = "end",
    settings: Settings = None,
    turnover: Turnover = False,
    worlds: Worlds = 200,
    months: Months = None,
    seed: Seed = None,
    workers: Workers = None,
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    svg: Svg = False,
    overwrite: Overwrite = False,
) -> None:
    """Run a scenario many times while one or more quantities vary.

    All points share the same draws and the same chance, so that lines are smooth for a reason. Leaves a table of
    every outcome at every point, and a plot.

    Example: peninsula sweep baseline --vary us.troops_korea=0:28500:7 --vary south_korea.defence_share=2:4:5
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.stack import print_stacks
    from sim.cli.output.sweep import print_sweep
    from sim.cli.output.terminal import print_json
    from sim.studies.sweep import sweep as run_sweep

    print_stacks([scenario], as_json or quiet, worlds=worlds, months=months, seed=seed)
    result = run_sweep(
        scenario,
        vary,
        overrides(settings, turnover=turnover),
        worlds,
        months,
        seed,
        workers,
        outcomes=outcome or (),
        measure=measure,
        results=out,
        overwrite=overwrite,
        svg=svg,
        progress=progress_unless(quiet),
    )
    if as_json:
        print_json(result.document())
    elif not quiet:
        print_sweep(result)
