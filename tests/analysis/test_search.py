"""Search finds fronts that are known, of a function and of the model, and goes on where it was stopped."""

from pathlib import Path

import numpy as np
import pytest

from sim.analysis.evaluation_cache import Remembered
from sim.analysis.expression import expression
from sim.analysis.factors import Places, factor
from sim.analysis.methods.nsga2 import Batch, evolve, knee, pareto, thinned
from sim.analysis.robust import aim
from sim.analysis.search import Wanted, search
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load


def zdt1(places: Places) -> Batch:
    """f1 = x1, f2 = g (1 - sqrt(f1 / g)), g = 1 + 9 mean(x2 ...): the front is f2 = 1 - sqrt(f1) (Zitzler et al. 2000)."""
    g = 1 + 9 * places[:, 1:].mean(axis=1)
    return Batch(np.column_stack([places[:, 0], g * (1 - np.sqrt(places[:, 0] / g))]), np.zeros((len(places), 0)))


def test_the_front_of_zdt1_is_found() -> None:
    found = evolve(zdt1, dimensions=8, objectives=2, constraints=0, candidates=8000, population=80, seed=1)
    front = found.found.objectives[found.front]
    assert np.abs(front[:, 1] - (1 - np.sqrt(front[:, 0]))).max() < 0.05
    assert front[:, 0].min() < 0.02
    assert front[:, 0].max() > 0.95
    assert (np.diff(found.progress) >= -1e-12).all()
    assert len(found.places) == 8000


def test_constraints_are_kept() -> None:
    def ask(places: Places) -> Batch:
        return Batch(zdt1(places).objectives, (0.5 - places[:, :1]))

    found = evolve(ask, 4, 2, 1, 1200, 40, seed=1)
    assert (found.places[found.front, 0] >= 0.5).all()
    assert found.found.objectives[found.front, 0].min() == pytest.approx(0.5, abs=0.03)


def test_the_same_seed_finds_the_same() -> None:
    one, other = (evolve(zdt1, 4, 2, 0, 200, 20, seed=3) for _ in range(2))
    np.testing.assert_array_equal(one.places, other.places)


def test_knee_and_thinning_of_a_front_that_is_known() -> None:
    x = np.linspace(0, 1, 101)
    front = np.column_stack([x, (1 - x) ** 2])
    assert pareto(Batch(front, np.zeros((101, 0)))).tolist() == list(range(101))
    assert x[knee(front)] == pytest.approx(0.41, abs=0.02)
    kept = thinned(front, np.arange(101), 5)
    assert len(kept) == 5
    assert {0, 100} <= set(kept.tolist())
    assert np.diff(x[kept]).max() < 0.5


def test_a_search_of_two_levers_finds_their_known_ends() -> None:
    base = load("baseline", worlds=6, months=24)
    factors = [factor("us.troops_korea=0:28500", base), factor("south_korea.defence_share=2:4", base)]
    aims = (aim(expression("credibility_in_seoul", base), base, "high"), aim(expression("autonomy", base), base, "high"))
    found = search([base], factors, Wanted(aims), candidates=160, population=16, checked=20, kept=6, workers=1)
    rows = found.table().set_index("package")
    names = [package.name for package in found.packages]
    # troops buy credibility at the price of autonomy; defence of its own costs neither
    assert rows.loc[names, "united_states.troops_korea"].min() < 3000
    assert rows.loc[names, "united_states.troops_korea"].max() > 15000
    assert rows.loc[names, "south_korea.defence_share"].median() > 3.5
    assert found.beside[0].name == "baseline"
    assert not found.beaten_by(found.packages[found.knee])


def test_what_is_known_is_not_asked_again(tmp_path: Path) -> None:
    file, asked = tmp_path / "known.npz", []

    def ask(places: Places) -> Batch:
        asked.append(len(places))
        if sum(asked) > 60:
            raise KeyboardInterrupt
        return zdt1(places)

    with pytest.raises(KeyboardInterrupt):
        evolve(Remembered(file)(ask, lambda _: None), 4, 2, 0, 200, 20, seed=3)
    asked.clear()
    known: list[int] = []
    again = Remembered(file)
    found = evolve(again(lambda places: (asked.append(len(places)), zdt1(places))[1], known.append), 4, 2, 0, 200, 20, seed=3)
    assert sum(known) == 60
    assert sum(asked) == 140
    np.testing.assert_array_equal(found.places, evolve(zdt1, 4, 2, 0, 200, 20, seed=3).places)
    again.forget()
    assert not list(tmp_path.iterdir())


def test_memory_is_kept_where_no_folder_was_yet(tmp_path: Path) -> None:
    file = tmp_path / "new" / "known.npz"
    Remembered(file)(zdt1, lambda _: None)(np.random.default_rng(1).random((3, 4)))
    assert len(Remembered(file)) == 3


def test_a_file_that_is_damaged_is_no_memory(tmp_path: Path) -> None:
    file = tmp_path / "known.npz"
    file.write_bytes(b"PK\x03\x04 not really")
    assert len(Remembered(file)) == 0


def test_searches_that_cannot_be_are_refused() -> None:
    base = load("baseline", worlds=6, months=6)
    factors = [factor("us.troops_korea", base)]
    aims = (aim(expression("warheads", base), base),)
    with pytest.raises(PeninsulaError, match="something to aim at"):
        search([base], factors, Wanted(()), 100)
    with pytest.raises(PeninsulaError, match="whole generation"):
        search([base], factors, Wanted(aims), candidates=50, population=100)
    with pytest.raises(PeninsulaError, match="GiB"):
        search([load("baseline", worlds=50_000_000, months=6)], factors, Wanted(aims), 200)
    never = Wanted(aims, (expression("warheads < 0", base),))
    with pytest.raises(PeninsulaError, match="keeps every constraint"):
        search([base], factors, never, 8, population=4, checked=4, workers=1)
