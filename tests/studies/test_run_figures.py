"""Figures that worker processes draw are those that this process draws, and what is to be said about them is said."""

import subprocess
import sys
from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaWarning
from sim.plots import FIGURES
from sim.studies.run import Run, run
from sim.studies.run_figures import FiguresJob, draw_figures
from tests.conftest import ROOT

CUNEIFORM = "\N{CUNEIFORM SIGN A}"
"""A character that is in none of the fonts that figures use."""


ALONE = """
import sys
from sim.cli.entry import main

assert main(["run", "baseline", "--worlds", "20", "--months", "6", "--workers", "2", "--quiet", "--out", sys.argv[1]]) == 0
print([name for name in ("matplotlib", "mesa") if name in sys.modules])
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run("scenarios/moon_package.toml", worlds=20, months=24, results=tmp_path_factory.mktemp("results"))


@pytest.mark.slow
def test_two_processes_draw_what_one_draws(kept: Run, tmp_path: Path) -> None:
    files = draw_figures(kept, tmp_path, svg=False, processes=2)
    assert {file.stem for file in files} == set(FIGURES)
    assert {file.name: file.read_bytes() for file in files} == {file.name: file.read_bytes() for file in kept.plots}


def test_the_parts_of_the_figures_are_all_of_them(kept: Run, tmp_path: Path) -> None:
    parts = [FiguresJob(kept, tmp_path, False, part, 4).do(lambda _: None) for part in range(4)]
    assert sorted(file.stem for files, _ in parts for file in files) == sorted(FIGURES)
    assert not [sentence for _, sentences in parts for sentence in sentences]


@pytest.mark.slow
def test_what_workers_miss_is_said_here(tmp_path: Path) -> None:
    file = tmp_path / "signs.toml"
    file.write_text(f'title = "{CUNEIFORM}"\nextends = "baseline"\n', encoding="utf-8")
    with pytest.warns(PeninsulaWarning, match=f"no installed font has the characters {CUNEIFORM}"):
        made = run(file, worlds=20, months=6, workers=2, results=tmp_path / "results")
    assert len(made.plots) == len(FIGURES)


@pytest.mark.slow
def test_the_prompt_neither_draws_nor_simulates_where_workers_do(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", ALONE, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert {file.stem for file in tmp_path.glob("*/plots/*.png")} == set(FIGURES)
