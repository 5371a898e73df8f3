"""A printed page is a report of at most two sheets: title, changes, charts, and what it is no forecast of."""

import re
from pathlib import Path

from playwright.sync_api import Page

from tests.web.page.browser import TROOPS, follow_link, wait_for_results

PAPER_PX = 700


def sheets(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_main_view_is_printed_as_a_report(page: Page, tmp_path: Path) -> None:
    follow_link(page, scenario="offshore_balancing", changes={TROOPS: {"2027-01": 5000}}, name="Earlier and faster")
    wait_for_results(page)
    page.locator("#policy li").first.wait_for()
    page.wait_for_selector("#view-tension[aria-busy=false]", timeout=60_000)
    printed = page.pdf(path=str(tmp_path / "report.pdf"), format="A4")
    assert 1 <= sheets(printed) <= 2
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.inner_text("#print-title") == "Earlier and faster"
    assert "Reference: Status quo of early 2025" in page.inner_text("#print-note")
    assert page.eval_on_selector("#headline .main-svg", "(svg) => svg.clientWidth") == PAPER_PX
    for hidden in ("aside", "header", "[role=tablist]", "#undo", ".modebar-container", "#invitation"):
        assert page.locator(hidden).first.is_hidden(), hidden
    for shown in ("#chips .chip", "#policy li", "#headline .main-svg", "#cards .card", "#caveat"):
        assert page.locator(shown).first.is_visible(), shown
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(
        "document.querySelector('#headline .main-svg').clientWidth === document.querySelector('#headline').clientWidth"
    )


def test_ink_is_dark_on_white_in_both_themes(page: Page) -> None:
    printed = {}
    for _ in range(2):
        page.emulate_media(media="print")
        paper = page.eval_on_selector("html", "(html) => getComputedStyle(html).backgroundColor")
        ink = page.evaluate("getComputedStyle(document.querySelector('#cards b')).color")
        printed[page.get_attribute("html", "data-theme")] = paper, ink
        page.emulate_media(media="screen")
        page.click("#theme")
    on_white = "rgb(255, 255, 255)", "rgb(31, 35, 40)"
    assert printed == {"light": on_white, "dark": on_white}
