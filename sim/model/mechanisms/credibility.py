"""Credibility: belief that the patron will fight; slow to build, quick to lose."""

from collections.abc import Mapping
from functools import partial

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.burden import demand_in_force, payment, quarrel_of
from sim.model.curves import logistic, logit, secant, year_average
from sim.model.mechanisms.fears import patron_backer_tension
from sim.model.mechanisms.nuclear import held_arsenal
from sim.model.month import Month, Posting
from sim.model.posture import arrivals, guarantee_in_force, help_of_partners, postures, reinforcement

LEAST = REAL(0.01)
"""Least belief and least doubt that log-odds are taken of. Source: definition, so that they stay finite."""

NOT_DISTRACTED = np.zeros(1, dtype=REAL)
"""Distraction of a backer whose role has no such lever. Source: definition."""

CHALLENGER_VIEW = {"presence": 0.7, "guarantee": 1.3, "exposure": 1.3, "quarrel": 0.5}
"""How the challenger weighs what the protege sees. Source: judgement after Morgan (2003): it fears bombs more than bonds."""


def credibility(credibility: Array, target: Array, build: Array, loss: Array) -> Array:
    """Credibility after this month.

    c' = c + k (c* - c), k = build where c* > c, loss elsewhere

    credibility, c; target, c* [0-1]; credibility_build, credibility_loss, k: shares of the gap closed [1/month].

    Stays between c and c*. Source: reputations are slow to build and quick to lose (Mercer 1996 doubts it for resolve).
    """
    return credibility + np.where(target > credibility, build, loss) * (target - credibility)


def support(credibility: Array, arrival: Array, force: Array) -> Array:
    """Force that an ally adds, as far as it is believed.

    S = c a F

    credibility, c: belief that the ally will fight [0-1]; arrival, a: share of its force that comes in time [0-1].
    force, F: the ally's force in the theatre [bn US$ a year].

    Within [0, F].
    """
    return credibility * arrival * force


def available_backing(backing: Array, distraction: Array, share: Array) -> Array:
    """Share of a backer's force that stands behind the challenger.

    b' = b (1 - s d)

    backing, b [0-1]; distraction, d: whether a war elsewhere binds the backer [0 or 1]; distraction_share, s [0-1].

    Within [0, b]. Source: judgement: a war binds a part of what could be sent.
    """
    return backing * (1 - share * distraction)


