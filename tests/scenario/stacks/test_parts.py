"""Stacks: what a package changes relative to its own base is put on the first scenario."""

from pathlib import Path

import numpy as np
import pytest

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import parse_month
from sim.model.simulate import simulate
from sim.scenario.catalogue import known_scenarios
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.layers import chain
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.scenario.stacks.parts import departs_from, prefixes, split

pytestmark = pytest.mark.usefixtures("root")


def write(folder: Path, **files: str) -> list[str]:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return [str(folder / f"{name}.toml") for name in files]


def tempo(scenario: Scenario, month: str) -> float:
    return scenario.policy["united_states"]["exercise_tempo"].value(parse_month(month))


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("baseline", [("baseline", False)]),
        ("baseline+opcon_fast", [("baseline", False), ("opcon_fast", False)]),
        ("a + b then c", [("a", False), ("b", False), ("c", True)]),
        ("in/c++/a.toml + b", [("in/c++/a.toml", False), ("b", False)]),
        ("then.toml", [("then.toml", False)]),
    ],
)
def test_a_source_is_split_at_its_joints(source: str, named: list[tuple[str, bool]]) -> None:
    assert split(source) == named


def test_a_file_whose_name_holds_a_plus_is_one_scenario(tmp_path: Path) -> None:
    (file,) = write(tmp_path, **{"mine + yours": 'extends = "baseline"\n'})
    assert split(file) == [(file, False)]
    assert load(file).name == "mine + yours"


@pytest.mark.parametrize("source", ["baseline +", "+ baseline", "baseline + + opcon_fast", "baseline+", "baseline then"])
def test_a_missing_scenario_is_said(source: str) -> None:
    with pytest.raises(PeninsulaError, match=r"a scenario is missing|no scenario 'baseline then'"):
        load(source)


def test_a_stack_grows_package_by_package() -> None:
    assert prefixes("a + b then c") == ["a", "a + b", "a + b then c"]


@pytest.mark.parametrize("base", ["baseline", "moon_package", "hedge_when_abandoned", "europe_left_alone"])
def test_an_empty_package_changes_nothing_bit_by_bit(base: str, tmp_path: Path) -> None:
    for text in (f'title = "Nothing"\nextends = "{base}"\n', 'title = "Nothing at all"\n'):
        (file,) = write(tmp_path, empty=text)
        alone, stacked = load(base, worlds=12, months=18), load(f"{base} + {file}", worlds=12, months=18)
        assert stacked.name == f"{base}+empty"
        assert scenario_hash(stacked) == scenario_hash(alone)
        assert to_toml(stacked).partition("[policy")[2] == to_toml(alone).partition("[policy")[2]
    one, other = (simulate(scenario, np.arange(12)) for scenario in (alone, stacked))
    assert one.outcomes.tobytes() == other.outcomes.tobytes()
    assert one.entries.tobytes() == other.entries.tobytes()


PACKAGES = [name for name in known_scenarios() if chain(name)[0].path.stem in ("baseline_2025", "baseline_2026")]
"""Those shipped for Korea, but for what imposes the record."""


@pytest.mark.parametrize("package", [name for name in PACKAGES if not name.startswith("baseline")])
def test_every_package_stands_on_either_start(package: str) -> None:
    for start in ("baseline", "baseline_2025"):
        stacked = load(f"{start} + {package}")
        assert (stacked.start, stacked.months) == (load(start).start, 120)
        assert scenario_hash(stacked) != scenario_hash(load(start)), "it changes something there"


@pytest.mark.parametrize(
    "package", ["opcon_conditions", "moon_package", "hedge_when_abandoned", "russia_in_the_cast", "burden_bargain_answered"]
)
def test_a_package_on_what_it_extends_is_that_scenario(package: str) -> None:
    stacked = load(f"{chain(package)[0].path.stem} + {package}")
    assert scenario_hash(stacked) == scenario_hash(load(package))
    assert (stacked.hypothesis, dict(stacked.claims.expected)) == ("", {})
    assert load(package).title in stacked.title


def test_a_package_brings_its_differences_and_not_its_base(tmp_path: Path) -> None:
    ground, package = write(
        tmp_path,
        ground="[policy.united_states]\nexercise_tempo = 0.9\n[ensemble]\nworlds = 77\n",
        other_ground="[policy.united_states]\nexercise_tempo = 0.1\ntroops_korea = 5000\n[ensemble]\nworlds = 5\n",
        package='extends = "other_ground.toml"\n[policy.south_korea]\ndefence_share = 3.0\n',
    )[::2]
    stacked = load(f"{ground} + {package}")
    assert (tempo(stacked, "2026-01"), stacked.worlds) == (0.9, 77)
    assert stacked.policy["south_korea"]["defence_share"].initial == 3.0
    assert stacked.policy["united_states"]["troops_korea"].initial == 28500
    assert stacked.origins["policy.south_korea.defence_share"] == "package.toml"
    assert stacked.packages == ("package.toml",)


