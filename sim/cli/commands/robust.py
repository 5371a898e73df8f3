"""`peninsula robust`: every scenario under every worldview."""

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
    Svg,
    Turnover,
    Workers,
    Worlds,
)

Worldviews = Annotated[str, typer.Option("--worldviews", metavar="NAMES", help="Worldviews, separated by commas, or all.")]


def robust(
    scenarios: Annotated[
        list[str], typer.Argument(metavar="SCENARIO...", help="The reference first, then the others.", show_default=False)
    ],
    worldviews: Worldviews = "all",
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            metavar="NAME",
            help="An outcome with a direction, or an expression of one such as 'mean(warheads)'; may be repeated. "
            "Scenarios are ranked by the first. By default, the key outcomes.",
        ),
    ] = None,
    satisfy: Annotated[
        str | None,
        typer.Option("--satisfy", metavar="CONDITION", help="When a world is good enough, such as 'burden < 3'."),
    ] = None,
    settings: Settings = None,
    turnover: Turnover = False,
    worlds: Worlds = 500,
    months: Months = None,
    seed: Seed = None,
    workers: Workers = None,
    nowcast: FromNowcast = None,
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    svg: Svg = False,
    overwrite: Overwrite = False,
) -> None:
    """Compare scenarios across worldviews (robustness analysis).

    All are simulated in the same worlds of chance. Says which scenario has the lowest expected regret, how often it is good
    enough, and which conclusions are contested.

    Example: peninsula robust baseline burden_bargain grand_bargain --satisfy 'peninsula_tension < 60'
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.robust import print_robustness
    from sim.cli.output.stack import print_stacks
    from sim.cli.output.terminal import print_json
    from sim.studies.robust import robust as run_robust

    print_stacks(scenarios, as_json or quiet, worlds=worlds, months=months, seed=seed, nowcast=nowcast)
    result = run_robust(
        scenarios,
        outcome or (),
        worldviews,
        satisfy,
        overrides(settings, turnover=turnover),
        worlds,
        months,
        seed,
        workers,
        nowcast=nowcast,
        results=out,
        overwrite=overwrite,
        svg=svg,
        progress=progress_unless(quiet),
    )
    if as_json:
        print_json(result.document())
    elif not quiet:
        print_robustness(result)
