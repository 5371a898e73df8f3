"""Abandonment and entrapment (Snyder 1984), and the pressure for a nuclear option."""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import at, logistic, logit
from sim.model.mechanisms.nuclear import held_arsenal
from sim.model.month import Month
from sim.model.state import State

LATENCY_TARGET = np.array([0.0, 0.3, 1.0], dtype=REAL)
"""Where each stance on nuclear weapons leads: forswear, hedge, arm. Source: Narang (2022) on hedging; the 0.3 is judgement."""

LATENCY_RATE = REAL(0.02)
"""Share of the gap to that target closed in a month. Source: judgement: some years for a state with nuclear industry."""


WAYS_TO_ALIGN = 3
"""Rigid blocs, free use of bases, and cooperation: what alignment is the mean of. Source: definition."""


def dependence(own: Array, challenger: Array, arsenal: Array, latency: Array, alarm: Array) -> Array:
    """Need of the protege for its patron.

    d = 1 - (1 - C / (C + O)) (1 - k n (1 - l))

    own, O; challenger, C: forces [bn US$ a year]; arsenal, n: of the challenger; latency, l: of the protege's option [0-1].
    arsenal_alarm, k: share of a full arsenal that alarms [0-1].

    Within [0, 1]. Source: Snyder (1984): dependence is need, not what is given.
    """
    return 1 - own / (challenger + own) * (1 - alarm * arsenal * (1 - latency))


def abandonment(dependence: Array, threat: Array, credibility: Array, sidelining: Array, sidelining_doubt: Array) -> Array:
    """Fear of abandonment.

    A = (d theta (1 - c (1 - k s)))^(1/3)

    dependence, d; threat, theta; credibility, c [0-1]: the geometric mean of need, danger and doubt.
    sidelining, s: how far it is bypassed [0-1]; sidelining_doubt, k: how far that adds to doubt [0-1].

    Within [0, 1]; zero when any of the three is missing. Source: Snyder (1984).
    """
    return np.cbrt(dependence * threat * (1 - credibility * (1 - sidelining_doubt * sidelining)))


def entrapment(alignment: Array, tension: Array) -> Array:
    """Fear of being drawn into the patron's conflict.

    E = a T

    alignment, a: with the patron against the backer [0-1]; tension, T: between patron and backer [0-1].

    Within [0, 1]. Source: Snyder (1984).
    """
    return alignment * tension


def alignment(
    bloc: Array,
    bases: Array,
    cooperation: Array,
    hedging: Array,
    own_command: Array,
    coercion: Array,
    assume: Mapping[str, Array],
) -> Array:
    """How far the protege would be part of its patron's conflict.

    a = (b + f + u) / 3 (1 - r h) (1 - k o) (1 - c x)

    bloc, b: rigidity; bases, f: forces on its soil free for other use; cooperation, u; hedging, h [0-1].
    hedging_relief, r: how far hedging frees; own_command, o [0 or 1]; command_entrapment_relief, k: how far that frees.
    coercion, x: by the main backer, recent months [0-1]; coercion_restraint, c: how far it keeps from alignment.

    Within [0, 1].
    """
    freed = (1 - assume["hedging_relief"] * hedging) * (1 - assume["command_entrapment_relief"] * own_command)
    return np.minimum((bloc + bases + cooperation) / WAYS_TO_ALIGN * freed * (1 - assume["coercion_restraint"] * coercion), 1)


def nuclear_pressure_target(
    start: float, fear: Array, doubt: Array, autonomy: Array, response: Array, doubt_weight: Array, autonomy_effect: Array
) -> Array:
    """Domestic pressure for a nuclear option that circumstances call for.

    p* = sigma(logit p0 + r (A - A0 + k (c0 - c)) + e (a - a0))

    start, p0 [0-1]; fear, A - A0: abandonment beyond that of the starting posture; doubt, c0 - c: credibility lost
    since; autonomy, a - a0: share in own deterrence beyond that of the starting posture; nuclear_response, r [log-odds].
    doubt_pressure, k: weight of doubt against fear; autonomy_pressure, e [log-odds].

    Within (0, 1). Source: South Korean polls respond to doubt about the guarantee (Son & Park 2023); whether own strength makes
    weapons seem needless or near is contested.
    """
    pull = response * (fear + doubt_weight * doubt) + autonomy_effect * autonomy
    return logistic(logit(REAL(start)) + pull)


