"""What is wrong with the conditions of a rule is told in one sentence; of `sim/model/rules/bound.py` and `reach.py` beside it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sim.cli.output.check import resolved
from sim.ensemble.execute import execute
from sim.ensemble.experiment import experiment
from sim.foundations.errors import PeninsulaError
from sim.model.measure import Measure
from sim.model.rules.bound import bound_rules
from sim.scenario.loading import load

RULE = """[[rules]]
name = "answer"
actor = "us"
set = { exercise_tempo = 0.4 }
"""


def told(tmp_path: Path, written: str) -> str:
    """Return the sentence about a rule, or nothing."""
    file = tmp_path / "mine.toml"
    file.write_text(RULE + written)
    scenario = load(file)
    try:
        bound_rules(scenario)
    except PeninsulaError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            'when = "peninsula_tenson > 6"',
            "line 5: rule 'answer': when: 'peninsula_tenson > 6': 'peninsula_tenson' is neither an outcome",
        ),
        ('when = "talks"', "is a number: expected a condition"),
        ('when = "talks@2030-01 > 0"', "expected no date, and 'within' for when it may act"),
        ('when = "count(wars) > 0"', "'wars' is not a kind of event"),
        (
            'when = "consensus > 1.5"',
            "'consensus > 1.5' can never hold (consensus is from 0 to 1): expected what outcomes can reach",
        ),
        ('when = "consensus > 0.6 and consensus < 0.4"', "can never hold"),
        ('when = "consensus > p"\nparameters = { p = [1, 2] }', "can never hold (consensus is from 0 to 1, p is from 1 to 2)"),
        ('when = "count(war) < 0"', "can never hold"),
        ('when = "talks > 0"\nuntil = "consensus < 0"', "until: 'consensus < 0' can never hold"),
        (
            'when = "consensus < 0.4"\nuntil = "consensus < 0.5"',
            "line 6: rule 'answer': until: 'consensus < 0.5' holds whenever 'when' does",
        ),
        ('when = "consensus < 0.4 and talks > 0"\nuntil = "talks >= 0"', "so that the rule would flip every month"),
        ('when = "talks > 0"\nparameters = { p = 1 }', "parameters.p: neither 'when', 'until' nor 'set' names it"),
        ('when = "talks > consensus"\nparameters = { consensus = 0.5 }', "this is the name of an outcome"),
    ],
)
def test_a_condition_that_cannot_be_is_refused(tmp_path: Path, written: str, expected: str) -> None:
    assert expected in told(tmp_path, written)


@pytest.mark.parametrize(
    "written",
    [
        'when = "consensus > 0.999"',
        'when = "consensus > p"\nparameters = { p = [0.9, 2] }',
        'when = "consensus > 0.6 or consensus < 0.4"\nuntil = "consensus > 0.9"',
        'when = "consensus < 0.4"\nuntil = "consensus >= 0.4"',
        'when = "0.4 < consensus < 0.41"\nuntil = "not (0.3 < consensus < 0.5)"',
        'when = "consensus == 0.123 and talks == 1"',
        'when = "peninsula_tension - regional_tension > 30"\nuntil = "peninsula_tension < regional_tension"',
        'when = "count(nuclear_test) > 2"\nuntil = "count(nuclear_test) > 5"',
    ],
)
def test_a_condition_that_can_be_is_accepted(tmp_path: Path, written: str) -> None:
    assert told(tmp_path, written) == ""


@pytest.mark.parametrize("command", ["run", "experiment", "check"])
def test_every_way_of_using_a_scenario_tells(tmp_path: Path, command: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(RULE + 'when = "consensus > 1.5"')
    scenario = load(file, worlds=2, months=12)
    ways: Mapping[str, Callable[[], object]] = {
        "run": lambda: execute(scenario),
        "experiment": lambda: experiment([scenario], [Measure("talks")]),
        "check": lambda: resolved(scenario),
    }
    with pytest.raises(PeninsulaError, match="can never hold"):
        ways[command]()
