"""The address carries the settings: a link gives them back, and an invalid one as many of them as it can."""

from playwright.sync_api import Browser, Page

from tests.web.page.browser import LOADED, TROOPS, control, follow_link, headline, move_slider, wait_for_results


def test_a_link_carries_the_settings(page: Page, browser: Browser) -> None:
    move_slider(page, TROOPS, 2500)
    wait_for_results(page)
    page.click("#copy-link")
    assert "on this computer" in page.inner_text("dialog")
    page.click("dialog button >> text=Close")
    other = browser.new_context().new_page()
    other.goto(page.url)
    other.wait_for_selector(LOADED, timeout=60_000)
    assert other.input_value(control(TROOPS)) == "2500"
    assert headline(other) == headline(page)
    other.context.close()


def test_the_address_follows_the_settings(page: Page) -> None:
    assert "#" not in page.url
    move_slider(page, TROOPS, 15_000)
    wait_for_results(page)
    page.wait_for_function("location.hash.length > 1")
    moved = headline(page)
    page.reload()
    page.wait_for_selector("body[data-quick='false']", timeout=60_000)
    wait_for_results(page)
    assert headline(page) == moved
    assert page.input_value(control(TROOPS)) == "15000"


def test_a_damaged_link_is_reported_and_the_page_works(page: Page, address: str) -> None:
    other = page.context.new_page()
    other.goto(f"{address}#damaged")
    other.locator("#message", has_text="This link cannot be read").wait_for(timeout=60_000)
    other.wait_for_selector(LOADED, timeout=60_000)
    assert other.input_value("#scenario") == "baseline"


def test_invalid_settings_of_a_link_are_reported_and_ignored(page: Page) -> None:
    follow_link(page, view="toString", changes={TROOPS: [], "test_learning": 3, "us.troops_japan": 30_000})
    page.locator("#message", has_text="Ignored settings").wait_for(timeout=60_000)
    wait_for_results(page)
    assert "united_states.troops_korea, test_learning." in page.inner_text("#message")
    follow_link(page, scenario="no_such_scenario")
    page.locator("#message", has_text="no scenario 'no_such_scenario'").wait_for(timeout=60_000)
    wait_for_results(page)
    assert page.input_value("#scenario") == "baseline"


def test_a_link_of_the_former_version_keeps_its_reference(page: Page) -> None:
    follow_link(page, scenario="offshore_balancing", against="moon_package")
    page.locator("#headline .annotation-text", has_text="The whole proposal").wait_for(timeout=60_000)
    wait_for_results(page)
    assert page.input_value("#reference") == "moon_package"
