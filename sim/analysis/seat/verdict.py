"""How a play has fared: beside the plan without moves and the doctrines of the role, in the same world and in many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.key_outcomes import key_outcomes
from sim.analysis.mean_difference import MeanDifference, mean_difference
from sim.analysis.seat.outlook import WORLDS
from sim.analysis.seat.seat import Seat
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.doctrines import known_doctrines, load_doctrine
from sim.scenario.scenario import Scenario
from sim.scenario.seat import acts_unasked, under_doctrine

if TYPE_CHECKING:
    from pandas import DataFrame

PLAYED, PLAN, UNASKED = "played", "no moves", "as the scenario has it"
"""Names of ways: the moves, the plan without them, and the scenario with the rules, choices and elections of the player's own."""


@dataclass(frozen=True)
class Way:
    """A way in which the months could have been lived. title: for tables and figures; doctrine: whether it is one of the role."""

    name: str
    title: str
    doctrine: bool


@dataclass(frozen=True)
class Judged:
    """An outcome in the last month played, a value for each way.

    here: in the world that was played. differences: from the plan without moves, over paired worlds of the ensemble; of the plan
    itself nothing.
    """

    outcome: Outcome
    here: tuple[float, ...]
    differences: tuple[MeanDifference, ...]


@dataclass(frozen=True)
class Verdict:
    """A play beside the other ways.

    month: the last one played. world: that was played. worlds: of the ensemble. months: played, YYYY-MM.
    paths: the headline index in the world that was played, shape (way, month).
    """

    ways: tuple[Way, ...]
    month: str
    world: int
    worlds: int
    months: tuple[str, ...]
    headline_label: str
    paths: Array
    judged: tuple[Judged, ...]

    @property
    def sentence(self) -> str:
        """What the moves made of the headline index, here and in the ensemble, apart."""
        first = self.judged[0]
        here, there = first.here[0] - first.here[1], first.differences[0]
        return (
            f"{self.headline_label} in {self.month}: {first.here[0]:.1f} in this world, {here:+.1f} from what it would have been "
            f"without your moves; {there.text} at the mean of {self.worlds:,} worlds with the same moves"
        )

    def table(self) -> "DataFrame":
        """Return a row for each key outcome and way: value here, and mean difference from no moves with half its interval."""
        from pandas import DataFrame

        return DataFrame(
            {
                "outcome": each.outcome.name, "title": each.outcome.title, "unit": each.outcome.unit,
                "better": each.outcome.better, "way": way.name, "here": each.here[number],
                "difference": each.differences[number].mean, "half_width": each.differences[number].half_width,
                "median": each.differences[number].median,
                "verdict": each.differences[number].verdict(each.outcome.better),
            }
            for each in self.judged
            for number, way in enumerate(self.ways)
        )  # fmt: skip

    def document(self) -> dict[str, Any]:
        """Return all of it, ready for JSON."""
        texts = [difference.text for each in self.judged for difference in each.differences]
        rows = [row | {"text": text} for row, text in zip(self.table().to_dict("records"), texts, strict=True)]
        return {
            "month": self.month,
            "world": self.world,
            "worlds": self.worlds,
            "sentence": self.sentence,
            "ways": [{"name": way.name, "title": way.title} for way in self.ways],
            "months": list(self.months),
            "paths": [[float(f"{value:.4g}") for value in path] for path in self.paths],
            "rows": rows,
        }


def verdict(seat: Seat, worlds: int = WORLDS, progress: Callable[[int], None] | None = None) -> Verdict:
    """Return how a play has fared up to now.

    worlds: of the ensemble in which the same ways are lived. progress: called with the number of world-months completed.
    Raises PeninsulaError before the first turn.
    """
    if not seat.elapsed:
        raise PeninsulaError("nothing has been played yet: expected at least one turn")
    ways, scenarios = zip(*((way, replace(each, months=seat.elapsed)) for way, each in _ways(seat)), strict=True)
    here = _outcomes(scenarios, np.array([seat.world]))
    many = _outcomes(scenarios, np.arange(worlds), progress)
    theatre = seat.plan.theatre
    row = {outcome.name: number for number, outcome in enumerate(outcomes_of(theatre))}
    return Verdict(
        ways=ways,
        month=format_month(seat.plan.start + seat.elapsed - 1),
        world=seat.world,
        worlds=worlds,
        months=tuple(format_month(seat.plan.start + number) for number in range(seat.elapsed)),
        headline_label=theatre.headline_label,
        paths=here[:, row[theatre.headline], :, 0],
        judged=tuple(
            Judged(
                outcome,
                tuple(float(value) for value in here[:, row[outcome.name], -1, 0]),
                tuple(mean_difference(many[1, row[outcome.name], -1], of[row[outcome.name], -1]) for of in many),
            )
            for outcome in key_outcomes(theatre)
        ),
    )


def number_of_ways(seat: Seat) -> int:
    """Return how many ways a verdict compares."""
    return len(_ways(seat))


def _ways(seat: Seat) -> list[tuple[Way, Scenario]]:
    """Return the ways, first the moves, then the plan without them."""
    player, plan = seat.player, seat.plan
    found = [(Way(PLAYED, "your moves", False), seat.scenario), (Way(PLAN, "no moves", False), plan)]
    if plan is not seat.original and acts_unasked(seat.original, player.name):
        found.append((Way(UNASKED, f"{player.label} by itself", False), seat.original))
    for name in known_doctrines(player.role):
        title = load_doctrine(player.role, name).title_for(plan.theatre, player)
        found.append((Way(name, title, True), under_doctrine(plan, player.name, name)))
    return found


def _outcomes(scenarios: Sequence[Scenario], worlds: NDArray[np.integer], progress: Callable[[int], None] | None = None) -> Array:
    """Return the outcomes of each scenario, shape (scenario, outcome, month, world)."""
    from sim.model.simulate import simulate_side_by_side  # imports Mesa, which only a process that simulates needs

    each = len(scenarios) * len(worlds)
    records = simulate_side_by_side(scenarios, worlds, None if progress is None else lambda months: progress(months * each))
    return np.stack([record.outcomes for record in records])
