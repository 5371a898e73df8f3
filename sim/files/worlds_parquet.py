"""The format of `worlds/*.parquet`: a row per world and month, world by world, in float32 as simulated."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA_VERSION = 2
"""Raised whenever the meaning of rows or columns in the files of a run changes."""

UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
"""The errors that reading a damaged file may raise."""

KEYS = ("world", "month")
_WORLDS_AT_ONCE = 512


@dataclass(frozen=True)
class Header:
    """The content of a file. first: identity of the first world. worlds, months: their numbers. names: of its series."""

    first: int
    worlds: int
    months: int
    names: tuple[str, ...]


def encode(columns: Mapping[str, Array], first: int, months: Sequence[str]) -> "pa.Buffer":
    """Return the content of a file of worlds, as bytes that no second copy is made of.

    columns: name -> (month, world). first: identity of the first world. months: their labels, YYYY-MM.
    """
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
    month_codes = np.arange(len(months), dtype=np.int16)
    # snappy and zstd make such noise a tenth smaller and take twice the time
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, schema, compression="lz4", use_dictionary=list(KEYS)) as file:
        for low in range(0, worlds, _WORLDS_AT_ONCE):
            high = min(low + _WORLDS_AT_ONCE, worlds)
            identities = np.arange(first + low, first + high, dtype=np.int32)
            month = pa.DictionaryArray.from_arrays(pa.array(np.tile(month_codes, high - low)), labels)
            series = (np.ascontiguousarray(array[:, low:high].T).ravel() for array in columns.values())
            file.write_batch(
                pa.record_batch(
                    [pa.array(np.repeat(identities, len(months))), month, *(pa.array(values) for values in series)],
                    schema=schema,
                )
            )
    return sink.getvalue()


def read_header(path: Path) -> Header:
    """Return the header of a file.

    Raises PeninsulaError when the file is missing, damaged or of a different version.
    """
    import pyarrow.parquet as pq

    with readable(path):
        schema = pq.read_schema(path)
        rows = pq.read_metadata(path).num_rows
        metadata = {key.decode(): value.decode() for key, value in (schema.metadata or {}).items()}
        version = metadata.get("peninsula_schema", "none")
        if version != str(SCHEMA_VERSION):
            raise PeninsulaError(
                f"{path} has format {version}, and this version of Peninsula reads {SCHEMA_VERSION}: run its scenario again"
            )
        header = Header(
            int(metadata["first_world"]),
            int(metadata["worlds"]),
            int(metadata["months"]),
            tuple(name for name in schema.names if name not in KEYS),
        )
        if rows != header.worlds * header.months:
            raise ValueError(f"it has {rows} rows")
    return header


def read_column(path: Path, name: str) -> Array:
    """Return a series of a file, shape (month, world).

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
    """Turn any error while reading a file of a run into a PeninsulaError that says what to do."""
    try:
        yield
    except FileNotFoundError as error:
        raise PeninsulaError(f"{path} is missing: the run is incomplete; run its scenario again") from error
    except UNREADABLE as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise PeninsulaError(f"{path} cannot be read, so the run is damaged; run its scenario again ({reason})") from error
