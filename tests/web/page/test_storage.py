"""What the browser remembers is found by the next visit of its user, and by no other test of the page."""

import pytest
from playwright.sync_api import BrowserContext

from tests.web.page.browser import LOADED, TROOPS, follow_link, pause, visit

REMEMBERED = "({ ...localStorage })"


def test_a_choice_outlasts_a_reload_and_no_test_finds_what_another_left(desktop: BrowserContext, address: str) -> None:
    with visit(desktop, address) as page:
        theme = page.get_attribute("html", "data-theme")
        page.click("#theme")
        page.click("#tour-dismiss")
        follow_link(page, changes={TROOPS: 5000})
        page.locator("#chips li").wait_for()
        page.evaluate("sessionStorage.left = 'behind'")
        page.set_viewport_size({"width": 390, "height": 844})
        page.reload()
        page.wait_for_selector(LOADED, timeout=60_000)
        assert page.get_attribute("html", "data-theme") != theme
        assert set(page.evaluate(REMEMBERED)) == {"theme", "tour"}
        page.context.new_page()  # is left open
    with visit(desktop, address) as page:
        assert (page.evaluate(REMEMBERED), page.evaluate("sessionStorage.length")) == ({}, 0)
        assert page.get_attribute("html", "data-theme") == theme
        assert page.is_visible("#invitation")
        assert page.locator("#chips li").count() == 0
        assert "#" not in page.url
        assert page.evaluate("[innerWidth, innerHeight, history.length]") == [1280, 800, 2]  # after the empty tab


FAULTS = (
    "console.warn('a warning')",
    "setTimeout(() => { throw Error('a fault'); })",
    "fetch('http://another.test').catch(() => {})",
)
"""What a page must not do."""


def misbehave(context: BrowserContext, address: str) -> None:
    with visit(context, address) as page:
        for fault in FAULTS:
            page.evaluate(f"() => {{ {fault}; }}")
        pause(page, 20)


def test_a_visit_fails_by_what_the_page_logs_or_loads_from_elsewhere(desktop: BrowserContext, address: str) -> None:
    with pytest.raises(AssertionError) as failed:
        misbehave(desktop, address)
    assert all(told in str(failed.value) for told in ("a warning", "a fault", "http://another.test"))
