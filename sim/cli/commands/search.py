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
    Svg,
    Turnover,
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
            help="What may change: LOW:HIGH, A,B,C, VALUE@YYYY-MM:YYYY-MM for the date of a change, or the whole range; of a "
            "rule rules.NAME.PARAMETER, rules.NAME.set.LEVER, or rules.NAME.for_months=1:24.",
        ),
    ],
    minimise: Annotated[
        list[str] | None, typer.Option("--minimise", metavar="NAME", help="Outcome or expression to minimise; may be repeated.")
    ] = None,
    maximise: Annotated[
        list[str] | None,
        typer.Option("--maximise", metavar="NAME", help="Outcome or expression to maximise; may be repeated."),
    ] = None,
    subject_to: Annotated[
        list[str] | None, typer.Option("--subject-to", metavar="CONDITION", help="Constraint on a world; may be repeated.")
    ] = None,
    share: Annotated[
        float, typer.Option("--share", metavar="P", help="Share of worlds in which each constraint must hold.")
    ] = 0.5,
    worldviews: Annotated[
        str | None,
        typer.Option(
            "--worldviews", metavar="NAMES", help="Judge under these worldviews, or all, instead of the scenario's own."
        ),
    ] = None,
    judge: Annotated[
        Literal["mean", "worst"], typer.Option("--judge", help="Under several worldviews: by the mean, or by the worst.")
    ] = "mean",
    candidates: Annotated[int, typer.Option("--candidates", metavar="N", help="Number of packages to try.")] = 2000,
    population: Annotated[int, typer.Option("--population", metavar="N", min=4, help="Packages in a generation.")] = 100,
    check: Annotated[
        int, typer.Option("--check", metavar="N", min=2, help="Fresh worlds in which the best are judged again.")
    ] = 1000,
    keep: Annotated[
        int, typer.Option("--keep", metavar="N", min=1, help="Maximum number of packages to keep, spread over the front.")
    ] = 20,
    beside: Annotated[
        list[str] | None,
        typer.Option("--beside", metavar="SCENARIO", help="Scenario to compare with the front; may be repeated."),
    ] = None,
    against_static: Annotated[
        bool,
        typer.Option(
            "--against-static", help="Search as long with the levers of the rules held from the start: what are the rules worth?"
        ),
    ] = False,
    settings: Settings = None,
    turnover: Turnover = False,
    worlds: Worlds = 100,
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
    """Search for Pareto-optimal policy packages.

    None of them is worse than another in every objective. Leaves the packages as scenario files.

    Evaluated candidates are kept until the search is done: after Ctrl-C, rerun the same command to resume.

    Example: peninsula search baseline --vary us.troops_korea=0:28500 --vary south_korea.opcon=rok_led@2027-01:2033-01
    --minimise peninsula_tension --maximise autonomy --beside burden_bargain
    """
    from sim.analysis.nearest_candidates import NoFeasibleCandidateError
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.search import nearest_document, print_nearest, print_search
    from sim.cli.output.stack import print_stacks
    from sim.cli.output.terminal import print_json
    from sim.studies.search import search as run_search

    print_stacks([scenario, *(beside or ())], as_json or quiet, worlds=worlds, months=months, seed=seed, nowcast=nowcast)
    try:
        result = run_search(
            scenario,
            vary,
            minimise or (),
            maximise or (),
            subject_to or (),
            share,
            worldviews,
            judge,
            candidates,
            population,
            check,
            keep,
            beside or (),
            overrides(settings, turnover=turnover),
            worlds,
            months,
            seed,
            workers,
            against_static=against_static,
            nowcast=nowcast,
            results=out,
            overwrite=overwrite,
            svg=svg,
            progress=progress_unless(quiet),
        )
    except NoFeasibleCandidateError as error:
        if as_json:
            print_json(nearest_document(error))
        elif not quiet:
            print_nearest(error)
        raise
    if as_json:
        print_json(result.document())
    elif not quiet:
        print_search(result)
