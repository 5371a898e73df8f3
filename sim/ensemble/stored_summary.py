"""What is left of a run whose worlds were not kept: the tables of its folder."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.likelihood import NOTABLE, Likelihood, of
from sim.ensemble.tables import LEVELS, column
from sim.files.worlds_parquet import readable
from sim.foundations.errors import PeninsulaError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pandas import DataFrame

SUMMARY, LIKELIHOODS, EVENTS = "summary.csv", "likelihoods.csv", "events.csv"
"""Tables of a run's folder; that of events counts them, and is only there when the worlds are not."""


class StoredSummary:
    """The tables of a run's folder, as Python has them; worlds: of the run."""

    def __init__(self, folder: Path, worlds: int) -> None:
        self._folder = folder
        self._worlds = worlds

    def quantiles(self, name: str, levels: Sequence[float]) -> NDArray[np.float64]:
        """Return quantiles over worlds of an outcome, shape (level, month).

        Raises PeninsulaError for levels that were not kept.
        """
        if unknown := [level for level in levels if level not in LEVELS]:
            raise PeninsulaError(
                f"{self._folder} keeps only the summary of its worlds, with the quantiles {', '.join(map(str, LEVELS))}: "
                f"for {unknown[0]} run its scenario again with --keep worlds"
            )
        table = self._of(name)
        return np.array([table[column(level)] for level in levels], dtype=np.float64)

    def last_mean(self, name: str) -> float:
        """Return the mean over worlds of an outcome in the last month."""
        return float(self._of(name)["mean"].iloc[-1])

    def likelihoods(self) -> tuple[Likelihood, ...]:
        """Return how likely each notable event is."""
        table = self._read(LIKELIHOODS).set_index("event")
        return tuple(of(name, int(table.loc[name, "count"]), self._worlds) for name in NOTABLE)

    @cached_property
    def _monthly(self) -> "DataFrame":
        return self._read(SUMMARY)

    def _of(self, name: str) -> "DataFrame":
        table = self._monthly
        return table[table["outcome"] == name]

    def _read(self, name: str) -> "DataFrame":
        from pandas import read_csv

        with readable(self._folder / name):
            return read_csv(self._folder / name)


def counts(events: "Iterable[DataFrame]") -> "DataFrame":
    """Return a row per month, kind, actor and target that occur: how many events, and their mean severity."""
    from pandas import concat

    keys = ["month", "kind", "actor", "target"]
    parts = []
    for block in events:
        found = block.groupby(keys, observed=True, dropna=False)["severity"].agg(["size", "mean"]).reset_index()
        parts.append(found.rename(columns={"size": "events", "mean": "mean_severity"}))
    return concat(parts, ignore_index=True)
