"""The manifest of a run: what was run, when, where, and with which versions."""

import os
import platform
import subprocess
import tomllib
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sim.ensemble.fingerprint import model_fingerprint
from sim.ensemble.plan import Plan, cores
from sim.files.worlds_parquet import SCHEMA_VERSION
from sim.foundations.months import format_month
from sim.scenario.assumptions import DECLARED
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.scenario import Scenario

CAVEAT = "This is not a forecast: it shows what follows from the assumptions listed here, and is an instrument for thinking."
_PACKAGES = ("peninsula", "mesa", "numpy", "pandas", "pyarrow", "matplotlib")


def manifest(
    scenario: Scenario, plan: Plan, began: datetime, ended: datetime, outcomes: Sequence[str] | None = None
) -> dict[str, Any]:
    """Return the manifest of a run, ready for JSON.

    began, ended: times of the simulation. outcomes: those that were recorded (None: all, and the ledger).
    """
    seconds = (ended - began).total_seconds()
    return {
        "schema": SCHEMA_VERSION,
        "caveat": CAVEAT,
        "status": "complete",
        "name": scenario.name,
        "title": scenario.title,
        "hash": scenario_hash(scenario),
        "model": model_fingerprint(),
        "seed": scenario.seed,
        "worlds": scenario.worlds,
        "start": format_month(scenario.start),
        "months": scenario.months,
        "worldview": scenario.worldview,
        **({} if outcomes is None else {"outcomes": list(outcomes)}),
        "times": {"began": began.isoformat(), "ended": ended.isoformat(), "seconds": round(seconds, 3)},
        "workers": plan.processes,
        "chunks": len(plan.chunks),
        "versions": versions(),
        "git_commit": git_commit(Path(__file__).parents[2]),
        "machine": {"system": platform.platform(), "processor": platform.machine(), "cores": cores()},
        "assumptions": assumptions_in_force(scenario),
        "scenario": tomllib.loads(to_toml(scenario)),
    }


def assumptions_in_force(scenario: Scenario) -> list[dict[str, Any]]:
    """Return every assumption with the range that worlds draw from."""
    known = {assumption.name: assumption for assumption in DECLARED}
    return [
        {"name": name, "title": known[name].title, "unit": known[name].unit, "low": low, "high": high}
        for name, (low, high) in scenario.assumptions.items()
    ]


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that numbers and files depend on."""
    installed = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            installed[package] = version(package)
        except PackageNotFoundError:
            installed[package] = "not installed"
    return installed


def git_commit(root: Path) -> str | None:
    """Return the commit of a checkout, with "-dirty" when files differ from it, or None outside a checkout."""
    if not (root / ".git").exists():
        return None
    try:
        described = subprocess.run(
            ["git", "-C", os.fspath(root), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"],
            capture_output=True,
            text=True,
            timeout=5,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return described.stdout.strip() or None
