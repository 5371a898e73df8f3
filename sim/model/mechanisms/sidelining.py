"""Sidelining: patron and challenger deal past the main protege."""

import numpy as np

from sim.foundations.axes import Array
from sim.model.month import Month
from sim.model.stages import TALKS


def sidelining(sidelining: Array, bypassed: Array, rate: Array) -> Array:
    """How far the main protege is bypassed, after this month.

    s' = s + k (b - s)

    sidelining, s [0-1]; bypassed, b: patron and challenger deal while it has neither channel, seat nor link [0-1].
    sidelining_rate, k [1/month].

    Stays within [0, 1]. Source: "Korea passing", as in Moon (2025).
    """
    return sidelining + rate * (bypassed - sidelining)


def voice(insists: Array, link: Array, seat: Array, of_link: Array) -> Array:
    """Say of the main protege in talks that pass it by.

    v = max(s i, k l)

    insists_on_seat, i; peace_regime_link, l [0-1]; seat_voice, s; link_voice, k: how far each gives it a say [0-1].

    Within [0, 1]. Source: four-party talks of 1997-99, the summits of 2018; the sizes are judgement.
    """
    return np.maximum(seat * insists, of_link * link)


def advance(month: Month) -> None:
    """Let the main protege feel how far it is left out.

    It is bypassed while patron and challenger talk, as far as it neither talks itself nor has a say.
    """
    month.next.sidelining = sidelining(month.last.sidelining, _bypassed(month), month.assume["sidelining_rate"])


def _bypassed(month: Month) -> Array:
    """Return how far patron and challenger deal past the main protege this month."""
    cast, stage = month.cast, month.last.channel_stage
    between = [row for row, party in enumerate(cast.channel_parties) if party == cast.patron]
    own = [row for row, party in enumerate(cast.channel_parties) if party == cast.main]
    above = (stage[between] >= TALKS).max(axis=0, initial=0)
    included = (stage[own] >= TALKS).max(axis=0, initial=0)
    assume, main = month.assume, month.main
    say = voice(main["insists_on_seat"], main["peace_regime_link"], assume["seat_voice"], assume["link_voice"])
    return above * (1 - np.maximum(included, say))
