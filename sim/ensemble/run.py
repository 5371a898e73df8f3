"""A run: the results of an ensemble, whether they lie in memory or in a folder."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.ensemble import policy_changes, summary
from sim.ensemble.chunk import Chunk, entry_column
from sim.ensemble.likelihood import likelihoods
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.months import format_month
from sim.model.causes import ACCOUNTS
from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame
    from xarray import Dataset


class Run:
    """The results of an ensemble.

    chunks: the worlds, in order. events: makes the table of events when it is first asked for.
    manifest: how the run came about, ready for JSON. folder: where it is kept, or None.
    scratch: a temporary folder that holds its chunks as long as it is kept nowhere else.
    """

    def __init__(
        self,
        scenario: Scenario,
        chunks: Sequence[Chunk],
        events: Callable[[], "DataFrame"],
        manifest: dict[str, Any],
        folder: Path | None = None,
        scratch: "TemporaryDirectory[str] | None" = None,
    ) -> None:
        self.scenario = scenario
        self.chunks = tuple(chunks)
        self.manifest = manifest
        self.folder = folder
        self.scratch = scratch
        self._events = events

    @staticmethod
    def months_of(scenario: Scenario) -> list[str]:
        """Return the months of a scenario's horizon as YYYY-MM."""
        return [format_month(scenario.start + month) for month in range(scenario.months)]

    @cached_property
    def months(self) -> list[str]:
        """The months of the horizon as YYYY-MM."""
        return self.months_of(self.scenario)

    @cached_property
    def outcomes_reported(self) -> tuple[Outcome, ...]:
        """Name, title, unit, direction, bounds and definition of every outcome."""
        return outcomes_of(self.scenario.theatre)

    @property
    def outcome_names(self) -> tuple[str, ...]:
        return tuple(outcome.name for outcome in self.outcomes_reported)

    def series(self, name: str) -> Array:
        """Return an outcome, shape (month, world).

        Raises PeninsulaError when there is no such outcome.
        """
        if name not in self.outcome_names:
            raise PeninsulaError(f"'{name}' is not an outcome of this run{nearest(name, self.outcome_names)}")
        return self._column(name)

    def account(self, name: str) -> dict[str, Array]:
        """Return the entries that a quantity of the model is the sum of at the end of each month, each (month, world).

        name: of an account of `sim.model.causes.ACCOUNTS`, such as "hostility".
        Raises PeninsulaError when there is no such account.
        """
        if name not in ACCOUNTS:
            raise PeninsulaError(f"'{name}' is not an account of the ledger{nearest(name, ACCOUNTS)}")
        return {entry: self._column(entry_column(name, entry)) for entry in ACCOUNTS[name]}

    @cached_property
    def outcomes_array(self) -> Array:
        """All outcomes in memory, shape (outcome, month, world); `series` is kinder to memory in a large run."""
        return np.stack([self._column(name) for name in self.outcome_names])

    @cached_property
    def events(self) -> "DataFrame":
        """What happened: month (YYYY-MM), world, kind, actor, target and severity, ordered by month, then world."""
        return self._events()

    @cached_property
    def outcomes(self) -> "Dataset":
        """All outcomes by world and month, with unit, direction and title as attributes."""
        import xarray

        variables = {
            outcome.name: (
                ("world", "month"),
                self._column(outcome.name).T,
                {"unit": outcome.unit, "better": outcome.better, "title": outcome.title},
            )
            for outcome in self.outcomes_reported
        }
        places = {"world": np.arange(self.scenario.worlds), "month": self.months}
        return xarray.Dataset(variables, coords=places, attrs={"title": self.scenario.title})

    def to_frame(self) -> "DataFrame":
        """Return all outcomes as a table with a row per world and month, world by world."""
        from pandas import Categorical, DataFrame

        worlds, months = self.scenario.worlds, len(self.months)
        month = Categorical.from_codes(np.tile(np.arange(months), worlds), self.months, ordered=True)
        columns = {name: self._column(name).T.ravel() for name in self.outcome_names}
        return DataFrame({"world": np.repeat(np.arange(worlds, dtype=np.int32), months), "month": month, **columns})

    def quantiles(self, name: str, levels: Sequence[float] = summary.LEVELS) -> NDArray[np.float64]:
        """Return quantiles over worlds of an outcome, shape (level, month)."""
        return summary.quantiles(self.series(name), levels)

    def summary(self) -> "DataFrame":
        """Return a row per outcome: title, unit, better, start (median of the first month), mean and quantiles of the last."""
        return summary.ends(self)

    def probabilities(self) -> "DataFrame":
        """Return a row per notable event: title, count of worlds, share and its 90 % Wilson interval (low, high)."""
        from pandas import DataFrame

        return DataFrame([vars(each) for each in likelihoods(self)]).set_index("name").rename_axis("event")

    def policy_changes(self) -> list[tuple[str, str]]:
        """Return (month, label) of every change of policy inside the horizon."""
        return policy_changes.policy_changes(self.scenario)

    def _column(self, name: str) -> Array:
        parts = [chunk.column(name) for chunk in self.chunks]
        return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)

    def __repr__(self) -> str:
        span = f"{self.months[0]} to {self.months[-1]}"
        where = f", kept in {self.folder}" if self.folder else ""
        return f"<Run of {self.scenario.name}: {self.scenario.worlds} worlds, {span}{where}>"
