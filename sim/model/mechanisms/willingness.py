"""Readiness to talk: what brings each country to the table."""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import Array
from sim.model.mechanisms.responses import bite_since_reference
from sim.model.month import Month


def appetite(hunger: Array, alignment: Array, relief: Array, assume: Mapping[str, Array]) -> Array:
    """Readiness of the challenger to talk.

    v = min(max(b + l H - k a + r R, 0), 1)

    talks_appetite, b: without sanctions [0-1]; hunger, H: weight of sanctions as felt; supplier_alignment, a [0-1].
    relief, R: what the patron offers beyond the starting posture [-1 to 1]; sanctions_leverage, l: how far sanctions bring it to
    the table, and relief_appeal, r, how far relief does; supplier_alternative, k: how far its supplier spares it that.

    Within [0, 1]. Source: contested: sanctions bring to the table, or harden (Drezner 1999; Haggard & Noland 2017).
    """
    pulled = assume["sanctions_leverage"] * hunger + assume["relief_appeal"] * relief
    return np.clip(assume["talks_appetite"] + pulled - assume["supplier_alternative"] * alignment, 0, 1)


def decide(month: Month, index: int) -> None:
    """Set the readiness of one actor to talk; the law of motion then matches the two sides of each channel.

    Patron: summit_willingness. Main protege: (1 + engagement) / 2. Partner: partner_talks times reconciliation. Challenger: its
    appetite for talks, where hunger is the bite of sanctions.
    """
    cast, lever, assume = month.cast, month.of(index), month.assume
    if index == cast.patron:
        will = lever["summit_willingness"]
    elif index == cast.main:
        will = (1 + lever["engagement"]) / 2
    elif index == cast.challenger:
        hunger = month.once(bite_since_reference) + month.reference.bite
        relief = month.since_reference(cast.patron, "relief_offer")
        will = appetite(hunger, lever["supplier_alignment"], relief, assume)
    elif index in cast.partners:
        will = assume["partner_talks"] * lever["reconciliation"]
    else:
        return
    month.acts.willingness[index] = will
