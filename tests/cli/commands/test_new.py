"""`peninsula new`: a file that changes nothing until it is edited, and never over one that exists."""

import re
import tomllib
from pathlib import Path

import pytest

from sim.cli.entry import main
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load

pytestmark = pytest.mark.usefixtures("root")


def test_a_new_scenario_is_its_parent_until_it_is_edited(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    assert main(["new", str(file), "--from", "baseline"]) == 0
    assert scenario_hash(load(file)) == scenario_hash(load("baseline"))


def test_every_lever_can_be_uncommented(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    main(["new", str(file), "--from", "baseline"])
    lines = file.read_text(encoding="utf-8").splitlines()
    uncommented = [line[2:] if re.match(r"# \w+ = ", line) else line for line in lines]
    file.write_text("\n".join(uncommented), encoding="utf-8")
    baseline, edited = load("baseline"), load(file)
    assert set(tomllib.loads(file.read_text(encoding="utf-8"))["policy"]) == {actor.name for actor in baseline.theatre.actors}
    assert scenario_hash(edited) == scenario_hash(baseline)


def test_the_example_of_a_dated_value_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    main(["new", str(file), "--from", "europe_baseline"])
    heading = "[policy.united_states]\n"
    text = file.read_text(encoding="utf-8")
    (example,) = re.findall(r"^#     (.*)$", text, re.MULTILINE)
    file.write_text(text.replace(heading, f"{heading}{example}\n"), encoding="utf-8")
    name = example.partition(" ")[0]
    assert len(load(file).policy["united_states"][name].changes) == 2


def test_a_file_that_exists_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("precious", encoding="utf-8")
    assert main(["new", str(file), "--from", "baseline"]) == 2
    assert "exists already" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize(
    ("name", "parent", "expected"),
    [
        ("mine.txt", "baseline", ".toml"),
        ("a/b/mine.toml", "baseline", "no such file"),
        ("mine.toml", "basline", "baseline"),
    ],
)
def test_a_file_that_cannot_be_started_is_answered_with_one_sentence(
    name: str, parent: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / name), "--from", parent]) == 2
    err = capsys.readouterr().err
    assert expected in err
    assert err.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("parent", ["baseline", "hedge_when_abandoned"])
def test_rules_can_be_uncommented(tmp_path: Path, parent: str) -> None:
    file = tmp_path / "mine.toml"
    main(["new", str(file), "--from", parent])
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(line.removeprefix("#   ") for line in lines if not line.startswith("#     ")), encoding="utf-8")
    assert main(["check", str(file)]) == 0
    expected = [rule.name for rule in load(parent).rules] or ["answer"]
    assert [rule.name for rule in load(file).rules] == expected
