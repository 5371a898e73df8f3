"""How large a run will be on the disk, told before it starts; one that cannot fit is not started."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.ensemble.chunk import column_names
from sim.files.scratch import standing
from sim.foundations.errors import PeninsulaError
from sim.scenario.scenario import Scenario

LARGE = 10**9
"""Bytes above which the size of a run is told before it starts."""

_OF_ALL, _OF_EACH = 2.5, 4.1
"""Bytes of a number on the disk: as measured over all columns, many of which hardly change; and of one that may always change."""

_OF_EVENTS = 21
"""Bytes of a world-month's events: some 14 on the way, 7 in the finished file."""


@dataclass(frozen=True)
class Size:
    """Bytes: `on_the_way` while a run is under way, `kept` of it in the end; free: on the disk."""

    on_the_way: int
    kept: int
    free: int


def estimate(scenario: Scenario, outcomes: Sequence[str] | None, keep_worlds: bool, results: Path) -> Size:
    """Return about how many bytes a run will take; outcomes: those that are written (None: all, and the ledger)."""
    columns = len(column_names(scenario.theatre, outcomes))
    each = columns * (_OF_ALL if outcomes is None else _OF_EACH) + _OF_EVENTS
    total = int(scenario.worlds * scenario.months * each)
    return Size(total, total if keep_worlds else 0, shutil.disk_usage(standing(results)).free)


def require_room(name: str, size: Size, share: float = 1.0) -> None:
    """Raise PeninsulaError when a run cannot fit the disk; share: of it that is still to be run."""
    needed = size.on_the_way * share
    if needed > size.free:
        raise PeninsulaError(
            f"{name} needs about {bytes_text(needed)} on the disk, of which {bytes_text(size.free)} are free: ask for fewer "
            "worlds with --worlds, name the outcomes you need with --outcomes, or name another disk with --out"
        )


def bytes_text(size: float) -> str:
    """Return bytes as people read them."""
    if size < 1e9:
        return f"{size / 1e6:,.0f} MB"
    return f"{size / 1e9:.1f} GB" if size < 1e10 else f"{size / 1e9:,.0f} GB"
