"""Finding observed series in the folders of the user."""

import os
from collections.abc import Sequence
from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.history.observations import Observations, Series
from sim.history.readers import ai_gpr, gpr, provocations, yearly

VARIABLE = "PENINSULA_DATA"
"""The environment variable that names folders, separated as in PATH."""


def folders(named: Sequence[Path]) -> list[Path]:
    """Return the folders with observations: those named, or else those of the environment variable.

    Raises PeninsulaError when there are none, or one does not exist.
    """
    paths = list(named) or [Path(part) for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    if not paths:
        raise PeninsulaError(
            f"no folder of observations: give --data DIR, or set {VARIABLE}; 'peninsula observed --help' says what to put there"
        )
    for folder in paths:
        if not folder.is_dir():
            raise PeninsulaError(f"{folder} is not a folder: expected one with the publishers' files")
    return paths


def observe(paths: Sequence[Path]) -> Observations:
    """Read every known series in some folders; where two folders have the same month, the later folder takes precedence.

    Raises PeninsulaError when no folder has a known file.
    """
    by_name: dict[str, Series] = {}
    for path in paths:
        for series in _read_folder(path):
            earlier = by_name.get(series.name)
            by_name[series.name] = _merged(earlier, series) if earlier else series
    if not by_name:
        where = ", ".join(map(str, paths))
        raise PeninsulaError(f"no known file in {where}: expected {gpr.NAMES[0]} or {provocations.EVENTS[0]}")
    return Observations(by_name)


def _merged(earlier: Series, later: Series) -> Series:
    return Series(later.name, later.title, later.unit, earlier.values | later.values, f"{earlier.source}, {later.source}")


def _read_folder(folder: Path) -> list[Series]:
    index = next((folder / name for name in gpr.NAMES if (folder / name).is_file()), None)
    pairs = next((folder / name for name in ai_gpr.NAMES if (folder / name).is_file()), None)
    series = [*([gpr.read_gpr(index)] if index else []), *(ai_gpr.read_ai_gpr(pairs) if pairs else []), *yearly.read_all(folder)]
    for name in provocations.COUNTS:
        if (folder / name).is_file():
            return [*series, *provocations.read_counts(folder / name).values()]
    for name in provocations.EVENTS:
        if (folder / name).is_file():
            return [*series, *provocations.read_events(folder / name).values()]
    return series
