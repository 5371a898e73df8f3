"""Burden sharing: what the patron asks, what the main protege pays and spends, and the quarrel in between."""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.cast import Cast
from sim.model.curves import saturating
from sim.model.month import Levers, Month
from sim.model.posture import usual_troops

QUARREL_SCALE = REAL(3)
"""Gap between demand and offer that makes a bitter quarrel [bn US$ a year]. Source: the dispute of 2019-20 was about 4 bn."""


def demand_for(demand: Array, troops: Array, usual: float, follows: Array) -> Array:
    """Payment that the patron asks for what it stations.

    D = d (1 - k + k n / n0)

    demand, d: as policy of the patron [bn US$ a year]; troops, n; usual, n0: at the start [persons].
    demand_follows_troops, k: share of the demand that is for stationing [0-1].

    Stays >= 0. Source: the special measures agreements pay for stationing; the demands of 2019-20 went beyond it.
    """
    return demand * (1 - follows + follows * troops / REAL(usual))


def burden_quarrel(demand: Array, offer: Array, spending: Array, credit: Array) -> Array:
    """Dispute over burden sharing.

    q = 1 - e^(-max(D - o - c s, 0) / 3)

    demand, D: for what is stationed; offer, o [bn US$ a year]; spending, s: defence share beyond its default [% of GDP].
    spending_credit, c: what the patron takes own spending for [bn US$ a year per % of GDP].

    Within [0, 1]. Source: judgement, scaled on the dispute of 2019-20; spending counts in the burden debate of 2025.
    """
    return saturating(np.maximum(demand - offer - credit * spending, 0) / QUARREL_SCALE)


def asked(patron: Levers, cast: Cast, assume: Mapping[str, Array]) -> Array:
    """Return what the patron asks of the main protege for what it stations [bn US$ a year]."""
    troops = cast.theatre.alliances[0].troops
    return demand_for(patron["burden_demand"], patron[troops], usual_troops(cast, troops), assume["demand_follows_troops"])


def quarrel_of(demand: Array, main: Levers, cast: Cast, assume: Mapping[str, Array]) -> Array:
    """Return the dispute over burden sharing between patron and main protege; demand: what `asked` returns."""
    beyond = main["defence_share"] - REAL(cast.theatre.main_protege.default("defence_share"))
    return burden_quarrel(demand, main["burden_offer"], beyond, assume["spending_credit"])


def paid(demand: Array, main: Levers) -> Array:
    """Return what the main protege pays: what it offers, but no more than is asked [bn US$ a year]."""
    return np.minimum(demand, main["burden_offer"])


def demand_in_force(month: Month) -> Array:
    """Return what the patron asks of the main protege this month [bn US$ a year]."""
    return asked(month.patron, month.cast, month.assume)


def payment(month: Month) -> Array:
    """Return how much more than at the start the main protege pays [bn US$ a year]."""
    return paid(month.once(demand_in_force), month.main) - month.reference.paid
