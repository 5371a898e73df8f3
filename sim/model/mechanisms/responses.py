"""Responses: exercises, sanctions, coercion and statements, chosen by quantal response to utilities (McKelvey & Palfrey 1995)."""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import at, logistic
from sim.model.month import Month
from sim.model.stages import IMPLEMENTATION

SEASON = np.array([0.2, 0.2, 1.0, 0.4, 0.2, 0.2, 0.2, 1.0, 0.3, 0.2, 0.2, 0.1], dtype=REAL)
"""Scale of joint exercises by month, January first. Source: spring (March) and summer (August) command-post exercises."""


def choice_prob(utility: Array, precision: Array) -> Array:
    """Probability that an act is chosen over doing nothing.

    P = sigma(q u)

    utility, u: of acting less that of refraining [about -1 to 1]; choice_precision, q: how reliably the better is chosen.

    Within (0, 1). Source: quantal response equilibrium, McKelvey & Palfrey (1995).
    """
    return logistic(precision * utility)


def scheduled_exercise(tempo: Array, season: Array, halted: Array) -> Array:
    """Intensity of the joint exercises that the calendar and a deal allow.

    e = v s (1 - h)

    tempo, v [0-1]; season, s [0-1]; halted, h: by the terms of a deal [0 or 1].

    Within [0, 1].
    """
    return tempo * season * (1 - halted)


def show_of_force_utility(severity: Array, stance: Array, stance_resolve: Array, threshold: Array) -> Array:
    """What a show of force serves the patron.

    u = v (1 + r S) - t

    severity, v: of last month's acts [0-1]; stance, S: on the commitment [-1 to 1]; stance_resolve, r: its effect [share].
    show_threshold, t: severity from which on it serves [utility].

    Source: shows of resolve after provocations (Schelling 1966); the sizes are judgement.
    """
    return severity * (1 + stance_resolve * stance) - threshold


def exercise_with_show(planned: Array, show: Array, intensity: Array) -> Array:
    """Intensity of this month's joint exercises.

    e' = min(e + i s, 1)

    planned, e [0-1]; show, s: of force [0 or 1]; show_intensity, i [0-1].

    Within [0, 1].
    """
    return np.minimum(1, planned + intensity * show)


def answer_prob(severity: Array, utility: Array, precision: Array) -> Array:
    """Probability that an act is answered this month: acts answer acts, and none follows a quiet month.

    P = v sigma(q u)

    severity, v: of last month's acts, the chance that they are put on the agenda [0-1]; utility, u: of answering them.
    choice_precision, q.

    Within [0, v). Source: agenda and choice as two steps; quantal response, McKelvey & Palfrey (1995).
    """
    return severity * choice_prob(utility, precision)


def sanctions_utility(severity: Array, pressure: Array, threshold: Array) -> Array:
    """What a new round of sanctions serves the patron.

    u = v p - t

    severity, v: of last month's acts; sanctions_pressure, p [0-1]; sanctions_threshold, t [utility].

    Source: rounds of 2006-2017 followed nuclear tests and long-range launches.
    """
    return severity * pressure - threshold


def passed(backing: Array, other_backing: Array, veto: Array, other_veto: Array) -> Array:
    """Probability that the backers let a round of sanctions pass.

    P = (1 - m b) (1 - k a)

    backing, b: by the main backer; other_backing, a: by the supplier [0-1].
    main_backer_veto, m; supplier_veto, k: chance that full backing means a veto [0-1].

    Within [0, 1]. Source: no round passed the Security Council since 2017; the vetoes of May 2022 and March 2024.
    """
    return (1 - veto * backing) * (1 - other_veto * other_backing)


