"""The challenger's acts: missile tests, nuclear tests and limited attacks."""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.concessions import conceded_in
from sim.model.curves import at, exp_clipped, monthly_prob, saturating, year_average
from sim.model.month import Month
from sim.model.stages import CRISIS, DEAL, TALKS

DEMAND = np.array([0.0, 0.4, 0.7, 1.0], dtype=REAL)
"""Height of each demand: none, exercise halt, sanctions relief, nuclear status. Source: judgement, an order of concessions."""

MOST_TESTS = 24
"""Tests a month beyond which expectation and count are cut off. Source: the highest month on record, up to 2018, has seven."""

TEST_PEAK = REAL(5.5)
"""When in the year missile tests peak: between May and June. Source: mean of the tests of 1984-2011 around the year (CSIS)."""

CLUSTERING_FLOOR = REAL(0.1)
"""Tests a month that a quiet year counts as, so that a quiet programme can start again. Source: judgement: one a year."""


def missile_test_rate(
    base: Array, tempo: Array, usual: float, memory: Array, memory_start: float, clustering: Array, log_pressure: Array
) -> Array:
    """Expected missile tests in an average month of the year.

    lambda = min(b (v / v0) ((m + 0.1) / (m0 + 0.1))^k e^z, 24)

    missile_test_base, b: at the starting posture [tests/month]; tempo, v: the programme's plan; usual, v0: its default [0-1].
    memory, m: tests a month over about a year; m0: at the start; test_clustering, k: self-excitation [0-1].
    log_pressure, z: sum of what drives and restrains [log].

    Within [0, 24]; stable for k < 1. Source: self-exciting counts (Hawkes 1971) of testing campaigns.
    """
    level = (memory + CLUSTERING_FLOOR) / (REAL(memory_start) + CLUSTERING_FLOOR)
    return np.minimum(base * tempo / REAL(usual) * level**clustering * exp_clipped(log_pressure), REAL(MOST_TESTS))


def seasonal(calendar: Array, season: Array) -> Array:
    """How much more or less than in an average month of the year the challenger tests missiles.

    f = 1 + s cos(2 pi (c - 5.5) / 12)

    calendar, c: 1 for January to 12; test_season, s: how far tests follow the seasons [0-1]; peak: between May and June.

    Within [0, 2]; its mean over a year is one. Source: tests by calendar month (CSIS), training cycles and weather.
    """
    return 1 + season * np.cos(2 * REAL(np.pi) * (calendar.astype(REAL) - TEST_PEAK) / 12)


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


def nuclear_test_hazard(base: Array, tempo: Array, usual: float, log_pressure: Array) -> Array:
    """Hazard of a nuclear test.

    H = b (v / v0) e^z

    nuclear_test_base, b: at the starting posture [1/year]; tempo, v; usual, v0: its default [0-1]; log_pressure, z [log].

    Source: six tests in 2006-2017 under tech need, status bargaining and loose restraint (CTBTO).
    """
    return base * tempo / REAL(usual) * exp_clipped(log_pressure)


def limited_attack_hazard(base: Array, doctrine: Array, usual: float, log_pressure: Array) -> Array:
    """Hazard of a limited attack on the main protege.

    H = b (w / w0) e^z

    attack_base, b: at the starting posture [1/year]; doctrine, w; usual, w0: its default [0-1]; log_pressure, z [log].

    Source: the stability-instability paradox, Snyder (1965); about six fatal clashes in 1999-2015.
    """
    return base * doctrine / REAL(usual) * exp_clipped(log_pressure)


def severity(tests: Array, nuclear: Array, attack: Array, of_test: Array, of_nuclear: Array, of_attack: Array) -> Array:
    """Severity of the month's acts together.

    s = 1 - e^-(k N + n T + a A)

    tests, N [number]; nuclear, T; attack, A [0 or 1].
    missile_test_severity, k; nuclear_test_severity, n; attack_severity, a.

    Within [0, 1). Source: the ranking of Goldstein (1992); the sizes are judgement.
    """
    return saturating(of_test * tests + of_nuclear * nuclear + of_attack * attack)


