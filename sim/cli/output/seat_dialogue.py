"""The dialogue of `peninsula seat`: what a player types before each move, and what is kept when it ends early."""

import shlex
from collections.abc import Callable
from pathlib import Path

from rich.text import Text

from sim.cli.arguments.set_option import overrides
from sim.cli.output.seat import print_levers, print_outlook, print_turn
from sim.cli.output.terminal import console
from sim.files.named_file import write_named_file
from sim.foundations.errors import PeninsulaError, nearest
from sim.parallel.interrupts import StoppedError
from sim.scenario.seat import doctrine_levers, move_of
from sim.scenario.wording import value_text
from sim.studies.seat import Seat

HELP = """\
  LEVER=VALUE ...    consider a move: see what it would change, before it is made
  doctrine NAME      consider all levers of a doctrine
  clear              consider nothing
  (Enter) or next    make the move that is considered, and let the turn pass
  levers             your levers: what is set, and what may be
  outlook            the outlook once more
  story              what has happened so far
  undo               take the last turn back
  export FILE        write the play so far as a scenario file
  end                end here, with the verdict
  quit               leave, and keep what was played to go on later"""


class Dialogue:
    """What is asked and answered until the play is over.

    worlds, ahead: of an outlook. out: folder in which the moves are kept when the player leaves early. command: the words that
    began the play, to go on with.
    """

    def __init__(self, seat: Seat, worlds: int, ahead: int, out: Path, command: list[str]) -> None:
        self._seat, self._worlds, self._ahead, self._out, self._command = seat, worlds, ahead, out, command
        self._considered: dict[str, object] = {}
        self._screen = console()
        self._words: dict[str, Callable[[str], bool | None]] = {
            "next": self._next, "clear": self._clear, "doctrine": self._doctrine, "levers": lambda _: print_levers(seat),
            "outlook": lambda _: self._show(), "story": self._story, "undo": self._undo, "export": self._export,
            "end": lambda _: True, "quit": lambda _: False, "?": self._help, "help": self._help,
        }  # fmt: skip

    def run(self) -> bool:
        """Play until the last month, or as long as the player wants; return whether there is something to judge.

        Raises StoppedError after Ctrl-C, with how to go on.
        """
        try:
            if self._seat.turns:
                print_turn(self._seat.turns[-1])
            if not self._seat.over:
                self._show()
            while not self._seat.over:
                ended = self._answer(self._ask())
                if ended is not None:
                    break
            else:
                ended = True
        except KeyboardInterrupt:
            raise StoppedError(self.keep()) from None
        if not ended:
            kept = self.keep()
            self._screen.print(Text(f"{kept[0].upper()}{kept[1:]}."), soft_wrap=True)
        return ended and bool(self._seat.turns)

    def _ask(self) -> str:
        seat = self._seat
        drafted = "".join(f" {lever}={value_text(value)}" for lever, value in self._considered.items())  # type: ignore[arg-type]
        self._screen.print()
        prompt = Text.assemble(
            (f"{seat.month}, turn {len(seat.turns) + 1} of {seat.number_of_turns}", "bold"), (drafted, "cyan"), " (? for help): "
        )
        try:
            return self._screen.input(prompt).strip()
        except EOFError:
            return "quit"

    def _answer(self, line: str) -> bool | None:
        """Do what was typed; return True to end, False to leave, None to go on. What is wrong is said, and nothing happens."""
        word, _, rest = line.partition(" ")
        try:
            if "=" in line:
                self._consider(line)
                return None
            if word and word not in self._words:
                raise PeninsulaError(f"'{word}' is no word of this dialogue: type ? for help{nearest(word, self._words)}")
            return self._words[word or "next"](rest.strip())
        except PeninsulaError as error:
            self._screen.print(Text(f"{error}".removeprefix("--set "), style="red"))
            return None

    def _consider(self, line: str) -> None:
        try:
            typed = overrides(shlex.split(line))
        except ValueError as error:
            raise PeninsulaError(f"cannot read '{line}': {error}".lower()) from None
        self._considered |= move_of(self._seat.player, 0, typed).sets
        self._show()

    def _doctrine(self, name: str) -> None:
        self._considered |= doctrine_levers(self._seat.player, name)
        self._show()

    def _clear(self, _: str) -> None:
        self._considered = {}
        self._show()

    def _show(self) -> None:
        outlook = self._seat.outlook(self._considered, self._worlds, self._ahead)
        print_outlook(self._seat, outlook, self._considered)

    def _next(self, _: str) -> None:
        print_turn(self._seat.move(self._considered))
        self._considered = {}
        if not self._seat.over:
            self._show()

    def _undo(self, _: str) -> None:
        self._seat.undo()
        self._show()

    def _story(self, _: str) -> None:
        for turn in self._seat.turns:
            print_turn(turn)

    def _export(self, name: str) -> None:
        if not name:
            raise PeninsulaError("export: expected the name of a file, such as export mine.toml")
        self._screen.print(f"Written: {self._seat.export(name)}", soft_wrap=True)

    def _help(self, _: str) -> None:
        self._screen.print(HELP, markup=False)

    def keep(self) -> str:
        """Keep the moves in a file of their own; return where they are and how to go on, as a clause."""
        seat = self._seat
        if not seat.turns:
            return "no turn was played, so nothing is kept"
        stem, number = f"seat-{seat.original.name}-{seat.player.name}-world{seat.world}", 1
        file = self._out / f"{stem}.moves.toml"
        while file.exists():
            number += 1
            file = self._out / f"{stem}-{number}.moves.toml"
        write_named_file(file, seat.moves_file, folders=True)
        again = shlex.join(["peninsula", *self._command, "--go-on", str(file)])
        return f"what was played to {seat.turns[-1].last} is kept; go on with '{again}'"
