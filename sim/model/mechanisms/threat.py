"""Threat: relative strength, perceived intent and offensive posture, less by trust."""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import Array
from sim.model.cast import Cast
from sim.model.mechanisms.nuclear import arsenal
from sim.model.state import State


def relative_strength(rival: Array, own: Array, support: Array) -> Array:
    """Share of the rival in the forces that face each other.

    r = R / (R + O + S)

    rival, R; own, O; support, S: force of the rival, own force, believed support of allies [bn US$ a year].

    Within [0, 1]. Source: power ratios of the Correlates of War (Singer, Bremer & Stuckey 1972).
    """
    return rival / (rival + own + support)


def capability(relative: Array, arsenal: Array, alarm: Array) -> Array:
    """What a rival could do, by its conventional share and by its nuclear weapons.

    K = 1 - (1 - r) (1 - k n)

    relative, r: share of the rival in the conventional forces; arsenal, n: weight of its nuclear weapons in the theatre [0-1].
    arsenal_alarm, k: share of a full arsenal that alarms [0-1].

    Within [r, 1]. Source: nuclear and conventional balance as two terms (Glaser 1990); the weight is judgement.
    """
    return 1 - (1 - relative) * (1 - alarm * arsenal)


def perceived_threat(capability: Array, hostility: Array, heat: Array, trust: Array, alarm: Array, calm: Array) -> Array:
    """Threat that an actor sees in a rival.

    theta = K (1 - (1 - h) e^(-k x)) (1 - t tau)

    capability, K: of the rival [0-1].
    hostility, h: animosity and perceived intent [0-1].
    heat, x: recent events [>= 0]; heat_alarm, k: how far they make intent look worse [1 per unit of heat].
    trust, tau: belief that the rival keeps a deal [0-1]; trust_calm, t: how far it calms [0-1].

    Within [0, 1]. Source: capability times intent (Singer 1958; Walt 1987, balance of threat).
    """
    return capability * (1 - (1 - hostility) * np.exp(-alarm * heat)) * (1 - calm * trust)


def offensive_force(force: Array, offence: Array, offence_weight: Array) -> Array:
    """Force as its rival counts it: weapons that strike first weigh more.

    R = F (1 + o w)

    force, F: force usable in the theatre [bn US$ a year].
    offence, w: share of offensive weapons in the posture [0-1]; offence_weight, o: how much more they alarm [0-1].

    Source: the offence-defence balance, Jervis (1978).
    """
    return force * (1 + offence_weight * offence)


def arsenal_of(state: State, index: int, cast: Cast) -> Array:
    """Return the weight of the nuclear weapons that an actor has for the theatre alone, shape (world,).

    The challenger's arsenal, and what the main protege makes of its own option; those of the great powers are always there.
    """
    if index == cast.challenger:
        return arsenal(state.warheads, state.tech)
    return state.latency if index == cast.main else np.zeros_like(state.latency)


def observed(state: State, row: int, cast: Cast, assume: Mapping[str, Array]) -> Array:
    """Return the threat that one side of a rivalry perceives in a state, shape (world,)."""
    by, about = cast.by[row], cast.about[row]
    rival = offensive_force(state.force[about], state.offence[about], assume["offence_weight"])
    relative = relative_strength(rival, state.force[by], state.support[by])
    able = capability(relative, arsenal_of(state, about, cast), assume["arsenal_alarm"])
    heat = state.heat[row % cast.rivalries]
    return perceived_threat(able, state.hostility[row], heat, state.trust[row], assume["heat_alarm"], assume["trust_calm"])
