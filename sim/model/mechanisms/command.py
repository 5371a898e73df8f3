"""Own defence and the transfer of wartime command (OPCON)."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import at
from sim.model.month import Month
from sim.model.stages import IN_TRANSITION, OWN_LED, PATRON_LED

OWN_SHARE_OF_COMMAND = np.array([0.6, 0.75, 1.0], dtype=REAL)
"""How far own forces count as own deterrence: patron-led, transition, own-led. Source: judgement."""


def readiness(readiness: Array, exercise: Array, effort: Array, in_transition: Array, growth: Array) -> Array:
    """Readiness of the protege's own command after this month.

    r' = r + g e s (1 + i / 2) (1 - r) - g / 4 (1 - e) r

    readiness, r [0-1]; exercise, e: intensity of joint exercises [0-1]; effort, s: defence share over its default.
    in_transition, i: whether commands train for it [0 or 1]; readiness_growth, g [1/month].

    Stays within [0, 1], as g e s (1 + i / 2) counts as 1 at most.
    Source: conditions of the transfer agreed in October 2014 (capability, response).
    """
    practice = np.minimum(growth * exercise * effort * (1 + in_transition / 2), 1)
    return readiness + practice * (1 - readiness) - growth / 4 * (1 - exercise) * readiness


def command_in_force(lever: Array, conditions_based: Array, readiness: Array, needed: Array, transferred: Array) -> Array:
    """Who commands in war: 0 patron-led, 1 transition, 2 own-led.

    A transfer that waits for conditions stays patron-led until readiness reaches what is needed, and is not taken back by a
    later dip of readiness; a transfer by calendar happens ready or not.
    """
    may_pass = (conditions_based < 0.5) | (readiness >= needed) | (transferred > 0)
    return np.where(lever == OWN_LED, np.where(may_pass, REAL(OWN_LED), REAL(PATRON_LED)), lever)


def command_efficiency(command: Array, readiness: Array, needed: Array, cost: Array) -> Array:
    """Share of the combined forces that command can bring to bear.

    m = 1 - k max(n - r, 0) / n while in transition (half of it) or own-led; 1 while patron-led

    readiness, r; readiness_needed, n [0-1]; command_cost, k: loss when not ready at all [0-1].

    Within [1 - k, 1]. Source: judgement after the debates on the transfer dates of 2012 and 2015.
    """
    lack = np.maximum(needed - readiness, 0) / needed
    return 1 - cost * lack * command / 2


def autonomy(own: Array, support: Array, command: Array) -> Array:
    """Share of the protege in its own deterrence.

    a = k O / (k O + S), k by command

    own, O: own force; support, S: believed support of the patron [bn US$ a year]; command: 0, 1 or 2.

    Within [0, 1].
    """
    counted = own * at(OWN_SHARE_OF_COMMAND, command)
    return counted / (counted + support)


def deterrence_gap(own: Array, support: Array, challenger: Array, efficiency: Array, balance: Array) -> Array:
    """Shortfall of deterrence against that of the starting posture.

    g = max(0, 1 - m (O + S) / C / B)

    own, O; support, S; challenger, C: forces [bn US$ a year]; efficiency, m: of command [0-1].
    balance, B: (O + S) / C at the start.

    Within [0, 1]. Source: conventional balance as in force ratios (Mearsheimer 1983); the anchor is the present posture.
    """
    return np.maximum(0, 1 - efficiency * (own + support) / challenger / balance)


def advance(month: Month) -> None:
    """Train the command, pass it on when due, and measure what deterrence is left."""
    last, assume, cast = month.last, month.assume, month.cast
    needed = assume["readiness_needed"]
    command = command_in_force(
        month.main["command"], month.main["command_conditions_based"], last.readiness, needed, last.transferred
    )
    effort = last.burden[cast.main] / REAL(month.reference.lever(cast.names[cast.main], "defence_share"))
    in_transition = ((month.main["command"] >= IN_TRANSITION) & (command < OWN_LED)).astype(REAL)
    drill = month.patron["exercise_tempo"] * (1 - last.exercise_halt.max(axis=0, initial=0))
    month.acts.command = command
    month.next.readiness = readiness(last.readiness, drill, effort, in_transition, assume["readiness_growth"])
    month.next.transferred = (command == OWN_LED).astype(REAL)
    efficiency = command_efficiency(command, last.readiness, needed, assume["command_cost"])
    own, support, challenger = last.force[cast.main], last.support[cast.main], last.force[cast.challenger]
    month.next.autonomy = autonomy(own, support, command)
    month.next.deterrence_gap = deterrence_gap(own, support, challenger, efficiency, month.reference.balance)
