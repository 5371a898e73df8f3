"""`peninsula explain`: which mechanism or lever moved what, and the event log of one world."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from sim.cli.arguments.options import AsJson, Months, Seed, Settings, Turnover, Workers, Worlds


def explain(
    source: Annotated[
        str, typer.Argument(metavar="RUN_OR_SCENARIO", help="A run folder, a scenario file or a name.", show_default=False)
    ],
    quantity: Annotated[
        str | None,
        typer.Option(
            "--of",
            metavar="QUANTITY",
            help="The headline index (default), hostility, trust or credibility; by lever any outcome, expression or condition.",
        ),
    ] = None,
    against: Annotated[
        str | None, typer.Option("--against", metavar="RUN_OR_SCENARIO", help="Explain the difference from this reference.")
    ] = None,
    by: Annotated[
        Literal["mechanism", "lever"],
        typer.Option(
            "--by",
            help="mechanism: causes within the model, which add up; lever: take back each changed lever, condition, assumption "
            "and rule in turn, and make each alone; against what the scenario extends in the end unless --against names another.",
        ),
    ] = "mechanism",
    month: Annotated[
        str | None, typer.Option("--month", metavar="YYYY-MM", help="The month to explain; the last by default.")
    ] = None,
    world: Annotated[int | None, typer.Option("--world", metavar="N", help="Show the event log of this world.")] = None,
    typical: Annotated[bool, typer.Option("--typical", help="Show the event log of the world nearest the median path.")] = False,
    worst: Annotated[bool, typer.Option("--worst", help="Show that of the world at the 95th percentile of tension.")] = False,
    best: Annotated[bool, typer.Option("--best", help="Show that of the world at the 5th percentile of tension.")] = False,
    settings: Settings = None,
    turnover: Turnover = False,
    worlds: Worlds = None,
    months: Months = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Draw it to this file: .png, .svg or .pdf.")] = None,
    as_json: AsJson = False,
) -> None:
    """Explain a run, the difference between two, or one world.

    The model keeps what each mechanism adds to hostility, trust, credibility and the headline index; what is shown
    adds up to the whole. By lever every change is run without the others, and the others without it, in the same
    worlds; what changes do only together is told as the remainder.

    Example: peninsula explain burden_bargain --against baseline --by lever --of 'count(crisis)' --out why.png
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.by_lever import print_by_lever
    from sim.cli.output.explain import ExplainOutput, print_chronicle, print_difference, print_run
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.stack import print_stacks
    from sim.foundations.errors import PeninsulaError
    from sim.studies.explain import explain_by_lever
    from sim.studies.sources import adjustments, load_sources, run_sources

    flags = {"world": world is not None, "typical": typical, "worst": worst, "best": best}
    which = [flag for flag, is_set in flags.items() if is_set]
    if len(which) > 1 or (which and (against or quantity or month or by == "lever")):
        raise PeninsulaError(
            "an event log is of one world: give one of --world, --typical, --worst, --best, "
            "without --of, --against, --by or --month"
        )
    if by == "lever":
        told = explain_by_lever(
            source,
            against,
            quantity,
            month,
            overrides=overrides(settings, turnover=turnover),
            worlds=worlds,
            months=months,
            seed=seed,
            workers=workers,
            progress=progress_unless(as_json),
        )
        print_by_lever(told, out, as_json)
        return
    names = [source] if against is None else [against, source]
    print_stacks(names, as_json, worlds=worlds, months=months, seed=seed)
    opened = load_sources(names, adjustments(overrides(settings, turnover=turnover), worlds, months, seed))
    runs = run_sources(opened, workers, progress_unless(as_json))
    output = ExplainOutput(out, as_json)
    if which:
        print_chronicle(runs[0], which[0], world, output)
    elif against is None:
        print_run(runs[0], quantity, month, output)
    else:
        print_difference(runs[0], runs[1], quantity, month, output)
