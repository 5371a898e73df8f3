"""Forms of the press model run side by side, and their weights follow what they predicted."""

from dataclasses import replace

import numpy as np
import pytest

from sim.history.observation_models.press import Attention, Press
from sim.history.observation_models.press_forms import Coverage, forms_of

PRESS = Press(level=-1.5, per_ten=0.2, talks=0.1, slow=0.9, fast=0.5, slow_noise=0.1, fast_noise=0.2, noise=0.3)
CALM, TENSE, SILENT = np.array([50.0]), np.array([80.0]), np.zeros(1)


def test_one_form_is_the_press_model() -> None:
    own, plain = Coverage.initial([PRESS], 1), Attention.initial(PRESS, 1)
    for share in (0.2, 0.5, 0.1):
        own.predict()
        plain.predict()
        log_density = plain.update(PRESS.expected(TENSE, SILENT), share)
        assert own.update(TENSE, SILENT, share)[0] == pytest.approx(log_density[0])


def test_the_form_that_explains_swings_of_the_press_gains_weight() -> None:
    strong, none = replace(PRESS, per_ten=0.6), replace(PRESS, per_ten=0.0)
    coverage = Coverage.initial([strong, none], 1)
    for month in range(24):
        index = TENSE if month % 2 else CALM
        coverage.predict()
        coverage.update(index, SILENT, float(np.exp(strong.expected(index, SILENT)[0])))
    assert coverage.mixture.weights[0, 0] > 0.95


def test_forms_vary_the_fitted_model_on_both_sides() -> None:
    forms = forms_of(PRESS)
    assert PRESS.slow in {form.slow for form in forms}
    assert {round(form.per_ten, 3) for form in forms} == {0.06, 0.2, 0.4}
    assert min(form.noise for form in forms) < PRESS.noise < max(form.noise for form in forms)


def test_a_draw_is_around_the_form_that_each_world_takes() -> None:
    coverage = Coverage.initial([PRESS, replace(PRESS, level=0.5)], 2)
    share = coverage.draw(np.full(2, 50.0), np.zeros(2), np.array([0, 1]), np.zeros(2))
    np.testing.assert_allclose(np.log(share), [-1.5, 0.5])
