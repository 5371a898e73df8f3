"""Risk: crisis, clash and war in the headline dyads, from where they stand."""

from collections.abc import Callable

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import yearly_prob
from sim.model.month import Month
from sim.model.outcomes.outcome import Outcome, state
from sim.model.stages import CLASH, CRISIS, WAR
from sim.scenario.theatre import Theatre


def _yearly_risk(month: Month, target: int) -> Array:
    """Return the probability that any headline dyad reaches a rung of the crisis ladder within a year, from where it is now."""
    calm = np.ones_like(month.next.warheads)
    for row in month.cast.headline_rows:
        acts, stage = month.acts, month.next.stage[row]
        climb = [yearly_prob(acts.crisis_hazard[row]), acts.clash_given_crisis[row], acts.war_given_clash[row]]
        risk = np.ones_like(calm)
        for rung in range(target):
            risk = risk * np.where(stage > rung, REAL(1), climb[rung])
        calm = calm * (1 - risk)
    return 1 - calm


def _risk_of(target: int) -> Callable[[Month], Array]:
    return lambda month: _yearly_risk(month, target)


def risk(theatre: Theatre) -> list[Outcome]:
    """Return the outcomes of risk."""
    return [
        Outcome(
            name="crisis_prob",
            title="Probability of a crisis within a year",
            unit="a year",
            low=0,
            high=1,
            better="lower",
            group="risk",
            definition="of a crisis in any headline dyad; 1 while in one",
            read=_risk_of(CRISIS),
        ),
        Outcome(
            name="clash_prob",
            title="Probability of a limited clash within a year",
            unit="a year",
            low=0,
            high=1,
            better="lower",
            group="risk",
            definition="crisis, then clash before calm",
            read=_risk_of(CLASH),
        ),
        Outcome(
            name="war_risk",
            title="War-risk indicator",
            unit="a year",
            low=0,
            high=1,
            better="lower",
            group="risk",
            definition="crisis, clash, then war before it steps down; an indicator, no forecast",
            read=_risk_of(WAR),
        ),
        Outcome(
            name="crisis_stage",
            title="Worst crisis stage",
            unit="0 calm - 3 war",
            low=0,
            high=3,
            better="lower",
            group="risk",
            definition="worst rung of any dyad",
            read=lambda month: month.next.stage.max(axis=0),
        ),
        Outcome(
            name="war_so_far",
            title="War so far",
            unit="0 or 1",
            low=0,
            high=1,
            better="lower",
            group="risk",
            definition="whether a war has happened in this world",
            read=state("war_so_far"),
        ),
    ]
