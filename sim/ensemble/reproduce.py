"""Run a kept run again from its own folder, chunk by chunk, and compare the result with what was kept."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.ensemble.chunk import FileChunk
from sim.ensemble.disk_usage import estimate, require_room
from sim.ensemble.execute import execute
from sim.ensemble.fingerprint import model_fingerprint
from sim.ensemble.memory_job import WorldsJob, simulate_chunk
from sim.ensemble.plan import plan
from sim.ensemble.quantiles import LEVELS, quantile_column
from sim.ensemble.run import Run
from sim.ensemble.stored_summary import SUMMARY
from sim.ensemble.tables import monthly_summary
from sim.files import events_parquet
from sim.foundations.axes import Array
from sim.parallel.executor import run_jobs
from sim.parallel.job import Progress

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Difference:
    """How far a series is off.

    largest: absolute difference. worlds: how many differ (None where only the summary was kept).
    """

    largest: float = 0.0
    worlds: int | None = 0


@dataclass(frozen=True)
class Reproduction:
    """The result of running a run again.

    same_model: whether this version of the model made the run. events: whether the events are the same.
    series: the difference of each recorded series that differs.
    """

    same_model: bool
    events: bool
    series: dict[str, Difference]

    @property
    def identical(self) -> bool:
        """Whether everything that was kept is the same, to the last bit."""
        return self.events and not self.series


def reproduce(run: Run, workers: int | None = None, progress: Progress | None = None) -> Reproduction:
    """Run the scenario of a kept run again and compare; workers, progress: as in `execute`."""
    assert run.folder is not None
    same_model = run.manifest.get("model") == model_fingerprint()
    if run.stored_summary is not None:
        return Reproduction(same_model, *_reproduce_summary(run, run.folder, workers, progress))
    processes = plan([run.scenario], workers, run.chunks[0].worlds).processes
    jobs = [
        ReproductionJob((run.scenario,), range(chunk.first, chunk.first + chunk.worlds), chunk.path)
        for chunk in run.chunks
        if isinstance(chunk, FileChunk)
    ]
    results = run_jobs(jobs, processes, progress)
    series: dict[str, Difference] = {}
    for differences, _ in results:
        for name, off in differences.items():
            before = series.get(name, Difference())
            series[name] = Difference(max(before.largest, off.largest), (before.worlds or 0) + (off.worlds or 0))
    return Reproduction(same_model, [digest for _, digest in results] == _event_digests(run), series)


@dataclass(frozen=True)
class ReproductionJob(WorldsJob):
    """Worlds that are simulated again and compared with the file that keeps them."""

    path: Path

    def do(self, progress: Progress) -> tuple[dict[str, Difference], str]:
        """Return the difference of each series that differs, and the digest of the new events."""
        ((again, events, _),) = simulate_chunk(self.scenarios, self.worlds, progress)
        kept = FileChunk(self.path)
        differences = {
            name: off for name in kept.header.names if (off := difference(kept.column(name), again.column(name))).worlds
        }
        return differences, hashlib.sha256(events_parquet.sorted_rows(events).tobytes()).hexdigest()


def difference(kept: Array, again: Array) -> Difference:
    """Return how far two series of shape (month, world) differ, bit by bit: 0.0 and -0.0 do."""
    differs = np.ascontiguousarray(kept).view(np.int32) != np.ascontiguousarray(again).view(np.int32)
    with np.errstate(invalid="ignore"):
        gaps = np.abs(kept[differs].astype(np.float64) - again[differs])
    largest = float(np.nan_to_num(gaps, nan=np.inf).max(initial=0))
    return Difference(largest, int(differs.any(axis=0).sum()))


def _event_digests(run: Run) -> list[str]:
    """Return the digest of the kept events of every chunk, reading some months at a time."""
    firsts = [chunk.first for chunk in run.chunks]
    digests = [hashlib.sha256() for _ in firsts]
    for block in run.event_blocks():
        rows = _rows(block)
        chunk = np.searchsorted(firsts, rows["world"], side="right") - 1
        order = np.argsort(chunk, kind="stable")
        bounds = np.searchsorted(chunk[order], range(len(firsts) + 1))
        for digest, (low, high) in zip(digests, pairwise(bounds), strict=True):
            digest.update(rows[order[low:high]].tobytes())
    return [digest.hexdigest() for digest in digests]


def _rows(block: "DataFrame") -> events_parquet.Rows:
    rows = np.empty(len(block), dtype=events_parquet.ROW)
    for name in events_parquet.ROW.names or ():
        rows[name] = block[name] if name in ("world", "severity") else block[name].cat.codes
    return rows


def _reproduce_summary(
    run: Run, folder: Path, workers: int | None, progress: Progress | None
) -> tuple[bool, dict[str, Difference]]:
    """Return whether the likelihoods are the same, and the differences between the summary tables."""
    from pandas import read_csv

    recorded = tuple(run.manifest["outcomes"]) if "outcomes" in run.manifest else None
    parent = folder.parent if os.access(folder.parent, os.W_OK) else Path(tempfile.gettempdir())
    require_room(f"{run.scenario.name} again", estimate(run.scenario, recorded, False, parent))
    again = execute(run.scenario, workers, progress, scratch=parent, outcomes=recorded)
    text = StringIO(monthly_summary(again).to_csv(index=False, float_format="%.6g"))
    kept_table, new_table = (read_csv(source).set_index("outcome") for source in (folder / SUMMARY, text))
    numbers = ["mean", *map(quantile_column, LEVELS)]
    series = {}
    for name in run.outcome_names:
        gaps = np.abs(kept_table.loc[[name], numbers].to_numpy() - new_table.loc[[name], numbers].to_numpy())
        if gaps.any():
            series[name] = Difference(float(gaps.max()), None)
    return again.likelihoods == run.likelihoods, series
