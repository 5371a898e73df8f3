"""A signpost: a sign with a side and a threshold, learnt in one half of the worlds and judged in the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.estimate import Estimate, sampled
from sim.analysis.signposts.rows import Rows
from sim.analysis.signposts.signs import Sign
from sim.analysis.signposts.tallies import Numbers, Rates, area, best_cut, binned, edges_of, rates, resampled, tally
from sim.ensemble.watch import Watched
from sim.foundations.axes import Array
from sim.foundations.wording import number_text

type Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Judged:
    """How well a signpost warns in the worlds that it was not learnt in. area: under the ROC curve."""

    area: Estimate
    rates: Rates


@dataclass(frozen=True)
class Signpost:
    """A sign that warns of the event.

    lead: in months. above: whether it warns by being above the threshold, or at most as high. learnt: the area under its ROC
    curve in the worlds it was learnt in, by which signposts are ordered. whole: over all worldviews; by_view: under each of them.
    beyond_calendar: by how much its area surpasses that of the calendar. by_definition: why it warns by definition, or "".
    """

    sign: Sign
    lead: int
    above: bool
    threshold: float
    learnt: float
    whole: Judged
    by_view: tuple[Judged, ...]
    beyond_calendar: Estimate
    by_definition: str

    @property
    def text(self) -> str:
        """When it warns, as a condition: peninsula_tension > 61.2."""
        return f"{self.sign.text} {'>' if self.above else '<='} {number_text(self.threshold)}"


@dataclass(frozen=True)
class Counted:
    """The counts of a sign at one lead, turned so that it warns by being high.

    learn: shape (2, bin). told: shape (2, scenario, group, bin). edges: as they are, not turned.
    """

    learn: Counts
    told: Counts
    edges: Array
    above: bool

    def threshold(self, cut: int) -> float:
        """Return the threshold of an alarm in the bins above a cut."""
        return float(f"{self.edges[cut if self.above else len(self.edges) - 1 - cut]:.6g}")


def counted(sign: Sign, watched: Watched, rows: Rows) -> tuple[Counted, ...]:
    """Return the counts of a sign at every lead; nothing where it does not vary."""
    values = sign.values(watched)[rows.readings]
    learn, told = rows.learn.of(values), rows.told.of(values)
    edges = edges_of(learn)
    if not edges.size:
        return ()
    width, scenarios = len(edges) + 1, values.shape[1]
    learn_bins, told_bins = binned(learn, edges), binned(told, edges)
    apart = rows.told.scenarios * rows.told.group_number + rows.told.groups
    found = []
    for lead in range(len(rows.learn.happens)):
        one = tally(rows.learn.happens[lead], learn_bins, np.zeros_like(learn_bins), (1, width))[:, 0]
        other = tally(rows.told.happens[lead], told_bins, apart, (scenarios * rows.told.group_number, width))
        other = other.reshape(2, scenarios, rows.told.group_number, width)
        above = bool(area(one) >= 0.5)
        turned = (one, other) if above else (one[..., ::-1], other[..., ::-1])
        found.append(Counted(*turned, edges, above))
    return tuple(found)


def signpost(
    sign: Sign,
    lead: int,
    counts: Counted,
    drawn: Array,
    calendar: Numbers,
    false_alarms: float | None,
    by_definition: str,
) -> Signpost:
    """Return a signpost from its counts.

    drawn: weights of the groups of worlds, see `tallies.weights`. calendar: areas of the calendar, over all worlds, then in each
    bootstrap sample.
    """
    cut = best_cut(counts.learn, false_alarms)
    by_view = [resampled(counts.told[:, view], drawn) for view in range(counts.told.shape[1])]
    samples = np.sum(by_view, axis=0)
    whole = counts.told.sum(axis=1)
    value, each = float(area(whole.sum(axis=1))), area(samples)
    return Signpost(
        sign, lead, counts.above, counts.threshold(cut), float(area(counts.learn)),
        Judged(sampled(value, each), rates(whole, samples, cut)),
        judged_by_view(counts, by_view, cut), sampled(value - float(calendar[0]), each - calendar[1:]), by_definition,
    )  # fmt: skip


def judged_by_view(counts: Counted, by_view: Sequence[Numbers], cut: int) -> tuple[Judged, ...]:
    """Return how well a signpost warns under each worldview."""
    return tuple(
        Judged(sampled(float(area(counts.told[:, view].sum(axis=1))), area(samples)), rates(counts.told[:, view], samples, cut))
        for view, samples in enumerate(by_view)
    )
