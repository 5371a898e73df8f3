"""Charts, and everything else that can be clicked, keep the data on this machine."""

import pytest
from playwright.sync_api import Page

CLICK_EVERYTHING = """(view) => {
    window.opened ??= [];
    window.open = (...where) => { window.opened.push(String(where[0])); return null; };
    document.addEventListener("submit", (event) => { window.opened.push(event.target.action); event.preventDefault(); });
    const every = [...document.querySelectorAll("button, summary, a, .modebar-btn")].filter(
        (each) => each.checkVisibility() && each.getAttribute("role") !== "tab" && each.id !== "save",
    );
    for (const each of every) each.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    return every.length;
}"""


@pytest.mark.slow
def test_no_control_of_any_view_leaves_the_machine(page: Page, address: str) -> None:
    pages: list[str] = []
    page.context.on("page", lambda other: pages.append(other.url))
    clicked = 0
    for view in page.eval_on_selector_all("[role=tab]", "(tabs) => tabs.map((tab) => tab.id)"):
        page.click(f"#{view}")
        page.wait_for_timeout(1500)
        for _ in range(2):  # a first click may open a dialog
            clicked += page.evaluate(CLICK_EVERYTHING)
            page.wait_for_timeout(500)
        page.keyboard.press("Escape")
    assert clicked > 200
    assert page.evaluate("window.opened") == []
    assert pages == []
    assert page.url.startswith(address)


def test_links_lead_nowhere_else(page: Page, address: str) -> None:
    links = page.eval_on_selector_all("a[href], form[action]", "(all) => all.map((each) => each.href || each.action)")
    assert all(link.startswith(address) for link in links)


def test_no_chart_offers_to_share_its_data(page: Page) -> None:
    titles = page.eval_on_selector_all(".modebar-btn", "(all) => all.map((each) => each.dataset.title ?? '')")
    assert any("Download" in title for title in titles)
    assert not [title for title in titles if "Share" in title or "Cloud" in title or "Edit" in title]
