"""The tables in the folder of a run whose worlds were not kept."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.likelihood import NOTABLE, Likelihood, likelihood_of
from sim.ensemble.quantiles import LEVELS, quantile_column
from sim.files.worlds_parquet import readable
from sim.foundations.errors import PeninsulaError

if TYPE_CHECKING:
    from pandas import DataFrame

SUMMARY, LIKELIHOODS, RULES, CHOICES, EVENTS = "summary.csv", "likelihoods.csv", "rules.csv", "choices.csv", "events.csv"
"""Tables in a run's folder: counts of events only when the worlds are not kept, shares of rules and choices only if any exist."""


class StoredSummary:
    """The summary tables in a run's folder, read when needed.

    folder: of the run. worlds: how many the run had.
    """

    def __init__(self, folder: Path, worlds: int) -> None:
        self._folder = folder
        self._worlds = worlds

    def quantiles(self, name: str, levels: Sequence[float]) -> NDArray[np.float64]:
        """Return quantiles over worlds of an outcome, shape (level, month).

        Raises PeninsulaError for levels that are not in the table.
        """
        if unknown := [level for level in levels if level not in LEVELS]:
            raise PeninsulaError(
                f"{self._folder} keeps only the summary of its worlds, with the quantiles {', '.join(map(str, LEVELS))}: "
                f"for {unknown[0]} run its scenario again with --keep worlds"
            )
        table = self._monthly(name)
        return np.array([table[quantile_column(level)] for level in levels], dtype=np.float64)

    def last_mean(self, name: str) -> float:
        """Return the mean over worlds of an outcome in the last month."""
        return float(self._monthly(name)["mean"].iloc[-1])

    def likelihoods(self) -> tuple[Likelihood, ...]:
        """Return the likelihood of each notable event."""
        table = self._read(LIKELIHOODS).set_index("event")
        return tuple(likelihood_of(name, int(table.loc[name, "count"]), self._worlds) for name in NOTABLE)

    def event_counts(self) -> "DataFrame":
        """Return how many events of each kind there were in each month."""
        return self._read(EVENTS)

    @cached_property
    def _summary(self) -> "DataFrame":
        return self._read(SUMMARY)

    def _monthly(self, name: str) -> "DataFrame":
        return self._summary[self._summary["outcome"] == name]

    def _read(self, name: str) -> "DataFrame":
        from pandas import read_csv

        with readable(self._folder / name):
            return read_csv(self._folder / name)
