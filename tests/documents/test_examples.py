"""The examples of `README.md` and of the help texts of `sim/cli/commands/` run as they stand."""

import io
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

import sim.scenario.loading
from sim.cli.app import app
from sim.cli.entry import main
from sim.scenario.loading import load
from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("one_figure")]

README = (ROOT / "README.md").read_text(encoding="utf-8")
FEW = "20"
SMALL = {
    "sensitivity": ["--samples", "4"],
    "search": ["--candidates", "40", "--population", "20", "--check", FEW],
    "discover": ["--worlds", "400"],
    "game": ["--worldviews", "spiral"],
    "signposts": ["--worlds", "400"],
}
"""What keeps an example small, besides a small number of worlds."""

ELSEWHERE = ("--data", "--cluster", "web", "--from-nowcast", "documents")
"""What needs the publishers' files, a cluster, or somebody to end it: tested where that is."""


def commands(text: str) -> list[str]:
    """Return the command lines of a text, without their comments."""
    joined = re.sub(r"\\\n\s*", "", text)
    found = re.findall(r"^ {2,4}(?:Example: )?(peninsula .*?)(?:\s{2,}#.*|\s# .*)?$", joined, re.MULTILINE)
    return list(dict.fromkeys(line for line in found if " " in line))


def examples_of_help() -> list[str]:
    """Return the examples of all help texts."""
    found = []
    for each in app.registered_commands:
        text = re.sub(r"\n\s+", " ", (each.callback.__doc__ or "").partition("Example:")[2])
        found += [line.strip() for line in re.findall(r"peninsula .*", text)]
    return found


ALL = list(dict.fromkeys(commands(README) + examples_of_help()))
HERE = [line for line in ALL if not any(word in shlex.split(line) or word in line for word in ELSEWHERE)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the catalogue, a file of one's own and a run."""
    place = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "scenarios", place / "scenarios")
    with pytest.MonkeyPatch.context() as here:
        here.chdir(place)
        assert main(["new", "mine.toml", "--from", "scenarios/baseline.toml"]) == 0
        assert main(["run", "baseline", "--worlds", FEW, "--quiet", "--out", "results"]) == 0
    return place


@pytest.mark.parametrize("line", HERE)
def test_an_example_runs(line: str, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(desk)
    run = next((desk / "results").glob("baseline-*")).name
    told = re.sub(r"results/(<run>|baseline-\w+)", f"results/{run}", line).replace("new mine.toml", "new another.toml")
    _, command, *arguments = shlex.split(told)
    assert main([command, "--help"]) == 0
    known = capsys.readouterr().out
    simulates = command != "levers" or "--effects" in arguments  # the list of levers refuses what it has no use for
    small = ["--worlds", FEW] if simulates and "--worlds" in known else []
    small += SMALL.get(command, [])
    small += ["--overwrite"] if simulates and "--overwrite" in known else []
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("sys.stdin", io.StringIO())  # nobody answers a command that asks
    assert main([command, *arguments, *small]) == 0, capsys.readouterr().err


def test_what_is_not_run_here_names_options_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(HERE) > 35
    for line in set(ALL) - set(HERE):
        _, command, *arguments = shlex.split(line)
        assert main([command, "--help"]) == 0
        known = capsys.readouterr().out
        for option in (each for each in arguments if each.startswith("--")):
            assert option in known, line


def test_the_scenario_of_the_readme_is_valid(desk: Path) -> None:
    policies, rules = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    (desk / "scenarios" / "readme.toml").write_text(f"{policies}\n{rules}", encoding="utf-8")
    scenario = load(desk / "scenarios" / "readme.toml")
    assert scenario.worldview == "spiral"
    assert len(scenario.rules) == 1


def test_the_python_of_the_readme_runs(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    monkeypatch.setattr(sim.scenario.loading, "DEFAULT_WORLDS", int(FEW))
    (written,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(written, "README.md", "exec"), names)
    assert "peninsula_tension" in names["run"].outcomes
