"""Whatever `[[rules]]` say: they run, or one sentence says what is wrong; `python -m tests.fuzz` for a million files."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from sim.foundations.axes import Array
from sim.foundations.errors import LONGEST, PeninsulaError
from sim.model.rules.bound import bound_rules
from sim.model.simulate import simulate_side_by_side
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from tests.fuzz.rules import MONTHS, broken_rules, rules
from tests.fuzz.test_scenario_files import fuzzed

FEW, MANY = 60, 500
TOGETHER = 10
"""Files of an example: those that are sound are stepped side by side, which takes little longer than one alone."""

MONTHS_LIVED, WORLDS = 24, 3


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file, in a folder of its own, that each example writes anew."""
    return tmp_path_factory.mktemp("fuzz") / "fuzzed.toml"


def sound(file: Path, written: Any, worlds: int | None = None, months: int | None = None) -> Scenario | None:
    """Return the scenario of a file with these rules, or None after holding that one sentence says what is wrong."""
    file.write_text(tomli_w.dumps({"extends": "baseline_2025", "months": MONTHS, "rules": written}), encoding="utf-8")
    told = ""
    try:
        scenario = load(file)
        bound_rules(scenario)
    except PeninsulaError as error:
        told = str(error)
    if told:
        assert 10 < len(told) <= LONGEST
        assert told.isprintable()
        assert "rule" in told or "nested too deeply" in told
        return None
    return load(file, worlds=worlds, months=months)


def holds(file: Path, files: list[Any]) -> int:
    """Hold that files with these rules live through two years in finite numbers, or get one sentence; return how many live."""
    scenarios = []
    for written in files:
        scenario = sound(file, written)
        if scenario is not None:
            scenarios.append(load(file, worlds=WORLDS, months=MONTHS_LIVED))
            file.write_text(to_toml(scenario), encoding="utf-8")
            assert scenario_hash(load(file)) == scenario_hash(scenario)
    assert all(np.isfinite(outcomes).all() for outcomes in lived(scenarios))
    return len(scenarios)


def lived(scenarios: list[Scenario]) -> list[Array]:
    """Return the outcomes of scenarios that are stepped side by side, each of shape (outcome, month, world)."""
    return [record.outcomes for record in simulate_side_by_side(scenarios, np.arange(WORLDS))] if scenarios else []


def together(written: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Draw what some files say."""
    return st.lists(written, min_size=TOGETHER, max_size=TOGETHER)


@pytest.fixture(scope="module")
def bare() -> Array:
    """The outcomes of the baseline without rules."""
    return lived([load("baseline_2025", worlds=WORLDS, months=MONTHS_LIVED)])[0]


@fuzzed(FEW // TOGETHER)
@given(files=together(rules()))
def test_rules_run_or_get_one_sentence(file: Path, files: list[Any]) -> None:
    holds(file, files)


@fuzzed(FEW // TOGETHER)
@given(files=together(broken_rules()))
def test_broken_rules_get_one_sentence(file: Path, files: list[Any]) -> None:
    holds(file, files)


@fuzzed(FEW // TOGETHER)
@given(files=together(rules().filter(bool)))
def test_rules_that_never_hold_make_a_difference_of_exactly_zero(file: Path, bare: Array, files: list[Any]) -> None:
    never = [[{**rule, "when": f"({rule['when']}) and warheads < 0.1"} for rule in written] for written in files]
    scenarios = [sound(file, written, worlds=WORLDS, months=MONTHS_LIVED) for written in never]
    for outcomes in lived([scenario for scenario in scenarios if scenario is not None]):
        assert np.array_equal(outcomes, bare)


@pytest.mark.slow
@fuzzed(MANY // TOGETHER)
@given(files=together(rules() | broken_rules()))
def test_hundreds_of_rule_files(file: Path, files: list[Any]) -> None:
    holds(file, files)


def test_a_sound_rule_of_the_fuzz_runs(file: Path) -> None:
    rule = {"name": "a", "actor": "us", "when": "warheads > 1 and not (talks > 0)", "set": {"exercise_tempo": 0.3}}
    assert holds(file, [[rule], [rule | {"when": "warheads < -1"}]]) == 1
