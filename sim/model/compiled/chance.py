"""The random numbers of `sim.foundations.chance`, bit for bit, where the month is not known before the program runs."""

import numpy as np

from sim.foundations.axes import Array
from sim.foundations.chance import Chance, between_0_and_1, mixed
from sim.model.compiled.traced import Traced


class TracedChance(Chance):
    """The chance of some worlds in a month that is traced.

    keys: of every stream; counters: of the worlds, shape (world,); columns: of all
    scenarios and points, a multiple of the worlds.
    """

    def __init__(self, keys: dict[str, Traced], counters: Traced, columns: int) -> None:
        self.copies = columns // len(counters)
        self._keys = keys  # type: ignore[assignment]
        self.counters = counters  # type: ignore[assignment]

    def _uniform(self, stream: str, month: int, slots: int) -> Array:
        first = month.astype(np.uint64) << np.uint64(16)  # type: ignore[attr-defined]
        addresses = (first + np.arange(slots, dtype=np.uint64)).astype(np.uint64)[:, None]
        return between_0_and_1(mixed(self.counters + addresses, self._keys[stream]))
