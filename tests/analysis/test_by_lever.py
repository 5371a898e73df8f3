"""Which lever did it: what each change does, taken back and alone, in the same worlds."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from sim.analysis.by_lever import ByLever, by_lever, number_of_runs
from sim.foundations.errors import PeninsulaError
from sim.model.expression import expression
from sim.scenario.loading import load

SIZE: dict[str, Any] = {"worlds": 40, "months": 36}
RULE = {"name": "hedge", "actor": "south_korea", "when": "peninsula_tension > 70", "set": {"defence_share": 4}}


def told(changes: Mapping[str, Any], of: str = "peninsula_tension", reference: Mapping[str, Any] | None = None) -> ByLever:
    """Tell changes of the baseline lever by lever."""
    other = load("baseline_2025", {**(reference or {}), **changes}, **SIZE)
    return by_lever(load("baseline_2025", reference, **SIZE), other, expression(of, other), workers=1)


def test_one_lever_alone_has_the_whole_difference_and_leaves_no_remainder() -> None:
    found = told({"us.exercise_tempo": 0.2})
    (change,) = found.changes
    assert change.key == "policy.united_states.exercise_tempo"
    assert abs(found.whole.mean) > 0.1
    assert np.array_equal(change.removed, found.total)
    assert np.array_equal(change.alone, found.total)
    assert [(part.mean, part.half_width, part.share) for part in found.remainder.values()] == [(0, 0, 0)] * 2
    whole = found.part(change.removed)
    assert (whole.share, whole.share_half_width) == (1, 0)


def test_two_levers_that_do_not_interact_add_up() -> None:
    # what Seoul spends, and how Washington competes with Beijing, are read apart; only with time do they meet in the region
    found = told({"south_korea.defence_share": 3.4, "us.china_competition": 0.9}, "burden@2025-03 + us_china_hostility@2025-03")
    assert len(found.changes) == 2
    assert all(abs(change.removed.mean()) > 1e-3 for change in found.changes)
    for way, part in found.remainder.items():
        assert abs(part.mean) <= 1e-6, way
        added = sum(found.part(getattr(change, way)).share or 0 for change in found.changes)
        assert added == pytest.approx(1, abs=1e-5)


def test_levers_that_need_one_another_leave_a_remainder() -> None:
    changes = {"north_korea.nuclear_policy": "freeze_for_deal", "north_korea.dialogue_demand": "none"}
    found = told(changes, "warheads")
    assert found.remainder["removed"].mean > 0 > found.whole.mean
    assert found.remainder["alone"].mean < 0


def test_the_parts_of_a_difference_are_those_of_separate_runs() -> None:
    changes = {"us.troops_korea": 0, "us.exercise_tempo": 0.1}
    found = told(changes)
    by_key = {change.key.rpartition(".")[2]: change for change in found.changes}
    for name, key in (("troops_korea", "us.troops_korea"), ("exercise_tempo", "us.exercise_tempo")):
        alone = told({key: changes[key]})
        assert np.array_equal(by_key[name].alone, alone.total)
        rest = {each: value for each, value in changes.items() if each != key}
        assert np.array_equal(by_key[name].removed, told({key: changes[key]}, reference=rest).total)


def test_rules_conditions_and_assumptions_are_told_by_name() -> None:
    found = told({"rules": [RULE], "taiwan_contingency": 0.5, "trust_decay": 0.01, "us.burden_demand": 3})
    assert {change.label for change in found.changes} == {
        "South Korea: rule 'hedge'", "taiwan contingency", "trust decay", "United States: burden demand",
    }  # fmt: skip
    texts = {change.label: change.text for change in found.changes}
    assert texts["South Korea: rule 'hedge'"] == "new"
    assert texts["United States: burden demand"].endswith("3 bn US$ a year")


def test_a_worldview_is_one_change_with_all_its_assumptions() -> None:
    found = told({"worldview": "spiral", "us.troops_korea": 0, "trust_decay": 0.01})
    keys = {change.key: len(change.differences) for change in found.changes}
    assert set(keys) == {"worldview", "policy.united_states.troops_korea", "assumptions.trust_decay"}
    assert keys["worldview"] > 5
    alone = told({"worldview": "spiral"})
    assert np.array_equal(next(change.alone for change in found.changes if change.key == "worldview"), alone.total)


def test_a_condition_is_told_as_a_share_of_worlds() -> None:
    found = told({"us.exercise_tempo": 0.0, "north_korea.testing_tempo": 0}, "max(peninsula_tension) > 90")
    assert set(np.unique(found.total)) <= {-1, 0, 1}
    assert found.whole.mean < 0


def test_there_are_no_shares_of_nothing() -> None:
    found = told({"us.exercise_tempo": 0.79}, "war_so_far")
    assert found.part(found.total).share is None


def test_the_table_ends_with_the_remainder_and_the_whole() -> None:
    found = told({"us.exercise_tempo": 0.2, "us.troops_korea": 0})
    table = found.table().set_index("key")
    assert [*table.index[-2:]] == ["remainder", "whole"]
    assert table["removed"].iloc[:-1].sum() == pytest.approx(table.loc["whole", "removed"])
    assert table["alone"].iloc[:-1].sum() == pytest.approx(table.loc["whole", "alone"])
    assert [*table["removed"].abs()[:-2]] == sorted(table["removed"].abs()[:-2], reverse=True)


def test_the_number_of_runs_is_two_for_each_change_and_two() -> None:
    one, other = load("baseline_2025", **SIZE), load("baseline_2025", {"us.exercise_tempo": 0.2, "us.troops_korea": 0}, **SIZE)
    assert number_of_runs(one, other) == 6


def test_what_cannot_be_told_apart_is_refused() -> None:
    base = load("baseline_2025", **SIZE)
    of = expression("peninsula_tension", base)
    with pytest.raises(PeninsulaError, match="changes nothing of baseline_2025"):
        by_lever(base, base, of)
    with pytest.raises(PeninsulaError, match="it has months 24 against 36, worlds 41 against 40"):
        by_lever(base, load("baseline_2025", worlds=41, months=24), of)
    with pytest.raises(PeninsulaError, match="it has another cast or another situation"):
        by_lever(base, load("russia_in_the_cast", **SIZE), of)
    with pytest.raises(PeninsulaError, match="is not a number in some world"):
        told({"us.troops_korea": 0}, "1 / count(war)")
