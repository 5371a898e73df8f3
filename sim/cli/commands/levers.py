"""`peninsula levers`: what each actor of a theatre may decide, and what each of its decisions does."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, Months, Overwrite, Quiet, Seed, TheatreName, Word, Workers, Worlds
from sim.cli.commands.robust import Worldviews


def levers(
    context: typer.Context,
    word: Word = "",
    theatre: TheatreName = "korea",
    effects: Annotated[
        bool, typer.Option("--effects", help="Move every lever from low to high and say what that does to the key outcomes.")
    ] = False,
    scenario: Annotated[
        str, typer.Option("--scenario", metavar="SCENARIO", help="With --effects: what all levers depart from.")
    ] = "baseline",
    page: Annotated[
        Path | None,
        typer.Option("--page", metavar="FILE", help="With --effects: write the tables to this file, such as docs/levers.md."),
    ] = None,
    worldviews: Worldviews = "all",
    worlds: Worlds = 1000,
    months: Months = None,
    seed: Seed = None,
    workers: Workers = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """List the levers: what governments may decide.

    Each with its bounds, default and source. With --effects, every lever is held at its lowest and at its highest
    value in the same worlds, under every worldview: what gets better, what gets worse, and which levers do nothing.
    WORD then chooses levers by name.

    Example: peninsula levers troops
    """
    from sim.cli.output.reference import Entry, print_entries
    from sim.scenario.theatre_file import load_theatre
    from sim.scenario.wording import value_text

    _refuse_what_does_not_apply(context, effects)
    if effects:
        _effects(scenario, word, worldviews, worlds, months, seed, workers, page, as_json, quiet, overwrite)
        return
    entries = [
        Entry(
            f"{actor.name}.{lever.name}",
            lever.title,
            lever.unit,
            lever.range_text,
            value_text(lever.default),
            lever.source,
            {
                "kind": lever.kind,
                "default": lever.default,
                "options": list(lever.options) or None,
                "low": lever.low if lever.kind == "real" else None,
                "high": lever.high if lever.kind == "real" else None,
            },
        )
        for actor in load_theatre(theatre).actors
        for lever in actor.levers.values()
    ]
    print_entries("levers", entries, word, as_json)


def _refuse_what_does_not_apply(context: typer.Context, effects: bool) -> None:
    """Raise PeninsulaError for an option that the command would not look at."""
    from sim.foundations.errors import PeninsulaError

    given = {name for name in context.params if (source := context.get_parameter_source(name)) and source.name == "COMMANDLINE"}
    if effects and "theatre" in given:
        raise PeninsulaError("--theatre: effects depart from a scenario; name one of that theatre with --scenario")
    idle = sorted(given - {"word", "theatre", "effects", "as_json"})
    if idle and not effects:
        raise PeninsulaError(f"--{idle[0]}: the list of levers has no use for it; add --effects for what each of them does")


def _effects(
    scenario: str, word: str, worldviews: str, worlds: int | None, months: int | None, seed: int | None, workers: int | None,
    page: Path | None, as_json: bool, quiet: bool, overwrite: bool,
) -> None:  # fmt: skip
    from sim.cli.output.levers import print_effects
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.terminal import print_json
    from sim.studies.lever_effects import lever_effects

    table = lever_effects(
        scenario,
        f"*{word}*",
        worldviews,
        worlds,
        months,
        seed,
        workers,
        page=page,
        overwrite=overwrite,
        progress=progress_unless(quiet),
    )
    if as_json:
        print_json(table.document())
    elif not quiet:
        print_effects(table)
