"""What was set and what came about: counted by hand from the events and the states of the same worlds."""

from collections.abc import Callable

import numpy as np
import pytest

from sim.ensemble.came_about import came_about
from sim.ensemble.execute import execute, execute_together
from sim.foundations.axes import Array
from sim.foundations.months import format_month, parse_month
from sim.model.month import Month
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

WAITS = {"south_korea.opcon": {"2027-01": "rok_led"}}
CALM, TENSE = "peninsula_tension < 80", "peninsula_tension > 95"


def test_a_transfer_that_waits_comes_about_when_the_chronicle_says_so() -> None:
    scenario = load("baseline_2025", WAITS, worlds=60, months=72)
    (told,) = came_about(scenario)
    (step,) = told.steps
    events = execute(scenario, workers=1).events
    passed = events[events["kind"] == "command_transfer"].groupby("world")["month"].min().map(parse_month)
    months = np.sort(np.concatenate([passed.to_numpy(), np.full(60 - len(passed), 10**6)]))
    assert 0 < len(passed) < 60
    assert step.share == len(passed) / 60
    assert step.middle == format_month(int(months[29]))
    never = f"never in {round(100 - len(passed) / 0.6)} % of worlds"
    assert never in step.text
    assert step.briefly == f"comes about {f'by {step.middle} at the median, {never}' if step.middle else ''}"
    assert told.key == "south_korea.opcon"
    assert told.bands["q50"][0] == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_tells_what_following_its_worlds_alone_tells(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = {"name": "spend", "actor": "japan", "when": "peninsula_tension > 55", "set": {"defence_share": 3.0}}
    scenario = load("baseline_2025", {**WAITS, "south_korea.engagement": 1.0, "rules": [rule]}, worlds=60, months=24)
    alone = came_about(scenario)
    assert len(alone) == 3
    monkeypatch.setattr("sim.ensemble.run.came_about", None)  # which would simulate again
    assert execute(scenario, workers=workers, chunk=25).came_about == alone


def test_runs_side_by_side_tell_each_what_it_tells_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    spend = {"name": "spend", "actor": "japan", "when": "peninsula_tension > 55", "set": {"defence_share": 3.0}}
    sooner = {"name": "sooner", "actor": "south_korea", "when": TENSE, "set": {"opcon": "rok_led"}}
    policies: list[dict[str, object]] = [
        {**WAITS, "rules": [spend]},
        {"rules": [sooner, spend]},
        {},
        {"south_korea.engagement": 1.0, "rules": [sooner]},
    ]
    scenarios = [load("baseline_2025", changes, worlds=40, months=36) for changes in policies]
    alone = [came_about(scenario) for scenario in scenarios]
    assert [len(each) for each in alone] == [2, 2, 0, 2]
    monkeypatch.setattr("sim.ensemble.run.came_about", None)  # which would simulate again
    assert [run.came_about for run in execute_together(scenarios, workers=1)] == alone


def test_a_transfer_by_calendar_is_in_force_as_set() -> None:
    changes = {**WAITS, "south_korea.opcon_conditions_based": False}
    (told,) = came_about(load("baseline_2025", changes, worlds=20, months=48))
    assert (told.steps[0].text, told.steps[0].briefly) == ("in force as set", "")
    assert told.steps[0].middle == "2027-01"


def test_a_divided_country_falls_short_of_what_its_government_sets() -> None:
    scenario = load("baseline_2025", {"south_korea.engagement": 1.0}, worlds=40, months=24)
    (told,) = came_about(scenario)
    assert told.reason == "agreement at home"
    low, high = told.bands["q05"][-1], told.bands["q95"][-1]
    assert -0.3 < low < high <= 1
    assert f"in {format_month(scenario.start + 23)}" in told.steps[0].text


def test_a_freeze_waits_for_a_deal() -> None:
    scenario = load("baseline_2025", {"north_korea.nuclear_policy": {"2026-01": "freeze_for_deal"}}, worlds=60, months=60)
    (told,) = came_about(scenario)
    events = execute(scenario, workers=1).events
    # only its channel with the patron can freeze the programme
    of_patron = events[(events["kind"] == "deal") & (events["actor"] == "united_states")]
    later = of_patron[of_patron["month"] >= "2026-01"]
    assert told.steps[0].share == later["world"].nunique() / 60


def test_spending_moves_with_the_budgets_of_years_and_nothing_is_told_of_what_does_not_wait() -> None:
    changes = {"japan.defence_share": {"2026-01": 3.0}, "united_states.troops_korea": 0}
    (told,) = came_about(load("baseline_2025", changes, worlds=20, months=36))
    assert told.key == "japan.defence_share"
    assert told.steps[0].middle == "" or told.steps[0].middle > "2027-01"
    assert came_about(load("baseline_2025", {"united_states.troops_korea": 0}, worlds=20, months=36)) == ()


def test_a_value_that_is_replaced_before_it_comes_about_never_did() -> None:
    changes = {"south_korea.opcon": {"2025-03": "rok_led", "2025-05": "us_led"}}
    (told,) = came_about(load("baseline_2025", changes, worlds=20, months=24))
    assert [step.month for step in told.steps] == ["2025-03", "2025-05"]
    assert told.steps[0].text == "comes about in no world"
    assert told.steps[1].text == "in force as set"


def months_of_worlds(scenario: Scenario, read: Callable[[Month], Array]) -> Array:
    """Return what the model says in every month, shape (month, world)."""
    model = TheatreModel([scenario], np.arange(scenario.worlds))
    rows = []
    for _ in range(scenario.months):
        model.step()
        rows.append(np.broadcast_to(read(model.month), (scenario.worlds,)).copy())
    return np.stack(rows)


def test_where_a_rule_sets_the_lever_the_schedule_is_not_said_to_come_about() -> None:
    back = {"name": "back", "actor": "south_korea", "when": TENSE, "set": {"opcon": "us_led"}, "until": CALM}
    changes = {"south_korea.opcon": {"2025-06": "rok_led"}, "south_korea.opcon_conditions_based": False, "rules": [back]}
    scenario = load("baseline_2025", changes, worlds=60, months=48)
    (told,) = came_about(scenario)
    dated, ruled = told.steps
    acting = months_of_worlds(scenario, lambda month: month.rules.now[0]) > 0
    june = parse_month("2025-06") - scenario.start
    assert 0.05 < acting.any(axis=0).mean() < 1
    assert dated.share == (~acting[june:]).any(axis=0).mean()
    shown = round(100 * float(acting[june:].any(axis=0).mean()))
    assert f"rules set it otherwise in {shown} % of worlds" in dated.text
    assert 0 < acting[june].sum() < 60
    assert dated.text.startswith("in force as set; rules")
    # the rule acts at once, since who leads by calendar waits for nothing
    assert (ruled.rule, ruled.value, ruled.label) == ("back", "us_led", "by rule 'back': us led")
    assert ruled.set_share == ruled.share == acting.any(axis=0).mean()
    assert ruled.text.endswith(", in force as set")


def test_what_a_rule_sets_waits_as_well() -> None:
    rule = {"name": "spend", "actor": "japan", "when": "peninsula_tension > 55", "set": {"defence_share": 3.0}}
    scenario = load("baseline_2025", {"rules": [rule]}, worlds=50, months=72)
    (told,) = came_about(scenario)
    (step,) = told.steps
    assert told.key == "japan.defence_share"
    acting = months_of_worlds(scenario, lambda month: month.rules.now[0]) > 0
    burden = months_of_worlds(scenario, lambda month: month.next.burden[month.cast.names.index("japan")])
    since = np.where(acting.any(axis=0), acting.argmax(axis=0), -1)
    assert (since > 0).any()
    reached = 0
    for world, first in enumerate(since):
        if first > 0:
            before = burden[first - 1, world]
            # some cross 3.0 from above
            made = (burden[first:, world] - before) / (3.0 - before)
            reached += bool((made >= 0.9).any())
    assert step.set_share == (since >= 0).mean()
    assert step.share == pytest.approx(reached / 50)
    assert step.share < step.set_share
    assert f"comes about in {round(100 * step.share)} % of all worlds" in step.text
    assert "months later at the median" in step.text


def test_a_lever_that_acts_at_once_is_told_only_where_rules_contradict_its_schedule() -> None:
    rule = {"name": "show", "actor": "us", "when": TENSE, "set": {"exercise_tempo": 1.0}, "until": CALM}
    assert came_about(load("baseline_2025", {"rules": [rule]}, worlds=20, months=24)) == ()
    changes = {"us.exercise_tempo": {"2025-06": 0.2}, "rules": [rule]}
    (told,) = came_about(load("baseline_2025", changes, worlds=60, months=48))
    (step,) = told.steps
    assert (told.reason, step.rule) == ("", "")
    assert step.text.startswith("in force as set; rules set it otherwise in ")


def test_a_rule_that_never_acts_is_said_to_set_nothing() -> None:
    rule = {"name": "late", "actor": "south_korea", "when": "peninsula_tension > 99.9", "set": {"engagement": 1.0}}
    (told,) = came_about(load("baseline_2025", {"rules": [rule]}, worlds=20, months=24))
    (step,) = told.steps
    assert (step.month, step.set_share, step.share, step.text) == ("", 0, 0, "set in 0 % of worlds")


def test_the_value_of_a_parameter_is_its_range() -> None:
    rule = {"name": "spend", "actor": "japan", "when": "warheads > 1", "set": {"defence_share": "much"}}
    rule["parameters"] = {"much": [2.5, 3.5]}
    (told,) = came_about(load("baseline_2025", {"rules": [rule]}, worlds=20, months=24))
    assert told.steps[0].label == "by rule 'spend': 2.5 to 3.5"
    assert told.steps[0].value == "much"


def test_weapons_of_its_own_take_years_that_the_latency_shows() -> None:
    scenario = load("baseline_2025", {"south_korea.nuclear_option": {"2026-01": "hedge"}}, worlds=20, months=140)
    (told,) = came_about(scenario)
    assert told.reason == "years of technical work"
    latency = months_of_worlds(scenario, lambda month: month.next.latency)
    # nine tenths of the way to a stance that leads to 0.3
    january = parse_month("2026-01") - scenario.start
    there = latency[january:] >= latency[january - 1] + 0.9 * (0.3 - latency[january - 1]) - 1e-6
    assert told.steps[0].share == there.any(axis=0).mean() == 1
    assert told.steps[0].middle == format_month(scenario.start + january + int(np.sort(there.argmax(axis=0))[9]))
    assert told.bands["q50"][-1] == pytest.approx(np.quantile(latency[-1], 0.5) / 0.3, rel=1e-3)
    (short,) = came_about(load("baseline_2025", {"south_korea.nuclear_option": {"2026-01": "arm"}}, worlds=20, months=48))
    assert "comes about in no world; in 2029-01 " in short.steps[0].text
    assert "% of the way is made" in short.steps[0].text


def test_the_worlds_of_a_run_of_the_usual_size_are_all_followed() -> None:
    (told,) = came_about(load("baseline_2025", WAITS, worlds=700, months=26))
    assert told.worlds == 700
