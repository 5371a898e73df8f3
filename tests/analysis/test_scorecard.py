"""The scorecard: what does not differ is neither better nor worse, and what differs is not told as nothing."""

from dataclasses import replace

import pytest

from sim.analysis.compare import Comparison
from sim.analysis.scorecard import scorecard
from sim.ensemble.execute import execute_together
from sim.scenario.loading import load

pytestmark = pytest.mark.usefixtures("root")


def test_a_scenario_does_not_differ_from_itself() -> None:
    base = load("baseline_2025", worlds=60, months=60)
    for row in scorecard(Comparison(execute_together([base, replace(base, name="again")], workers=1))):
        (cell,) = row["cells"]
        assert (cell["gap"], cell["better"], cell["shade"], cell["verdict"]) == ("0", None, 0, "no difference")


def test_small_differences_have_their_first_digit() -> None:
    both = [load(name, worlds=200, months=60) for name in ("baseline_2025", "abrupt_withdrawal")]
    comparison = Comparison(execute_together(both, workers=1))
    (row,) = scorecard(comparison, ["war_risk"])
    (cell,) = row["cells"]
    assert cell["shade"] < -0.1
    row = comparison.contrasts[0].table().loc["war_risk"]
    mean, _, _, _, median = cell["gap"].strip(")").split()
    assert float(mean) == pytest.approx(row["mean_difference"], rel=0.05)
    assert float(median) == pytest.approx(row["difference"], abs=5e-4)
    assert float(mean) > 0
    assert cell["verdict"] == "worse"
