"""The folder of a run: written whole or not at all, and read again.

manifest.json, scenario.toml, worlds/*.parquet, events.parquet, tables.csv, likelihoods.csv, plots/; of a run whose worlds are
not kept, events.csv, which counts events, stands for the files of worlds and events.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from sim.ensemble import stored_summary, tables
from sim.ensemble.chunk import Chunk, FileChunk, column_names
from sim.ensemble.run import Run
from sim.ensemble.stored_summary import StoredSummary
from sim.files import events_parquet, worlds_parquet
from sim.files.atomic import NameTakenError, atomic_directory
from sim.files.checksums import MANIFEST, files_of, manifest_text
from sim.files.cleanup import sweep
from sim.files.worlds_parquet import SCHEMA_VERSION, readable
from sim.foundations.errors import PeninsulaError, nearest
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

type Draw = Callable[[Run, Path], object]


def run_name(scenario: Scenario) -> str:
    """Return what the folder of a scenario's run is called: the scenario's name and the beginning of its hash."""
    return f"{scenario.name}-{scenario_hash(scenario)[:8]}"


def place(scenario: Scenario, results: Path, name: str | None = None, overwrite: bool = False) -> Path:
    """Return where a run of a scenario will be kept; ask before a long run.

    name: of its folder (None: as `run_name` has it).
    Raises PeninsulaError when the name is taken and not to be overwritten, or the results folder cannot be written.
    """
    identity = scenario_hash(scenario)
    name = run_name(scenario) if name is None else name
    if not name or name.startswith(".") or Path(name).name != name:
        raise PeninsulaError(f"'{name}' cannot name a run: expected a folder's name without slashes or a leading dot")
    writable(results)
    sweep(results)
    final = results / name
    if not final.exists():
        return final
    held = hash_in(final)
    if held is None and not (final.is_dir() and not any(final.iterdir())):
        raise PeninsulaError(f"{final} is not a run and is left alone; use --out to write elsewhere")
    if not overwrite:
        what = "this very run" if held == identity else "another run"
        raise NameTakenError(f"{final} already holds {what}; use --overwrite to replace it or --out to write elsewhere")
    return final


def writable(results: Path) -> None:
    """Raise PeninsulaError when a results folder can be neither written nor made."""
    standing = next(path for path in (results, *results.absolute().parents) if path.exists())
    if not standing.is_dir():
        raise PeninsulaError(f"cannot write to {results}: {standing} is a file, expected a folder")
    if not os.access(standing, os.W_OK | os.X_OK):
        raise PeninsulaError(f"cannot write to {results}: no permission to write in {standing}")


def write(
    run: Run,
    results: Path | str,
    name: str | None = None,
    overwrite: bool = False,
    draw: Draw | None = None,
    keep_worlds: bool = True,
) -> Path:
    """Write a run's folder under a results folder and return it; the run then belongs to it.

    draw: writes the plots of a run into a folder. keep_worlds: whether the worlds stay, or their summary alone.
    Raises PeninsulaError as `place` does, and when the disk is full.
    """
    final = place(run.scenario, Path(results), name, overwrite)
    with atomic_directory(final, overwrite) as hidden:
        files = _write_worlds(run, hidden) if keep_worlds else []
        if not keep_worlds:
            stored_summary.counts(run.event_blocks()).to_csv(hidden / stored_summary.EVENTS, index=False, float_format="%.6g")
        (hidden / "scenario.toml").write_text(to_toml(run.scenario), encoding="utf-8")
        tables.monthly(run).to_csv(hidden / stored_summary.SUMMARY, index=False, float_format="%.6g")
        run.probabilities().to_csv(hidden / stored_summary.LIKELIHOODS, float_format="%.6g")
        if draw is not None:
            (hidden / "plots").mkdir()
            draw(run, hidden / "plots")
        times = {**run.manifest["times"], "written": datetime.now(UTC).isoformat()}
        kept = "worlds" if keep_worlds else "summary"
        manifest = {**run.manifest, "times": times, "kept": kept, "result": tables.in_one_line(run), "files": files_of(hidden)}
        text = manifest_text(manifest)
        (hidden / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    run.manifest, run.folder = json.loads(text), final
    if run.scratch is not None or not keep_worlds:
        run.chunks = tuple(FileChunk(final / "worlds" / file.name) for file in files)
        run.stored_summary = None if keep_worlds else StoredSummary(final, run.scenario.worlds)
        run.read_events_by(lambda: events_parquet.read(final / "events.parquet"))
    if run.scratch is not None:
        run.scratch.cleanup()
        run.scratch = None
    return final


def _write_worlds(run: Run, hidden: Path) -> list[Path]:
    (hidden / "worlds").mkdir()
    files = [_keep(chunk, hidden / "worlds" / f"{chunk.first:08d}.parquet", run) for chunk in run.chunks]
    events_parquet.write(run.event_blocks(), hidden / "events.parquet")
    return files


def read(path: Path | str) -> Run:
    """Return the run of a folder; series are read when asked for.

    Raises PeninsulaError when it is no run's folder, is damaged, or was written in another format.
    """
    folder = Path(path)
    manifest = _manifest(folder)
    # a file that is loaded takes its name from its own
    scenario = replace(load(folder / "scenario.toml"), name=manifest["name"])
    if scenario_hash(scenario) != manifest["hash"]:
        raise PeninsulaError(
            f"{folder / 'scenario.toml'} is not the scenario that was run: it was changed since, or is read by another "
            "version of Peninsula; run it again"
        )
    if manifest.get("kept", "worlds") == "summary":
        return Run(scenario, (), tuple, manifest, folder, stored_summary=StoredSummary(folder, scenario.worlds))
    chunks = [FileChunk(file) for file in sorted((folder / "worlds").glob("*.parquet"))]
    # every chunk begins where the one before it ended
    if [chunk.first for chunk in chunks] + [scenario.worlds] != [0, *accumulate(chunk.worlds for chunk in chunks)]:
        raise PeninsulaError(f"{folder / 'worlds'} does not hold all {scenario.worlds} worlds: run its scenario again")
    run = Run(scenario, chunks, lambda: events_parquet.read(folder / "events.parquet"), manifest, folder)
    wanted = set(column_names(scenario.theatre, manifest.get("outcomes")))
    for chunk in chunks:
        if lacking := wanted.difference(chunk.header.names):
            raise PeninsulaError(f"{chunk.path} lacks {min(lacking)}: an older model wrote it; run its scenario again")
    return run


def hash_in(folder: Path) -> str | None:
    """Return the hash of the scenario whose run a folder holds, "unknown" when damaged, or None when it is no run."""
    try:
        return str(_manifest(folder)["hash"])
    except PeninsulaError:
        return "unknown" if (folder / "manifest.json").is_file() else None


def _manifest(folder: Path) -> dict[str, Any]:
    file = folder / "manifest.json"
    if not file.is_file():
        siblings = [path.name for path in folder.parent.iterdir()] if folder.parent.is_dir() else []
        raise PeninsulaError(f"{folder} is not a run: expected a folder with a manifest.json{nearest(folder.name, siblings)}")
    with readable(file):
        manifest = json.loads(file.read_text(encoding="utf-8"))
        version = manifest["schema"]
        if not {"hash", "name", "times"} <= manifest.keys():
            raise ValueError("it lacks hash, name or times")
        outcomes = manifest.get("outcomes", [])
        if not isinstance(outcomes, list) or not all(isinstance(name, str) for name in outcomes):
            raise ValueError("its outcomes are no names")
    if version != SCHEMA_VERSION:
        raise PeninsulaError(f"{folder} has format {version}, and this version of Peninsula reads {SCHEMA_VERSION}")
    return dict(manifest)


def _keep(chunk: Chunk, path: Path, run: Run) -> Path:
    """Write a chunk, or copy its file; the file of a temporary folder is linked, since that folder goes."""
    if not isinstance(chunk, FileChunk):
        columns = {name: chunk.column(name) for name in column_names(run.scenario.theatre, run.manifest.get("outcomes"))}
        path.write_bytes(worlds_parquet.encode(columns, chunk.first, run.months))
    elif run.scratch is None:
        shutil.copyfile(chunk.path, path)
    else:
        try:
            os.link(chunk.path, path)
        except OSError:
            shutil.copyfile(chunk.path, path)
    return path
