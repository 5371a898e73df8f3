"""The filter as a whole; its parts are tested in test_counts, test_press and test_particles."""

import numpy as np
import pytest

from sim.history.assimilation import Assimilation
from sim.history.observations import Observations
from sim.history.settings import fitted_settings
from sim.scenario.scenario import Scenario

pytestmark = [pytest.mark.usefixtures("data"), pytest.mark.slow]


def test_a_forecast_leaves_the_filter_where_it_was(scenario: Scenario, observations: Observations) -> None:
    ensemble = Assimilation.begin(scenario, observations, fitted_settings())
    for _ in range(5):
        ensemble.advance()
    before = {name: values.copy() for name, values in vars(ensemble.model.state).items()}
    shape = ensemble.level.level.shape.copy()
    ensemble.forecast(12)
    for name, values in vars(ensemble.model.state).items():
        np.testing.assert_array_equal(values, before[name])
    np.testing.assert_array_equal(ensemble.level.level.shape, shape)
    assert ensemble.model.elapsed == 5
