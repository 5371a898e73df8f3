"""What is set may change faster than it is answered, and to what cannot be: numbers stand under their own settings."""

import base64
import json
import re
from typing import Any

from tests.web.test_page import headline, settled, slide

TROOPS = "[id='lever-united_states.troops_korea']"


def linked(page, **settings: Any) -> None:  # type: ignore[no-untyped-def]
    """Follow a link on the page that is open."""
    page.evaluate("(said) => { location.hash = said; }", base64.b64encode(json.dumps(settings).encode()).decode())


def test_an_older_answer_never_takes_the_place_of_a_newer_one(page) -> None:  # type: ignore[no-untyped-def]
    before = headline(page)
    for troops, wait in ((11_000, 150), (12_000, 300), (13_000, 500)):
        slide(page, "united_states.troops_korea", troops)
        page.wait_for_timeout(wait)
        page.click("#reset")
        settled(page)
        page.wait_for_timeout(1500)
        assert headline(page) == before


def test_scenarios_chosen_in_haste_end_with_the_last_one(page) -> None:  # type: ignore[no-untyped-def]
    names = ["history", "europe_baseline", "moon_package", "baseline", "europe_left_alone", "offshore_balancing"]
    for wait in (0, 60, 200, 400):
        for name in names:
            page.select_option("#scenario", name)
            page.wait_for_timeout(wait)
        settled(page)
        assert "Command passes to Seoul" in page.inner_text("#about")
        assert page.locator(f"{TROOPS} svg").count() == 1
        assert page.inner_text("#headline-title") == "Peninsula Tension Index"
        assert "In 2035-01" in page.inner_text("#when")


def test_a_slider_keeps_its_value_when_it_becomes_dated(page) -> None:  # type: ignore[no-untyped-def]
    slide(page, "united_states.troops_korea", 5000)
    page.click("[aria-label='Let it change from a month on: United States troops stationed in South Korea']")
    value = page.locator(f"{TROOPS} input[aria-label^='value']")
    value.wait_for()
    assert value.input_value() == "5000"
    page.click("[aria-label='Hold one value from the first month on: United States troops stationed in South Korea']")
    page.wait_for_selector(f"{TROOPS}[type=range]")
    assert page.input_value(TROOPS) == "5000"


def test_dates_that_cannot_be_are_told_where_they_are_typed(page) -> None:  # type: ignore[no-untyped-def]
    page.select_option("#scenario", "offshore_balancing")
    settled(page)
    before = headline(page)
    start = page.locator(f"{TROOPS} input[aria-label^='from month']")
    for month, fault in (("2027-13", "Expected a month"), ("1999-01", "from 2025-02 to 2035-01"), ("2033-01", "after it begins")):
        start.fill(month)
        start.press("Enter")
        assert fault in start.evaluate("(input) => input.validationMessage")
    assert headline(page) == before
    start.fill("2027-06")
    start.press("Tab")
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.ariaLabel") == "until month, date 1"


def test_what_is_pinned_is_drawn_where_it_belongs(page) -> None:  # type: ignore[no-untyped-def]
    page.click("#pin")
    page.locator("#headline .legendtext", has_text="pinned").wait_for(timeout=60_000)
    for scenario in ("history", "europe_baseline"):
        page.select_option("#scenario", scenario)
        page.locator("#sign", has_text="500 worlds; what is pinned has another theatre or start").wait_for(timeout=60_000)
        assert page.locator("#headline .legendtext", has_text="pinned").count() == 0
        assert page.inner_text("#said") == ""


def test_numbers_that_are_not_those_of_the_settings_are_dimmed(page) -> None:  # type: ignore[no-untyped-def]
    linked(page, changes={"united_states.troops_korea": 99_999_999})
    page.locator("#said", has_text=re.compile("^policy.united_states.troops_korea: .* 60000")).wait_for(timeout=60_000)
    assert page.locator("#view-main.outdated").count() == 1
    assert page.inner_text("#sign") == "not what is set: see the message"
    page.click("#reset")
    settled(page)
    assert page.locator(".outdated").count() == 0
    assert page.inner_text("#said") == ""


def test_a_link_that_sets_what_cannot_be_is_followed_as_far_as_it_can(page) -> None:  # type: ignore[no-untyped-def]
    linked(page, view="toString", changes={"united_states.troops_korea": [], "test_learning": 3, "us.troops_japan": 30_000})
    page.locator("#said", has_text="left out").wait_for(timeout=60_000)
    settled(page)
    assert "united_states.troops_korea, test_learning" in page.inner_text("#said")
    linked(page, scenario="no_such_scenario")
    page.locator("#said", has_text="no scenario 'no_such_scenario'").wait_for(timeout=60_000)
    settled(page)
    assert page.input_value("#scenario") == "baseline"


def test_the_address_carries_what_is_set_and_gives_it_back(page) -> None:  # type: ignore[no-untyped-def]
    assert "#" not in page.url
    slide(page, "united_states.troops_korea", 15_000)
    settled(page)
    page.wait_for_function("location.hash.length > 1")
    moved = headline(page)
    page.reload()
    page.wait_for_selector("body[data-quick='false']", timeout=60_000)
    settled(page)
    assert headline(page) == moved
    assert page.input_value(TROOPS) == "15000"


def test_causes_are_told_in_each_theatre(page) -> None:  # type: ignore[no-untyped-def]
    page.click("#tab-why")
    page.wait_for_selector("#view-why[data-filled=yes]", timeout=60_000)
    page.select_option("#scenario", "europe_left_alone")
    page.locator("#steps-said", has_text="against europe_baseline").wait_for(timeout=60_000)
    assert page.inner_text("#said") == ""
