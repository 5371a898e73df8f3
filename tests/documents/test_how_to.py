"""The pages of `docs/how-to/` do what they say: their Python runs, their commands exist, and files have the columns they name."""

import re
import shlex
from pathlib import Path

import pytest

import sim
from sim.cli.entry import main
from sim.scenario.theatre_file import FOLDER
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PAGES = {page.stem: page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs" / "how-to").glob("*.md"))}


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGES[page], re.DOTALL)


def test_every_command_of_a_page_has_the_options_it_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line for page in PAGES for block in blocks(page, "console") for line in block.splitlines()]
    own = [shlex.split(line) for line in lines if line.startswith("peninsula")]
    assert len(own) >= 8
    for _, command, *arguments in own:
        assert main([command, "--help"]) == 0
        known = capsys.readouterr().out
        assert all(option in known for option in arguments if option.startswith("--"))


def test_the_python_of_the_notebook_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code = [block.replace("worlds=200", "worlds=20") for block in blocks("notebook", "python")]
    assert len(code) >= 6
    names: dict[str, object] = {}
    for block in code:
        exec(compile(block, "notebook.md", "exec"), names)
    assert names["again"].folder == names["kept"].folder  # type: ignore[attr-defined]
    assert names["tension"].dims == ("world", "month")  # type: ignore[attr-defined]


def test_a_copied_theatre_runs_as_its_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (FOLDER / "europe.toml").read_text(encoding="utf-8")
    Path("gulf.toml").write_text(text.replace('name = "europe"\nlabel = "Europe"', 'name = "gulf"\nlabel = "The Gulf"', 1))
    (scenario,) = blocks("own_theatre", "toml")
    Path("gulf_today.toml").write_text(scenario, encoding="utf-8")
    assert main(["check", "gulf_today.toml"]) == 0
    run = sim.run("gulf_today.toml", worlds=5, months=12, workers=1)
    assert (run.scenario.theatre.label, run.scenario.worldview) == ("The Gulf", "agnostic")


def test_a_run_has_the_files_and_columns_that_r_reads(tmp_path: Path) -> None:
    import pyarrow.dataset

    folder = sim.run("baseline", worlds=5, months=12, workers=1, results=tmp_path).folder
    assert folder is not None
    listed = re.findall(r"^\| `([^`]+)` \|", PAGES["r"], re.MULTILINE)
    assert len(listed) == 5
    assert all(list(folder.glob(name)) for name in listed)
    header = (folder / "summary.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert {"month", "outcome", "q05", "q25", "q50", "q75", "q95"} <= set(header)
    assert {"world", "month", "warheads"} <= set(pyarrow.dataset.dataset(folder / "worlds").schema.names)
