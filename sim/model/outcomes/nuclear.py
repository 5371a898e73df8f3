"""The nuclear programme as reported."""

from sim.model.mechanisms.provocations import MOST_TESTS
from sim.model.outcomes.outcome import Outcome, state
from sim.scenario.theatre import Theatre


def nuclear(theatre: Theatre) -> list[Outcome]:
    who = theatre.challenger.label
    return [
        Outcome(
            name="warheads",
            title=f"Warheads of {who}",
            unit="warheads",
            low=0,
            high=20000,
            better="lower",
            group="nuclear",
            definition="assembled stockpile",
            read=state("warheads"),
        ),
        Outcome(
            name="production_status",
            title=f"Nuclear production of {who}",
            unit="0 rolled back, 1 frozen, 2 expanding",
            low=0,
            high=2,
            better="lower",
            group="nuclear",
            definition="by policy and by deals in force",
            read=state("production_status"),
        ),
        Outcome(
            name="missile_tests",
            title=f"Missile tests of {who}",
            unit="a month",
            low=0,
            high=24,
            better="lower",
            group="nuclear",
            definition="count of this month",
            read=lambda month: month.acts.missile_tests,
        ),
        Outcome(
            name="expected_missile_tests",
            title=f"Expected missile tests of {who}",
            unit="a month",
            low=0,
            high=MOST_TESTS,
            better="lower",
            group="nuclear",
            definition="observation model: rate of missile provocations this month",
            read=lambda month: month.acts.expected_tests,
        ),
        Outcome(
            name="nuclear_tests",
            title=f"Nuclear tests of {who}",
            unit="a month",
            low=0,
            high=1,
            better="lower",
            group="nuclear",
            definition="count of this month",
            read=lambda month: month.acts.nuclear_test,
        ),
        Outcome(
            name="tech",
            title=f"Missile maturity of {who}",
            unit="0-1",
            low=0,
            high=1,
            better="lower",
            group="nuclear",
            definition="grows with tests",
            read=state("tech"),
        ),
    ]
