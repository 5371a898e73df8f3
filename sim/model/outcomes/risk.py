"""Risk: crisis, clash and war in the headline dyads, from where they stand."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import yearly_prob
from sim.model.month import Month
from sim.model.outcomes.outcome import Outcome, state
from sim.scenario.theatre import Theatre


def _yearly_risk(month: Month, rungs: int) -> Array:
    """Return the probability a year of climbing at least that many rungs in any headline dyad, from where it stands now."""
    calm = np.ones_like(month.next.warheads)
    for row in month.cast.headline_rows:
        acts, stage = month.acts, month.next.stage[row]
        climb = [yearly_prob(acts.crisis_hazard[row]), acts.clash_given_crisis[row], acts.war_given_clash[row]]
        risk = np.ones_like(calm)
        for rung in range(rungs):
            risk = risk * np.where(stage > rung, REAL(1), climb[rung])
        calm = calm * (1 - risk)
    return 1 - calm


def risk(theatre: Theatre) -> list[Outcome]:
    rows = [
        ("crisis_prob", "Probability of a crisis within a year", 1, "of a crisis in any headline dyad; 1 while in one"),
        ("clash_prob", "Probability of a limited clash within a year", 2, "crisis, then clash before calm"),
        (
            "war_risk",
            "War-risk indicator",
            3,
            "crisis, clash, then war before it steps down; an indicator, no forecast",
        ),
    ]
    found = [
        Outcome(name, title, "a year", "lower", 0, 1, "risk", text, lambda month, rungs=rungs: _yearly_risk(month, rungs))  # type: ignore[misc]
        for name, title, rungs, text in rows
    ]
    return [
        *found,
        Outcome(
            "crisis_stage",
            "Worst crisis stage",
            "0 calm - 3 war",
            "lower",
            0,
            3,
            "risk",
            "worst rung of any dyad",
            lambda month: month.next.stage.max(axis=0),
        ),
        Outcome(
            "war_so_far",
            "War so far",
            "0 or 1",
            "lower",
            0,
            1,
            "risk",
            "whether a war has happened in this world",
            state("war_so_far"),
        ),
    ]
