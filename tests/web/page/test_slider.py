"""Sliders: every one returns to its default."""

import pytest
from playwright.sync_api import Page

from sim.scenario.loading import load
from tests.web.page.browser import control, wait_for_results

AWAY_AND_BACK = """(input) => {
    const before = Number(input.value), ways = before > Number(input.max) - 3 * Number(input.step) ? [-2, 2] : [2, -2];
    const values = ways.map((steps) => {
        steps > 0 ? input.stepUp(steps) : input.stepDown(-steps);
        input.dispatchEvent(new Event("input", { bubbles: true }));
        return Number(input.value);
    });
    return values[0] !== before;
}"""


@pytest.mark.parametrize("scenario", ["baseline", "offshore_balancing"])
def test_every_slider_moves_away_and_returns_to_where_it_was(page: Page, scenario: str) -> None:
    page.select_option("#scenario", scenario)
    wait_for_results(page)
    sliders = page.locator("aside input[type=range]")
    assert sliders.count() > 60
    moved = sliders.evaluate_all(f"(all) => all.map((each) => [each.id || each.ariaLabel, ({AWAY_AND_BACK})(each)])")
    assert [name for name, away in moved if not away] == []
    wait_for_results(page)
    assert page.locator(".lever.changed .label").all_text_contents() == []


def test_a_slider_reaches_its_default_and_both_ends(page: Page) -> None:
    loaded = load("baseline")
    for actor in loaded.situation.actors:
        for name, lever in actor.levers.items():
            if lever.kind != "real" or loaded.policy[actor.name][name].changes:
                continue
            slider = page.locator(control(f"{actor.name}.{name}"))
            for end, value in (("min", lever.low), ("max", lever.high), ("", lever.default)):
                shown = slider.evaluate(
                    "(input, [end, value]) => { input.value = input[end] ?? value; input.dispatchEvent(new Event('input')); "
                    "return input.ariaValueText; }",
                    [end, value],
                )
                assert float(shown.split()[0].replace(",", "")) == value, name