def test_drive(
    immature: Array,
    grudge: Array,
    unmet: Array,
    exercise: Array,
    doubt: Array,
    conceded: Array,
    restraint: Array,
    assume: Mapping[str, Array],
) -> Array:
    """What drives missile tests beyond the starting posture, less what restrains them.

    z = t M + h H + u U + x E + d D + c C - R

    immature, M: maturity below that of the start; grudge, H: hostility toward the patron beyond it [-1 to 1].
    unmet, U: failed talks and unmet demands [0-2]; exercise, E: of last month [0-1]; doubt, D: credibility that the patron lost
    with the challenger [-1 to 1]; concession, C; restraint, R: of backers, talks and closed borders [log]. tech_need, t;
    test_hostility, h; unmet_demand, u; exercise_test_effect, x; doubt_test_effect, d; concession_boldness, c [log].

    Source: tests as development, answer and leverage; the schools differ in the weights.
    """
    return (
        assume["tech_need"] * immature
        + assume["test_hostility"] * grudge
        + assume["unmet_demand"] * unmet
        + assume["exercise_test_effect"] * exercise
        + assume["doubt_test_effect"] * doubt
        + assume["concession_boldness"] * conceded
        - restraint
    )


def nuclear_drive(immature: Array, status: Array, frustration: Array, restraint: Array, assume: Mapping[str, Array]) -> Array:
    """What drives nuclear tests beyond the starting posture, less what restrains them.

    z = t M + s S + u F - R

    immature, M: maturity below that of the start; status, S: demand beyond that of the start [-1 to 1]; frustration, F [0-1].
    restraint, R: of backers, talks and closed borders [log]. tech_need, t; status_bargaining, s; unmet_demand, u [log].

    Source: tests of 2006-2017 as development and as leverage.
    """
    return (
        assume["tech_need"] * immature + assume["status_bargaining"] * status + assume["unmet_demand"] * frustration - restraint
    )


def daring(
    gap: Array,
    nuclear_gap: Array,
    doubt: Array,
    heat: Array,
    in_crisis: Array,
    openings: tuple[Array, Array, Array, Array, Array],
    quiet: Array,
    assume: Mapping[str, Array],
) -> Array:
    """What makes limited attacks more likely than at the start, less what quiets them.

    z = g G + n N + d D + x X + c C + f F + h H + p l (1 - l) + b B + a A - Q

    gap, G: conventional; nuclear_gap, N [0-1]; doubt, D: credibility that the patron lost with the challenger [-1 to 1].
    heat, X: beyond the start; in_crisis, C: whether the two are in a crisis or worse [0 or 1].
    openings: contingency, F: how far the flashpoint holds the patron; turmoil, H: crisis at home in the main protege;
    its latency, l [0-1]; concession, A; backing, B: mean of both backers, beyond the start [-1 to 1].
    quiet, Q: of talks and deals [log].
    gap_attack_effect, g; stability_instability, n; doubt_attack_effect, d; heat_attack_effect, x; crisis_attack_effect, c;
    contingency_opportunism, f; turmoil_opportunism, h; preventive_window, p; concession_boldness, a; backing_boldness, b [log].

    Source: deterrence (Huth 1988), the stability-instability paradox (Snyder 1965), opportunism, preventive motives and moral
    hazard; the openings are contested.
    """
    contingency, turmoil, latency, conceded, backing = openings
    return (
        assume["gap_attack_effect"] * gap
        + assume["stability_instability"] * nuclear_gap
        + assume["doubt_attack_effect"] * doubt
        + assume["heat_attack_effect"] * heat
        + assume["crisis_attack_effect"] * in_crisis
        + assume["contingency_opportunism"] * contingency
        + assume["turmoil_opportunism"] * turmoil
        + assume["preventive_window"] * latency * (1 - latency)
        + assume["concession_boldness"] * conceded
        + assume["backing_boldness"] * backing
        - quiet
    )


