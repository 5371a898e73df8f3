"""What a nowcast has to hold so that worlds of a cast can begin in it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sim.foundations.errors import PeninsulaError
from sim.model.cast import Cast
from sim.model.state import AXES, State
from sim.scenario.nowcast_file import ANEW, Nowcast

LEVEL = "level/missile_test"
"""What the record says of the rate of missile tests beyond the model [log], by world."""


def refuse_unfit(begun: Nowcast, cast: Cast) -> None:
    """Refuse a nowcast in which no worlds of a cast can begin.

    Raises PeninsulaError for an array that is missing, has another shape than the cast gives it, or holds no finite numbers.
    """
    arrays = begun.arrays()
    worlds = arrays[LEVEL].size if LEVEL in arrays else 0
    for name, shape in _shapes(begun, cast, worlds):
        if name not in arrays or not worlds:
            raise PeninsulaError(f"{Path(begun.file).name} lacks '{name if worlds else LEVEL}': {ANEW}")
        found = arrays[name]
        if found.shape != shape:
            raise PeninsulaError(f"{Path(begun.file).name}: '{name}' has the shape {found.shape}, expected {shape}: {ANEW}")
        if not np.isfinite(found).all():
            raise PeninsulaError(f"{Path(begun.file).name}: '{name}' holds what is no finite number: {ANEW}")


def _shapes(begun: Nowcast, cast: Cast, worlds: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield name and shape of every array; of assumptions those that it has, as it need not have drawn all."""
    lengths = cast.lengths(worlds)
    yield LEVEL, (worlds,)
    for name, axes in AXES[State].items():
        yield f"state/{name}", tuple(lengths[axis] for axis in axes)
    for name in begun.arrays():
        if name.startswith("assume/"):
            yield name, (worlds,)
