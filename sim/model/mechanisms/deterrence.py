"""Deterrence as the challenger sees it: the conventional balance, and the nuclear one beside it."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import at
from sim.model.mechanisms.command import command_efficiency
from sim.model.mechanisms.credibility import support
from sim.model.mechanisms.nuclear import held_arsenal
from sim.model.month import Month
from sim.model.posture import guarantee_in_force, help_of_partners

OWN_SHARE_OF_COMMAND = np.array([0.6, 0.75, 1.0], dtype=REAL)
"""How far own forces count as own deterrence: patron-led, transition, own-led. Source: judgement."""


def autonomy(own: Array, support: Array, command: Array) -> Array:
    """Share of the protege in its own deterrence.

    a = k O / (k O + S), k by command

    own, O: own force; support, S: believed support of the patron [bn US$ a year]; command: 0, 1 or 2.

    Within [0, 1].
    """
    counted = own * at(OWN_SHARE_OF_COMMAND, command)
    return counted / (counted + support)


def practised(practice: Array, usual: float, loss: Array) -> Array:
    """Share of the combined forces that is left where they exercise less than at the start.

    m = 1 - k max(e - p, 0)

    practice, p: joint exercises averaged over about a year; usual, e: at the start [0-1]; practice_loss, k [share].

    Within [0, 1] for 0 <= k <= 1. Source: forces that do not train together fight apart; judgement.
    """
    return 1 - loss * np.maximum(REAL(usual) - practice, 0)


def deterrence_gap(own: Array, support: Array, challenger: Array, efficiency: Array, balance: Array) -> Array:
    """Shortfall of conventional deterrence against that of the starting posture.

    g = max(0, 1 - m (O + S) / C / B)

    own, O; support, S: of the patron, as the challenger believes in it; challenger, C: forces [bn US$ a year].
    efficiency, m: of command and practice [0-1]; balance, B: (O + S) / C at the start.

    Within [0, 1]. Source: conventional balance as in force ratios (Mearsheimer 1983); the anchor is the present posture.
    """
    return np.maximum(0, 1 - efficiency * (own + support) / challenger / balance)


def uncovered_arsenal(arsenal: Array, guarantee: Array, credibility: Array, latency: Array) -> Array:
    """Weight of the challenger's arsenal that no other one answers.

    u = n (1 - G c) (1 - l)

    arsenal, n: of the challenger; guarantee, G: form of extended deterrence; credibility, c: the challenger's belief in it.
    latency, l: progress of the main protege's own option [0-1].

    Within [0, n]. Source: extended deterrence answers nuclear threats as far as it is believed (Huth 1988).
    """
    return arsenal * (1 - guarantee * credibility) * (1 - latency)


def advance(month: Month) -> None:
    """Measure what deterrence is left against the challenger, who judges the patron for itself.

    The conventional gap counts what the patron could bring, in the challenger's belief, and what partners would add; the nuclear
    gap is the uncovered arsenal beyond that of the starting posture. Autonomy counts support in the belief of the main protege.
    """
    last, assume, cast, reference = month.last, month.assume, month.cast, month.reference
    command, own = month.acts.command, last.force[cast.main]
    led = command_efficiency(
        command, last.readiness, assume["readiness_needed"], assume["command_cost"], assume["transition_cost"]
    )
    trained = practised(last.practice, reference.lever(cast.names[cast.patron], "exercise_tempo"), assume["practice_loss"])
    feared = support(last.credibility_challenger, last.arrival[0], last.force[cast.patron])
    feared = feared + month.once(help_of_partners)
    month.next.deterrence_gap = deterrence_gap(own, feared, last.force[cast.challenger], led * trained, reference.balance)
    held, guarantee = month.once(held_arsenal), month.once(guarantee_in_force)
    uncovered = uncovered_arsenal(held, guarantee, last.credibility_challenger, last.latency)
    month.next.nuclear_gap = np.maximum(0, uncovered - reference.uncovered_arsenal)
    month.next.autonomy = autonomy(own, last.support[cast.main], command)
