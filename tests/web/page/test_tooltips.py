"""Help buttons work by keyboard and mouse."""

from playwright.sync_api import Page

from tests.web.page.browser import TROOPS_LABEL


def test_help_opens_by_keyboard_and_mouse(page: Page) -> None:
    page.get_by_role("button", name=f"Help: {TROOPS_LABEL}").focus()
    assert "from 0 to 60,000 persons" in page.inner_text("#tooltip")
    assert "Source:" in page.inner_text("#tooltip")
    page.keyboard.press("Escape")
    assert not page.is_visible("#tooltip")
    page.hover(".card[data-outcome=war_risk] .help")
    assert page.is_visible("#tooltip")
