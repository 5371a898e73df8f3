"""What the answer of every study has: what is told, the command, the files that this names, and the tables as CSV."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.analysis.estimate import Estimate
from sim.analysis.told import Told
from sim.web.response import rounded
from sim.web.studies.command import Named

if TYPE_CHECKING:
    from pandas import DataFrame


def found(
    told: Told, worlds: int, command: str, named: Sequence[Named], tables: Mapping[str, "DataFrame"], **more: Any
) -> dict[str, Any]:
    """Return the answer of a study. named: the scenarios as the command names them. more: what its charts need."""
    return {
        "method": told.method,
        "sentences": list(told.sentences),
        "worlds": worlds,
        "command": command,
        "files": [each.file for each in named if each.file],
        "tables": {name: table.to_csv(index=False, float_format="%.6g") for name, table in tables.items()},
        **more,
    }


def interval(estimate: Estimate) -> dict[str, float | None]:
    """Return a number with its 90 % interval, None for what is not defined."""
    return point(estimate.value, estimate.low, estimate.high)


def point(value: float, low: float, high: float) -> dict[str, float | None]:
    """Return a number with the ends of its interval, None for NaN."""
    return {
        key: rounded([each])[0] if each == each else None
        for key, each in zip(("value", "low", "high"), (value, low, high), strict=True)
    }
