"""Continue every world of a run under another policy: the study behind `sim.branch` and `peninsula branch`."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sim.ensemble import run as ensemble_run
from sim.ensemble.branch import branch_of, continue_from
from sim.foundations.months import parse_month
from sim.foundations.plain_values import plain_value
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.run import Run, read, reserve


def branch(
    run: ensemble_run.Run | str | Path,
    at: str | date,
    overrides: Mapping[str, Any],
    workers: int | None = None,
    *,
    results: str | Path | None = None,
    overwrite: bool = False,
    svg: bool = False,
    progress: ProgressBar = no_progress,
) -> Run:
    """Continue every world of a run from a month on under another policy; the past stays the same, bit for bit.

    run: or its folder. at: the first month that differs, YYYY-MM or a date. overrides: levers or assumptions, as in `load`.
    results: folder under which the branch is written with its plots (None: it stays in memory). svg: figures as SVG, too.
    """
    source = read(run) if isinstance(run, str | Path) else run
    month = parse_month(plain_value(at))
    scenario = branch_of(source, month, overrides)
    if results is not None:
        reserve([scenario], Path(results), overwrite)
    with progress(scenario.name, scenario.worlds * scenario.months) as advance:
        result = Run.of(continue_from(source, scenario, month, workers, advance))
        if results is not None:
            result.write(results, overwrite=overwrite, svg=svg)
    return result
