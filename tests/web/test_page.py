"""The page in a browser: what an analyst does, and that nothing goes outside."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sim.ensemble.execute import execute
from sim.foundations.months import parse_month
from sim.scenario.loading import load

WHOLE = "body[data-worlds='500'][data-quick='false']"


def headline(page) -> float:  # type: ignore[no-untyped-def]
    return float(page.inner_text("#cards .card b").replace(",", ""))


def settled(page) -> None:  # type: ignore[no-untyped-def]
    page.wait_for_timeout(150)
    page.locator("#sign", has_text=re.compile("^500 worlds$")).wait_for(timeout=60_000)


def slide(page, key: str, value: float) -> None:  # type: ignore[no-untyped-def]
    page.eval_on_selector(
        f"[id='lever-{key}']",
        "(input, value) => { input.value = value; input.dispatchEvent(new Event('input', { bubbles: true })); }",
        value,
    )


def test_a_slider_moves_the_numbers(page) -> None:  # type: ignore[no-untyped-def]
    before = headline(page)
    slide(page, "united_states.troops_korea", 0)
    settled(page)
    assert headline(page) > before
    assert "worse" in page.inner_text("#cards .card .worse")
    assert "better in" in page.inner_text("#chance")
    page.click("#reset")
    settled(page)
    assert headline(page) == before


def test_a_scenario_is_drawn_against_the_baseline(page) -> None:  # type: ignore[no-untyped-def]
    page.select_option("#scenario", "moon_package")
    settled(page)
    assert "The whole proposal" in page.inner_text("#scenario option:checked")
    assert page.locator("#cards .card .better").count() > 0
    page.select_option("#outcome", "warheads")
    settled(page)
    assert page.inner_text("#definition") == "Assembled stockpile"
    assert page.locator("#second .main-svg").count() > 0


def test_the_file_gives_the_numbers_of_the_page(page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    slide(page, "united_states.troops_korea", 7500)
    settled(page)
    page.click(".menu summary")
    with page.expect_download() as waiting:
        page.click("#download")
    path = tmp_path / "mine.toml"
    waiting.value.save_as(path)
    scenario = load(path)
    assert scenario.policy["united_states"]["troops_korea"].value(scenario.start) == 7500
    run = execute(scenario, workers=1)
    assert headline(page) == pytest.approx(float(run.series("peninsula_tension")[-1].mean()), abs=0.051)


def test_files_are_opened_and_broken_ones_explained(page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    broken, good = tmp_path / "broken.toml", tmp_path / "good.toml"
    broken.write_text('extends = "baseline.toml"\n[policy.united_states]\ntroops_corea = 3\n')
    good.write_text('title = "Mine"\nextends = "baseline.toml"\n[policy.united_states]\ntroops_korea = 1000\n')
    page.set_input_files("#file", broken)
    page.locator("#said", has_text="troops_korea").wait_for(timeout=20_000)
    assert "/tmp" not in page.inner_text("#said")
    page.set_input_files("#file", good)
    page.locator("output", has_text="1,000 persons").wait_for(timeout=20_000)
    assert page.input_value("[id='lever-united_states.troops_korea']") == "1000"


def test_a_link_carries_the_settings(page, chromium, address: str) -> None:  # type: ignore[no-untyped-def]
    slide(page, "united_states.troops_korea", 2500)
    settled(page)
    page.click("#link")
    other = chromium.new_context().new_page()
    other.goto(page.url)
    other.wait_for_selector(WHOLE, timeout=60_000)
    assert other.input_value("[id='lever-united_states.troops_korea']") == "2500"
    assert headline(other) == headline(page)
    other.context.close()


def test_a_damaged_link_is_told_and_the_page_works(page, address: str) -> None:  # type: ignore[no-untyped-def]
    other = page.context.new_page()
    other.goto(f"{address}#damaged")
    other.locator("#said", has_text="This link cannot be read").wait_for(timeout=60_000)
    other.wait_for_selector(WHOLE, timeout=60_000)
    assert other.input_value("#scenario") == "baseline"


def test_what_is_drawn_behind_can_be_compared(page) -> None:  # type: ignore[no-untyped-def]
    page.select_option("#scenario", "europe_left_alone")
    page.locator("#chance", has_text="worse in").wait_for(timeout=60_000)
    assert page.input_value("#against") == "europe_baseline"
    assert page.locator("#against option[value=baseline]").count() == 0
    settled(page)


def test_words_are_explained_to_keyboard_and_mouse(page) -> None:  # type: ignore[no-untyped-def]
    hint = page.get_by_role("button", name="What is: United States troops stationed in South Korea?")
    hint.focus()
    assert "from 0 to 60,000 persons" in page.inner_text("#tip")
    assert "Source:" in page.inner_text("#tip")
    page.keyboard.press("Escape")
    assert not page.is_visible("#tip")
    page.hover(".card[data-outcome=war_risk] .hint")
    assert page.is_visible("#tip")


def test_dates_are_edited_on_the_page(page) -> None:  # type: ignore[no-untyped-def]
    page.click("[aria-label='Let it change from a month on: United States troops stationed in South Korea']")
    page.click("[id='lever-united_states.troops_korea'] >> text=+ date")
    months = page.locator("[id='lever-united_states.troops_korea'] input[aria-label^='from month']")
    months.nth(1).wait_for()
    assert [months.nth(place).input_value() for place in range(months.count())] == ["2025-02", "2026-02"]
    settled(page)


def test_a_step_becomes_a_ramp(page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page.select_option("#scenario", "offshore_balancing")
    settled(page)
    until = page.locator("[id='lever-united_states.troops_korea'] input[aria-label^='until month']")
    assert until.input_value() == "2029-12"
    for month, value in (("", 0), ("2031-12", 14_250)):
        until.fill(month)
        until.press("Enter")
        settled(page)
        page.click(".menu summary")
        with page.expect_download() as waiting:
            page.click("#download")
        page.click(".menu summary")
        waiting.value.save_as(tmp_path / "mine.toml")
        troops = load(tmp_path / "mine.toml").policy["united_states"]["troops_korea"]
        assert troops.value(parse_month("2029-12")) == pytest.approx(value, rel=0.05)


def test_dates_are_drawn_and_dragged(page) -> None:  # type: ignore[no-untyped-def]
    page.click("[aria-label='Let it change from a month on: United States troops stationed in South Korea']")
    page.wait_for_selector("[id='lever-united_states.troops_korea'] svg")
    lever = page.locator("[id='lever-united_states.troops_korea']")
    frame = lever.locator("svg").bounding_box()
    page.mouse.click(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    months, values = lever.locator("input[aria-label^='from month']"), lever.locator("input[aria-label^='value']")
    months.nth(1).wait_for()
    clicked, troops = months.nth(1).input_value(), float(values.nth(1).input_value())
    assert "2029-06" < clicked < "2030-06"
    assert 20_000 < troops < 45_000
    handle = lever.locator("circle").nth(1).bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.75, frame["y"] + frame["height"] + 20, steps=4)
    page.mouse.up()
    expect(values.nth(1)).to_have_value("0")
    assert months.nth(1).input_value() > clicked
    settled(page)


def test_many_pages_keep_their_own_values(chromium, address: str) -> None:  # type: ignore[no-untyped-def]
    pages = []
    for place in range(10):
        one = chromium.new_context().new_page()
        one.goto(address)
        one.wait_for_selector("body[data-worlds]", timeout=60_000)
        pages.append((one, 1000 * place))
    for one, troops in pages:
        slide(one, "united_states.troops_korea", troops)
    for one, troops in pages:
        settled(one)
        assert float(one.input_value("[id='lever-united_states.troops_korea']")) == troops
    shown = [headline(one) for one, _ in pages]
    for (one, troops), number in zip(pages, shown, strict=True):
        if troops in (0, 9000):
            run = execute(load("baseline", {"us.troops_korea": troops}, worlds=500), workers=1)
            assert number == pytest.approx(float(run.series("peninsula_tension")[-1].mean()), abs=0.051)
        one.context.close()


def test_the_page_fits_a_tablet_and_can_be_reached_by_keyboard(chromium, address: str) -> None:  # type: ignore[no-untyped-def]
    page = chromium.new_context(viewport={"width": 820, "height": 1180}, color_scheme="dark").new_page()
    page.goto(address)
    page.wait_for_selector("body[data-worlds]", timeout=60_000)
    assert page.eval_on_selector("html", "(html) => html.scrollWidth <= html.clientWidth")
    assert page.eval_on_selector("html", "(html) => html.dataset.theme") == "dark"
    page.keyboard.press("Tab")
    assert page.eval_on_selector(":focus", "(node) => node.textContent") == "Skip to the charts"
    named = "(node) => Boolean(node.labels?.length || node.ariaLabel || node.textContent.trim())"
    controls = page.locator("input:not([hidden]), select, button").all()
    assert len(controls) > 50
    assert [control.get_attribute("id") for control in controls if not control.evaluate(named)] == []
    page.context.close()
