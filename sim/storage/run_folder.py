"""The folder of a run, which appears complete or not at all, and can be read again.

manifest.json, scenario.toml, worlds/*.parquet, events.parquet, summary.csv, likelihoods.csv, plots/; with rules also rules.csv.
When only the summary is kept, events.csv with counts of events replaces the files of worlds and events.
"""

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from sim.ensemble import tables
from sim.ensemble.chunk import Chunk, FileChunk, column_names
from sim.ensemble.fingerprint import model_fingerprint
from sim.ensemble.run import Run
from sim.ensemble.stored_summary import CHOICES, EVENTS, LIKELIHOODS, RULES, SUMMARY, StoredSummary
from sim.files import events_parquet, worlds_parquet
from sim.files.atomic import NameTakenError, atomic_directory
from sim.files.checksums import MANIFEST, checksum, checksums_of, manifest_text
from sim.files.cleanup import remove_leftovers
from sim.files.worlds_parquet import SCHEMA_VERSION, readable
from sim.foundations.errors import PeninsulaError, nearest
from sim.model.outcomes import outcomes_of
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.scenario.theatre import Theatre

_EVENTS = "events.parquet"

WRITERS = 2
"""Files of worlds that are written at once: each is encoded in memory first."""

type Draw = Callable[[Run, Path], object]
"""Writes the plots of a run into a folder."""


def run_name(scenario: Scenario) -> str:
    """Return the name of the folder of a scenario's run: the scenario's name and the first digits of its hash."""
    return f"{scenario.name}-{scenario_hash(scenario)[:8]}"


def reserve_run_folder(scenario: Scenario, results: Path, name: str | None = None, overwrite: bool = False) -> Path:
    """Check that a run can be written, before the work is done, and return the path of its folder, which is not created.

    name: of the folder (None: `run_name`). overwrite: replace a run of that name.
    Raises NameTakenError when the name is taken, PeninsulaError when it is not a name or the results folder cannot be written.
    """
    name = run_name(scenario) if name is None else name
    if not name or name.startswith(".") or Path(name).name != name:
        raise PeninsulaError(f"'{name}' cannot name a run: expected a folder's name without slashes or a leading dot")
    require_writable(results)
    remove_leftovers(results)
    final = results / name
    if not final.exists():
        return final
    existing = hash_in(final)
    if existing is None and not (final.is_dir() and not any(final.iterdir())):
        raise PeninsulaError(f"{final} is not a run and is left alone; use --out to write elsewhere")
    if not overwrite:
        what = "this run" if existing == scenario_hash(scenario) else "a different run"
        raise NameTakenError(f"{final} already holds {what}; use --overwrite to replace it or --out to write elsewhere")
    return final


def require_writable(results: Path) -> None:
    """Raise PeninsulaError when a results folder can be neither written nor created."""
    existing = next(path for path in (results, *results.absolute().parents) if path.exists())
    if not existing.is_dir():
        raise PeninsulaError(f"cannot write to {results}: {existing} is a file, expected a folder")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise PeninsulaError(f"cannot write to {results}: no permission to write in {existing}")


