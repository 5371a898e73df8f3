"""Own variants are named, kept side by side and compared like scenarios; limits are said."""

from playwright.sync_api import Page, expect

from sim.analysis.mean_difference import mean_difference
from sim.ensemble.execute import execute_together
from sim.scenario.loading import load
from tests.web.page.browser import TROOPS, control, follow_link, headline, move_slider, pause, settings_of, wait_for_results

ENGAGEMENT = "south_korea.engagement"
UNNAMED = "Baseline of autumn 2026 with a change"


def keep(page: Page, name: str) -> None:
    page.fill("#settings-name", name)
    page.press("#settings-name", "Enter")
    page.click("#keep")
    expect(page.locator("#message")).to_contain_text(f"Kept as '{name}'")


def test_variants_are_kept_and_compared_like_scenarios(page: Page) -> None:
    move_slider(page, TROOPS, 5000)
    keep(page, "Trip-wire")
    expect(page.locator("#keep")).to_be_disabled()
    move_slider(page, ENGAGEMENT, 0.8)
    keep(page, "Trip-wire and talks")
    move_slider(page, ENGAGEMENT, 0.9)
    page.fill("#settings-name", "")
    page.press("#settings-name", "Enter")
    page.click("#tab-compare")
    heads = page.locator("#scorecard thead th")
    page.locator("#scorecard thead", has_text="500 worlds").wait_for(timeout=60_000)
    page.wait_for_selector("#view-compare[aria-busy=false]", timeout=60_000)
    assert heads.all_inner_texts()[1:] == ["current settings", "Trip-wire", "Trip-wire and talks"]
    reference, first, second = execute_together(
        [load("baseline", changes, worlds=500) for changes in ({}, {TROOPS: 5000}, {TROOPS: 5000, ENGAGEMENT: 0.8})], workers=1
    )
    for column, run in ((2, first), (3, second)):
        finals = [each.series("peninsula_tension")[-1] for each in (reference, run)]
        cell = page.locator("#scorecard tbody tr").first.locator("td").nth(column - 1)
        assert cell.inner_text().startswith(mean_difference(*finals).text)


def test_a_variant_can_be_the_reference_and_is_opened_again(page: Page) -> None:
    move_slider(page, TROOPS, 5000)
    keep(page, "Trip-wire")
    wait_for_results(page)
    kept = headline(page)
    page.select_option("#reference", "variant:Trip-wire")
    page.locator("#difference-caption", has_text="No difference yet").wait_for(timeout=60_000)
    move_slider(page, TROOPS, 40_000)
    page.locator("#cards-caption", has_text="mean difference from Trip-wire").wait_for(timeout=60_000)
    wait_for_results(page)
    names = page.evaluate("document.querySelector('#headline').data.map(({ name }) => name)")
    assert {"Trip-wire (reference)", "Trip-wire (changed)"} <= set(names)
    page.select_option("#scenario", "variant:Trip-wire")
    page.click("dialog button >> text=Discard")
    expect(page.locator("#settings-name")).to_have_value("Trip-wire")
    wait_for_results(page)
    assert headline(page) == kept
    assert page.input_value(control(TROOPS)) == "5000"


def test_undo_loses_no_variant_and_a_name_is_not_taken_twice_unasked(page: Page) -> None:
    move_slider(page, TROOPS, 5000)
    pause(page)
    page.click("#keep")
    expect(page.locator("#message")).to_contain_text(f"Kept as '{UNNAMED}'")
    assert page.input_value("#settings-name") == ""
    page.keyboard.press("Control+z")
    expect(page.locator("#chips li")).to_have_count(0)
    assert [each["name"] for each in settings_of(page)["variants"]] == [UNNAMED]
    move_slider(page, TROOPS, 9000)
    page.click("#keep")
    expect(page.locator("#message")).to_contain_text(f"Kept as '{UNNAMED} (2)'")
    move_slider(page, TROOPS, 11_000)
    page.fill("#settings-name", UNNAMED)
    page.press("#settings-name", "Enter")
    page.click("#keep")
    page.click("dialog button >> text=Cancel")
    assert [each["changes"][TROOPS] for each in settings_of(page)["variants"]] == [5000, 9000]
    page.reload()
    page.wait_for_selector(f"#scenario option[value='variant:{UNNAMED}']", state="attached", timeout=60_000)


def variant(number: int) -> dict[str, object]:
    return {
        "name": f"V{number}", "scenario": "baseline", "file": "", "changes": {TROOPS: 1000 * number}, "theatre": "korea",
        "start": "2026-11",
    }  # fmt: skip


def test_limits_are_said(page: Page) -> None:
    variants = [variant(number) for number in range(12)]
    follow_link(page, view="compare", variants=variants, compared=[f"variant:V{number}" for number in range(5)])
    page.locator("#scorecard thead", has_text="V4").wait_for(timeout=60_000)
    box = page.locator("#compare-variants input[value='variant:V7']")
    box.click()
    expect(page.locator("#message")).to_contain_text("At most 5 are compared at once: uncheck one of V0, V1, V2, V3, V4 first")
    assert not box.is_checked()
    move_slider(page, TROOPS, 33_000)
    page.click("#keep")
    expect(page.locator("#message")).to_contain_text("At most 12 variants are kept")
    page.get_by_role("button", name="Remove the variant V0").click()
    page.click("dialog button >> text=Remove")
    expect(page.locator("#compare-variants .variant")).to_have_count(11)
    page.click("#keep")
    expect(page.locator("#message")).to_contain_text(f"Kept as '{UNNAMED}'")
    expect(page.locator("#compare-variants .variant")).to_have_count(12)
