"""Folders of analyses beside those of runs: comparisons and sweeps, written whole or not at all."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sim.ensemble.fingerprint import model_fingerprint
from sim.ensemble.manifest import CAVEAT, versions
from sim.files.atomic import atomic_directory
from sim.files.cleanup import sweep
from sim.files.worlds_parquet import SCHEMA_VERSION
from sim.foundations.errors import PeninsulaError
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.scenario import Scenario
from sim.storage.run_folder import writable


def identity(kind: str, scenarios: Sequence[Scenario], also: str = "") -> str:
    """Return the hash of an analysis: its kind, the model, its scenarios in their order, and whatever else it depends on."""
    parts = (kind, model_fingerprint(), also, *(scenario_hash(scenario) for scenario in scenarios))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def reserve_analysis_folder(results: Path, name: str, identity: str, overwrite: bool) -> Path:
    """Return the folder of an analysis; ask before the work.

    The same analysis, made by the same model, takes the place of the old one, since it says the same.
    Raises PeninsulaError when another one has the name, or the results folder cannot be written.
    """
    writable(results)
    sweep(results)
    final = results / f"{name}-{identity[:8]}"
    if final.exists() and not overwrite and _held(final) != identity:
        raise PeninsulaError(f"{final} holds something else; use --overwrite to replace it or --out to write elsewhere")
    return final


def write_analysis_folder(
    final: Path,
    kind: str,
    identity: str,
    about: Mapping[str, Any],
    scenarios: Mapping[str, Scenario],
    fill: Callable[[Path], None],
) -> Path:
    """Write the folder of an analysis and return it.

    kind: "comparison" or "sweep". about: what the manifest says besides. scenarios: name -> resolved, each kept as a file that
    repeats it. fill: writes tables and plots into the folder.
    """
    with atomic_directory(final, overwrite=True) as hidden:
        (hidden / "scenarios").mkdir()
        for name, scenario in scenarios.items():
            (hidden / "scenarios" / f"{name}.toml").write_text(to_toml(scenario), encoding="utf-8")
        fill(hidden)
        manifest = {
            "schema": SCHEMA_VERSION,
            "kind": kind,
            "caveat": CAVEAT,
            "hash": identity,
            "model": model_fingerprint(),
            "versions": versions(),
            "times": {"written": datetime.now(UTC).isoformat()},
            **about,
        }
        text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False)
        (hidden / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return final


def _held(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
