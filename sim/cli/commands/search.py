"""`peninsula search`: policy packages that nothing beats."""

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


def search(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Where to search from.", show_default=False)],
    vary: Annotated[
        list[str],
        typer.Option(
            "--vary",
            metavar="KEY[=VALUES]",
            help="What may change: LOW:HIGH, A,B,C, VALUE@YYYY-MM:YYYY-MM for the date of a change, or the whole range.",
        ),
    ],
    minimise: Annotated[
        list[str] | None, typer.Option("--minimise", metavar="NAME", help="An outcome or expression wanted low; may be repeated.")
    ] = None,
    maximise: Annotated[
        list[str] | None,
        typer.Option("--maximise", metavar="NAME", help="One that is wanted high; may be repeated."),
    ] = None,
    subject_to: Annotated[
        list[str] | None, typer.Option("--subject-to", metavar="CONDITION", help="What must hold; may be repeated.")
    ] = None,
    share: Annotated[float, typer.Option("--share", metavar="P", help="Share of worlds in which it must hold.")] = 0.5,
    worldviews: Annotated[
        str | None,
        typer.Option("--worldviews", metavar="NAMES", help="Judge under these, or all, instead of the scenario's own."),
    ] = None,
    judge: Annotated[
        Literal["mean", "worst"], typer.Option("--judge", help="Under several worldviews: by the mean, or by the worst.")
    ] = "mean",
    candidates: Annotated[int, typer.Option("--candidates", metavar="N", help="How many packages to try.")] = 2000,
    population: Annotated[int, typer.Option("--population", metavar="N", min=4, help="Packages in a generation.")] = 100,
    check: Annotated[int, typer.Option("--check", metavar="N", min=2, help="Fresh worlds to judge the best in again.")] = 1000,
    keep: Annotated[int, typer.Option("--keep", metavar="N", min=1, help="Most packages to keep, spread over the front.")] = 20,
    beside: Annotated[
        list[str] | None, typer.Option("--beside", metavar="SCENARIO", help="Hold this against the front; may be repeated.")
    ] = None,
    settings: Settings = None,
    worlds: Worlds = 100,
    months: Months = None,
    seed: Seed = None,
    workers: Workers = None,
    nowcast: FromNowcast = None,
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Search for policy packages that nothing beats.

    None of them is worse than another in everything that is wanted.

    What was tried is remembered: after Ctrl-C the same command goes on. Leaves the packages as scenario files.

    Example: peninsula search baseline --vary us.troops_korea=0:28500 --vary south_korea.opcon=rok_led@2026-01:2032-01
    --minimise peninsula_tension --maximise autonomy --beside moon_package
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.terminal import print_json
    from sim.studies.search import Asked, print_search, search_and_keep
    from sim.studies.sources import Tweaks

    asked = Asked(
        tuple(vary), tuple(minimise or ()), tuple(maximise or ()), tuple(subject_to or ()), share, worldviews, judge, candidates,
        population, check, keep, tuple(beside or ()),
    )  # fmt: skip
    tweaks = Tweaks(overrides(settings), worlds, months, seed, nowcast)
    kept = search_and_keep(scenario, tweaks, asked, out, workers, overwrite, show=not quiet)
    if as_json:
        print_json(kept.document())
    elif not quiet:
        print_search(kept)
