"""Bloc politics: the region's division, and the drive between patron and main backer."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import exp_clipped, logistic, logit, monthly_prob
from sim.model.mechanisms.fears import pair_tension, patron_backer_tension
from sim.model.month import Month


def polarisation(polarisation: Array, start: float, pull: Array, rate: Array) -> Array:
    """Division of the region into blocs after this month.

    p' = p + r (sigma(logit p0 + z) - p)

    polarisation, p; start, p0 [0-1]; pull, z: what divides less what joins, as departures from the starting posture [log-odds].
    polarisation_rate, r [1/month].

    Stays within (0, 1). Source: bloc formation as feedback (Snyder 1997, Alliance Politics).
    """
    return polarisation + rate * (logistic(logit(REAL(start)) + pull) - polarisation)


def rivalry_push(competition: Array, pressure: Array, shock: Array, flashpoint: Array, weight: Array) -> Array:
    """Drive of hostility between patron and main backer.

    s = w (c + f / 2) + 0.1 z + F

    competition, c; pressure, f: departures of both levers from their defaults [-1 to 1]; rivalry_weight, w [0-1].
    shock, z: standard normal; flashpoint, F: a crisis at the flashpoint [0 or 1].

    Source: judgement; shocks stand for what neither side plans.
    """
    return weight * (competition + pressure / 2) + REAL(0.1) * shock + flashpoint


def advance(month: Month) -> None:
    """Draw flashpoint crises, and pull the region apart or together."""
    last, cast, assume = month.last, month.cast, month.assume
    pressure = month.since_reference(cast.main_backer, "flashpoint_pressure")
    if cast.main_backer is not None:
        hazard = month.conditions["theatre"]["flashpoint_contingency"] * exp_clipped(2 * pressure)
        month.acts.flashpoint = (month.uniform("flashpoint")[0] < monthly_prob(hazard)).astype(REAL)
    month.acts.polarisation_push = rivalry_push(
        month.since_reference(cast.patron, "backer_competition"),
        pressure,
        month.normal("rivalry_drift")[0],
        month.acts.flashpoint,
        assume["rivalry_weight"],
    )
    divides = (
        patron_backer_tension(month)
        - reference_tension(month)
        + month.since_reference(cast.main, "bloc_rigidity")
        + month.since_reference(cast.main, "alliance_cooperation") / 2
        + month.since_reference(cast.supplier, "backing") / 2
        + month.since_reference(cast.challenger, "supplier_alignment") / 2
    )
    joins = (
        month.since_reference(cast.main, "backer_cooperation")
        + month.since_reference(cast.main, "supplier_engagement") / 2
        + month.since_reference(cast.patron, "supplier_partnership") / 2
    )
    pull = assume["bloc_response"] * (divides - joins)
    start = cast.theatre.start["polarisation"].value
    month.next.polarisation = polarisation(last.polarisation, start, pull, assume["polarisation_rate"])


def reference_tension(month: Month) -> Array:
    """Return the tension of patron and main backer at the theatre's start [0-1]."""
    rivalry = month.cast.rivalry(month.cast.patron, month.cast.main_backer)
    if rivalry is None:
        return np.zeros(1, dtype=REAL)
    return pair_tension(month.reference.state, rivalry, month.cast.rivalries)
