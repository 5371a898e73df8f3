"""Every assumption, by theme: the one home of names, prior ranges, bounds and sources. Priors are uniform and wide."""

from sim.scenario.assumption import Assumption
from sim.scenario.assumptions import challenger, commitment, diplomacy, dyads, security, stability

ASSUMPTIONS: tuple[Assumption, ...] = (
    *security.ASSUMPTIONS,
    *commitment.ASSUMPTIONS,
    *challenger.ASSUMPTIONS,
    *diplomacy.ASSUMPTIONS,
    *dyads.ASSUMPTIONS,
    *stability.ASSUMPTIONS,
)

__all__ = ["ASSUMPTIONS"]
