"""Run a kept run again from its own folder, chunk by chunk, and hold what comes out against what was kept."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.ensemble import tables
from sim.ensemble.chunk import FileChunk
from sim.ensemble.disk_usage import estimate, require_room
from sim.ensemble.execute import execute
from sim.ensemble.fingerprint import model_fingerprint
from sim.ensemble.memory_job import WorldsJob, simulate_chunk
from sim.ensemble.plan import plan
from sim.ensemble.run import Run
from sim.ensemble.stored_summary import SUMMARY
from sim.files import events_parquet
from sim.foundations.axes import Array
from sim.parallel.executor import Progress, run_jobs

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Difference:
    """How far a series is off. largest: absolute difference; worlds: how many are off (None where only a summary was kept)."""

    largest: float = 0.0
    worlds: int | None = 0


@dataclass(frozen=True)
class Reproduction:
    """What came of running a run again. same_model: whether the model is that which made it; events: whether they are the same.

    series: how far each recorded series is off, those alone that are.
    """

    same_model: bool
    events: bool
    series: dict[str, Difference]

    @property
    def identical(self) -> bool:
        """Whether everything is the same, to the last bit that was kept."""
        return self.events and not self.series


def repeat(run: Run, workers: int | None = None, progress: Progress | None = None) -> Reproduction:
    """Run the scenario of a kept run again and compare; workers, progress: as in `execute`."""
    assert run.folder is not None
    same_model = run.manifest.get("model") == model_fingerprint()
    if run.stored_summary is not None:
        return Reproduction(same_model, *_repeat_summary(run, run.folder, workers, progress))
    processes = plan([run.scenario], workers, run.chunks[0].worlds).processes
    jobs = [
        RepeatJob((run.scenario,), range(chunk.first, chunk.first + chunk.worlds), chunk.path)
        for chunk in run.chunks
        if isinstance(chunk, FileChunk)
    ]
    done = run_jobs(jobs, processes, progress)
    series: dict[str, Difference] = {}
    for found, _ in done:
        for name, off in found.items():
            before = series.get(name, Difference())
            series[name] = Difference(max(before.largest, off.largest), (before.worlds or 0) + (off.worlds or 0))
    return Reproduction(same_model, [digest for _, digest in done] == _digests(run), series)


@dataclass(frozen=True)
class RepeatJob(WorldsJob):
    """Worlds that are simulated again, beside the file that keeps them."""

    path: Path

    def do(self, progress: Callable[[int], None]) -> tuple[dict[str, Difference], str]:
        """Return how far each series is off, those alone that are, and the digest of the events."""
        ((again, events),) = simulate_chunk(self.scenarios, self.worlds, progress)
        kept = FileChunk(self.path)
        found = {name: off for name in kept.header.names if (off := difference(kept.column(name), again.column(name))).worlds}
        return found, hashlib.sha256(events_parquet.rows(events).tobytes()).hexdigest()


def difference(kept: Array, again: Array) -> Difference:
    """Return how far two series of shape (month, world) are apart; what differs in bits alone counts, too."""
    apart = np.ascontiguousarray(kept).view(np.int32) != np.ascontiguousarray(again).view(np.int32)
    with np.errstate(invalid="ignore"):
        gaps = np.abs(kept[apart].astype(np.float64) - again[apart])
    largest = float(np.nan_to_num(gaps, nan=np.inf).max(initial=0))
    return Difference(largest, int(apart.any(axis=0).sum()))


def _digests(run: Run) -> list[str]:
    """Return the digest of the events of every chunk of a run, read some months at a time."""
    firsts = [chunk.first for chunk in run.chunks]
    digests = [hashlib.sha256() for _ in firsts]
    for block in run.event_blocks():
        found = _rows(block)
        chunk = np.searchsorted(firsts, found["world"], side="right") - 1
        order = np.argsort(chunk, kind="stable")
        bounds = np.searchsorted(chunk[order], range(len(firsts) + 1))
        for digest, (low, high) in zip(digests, pairwise(bounds), strict=True):
            digest.update(found[order[low:high]].tobytes())
    return [digest.hexdigest() for digest in digests]


def _rows(block: "DataFrame") -> events_parquet.Rows:
    found = np.empty(len(block), dtype=events_parquet.ROW)
    for name in events_parquet.ROW.names or ():
        found[name] = block[name] if name in ("world", "severity") else block[name].cat.codes
    return found


def _repeat_summary(run: Run, folder: Path, workers: int | None, progress: Progress | None) -> tuple[bool, dict[str, Difference]]:
    from pandas import read_csv

    recorded = tuple(run.manifest["outcomes"]) if "outcomes" in run.manifest else None
    place = folder.parent if os.access(folder.parent, os.W_OK) else Path(tempfile.gettempdir())
    require_room(f"{run.scenario.name} again", estimate(run.scenario, recorded, False, place))
    again = execute(run.scenario, workers, progress, scratch=place, outcomes=recorded)
    text = StringIO(tables.monthly(again).to_csv(index=False, float_format="%.6g"))
    kept, made = (read_csv(source).set_index("outcome") for source in (folder / SUMMARY, text))
    numbers = ["mean", *map(tables.column, tables.LEVELS)]
    series = {}
    for name in run.outcome_names:
        gaps = np.abs(kept.loc[[name], numbers].to_numpy() - made.loc[[name], numbers].to_numpy())
        if gaps.any():
            series[name] = Difference(float(gaps.max()), None)
    return again.likelihoods == run.likelihoods, series
