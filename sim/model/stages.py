"""Codes of stages, statuses and options: whole numbers that arrays hold as reals, under the names that equations use."""

NONE, TALKS, DEAL, IMPLEMENTATION = range(4)
"""Stage of a negotiation channel."""

CALM, CRISIS, CLASH, WAR = range(4)
"""Stage of a rivalry on the crisis ladder."""

ROLLED_BACK, FROZEN, EXPANDING = range(3)
"""Status of the challenger's nuclear production."""

PATRON_LED, IN_TRANSITION, OWN_LED = range(3)
"""Who commands the forces of the main protege in war; options of the lever `command`."""

EXPAND, MAINTAIN, FREEZE_FOR_DEAL, ROLLBACK_FOR_DEAL = range(4)
"""Options of the lever `nuclear_policy`."""

NO_DEMAND, EXERCISE_HALT, SANCTIONS_RELIEF, NUCLEAR_STATUS = range(4)
"""Options of the lever `dialogue_demand`."""
