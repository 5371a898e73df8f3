"""An office: who may govern an actor, how likely each is, and when governments change."""

from dataclasses import dataclass

type Range = tuple[float, float]


@dataclass(frozen=True)
class Office:
    """The government of an actor, where it may change.

    own: first month and name of the doctrines that the scenario's own policy counts as; a change that draws the doctrine in force
    changes nothing. weights: doctrine -> how likely it is to come next, relative to the others, a range that worlds draw from.
    calendar: month of the first change that it brings, and months from one to the next, or None.
    hazard: rate of changes besides [1/year], a range that worlds draw from, or None.
    pinned: levers that no change moves.
    """

    actor: str
    own: tuple[tuple[int, str], ...]
    weights: tuple[tuple[str, Range], ...]
    calendar: tuple[int, int] | None
    hazard: Range | None
    pinned: tuple[str, ...]
    source: str

    @property
    def same_in_all_worlds(self) -> tuple[object, ...]:
        """What two offices must share to be stepped as one: everything but ranges and the source."""
        return (
            self.actor, self.own, tuple(name for name, _ in self.weights), self.calendar, self.hazard is None, self.pinned,
        )  # fmt: skip
