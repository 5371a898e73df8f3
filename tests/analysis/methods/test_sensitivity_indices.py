"""Indices of functions whose indices are known."""

import numpy as np
import pytest

from sim.analysis.factors import Coordinates
from sim.analysis.methods import sensitivity_indices as module
from sim.analysis.methods.sensitivity_indices import indices, sample
from sim.foundations.errors import PeninsulaError

A, B = 7.0, 0.1


def ishigami(coordinates: Coordinates) -> np.ndarray:
    """sin x1 + a sin^2 x2 + b x3^4 sin x1, x from -pi to pi (Ishigami & Homma 1990)."""
    x = np.pi * (2 * coordinates - 1)
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def sobol_g(coordinates: Coordinates, weights: np.ndarray) -> np.ndarray:
    """prod_i (|4 x_i - 2| + a_i) / (1 + a_i) (Saltelli & Sobol 1995)."""
    return np.prod((np.abs(4 * coordinates - 2) + weights) / (1 + weights), axis=1)


def test_sobol_finds_the_indices_of_ishigami() -> None:
    first = np.array([0.5 * (1 + B * np.pi**4 / 5) ** 2, A**2 / 8, 0.0])
    together = B**2 * np.pi**8 * 8 / 225
    variance = first.sum() + together
    coordinates = sample("sobol", 3, 2048, seed=1)
    found = indices("sobol", coordinates, ishigami(coordinates), seed=1)
    np.testing.assert_allclose(found.extra["first_order"], first / variance, atol=0.03)
    np.testing.assert_allclose(found.importance, (first + np.array([together, 0, together])) / variance, atol=0.03)
    assert (found.low <= found.importance).all()
    assert (found.importance <= found.high).all()


def test_sobol_finds_the_indices_of_sobol_g() -> None:
    weights = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
    parts = 1 / (3 * (1 + weights) ** 2)
    variance = np.prod(1 + parts) - 1
    total = parts * np.prod(1 + parts) / (1 + parts) / variance
    coordinates = sample("sobol", 5, 2048, seed=1)
    found = indices("sobol", coordinates, sobol_g(coordinates, weights), seed=1)
    np.testing.assert_allclose(found.extra["first_order"], parts / variance, atol=0.03)
    np.testing.assert_allclose(found.importance, total, atol=0.04)


def test_morris_orders_sobol_g_as_its_weights_do() -> None:
    weights = np.array([9.0, 0.0, 99.0, 1.0])
    coordinates = sample("morris", 4, 60, seed=1)
    found = indices("morris", coordinates, sobol_g(coordinates, weights), seed=1)
    assert np.argsort(-found.importance).tolist() == [1, 3, 0, 2]


def test_morris_is_exact_for_a_plane() -> None:
    coordinates = sample("morris", 3, 10, seed=1)
    found = indices("morris", coordinates, coordinates @ np.array([3.0, -2.0, 0.0]), seed=1)
    np.testing.assert_allclose(found.importance, [3, 2, 0], atol=1e-9)
    np.testing.assert_allclose(found.extra["mean_effect"], [3, -2, 0], atol=1e-9)


def test_pawn_tells_what_matters_from_what_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BOOTSTRAPS", 5)
    coordinates = sample("pawn", 4, 800, seed=1)
    found = indices("pawn", coordinates, 5 * coordinates[:, 0] + 4 * coordinates[:, 2] ** 2, seed=1)
    assert np.argsort(-found.importance)[:2].tolist() == [0, 2]
    assert "2 of 4 factors cannot be distinguished" in found.notes[0]


def test_what_does_not_vary_is_said() -> None:
    coordinates = sample("sobol", 3, 16, seed=1)
    assert "same at every point" in indices("sobol", coordinates, np.ones(len(coordinates)), seed=1).notes[0]


def test_too_few_samples_are_said_not_to_have_converged() -> None:
    coordinates = sample("sobol", 3, 16, seed=1)
    assert any("not converged" in note for note in indices("sobol", coordinates, ishigami(coordinates), seed=1).notes)


@pytest.mark.parametrize(("method", "samples"), [("sobol", 8), ("sobol", 100), ("morris", 2), ("pawn", 50)])
def test_samples_that_say_nothing_are_refused(method: module.Method, samples: int) -> None:
    with pytest.raises(PeninsulaError, match="needs at least"):
        sample(method, 3, samples, seed=1)
