"""Observed series by month or year, as far as the user has them."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.foundations.months import format_month, parse_month

type Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """One observed series.

    values: month (YYYY-MM), or year (YYYY), -> value. source: the file it was read from. notes: what was noticed while reading.
    """

    name: str
    title: str
    unit: str
    values: dict[str, float]
    source: str
    notes: tuple[str, ...] = ()

    @cached_property
    def months(self) -> list[str]:
        return sorted(self.values)

    @property
    def gaps(self) -> list[str]:
        """Months, quarters or years inside the coverage that are missing; the smallest step between two months says which."""
        if not self.months:
            return []
        if len(self.months[0]) == 4:
            years = map(str, range(int(self.months[0]), int(self.months[-1]) + 1))
            return [year for year in years if year not in self.values]
        months = [parse_month(text) for text in self.months]
        step = min((later - earlier for earlier, later in pairwise(months)), default=1)
        return [text for text in map(format_month, range(months[0], months[-1] + 1, step)) if text not in self.values]


@dataclass(frozen=True)
class Observations:
    """All series that were found, by name: "missile", "nuclear_test", "other" and "gprc_kor".

    empty: those whose column has no value in any file.
    """

    series: dict[str, Series] = field(default_factory=dict)
    empty: dict[str, Series] = field(default_factory=dict)

    def by_month(self, name: str, start: int, months: int) -> Numbers:
        """Return a series from a month on, NaN where it is unknown, shape (months,)."""
        series = self.series.get(name)
        known = series.values if series else {}
        return np.array([known.get(format_month(start + month), np.nan) for month in range(months)])

    def last(self, *names: str) -> str:
        """Return the last month that all of these series have."""
        return min(self.series[name].months[-1] for name in names)
