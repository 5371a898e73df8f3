"""The tables in a run's folder, against the run they summarize."""

import numpy as np

from sim.ensemble.run import Run
from sim.ensemble.tables import event_counts, headline_text, monthly_summary


def test_the_monthly_summary_has_a_row_for_every_month_of_every_outcome(whole: Run) -> None:
    table = monthly_summary(whole)
    assert len(table) == len(whole.outcome_names) * len(whole.months)
    tension = table[table["outcome"] == whole.scenario.theatre.headline]
    assert list(tension["month"]) == whole.months
    np.testing.assert_array_equal(tension["q50"], whole.quantiles(whole.scenario.theatre.headline, (0.5,))[0])


def test_event_counts_add_up_to_all_events(whole: Run) -> None:
    table = event_counts(whole.event_blocks())
    assert table["events"].sum() == len(whole.events)
    assert not table.duplicated(["month", "kind", "actor", "target"]).any()
    talks = whole.events[whole.events["kind"] == "missile_test"]
    assert table[table["kind"] == "missile_test"]["events"].sum() == len(talks) > 0


def test_the_headline_in_one_line_has_medians_and_a_band(whole: Run) -> None:
    theatre = whole.scenario.theatre
    series = whole.series(theatre.headline).astype(np.float64)
    low, middle, high = np.quantile(series[-1], (0.05, 0.5, 0.95))
    expected = f"{np.median(series[0]):.0f} -> {middle:.0f} (90 % of worlds: {low:.0f} to {high:.0f})"
    assert headline_text(whole) == f"{theatre.headline_label} {expected}"
