"""`peninsula discover`: under which assumptions, and which policies, a condition holds."""

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


def discover(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO [OTHER]",
            help="A scenario or the folder of a run, or two: outcomes then are differences of the second from the first.",
            show_default=False,
        ),
    ],
    when: Annotated[
        str,
        typer.Option(
            "--when", metavar="CONDITION", help="Outcomes compared with numbers, such as 'mean(warheads) > 60 or count(war) > 0'."
        ),
    ],
    vary: Annotated[
        list[str] | None,
        typer.Option("--vary", metavar="KEY[=LOW:HIGH]", help="Also sample this lever or assumption; may be repeated."),
    ] = None,
    boxes: Annotated[int, typer.Option("--boxes", metavar="N", min=1, max=5, help="Maximum number of boxes.")] = 2,
    settings: Settings = None,
    turnover: Turnover = False,
    worlds: Worlds = None,
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
    """Find the conditions under which something happens.

    Scenario discovery: answers with boxes by PRIM, and with a small decision tree. Each box is found in 70 % of the worlds
    and tested on the rest.

    Example: peninsula discover baseline --when 'count(clash) > 0' --vary us.exercise_tempo
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.discover import print_discovery
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.stack import print_stacks
    from sim.cli.output.terminal import print_json
    from sim.studies.discover import discover as run_discover

    print_stacks(scenarios, as_json or quiet, worlds=worlds, months=months, seed=seed, nowcast=nowcast)
    result = run_discover(
        scenarios,
        when,
        vary or (),
        boxes,
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
        print_discovery(result)
