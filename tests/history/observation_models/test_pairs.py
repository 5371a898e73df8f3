"""Articles of a pair are counted around the tension that one side feels, with a level that follows the record."""

import numpy as np
import pytest

from sim.history.observation_models.pairs import ARTICLE, FORMS, PairModel, rate
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load

WORLDS = 40


@pytest.fixture(scope="module")
def model() -> TheatreModel:
    model = TheatreModel([load("baseline", worlds=WORLDS)], np.arange(WORLDS))
    model.step()
    return model


def followed(model: TheatreModel, values: list[float]) -> PairModel:
    pair = PairModel.initial("us_dprk", model.month)
    assert pair is not None
    for value in values:
        pair.predict()
        pair.update(model.month, value)
    return pair


def test_ten_points_of_tension_and_talks_multiply_the_rate() -> None:
    one = np.array([1.0])
    assert rate(one, 0 * one, one, 0.3 * one, one, 0.5 * one)[0] == pytest.approx(np.exp(0.8))
    assert rate(one, 2 * one, 0 * one, 0.3 * one, one, one)[0] == pytest.approx(np.exp(0.9))
    assert rate(one, 2 * one, 0 * one, 0.3 * one, 0 * one, one)[0] == pytest.approx(np.exp(0.3))
    assert rate(one, one, 0 * one, 0 * one, one, 0.5 * one)[0] == 1
    assert rate(100 * one, 0 * one, 0 * one, one, one, one)[0] == pytest.approx(np.exp(3))


def test_the_level_follows_the_record(model: TheatreModel) -> None:
    quiet, loud = followed(model, [0.0] * 24), followed(model, [10.0] * 24)
    assert (loud.level.shape / loud.level.rate).min() > 5 * (quiet.level.shape / quiet.level.rate).max()


def test_a_level_rests_at_the_mean_of_its_own_past(model: TheatreModel) -> None:
    pair = followed(model, [10 * ARTICLE] * 300)
    rest = pair.articles / pair.exposure
    index = next(index for index, effect in enumerate(FORMS[2][:, 0] + FORMS[4][:, 0]) if effect == 0)
    assert rest[index, 0] == pytest.approx(10, rel=0.15)
    for _ in range(1000):
        pair.level.predict(rest)
    np.testing.assert_allclose(pair.level.shape / pair.level.rate, rest, rtol=1e-6)


def test_forecasts_are_not_negative_and_near_the_recent_level(model: TheatreModel) -> None:
    pair = followed(model, [10.0] * 60)
    ahead = pair.forecaster((np.arange(WORLDS) + 0.5) / WORLDS, np.random.default_rng(0))
    drawn = np.array([ahead.draw(model.month) for _ in range(12)])
    assert drawn.shape == (12, WORLDS)
    assert drawn.min() >= 0
    assert 4 < drawn.mean() < 25


def test_a_forecast_leaves_the_model_of_the_pair_as_it_was(model: TheatreModel) -> None:
    pair = followed(model, [1.0, 0.0, 2.0])
    shape, weights = pair.level.shape.copy(), pair.mixture.weights.copy()
    pair.select(np.arange(WORLDS)).forecaster(np.full(WORLDS, 0.5), np.random.default_rng(0)).draw(model.month)
    np.testing.assert_array_equal(pair.level.shape, shape)
    np.testing.assert_array_equal(pair.mixture.weights, weights)


def test_pairs_that_are_no_rivals_have_no_model() -> None:
    europe = load("europe_baseline", worlds=2)
    month = TheatreModel([europe], np.arange(2)).month
    assert PairModel.initial("us_dprk", month) is None
