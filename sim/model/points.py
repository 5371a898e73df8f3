"""Points of an experiment: many settings in which the same worlds are stepped at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import Array


@dataclass(frozen=True)
class Points:
    """Settings that replace those of a scenario; every array has the points on its last axis.

    number: of points. assumptions: name -> values, shape (point,); also of what rules draw, set and wait for.
    levers: (actor, lever of the theatre) -> coded values, shape (month, point), or (1, point) for what is held from the first
    month on.
    worlds: identity of a world of its own for each point, shape (point,); None: all points share the same worlds.
    """

    number: int
    assumptions: Mapping[str, Array] = field(default_factory=dict)
    levers: Mapping[tuple[str, str], Array] = field(default_factory=dict)
    worlds: NDArray[np.integer] | None = None

    def part(self, indices: slice) -> "Points":
        """Return some of the points."""
        return Points(
            len(range(*indices.indices(self.number))),
            {name: values[indices] for name, values in self.assumptions.items()},
            {lever: values[:, indices] for lever, values in self.levers.items()},
            None if self.worlds is None else self.worlds[indices],
        )

    def columns(self, values: Array, scenarios: int, worlds: int) -> Array:
        """Return values by point (..., point) for all columns (..., scenario x point x world)."""
        each = np.repeat(values, worlds, axis=-1)
        return np.tile(each, (1,) * (values.ndim - 1) + (scenarios,))


ONE = Points(1)
"""A scenario just as its file says."""
