"""Waiting to see is worth what theory says where some worlds alone see an event, and nothing where the event tells nothing."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from sim.analysis.adaptivity import Adaptivity, adaptivity, static_counterpart
from sim.analysis.factors import factor
from sim.analysis.robust import aim
from sim.analysis.search import SearchGoals, search
from sim.foundations.errors import PeninsulaError
from sim.model.expression import expression
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

CHECK = 200
SIZE: dict[str, Any] = {"worlds": 40, "months": 36}
MISS = "burden - 2.2 - 1.2*max(nuclear_tests)"
AIM = f"({MISS})*({MISS})"
"""Squared distance from what should be spent: 2.2 % of GDP in worlds without a nuclear test, 3.4 % in those with one."""


def ruled(when: str, **changes: Any) -> Scenario:
    rule = {"name": "answer", "actor": "rok", "when": when, "set": {"defence_share": 3.0}, **changes}
    return load("baseline_2025", {"rules": [rule], "rok.defence_share": 2.6}, **SIZE)


def worth(base: Scenario, vary: Sequence[str], *aims: str, over: Any = "mean") -> Adaptivity:
    factors = [factor(text, base) for text in vary]
    goals = SearchGoals(tuple(aim(expression(text, base), base, "low") for text in aims), over=over)
    bare, static = static_counterpart([base], factors)
    size: dict[str, Any] = {"candidates": 160, "population": 16, "check_worlds": CHECK, "workers": 1}
    with_rules, without = search([base], factors, goals, **size), search(bare, static, goals, **size)
    return adaptivity(with_rules, without, ([base], bare), CHECK, workers=1)


BOTH = ("rules.answer.set.defence_share=2:4", "rok.defence_share=2:4")


@pytest.mark.slow
def test_an_answer_to_what_only_some_worlds_see_beats_every_package_from_the_start() -> None:
    found = worth(ruled("count(nuclear_test) > 0"), BOTH, AIM)
    (value,) = found.values
    assert value.verdict == "better"
    assert value.difference.high < 0
    # the best from the start misses by the variance of what should be spent
    assert value.static.aims[0] == pytest.approx(0.25 * 1.2**2, abs=0.06)
    assert value.adaptive.aims[0] < value.static.aims[0] / 2
    assert value.difference.value == pytest.approx(value.adaptive.aims[0] - value.static.aims[0])
    assert found.volume is None


@pytest.mark.slow
def test_an_answer_to_what_tells_nothing_is_worth_nothing() -> None:
    found = worth(ruled("count(flashpoint) > 0"), BOTH, AIM)
    (value,) = found.values
    assert value.verdict in ("no difference", "negligible")
    assert abs(value.difference.value) < 0.03


@pytest.mark.slow
def test_several_aims_have_a_volume_with_its_interval() -> None:
    found = worth(ruled("count(nuclear_test) > 0"), BOTH, AIM, "burden")
    assert found.volume is not None
    assert 0 < found.volume.low < found.volume.value < found.volume.high < 1.21
    table = found.table()
    assert list(table["aim"]) == [AIM, "burden"]
    assert (table["difference_low"] <= table["difference"]).all()


def test_levers_of_rules_may_have_from_the_start_what_rules_may_give_and_what_is_in_force() -> None:
    base = ruled("count(crisis) > limit", parameters={"limit": [1, 3]})
    (bare,), (share,) = static_counterpart([base], [factor("rules.answer.limit=0:4", base)])
    assert not bare.rules
    assert (share.key, share.low, share.high) == ("south_korea.defence_share", 2.6, 3.0)
    _, (share,) = static_counterpart([base], [factor("rules.answer.set.defence_share=2.8:4", base)])
    assert (share.low, share.high) == (2.6, 4.0)
    _, (own,) = static_counterpart([base], [factor("rules.answer.limit=0:4", base), factor("rok.defence_share=1:5", base)])
    assert (own.low, own.high) == (1, 5)


def test_options_of_rules_may_be_held_from_the_start() -> None:
    base = load(
        "baseline_2025",
        {"rules": [{"name": "answer", "actor": "rok", "when": "warheads > 60", "set": {"nuclear_option": "hedge"}}]},
        **SIZE,
    )
    _, (option,) = static_counterpart([base], [factor("rules.answer.set.nuclear_option=hedge,arm", base)])
    assert set(option.options) == {"forswear", "hedge", "arm"}
    assert {option.value(each) for each in np.linspace(0, 1, 7)} == {"forswear", "hedge", "arm"}


def test_without_a_rule_there_is_nothing_to_hold_against() -> None:
    base = ruled("count(crisis) > limit", parameters={"limit": [1, 3]}, set={"defence_share": 2.6})
    with pytest.raises(PeninsulaError, match="vary a rule with --vary"):
        static_counterpart([base], [factor("us.troops_korea", base)])
    with pytest.raises(PeninsulaError, match="nothing but what is in force"):
        static_counterpart([base], [factor("rules.answer.limit=0:4", base)])
