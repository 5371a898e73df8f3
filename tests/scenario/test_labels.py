"""Scenarios are called by their titles where there is little room, told apart where titles are equal."""

from dataclasses import replace

from sim.scenario.labels import LONGEST, labels
from sim.scenario.loading import load


def test_titles_are_shortened_and_equal_ones_told_apart(root: object) -> None:
    scenario = load("moon_package")
    long = replace(scenario, title="A very long title of a proposal that goes on and on without end")
    assert labels([scenario, replace(scenario, title="")]) == ("The whole proposal at once", "moon_package")
    assert labels([scenario, replace(scenario, name="mine"), scenario]) == (
        "The whole proposal at once (moon_package)",
        "The whole proposal at once (mine)",
        "The whole proposal at once (moon_package) (2)",
    )
    assert labels([long]) == ("A very long title of a proposal that goes on…",)
    assert len(labels([long])[0]) <= LONGEST
