"""Regret is zero for the best, contested means a change of sign, and rankings say how sure they are."""

from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.robust import Robustness, aim, robustness
from sim.foundations.errors import PeninsulaError
from sim.model.expression import expression
from sim.scenario.loading import load

VIEWS = ("agnostic", "spiral")
NAMES = ("baseline_2025", "moon_package", "abrupt_withdrawal")


@pytest.fixture(scope="module")
def found() -> Robustness:
    rows = [[load(name, {"worldview": view}, worlds=80, months=60) for view in VIEWS] for name in NAMES]
    base = rows[0][0]
    aims = [aim(expression(text, base), base) for text in ("peninsula_tension", "autonomy", "mean(warheads)")]
    return robustness(rows, VIEWS, aims, expression("peninsula_tension < 60 and count(clash) == 0", base), workers=1)


def test_the_best_policy_in_a_world_leaves_exactly_nothing_to_regret(found: Robustness) -> None:
    assert (found.regret >= 0).all()
    assert (found.regret.min(axis=1) == 0).all()
    lowest = found.values[0].argmin(axis=0)
    assert (np.take_along_axis(found.regret[0], lowest[None], axis=0) == 0).all()


def test_regret_is_the_distance_to_the_best_in_the_same_world(found: Robustness) -> None:
    tension, own = found.values[0, :, 1, 7], found.values[1, :, 1, 7]
    np.testing.assert_allclose(found.regret[0, :, 1, 7], tension - tension.min())
    np.testing.assert_allclose(found.regret[1, :, 1, 7], own.max() - own)


def test_the_ranking_is_by_expected_regret_with_its_uncertainty(found: Robustness) -> None:
    ranking = found.ranking()
    assert ranking["scenario"].tolist()[0] == "moon_package"
    assert ranking["expected_regret"].is_monotonic_increasing
    assert (ranking["low"] <= ranking["expected_regret"]).all()
    assert (ranking["expected_regret"] <= ranking["high"]).all()
    assert (ranking["expected_regret"] <= ranking["worst_regret"]).all()
    assert ranking["best"].sum() == pytest.approx(1)


def test_a_scenario_beside_itself_ties(found: Robustness) -> None:
    twice = replace(found, values=found.values[:, [0, 0]], satisfied=found.satisfied[[0, 0]], scenarios=found.scenarios[:1] * 2)
    assert (twice.regret == 0).all()
    assert not twice.standing.any()


def test_worldviews_that_disagree_in_sign_are_contested(found: Robustness) -> None:
    values = found.values.copy()
    values[0, 1, 0], values[0, 1, 1] = values[0, 0, 0] - 30, values[0, 0, 1] + 30
    turned = replace(found, values=values)
    assert turned.standing[0, 1].tolist() == [1, -1]
    assert turned.contested[0].tolist() == [False, True, False]
    assert not turned.contested[0, 0]


def test_satisficing_counts_worlds(found: Robustness) -> None:
    table = found.satisficing().set_index(["scenario", "worldview"])
    for s, name in enumerate(NAMES):
        assert table.loc[(name, "spiral"), "share"] == found.satisfied[s, 1].mean()
    assert (table["low"] <= table["share"]).all()


def test_the_matrix_holds_the_paired_difference(found: Robustness) -> None:
    row = found.matrix().query("outcome == 'autonomy' and scenario == 'abrupt_withdrawal' and worldview == 'spiral'").iloc[0]
    gap = found.values[1, 2, 1] - found.values[1, 0, 1]
    assert row["difference"] == pytest.approx(gap.mean())
    assert row["difference_low"] < row["difference"] < row["difference_high"]


def test_what_has_no_direction_or_no_company_is_refused() -> None:
    base = load("baseline_2025", worlds=4, months=3)
    with pytest.raises(PeninsulaError, match="known to be better"):
        aim(expression("gprc", base), base)
    with pytest.raises(PeninsulaError, match="known to be better"):
        aim(expression("100 - warheads", base), base)
    wanted = [aim(expression("warheads", base), base)]
    with pytest.raises(PeninsulaError, match="two scenarios or more"):
        robustness([[base]], ("agnostic",), wanted, expression("warheads < 9", base))
    with pytest.raises(PeninsulaError, match="a different theatre, horizon"):
        robustness([[base], [load("baseline_2025", worlds=5, months=3)]], ("agnostic",), wanted, expression("warheads < 9", base))


def test_scenarios_that_tie_share_the_first_rank(found: Robustness) -> None:
    twice = replace(found, values=found.values[:, [0, 0]], satisfied=found.satisfied[[0, 0]], scenarios=found.scenarios[:1] * 2)
    ranking = twice.ranking()
    assert ranking["rank"].tolist() == [1, 1]
    assert ranking["best"].tolist() == [0.5, 0.5]
