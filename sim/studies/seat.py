"""Play one country quarter by quarter: the study behind `sim.seat` and `peninsula seat`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.analysis import seat as analysis
from sim.analysis.seat.verdict import Verdict, number_of_ways, verdict
from sim.ensemble.manifest import CAVEAT
from sim.files.named_file import write_named_file
from sim.foundations.months import format_month
from sim.plots.seat import seat_figure
from sim.report.seat import seat_page
from sim.scenario.dump import to_toml
from sim.scenario.seat import Move
from sim.scenario.wording import value_text
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.run import image_html
from sim.studies.seat_moves import Dated, moves_text, read_moves, turns_of
from sim.studies.sources import ScenarioSource, adjustments, load_scenario
from sim.studies.study_folder import StudyFolder, refuse_to_replace

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


class Seat(analysis.Seat):
    """A seat that is judged, draws itself and writes what was played; see `sim.analysis.seat.Seat` for how it is played."""

    def play(self, moves: "Dated | str | Path", where: str = "moves") -> "Seat":
        """Play the turns up to the last one that moves name, and return this seat.

        moves: first month of a turn -> lever -> value, or a file of them. where: what messages begin with, unless it is a file.
        Raises PeninsulaError, before anything is played, for what cannot be.
        """
        dated = read_moves(moves) if isinstance(moves, str | Path) else moves
        self.replay(turns_of(self, dated, str(moves) if isinstance(moves, str | Path) else where))
        return self

    def to_the_end(self) -> "Seat":
        """Let all turns that are left pass without a move, and return this seat."""
        while not self.over:
            self.move()
        return self

    def verdict(self, worlds: int = analysis.WORLDS, progress: ProgressBar = no_progress) -> Verdict:
        """Return how the play has fared up to now; worlds: of the ensemble in which all ways are lived."""
        with progress("ways of living it", number_of_ways(self) * worlds * self.elapsed) as advance:
            return verdict(self, worlds, advance)

    def plot(self, judged: Verdict | None = None) -> "Figure":
        """Return the figure of the play; judged: its verdict, which is found anew unless it is given."""
        return self._figure(judged or self.verdict(), self._outlook_to_the_end())

    def _outlook_to_the_end(self) -> analysis.Outlook | None:
        return None if self.over else self.outlook(months=self.plan.months - self.elapsed)

    def _figure(self, judged: Verdict, outlook: analysis.Outlook | None) -> "Figure":
        about = f"{self.original.title}  (world {self.world}, seed {self.plan.seed}, worldview {self.plan.worldview})"
        end = format_month(self.plan.start + self.plan.months - 1)
        marks = [(format_month(move.month), _label(move)) for move in self.moves if move.sets]
        return seat_figure(judged, outlook, marks, f"{self.player.label} played", about, end)

    def export(self, path: str | Path, overwrite: bool = False) -> Path:
        """Write the play so far as a scenario file, whose world of this number is the one that was played; return its path.

        Raises PeninsulaError when the file is there already and is not to be replaced.
        """
        file = Path(path)
        refuse_to_replace(file, overwrite)
        write_named_file(file, to_toml(self.scenario))
        return file

    @property
    def moves_file(self) -> str:
        """The moves so far as the text of a file that `play` reads."""
        note = f"Moves of {self.player.label} in world {self.world} of {self.original.name}, turns of {self.every} months."
        return moves_text(self.moves, note)

    def turns_table(self) -> "DataFrame":
        """Return a row for each turn and key outcome: turn, first, last, outcome, title, unit, value, change."""
        from pandas import DataFrame

        return DataFrame(
            {
                "turn": turn.number, "first": turn.first, "last": turn.last, "outcome": each.outcome.name,
                "title": each.outcome.title, "unit": each.outcome.unit, "value": each.value, "change": each.change,
            }
            for turn in self.turns
            for each in turn.readings
        )  # fmt: skip

    def chronicle_table(self) -> "DataFrame":
        """Return what happened, and what was set and came about: turn, month, by, what, to."""
        from pandas import DataFrame

        rows: list[tuple[object, ...]] = []
        for turn in self.turns:
            rows += [(turn.number, turn.first, self.player.label, f"sets {each}", "") for each in _told(turn.sets)]
            rows += [(turn.number, each.month, each.by, each.kind, each.to) for each in turn.happenings]
            rows += [(turn.number, turn.last, self.player.label, f"{each.lever}: {each.text}", "") for each in turn.standings]
        return DataFrame(rows, columns=["turn", "month", "by", "what", "to"])

    def write(
        self,
        results: str | Path,
        judged: Verdict | None = None,
        overwrite: bool = False,
        svg: bool = False,
        progress: ProgressBar = no_progress,
    ) -> "Played":
        """Write the folder of the play under a results folder: report, figure, tables, moves, and the play as a scenario."""
        found = judged or self.verdict(progress=progress)
        name = f"seat-{self.original.name}-{self.player.name}-world{self.world}"
        depends_on = f"{self.world} {self.every} {found.worlds} {self.moves_file}"
        study = StudyFolder(results, overwrite, "seat", name, {"played": self.scenario}, depends_on, svg)
        facts = {
            "title": f"{self.player.label} played in {self.original.title}",
            "result": found.sentence, "worlds": found.worlds, "world": self.world,
            "player": self.player.name, "played_to": found.month,
        }  # fmt: skip
        tables = {"turns": self.turns_table(), "chronicle": self.chronicle_table(), "verdict": found.table()}
        draw = partial(self._figure, found, self._outlook_to_the_end())
        folder = study.write(facts, tables, {"seat": draw}, partial(self._write_pages, found, draw))
        assert folder is not None
        return Played(self, found, folder)

    def _write_pages(self, judged: Verdict, draw: Callable[[], "Figure"], folder: Path) -> None:
        (folder / "moves.toml").write_text(self.moves_file, encoding="utf-8")
        (folder / "report.html").write_text(seat_page(self, judged, draw()), encoding="utf-8")

    def __repr__(self) -> str:
        until = "over" if self.over else f"{self.month} next"
        return f"<Seat of {self.player.label} in world {self.world} of {self.original.name}: {len(self.turns)} turns, {until}>"

    def _repr_html_(self) -> str:
        return image_html(self.plot()) if self.turns else repr(self)


@dataclass(frozen=True)
class Played:
    """A play, its verdict and the folder that it was written to, or None."""

    seat: Seat
    judged: Verdict
    folder: Path | None

    def document(self) -> dict[str, Any]:
        """Return turns and verdict, ready for JSON."""
        seat = self.seat
        return {
            "caveat": CAVEAT,
            "folder": str(self.folder) if self.folder else None,
            "scenario": seat.original.name,
            "player": seat.player.name,
            "world": seat.world,
            "every": seat.every,
            "turns": [turn.document() for turn in seat.turns],
            "verdict": self.judged.document(),
        }


def seat(
    scenario: ScenarioSource,
    player: str,
    world: int = 0,
    overrides: Mapping[str, Any] | None = None,
    months: int | None = None,
    seed: int | None = None,
    *,
    every: int = analysis.EVERY,
    keep_own: bool = False,
    nowcast: str | Path | None = None,
) -> Seat:
    """Take the seat of one country of a scenario, before the first month of one world.

    `outlook` says what may come before a move, `move` sets levers and lets a turn pass, `undo` takes it back; `verdict` compares
    with the plan without moves and with the doctrines of the role, `export` writes a scenario file, `write` a folder.

    player: an actor by name or alias. world: the one that is real, by its number in the ensemble. every: months of a turn.
    keep_own: whether rules, choices and elections of the player's own act as the scenario says; otherwise they are the player's.
    overrides, months, seed, nowcast: as in `run`.

    Raises PeninsulaError for an unknown actor, a world outside the ensemble, or a scenario that cannot be read.
    """
    loaded = load_scenario(scenario, adjustments(overrides, None, months, seed, nowcast))
    return Seat(loaded, player, world, every, keep_own)


def _told(sets: Mapping[str, Any]) -> list[str]:
    return [f"{lever} to {value_text(value)}" for lever, value in sets.items()]


def _label(move: Move) -> str:
    return ", ".join(f"{lever.replace('_', ' ')} {value_text(value).replace('_', ' ')}" for lever, value in move.sets.items())
