"""The view of a seat: played by keyboard, carried by the link, judged and exported; on a narrow screen, too."""

from pathlib import Path

from playwright.sync_api import Page

from sim.scenario.loading import load
from tests.web.page.browser import TROOPS, move_slider, settings_of
from tests.web.page.test_accessibility import serious_faults

TEMPO = "[id='seat-north_korea.testing_tempo']"


def settle(page: Page, turns: int) -> None:
    """Wait until so many turns are told and the outlook is that of what is considered."""
    page.wait_for_function("(turns) => document.querySelectorAll('#seat-story > li').length === turns", arg=turns, timeout=60_000)
    page.wait_for_selector("#view-seat[aria-busy=false]", timeout=60_000)


def sit_down(page: Page, world: int = 3) -> None:
    page.click("#tab-seat")
    page.select_option("#seat-player", "north_korea")
    page.fill("#seat-world", str(world))
    page.check("#seat-choices")
    page.click("#seat-take")
    page.wait_for_selector("#seat-outcomes tbody tr", timeout=60_000)
    settle(page, 0)


def consider(page: Page, value: float) -> None:
    page.fill(TEMPO, str(value))
    page.wait_for_selector("#seat-outcomes td.good", timeout=60_000)


def test_a_turn_is_played_by_keyboard_alone(page: Page) -> None:
    page.focus("#tab-seat")
    page.keyboard.press("Enter")
    page.focus("#seat-player")
    page.keyboard.type("North Korea")
    page.focus("#seat-take")
    page.keyboard.press("Enter")
    page.wait_for_selector("#seat-outcomes tbody tr", timeout=60_000)
    page.focus(TEMPO)
    page.keyboard.press("Home")
    page.wait_for_selector("#seat-outcomes td.good", timeout=60_000)
    assert "Planned tempo of missile tests: 0" in page.inner_text("#seat-considered")
    assert page.evaluate("document.activeElement.id") == "seat-north_korea.testing_tempo"  # the slider that is held stays
    page.focus("#seat-next")
    page.keyboard.press("Enter")
    settle(page, 1)
    assert "You set Planned tempo of missile tests: 0." in page.inner_text("#seat-story")
    assert page.inner_text("#seat-now") == "North Korea, 2027-02: turn 2 of 40"
    assert "nothing: the policy in force goes on" in page.inner_text("#seat-considered")


def test_a_link_carries_the_play_and_a_turn_can_be_taken_back(page: Page) -> None:
    sit_down(page)
    consider(page, 0.1)
    page.click("#seat-next")
    settle(page, 1)
    page.click("#seat-next")
    settle(page, 2)
    told = page.inner_text("#seat-story")
    assert settings_of(page)["seat"]["moves"] == [{"testing_tempo": 0.1}, {}]
    page.reload()
    page.wait_for_selector("#seat-outcomes tbody tr", timeout=60_000)
    settle(page, 2)
    assert page.inner_text("#seat-story") == told
    page.click("#seat-undo")
    settle(page, 1)
    assert settings_of(page)["seat"]["moves"] == [{"testing_tempo": 0.1}]
    page.click("#seat-take")
    page.wait_for_selector("#seat-game", state="hidden")
    assert page.inner_text("#seat-take") == "Take the seat"


def test_a_play_is_judged_exported_and_taken_into_the_settings(page: Page, tmp_path: Path) -> None:
    sit_down(page)
    page.select_option("#seat-doctrine", "brinkmanship")
    page.locator("#seat-considered", has_text="Readiness for limited attacks: 0.8").wait_for(timeout=60_000)
    page.click("#seat-next")
    settle(page, 1)
    page.click("#seat-verdict")
    page.wait_for_selector("#seat-verdict-table tbody tr", timeout=60_000)
    assert "without your moves" in page.inner_text("#seat-sentence")
    assert page.locator("#seat-verdict-table thead th").count() == 7
    with page.expect_download() as download:
        page.click("#seat-file")
    file = tmp_path / "played.toml"
    download.value.save_as(file)
    assert load(file).policy["north_korea"]["provocation_doctrine"].value(load(file).start) == 0.8
    page.click("#seat-settings")
    page.locator("#message", has_text="Your moves are in the settings now").wait_for()
    assert settings_of(page)["changes"]["north_korea.provocation_doctrine"] == {"2026-11": 0.8}
    assert page.locator("[data-key='north_korea.provocation_doctrine'].changed").count() == 1


def test_it_fits_a_narrow_screen_and_has_no_serious_fault_in_either_theme(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sit_down(page)
    consider(page, 0.1)
    page.click("#seat-next")
    settle(page, 1)
    page.click("#seat-verdict")
    page.wait_for_selector("#seat-verdict-table tbody tr", timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for _ in range(2):
        assert serious_faults(page) == []
        page.click("#theme")
        settle(page, 1)


def test_a_play_goes_on_under_the_settings_with_which_it_began(page: Page) -> None:
    sit_down(page)
    page.click("#seat-next")
    settle(page, 1)
    told = page.inner_text("#seat-story")
    move_slider(page, TROOPS, 0)
    settle(page, 1)
    assert page.inner_text("#seat-story") == told
    page.select_option("#scenario", "europe_baseline")
    page.click("dialog button >> text=Discard")
    page.locator("#seat-elsewhere", has_text="choose one of its scenarios to go on").wait_for(timeout=60_000)
    assert page.is_hidden("#seat-game")
    page.select_option("#scenario", "moon_package")
    page.wait_for_selector("#seat-game", state="visible", timeout=60_000)
    settle(page, 1)
    assert page.inner_text("#seat-story") == told
    assert page.inner_text("#seat-away").startswith("Baseline of autumn 2026.")
    page.click("#seat-settings")
    page.locator("#message", has_text="Your moves belong to another scenario").wait_for()


def test_a_play_keeps_the_ensemble_with_which_it_began(page: Page) -> None:
    page.evaluate("document.querySelector('#ensemble-section').open = true")
    for field, value in (("start", "2027-06"), ("months", "24"), ("worlds", "200")):
        page.fill(f"#ensemble-{field}", value)
        page.press(f"#ensemble-{field}", "Enter")
        page.locator("#ensemble-note", has_text=value).wait_for(timeout=60_000)
    sit_down(page, world=199)
    assert page.get_attribute("#seat-world", "max") == "199"
    page.click("#seat-next")
    settle(page, 1)
    now, told = page.inner_text("#seat-now"), page.inner_text("#seat-story")
    assert now == "North Korea, 2027-09: turn 2 of 8"
    page.click("#ensemble button >> text=As the scenario says")
    page.locator("#seat-away", has_text="Worlds, horizon and start are those with which the play began").wait_for(timeout=60_000)
    settle(page, 1)
    assert (page.inner_text("#seat-now"), page.inner_text("#seat-story")) == (now, told)
    page.click("#seat-settings")
    page.locator("#message", has_text="the other views show them in 200 worlds").wait_for(timeout=60_000)
    assert page.inner_text("#ensemble-note") == "200 worlds, 24 months from 2027-06"
    assert settings_of(page)["ensemble"] == settings_of(page)["seat"]["base"]["ensemble"]
