"""Worlds that were never simulated, in which it is known what warns of what."""

import numpy as np

from sim.ensemble.watch import Watched
from sim.foundations.axes import REAL
from sim.model.measure import Measure
from sim.model.outcomes import outcomes_of
from sim.scenario.scenario import Scenario

EVENT = Measure("sanctions", "count")


def planted(scenario: Scenario, shift: float, ahead: float = 0.3, views: int = 1, always: bool = False) -> Watched:
    """Return worlds in which warheads are higher, and tech is lower, by `shift` standard deviations where sanctions come.

    They come in a share `ahead` of worlds, in every quarter, but never in the month of a reading; all else is noise. Each reading
    is drawn anew, as is the mean so far; consensus is drawn once for each world. always: in all worlds.
    """
    chance = np.random.default_rng(7)
    worlds, months = scenario.worlds, scenario.months
    readings = np.arange(0, months, 3)
    names = [outcome.name for outcome in outcomes_of(scenario.theatre)]
    comes = np.ones(worlds, dtype=bool) if always else chance.random(worlds) < ahead
    levels = np.asarray(chance.normal(size=(len(names), len(readings), views, worlds)), dtype=REAL)
    levels[names.index("warheads")] += REAL(shift) * comes
    levels[names.index("tech")] -= REAL(shift) * comes
    levels[names.index("consensus")] = levels[names.index("consensus"), :1]
    levels[names.index("burden_quarrel")] = 0
    series = np.zeros((months, views, worlds), dtype=REAL)
    series[1::3] = comes
    means = np.asarray(chance.normal(size=levels.shape), dtype=REAL)
    return Watched(readings, levels, means, {EVENT: series})