def advance(month: Month) -> None:
    """Judge the patron from its posture, as each protege and the challenger do.

    c* = sigma(logit c0 + p (k (P - P0) - w max(M - P, 0)) + g G - e E + s S - q Q + o O + x X + b B - r R - a A
    + m P + t T + f F - i I)

    Target of credibility, c*; credibility at the start, c0 [0-1]; presence, P; at the start, P0; averaged over a year, M [0-1].
    guarantee, G; exposure, E; quarrel, Q: departures from the start [-1 to 1]; stance, S: departure of commitment_stance;
    own command, O: whether it has passed [0 or 1]; exercises, X: practice over about a year; blocs, B: alliance_cooperation and
    bloc_rigidity; outreach, R: backer_cooperation, backer_hedging and supplier_engagement of the main protege,
    supplier_partnership of the patron; flexibility, F: strategic_flexibility; seat, I: insists_on_seat; payment, P: to the patron
    [bn US$ a year]; threat, T: of the challenger, and tension of patron and main backer; each as departure from the start;
    arming, A: latency of the main protege [0-1].
    presence_effect, k; rapid_change_penalty, w; guarantee_effect, g; decoupling_effect, e; stance_effect, s; quarrel_effect, q;
    own_command_credibility, o; exercise_commitment, x; bloc_commitment, b; outreach_doubt, r; arming_rupture, a;
    payment_commitment, m; threat_cohesion, t; flexibility_commitment, f; seat_strain, i [log-odds].
    The challenger weighs presence (p), guarantee, exposure and quarrel by its own view. Other proteges judge presence, guarantee,
    exposure and stance alone; doubt of the main one spills over to them: reputation_spillover times the log-odds by which its
    credibility departs from the start.
    """
    last, assume, cast, reference = month.last, month.assume, month.cast, month.reference
    offshore = reinforcement(month.patron, month.partners, cast, assume)
    seen = postures(month.patron, offshore, cast, assume)
    homeland = month.once(held_arsenal) - reference.arsenal
    quarrel = quarrel_of(month.once(demand_in_force), month.main, cast, assume)
    guarantee = month.once(guarantee_in_force) - reference.guarantee
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
        return judged(0, view) | {"own_command": own_command, "quarrel": -REAL(view["quarrel"]) * dispute} | ties

    bound = month.since_reference(cast.main, "bloc_rigidity") + month.since_reference(cast.main, "alliance_cooperation")
    usual = reference.lever(cast.names[cast.patron], "exercise_tempo")
    ties = {
        "exercises": assume["exercise_commitment"] * (last.practice - REAL(usual)),
        "blocs": assume["bloc_commitment"] * bound,
        "outreach": -assume["outreach_doubt"] * _outreach(month),
        "arming": -assume["arming_rupture"] * last.latency,
        "flexibility": assume["flexibility_commitment"] * month.since_reference(cast.patron, "strategic_flexibility"),
        "seat": -assume["seat_strain"] * month.since_reference(cast.main, "insists_on_seat"),
        "payment": assume["payment_commitment"] * month.once(payment),
        "threat": assume["threat_cohesion"] * _shared_threat(month),
    }
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
            month.postings["credibility"] = partial(
                _posting, target=target, start=logistic(start), reasons=reasons, build=build, loss=loss
            )
    start = logit(REAL(alliances[0].start["challenger_credibility"].value))
    target = logistic(sum(of_main(CHALLENGER_VIEW).values(), start))
    month.next.credibility = np.stack(beliefs)
    month.next.credibility_challenger = credibility(last.credibility_challenger, target, build, loss)
    month.next.quarrel = quarrel + np.zeros_like(last.quarrel)
    month.next.presence = seen
    month.next.presence_memory = year_average(last.presence_memory, seen)
    month.next.arrival = arrivals(month.patron, offshore, last.contingency, cast, assume)
    month.next.support = allied_support(month)


def _outreach(month: Month) -> Array:
    """Return how far patron and main protege reach out to the other bloc, beyond the starting posture."""
    cast = month.cast
    return (
        month.since_reference(cast.main, "backer_cooperation")
        + month.since_reference(cast.main, "backer_hedging")
        + month.since_reference(cast.main, "supplier_engagement")
        + month.since_reference(cast.patron, "supplier_partnership")
    )


def _shared_threat(month: Month) -> Array:
    """Return how much more than at the start the main protege fears the challenger, and the patron its own rival."""
    row = month.cast.row(month.cast.main, month.cast.challenger)
    danger = np.zeros_like(month.last.warheads) if row is None else month.threat[row] - month.reference.threat[row]
    return danger + month.once(patron_backer_tension) - month.reference.rivalry_tension


def _posting(month: Month, target: Array, start: Array, reasons: Mapping[str, Array], build: Array, loss: Array) -> Posting:
    """Return what moved credibility: the way from its start to the target, shared out as the log-odds are."""
    held = month.last.credibility[0]
    pace = np.where(target > held, build, loss)
    moved = sum(reasons.values(), np.zeros_like(target))
    slope = secant(moved, target - start, start * (1 - start))
    return Posting(pace, {"start": pace * start} | {reason: pace * slope * x for reason, x in reasons.items()})


def logit_gap(credibility: Array, start: float) -> Array:
    """Return by how much credibility departs from where it started, in log-odds."""
    return logit(np.clip(credibility, LEAST, 1 - LEAST)) - logit(REAL(start))


def allied_support(month: Month) -> Array:
    """Return the support of every actor: from the patron to its proteges, from the backers to the challenger."""
    last, cast = month.last, month.cast
    total = np.zeros_like(last.force)
    for row, protege in enumerate(cast.allied_proteges):
        total[protege] = support(last.credibility[row], last.arrival[row], last.force[cast.patron])
    total[cast.main] += month.once(help_of_partners)
    for backer in cast.backers:
        lever = month.of(backer)
        distraction = lever.get("distraction", NOT_DISTRACTED)
        backing = available_backing(lever["backing"], distraction, month.assume["distraction_share"])
        total[cast.challenger] += backing * last.force[backer]
    return total
