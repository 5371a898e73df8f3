"""Every outcome, by theme: the one home of names, units, directions and definitions."""

from sim.model.outcomes.alliance import alliance
from sim.model.outcomes.nuclear import nuclear
from sim.model.outcomes.outcome import Outcome
from sim.model.outcomes.politics import politics
from sim.model.outcomes.risk import risk
from sim.model.outcomes.tension import tension
from sim.scenario.theatre import Theatre


def outcomes_of(theatre: Theatre) -> tuple[Outcome, ...]:
    """Return the outcomes of a theatre, in the order in which they are recorded."""
    return (*tension(theatre), *risk(theatre), *nuclear(theatre), *alliance(theatre), *politics(theatre))


__all__ = ["Outcome", "outcomes_of"]
