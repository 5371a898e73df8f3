"""`peninsula sensitivity`: which assumptions and levers decide."""

from pathlib import Path
from typing import Annotated, Literal

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


def sensitivity(
    scenarios: Annotated[
        list[str],
        typer.Argument(metavar="SCENARIO [OTHER]", help="One, or two whose difference is explained.", show_default=False),
    ],
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            metavar="NAME",
            help="What to explain: an outcome, or an expression such as 'mean(warheads)' or 'count(crisis) > 0'; "
            "may be repeated. By default, the headline index.",
        ),
    ] = None,
    method: Annotated[
        Literal["morris", "sobol", "pawn"],
        typer.Option("--method", help="morris screens many factors; sobol decomposes variance; pawn compares distributions."),
    ] = "morris",
    over: Annotated[
        Literal["assumptions", "levers", "both"], typer.Option("--over", help="What varies, unless --vary names it.")
    ] = "assumptions",
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="PATTERN", help="Only factors such as 'gap_*'; may be repeated.")
    ] = None,
    vary: Annotated[
        list[str] | None,
        typer.Option("--vary", metavar="KEY[=LOW:HIGH]", help="Vary this, and what else --vary names; may be repeated."),
    ] = None,
    samples: Annotated[
        int | None,
        typer.Option("--samples", metavar="N", help="Trajectories (morris, usually 20), base samples (sobol, 512) or points."),
    ] = None,
    chance: Annotated[
        Literal["held", "varied"],
        typer.Option("--chance", help="held: all points in the same worlds, averaged; varied: chance is a factor (sobol)."),
    ] = "held",
    settings: Settings = None,
    turnover: Turnover = False,
    worlds: Worlds = 8,
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
    """Find out which assumptions or levers decide an outcome.

    Name two scenarios to ask what decides the difference between them. Every point is simulated in the same worlds of
    chance. Leaves a table with intervals, and bar charts.

    Example: peninsula sensitivity baseline burden_bargain --outcome peninsula_tension --method morris
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.sensitivity import print_sensitivity
    from sim.cli.output.stack import print_stacks
    from sim.cli.output.terminal import print_json
    from sim.studies.sensitivity import sensitivity as run_sensitivity

    print_stacks(scenarios, as_json or quiet, worlds=worlds, months=months, seed=seed, nowcast=nowcast)
    result = run_sensitivity(
        scenarios,
        outcome or (),
        method,
        over,
        only or (),
        vary or (),
        samples,
        chance,
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
        print_sensitivity(result)
