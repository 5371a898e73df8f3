"""Number of worlds, horizon and start are chosen on the page, with what they mean and their bounds."""

from playwright.sync_api import Page

from tests.web.page.browser import LOADED, settings_of, wait_for_results


def opened(page: Page) -> None:
    page.evaluate("document.querySelector('#ensemble-section').open = true")


def test_worlds_months_and_start_are_chosen_and_carried_by_the_link(page: Page) -> None:
    opened(page)
    page.fill("#ensemble-worlds", "200")
    page.press("#ensemble-worlds", "Enter")
    page.locator("#status", has_text="200 worlds").wait_for(timeout=60_000)
    page.fill("#ensemble-months", "24")
    page.press("#ensemble-months", "Enter")
    page.locator("#cards-caption", has_text="In 2028-10, 200 worlds").wait_for(timeout=60_000)
    page.fill("#ensemble-start", "2026-06")
    page.press("#ensemble-start", "Enter")
    page.locator("#cards-caption", has_text="In 2028-05, 200 worlds").wait_for(timeout=60_000)
    assert page.inner_text("#ensemble-note") == "200 worlds, 24 months from 2026-06"
    assert "mean difference from Baseline of autumn 2026" in page.inner_text("#cards-caption")
    page.wait_for_function("location.hash.length > 1")
    assert settings_of(page)["ensemble"] == {"worlds": 200, "months": 24, "start": "2026-06", "nowcast": ""}
    page.click("#undo")
    page.locator("#cards-caption", has_text="In 2028-10").wait_for(timeout=60_000)
    page.reload()
    page.wait_for_selector("body[data-quick='false']", timeout=60_000)
    page.locator("#cards-caption", has_text="In 2028-10, 200 worlds").wait_for(timeout=60_000)
    page.click("#ensemble button >> text=As the scenario says")
    page.wait_for_selector(LOADED, timeout=60_000)
    wait_for_results(page)
    assert "In 2036-10" in page.inner_text("#cards-caption")


def test_values_out_of_bounds_are_refused_where_they_are_typed(page: Page) -> None:
    opened(page)
    before = page.inner_text("#ensemble-note")
    for field, value in (("worlds", "100000"), ("months", "3"), ("start", "1850-01"), ("start", "soon")):
        page.fill(f"#ensemble-{field}", value)
        page.press(f"#ensemble-{field}", "Enter")
        assert not page.eval_on_selector(f"#ensemble-{field}", "(field) => field.checkValidity()")
    assert page.inner_text("#ensemble-note") == before
    assert "2060-12" in page.eval_on_selector("#ensemble-start", "(field) => field.validationMessage")
    wait_for_results(page)
