"""The format of `events.parquet`: the events of all worlds, ordered by month, then world, read some months at a time."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.files.worlds_parquet import SCHEMA_VERSION, readable
from sim.model.events import Events

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_ROWS = 4_000_000
"""The largest number of events held in memory at once, unless a single month has more."""

ROW = np.dtype(
    [("month", "<i2"), ("world", "<i4"), ("kind", "<i2"), ("actor", "i1"), ("target", "i1"), ("severity", "<f4")]
)  # fmt: skip
"""An event in a temporary file. month: index into the horizon. kind, actor, target: codes. severity [0-1]."""

_LABELLED = ("month", "kind", "actor", "target")

type Rows = NDArray[np.void]


def sorted_rows(events: Events) -> Rows:
    """Return the events of a chunk, ordered by month, then world, shape (event,)."""
    order = np.lexsort((events.world, events.month))
    rows = np.empty(order.size, dtype=ROW)
    for name in ROW.names or ():
        rows[name] = getattr(events, name)[order]
    return rows


def encode_rows(rows: Rows) -> bytes:
    """Return the content of a temporary file of events, which `numpy.load` reads."""
    file = BytesIO()
    np.save(file, rows)
    return file.getvalue()


def blocks(parts: Sequence[Rows], months: Sequence[str], actors: Sequence[str], kinds: Sequence[str]) -> Iterator["DataFrame"]:
    """Yield the events of all chunks, in order, as tables of some months each, however the worlds are split into chunks.

    parts: sorted rows of each chunk, in the order of worlds. months: labels of the horizon. actors, kinds: their names, by code.
    Columns: month (YYYY-MM, an ordered category), world, kind, actor, target (categories; missing where there is none), severity.
    """
    bounds = [np.searchsorted(part["month"], np.arange(len(months) + 1)) for part in parts]
    before = np.sum(bounds, axis=0)  # events of all chunks before each month
    low = 0
    while low < len(months):
        high = max(low + 1, int(np.searchsorted(before, before[low] + MOST_ROWS, side="right")) - 1)
        rows = np.concatenate([part[bound[low] : bound[high]] for part, bound in zip(parts, bounds, strict=True)])
        yield _table(rows[np.argsort(rows["month"], kind="stable")], months, actors, kinds)
        low = high


def _table(rows: Rows, months: Sequence[str], actors: Sequence[str], kinds: Sequence[str]) -> "DataFrame":
    from pandas import Categorical, DataFrame

    return DataFrame(
        {
            "month": Categorical.from_codes(rows["month"], list(months), ordered=True),
            "world": rows["world"].astype(np.int32),
            "kind": Categorical.from_codes(rows["kind"], list(kinds)),
            "actor": Categorical.from_codes(rows["actor"], list(actors)),
            "target": Categorical.from_codes(rows["target"], list(actors)),
            "severity": rows["severity"].astype(np.float32),
        }
    )


def write(events: Iterator["DataFrame"], path: Path) -> None:
    """Write tables of events, as `blocks` yields them, to a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = None
    for block in events:
        arrow = pa.Table.from_pandas(block, preserve_index=False)
        metadata = {
            b"peninsula_schema": str(SCHEMA_VERSION).encode(),
            # a dictionary column keeps only the values that occur
            **{f"values of {name}".encode(): "\n".join(block[name].cat.categories).encode() for name in _LABELLED},
        }
        arrow = arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), **metadata})
        file = file or pq.ParquetWriter(path, arrow.schema, compression="lz4")
        file.write_table(arrow)
    if file is not None:
        file.close()


def read(path: Path) -> Iterator["DataFrame"]:
    """Yield the events of a file, in order, as tables of some months each.

    Raises PeninsulaError when the file is missing or damaged.
    """
    import pyarrow.parquet as pq

    with readable(path), pq.ParquetFile(path) as file:
        labels = {name: file.schema_arrow.metadata[f"values of {name}".encode()].decode().split("\n") for name in _LABELLED}
        for group in range(file.num_row_groups):
            events: DataFrame = file.read_row_group(group).to_pandas()
            for name, values in labels.items():
                events[name] = events[name].cat.set_categories(values, ordered=name == "month")
            yield events
