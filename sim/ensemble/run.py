"""A run: the results of an ensemble, whether they lie in memory or in a folder."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.ensemble import policy_changes, tables
from sim.ensemble.chunk import Chunk, entry_column
from sim.ensemble.likelihood import Likelihood, counted
from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.months import format_month
from sim.model.causes import ACCOUNTS
from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame
    from xarray import Dataset

    from sim.ensemble.stored_summary import StoredSummary

AT_ONCE = 512 * 2**20
"""Bytes of a series that are held in memory at once, unless one month has more."""


class NotRecordedError(PeninsulaError):
    """A run was told to record some outcomes alone, and something else is asked for."""


class Temporary(Protocol):
    """What holds chunks for the time being."""

    def cleanup(self) -> None:
        """Remove them."""
        ...


class Run:
    """The results of an ensemble.

    chunks: the worlds, in order. events: makes the tables of events, some months each, when they are asked for.
    manifest: how the run came about, ready for JSON. folder: where it is kept, or None.
    scratch: what holds its chunks as long as it is kept nowhere else.
    stored_summary: what is left of a run whose worlds were not kept; None for all others.
    """

    def __init__(
        self,
        scenario: Scenario,
        chunks: Sequence[Chunk],
        events: Callable[[], Iterable["DataFrame"]],
        manifest: dict[str, Any],
        folder: Path | None = None,
        scratch: Temporary | None = None,
        stored_summary: "StoredSummary | None" = None,
    ) -> None:
        self.scenario = scenario
        self.manifest = manifest
        self.folder = folder
        self.scratch = scratch
        self.stored_summary = stored_summary
        self._chunks = tuple(chunks)
        self._events = events

    @staticmethod
    def months_of(scenario: Scenario) -> list[str]:
        """Return the months of a scenario's horizon as YYYY-MM."""
        return [format_month(scenario.start + month) for month in range(scenario.months)]

    @cached_property
    def months(self) -> list[str]:
        """The months of the horizon as YYYY-MM."""
        return self.months_of(self.scenario)

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """The worlds, in order; raises PeninsulaError when they were not kept."""
        self.require_worlds()
        return self._chunks

    @chunks.setter
    def chunks(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = tuple(chunks)

    def require_worlds(self) -> None:
        """Raise PeninsulaError when only the summary of this run was kept."""
        if self.stored_summary is not None:
            raise PeninsulaError(
                f"{self.folder} keeps only the summary of its worlds, and this needs the worlds: "
                "run its scenario again with --keep worlds"
            )

    @cached_property
    def outcomes_reported(self) -> tuple[Outcome, ...]:
        """Name, title, unit, direction, bounds and definition of every outcome that was recorded."""
        recorded = self.manifest.get("outcomes")
        known = outcomes_of(self.scenario.theatre)
        return known if recorded is None else tuple(outcome for outcome in known if outcome.name in recorded)

    @property
    def outcome_names(self) -> tuple[str, ...]:
        return tuple(outcome.name for outcome in self.outcomes_reported)

    def series(self, name: str) -> Array:
        """Return an outcome, shape (month, world).

        Raises PeninsulaError when there is no such outcome.
        """
        self._require(name)
        return self._column(name)

    def blocks(self, name: str, at_once: int = AT_ONCE) -> Iterator[Array]:
        """Yield an outcome some months at a time, each of shape (month, world) and at most so many bytes."""
        self._require(name)
        each = max(1, at_once // (4 * self.scenario.worlds))
        for low in range(0, self.scenario.months, each):
            yield self._column(name, slice(low, low + each))

    def account(self, name: str) -> dict[str, Array]:
        """Return the entries that a quantity of the model is the sum of at the end of each month, each (month, world).

        name: of an account of `sim.model.causes.ACCOUNTS`, such as "hostility".
        Raises PeninsulaError when there is no such account.
        """
        if name not in ACCOUNTS:
            raise PeninsulaError(f"'{name}' is not an account of the ledger{nearest(name, ACCOUNTS)}")
        self.require_ledger()
        return {entry: self._column(entry_column(name, entry)) for entry in ACCOUNTS[name]}

    @property
    def has_ledger(self) -> bool:
        """Whether this run has what moved its outcomes, and not some outcomes alone."""
        return "outcomes" not in self.manifest

    def require_ledger(self) -> None:
        """Raise NotRecordedError when this run has some outcomes alone, and not what moved them."""
        if not self.has_ledger:
            raise NotRecordedError(
                f"{self._name} recorded some outcomes alone, and no causes: run its scenario without --outcomes"
            )

    @cached_property
    def outcomes_array(self) -> Array:
        """All outcomes in memory, shape (outcome, month, world); `series` is kinder to memory in a large run."""
        return np.stack([self._column(name) for name in self.outcome_names])

    @cached_property
    def events(self) -> "DataFrame":
        """What happened: month (YYYY-MM), world, kind, actor, target and severity, ordered by month, then world."""
        from pandas import concat

        return concat(list(self.event_blocks()), ignore_index=True)

    def read_events_by(self, events: Callable[[], Iterable["DataFrame"]]) -> None:
        """Have events come from somewhere else, since their present place goes."""
        self._events = events

    def event_blocks(self) -> Iterator["DataFrame"]:
        """Yield what happened as tables of some months each, in order, which is kinder to memory in a large run."""
        self.require_worlds()
        yield from self._events()

    def events_in(self, world: int) -> "DataFrame":
        """Return what happened in one world."""
        from pandas import concat

        return concat([block[block["world"] == world] for block in self.event_blocks()])

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

    def quantiles(
        self, name: str, levels: Sequence[float] = tables.LEVELS, months: Sequence[int] | None = None
    ) -> NDArray[np.float64]:
        """Return quantiles over worlds of an outcome, shape (level, month).

        months: places on the horizon (None: all).
        """
        self._require(name)
        if self.stored_summary is not None:
            found = self.stored_summary.quantiles(name, levels)
            return found if months is None else found[:, list(months)]
        if months is not None:
            return tables.quantiles(self._column(name, list(months)), levels)
        return np.concatenate([tables.quantiles(block, levels) for block in self.blocks(name)], axis=1)

    def last_mean(self, name: str) -> float:
        """Return the mean over worlds of an outcome in the last month."""
        self._require(name)
        if self.stored_summary is not None:
            return self.stored_summary.last_mean(name)
        return float(self._column(name, [-1])[0].mean(dtype=np.float64))

    def summary(self) -> "DataFrame":
        """Return a row per outcome: title, unit, better, start (median of the first month), mean and quantiles of the last."""
        return tables.ends(self)

    def probabilities(self) -> "DataFrame":
        """Return a row per notable event: title, count of worlds, share and its 90 % Wilson interval (low, high)."""
        from pandas import DataFrame

        return DataFrame([vars(each) for each in self.likelihoods]).set_index("name").rename_axis("event")

    @cached_property
    def likelihoods(self) -> tuple[Likelihood, ...]:
        """How likely each notable event is within the horizon."""
        return self.stored_summary.likelihoods() if self.stored_summary else counted(self.event_blocks(), self.scenario.worlds)

    def policy_changes(self) -> list[tuple[str, str]]:
        """Return (month, label) of every change of policy inside the horizon."""
        return policy_changes.policy_changes(self.scenario)

    def _require(self, name: str) -> None:
        if name in self.outcome_names:
            return
        if name in {outcome.name for outcome in outcomes_of(self.scenario.theatre)}:
            raise NotRecordedError(
                f"{self._name} did not record {name}: run its scenario with --outcomes {name}, or without --outcomes"
            )
        raise PeninsulaError(f"'{name}' is not an outcome of this run{nearest(name, self.outcome_names)}")

    def _column(self, name: str, months: slice | list[int] = slice(None)) -> Array:
        """Return a recorded series in some months, shape (month, world)."""
        if len(self.chunks) == 1:
            return self.chunks[0].column(name)[months]
        number = len(np.arange(self.scenario.months)[months])
        found = np.empty((number, self.scenario.worlds), dtype=REAL)
        for chunk in self.chunks:
            found[:, chunk.first : chunk.first + chunk.worlds] = chunk.column(name)[months]
        return found

    @property
    def _name(self) -> str:
        return str(self.folder or f"the run of {self.scenario.name}")

    def __repr__(self) -> str:
        span = f"{self.months[0]} to {self.months[-1]}"
        where = f", kept in {self.folder}" if self.folder else ""
        return f"<Run of {self.scenario.name}: {self.scenario.worlds} worlds, {span}{where}>"
