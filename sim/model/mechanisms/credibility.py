"""Credibility: belief that the patron will fight; slow to build, quick to lose."""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.cast import Cast
from sim.model.curves import at, logistic, logit, saturating, secant
from sim.model.mechanisms.strength import ARSENAL_SCALE
from sim.model.month import Levers, Month, Posting

GUARANTEE = np.array([0.0, 0.4, 0.7, 1.0], dtype=REAL)
"""Weight of each form of extended deterrence: none, declaratory, consultative, forward nuclear. Source: judgement."""

QUARREL_SCALE = REAL(3)
"""Gap between demand and offer that makes a bitter quarrel [bn US$ a year]. Source: the dispute of 2019-20 was about 4 bn."""

NOT_DISTRACTED = np.zeros(1, dtype=REAL)
"""Distraction of a backer whose role has no such lever."""

CHALLENGER_VIEW = {"presence": 0.7, "guarantee": 1.3, "exposure": 1.3, "quarrel": 0.5}
"""How the challenger weighs what the protege sees. Source: judgement after Morgan (2003): it fears bombs more than bonds."""


def tripwire(troops: Array, scale: Array) -> Array:
    """Commitment that troops on the ground embody.

    w = 1 - e^(-n / s)

    troops, n: stationed [persons]; tripwire_scale, s: number at which 63 % of the effect is reached [persons].

    Within [0, 1), concave: the first thousands count most. Source: Schelling (1966); doubted by Musgrave & Ward (2023).
    """
    return saturating(troops / scale)


def presence(tripwire: Array, offshore: Array, substitution: Array) -> Array:
    """Weight of the patron's forces in and around the protege.

    p = 1 - (1 - w) (1 - z o)

    tripwire, w [0-1]; offshore, o: reinforcement promised from outside [0-1]; offshore_substitution, z: how far it stands in
    for troops [0-1].

    Within [0, 1]. Source: the debate on offshore balancing (Mearsheimer & Walt 2016; Brooks, Ikenberry & Wohlforth 2013).
    """
    return 1 - (1 - tripwire) * (1 - substitution * offshore)


def burden_quarrel(demand: Array, offer: Array) -> Array:
    """Dispute over burden sharing.

    q = 1 - e^(-max(d - o, 0) / 3)

    demand, d; offer, o [bn US$ a year].

    Within [0, 1]. Source: judgement, scaled on the dispute of 2019-20.
    """
    return saturating(np.maximum(demand - offer, 0) / QUARREL_SCALE)


def exposure(warheads: Array, tech: Array) -> Array:
    """Exposure of the patron's homeland to the challenger's long-range missiles.

    e = m (1 - e^(-w / 50))

    warheads, w [number]; tech, m: maturity [0-1].

    Within [0, 1]. Source: decoupling, as in the debates on Berlin and Paris (Huth 1988).
    """
    return tech * saturating(warheads / ARSENAL_SCALE)


def credibility(credibility: Array, target: Array, build: Array, loss: Array) -> Array:
    """Credibility after this month.

    c' = c + k (c* - c), k = build where c* > c, loss elsewhere

    credibility, c; target, c* [0-1]; credibility_build, credibility_loss, k: shares of the gap closed [1/month].

    Stays between c and c*. Source: reputations are slow to build and quick to lose (Mercer 1996 doubts it for resolve).
    """
    return credibility + np.where(target > credibility, build, loss) * (target - credibility)


def support(credibility: Array, presence: Array, force: Array) -> Array:
    """Force that an ally adds, as far as it is believed.

    S = c p F

    credibility, c [0-1]; presence, p [0-1]; force, F: the ally's force in the theatre [bn US$ a year].

    Within [0, F].
    """
    return credibility * presence * force


def available_backing(backing: Array, distraction: Array) -> Array:
    """Share of a backer's force that stands behind the challenger.

    b' = b (1 - d / 2)

    backing, b [0-1]; distraction, d: whether a war elsewhere binds the backer [0 or 1].

    Within [0, b]. Source: judgement: a war binds half of what could be sent.
    """
    return backing * (1 - REAL(0.5) * distraction)


