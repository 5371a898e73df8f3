"""The tray of changes: chips, undo and redo by button, key and the browser's Back, and the name that goes everywhere."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from sim.scenario.loading import load
from tests.web.page.browser import (
    TROOPS,
    TROOPS_LABEL,
    control,
    follow_link,
    headline,
    move_slider,
    pause,
    reset,
    wait_for_results,
)

ENGAGEMENT = "south_korea.engagement"


def chips(page: Page) -> list[str]:
    return page.locator("#chips .text").all_text_contents()


def test_changes_are_undone_and_redone_by_key_back_and_button(page: Page) -> None:
    before = headline(page)
    move_slider(page, TROOPS, 5000)
    pause(page)
    move_slider(page, ENGAGEMENT, 0.75)
    wait_for_results(page)
    both = headline(page)
    assert [chip.split(":")[0] for chip in chips(page)] == ["United States, troops korea", "South Korea, engagement"]
    assert "28,500 persons \u2192 5,000 persons" in chips(page)[0]
    page.keyboard.press("Control+z")
    expect(page.locator("#chips li")).to_have_count(1)
    assert page.input_value(control(TROOPS)) == "5000"
    page.go_back()
    expect(page.locator("#chips li")).to_have_count(0)
    wait_for_results(page)
    assert headline(page) == before
    assert page.is_disabled("#undo")
    page.click("#redo")
    expect(page.locator("#chips li")).to_have_count(1)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#chips li")).to_have_count(2)
    wait_for_results(page)
    assert headline(page) == both
    assert page.is_disabled("#redo")


def test_one_change_is_taken_back_by_its_chip_or_at_its_lever(page: Page) -> None:
    follow_link(page, changes={TROOPS: 5000, ENGAGEMENT: 0.75, "worldview": "spiral"})
    expect(page.locator("#chips li")).to_have_count(3)
    page.get_by_role("button", name="Remove the change of United States, troops korea").click()
    expect(page.locator("#chips li")).to_have_count(2)
    assert page.input_value(control(TROOPS)) == "28500"
    page.locator(f"[data-key='{ENGAGEMENT}'] .reset").click()
    expect(page.locator("#chips li")).to_have_count(1)
    assert page.input_value(control(ENGAGEMENT)) == "0.5"
    page.keyboard.press("Control+z")
    expect(page.locator("#chips li")).to_have_count(2)


def test_undo_in_quick_succession_ends_where_it_should(page: Page) -> None:
    for troops in (20_000, 15_000, 10_000):
        move_slider(page, TROOPS, troops)
        pause(page)
    for _ in range(2):
        page.keyboard.press("Control+z")
    expect(page.locator(control(TROOPS))).to_have_value("20000")
    wait_for_results(page)
    expect(page.locator(control(TROOPS))).to_have_value("20000")
    page.click("#redo")
    expect(page.locator(control(TROOPS))).to_have_value("15000")
    wait_for_results(page)
    expect(page.locator(control(TROOPS))).to_have_value("15000")


def test_nothing_is_discarded_without_a_question(page: Page) -> None:
    move_slider(page, TROOPS, 5000)
    page.select_option("#scenario", "opcon_fast")
    page.click("dialog button >> text=Cancel")
    expect(page.locator("#scenario")).to_have_value("baseline")
    assert page.input_value(control(TROOPS)) == "5000"
    page.select_option("#scenario", "opcon_fast")
    page.click("dialog button >> text=Apply to it")
    expect(page.locator("#chips li")).to_have_count(1)
    assert page.input_value("#scenario") == "opcon_fast"
    reset(page)
    expect(page.locator("#chips li")).to_have_count(0)


def test_the_name_goes_into_charts_link_file_and_report(page: Page, tmp_path: Path) -> None:
    move_slider(page, TROOPS, 5000)
    page.fill("#settings-name", "A trip-wire & no more")
    page.press("#settings-name", "Enter")
    wait_for_results(page)
    page.locator("#headline .annotation-text", has_text="A trip-wire & no more").wait_for()
    page.click("#export-menu summary")
    with page.expect_download() as download:
        page.click("#export-toml")
    assert download.value.suggested_filename.startswith("a_trip_wire_no_more")
    download.value.save_as(tmp_path / "mine.toml")
    scenario = load(tmp_path / "mine.toml")
    assert scenario.title == "A trip-wire & no more"
    assert scenario.hypothesis == ""
    assert f"{TROOPS_LABEL}: 5000 persons (was 28500 persons)" in scenario.description
    page.reload()
    expect(page.locator("#settings-name")).to_have_value("A trip-wire & no more")


def test_a_report_on_changed_settings_never_compares_a_scenario_with_itself(page: Page, tmp_path: Path) -> None:
    for troops, title in (
        (28_500, "Baseline of autumn 2026"),
        (5000, "Baseline of autumn 2026 with a change, compared with Baseline of autumn 2026"),
    ):
        move_slider(page, TROOPS, troops)
        page.evaluate("document.querySelector('#export-menu').open = true")
        with page.expect_download(timeout=60_000) as download:
            page.click("#export-report")
        download.value.save_as(tmp_path / "report.html")
        heading = re.search("<h1>(.*)</h1>", (tmp_path / "report.html").read_text(encoding="utf-8"))
        assert heading is not None
        assert heading[1].startswith(title)
