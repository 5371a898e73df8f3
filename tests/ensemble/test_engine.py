"""The engine of a run: chosen by name, told in the manifest, and taken again when the run is repeated or branched."""

from pathlib import Path

import numpy as np
import pytest

from sim.cli.entry import main
from sim.ensemble import folder
from sim.ensemble.branching import branch_of, continue_from
from sim.ensemble.engine import COMPILED, NUMPY, known_engine
from sim.ensemble.execute import execute
from sim.ensemble.repeating import repeat
from sim.ensemble.under_way import identity
from sim.foundations import extras
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load

ROUNDING = 1e-4


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(PeninsulaError, match="did you mean 'compiled'"):
        known_engine("compield")


def test_an_engine_that_is_not_installed_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    with pytest.raises(PeninsulaError, match=r"peninsula\[compiled\]"):
        known_engine(COMPILED)
    assert known_engine(NUMPY) == NUMPY


def test_chunks_of_one_engine_are_not_taken_for_those_of_the_other(root: Path) -> None:
    scenario, chunks = load("baseline", worlds=8), (range(8),)
    assert identity(scenario, chunks, ("a",), NUMPY) != identity(scenario, chunks, ("a",), COMPILED)


def test_a_compiled_run_says_so_and_is_repeated_and_branched_by_the_same_engine(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("jax")
    said = ["run", "baseline", "--worlds", "64", "--months", "12", "--engine", "compiled", "--workers", "1"]
    assert main([*said, "--out", str(tmp_path), "--quiet"]) == 0
    run = folder.read(next(tmp_path.iterdir()))
    assert run.engine == COMPILED
    assert repeat(run, workers=1).identical
    plain = execute(run.scenario, workers=1)
    assert plain.engine == NUMPY
    apart = np.abs(run.outcomes_array - plain.outcomes_array) / np.maximum(1, np.abs(plain.outcomes_array))
    assert apart.max() < ROUNDING
    at = run.scenario.start + 6
    assert continue_from(run, branch_of(run, at, {"us.troops_korea": 0}), at, workers=1).engine == COMPILED
