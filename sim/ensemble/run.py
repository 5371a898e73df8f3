"""A run: the results of an ensemble, in memory or in a folder."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.ensemble import export, policy_changes
from sim.ensemble.answers import Answers
from sim.ensemble.came_about import CameAbout, came_about
from sim.ensemble.chunk import Chunk, entry_column, month_labels
from sim.ensemble.durability import Durability, durability_of
from sim.ensemble.fingerprint import model_fingerprint
from sim.ensemble.likelihood import Likelihood, likelihoods_of
from sim.ensemble.quantiles import LEVELS, quantile_column, quantiles
from sim.ensemble.stored_summary import StoredSummary
from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.plain_values import listed
from sim.model.causes import ACCOUNTS
from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame
    from xarray import Dataset

    from sim.files.scratch import TemporaryStorage

BLOCK_BYTES = 512 * 2**20
"""The largest part of a series held in memory at once, in bytes, unless a single month is larger."""


class NotRecordedError(PeninsulaError):
    """A run recorded only some outcomes, and something else is requested."""


class Run(Answers):
    """The results of an ensemble.

    chunks: the worlds, in order. events: yields the tables of events, some months each; called whenever they are needed.
    manifest: what was run, with what and when, ready for JSON. folder: where the run is kept, or None.
    scratch: holds the chunks of a large run until it is written to a folder; None for all others.
    stored_summary: the tables of a run whose worlds were not kept; None for all others.
    came_about: what came about of levers, where the simulation told it; None where it is asked for first.
    """

    def __init__(
        self,
        scenario: Scenario,
        chunks: Sequence[Chunk],
        events: Callable[[], Iterable["DataFrame"]],
        manifest: dict[str, Any],
        folder: Path | None = None,
        scratch: "TemporaryStorage | None" = None,
        stored_summary: StoredSummary | None = None,
        came_about: tuple[CameAbout, ...] | None = None,
    ) -> None:
        self.scenario = scenario
        self.manifest = manifest
        self.folder = folder
        self.scratch = scratch
        self.stored_summary = stored_summary
        self._chunks = tuple(chunks)
        self._events = events
        self._came_about = came_about

    @cached_property
    def months(self) -> list[str]:
        """The months of the horizon as YYYY-MM."""
        return month_labels(self.scenario)

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """The worlds, in order. Raises PeninsulaError when they were not kept."""
        self.require_worlds()
        return self._chunks

    def read_from(
        self,
        chunks: Sequence[Chunk],
        events: Callable[[], Iterable["DataFrame"]],
        stored_summary: StoredSummary | None = None,
    ) -> None:
        """Read worlds, events and summary from here on from a new place; arguments as in the constructor."""
        self._chunks, self._events, self.stored_summary = tuple(chunks), events, stored_summary

    def require_worlds(self) -> None:
        """Raise PeninsulaError when only the summary tables of this run were kept."""
        if self.stored_summary is not None:
            raise PeninsulaError(
                f"{self.folder} keeps only the summary of its worlds, and this needs the worlds: "
                "run its scenario again with --keep worlds"
            )

    @cached_property
    def outcomes_reported(self) -> tuple[Outcome, ...]:
        """The outcomes that were recorded, with title, unit, direction, bounds and definition."""
        recorded = self.manifest.get("outcomes")
        known = outcomes_of(self.scenario.theatre)
        return known if recorded is None else tuple(outcome for outcome in known if outcome.name in recorded)

    @property
    def outcome_names(self) -> tuple[str, ...]:
        return tuple(outcome.name for outcome in self.outcomes_reported)

    def series(self, name: str) -> Array:
        """Return an outcome, shape (month, world).

        Raises PeninsulaError when there is no such outcome, NotRecordedError when it was not recorded.
        """
        self._require_outcome(name)
        return self._column(name)

    def blocks(self, name: str, block_bytes: int = BLOCK_BYTES) -> Iterator[Array]:
        """Yield an outcome some months at a time, shape (month, world), for runs larger than memory.

        block_bytes: the largest size of a block, unless a single month is larger.
        """
        self._require_outcome(name)
        months = max(1, block_bytes // (4 * self.scenario.worlds))
        for first in range(0, self.scenario.months, months):
            yield self._column(name, slice(first, first + months))

    def account(self, name: str) -> dict[str, Array]:
        """Return the entries whose sum is a quantity of the model at the end of each month, each of shape (month, world).

        name: of an account of `sim.model.causes.ACCOUNTS`, such as "hostility".
        Raises PeninsulaError when there is no such account, NotRecordedError when the ledger was not recorded.
        """
        if name not in ACCOUNTS:
            raise PeninsulaError(f"'{name}' is not an account of the ledger{nearest(name, ACCOUNTS)}")
        self.require_ledger()
        columns = {entry: entry_column(name, entry) for entry in ACCOUNTS[name]}
        # another version of the model may have known fewer entries, whose sum was the quantity all the same
        recorded = self.manifest.get("entries", columns.values())
        return {entry: self._column(column) for entry, column in columns.items() if column in recorded}

    @property
    def has_ledger(self) -> bool:
        """Whether this run recorded the ledger of causes, and not only some outcomes."""
        return "outcomes" not in self.manifest or "entries" in self.manifest

    def require_ledger(self) -> None:
        """Raise NotRecordedError when this run recorded only some outcomes, and no causes."""
        if not self.has_ledger:
            raise NotRecordedError(
                f"{self._name} recorded only some outcomes, and no causes: run its scenario without --outcomes"
            )

    @cached_property
    def outcomes_array(self) -> Array:
        """All outcomes in memory, shape (outcome, month, world); prefer `series` for a large run."""
        return np.stack([self._column(name) for name in self.outcome_names])

    @cached_property
    def events(self) -> "DataFrame":
        """All events: month (YYYY-MM), world, kind, actor, target and severity, ordered by month, then world."""
        from pandas import concat

        return concat(list(self.event_blocks()), ignore_index=True)

    def event_blocks(self) -> Iterator["DataFrame"]:
        """Yield the events as tables of some months each, in order, for runs larger than memory."""
        self.require_worlds()
        yield from self._events()

    def events_in(self, world: int) -> "DataFrame":
        """Return the events of one world."""
        from pandas import concat

        return concat([block[block["world"] == world] for block in self.event_blocks()])

    @cached_property
    def outcomes(self) -> "Dataset":
        """All outcomes by world and month, with unit, direction and title as attributes."""
        return export.to_dataset(self._all_series(), self.outcomes_reported, self.months, self.scenario.title)

    def to_frame(self) -> "DataFrame":
        """Return all outcomes as a table with a row per world and month, world by world."""
        return export.to_frame(self._all_series(), self.months)

    def quantiles(self, name: str, levels: Sequence[float] = LEVELS, months: Sequence[int] | None = None) -> NDArray[np.float64]:
        """Return quantiles over worlds of an outcome, shape (level, month).

        months: indices into the horizon (None: all).
        """
        self._require_outcome(name)
        if self.stored_summary is not None:
            stored = self.stored_summary.quantiles(name, listed(levels))
            return stored if months is None else stored[:, list(months)]
        if months is not None:
            return quantiles(self._column(name, list(months)), levels)
        return np.concatenate([quantiles(block, levels) for block in self.blocks(name)], axis=1)

    def last_mean(self, name: str) -> float:
        """Return the mean over worlds of an outcome in the last month."""
        self._require_outcome(name)
        if self.stored_summary is not None:
            return self.stored_summary.last_mean(name)
        return float(self._column(name, [-1])[0].mean(dtype=np.float64))

    def summary(self) -> "DataFrame":
        """Return a row per outcome, by its name.

        Columns: title, unit, better, start (median of the first month), mean and quantiles of the last month.
        """
        from pandas import DataFrame

        rows = {}
        for outcome in self.outcomes_reported:
            first, last = self.quantiles(outcome.name, months=(0, -1)).T
            rows[outcome.name] = {
                "title": outcome.title,
                "unit": outcome.unit,
                "better": outcome.better,
                "start": first[LEVELS.index(0.5)],
                "mean": self.last_mean(outcome.name),
                **dict(zip(map(quantile_column, LEVELS), last, strict=True)),
            }
        return DataFrame.from_dict(rows, orient="index").rename_axis("outcome")

    def probabilities(self) -> "DataFrame":
        """Return a row per notable event: title, count of worlds, share and its 90 % Wilson interval (low, high)."""
        from pandas import DataFrame

        return DataFrame([vars(each) for each in self.likelihoods]).set_index("name").rename_axis("event")

    @cached_property
    def likelihoods(self) -> tuple[Likelihood, ...]:
        """The likelihood of each notable event within the horizon."""
        if self.stored_summary is not None:
            return self.stored_summary.likelihoods()
        return likelihoods_of(self.event_blocks(), self.scenario.worlds)

    @cached_property
    def durability(self) -> tuple[Durability, ...]:
        """How many months the policy of each actor survives whose government may change; none without turnover."""
        return durability_of(self.scenario, self.rules_in_force)

    def policy_changes(self) -> list[tuple[str, str]]:
        """Return (month, label) of every change of policy inside the horizon."""
        return policy_changes.policy_changes(self.scenario)

    def told_changes(self) -> list[tuple[str, str]]:
        """Return the same, with what came about of a change that waits for something."""
        briefly = {(each.key, step.month): step.briefly for each in self.came_about for step in each.steps if not step.rule}
        changes = policy_changes.keyed_policy_changes(self.scenario)
        told = [(month, label, briefly.get((key, month), "")) for month, label, key in changes]
        return [(month, f"{label}, {text}" if text else label) for month, label, text in told]

    @property
    def came_about(self) -> tuple[CameAbout, ...]:
        """What came about of levers whose effect waits for something; nothing for a run of another version of the model."""
        if self._came_about is None:
            same = self.manifest.get("model") == model_fingerprint()
            self._came_about = came_about(self.scenario) if same else ()
        return self._came_about

    def _require_outcome(self, name: str) -> None:
        if name in self.outcome_names:
            return
        if name in {outcome.name for outcome in outcomes_of(self.scenario.theatre)}:
            raise NotRecordedError(
                f"{self._name} did not record {name}: run its scenario with --outcomes {name}, or without --outcomes"
            )
        raise PeninsulaError(f"'{name}' is not an outcome of this run{nearest(name, self.outcome_names)}")

    def _column(self, name: str, months: slice | list[int] = slice(None)) -> Array:
        """Return a recorded series, shape (month, world); months: a selection of the horizon."""
        if len(self.chunks) == 1:
            return self.chunks[0].column(name)[months]
        number = len(range(self.scenario.months)[months]) if isinstance(months, slice) else len(months)
        series = np.empty((number, self.scenario.worlds), dtype=REAL)
        for chunk in self.chunks:
            series[:, chunk.first : chunk.first + chunk.worlds] = chunk.column(name)[months]
        return series

    def _all_series(self) -> dict[str, Array]:
        return {name: self._column(name) for name in self.outcome_names}

    @property
    def _name(self) -> str:
        return str(self.folder or f"the run of {self.scenario.name}")

    def __getstate__(self) -> dict[str, Any]:
        """Return what a pickle holds; raises PeninsulaError for a run whose worlds lie in temporary files of this process."""
        if self.scratch is not None:
            raise PeninsulaError(f"{self._name} is too large for a pickle: write it to a folder, and read it there with sim.read")
        # functions that compute outcomes cannot be pickled, and are found again by name
        return {name: value for name, value in vars(self).items() if name != "outcomes_reported"}

    def __repr__(self) -> str:
        span = f"{self.months[0]} to {self.months[-1]}"
        where = f", kept in {self.folder}" if self.folder else ""
        return f"<Run of {self.scenario.name}: {self.scenario.worlds} worlds, {span}{where}>"