def nuclear_pressure(pressure: Array, target: Array, rate: Array) -> Array:
    """Domestic pressure for a nuclear option after this month.

    p' = p + k (p* - p)

    pressure, p; target, p* [0-1]; pressure_rate, k [1/month].

    Stays between p and p*. Source: polls move within a year; judgement.
    """
    return pressure + rate * (target - pressure)


def latency(latency: Array, stance: Array, pressure: Array, hedging: Array) -> Array:
    """Progress of the main protege's own nuclear option after this month.

    l' = l + 0.02 (max(g, k p) - l)

    latency, l; stance, g: where the stance on nuclear weapons leads [0-1].
    pressure, p: domestic pressure beyond that of the start [0-1]; pressure_hedging, k: how far it makes governments hedge [0-1].

    Stays within [0, 1]. Source: hedging under public pressure (Narang 2022); the size is judgement.
    """
    return latency + LATENCY_RATE * (np.maximum(stance, hedging * np.maximum(pressure, 0)) - latency)


def advance(month: Month) -> None:
    """Weigh the two fears of the alliance security dilemma in the main protege, and what they do to its nuclear option.

    Danger is the threat that it sees in the challenger; the bases that align it are strategic_flexibility times presence; fear,
    doubt and autonomy count as departures from the starting posture.
    """
    last, assume, cast, start = month.last, month.assume, month.cast, month.cast.theatre
    main, patron, usual = month.main, month.patron, month.reference
    row = cast.row(cast.main, cast.challenger)
    danger = np.zeros_like(last.warheads) if row is None else month.threat[row]
    need = dependence(
        last.force[cast.main],
        last.force[cast.challenger],
        month.once(held_arsenal),
        last.latency,
        assume["arsenal_alarm"],
    )
    aligned = alignment(
        main["bloc_rigidity"],
        patron["strategic_flexibility"] * last.presence[0],
        main["alliance_cooperation"],
        main["backer_hedging"],
        last.transferred,
        last.coercion,
        assume,
    )
    month.next.abandonment = abandonment(need, danger, last.credibility[0], last.sidelining, assume["sidelining_doubt"])
    month.next.entrapment = entrapment(aligned, month.once(patron_backer_tension))
    calm = start.start["nuclear_pressure"].value
    called_for = nuclear_pressure_target(
        calm,
        last.abandonment - usual.abandonment,
        REAL(start.alliances[0].start["protege_credibility"].value) - last.credibility[0],
        last.autonomy - usual.state.autonomy,
        assume["nuclear_response"],
        assume["doubt_pressure"],
        assume["autonomy_pressure"],
    )
    month.next.nuclear_pressure = nuclear_pressure(last.nuclear_pressure, called_for, assume["pressure_rate"])
    stance = at(LATENCY_TARGET, main["nuclear_option"])
    pressure = last.nuclear_pressure - REAL(calm)
    month.next.latency = latency(last.latency, stance, pressure, assume["pressure_hedging"])


def patron_backer_tension(month: Month) -> Array:
    """Return the tension of patron and main backer [0-1], zero in a theatre without a backer."""
    rivalry = month.cast.rivalry(month.cast.patron, month.cast.main_backer)
    if rivalry is None:
        return np.zeros_like(month.last.warheads)
    return pair_tension(month.last, rivalry, month.cast.rivalries, month.assume["heat_alarm"])


def pair_tension(state: State, rivalry: int, rivalries: int, alarm: Array) -> Array:
    """Tension of a dyad as its neighbours feel it.

    T = 1 - (1 - h) e^(-k x)

    hostility, h: mean of both sides [0-1]; heat, x [>= 0]; heat_alarm, k: how far it makes intent look worse.

    Within [0, 1].
    """
    mean = (state.hostility[rivalry] + state.hostility[rivalry + rivalries]) / 2
    return 1 - (1 - mean) * np.exp(-alarm * state.heat[rivalry])
