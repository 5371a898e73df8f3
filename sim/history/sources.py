"""Finding the observed series in a user's folders."""

import os
from collections.abc import Sequence
from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.history.observations import Observations, Series
from sim.history.readers import gpr, provocations, yearly

VARIABLE = "PENINSULA_DATA"
"""The environment variable that names folders, separated as in PATH."""


def folders(given: Sequence[Path]) -> list[Path]:
    """Return the folders to look in: those given, or those of the environment variable.

    Raises PeninsulaError when there are none, or one does not exist.
    """
    found = list(given) or [Path(part) for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    if not found:
        raise PeninsulaError(
            f"no folder of observations: give --data DIR, or set {VARIABLE}; 'peninsula observed --help' says what to put there"
        )
    for folder in found:
        if not folder.is_dir():
            raise PeninsulaError(f"{folder} is not a folder: expected one with the publishers' files")
    return found


def observe(places: Sequence[Path]) -> Observations:
    """Return every series that the folders hold; a later folder adds months, and wins where both have one."""
    series: dict[str, Series] = {}
    for place in places:
        for found in _in(place):
            before = series.get(found.name)
            if before:
                found = Series(
                    found.name, found.title, found.unit, before.values | found.values, f"{before.source}, {found.source}"
                )
            series[found.name] = found
    if not series:
        where = ", ".join(map(str, places))
        raise PeninsulaError(f"no known file in {where}: expected {gpr.NAMES[0]} or {provocations.EVENTS[0]}")
    return Observations(series)


def _in(folder: Path) -> list[Series]:
    known = next((folder / name for name in gpr.NAMES if (folder / name).is_file()), None)
    found = [*([gpr.read_gpr(known)] if known else []), *yearly.read_all(folder)]
    for name in provocations.COUNTS:
        if (folder / name).is_file():
            return [*found, *provocations.read_counts(folder / name).values()]
    for name in provocations.EVENTS:
        if (folder / name).is_file():
            return [*found, *provocations.read_events(folder / name).values()]
    return found
