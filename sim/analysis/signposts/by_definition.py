"""Signs that warn of an event by definition: they are the event, a stage of it, or the model's own probability of it.

They are told apart, not left out: that they warn is no finding, but they may still be the best that can be watched.
"""

from collections.abc import Mapping

import numpy as np

from sim.analysis.signposts.event_ahead import EventAhead
from sim.analysis.signposts.signs import Sign
from sim.foundations.axes import Array
from sim.scenario.theatre import Theatre

LADDER = ("crisis", "clash", "war", "calm")
"""Kinds of event that are steps on the crisis ladder."""

OF_LADDER: Mapping[str, str] = {
    "crisis_stage": "is the crisis ladder itself",
    "war_so_far": "is the crisis ladder itself",
    "crisis_prob": "is the model's own probability of it",
    "clash_prob": "is the model's own probability of it",
    "war_risk": "is the model's own probability of it",
    "gprc": "follows the headline index, which holds the crisis ladder",
}
"""Outcome -> what it has to do with the crisis ladder, besides the headline index of a theatre, which holds its stage."""

OF_KIND: Mapping[str, Mapping[str, str]] = {
    "missile_test": {"missile_tests": "counts it", "expected_missile_tests": "is the model's own rate of it"},
    "nuclear_test": {"nuclear_tests": "counts it"},
    "limited_attack": {},
    "show_of_force": {},
    "sanctions": {},
    "coercion": {},
    "talks_begin": {"talks": "is what it begins", "talks_months": "counts its months"},
    "talks_collapse": {"talks": "is what it ends", "talks_months": "counts the months before it"},
    "deal": {"talks": "comes before it", "agreements_reached": "counts it", "agreements_kept": "counts its months"},
    "deal_broken": {"agreements_broken": "counts it", "agreements_reached": "comes before it", "agreements_kept": "ends with it"},
    "flashpoint": {},
    "command_transfer": {"readiness": "is its condition"},
    **dict.fromkeys(LADDER, OF_LADDER),
}
"""Kind of event -> outcome -> what it has to do with it by the equations."""

TWIN = 0.95
"""Correlation over worlds from which on an outcome says the same as one that the event names: nine tenths of its variance."""


def by_definition(sign: Sign, event: EventAhead, theatre: Theatre, twins: Mapping[str, float]) -> str:
    """Return in words why a sign warns of an event by definition, or nothing.

    twins: outcome -> its highest correlation with one that the event names.
    """
    if sign.outcome is None:
        return ""
    name = sign.outcome.name
    for measure in event.condition.measures:
        if measure.how != "count":
            if measure.of == name:
                return "the event is stated in it"
            if (named := OF_LADDER.get(measure.of)) and name in OF_LADDER and "probability" not in named:
                return OF_LADDER[name]
        elif name in OF_KIND[measure.of]:
            return OF_KIND[measure.of][name]
        elif name == theatre.headline and measure.of in LADDER:
            return "holds the stage of the crisis ladder"
    if (likeness := twins.get(name, 0.0)) >= TWIN:
        return f"says the same as what the event names (correlation {likeness:.2f})"
    return ""


def twins_of(named: Array, levels: Array) -> float:
    """Return the absolute correlation of two outcomes over worlds and months, 0 where one does not vary; both shape (row,)."""
    if named.std() == 0 or levels.std() == 0:
        return 0.0
    return float(abs(np.corrcoef(named, levels)[0, 1]))
