"""Diplomacy: talks begin, drag on, collapse or reach a deal; deals are kept or broken."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.curves import at, exp_clipped, saturating
from sim.model.mechanisms.responses import enforced_share
from sim.model.month import Month
from sim.model.stages import (
    DEAL,
    EXERCISE_HALT,
    FREEZE_FOR_DEAL,
    IMPLEMENTATION,
    NONE,
    ROLLBACK_FOR_DEAL,
    SANCTIONS_RELIEF,
    TALKS,
)

GAP = np.array(
    [
        [0.0, 0.15, 0.25, 0.5],  # no precondition
        [0.2, 0.35, 0.45, 0.75],  # freeze first
        [0.5, 0.65, 0.75, 1.0],  # complete denuclearisation first
    ],
    dtype=REAL,
)
"""Gap between a precondition (row) and a demand (column: none, exercise halt, sanctions relief, nuclear status) [0-1].
Source: judgement; the corners are the widest and the narrowest positions of 1993-2025."""

DEAL_WILL = np.array([0.25, 0.5, 1.0, 1.0], dtype=REAL)
"""How far a nuclear policy allows a deal: expand, maintain, freeze for a deal, roll back for a deal. Source: judgement."""

MONTHS_TO_IMPLEMENT = 3
"""Months between a deal and its implementation. Source: judgement."""


def position_gap(gap: Array, demand: Array, relief_offer: Array, exercise_tempo: Array) -> Array:
    """Gap left between precondition and demand after what is offered.

    g' = g (1 - o), o = relief offered when relief is demanded, 1 - tempo when a halt of exercises is demanded, else 0

    gap, g [0-1]; demand: code; relief_offer, exercise_tempo [0-1].

    Within [0, g].
    """
    offered = np.where(demand == EXERCISE_HALT, 1 - exercise_tempo, np.where(demand == SANCTIONS_RELIEF, relief_offer, REAL(0)))
    return gap * (1 - offered)


def talks_begin_prob(base: Array, will: Array, other_will: Array, gap: Array, gap_effect: Array, ease: Array) -> Array:
    """Probability that talks begin this month.

    P = 1 - exp(-b sqrt(u v) e^(z - k g))

    talks_base, b [1/month]; will, u; other_will, v: readiness of both sides [0-1]; gap, g [0-1]; gap_effect, k [log].
    ease, z: trust and mediation, less heat and division at home [log].

    Within [0, 1). Source: negotiation as two-sided search; ripeness (Zartman 1989).
    """
    return saturating(base * np.sqrt(will * other_will) * exp_clipped(ease - gap_effect * gap))


def collapse_prob(base: Array, gap: Array, heat: Array) -> Array:
    """Probability that talks collapse this month.

    P = 1 - exp(-b e^(g + x / 2))

    collapse_base, b [1/month]; gap, g [0-1]; heat, x [>= 0].

    Within [0, 1). Source: judgement: most rounds of 1991-2019 lasted months, not years.
    """
    return saturating(base * exp_clipped(gap + heat / 2))


def deal_prob(base: Array, gap: Array, trust: Array, will: Array, win_set: Array, peace_link: Array) -> Array:
    """Probability that talks reach a deal this month.

    P = 1 - exp(-b w c (1 - 0.4 l) e^(tau - 2 g))

    deal_base, b [1/month]; will, w: of the challenger to deal in its programme; win_set, c: domestic agreement [0-1].
    peace_link, l: a peace regime is part of it [0 or 1]; trust, tau; gap, g [0-1].

    Within [0, 1). Source: Putnam (1988) for the win-set; the link makes deals harder to reach.
    """
    return saturating(base * will * win_set * (1 - REAL(0.4) * peace_link) * exp_clipped(trust - 2 * gap))


def break_prob(base: Array, trust: Array, will: Array, peace_regime: Array, heat: Array) -> Array:
    """Probability that a deal is broken this month.

    P = 1 - exp(-b e^(1 - w + x / 2 - 2 tau - 0.7 p))

    break_base, b [1/month]; will, w: of the challenger to keep to it [0-1]; peace_regime, p [0 or 1]; trust, tau [0-1]; heat, x.

    Within [0, 1). Source: commitment problems (Fearon 1995); a peace regime makes deals easier to keep.
    """
    return saturating(base * exp_clipped(1 - will + heat / 2 - 2 * trust - REAL(0.7) * peace_regime))


def sidelining(sidelining: Array, bypassed: Array) -> Array:
    """How far the main protege is bypassed, after this month.

    s' = s + 0.1 (b - s)

    sidelining, s [0-1]; bypassed, b: patron and challenger deal while it has neither channel, seat nor link [0-1].

    Stays within [0, 1]. Source: "Korea passing", as in Moon (2025).
    """
    return sidelining + REAL(0.1) * (bypassed - sidelining)


def frustration(frustration: Array, failed: Array) -> Array:
    """Memory of failed talks and broken deals after this month.

    f' = max(11/12 f, x)

    frustration, f [0-1]; failed, x: talks collapsed or a deal was broken this month [0 or 1].

    Stays within [0, 1]; half-life eight months. Source: judgement: tests followed the failures of 2006, 2012 and 2019.
    """
    return np.maximum(frustration * REAL(11 / 12), failed)


def decide(month: Month, index: int) -> None:
    """Set the readiness of one actor to talk; the law of motion then matches the two sides of each channel."""
    cast, lever = month.cast, month.of(index)
    if index == cast.patron:
        will = lever["summit_willingness"]
    elif index == cast.main:
        will = (1 + lever["engagement"]) / 2
    elif index == cast.challenger:
        hunger = month.last.sanctions * (1 - month.last.relief) * enforced_share(month.last.enforcement)
        will = REAL(0.35) + REAL(0.4) * hunger - REAL(0.2) * lever["supplier_alignment"]
    elif index in cast.partners:
        will = REAL(0.3) * lever["reconciliation"]
    else:
        return
    month.acts.willingness[index] = will


def advance(month: Month) -> None:
    """Move every channel one month on, write the terms of new deals, and see who is left out."""
    last, new, acts = month.last, month.next, month.acts
    stages, months_in, terms = [], [], []
    for channel, name in enumerate(each.name for each in month.cast.theatre.channels):
        stage = last.channel_stage[channel]
        moves = _drawn_moves(month, channel)
        record = month.conditions["theatre"][f"channel_{name}"]
        if record.any():
            moves = _moves_on_record(moves, stage, record)
        acts.talks_begin[channel], acts.talks_collapse[channel] = moves.begin, moves.collapse
        acts.deal[channel], acts.deal_broken[channel] = moves.deal, moves.broken
        stages.append(moves.stage)
        months_in.append(np.where(moves.stage == stage, last.channel_months[channel] + 1, 0))
        terms.append(_terms(month, channel, moves))
    if stages:
        new.channel_stage, new.channel_months = np.stack(stages).astype(REAL), np.stack(months_in).astype(REAL)
        for term in TERMS:
            setattr(new, term, np.stack([of_channel[term] for of_channel in terms]).astype(REAL))

    failed = np.maximum(acts.talks_collapse, acts.deal_broken).max(axis=0, initial=0)
    new.frustration = frustration(last.frustration, failed)
    new.sidelining = sidelining(last.sidelining, _bypassed(month))
    new.talks_months = last.talks_months + (last.channel_stage == TALKS).max(axis=0, initial=0)
    new.agreements_reached = last.agreements_reached + acts.deal.sum(axis=0)
    new.agreements_kept = last.agreements_kept + (last.channel_stage == IMPLEMENTATION).max(axis=0, initial=0)
    new.agreements_broken = last.agreements_broken + acts.deal_broken.sum(axis=0)


TERMS = ("freeze", "rollback", "exercise_halt", "relief_term", "peace_regime")
"""The terms of a deal, fields of the state."""


@dataclass(frozen=True)
class _Moves:
    """What happens in a channel this month, true or false in each world, and the stage that it reaches; shapes (world,)."""

    begin: NDArray[np.bool]
    collapse: NDArray[np.bool]
    deal: NDArray[np.bool]
    broken: NDArray[np.bool]
    stage: Array


def _drawn_moves(month: Month, channel: int) -> _Moves:
    """Return the moves of a channel as chance has them: an end is drawn first (u_down), then a deal (u_up)."""
    last, assume, cast, challenger = month.last, month.assume, month.cast, month.challenger
    stage, party = last.channel_stage[channel], cast.channel_parties[channel]
    trust, heat = _relations(month, party)
    gap = _gap(month, party)
    will = at(DEAL_WILL, challenger["nuclear_policy"])
    ease = (
        assume["trust_talks_effect"] * trust
        + assume["mediation_effect"] * month.main_backer["mediation"]
        - assume["heat_talks_effect"] * heat
        - (1 - last.consensus[party]) / 2
    )
    ready, other_ready = month.acts.willingness[party], month.acts.willingness[cast.challenger]
    if party == cast.main:
        other_ready = other_ready * (1 - REAL(0.6) * challenger["denies_protege"])
    p_begin = talks_begin_prob(assume["talks_base"], ready, other_ready, gap, assume["gap_effect"], ease)
    p_collapse = collapse_prob(assume["collapse_base"], gap, heat)
    p_deal = deal_prob(assume["deal_base"], gap, trust, will, last.consensus[party], month.main["peace_regime_link"])
    p_break = break_prob(assume["break_base"], trust, will, last.peace_regime[channel], heat)

    u_down, u_up = month.uniform(f"diplomacy/{cast.theatre.channels[channel].name}", 2)
    begin = (stage == NONE) & (u_down < p_begin)
    collapse = (stage == TALKS) & (u_down < p_collapse)
    deal = (stage == TALKS) & ~collapse & (u_up < p_deal)
    broken = (stage >= DEAL) & (u_down < p_break)
    implemented = (stage == DEAL) & ~broken & (last.channel_months[channel] >= MONTHS_TO_IMPLEMENT)
    reached = np.select(
        [begin, deal, implemented, collapse | broken], [REAL(TALKS), REAL(DEAL), REAL(IMPLEMENTATION), REAL(NONE)], stage
    )
    return _Moves(begin, collapse, deal, broken, reached)


def _moves_on_record(drawn: _Moves, stage: Array, record: Array) -> _Moves:
    """Return the moves that lead to the stage on record, and those that were drawn where there is none.

    record: 0 where the channel is open, else the imposed stage plus one.
    """
    known = record > 0
    reached = np.where(known, record - 1, drawn.stage)
    return _Moves(
        begin=np.where(known, (stage == NONE) & (reached == TALKS), drawn.begin),
        collapse=np.where(known, (stage == TALKS) & (reached == NONE), drawn.collapse),
        deal=np.where(known, (stage < DEAL) & (reached >= DEAL), drawn.deal),
        broken=np.where(known, (stage >= DEAL) & (reached < DEAL), drawn.broken),
        stage=reached,
    )


def _relations(month: Month, party: int) -> tuple[Array, Array]:
    """Return trust, the mean of both sides, and heat between a party and the challenger; zero where they are no rivals."""
    last, cast = month.last, month.cast
    row, other = cast.row(party, cast.challenger), cast.row(cast.challenger, party)
    if row is None or other is None:
        nothing = np.zeros_like(last.warheads)
        return nothing, nothing
    return (last.trust[row] + last.trust[other]) / 2, last.heat[row % cast.rivalries]


def _gap(month: Month, party: int) -> Array:
    """Return the gap between a party's precondition and the challenger's demand, less what the patron offers."""
    demand = month.challenger["dialogue_demand"]
    gap = at(GAP, month.of(party)["dialogue_precondition"], demand)
    return position_gap(gap, demand, month.patron["relief_offer"], month.patron["exercise_tempo"])


def _terms(month: Month, channel: int, moves: _Moves) -> dict[str, Array]:
    """Return the terms of a channel: those of a new deal, none after an end, else those of last month."""
    policy = month.challenger["nuclear_policy"]
    offered = {
        "freeze": policy >= FREEZE_FOR_DEAL,
        "rollback": policy == ROLLBACK_FOR_DEAL,
        "exercise_halt": month.challenger["dialogue_demand"] == EXERCISE_HALT,
        "relief_term": month.patron["relief_offer"],
        "peace_regime": month.main["peace_regime_link"],
    }
    ended = moves.collapse | moves.broken
    return {term: np.where(moves.deal, offered[term], np.where(ended, 0, getattr(month.last, term)[channel])) for term in TERMS}


def _bypassed(month: Month) -> Array:
    """Return how far patron and challenger deal past the main protege this month."""
    cast, stage = month.cast, month.last.channel_stage
    between = [row for row, party in enumerate(cast.channel_parties) if party == cast.patron]
    own = [row for row, party in enumerate(cast.channel_parties) if party == cast.main]
    above = (stage[between] >= TALKS).max(axis=0, initial=0)
    included = (stage[own] >= TALKS).max(axis=0, initial=0)
    voice = np.maximum(REAL(0.5) * month.main["insists_on_seat"], REAL(0.7) * month.main["peace_regime_link"])
    return above * (1 - np.maximum(included, voice))
