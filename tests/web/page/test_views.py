"""Every view loads and shows its results."""

from playwright.sync_api import Page

CONTENT = {
    "compare": "#scorecard tbody tr",
    "causes": "#difference-causes .bars path, #difference-causes .points path",
    "worldviews": "#worldviews-table tbody tr",
    "network": "#network .main-svg",
    "seat": "#seat-take",
    "studies": "#study-start",
    "record": "#scores tbody tr",
    "about": "#view-about h2",
}


def test_every_view_shows_its_content(page: Page) -> None:
    page.select_option("#scenario", "moon_package")
    for view, content in CONTENT.items():
        page.click(f"#tab-{view}")
        page.wait_for_selector(f"#view-{view}[data-loaded=true]", timeout=60_000)
        page.wait_for_selector(content, timeout=60_000)
        assert page.get_attribute(f"#tab-{view}", "aria-selected") == "true"
        assert page.locator("[role=tabpanel]:visible").count() == 1


def test_a_further_scenario_is_compared(page: Page) -> None:
    page.click("#tab-compare")
    page.check("#compare-names input[value=burden_bargain]")
    page.locator("#scorecard th", has_text="A bargain over burdens").wait_for(timeout=60_000)


def test_causes_are_shown_in_each_theatre(page: Page) -> None:
    page.click("#tab-causes")
    page.wait_for_selector("#view-causes[data-loaded=true]", timeout=60_000)
    page.select_option("#scenario", "europe_left_alone")
    page.locator("#difference-causes-caption", has_text="compared with Europe: status quo of early 2025").wait_for(timeout=60_000)
    assert page.inner_text("#message") == ""


def test_the_lever_that_did_it_stands_above_the_mechanisms(page: Page) -> None:
    page.click("#tab-causes")
    page.select_option("#scenario", "opcon_fast")
    page.locator("#difference-levers-caption", has_text="from Status quo of early 2025 over the same 500 worlds").wait_for(
        timeout=60_000
    )
    assert "South Korea: opcon" in str(page.get_attribute("#difference-levers", "aria-label"))
    above, below = (page.locator(chart).bounding_box() for chart in ("#difference-levers", "#difference-causes"))
    assert above is not None
    assert below is not None
    assert above["y"] < below["y"]
    page.select_option("#scenario", "baseline")
    page.locator("#difference-levers-caption", has_text="Nothing differs from Baseline of autumn 2026 yet").wait_for(
        timeout=60_000
    )
    assert page.inner_text("#message") == ""


def test_the_network_plays_and_pauses(page: Page) -> None:
    page.click("#tab-network")
    page.wait_for_selector("#view-network[data-loaded=true][aria-busy=false]", timeout=60_000)
    before = int(page.input_value("#month"))
    page.click("#play")
    page.wait_for_function("(before) => Number(document.querySelector('#month').value) > before", arg=before)
    page.click("#play")
    assert page.inner_text("#play") == "Play"


def test_one_world_is_shown_with_its_events(page: Page) -> None:
    page.click("#tab-network")
    page.wait_for_selector("#network .main-svg")
    page.select_option("#network-mode", "one")
    page.locator("#month-label", has_text="world 0").wait_for(timeout=60_000)
    # the list of events narrows the chart
    fits = "() => document.querySelector('#network .main-svg').clientWidth === document.querySelector('#network').clientWidth"
    page.wait_for_function(fits)
    page.fill("#month", "119")
    assert "2036-10" in page.inner_text("#month-label")
    first = page.locator("#events li").all_inner_texts()
    assert any("missile test" in event for event in first)
    page.fill("#month", "0")
    assert page.locator("#events li").count() < len(first)
    page.click("#next-world")
    page.locator("#month-label", has_text="world 1").wait_for(timeout=60_000)
    page.fill("#month", "119")
    assert page.locator("#events li").all_inner_texts() != first
