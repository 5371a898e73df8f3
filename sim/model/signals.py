"""Signals: what one country takes from the conduct of another, cause by cause; provocation is positive, reassurance negative.

Every function returns an array (directed, world) [-1 to 1]: row r is what the feeling side of r takes from the other side.
"""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import at
from sim.model.mechanisms.responses import bite_since_reference
from sim.model.month import Month
from sim.model.posture import guarantee_in_force, hosted

KEPT = np.array([0.0, 0.2, 0.5, 1.0], dtype=REAL)
"""How far each stage of a channel counts as a deal being kept: none, talks, deal, implementation. Source: judgement."""


def signals(month: Month) -> Mapping[str, Array]:
    """Return this month's signal of every cause of `sim.model.causes`, except drift."""
    return {
        "provocations": provocations(month),
        "exercises": exercises(month),
        "sanctions": sanctions(month),
        "arms": arms(month),
        "coercion": coercion(month),
        "posture": posture(month),
        "blocs": blocs(month),
        "diplomacy": diplomacy(month),
        "broken_deals": broken_deals(month),
        "crises": crises(month),
    }


def kept_deals(month: Month) -> Array:
    """How far both parties of each channel see talks held or a deal kept [0-1].

    K = 0.2 in talks, 0.5 with a deal, 1 while it is implemented

    Zero for dyads without a channel. Source: judgement.
    """
    kept = np.zeros_like(month.last.trust)
    for channel, rows in enumerate(_channel_rows(month)):
        seen = at(KEPT, month.last.channel_stage[channel])
        for row in rows:
            kept[row] = seen
    return kept


def broken_deals(month: Month) -> Array:
    """Whether both parties of each channel see a deal broken this month [0 or 1].

    s = 1 in the month in which it breaks, else 0

    Source: definition.
    """
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


def commitment(month: Month) -> Array:
    """Return the patron's commitment in words, guarantee and half the stance, as departure from the start [-2 to 2]."""
    guarantee = month.once(guarantee_in_force) - month.reference.guarantee
    return guarantee + month.since_reference(month.cast.patron, "commitment_stance") / 2


def _signal(month: Month, *parts: tuple[int | None, int | None, Array]) -> Array:
    """Return the sum of parts (who feels it, about whom, amount); a part of two actors who are no rivals is left out."""
    signal = np.zeros_like(month.last.hostility)
    for by, about, amount in parts:
        row = month.cast.row(by, about)
        if row is not None:
            signal[row] += amount
    return signal


def provocations(month: Month) -> Array:
    """What the patron and its proteges take from the challenger's acts and words.

    s = w v c + t S

    provocation_weight, w; severity, v: of this month's acts [0-1]; concern, c: partner_concern for partners, 1 for the others.
    statement_provocation, t; statement, S: a threat in words this month [0 or 1].

    Source: weights of events as in Goldstein (1992); judgement.
    """
    cast, acts, assume = month.cast, month.acts, month.assume

    def felt(ally: int) -> Array:
        concern = cast.for_partner(ally, assume["partner_concern"])
        return assume["provocation_weight"] * acts.severity * concern + assume["statement_provocation"] * acts.statement

    return _signal(month, *((ally, cast.challenger, felt(ally)) for ally in cast.bloc))


def exercises(month: Month) -> Array:
    """What the challenger takes from the exercises of the patron and its proteges.

    s = w e i

    exercise_provocation, w; exercise, e: of this month [0-1]; involvement, i: partner_involvement for partners, 1 for the others.

    Source: contested, Bernhardt & Sukin (2021).
    """
    cast, alarm = month.cast, month.assume["exercise_provocation"] * month.acts.exercise

    involvement = month.assume["partner_involvement"]
    return _signal(month, *((cast.challenger, ally, alarm * cast.for_partner(ally, involvement)) for ally in cast.bloc))


def sanctions(month: Month) -> Array:
    """What the challenger takes from sanctions, beyond those of the starting posture.

    s = w (r R + B - B0), of the patron; b s, of the main protege

    sanctions_provocation, w; round_provocation, r; round, R: new sanctions this month [0 or 1]; bite, B; at the start, B0 [0-1].
    protege_blame, b.

    Source: contested: leverage or grievance.
    """
    cast, assume = month.cast, month.assume
    pain = assume["sanctions_provocation"] * (
        assume["round_provocation"] * month.acts.sanctions_round + month.once(bite_since_reference)
    )
    return _signal(month, (cast.challenger, cast.patron, pain), (cast.challenger, cast.main, assume["protege_blame"] * pain))


