"""Equations of `sim/model/mechanisms/` against numbers computed by hand: how one case is checked."""

import inspect
from collections.abc import Callable
from math import exp

import numpy as np

from sim.foundations.axes import Array

type Case = tuple[Callable[..., Array], tuple[float | dict[str, float], ...], float]
"""An equation, what it is given in the order of its parameters, and what it should give."""

SCALARS = {"start", "memory_start", "usual", "season", "mean", "peak", "level"}
"""Parameters that are plain numbers of a theatre, the same in every world."""


def sigma(x: float) -> float:
    return 1 / (1 + exp(-x))


def f32(x: float) -> np.ndarray:
    return np.array([x], dtype=np.float32)


def check(case: Case) -> None:
    """Assert that an equation gives the number computed by hand."""
    equation, given, expected = case
    names = inspect.signature(equation).parameters
    values = [value if name in SCALARS else _as_arrays(value) for name, value in zip(names, given, strict=False)]
    np.testing.assert_allclose(equation(*values), [expected], rtol=2e-5, atol=1e-6)


def name_of(case: Case) -> str:
    return case[0].__name__


def _as_arrays(value: float | dict[str, float]) -> np.ndarray | dict[str, np.ndarray]:
    """Return a number, or assumptions by name, as arrays of one world."""
    return {name: f32(number) for name, number in value.items()} if isinstance(value, dict) else f32(value)
