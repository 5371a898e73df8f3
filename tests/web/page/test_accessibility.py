"""No view, no theme and no dialog has a serious fault of accessibility: axe-core looks at `sim/web/page/` as a reader would."""

import pytest
from playwright.sync_api import Page

from tests.web.page.browser import TROOPS, follow_link, wait_for_results

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python, of the extra 'test', is missing"
)

VIEWS = ("tension", "compare", "causes", "worldviews", "network", "seat", "studies", "record", "about")


def serious_faults(page: Page, within: str | None = None) -> list[str]:
    """Return what axe-core finds of serious or critical impact: the rule, and the first element that breaks it.

    within: selects the part of the page that it looks at; None for all that is shown.
    """
    found = axe.Axe().run(page, context=within).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found if each["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_neither_the_sidebar_nor_a_view_has_a_serious_fault(page: Page, theme: str) -> None:
    follow_link(page, scenario="action_for_action", changes={TROOPS: {"2027-01": 5000}})
    wait_for_results(page)
    if page.eval_on_selector("html", "(html) => html.dataset.theme") != theme:
        page.click("#theme")
    set_open = "(all, open) => all.forEach((each) => { each.open = open; })"
    page.locator("aside details").evaluate_all(set_open, True)
    faults = {"sidebar": serious_faults(page, within="aside")}
    page.locator("aside details").evaluate_all(set_open, False)  # beside every view it is the same, and takes the longest
    for view in VIEWS:
        page.click(f"#tab-{view}")
        page.wait_for_selector(f"#view-{view}[data-loaded=true][aria-busy=false]", timeout=60_000)
        faults[view] = serious_faults(page)
    assert not any(faults.values()), faults


def test_the_dialog_of_a_rule_has_no_serious_fault(page: Page) -> None:
    page.evaluate("document.querySelector('#rules-section').open = true")
    page.click("text=Add a rule…")
    page.click("dialog button >> text=+ number")
    assert serious_faults(page) == []
