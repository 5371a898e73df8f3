"""A lever: one adjustable policy of one actor."""

from dataclasses import dataclass

from sim.scenario.quantity import Quantity


@dataclass(frozen=True, kw_only=True)
class Lever(Quantity):
    """A quantity that a government sets.

    contested: domestic disagreement holds it back toward its default (the win-set of Putnam 1988).
    inert_because: why it moves nothing by itself in the posture of the theatre, or "" where it does.
    """

    contested: bool = False
    inert_because: str = ""