def decide(month: Month) -> None:
    """Draw this month's acts of the challenger from its hazards, as it read last month's state.

    Quiet: talks_restraint, once for talks and once more for a deal in any channel, twice or so against nuclear tests
    (nuclear_talks_restraint). Restraint adds backer_restraint times the backers' enforcement beyond the start, and
    closure_restraint while borders are closed. Unmet demands: frustration, and the height of the demand beyond the start while
    nobody talks, times status_frustration. Acts that are a matter of record are not drawn.
    """
    last, assume, cast, lever = month.last, month.assume, month.cast, month.challenger
    start, usual, name = cast.theatre.start, month.reference, cast.names[cast.challenger]
    row, rivalry = cast.row(cast.challenger, cast.patron), cast.rivalry(cast.challenger, cast.main)
    nothing = np.zeros_like(last.warheads)
    grudge = nothing if row is None else last.hostility[row] - usual.state.hostility[row]
    talks = (last.channel_stage >= TALKS).max(axis=0, initial=0).astype(REAL)
    deal = (last.channel_stage >= DEAL).max(axis=0, initial=0).astype(REAL)
    immature = REAL(start["tech"].value) - last.tech
    status = at(DEMAND, lever["dialogue_demand"]) - DEMAND[int(usual.lever(name, "dialogue_demand"))]
    doubt = usual.state.credibility_challenger - last.credibility_challenger
    closed = assume["closure_restraint"] * month.conditions[name]["closure"]
    held_back = assume["backer_restraint"] * (last.enforcement - usual.state.enforcement) + closed
    quiet = assume["talks_restraint"] * (talks + deal)

    unmet = last.frustration + assume["status_frustration"] * (1 - talks) * status
    conceded = conceded_in(month)
    drive = test_drive(immature, grudge, unmet, last.exercise, doubt, conceded, held_back + quiet, assume)
    yearly = missile_test_rate(
        assume["missile_test_base"],
        lever["testing_tempo"],
        usual.lever(name, "testing_tempo"),
        last.test_memory,
        start["missile_tests_a_month"].value,
        assume["test_clustering"],
        drive + month.levels.get("missile_test", 0),
    )
    rate = np.minimum(yearly * seasonal(month.calendar, assume["test_season"]), REAL(MOST_TESTS))
    mixing, chance = month.normal("missile_test_mixing")[0], month.uniform("missile_test")[0]
    tests = missile_tests(rate, mixing, assume["test_dispersion"], chance)

    restraint = held_back + assume["nuclear_talks_restraint"] * quiet
    bargaining = nuclear_drive(immature, status, last.frustration, restraint, assume)
    hazard = nuclear_test_hazard(
        assume["nuclear_test_base"], lever["testing_tempo"], usual.lever(name, "testing_tempo"), bargaining
    )
    month.acts.nuclear_prob = monthly_prob(hazard)
    nuclear = (month.uniform("nuclear_test")[0] < month.acts.nuclear_prob).astype(REAL)

    heat = nothing if rivalry is None else last.heat[rivalry] - usual.state.heat[rivalry]
    in_crisis = nothing if rivalry is None else (last.stage[rivalry] >= CRISIS).astype(REAL)
    turmoil = month.conditions[cast.names[cast.main]]["domestic_crisis"]
    backing = (month.since_reference(cast.main_backer, "backing") + month.since_reference(cast.supplier, "backing")) / 2
    openings = last.contingency, turmoil, last.latency, conceded, backing
    dared = daring(last.deterrence_gap, last.nuclear_gap, doubt, heat, in_crisis, openings, quiet, assume)
    hazard = limited_attack_hazard(
        assume["attack_base"], lever["provocation_doctrine"], usual.lever(name, "provocation_doctrine"), dared
    )
    month.acts.attack_prob = monthly_prob(hazard)
    attack = (month.uniform("limited_attack")[0] < month.acts.attack_prob).astype(REAL)

    tests, nuclear = month.fact("missile_tests", tests), month.fact("nuclear_test", nuclear)
    attack = month.fact("limited_attack", attack)
    month.acts.expected_tests, month.acts.missile_tests = rate, tests
    month.acts.nuclear_test, month.acts.limited_attack = nuclear, attack
    month.acts.severity = severity(
        tests,
        nuclear,
        attack,
        assume["missile_test_severity"],
        assume["nuclear_test_severity"],
        assume["attack_severity"],
    )


def advance(month: Month) -> None:
    """Remember what was done: tests as their average over about a year, for campaigns last as long."""
    last, acts = month.last, month.acts
    month.next.test_memory = year_average(last.test_memory, acts.missile_tests)
    month.next.severity = acts.severity
