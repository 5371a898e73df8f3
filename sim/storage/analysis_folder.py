"""Folders of analyses, such as comparisons and sweeps, beside those of runs; each appears complete or not at all."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sim.ensemble.fingerprint import model_fingerprint
from sim.ensemble.manifest import CAVEAT, versions
from sim.files.atomic import atomic_directory
from sim.files.cleanup import remove_leftovers
from sim.files.worlds_parquet import SCHEMA_VERSION
from sim.foundations.errors import PeninsulaError
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.scenario import Scenario
from sim.storage.run_folder import require_writable


def analysis_hash(kind: str, scenarios: Sequence[Scenario], also: str = "") -> str:
    """Return the hash of an analysis: of its kind, the model, its scenarios in order, and `also`, all else it depends on."""
    parts = (kind, model_fingerprint(), also, *(scenario_hash(scenario) for scenario in scenarios))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def reserve_analysis_folder(results: Path, name: str, identity: str, overwrite: bool) -> Path:
    """Check that an analysis can be written, before the work is done, and return the path of its folder.

    name: begins the folder's name. identity: its hash. overwrite: replace a different analysis of that name; the same analysis by
    the same model is always replaced, since it has the same content.
    Raises PeninsulaError when the name is taken, or the results folder cannot be written.
    """
    require_writable(results)
    remove_leftovers(results)
    final = results / f"{name}-{identity[:8]}"
    if final.exists() and not overwrite and _hash_in(final) != identity:
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
    """Write the folder of an analysis and return its path.

    kind: "comparison", "sweep" or another kind of analysis. identity: its hash. about: further entries of the manifest.
    scenarios: file name -> resolved scenario; each file reproduces its run. fill: writes tables and plots into a folder.
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


def _hash_in(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
