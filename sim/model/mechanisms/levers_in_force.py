"""Levers in force: domestic consensus limits what a government can really do."""

import numpy as np

from sim.foundations.axes import Array


def lever_in_force(lever: Array, default: Array, consensus: Array, consensus_needed: Array) -> Array:
    """Value of a contested lever that a divided country can sustain.

    x = d + min(1, c / n) (l - d)

    lever, l: the value the government sets [the lever's unit].
    default, d: the status quo it departs from [the lever's unit].
    consensus, c: domestic agreement on grand strategy [0-1].
    consensus_needed, n: agreement from which on the government has its way [0-1].

    Lies between d and l. Source: the win-set of two-level games, Putnam (1988).
    """
    return default + np.minimum(1, consensus / consensus_needed) * (lever - default)
