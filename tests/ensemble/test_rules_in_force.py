"""Shares of worlds in which rules are in force, however a run is kept."""

from pathlib import Path

import numpy as np
import pytest
from pandas import read_csv

from sim.ensemble.execute import execute
from sim.ensemble.run import Run
from sim.model.theatre_model import TheatreModel
from sim.scenario.catalogue import SHIPPED
from sim.scenario.loading import load
from sim.storage import run_folder

RULES = [
    {
        "name": "tense",
        "actor": "us",
        "when": "peninsula_tension > 58",
        "set": {"exercise_tempo": 0.2},
        "until": "peninsula_tension < 55",
    },
    {"name": "armed", "actor": "north_korea", "when": "warheads > 55", "set": {"testing_tempo": 0.2}, "prob": 0.2},
]


@pytest.fixture(scope="module")
def ruled() -> Run:
    return execute(load("baseline_2025", {"rules": RULES}, worlds=30, months=24), workers=1)


def test_shares_are_those_of_the_model(ruled: Run) -> None:
    model = TheatreModel([ruled.scenario], np.arange(30))
    shares, begins = [], 0.0
    for _ in range(24):
        model.step()
        rules = model.month.rules
        shares.append(rules.now.mean(axis=1))
        begins += float((rules.now > rules.before)[0].mean())
    assert np.min(np.max(shares, axis=0)) > 0
    assert ruled.rule_changes["tense"].times == pytest.approx(begins)
    for row, rule in enumerate(ruled.scenario.rules):
        assert ruled.rules_in_force[rule.name] == pytest.approx([share[row] for share in shares])


@pytest.mark.parametrize("keep_worlds", [True, False])
def test_a_folder_keeps_them(ruled: Run, tmp_path: Path, keep_worlds: bool) -> None:
    kept = run_folder.read(run_folder.write(ruled, tmp_path, keep_worlds=keep_worlds))
    assert kept.folder is not None
    table = read_csv(kept.folder / "rules.csv")
    for name, shares in ruled.rules_in_force.items():
        assert kept.rules_in_force[name] == pytest.approx(shares)
        assert table.loc[table["rule"] == name, "share"].tolist() == pytest.approx(shares.tolist(), abs=1e-5)


@pytest.mark.parametrize("name", [path.stem for path in sorted(SHIPPED.glob("*.toml")) if "[[rules]]" in path.read_text("utf-8")])
def test_every_rule_of_a_shipped_scenario_comes_into_force_in_some_worlds(name: str) -> None:
    run = execute(load(name, worlds=150), workers=1)
    assert run.scenario.rules
    seldom = [rule.name for rule in run.scenario.rules if max(run.rules_in_force[rule.name]) < 0.02]
    assert not seldom


def test_a_run_without_rules_has_none(whole: Run, tmp_path: Path) -> None:
    assert whole.rules_in_force == {}
    assert not (run_folder.write(whole, tmp_path) / "rules.csv").exists()
