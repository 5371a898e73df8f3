"""Arrays that behave as those of NumPy, and write down on a tape what they are asked for.

The mechanisms are written for NumPy, and stay so: `np.exp(x)` of such an array comes here by the protocols that NumPy has for it
(NEP 13 for universal functions, NEP 18 for the others).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from sim.model.replay.tape import Tape, Values, owner
from sim.model.stand_in import StandIn


class Recorded(StandIn):
    """An array on a tape, as far as the mechanisms need it. values: what it holds while the tape is written."""

    def __init__(self, tape: Tape, values: Values) -> None:
        super().__init__(values)
        self.tape = tape

    def done(self, do: Callable[..., Any], given: Sequence[Any], values: Any) -> "Recorded":
        """Write down what was done, and return its result."""
        values = np.asarray(values)
        self.tape.note(do, given, values)
        return Recorded(self.tape, values)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *given: Any, out: Any = None, **named: Any) -> "Recorded":
        if method != "__call__" or named:
            return NotImplemented
        arrays, do = _ready(ufunc, [plain(each) for each in given]), _WITH_OUT.get(ufunc, ufunc)
        if out is None:
            return self.done(do, arrays, ufunc(*map(plain, given)))
        (target,) = out
        ufunc(*arrays, out=target.values)
        self.tape.note(do, arrays, target.values)
        return target

    def __array_function__(self, function: Callable[..., Any], types: Any, given: Any, named: Mapping[str, Any]) -> Any:
        return _FUNCTIONS[function](self, *given, **named)

    def __getitem__(self, index: Any) -> "Recorded":
        part = self.values[index]
        if isinstance(index, list):
            return self.done(_rows, [self.values, np.array(index)], part)
        assert isinstance(part, np.ndarray), "of a recorded array only parts are taken"
        assert owner(part) is owner(self.values), "a part of a recorded array is a view of it"
        return Recorded(self.tape, part)

    def __setitem__(self, index: Any, value: Any) -> None:
        part, given = self.values[index], plain(value)
        assert isinstance(part, np.ndarray), "of a recorded array only a row can be assigned"
        if part is given or (isinstance(given, np.ndarray) and _same(part, given)):
            return  # what `x[row] += y` assigns after it has added in place
        part[...] = given
        self.tape.note(_copy, [given], part)

    def astype(self, kind: Any) -> "Recorded":
        return self.done(_cast, [self.values], self.values.astype(kind))

    def copy(self) -> "Recorded":
        return self.done(_copy, [self.values], self.values.copy())

    def max(self, axis: int, initial: float | None = None) -> "Recorded":
        least: Any = {} if initial is None else {"initial": initial}
        return self.done(partial(_largest, axis, least), [self.values], self.values.max(axis=axis, **least))

    def sum(self, axis: int) -> "Recorded":
        return self.done(partial(_sum, axis), [self.values], self.values.sum(axis=axis))


def plain(value: Any) -> Any:
    """Return the values of a recorded array, and anything else as it is."""
    return value.values if isinstance(value, Recorded) else value


def _ready(ufunc: np.ufunc, given: Sequence[Any]) -> list[Any]:
    """Return what a function is given as it takes it fastest: numbers of its own type, without an axis."""
    if any(isinstance(each, int | float) for each in given):
        kinds = [type(each) if type(each) in (int, float) else np.asarray(each).dtype for each in given]
        types = ufunc.resolve_dtypes((*kinds, *[None] * ufunc.nout))
        given = [np.asarray(each, types[n]) if isinstance(each, int | float) else each for n, each in enumerate(given)]
    return [values.reshape(()) if values.size == 1 else values for values in map(np.asarray, given)]


def _same(one: Values, other: Values) -> bool:
    def place(values: Values) -> tuple[Any, ...]:
        return values.__array_interface__["data"], values.shape, values.strides

    return place(one) == place(other)


def _copy(given: Any, out: Values) -> None:
    out[...] = given


def _cast(given: Values, out: Values) -> None:
    np.copyto(out, given, casting="unsafe")


def _rows(given: Values, rows: Values, out: Values) -> None:
    given.take(rows, axis=0, out=out)


def _largest(axis: int, least: Mapping[str, Any], given: Values, out: Values) -> None:
    np.maximum.reduce(given, axis=axis, out=out, **least)


def _sum(axis: int, given: Values, out: Values) -> None:
    np.add.reduce(given, axis=axis, out=out)


def _filled(value: float, out: Values) -> None:
    out.fill(value)


def _selected(condition: Any, one: Any, other: Any, out: Values) -> None:
    out[...] = np.where(condition, one, other)


def _looked_up(table: Values, index: Values, out: Values) -> None:
    table.take(index, axis=0, out=out)


def _interpolated(x: Any, xs: Any, ys: Any, out: Values) -> None:
    out[...] = np.interp(x, xs, ys)


def _maximum(one: Any, other: Any, out: Values) -> None:
    np.maximum(one, other, out=out)


def _minimum(one: Any, other: Any, out: Values) -> None:
    np.minimum(one, other, out=out)


_WITH_OUT: Mapping[np.ufunc, Callable[..., Any]] = {np.maximum: _maximum, np.minimum: _minimum}
"""Functions that NumPy wants their output named of; all others take it as their last argument, which is faster."""


def _where(by: Recorded, condition: Any, one: Any, other: Any) -> Recorded:
    given = [plain(each) for each in (condition, one, other)]
    return by.done(_selected, given, np.where(*given))


def _joined(function: Callable[..., Values], by: Recorded, arrays: Sequence[Any]) -> Recorded:
    given = [plain(each) for each in arrays]
    joined = Recorded(by.tape, function(given))
    begin = 0
    for each in given:
        end = begin + (1 if function is np.stack else len(each))
        part = joined.values[begin] if function is np.stack else joined.values[begin:end]
        by.tape.note(_copy, [each], part)
        begin = end
    return joined


def _full(value: float, by: Recorded, like: Any, shape: Any = None) -> Recorded:
    return by.done(partial(_filled, value), [], np.full_like(plain(like), value, shape=shape))


def _full_like(by: Recorded, like: Any, value: Any) -> Recorded:
    return by.done(_copy, [plain(value)], np.full_like(plain(like), plain(value)))


def _take_along_axis(by: Recorded, table: Any, index: Any, axis: int) -> Recorded:
    entries, codes = plain(table), plain(index)
    assert entries.ndim == 1, "a recorded array looks up entries of a list alone"
    return by.done(_looked_up, [entries, codes], np.take_along_axis(entries, codes, axis=axis))


def _interp(by: Recorded, *points: Any) -> Recorded:
    given = [plain(each) for each in points]
    return by.done(_interpolated, given, np.interp(*given))


def _clip(by: Recorded, *bounded: Any) -> Recorded:
    given = [plain(each) for each in bounded]
    return by.done(np.clip, given, np.clip(*given))


def _broadcast_to(by: Recorded, array: Any, shape: Any) -> Recorded:
    return Recorded(by.tape, np.broadcast_to(plain(array), shape))


def _broadcast_arrays(by: Recorded, *arrays: Any) -> tuple[Recorded, ...]:
    return tuple(Recorded(by.tape, each) for each in np.broadcast_arrays(*map(plain, arrays)))


_FUNCTIONS: Mapping[Callable[..., Any], Callable[..., Any]] = {
    np.where: _where,
    np.stack: partial(_joined, np.stack),
    np.concatenate: partial(_joined, np.concatenate),
    np.zeros_like: partial(_full, 0),
    np.ones_like: partial(_full, 1),
    np.full_like: _full_like,
    np.take_along_axis: _take_along_axis,
    np.interp: _interp,
    np.clip: _clip,
    np.broadcast_to: _broadcast_to,
    np.broadcast_arrays: _broadcast_arrays,
}
"""What the mechanisms ask of NumPy besides universal functions."""
