"""`peninsula game`: what governments do once they answer one another."""

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


def game(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Where the game is played.", show_default=False)],
    players: Annotated[
        str | None,
        typer.Option(
            "--players",
            metavar="ACTORS",
            help="Who plays, separated by commas; summaries are of the first. By default patron, main protege, challenger and "
            "main backer.",
        ),
    ] = None,
    doctrines: Annotated[
        list[str] | None,
        typer.Option(
            "--doctrines",
            metavar="PLAYER=NAMES",
            help="The doctrines of a player, separated by commas; 'own' is what the scenario gives it. By default all of its "
            "role; may be repeated.",
        ),
    ] = None,
    worldviews: Annotated[
        str, typer.Option("--worldviews", metavar="NAMES", help="Worldviews, separated by commas, or all: a game for each.")
    ] = "all",
    utility: Annotated[
        list[str] | None,
        typer.Option(
            "--utility",
            metavar="PLAYER=EXPRESSION",
            help="What a player values, instead of its declared stakes, such as 'china=-mean(peninsula_tension)'; may be "
            "repeated.",
        ),
    ] = None,
    precision: Annotated[
        float | None,
        typer.Option(
            "--precision",
            metavar="Q",
            help="How reliably governments choose what serves them: 0 is chance, 50 all but the best response. By default as "
            "choice_precision says.",
        ),
    ] = None,
    settings: Settings = None,
    turnover: Turnover = False,
    worlds: Worlds = 500,
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
    """Play a game of doctrines: what if the others answer?

    Simulates every combination of doctrines in the same worlds, values it for each government under each worldview, and
    solves the game: logit and Nash equilibria, how the others answer whoever goes first, and the regret of that.

    Example: peninsula game baseline --players us,north_korea --doctrines us=own,primacy,restraint
    """
    from sim.cli.arguments.games import doctrines_of, names_of, utilities_of
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.game import print_game
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.stack import print_stacks
    from sim.cli.output.terminal import print_json
    from sim.studies.game import game as play

    print_stacks([scenario], as_json or quiet, worlds=worlds, months=months, seed=seed, nowcast=nowcast)
    result = play(
        scenario,
        names_of(players),
        doctrines_of(doctrines),
        worldviews,
        utilities_of(utility),
        precision,
        overrides(settings, turnover=turnover),
        worlds,
        months,
        seed,
        workers,
        nowcast=nowcast,
        results=out,
        overwrite=overwrite,
        svg=svg,
        progress=progress_unless(quiet),
    )
    if as_json:
        print_json(result.document())
    elif not quiet:
        print_game(result)
