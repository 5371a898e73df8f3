"""A policy that waits is shown as set and as it comes about."""

from playwright.sync_api import Page

from sim.ensemble.came_about import came_about
from sim.scenario.loading import load
from tests.web.page.browser import control, follow_link

WAITS = {"south_korea.opcon": {"2027-01": "rok_led"}}


def test_what_came_about_is_told_in_the_list_at_the_lever_and_on_the_charts(page: Page) -> None:
    follow_link(page, scenario="baseline_2025", changes=WAITS)
    (told,) = came_about(load("baseline_2025", WAITS, worlds=500))
    page.locator("#policy li", has_text=told.steps[0].text).wait_for(timeout=60_000)
    assert "2027-01 ROK opcon: rok led" in page.inner_text("#policy li")
    lever = page.locator("[data-key='south_korea.opcon']")
    assert "readiness of its own command; 500 worlds" in lever.locator(".came-about").inner_text()
    assert lever.locator(f"{control('south_korea.opcon')} .in-force").count() == 2
    shapes = page.evaluate("document.querySelector('#headline').layout.shapes.map(({ x0 }) => x0)")
    assert {"2027-01", told.steps[0].middle} <= set(shapes)
