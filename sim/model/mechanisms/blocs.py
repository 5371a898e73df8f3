"""Bloc politics: the region's division, and the drive between patron and main backer."""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import exp_clipped, logistic, logit, monthly_prob
from sim.model.mechanisms.fears import patron_backer_tension
from sim.model.month import Month


def polarisation(polarisation: Array, start: float, pull: Array, rate: Array) -> Array:
    """Division of the region into blocs after this month.

    p' = p + r (sigma(logit p0 + z) - p)

    polarisation, p; start, p0 [0-1]; pull, z: what divides less what joins, as departures from the starting posture [log-odds].
    polarisation_rate, r [1/month].

    Stays within (0, 1). Source: bloc formation as feedback (Snyder 1997, Alliance Politics).
    """
    return polarisation + rate * (logistic(logit(REAL(start)) + pull) - polarisation)


def flashpoint_hazard(base: Array, pressure: Array, deterred: Array, effect: Array, deterrence: Array) -> Array:
    """Hazard of a crisis of patron and main backer at the flashpoint.

    H = b e^(k f - d D)

    base, b: the theatre's condition [1/year]; pressure, f: departure of the lever from its default [-1 to 1].
    deterred, D: backer_competition and strategic_flexibility of the patron, as departures from theirs [-2 to 2].
    flashpoint_effect, k; flashpoint_deterrence, d [log].

    Source: judgement; whether either side's pressure provokes or deters is contested.
    """
    return base * exp_clipped(effect * pressure - deterrence * deterred)


def contingency(contingency: Array, flashpoint: Array, fading: Array) -> Array:
    """How far the flashpoint holds the patron, after this month.

    x' = max((1 - k) x, F)

    contingency, x [0-1]; flashpoint, F: a crisis there this month [0 or 1]; contingency_fading, k [1/month].

    Stays within [0, 1]. Source: judgement: deployments outlast the crisis, as in 1996 and 2022.
    """
    return np.maximum((1 - fading) * contingency, flashpoint)


def rivalry_push(
    competition: Array, pressure: Array, shock: Array, flashpoint: Array, weight: Array, pressure_weight: Array, spread: Array
) -> Array:
    """Drive of hostility between patron and main backer.

    s = w (c + k f) + d z + F

    competition, c; pressure, f: departures of both levers from their defaults [-1 to 1]; rivalry_weight, w [0-1].
    flashpoint_rivalry, k: effect of pressure against that of competition; rivalry_shock, d: spread of shocks.
    shock, z: standard normal; flashpoint, F: a crisis at the flashpoint [0 or 1].

    Source: judgement; shocks stand for what neither side plans.
    """
    return weight * (competition + pressure_weight * pressure) + spread * shock + flashpoint


def division(
    tension: Array, rigidity: Array, cooperation: Array, backing: Array, alignment: Array, assume: Mapping[str, Array]
) -> Array:
    """What divides the region more than at the start.

    d = T + b + u C + k B + a A

    tension, T: of patron and main backer; bloc_rigidity, b; alliance_cooperation, C: of the main protege; backing, B: by the
    supplier; supplier_alignment, A: of the challenger; each as departure from the starting posture [-1 to 1].
    cooperation_division, u; backing_division, k; supplier_division, a: weights against rigid blocs.

    Source: the alliance security dilemma in blocs (Snyder 1997); the weights are judgement.
    """
    return (
        tension
        + rigidity
        + assume["cooperation_division"] * cooperation
        + assume["backing_division"] * backing
        + assume["supplier_division"] * alignment
    )


def union(cooperation: Array, engagement: Array, partnership: Array, assume: Mapping[str, Array]) -> Array:
    """What joins the region more than at the start.

    j = C + e E + p P

    backer_cooperation, C; supplier_engagement, E: of the main protege; supplier_partnership, P: of the patron; each as departure
    from the starting posture [-1 to 1]. outreach_joining, e; partnership_joining, p: weights against rigid blocs.

    Source: judgement.
    """
    return cooperation + assume["outreach_joining"] * engagement + assume["partnership_joining"] * partnership


def advance(month: Month) -> None:
    """Draw flashpoint crises, and pull the region apart or together.

    z = k (d - j)

    pull, z [log-odds]; bloc_response, k; division, d; union, j. A flashpoint crisis is drawn from its hazard where the theatre
    has a main backer, and drives its rivalry with the patron at once.
    """
    last, cast, assume = month.last, month.cast, month.assume
    pressure = month.since_reference(cast.main_backer, "flashpoint_pressure")
    if cast.main_backer is not None:
        deterred = month.since_reference(cast.patron, "backer_competition") + month.since_reference(
            cast.patron, "strategic_flexibility"
        )
        hazard = flashpoint_hazard(
            month.conditions["theatre"]["flashpoint_contingency"],
            pressure,
            deterred,
            assume["flashpoint_effect"],
            assume["flashpoint_deterrence"],
        )
        month.acts.flashpoint = (month.uniform("flashpoint")[0] < monthly_prob(hazard)).astype(REAL)
    month.acts.polarisation_push = rivalry_push(
        month.since_reference(cast.patron, "backer_competition"),
        pressure,
        month.normal("rivalry_drift")[0],
        month.acts.flashpoint,
        assume["rivalry_weight"],
        assume["flashpoint_rivalry"],
        assume["rivalry_shock"],
    )
    divides = division(
        month.once(patron_backer_tension) - month.reference.rivalry_tension,
        month.since_reference(cast.main, "bloc_rigidity"),
        month.since_reference(cast.main, "alliance_cooperation"),
        month.since_reference(cast.supplier, "backing"),
        month.since_reference(cast.challenger, "supplier_alignment"),
        assume,
    )
    joins = union(
        month.since_reference(cast.main, "backer_cooperation"),
        month.since_reference(cast.main, "supplier_engagement"),
        month.since_reference(cast.patron, "supplier_partnership"),
        assume,
    )
    month.next.contingency = contingency(last.contingency, month.acts.flashpoint, assume["contingency_fading"])
    pull = assume["bloc_response"] * (divides - joins)
    start = cast.theatre.start["polarisation"].value
    month.next.polarisation = polarisation(last.polarisation, start, pull, assume["polarisation_rate"])
