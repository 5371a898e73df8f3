"""The engines that step worlds: the one in NumPy, and its compiled twin for runs so large that compiling pays."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.extras import require
from sim.model.simulate import Record
from sim.scenario.scenario import Scenario

NUMPY, COMPILED = "numpy", "compiled"
ENGINES = (NUMPY, COMPILED)

type Simulate = Callable[[Sequence[Scenario], NDArray[np.integer], Callable[[int], Any] | None], tuple[Record, ...]]


def known_engine(name: str) -> str:
    """Return the name of an engine; raises PeninsulaError when there is none of that name, or it is not installed."""
    if name not in ENGINES:
        raise PeninsulaError(f"no engine '{name}': expected {' or '.join(ENGINES)}{nearest(name, ENGINES)}")
    if name == COMPILED:
        require("jax", "compiled")
    return name


def simulate_by(engine: str) -> Simulate:
    """Return what simulates the same worlds of several scenarios by an engine; see `sim.model.simulate`."""
    if engine == COMPILED:
        from sim.model.compiled import simulate as compiled

        return compiled.simulate_side_by_side
    from sim.model import simulate as plain

    return plain.simulate_side_by_side
