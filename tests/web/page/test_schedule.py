"""Values that change over time: fields and the timeline, for steps and ramps."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sim.foundations.months import parse_month
from sim.scenario.loading import load
from tests.web.page.browser import TROOPS, TROOPS_LABEL, control, headline, move_slider, pause, wait_for_results

VARY = f"[aria-label='Let the value change over time: {TROOPS_LABEL}']"
FIX = f"[aria-label='Use one value for the whole horizon: {TROOPS_LABEL}']"


def test_a_slider_keeps_its_value_when_it_becomes_a_schedule(page: Page) -> None:
    move_slider(page, TROOPS, 5000)
    page.click(VARY)
    value = page.locator(f"{control(TROOPS)} input[aria-label^='value']")
    value.wait_for()
    assert value.input_value() == "5000"
    page.click(FIX)
    page.wait_for_selector(f"{control(TROOPS)}[type=range]")
    assert page.input_value(control(TROOPS)) == "5000"


def test_a_date_is_added(page: Page) -> None:
    page.click(VARY)
    page.click(f"{control(TROOPS)} >> text=+ date")
    months = page.locator(f"{control(TROOPS)} input[aria-label^='from month']")
    months.nth(1).wait_for()
    assert [months.nth(index).input_value() for index in range(months.count())] == ["2026-11", "2027-11"]
    wait_for_results(page)


def test_invalid_dates_are_reported_where_they_are_typed(page: Page) -> None:
    page.select_option("#scenario", "offshore_balancing")
    wait_for_results(page)
    before = headline(page)
    start = page.locator(f"{control(TROOPS)} input[aria-label^='from month']")
    for month, error in (("2027-13", "Expected a month"), ("1999-01", "from 2025-02 to 2035-01"), ("2033-01", "after it starts")):
        start.fill(month)
        start.press("Enter")
        assert error in start.evaluate("(input) => input.validationMessage")
    assert headline(page) == before
    start.fill("2027-06")
    start.press("Tab")
    pause(page, 300)
    assert page.evaluate("document.activeElement.ariaLabel") == "until month, date 1"


def test_a_step_becomes_a_ramp(page: Page, tmp_path: Path) -> None:
    page.select_option("#scenario", "offshore_balancing")
    wait_for_results(page)
    until = page.locator(f"{control(TROOPS)} input[aria-label^='until month']")
    assert until.input_value() == "2029-12"
    for month, value in (("", 0), ("2031-12", 14_250)):
        until.fill(month)
        until.press("Enter")
        wait_for_results(page)
        page.click("#export-menu summary")
        with page.expect_download() as download:
            page.click("#export-toml")
        page.click("#export-menu summary")
        download.value.save_as(tmp_path / "mine.toml")
        troops = load(tmp_path / "mine.toml").policy["united_states"]["troops_korea"]
        assert troops.value(parse_month("2029-12")) == pytest.approx(value, rel=0.05)


def test_a_date_is_added_and_dragged_on_the_timeline(page: Page) -> None:
    page.click(VARY)
    page.wait_for_selector(f"{control(TROOPS)} svg")
    lever = page.locator(control(TROOPS))
    frame = lever.locator("svg").bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    months, values = lever.locator("input[aria-label^='from month']"), lever.locator("input[aria-label^='value']")
    months.nth(1).wait_for()
    clicked, troops = months.nth(1).input_value(), float(values.nth(1).input_value())
    assert "2031-03" < clicked < "2032-03"
    assert 20_000 < troops < 45_000
    handle = lever.locator("circle").nth(1).bounding_box()
    assert handle is not None
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.75, frame["y"] + frame["height"] + 20, steps=4)
    page.mouse.up()
    expect(values.nth(1)).to_have_value("0")
    assert months.nth(1).input_value() > clicked
    wait_for_results(page)
