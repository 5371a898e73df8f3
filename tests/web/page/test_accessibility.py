"""No view, no theme and no dialog has a serious fault of accessibility: axe-core looks at `sim/web/page/` as a reader would."""

import pytest
from playwright.sync_api import Page

from tests.web.page.browser import TROOPS, follow_link, wait_for_results

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python, of the extra 'test', is missing"
)

VIEWS = ("tension", "compare", "causes", "worldviews", "network", "seat", "studies", "record", "about")


def serious_faults(page: Page) -> list[str]:
    """Return what axe-core finds of serious or critical impact: the rule, and the first element that breaks it."""
    found = axe.Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found if each["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_view_has_a_serious_fault(page: Page, theme: str) -> None:
    follow_link(page, scenario="action_for_action", changes={TROOPS: {"2027-01": 5000}})
    wait_for_results(page)
    if page.eval_on_selector("html", "(html) => html.dataset.theme") != theme:
        page.click("#theme")
    for details in page.locator("aside details").all():
        details.evaluate("(each) => { each.open = true; }")
    faults = {}
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
