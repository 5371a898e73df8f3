"""`peninsula seat`: one country is played quarter by quarter, at the keyboard or from a file."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import (
    AsJson,
    Choices,
    FromNowcast,
    Months,
    Overwrite,
    Quiet,
    ResultsFolder,
    Seed,
    Settings,
    Svg,
    Turnover,
)


def seat(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="What is played.", show_default=False)],
    player: Annotated[str, typer.Option("--as", metavar="ACTOR", help="Whose seat you take.", show_default=False)],
    world: Annotated[int, typer.Option("--world", metavar="N", help="The world that is real, by its number.")] = 0,
    every: Annotated[int, typer.Option("--every", metavar="N", help="Months of a turn.")] = 3,
    moves: Annotated[
        Path | None,
        typer.Option("--moves", metavar="FILE", help="Play the moves of this file, and on to the last month, without asking."),
    ] = None,
    go_on: Annotated[
        Path | None,
        typer.Option("--go-on", metavar="FILE", help="Play the moves of this file up to its last turn, and ask from there on."),
    ] = None,
    keep_own: Annotated[
        bool,
        typer.Option("--keep-own", help="Let rules, choices and elections of your own country act as the scenario says."),
    ] = False,
    settings: Settings = None,
    choices: Choices = False,
    turnover: Turnover = False,
    months: Months = None,
    seed: Seed = None,
    nowcast: FromNowcast = None,
    worlds: Annotated[
        int,
        typer.Option(
            "--worlds", metavar="N", min=1, help="Possible futures in an outlook, and worlds in which a play is judged."
        ),
    ] = 500,
    ahead: Annotated[int, typer.Option("--ahead", metavar="N", min=1, help="Months that an outlook looks ahead.")] = 24,
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    svg: Svg = False,
    overwrite: Overwrite = False,
) -> None:
    """Play one country, quarter by quarter.

    One world is real, and its future is not known. Before each move you see what others did and an outlook: possible futures
    under the policy in force and under the move that you consider, paired, with their bands. At the end your moves are
    compared with the plan without them and with the doctrines of the role, in the same world and in many. Type ? for what
    can be typed; Ctrl-C keeps what was played. Leaves a folder with a report, a figure, tables, the moves,
    and the play as a scenario.

    A file of moves has a table for each turn in which something is set: a line ["2027-02"], then lines such as
    testing_tempo = 0.2.

    Example: peninsula seat baseline --as north_korea --choices
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.seat import print_begin, print_verdict
    from sim.cli.output.seat_dialogue import Dialogue
    from sim.cli.output.stack import print_stacks
    from sim.cli.output.terminal import print_json
    from sim.foundations.errors import PeninsulaError
    from sim.parallel.interrupts import StoppedError
    from sim.storage.run_folder import require_writable
    from sim.studies.seat import seat as take_seat

    if moves and go_on:
        raise PeninsulaError("--moves plays to the end and --go-on asks: expected one of the two")
    if (as_json or quiet) and not moves:
        raise PeninsulaError(f"{'--json' if as_json else '--quiet'} asks nothing: expected --moves FILE with it")
    require_writable(out)
    changes = overrides(settings, choices=choices, turnover=turnover)
    taken = take_seat(scenario, player, world, changes, months, seed, every=every, keep_own=keep_own, nowcast=nowcast)
    print_stacks([scenario], as_json or quiet, months=months, seed=seed, nowcast=nowcast)
    dialogue = None
    if moves:
        taken.play(moves).to_the_end()
    else:
        given = [text for setting in settings or () for text in ("--set", setting)]
        given += [option for option, on in (("--choices", choices), ("--turnover", turnover), ("--keep-own", keep_own)) if on]
        numbers = (("--world", world), ("--every", every), ("--months", months), ("--seed", seed), ("--from-nowcast", nowcast))
        given += [text for option, value in numbers if value is not None for text in (option, str(value))]
        dialogue = Dialogue(taken, worlds, ahead, out, ["seat", scenario, "--as", player, *given])
        print_begin(taken)
        if go_on:
            taken.play(go_on)
        if not dialogue.run():
            return
    try:
        played = taken.write(out, taken.verdict(worlds, progress_unless(quiet)), overwrite, svg)
    except KeyboardInterrupt:
        if dialogue is None:
            raise
        raise StoppedError(dialogue.keep()) from None
    if as_json:
        print_json(played.document())
    elif not quiet:
        print_verdict(played)
