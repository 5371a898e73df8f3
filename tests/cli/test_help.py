"""Help, as `sim.cli.app` gives it: it answers at once, and shows what a command does, its options and an example."""

import subprocess
import sys

import pytest

from sim.cli.entry import main

COMMANDS = (
    "run", "compare", "sweep", "reach", "explain", "report", "branch", "seat", "results", "open", "verify", "rerun", "web",
    "robust", "sensitivity", "discover", "signposts",
    "search", "game", "pathways", "findings", "hindcast", "nowcast", "calibrate", "observed",
    "check", "new", "levers", "doctrines", "assumptions", "outcomes", "schema",
)  # fmt: skip
HEAVY = ("mesa", "numpy", "pandas", "matplotlib", "xarray", "pyarrow", "scipy", "networkx", "rich")


def test_the_first_page_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    page = capsys.readouterr().out
    listed = [line.split()[0] for line in page.partition("Commands:")[2].splitlines() if line.strip()]
    assert listed == list(COMMANDS)
    assert "..." not in page.partition("Commands:")[2], "a command's one-line help is cut off"


def test_no_command_shows_the_first_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "Commands:" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example_that_names_the_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert f"Example: peninsula {command}" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("option", ["--set", "--worlds", "--months", "--seed", "--workers", "--out", "--json", "--quiet"])
def test_run_has_the_options_that_mean_the_same_everywhere(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", "--help"])
    assert option in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["check", "--help"], ["compare", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    script = f"import sys; from sim.cli.entry import main; main({arguments}); print('IMPORTED', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    imported = {name.partition(".")[0] for name in done.stdout.partition("IMPORTED")[2].split()}
    assert "typer" in imported
    assert imported.isdisjoint(HEAVY)


def test_the_version_is_that_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    import tomllib
    from pathlib import Path

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"peninsula {project['version']}\n"


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "sim", "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: peninsula ")
