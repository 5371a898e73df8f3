"""The random numbers of `sim.foundations.chance`, bit for bit, where the month is not known before the program runs."""

from typing import Any

import numpy as np

from sim.foundations.axes import Array
from sim.foundations.chance import Chance, between_0_and_1, mixed


class TracedChance(Chance):
    """The chance of some worlds in a month that is traced.

    keys: of every stream; counters: of the worlds, shape (world,); columns: of all
    scenarios and points, a multiple of the worlds.
    """

    def __init__(self, keys: dict[str, Any], counters: Any, columns: int) -> None:
        self.copies = columns // len(counters)
        self._keys = keys
        self.counters = counters

    def _uniform(self, stream: str, month: Any, slots: int) -> Array:
        first = month.astype(np.uint64) << np.uint64(16)
        addresses = (first + np.arange(slots, dtype=np.uint64)).astype(np.uint64)[:, None]
        return between_0_and_1(mixed(self.counters + addresses, self._keys[stream]))
