"""A policy that waits is shown as set and as it comes about."""

from playwright.sync_api import Page, expect

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
    assert "readiness of its own command (the patron leads until then); 500 worlds" in lever.locator(".came-about").inner_text()
    assert lever.locator(f"{control('south_korea.opcon')} .in-force").count() == 2
    shapes = page.evaluate("document.querySelector('#headline').layout.shapes.map(({ x0 }) => x0)")
    assert {"2027-01", told.steps[0].middle} <= set(shapes)


def test_what_came_about_is_told_anew_whatever_view_is_open(page: Page) -> None:
    follow_link(page, scenario="baseline_2025", changes=WAITS, view="compare")
    lever = page.locator("[data-key='south_korea.opcon']")
    lever.locator(".came-about:not(.busy)", has_text="from 2027-01: rok led").wait_for(timeout=60_000)
    follow_link(page, scenario="baseline_2025", changes={"south_korea.opcon": {"2031-01": "rok_led"}}, view="compare")
    lever.locator(".came-about:not(.busy)", has_text="from 2031-01: rok led").wait_for(timeout=60_000)
    follow_link(page, scenario="baseline_2025", changes={"south_korea.opcon": "us_led"}, view="compare")
    expect(lever.locator(".came-about")).to_have_count(0, timeout=60_000)
