"""If-then policies are read, changed, made and dropped on the page, and shown with the share of worlds in which they fire."""

from typing import Any

from playwright.sync_api import Page, expect

from sim.ensemble.execute import execute
from sim.scenario.loading import load
from tests.web.page.browser import follow_link, settings_of

SPEND = {"actor": "japan", "when": "peninsula_tension > 90", "set": {"defence_share": 2.5}}


def open_rules(page: Page, scenario: str = "action_for_action", **settings: Any) -> None:
    follow_link(page, scenario=scenario, **settings)
    expect(page.locator("#scenario")).to_have_value(scenario)
    page.locator("#rules > button").wait_for(state="attached")
    page.evaluate("document.querySelector('#rules-section').open = true")


def edit(page: Page, rule: str) -> None:
    page.get_by_role("button", name=f"Change this rule: {rule}").click()


def save(page: Page) -> None:
    page.click("dialog button >> text=Save")


def test_rules_of_a_scenario_are_told_and_drawn_with_the_share_of_worlds_in_which_they_fire(page: Page) -> None:
    open_rules(page)
    snapback = page.locator(".rule[data-rule=snapback]")
    assert "United States sets exercise_tempo to 0.6" in snapback.inner_text()
    run = execute(load("action_for_action", worlds=500), workers=1)
    events = run.events
    fired = events.loc[events["kind"] == "rule: snapback", "world"].nunique() / 500
    expect(snapback.locator(".acting")).to_contain_text(f"Fired in {round(100 * fired)} % of worlds", timeout=60_000)
    page.locator("#acting-list", has_text="snapback").wait_for()
    end = round(100 * float(run.rules_in_force["snapback"][-1]))
    assert f"in force in {end} % at the end" in page.inner_text("#acting-list")
    assert "Sanctions relief that United States puts on the table: set in" in page.inner_text("#acting-list")
    lines = page.evaluate("document.querySelector('#acting').data.map(({ name, y }) => [name, y.at(-1)])")
    shares = {name: 100 * float(share[-1]) for name, share in run.rules_in_force.items()}
    assert {name: round(value, 1) for name, value in lines} == {name: round(value, 1) for name, value in shares.items()}


def test_a_rule_is_changed_and_what_is_wrong_is_said_in_the_dialog(page: Page) -> None:
    open_rules(page)
    edit(page, "snapback")
    assert page.input_value("dialog textarea >> nth=0").startswith("nuclear_tests > 0")
    page.fill("dialog textarea >> nth=0", "nuclear_test > 0")
    save(page)
    expect(page.locator("dialog .error")).to_contain_text("did you mean 'nuclear_tests'?")
    page.fill("dialog textarea >> nth=0", "nuclear_tests > 0")
    page.fill("dialog textarea >> nth=1", "")
    page.get_by_label("with a probability a month of").fill("0.5")
    save(page)
    expect(page.locator("dialog")).to_have_count(0)
    changed = {"when": "nuclear_tests > 0", "prob": 0.5, "until": ""}
    assert settings_of(page)["changes"] == {"rules.snapback": changed}
    expect(page.locator(".rule[data-rule=snapback] .sentence")).to_contain_text("with a probability of 0.5 a month, for good")
    assert "Rule 'snapback'" in page.inner_text("#chips")
    scenario = load("action_for_action", {"rules.snapback": changed})
    assert next(rule for rule in scenario.rules if rule.name == "snapback").until == ""
    page.get_by_role("button", name="Back to the rule of the scenario: snapback").click()
    expect(page.locator("#chips li")).to_have_count(0)


def test_a_rule_is_made_dropped_and_undone(page: Page) -> None:
    open_rules(page, "baseline")
    page.click("text=Add a rule…")
    page.get_by_label("Name", exact=True).last.fill("spend")
    page.select_option("dialog select >> nth=0", "japan")
    page.select_option("dialog select[aria-label^=Insert]", "peninsula_tension")
    page.locator("dialog textarea").first.press_sequentially(" > 90")
    page.select_option("dialog select[aria-label=Lever]", "defence_share")
    page.fill("dialog input[aria-label^='Value of']", "2.5")
    save(page)
    expect(page.locator("dialog")).to_have_count(0)
    made = settings_of(page)["changes"]["rules.spend"]
    assert SPEND.items() <= made.items()
    run = execute(load("baseline", {"rules.spend": SPEND}, worlds=500), workers=1)
    fired = run.rules_in_force["spend"][-1]
    expect(page.locator("#acting-list")).to_contain_text(f"Fired in {round(100 * float(fired))} % of worlds", timeout=60_000)
    page.get_by_role("button", name="Drop this rule: spend").click()
    expect(page.locator(".rule")).to_have_count(0)
    expect(page.locator("#acting-figure")).to_be_hidden(timeout=60_000)
    page.keyboard.press("Control+z")
    expect(page.locator(".rule")).to_have_count(1)


def test_a_parameter_is_made_and_named_in_the_condition_and_in_the_value(page: Page) -> None:
    open_rules(page, "baseline")
    page.click("text=Add a rule…")
    page.get_by_label("Name", exact=True).last.fill("hedge")
    page.fill("dialog textarea >> nth=0", "peninsula_tension > floor")
    page.click("dialog button >> text=+ number")
    page.get_by_label("Name of the parameter").fill("floor")
    page.get_by_label("at least").fill("80")
    page.get_by_label("at most").fill("95")
    save(page)
    expect(page.locator(".rule .sentence")).to_contain_text("floor: 80 to 95")


def test_rules_of_a_link_are_dropped_restored_and_kept_where_they_fit(page: Page) -> None:
    open_rules(page, changes={"rules.snapback": False, "rules.spend": SPEND})
    expect(page.locator("#chips")).to_contain_text("dropped")
    assert page.locator(".rule .dropped").count() == 1
    page.get_by_role("button", name="Let this rule apply again: snapback").click()
    expect(page.locator("#chips li")).to_have_count(1)
    follow_link(page, scenario="baseline", changes={"rules.snapback": False, "rules.spend": SPEND})
    page.locator("#message", has_text="do not fit this scenario: rules.snapback").wait_for()
    expect(page.locator(".rule")).to_have_count(1)
