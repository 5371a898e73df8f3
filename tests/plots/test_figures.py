"""Figures of small runs, by all files of `sim/plots/`: what they show, that they say so, and that they are complete."""

from pathlib import Path

import numpy as np
import pytest

from sim.analysis.representative_worlds import typical_world
from sim.plots import FIGURES, draw_all
from sim.plots.fan import fan_chart
from sim.plots.nuclear import yearly
from sim.studies.run import Run, run


@pytest.fixture(scope="module")
def korea() -> Run:
    return run("scenarios/moon_package.toml", worlds=40, months=48)


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_a_title_and_keeps_its_text_inside(korea: Run, name: str) -> None:
    figure = FIGURES[name](korea)
    figure.canvas.draw()
    width, height = figure.canvas.get_width_height()
    assert any(text.get_fontsize() == 13 and text.get_text() for text in figure.texts)
    for text in (*figure.texts, *(text for axes in figure.axes for text in (axes.title, axes.yaxis.label))):
        box = text.get_window_extent()
        if text.get_text().strip():
            assert box.x0 >= -1, text.get_text()
            assert box.x1 <= width + 1, text.get_text()
            assert box.y1 <= height + 1, text.get_text()


def test_the_fan_shows_the_median_of_the_worlds(korea: Run) -> None:
    line = fan_chart(korea, "peninsula_tension").axes[0].lines[0]
    np.testing.assert_allclose(np.asarray(line.get_ydata()), np.median(korea.series("peninsula_tension"), axis=1), rtol=1e-5)


def test_the_fan_marks_every_change_of_policy_and_names_it(korea: Run) -> None:
    figure = fan_chart(korea, "peninsula_tension")
    written = " ".join(text.get_text() for text in figure.texts).replace("\n", " ")
    changes = korea.policy_changes()
    assert len(changes) >= 5
    for number, (month, _) in enumerate(changes, start=1):
        assert f"({number}) {month}" in written


def test_the_fan_says_of_a_change_that_waits_what_came_about() -> None:
    changes = {"south_korea.opcon": {"2026-01": "rok_led"}, "us.exercise_tempo": {"2026-03": 0.2}}
    waiting = run("baseline_2025", worlds=30, months=24, overrides=changes)
    written = " ".join(text.get_text() for text in fan_chart(waiting, "peninsula_tension").texts).replace("\n", " ")
    (step,) = next(each for each in waiting.came_about if each.lever == "opcon").steps
    assert step.share < 1
    assert f"2026-01 ROK opcon: rok led, {step.briefly}" in written
    assert "2026-03 US exercise tempo: 0.2  " in f"{written}  ", "what acts at once needs no words"


def test_value_axes_carry_their_unit(korea: Run) -> None:
    assert fan_chart(korea, "warheads").axes[0].get_ylabel() == "warheads"
    assert fan_chart(korea, "peninsula_tension").axes[0].get_ylim() == (0, 100)


def test_a_yes_or_no_outcome_is_never_shown_by_quantiles(korea: Run) -> None:
    axes = fan_chart(korea, "war_so_far").axes[0]
    assert not axes.collections
    np.testing.assert_allclose(np.asarray(axes.lines[0].get_ydata()), korea.series("war_so_far").mean(axis=1), atol=1e-6)


def test_the_typical_world_is_nearer_the_median_than_most(korea: Run) -> None:
    values = korea.series("peninsula_tension")
    distance = ((values - np.median(values, axis=1, keepdims=True)) ** 2).mean(axis=0)
    assert distance[typical_world(korea)] == pytest.approx(distance.min())


def test_a_trailing_year_sums_twelve_months() -> None:
    counts = np.ones((24, 3), dtype=np.float32)
    np.testing.assert_array_equal(np.array(list(yearly(counts)))[[11, 23]], np.full((2, 3), 12))


def test_figures_are_written_as_png_and_on_request_as_svg_with_text(korea: Run, tmp_path: Path) -> None:
    assert {file.suffix for file in draw_all(korea, tmp_path)} == {".png"}
    files = draw_all(korea, tmp_path, svg=True)
    assert {file.suffix for file in files} == {".png", ".svg"}
    assert len(files) == 2 * len(FIGURES)
    assert "Peninsula Tension Index" in (tmp_path / "tension.svg").read_text()


def test_europe_is_drawn_as_well(tmp_path: Path) -> None:
    europe = run("scenarios/europe_left_alone.toml", worlds=10, months=14)
    assert len(draw_all(europe, tmp_path)) == len(FIGURES)