def grievance(
    coercion: Array,
    cooperation: Array,
    rigidity: Array,
    appeasement: Array,
    hedging: Array,
    latency: Array,
    assume: Mapping[str, Array],
) -> Array:
    """What coercion of the main protege serves the main backer.

    u = l - t + g (A + B) + n L - c C - h H

    coercion, l: as policy of the main backer [0-1]; alliance_cooperation, A; bloc_rigidity, B; backer_cooperation, C;
    backer_hedging, H: of the main protege, as departures from the starting posture [-1 to 1]; latency, L: of its own nuclear
    option [0-1]. coercion_threshold, t; alignment_grievance, g; latency_grievance, n; cooperation_appeasement, c;
    hedging_appeasement, h [utility].

    Source: THAAD, 2016-17; whether goodwill averts coercion is contested.
    """
    return (
        coercion
        - assume["coercion_threshold"]
        + assume["alignment_grievance"] * (cooperation + rigidity)
        + assume["latency_grievance"] * latency
        - assume["cooperation_appeasement"] * appeasement
        - assume["hedging_appeasement"] * hedging
    )


def coercion_intensity(coercion: Array, mildest: Array) -> Array:
    """Intensity of coercion where it is chosen.

    i = m + (1 - m) l

    coercion, l: as policy of the main backer; mildest_coercion, m [0-1].

    Within [m, 1]. Source: judgement.
    """
    return mildest + (1 - mildest) * coercion


def statement_utility(hostility: Array, exercise: Array, exercise_statement: Array, threshold: Array) -> Array:
    """What a threatening statement serves the challenger.

    u = h + k e - t

    hostility, h: toward the main protege; exercise, e: of last month [0-1].
    exercise_statement, k; statement_threshold, t [utility].

    Source: judgement: threats come with the exercise seasons.
    """
    return hostility + exercise_statement * exercise - threshold


def adapted(now: Array, goal: Array, rate: Array) -> Array:
    """What follows a decision with delay: relief, enforcement and coercion after this month.

    x' = x + r (g - x)

    now, x; goal, g: what was promised or decided [0-1]; rate, r: relief_rate, enforcement_rate or coercion_rate [1/month].

    Stays between x and g.
    """
    return now + rate * (goal - now)


def sanctions(sanctions: Array, round_: Array, pressure: Array, step: Array, pull: Array) -> Array:
    """Sanctions adopted after this month.

    s' = s + a n (1 - s) + r (p - s)

    sanctions, s [0-1]; round, n: a new round this month [0 or 1]; pressure, p: the effort to keep them [0-1].
    sanctions_step, a: what a round adds [share]; sanctions_pull, r [1/month].

    Stays within [0, 1] for a + r <= 1. Source: ten sanctions resolutions of 2006-2017 (Security Council 1718 to 2397).
    """
    return sanctions + step * round_ * (1 - sanctions) + pull * (pressure - sanctions)


def softened(enforcement: Array, mediation: Array, leniency: Array) -> Array:
    """Enforcement as policy of a main backer that mediates more or less than at the start.

    l' = min(max(l (1 - k m), 0), 1)

    enforcement, l: as policy [0-1]; mediation, m: departure from its default [-1 to 1]; mediator_leniency, k [share].

    Within [0, 1]. Source: contested, see mediator_leniency.
    """
    return np.clip(enforcement * (1 - leniency * mediation), 0, 1)


def enforcement(lever: Array, displeasure: Array, severity: Array, backing: Array) -> Array:
    """Enforcement of sanctions by the main backer.

    n = l + d s (1 - b) (1 - l)

    lever, l: enforcement as policy [0-1]; backer_displeasure, d [0-1]; severity, s: of last month's acts [0-1]; backing, b [0-1].

    Within [l, 1]. Source: China's votes and enforcement after the tests of 2016-17.
    """
    return lever + displeasure * severity * (1 - backing) * (1 - lever)


def sanctions_bite(sanctions: Array, enforcement: Array, relief: Array, unilateral_bite: Array) -> Array:
    """Weight of sanctions as felt.

    B = s (u + (1 - u) n) (1 - r)

    sanctions, s; enforcement, n: by the backers; relief, r [0-1]; unilateral_bite, u: share that bites whatever they do [0-1].

    Within [0, 1]. Source: judgement.
    """
    return sanctions * (unilateral_bite + (1 - unilateral_bite) * enforcement) * (1 - relief)


def bite_since_reference(month: Month) -> Array:
    """Return how much more sanctions bite than at the starting posture [-1 to 1]."""
    last = month.last
    return sanctions_bite(last.sanctions, last.enforcement, last.relief, month.assume["unilateral_bite"]) - month.reference.bite


