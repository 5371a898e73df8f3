"""A scenario with one difference of another: exactly that, in both directions."""

from typing import Any

import pytest

from sim.scenario.difference import differences, taken
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario


def rule(name: str, tempo: float = 0.2) -> dict[str, Any]:
    return {"name": name, "actor": "us", "when": "peninsula_tension > 60", "set": {"exercise_tempo": tempo}}


REFERENCE: dict[str, Any] = {"rules": [rule("a"), rule("b"), rule("c")], "us.troops_korea": 20000}
OTHER: dict[str, Any] = {
    "rules": [rule("a"), rule("x"), rule("c", 0.3), rule("y")],
    "worldview": "spiral",
    "trust_decay": 0.01,
    "taiwan_contingency": 0.4,
    "south_korea.domestic_crisis": 0.7,
    "us.exercise_tempo": {"2027-01": 0.1},
}


@pytest.fixture(scope="module")
def pair() -> tuple[Scenario, Scenario]:
    return load("baseline", REFERENCE), load("baseline", OTHER)


def test_all_differences_together_are_the_other_scenario(pair: tuple[Scenario, Scenario]) -> None:
    for one, other in (pair, pair[::-1]):
        found = one
        for key in dict.fromkeys(each.key for each in differences(one, other)):
            found = taken(found, other, key)
        assert not differences(found, other)
        assert found.rules == other.rules
        assert found.name == one.name


def test_one_difference_is_that_alone(pair: tuple[Scenario, Scenario]) -> None:
    for one, other in (pair, pair[::-1]):
        between = differences(one, other)
        for key in {each.key for each in between}:
            moved = differences(one, taken(one, other, key))
            assert {each.key for each in moved} == {key}
            assert moved == [each for each in between if each.key == key]


def test_a_rule_comes_before_those_that_follow_it() -> None:
    one, other = (
        load("baseline", {"rules": [rule("c")]}),
        load("baseline", {"rules": [rule("a"), rule("b"), rule("c"), rule("d")]}),
    )
    assert [each.name for each in taken(one, other, "rules.b").rules] == ["b", "c"]
    assert [each.name for each in taken(one, other, "rules.d").rules] == ["c", "d"]
    assert [each.name for each in taken(other, one, "rules.a").rules] == ["b", "c", "d"]


def test_the_order_of_rules_is_a_difference_of_its_own() -> None:
    one = load("baseline", {"rules": [rule("a"), rule("b", 0.4), rule("c")]})
    other = load("baseline", {"rules": [rule("b", 0.4), rule("n"), rule("a"), rule("c")]})
    assert {each.label for each in differences(one, other)} == {"United States: rule 'n'", "order of the rules"}
    assert [each.name for each in taken(one, other, "rules.").rules] == ["b", "a", "c"]
    assert [each.name for each in taken(other, one, "rules.").rules] == ["a", "n", "b", "c"]


def test_labels_are_in_the_words_of_files(pair: tuple[Scenario, Scenario]) -> None:
    labels = {each.label for each in differences(*pair)}
    assert {"United States: troops korea", "South Korea: domestic crisis", "taiwan contingency", "worldview"} <= labels
    assert {"United States: rule 'b'", "United States: rule 'x'", "United States: rule 'c'", "trust decay"} <= labels
