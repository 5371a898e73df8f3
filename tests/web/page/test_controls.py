"""Controls: words lead to levers, numbers have meanings, and exact values can be typed."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.page.browser import TROOPS, control

TEMPO = "united_states.exercise_tempo"


@pytest.mark.parametrize(
    ("word", "lever"),
    [
        ("freeze", "north_korea.nuclear_policy"), ("drill", TEMPO), ("USFK", TROOPS), ("SMA", "south_korea.burden_offer"),
        ("THAAD", "china.coercion_of_seoul"), ("withdraw", TROOPS), ("denuclearisation", "north_korea.nuclear_policy"),
        ("seoul troops", None), ("korea opcon", "south_korea.opcon"),
    ],
)  # fmt: skip
def test_synonyms_find_levers(page: Page, word: str, lever: str | None) -> None:
    page.fill("#search", word)
    if lever is None:
        assert page.is_visible("#no-match")
        assert page.locator("#levers .lever:visible").count() == 0
        return
    assert page.locator(f"[data-key='{lever}']").is_visible()
    assert 0 < page.locator(".lever:visible").count() < 25


def test_a_number_has_a_meaning_that_follows_the_slider(page: Page) -> None:
    lever = page.locator(f"[data-key='{TEMPO}']")
    assert lever.locator(".meaning").inner_text().startswith("0.8: two large exercises a year")
    slider = page.locator(control(TEMPO))
    slider.focus()
    slider.press("Home")
    assert lever.locator(".meaning").inner_text() == "0: no joint exercises, not even of staffs."
    slider.press("ArrowRight")
    assert lever.locator(".meaning").inner_text().startswith("Between 0: no joint exercises")


def test_an_exact_value_is_typed(page: Page) -> None:
    lever = page.locator(f"[data-key='{TROOPS}']")
    lever.locator(".exact").click()
    lever.locator("input[type=number]").fill("12345")
    lever.locator("input[type=number]").press("Enter")
    expect(lever.locator("output")).to_have_text("12,345 persons")
    expect(page.locator("#chips li")).to_have_count(1)
    lever.locator(".exact").click()
    lever.locator("input[type=number]").fill("99999999")
    lever.locator("input[type=number]").press("Enter")
    assert "60000" in lever.locator("input[type=number]").evaluate("(input) => input.validationMessage")
    lever.locator("input[type=number]").press("Escape")
    expect(lever.locator("output")).to_have_text("12,345 persons")
