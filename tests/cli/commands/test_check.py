"""`peninsula check`: what a scenario says, and what is wrong with it."""

import json
from pathlib import Path

import pytest

from sim.cli.entry import main

pytestmark = pytest.mark.usefixtures("root")


def test_a_setting_is_shown_with_its_unit_and_where_it_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "baseline", "--set", "us.troops_korea=20000"]) == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "troops_korea" in line)
    assert line.split()[:3] == ["united_states.troops_korea", "20000", "persons"]
    assert "--set" in line


def test_defaults_are_shown_only_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "baseline"])
    assert "south_korea.nuclear_option" not in capsys.readouterr().out
    main(["check", "baseline", "--all"])
    assert "south_korea.nuclear_option" in capsys.readouterr().out


def test_a_dated_value_is_shown_with_its_dates(capsys: pytest.CaptureFixture[str]) -> None:
    dated = 'us.troops_korea={ "2028-01" = 20000, "2028-02..2030-01" = 0 }'
    assert main(["check", "baseline_2025", "--set", dated]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for part in ("28500;", "2028-01: 20000;", "2028-02 to 2030-01: 0"):
        assert part in shown


def test_the_file_is_shown_with_those_it_extends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('extends = "opcon_fast"\n', encoding="utf-8")
    assert main(["check", str(mine)]) == 0
    parents = Path("scenarios/opcon_fast.toml")
    assert f"File: {mine}, which extends {parents}, baseline_2025.toml\n" in capsys.readouterr().out
    assert main(["check", "opcon_fast", "--json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert files == [str(parents), str(parents.with_name("baseline_2025.toml"))]


def test_figures_at_the_start_are_shown_beside_those_of_the_theatre(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "congress_floor", "--json"]) == 0
    values = {value["key"]: value for value in json.loads(capsys.readouterr().out)["values"]}
    assert values["situation.warheads"] == {
        "group": "Start", "key": "situation.warheads", "value": "60 (theatre: 50)", "unit": "", "origin": "baseline_2026.toml",
        "default": False, "source": values["situation.warheads"]["source"],
    }  # fmt: skip
    assert "SIPRI Yearbook 2025" in values["situation.warheads"]["source"]
    assert values["situation.actors.south_korea.gdp"]["value"] == "1890 (theatre: 1840)"
    assert values["south_korea.engagement"]["value"] == "0.5"
    assert "2026-01-21" in values["south_korea.engagement"]["source"]
    main(["check", "baseline_2025", "--all"])
    assert "situation." not in capsys.readouterr().out


def test_json_holds_every_lever_and_assumption(capsys: pytest.CaptureFixture[str]) -> None:
    from sim.scenario.assumptions import ASSUMPTIONS

    assert main(["check", "baseline", "--json", "--worlds", "7"]) == 0
    document = json.loads(capsys.readouterr().out)
    values = {value["key"]: value for value in document["values"]}
    assert {assumption.name for assumption in ASSUMPTIONS} <= set(values)
    assert values["worlds"]["value"] == "7"
    assert values["south_korea.opcon"]["value"] == "transition; 2029-01: rok_led"


def test_quiet_says_nothing_of_a_valid_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "baseline", "--quiet"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--set", "us.trops_korea=0"], "troops_korea"),
        (["--set", "uss.troops_korea=0"], "us"),
        (["--set", "us.troops_korea=99999999"], "0 to 60000 persons"),
        (["--set", "us.troops_korea=many"], "number"),
        (["--set", 'us.troops_korea="2027-01"'], "number"),
        (["--set", "rok.opcon=rok_lead"], "did you mean 'rok_led'"),
        (["--set", "worldview=spirall"], "spiral"),
        (["--set", "trust_decy=0.1"], "trust_decay"),
        (["--set", 'us.troops_korea={ "2027-13" = 0 }'], "2027-13"),
        (["--worlds", "0"], "worlds"),
        (["--months", "0"], "months"),
        (["--seed", "-1"], "seed"),
    ],
)
def test_a_wrong_value_is_answered_with_one_sentence(
    arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "baseline", *arguments]) == 2
    out, err = capsys.readouterr()
    assert expected in err
    assert err.startswith("Error: ")
    assert (out, err.count("\n")) == ("", 1)


@pytest.mark.parametrize("name", ["no_such_scenario", "scenarios/none.toml", "scenarios"])
def test_a_scenario_that_cannot_be_read_is_named(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", name]) == 2
    err = capsys.readouterr().err
    assert name in err
    assert err.count("\n") == 1


def test_invalid_toml_is_answered_with_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('title = "Broken"\nmonths = = 3\n', encoding="utf-8")
    assert main(["check", str(broken)]) == 2
    err = capsys.readouterr().err
    assert "broken.toml" in err
    assert "line 2" in err


def test_a_rule_is_explained_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "hedge_when_abandoned", "--json", "--set", "rules.hedge.prob=0.2"]) == 0
    values = {each["key"]: each for each in json.loads(capsys.readouterr().out)["values"] if each["group"] == "Rules"}
    assert set(values) == {"hedge", "arm"}
    assert values["hedge"]["value"] == (
        "Once credibility_in_seoul < floor has held for 12 months in a row, South Korea sets nuclear_option to hedge and "
        "defence_share to 3.5 % of GDP with a probability of 0.2 a month, until credibility_in_seoul > 0.55; floor: 0.3 to 0.5."
    )
    assert values["arm"]["origin"] == "hedge_when_abandoned.toml"


def test_a_rule_that_cannot_be_is_refused_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('[[rules]]\nname = "a"\nactor = "us"\nwhen = "talks > 2"\nset = { relief_offer = 1 }\n', encoding="utf-8")
    for command in ("check", "run"):
        assert main([command, str(mine)]) == 2
        told = " ".join(capsys.readouterr().err.split())
        assert f"{mine}, line 4: rule 'a': when: 'talks > 2' can never hold (talks is from 0 to 1)" in told


def test_check_lists_what_governments_may_decide(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "baseline", "--choices"]) == 0
    page = " ".join(capsys.readouterr().out.split())
    for part in ("Decides each month", "testing_tempo at least 1", "troops_korea times 0.67", "hedges toward China"):
        assert part in page
    assert main(["check", "baseline"]) == 0
    assert "Decides each month" not in capsys.readouterr().out
