"""The chronicle of a run: the events of all its worlds in one table, and its file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.ensemble.worlds_file import SCHEMA_VERSION, readable
from sim.model.events import Events

if TYPE_CHECKING:
    from pandas import DataFrame

_LABELLED = ("month", "kind", "actor", "target")


def table(parts: Sequence[Events], months: Sequence[str]) -> "DataFrame":
    """Return the events of some chunks, ordered by month, then world; it does not depend on how worlds were split.

    Columns: month (YYYY-MM, an ordered category), world, kind, actor, target (categories; missing where nobody), severity.
    """
    from pandas import Categorical, DataFrame

    columns = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("month", "world", "kind", "actor", "target", "severity")
    }
    order = np.lexsort((columns["world"], columns["month"]))
    columns = {name: values[order] for name, values in columns.items()}
    kinds, actors = parts[0].kinds, parts[0].actors
    return DataFrame(
        {
            "month": Categorical.from_codes(columns["month"], list(months), ordered=True),
            "world": columns["world"].astype(np.int32),
            "kind": Categorical.from_codes(columns["kind"], list(kinds)),
            "actor": Categorical.from_codes(columns["actor"], list(actors)),
            "target": Categorical.from_codes(columns["target"], list(actors)),
            "severity": columns["severity"].astype(np.float32),
        }
    )


def write(events: "DataFrame", path: Path) -> None:
    """Write the events as a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrow = pa.Table.from_pandas(events, preserve_index=False)
    about = {
        b"peninsula_schema": str(SCHEMA_VERSION).encode(),
        # a dictionary column keeps only the values that occur
        **{f"values of {name}".encode(): "\n".join(events[name].cat.categories).encode() for name in _LABELLED},
    }
    pq.write_table(arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), **about}), path, compression="lz4")


def read(path: Path) -> "DataFrame":
    """Return the events of a file.

    Raises PeninsulaError when it is missing or damaged.
    """
    import pyarrow.parquet as pq

    with readable(path):
        arrow = pq.read_table(path)
        events: DataFrame = arrow.to_pandas()
        for name in _LABELLED:
            values = arrow.schema.metadata[f"values of {name}".encode()].decode().split("\n")
            events[name] = events[name].cat.set_categories(values, ordered=name == "month")
        return events
