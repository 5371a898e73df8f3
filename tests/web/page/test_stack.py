"""Packages are put on the scenario, told, ordered where they contradict each other, and taken away."""

from playwright.sync_api import Page, expect

from tests.web.page.browser import TROOPS, control, headline, move_slider, wait_for_results


def put(page: Page, name: str) -> None:
    page.select_option("#package", name)


def test_packages_are_put_on_told_and_taken_away(page: Page) -> None:
    before = headline(page)
    move_slider(page, TROOPS, 5000)
    put(page, "opcon_conditions")
    expect(page.locator("#package-list > li")).to_have_count(1)
    wait_for_results(page)
    assert page.input_value(control(TROOPS)) == "5000", "changes of the user's own are kept"
    assert "Wartime command transferred when ready" in page.inner_text("#scenario option:checked")
    page.click("#package-list summary")
    expect(page.locator("#package-list ul")).to_contain_text("Defence spending of South Korea")
    put(page, "offshore_balancing")
    expect(page.locator("dialog")).to_contain_text("opcon_conditions and offshore_balancing contradict each other")
    page.click("dialog button >> text=Cancel")
    expect(page.locator("#package-list > li")).to_have_count(1)
    put(page, "offshore_balancing")
    page.click("dialog button >> text=decide")
    expect(page.locator("#package-list > li")).to_have_count(2)
    for title in ("Offshore balancing from 2028", "Wartime command transferred when ready"):
        page.get_by_role("button", name=f"Take away {title}").click()
    expect(page.locator("#package-list > li")).to_have_count(0)
    page.locator(f"[data-key='{TROOPS}'] .reset").click()
    wait_for_results(page)
    assert headline(page) == before
