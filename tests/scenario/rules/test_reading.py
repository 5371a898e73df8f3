"""Rules of files that extend one another, and single values laid over them."""

from pathlib import Path
from typing import Any

import pytest

from sim.foundations.errors import PeninsulaError
from sim.scenario.branch import branch
from sim.scenario.difference import differences
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from sim.scenario.rules.wording import rule_text
from sim.scenario.schedule import Schedule

PARENT = """
[[rules]]
name = "hedge when abandoned"
actor = "south_korea"
when = "credibility_in_seoul < floor"
for_months = 12
prob = 0.1
set = { nuclear_option = "hedge", defence_share = 3.5 }
until = "credibility_in_seoul > 0.55"
within = "2027-01..2032-12"
parameters = { floor = [0.3, 0.5] }

[[rules]]
name = "halve"
actor = "us"
when = "production_status < 2"
set = { exercise_tempo = 0.4 }
"""


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    file = tmp_path / "parent.toml"
    file.write_text(PARENT)
    return file


def child(parent: Path, written: str) -> Path:
    file = parent.with_name("child.toml")
    file.write_text(f'extends = "parent.toml"\n{written}')
    return file


def test_a_rule_is_read_as_it_is_written(parent: Path) -> None:
    hedge, halve = load(parent).rules
    assert (hedge.actor, hedge.for_months, hedge.prob) == ("south_korea", 12, 0.1)
    assert hedge.within == (2027 * 12, 2032 * 12 + 11)
    assert hedge.drawn == {"rules.hedge when abandoned.floor": (0.3, 0.5)}
    assert (halve.actor, halve.until, halve.sets) == ("united_states", "", {"exercise_tempo": 0.4})


def test_a_child_adds_rules_at_the_end_and_changes_those_of_its_parent_in_their_place(parent: Path) -> None:
    more = '[[rules]]\nname = "third"\nactor = "japan"\nwhen = "talks > 0"\nset = { defence_share = 2 }\n'
    less = '[[rules]]\nname = "hedge when abandoned"\nprob = 0.5\nparameters = { floor = 0.4 }\n'
    loaded = load(child(parent, more + less))
    assert [rule.name for rule in loaded.rules] == ["hedge when abandoned", "halve", "third"]
    hedge = loaded.rules[0]
    assert (hedge.prob, hedge.for_months, hedge.parameters) == (0.5, 12, {"floor": (0.4, 0.4)})


def test_a_child_drops_a_rule(parent: Path) -> None:
    loaded = load(child(parent, '[[rules]]\nname = "halve"\nenabled = false\n'))
    assert [rule.name for rule in loaded.rules] == ["hedge when abandoned"]


def test_single_values_are_laid_over_rules_by_the_beginning_of_their_name(parent: Path) -> None:
    changed = load(
        parent, {"rules.hedge.floor": [0.2, 0.3], "rules.hedge.prob": 1, "rules.hedge.for_months": 3.0, "rules.halve": False}
    )
    (hedge,) = changed.rules
    assert (hedge.parameters["floor"], hedge.prob, hedge.for_months) == ((0.2, 0.3), 1.0, 3)


def test_one_of_the_levers_that_a_rule_sets_is_laid_over_it(parent: Path) -> None:
    (hedge, _) = load(parent, {"rules.hedge.set.defence_share": 3, "rules.hedge.set.nuclear_option": "arm"}).rules
    was = load(parent).rules[0]
    assert hedge.sets["defence_share"] == 3
    assert hedge.sets["nuclear_option"] != was.sets["nuclear_option"]
    assert (hedge.when, list(hedge.sets)) == (was.when, list(was.sets))


def test_a_table_is_laid_over_a_rule_or_is_a_new_one(parent: Path) -> None:
    new = {"actor": "japan", "when": "talks > 0", "set": {"defence_share": 2}}
    changed = load(parent, {"rules.halve": {"prob": 0.5}, "rules.third": new})
    assert [rule.name for rule in changed.rules] == ["hedge when abandoned", "halve", "third"]
    halve, third = changed.rules[1:]
    assert (halve.prob, halve.sets) == (0.5, {"exercise_tempo": 0.4})
    assert (third.actor, third.sets) == ("japan", {"defence_share": 2.0})
    with pytest.raises(PeninsulaError, match=r"--set rules\.halve\.prbo: unknown key.* did you mean 'prob'"):
        load(parent, {"rules.halve": {"prbo": 0.5}})


