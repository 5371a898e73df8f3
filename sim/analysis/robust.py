"""Robust choice: every scenario under every worldview in the same worlds, and how much each leaves to be regretted."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.contrast import worlds_of
from sim.analysis.expression import Expression
from sim.ensemble.experiment import experiment
from sim.ensemble.likelihood import wilson
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.measures import Measure
from sim.model.outcomes import Outcome, outcomes_of
from sim.parallel.executor import Progress
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

BOOTSTRAPS = 400
NEGLIGIBLE = 0.1
"""Difference below which a policy counts as making none, in standard deviations over worlds (Cohen 1988 calls 0.2 small)."""

type Sign = Literal[-1, 0, 1]


@dataclass(frozen=True)
class Aim:
    """An outcome that is wanted low or high. asked: a number of each world; sign: 1 where higher is better, -1 where lower is."""

    asked: Expression
    title: str
    unit: str
    sign: Sign

    @property
    def text(self) -> str:
        return self.asked.text


@dataclass(frozen=True)
class Robustness:
    """Scenarios under worldviews. The first scenario is the reference.

    values: shape (aim, scenario, worldview, world). satisfied: whether a world is good enough, (scenario, worldview, world).
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
        """How far a scenario is from the best one in the same world, shape of `values`, >= 0; the best has exactly 0.

        R(s, w) = max_s' u(s', w) - u(s, w), u = outcome times sign (Savage 1951)
        """
        signs = np.array([aim.sign for aim in self.aims], dtype=np.float64)[:, None, None, None]
        good = signs * self.values
        return np.asarray(good.max(axis=1, keepdims=True) - good)

    def matrix(self) -> "DataFrame":
        """Return a row per aim, scenario and worldview: mean and 5, 50 and 95 % quantiles over worlds; mean regret.

        Columns besides: difference of the mean from the reference with its 90 % interval (difference_low, difference_high),
        effect: the same in standard deviations over worlds; standing: 1 better, -1 worse, 0 no difference to speak of.
        """
        from pandas import DataFrame

        rows = []
        for (aim, s, v), values in ((at, self.values[at]) for at in np.ndindex(self.values.shape[:3])):
            low, middle, high = np.quantile(values, (0.05, 0.5, 0.95))
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
        """Whether a scenario is better (1) or worse (-1) than the reference under a worldview, (aim, scenario, worldview).

        0 where the 90 % interval of the mean paired difference spans zero, or the difference is negligible.
        """
        found = np.zeros(self.values.shape[:3], dtype=np.int64)
        for at in np.ndindex(found.shape):
            difference, half, effect = self.difference(*at)
            if abs(difference) > half and abs(effect) >= NEGLIGIBLE:
                found[at] = int(np.sign(difference)) * self.aims[at[0]].sign
        return found

    @cached_property
    def contested(self) -> NDArray[np.bool_]:
        """Whether worldviews disagree on whether a scenario is better than the reference, shape (aim, scenario)."""
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
        """Return a row per scenario, the least regretted first.

        Columns: scenario; expected_regret: mean over worlds and worldviews, each worldview alike, with its 90 % bootstrap
        interval (low, high); worst_regret: its mean under the worldview in which it is largest (minimax, Savage 1951);
        worst_worldview; satisfied: share of good-enough worlds under the worldview in which it is smallest; rank, with its 90 %
        interval (rank_low, rank_high), and best: how often it comes first, ties shared, both over the bootstrap.
        """
        from pandas import DataFrame
        from scipy.stats import rankdata

        mine = self.regret[aim]
        by_view = mine.mean(axis=2)
        expected = by_view.mean(axis=1)
        drawn = self._bootstrapped(mine.mean(axis=1))
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
        """Return mean regrets of resampled worlds, shape (bootstrap, scenario), from (scenario, world)."""
        chance = np.random.default_rng(self.scenarios[0].seed)
        worlds = regret.shape[1]
        counts = chance.multinomial(worlds, np.full(worlds, 1 / worlds), size=BOOTSTRAPS)
        return np.asarray(counts @ regret.T / worlds)

    def difference(self, aim: int, scenario: int, view: int) -> tuple[float, float, float]:
        """Return the mean paired difference from the reference, half its 90 % interval, and the effect."""
        was, becomes = self.values[aim, 0, view], self.values[aim, scenario, view]
        gap = becomes - was
        spread = float(np.sqrt((was.var() + becomes.var()) / 2))
        half = 1.645 * float(gap.std()) / np.sqrt(len(gap))
        mean = float(gap.mean())
        return mean, half, mean / spread if spread > 1e-9 else float(np.sign(mean)) * np.inf if abs(mean) > 1e-9 else 0.0


def aim(asked: Expression, scenario: Scenario, wanted: Literal["low", "high"] | None = None) -> Aim:
    """Return an aim. wanted: None for the direction of the outcome that is asked for.

    Raises PeninsulaError when nobody says which way is better.
    """
    known = {outcome.name: outcome for outcome in outcomes_of(scenario.theatre)}
    # what is more than an outcome, its mean, maximum or minimum may have turned its direction round
    measure = getattr(asked.tree, "measure", None)
    plain: Outcome | None = known.get(measure.of) if measure and measure.how != "count" else None
    better = {"low": "lower", "high": "higher"}[wanted] if wanted else plain.better if plain else ""
    if not better:
        raise PeninsulaError(
            f"'{asked.text}': neither lower nor higher is known to be better; expected an outcome with a direction"
        )
    title = plain.title if plain and asked.text == plain.name else asked.text
    return Aim(asked, title, plain.unit if plain else "", 1 if better == "higher" else -1)


def robustness(
    by_view: Sequence[Sequence[Scenario]],
    worldviews: Sequence[str],
    aims: Sequence[Aim],
    satisfy: Expression,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Robustness:
    """Step every scenario under every worldview. by_view: for each scenario its forms, one a worldview, the reference first.

    A scenario in which another country joins has the same draws and chance, and is compared world by world all the same.
    Raises PeninsulaError when theatre, horizon, seed or number of worlds differ.
    """
    rows = [scenario for views in by_view for scenario in views]
    if len(by_view) < 2:
        raise PeninsulaError("a robust choice needs two scenarios or more: give the reference first, then the others")
    for scenario in rows[1:]:
        if worlds_of(scenario) != worlds_of(rows[0]):
            raise PeninsulaError(f"{rows[0].name} and {scenario.name} have another theatre, horizon, seed or start")
    names = [views[0].name for views in by_view]
    if twice := next((name for place, name in enumerate(names) if name in names[:place]), None):
        raise PeninsulaError(f"{twice} is named twice: expected scenarios that differ in name")
    asked = (*(aim.asked for aim in aims), satisfy)
    measures = tuple(dict.fromkeys(measure for each in asked for measure in each.measures))
    found = experiment(rows, measures, workers=workers, progress=progress)
    shape = (len(by_view), len(worldviews), rows[0].worlds)
    by_measure: dict[Measure, Array] = {measure: values.reshape(shape) for measure, values in zip(measures, found, strict=True)}
    values: Array = np.stack([aim.asked.value(by_measure) for aim in aims])
    for aim, found_of in zip(aims, values, strict=True):
        if not np.isfinite(found_of).all():
            raise PeninsulaError(f"'{aim.text}' is no number in some worlds: nothing can be ranked by it")
    satisfied = np.broadcast_to(satisfy.value(by_measure), shape).astype(np.bool)
    return Robustness(
        tuple(views[0] for views in by_view), tuple(worldviews), tuple(aims), satisfy, values.astype(np.float64), satisfied
    )
