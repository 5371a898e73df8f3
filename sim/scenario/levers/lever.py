"""A lever: one adjustable policy of one actor."""

from dataclasses import dataclass

from sim.scenario.quantity import Quantity, Value


@dataclass(frozen=True, kw_only=True)
class Lever(Quantity):
    """A quantity that a government sets.

    contested: domestic disagreement holds it back toward its default (the win-set of Putnam 1988).
    matters_with: other levers of the same actor, with the values at which this one can do something; it is measured with them.
    inert_because: why it moves no outcome all the same, or "" where it does.
    """

    contested: bool = False
    matters_with: tuple[tuple[str, Value], ...] = ()
    inert_because: str = ""
