"""`peninsula reach`: how far a lever must be moved to reach a target."""

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


def reach(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Where to start from.", show_default=False)],
    lever: Annotated[
        list[str],
        typer.Option(
            "--lever",
            metavar="KEY[=VALUES]",
            help="What may change: its whole range, LOW:HIGH, A,B,C, or VALUE@YYYY-MM:YYYY-MM for the date of a change. "
            "Once, or twice for two levers together.",
        ),
    ],
    target: Annotated[
        str,
        typer.Option(
            "--target",
            metavar="TARGET",
            help="What to reach: median(...), average(...), q10(...) or share(...) over worlds, of an expression or a condition; "
            "then >= or <= and a number.",
        ),
    ],
    points: Annotated[
        int | None,
        typer.Option("--points", metavar="N", min=2, help="Values of each lever to try. [default: 41, or 15 of each of two]"),
    ] = None,
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
    """Find the least change of a lever that reaches a target.

    Says the value with its interval, whether the answer is monotone, and how near a target comes that no value reaches.
    All values are tried in the same worlds; what is found is tried again in fresh ones. Leaves a table, the response as a
    plot, and what was found as a scenario file.

    Example: peninsula reach baseline --lever us.offshore_support --target 'median(credibility_in_seoul@2030-01) >= 0.6'
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.reach import print_reach
    from sim.cli.output.stack import print_stacks
    from sim.cli.output.terminal import print_json
    from sim.studies.reach import reach as find

    print_stacks([scenario], as_json or quiet, worlds=worlds, months=months, seed=seed, nowcast=nowcast)
    result = find(
        scenario,
        lever,
        target,
        overrides(settings),
        worlds,
        months,
        seed,
        workers,
        points=points,
        nowcast=nowcast,
        results=out,
        overwrite=overwrite,
        svg=svg,
        progress=progress_unless(quiet),
    )
    if as_json:
        print_json(result.document())
    elif not quiet:
        print_reach(result)
