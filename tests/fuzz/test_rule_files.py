"""Whatever `[[rules]]` say: they run, or one sentence says what is wrong; `python -m tests.fuzz` for a million files."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tomli_w
from hypothesis import given

from sim.foundations.axes import Array
from sim.foundations.errors import LONGEST, PeninsulaError
from sim.model.rules.bound import bound_rules
from sim.model.simulate import outcomes_of_worlds
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from tests.fuzz.rules import MONTHS, broken_rules, rules
from tests.fuzz.test_scenario_files import fuzzed

FEW, MANY = 60, 3000


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file, in a folder of its own, that each example writes anew."""
    return tmp_path_factory.mktemp("fuzz") / "fuzzed.toml"


def sound(file: Path, written: Any, worlds: int | None = None, months: int | None = None) -> Scenario | None:
    """Return the scenario of a file with these rules, or None after holding that one sentence says what is wrong."""
    file.write_text(tomli_w.dumps({"extends": "baseline", "months": MONTHS, "rules": written}), encoding="utf-8")
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


def holds(file: Path, written: Any) -> bool:
    """Hold that a file with these rules lives through two years in finite numbers, or gets one sentence; return which."""
    scenario = sound(file, written)
    if scenario is None:
        return False
    outcomes = outcomes_of_worlds(load(file, worlds=3, months=24), np.arange(3))
    assert np.isfinite(outcomes).all()
    file.write_text(to_toml(scenario), encoding="utf-8")
    assert scenario_hash(load(file)) == scenario_hash(scenario)
    return True


@pytest.fixture(scope="module")
def bare() -> Array:
    """The outcomes of the baseline without rules."""
    return outcomes_of_worlds(load("baseline", worlds=3, months=24), np.arange(3))


@fuzzed(FEW)
@given(written=rules())
def test_rules_run_or_get_one_sentence(file: Path, written: Any) -> None:
    holds(file, written)


@fuzzed(FEW)
@given(written=broken_rules())
def test_broken_rules_get_one_sentence(file: Path, written: Any) -> None:
    holds(file, written)


@fuzzed(FEW)
@given(written=rules().filter(bool))
def test_rules_that_never_hold_make_a_difference_of_exactly_zero(file: Path, bare: Array, written: list[dict[str, Any]]) -> None:
    never = [{**rule, "when": f"({rule['when']}) and warheads < 0.1"} for rule in written]
    scenario = sound(file, never, worlds=3, months=24)
    if scenario is not None:
        assert np.array_equal(outcomes_of_worlds(scenario, np.arange(3)), bare)


@pytest.mark.slow
@fuzzed(MANY)
@given(written=rules() | broken_rules())
def test_thousands_of_rule_files(file: Path, written: Any) -> None:
    holds(file, written)


def test_a_sound_rule_of_the_fuzz_runs(file: Path) -> None:
    rule = {"name": "a", "actor": "us", "when": "warheads > 1 and not (talks > 0)", "set": {"exercise_tempo": 0.3}}
    assert holds(file, [rule])
    assert not holds(file, [rule | {"when": "warheads < -1"}])
