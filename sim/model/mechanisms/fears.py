"""Abandonment and entrapment (Snyder 1984), and the pressure for a nuclear option."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import at, logistic, logit
from sim.model.month import Month
from sim.model.state import State

LATENCY_TARGET = np.array([0.0, 0.3, 1.0], dtype=REAL)
"""Where each stance on nuclear weapons leads: forswear, hedge, arm. Source: Narang (2022) on hedging; the 0.3 is judgement."""

LATENCY_RATE = REAL(0.02)
"""Share of the gap to that target closed in a month. Source: judgement: some years for a state with nuclear industry."""


def dependence(own: Array, challenger: Array) -> Array:
    """Need of the protege for its patron.

    d = C / (C + O)

    own, O; challenger, C: forces [bn US$ a year].

    Within [0, 1]. Source: Snyder (1984): dependence is need, not what is given.
    """
    return challenger / (challenger + own)


def abandonment(dependence: Array, threat: Array, credibility: Array) -> Array:
    """Fear of abandonment.

    A = (d theta (1 - c))^(1/3)

    dependence, d; threat, theta; credibility, c [0-1]: the geometric mean of need, danger and doubt.

    Within [0, 1]; zero when any of the three is missing. Source: Snyder (1984).
    """
    return np.cbrt(dependence * threat * (1 - credibility))


def entrapment(alignment: Array, tension: Array) -> Array:
    """Fear of being drawn into the patron's conflict.

    E = a T

    alignment, a: with the patron against the backer [0-1]; tension, T: between patron and backer [0-1].

    Within [0, 1]. Source: Snyder (1984).
    """
    return alignment * tension


def alignment(bloc: Array, bases: Array, cooperation: Array, hedging: Array, own_command: Array, relief: Array) -> Array:
    """How far the protege would be part of its patron's conflict.

    a = (b + f + u) / 3 (1 - 0.3 h) (1 - k o)

    bloc, b: rigidity; bases, f: forces on its soil free for other use; cooperation, u; hedging, h [0-1].
    own_command, o [0 or 1]; command_entrapment_relief, k: how far own command frees [0-1].

    Within [0, 1].
    """
    return (bloc + bases + cooperation) / 3 * (1 - REAL(0.3) * hedging) * (1 - relief * own_command)


def nuclear_pressure(pressure: Array, start: float, fear: Array, doubt: Array, response: Array) -> Array:
    """Domestic pressure for a nuclear option after this month.

    p' = p + 0.1 (sigma(logit p0 + r (A - A0) + r (c0 - c) / 2) - p)

    pressure, p; start, p0 [0-1]; fear, A - A0: abandonment beyond that of the starting posture.
    doubt, c0 - c: credibility lost since the start; nuclear_response, r [log-odds].

    Stays within (0, 1). Source: South Korean polls respond to doubt about the guarantee (Son & Park 2023).
    """
    return pressure + REAL(0.1) * (logistic(logit(REAL(start)) + response * (fear + doubt / 2)) - pressure)


def advance(month: Month) -> None:
    """Weigh the two fears of the alliance security dilemma in the main protege."""
    last, assume, cast, start = month.last, month.assume, month.cast, month.cast.theatre
    main, patron = month.main, month.patron
    row = cast.row(cast.main, cast.challenger)
    danger = np.zeros_like(last.warheads) if row is None else month.threat[row]
    need = dependence(last.force[cast.main], last.force[cast.challenger])
    bases = patron["strategic_flexibility"] * last.presence[0]
    aligned = alignment(
        main["bloc_rigidity"],
        bases,
        main["alliance_cooperation"],
        main["backer_hedging"],
        last.transferred,
        assume["command_entrapment_relief"],
    )
    month.next.abandonment = abandonment(need, danger, last.credibility[0])
    month.next.entrapment = entrapment(aligned, patron_backer_tension(month))
    month.next.nuclear_pressure = nuclear_pressure(
        last.nuclear_pressure,
        start.start["nuclear_pressure"].value,
        last.abandonment - month.reference.abandonment,
        REAL(start.alliances[0].start["protege_credibility"].value) - last.credibility[0],
        assume["nuclear_response"],
    )
    goal = at(LATENCY_TARGET, main["nuclear_option"])
    month.next.latency = last.latency + LATENCY_RATE * (goal - last.latency)


def patron_backer_tension(month: Month) -> Array:
    """Return the tension of patron and main backer [0-1], zero in a theatre without a backer."""
    rivalry = month.cast.rivalry(month.cast.patron, month.cast.main_backer)
    if rivalry is None:
        return np.zeros_like(month.last.warheads)
    return pair_tension(month.last, rivalry, month.cast.rivalries)


def pair_tension(state: State, rivalry: int, rivalries: int) -> Array:
    """Tension of a dyad as its neighbours feel it.

    T = 1 - (1 - h) e^(-x / 4)

    hostility, h: mean of both sides [0-1]; heat, x [>= 0].

    Within [0, 1].
    """
    mean = (state.hostility[rivalry] + state.hostility[rivalry + rivalries]) / 2
    return 1 - (1 - mean) * np.exp(REAL(-0.25) * state.heat[rivalry])
