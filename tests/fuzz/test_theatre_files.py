"""Whatever a theatre file says: it is a theatre that can be played, or one sentence says what is wrong with it."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from sim.model.simulate import outcomes_of_worlds
from sim.scenario.loading import load
from sim.scenario.theatre_file import FOLDER
from tests.fuzz.strategies import broken
from tests.fuzz.test_scenario_files import fuzzed, one_sentence

KOREA = tomllib.loads((FOLDER / "korea.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a scenario that is set in a theatre of one's own."""
    return furnished(tmp_path_factory.mktemp("theatre"))


def furnished(folder: Path) -> Path:
    """Put the scenario into a folder, and make one for the theatre; return the folder."""
    (folder / "own").mkdir()
    (folder / "scenario.toml").write_text('theatre = "own/theatre.toml"\nmonths = 6\n')
    return folder


def holds(folder: Path, content: dict[str, Any]) -> None:
    file = folder / "own" / "theatre.toml"
    file.write_text(tomli_w.dumps(content), encoding="utf-8")
    with one_sentence(file):
        scenario = load(folder / "scenario.toml", worlds=3)
        with np.errstate(all="raise", under="ignore"):
            assert np.isfinite(outcomes_of_worlds(scenario, np.arange(3))).all()


@fuzzed(40)
@given(content=broken(st.just(KOREA)))
def test_a_broken_theatre_gets_one_sentence_or_can_be_played(folder: Path, content: dict[str, Any]) -> None:
    holds(folder, content)


@pytest.mark.slow
@fuzzed(200)
@given(content=broken(st.just(KOREA)))
def test_hundreds_of_broken_theatres(folder: Path, content: dict[str, Any]) -> None:
    holds(folder, content)
