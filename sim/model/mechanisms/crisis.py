"""The crisis ladder: calm, crisis, clash, war; and the heat of recent events."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.cast import Cast
from sim.model.curves import exp_clipped, first_that_holds, saturating
from sim.model.month import Month, Posting
from sim.model.stages import CALM, CLASH, CRISIS, TALKS, WAR

CRISIS_ENDS, CLASH_ENDS, WAR_ENDS = REAL(0.35), REAL(0.4), REAL(0.15)
"""Chance in a month that a stage steps down. Source: judgement: crises of 1994-2017 lasted some months, clashes days to weeks."""

HALF_LIFE = 4
"""Months in which the heat of an event halves. Source: decay of event effects in Goldstein-weighted series; judgement."""

_FADING = np.float32(1 - 2 ** (-1 / HALF_LIFE))


def heat(heat: Array, events: Array) -> Array:
    """Heat of a dyad after this month.

    x' = x 2^(-1/4) + e

    heat, x [>= 0]; events, e: severity of what happened between the two this month [>= 0]; half-life: 4 months.

    Stays >= 0 and below 6.3 times the largest month. Source: Goldstein (1992) for weighing events.
    """
    return heat * (1 - _FADING) + events


def crisis_prob(base: Array, hostility: Array, usual: float, power: Array, log_pressure: Array) -> Array:
    """Probability that calm turns into crisis this month.

    P = 1 - exp(-b (h / h0)^k e^z / 12)

    crisis_base, b: of a headline dyad at the starting posture [1/year]; hostility, h: mean of both sides [0-1].
    usual, h0: hostility in the headline dyads at the start; crisis_power, k: how steeply hostility makes crises.
    log_pressure, z: heat, deterrence gap, mutual fear and exercises, less hotlines [log].

    Within [0, 1). Source: hazards of crises in enduring rivalries (Goertz & Diehl 1993).
    """
    return saturating(base * (hostility / REAL(usual)) ** power * exp_clipped(log_pressure) / 12)


def step_up_first(up: Array, down: Array | np.floating[Any]) -> Array:
    """Probability that a stage steps up before it steps down.

    q = u (1 - d) / (u (1 - d) + d)

    up, u; down, d: probabilities in a month, where stepping down is drawn first [0-1].

    Within [0, 1]: the sum of a geometric series.
    """
    rise = up * (1 - down)
    return rise / (rise + down)


def struck(prob: Array, attack: Array, entry: Array) -> Array:
    """Probability that a stage steps up this month where the challenger has attacked.

    P' = 1 - (1 - P) (1 - k a)

    prob, P: without the attack; attack, a: on this rival this month [0 or 1]; entry, k: attack_crisis from calm, attack_clash
    from crisis [0-1].

    Within [P, 1]. Source: of the attacks of 1999-2015 about half led to a crisis on record (ICB).
    """
    return 1 - (1 - prob) * (1 - entry * attack)


def climb(stage: Array, crisis: Array, clash: Array, war: Array, u_down: Array, u_up: Array) -> Array:
    """Stage of a dyad after this month.

    From calm up with `crisis`; in a higher stage first down with a probability of its own, else up with `clash` or `war`.

    stage: 0 calm, 1 crisis, 2 clash, 3 war; crisis, clash, war: probabilities in a month.
    u_down, u_up: uniform numbers that decide on stepping down and up (0, 1).

    Moves at most one rung a month. Source: the escalation ladder, Kahn (1965), cut to four rungs.
    """
    in_crisis, in_clash = stage == CRISIS, stage == CLASH
    down = first_that_holds(((in_crisis, CRISIS_ENDS), (in_clash, CLASH_ENDS), (stage == WAR, WAR_ENDS)), otherwise=REAL(0))
    up = first_that_holds(((stage == CALM, crisis), (in_crisis, clash), (in_clash, war)), otherwise=REAL(0))
    falls = u_down < down
    rises = ~falls & (u_up < up)
    return stage - falls + rises


def crisis_pressure(heat: Array, fear: Array, gap: Array, exercise: Array, hotline: Array, assume: Mapping[str, Array]) -> Array:
    """What makes crises of a dyad more likely than at the start, less what hotlines avert.

    z = x X + f F + g G + e E - h H

    heat, X: beyond the start; fear, F: mutual threat beyond the start [-1 to 1]; gap, G: in deterrence [0-1]; exercise, E [0-1],
    both for dyads that face the challenger alone; hotline, H: whether a channel is open between the two [0 or 1].
    heat_crisis_effect, x; mutual_fear, f; gap_crisis_effect, g; exercise_accidents, e; hotline_effect, h [log].

    Source: the reciprocal fear of surprise attack (Schelling 1960); deterrence (Huth 1988).
    """
    return (
        assume["heat_crisis_effect"] * heat
        + assume["mutual_fear"] * fear
        + assume["gap_crisis_effect"] * gap
        + assume["exercise_accidents"] * exercise
        - assume["hotline_effect"] * hotline
    )


def mutual_threat(one: Array, other: Array) -> Array:
    """Threat that both sides of a dyad see in each other.

    F = sqrt(theta_1 theta_2)

    one, theta_1; other, theta_2: perceived threat of either side [0-1].

    Within [0, 1]: the geometric mean, zero where one side feels safe. Source: Schelling (1960).
    """
    return np.sqrt(one * other)


def advance(month: Month) -> None:
    """Raise and lower the stage of every rivalry, and let heat fade and grow.

    A limited attack strikes the rivalry of challenger and main protege: from calm it may be the crisis, from a crisis the clash.
    A clash follows a crisis at clash_rate, war a clash at war_rate, raised by e^(k g) for a gap, g, and by e^(d D) for doubt, D,
    in dyads that face the challenger.
    """
    last, acts, cast, assume = month.last, month.acts, month.cast, month.assume
    pairs, rivalries, usual = cast.rivalries, cast.theatre.rivalries, month.reference
    mean = (last.hostility[:pairs] + last.hostility[pairs:]) / 2
    fear = mutual_threat(month.threat[:pairs], month.threat[pairs:]) - usual.mutual_threat
    local = np.array([[_faces_challenger(cast.by[row], cast.about[row], cast)] for row in range(pairs)], dtype=REAL)
    hotline = np.zeros_like(last.heat)
    for channel, party in enumerate(cast.channel_parties):
        rivalry = cast.rivalry(party, cast.challenger)
        if rivalry is not None:
            hotline[rivalry] = last.channel_stage[channel] >= TALKS
    gap = local * last.deterrence_gap
    pressure = crisis_pressure(last.heat - usual.state.heat, fear, gap, local * acts.exercise, hotline, assume)
    crisis = crisis_prob(assume["crisis_base"], mean, usual.hostility, assume["crisis_power"], pressure)
    doubt = usual.state.credibility_challenger - last.credibility_challenger
    clash = np.minimum(1, assume["clash_rate"] * exp_clipped(assume["gap_crisis_effect"] * gap))
    war = np.minimum(1, assume["war_rate"] * exp_clipped(assume["doubt_attack_effect"] * local * doubt))
    u_down = np.stack([month.uniform(f"crisis_down/{rivalry.name}")[0] for rivalry in rivalries])
    u_up = np.stack([month.uniform(f"crisis_up/{rivalry.name}")[0] for rivalry in rivalries])
    clash, war = clash + np.zeros_like(u_down), war + np.zeros_like(u_down)
    month.acts.crisis_hazard = crisis
    month.acts.clash_given_crisis = step_up_first(clash, CRISIS_ENDS)
    month.acts.war_given_clash = step_up_first(war, CLASH_ENDS)
    attacked = np.zeros_like(last.heat)
    target = cast.rivalry(cast.challenger, cast.main)
    if target is not None:
        attacked[target] = acts.limited_attack
    crisis, clash = struck(crisis, attacked, assume["attack_crisis"]), struck(clash, attacked, assume["attack_clash"])
    month.acts.rise_prob = crisis
    stage = climb(last.stage, crisis, clash, war, u_down, u_up)
    month.next.stage = np.stack([month.fact(f"stage/{rivalry.name}", stage[row]) for row, rivalry in enumerate(rivalries)])
    events = _events(month, month.next.stage > last.stage)
    month.next.heat = heat(last.heat, sum(events.values(), np.zeros_like(last.heat)))
    rows = list(cast.headline_rows)
    month.postings["events"] = lambda _: Posting(_FADING, {kind: severity[rows] for kind, severity in events.items()})
    month.next.fought = np.maximum(last.fought, month.next.stage == WAR)
    month.next.war_so_far = np.maximum(last.war_so_far, month.next.fought.max(axis=0))


def _faces_challenger(one: int, other: int, cast: Cast) -> bool:
    """Return whether a rivalry sets the challenger against the patron or a protege."""
    return (one == cast.challenger and other in cast.bloc) or (other == cast.challenger and one in cast.bloc)


def _events(month: Month, rising: NDArray[np.bool]) -> dict[str, Array]:
    """Return the severity of this month's events in every rivalry by kind, each of shape (rivalry, world)."""
    acts, cast, assume = month.acts, month.cast, month.assume
    severity = {kind: np.zeros_like(month.last.heat) for kind in ("provocations", "exercises", "crises", "incidents")}
    severity["crises"] += assume["crisis_heat"] * rising
    for row in range(cast.rivalries):
        one, other = cast.by[row], cast.about[row]
        if _faces_challenger(one, other, cast):
            rival = one if other == cast.challenger else other
            concern = cast.for_partner(rival, assume["partner_concern"])
            provoked = concern * assume["provocation_heat"] * acts.severity
            severity["provocations"][row] = provoked + assume["statement_heat"] * acts.statement
            severity["exercises"][row] = concern * assume["exercise_heat"] * acts.exercise
        if {one, other} == {cast.patron, cast.main_backer}:
            severity["incidents"][row] = assume["flashpoint_heat"] * acts.flashpoint + assume["rivalry_heat"]
        if {one, other} == {cast.main, cast.main_backer}:
            severity["incidents"][row] = assume["coercion_heat"] * acts.coercion
    return severity
