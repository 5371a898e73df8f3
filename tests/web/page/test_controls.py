"""Controls: words lead to levers, numbers have meanings, and exact values can be typed."""

from playwright.sync_api import Page, expect

from tests.web.page.browser import TROOPS, control, move_slider, pause

TEMPO = "united_states.exercise_tempo"


FOUND = {
    "freeze": "north_korea.nuclear_policy", "drill": TEMPO, "USFK": TROOPS, "SMA": "south_korea.burden_offer",
    "THAAD": "china.coercion_of_seoul", "withdraw": TROOPS, "denuclearisation": "north_korea.nuclear_policy",
    "korea opcon": "south_korea.opcon",
}  # fmt: skip
"""A lever that each word finds."""


def test_synonyms_find_levers_and_words_that_find_nothing_say_so(page: Page) -> None:
    for word, lever in FOUND.items():
        page.fill("#search", word)
        assert page.locator(f"[data-key='{lever}']").is_visible(), word
        assert 0 < page.locator(".lever:visible").count() < 25, word
    assert page.is_hidden("#no-match")
    page.fill("#search", "seoul troops")
    assert page.is_visible("#no-match")
    assert page.locator("#levers .lever:visible").count() == 0


def test_a_number_has_a_meaning_that_follows_the_slider(page: Page) -> None:
    lever = page.locator(f"[data-key='{TEMPO}']")
    assert lever.locator(".meaning").inner_text().startswith("Between 0: no joint exercises")
    move_slider(page, TEMPO, 0.8)
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


def test_a_condition_is_set_and_named_in_the_tray(page: Page) -> None:
    page.fill("#search", "taiwan contingency")
    hazard = page.locator("[data-key='taiwan_contingency']")
    before = page.inner_text("#cards .card")
    hazard.locator("input[type=range]").focus()
    hazard.locator("input[type=range]").press("End")
    expect(page.locator("#chips li")).to_have_count(1)
    expect(page.locator("#chips .text")).to_contain_text("taiwan contingency: 0.02 a year")
    page.wait_for_function("(before) => document.querySelector('#cards .card').innerText !== before", arg=before)
    page.fill("#search", "impeachment japan")
    page.locator("[data-key='japan.domestic_crisis'] input[type=range]").press("End")
    expect(page.locator("#chips li")).to_have_count(2)
    pause(page)
    page.reload()
    expect(page.locator("#chips li")).to_have_count(2)


def test_views_are_a_few_keystrokes_away_and_the_panel_works_at_200_per_cent(page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 400})  # 1280 x 800 at 200 %
    page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('aside').clientHeight") > 300
    for key in ("Tab", "Enter", "Tab", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    assert page.is_visible("#view-compare")
