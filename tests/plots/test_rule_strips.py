"""Strips of rules show the shares that the run tells, and the chronicle has a row for each rule."""

import numpy as np
import pytest

from sim.plots.chronicle import chronicle
from sim.plots.fan import fan_chart
from sim.studies.run import Run, run

MANY = [
    {"name": f"rule number {number} of several", "actor": "us", "when": f"warheads > {50 + number}", "set": {"relief_offer": 0.3}}
    for number in range(10)
]
ENDS = {
    "name": "tense",
    "actor": "japan",
    "when": "peninsula_tension > 58",
    "set": {"counterstrike": 0.9},
    "until": "talks > 0 or peninsula_tension < 56",
}


@pytest.fixture(scope="module")
def ruled() -> Run:
    return run("baseline_2025", worlds=30, months=36, overrides={"rules": [ENDS, *MANY]})


def test_a_strip_holds_the_share_of_every_month_and_ends_with_its_number(ruled: Run) -> None:
    strips = fan_chart(ruled, "peninsula_tension").axes[1]
    shown = [np.asarray(mesh.get_array()).ravel() for mesh in strips.collections]
    assert len(shown) == 8, "only those in force in most worlds and months"
    np.testing.assert_allclose(shown[0], ruled.rules_in_force["tense"])
    written = [text.get_text() for text in strips.texts]
    assert written[:2] == [f"{ruled.rules_in_force['tense'][-1]:.0%}", "tense"]
    assert "rule number 9 of several" not in written


def test_a_chart_without_rules_has_no_strips() -> None:
    bare = run("baseline_2025", worlds=5, months=12)
    assert len(fan_chart(bare, "peninsula_tension").axes) == 1


def test_the_chronicle_has_one_row_for_a_rule_whose_labels_fit(ruled: Run) -> None:
    kinds = ruled.events["kind"].astype(str)
    world = int(ruled.events.loc[kinds == "end of rule: tense", "world"].iloc[0])
    figure = chronicle(ruled, world)
    figure.canvas.draw()
    labels = figure.axes[1].get_yticklabels()
    texts = [label.get_text() for label in labels]
    assert texts.count("rule: tense") == 1
    assert not any(text.startswith("end of rule") for text in texts)
    assert all(label.get_window_extent().x0 >= -1 for label in labels if label.get_text())
