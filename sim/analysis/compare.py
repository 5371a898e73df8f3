"""Comparison of runs with the first of them: differences, their probabilities, and the best run in each world."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.contrast import Contrast, pairing_obstacles, shares
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.scenario.labels import labels, numbered

if TYPE_CHECKING:
    from pandas import DataFrame

YEARS = (1, 3, 5, 10)
"""Horizons at which probabilities are given, besides the last month."""


class Comparison:
    """Two or more runs; the first is the reference.

    names: for files and tables of data; labels: for people.
    unpaired: whether to match worlds at random where runs cannot be paired world by world.
    Raises PeninsulaError when runs cannot be paired and `unpaired` is false, or have no month in common.
    """

    def __init__(self, runs: Sequence[Run], unpaired: bool = False) -> None:
        if len(runs) < 2:
            raise PeninsulaError("a comparison needs two runs or more: give the reference first, then the others")
        reasons = pairing_obstacles(runs)
        if reasons and not unpaired:
            raise PeninsulaError(
                f"these runs cannot be compared world by world: {'; '.join(reasons)}; "
                "run them with equal settings, or compare them unpaired (--unpaired)"
            )
        self.runs = tuple(runs)
        self.paired = not reasons
        self.names = names_of(runs)
        self.labels = labels([run.scenario for run in runs])
        self.contrasts = tuple(Contrast(runs[0], other, self.paired) for other in runs[1:])
        for contrast in self.contrasts:
            if not contrast.months:
                raise PeninsulaError(f"{contrast.other.scenario.name} and {runs[0].scenario.name} have no month in common")

    @property
    def reference(self) -> Run:
        return self.runs[0]

    @cached_property
    def horizons(self) -> dict[str, int]:
        """Label -> index of a month in the shortest common horizon: after 1, 3, 5 and 10 years, and the last month."""
        months = self.contrasts[0].months
        shortest = min(len(contrast.months) for contrast in self.contrasts)
        after = {"1 year" if years == 1 else f"{years} years": years * 12 - 1 for years in YEARS if years * 12 < shortest}
        return after | {months[shortest - 1]: shortest - 1}

    def table(self, month: int = -1) -> "DataFrame":
        """Return the tables of all contrasts as one, with the scenario as first column; see `Contrast.table`."""
        from pandas import concat

        parts = [
            contrast.table(month).reset_index().assign(scenario=name)
            for name, contrast in zip(self.names[1:], self.contrasts, strict=True)
        ]
        frame = concat(parts, ignore_index=True)
        return frame[["scenario", *frame.columns.drop("scenario")]]

    def probabilities(self) -> "DataFrame":
        """Return the shares of worlds in which each scenario is better and worse than the reference, by outcome and horizon."""
        from pandas import DataFrame

        rows: list[tuple[str, str, str, float, float]] = []
        for name, contrast in zip(self.names[1:], self.contrasts, strict=True):
            for outcome in contrast.outcomes:
                if not outcome.better:
                    continue
                improvement = contrast.improvement(outcome.name)
                rows += [(name, outcome.name, label, *shares(improvement[month])) for label, month in self.horizons.items()]
        return DataFrame(rows, columns=["scenario", "outcome", "horizon", "better", "worse"])

    def best(self) -> "DataFrame":
        """Return the share of worlds in which each scenario is best in the last month, outcome x scenario; ties are shared.

        Raises PeninsulaError when the runs are not paired.
        """
        from pandas import DataFrame

        if not self.paired:
            raise PeninsulaError("the best run in each world is defined for paired runs only")
        rows = {}
        for outcome in self.contrasts[0].outcomes:
            if outcome.better and all(outcome.name in run.outcome_names for run in self.runs):
                ends = np.stack([run.series(outcome.name)[-1] for run in self.runs])
                top = ends == (ends.max(axis=0) if outcome.better == "higher" else ends.min(axis=0))
                rows[outcome.name] = dict(zip(self.names, (top / top.sum(axis=0)).mean(axis=1), strict=True))
        return DataFrame.from_dict(rows, orient="index").rename_axis("outcome")

    def most_different(self, count: int) -> list[str]:
        """Return the headline index, then the outcomes with a direction that have the largest effect in any contrast."""
        headline = self.reference.scenario.theatre.headline
        effects: dict[str, float] = {}
        for contrast in self.contrasts:
            table = contrast.table()
            for name, row in table[table["better"] != ""].iterrows():
                effects[str(name)] = max(effects.get(str(name), 0.0), abs(row["effect"]))
        order = sorted(effects, key=lambda name: -effects[name])
        return [headline, *(name for name in order if name != headline)][:count]


def names_of(runs: Sequence[Run]) -> tuple[str, ...]:
    """Return a name for each run, with a number added where two scenarios have the same name."""
    return tuple(numbered([run.scenario.name for run in runs]))
