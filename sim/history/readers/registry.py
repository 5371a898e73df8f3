"""All readers of observed data, in the order in which they are tried on a file."""

from sim.history.readers import (
    ai_gpr,
    categorised,
    crises,
    crisis_actors,
    disputes,
    exercises,
    gpr,
    launches,
    negotiations,
    provocations,
    troops,
    yearly,
)
from sim.history.readers.reader import Reader

READERS: tuple[Reader, ...] = (
    gpr.READER,
    ai_gpr.READER,
    *provocations.READERS,
    categorised.READER,
    launches.READER,
    negotiations.READER,
    *crises.READERS,
    crisis_actors.READER,
    disputes.READER,
    *exercises.READERS,
    troops.READER,
    *yearly.READERS,
)
