"""A theatre as one record: who plays which role, who is whose rival, and where everything starts."""

import numpy as np

from sim.scenario.theatre import Theatre
from tests.oracle.records import NOBODY, THEATRE, Records


def theatre_record(t: Theatre) -> Records:
    """Return the record of a theatre, in an array of length one."""
    found = np.zeros(1, THEATRE)
    _write_roles(t, found[0])
    _write_relations(t, found[0])
    _write_start(t, found[0])
    return found


def _write_roles(t: Theatre, found: np.void) -> None:
    names = [actor.name for actor in t.actors]

    def first(role: str) -> int:
        return next((index for index, actor in enumerate(t.actors) if actor.role == role), NOBODY)

    roles = {"patron": "patron", "main": "main_protege", "challenger": "challenger", "backer": "main_backer"}
    for name, role in (roles | {"supplier": "backer", "partner": "protege"}).items():
        found[name] = first(role)
    for index, actor in enumerate(t.actors):
        found["in_bloc"][index] = actor.role in ("patron", "main_protege", "protege")
        found["is_partner"][index] = actor.role == "protege"
        found["is_backer"][index] = actor.role in ("main_backer", "backer")
    for index, channel in enumerate(t.channels):
        found["party"][index] = names.index(channel.parties[0])
    for index, alliance in enumerate(t.alliances):
        found["protege"][index] = names.index(alliance.protege)
        found["hosts_main_troops"][index] = alliance.troops == "troops_main"
    for axis in ("actors", "rivalries", "channels", "alliances"):
        found[axis] = len(getattr(t, axis))
    found["dyads"] = 2 * len(t.rivalries)


def _write_relations(t: Theatre, found: np.void) -> None:
    """Write the dyads: what the first of each rivalry feels about the second, then what the second feels about the first."""
    names = [actor.name for actor in t.actors]
    found["rivalry"], found["dyad"] = NOBODY, NOBODY
    for index, rivalry in enumerate(t.rivalries):
        one, other, back = names.index(rivalry.first), names.index(rivalry.second), len(t.rivalries) + index
        found["rivalry"][one, other] = found["rivalry"][other, one] = index
        for dyad, side, by, about in ((index, "first", one, other), (back, "second", other, one)):
            found["dyad"][by, about], found["by"][dyad], found["about"][dyad] = dyad, by, about
            found["hostility"][dyad] = rivalry.start[f"{side}_hostility"].value
            found["hostility_rest"][dyad] = rivalry.start[f"{side}_rest"].value
            found["trust"][dyad] = rivalry.start[f"{side}_trust"].value
            found["trust_rest"][dyad] = rivalry.start[f"{side}_trust_rest"].value
        found["heat"][index] = rivalry.start["heat"].value
        found["headline_weight"][index], found["regional_weight"][index] = rivalry.headline_weight, rivalry.regional_weight


def _write_start(t: Theatre, found: np.void) -> None:
    for key in ("strength", "reach", "gdp", "consensus", "consensus_rest"):
        for index, actor in enumerate(t.actors):
            found[key][index] = actor.start[key].value
    for index, alliance in enumerate(t.alliances):
        found["credibility"][index] = alliance.start["protege_credibility"].value
    found["credibility_challenger"] = t.alliances[0].start["challenger_credibility"].value
    for key, figure in t.start.items():
        found[key] = figure.value
