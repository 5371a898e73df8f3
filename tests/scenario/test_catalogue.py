"""Scenarios are found by name in the user's folder first, then among those shipped, from anywhere."""

import tomllib
from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.scenario.catalogue import OWN, SHIPPED, described, find, find_from, known_scenarios, reference_from
from sim.scenario.loading import load


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder outside the checkout, with an empty folder for scenarios of its own."""
    monkeypatch.chdir(tmp_path)
    OWN.mkdir()
    return tmp_path


@pytest.mark.usefixtures("project")
def test_a_shipped_scenario_is_found_from_anywhere() -> None:
    assert find("baseline") == SHIPPED / "baseline.toml"
    assert load("opcon_fast").title == tomllib.loads((SHIPPED / "opcon_fast.toml").read_text(encoding="utf-8"))["title"]


@pytest.mark.usefixtures("project")
def test_a_folder_of_its_name_does_not_hide_a_scenario() -> None:
    Path("baseline").mkdir()
    Path("mine").mkdir()
    assert find("baseline") == SHIPPED / "baseline.toml"
    assert find("mine") == Path("mine")


@pytest.mark.usefixtures("project")
def test_the_users_own_scenario_takes_precedence() -> None:
    (OWN / "baseline.toml").write_text('title = "Mine"\n')
    (OWN / "extra.toml").write_text('title = "Extra"\n')
    assert find("baseline") == OWN / "baseline.toml"
    assert load("baseline").title == "Mine"
    known = known_scenarios()
    assert (known["baseline"], known["extra"]) == (OWN / "baseline.toml", OWN / "extra.toml")
    assert known["moon_package"] == SHIPPED / "moon_package.toml"
    assert list(known) == sorted(known)


def test_a_name_in_a_file_is_looked_for_beside_it_first(project: Path) -> None:
    mine = project / "mine.toml"
    assert find_from(mine, "baseline") == SHIPPED / "baseline.toml"
    (OWN / "baseline.toml").touch()
    assert find_from(mine, "baseline") == OWN / "baseline.toml"
    (project / "baseline.toml").touch()
    assert find_from(mine, "baseline") == project / "baseline.toml"


def test_a_path_in_a_file_is_relative_to_it(project: Path) -> None:
    assert find_from(project / "studies" / "mine.toml", "../other.toml") == project / "studies" / ".." / "other.toml"


@pytest.mark.usefixtures("project")
def test_a_scenario_may_extend_the_shipped_one_of_its_own_name() -> None:
    (OWN / "baseline.toml").write_text('title = "Mine"\nextends = "baseline"\nmonths = 7\n')
    scenario = load("baseline")
    assert (scenario.title, scenario.months) == ("Mine", 7)
    assert scenario.policy == load(SHIPPED / "baseline.toml").policy


def test_claims_are_tested_against_a_scenario_given_by_name(project: Path) -> None:
    mine = project / "mine.toml"
    mine.write_text('extends = "baseline"\n[claims]\nagainst = "moon_package"\npeninsula_tension = "lower"\n')
    assert load(mine).claims.against == SHIPPED / "moon_package.toml"
    mine.write_text('extends = "baseline"\n[claims]\nagainst = "mon_package"\npeninsula_tension = "lower"\n')
    with pytest.raises(PeninsulaError, match=r"mine\.toml, line 3: claims\.against: .*did you mean 'moon_package'"):
        load(mine)


def test_a_shipped_scenario_is_referred_to_by_name_and_any_other_by_path(project: Path) -> None:
    mine = project / "mine.toml"
    assert reference_from(mine, SHIPPED / "baseline.toml") == "baseline"
    (OWN / "other.toml").touch()
    assert reference_from(mine, OWN / "other.toml") == "scenarios/other.toml"
    # beside the new file lies another of that name, so the name alone would mean that one
    (project / "baseline.toml").touch()
    assert reference_from(mine, SHIPPED / "baseline.toml").endswith("/baseline.toml")


def test_a_message_says_which_scenario_is_shipped() -> None:
    assert described(Path("scenarios/baseline.toml")) == str(Path("scenarios/baseline.toml"))
    assert described(SHIPPED / "baseline.toml") == f"{SHIPPED / 'baseline.toml'} (shipped with Peninsula)"


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("name", ["", ".", "..", "a/baseline", "a\0b", "x" * 5000])
def test_what_cannot_be_a_name_is_refused_in_a_file(name: str) -> None:
    with pytest.raises(PeninsulaError, match="expected a"):
        find_from(Path("mine.toml"), name)


def test_hidden_files_are_no_scenarios(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenarios").mkdir()
    for name in ("._baseline.toml", ".draft.toml", "mine.toml"):
        (tmp_path / "scenarios" / name).write_text('extends = "baseline"\n')
    monkeypatch.chdir(tmp_path)
    assert {name for name in known_scenarios() if name.startswith(".") or name == "mine"} == {"mine"}
