"""What levers do: a lever that moves nothing is inert, one that only helps is a free lunch, and `docs/levers.md` has neither."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.analysis import lever_effects as analysis
from sim.analysis.lever_effects import Effect, LeverEffects, Tracked, lever_effects, levers_of, tracked
from sim.cli.entry import main
from sim.foundations.errors import PeninsulaError
from sim.model.outcomes import outcomes_of
from sim.report.levers import columns_of, failures, levers_page, verdict_text
from sim.scenario.levers import LEVERS
from sim.scenario.loading import load
from sim.scenario.theatre_file import load_theatre, optional_actors

TENSION = Tracked("peninsula_tension", "mean(peninsula_tension)", "Tension", -1)
TRUST = Tracked("credibility_in_seoul", "mean(credibility_in_seoul)", "Credibility", 1)
TALKS = Tracked("talks_months", "talks_months", "Months of talks", 0)


def effects_of(*differences: tuple[Tracked, float], worldview: str = "agnostic") -> LeverEffects:
    """Return the effects of a lever on outcomes, each of so many standard deviations, with an interval of a tenth."""
    lever = load("baseline", worlds=1).theatre.patron.levers["troops_korea"]
    effects = tuple(Effect(outcome, worldview, difference, 0.1, difference) for outcome, difference in differences)
    return LeverEffects("united_states", lever, 0, 60000, effects, {}, "")


def test_a_difference_counts_beyond_its_interval_unless_it_is_negligible() -> None:
    assert Effect(TENSION, "agnostic", -1.0, 0.2, -0.5).counts
    assert not Effect(TENSION, "agnostic", 1.0, 1.2, 0.5).counts
    assert not Effect(TENSION, "agnostic", 1.0, 0.2, 0.09).counts
    assert [Effect(outcome, "agnostic", 1.0, 0.2, 0.5).side for outcome in (TENSION, TRUST, TALKS)] == [-1, 1, 0]


def test_among_many_a_difference_must_be_beyond_the_interval_of_all() -> None:
    # 0.1 / 2 in each tail is 1.645 standard errors for one, 0.1 / 20 is 2.576 for ten: a ratio of 1.566
    just_short, just_beyond = (Effect(TRUST, "agnostic", difference, 1.0, 0.5) for difference in (1.56, 1.57))
    assert just_short.counts_within(1)
    assert not just_short.counts_within(10)
    assert just_beyond.counts_within(10)


def test_a_free_lunch_and_an_inert_lever_are_found() -> None:
    both_good, both_bad = effects_of((TENSION, -1), (TRUST, 1)), effects_of((TENSION, 1), (TRUST, -1))
    mixed, nothing = effects_of((TENSION, -1), (TRUST, -1)), effects_of((TENSION, 0), (TRUST, 0.1))
    assert [each.free_lunch for each in (both_good, both_bad, mixed, nothing)] == ["more", "less", "", ""]
    assert [each.inert for each in (both_good, mixed, nothing)] == [False, False, True]
    assert failures([both_good, both_bad, mixed, nothing]) == [
        "united_states.troops_korea moves nothing under any worldview",
        "more united_states.troops_korea is better in everything, under every worldview",
        "less united_states.troops_korea is better in everything, under every worldview",
    ]
    assert failures([replace(nothing, inert_because="said so")]) == []
    assert [effect.tracked for effect in mixed.gets(1)] == [TENSION]
    assert [effect.tracked for effect in mixed.gets(-1)] == [TRUST]


def test_an_outcome_without_sides_makes_a_lever_neither_inert_nor_good() -> None:
    talks = effects_of((TALKS, 1), (TRUST, 0))
    assert (talks.inert, talks.free_lunch) == (False, "")
    assert effects_of((TALKS, 1), (TRUST, 1)).free_lunch == "more"


def test_a_cost_under_one_worldview_alone_is_a_cost_and_the_outcome_disputed() -> None:
    good, bad = effects_of((TRUST, 1), (TENSION, -1)), effects_of((TRUST, -1), worldview="spiral")
    both = replace(good, effects=good.effects + bad.effects)
    assert both.free_lunch == ""
    assert both.contested == (TRUST,)


def test_levers_of_one_that_may_join_are_moved_with_it_in_the_cast(tmp_path: Path) -> None:
    page = tmp_path / "levers.md"
    table = sim.lever_effects(levers="russia.backing", worlds=10, months=24, worldviews="agnostic", workers=1, page=page)
    assert [each.name for each in table.effects] == ["russia.backing"]
    assert any(effect.difference for effect in table.effects[0].effects)
    assert "In `baseline` Russia is not an actor of its own" in page.read_text(encoding="utf-8")


def test_what_costs_in_one_outcome_alone_is_told_by_it() -> None:
    assert verdict_text(effects_of((TENSION, -1), (TRUST, -1), (TALKS, 1))) == "more costs only credibility in seoul"
    good, cheap = effects_of((TENSION, -1)), effects_of((TRUST, 1), (TALKS, -1))
    dear = effects_of((TENSION, 1), (replace(TRUST, name="credibility_in_tokyo"), -1), (TRUST, -1))
    assert verdict_text(replace(dear, effects=dear.effects + good.effects + cheap.effects)) == "trade-off"
    assert verdict_text(replace(dear, effects=dear.effects + cheap.effects)) == "less costs only credibility in seoul"
    assert verdict_text(effects_of((TALKS, 1))) == "moves only what has no better side"
    assert verdict_text(cheap) == "**free lunch: more**"


def test_what_is_looked_at_has_the_direction_that_outcomes_declare() -> None:
    scenario = load("baseline", worlds=1)
    found = {each.name: each for each in tracked(scenario.theatre, 120)}
    declared = {each.name: {"higher": 1, "lower": -1, "": 0}[each.better] for each in outcomes_of(scenario.theatre)}
    assert all(each.better == declared[name] for name, each in found.items() if name in declared)
    assert {name for name, better in declared.items() if better} <= found.keys()
    assert found["missile_tests"].text == "mean(missile_tests) * 120"
    assert found["warheads"].text == "warheads"
    assert {name for names in columns_of(scenario.theatre).values() for name in names} <= found.keys()


def test_troops_are_worth_something_and_cost_something() -> None:
    views = [load("baseline", {"worldview": view}, worlds=100, months=48) for view in ("agnostic", "spiral")]
    (troops,) = lever_effects(views, [("united_states", "troops_korea")], workers=1)
    assert (troops.low, troops.high) == (0, 60000)
    for view in ("agnostic", "spiral"):
        sides = {effect.tracked.name: effect.side for effect in troops.beyond_chance if effect.worldview == view}
        assert (sides["credibility_in_seoul"], sides["entrapment"]) == (1, -1)
    page = levers_page(views[0], views[0].theatre, ["agnostic", "spiral"], [troops])
    assert "| `troops_korea` | 0 to 60000 |" in page
    assert page.count("trade-off") == 1


def test_an_effect_is_the_mean_difference_of_two_runs_in_the_same_worlds() -> None:
    scenario = load("baseline", worlds=20, months=12)
    (troops,) = lever_effects([scenario], [("united_states", "troops_korea")], workers=1)
    found = {effect.tracked.name: effect.difference for effect in troops.effects}
    low, high = (sim.run(scenario, overrides={"united_states.troops_korea": value}, workers=1) for value in (0, 60000))
    for name in ("peninsula_tension", "credibility_in_seoul"):
        assert found[name] == pytest.approx((high.series(name) - low.series(name)).mean(), rel=1e-4)


def test_a_lever_that_waits_for_another_is_inert_alone_and_measured_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("baseline_2025", worlds=100, months=120)
    key = ("south_korea", "opcon_conditions_based")
    (together,) = lever_effects([scenario], [key], workers=1)
    assert together.alongside == {"opcon": "rok_led"}
    assert not together.inert
    monkeypatch.setattr(analysis, "_needed", lambda *_: {})
    (alone,) = lever_effects([scenario], [key], workers=1)
    assert alone.inert
    assert {effect.difference for effect in alone.effects} == {0}


def test_a_lever_matters_with_levers_of_its_own_role_and_values_that_they_can_have() -> None:
    for levers in LEVERS.values():
        declared = {lever.name: lever for lever in levers}
        for lever in levers:
            for other, value in lever.matters_with:
                assert other != lever.name
                declared[other].code(value)


def test_a_planted_free_lunch_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "tracked", lambda *_: (TRUST,))
    table = sim.lever_effects(levers="*.troops_korea", worlds=40, months=12, worldviews="agnostic", workers=1)
    assert table.failures == ["more united_states.troops_korea is better in everything, under every worldview"]


def test_rows_are_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--effects", "--worlds", "4", "--months", "3", "--worldviews", "agnostic", "--workers", "1", "--json", "--quiet"]
    assert main(["levers", "counterstrike", *options]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["lever"] for row in rows} == {"japan.counterstrike"}
    assert {row["worldview"] for row in rows} == {"calibrated", "agnostic"}


def test_what_does_not_fit_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PeninsulaError, match="no lever fits"):
        sim.lever_effects(levers="*.nothing", worlds=2, months=2, worldviews="agnostic", workers=1)
    assert main(["levers", "--page", str(tmp_path / "levers.md")]) == 2
    assert "add --effects" in capsys.readouterr().err
    assert main(["levers", "--theatre", "europe", "--effects"]) == 2
    assert "name one of that theatre with --scenario" in capsys.readouterr().err


def test_the_page_lists_todays_levers_and_those_that_fail(root: Path) -> None:
    head = (root / "docs" / "levers.md").read_text(encoding="utf-8").partition("## By outcome")[0]
    rows = [line for line in head.splitlines() if line.startswith("| `")]
    levers = [line.split("`")[1] for line in rows]
    assert levers == [".".join(key) for key in levers_of(load_theatre("korea", optional_actors("korea")))]
    listed = [line for line in head.splitlines() if line.startswith("- ")]
    failing = [lever for lever, row in zip(levers, rows, strict=True) if "**inert**" in row or "**free lunch" in row]
    assert len(listed) == len(failing)
    assert all(any(f"{lever} " in line for line in listed) for lever in failing)
    assert ("None: no lever is inert without a reason" in head) == (not failing)


@pytest.mark.slow
def test_no_lever_is_inert_without_a_reason_and_none_is_a_free_lunch() -> None:
    base = "baseline_2025"
    table = sim.lever_effects(base, worlds=60, workers=1)
    assert len(table.worldviews) >= 6
    # few worlds show no small effect: what they suspect is measured again in many
    suspects = [each.name for each in table.effects if failures([each])]
    again = [each for name in suspects for each in sim.lever_effects(base, levers=name, worlds=900, workers=1).failures]
    assert again == []
