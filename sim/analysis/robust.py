"""Robust choice: every scenario under every worldview in the same worlds, ranked by expected regret."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.contrast import obstacle
from sim.analysis.estimate import resamples
from sim.analysis.mean_difference import NEGLIGIBLE, half_width, standardised_difference
from sim.ensemble.experiment import experiment
from sim.ensemble.intervals import wilson
from sim.ensemble.quantiles import quantiles
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.expression import Expression, measures_of
from sim.model.measure import Measure
from sim.model.outcomes import Outcome, outcomes_of
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

type Sign = Literal[-1, 0, 1]


@dataclass(frozen=True)
class Aim:
    """A number of each world to be minimised or maximised. sign: 1 where higher is better, -1 where lower is better."""

    expression: Expression
    title: str
    unit: str
    sign: Sign

    @property
    def text(self) -> str:
        return self.expression.text


@dataclass(frozen=True)
class Robustness:
    """Scenarios under worldviews; the first scenario is the reference.

    satisfy: the condition of a good-enough world. values: of the aims, shape (aim, scenario, worldview, world).
    satisfied: whether the condition holds, shape (scenario, worldview, world).
    """

    scenarios: tuple[Scenario, ...]
    worldviews: tuple[str, ...]
    aims: tuple[Aim, ...]
    satisfy: Expression
    values: NDArray[np.float64]
    satisfied: NDArray[np.bool_]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(scenario.name for scenario in self.scenarios)

    @cached_property
    def regret(self) -> NDArray[np.float64]:
        """Distance of each scenario from the best one in the same world, shape of `values`, >= 0; exactly 0 for the best.

        R(s, w) = max_s' u(s', w) - u(s, w), u = outcome times sign (Savage 1951)
        """
        signs = np.array([aim.sign for aim in self.aims], dtype=np.float64)[:, None, None, None]
        good = signs * self.values
        return np.asarray(good.max(axis=1, keepdims=True) - good)

    def matrix(self) -> "DataFrame":
        """Return a row per aim, scenario and worldview.

        Columns: mean and 5, 50 and 95 % quantiles over worlds; mean_regret; difference of the mean from the reference with its
        90 % confidence interval (difference_low, difference_high); effect: the difference in standard deviations over worlds;
        standing: 1 better, -1 worse, 0 no notable difference.
        """
        from pandas import DataFrame

        rows = []
        for aim, s, v in np.ndindex(self.values.shape[:3]):
            values = self.values[aim, s, v]
            low, middle, high = quantiles(values[None], (0.05, 0.5, 0.95))[:, 0]
            difference, half, effect = self.difference(aim, s, v)
            rows.append(
                {
                    "outcome": self.aims[aim].text, "unit": self.aims[aim].unit, "scenario": self.names[s],
                    "worldview": self.worldviews[v], "mean": values.mean(), "q05": low, "q50": middle, "q95": high,
                    "mean_regret": self.regret[aim, s, v].mean(), "difference": difference,
                    "difference_low": difference - half, "difference_high": difference + half, "effect": effect,
                    "standing": self.standing[aim, s, v],
                }
            )  # fmt: skip
        return DataFrame(rows)

    @cached_property
    def standing(self) -> NDArray[np.int64]:
        """Whether a scenario is better (1) or worse (-1) than the reference, shape (aim, scenario, worldview).

        0 where the 90 % confidence interval of the mean paired difference contains zero, or the difference is negligible.
        """
        standing = np.zeros(self.values.shape[:3], dtype=np.int64)
        for index in np.ndindex(standing.shape):
            difference, half, effect = self.difference(*index)
            if abs(difference) > half and abs(effect) >= NEGLIGIBLE:
                standing[index] = int(np.sign(difference)) * self.aims[index[0]].sign
        return standing

    @cached_property
    def contested(self) -> NDArray[np.bool_]:
        """Whether a scenario is better than the reference under one worldview and worse under another, (aim, scenario)."""
        return np.asarray((self.standing > 0).any(axis=2) & (self.standing < 0).any(axis=2))

    def satisficing(self) -> "DataFrame":
        """Return the share of good-enough worlds of each scenario under each worldview, with its 90 % Wilson interval."""
        from pandas import DataFrame

        rows = []
        for s, v in np.ndindex(self.satisfied.shape[:2]):
            count, total = int(self.satisfied[s, v].sum()), self.satisfied.shape[2]
            low, high = wilson(count, total)
            rows.append((self.names[s], self.worldviews[v], count / total, low, high))
        return DataFrame(rows, columns=["scenario", "worldview", "share", "low", "high"])

    def ranking(self, aim: int = 0) -> "DataFrame":
        """Return a row per scenario, ordered by expected regret, lowest first.

        Columns: rank; scenario; expected_regret: mean over worlds and worldviews with equal weights, and its 90 % bootstrap
        interval (low, high); worst_regret: mean under the worldview in which it is largest (minimax, Savage 1951), and
        worst_worldview; satisfied: smallest share of good-enough worlds under any worldview; rank_low, rank_high: 90 % bootstrap
        interval of the rank; best: share of bootstrap samples in which it ranks first, ties shared; contested.
        """
        from pandas import DataFrame
        from scipy.stats import rankdata

        regret = self.regret[aim]
        by_view = regret.mean(axis=2)
        expected = by_view.mean(axis=1)
        drawn = self._bootstrapped(regret.mean(axis=1))
        ranks = rankdata(drawn, method="min", axis=1)
        first = ranks == 1
        low, high = np.quantile(drawn, (0.05, 0.95), axis=0)
        rank_low, rank_high = np.quantile(ranks, (0.05, 0.95), axis=0, method="nearest")
        frame = DataFrame(
            {
                "scenario": self.names, "expected_regret": expected, "low": low, "high": high,
                "worst_regret": by_view.max(axis=1),
                "worst_worldview": [self.worldviews[v] for v in by_view.argmax(axis=1)],
                "satisfied": self.satisfied.mean(axis=2).min(axis=1), "rank_low": rank_low, "rank_high": rank_high,
                "best": (first / first.sum(axis=1, keepdims=True)).mean(axis=0), "contested": self.contested[aim],
            }
        ).sort_values("expected_regret", kind="stable", ignore_index=True)  # fmt: skip
        frame.insert(0, "rank", rankdata(frame["expected_regret"], method="min").astype(int))
        return frame

    def _bootstrapped(self, regret: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return mean regrets over bootstrap samples of worlds, shape (sample, scenario); regret: shape (scenario, world)."""
        chance = np.random.default_rng(self.scenarios[0].seed)
        worlds = regret.shape[1]
        return np.asarray(resamples(worlds, chance) @ regret.T / worlds)

    def difference(self, aim: int, scenario: int, view: int) -> tuple[float, float, float]:
        """Return the mean paired difference from the reference, half its 90 % confidence interval, and the effect size."""
        reference, other = self.values[aim, 0, view], self.values[aim, scenario, view]
        gap = other - reference
        return float(gap.mean()), float(half_width(gap)), standardised_difference(reference, other)


