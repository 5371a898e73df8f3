"""Scenario files: extending, dating, tweaking, and remembering where values come from."""

from pathlib import Path

import pytest
import tomli_w

from sim.cli.entry import main
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import parse_month
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.scenario.schema import json_schema
from sim.scenario.stakes import stake_ranges
from sim.scenario.theatre_file import load_theatre
from sim.scenario.worldviews import known_worldviews, load_worldview

SHIPPED = sorted(Path("scenarios").glob("*.toml"))


def troops(scenario: Scenario, month: str) -> float:
    return scenario.policy["united_states"]["troops_korea"].value(parse_month(month))


def test_there_are_at_least_eighteen_scenarios() -> None:
    assert len(SHIPPED) >= 18


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_says_what_it_is_for(path: Path) -> None:
    scenario = load(path)
    assert scenario.title
    assert scenario.description
    assert scenario.hypothesis
    assert scenario.references


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_resolved_file_means_the_same(path: Path, tmp_path: Path) -> None:
    scenario = load(path, months=90)
    (tmp_path / path.name).write_text(to_toml(scenario))
    again = load(tmp_path / path.name)
    assert scenario_hash(again) == scenario_hash(scenario)
    assert again.title == scenario.title


def test_a_child_holds_only_its_differences(tmp_path: Path) -> None:
    (tmp_path / "parent.toml").write_text("[policy.united_states]\ntroops_korea = 20000\nexercise_tempo = 0.5\n")
    (tmp_path / "child.toml").write_text('extends = "parent.toml"\n[policy.united_states]\ntroops_korea = 10000\n')
    scenario = load(tmp_path / "child.toml")
    assert troops(scenario, "2026-01") == 10000
    assert scenario.policy["united_states"]["exercise_tempo"].initial == 0.5
    assert scenario.origins["policy.united_states.troops_korea"] == "child.toml"
    assert scenario.origins["policy.united_states.exercise_tempo"] == "parent.toml"
    assert scenario.origins["policy.united_states.troops_japan"] == "theatre korea"


def test_a_dated_child_keeps_what_the_parent_says_before_its_first_date(tmp_path: Path) -> None:
    (tmp_path / "parent.toml").write_text('[policy.united_states]\ntroops_korea = { "2026-01" = 20000, "2029-01" = 40000 }\n')
    (tmp_path / "child.toml").write_text('extends = "parent.toml"\n[policy.united_states]\ntroops_korea = { "2027-01" = 0 }\n')
    scenario = load(tmp_path / "child.toml")
    assert [troops(scenario, f"{year}-06") for year in (2025, 2026, 2027, 2029)] == [28500, 20000, 0, 0]


def test_a_span_ramps_in_equal_steps() -> None:
    scenario = load("baseline", {"us.troops_korea": {"2028-01..2028-04": 0}})
    assert [troops(scenario, f"2028-0{month}") for month in (1, 2, 3, 4, 5)] == [21375, 14250, 7125, 0, 0]
    assert troops(scenario, "2027-12") == 28500


def test_a_contingency_on_a_date_is_certain_in_that_month_only() -> None:
    hazard = load("entrapment_taiwan").conditions["theatre"]["taiwan_contingency"]
    assert [hazard.value(parse_month(month)) for month in ("2028-05", "2028-06", "2028-07")] == [0.02, 1000, 0.02]


def test_russia_joins_by_one_line(tmp_path: Path) -> None:
    assert "russia" not in load("baseline").policy
    (tmp_path / "more.toml").write_text('joins = ["russia"]\n')
    scenario = load(tmp_path / "more.toml")
    assert "backing" in scenario.policy["russia"]
    assert any(rivalry.name == "us_russia" for rivalry in scenario.theatre.rivalries)


def test_a_tweak_wins_over_every_file_and_is_remembered() -> None:
    scenario = load("abrupt_withdrawal", {"us.troops_korea": 1000, "trust_decay": 0.02, "worldview": "spiral"})
    assert troops(scenario, "2030-01") == 1000
    assert scenario.assumptions["trust_decay"] == (0.02, 0.02)
    assert scenario.origins["policy.united_states.troops_korea"] == "--set"
    assert scenario.worldview == "spiral"


@pytest.mark.parametrize("name", known_worldviews())
def test_a_worldview_narrows_known_assumptions_and_cites_its_school(name: str) -> None:
    view = load_worldview(name)
    assert view.school
    assert view.references
    scenario = load("baseline", {"worldview": name, "choices": True})
    ranges = {**scenario.assumptions, **stake_ranges(scenario.theatre, name, {})}
    for assumption, (low, high) in view.assumptions.items():
        assert ranges[assumption] == (low, high)


