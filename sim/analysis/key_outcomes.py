"""Key outcomes: the ones shown where there is no room for all."""

from fnmatch import fnmatch

from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.theatre import Theatre

_KEY = (
    "regional_tension",
    "crisis_prob",
    "clash_prob",
    "war_risk",
    "warheads",
    "expected_missile_tests",
    "credibility_in_*",
    "abandonment",
    "entrapment",
    "burden",
    "autonomy",
    "deterrence_gap",
    "talks_months",
    "agreements_kept",
    "sidelining",
    "bloc_polarisation",
    "consensus",
    "nuclear_pressure",
)


def key_outcomes(theatre: Theatre) -> tuple[Outcome, ...]:
    """Return the headline index first, then one or two outcomes of each group."""
    patterns = (theatre.headline, *_KEY)
    known = outcomes_of(theatre)
    return tuple(outcome for pattern in patterns for outcome in known if fnmatch(outcome.name, pattern))
