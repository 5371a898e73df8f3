"""A tape: what NumPy was asked to do with some arrays, in order, so that it can be done again on other numbers.

Doing it again costs what NumPy needs: no equation is read, no array is made. The numbers are the same, bit for bit.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

type Values = NDArray[Any]


class Step(NamedTuple):
    """One thing that was done: `do(*given, out)` writes into an array, or a part of one.

    needs: the arrays that own the memory of what was given, by identity; made: the one that owns the memory of `out`.
    """

    do: Callable[..., Any]
    given: Sequence[Any]
    out: Values
    needs: frozenset[int]
    made: Values


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
        needs = frozenset(id(owner(each)) for each in given if isinstance(each, np.ndarray))
        self._steps.append(Step(do, given, out, needs, owner(out)))

    def finish(self, outputs: Sequence[Values]) -> list[Values]:
        """Return where outputs are found after the tape has been played, each time.

        What no output or input depends on is left out, arrays share memory, and inputs get back what they held at first.
        """
        kept = {id(owner(each)) for each in outputs}
        steps = self._needed(kept)
        ending = _last_needed(steps, kept)
        spare: dict[int, list[Values]] = {}
        for step, over in zip(steps, ending, strict=True):
            own = id(step.made)
            if own not in self._inputs and own not in self._memory:
                memory = spare.get(step.made.nbytes) or [np.zeros(step.made.nbytes, dtype=np.uint8)]
                self._memory[own] = np.ndarray(step.made.shape, step.made.dtype, memory.pop(), strides=step.made.strides)
            self._program.append((step.do, (*map(self._placed, step.given), self._placed(step.out))))
            for each in over:
                if each in self._memory:
                    spare.setdefault(self._memory[each].nbytes, []).append(owner(self._memory[each]))
        for held, first in self._inputs.values():
            held[...] = first
        found = [self._placed(each) for each in outputs]
        self._steps.clear()
        return found

    def _needed(self, kept: Iterable[int]) -> list[Step]:
        """Return the steps that something depends on, less those that give an array what nothing changes."""
        needed = set(kept) | set(self._inputs)
        steps: list[Step] = []
        for step in reversed(self._steps):
            if id(step.made) in needed:
                needed |= step.needs
                steps.append(step)
        written = Counter(id(step.made) for step in steps)
        return [step for step in reversed(steps) if step.given or written[id(step.made)] > 1]

    def _placed(self, values: Any) -> Any:
        """Return an array where the tape writes it; whatever no step writes is returned as it is."""
        if not isinstance(values, np.ndarray):
            return values
        own = owner(values)
        memory = self._memory.get(id(own))
        if memory is None or values is own:
            return values if memory is None else memory
        return np.ndarray(values.shape, values.dtype, memory, _address(values) - _address(own), values.strides)

    @property
    def bytes(self) -> int:
        """Size of the memory that the steps write into, inputs excluded."""
        return sum(memory.nbytes for memory in {id(owner(each)): owner(each) for each in self._memory.values()}.values())

    def play(self) -> None:
        """Do all steps again."""
        for do, given in self._program:
            do(*given)


def owner(values: Values) -> Values:
    """Return the array that owns the memory of an array."""
    while isinstance(values.base, np.ndarray):
        values = values.base
    return values


def _last_needed(steps: Sequence[Step], kept: Iterable[int]) -> Iterator[list[int]]:
    """Yield, for each step, the arrays that are needed no more after it, by identity; kept: those that are always needed."""
    last: dict[int, int] = {}
    for number, step in enumerate(steps):
        last |= dict.fromkeys((*step.needs, id(step.made)), number)
    ending: list[list[int]] = [[] for _ in steps]
    for own in last.keys() - set(kept):
        ending[last[own]].append(own)
    yield from ending


def _address(values: Values) -> int:
    address: int = values.__array_interface__["data"][0]
    return address
