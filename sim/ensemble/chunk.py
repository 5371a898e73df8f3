"""Chunks: a run is a row of them, each some neighbouring worlds in memory or in a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from sim.ensemble import worlds_file
from sim.foundations.axes import Array
from sim.model.causes import ACCOUNTS
from sim.model.outcomes import outcomes_of
from sim.scenario.theatre import Theatre

LEDGER = "because_"
"""What the columns of the ledger begin with; all other columns are outcomes."""


def column_names(theatre: Theatre) -> tuple[str, ...]:
    """Return the names of all recorded series: the outcomes, then the entries of the ledger."""
    entries = (entry_column(account, entry) for account, names in ACCOUNTS.items() for entry in names)
    return (*(outcome.name for outcome in outcomes_of(theatre)), *entries)


def entry_column(account: str, entry: str) -> str:
    """Return the name of the column that holds an entry of an account, such as because_trust_diplomacy."""
    return f"{LEDGER}{account}_{entry}"


class Chunk(Protocol):
    """Some neighbouring worlds: `first` is the identity of the first, `worlds` their number."""

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
    """Worlds in a file of `worlds/`, read column by column when asked."""

    path: Path

    @cached_property
    def header(self) -> worlds_file.Header:
        """What the file says of itself."""
        return worlds_file.read_header(self.path)

    @property
    def first(self) -> int:
        return self.header.first

    @property
    def worlds(self) -> int:
        return self.header.worlds

    def column(self, name: str) -> Array:
        return worlds_file.read_column(self.path, name)


def save(chunk: Chunk, path: Path, names: Sequence[str], months: Sequence[str]) -> None:
    """Write a chunk as a file of `worlds/`; names: its columns; months: as YYYY-MM."""
    worlds_file.write(path, {name: chunk.column(name) for name in names}, chunk.first, months)
