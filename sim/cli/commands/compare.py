"""`peninsula compare`: runs or scenarios against the first of them."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import (
    AsJson,
    Choices,
    FromNowcast,
    Months,
    OutcomeNames,
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


def compare(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="RUN_OR_SCENARIO", help="Run folders, scenario files or names; the first is the reference."),
    ],
    outcome: OutcomeNames = None,
    settings: Settings = None,
    choices: Choices = False,
    turnover: Turnover = False,
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
    svg: Svg = False,
    overwrite: Overwrite = False,
) -> None:
    """Compare scenarios or finished runs with the first of them.

    World by world, with the same draws and the same chance, so that only the policy, or the assumptions, can make
    the difference. Leaves tables (CSV, JSON) and plots.

    Example: peninsula compare baseline burden_bargain --worlds 1000
    """
    from sim.cli.arguments.expect_option import expectations, unmet
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.compare import print_comparison
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.stack import print_stacks
    from sim.cli.output.terminal import print_json
    from sim.studies.compare import compare as compare_runs

    expected = expectations(expect)
    print_stacks(sources, as_json or quiet, worlds=worlds, months=months, seed=seed, nowcast=nowcast)
    comparison = compare_runs(
        sources,
        unpaired,
        workers,
        outcomes=outcome or (),
        overrides=overrides(settings, choices=choices, turnover=turnover),
        worlds=worlds,
        months=months,
        seed=seed,
        nowcast=nowcast,
        results=out,
        overwrite=overwrite,
        svg=svg,
        progress=progress_unless(quiet),
    )
    if as_json:
        print_json(comparison.document() | {"folder": str(comparison.folder)})
    elif not quiet:
        print_comparison(comparison)
    failed = unmet(comparison, expected)
    for sentence in failed:
        typer.echo(sentence, err=True)
    if failed:
        raise typer.Exit(1)
