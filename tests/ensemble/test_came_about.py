"""What was set and what came about: counted by hand from the events and the states of the same worlds."""

import numpy as np

from sim.ensemble.came_about import came_about
from sim.ensemble.execute import execute
from sim.foundations.months import format_month, parse_month
from sim.scenario.loading import load

WAITS = {"south_korea.opcon": {"2027-01": "rok_led"}}


def test_a_transfer_that_waits_comes_about_when_the_chronicle_says_so() -> None:
    scenario = load("baseline", WAITS, worlds=60, months=72)
    (told,) = came_about(scenario)
    (step,) = told.steps
    events = execute(scenario, workers=1).events
    passed = events[events["kind"] == "command_transfer"].groupby("world")["month"].min().map(parse_month)
    months = np.sort(np.concatenate([passed.to_numpy(), np.full(60 - len(passed), 10**6)]))
    assert 0 < len(passed) < 60
    assert step.share == len(passed) / 60
    assert step.middle == format_month(int(months[29]))
    assert f"never in {round(100 - len(passed) / 0.6)} % of worlds" in step.text
    assert told.key == "south_korea.opcon"
    assert told.bands["q50"][0] == 0


def test_a_transfer_by_calendar_is_in_force_as_set() -> None:
    changes = {**WAITS, "south_korea.opcon_conditions_based": False}
    (told,) = came_about(load("baseline", changes, worlds=20, months=48))
    assert told.steps[0].text == "in force as set"
    assert told.steps[0].middle == "2027-01"


def test_a_divided_country_falls_short_of_what_its_government_sets() -> None:
    scenario = load("baseline", {"south_korea.engagement": 1.0}, worlds=40, months=24)
    (told,) = came_about(scenario)
    assert told.reason == "agreement at home"
    low, high = told.bands["q05"][-1], told.bands["q95"][-1]
    assert -0.3 < low < high <= 1
    assert f"in {format_month(scenario.start + 23)}" in told.steps[0].text


def test_a_freeze_waits_for_a_deal() -> None:
    scenario = load("baseline", {"north_korea.nuclear_policy": {"2026-01": "freeze_for_deal"}}, worlds=60, months=60)
    (told,) = came_about(scenario)
    events = execute(scenario, workers=1).events
    # only its channel with the patron can freeze the programme
    of_patron = events[(events["kind"] == "deal") & (events["actor"] == "united_states")]
    later = of_patron[of_patron["month"] >= "2026-01"]
    assert told.steps[0].share == later["world"].nunique() / 60


def test_spending_moves_with_the_budgets_of_years_and_nothing_is_told_of_what_does_not_wait() -> None:
    changes = {"japan.defence_share": {"2026-01": 3.0}, "united_states.troops_korea": 0}
    (told,) = came_about(load("baseline", changes, worlds=20, months=36))
    assert told.key == "japan.defence_share"
    assert told.steps[0].middle == "" or told.steps[0].middle > "2027-01"
    assert came_about(load("baseline", {"united_states.troops_korea": 0}, worlds=20, months=36)) == ()


def test_a_value_that_is_replaced_before_it_comes_about_never_did() -> None:
    changes = {"south_korea.opcon": {"2025-03": "rok_led", "2025-05": "us_led"}}
    (told,) = came_about(load("baseline", changes, worlds=20, months=24))
    assert [step.month for step in told.steps] == ["2025-03", "2025-05"]
    assert told.steps[0].text == "comes about in no world"
    assert told.steps[1].text == "in force as set"
