"""Signs: what can be watched. Every outcome in three forms, and the calendar, against which all others are held.

peninsula_tension                              its level at the reading
change(peninsula_tension)                      since the same month of the year before, so that seasons do not count
peninsula_tension - mean(peninsula_tension)    its departure from its mean over the months so far
calendar                                       months since the start: what time alone warns of

A rule can look at levels and departures, since its language has them; see `sim.model.expression`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

import numpy as np

from sim.ensemble.watch import Watched
from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.theatre import Theatre

type Form = Literal["level", "change", "departure", "calendar"]

EVERY = 3
"""Months from one reading to the next: what a year of monthly readings says beyond quarterly ones is little, at three times the
cost. It divides CHANGE."""

CHANGE = 12
"""Months over which a change is taken."""


@dataclass(frozen=True)
class Sign:
    """Something to watch. row: of its outcome in `outcomes_of`; outcome: None for the calendar."""

    outcome: Outcome | None
    form: Form
    row: int = -1

    @property
    def text(self) -> str:
        """The sign as an expression, or as near to one as it can be written."""
        if self.outcome is None:
            return "calendar"
        name = self.outcome.name
        return {"level": name, "change": f"change({name})", "departure": f"{name} - mean({name})"}[self.form]

    @property
    def title(self) -> str:
        """The sign in words."""
        if self.outcome is None:
            return "Months since the start"
        title = self.outcome.title
        return {"level": title, "change": f"{title}, change in a year", "departure": f"{title}, off its mean"}[self.form]

    @property
    def for_a_rule(self) -> bool:
        """Whether the condition of a rule can look at it."""
        return self.form in ("level", "departure")

    def values(self, watched: Watched) -> Array:
        """Return the sign at each reading, shape (reading, scenario, world); NaN where it looks back beyond the start."""
        if self.outcome is None:
            return np.broadcast_to(watched.months[:, None, None].astype(REAL), watched.levels.shape[1:])
        levels = watched.levels[self.row]
        if self.form == "departure":
            return np.asarray(levels - watched.means[self.row])
        if self.form == "change":
            back = CHANGE // EVERY
            return np.concatenate([np.full_like(levels[:back], np.nan), levels[back:] - levels[:-back]])
        return np.asarray(levels)


CALENDAR = Sign(None, "calendar")


def signs_of(theatre: Theatre, only: Sequence[str] = ()) -> tuple[Sign, ...]:
    """Return every sign of a theatre, the calendar first.

    only: outcomes, signs, or patterns of them such as "credibility_*" (empty: all). Raises PeninsulaError when one matches
    nothing.
    """
    forms: tuple[Form, ...] = ("level", "change", "departure")
    outcomes = outcomes_of(theatre)
    found = [Sign(outcome, form, row) for row, outcome in enumerate(outcomes) for form in forms]
    for pattern in only:
        if not any(_matches(sign, pattern) for sign in found):
            hint = nearest(pattern, [outcome.name for outcome in outcomes])
            raise PeninsulaError(f"--only {pattern}: it is none of the outcomes that can be watched{hint}")
    return (CALENDAR, *(sign for sign in found if not only or any(_matches(sign, pattern) for pattern in only)))


def _matches(sign: Sign, pattern: str) -> bool:
    assert sign.outcome is not None
    return " ".join(pattern.split()) == sign.text or fnmatchcase(sign.outcome.name, pattern)
