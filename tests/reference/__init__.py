"""Reference results of every scenario that comes with Peninsula: `python -m tests.reference` writes them anew, on purpose."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import numpy as np

from sim.analysis.key_outcomes import key_outcomes
from sim.ensemble.execute import batches
from sim.ensemble.quantiles import quantiles
from sim.foundations.axes import Array
from sim.model.outcomes import outcomes_of
from sim.model.simulate import simulate_side_by_side
from sim.scenario.catalogue import SHIPPED
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

FILE = Path(__file__).parent / "results.toml"
WORLDS = 100
LEVELS = (0.05, 0.5, 0.95)


def names() -> list[str]:
    """Return the scenarios that come with Peninsula."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def results() -> dict[str, dict[str, list[float]]]:
    """Return those of every scenario, by name; see `of_last_month`. Scenarios that can share worlds are stepped side by side."""
    scenarios = [load(name, worlds=WORLDS) for name in names()]
    found: dict[str, dict[str, list[float]]] = {}
    for indices in batches(scenarios):
        beside = [scenarios[index] for index in indices]
        records = simulate_side_by_side(beside, np.arange(WORLDS))
        found |= {
            scenario.name: of_last_month(scenario, record.outcomes[:, -1])
            for scenario, record in zip(beside, records, strict=True)
        }
    return {name: found[name] for name in names()}


def of_last_month(scenario: Scenario, found: Array) -> dict[str, list[float]]:
    """Return mean, 5, 50 and 95 % quantiles over worlds of the key outcomes of a scenario; found: shape (outcome, world)."""
    known = {outcome.name: row for row, outcome in enumerate(outcomes_of(scenario.theatre))}

    def numbers(row: int) -> list[float]:
        mean = float(found[row].mean(dtype=np.float64))
        return [float(f"{number:.6g}") for number in (mean, *quantiles(found[row][None], LEVELS)[:, 0])]

    return {outcome.name: numbers(known[outcome.name]) for outcome in key_outcomes(scenario.theatre)}


def written() -> dict[str, Any]:
    """Return the reference results as they stand."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def digest() -> str:
    """Return the beginning of the sha256 of the reference results, which CHANGELOG.md names under Results changed."""
    return hashlib.sha256(FILE.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:12]


def write() -> None:
    """Write the reference results of the model as it is now."""
    _write(results())


def _write(found: dict[str, dict[str, list[float]]]) -> None:
    lines = [
        f"# Mean, 5, 50 and 95 % of {WORLDS} worlds in the last month. Written by 'python -m tests.reference', on purpose only:",
        "# whoever does says in CHANGELOG.md, under Results changed, what moved and why.",
    ]
    for name, outcomes in found.items():
        lines += ["", f"[{name}]", *(f"{outcome} = {numbers}" for outcome, numbers in outcomes.items())]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