def aim(expression: Expression, scenario: Scenario, direction: Literal["low", "high"] | None = None) -> Aim:
    """Return an aim. direction: whether it is to be low or high (None: as the outcome declares).

    Raises PeninsulaError when neither the argument nor the outcome gives a direction.
    """
    known = {outcome.name: outcome for outcome in outcomes_of(scenario.theatre)}
    # any further arithmetic may have reversed the direction of the outcome
    measure = getattr(expression.tree, "measure", None)
    plain: Outcome | None = known.get(measure.of) if measure and measure.how != "count" else None
    better = {"low": "lower", "high": "higher"}[direction] if direction else plain.better if plain else ""
    if not better:
        raise PeninsulaError(
            f"'{expression.text}': neither lower nor higher is known to be better; expected an outcome with a direction"
        )
    title = plain.title if plain and expression.text == plain.name else expression.text
    return Aim(expression, title, plain.unit if plain else "", 1 if better == "higher" else -1)


def robustness(
    by_view: Sequence[Sequence[Scenario]],
    worldviews: Sequence[str],
    aims: Sequence[Aim],
    satisfy: Expression,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Robustness:
    """Simulate every scenario under every worldview.

    by_view: a row per scenario, the reference first, with the scenario under each worldview. aims: what scenarios are compared
    by. satisfy: the condition of a good-enough world. workers: number of processes (None: chosen).
    progress: called with the number of world-months completed.
    A scenario with another cast keeps the same draws and random numbers, so it is compared world by world, too.
    Raises PeninsulaError when theatre, horizon, seed or number of worlds differ, or an aim is NaN or infinite in some world.
    """
    rows = [scenario for views in by_view for scenario in views]
    if len(by_view) < 2:
        raise PeninsulaError("a robust choice needs two scenarios or more: give the reference first, then the others")
    for scenario in rows[1:]:
        if why := obstacle(rows[0], scenario):
            apart = f"{rows[0].name} and {scenario.name} have a different theatre, horizon, seed or start"
            raise PeninsulaError(f"{apart}: {scenario.name} has {why}")
    names = [views[0].name for views in by_view]
    if twice := next((name for index, name in enumerate(names) if name in names[:index]), None):
        raise PeninsulaError(f"{twice} is named twice: expected scenarios that differ in name")
    measures = measures_of((*(aim.expression for aim in aims), satisfy))
    measured = experiment(rows, measures, workers=workers, progress=progress)
    shape = (len(by_view), len(worldviews), rows[0].worlds)
    by_measure: dict[Measure, Array] = {
        measure: values.reshape(shape) for measure, values in zip(measures, measured, strict=True)
    }
    values: Array = np.stack([aim.expression.value(by_measure) for aim in aims])
    for aim, row in zip(aims, values, strict=True):
        if not np.isfinite(row).all():
            raise PeninsulaError(f"'{aim.text}' is NaN or infinite in some worlds: scenarios cannot be ranked by it")
    satisfied = np.broadcast_to(satisfy.value(by_measure), shape).astype(np.bool)
    return Robustness(
        tuple(views[0] for views in by_view), tuple(worldviews), tuple(aims), satisfy, values.astype(np.float64), satisfied
    )