def advance(month: Month) -> None:
    """Judge the patron from its posture, as each protege and the challenger do."""
    last, assume, cast, reference = month.last, month.assume, month.cast, month.reference
    seen = postures(month.patron, [month.of(partner) for partner in cast.partners], cast, assume)
    homeland = exposure(last.warheads, last.tech) - reference.exposure
    quarrel = burden_quarrel(month.patron["burden_demand"], month.main["burden_offer"])
    guarantee = at(GUARANTEE, month.patron["extended_deterrence"]) - reference.guarantee
    stance = assume["stance_effect"] * month.since_reference(cast.patron, "commitment_stance")
    retreat = assume["rapid_change_penalty"] * np.maximum(last.presence_memory - seen, 0)
    own_command = np.where(last.transferred > 0, assume["own_command_credibility"], REAL(0))
    gain = assume["presence_effect"] * (seen - reference.presence)

    def judged(alliance: int, view: dict[str, float]) -> dict[str, Array]:
        """Return what moves a judgement away from where it started, by reason [log-odds]."""
        return {
            "presence": REAL(view["presence"]) * gain[alliance],
            "withdrawal": -REAL(view["presence"]) * retreat[alliance],
            "guarantee": REAL(view["guarantee"]) * assume["guarantee_effect"] * guarantee,
            "exposure": -REAL(view["exposure"]) * assume["decoupling_effect"] * homeland,
            "stance": stance,
        }

    def of_main(view: dict[str, float]) -> dict[str, Array]:
        dispute = assume["quarrel_effect"] * (quarrel - reference.quarrel)
        return judged(0, view) | {"own_command": own_command, "quarrel": -REAL(view["quarrel"]) * dispute}

    own_view = dict.fromkeys(CHALLENGER_VIEW, 1.0)
    alliances = cast.theatre.alliances
    build, loss = assume["credibility_build"], assume["credibility_loss"]
    spill = assume["reputation_spillover"] * (logit_gap(last.credibility[0], alliances[0].start["protege_credibility"].value))
    beliefs = []
    for row, alliance in enumerate(alliances):
        start = logit(REAL(alliance.start["protege_credibility"].value))
        reasons = of_main(own_view) if row == 0 else judged(row, own_view) | {"spillover": spill}
        target = logistic(sum(reasons.values(), start))
        beliefs.append(credibility(last.credibility[row], target, build, loss))
        if row == 0:
            month.postings["credibility"] = _posting(last.credibility[0], target, logistic(start), reasons, build, loss)
    start = logit(REAL(alliances[0].start["challenger_credibility"].value))
    target = logistic(sum(of_main(CHALLENGER_VIEW).values(), start))
    month.next.credibility = np.stack(beliefs)
    month.next.credibility_challenger = credibility(last.credibility_challenger, target, build, loss)
    month.next.quarrel = quarrel + np.zeros_like(last.quarrel)
    month.next.presence = seen
    month.next.presence_memory = last.presence_memory + (seen - last.presence_memory) / REAL(12)
    month.next.support = allied_support(month)


def _posting(held: Array, target: Array, start: Array, reasons: Mapping[str, Array], build: Array, loss: Array) -> Posting:
    """Return what moved credibility: the way from its start to the target, shared out as the log-odds are."""
    pace = np.where(target > held, build, loss)
    moved = sum(reasons.values(), np.zeros_like(target))
    slope = secant(moved, target - start, start * (1 - start))
    return Posting(pace, {"start": pace * start} | {reason: pace * slope * x for reason, x in reasons.items()})


def logit_gap(credibility: Array, start: float) -> Array:
    """Return by how much credibility departs from where it started, in log-odds."""
    return logit(np.clip(credibility, REAL(0.01), REAL(0.99))) - logit(REAL(start))


def postures(patron: Levers, partners: list[Levers], cast: Cast, assume: Mapping[str, Array]) -> Array:
    """Return the presence of the patron in each alliance, shape (alliance, world). Bases of a partner carry half of it."""
    hosting = partners[0]["hosting"] if partners else REAL(1)
    offshore = patron["offshore_support"] * (REAL(0.5) + REAL(0.5) * hosting)
    rows = []
    for alliance in cast.theatre.alliances:
        wire = tripwire(patron[alliance.troops], assume["tripwire_scale"])
        rows.append(presence(wire, offshore, assume["offshore_substitution"]))
    return np.stack(rows)


def allied_support(month: Month) -> Array:
    """Return the support of every actor: from the patron to its proteges, from the backers to the challenger."""
    last, cast = month.last, month.cast
    total = np.zeros_like(last.force)
    for row, protege in enumerate(cast.allied_proteges):
        total[protege] = support(last.credibility[row], last.presence[row], last.force[cast.patron])
    for backer in cast.backers:
        lever = month.of(backer)
        total[cast.challenger] += (
            available_backing(lever["backing"], lever.get("distraction", NOT_DISTRACTED)) * last.force[backer]
        )
    return total
