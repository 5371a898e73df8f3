"""What an analyst does on the page: settings change, and results follow them."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route

from sim.ensemble.execute import execute
from sim.scenario.loading import load
from tests.web.page.browser import (
    LOADED,
    TROOPS,
    control,
    follow_link,
    headline,
    move_slider,
    reset,
    settings_of,
    wait_for_results,
)


def test_a_slider_moves_the_numbers(page: Page) -> None:
    before = headline(page)
    move_slider(page, TROOPS, 0)
    wait_for_results(page)
    assert headline(page) > before
    assert "worse" in page.inner_text("#cards .card .worse")
    assert "better in" in page.inner_text("#difference-caption")
    reset(page)
    wait_for_results(page)
    assert headline(page) == before


def test_a_negligible_difference_is_not_called_worse(page: Page) -> None:
    follow_link(page, changes={TROOPS: 25_000})
    page.locator("#difference-caption", has_text="mean difference: negligible").wait_for(timeout=60_000)
    assert page.locator("#cards .card").first.locator(".worse, .better").count() == 0
    assert "negligible" in page.inner_text("#cards .card")


def test_a_scenario_is_drawn_against_the_baseline(page: Page) -> None:
    page.select_option("#scenario", "moon_package")
    wait_for_results(page)
    assert "The whole proposal" in page.inner_text("#scenario option:checked")
    assert page.locator("#headline .annotation-text", has_text="Status quo of early").count() == 1
    assert page.locator("#cards .card .better").count() > 0
    page.select_option("#outcome", "warheads")
    wait_for_results(page)
    assert page.inner_text("#second-definition") == "Assembled stockpile"
    assert page.locator("#second .main-svg").count() > 0


def test_the_reference_has_the_theatre_of_the_scenario(page: Page) -> None:
    page.select_option("#scenario", "europe_left_alone")
    page.locator("#difference-caption", has_text="worse in").wait_for(timeout=60_000)
    assert page.input_value("#reference") == "europe_baseline"
    assert page.locator("#reference option[value=baseline]").count() == 0
    wait_for_results(page)


def test_an_older_answer_never_replaces_a_newer_one(page: Page) -> None:
    before = headline(page)
    for troops, wait in ((11_000, 150), (12_000, 300), (13_000, 500)):
        move_slider(page, TROOPS, troops)
        page.wait_for_timeout(wait)
        reset(page)
        wait_for_results(page)
        page.wait_for_timeout(1500)
        assert headline(page) == before


def test_after_many_scenarios_in_a_row_the_last_one_is_shown(page: Page) -> None:
    names = ["history", "europe_baseline", "moon_package", "baseline", "europe_left_alone", "offshore_balancing"]
    for wait in (0, 60, 200, 400):
        for name in names:
            page.select_option("#scenario", name)
            page.wait_for_timeout(wait)
        wait_for_results(page)
        assert "Command passes to Seoul" in page.inner_text("#description")
        assert page.locator(f"{control(TROOPS)} svg").count() == 1
        assert page.inner_text("#headline-title") == "Peninsula Tension Index"
        assert "In 2035-01" in page.inner_text("#cards-caption")


def test_results_of_other_settings_are_dimmed(page: Page) -> None:
    follow_link(page, changes={TROOPS: 99_999_999})
    page.locator("#message", has_text=re.compile("^policy.united_states.troops_korea: .* 60000")).wait_for(timeout=60_000)
    assert page.locator("#view-tension.outdated").count() == 1
    assert page.inner_text("#status") == "Results are out of date; see the message"
    reset(page)
    wait_for_results(page)
    assert page.locator(".outdated").count() == 0
    assert page.inner_text("#message") == ""


def test_pinned_settings_stay_in_the_chart(page: Page) -> None:
    page.click("#pin")
    page.locator("#headline .annotation-text", has_text="pinned").wait_for(timeout=60_000)
    page.click("#pin")
    page.locator("#headline .annotation-text", has_text="pinned").wait_for(state="detached", timeout=60_000)


def test_pinned_settings_are_hidden_in_a_different_theatre_or_time(page: Page) -> None:
    page.click("#pin")
    page.locator("#headline .annotation-text", has_text="pinned").wait_for(timeout=60_000)
    for scenario in ("history", "europe_baseline"):
        page.select_option("#scenario", scenario)
        status = "500 worlds; pinned settings hidden: different theatre or start"
        page.locator("#status", has_text=status).wait_for(timeout=60_000)
        assert page.locator("#headline .annotation-text", has_text="pinned").count() == 0
        assert page.inner_text("#message") == ""


def test_many_pages_keep_their_own_values(browser: Browser, address: str) -> None:
    context = browser.new_context()
    pages = [(context.new_page(), 1000 * index) for index in range(10)]
    for page, _ in pages:
        page.goto(address, wait_until="commit")
    for page, troops in pages:
        page.wait_for_selector("body[data-worlds]", timeout=60_000)
        move_slider(page, TROOPS, troops)
    for page, troops in pages:
        wait_for_results(page)
        assert float(page.input_value(control(TROOPS))) == troops
    shown = [headline(page) for page, _ in pages]
    for (_, troops), number in zip(pages, shown, strict=True):
        if troops in (0, 9000):
            run = execute(load("baseline", {"us.troops_korea": troops}, worlds=500), workers=1)
            assert number == pytest.approx(float(run.series("peninsula_tension")[-1].mean()), abs=0.051)
    context.close()


def test_the_page_fits_a_tablet_and_every_control_has_a_name(page: Page) -> None:
    page.set_viewport_size({"width": 820, "height": 1180})
    page.emulate_media(color_scheme="dark")
    page.reload()
    page.wait_for_selector("body[data-worlds]", timeout=60_000)
    assert page.eval_on_selector("html", "(html) => html.scrollWidth <= html.clientWidth")
    assert page.eval_on_selector("html", "(html) => html.dataset.theme") == "dark"
    page.keyboard.press("Tab")
    assert page.eval_on_selector(":focus", "(element) => element.textContent") == "Skip to the results"
    controls = page.locator("input:not([hidden]), select, button")
    assert controls.count() > 50
    nameless = "(all) => all.filter((each) => !(each.labels?.length || each.ariaLabel || each.textContent.trim()))"
    assert controls.evaluate_all(f"(all) => ({nameless})(all).map(({{ outerHTML }}) => outerHTML)") == []


def test_a_broken_scenario_is_listed_with_its_error_and_cannot_be_chosen(page: Page) -> None:
    def with_broken(route: Route) -> None:
        error = "slip.toml, line 2: world: unknown key"
        broken = {"name": "slip", "title": "slip", "label": "Cannot be read", "error": error}
        route.fulfill(json=[*route.fetch().json(), broken])

    page.route("**/api/scenarios", with_broken)
    page.reload()
    page.wait_for_selector(LOADED)
    option = page.locator("#scenario option[value=slip]")
    assert option.is_disabled()
    page.click("#broken summary >> text=One scenario cannot be read")
    assert page.inner_text("#broken li") == "slip.toml, line 2: world: unknown key"
    assert page.locator("#reference option[value=slip]").count() == 0
    assert page.locator("#scenario option[value=baseline]").is_enabled()


def test_charts_follow_while_a_slider_is_dragged(page: Page) -> None:
    under_way, most, answered = 0, 0, 0

    def count(route: Route) -> None:
        nonlocal under_way, most, answered
        under_way += 1
        most = max(most, under_way)
        answer = route.fetch()
        under_way -= 1
        answered += 1
        route.fulfill(response=answer)

    page.route("**/api/answer", count)
    page.evaluate("""() => {
        window.drawn = new Set();
        const cards = document.querySelector("#cards");
        new MutationObserver(() => window.drawn.add(cards.querySelector("b").textContent)).observe(cards, { childList: true });
    }""")
    moves = 0
    while (during := page.evaluate("window.drawn.size")) < 3 and moves < 400:  # a program may be compiled first
        moves += 1
        move_slider(page, TROOPS, 28_000 - 500 * (moves % 40))
        page.wait_for_timeout(50)
    assert during >= 3
    assert most == 1
    wait_for_results(page)
    assert answered < moves


def test_a_scenario_that_is_on_its_way_is_shown_although_another_view_is_looked_at(page: Page) -> None:
    held: list[Route] = []
    page.route("**/api/controls", lambda route: held.append(route))
    with page.expect_request("**/api/controls"):
        page.select_option("#scenario", "moon_package")
    page.click("#tab-about")
    page.wait_for_timeout(300)
    for route in held:
        route.continue_()
    page.wait_for_selector("#view-about[data-loaded=true][aria-busy=false]", timeout=60_000)
    assert settings_of(page)["scenario"] == "moon_package"
    assert page.get_attribute("#tab-about", "aria-selected") == "true"
