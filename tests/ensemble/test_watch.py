"""Watching worlds reads what a run records, whatever the number of processes."""

import numpy as np
import pytest

from sim.ensemble import watch as watching
from sim.ensemble.watch import watch
from sim.foundations.errors import PeninsulaError
from sim.model.measure import Measure
from sim.model.outcomes import outcomes_of
from sim.model.simulate import simulate
from sim.scenario.loading import load

CLASH, TENSION = Measure("clash", "count"), Measure("peninsula_tension", "max")


def test_readings_and_series_are_those_of_a_run() -> None:
    scenario = load("baseline_2025", worlds=25, months=20)
    record = simulate(scenario, np.arange(25))
    watched = watch([scenario], (CLASH, TENSION), every=3, workers=1)
    assert watched.months.tolist() == [0, 3, 6, 9, 12, 15, 18]
    np.testing.assert_array_equal(watched.levels[:, :, 0], record.outcomes[:, ::3])
    means = np.cumsum(record.outcomes, axis=1, dtype=np.float64) / np.arange(1, 21)[:, None]
    np.testing.assert_allclose(watched.means[:, :, 0], means[:, ::3], rtol=1e-4, atol=1e-4)
    row = [outcome.name for outcome in outcomes_of(scenario.theatre)].index("peninsula_tension")
    np.testing.assert_array_equal(watched.series[TENSION][:, 0], record.outcomes[row])
    clashes = np.zeros((20, 25))
    mine = record.events.kind == record.events.kinds.index("clash")
    np.add.at(clashes, (record.events.month[mine], record.events.world[mine]), 1)
    assert clashes.any()
    np.testing.assert_array_equal(watched.series[CLASH][:, 0], clashes)


def test_worldviews_stand_side_by_side_and_processes_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "STEPPED_AT_ONCE", 16)
    views = [load("baseline_2025", {"worldview": view}, worlds=21, months=8) for view in ("spiral", "deterrence")]
    both, alone = watch(views, (CLASH,), 4, workers=2), watch(views[1:], (CLASH,), 4, workers=1)
    np.testing.assert_array_equal(both.levels[:, :, 1], alone.levels[:, :, 0])
    np.testing.assert_array_equal(both.means[:, :, 1], alone.means[:, :, 0])
    np.testing.assert_array_equal(both.series[CLASH][:, 1], alone.series[CLASH][:, 0])
    assert not np.array_equal(both.levels[:, :, 0], both.levels[:, :, 1])


def test_what_would_not_fit_into_memory_is_refused() -> None:
    with pytest.raises(PeninsulaError, match=r"allowed: ask for at most [\d,]+ with --worlds"):
        watch([load("baseline_2025", worlds=5_000_000)], (CLASH,), 3)
