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
    Workers,
    Worlds,
)

Worldviews = Annotated[
    str, typer.Option("--worldviews", metavar="NAMES", help="Names with commas between them, or all: every school of thought.")
]


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
            help="What is wanted: an outcome with a direction, or an expression of one such as 'mean(warheads)'; "
            "the first ranks. Unless given, the key outcomes.",
        ),
    ] = None,
    satisfy: Annotated[
        str | None,
        typer.Option("--satisfy", metavar="CONDITION", help="When a world is good enough, such as 'burden < 3'."),
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
    overwrite: Overwrite = False,
) -> None:
    """Hold scenarios against each other under rival theories.

    All are stepped in the same worlds of chance. Says which scenario leaves least to be regretted, how often it is good
    enough, and which conclusions are contested.

    Example: peninsula robust baseline offshore_balancing moon_package --satisfy 'peninsula_tension < 60'
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.terminal import print_json
    from sim.studies.robust import Asked, choose_and_keep, print_robustness
    from sim.studies.sources import Tweaks

    asked = Asked(worldviews, tuple(outcome or ()), satisfy)
    tweaks = Tweaks(overrides(settings), worlds, months, seed, nowcast)
    kept = choose_and_keep(scenarios, tweaks, asked, out, workers, overwrite, show=not quiet)
    if as_json:
        print_json(kept.document())
    elif not quiet:
        print_robustness(kept)