def decide_patron(month: Month) -> None:
    """Exercise by season or show force, and seek sanctions after severe acts.

    A show of force and a round of sanctions answer last month's acts; a round must pass the backers, and a deal that halts
    exercises rules out shows of force.
    """
    last, lever, assume = month.last, month.patron, month.assume
    precision = assume["choice_precision"]
    halted = last.exercise_halt.max(axis=0, initial=0)
    planned = scheduled_exercise(lever["exercise_tempo"], at(SEASON, month.calendar - 1), halted)
    resolve = show_of_force_utility(last.severity, lever["commitment_stance"], assume["stance_resolve"], assume["show_threshold"])
    show = (month.uniform("show_of_force")[0] < answer_prob(last.severity, resolve, precision)) * (1 - halted)
    month.acts.show_of_force = show
    month.acts.exercise = exercise_with_show(planned, show, assume["show_intensity"])
    gain = sanctions_utility(last.severity, lever["sanctions_pressure"], assume["sanctions_threshold"])
    let_through = passed(
        month.main_backer["backing"], month.supplier["backing"], assume["main_backer_veto"], assume["supplier_veto"]
    )
    month.acts.sanctions_prob = answer_prob(last.severity, gain, precision) * let_through
    drawn = (month.uniform("sanctions")[0] < month.acts.sanctions_prob).astype(REAL)
    month.acts.sanctions_round = month.fact("sanctions_round", drawn)


def decide_main_backer(month: Month) -> None:
    """Enforce sanctions as displeasure allows, and coerce the main protege when its alignment grates.

    Coercion is drawn from the choice probability of its grievance.
    """
    last, lever, cast, assume = month.last, month.main_backer, month.cast, month.assume
    mediating = month.since_reference(cast.main_backer, "mediation")
    policy = softened(lever["sanctions_enforcement"], mediating, assume["mediator_leniency"])
    month.acts.enforcement = enforcement(policy, assume["backer_displeasure"], last.severity, lever["backing"])
    aggrieved = grievance(
        lever["coercion"],
        month.since_reference(cast.main, "alliance_cooperation"),
        month.since_reference(cast.main, "bloc_rigidity"),
        month.since_reference(cast.main, "backer_cooperation"),
        month.since_reference(cast.main, "backer_hedging"),
        last.latency,
        assume,
    )
    coerce = month.uniform("coercion")[0] < choice_prob(aggrieved, assume["choice_precision"])
    month.acts.coercion = coerce * coercion_intensity(lever["coercion"], assume["mildest_coercion"])


def decide_challenger(month: Month) -> None:
    """Threaten in words when hostility toward the main protege runs high, by the choice probability of its utility."""
    last, assume = month.last, month.assume
    row = month.cast.row(month.cast.challenger, month.cast.main)
    anger = np.zeros_like(last.severity) if row is None else last.hostility[row]
    threat = choice_prob(
        statement_utility(anger, last.exercise, assume["exercise_statement"], assume["statement_threshold"]),
        assume["choice_precision"],
    )
    month.acts.statement = (month.uniform("statement")[0] < threat).astype(REAL)


def advance(month: Month) -> None:
    """Carry sanctions, relief, enforcement and coercion into the next month.

    Relief follows the highest relief term of the deals that are being implemented.
    """
    last, acts, assume = month.last, month.acts, month.assume
    month.next.exercise = acts.exercise
    month.next.sanctions = sanctions(
        last.sanctions,
        acts.sanctions_round,
        month.patron["sanctions_pressure"],
        assume["sanctions_step"],
        assume["sanctions_pull"],
    )
    promised = (last.relief_term * (last.channel_stage == IMPLEMENTATION)).max(axis=0, initial=0)
    month.next.relief = adapted(last.relief, promised, assume["relief_rate"])
    month.next.enforcement = adapted(last.enforcement, acts.enforcement, assume["enforcement_rate"])
    month.next.coercion = adapted(last.coercion, acts.coercion, assume["coercion_rate"])
