"""Small runs that share their worlds, made once."""

from typing import Any

import pytest

from sim.ensemble.execute import execute_together
from sim.ensemble.run import Run
from sim.scenario.loading import load

SIZE: dict[str, Any] = {"worlds": 60, "months": 48}


@pytest.fixture(scope="session")
def runs() -> list[Run]:
    """The baseline, the whole package, and the baseline under a different worldview with troops withdrawn."""
    scenarios = [
        load("baseline_2025", **SIZE),
        load("moon_package", **SIZE),
        load("baseline_2025", {"worldview": "spiral", "us.troops_korea": {"2026-01": 0}}, **SIZE),
    ]
    return execute_together(scenarios, workers=1)
