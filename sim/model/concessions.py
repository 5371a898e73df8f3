"""Concessions: how far patron and proteges meet the challenger without its moving."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.month import Month


def concession(relief: Array, softness: Array, engagement: Array, own_softness: Array) -> Array:
    """How far patron and proteges meet the challenger without its moving, beyond the starting posture.

    c = R + p / 2 + (E + q / 2) / 2

    relief_offer, R; preconditions given up, p: by the patron, q: by its proteges on average [steps]; engagement, E: of the main
    protege; each as departure from the starting posture.

    Within [-4, 4]. Source: definition; what it leads to is contested, see concession_boldness.
    """
    return relief + softness / 2 + (engagement + own_softness / 2) / 2


def conceded_in(month: Month) -> Array:
    """Return how far patron and proteges meet the challenger, beyond the starting posture."""
    cast, ask = month.cast, "dialogue_precondition"
    proteges = (cast.main, *cast.partners)
    given_up = -sum((month.since_reference(index, ask) for index in proteges), np.zeros(1, dtype=REAL)) / len(proteges)
    return concession(
        month.since_reference(cast.patron, "relief_offer"),
        -month.since_reference(cast.patron, ask),
        month.since_reference(cast.main, "engagement"),
        given_up,
    )