def test_an_empty_end_makes_a_rule_stay(parent: Path) -> None:
    (hedge, _) = load(child(parent, '[[rules]]\nname = "hedge when abandoned"\nuntil = ""\n')).rules
    assert hedge.until == ""
    assert rule_text(hedge, load(parent)).find("for good") > 0


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rules.hegde when abandoned.floor": 1}, "no rule 'hegde when abandoned': expected one of hedge when abandoned, halve"),
        ({"rules.h.floor": 1}, "several rules begin with 'h': expected one of hedge when abandoned, halve"),
        ({"rules.hedge.flor": 1}, "unknown key: expected one of floor, prob, for_months"),
        ({"rules.hedge.prob": 2}, "--set rules.hedge when abandoned.prob: 2: expected a probability"),
        ({"rules.hedge.set.defence_shar": 3}, "south_korea has no such lever; did you mean 'defence_share'"),
        ({"rules.hegde.set.defence_share": 3}, "no rule 'hegde': expected one of hedge when abandoned, halve"),
        ({"rules.hedge.set.defence_share": 300}, "--set rules.hedge when abandoned.set.defence_share: 300"),
        ({"rules.hedge": 1}, "enabled: 1: expected true or false"),
        ({"rules": "all"}, "'all': expected tables under [[rules]]"),
    ],
)
def test_what_cannot_be_laid_over_is_refused(parent: Path, changes: dict[str, Any], told: str) -> None:
    with pytest.raises(PeninsulaError) as error:
        load(parent, changes)
    assert told in str(error.value)


def test_the_line_of_the_fault_is_that_of_its_rule(parent: Path) -> None:
    parent.write_text(PARENT.replace("0.4 }", "4 }"))
    with pytest.raises(PeninsulaError, match=r"parent\.toml, line 17: rule 'halve': set\.exercise_tempo: 4 is out of bounds"):
        load(parent)


def test_a_rule_is_a_sentence(parent: Path) -> None:
    scenario = load(parent)
    assert [rule_text(rule, scenario) for rule in scenario.rules] == [
        "Once credibility_in_seoul < floor has held for 12 months in a row (from 2027-01 to 2032-12), South Korea sets "
        "nuclear_option to hedge and defence_share to 3.5 % of GDP with a probability of 0.1 a month, "
        "until credibility_in_seoul > 0.55; floor: 0.3 to 0.5.",
        "Once production_status < 2 holds, United States sets exercise_tempo to 0.4, for good.",
    ]


def test_a_resolved_file_is_the_same_scenario(parent: Path, tmp_path: Path) -> None:
    scenario = load(parent, months=100)
    copy = tmp_path / "copy.toml"
    copy.write_text(to_toml(scenario))
    assert load(copy).rules == scenario.rules
    assert scenario_hash(load(copy)) == scenario_hash(scenario)
    assert scenario_hash(load(parent, {"rules.hedge.prob": 0.2}, months=100)) != scenario_hash(scenario)


def test_a_run_that_ends_before_the_window_has_no_such_rule(parent: Path) -> None:
    assert [rule.name for rule in load(parent, months=20).rules] == ["halve"]


def test_differences_name_rules(parent: Path) -> None:
    found = differences(load(parent), load(parent, {"rules.halve": False, "rules.hedge.prob": 1}))
    assert [(each.group, each.who, each.what) for each in found] == [
        ("Rules", "South Korea", "hedge when abandoned"),
        ("Rules", "United States", "halve"),
    ]
    assert found[1].becomes == "no such rule"


def test_a_branch_cannot_change_rules(parent: Path) -> None:
    with pytest.raises(PeninsulaError, match="a branch can change levers and conditions only"):
        branch(load(parent), 2028 * 12, {"rules.halve": False})


LATER = """
[[rules]]
name = "to the other plan"
actor = "us"
when = "peninsula_tension > 80"
for_months = 12
lead_months = 6
set = { troops_korea = { "2025-02" = 28500, "2027-01..2028-12" = 0 }, exercise_tempo = 0.2 }

[[rules]]
name = "under it"
actor = "rok"
when = "talks > 0"
set = { engagement = 0.9 }
under = "to the other plan"
"""


def test_lead_times_dated_values_and_rules_under_another_are_read_told_and_written_again(tmp_path: Path) -> None:
    file = tmp_path / "later.toml"
    file.write_text(LATER)
    scenario = load(file)
    first, under = scenario.rules
    assert (first.lead_months, first.waits, under.under) == (6, 18, "to the other plan")
    assert first.within == (scenario.start + 18, scenario.start + scenario.months - 1)
    told = rule_text(first, scenario)
    assert "troops_korea to 28500; 2027-01 to 2028-12: 0 persons" in told
    assert "6 months later, for good" in told
    assert "while 'to the other plan' is in force" in rule_text(under, scenario)
    again = tmp_path / "again.toml"
    again.write_text(to_toml(scenario))
    assert load(again).rules == scenario.rules


def test_a_dated_value_says_what_holds_at_the_start_and_is_cut_to_a_shorter_horizon(tmp_path: Path) -> None:
    file = tmp_path / "later.toml"
    file.write_text(LATER)
    short = load(file, months=36)
    again = tmp_path / "again.toml"
    again.write_text(to_toml(short))
    one, other = (each.rules[0].sets["troops_korea"] for each in (short, load(again)))
    assert isinstance(one, Schedule)
    assert isinstance(other, Schedule)
    assert one.values(short.start, 36).tolist() == pytest.approx(other.values(short.start, 36).tolist())


def test_a_rule_under_one_that_the_horizon_leaves_out_is_left_out_with_it(tmp_path: Path) -> None:
    file = tmp_path / "later.toml"
    file.write_text(LATER.replace("lead_months = 6", 'lead_months = 6\nwithin = "2030-01..2031-01"'))
    assert len(load(file).rules) == 2
    assert load(file, months=48).rules == ()