def arms(month: Month) -> Array:
    """What every country takes from the growth of its rival's forces over about a year.

    s = w max(F / F' - 1, 0), at most w

    arms_alarm, w; force, F; its average over about a year, F' [bn US$ a year].

    Source: security dilemma, Herz (1950), Jervis (1978).
    """
    growth = np.clip(month.last.force / month.last.force_memory - 1, -1, 1)
    return month.assume["arms_alarm"] * np.maximum(growth[list(month.cast.about)], 0)


def coercion(month: Month) -> Array:
    """What the main protege takes from the economic coercion of the main backer.

    s = w c

    coercion_hostility, w; coercion, c: of this month [0-1].

    Source: views of China in Seoul after 2016.
    """
    return _signal(month, (month.cast.main, month.cast.main_backer, month.assume["coercion_hostility"] * month.acts.coercion))


def posture(month: Month) -> Array:
    """What the main protege, the challenger and the main backer take from each other's standing policies.

    challenger of main protege: s = a l - r k E + c G;   main protege of challenger: s = r k D;
    main backer of main protege: s = b l - h H;          main protege of main backer: s = -g C;
    challenger of patron: s = c G + o B;   challenger of the host: s = o B;   main backer of patron: s = o n B

    latency, l: of the main protege's nuclear option [0-1]; latency_alarm, a; latency_alarm_backer, b.
    commitment, G: guarantee, and half the stance, of the patron; commitment_alarm, c; forces that a host keeps for the patron, B;
    hosting_alarm, o; reach, n: share of the backer's forces that can act in the theatre [0-1]; engagement, E; denial of the
    protege, D; backer_hedging, H; backer_cooperation, C: all as departures from the starting posture. reassurance, r;
    policy_reassurance, k; hedging_goodwill, h; cooperation_goodwill, g.

    Source: GRIT (Osgood 1962) and its critics; Mearsheimer (2014) for alarm at hosted forces; judgement.
    """
    main, challenger, backer = month.cast.main, month.cast.challenger, month.cast.main_backer
    assume, latency = month.assume, month.last.latency
    reassurance = assume["reassurance"] * assume["policy_reassurance"]
    friendlier = month.since_reference(main, "engagement")
    recognised = -month.since_reference(challenger, "denies_protege")
    cooperating = month.since_reference(main, "backer_cooperation")
    hedging = month.since_reference(main, "backer_hedging")
    committed = commitment(month)
    bases = [(partner, assume["hosting_alarm"] * forces) for partner, forces in hosted(month)]
    near = 0 if backer is None else month.cast.figures("reach")[backer]
    return _signal(
        month,
        *((challenger, about, alarm) for partner, alarm in bases for about in (partner, month.cast.patron)),
        *((backer, month.cast.patron, near * alarm) for _, alarm in bases),
        (challenger, month.cast.patron, assume["commitment_alarm"] * committed),
        (challenger, main, assume["latency_alarm"] * latency - reassurance * friendlier + assume["commitment_alarm"] * committed),
        (main, challenger, -reassurance * recognised),
        (backer, main, assume["latency_alarm_backer"] * latency - assume["hedging_goodwill"] * hedging),
        (main, backer, -assume["cooperation_goodwill"] * cooperating),
    )


def blocs(month: Month) -> Array:
    """What rivals across the blocs take from polarisation, and patron and backers from their own rivalry.

    s = w (p - p0) across the blocs; plus the push of their rivalry between patron and main backer; less g P for the supplier

    bloc_hostility, w; polarisation, p; at the start, p0 [0-1]; partnership, P: of the patron with the supplier, as departure from
    the starting posture; partnership_goodwill, g.

    Source: Snyder (1997); judgement.
    """
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
        (cast.patron, cast.supplier, -month.assume["partnership_goodwill"] * partnership),
    )


def diplomacy(month: Month) -> Array:
    """What talks and kept deals reassure, which a peace regime raises.

    s = -r k K (1 + p R)

    reassurance, r; talks_reassurance, k; kept deals, K [0-1]; peace_reassurance, p; peace regime, R: part of a deal [0 or 1].

    Source: GRIT, Osgood (1962).
    """
    assume = month.assume
    peace = 1 + assume["peace_reassurance"] * month.last.peace_regime.max(axis=0, initial=0)
    return -assume["reassurance"] * assume["talks_reassurance"] * month.once(kept_deals) * peace


def crises(month: Month) -> Array:
    """The bitterness of the crisis ladder, rung by rung, and of a war that was.

    s = b g + w W

    crisis_hostility, b; stage, g: rung of the rivalry [0-3]; war_grudge, w; fought, W: whether the two were at war [0 or 1].

    Source: enduring rivalries (Goertz & Diehl 1993); judgement.
    """
    assume, last = month.assume, month.last
    bitter = assume["crisis_hostility"] * last.stage + assume["war_grudge"] * last.fought
    return np.concatenate([bitter, bitter])
