"""The chronicle of a run: the events of all its worlds, ordered by month, then world, some months at a time."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.files.worlds_parquet import SCHEMA_VERSION, readable
from sim.model.events import KINDS, Events

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_ROWS = 4_000_000
"""Events that are held in memory at once, unless one month has more."""

ROW = np.dtype(
    [("month", "<i2"), ("world", "<i4"), ("kind", "i1"), ("actor", "i1"), ("target", "i1"), ("severity", "<f4")]
)  # fmt: skip
"""An event as it is kept on the way: month counted from the start; kind, actor and target as codes."""

_LABELLED = ("month", "kind", "actor", "target")

type Rows = NDArray[np.void]


def rows(events: Events) -> Rows:
    """Return the events of a chunk by month, then world, shape (event,)."""
    order = np.lexsort((events.world, events.month))
    found = np.empty(order.size, dtype=ROW)
    for name in ROW.names or ():
        found[name] = getattr(events, name)[order]
    return found


def encode(found: Rows) -> bytes:
    """Return the content of a file of events on the way, which `numpy.load` reads."""
    file = BytesIO()
    np.save(file, found)
    return file.getvalue()


def blocks(parts: Sequence[Rows], months: Sequence[str], actors: Sequence[str]) -> Iterator["DataFrame"]:
    """Yield the events of all chunks, in order, as tables of some months each; it does not depend on how worlds were split.

    Columns: month (YYYY-MM, an ordered category), world, kind, actor, target (categories; missing where nobody), severity.
    """
    bounds = [np.searchsorted(part["month"], np.arange(len(months) + 1)) for part in parts]
    upto = np.sum(bounds, axis=0)
    low = 0
    while low < len(months):
        high = max(low + 1, int(np.searchsorted(upto, upto[low] + MOST_ROWS, side="right")) - 1)
        found = np.concatenate([part[at[low] : at[high]] for part, at in zip(parts, bounds, strict=True)])
        yield _table(found[np.argsort(found["month"], kind="stable")], months, actors)
        low = high


def _table(found: Rows, months: Sequence[str], actors: Sequence[str]) -> "DataFrame":
    from pandas import Categorical, DataFrame

    return DataFrame(
        {
            "month": Categorical.from_codes(found["month"], list(months), ordered=True),
            "world": found["world"].astype(np.int32),
            "kind": Categorical.from_codes(found["kind"], list(KINDS)),
            "actor": Categorical.from_codes(found["actor"], list(actors)),
            "target": Categorical.from_codes(found["target"], list(actors)),
            "severity": found["severity"].astype(np.float32),
        }
    )


def write(events: Iterator["DataFrame"], path: Path) -> None:
    """Write events as a Parquet file, table by table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = None
    for block in events:
        arrow = pa.Table.from_pandas(block, preserve_index=False)
        about = {
            b"peninsula_schema": str(SCHEMA_VERSION).encode(),
            # a dictionary column keeps only the values that occur
            **{f"values of {name}".encode(): "\n".join(block[name].cat.categories).encode() for name in _LABELLED},
        }
        arrow = arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), **about})
        file = file or pq.ParquetWriter(path, arrow.schema, compression="lz4")
        file.write_table(arrow)
    if file is not None:
        file.close()


def read(path: Path) -> Iterator["DataFrame"]:
    """Yield the events of a file, in order, table by table.

    Raises PeninsulaError when it is missing or damaged.
    """
    import pyarrow.parquet as pq

    with readable(path), pq.ParquetFile(path) as file:
        known = {name: file.schema_arrow.metadata[f"values of {name}".encode()].decode().split("\n") for name in _LABELLED}
        for group in range(file.num_row_groups):
            events: DataFrame = file.read_row_group(group).to_pandas()
            for name, values in known.items():
                events[name] = events[name].cat.set_categories(values, ordered=name == "month")
            yield events
