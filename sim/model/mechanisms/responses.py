"""Responses: exercises, sanctions, coercion and statements, chosen by quantal response to utilities (McKelvey & Palfrey 1995)."""

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


def sanctions(sanctions: Array, round_: Array, pressure: Array) -> Array:
    """Sanctions adopted after this month.

    s' = s + 0.2 n (1 - s) + 0.02 (p - s)

    sanctions, s [0-1]; round, n: a new round this month [0 or 1]; pressure, p: the effort to keep them [0-1].

    Stays within [0, 1]. Source: six sanctions rounds of 2006-2017 (Security Council 1718 to 2397); the sizes are judgement.
    """
    return sanctions + REAL(0.2) * round_ * (1 - sanctions) + REAL(0.02) * (pressure - sanctions)


def enforcement(lever: Array, displeasure: Array, severity: Array, backing: Array) -> Array:
    """Enforcement of sanctions by the main backer.

    n = l + d s (1 - b) (1 - l)

    lever, l: enforcement as policy [0-1]; backer_displeasure, d [0-1]; severity, s: of last month's acts [0-1]; backing, b [0-1].

    Within [l, 1]. Source: China's votes and enforcement after the tests of 2016-17.
    """
    return lever + displeasure * severity * (1 - backing) * (1 - lever)


def enforced_share(enforcement: Array) -> Array:
    """Share of adopted sanctions that is felt.

    e = 0.3 + 0.7 n

    enforcement, n: by the backers [0-1].

    Within [0.3, 1]. Source: judgement: some sanctions bite whatever the backers do.
    """
    return REAL(0.3) + REAL(0.7) * enforcement


def sanctions_bite(sanctions: Array, enforcement: Array, relief: Array) -> Array:
    """Weight of sanctions as felt.

    B = s (0.3 + 0.7 n) (1 - r)

    sanctions, s; enforcement, n; relief, r [0-1].

    Within [0, 1].
    """
    return sanctions * enforced_share(enforcement) * (1 - relief)


def decide_patron(month: Month) -> None:
    """Exercise by season or show force, and seek sanctions after severe acts."""
    last, lever = month.last, month.patron
    precision = month.assume["choice_precision"]
    halted = last.exercise_halt.max(axis=0, initial=0)
    planned = scheduled_exercise(lever["exercise_tempo"], at(SEASON, month.calendar - 1), halted)
    resolve = last.severity * (1 + lever["commitment_stance"] / 2) - REAL(0.6)
    show = (month.uniform("show_of_force")[0] < choice_prob(resolve, precision)) * (1 - halted)
    month.acts.show_of_force = show
    month.acts.exercise = np.minimum(1, planned + REAL(0.4) * show)
    shield = month.main_backer["backing"] * REAL(0.4) + month.supplier["backing"] * REAL(0.3)
    gain = last.severity * lever["sanctions_pressure"] - REAL(0.3) - shield
    month.acts.sanctions_round = (month.uniform("sanctions")[0] < choice_prob(gain, precision)).astype(REAL)


def decide_main_backer(month: Month) -> None:
    """Enforce sanctions as displeasure allows, and coerce the main protege when its alignment grates."""
    last, lever, cast = month.last, month.main_backer, month.cast
    month.acts.enforcement = enforcement(
        lever["sanctions_enforcement"], month.assume["backer_displeasure"], last.severity, lever["backing"]
    ) + np.zeros_like(last.severity)
    grievance = (
        lever["coercion"]
        - REAL(0.5)
        + month.assume["alignment_grievance"]
        * (month.since_reference(cast.main, "alliance_cooperation") + month.since_reference(cast.main, "bloc_rigidity"))
        - month.since_reference(cast.main, "backer_cooperation") * REAL(0.3)
        - month.since_reference(cast.main, "backer_hedging") * REAL(0.2)
    )
    coerce = month.uniform("coercion")[0] < choice_prob(grievance, month.assume["choice_precision"])
    month.acts.coercion = coerce * (REAL(0.3) + REAL(0.7) * lever["coercion"])


def decide_challenger(month: Month) -> None:
    """Threaten in words when hostility toward the main protege runs high."""
    row = month.cast.row(month.cast.challenger, month.cast.main)
    anger = np.zeros_like(month.last.severity) if row is None else month.last.hostility[row]
    threat = choice_prob(anger + month.last.exercise / 2 - 1, month.assume["choice_precision"])
    month.acts.statement = (month.uniform("statement")[0] < threat).astype(REAL)


def advance(month: Month) -> None:
    """Carry sanctions, relief, enforcement and coercion into the next month."""
    last, acts = month.last, month.acts
    month.next.exercise = acts.exercise
    month.next.sanctions = sanctions(last.sanctions, acts.sanctions_round, month.patron["sanctions_pressure"])
    promised = (last.relief_term * (last.channel_stage == IMPLEMENTATION)).max(axis=0, initial=0)
    month.next.relief = last.relief + REAL(0.1) * (promised - last.relief)
    month.next.enforcement = last.enforcement + REAL(0.2) * (acts.enforcement - last.enforcement)
    month.next.coercion = last.coercion + REAL(0.2) * (acts.coercion - last.coercion)
