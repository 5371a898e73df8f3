"""An estimate of the disk space of a run, made before it starts; a run that cannot fit is refused."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.ensemble.chunk import column_names
from sim.files.scratch import nearest_existing
from sim.foundations.errors import PeninsulaError
from sim.scenario.scenario import Scenario

LARGE = 10**9
"""Bytes above which the size of a run is shown before it starts."""

_BYTES_OF_ALL, _BYTES_OF_SELECTED = 2.5, 4.1
"""Bytes of one number on the disk: measured over all columns, many of which hardly change; and of one that always changes."""

_BYTES_OF_EVENTS = 21
"""Bytes of the events of a world-month: some 14 in temporary files, 7 in the finished file."""


@dataclass(frozen=True)
class DiskUsage:
    """Bytes. during_run: needed while it runs. kept: of them, what its folder keeps. free: on the disk."""

    during_run: int
    kept: int
    free: int


def estimate(scenario: Scenario, outcomes: Sequence[str] | None, keep_worlds: bool, results: Path) -> DiskUsage:
    """Return an estimate of the disk space of a run.

    outcomes: those that are written (None: all, and the ledger). keep_worlds: whether the worlds stay, or only summary tables.
    results: the results folder.
    """
    columns = len(column_names(scenario.theatre, outcomes))
    bytes_each = columns * (_BYTES_OF_ALL if outcomes is None else _BYTES_OF_SELECTED) + _BYTES_OF_EVENTS
    total = int(scenario.worlds * scenario.months * bytes_each)
    return DiskUsage(total, total if keep_worlds else 0, shutil.disk_usage(nearest_existing(results)).free)


def require_room(name: str, usage: DiskUsage, share: float = 1.0) -> None:
    """Raise PeninsulaError when a run cannot fit the disk. share: of the run that is still to be done [0-1]."""
    needed = usage.during_run * share
    if needed > usage.free:
        raise PeninsulaError(
            f"{name} needs about {bytes_text(needed)} on the disk, of which {bytes_text(usage.free)} are free: ask for fewer "
            "worlds with --worlds, name the outcomes you need with --outcomes, or name another disk with --out"
        )


def bytes_text(size: float) -> str:
    """Return a number of bytes with a readable unit."""
    if size < 1e9:
        return f"{size / 1e6:,.0f} MB"
    return f"{size / 1e9:.1f} GB" if size < 1e10 else f"{size / 1e9:,.0f} GB"
