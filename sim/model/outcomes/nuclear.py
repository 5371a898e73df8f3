"""The nuclear programme as reported."""

from sim.model.mechanisms.provocations import MOST_TESTS
from sim.model.outcomes.outcome import Outcome, state
from sim.scenario.theatre import Theatre


def nuclear(theatre: Theatre) -> list[Outcome]:
    who = theatre.challenger.label
    return [
        Outcome(
            "warheads",
            f"Warheads of {who}",
            "warheads",
            "lower",
            0,
            20000,
            "nuclear",
            "assembled stockpile",
            state("warheads"),
        ),
        Outcome(
            "production_status",
            f"Nuclear production of {who}",
            "0 rolled back, 1 frozen, 2 expanding",
            "lower",
            0,
            2,
            "nuclear",
            "by policy and by deals in force",
            state("production_status"),
        ),
        Outcome(
            "missile_tests",
            f"Missile tests of {who}",
            "a month",
            "lower",
            0,
            24,
            "nuclear",
            "count of this month",
            lambda month: month.acts.missile_tests,
        ),
        Outcome(
            "expected_missile_tests",
            f"Expected missile tests of {who}",
            "a month",
            "lower",
            0,
            MOST_TESTS,
            "nuclear",
            "observation model: rate of missile provocations this month",
            lambda month: month.acts.expected_tests,
        ),
        Outcome(
            "nuclear_tests",
            f"Nuclear tests of {who}",
            "a month",
            "lower",
            0,
            1,
            "nuclear",
            "count of this month",
            lambda month: month.acts.nuclear_test,
        ),
        Outcome("tech", f"Missile maturity of {who}", "0-1", "lower", 0, 1, "nuclear", "grows with tests", state("tech")),
    ]
