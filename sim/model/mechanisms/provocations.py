"""The challenger's acts: missile tests, nuclear tests and limited attacks."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import at, exp_clipped, monthly_prob, saturating
from sim.model.mechanisms.credibility import exposure
from sim.model.month import Month
from sim.model.stages import DEAL, TALKS

DEMAND = np.array([0.0, 0.4, 0.7, 1.0], dtype=REAL)
"""Height of each demand: none, exercise halt, sanctions relief, nuclear status. Source: judgement, an order of concessions."""

MOST_TESTS = 24
"""Tests a month beyond which expectation and count are cut off. Source: the highest month on record, up to 2018, has seven."""

CLUSTERING_FLOOR = REAL(0.1)
"""Tests a month that a quiet year counts as, so that a quiet programme can start again. Source: judgement: one a year."""


def missile_test_rate(
    base: Array, tempo: Array, memory: Array, memory_start: float, clustering: Array, log_pressure: Array
) -> Array:
    """Expected missile tests this month.

    lambda = min(b (v / 0.7) ((m + 0.1) / (m0 + 0.1))^k e^z, 24)

    missile_test_base, b: at the starting posture [tests/month]; tempo, v: the programme's plan [0-1].
    memory, m: tests a month over about a year; m0: at the start; test_clustering, k: self-excitation [0-1].
    log_pressure, z: sum of what drives and restrains [log].

    Within [0, 24]; stable for k < 1. Source: self-exciting counts (Hawkes 1971) of testing campaigns.
    """
    level = (memory + CLUSTERING_FLOOR) / (REAL(memory_start) + CLUSTERING_FLOOR)
    return np.minimum(base * tempo / REAL(0.7) * level**clustering * exp_clipped(log_pressure), REAL(MOST_TESTS))


def missile_tests(rate: Array, mixing: Array, spread: Array, chance: Array) -> Array:
    """Number of missile tests: a Poisson count whose rate is itself uncertain, hence over-dispersed.

    N ~ Poisson(lambda e^(s z - s^2 / 2)), by inversion of one uniform number

    rate, lambda [tests/month]; mixing, z: standard normal; test_dispersion, s [log]; chance: uniform (0, 1).

    A whole number from 0 to 24. Source: log-normal mixing of counts (Bulmer 1974).
    """
    mean = np.minimum(rate * np.exp(spread * mixing - spread**2 / 2), REAL(MOST_TESTS))
    term = np.exp(-mean)
    below = term
    count = np.zeros_like(mean)
    for number in range(1, MOST_TESTS + 1):
        more = chance > below
        if not more.any():
            break
        count = count + more
        term = term * mean / REAL(number)
        below = below + term
    return count


def nuclear_test_hazard(base: Array, tempo: Array, log_pressure: Array) -> Array:
    """Hazard of a nuclear test.

    H = b (v / 0.7) e^z

    nuclear_test_base, b: at the starting posture [1/year]; tempo, v [0-1]; log_pressure, z [log].

    Source: six tests in 2006-2017 under tech need, status bargaining and loose restraint (CTBTO).
    """
    return base * tempo / REAL(0.7) * exp_clipped(log_pressure)


def limited_attack_hazard(base: Array, doctrine: Array, log_pressure: Array) -> Array:
    """Hazard of a limited attack on the main protege.

    H = b (w / 0.5) e^z

    attack_base, b: at the starting posture [1/year]; doctrine, w [0-1]; log_pressure, z [log].

    Source: the stability-instability paradox, Snyder (1965); about six fatal clashes in 1999-2015.
    """
    return base * doctrine / REAL(0.5) * exp_clipped(log_pressure)


def severity(tests: Array, nuclear: Array, attack: Array) -> Array:
    """Severity of the month's acts together.

    s = 1 - e^-(0.15 N + 0.9 T + 1.2 A)

    tests, N [number]; nuclear, T; attack, A [0 or 1].

    Within [0, 1). Source: the ranking of Goldstein (1992); the sizes are judgement.
    """
    return saturating(REAL(0.15) * tests + REAL(0.9) * nuclear + REAL(1.2) * attack)


def decide(month: Month) -> None:
    """Draw this month's acts of the challenger from its hazards, as it read last month's state."""
    last, assume, cast, lever = month.last, month.assume, month.cast, month.challenger
    start = cast.theatre.start
    row = cast.row(cast.challenger, cast.patron)
    grudge = 0 if row is None else last.hostility[row] - month.reference.state.hostility[row]
    talks = (last.channel_stage >= TALKS).max(axis=0, initial=0).astype(REAL)
    deal = (last.channel_stage >= DEAL).max(axis=0, initial=0).astype(REAL)
    immature = REAL(start["tech"].value) - last.tech
    demand = at(DEMAND, lever["dialogue_demand"])
    status = demand - DEMAND[int(month.reference.lever(cast.names[cast.challenger], "dialogue_demand"))]
    doubt = month.reference.state.credibility_challenger - last.credibility_challenger
    restraint = assume["backer_restraint"] * (last.enforcement - month.reference.state.enforcement)
    quiet = assume["talks_restraint"] * (talks + deal)
    closed = REAL(1.5) * month.conditions[cast.names[cast.challenger]]["closure"]

    drive = (
        assume["tech_need"] * immature
        + assume["test_hostility"] * grudge
        + assume["unmet_demand"] * (last.frustration + (1 - talks) * status / 2)
        + assume["exercise_test_effect"] * last.exercise
        + assume["doubt_test_effect"] * doubt
        - restraint
        - quiet
        - closed
        + month.levels.get("missile_test", 0)
    )
    rate = missile_test_rate(
        assume["missile_test_base"],
        lever["testing_tempo"],
        last.test_memory,
        start["missile_tests_a_month"].value,
        assume["test_clustering"],
        drive,
    )
    mixing, chance = month.normal("missile_test_mixing")[0], month.uniform("missile_test")[0]
    tests = missile_tests(rate, mixing, assume["test_dispersion"], chance)

    bargaining = assume["tech_need"] * immature + assume["status_bargaining"] * status + assume["unmet_demand"] * last.frustration
    hazard = nuclear_test_hazard(assume["nuclear_test_base"], lever["testing_tempo"], bargaining - restraint - 2 * quiet - closed)
    nuclear = (month.uniform("nuclear_test")[0] < monthly_prob(hazard)).astype(REAL)

    immunity = exposure(last.warheads, last.tech) - month.reference.exposure
    rivalry = cast.rivalry(cast.challenger, cast.main)
    heat = 0 if rivalry is None else last.heat[rivalry] - month.reference.state.heat[rivalry]
    daring = (
        assume["gap_attack_effect"] * last.deterrence_gap
        + assume["heat_attack_effect"] * heat
        + assume["stability_instability"] * immunity
        + assume["doubt_attack_effect"] * doubt
        - quiet
    )
    hazard = limited_attack_hazard(assume["attack_base"], lever["provocation_doctrine"], daring)
    attack = (month.uniform("limited_attack")[0] < monthly_prob(hazard)).astype(REAL)

    tests, nuclear = month.fact("missile_tests", tests), month.fact("nuclear_test", nuclear)
    attack = month.fact("limited_attack", attack)
    month.acts.expected_tests, month.acts.missile_tests = rate, tests
    month.acts.nuclear_test, month.acts.limited_attack = nuclear, attack
    month.acts.severity = severity(tests, nuclear, attack)


def advance(month: Month) -> None:
    """Remember what was done: campaigns last about a year."""
    last, acts = month.last, month.acts
    month.next.test_memory = last.test_memory + (acts.missile_tests - last.test_memory) / REAL(12)
    month.next.severity = acts.severity
