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
        typer.Option("--vary", metavar="KEY[=LOW:HIGH]", help="Draw this lever or assumption besides; may be repeated."),
    ] = None,
    boxes: Annotated[int, typer.Option("--boxes", metavar="N", min=1, max=5, help="Look for so many boxes at most.")] = 2,
    settings: Settings = None,
    worlds: Worlds = None,
    months: Months = None,
    seed: Seed = None,
    workers: Workers = None,
    nowcast: FromNowcast = None,
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Find out under which conditions something happens.

    Answers with boxes by PRIM, and with a small decision tree. Each box is found in 70 % of the worlds and tried on the rest.

    Example: peninsula discover baseline --when 'count(clash) > 0' --vary us.exercise_tempo
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.terminal import print_json
    from sim.studies.discover import Asked, discover_and_keep, print_discovery
    from sim.studies.sources import Tweaks

    tweaks = Tweaks(overrides(settings), worlds, months, seed, nowcast)
    kept = discover_and_keep(scenarios, tweaks, Asked(when, tuple(vary or ()), boxes), out, workers, overwrite, show=not quiet)
    if as_json:
        print_json(kept.document())
    elif not quiet:
        print_discovery(kept)
