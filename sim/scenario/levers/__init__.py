"""Every lever, by the role that holds it: the one home of names, types, bounds, defaults and sources.

Defaults and their sources are those of the first theatre; another gives its own, and its own source where a default is the same.
"""

from sim.scenario.levers import challenger, main_protege, others, patron
from sim.scenario.levers.lever import Lever
from sim.scenario.theatre import Actor, Role

DECLARED_FOR = "korea"
"""The theatre to which the declared defaults and sources belong."""

LEVERS: dict[Role, tuple[Lever, ...]] = {
    "patron": patron.LEVERS,
    "main_protege": main_protege.LEVERS,
    "protege": others.PROTEGE,
    "challenger": challenger.LEVERS,
    "main_backer": others.MAIN_BACKER,
    "backer": others.BACKER,
}


def levers_offered(actor: Actor) -> list[Lever]:
    """Return the declared levers of an actor's role that its theatre offers, see `Actor`."""
    return [lever for lever in LEVERS[actor.role] if lever.name in actor.lever_names]


__all__ = ["DECLARED_FOR", "LEVERS", "Lever", "levers_offered"]
