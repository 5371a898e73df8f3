"""Chance with addresses: every random number is a pure function of (seed, stream, world, month, slot).

A counter-based generator (the idea of Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): a unique counter is
mixed by three rounds of a 64-bit finaliser (Stafford's variant 13, as in Steele, Lea & Flood 2014, SplitMix64). So a world is
the same in any chunk, on any worker and in any order, and two scenarios with one seed share chance number by number.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError

MAX_MONTHS = 1 << 16
MAX_SLOTS = 1 << 16

AHEAD = 12
"""Months that are drawn at once, for rows so short that the call costs more than the numbers."""

SHORT = 16384
"""Numbers that are drawn at once at most, while more than one month is."""

_MULTIPLY_1 = np.uint64(0xBF58476D1CE4E5B9)
_MULTIPLY_2 = np.uint64(0x94D049BB133111EB)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class Chance:
    """The random numbers of some worlds.

    seed: any whole number of 64 bits; one seed is one universe of chance.
    worlds: identities of the worlds [0 .. 2^32), shape (world,).
    counters: of the worlds, which the address of a number is added to, shape (world,).
    copies: how often the row of worlds is repeated, for scenarios side by side: the same world has the same chance in each.
    """

    def __init__(self, seed: int, worlds: NDArray[np.integer], copies: int = 1) -> None:
        if not 0 <= seed < 1 << 64:
            raise PeninsulaError(f"seed {seed} is out of range: expected a whole number from 0 to 2^64 - 1")
        self.seed = seed
        self.worlds = np.asarray(worlds, dtype=np.uint64)
        self.copies = copies
        self.counters = self.worlds << np.uint64(32)
        self._keys: dict[str, np.uint64] = {}
        self._drawn: dict[tuple[str, int], tuple[int, Array]] = {}

    def uniform(self, stream: str, month: int, slots: int = 1) -> Array:
        """Return uniform numbers inside (0, 1), shape (slots, copies x world), of a stream in a month.

        stream: the process that consumes them, such as "missile_test".
        month: counted from the start of the simulation, 0 .. 65535.
        """
        return self._repeated(self._uniform(stream, month, slots))

    def normal(self, stream: str, month: int, slots: int = 1) -> Array:
        """Return standard normal numbers, shape (slots, copies x world), by Box & Muller (1958)."""
        pairs = self._uniform(stream, month, 2 * slots)
        radius = np.sqrt(np.float32(-2) * np.log(pairs[:slots]))
        return self._repeated(radius * np.cos(np.float32(2 * np.pi) * pairs[slots:]))

    def _repeated(self, numbers: Array) -> Array:
        return numbers if self.copies == 1 else np.tile(numbers, (1, self.copies))

    def _uniform(self, stream: str, month: int, slots: int) -> Array:
        if not (0 <= month < MAX_MONTHS and 0 < slots <= MAX_SLOTS):
            raise ValueError(f"no such address: month {month}, {slots} slots")
        drawn = self._drawn.get((stream, slots))
        if drawn is None or not drawn[0] <= month < drawn[0] + len(drawn[1]) // slots:
            # what is drawn once, such as an assumption, is not drawn ahead
            months = 1 if drawn is None else max(1, min(AHEAD, SHORT // (slots * max(1, self.worlds.size))))
            numbers = between_0_and_1(self._bits(stream, month, months, slots))
            numbers.flags.writeable = False
            drawn = self._drawn[stream, slots] = month, numbers
        first, numbers = drawn
        return numbers[(month - first) * slots : (month - first + 1) * slots]

    def _bits(self, stream: str, first: int, months: int, slots: int) -> NDArray[np.uint64]:
        """Return the bits of neighbouring months, shape (month x slot, world)."""
        month = np.arange(first, first + months, dtype=np.uint64)[:, None] << np.uint64(16)
        addresses = (month + np.arange(slots, dtype=np.uint64)).astype(np.uint64).reshape(-1, 1)
        return mixed(self.counters + addresses, self.key(stream))

    @property
    def streams(self) -> tuple[str, ...]:
        """Names of the streams that have been drawn from so far."""
        return tuple(self._keys)

    def key(self, stream: str) -> np.uint64:
        """Return the key of a stream."""
        key = self._keys.get(stream)
        if key is None:
            key = self._keys[stream] = stream_key(self.seed, stream)
        return key


def mixed(counters: NDArray[np.uint64], key: np.uint64) -> NDArray[np.uint64]:
    """Return 64 random bits for every counter, of the same shape."""
    bits = counters * _GOLDEN ^ key
    for _ in range(3):
        bits ^= bits >> np.uint64(30)
        bits *= _MULTIPLY_1
        bits ^= bits >> np.uint64(27)
        bits *= _MULTIPLY_2
        bits ^= bits >> np.uint64(31)
        bits += key
    return bits


def between_0_and_1(bits: NDArray[np.uint64]) -> Array:
    """Return uniform numbers from random bits: 23 of them and half a step keep float32 strictly between 0 and 1."""
    return ((bits >> np.uint64(41)).astype(np.float32) + np.float32(0.5)) * np.float32(2.0**-23)


def stream_key(seed: int, stream: str) -> np.uint64:
    """Return the 64-bit key of a named stream under a seed (the same on every machine and in every process)."""
    digest = hashlib.blake2b(f"{seed}/{stream}".encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))
