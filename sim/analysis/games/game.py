"""Empirical games: every profile of doctrines simulated in the same worlds, valued by each government, and solved.

Empirical game-theoretic analysis (Wellman 2006): the payoffs of a game are estimated by simulation.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.games.moves import Move
from sim.analysis.games.payoffs import Numbers, Utility, drawn_over, payoffs
from sim.analysis.games.solved_game import SolvedGame, solve
from sim.analysis.games.tables import answer_table, equilibrium_table, payoff_table, regret_table
from sim.ensemble.experiment import experiment
from sim.ensemble.plan import cores
from sim.foundations.errors import PeninsulaError
from sim.model.stakes import bound_stakes
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario
from sim.scenario.stakes import stake_ranges
from sim.scenario.theatre import Actor, Role, Theatre

if TYPE_CHECKING:
    from pandas import DataFrame

USUAL: tuple[Role, ...] = ("patron", "main_protege", "challenger", "main_backer")
"""The roles that play unless players are named."""

PRECISION = "choice_precision"
"""The assumption that says how reliably governments choose what serves them."""

MOST_PROFILES = 1024
"""Profiles of strategies, each a scenario: six players with three doctrines each are 729."""

MOST_WORLD_MONTHS = 500_000_000
"""World-months of a game, seventeen times those of four players by default: about a quarter of an hour on two cores."""

RATE = 300_000
"""World-months that a core simulates in a second, about; only messages depend on it."""


@dataclass(frozen=True)
class Game:
    """A game under every worldview.

    base: the scenario as its file has it, under the first worldview. moves: of the players, who goes first in summaries first.
    utilities: of the players. ranges: of the weights of stakes, by worldview and name. spread: utility that is one unit of
    payoff, shape (worldview, player). solved: by worldview.
    """

    base: Scenario
    moves: tuple[Move, ...]
    worldviews: tuple[str, ...]
    utilities: tuple[Utility, ...]
    ranges: tuple[Mapping[str, tuple[float, float]], ...]
    spread: Numbers
    solved: tuple[SolvedGame, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the players."""
        return tuple(move.actor.label for move in self.moves)

    def payoff_table(self) -> "DataFrame":
        """Return the payoffs of every profile under every worldview; see `sim.analysis.games.tables`."""
        return self._joined(payoff_table)

    def equilibrium_table(self) -> "DataFrame":
        """Return the equilibria under every worldview; see `sim.analysis.games.tables`."""
        return self._joined(equilibrium_table)

    def answer_table(self) -> "DataFrame":
        """Return how others answer whoever goes first, under every worldview; see `sim.analysis.games.tables`."""
        return self._joined(answer_table)

    def regret_table(self) -> "DataFrame":
        """Return the regret of every strategy under every worldview; see `sim.analysis.games.tables`."""
        return self._joined(regret_table)

    def stake_table(self) -> "DataFrame":
        """Return a row per worldview and stake: what is valued, its swing, the range of its weight, and one unit of payoff."""
        from pandas import DataFrame

        rows = [
            {
                "worldview": view, "player": utility.player, "stake": stake.title, "unit": stake.unit, "swing": stake.swing,
                "weight": stake.weight, "low": ranges[stake.weight][0], "high": ranges[stake.weight][1],
                "unit_of_payoff": spread[player],
            }
            for view, ranges, spread in zip(self.worldviews, self.ranges, self.spread, strict=True)
            for player, utility in enumerate(self.utilities)
            for stake in utility.stakes
        ]  # fmt: skip
        return DataFrame(rows)

    def _joined(self, table: Callable[[SolvedGame], "DataFrame"]) -> "DataFrame":
        from pandas import concat

        parts = zip(self.worldviews, map(table, self.solved), strict=True)
        tables = [part.assign(worldview=view) for view, part in parts]
        joined = concat(tables, ignore_index=True)
        return joined[["worldview", *(column for column in joined if column != "worldview")]]


def utility_of(actor: Actor, theatre: Theatre) -> Utility:
    """Return the utility that is declared for a player."""
    return Utility(actor.name, bound_stakes(actor, theatre))


def refuse_too_large(moves: Sequence[Move], base: Scenario, worldviews: int) -> None:
    """Raise PeninsulaError when a game has too many profiles or too much to simulate: how many, how long, and what to do."""
    profiles = prod(len(each.strategies) for each in moves)
    size = profiles * worldviews * base.worlds * base.months
    if profiles > MOST_PROFILES or size > MOST_WORLD_MONTHS:
        minutes = size / (RATE * cores() * 60)
        raise PeninsulaError(
            f"{profiles:,} profiles of strategies under {worldviews} worldviews with {base.worlds:,} worlds each are {size:,} "
            f"world-months, about {minutes:,.0f} minutes: ask for at most {MOST_PROFILES:,} profiles and {MOST_WORLD_MONTHS:,} "
            "world-months, by fewer --players, --doctrines, --worldviews or --worlds"
        )


def game(
    by_view: Sequence[Scenario],
    worldviews: Sequence[str],
    profiles: Sequence[Scenario],
    moves: Sequence[Move],
    utilities: Sequence[Utility],
    given: Mapping[str, Any] | None = None,
    precision: float | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Game:
    """Simulate every profile under every worldview in the same worlds, and solve the game of each worldview.

    by_view: the scenario under each worldview. profiles: the scenario with each profile of strategies, as `settings` has them.
    given: ranges of weights of stakes that a caller sets. precision: of choices, per unit of payoff (None: drawn from the
    range of `choice_precision`, the middle of which is the point). workers: number of processes (None: chosen).
    progress: called with the number of world-months completed.
    Raises PeninsulaError when there are too many profiles, fewer than two worlds, or a utility is no number in some world.
    """
    base = by_view[0]
    refuse_too_large(moves, base, len(by_view))
    if base.worlds < 2:
        raise PeninsulaError("a game needs two worlds or more: its payoffs are means over them")
    ranges, spread, solved = [], [], []
    measures = tuple(dict.fromkeys(measure for utility in utilities for measure in utility.measures))
    names = [each.actor.name for each in moves]
    for view, scenario in zip(worldviews, by_view, strict=True):
        under = [replace(profile, worldview=view, assumptions=scenario.assumptions) for profile in profiles]
        values = experiment(under, measures, workers=workers, progress=progress)[:, :, 0]
        own = stake_ranges(base.theatre, view, given or {})
        drawn = drawn_over({**own, PRECISION: scenario.assumptions[PRECISION]}, base.seed, base.worlds)
        worth = payoffs(utilities, dict(zip(measures, values, strict=True)), drawn, base.seed)
        reliably = float(np.mean(scenario.assumptions[PRECISION])) if precision is None else precision
        precisions = drawn[PRECISION][worth.drawn_in] if precision is None else None
        solved.append(
            solve(
                worth.samples, names, [each.strategies for each in moves], reliably, worth.resampled, precisions,
                processes=workers or cores(), progress=partial(_alive, progress),
            )
        )  # fmt: skip
        ranges.append(own)
        spread.append(worth.spread)
    return Game(base, tuple(moves), tuple(worldviews), tuple(utilities), tuple(ranges), np.array(spread), tuple(solved))


def _alive(progress: Progress | None, _: int) -> None:
    """Report no world-months: solving takes none, but whoever listens may stop it."""
    if progress is not None:
        progress(0)
