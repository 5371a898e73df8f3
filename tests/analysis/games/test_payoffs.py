"""Payoffs: what outcomes are worth, in units that are alike for all players, with chance and preferences told apart."""

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.analysis.games.payoffs import Payoffs, Utility, drawn_over, payoffs
from sim.foundations.errors import PeninsulaError
from sim.model.draws import draw
from sim.model.expression import expression
from sim.model.measure import Measure
from sim.model.stakes import BoundStake
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load

WAR, CALM = Measure("war_so_far"), Measure("peninsula_tension", "mean")
STAKES = (BoundStake("cost", WAR, "war", "0 or 1", -0.1), BoundStake("worth", CALM, "tension", "0-100", -10.0))
US = Utility("united_states", STAKES)
WORLDS = 2000
CHANCE = np.random.default_rng(5)
MEASURED = {
    WAR: (CHANCE.random((2, WORLDS)) < np.array([[0.1], [0.2]])).astype(np.float64),
    CALM: CHANCE.normal([[50], [60]], 8, (2, WORLDS)),
}
"""Two profiles; in the second war is twice as frequent and tension ten points higher."""


def valued(cost: tuple[float, float], worth: tuple[float, float], utility: Utility = US) -> Payoffs:
    drawn = drawn_over({"cost": cost, "worth": worth}, 1, WORLDS)
    return payoffs([utility], MEASURED, drawn, seed=3)


def test_a_payoff_is_the_weighted_sum_in_swings_over_its_spread() -> None:
    found = valued((1, 1), (0.5, 0.5))
    utility = -MEASURED[WAR] / 0.1 - 0.5 * MEASURED[CALM] / 10
    spread = np.sqrt(utility.var(axis=1).mean())
    assert found.spread == pytest.approx([spread])
    np.testing.assert_allclose(found.samples[0], (utility - utility.mean()) / spread)
    gap = found.samples[0, 0].mean() - found.samples[0, 1].mean()
    assert gap * spread == pytest.approx(1 + 0.5, abs=0.2), "a swing of each"


def test_the_unit_of_a_utility_changes_no_payoff() -> None:
    one, hundred = valued((1, 1), (0.5, 0.5)), valued((100, 100), (50, 50))
    np.testing.assert_allclose(one.samples, hundred.samples)
    np.testing.assert_allclose(one.resampled, hundred.resampled)


def test_what_a_government_may_value_widens_intervals_and_chance_alone_does_not() -> None:
    def width(found: Payoffs) -> float:
        gaps = found.resampled[:, 0, 0] - found.resampled[:, 0, 1]
        return float(np.ptp(np.quantile(gaps, (0.05, 0.95))))

    certain, unsure = valued((1, 1), (0.5, 0.5)), valued((0, 2), (0, 1))
    assert width(unsure) > 3 * width(certain)
    np.testing.assert_allclose(certain.samples.mean(axis=2), unsure.samples.mean(axis=2), atol=0.05)


def test_weights_are_drawn_from_the_stream_of_their_name_as_a_simulation_draws() -> None:
    scenario = load("baseline_2025", worlds=8, months=2)
    model = TheatreModel([scenario], np.arange(8))
    name = "choice_precision"
    drawn = drawn_over({name: scenario.assumptions[name]}, scenario.seed, 8)[name]
    np.testing.assert_allclose(drawn, draw([scenario], model.chance)[name], rtol=1e-6)


def test_an_expression_stands_in_for_declared_stakes() -> None:
    scenario = load("baseline_2025", worlds=8, months=12)
    own = Utility("china", expression=expression("-mean(peninsula_tension)", scenario, "number"))
    assert own.measures == (CALM,)
    found = valued((1, 1), (1, 1), own)
    values: NDArray[np.float64] = -MEASURED[CALM]
    np.testing.assert_allclose(found.samples[0], (values - values.mean()) / found.spread[0])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1 / (count(war) - count(war))", "NaN or infinite in some worlds: it cannot be a utility"),
        ("0 * mean(peninsula_tension)", "the utility of china is the same in all worlds"),
    ],
)
def test_what_is_no_utility_is_one_sentence(text: str, sentence: str) -> None:
    scenario = load("baseline_2025", worlds=8, months=12)
    utility = Utility("china", expression=expression(text, scenario, "number"))
    with pytest.raises(PeninsulaError, match=sentence):
        payoffs([utility], {**MEASURED, Measure("war", "count"): np.ones((2, WORLDS))}, {}, 1)
