"""`python -m tests.fuzz [FILES [SEED]]`: files of random rules, sound and broken, a million unless said.

Each gets one sentence or runs: what is sound is stepped for two years, many files side by side, and must stay finite. A file over
which a minute passes counts as hanging, and ends it all with a traceback.
"""

import faulthandler
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, seed, settings

from sim.foundations.errors import PeninsulaError
from sim.model.theatre_model import TheatreModel
from sim.scenario.dump import to_toml
from sim.scenario.scenario import Scenario
from tests.fuzz.rules import broken_rules, rules
from tests.fuzz.test_rule_files import sound

ROUND = 2000
"""Files drawn at once: hypothesis remembers what it has drawn, so that a million at once would fill the memory."""

TOGETHER = 50
"""Sound files whose worlds are stepped at once."""

MONTHS, WORLDS = 24, 2
PATIENCE = 60
"""Seconds after which a file hangs."""


def main(number: int, first_seed: int) -> int:
    """Draw that many files, tell how far it is, and return how many of them ran."""
    ran = 0
    with TemporaryDirectory() as folder:
        file = Path(folder) / "fuzzed.toml"
        for done in range(0, number, ROUND):
            ran += one_round(file, min(ROUND, number - done), first_seed + done // ROUND)
            print(f"\r{min(done + ROUND, number):,} of {number:,} files, {ran:,} ran", end="", flush=True)
    print()
    return ran


def one_round(file: Path, number: int, its_seed: int) -> int:
    """Draw some files, and return how many ran."""
    waiting: list[Scenario] = []
    ran = 0

    @seed(its_seed)
    @settings(max_examples=number, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(written=rules() | broken_rules())
    def each(written: Any) -> None:
        nonlocal ran
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        scenario = sound(file, written, worlds=WORLDS, months=MONTHS)
        if scenario is not None:
            waiting.append(scenario)
            ran += 1
        if len(waiting) == TOGETHER:
            step(waiting)
            waiting.clear()

    each()
    step(waiting)
    faulthandler.cancel_dump_traceback_later()
    return ran


def step(scenarios: list[Scenario]) -> None:
    """Step scenarios side by side; where that fails, alone, so that the file can be named."""
    if not scenarios:
        return
    try:
        _step(scenarios)
    except Exception:
        for scenario in scenarios:
            try:
                _step([scenario])
            except Exception:
                print(f"\nthis file fails:\n{to_toml(scenario)}")
                raise
        raise


def _step(scenarios: list[Scenario]) -> None:
    model = TheatreModel(scenarios, np.arange(WORLDS))
    for _ in range(MONTHS):
        model.step()
    if not np.isfinite(model.state.warheads).all() or not np.isfinite(model.state.hostility).all():
        raise PeninsulaError("a world is no longer finite")


if __name__ == "__main__":
    given_numbers = [int(text) for text in sys.argv[1:]]
    main(*(given_numbers + [1_000_000, 0][len(given_numbers) :]))
