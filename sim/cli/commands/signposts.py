"""`peninsula signposts`: what, watched now, warns of an event some months ahead."""

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


def signposts(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Where the event may happen.", show_default=False)],
    warn_of: Annotated[
        str,
        typer.Option(
            "--warn-of",
            metavar="CONDITION",
            help="The event, over the months of the window: 'count(clash) > 0', 'max(peninsula_tension) > 80'.",
        ),
    ],
    within: Annotated[int, typer.Option("--within", metavar="N", help="Months of the window in which it happens or not.")] = 24,
    lead: Annotated[
        str, typer.Option("--lead", metavar="N,N,...", help="Months between the reading of a sign and the window.")
    ] = "0,6,12",
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="NAME", help="Only this outcome, or a pattern such as 'credibility_*'; may be repeated."),
    ] = None,
    false_alarms: Annotated[
        float | None,
        typer.Option(
            "--false-alarms",
            metavar="SHARE",
            help="Warn in at most this share of months without the event ahead. [default: the threshold by Youden's J]",
        ),
    ] = None,
    calm: Annotated[
        int, typer.Option("--calm", metavar="N", help="Only months count before which it has not happened for so long.")
    ] = 12,
    worldviews: Annotated[
        str | None,
        typer.Option("--worldviews", metavar="NAMES", help="Look under these together, or all, instead of the scenario's own."),
    ] = None,
    as_rule: Annotated[
        Path | None,
        typer.Option("--as-rule", metavar="FILE", help="Write a scenario with the best sign of the first lead as a rule."),
    ] = None,
    set_then: Annotated[
        list[str] | None,
        typer.Option(
            "--set-then", metavar="KEY=VALUE", help="What that rule does, such as us.exercise_tempo=0.4; may be repeated."
        ),
    ] = None,
    settings: Settings = None,
    turnover: Turnover = False,
    worlds: Worlds = 2000,
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
    """Find which outcome, watched now, best warns of an event.

    Every outcome is a sign in three forms: its level, its change in a year, its departure from its mean so far. Side and
    threshold are learnt in one half of the worlds; what is told of them holds in the other. Signs that warn by definition are
    marked.

    Example: peninsula signposts baseline --warn-of 'count(clash) > 0' --within 24 --as-rule watch.toml
    --set-then us.exercise_tempo=0.4
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.arguments.whole_numbers import whole_numbers
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.signposts import print_signposts
    from sim.cli.output.stack import print_stacks
    from sim.cli.output.terminal import print_json
    from sim.studies.signposts import signposts as find

    leads, then = whole_numbers("--lead", lead), overrides(set_then, option="--set-then")
    print_stacks([scenario], as_json or quiet, worlds=worlds, months=months, seed=seed, nowcast=nowcast)
    result = find(
        scenario,
        warn_of,
        within,
        leads,
        only or (),
        false_alarms,
        calm,
        worldviews,
        overrides(settings, turnover=turnover),
        worlds,
        months,
        seed,
        workers,
        as_rule=as_rule,
        set_then=then,
        nowcast=nowcast,
        results=out,
        overwrite=overwrite,
        svg=svg,
        progress=progress_unless(quiet),
    )
    if as_json:
        print_json(result.document())
    elif not quiet:
        print_signposts(result)
