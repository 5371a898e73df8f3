"""Charts, and everything else that can be clicked, keep the data on this machine."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.web.page.browser import TROOPS, follow_link, move_slider

CLICK_EVERYTHING = """() => {
    if (!window.opened) {
        window.opened = [];
        window.clicked = new Set();
        window.open = (...where) => { window.opened.push(String(where[0])); return null; };
        document.addEventListener("submit", (event) => {
            if (!event.defaultPrevented) window.opened.push(event.target.action); // else the page itself answers
            event.preventDefault();
        });
    }
    const nameOf = (each) => `${each.parentElement.closest("[id]")?.id} ${each.outerHTML}`;
    const every = [...document.querySelectorAll("button, summary, a, .modebar-btn")].filter(
        (each) => each.checkVisibility() && !each.disabled && !window.clicked.has(nameOf(each))
            && each.getAttribute("role") !== "tab" && !["save", "language"].includes(each.id),
    );
    for (const each of every) {
        window.clicked.add(nameOf(each));
        each.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
    return every.length;
}"""
"""Click each control that can be used and looks like none that was clicked; `opened` has the windows that this opens."""


@pytest.mark.slow
def test_no_control_of_any_view_leaves_the_machine(page: Page, address: str) -> None:
    pages: list[str] = []
    page.context.on("page", lambda other: pages.append(other.url))
    follow_link(page, ensemble={"worlds": 50, "months": 24, "start": "", "nowcast": ""})
    page.locator("#status", has_text=re.compile("^50 worlds$")).wait_for(timeout=60_000)
    clicked = 0
    for view in page.eval_on_selector_all("[role=tab]", "(tabs) => tabs.map((tab) => tab.dataset.view)"):
        page.click(f"#tab-{view}")
        page.wait_for_selector(f"#view-{view}[data-loaded=true][aria-busy=false]", timeout=60_000)
        for _ in range(2):  # a first click may open a dialog
            clicked += page.evaluate(CLICK_EVERYTHING)
        page.evaluate("document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close(''))")
    page.click("#tab-tension")
    page.wait_for_selector("#view-tension[aria-busy=false]", timeout=60_000)
    assert clicked > 1000
    assert page.evaluate("window.opened") == []
    assert pages == []
    assert page.url.startswith(address)


def test_axes_fit_what_is_shown_and_lines_are_labelled(page: Page) -> None:
    layout = page.evaluate("""() => {
        const { yaxis, xaxis, annotations } = document.querySelector('#headline').layout;
        return { range: yaxis.range, months: xaxis.range, labels: annotations.map(({ text }) => text) };
    }""")
    assert 30 < layout["range"][0] < 60
    assert layout["months"] == ["2026-11", "2036-10"]
    assert {"Baseline of autumn 2026<br>(reference)", "current settings"} <= set(layout["labels"])
    filled = page.evaluate(
        "document.querySelector('#headline').data.filter(({ fill }) => fill).map(({ legendgroup }) => legendgroup)"
    )
    assert set(filled) == {"current settings"}


def test_more_than_four_scenarios_are_drawn_side_by_side(page: Page) -> None:
    follow_link(page, scenario="baseline_2025", view="compare", compared=["moon_package", "opcon_fast"])
    page.wait_for_function("() => document.querySelector('#compare-headline').data?.length > 0", timeout=60_000)
    assert page.locator("#compare-headline .chart").count() == 0
    page.check("#compare-names input[value=cvid_first]")
    page.wait_for_function("() => document.querySelectorAll('#compare-headline > .chart .main-svg').length > 0", timeout=60_000)
    assert page.locator("#compare-headline > .chart").count() == 4
    ranges = page.evaluate(
        "[...document.querySelectorAll('#compare-headline > .chart')].map(({ layout }) => layout.yaxis.range.join())"
    )
    assert len(set(ranges)) == 1
    page.uncheck("#compare-names input[value=cvid_first]")
    page.wait_for_function("() => document.querySelector('#compare-headline').data?.length > 0", timeout=60_000)
    assert page.locator("#compare-headline > .chart").count() == 0


def test_no_link_leads_elsewhere_and_no_chart_offers_to_share_its_data(page: Page, address: str) -> None:
    links = page.eval_on_selector_all("a[href], form[action]", "(all) => all.map((each) => each.href || each.action)")
    assert all(link.startswith(address) for link in links)
    titles = page.eval_on_selector_all(".modebar-btn", "(all) => all.map((each) => each.dataset.title ?? '')")
    assert any("Download" in title for title in titles)
    assert not [title for title in titles if "Share" in title or "Cloud" in title or "Edit" in title]


def test_a_charting_library_that_could_not_be_loaded_is_asked_for_again(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/page/plotly.js", lambda route: route.abort())
    page.goto(address)
    page.locator("#message", has_text="does not respond").wait_for(timeout=60_000)
    page.unroute("**/page/plotly.js")
    move_slider(page, TROOPS, 5000)
    page.wait_for_selector("#headline .main-svg", timeout=60_000)
    page.close()
