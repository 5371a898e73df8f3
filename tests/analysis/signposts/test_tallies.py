"""Counts give the areas and the thresholds that other libraries give from the values themselves."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from sim.analysis.estimate import sampled
from sim.analysis.signposts.tallies import area, best_cut, binned, curve, edges_of, rates, resampled, tally, weights


@pytest.fixture(scope="module")
def rows() -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(3)
    happens = chance.random(20_000) < 0.2
    return chance.normal(size=20_000).astype(np.float32) + happens, happens


def counts_of(values: np.ndarray, happens: np.ndarray, groups: int = 1) -> tuple[np.ndarray, np.ndarray]:
    edges = edges_of(values)
    rows = np.arange(len(values)) % groups
    return tally(happens, binned(values, edges), rows, (groups, len(edges) + 1)), edges


def test_the_area_is_that_of_all_thresholds(rows: tuple[np.ndarray, np.ndarray]) -> None:
    values, happens = rows
    counts, _ = counts_of(values, happens)
    assert float(area(counts[:, 0])) == pytest.approx(roc_auc_score(happens, values), abs=2e-5)


def test_ties_count_half() -> None:
    values, happens = np.array([0, 0, 1, 1, 2], dtype=np.float32), np.array([False, True, False, True, True])
    counts, edges = counts_of(values, happens)
    assert edges.tolist() == [0, 1]
    assert float(area(counts[:, 0])) == pytest.approx(roc_auc_score(happens, values))


def test_a_sign_that_never_varies_has_no_thresholds() -> None:
    assert not edges_of(np.full(50, 3.0, dtype=np.float32)).size


def test_an_edge_is_what_an_alarm_is_above(rows: tuple[np.ndarray, np.ndarray]) -> None:
    values, happens = rows
    counts, edges = counts_of(values, happens)
    cut = best_cut(counts[:, 0], None)
    alarms, hits = curve(counts[:, 0])
    assert hits[cut + 1] == pytest.approx((values[happens] > edges[cut]).mean())
    assert alarms[cut + 1] == pytest.approx((values[~happens] > edges[cut]).mean())
    assert (hits - alarms).max() == hits[cut + 1] - alarms[cut + 1]
    assert edges[cut] == pytest.approx(0.5, abs=0.2)


def test_the_alarm_that_is_allowed_has_the_most_hits(rows: tuple[np.ndarray, np.ndarray]) -> None:
    values, happens = rows
    counts, edges = counts_of(values, happens)
    cut = best_cut(counts[:, 0], 0.05)
    assert (values[~happens] > edges[cut]).mean() <= 0.05 < (values[~happens] > edges[cut - 1]).mean()
    assert best_cut(counts[:, 0], 1e-9) == len(edges) - 1


def test_samples_of_groups_have_the_spread_of_independent_rows(rows: tuple[np.ndarray, np.ndarray]) -> None:
    values, happens = rows
    counts, _ = counts_of(values, happens, groups=100)
    samples = resampled(counts, weights(100, 600, 1))
    assert samples.sum(axis=(0, 2)).mean() == pytest.approx(len(values), rel=0.01)
    whole = counts.sum(axis=1)
    cut = best_cut(whole, None)
    told = rates(counts, samples, cut)
    share, ahead = told.hits.value, int(happens.sum())
    expected = 2 * 1.645 * np.sqrt(share * (1 - share) / ahead)
    assert told.hits.high - told.hits.low == pytest.approx(expected, rel=0.25)


def test_an_estimate_leaves_out_samples_in_which_it_is_not_defined() -> None:
    told = sampled(0.5, np.array([0.4, np.nan, 0.6]))
    assert 0.4 <= told.low <= told.high <= 0.6
    assert np.isnan(sampled(np.nan, np.array([np.nan])).low)
