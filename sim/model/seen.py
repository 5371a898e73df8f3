"""What measures see of one month: the outcome, or how many events of a kind it had."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.events import possible_events
from sim.model.measure import Measure
from sim.model.month import Month
from sim.model.outcomes import Outcome


def seen(month: Month, measures: Sequence[Measure], outcomes: Mapping[str, Outcome]) -> list[Array]:
    """Return what each measure sees of a month, each (world,), or (1,) where it is the same in all; outcomes: by name."""
    counts = events_of(month, [measure.of for measure in measures if measure.how == "count"])
    return [counts[each.of] if each.how == "count" else outcomes[each.of].read(month) for each in measures]


def events_of(month: Month, kinds: Iterable[str]) -> dict[str, Array]:
    """Return kind -> how many events of it a month has, each (world,), or (1,) where such a thing cannot happen."""
    counts = {kind: np.zeros(1, dtype=REAL) for kind in kinds}
    if counts:
        for kind, _, _, severity in possible_events(month):
            if kind in counts:
                counts[kind] = counts[kind] + np.where(severity > 0, REAL(1), REAL(0))
    return counts
