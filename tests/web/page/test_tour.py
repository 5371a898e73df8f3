"""The guided tour is offered once, is done with the keyboard alone, and opens again from its button."""

from playwright.sync_api import Page

from tests.web.page.browser import LOADED
from tests.web.page.test_accessibility import serious_faults


def test_the_tour_is_offered_until_it_is_declined(page: Page) -> None:
    assert page.is_visible("#invitation")
    page.click("#tour-dismiss")
    assert page.is_hidden("#invitation")
    assert page.is_hidden("#tour")
    page.reload()
    page.wait_for_selector(LOADED, timeout=60_000)
    assert page.is_hidden("#invitation")


def test_four_steps_stand_beside_what_they_are_about(page: Page) -> None:
    page.click("#tour-start")
    assert page.is_hidden("#invitation")
    toured = []
    for step in range(1, 5):
        assert page.inner_text("#tour-label") == f"Tour, step {step} of 4"
        assert page.evaluate("document.activeElement.id") == "tour"
        toured.append(page.eval_on_selector(".toured", "(each) => each.id || each.dataset.actor"))
        box, target = (page.locator(each).bounding_box() for each in ("#tour", ".toured"))
        assert box is not None
        assert target is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1280
        assert box["y"] + box["height"] <= 800
        if step in (1, 2):
            assert box["x"] >= target["x"] + target["width"]
        page.locator("#tour button:enabled").nth(0 if step == 1 else 1).focus()
        page.keyboard.press("Enter")
    assert toured == ["scenario", "united_states", "headline", "export-menu"]
    assert page.is_hidden("#tour")
    assert page.locator(".toured").count() == 0
    assert page.evaluate("document.activeElement.id") == "tour-open"


def test_a_step_shows_what_it_speaks_of_and_escape_ends_the_tour(page: Page) -> None:
    page.click("#tab-about")
    page.click("#tour-open")
    page.click("#tour-next")
    page.click("#tour-next")
    assert page.get_attribute("#tab-tension", "aria-selected") == "true"
    page.click("#tour button >> text=Back")
    assert page.inner_text("#tour-label") == "Tour, step 2 of 4"
    page.wait_for_selector("#view-tension[aria-busy=false]", timeout=60_000)  # what is still asked for is dimmed
    assert serious_faults(page) == []
    page.keyboard.press("Escape")
    assert page.is_hidden("#tour")
    assert page.evaluate("document.activeElement.id") == "tour-open"
