"""What assumptions did and what the policy did add up to the whole change."""

import numpy as np

from sim.analysis.attribution import Attribution, differ_in_both, under_assumptions_of
from sim.ensemble.execute import execute
from sim.ensemble.run import Run
from sim.scenario.loading import load


def test_only_a_change_of_both_needs_attribution(runs: list[Run]) -> None:
    base, package, both = (run.scenario for run in runs)
    assert not differ_in_both(base, package)
    assert not differ_in_both(base, load("baseline_2025", {"worldview": "spiral"}, worlds=60, months=48))
    assert differ_in_both(base, both)


def test_the_steps_add_up_world_by_world(runs: list[Run]) -> None:
    base, both = runs[0], runs[2]
    between = execute(under_assumptions_of(base.scenario, both.scenario), workers=1)
    steps = Attribution(base, between, both).steps
    for name in ("peninsula_tension", "autonomy"):
        parts = steps["assumptions"].difference(name) + steps["policy"].difference(name)
        np.testing.assert_allclose(parts, steps["both"].difference(name), atol=1e-4)
    # troops leave in the second step only, and draws differ in the first only
    assert np.abs(steps["policy"].difference("autonomy")[-1]).min() > 0.05
    assert np.abs(steps["assumptions"].difference("autonomy")[-1]).max() < 0.2


def test_the_table_has_a_row_for_each_step(runs: list[Run]) -> None:
    base, both = runs[0], runs[2]
    table = Attribution(base, base, both).table()
    assert set(table["step"]) == {"assumptions", "policy", "both"}
    assert (table[table["step"] == "assumptions"]["effect"] == 0).all()


def test_a_rule_is_policy() -> None:
    rule = {"name": "a", "actor": "us", "when": "talks > 0", "set": {"relief_offer": 1}}
    base = load("baseline", worlds=5, months=12)
    both = load("baseline", {"rules": [rule], "worldview": "spiral"}, worlds=5, months=12)
    assert differ_in_both(base, both)
    assert under_assumptions_of(base, both).rules == ()
