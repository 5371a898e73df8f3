"""Payoffs of a game: what the outcomes of every profile of strategies are worth to every player, world by world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.estimate import BOOTSTRAPS, resamples
from sim.foundations.axes import Array
from sim.foundations.chance import Chance
from sim.foundations.errors import PeninsulaError
from sim.model.expression import Expression
from sim.model.measure import Measure
from sim.model.stakes import BoundStake

type Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Utility:
    """What a player values: a weighted sum of its stakes, or an expression of the caller's own.

    player: name of the actor.
    """

    player: str
    stakes: tuple[BoundStake, ...] = ()
    expression: Expression | None = None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What it needs of a world."""
        return tuple(stake.measure for stake in self.stakes) if self.expression is None else self.expression.measures

    def parts(self, measured: Mapping[Measure, Array]) -> Numbers:
        """Return what is weighted, in swings to the better, shape (part, profile, world).

        Raises PeninsulaError when an expression is NaN or infinite in some world.
        """
        if self.expression is None:
            return np.array([measured[stake.measure] / np.float64(stake.swing) for stake in self.stakes])
        values = np.asarray(self.expression.value(measured), dtype=np.float64)
        if not np.isfinite(values).all():
            raise PeninsulaError(f"'{self.expression.text}' is NaN or infinite in some worlds: it cannot be a utility")
        return values[None]

    def weights(self, drawn: Mapping[str, Numbers], worlds: int) -> Numbers:
        """Return the weight of every part in every world, shape (part, world); drawn: by name."""
        return np.array([drawn[stake.weight] for stake in self.stakes]) if self.expression is None else np.ones((1, worlds))


@dataclass(frozen=True)
class Payoffs:
    """Payoffs in units of each player's spread, 0 being its mean over all profiles.

    samples: shape (player, profile, world). resampled: means over bootstrap samples, shape (sample, player, profile).
    spread: utility that is one unit, shape (player,). drawn_in: the world whose draws hold in each sample, shape (sample,).
    """

    samples: Numbers
    resampled: Numbers
    spread: Numbers
    drawn_in: NDArray[np.int64]


def drawn_over(ranges: Mapping[str, tuple[float, float]], seed: int, worlds: int) -> dict[str, Numbers]:
    """Return a value of every assumption in every world, shape (world,), from the streams that a simulation draws from."""
    chance = Chance(seed, np.arange(worlds))
    return {
        name: low + (high - low) * chance.uniform(f"assumption/{name}", 0)[0].astype(np.float64)
        for name, (low, high) in ranges.items()
    }


def payoffs(utilities: Sequence[Utility], measured: Mapping[Measure, Array], drawn: Mapping[str, Numbers], seed: int) -> Payoffs:
    """Return the payoffs of every profile.

    u = (U - mean of U over profiles) / s, s^2 = mean over profiles of the variance of U over worlds, at the mean of the weights

    So a payoff of 1 is as much as chance and what nobody knows of the region commonly make of the same policies, for every player
    alike; as an effect size is (Cohen 1988).
    A player knows what it values and an analyst does not. So every bootstrap sample takes worlds anew, and for all of them the
    weights of one world: intervals tell of chance and of what governments may value.

    utilities: of the players. measured: every measure, shape (profile, world). drawn: weights by name, shape (world,).
    Raises PeninsulaError when a utility is the same in all worlds.
    """
    worlds = next(iter(measured.values())).shape[-1]
    chance = np.random.default_rng(seed)
    taken = resamples(worlds, chance) / worlds
    drawn_in = chance.integers(worlds, size=BOOTSTRAPS)
    samples, resampled, spreads = [], [], []
    for utility in utilities:
        parts, weights = utility.parts(measured), utility.weights(drawn, worlds)
        usual = np.einsum("t,tpw->pw", weights.mean(axis=1), parts)
        spread = float(np.sqrt(usual.var(axis=1).mean()))
        if spread == 0:
            raise PeninsulaError(f"the utility of {utility.player} is the same in all worlds: expected one that chance can move")
        values = np.einsum("tw,tpw->pw", weights, parts) / spread
        means = np.einsum("ts,tps->sp", weights[:, drawn_in], parts @ taken.T) / spread
        samples.append(values - values.mean())
        resampled.append(means - means.mean(axis=1, keepdims=True))
        spreads.append(spread)
    return Payoffs(np.array(samples), np.stack(resampled, axis=1), np.array(spreads), drawn_in)
