"""Diplomacy: talks begin, drag on, collapse or reach a deal; deals are kept or broken."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import at, factor, saturating
from sim.model.month import Month

NONE, TALKS, DEAL, IMPLEMENTATION = 0, 1, 2, 3

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

FREEZE_FOR_DEAL, ROLLBACK_FOR_DEAL = 2, 3
EXERCISE_HALT, SANCTIONS_RELIEF = 1, 2


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
    return saturating(base * np.sqrt(will * other_will) * factor(ease - gap_effect * gap))


def collapse_prob(base: Array, gap: Array, heat: Array) -> Array:
    """Probability that talks collapse this month.

    P = 1 - exp(-b e^(g + x / 2))

    collapse_base, b [1/month]; gap, g [0-1]; heat, x [>= 0].

    Within [0, 1). Source: judgement: most rounds of 1991-2019 lasted months, not years.
    """
    return saturating(base * factor(gap + heat / 2))


def deal_prob(base: Array, gap: Array, trust: Array, will: Array, win_set: Array, peace_link: Array) -> Array:
    """Probability that talks reach a deal this month.

    P = 1 - exp(-b w c (1 - 0.4 l) e^(tau - 2 g))

    deal_base, b [1/month]; will, w: of the challenger to deal in its programme; win_set, c: domestic agreement [0-1].
    peace_link, l: a peace regime is part of it [0 or 1]; trust, tau; gap, g [0-1].

    Within [0, 1). Source: Putnam (1988) for the win-set; the link makes deals harder to reach.
    """
    return saturating(base * will * win_set * (1 - REAL(0.4) * peace_link) * factor(trust - 2 * gap))


def break_prob(base: Array, trust: Array, will: Array, peace_regime: Array, heat: Array) -> Array:
    """Probability that a deal is broken this month.

    P = 1 - exp(-b e^(1 - w + x / 2 - 2 tau - 0.7 p))

    break_base, b [1/month]; will, w: of the challenger to keep to it [0-1]; peace_regime, p [0 or 1]; trust, tau [0-1]; heat, x.

    Within [0, 1). Source: commitment problems (Fearon 1995); a peace regime makes deals easier to keep.
    """
    return saturating(base * factor(1 - will + heat / 2 - 2 * trust - REAL(0.7) * peace_regime))


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


def decide(month: Month, place: int) -> None:
    """Set the readiness of one actor to talk; the law of motion then matches the sides."""
    cast, lever = month.cast, month.of(place)
    if place == cast.patron:
        will = lever["summit_willingness"]
    elif place == cast.main:
        will = (1 + lever["engagement"]) / 2
    elif place == cast.challenger:
        hunger = month.last.sanctions * (1 - month.last.relief) * (REAL(0.3) + REAL(0.7) * month.last.enforcement)
        will = REAL(0.35) + REAL(0.4) * hunger - REAL(0.2) * lever["supplier_alignment"]
    elif place in cast.partners:
        will = REAL(0.3) * lever["reconciliation"]
    else:
        return
    month.acts.willingness[place] = will


def advance(month: Month) -> None:
    """Move every channel one month on, write the terms of new deals, and see who is left out."""
    columns = [_channel(month, channel) for channel in range(len(month.cast.theatre.channels))]
    for name, rows in zip(_CHANNEL_ARRAYS, zip(*columns, strict=True), strict=True):
        target = month.acts if name in _CHANNEL_ACTS else month.next
        setattr(target, name, np.stack(rows).astype(REAL))
    failed = np.maximum(month.acts.talks_collapse, month.acts.deal_broken).max(axis=0, initial=0)
    month.next.frustration = frustration(month.last.frustration, failed)
    month.next.sidelining = sidelining(month.last.sidelining, _bypassed(month))
    talking = (month.last.channel_stage == TALKS).max(axis=0, initial=0)
    month.next.talks_months = month.last.talks_months + talking
    month.next.agreements_reached = month.last.agreements_reached + month.acts.deal.sum(axis=0)
    kept = (month.last.channel_stage == IMPLEMENTATION).max(axis=0, initial=0)
    month.next.agreements_kept = month.last.agreements_kept + kept
    month.next.agreements_broken = month.last.agreements_broken + month.acts.deal_broken.sum(axis=0)


_CHANNEL_ACTS = ("talks_begin", "talks_collapse", "deal", "deal_broken")
_TERMS = ("freeze", "rollback", "exercise_halt", "relief_term", "peace_regime")
_CHANNEL_ARRAYS = (*_CHANNEL_ACTS, "channel_stage", "channel_months", *_TERMS)


def _channel(month: Month, channel: int) -> tuple[Array, ...]:
    """Return the acts, the stage, the months in it and the terms of one channel, in the order of _CHANNEL_ARRAYS."""
    last, assume, cast = month.last, month.assume, month.cast
    place = cast.channel_parties[channel]
    side, challenger = month.of(place), month.challenger
    stage, months = last.channel_stage[channel], last.channel_months[channel]
    row, other = cast.row(place, cast.challenger), cast.row(cast.challenger, place)
    trust = np.zeros_like(stage) if row is None or other is None else (last.trust[row] + last.trust[other]) / 2
    heat = np.zeros_like(stage) if row is None else last.heat[row % cast.rivalries]
    demand = challenger["dialogue_demand"]
    gap = at(GAP, side["dialogue_precondition"], demand)
    gap = position_gap(gap, demand, month.patron["relief_offer"], month.patron["exercise_tempo"])
    policy = challenger["nuclear_policy"]
    will = at(DEAL_WILL, policy)
    snub = 1 - REAL(0.6) * challenger["denies_protege"] * (place == cast.main)
    ease = (
        assume["trust_talks_effect"] * trust
        + assume["mediation_effect"] * month.main_backer["mediation"]
        - assume["heat_talks_effect"] * heat
        - (1 - last.consensus[place]) / 2
    )
    begin_prob = talks_begin_prob(
        assume["talks_base"],
        month.acts.willingness[place],
        month.acts.willingness[cast.challenger] * snub,
        gap,
        assume["gap_effect"],
        ease,
    )
    link = month.main["peace_regime_link"]
    p_deal = deal_prob(assume["deal_base"], gap, trust, will, last.consensus[place], link)
    p_collapse = collapse_prob(assume["collapse_base"], gap, heat)
    p_break = break_prob(assume["break_base"], trust, will, last.peace_regime[channel], heat)

    name = cast.theatre.channels[channel].name
    luck, fate = month.uniform(f"diplomacy/{name}", 2)
    begin = (stage == NONE) & (luck < begin_prob)
    collapse = (stage == TALKS) & (luck < p_collapse)
    deal = (stage == TALKS) & ~collapse & (fate < p_deal)
    broken = (stage >= DEAL) & (luck < p_break)
    start = (stage == DEAL) & ~broken & (months >= 3)
    ended = collapse | broken
    new_stage = np.select([begin, deal, start, ended], [REAL(TALKS), REAL(DEAL), REAL(IMPLEMENTATION), REAL(NONE)], stage)
    record = month.conditions["theatre"][f"channel_{name}"]
    if record.any():
        known = record > 0
        new_stage = np.where(known, record - 1, new_stage)
        begin = np.where(known, (stage == NONE) & (new_stage == TALKS), begin)
        collapse = np.where(known, (stage == TALKS) & (new_stage == NONE), collapse)
        deal = np.where(known, (stage < DEAL) & (new_stage >= DEAL), deal)
        broken = np.where(known, (stage >= DEAL) & (new_stage < DEAL), broken)
        ended = collapse | broken
    offered = (
        policy >= FREEZE_FOR_DEAL,
        policy == ROLLBACK_FOR_DEAL,
        demand == EXERCISE_HALT,
        month.patron["relief_offer"],
        link,
    )
    terms = [
        np.where(deal, new, np.where(ended, 0, getattr(last, term)[channel])) for term, new in zip(_TERMS, offered, strict=True)
    ]
    return begin, collapse, deal, broken, new_stage, np.where(new_stage == stage, months + 1, 0), *terms


def _bypassed(month: Month) -> Array:
    """Return how far patron and challenger deal past the main protege this month."""
    cast, stage = month.cast, month.last.channel_stage
    between = [row for row, place in enumerate(cast.channel_parties) if place == cast.patron]
    own = [row for row, place in enumerate(cast.channel_parties) if place == cast.main]
    above = (stage[between] >= TALKS).max(axis=0, initial=0)
    included = (stage[own] >= TALKS).max(axis=0, initial=0)
    voice = np.maximum(REAL(0.5) * month.main["insists_on_seat"], REAL(0.7) * month.main["peace_regime_link"])
    return above * (1 - np.maximum(included, voice))
