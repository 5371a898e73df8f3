"""Diplomacy: talks begin, drag on, collapse or reach a deal; deals are kept or broken."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.curves import at, exp_clipped, first_that_holds, saturating
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
    WAR,
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


def ease(trust: Array, mediation: Array, heat: Array, division: Array, assume: Mapping[str, Array]) -> Array:
    """What makes it easier for talks to begin, less what makes it harder.

    z = t T + m M - x X - d D

    trust, T; mediation, M: by the main backer [0-1]; heat, X [>= 0]; division, D: at home, one less consensus [0-1].
    trust_talks_effect, t; mediation_effect, m; heat_talks_effect, x; division_effect, d [log].

    Source: Kydd (2005) on trust, Putnam (1988) on division; the sizes are judgement.
    """
    return (
        assume["trust_talks_effect"] * trust
        + assume["mediation_effect"] * mediation
        - assume["heat_talks_effect"] * heat
        - assume["division_effect"] * division
    )


def talks_begin_prob(base: Array, will: Array, other_will: Array, gap: Array, gap_effect: Array, ease: Array) -> Array:
    """Probability that talks begin this month.

    P = 1 - exp(-b sqrt(u v) e^(z - k g))

    talks_base, b [1/month]; will, u; other_will, v: readiness of both sides [0-1]; gap, g [0-1]; gap_effect, k [log].
    ease, z: trust and mediation, less heat and division at home [log].

    Within [0, 1). Source: negotiation as two-sided search; ripeness (Zartman 1989).
    """
    return saturating(base * np.sqrt(will * other_will) * exp_clipped(ease - gap_effect * gap))


def collapse_prob(base: Array, gap: Array, heat: Array, gap_effect: Array, heat_effect: Array) -> Array:
    """Probability that talks collapse this month.

    P = 1 - exp(-b e^(k g + x X))

    collapse_base, b [1/month]; gap, g [0-1]; heat, X [>= 0]; gap_collapse_effect, k; heat_collapse_effect, x [log].

    Within [0, 1). Source: judgement: most rounds of 1991-2019 lasted months, not years.
    """
    return saturating(base * exp_clipped(gap_effect * gap + heat_effect * heat))


def deal_prob(gap: Array, trust: Array, will: Array, win_set: Array, peace_link: Array, assume: Mapping[str, Array]) -> Array:
    """Probability that talks reach a deal this month.

    P = 1 - exp(-b w c (1 - l L) e^(t tau - k g))

    deal_base, b [1/month]; will, w: of the challenger to deal [0-1]; win_set, c: domestic agreement of the other side [0-1].
    peace_link, L: a peace regime is part of it [0 or 1]; peace_link_cost, l [share]; trust, tau; gap, g [0-1].
    trust_deal_effect, t; gap_deal_effect, k [log].

    Within [0, 1). Source: Putnam (1988) for the win-set; the link makes deals harder to reach.
    """
    open_to = will * win_set * (1 - assume["peace_link_cost"] * peace_link)
    return saturating(
        assume["deal_base"] * open_to * exp_clipped(assume["trust_deal_effect"] * trust - assume["gap_deal_effect"] * gap)
    )


def break_prob(trust: Array, will: Array, peace_regime: Array, heat: Array, assume: Mapping[str, Array]) -> Array:
    """Probability that a deal is broken this month.

    P = 1 - exp(-b e^(w (1 - W) + x X - t tau - p R))

    break_base, b [1/month]; will, W: of the challenger to keep to it [0-1]; peace_regime, R [0 or 1]; trust, tau [0-1]; heat, X.
    will_break_effect, w; heat_break_effect, x; trust_break_effect, t; peace_regime_hold, p [log].

    Within [0, 1). Source: commitment problems (Fearon 1995); whether a peace regime makes deals easier to keep is contested.
    """
    loose = assume["will_break_effect"] * (1 - will) + assume["heat_break_effect"] * heat
    firm = assume["trust_break_effect"] * trust + assume["peace_regime_hold"] * peace_regime
    return saturating(assume["break_base"] * exp_clipped(loose - firm))


def frustration(frustration: Array, failed: Array, fading: Array) -> Array:
    """Memory of failed talks and broken deals after this month.

    f' = max((1 - k) f, x)

    frustration, f [0-1]; failed, x: talks collapsed or a deal was broken this month [0 or 1]; frustration_fading, k [1/month].

    Stays within [0, 1]. Source: judgement: tests followed the failures of 2006, 2012 and 2019.
    """
    return np.maximum((1 - fading) * frustration, failed)


def advance(month: Month) -> None:
    """Move every channel one month on, write the terms of new deals, and remember what failed.

    From no talks to talks, deal and, three months later, implementation, at most one stage a month; talks that collapse and deals
    that break lead back to none. A stage on record is imposed. Failures feed frustration.
    """
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
        for act, prob in moves.probs.items():
            getattr(acts, act)[channel] = prob
        stages.append(moves.stage)
        months_in.append(np.where(moves.stage == stage, last.channel_months[channel] + 1, 0))
        terms.append(_terms(month, channel, moves))
    if stages:
        new.channel_stage, new.channel_months = np.stack(stages).astype(REAL), np.stack(months_in).astype(REAL)
        for term in TERMS:
            setattr(new, term, np.stack([of_channel[term] for of_channel in terms]).astype(REAL))

    failed = np.maximum(acts.talks_collapse, acts.deal_broken).max(axis=0, initial=0)
    new.frustration = frustration(last.frustration, failed, month.assume["frustration_fading"])
    new.talks_months = last.talks_months + (last.channel_stage == TALKS).max(axis=0, initial=0)
    new.agreements_reached = last.agreements_reached + acts.deal.sum(axis=0)
    new.agreements_kept = last.agreements_kept + (last.channel_stage == IMPLEMENTATION).max(axis=0, initial=0)
    new.agreements_broken = last.agreements_broken + acts.deal_broken.sum(axis=0)


TERMS = ("freeze", "rollback", "exercise_halt", "relief_term", "peace_regime")
"""The terms of a deal, fields of the state."""


@dataclass(frozen=True)
class _Moves:
    """What happens in a channel this month, true or false in each world, and the stage that it reaches; shapes (world,).

    probs: probability of each move where it is possible, by the name of the act.
    """

    begin: NDArray[np.bool]
    collapse: NDArray[np.bool]
    deal: NDArray[np.bool]
    broken: NDArray[np.bool]
    stage: Array
    probs: Mapping[str, Array]


def _drawn_moves(month: Month, channel: int) -> _Moves:
    """Return the moves of a channel as chance has them: an end is drawn first (u_down), then a deal (u_up).

    The programme is at stake in the patron's channel alone: elsewhere the challenger's will to deal is not that of its nuclear
    policy. War between the two ends everything.
    """
    last, assume, cast, challenger = month.last, month.assume, month.cast, month.challenger
    stage, party = last.channel_stage[channel], cast.channel_parties[channel]
    trust, heat = _relations(month, party)
    gap = _gap(month, party)
    accepted = 1 - assume["snub_effect"] * challenger["denies_protege"] if party == cast.main else np.ones(1, dtype=REAL)
    will = at(DEAL_WILL, challenger["nuclear_policy"]) if party == cast.patron else accepted
    easier = ease(trust, month.main_backer["mediation"], heat, 1 - last.consensus[party], assume)
    ready, other_ready = month.acts.willingness[party], month.acts.willingness[cast.challenger] * accepted
    p_begin = talks_begin_prob(assume["talks_base"], ready, other_ready, gap, assume["gap_effect"], easier)
    p_collapse = collapse_prob(assume["collapse_base"], gap, heat, assume["gap_collapse_effect"], assume["heat_collapse_effect"])
    p_deal = deal_prob(gap, trust, will, last.consensus[party], month.main["peace_regime_link"], assume)
    p_break = break_prob(trust, will, last.peace_regime[channel], heat, assume)
    at_war = _at_war(month, party)

    u_down, u_up = month.uniform(f"diplomacy/{cast.theatre.channels[channel].name}", 2)
    begin = (stage == NONE) & (u_down < p_begin) & ~at_war
    collapse = (stage == TALKS) & ((u_down < p_collapse) | at_war)
    deal = (stage == TALKS) & ~collapse & (u_up < p_deal)
    broken = (stage >= DEAL) & ((u_down < p_break) | at_war)
    implemented = (stage == DEAL) & ~broken & (last.channel_months[channel] >= MONTHS_TO_IMPLEMENT)
    reached = first_that_holds(
        (
            (begin, REAL(TALKS)),
            (deal, REAL(DEAL)),
            (implemented, REAL(IMPLEMENTATION)),
            (collapse | broken, REAL(NONE)),
        ),
        otherwise=stage,
    )
    probs = {"begin_prob": p_begin, "collapse_prob": p_collapse, "deal_prob": p_deal, "break_prob": p_break}
    return _Moves(begin, collapse, deal, broken, reached, probs)


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
        probs=drawn.probs,
    )


def _relations(month: Month, party: int) -> tuple[Array, Array]:
    """Return trust, the mean of both sides, and heat between a party and the challenger; zero where they are no rivals."""
    last, cast = month.last, month.cast
    row, other = cast.row(party, cast.challenger), cast.row(cast.challenger, party)
    if row is None or other is None:
        nothing = np.zeros_like(last.warheads)
        return nothing, nothing
    return (last.trust[row] + last.trust[other]) / 2, last.heat[row % cast.rivalries]


def _at_war(month: Month, party: int) -> NDArray[np.bool]:
    """Return whether a party and the challenger are at war, (world,)."""
    rivalry = month.cast.rivalry(party, month.cast.challenger)
    return np.zeros(month.last.warheads.shape, dtype=bool) if rivalry is None else month.last.stage[rivalry] == WAR


def _gap(month: Month, party: int) -> Array:
    """Return the gap between a party's precondition and the challenger's demand, less what this party can offer.

    Relief is the patron's to offer, a halt of joint exercises that of patron or main protege.
    """
    cast, demand = month.cast, month.challenger["dialogue_demand"]
    gap = at(GAP, month.of(party)["dialogue_precondition"], demand)
    relief = month.patron["relief_offer"] if party == cast.patron else np.zeros(1, dtype=REAL)
    tempo = np.ones(1, dtype=REAL) if party in cast.partners else month.patron["exercise_tempo"]
    return position_gap(gap, demand, relief, tempo)


def _terms(month: Month, channel: int, moves: _Moves) -> dict[str, Array]:
    """Return the terms of a channel: those of a new deal, none after an end, else those of last month.

    A channel has the terms that its parties can give: the programme and relief belong to the patron's, a halt of exercises and a
    peace regime to that of patron or main protege.
    """
    policy, party, cast = month.challenger["nuclear_policy"], month.cast.channel_parties[channel], month.cast
    of_patron, of_allies = party == cast.patron, party in (cast.patron, cast.main)
    offered = {
        "freeze": (policy >= FREEZE_FOR_DEAL) & of_patron,
        "rollback": (policy == ROLLBACK_FOR_DEAL) & of_patron,
        "exercise_halt": (month.challenger["dialogue_demand"] == EXERCISE_HALT) & of_allies,
        "relief_term": month.patron["relief_offer"] * of_patron,
        "peace_regime": month.main["peace_regime_link"] * of_allies,
    }
    ended = moves.collapse | moves.broken
    return {term: np.where(moves.deal, offered[term], np.where(ended, 0, getattr(month.last, term)[channel])) for term in TERMS}
