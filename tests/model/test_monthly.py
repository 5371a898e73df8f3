"""What is seen month by month is what a run records."""

import numpy as np

from sim.model.measure import Measure
from sim.model.monthly import monthly
from sim.model.outcomes import outcomes_of
from sim.model.simulate import simulate_side_by_side
from sim.scenario.loading import load


def test_outcomes_and_events_are_those_of_the_run() -> None:
    scenarios = [load(name, worlds=30, months=24) for name in ("baseline_2025", "moon_package")]
    worlds = np.array([3, 17, 4, 29])
    measures = [Measure("warheads"), Measure("missile_test", "count"), Measure("peninsula_tension", "max")]
    seen = monthly(scenarios, worlds, measures)
    assert seen.shape == (3, 2, 24, 4)
    for number, record in enumerate(simulate_side_by_side(scenarios, worlds)):
        names = ["warheads", "peninsula_tension"]
        rows = [next(i for i, each in enumerate(outcomes_of(scenarios[0].theatre)) if each.name == name) for name in names]
        assert np.array_equal(seen[0, number], record.outcomes[rows[0]])
        assert np.array_equal(seen[2, number], record.outcomes[rows[1]])
        counted = np.zeros((24, 4))
        events = record.events
        for month, world in zip(*(getattr(events, key)[events.kind == 0] for key in ("month", "world")), strict=True):
            counted[month, list(worlds).index(world)] += 1
        assert np.array_equal(seen[1, number], counted)
    assert seen[1].sum() > 0