def write(
    run: Run,
    results: Path | str,
    name: str | None = None,
    overwrite: bool = False,
    draw: Draw | None = None,
    keep_worlds: bool = True,
    draw_from_files: bool = False,
) -> Path:
    """Write a run's folder under a results folder and return its path; the run refers to that folder from then on.

    name, overwrite: as in `reserve_run_folder`. draw: writes the plots (None: no plots).
    keep_worlds: keep all worlds and events, or summary tables only. draw_from_files: draw a run that reads the worlds that were
    kept, and that other processes can be handed.
    Raises PeninsulaError as `reserve_run_folder` does, and when the disk is full.
    """
    final = reserve_run_folder(run.scenario, Path(results), name, overwrite)
    with atomic_directory(final, overwrite) as hidden:
        files = _write_worlds(run, hidden) if keep_worlds else []
        with ThreadPoolExecutor(1) as aside:
            writing = aside.submit(_write_tables, run, hidden, keep_worlds)
            if not draw_from_files:
                writing.result()
            if draw is not None:
                (hidden / "plots").mkdir()
                draw(_reading(run, hidden, files) if draw_from_files else run, hidden / "plots")
            writing.result()
        manifest = {
            **run.manifest,
            "times": {**run.manifest["times"], "written": datetime.now(UTC).isoformat()},
            "kept": "worlds" if keep_worlds else "summary",
            "result": tables.headline_text(run),
            "files": checksums_of(hidden),
        }
        text = manifest_text(manifest)
        (hidden / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    run.manifest, run.folder = json.loads(text), final
    if run.scratch is not None or not keep_worlds:
        run.read_from(
            [FileChunk(final / "worlds" / file.name) for file in files],
            partial(events_parquet.read, final / _EVENTS),
            None if keep_worlds else StoredSummary(final, run.scenario.worlds),
        )
    if run.scratch is not None:
        run.scratch.cleanup()
        run.scratch = None
    return final


def _write_tables(run: Run, hidden: Path, keep_worlds: bool) -> None:
    """Write the scenario and the summary tables."""
    if not keep_worlds:
        tables.event_counts(run.event_blocks()).to_csv(hidden / EVENTS, index=False, float_format="%.6g")
    (hidden / "scenario.toml").write_text(to_toml(run.scenario), encoding="utf-8")
    tables.monthly_summary(run).to_csv(hidden / SUMMARY, index=False, float_format="%.6g")
    run.probabilities().to_csv(hidden / LIKELIHOODS, float_format="%.6g")
    if run.scenario.rules:
        tables.rules_in_force(run).to_csv(hidden / RULES, index=False, float_format="%.6g")
    if run.scenario.choices:
        tables.choices_in_force(run).to_csv(hidden / CHOICES, index=False, float_format="%.6g")


def _reading(run: Run, folder: Path, files: Iterable[Path]) -> Run:
    """Return a run that reads its worlds and events from the files of a folder."""
    chunks, events = [FileChunk(file) for file in files], partial(events_parquet.read, folder / _EVENTS)
    return Run(run.scenario, chunks, events, run.manifest, came_about=run.came_about)


def _write_worlds(run: Run, hidden: Path) -> list[Path]:
    """Write worlds and events, and return the files of worlds."""
    (hidden / "worlds").mkdir()
    with ThreadPoolExecutor(WRITERS) as writers:  # what encodes holds no lock of Python's
        events = writers.submit(events_parquet.write, run.event_blocks(), hidden / _EVENTS)
        files = list(
            writers.map(lambda chunk: _write_chunk(chunk, hidden / "worlds" / f"{chunk.first:08d}.parquet", run), run.chunks)
        )
        events.result()
    return files


def _write_chunk(chunk: Chunk, path: Path, run: Run) -> Path:
    """Write a chunk, or copy its file; a temporary file is linked instead, since it is removed later."""
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


def read(path: Path | str) -> Run:
    """Return the run of a folder; its series are read when needed.

    Raises PeninsulaError when it is not the folder of a run, is damaged, or was written in a different format.
    """
    folder = Path(path)
    manifest = _read_manifest(folder)
    # a loaded scenario is named after its file, which is scenario.toml
    scenario = replace(load(folder / "scenario.toml", kept=True), name=manifest["name"])
    if scenario_hash(scenario) != manifest["hash"] and not _is_of_another_model(folder, manifest):
        raise PeninsulaError(f"{folder / 'scenario.toml'} is not the scenario that was run: it was changed since; run it again")
    if "outcomes" not in manifest and manifest.get("model") != model_fingerprint():
        manifest |= _recorded_by_another_model(folder, manifest, scenario.theatre)
    if manifest.get("kept", "worlds") == "summary":
        return Run(scenario, (), tuple, manifest, folder, stored_summary=StoredSummary(folder, scenario.worlds))
    chunks = [FileChunk(file) for file in sorted((folder / "worlds").glob("*.parquet"))]
    # every chunk begins where the one before it ends
    if [chunk.first for chunk in chunks] + [scenario.worlds] != [0, *accumulate(chunk.worlds for chunk in chunks)]:
        raise PeninsulaError(f"{folder / 'worlds'} does not hold all {scenario.worlds} worlds: run its scenario again")
    columns = {*column_names(scenario.theatre, manifest.get("outcomes")), *manifest.get("entries", ())}
    for chunk in chunks:
        if missing := columns.difference(chunk.header.names):
            raise PeninsulaError(f"{chunk.path} lacks {min(missing)}: an older version wrote it; run its scenario again")
    return Run(scenario, chunks, partial(events_parquet.read, folder / _EVENTS), manifest, folder)


def _is_of_another_model(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Return whether another version of the model made a run whose scenario file is as it was written.

    What a theatre or a worldview says may have changed since, so that the same file now is another scenario.
    """
    made = manifest.get("files", {}).get("scenario.toml")
    return manifest.get("model") != model_fingerprint() and made == checksum(folder / "scenario.toml")


def _recorded_by_another_model(folder: Path, manifest: Mapping[str, Any], theatre: Theatre) -> dict[str, list[str]]:
    """Return which of today's outcomes and ledger entries a run of another model recorded; nothing if it has them all."""
    if manifest.get("kept", "worlds") == "summary":
        with (folder / SUMMARY).open(encoding="utf-8", newline="") as lines:
            recorded = {row["outcome"] for row in csv.DictReader(lines)}
        today = tuple(outcome.name for outcome in outcomes_of(theatre))
    else:
        first = min((folder / "worlds").glob("*.parquet"), default=None)
        recorded = set(FileChunk(first).header.names) if first else set()
        today = column_names(theatre)
    if recorded.issuperset(today):
        return {}
    known = {outcome.name for outcome in outcomes_of(theatre)}
    found = {"outcomes": [name for name in today if name in known & recorded]}
    entries = [name for name in today if name in recorded - known]
    return found | ({"entries": entries} if entries else {})


def hash_in(folder: Path) -> str | None:
    """Return the hash of the scenario whose run a folder holds, "unknown" when damaged, or None when it is not a run."""
    try:
        return str(_read_manifest(folder)["hash"])
    except PeninsulaError:
        return "unknown" if (folder / MANIFEST).is_file() else None


def _read_manifest(folder: Path) -> dict[str, Any]:
    file = folder / MANIFEST
    if not file.is_file():
        siblings = [path.name for path in folder.parent.iterdir()] if folder.parent.is_dir() else []
        raise PeninsulaError(f"{folder} is not a run: expected a folder with a {MANIFEST}{nearest(folder.name, siblings)}")
    with readable(file):
        manifest = json.loads(file.read_text(encoding="utf-8"))
        version = manifest["schema"]
        if not {"hash", "name", "times"} <= manifest.keys():
            raise ValueError("it lacks hash, name or times")
        outcomes = manifest.get("outcomes", [])
        if not isinstance(outcomes, list) or not all(isinstance(name, str) for name in outcomes):
            raise ValueError("its outcomes are not names")
    if version != SCHEMA_VERSION:
        raise PeninsulaError(
            f"{folder} has format {version}, and this version of Peninsula reads {SCHEMA_VERSION}: run its scenario again"
        )
    return dict(manifest)
