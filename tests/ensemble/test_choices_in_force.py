"""Shares of worlds in which options are in force, however a run is kept."""

from pathlib import Path

import numpy as np
import pytest
from pandas import read_csv

from sim.ensemble.execute import execute
from sim.ensemble.run import Run
from sim.model.theatre_model import TheatreModel
from sim.plots.choices import choices
from sim.scenario.loading import load
from sim.storage import run_folder


@pytest.fixture(scope="module")
def chosen() -> Run:
    return execute(load("baseline", {"choices": ["china", "rok"]}, worlds=40, months=36), workers=1)


def test_shares_are_those_of_the_model(chosen: Run) -> None:
    model = TheatreModel([chosen.scenario], np.arange(40))
    options = []
    for _ in range(36):
        model.step()
        options.append(model.month.choices.now)
    for row, (actor, names) in enumerate(
        (("south_korea", ("spend", "hedge", "engage")), ("china", ("enforce", "shield", "coerce")))
    ):
        for code, name in enumerate(names, 1):
            expected = [float((month[row] == code).mean()) for month in options]
            assert chosen.choices_in_force[actor, name] == pytest.approx(expected)
    assert max(share.max() for share in chosen.choices_in_force.values()) > 0.05


@pytest.mark.parametrize("keep_worlds", [True, False])
def test_a_folder_keeps_them(chosen: Run, tmp_path: Path, keep_worlds: bool) -> None:
    kept = run_folder.read(run_folder.write(chosen, tmp_path, keep_worlds=keep_worlds))
    assert kept.folder is not None
    table = read_csv(kept.folder / "choices.csv")
    for (actor, option), shares in chosen.choices_in_force.items():
        assert kept.choices_in_force[actor, option] == pytest.approx(shares)
        own = table.loc[(table["actor"] == actor) & (table["option"] == option), "share"]
        assert own.tolist() == pytest.approx(shares.tolist(), abs=1e-5)


def test_the_figure_stacks_the_shares_of_every_government_that_chooses(chosen: Run) -> None:
    figure = choices(chosen)
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["South Korea", "China"]
    top = np.asarray(figure.axes[1].collections[-1].get_paths()[0].vertices)[:, 1].max()
    stacked = sum(share for (actor, _), share in chosen.choices_in_force.items() if actor == "china")
    assert top == pytest.approx(np.max(stacked))


def test_a_run_without_choices_has_none(whole: Run, tmp_path: Path) -> None:
    assert whole.choices_in_force == {}
    assert not (run_folder.write(whole, tmp_path) / "choices.csv").exists()
