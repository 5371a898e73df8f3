"""A game solved from samples of its payoffs: equilibria, answers and regret, each with its bootstrap interval."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.analysis.estimate import resamples
from sim.analysis.methods.equilibria import (
    Nash,
    Numbers,
    best_responses,
    expected,
    nash_equilibria,
    pure_equilibria,
    quantal_response,
)
from sim.ensemble.plan import split
from sim.foundations.errors import PeninsulaError
from sim.parallel.executor import run_jobs
from sim.parallel.job import Progress

BAND = (0.05, 0.95)

MOST_PRECISION = 50
"""The ceiling of `choice_precision`: a tenth of a unit more is then taken with 99.3 %, the best response but for ties."""

SOLVED_AT_ONCE = 50
"""Bootstrap samples that one job solves: about a second of work for four players with three strategies each."""


@dataclass(frozen=True)
class Solution:
    """What a game comes to; strategies of all players stand in one row, those of the first player first.

    quantal: probability of every strategy in the logit equilibrium, shape (strategy,).
    answers: row: a strategy that its player commits itself to, columns: the probability of every strategy in the logit
    equilibrium of the others, who see it; shape (strategy, strategy). Own columns hold what the player is committed to.
    values: payoff of who commits itself to a strategy, after these answers, shape (strategy,).
    """

    quantal: Numbers
    answers: Numbers
    values: Numbers


def solution(payoffs: Numbers, precision: float) -> Solution:
    """Return what a game comes to. payoffs: (player, strategies of the first, of the second, ...). precision: per unit of it."""
    numbers = payoffs.shape[1:]
    rows, values = [], []
    for player, number in enumerate(numbers):
        for strategy in range(number):
            seen = np.take(payoffs, strategy, axis=player + 1)
            others = quantal_response(np.delete(seen, player, axis=0), precision)
            rows.append(np.concatenate([*others[:player], np.eye(number)[strategy], *others[player:]]))
            values.append(expected(seen, others)[player])
    return Solution(np.concatenate(quantal_response(payoffs, precision)), np.array(rows), np.array(values))


@dataclass(frozen=True)
class SolveJob:
    """Solves bootstrap samples of a game; see `sim.parallel.job.Job`. payoffs: (sample, player, strategies ...)."""

    modules: ClassVar[tuple[str, ...]] = (__name__,)

    payoffs: Numbers
    precisions: Numbers

    @property
    def size(self) -> int:
        return len(self.payoffs)

    @property
    def label(self) -> str:
        return f"{self.size} bootstrap samples of a game"

    def do(self, progress: Progress) -> list[Solution]:
        """Return the solution of every sample."""
        found = []
        for payoffs, precision in zip(self.payoffs, self.precisions, strict=True):
            found.append(solution(payoffs, float(precision)))
            progress(1)
        return found


@dataclass(frozen=True)
class SolvedGame:
    """A game and what it comes to.

    strategies: names, by player. precision: of choices, per unit of payoff. payoffs: means over worlds, shape (player, strategies
    of the first, of the second, ...). point: the solution of these. nash: their Nash equilibria.
    resampled: payoffs of bootstrap samples, (sample, player, profile); quantal, answers, values: their solutions, see `Solution`.
    """

    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    precision: float
    payoffs: Numbers
    point: Solution
    nash: Nash
    resampled: Numbers
    quantal: Numbers
    answers: Numbers
    values: Numbers

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of strategies of each player."""
        return tuple(len(own) for own in self.strategies)

    @cached_property
    def blocks(self) -> tuple[slice, ...]:
        """Where the strategies of each player stand in a row of all."""
        ends = np.cumsum([0, *self.shape]).tolist()
        return tuple(slice(low, high) for low, high in pairwise(ends))

    @property
    def best(self) -> NDArray[np.bool_]:
        """Whether each player answers best in each pure profile, of the shape of payoffs."""
        return best_responses(self.payoffs)

    @cached_property
    def stability(self) -> Numbers:
        """The share of bootstrap samples in which each pure profile is a Nash equilibrium, the shape of one player's payoffs."""
        shaped = self.resampled.reshape(-1, len(self.players), *self.shape)
        return np.mean([pure_equilibria(sample) for sample in shaped], axis=0)

    def regret(self, values: Numbers) -> Numbers:
        """Return what each strategy falls short of its player's best, once the others answer, of the shape of values, >= 0."""
        return np.concatenate([values[..., own].max(axis=-1, keepdims=True) - values[..., own] for own in self.blocks], axis=-1)

    def options(self) -> Iterator[tuple[int, int, int]]:
        """Yield place in a row of all strategies, player and strategy of each."""
        for player, own in enumerate(self.blocks):
            for strategy, place in enumerate(range(own.start, own.stop)):
                yield place, player, strategy

    def name(self, place: int) -> tuple[str, str]:
        """Return player and strategy at a place in a row of all strategies."""
        return next((self.players[player], self.strategies[player][own]) for at, player, own in self.options() if at == place)