def test_what_two_packages_share_is_laid_once(tmp_path: Path) -> None:
    ground, _, one, two = write(
        tmp_path,
        ground="",
        shared='extends = "ground.toml"\n[policy.united_states]\nexercise_tempo = 0.1\ntroops_korea = 5000\n',
        one='extends = "shared.toml"\n[policy.united_states]\nexercise_tempo = 0.9\n',
        two='extends = "shared.toml"\n[policy.united_states]\nsanctions_pressure = 0.9\n',
    )
    for order in ((one, two), (two, one)):
        stacked = load(" + ".join((ground, *order)))
        assert tempo(stacked, "2026-01") == 0.9
        assert stacked.policy["united_states"]["troops_korea"].initial == 5000


def test_dates_before_the_start_have_happened_by_then_and_the_written_file_means_the_same(tmp_path: Path) -> None:
    ground, package = write(
        tmp_path,
        ground='start = "2028-01"\nmonths = 60\n',
        package="""start = "2025-01"
            [policy.united_states]
            exercise_tempo = { "2026-01" = 0.5 }
            troops_korea = { "2027-01..2028-12" = 4500 }
            [policy.south_korea]
            opcon = { "2026-03" = "rok_led" }
            """.replace('start = "2025-01"', 'extends = "ground_of_2025.toml"'),
        ground_of_2025='start = "2025-01"\n',
    )[:2]
    stacked = load(f"{ground} + {package}")
    assert stacked.start == parse_month("2028-01")
    assert tempo(stacked, "2028-01") == 0.5
    troops = stacked.policy["united_states"]["troops_korea"]
    assert [troops.value(parse_month(month)) for month in ("2028-01", "2028-12", "2030-01")] == [15500, 4500, 4500]
    (tmp_path / "again.toml").write_text(to_toml(stacked), encoding="utf-8")
    assert scenario_hash(load(tmp_path / "again.toml")) == scenario_hash(stacked)


def test_a_typing_error_in_the_dates_of_the_first_is_still_refused(tmp_path: Path) -> None:
    ground, package = write(
        tmp_path,
        ground='start = "2028-01"\n[policy.united_states]\nexercise_tempo = { "2027-01" = 0.5 }\n',
        package='extends = "baseline_2025"\n',
    )
    with pytest.raises(PeninsulaError, match=r"ground\.toml, line 3: .* 2027-01 is outside the horizon: expected 2028-01"):
        load(f"{ground} + {package}")


def test_packages_of_another_theatre_and_with_a_nowcast_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PeninsulaError, match="europe_left_alone is of the theatre europe, and baseline of korea"):
        load("baseline + europe_left_alone")
    (file,) = write(tmp_path, begun='extends = "baseline"\n[nowcast]\nfile = "x.npz"\ndigest = "0"\n')
    with pytest.raises(PeninsulaError, match="a package starts where the first scenario of its stack does"):
        load(f"baseline + {file}")


def test_a_long_stack_has_a_name_that_a_folder_can_have(tmp_path: Path) -> None:
    files = write(tmp_path, **{f"a_package_with_a_rather_long_name_{index}": 'extends = "baseline"\n' for index in range(12)})
    assert load(" + ".join(("baseline", *files))).name == "baseline+a_package_with_a_rather_long_name_0+11-more"
    with pytest.raises(PeninsulaError, match="21 scenarios is too high: expected at most 20"):
        load(" + ".join(["baseline"] * 21))


@pytest.mark.parametrize(
    "text",
    [
        "ensemble = 5", "policy = [1]", "title = 5", "rules = [3]", '[[rules]]\nname = "x"\nactor = [1]\nset = 5',
        "situation = 3", "start = 5", "joins = 3", 'extends = "nowhere"', "claims = 3", "nowcast = 5",
        "[policy.united_states]\nexercise_tempo = {}",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "joints", ["baseline + {0}", "baseline + {0} + {1}", "baseline + {1} + {0}", "{0} + {1}", "{1} then {0}"]
)
def test_a_wrong_package_is_one_sentence_that_names_its_file(text: str, joints: str, tmp_path: Path) -> None:
    wrong, right = write(tmp_path, wrong=text, right='extends = "baseline"\n[policy.united_states]\nexercise_tempo = 0.3\n')
    with pytest.raises(PeninsulaError, match=r"wrong\.toml"):
        load(joints.format(wrong, right))


@pytest.mark.parametrize(
    ("source", "base"),
    [
        ("moon_package", "baseline_2025"),
        ("europe_coalition", "europe_baseline"),
        ("baseline + sidelined", "baseline_2026"),
        ("baseline_2025 + sidelined", "baseline_2025"),
    ],
)
def test_a_scenario_departs_from_what_it_extends_in_the_end(source: str, base: str) -> None:
    assert departs_from(source).stem == base


def test_what_extends_nothing_departs_from_nothing() -> None:
    with pytest.raises(PeninsulaError, match=r"^baseline_2025 extends no scenario that it could be held against$"):
        departs_from("baseline_2025")
