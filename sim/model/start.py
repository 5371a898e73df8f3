"""The first month: the starting state of a theatre, and the reference posture that responses are measured from."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.burden import asked, paid, quarrel_of
from sim.model.cast import Cast
from sim.model.mechanisms import credibility, crisis, deterrence, fears, threat
from sim.model.mechanisms.nuclear import arsenal
from sim.model.mechanisms.responses import sanctions_bite
from sim.model.month import Levers, Reference
from sim.model.posture import GUARANTEE, arrivals, partner_help, postures, reinforcement
from sim.model.stages import EXPANDING
from sim.model.state import State, blank
from sim.scenario.levers import LEVERS


def default_levers(cast: Cast) -> dict[str, dict[str, float]]:
    """Return the default of every lever of every role, coded, by rule name; 0 for one that the theatre does not offer."""
    return {actor.name: {lever.name: actor.default(lever.name) for lever in LEVERS[actor.role]} for actor in cast.theatre.actors}


def reference_posture(cast: Cast, assume: Mapping[str, Array], worlds: int) -> Reference:
    """Return the posture of the theatre file under each world's assumptions: its defaults and its starting values."""
    theatre = cast.theatre
    defaults = default_levers(cast)
    levers: dict[str, Levers] = {
        name: {rule: np.array([value], dtype=REAL) for rule, value in values.items()} for name, values in defaults.items()
    }
    state = blank(State, cast, worlds)
    for key in ("strength", "consensus"):
        setattr(state, key, cast.figures(key) + np.zeros_like(state.burden))
    state.burden = state.strength / cast.figures("gdp") * 100
    for key in ("hostility", "trust"):
        setattr(state, key, cast.sides(key) + np.zeros_like(state.hostility))
    state.heat = np.array([[r.start["heat"].value] for r in theatre.rivalries], dtype=REAL) + np.zeros_like(state.heat)
    for name, figure in {
        "warheads": "warheads",
        "fissile": "fissile",
        "tech": "tech",
        "readiness": "readiness",
        "sanctions": "sanctions",
        "relief": "relief",
        "test_memory": "missile_tests_a_month",
        "nuclear_pressure": "nuclear_pressure",
        "polarisation": "polarisation",
    }.items():
        setattr(state, name, np.full(worlds, theatre.start[figure].value, dtype=REAL))
    alliances = theatre.alliances
    beliefs = np.array([[alliance.start["protege_credibility"].value] for alliance in alliances], dtype=REAL)
    state.credibility = beliefs + np.zeros_like(state.credibility)
    state.credibility_challenger = np.full(worlds, alliances[0].start["challenger_credibility"].value, dtype=REAL)
    state.production_status = np.full(worlds, EXPANDING, dtype=REAL)
    if cast.main_backer is not None:
        state.enforcement = np.full(worlds, defaults[cast.names[cast.main_backer]]["sanctions_enforcement"], dtype=REAL)

    state.force = state.strength * cast.figures("reach")
    state.force_memory = state.force
    state.offence[cast.challenger] = state.tech
    for partner in cast.partners:
        state.offence[partner] = REAL(defaults[cast.names[partner]]["counterstrike"])
    patron = levers[cast.names[cast.patron]]
    partners = [levers[cast.names[partner]] for partner in cast.partners]
    offshore = reinforcement(patron, partners, cast, assume)
    state.presence = postures(patron, offshore, cast, assume) + np.zeros_like(state.presence)
    state.presence_memory = state.presence
    state.arrival = arrivals(patron, offshore, state.contingency, cast, assume) + np.zeros_like(state.presence)
    state.practice = np.full(worlds, defaults[cast.names[cast.patron]]["exercise_tempo"], dtype=REAL)
    for row, protege in enumerate(cast.allied_proteges):
        state.support[protege] = credibility.support(state.credibility[row], state.arrival[row], state.force[cast.patron])
    helped = partner_help(levers[cast.names[cast.main]], partners, cast, state.force, assume)
    state.support[cast.main] += helped
    for backer in cast.backers:
        usual = levers[cast.names[backer]]
        distraction = usual.get("distraction", credibility.NOT_DISTRACTED)
        backing = credibility.available_backing(usual["backing"], distraction, assume["distraction_share"])
        state.support[cast.challenger] += backing * state.force[backer]

    perceived = np.stack([threat.observed(state, row, cast, assume) for row in range(2 * cast.rivalries)])
    main, challenger = cast.main, cast.challenger
    held = arsenal(state.warheads, state.tech)
    need = fears.dependence(state.force[main], state.force[challenger], held, state.latency, assume["arsenal_alarm"])
    facing = cast.row(main, challenger)
    danger = np.zeros(worlds, dtype=REAL) if facing is None else perceived[facing]
    state.abandonment = fears.abandonment(need, danger, state.credibility[0], state.sidelining, assume["sidelining_doubt"])
    own = levers[cast.names[main]]
    aligned = fears.alignment(
        own["bloc_rigidity"],
        patron["strategic_flexibility"] * state.presence[0],
        own["alliance_cooperation"],
        own["backer_hedging"],
        state.transferred,
        state.coercion,
        assume,
    )
    rivalry = cast.rivalry(cast.patron, cast.main_backer)
    tension: Any = 0 if rivalry is None else fears.pair_tension(state, rivalry, cast.rivalries, assume["heat_alarm"])
    state.entrapment = fears.entrapment(aligned, tension) + np.zeros(worlds, dtype=REAL)
    demand = asked(patron, cast, assume)
    quarrel = quarrel_of(demand, own, cast, assume) + np.zeros(worlds, dtype=REAL)
    state.autonomy = deterrence.autonomy(state.force[main], state.support[main], own["command"])
    guarantee = GUARANTEE[int(patron["extended_deterrence"][0])]
    feared = credibility.support(state.credibility_challenger, state.arrival[0], state.force[cast.patron]) + helped
    return Reference(
        levers=defaults,
        presence=state.presence,
        guarantee=float(guarantee),
        quarrel=quarrel,
        bite=sanctions_bite(state.sanctions, state.enforcement, state.relief, assume["unilateral_bite"]),
        rivalry_tension=tension + np.zeros(worlds, dtype=REAL),
        mutual_threat=crisis.mutual_threat(perceived[: cast.rivalries], perceived[cast.rivalries :]),
        paid=paid(demand, own) + np.zeros(worlds, dtype=REAL),
        arsenal=held,
        uncovered_arsenal=deterrence.uncovered_arsenal(held, guarantee, state.credibility_challenger, state.latency),
        hostility=float(cast.headline_mean(cast.sides("hostility"))[0]),
        threat=perceived,
        balance=(state.force[main] + feared) / state.force[challenger],
        abandonment=state.abandonment,
        entrapment=state.entrapment,
        state=state,
    )
