"""What is seen month by month does not depend on how worlds are split."""

import numpy as np
import pytest

from sim.ensemble.experiment import STEPPED_AT_ONCE
from sim.ensemble.monthly import monthly
from sim.foundations.errors import PeninsulaError
from sim.model.measure import Measure
from sim.scenario.loading import load

MEASURES = [Measure("peninsula_tension"), Measure("clash", "count")]


def test_some_worlds_are_those_among_all_and_processes_make_no_difference() -> None:
    scenarios = [load(name, worlds=50, months=18) for name in ("baseline_2025", "moon_package")]
    every = monthly(scenarios, MEASURES, np.arange(50), workers=1)
    some = np.array([4, 9, 10, 33, 49])
    assert np.array_equal(monthly(scenarios, MEASURES, some, workers=2), every[..., some])


def test_more_than_fits_at_once_is_done_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    scenarios = [load(name, worlds=30, months=12) for name in ("baseline_2025", "moon_package", "opcon_fast")]
    whole = monthly(scenarios, MEASURES, np.arange(30), workers=1)
    assert STEPPED_AT_ONCE > 90
    monkeypatch.setattr("sim.ensemble.monthly.STEPPED_AT_ONCE", 20)
    done: list[int] = []
    assert np.array_equal(monthly(scenarios, MEASURES, np.arange(30), workers=1, progress=done.append), whole)
    assert sum(done) == 3 * 30 * 12


def test_what_would_not_fit_into_memory_is_refused() -> None:
    with pytest.raises(PeninsulaError, match="GiB of memory"):
        monthly([load("baseline_2025", worlds=10)] * 3, MEASURES, np.arange(3_000_000), workers=1)
