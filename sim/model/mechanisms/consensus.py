"""Consensus: agreement at home, slow to recover."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.burden import payment
from sim.model.month import Month
from sim.model.stages import IMPLEMENTATION

MOST_WORRY = REAL(0.25)
"""Strain that worries about the alliance add at most [1/month]. Source: bound, so that consensus stays within 0 to 1."""


def consensus(consensus: Array, rest: Array, recovery: Array, strain: Array, success: Array) -> Array:
    """Domestic agreement on grand strategy after this month.

    c' = c + r (c0 - c) - s c + g (1 - c)

    consensus, c; rest, c0 [0-1]; consensus_recovery, r [1/month].
    strain, s: crisis at home, burden quarrels, coercion, fear of abandonment, unpopular concessions [0-0.5].
    success, g: deals being kept and new leaders [0-0.5].

    Stays within [0, 1] for r <= 1/4. Source: domestic win-sets, Putnam (1988); the sizes are judgement.
    """
    return consensus + recovery * (rest - consensus) - strain * consensus + success * (1 - consensus)


def growth_of_fears(abandonment: Array, usual_abandonment: Array, entrapment: Array, usual_entrapment: Array) -> Array:
    """How far the fears of the alliance exceed those of the starting posture.

    F = max(A - A0, 0) + max(E - E0, 0)

    abandonment, A, A0; entrapment, E, E0: now and at the start [0-1].

    Within [0, 2]. Source: Snyder (1984).
    """
    return np.maximum(abandonment - usual_abandonment, 0) + np.maximum(entrapment - usual_entrapment, 0)


def unpopular_concession(engagement: Array, severity: Array) -> Array:
    """How far reaching out in spite of provocations divides.

    u = max(e, 0) v

    engagement, e: policy toward the challenger [-1 to 1]; severity, v: of its acts last month [0-1].

    Within [0, 1]. Source: judgement after the disputes in Seoul over engagement.
    """
    return np.maximum(engagement, 0) * severity


def costs(payment: Array, spending: Array, payment_strain: Array, spending_strain: Array) -> Array:
    """Strain of what the alliance costs beyond the starting posture.

    s = p P + d D

    payment, P: to the patron [bn US$ a year]; spending, D: defence burden in force beyond its default [% of GDP].
    payment_strain, p; spending_strain, d [1/month per unit].

    Source: guns against butter (Powell 1993); whether either divides is contested.
    """
    return payment_strain * payment + spending_strain * spending


def worry(
    quarrel: Array,
    coercion: Array,
    fears: Array,
    concession: Array,
    costs: Array,
    consensus_strain: Array,
    coercion_strain: Array,
) -> Array:
    """Strain of the alliance and of the challenger on the main protege's consensus.

    s = min(max(k (q + x c + F + u) + C, 0), 1/4)

    quarrel, q: over burden sharing; coercion, c: by the main backer; concession, u [0-1]; growth of fears, F [0-2].
    costs, C [1/month]; consensus_strain, k [1/month]; coercion_strain, x: of coercion against a quarrel.

    Within [0, 1/4]. Source: two-level games, Putnam (1988); the sizes are judgement.
    """
    strain = consensus_strain * (quarrel + coercion_strain * coercion + fears + concession) + costs
    return np.clip(strain, 0, MOST_WORRY)


def advance(month: Month) -> None:
    """Let disputes divide and success unite, country by country.

    In every country a crisis at home strains by crisis_strain [1/month] times its depth, and a new leader unites by
    new_leader_unity [share]. The main protege worries besides. While a deal is implemented, deal_unity unites the main protege
    and deal_unity_patron the patron [1/month].
    """
    last, cast, assume = month.last, month.cast, month.assume
    strain, success = np.zeros_like(last.consensus), np.zeros_like(last.consensus)
    for index, name in enumerate(cast.names):
        strain[index] = assume["crisis_strain"] * month.conditions[name]["domestic_crisis"]
        success[index] = assume["new_leader_unity"] * month.conditions[name]["leadership_change"]
    usual = month.reference
    fears = growth_of_fears(last.abandonment, usual.abandonment, last.entrapment, usual.entrapment)
    concession = unpopular_concession(month.main["engagement"], last.severity)
    spent = last.burden[cast.main] - REAL(usual.lever(cast.names[cast.main], "defence_share"))
    cost = costs(month.once(payment), spent, assume["payment_strain"], assume["spending_strain"])
    strain[cast.main] += worry(
        last.quarrel, last.coercion, fears, concession, cost, assume["consensus_strain"], assume["coercion_strain"]
    )
    kept = (last.channel_stage == IMPLEMENTATION).max(axis=0, initial=0)
    success[cast.main] += assume["deal_unity"] * kept
    success[cast.patron] += assume["deal_unity_patron"] * kept
    rest = cast.figures("consensus_rest")
    month.next.consensus = consensus(last.consensus, rest, assume["consensus_recovery"], strain, success)
