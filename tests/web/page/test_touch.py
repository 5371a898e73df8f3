"""By finger and keyboard, for all of `sim/web/page/`: swipes scroll, buttons can be hit, the skip link leads to results."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.page.browser import TROOPS, control, pause, profile, visit

BUTTONS = "button, summary, select, input[type=range], input[type=checkbox] + *, .modebar-btn"


@pytest.fixture(scope="module")
def telephone(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """The profile of a visitor with a telephone."""
    with profile(browser, address, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        yield context


@pytest.fixture
def phone(telephone: BrowserContext, address: str) -> Iterator[Page]:
    """The page on a telephone."""
    with visit(telephone, address) as page:
        yield page


def swipe_up(page: Page, selector: str) -> None:
    """Swipe a finger upward over the middle of an element."""
    page.locator(selector).scroll_into_view_if_needed()
    box = page.locator(selector).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for distance in range(10, 160, 10):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - distance}]})
        page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(200)


def test_a_swipe_over_a_chart_or_a_slider_scrolls_and_changes_nothing(phone: Page) -> None:
    scrolled = "[scrollY, document.querySelector('aside').scrollTop].join()"
    value = phone.input_value(control(TROOPS))
    for swiped in ("#headline", control(TROOPS)):
        if swiped != "#headline":
            phone.tap("#drawer-open")
        phone.locator(swiped).scroll_into_view_if_needed()
        before = phone.evaluate(scrolled)
        swipe_up(phone, swiped)
        assert phone.evaluate(scrolled) != before
    assert phone.input_value(control(TROOPS)) == value
    assert phone.locator(".lever.changed").count() == 0
    assert phone.evaluate("document.querySelector('#headline').layout.xaxis.range.join()") == "2026-11,2036-10"


def test_a_tap_on_a_slider_sets_it(phone: Page) -> None:
    phone.tap("#drawer-open")
    slider = phone.locator(control(TROOPS))
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    phone.touchscreen.tap(box["x"] + box["width"] * 0.25, box["y"] + box["height"] / 2)
    phone.wait_for_function("() => document.querySelectorAll('.lever.changed').length === 1")
    assert 10_000 < float(slider.input_value()) < 20_000


def test_every_button_can_be_hit(phone: Page, page: Page) -> None:
    too_small = """(all) => all.filter((each) => each.checkVisibility()).map((each) => [each.outerHTML.slice(0, 90),
        each.getBoundingClientRect()]).filter(([, { width, height }]) => width < 23.9 || height < 23.9).map(([text]) => text)"""
    for opened in (phone, page):
        assert opened.locator(BUTTONS).count() > 50
        assert opened.locator(BUTTONS).evaluate_all(too_small) == []


def test_the_mode_bar_never_covers_the_legend(page: Page, phone: Page) -> None:
    for opened in (page, phone):
        opened.hover("#second .nsewdrag", force=True)
        overlap = opened.evaluate("""() => {
            const boxOf = (each) => document.querySelector(`#second ${each}`).getBoundingClientRect();
            const [bar, legend] = [".modebar", ".legend"].map(boxOf);
            return bar.width > 0 && bar.bottom > legend.top && bar.top < legend.bottom && bar.right > legend.left;
        }""")
        assert not overlap


def test_the_skip_link_leads_to_the_results_and_is_not_taken_for_settings(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "results"
    pause(page, 300)
    assert page.inner_text("#message") == ""
    assert "#" not in page.url
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "tab-tension"
