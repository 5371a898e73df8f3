"""A tape: what NumPy was asked to do with some arrays, in order, so that it can be done again on other numbers.

Doing it again costs what NumPy needs: no equation is read, no array is made. The numbers are the same, bit for bit.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

type Values = NDArray[Any]


class Step(NamedTuple):
    """One thing that was done: `do(*given, out)` writes into an array, or a part of one."""

    do: Callable[..., Any]
    given: Sequence[Any]
    out: Values


class Tape:
    """Steps on arrays. Arrays that no step writes are constant: what they hold when the tape is finished is used ever after."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._inputs: dict[int, tuple[Values, Values]] = {}
        self._memory: dict[int, Values] = {}
        self._program: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []

    def input(self, values: Values) -> Values:
        """Return an array that holds, each time the tape is played, what was written into it before; it begins with values."""
        held = np.array(values)
        self._inputs[id(held)] = held, held.copy()
        return held

    def is_input(self, values: Values) -> bool:
        """Return whether an array is an input, or a part of one."""
        return id(owner(values)) in self._inputs

    def note(self, do: Callable[..., Any], given: Sequence[Any], out: Values) -> None:
        """Write down what was done."""
        self._steps.append(Step(do, given, out))

    def finish(self, outputs: Sequence[Values]) -> list[Values]:
        """Return where outputs are found after the tape has been played, each time.

        What no output or input depends on is left out, arrays share memory, and inputs get back what they held at first.
        """
        steps = self._needed(outputs)
        last = {
            id(owner(each)): number for number, step in enumerate(steps) for each in (*step.given, step.out) if _is_array(each)
        }
        last |= {id(owner(each)): len(steps) for each in outputs}
        ending: dict[int, list[int]] = {}
        for own, number in last.items():
            ending.setdefault(number, []).append(own)
        spare: dict[int, list[Values]] = {}
        for number, step in enumerate(steps):
            made = owner(step.out)
            if id(made) not in self._inputs and id(made) not in self._memory:
                kept = spare.get(made.nbytes)
                self._memory[id(made)] = kept.pop() if kept else np.zeros(made.nbytes, dtype=np.uint8)
            self._program.append((step.do, (*map(self._placed, step.given), self._placed(step.out))))
            for own in ending.get(number, ()):
                if own in self._memory:
                    spare.setdefault(self._memory[own].nbytes, []).append(self._memory[own])
        for held, first in self._inputs.values():
            held[...] = first
        found = [self._placed(each) for each in outputs]
        self._steps.clear()
        return found

    def _needed(self, outputs: Iterable[Values]) -> list[Step]:
        """Return the steps that something depends on, less those that give an array what nothing changes."""
        needed = {id(owner(each)) for each in outputs} | set(self._inputs)
        steps: list[Step] = []
        for step in reversed(self._steps):
            if id(owner(step.out)) in needed:
                needed |= {id(owner(each)) for each in step.given if _is_array(each)}
                steps.append(step)
        written = Counter(id(owner(step.out)) for step in steps)
        return [step for step in reversed(steps) if step.given or written[id(owner(step.out))] > 1]

    def _placed(self, values: Any) -> Any:
        """Return an array where the tape writes it; whatever no step writes is returned as it is."""
        if not _is_array(values) or id(owner(values)) not in self._memory:
            return values
        own = owner(values)
        return np.ndarray(values.shape, values.dtype, self._memory[id(own)], _address(values) - _address(own), values.strides)

    def play(self) -> None:
        """Do all steps again."""
        for do, given in self._program:
            do(*given)


def owner(values: Values) -> Values:
    """Return the array that owns the memory of an array."""
    while isinstance(values.base, np.ndarray):
        values = values.base
    return values


def _address(values: Values) -> int:
    address: int = values.__array_interface__["data"][0]
    return address


def _is_array(given: Any) -> bool:
    return isinstance(given, np.ndarray)
