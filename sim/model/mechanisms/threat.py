"""Threat: relative strength, perceived intent and offensive posture, less by trust."""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import Array
from sim.model.cast import Cast
from sim.model.state import State


def relative_strength(rival: Array, own: Array, support: Array) -> Array:
    """Share of the rival in the forces that face each other.

    r = R / (R + O + S)

    rival, R; own, O; support, S: force of the rival, own force, believed support of allies [bn US$ a year].

    Within [0, 1]. Source: power ratios of the Correlates of War (Singer, Bremer & Stuckey 1972).
    """
    return rival / (rival + own + support)


def perceived_threat(relative: Array, hostility: Array, heat: Array, trust: Array, alarm: Array, calm: Array) -> Array:
    """Threat that an actor sees in a rival.

    theta = r (1 - (1 - h) e^(-k x)) (1 - t tau)

    relative, r: share of the rival in the opposed forces [0-1].
    hostility, h: animosity and perceived intent [0-1].
    heat, x: recent events [>= 0]; heat_alarm, k: how far they make intent look worse [1 per unit of heat].
    trust, tau: belief that the rival keeps a deal [0-1]; trust_calm, t: how far it calms [0-1].

    Within [0, 1]. Source: capability times intent (Singer 1958; Walt 1987, balance of threat).
    """
    return relative * (1 - (1 - hostility) * np.exp(-alarm * heat)) * (1 - calm * trust)


def offensive_force(force: Array, offence: Array, offence_weight: Array) -> Array:
    """Force as its rival counts it: weapons that strike first weigh more.

    R = F (1 + o w)

    force, F: force usable in the theatre [bn US$ a year].
    offence, w: share of offensive weapons in the posture [0-1]; offence_weight, o: how much more they alarm [0-1].

    Source: the offence-defence balance, Jervis (1978).
    """
    return force * (1 + offence_weight * offence)


def observed(state: State, row: int, cast: Cast, assume: Mapping[str, Array]) -> Array:
    """Return the threat that one side of a rivalry perceives in a state, shape (world,)."""
    by, about = cast.by[row], cast.about[row]
    rival = offensive_force(state.force[about], state.offence[about], assume["offence_weight"])
    relative = relative_strength(rival, state.force[by], state.support[by])
    heat = state.heat[row % cast.rivalries]
    return perceived_threat(relative, state.hostility[row], heat, state.trust[row], assume["heat_alarm"], assume["trust_calm"])
