"""`python -m tests.fuzz [KIND [FILES [SEED]]]`: far more files than the suite tries, a million files of rules unless said.

KIND: rules, sound and broken; or the scenario files of the suite: valid, broken, torn; or broken theatres. Each file gets one
sentence or is read; what is sound among the rules is stepped for two years, many files side by side, and must stay finite. A file
over which a minute passes counts as hanging, and ends it all with a traceback.
"""

import faulthandler
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from sim.foundations.errors import PeninsulaError
from sim.model.theatre_model import TheatreModel
from sim.scenario.dump import to_toml
from sim.scenario.scenario import Scenario
from tests.fuzz.rules import broken_rules, rules
from tests.fuzz.strategies import broken, torn, valid
from tests.fuzz.test_rule_files import sound
from tests.fuzz.test_scenario_files import WRITTEN, holds_for_broken, holds_for_torn, holds_for_valid
from tests.fuzz.test_theatre_files import KOREA, furnished, holds

ROUND = 2000
"""Files drawn at once: hypothesis remembers what it has drawn, so that a million at once would fill the memory."""

TOGETHER = 50
"""Sound files whose worlds are stepped at once."""

MONTHS, WORLDS = 24, 2
PATIENCE = 60
"""Seconds after which a file hangs."""

type Hold = Callable[[Any], object]
"""Holds what is asked of a file that says this."""


def main(kind: str, number: int, first_seed: int) -> None:
    """Draw that many files, and tell how far it is."""
    with TemporaryDirectory() as folder:
        hold = KINDS[kind][1](Path(folder))
        for done in range(0, number, ROUND):
            one_round(KINDS[kind][0], hold, min(ROUND, number - done), first_seed + done // ROUND)
            if isinstance(hold, Stepped):
                hold.step()
            print(f"\r{min(done + ROUND, number):,} of {number:,} files", end="", flush=True)
    faulthandler.cancel_dump_traceback_later()
    print()


def one_round(drawn: st.SearchStrategy[Any], hold: Hold, number: int, its_seed: int) -> None:
    """Draw some files, and hold what is asked of each."""

    @seed(its_seed)
    @settings(max_examples=number, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(written=drawn)
    def each(written: Any) -> None:
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        hold(written)

    each()


class Stepped:
    """Holds that files of rules get one sentence or run: what is sound waits until many can be stepped side by side."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "fuzzed.toml"
        self._waiting: list[Scenario] = []

    def __call__(self, written: Any) -> None:
        scenario = sound(self._file, written, worlds=WORLDS, months=MONTHS)
        if scenario is not None:
            self._waiting.append(scenario)
        if len(self._waiting) == TOGETHER:
            self.step()

    def step(self) -> None:
        """Step what waits."""
        step(self._waiting)
        self._waiting.clear()


def written_file(hold: Callable[[Path, Any], object]) -> Callable[[Path], Hold]:
    """Hold it of a scenario file in a folder."""
    return lambda folder: lambda written: hold(folder / "fuzzed.toml", written)


def theatre_file(folder: Path) -> Hold:
    """Hold it of a theatre file in a folder, beside a scenario that is set there."""
    furnished(folder)
    return lambda content: holds(folder, content)


KINDS: Mapping[str, tuple[st.SearchStrategy[Any], Callable[[Path], Hold]]] = {
    "rules": (rules() | broken_rules(), Stepped),
    "valid": (valid(), written_file(holds_for_valid)),
    "broken": (broken(valid()), written_file(holds_for_broken)),
    "torn": (torn(WRITTEN), written_file(holds_for_torn)),
    "theatres": (broken(st.just(KOREA)), theatre_file),
}
"""What is drawn of each kind, and what holds for it, in a folder."""


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
    asked = sys.argv[1:]
    chosen = asked.pop(0) if asked and asked[0] in KINDS else "rules"
    main(chosen, *([int(text) for text in asked] + [1_000_000, 0][len(asked) :]))
