"""Chunks: the parts of a run, each some neighbouring worlds in memory or in a file, and the columns they record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from sim.files import worlds_parquet
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.months import format_month
from sim.model.causes import ACCOUNTS
from sim.model.outcomes import outcomes_of
from sim.scenario.scenario import Scenario
from sim.scenario.theatre import Theatre

LEDGER = "because_"
"""The prefix of the columns of the ledger; all other columns are outcomes."""


def column_names(theatre: Theatre, outcomes: Sequence[str] | None = None) -> tuple[str, ...]:
    """Return the names of all recorded series: the outcomes, then the entries of the ledger.

    outcomes: only these are recorded, without the ledger (None: all).
    """
    if outcomes is not None:
        return tuple(outcomes)
    entries = (entry_column(account, entry) for account, names in ACCOUNTS.items() for entry in names)
    return (*(outcome.name for outcome in outcomes_of(theatre)), *entries)


def chosen_outcomes(theatre: Theatre, names: Sequence[str]) -> tuple[str, ...] | None:
    """Return the outcomes to record, in the order of the theatre; the headline index is always among them.

    names: requested outcomes. Returns None, meaning all and the ledger, when none is named.
    Raises PeninsulaError when there is no such outcome.
    """
    known = [outcome.name for outcome in outcomes_of(theatre)]
    for name in names:
        if name not in known:
            raise PeninsulaError(f"'{name}' is not an outcome{nearest(name, known)}; 'peninsula outcomes' lists them")
    return tuple(name for name in known if name in {theatre.headline, *names}) if names else None


def entry_column(account: str, entry: str) -> str:
    """Return the name of the column that holds an entry of an account, such as because_trust_diplomacy."""
    return f"{LEDGER}{account}_{entry}"


def month_labels(scenario: Scenario) -> list[str]:
    """Return the months of a scenario's horizon as YYYY-MM."""
    return [format_month(scenario.start + month) for month in range(scenario.months)]


class Chunk(Protocol):
    """Some neighbouring worlds. first: the identity of the first one. worlds: their number."""

    @property
    def first(self) -> int: ...

    @property
    def worlds(self) -> int: ...

    def column(self, name: str) -> Array:
        """Return a recorded series, shape (month, world)."""
        ...


@dataclass(frozen=True)
class MemoryChunk:
    """Worlds in memory; columns: name -> (month, world)."""

    first: int
    columns: Mapping[str, Array]

    @property
    def worlds(self) -> int:
        return int(next(iter(self.columns.values())).shape[1])

    def column(self, name: str) -> Array:
        return self.columns[name]


@dataclass(frozen=True)
class FileChunk:
    """Worlds in a file of `worlds/`; each column is read when needed."""

    path: Path

    @cached_property
    def header(self) -> worlds_parquet.Header:
        """The first world, the shape and the columns of the file."""
        return worlds_parquet.read_header(self.path)

    @property
    def first(self) -> int:
        return self.header.first

    @property
    def worlds(self) -> int:
        return self.header.worlds

    def column(self, name: str) -> Array:
        return worlds_parquet.read_column(self.path, name)
