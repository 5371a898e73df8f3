"""Small runs that share their worlds, made once."""

import pytest

from sim.ensemble.execute import execute_together
from sim.ensemble.run import Run
from sim.scenario.loading import load

SIZE = {"worlds": 60, "months": 48}


@pytest.fixture(scope="session")
def runs() -> list[Run]:
    """The baseline, the whole package, and the baseline once more under another worldview and with troops gone."""
    scenarios = [
        load("baseline", **SIZE),
        load("moon_package", **SIZE),
        load("baseline", {"worldview": "spiral", "us.troops_korea": {"2026-01": 0}}, **SIZE),
    ]
    return execute_together(scenarios, workers=1)
