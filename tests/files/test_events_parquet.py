"""Events are read some months at a time, in one order however worlds are split into chunks."""

from pathlib import Path

import numpy as np
import pytest
from pandas import concat
from pandas.testing import assert_frame_equal

from sim.ensemble.memory_job import simulate_chunk
from sim.ensemble.run import Run
from sim.files import events_parquet
from sim.model.events import KINDS
from sim.scenario.scenario import Scenario


@pytest.mark.parametrize("most", [1, 100, 10**6])
def test_blocks_make_up_the_table_whatever_their_size(
    scenario: Scenario, whole: Run, most: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(events_parquet, "MOST_ROWS", most)
    chunks = [simulate_chunk([scenario], worlds, lambda _: None)[0][1] for worlds in (range(11), range(11, 30))]
    parts = [events_parquet.sorted_rows(events) for events in chunks]
    blocks = list(events_parquet.blocks(parts, whole.months, chunks[0].actors, chunks[0].kinds))
    months = [set(block["month"]) for block in blocks]
    assert sum(map(len, months)) == len(set().union(*months)), "a month is in two blocks"
    assert all(len(block) <= most or len(covered) == 1 for block, covered in zip(blocks, months, strict=True))
    assert_frame_equal(concat(blocks, ignore_index=True), whole.events)

    events_parquet.write(iter(blocks), tmp_path / "events.parquet")
    assert_frame_equal(concat(list(events_parquet.read(tmp_path / "events.parquet")), ignore_index=True), whole.events)


def test_a_run_without_events_can_be_kept(whole: Run, tmp_path: Path) -> None:
    nothing = [np.zeros(0, dtype=events_parquet.ROW)]
    events_parquet.write(events_parquet.blocks(nothing, whole.months, ("north_korea",), KINDS), tmp_path / "events.parquet")
    (table,) = events_parquet.read(tmp_path / "events.parquet")
    assert len(table) == 0
    assert table["month"].cat.categories.tolist() == whole.months
