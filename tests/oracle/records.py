"""The records that the scalar reference works on: plain numbers under names of the field.

A row has an element for every actor, rivalry, dyad (a rivalry seen from one side), channel or alliance that a theatre may have;
elements beyond those that it has stay zero. An actor or a rivalry that the theatre lacks has the index `NOBODY`: the last
element of a row, which is always zero.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.levers import LEVERS

type Records = NDArray[Any]

NOBODY = -1
ACTORS, RIVALRIES, DYADS, CHANNELS, ALLIANCES = 8, 8, 15, 6, 6
RULES = sorted({lever.name for levers in LEVERS.values() for lever in levers})


def _fields(names: str, shape: Any = (), kind: str = "f8") -> list[tuple[str, str, Any]]:
    return [(name, kind, shape) for name in names.split()]


THEATRE = np.dtype([
    *_fields("actors rivalries dyads channels alliances patron main challenger backer supplier partner", (), "i8"),
    *_fields("in_bloc is_partner is_backer", ACTORS, "i8"),
    *_fields("rivalry dyad", (ACTORS, ACTORS), "i8"),
    *_fields("by about", DYADS, "i8"),
    *_fields("party", CHANNELS, "i8"),
    *_fields("protege hosts_main_troops", ALLIANCES, "i8"),
    *_fields("strength reach gdp consensus consensus_rest", ACTORS),
    *_fields("hostility hostility_rest trust trust_rest", DYADS),
    *_fields("heat headline_weight regional_weight", RIVALRIES),
    *_fields("credibility", ALLIANCES),
    *_fields("credibility_challenger warheads fissile tech readiness sanctions relief missile_tests_a_month nuclear_pressure"),
    *_fields("polarisation index_mean index_peak gpr_level"),
])  # fmt: skip
"""Who plays which role, who is whose rival, and where everything starts."""

KEYS = np.dtype([
    *_fields("missile_test missile_test_mixing nuclear_test limited_attack statement show_of_force sanctions", (), "u8"),
    *_fields("coercion flashpoint rivalry_drift", (), "u8"),
    *_fields("crisis_up crisis_down", RIVALRIES, "u8"),
    *_fields("diplomacy", CHANNELS, "u8"),
])  # fmt: skip
"""Keys of the streams of chance."""

ASSUMED = np.dtype(_fields(" ".join(each.name for each in ASSUMPTIONS)))
"""The assumptions of a world."""

POLICY = np.dtype(_fields(" ".join(RULES), ACTORS))
"""A value of every lever for every actor; of one that an actor lacks, zero."""

CIRCUMSTANCES = np.dtype([
    *_fields("calendar", (), "i8"),
    *_fields("domestic_crisis leadership_change closure gdp", ACTORS),
    *_fields("flashpoint"),
    *_fields("on_record", CHANNELS, "i8"),
])  # fmt: skip
"""What a month brings that nobody in the cast decides. calendar: 0 for January; on_record: stage imposed on a channel, or -1."""

STATE = np.dtype([
    *_fields("strength burden consensus force force_memory offence support", ACTORS),
    *_fields("hostility trust", DYADS),
    *_fields("heat", RIVALRIES),
    *_fields("stage fought", RIVALRIES, "i8"),
    *_fields("credibility arrival presence presence_memory", ALLIANCES),
    *_fields("talks talks_since", CHANNELS, "i8"),
    *_fields("freeze rollback halt relief_term peace", CHANNELS),
    *_fields("production_status", (), "i8"),
    *_fields("credibility_challenger warheads fissile tech readiness sanctions relief test_memory nuclear_pressure polarisation"),
    *_fields("enforcement latency own_command quarrel autonomy gap frustration severity exercise coercion sidelining"),
    *_fields("practice nuclear_gap contingency"),
    *_fields("abandonment entrapment war_so_far talks_months agreements_reached agreements_kept agreements_broken"),
])  # fmt: skip
"""The state of a world at the end of a month. talks: stage of each channel; talks_since: months in it."""

REFERENCE = np.dtype(
    [*_fields("threat", DYADS), *_fields("balance rivalry quarrel paid arsenal uncovered hostility bite guarantee demand")]
)
"""What follows from the start, and what later months are measured against."""

ACTS = np.dtype([
    *_fields("threat", DYADS),
    *_fields("willingness", ACTORS),
    *_fields("collapsed broken", CHANNELS),
    *_fields("hazard clash war", RIVALRIES),
    *_fields("rate tests nuclear attack severity statement exercise sanctions_round enforcement coercion flashpoint push"),
])  # fmt: skip
"""What is perceived and done in a month."""

REPORT = np.dtype([
    *_fields("tension", RIVALRIES, "f4"),
    *_fields("credibility", ALLIANCES, "f4"),
    *_fields("headline regional_tension gprc crisis_prob clash_prob war_risk crisis_stage war_so_far", (), "f4"),
    *_fields("warheads production_status missile_tests expected_missile_tests nuclear_tests tech", (), "f4"),
    *_fields("credibility_challenger abandonment entrapment burden burden_quarrel", (), "f4"),
    *_fields("autonomy deterrence_gap nuclear_gap readiness talks talks_months agreements_reached agreements_kept", (), "f4"),
    *_fields("agreements_broken sidelining bloc_polarisation consensus nuclear_pressure great_power_hostility", (), "f4"),
])  # fmt: skip
"""The outcomes of a month."""
