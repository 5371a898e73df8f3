"""Arrays that stand for others while the equations of a month are written down, to be replayed or compiled."""

from collections.abc import Iterator
from typing import Any, Self

from numpy.lib.mixins import NDArrayOperatorsMixin


class StandIn(NDArrayOperatorsMixin):
    """What of an array the mechanisms ask for, whatever calculates; its kinds answer NumPy's protocols and say what a part is.

    values: the array that it stands for.
    """

    def __init__(self, values: Any) -> None:
        self.values = values

    def __getitem__(self, index: Any) -> Self:
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[Self]:
        return (self[row] for row in range(len(self)))

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(self.values.shape)

    @property
    def dtype(self) -> Any:
        return self.values.dtype

    def any(self) -> bool:
        """Return True: the month that is written down stands for all, and in some of them anything may hold."""
        return True
