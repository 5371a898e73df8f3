"""The format of `worlds/*.parquet`: a row per world and month, world by world; float32, nothing lost."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError

SCHEMA_VERSION = 2
"""Rises when the columns or the rows of a run's files change their meaning."""

UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
"""What reading a damaged file may raise."""

KEYS = ("world", "month")
_WORLDS_AT_ONCE = 512


@dataclass(frozen=True)
class Header:
    """What a file says of itself: identity of the first world, number of worlds and months, names of its series."""

    first: int
    worlds: int
    months: int
    names: tuple[str, ...]


def encode(columns: Mapping[str, Array], first: int, months: Sequence[str]) -> bytes:
    """Return the content of a file of series, shape (month, world), for the worlds from `first` on."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    worlds = next(iter(columns.values())).shape[1]
    schema = pa.schema(
        [("world", pa.int32()), ("month", pa.dictionary(pa.int16(), pa.string()))] + [(name, pa.float32()) for name in columns],
        metadata={
            "peninsula_schema": str(SCHEMA_VERSION),
            "first_world": str(first),
            "worlds": str(worlds),
            "months": str(len(months)),
        },
    )
    labels = pa.array(months, type=pa.string())
    counting = np.arange(len(months), dtype=np.int16)
    # snappy and zstd gain a tenth in size on such noise and cost twice the time
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, schema, compression="lz4", use_dictionary=list(KEYS)) as file:
        for low in range(0, worlds, _WORLDS_AT_ONCE):
            high = min(low + _WORLDS_AT_ONCE, worlds)
            identities = np.arange(first + low, first + high, dtype=np.int32)
            month = pa.DictionaryArray.from_arrays(pa.array(np.tile(counting, high - low)), labels)
            series = (np.ascontiguousarray(array[:, low:high].T).ravel() for array in columns.values())
            file.write_batch(
                pa.record_batch(
                    [pa.array(np.repeat(identities, len(months))), month, *(pa.array(values) for values in series)],
                    schema=schema,
                )
            )
    return bytes(sink.getvalue().to_pybytes())


def read_header(path: Path) -> Header:
    """Return what a file says of itself.

    Raises PeninsulaError when the file is missing, damaged or of another version.
    """
    import pyarrow.parquet as pq

    with readable(path):
        schema = pq.read_schema(path)
        rows = pq.read_metadata(path).num_rows
        said = {key.decode(): value.decode() for key, value in (schema.metadata or {}).items()}
        version = said.get("peninsula_schema", "none")
        if version != str(SCHEMA_VERSION):
            raise PeninsulaError(f"{path} has format {version}, and this version of Peninsula reads {SCHEMA_VERSION}")
        header = Header(
            int(said["first_world"]),
            int(said["worlds"]),
            int(said["months"]),
            tuple(name for name in schema.names if name not in KEYS),
        )
        if rows != header.worlds * header.months:
            raise ValueError(f"it has {rows} rows")
    return header


def read_column(path: Path, name: str) -> Array:
    """Return a series, shape (month, world).

    Raises PeninsulaError when the file is missing or damaged.
    """
    import pyarrow.parquet as pq

    with readable(path):
        file: Any
        with pq.ParquetFile(path) as file:
            values = file.read(columns=[name], use_threads=False).column(name).to_numpy()
            months = int(file.schema_arrow.metadata[b"months"])
        return np.ascontiguousarray(values.reshape(-1, months).T, dtype=REAL)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong while a run's file is read into one sentence."""
    try:
        yield
    except FileNotFoundError as fault:
        raise PeninsulaError(f"{path} is missing: the run is not whole; run its scenario again") from fault
    except UNREADABLE as fault:
        reason = " ".join(str(fault).split()).rstrip(".")
        raise PeninsulaError(f"{path} cannot be read, so the run is damaged; run its scenario again ({reason})") from fault
