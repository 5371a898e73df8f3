"""What the mechanisms of the scalar reference share: curves, chance by address, and a few questions to a world."""

from collections.abc import Callable
from math import cos, exp, log, pi, sqrt
from typing import Any, NamedTuple

import numpy as np
from numba import njit

GOLDEN, FIRST, SECOND = (np.uint64(x) for x in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
B16, B27, B30, B31, B32, B41 = (np.uint64(bits) for bits in (16, 27, 30, 31, 32, 41))


class World(NamedTuple):
    """A world in a month: records of `tests.oracle.records`, its identity and the number of the month.

    usual: levers at their defaults; levers: in force; since: how far each departs from its default.
    start, reference: the state at the start, and what follows from it.
    """

    theatre: Any
    keys: Any
    assume: Any
    usual: Any
    levers: Any
    since: Any
    circumstances: Any
    start: Any
    reference: Any
    identity: np.uint64
    number: np.uint64


def compiled[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a function with numba as a part of the kernel; with NUMBA_DISABLE_JIT=1 it stays plain Python.

    Without wrappers, which would let Python call the part by itself, all compiles in half the time.
    """
    return njit(error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)


@compiled
def sat(x: float) -> float:
    """Rises from 0 with slope one and levels off at 1."""
    return 1 - exp(-x)


@compiled
def sigma(x: float) -> float:
    return 1 / (1 + exp(-x))


@compiled
def logit(p: float) -> float:
    return log(p / (1 - p))


@compiled
def bounded(x: float, low: float, high: float) -> float:
    return min(max(x, low), high)


@compiled
def indicator(is_so: bool) -> float:
    """Return 1 if it is so, else 0."""
    return 1.0 if is_so else 0.0


@compiled
def address(w: World, slot: int) -> np.uint64:
    """Return where a world finds its number of a month: world, month and slot side by side."""
    return (w.identity << B32) + (w.number << B16) + np.uint64(slot)


@compiled
def uniform(key: np.uint64, counter: np.uint64) -> float:
    """Return a uniform number in (0, 1): 23 bits of three rounds of Stafford's mixer."""
    bits = counter * GOLDEN ^ key
    for _ in range(3):
        bits = (bits ^ (bits >> B30)) * FIRST
        bits = (bits ^ (bits >> B27)) * SECOND
        bits = (bits ^ (bits >> B31)) + key
    return (float(bits >> B41) + 0.5) / 2**23


@compiled
def draw(w: World, key: np.uint64) -> float:
    """Return this month's uniform number of a stream."""
    return uniform(key, address(w, 0))


@compiled
def normal(w: World, key: np.uint64) -> float:
    """Return this month's standard normal number of a stream, by Box & Muller."""
    return sqrt(-2 * log(uniform(key, address(w, 0)))) * cos(2 * pi * uniform(key, address(w, 1)))


@compiled
def furthest(w: World, state: Any) -> int:
    """Return the furthest stage of all channels: 0 none, 1 talks, 2 deal, 3 implementation."""
    stage = 0
    for channel in range(w.theatre.channels):
        stage = max(stage, state.talks[channel])
    return stage


@compiled
def any_in(w: World, state: Any, stage: int) -> bool:
    """Return whether any channel is in a stage."""
    found = False
    for channel in range(w.theatre.channels):
        found = found or state.talks[channel] == stage
    return found


@compiled
def largest(w: World, term: Any) -> float:
    """Return the largest value of a term of deals over all channels."""
    value = 0.0
    for channel in range(w.theatre.channels):
        value = max(value, term[channel])
    return value


@compiled
def mean_hostility(w: World, state: Any, rivalry: int) -> float:
    """Return the hostility of a rivalry, the mean of both sides."""
    return (state.hostility[rivalry] + state.hostility[w.theatre.rivalries + rivalry]) / 2
