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
            "may be repeated. Unless given, the headline index.",
        ),
    ] = None,
    method: Annotated[
        Literal["morris", "sobol", "pawn"],
        typer.Option("--method", help="morris screens many factors; sobol shares out variance; pawn compares distributions."),
    ] = "morris",
    over: Annotated[
        Literal["assumptions", "levers", "both"], typer.Option("--over", help="What varies: unless --vary names it.")
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
    worlds: Worlds = 8,
    months: Months = None,
    seed: Seed = None,
    workers: Workers = None,
    nowcast: FromNowcast = None,
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Ask which assumptions or levers decide an outcome.

    Name two scenarios to ask what decides the difference between them. Every point is stepped in the same worlds of
    chance. Leaves a table with intervals, and bars.

    Example: peninsula sensitivity baseline offshore_balancing --outcome peninsula_tension --method morris
    """
    from sim.analysis.sensitivity import Design
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.terminal import print_json
    from sim.studies.sensitivity import Asked, ask_and_keep, print_sensitivity
    from sim.studies.sources import Tweaks

    asked = Asked(tuple(outcome or ()), over, tuple(only or ()), tuple(vary or ()), Design(method, samples, chance))
    tweaks = Tweaks(overrides(settings), worlds, months, seed, nowcast)
    kept = ask_and_keep(scenarios, tweaks, asked, out, workers, overwrite, show=not quiet)
    if as_json:
        print_json(kept.document())
    elif not quiet:
        print_sensitivity(kept)
