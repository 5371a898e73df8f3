"""Consensus: agreement at home, slow to recover."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.month import Month
from sim.model.stages import IMPLEMENTATION


def consensus(consensus: Array, rest: Array, recovery: Array, strain: Array, success: Array) -> Array:
    """Domestic agreement on grand strategy after this month.

    c' = c + r (c0 - c) - s c + g (1 - c)

    consensus, c; rest, c0 [0-1]; consensus_recovery, r [1/month].
    strain, s: crisis at home, burden quarrels, coercion, fear of abandonment, unpopular concessions [0-0.5].
    success, g: deals being kept and new leaders [0-0.5].

    Stays within [0, 1] for r <= 1/4. Source: domestic win-sets, Putnam (1988); the sizes are judgement.
    """
    return consensus + recovery * (rest - consensus) - strain * consensus + success * (1 - consensus)


def advance(month: Month) -> None:
    """Let disputes divide and success unite, country by country."""
    last, cast, assume = month.last, month.cast, month.assume
    strain, success = np.zeros_like(last.consensus), np.zeros_like(last.consensus)
    for index, name in enumerate(cast.names):
        strain[index] = assume["crisis_strain"] * month.conditions[name]["domestic_crisis"]
        success[index] = REAL(0.1) * month.conditions[name]["leadership_change"]
    usual = month.reference
    fear = np.maximum(last.abandonment - usual.abandonment, 0) + np.maximum(last.entrapment - usual.entrapment, 0)
    concession = np.maximum(month.main["engagement"], 0) * last.severity
    worries = assume["consensus_strain"] * (last.quarrel + last.coercion / 2 + fear + concession)
    strain[cast.main] += np.minimum(worries, REAL(0.25))
    kept = (last.channel_stage == IMPLEMENTATION).max(axis=0, initial=0)
    success[cast.main] += REAL(0.01) * kept
    success[cast.patron] += REAL(0.005) * kept
    rest = cast.figures("consensus_rest")
    month.next.consensus = consensus(last.consensus, rest, assume["consensus_recovery"], strain, success)
