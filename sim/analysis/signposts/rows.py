"""The months in which signs are judged: those of calm, with whether the event lies ahead, in two halves of the worlds.

Worlds of even number are learnt from: side, threshold, order and probabilities. What is told comes from those of odd number. A
world is the same, and in the same half, under every worldview.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.signposts.event_ahead import EventAhead, Flags
from sim.analysis.signposts.signs import CHANGE
from sim.analysis.signposts.tallies import GROUPS
from sim.ensemble.watch import Watched
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError

FEWEST = 20
"""Fewest worlds of a half that have the event ahead in some month, and fewest that lack it in some month."""

FEWEST_WORLDS = 4 * FEWEST
"""Fewest worlds in all."""


@dataclass(frozen=True)
class Half:
    """The months of calm of one half of the worlds, one row each.

    calm: where they are, shape (reading, scenario, world of the half). happens: whether the event lies ahead, shape (lead, row).
    scenarios, groups: of each row, shape (row,); groups of worlds number `group_number`.
    """

    worlds: slice
    calm: Flags
    happens: Flags
    scenarios: NDArray[np.int64]
    groups: NDArray[np.int64]
    group_number: int

    def of(self, values: Array) -> Array:
        """Return the rows of values of shape (reading, scenario, world)."""
        return values[..., self.worlds][self.calm]


@dataclass(frozen=True)
class Rows:
    """Both halves. readings: indices of those that count, shape (reading,). under_way: share of months left out for that."""

    readings: NDArray[np.int64]
    learn: Half
    told: Half
    under_way: float


def rows(watched: Watched, event: EventAhead) -> Rows:
    """Return the rows of worlds that were watched.

    Raises PeninsulaError when the horizon is too short, or the event happens in too few or too many worlds.
    """
    months, _, worlds = next(iter(watched.series.values())).shape
    chosen = np.flatnonzero((watched.months >= CHANGE) & (watched.months + event.farthest < months))
    calm = np.stack([~event.under_way(watched.series, month) for month in watched.months[chosen].tolist()])
    if not calm.any():
        raise PeninsulaError(
            f"'{event.condition.text}' is under way in every month of {worlds:,} worlds: there is nothing to warn of"
        )
    happens = np.stack(
        [[event.happens(watched.series, month, lead) for month in watched.months[chosen].tolist()] for lead in event.leads]
    )
    _refuse_one_sided(event, calm, happens)
    learn, told = (_half(calm, happens, slice(first, None, 2)) for first in (0, 1))
    return Rows(chosen, learn, told, float(1 - calm.mean()))


def refuse_too_short(event: EventAhead, months: int, worlds: int) -> None:
    """Raise PeninsulaError when a horizon is too short for one reading and its windows, or there are too few worlds."""
    if (needed := CHANGE + 1 + event.farthest) > months:
        raise PeninsulaError(
            f"a horizon of {months} months is too short to read a sign after a year, wait {max(event.leads)} months and look for "
            f"the event in the next {event.within}: expected at least {needed} with --months, or a shorter --within or --lead"
        )
    if worlds < FEWEST_WORLDS:
        raise PeninsulaError(
            f"{worlds} worlds are too few to learn from one half and judge in the other: expected {FEWEST_WORLDS} or more"
        )


def _half(calm: Flags, happens: Flags, worlds: slice) -> Half:
    own = calm[..., worlds]
    number = min(own.shape[2], GROUPS)
    groups = np.broadcast_to(np.arange(own.shape[2]) % number, own.shape)[own]
    scenarios = np.broadcast_to(np.arange(own.shape[1])[:, None], own.shape)[own]
    return Half(worlds, own, np.stack([each[..., worlds][own] for each in happens]), scenarios, groups, number)


def _refuse_one_sided(event: EventAhead, calm: Flags, happens: Flags) -> None:
    """Raise PeninsulaError where too few worlds of a half have the event ahead in some month of calm, or lack it in some."""
    worlds = calm.shape[2]
    for lead, ahead in zip(event.leads, happens, strict=True):
        span = f"'{event.condition.text}' within {event.within} months" + (f" after a lead of {lead}" if lead else "")
        for holds, so, change in ((True, "happens", "weaker"), (False, "fails to happen", "stronger")):
            found = (calm & (ahead == holds)).any(axis=(0, 1))
            if (number := int(found.sum())) == 0:
                never = "never happens" if holds else "always happens"
                raise PeninsulaError(f"{span} {never} in {worlds:,} worlds: expected a {change} event, or another --within")
            if min(found[0::2].sum(), found[1::2].sum()) < FEWEST:
                raise PeninsulaError(
                    f"{span} {so} in {number:,} of {worlds:,} worlds: expected at least {FEWEST} in either half of them; use a "
                    f"{change} event, another --within, or more --worlds"
                )
