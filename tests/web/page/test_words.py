"""The page in two languages: the switch, what remembers it, and that nothing on the Korean page is left in English."""

import re

import pytest
from playwright.sync_api import Page

from sim.model.outcomes import outcomes_of
from sim.scenario.catalogue import known_scenarios
from sim.scenario.theatre_file import load_theatre
from tests.report.test_words import KOREAN, english_in, told_of_shipped_scenarios
from tests.web.page.browser import LOADED, TROOPS, control, follow_link, headline, move_slider, pause
from tests.web.page.test_accessibility import VIEWS, serious_faults

WORDS = """() => {
    const told = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const add = (element, text) => { if (!element.closest("[lang=en], code, script")) told.push(text.trim()); };
    while (walker.nextNode()) add(walker.currentNode.parentElement, walker.currentNode.data);
    for (const attribute of ["title", "aria-label", "placeholder", "data-title"]) {
        for (const each of document.querySelectorAll(`[${attribute}]`)) add(each, each.getAttribute(attribute));
    }
    return told;
}"""
"""Every text and every label of the page, but for those that say that they are English."""

NAMES = {"Peninsula", "CRPS", *known_scenarios(), *(name.replace("_", " ") for name in known_scenarios())}
"""What is called the same in every language."""
CODE = {each.name for theatre in ("korea", "europe") for each in outcomes_of(load_theatre(theatre))}
"""Outcomes as conditions write them."""
NAMED = re.compile("|".join(sorted(map(re.escape, NAMES | CODE), key=len, reverse=True)))


def english(texts: list[str]) -> list[str]:
    """Return the texts that have a word of three Latin letters and none in Hangul, or one beside Hangul; no name or code."""
    return [
        text
        for text in texts
        if text not in NAMES
        and (
            english_in(NAMED.sub("some_name", text))
            if any("가" <= letter <= "힣" for letter in text)
            else any(word.isascii() and word.isalpha() and len(word) > 2 for word in text.replace("-", " ").split())
        )
    ]


def unreadable(texts: list[str]) -> list[str]:
    """Return the texts with a number of more digits than somebody reads, or with what stands for nothing."""
    return [text for text in texts if UNREADABLE.search(text)]


UNREADABLE = re.compile(r"\d\.?e[-+]?\d|\d\.\d{6}|\d[1-9]\.\d{4}|[1-9]\.\d{5}|\b(None|null|undefined|NaN)\b")


def test_english_is_seen() -> None:
    seen = ["Reset all", "2035-12까지 3.5 % of GDP"]
    assert (
        english(
            [*seen, "긴장 지수", "2030-01", "moon package", "+3.1 ± 0.4", "GDP의 3.5 %", "baseline가 낫고, warheads는 그대로"]
        )
        == seen
    )


def test_what_nobody_reads_is_seen() -> None:
    seen = ["+3.6e-06", "5.00e+3 ~ 2.00e+4", "2.94444", "0.000003", "None"]
    assert unreadable([*seen, "+0.00094 ± 0.00020", "0.0143", "28,500", "-0.3859 ± 0.0090", "No change"]) == seen


@pytest.mark.parametrize("scenario", ["offshore_balancing", "europe_left_alone"])
def test_no_korean_view_is_left_in_english_or_has_a_serious_fault(korean: Page, scenario: str) -> None:
    follow_link(korean, scenario=scenario, changes={"exercise_provocation": [0, 0.2]})
    left = {}
    korean.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    for view in VIEWS:
        korean.click(f"#tab-{view}")
        pause(korean, 20)
        korean.wait_for_selector(f"#view-{view}[data-loaded=true][aria-busy=false]", timeout=60_000)
        told = korean.evaluate(WORDS)
        left[view] = english(told), unreadable(told), serious_faults(korean)
    assert left == dict.fromkeys(VIEWS, ([], [], []))
    assert korean.evaluate("() => document.querySelector('#description [lang=en]')") is None


@pytest.mark.parametrize(("scenario", "player"), [("offshore_balancing", "north_korea"), ("europe_left_alone", "europe")])
def test_no_korean_play_is_left_in_english_or_has_a_serious_fault(korean: Page, scenario: str, player: str) -> None:
    follow_link(korean, scenario=scenario, view="seat")
    korean.locator(f"#seat-player option[value={player}]").wait_for(state="attached", timeout=60_000)
    korean.select_option("#seat-player", player)
    korean.select_option("#seat-every", "12")
    korean.check("#seat-choices")
    korean.click("#seat-take")
    for turn in (1, 2):
        korean.wait_for_selector("#seat-outcomes tbody tr", timeout=60_000)
        korean.wait_for_selector("#view-seat[aria-busy=false]", timeout=60_000)
        korean.select_option("#seat-doctrine", index=turn)
        korean.wait_for_selector("#seat-outcomes thead th:nth-child(6)", timeout=60_000)
        assert english(korean.evaluate(WORDS)) == []
        korean.click("#seat-next")
        korean.wait_for_selector(f"#seat-story > li:nth-child({turn})", timeout=60_000)
    korean.click("#seat-verdict")
    korean.wait_for_selector("#seat-verdict-table tbody tr", timeout=60_000)
    assert (english(korean.evaluate(WORDS)), serious_faults(korean)) == ([], [])


def test_a_browser_chooses_its_language_and_the_button_another(korean: Page) -> None:
    assert korean.get_attribute("html", "lang") == "ko"
    assert korean.inner_text("#headline-title") == "한반도 긴장 지수"
    assert "한국 주둔 미군" in korean.inner_text("#levers")
    move_slider(korean, TROOPS, 10_000)
    korean.wait_for_selector("#chips .chip")
    korean.wait_for_selector(LOADED, timeout=60_000)
    korean.locator("#status", has_text="세계 500개").wait_for(timeout=60_000)
    shown = headline(korean)
    korean.focus("#language")
    korean.keyboard.press("Enter")
    korean.locator("#headline-title", has_text="Peninsula Tension Index").wait_for(timeout=60_000)
    korean.locator("#status", has_text="500 worlds").wait_for(timeout=60_000)
    assert korean.get_attribute("html", "lang") == "en"
    assert korean.evaluate("document.activeElement.id") == "language"
    assert korean.input_value(control(TROOPS)) == "10000"
    assert headline(korean) == shown
    korean.reload()
    korean.locator("#headline-title", has_text="Peninsula Tension Index").wait_for(timeout=60_000)


def test_levers_are_found_in_both_languages(korean: Page) -> None:
    for word in ("주한미군", "troops_korea", "USFK"):
        korean.fill("#search", word)
        assert korean.locator(".lever:visible label", has_text="주한미군").count() == 1


def test_the_page_and_the_report_translate_alike(korean: Page) -> None:
    told = sorted({*told_of_shipped_scenarios(), "South Korea: what nobody has declared", "It is 1.", "two words; three words"})
    on_page = korean.evaluate("async (texts) => texts.map((await import('/page/words.js')).translate)", told)
    assert on_page == [KOREAN.translate(text) for text in told]
