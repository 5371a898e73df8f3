"""Signals: what one country takes from the conduct of another, cause by cause; provocation is positive, reassurance negative.

Every function returns an array (directed, world) [-1 to 1]: row r is what the feeling side of r takes from the other side.
"""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import at
from sim.model.mechanisms.responses import sanctions_bite
from sim.model.month import Month

KEPT = np.array([0.0, 0.2, 0.5, 1.0], dtype=REAL)
"""How far each stage of a channel counts as a deal being kept: none, talks, deal, implementation. Source: judgement."""


def signals(month: Month) -> Mapping[str, Array]:
    """Return this month's signal of every cause of `sim.model.causes`, except drift."""
    return {
        "provocations": _provocations(month),
        "exercises": _exercises(month),
        "sanctions": _sanctions(month),
        "arms": _arms(month),
        "coercion": _coercion(month),
        "posture": _posture(month),
        "blocs": _blocs(month),
        "diplomacy": _diplomacy(month),
        "broken_deals": broken_deals(month),
        "crises": REAL(0.3) * np.concatenate([month.last.stage, month.last.stage]),
    }


def kept_deals(month: Month) -> Array:
    """Return how far both parties of each channel see talks held or a deal kept [0-1]."""
    kept = np.zeros_like(month.last.trust)
    for channel, rows in enumerate(_channel_rows(month)):
        for row in rows:
            kept[row] = at(KEPT, month.last.channel_stage[channel])
    return kept


def broken_deals(month: Month) -> Array:
    """Return whether both parties of each channel see a deal broken this month [0 or 1]."""
    broken = np.zeros_like(month.last.trust)
    for channel, rows in enumerate(_channel_rows(month)):
        for row in rows:
            broken[row] = month.acts.deal_broken[channel]
    return broken


def _channel_rows(month: Month) -> list[list[int]]:
    """Return, for each channel, the directed dyads of its two parties; none where they are no rivals."""
    cast = month.cast
    pairs = [(cast.row(party, cast.challenger), cast.row(cast.challenger, party)) for party in cast.channel_parties]
    return [[row for row in pair if row is not None] for pair in pairs]


def _signal(month: Month, *parts: tuple[int | None, int | None, Array]) -> Array:
    """Return the sum of parts (who feels it, about whom, amount); a part of two actors who are no rivals is left out."""
    signal = np.zeros_like(month.last.hostility)
    for by, about, amount in parts:
        row = month.cast.row(by, about)
        if row is not None:
            signal[row] += amount
    return signal


def _provocations(month: Month) -> Array:
    """Return what the patron and its proteges take from the challenger's acts and words."""
    cast, acts, weight = month.cast, month.acts, month.assume["provocation_weight"]

    def felt(ally: int) -> Array:
        concerned = REAL(0.7) if ally in cast.partners else REAL(1)
        return weight * acts.severity * concerned + acts.statement * REAL(0.05)

    return _signal(month, *((ally, cast.challenger, felt(ally)) for ally in cast.bloc))


def _exercises(month: Month) -> Array:
    """Return what the challenger takes from the exercises of the patron and its proteges."""
    cast, alarm = month.cast, month.assume["exercise_provocation"] * month.acts.exercise

    def involved(ally: int) -> np.float32:
        return REAL(0.3) if ally in cast.partners else REAL(1)

    return _signal(month, *((cast.challenger, ally, alarm * involved(ally)) for ally in cast.bloc))


def _sanctions(month: Month) -> Array:
    """Return what the challenger takes from sanctions, beyond those of the starting posture."""
    last, before, cast = month.last, month.reference.state, month.cast
    bite = sanctions_bite(last.sanctions, last.enforcement, last.relief)
    usual = sanctions_bite(before.sanctions, before.enforcement, before.relief)
    pain = month.assume["sanctions_provocation"] * (REAL(0.5) * month.acts.sanctions_round + bite - usual)
    return _signal(month, (cast.challenger, cast.patron, pain), (cast.challenger, cast.main, pain / 2))


def _arms(month: Month) -> Array:
    """Return what every country takes from the growth of its rival's forces over about a year."""
    growth = np.clip(month.last.force / month.last.force_memory - 1, -1, 1)
    return month.assume["arms_alarm"] * np.maximum(growth[list(month.cast.about)], 0)


def _coercion(month: Month) -> Array:
    """Return what the main protege takes from the economic coercion of the main backer."""
    return _signal(month, (month.cast.main, month.cast.main_backer, month.acts.coercion * REAL(0.4)))


def _posture(month: Month) -> Array:
    """Return what the main protege, the challenger and the main backer take from each other's standing policies."""
    main, challenger, backer = month.cast.main, month.cast.challenger, month.cast.main_backer
    reassurance, latency = month.assume["reassurance"], month.last.latency
    friendlier = month.since_reference(main, "engagement")
    recognised = -month.since_reference(challenger, "denies_protege")
    cooperating = month.since_reference(main, "backer_cooperation")
    hedging = month.since_reference(main, "backer_hedging")
    return _signal(
        month,
        (challenger, main, -reassurance * friendlier / 4 + latency * REAL(0.3)),
        (main, challenger, -reassurance * recognised / 4),
        (backer, main, latency * REAL(0.2) - hedging * REAL(0.1)),
        (main, backer, -cooperating * REAL(0.1)),
    )


def _blocs(month: Month) -> Array:
    """Return what rivals across the blocs take from polarisation, and patron and backers from their own rivalry."""
    cast, push = month.cast, month.acts.polarisation_push
    divided = month.assume["bloc_hostility"] * (month.last.polarisation - month.reference.state.polarisation)
    dyads = zip(cast.by, cast.about, strict=True)
    across = ((by, about, divided) for by, about in dyads if (by in cast.bloc) != (about in cast.bloc))
    partnership = month.since_reference(cast.patron, "supplier_partnership")
    return _signal(
        month,
        *across,
        (cast.patron, cast.main_backer, push),
        (cast.main_backer, cast.patron, push),
        (cast.patron, cast.supplier, -partnership * REAL(0.3)),
    )


def _diplomacy(month: Month) -> Array:
    """Return the reassurance of talks and kept deals, which a peace regime raises by half."""
    peace = 1 + REAL(0.5) * month.last.peace_regime.max(axis=0, initial=0)
    return -month.assume["reassurance"] * kept_deals(month) * peace / 2
