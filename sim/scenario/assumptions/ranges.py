"""Ranges of assumptions as files write them: a number, or [low, high] within the bounds."""

from pathlib import Path
from typing import Any

from sim.foundations.errors import shown
from sim.scenario.assumptions import DECLARED
from sim.scenario.toml_file import refuse


def range_of(name: str, written: Any, path: Path | str) -> tuple[float, float]:
    """Return the range of an assumption, written as a number or as [low, high]; raises PeninsulaError if it is out of bounds."""
    assumption = next(known for known in DECLARED if known.name == name)
    unit = "" if assumption.unit == "0-1" else assumption.unit
    bounds = f"{assumption.floor:g} to {assumption.ceiling:g} {unit}".rstrip()
    pair = written if isinstance(written, list) else [written, written]
    if len(pair) != 2 or any(isinstance(x, bool) or not isinstance(x, int | float) for x in pair):
        refuse(path, f"assumptions.{name}", f"{shown(written)}: expected a number or [low, high] within {bounds}")
    low, high = pair
    if not assumption.floor <= low <= high <= assumption.ceiling:
        refuse(path, f"assumptions.{name}", f"{shown(written)} is out of bounds: expected low <= high within {bounds}")
    return float(low), float(high)
