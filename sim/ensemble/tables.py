"""Summary tables of a run: outcomes by month, counts of events, and the headline in one line."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.ensemble.quantiles import LEVELS, quantile_column, quantiles
from sim.ensemble.run import Run

if TYPE_CHECKING:
    from pandas import DataFrame


def monthly_summary(run: Run, levels: Sequence[float] = LEVELS) -> "DataFrame":
    """Return mean and quantiles over worlds of every outcome in every month: month, outcome, unit, mean, q05, ..."""
    from pandas import DataFrame, concat

    parts = []
    for outcome in run.outcomes_reported:
        means, bands = [], []
        for series in run.blocks(outcome.name):
            means.append(series.mean(axis=1, dtype=np.float64))
            bands.append(quantiles(series, levels))
        rows = dict(zip(map(quantile_column, levels), np.concatenate(bands, axis=1), strict=True))
        labels = {"month": run.months, "outcome": outcome.name, "unit": outcome.unit}
        parts.append(DataFrame({**labels, "mean": np.concatenate(means), **rows}))
    return concat(parts, ignore_index=True)


def event_counts(events: Iterable["DataFrame"]) -> "DataFrame":
    """Return a row per month, kind, actor and target that occur: the number of events, and their mean severity.

    events: tables of whole months, as `Run.event_blocks` yields them.
    """
    from pandas import concat

    keys = ["month", "kind", "actor", "target"]
    parts = []
    for block in events:
        counts = block.groupby(keys, observed=True, dropna=False)["severity"].agg(["size", "mean"]).reset_index()
        parts.append(counts.rename(columns={"size": "events", "mean": "mean_severity"}))
    return concat(parts, ignore_index=True)


def rules_in_force(run: Run) -> "DataFrame":
    """Return a row per month and rule: month, rule, actor, share of worlds in which it is in force."""
    from pandas import DataFrame

    shares = run.rules_in_force
    return DataFrame(
        {"month": month, "rule": rule.name, "actor": rule.actor, "share": shares[rule.name][number]}
        for number, month in enumerate(run.months)
        for rule in run.scenario.rules
    )


def choices_in_force(run: Run) -> "DataFrame":
    """Return a row per month, government and option: month, actor, option, share of worlds in which it is in force."""
    from pandas import DataFrame

    return DataFrame(
        {"month": month, "actor": actor, "option": option, "share": share[number]}
        for number, month in enumerate(run.months)
        for (actor, option), share in run.choices_in_force.items()
    )


def headline_text(run: Run) -> str:
    """Return where the headline index starts and ends: "Peninsula Tension Index 58 -> 61 (90 % of worlds: 48 to 77)"."""
    theatre = run.scenario.theatre
    first, last = run.quantiles(theatre.headline, (0.05, 0.5, 0.95), (0, -1)).T
    return f"{theatre.headline_label} {first[1]:.0f} -> {last[1]:.0f} (90 % of worlds: {last[0]:.0f} to {last[2]:.0f})"