def test_a_shorter_horizon_from_the_command_line_keeps_later_dates_out_of_the_way() -> None:
    assert load("offshore_balancing", months=12).months == 12


def test_a_file_may_end_sooner_and_begin_later_than_what_it_extends(tmp_path: Path) -> None:
    parent, child = tmp_path / "parent.toml", tmp_path / "child.toml"
    parent.write_text('start = "2027-01"\n[policy.south_korea]\ndefence_share = { "2027-01..2028-12" = 5.0, "2034-01" = 3.0 }\n')
    child.write_text('extends = "parent.toml"\nstart = "2028-01"\nmonths = 24\n')
    share = load(child).policy["south_korea"]["defence_share"]
    assert share.value(2028 * 12) == pytest.approx(load(parent).policy["south_korea"]["defence_share"].value(2028 * 12))
    child.write_text('extends = "parent.toml"\nmonths = 24\n[policy.south_korea]\ndefence_share = { "2034-01" = 3.0 }\n')
    with pytest.raises(
        PeninsulaError, match=r"child.toml, line 4: .* 2034-01 is outside the horizon: expected 2027-01 to 2028-12"
    ):
        load(child)


def test_titles_of_levers_name_the_actors() -> None:
    titles = [lever.title for actor in load_theatre("korea").actors for lever in actor.levers.values()]
    assert not any("{" in title or "the partner" in title for title in titles)


def test_a_theatre_with_a_fault_is_refused(tmp_path: Path) -> None:
    text = Path("sim/scenario/theatres/korea.toml").read_text()
    (tmp_path / "two.toml").write_text(text.replace('label = "US-DPRK"', 'lable = "US-DPRK"'))

    with pytest.raises(PeninsulaError, match=r"us_dprk\.lable: unknown key; did you mean 'label'\?"):
        load_theatre(str(tmp_path / "two.toml"))


def test_the_json_schema_knows_every_lever_and_its_bounds() -> None:
    theatre = load_theatre("korea", ("russia",))
    schema = json_schema(theatre)["properties"]["policy"]["properties"]
    assert {name: set(entry["properties"]) for name, entry in schema.items()} == {
        actor.name: {"doctrine", "survives", *actor.levers} for actor in theatre.actors
    }
    assert schema["united_states"]["properties"]["troops_korea"]["anyOf"][0] == {
        "type": "number", "minimum": 0.0, "maximum": 60000,
    }  # fmt: skip


def test_a_new_file_changes_nothing_until_it_is_edited(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    assert main(["new", str(file), "--from", "opcon_fast"]) == 0
    assert scenario_hash(load(file)) == scenario_hash(load("opcon_fast"))
    file.write_text(file.read_text().replace("# defence_share = 2.6", "defence_share = 3.0", 1))
    assert load(file).policy["south_korea"]["defence_share"].initial == 3.0


def test_tomli_w_and_the_loader_agree_on_awkward_titles(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text(tomli_w.dumps({"title": 'A "quoted" \\ title\nin two lines'}))
    scenario = load(tmp_path / "odd.toml")
    (tmp_path / "again.toml").write_text(to_toml(scenario))
    assert load(tmp_path / "again.toml").title == scenario.title


def test_a_theatre_without_a_needed_table_is_refused_in_one_sentence(tmp_path: Path) -> None:
    text = Path("sim/scenario/theatres/korea.toml").read_text()
    (tmp_path / "half.toml").write_text(text.replace("[actors.china.start]", "[actors.china.begin]"))
    with pytest.raises(PeninsulaError, match=r"actors\.china\.begin: unknown key"):
        load_theatre(str(tmp_path / "half.toml"))
    (tmp_path / "bare.toml").write_text('name = "bare"\n')
    with pytest.raises(PeninsulaError, match="label: missing: a theatre needs it"):
        load_theatre(str(tmp_path / "bare.toml"))


def test_a_tweak_outside_the_horizon_is_refused() -> None:
    with pytest.raises(PeninsulaError, match="2050-01 is outside the horizon"):
        load("baseline", {"us.troops_korea": {"2050-01": 0}})
    with pytest.raises(PeninsulaError, match="2030-01 is outside the horizon"):
        load("baseline", {"us.troops_korea": {"2030-01": 0}}, months=24)


def test_a_theatre_of_ones_own_is_found_again_from_the_resolved_file(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(Path("sim/scenario/theatres/europe.toml").read_text().replace('"europe"', '"mine"', 1))
    (tmp_path / "s.toml").write_text('theatre = "mine.toml"\n')
    scenario = load(tmp_path / "s.toml")
    elsewhere = tmp_path / "run"
    elsewhere.mkdir()
    (elsewhere / "scenario.toml").write_text(to_toml(scenario))
    assert scenario_hash(load(elsewhere / "scenario.toml")) == scenario_hash(scenario)
