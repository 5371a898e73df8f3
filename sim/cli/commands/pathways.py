"""`peninsula pathways`: when plans stop meeting a target, and what to pass to then."""

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
    Workers,
    Worlds,
)


def pathways(
    plans: Annotated[
        list[str],
        typer.Argument(metavar="PLAN...", help="Scenarios; the others are held against the first.", show_default=False),
    ],
    target: Annotated[
        str,
        typer.Option(
            "--target",
            metavar="CONDITION",
            help="What a plan is to meet, month by month; functions such as count(clash) look at the months of the plan.",
        ),
    ],
    for_months: Annotated[
        int,
        typer.Option(
            "--for-months", metavar="N", help="Months in a row that a plan misses the target before it has stopped meeting it."
        ),
    ] = 12,
    after: Annotated[int, typer.Option("--after", metavar="N", help="Months before a plan is judged.")] = 12,
    lead_time: Annotated[
        int,
        typer.Option(
            "--lead-time", metavar="N", help="Months from then until another plan is in force; what it changes may wait."
        ),
    ] = 0,
    worldviews: Annotated[
        str,
        typer.Option(
            "--worldviews", metavar="NAMES", help="Worldviews, separated by commas, or all. [default: that of the plans]"
        ),
    ] = "",
    cost: Annotated[
        list[str] | None,
        typer.Option(
            "--cost", metavar="OUTCOME", help="Tell cost by this outcome; may be repeated. [default: burden, burden_quarrel]"
        ),
    ] = None,
    transfers: Annotated[
        bool, typer.Option("--transfers/--no-transfers", help="Simulate what passing to another plan brings.")
    ] = True,
    settings: Settings = None,
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
    """Find when plans stop meeting a target, and what to do then.

    A plan tips in a world once it has missed the target for so many months in a row. There every other plan takes its place, by
    a rule, and is held against keeping the first. Leaves tables, a map of the pathways, and each of them as a scenario file.

    Example: peninsula pathways baseline_2025 moon_package opcon_fast --target 'peninsula_tension < 85 and count(clash) == 0'
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.pathways import print_pathways
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.stack import print_stacks
    from sim.cli.output.terminal import print_json
    from sim.studies.pathways import pathways as find

    print_stacks(plans, as_json or quiet, worlds=worlds, months=months, seed=seed, nowcast=nowcast)
    result = find(
        plans,
        target,
        overrides(settings),
        worlds,
        months,
        seed,
        workers,
        for_months=for_months,
        after=after,
        lead_months=lead_time,
        worldviews=worldviews,
        costs=cost or (),
        transfers=transfers,
        nowcast=nowcast,
        results=out,
        overwrite=overwrite,
        svg=svg,
        progress=progress_unless(quiet),
    )
    if as_json:
        print_json(result.document())
    elif not quiet:
        print_pathways(result)
