"""The view of studies: asked by a button, told with progress, cancelled, dimmed when settings change, and saved."""

import re
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page

from tests.web.page.browser import TROOPS, follow_link, move_slider, settings_of
from tests.web.page.test_accessibility import serious_faults
from tests.web.page.test_words import WORDS, english

ANSWERED = 120_000
SHORT = {"worlds": 500, "months": 60, "start": "", "nowcast": ""}
STUDIES = {
    "shown": "signposts",
    "signposts": {"worlds": 160, "leads": [0, 6]},
    "pathways": {"worlds": 40, "plans": ["action_for_action"], "target": "peninsula_tension < 80"},
    "game": {"worlds": 20, "worldviews": "spiral"},
}
CHARTS = {"signposts": 3, "pathways": 2, "game": 4}


def open_studies(page: Page, **changed: object) -> None:
    """Open the view with small questions over a short horizon."""
    settings = {"scenario": "baseline", "ensemble": SHORT, "view": "studies", "studies": STUDIES}
    follow_link(page, **{**settings, **changed})
    page.locator("#ensemble-note", has_text=re.compile("60")).wait_for(timeout=ANSWERED)
    page.wait_for_selector("#view-studies[data-loaded=true][aria-busy=false]", timeout=ANSWERED)


def choose(page: Page, kind: str) -> None:
    page.check(f"#study-kinds input[value={kind}]", force=True)


def ask(page: Page) -> None:
    """Start the study that is shown, and wait until it has ended."""
    with page.expect_response(lambda response: response.url.endswith("/api/study"), timeout=ANSWERED):
        page.click("#study-start")
    page.wait_for_selector("#study-start:enabled", timeout=ANSWERED)


@pytest.mark.parametrize("kind", CHARTS)
def test_a_study_is_answered_saved_and_has_no_serious_fault_in_either_theme(page: Page, kind: str, tmp_path: Path) -> None:
    open_studies(page)
    choose(page, kind)
    assert page.is_hidden("#study-answer")
    ask(page)
    assert page.inner_text("#study-error") == ""
    assert page.locator("#study-answer .js-plotly-plot .main-svg:first-child").count() == CHARTS[kind]
    assert page.locator("#study-answer .study-sentences li").count() > 1
    assert f"peninsula {kind} baseline" in page.inner_text("#study-answer pre")
    with page.expect_download() as download:
        page.click("#study-answer .study-save button >> nth=0")
    download.value.save_as(tmp_path / "table.csv")
    assert download.value.suggested_filename.startswith(f"peninsula-{kind}")
    assert len(pd.read_csv(tmp_path / "table.csv")) > 1
    for _ in range(2):
        assert serious_faults(page) == []
        page.click("#theme")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => document.documentElement.scrollWidth === 390")  # once charts have the width of the screen


def test_a_study_is_asked_by_keyboard_alone(page: Page) -> None:
    open_studies(page)
    page.focus("#tab-studies")
    page.keyboard.press("Tab")
    for _ in range(3):  # past the invitation to a tour
        if page.evaluate("document.activeElement.name") != "study":
            page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#study-start") == "Find tipping points"
    page.focus("#study-target")
    page.keyboard.press("Enter")
    page.locator("#pathways-still-met .main-svg").first.wait_for(timeout=ANSWERED)
    assert settings_of(page)["studies"]["shown"] == "pathways"


def test_an_answer_is_dimmed_while_it_is_of_other_settings(page: Page) -> None:
    open_studies(page)
    choose(page, "pathways")
    ask(page)
    assert page.is_hidden("#study-outdated")
    move_slider(page, TROOPS, 0)
    page.wait_for_selector("#study-outdated", timeout=ANSWERED)
    assert page.locator("#study-answer.study-old").count() == 1
    ask(page)
    assert page.is_hidden("#study-outdated")
    assert "baseline_changed.toml action_for_action.toml" in page.inner_text("#study-answer pre")
    with page.expect_download() as download:
        page.click("#study-answer .study-command button >> nth=0")
    assert download.value.suggested_filename == "baseline_changed.toml"
    page.fill("#study-after", "6")
    page.press("#study-after", "Tab")
    assert page.is_visible("#study-outdated")
    page.click("#undo")
    page.locator("#tray-title", has_text="No changes").wait_for(timeout=ANSWERED)
    assert page.input_value("#study-after") == "6"


def test_a_study_tells_how_far_it_has_come_and_is_cancelled(page: Page) -> None:
    open_studies(page, studies={**STUDIES, "game": {"worlds": 2000}, "shown": "game"})
    page.click("#study-start")
    page.locator("#study-done", has_text=re.compile("[1-9]")).wait_for(timeout=ANSWERED)
    page.click("#tab-about")  # it goes on while another view is shown
    page.click("#tab-studies")
    assert page.is_visible("#study-progress")
    page.click("#study-cancel")
    page.wait_for_selector("#study-start:enabled")
    assert page.is_hidden("#study-progress")
    assert page.is_hidden("#study-answer")
    assert page.inner_text("#study-error") == ""
    assert page.evaluate("document.activeElement.id") == "study-start"


def test_bad_input_gets_one_sentence_in_the_view(page: Page) -> None:
    open_studies(page)
    page.fill("#study-warn_of", "count(clash")
    ask(page)
    assert page.inner_text("#study-error").startswith("'count(clash' cannot be read: expected something like")
    choose(page, "game")
    assert page.inner_text("#study-error") == ""
    page.uncheck(".study-group.player legend input >> nth=0")
    ask(page)
    assert page.inner_text("#study-error") == "choose two players or more: a game needs others who answer"
    assert page.inner_text("#message") == ""


def test_names_are_put_into_an_expression(page: Page) -> None:
    open_studies(page)
    page.fill("#study-warn_of", "")
    page.select_option(".study-insert", "count(crisis)")
    assert page.input_value("#study-warn_of") == "count(crisis)"
    assert page.evaluate("document.activeElement.id") == "study-warn_of"
    assert settings_of(page)["studies"]["signposts"]["warn_of"] == "count(crisis)"


def test_a_changed_government_may_keep_the_policy_of_the_settings(page: Page) -> None:
    open_studies(page, changes={TROOPS: 0}, studies={**STUDIES, "shown": "game"})
    ask(page)
    assert page.inner_text("#study-error") == ""
    assert "--doctrines united_states=primacy,restraint,transactional,own" in page.inner_text("#study-answer pre")
    assert page.locator("#game-payoffs tbody th").all_inner_texts()[-1] == "policy of the settings"


@pytest.mark.parametrize("scenario", ["baseline", "europe_baseline"])
def test_no_korean_study_is_left_in_english(korean: Page, scenario: str) -> None:
    few = {"signposts": {"worlds": 400, "leads": [0]}, "pathways": {"worlds": 40, "transfers": False}}
    changed = few if scenario != "baseline" else {}
    open_studies(korean, scenario=scenario, studies={**STUDIES, **changed})
    for kind in CHARTS:
        choose(korean, kind)
        ask(korean)
        korean.evaluate("for (const each of document.querySelectorAll('#study-answer details')) each.open = true")
        assert korean.inner_text("#study-error") == ""
        assert english(korean.evaluate(WORDS)) == []
        assert korean.locator("#study-answer [lang=en]").all_inner_texts() == []