def solve(
    samples: Numbers,
    players: Sequence[str],
    strategies: Sequence[Sequence[str]],
    precision: float,
    resampled: Numbers | None = None,
    precisions: Numbers | None = None,
    seed: int = 1,
    processes: int = 1,
    progress: Progress | None = None,
) -> SolvedGame:
    """Solve a game from samples of payoffs.

    samples: shape (player, profile, world), profiles in the order in which the last player's strategy varies fastest.
    precision: of choices, per unit of payoff. resampled: payoffs of bootstrap samples, (sample, player, profile) (None: means
    over worlds taken anew). precisions: of each sample (None: the same). seed: of the bootstrap. processes: that solve them.
    progress: called with 1 for each bootstrap sample that is solved.
    Raises PeninsulaError when there are fewer than two players, a player has no choice, or precision is out of bounds.
    """
    shape = tuple(len(own) for own in strategies)
    if len(players) < 2:
        raise PeninsulaError("a game needs two players or more")
    if lone := [player for player, number in zip(players, shape, strict=True) if number < 2]:
        raise PeninsulaError(f"{lone[0]} has one strategy: expected two or more of every player")
    refuse_imprecise(precision)
    if resampled is None:
        resampled = _means_over_worlds(samples, seed)
    precisions = np.full(len(resampled), precision) if precisions is None else precisions
    payoffs = samples.mean(axis=2).reshape(-1, *shape)
    shaped = resampled.reshape(len(resampled), -1, *shape)
    parts = split(len(shaped), -(-len(shaped) // SOLVED_AT_ONCE))
    jobs = [SolveJob(shaped[part.start : part.stop], precisions[part.start : part.stop]) for part in parts]
    solved = [each for found in run_jobs(jobs, min(processes, len(jobs)), progress) for each in found]
    return SolvedGame(
        tuple(players), tuple(tuple(own) for own in strategies), precision, payoffs, solution(payoffs, precision),
        nash_equilibria(payoffs), resampled, np.array([each.quantal for each in solved]),
        np.array([each.answers for each in solved]), np.array([each.values for each in solved]),
    )  # fmt: skip


def refuse_imprecise(precision: float) -> None:
    """Raise PeninsulaError when a precision of choices is none."""
    if not 0 <= precision <= MOST_PRECISION:
        raise PeninsulaError(f"a precision of {precision:g}: expected a number from 0, which is chance, to {MOST_PRECISION:g}")


def _means_over_worlds(samples: Numbers, seed: int) -> Numbers:
    """Return mean payoffs over bootstrap samples of worlds, shape (sample, player, profile)."""
    worlds = samples.shape[2]
    taken = resamples(worlds, np.random.default_rng(seed)) / worlds
    return np.moveaxis(samples @ taken.T, 2, 0)
