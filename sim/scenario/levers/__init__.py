"""Every lever, by the role that holds it: the one home of names, types, bounds, defaults and sources."""

from sim.scenario.levers import challenger, main_protege, others, patron
from sim.scenario.levers.lever import Lever
from sim.scenario.theatre import Role

LEVERS: dict[Role, tuple[Lever, ...]] = {
    "patron": patron.LEVERS,
    "main_protege": main_protege.LEVERS,
    "protege": others.PROTEGE,
    "challenger": challenger.LEVERS,
    "main_backer": others.MAIN_BACKER,
    "backer": others.BACKER,
}

__all__ = ["LEVERS", "Lever"]
