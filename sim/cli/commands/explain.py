"""`peninsula explain`: which mechanism moved what, and the chronicle of one world."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, Months, Seed, Settings, Workers, Worlds


def explain(
    source: Annotated[
        str, typer.Argument(metavar="RUN_OR_SCENARIO", help="A run folder, a scenario file or a name.", show_default=False)
    ],
    quantity: Annotated[
        str | None,
        typer.Option("--of", metavar="QUANTITY", help="The headline index (default), hostility, trust or credibility."),
    ] = None,
    against: Annotated[
        str | None, typer.Option("--against", metavar="RUN_OR_SCENARIO", help="Explain the difference from this reference.")
    ] = None,
    month: Annotated[
        str | None, typer.Option("--month", metavar="YYYY-MM", help="The month to explain; the last by default.")
    ] = None,
    world: Annotated[int | None, typer.Option("--world", metavar="N", help="Tell the chronicle of this world.")] = None,
    typical: Annotated[bool, typer.Option("--typical", help="Tell the world nearest the median path.")] = False,
    worst: Annotated[bool, typer.Option("--worst", help="Tell the world at the 95th percentile of tension.")] = False,
    best: Annotated[bool, typer.Option("--best", help="Tell the world at the 5th percentile of tension.")] = False,
    settings: Settings = None,
    worlds: Worlds = None,
    months: Months = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Draw it to this file: .png, .svg or .pdf.")] = None,
    as_json: AsJson = False,
) -> None:
    """Explain a run, the difference between two, or one world.

    The model keeps what each mechanism adds to hostility, trust, credibility and the headline index; what is shown
    adds up to the whole.

    Example: peninsula explain offshore_balancing --against baseline --out why.png
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.explain import Telling, explain_difference, explain_run, tell_world
    from sim.foundations.errors import PeninsulaError
    from sim.studies.sources import Tweaks, named, runs_of

    asked = {"--world": world is not None, "--typical": typical, "--worst": worst, "--best": best}
    chosen = [option for option, given in asked.items() if given]
    if len(chosen) > 1 or (chosen and (against or quantity or month)):
        raise PeninsulaError(
            "a chronicle is of one world: give one of --world, --typical, --worst, --best, and nothing to explain"
        )
    sources = [source] if against is None else [against, source]
    runs = runs_of(named(sources, Tweaks(overrides(settings), worlds, months, seed)), workers, show=not as_json)
    telling = Telling(out, as_json)
    if chosen:
        tell_world(runs[0], chosen[0].removeprefix("--"), world, telling)
    elif against is None:
        explain_run(runs[0], quantity, month, telling)
    else:
        explain_difference(runs[0], runs[1], quantity, month, telling)
