"""Exercises, readiness and the transfer of wartime command (OPCON)."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import year_average
from sim.model.month import Month
from sim.model.stages import IN_TRANSITION, OWN_LED, PATRON_LED


def drill(tempo: Array, halted: Array) -> Array:
    """Intensity of the joint exercises that train the own command.

    e = v (1 - h)

    exercise_tempo, v [0-1]; halted, h: by the terms of a deal [0 or 1].

    Within [0, 1].
    """
    return tempo * (1 - halted)


def training(effort: Array, in_transition: Array, transition_training: Array) -> Array:
    """How much better or worse than at the start exercises train.

    x = s (1 + k i)

    effort, s: defence share over its default [>= 0]; in_transition, i: whether commands train for the transfer [0 or 1].
    transition_training, k: what that adds [share].

    Source: conditions of the transfer agreed in October 2014 (capability, response).
    """
    return effort * (1 + transition_training * in_transition)


def readiness(readiness: Array, exercise: Array, training: Array, growth: Array, fading: Array) -> Array:
    """Readiness of the protege's own command after this month.

    r' = r + min(g e x, 1) (1 - r) - f g (1 - e) r

    readiness, r [0-1]; exercise, e: intensity of joint exercises [0-1]; training, x [>= 0].
    readiness_growth, g [1/month]; readiness_fading, f: loss without exercises, against the growth with them [0-1].

    Stays within [0, 1]. Source: conditions of the transfer agreed in October 2014; the sizes are judgement.
    """
    practice = np.minimum(growth * exercise * training, 1)
    return readiness + practice * (1 - readiness) - fading * growth * (1 - exercise) * readiness


def command_in_force(lever: Array, conditions_based: Array, readiness: Array, needed: Array, transferred: Array) -> Array:
    """Who commands in war: 0 patron-led, 1 transition, 2 own-led.

    A transfer that waits for conditions stays patron-led until readiness reaches what is needed, and is not taken back by a
    later dip of readiness; a transfer by calendar happens ready or not.
    """
    may_pass = (conditions_based == 0) | (readiness >= needed) | (transferred > 0)
    return np.where(lever == OWN_LED, np.where(may_pass, REAL(OWN_LED), REAL(PATRON_LED)), lever)


def command_efficiency(command: Array, readiness: Array, needed: Array, cost: Array, transition_cost: Array) -> Array:
    """Share of the combined forces that command can bring to bear.

    m = 1 - u k max(n - r, 0) / n, u = 0 while patron-led, t in transition, 1 while own-led

    readiness, r; readiness_needed, n [0-1]; command_cost, k: loss when not ready at all [0-1].
    transition_cost, t: share of it that is felt in transition [0-1].

    Within [1 - k, 1]. Source: judgement after the debates on the transfer dates of 2012 and 2015.
    """
    lack = np.maximum(needed - readiness, 0) / needed
    passed = np.where(command == OWN_LED, REAL(1), np.where(command == IN_TRANSITION, transition_cost, REAL(0)))
    return 1 - cost * lack * passed


def advance(month: Month) -> None:
    """Train the command and pass it on when due.

    Effort is the defence spending in force over the default of the lever; practice is the average of joint exercises over about
    a year.
    """
    last, assume, cast = month.last, month.assume, month.cast
    command = command_in_force(
        month.main["command"],
        month.main["command_conditions_based"],
        last.readiness,
        assume["readiness_needed"],
        last.transferred,
    )
    effort = last.burden[cast.main] / REAL(month.reference.lever(cast.names[cast.main], "defence_share"))
    in_transition = ((month.main["command"] >= IN_TRANSITION) & (command < OWN_LED)).astype(REAL)
    exercise = drill(month.patron["exercise_tempo"], last.exercise_halt.max(axis=0, initial=0))
    month.acts.command = command
    month.next.readiness = readiness(
        last.readiness,
        exercise,
        training(effort, in_transition, assume["transition_training"]),
        assume["readiness_growth"],
        assume["readiness_fading"],
    )
    month.next.practice = year_average(last.practice, exercise)
    month.next.transferred = (command == OWN_LED).astype(REAL)
