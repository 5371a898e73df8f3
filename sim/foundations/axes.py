"""The axes of every array, named once.

actor      countries of the theatre, in the order of its file
rivalry    dyads whose hostility moves, in the order of the theatre file
directed   a rivalry seen from one side: row r is what the first feels about the second of rivalry r, row
           n_rivalries + r what the second feels about the first
alliance   pairs of patron and protege; the first is the main one
channel    negotiation channels between two actors
month      the step
world      one simulated history; always the last axis

State is float32: half the memory of float64 and about 1.7 times the speed, with rounding (1e-7) far below anything the
model can claim to know.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

type Axis = Literal["actor", "rivalry", "directed", "alliance", "channel", "world"]

type Array = NDArray[np.floating[Any]]
"""Real numbers whose last axis is the world, or has length one where they are the same in all worlds.

The state is float32. The type leaves the precision open because type checkers promote float32 and a Python number to float64,
and because the tests run the model in double precision, too.
"""

REAL: type[np.floating[Any]] = np.float32
"""The type of every number in the state."""
