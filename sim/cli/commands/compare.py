"""`peninsula compare`: runs or scenarios against the first of them."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import (
    AsJson,
    FromNowcast,
    Months,
    OutcomeNames,
    Overwrite,
    Quiet,
    ResultsFolder,
    Seed,
    Settings,
    Workers,
    Worlds,
)


def compare(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="RUN_OR_SCENARIO", help="Run folders, scenario files or names; the first is the reference."),
    ],
    outcome: OutcomeNames = None,
    settings: Settings = None,
    worlds: Worlds = None,
    months: Months = None,
    seed: Seed = None,
    nowcast: FromNowcast = None,
    unpaired: Annotated[
        bool, typer.Option("--unpaired", help="Compare runs that share no worlds; differences are then much less sharp.")
    ] = False,
    expect: Annotated[
        list[str] | None,
        typer.Option(
            "--expect",
            metavar="OUTCOME=better|worse|same",
            help="Exit with 1 unless every other scenario is so in most worlds of the last month; may be repeated.",
        ),
    ] = None,
    workers: Workers = None,
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Compare scenarios or finished runs with the first of them.

    World by world, with the same draws and the same chance, so that only the policy, or the assumptions, can make
    the difference. Leaves tables (CSV, JSON) and plots.

    Example: peninsula compare baseline offshore_balancing --worlds 1000
    """
    from sim.cli.arguments.expect_option import expectations, unmet
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.compare import print_comparison
    from sim.cli.output.terminal import print_json
    from sim.studies.compare import Wanted, compare_and_keep
    from sim.studies.sources import Tweaks, named

    wanted = expectations(expect)
    found = named(sources, Tweaks(overrides(settings), worlds, months, seed, nowcast))
    kept = compare_and_keep(found, out, Wanted(tuple(outcome or ()), unpaired, workers, overwrite, show=not quiet))
    if as_json:
        print_json(kept.document())
    elif not quiet:
        print_comparison(kept)
    broken = unmet(kept.comparison, wanted)
    for sentence in broken:
        typer.echo(sentence, err=True)
    if broken:
        raise typer.Exit(1)
