"""A phone shows the results; the policies slide over them, and the chart stays in sight."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.page.browser import LOADED, TROOPS, control, headline, move_slider, profile, visit, wait_for_results
from tests.web.page.test_accessibility import VIEWS, serious_faults


@pytest.fixture(scope="module")
def telephone(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """The profile of a visitor with a telephone."""
    with profile(browser, address, viewport={"width": 390, "height": 844}, has_touch=True) as context:
        yield context


@pytest.fixture
def phone(telephone: BrowserContext, address: str) -> Iterator[Page]:
    """The page with its first results on a phone."""
    with visit(telephone, address) as page:
        page.click("#tour-dismiss")
        yield page


def test_the_chart_stays_in_sight_while_a_lever_moves_in_the_drawer(phone: Page) -> None:
    before = headline(phone)
    assert phone.eval_on_selector("#side", "(side) => side.inert && getComputedStyle(side).visibility === 'hidden'")
    phone.tap("#drawer-open")
    assert phone.evaluate("document.activeElement.id") == "drawer-close"
    phone.locator(control(TROOPS)).scroll_into_view_if_needed()
    move_slider(phone, TROOPS, 0)
    wait_for_results(phone)
    chart, drawer = (phone.locator(each).bounding_box() for each in ("#headline", "#side"))
    assert chart is not None
    assert drawer is not None
    assert chart["y"] >= 0
    assert chart["y"] + chart["height"] <= drawer["y"] + 1
    assert serious_faults(phone) == []
    phone.keyboard.press("Escape")
    assert phone.evaluate("document.activeElement.id") == "drawer-open"
    assert headline(phone) > before


def test_the_chart_sticks_to_the_top_of_the_results(phone: Page) -> None:
    phone.evaluate("document.querySelector('#more-cards').closest('details').open = true")
    phone.evaluate("scrollTo(0, 600)")
    chart = phone.locator("#headline").bounding_box()
    assert chart is not None
    assert 0 <= chart["y"] < 100


def test_every_view_fits_the_phone(phone: Page) -> None:
    wide = {}
    for view in VIEWS:
        phone.click(f"#tab-{view}")
        phone.wait_for_selector(f"#view-{view}[data-loaded=true][aria-busy=false]", timeout=60_000)
        wide[view] = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert not any(wide.values()), wide


@pytest.mark.parametrize(("width", "height"), [(640, 400), (410, 256)])
def test_all_can_be_reached_on_a_zoomed_page(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.reload()
    page.wait_for_selector(LOADED, timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.click("#drawer-open")
    page.locator(control(TROOPS)).scroll_into_view_if_needed()
    box = page.locator(control(TROOPS)).bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= height - box["height"]
    page.click("#drawer-close")
    page.locator("#outcome").scroll_into_view_if_needed()
    assert page.locator("#outcome").is_visible()


def test_a_wide_page_has_no_drawer(page: Page) -> None:
    assert page.is_hidden("#drawer-open")
    assert page.is_hidden("#drawer-close")
    assert not page.eval_on_selector("#side", "(side) => side.inert")
