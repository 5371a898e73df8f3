"""An interrupted search resumes from its cache, and evaluates nothing twice."""

from pathlib import Path

import numpy as np
import pytest

from sim.analysis.evaluation_cache import EvaluationCache
from sim.analysis.factors import Coordinates
from sim.analysis.methods.nsga2 import Evaluations, evolve
from tests.analysis.zdt1 import zdt1


def test_cached_candidates_are_not_evaluated_again(tmp_path: Path) -> None:
    file, sizes = tmp_path / "cache.npz", list[int]()

    def interrupted(coordinates: Coordinates) -> Evaluations:
        if sum(sizes) >= 60:
            raise KeyboardInterrupt
        return counted(coordinates)

    def counted(coordinates: Coordinates) -> Evaluations:
        sizes.append(len(coordinates))
        return zdt1(coordinates)

    with pytest.raises(KeyboardInterrupt):
        evolve(EvaluationCache(file).wrap(interrupted, lambda _: None), 4, 2, 0, 200, 20, seed=3)
    sizes.clear()
    cached: list[int] = []
    cache = EvaluationCache(file)
    resumed = evolve(cache.wrap(counted, cached.append), 4, 2, 0, 200, 20, seed=3)
    assert sum(cached) == 60
    assert sum(sizes) == 140
    np.testing.assert_array_equal(resumed.coordinates, evolve(zdt1, 4, 2, 0, 200, 20, seed=3).coordinates)
    cache.delete()
    assert not list(tmp_path.iterdir())


def test_the_folder_of_the_file_is_created(tmp_path: Path) -> None:
    file = tmp_path / "new" / "cache.npz"
    EvaluationCache(file).wrap(zdt1, lambda _: None)(np.random.default_rng(1).random((3, 4)))
    assert len(EvaluationCache(file)) == 3


def test_a_damaged_file_is_an_empty_cache(tmp_path: Path) -> None:
    file = tmp_path / "cache.npz"
    file.write_bytes(b"PK\x03\x04 not really")
    assert len(EvaluationCache(file)) == 0
