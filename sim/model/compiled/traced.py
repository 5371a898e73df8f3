"""Arrays that stand for others while the equations are traced: NumPy hands each call on them to JAX.

The mechanisms are written for NumPy, and stay so: `np.exp(x)` of such an array calls `jnp.exp`, by the protocols that NumPy has
for it (NEP 13 for universal functions, NEP 18 for the others).
"""

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp
import numpy as np

from sim.model.stand_in import StandIn


class Traced(StandIn):
    """An array of JAX that behaves as one of NumPy as far as the mechanisms need it.

    Assigning to a part replaces the whole array, so that references taken before keep their values.
    """

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *given: Any, out: Any = None, **named: Any) -> "Traced":
        if method != "__call__" or named:
            return NotImplemented
        values = getattr(jnp, ufunc.__name__)(*plain(given))
        if out is None:
            return Traced(values)
        (target,) = out
        target.values = values
        return target

    def __array_function__(self, function: Any, types: Any, given: Any, named: Mapping[str, Any]) -> "Traced":
        return Traced(getattr(jnp, function.__name__)(*plain(given), **{name: plain(value) for name, value in named.items()}))

    def __getitem__(self, index: Any) -> "Traced":
        return Traced(self.values[np.array(index) if isinstance(index, list) else index])

    def __setitem__(self, index: Any, value: Any) -> None:
        self.values = self.values.at[index].set(plain(value))

    def astype(self, kind: Any) -> "Traced":
        return Traced(self.values.astype(kind))

    def max(self, axis: int, initial: float | None = None) -> "Traced":
        return Traced(jnp.max(self.values, axis=axis, initial=initial))

    def sum(self, axis: int) -> "Traced":
        return Traced(jnp.sum(self.values, axis=axis))


def traced(values: Any) -> Any:
    """Return arrays as traced ones; dictionaries of arrays, however deep, as dictionaries of traced ones."""
    if isinstance(values, Mapping):
        return {name: traced(each) for name, each in values.items()}
    return Traced(jnp.asarray(values))


def plain(values: Any) -> Any:
    """Return what JAX calculates with, also inside lists, tuples and dictionaries."""
    if isinstance(values, Traced):
        return values.values
    if isinstance(values, Mapping):
        return {name: plain(each) for name, each in values.items()}
    return type(values)(plain(each) for each in values) if isinstance(values, list | tuple) else values
