"""Files that are exported and opened."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Download, Page

from sim.ensemble.execute import execute
from sim.scenario.loading import load
from tests.web.page.browser import TROOPS, control, follow_link, headline, move_slider, wait_for_results


def test_the_scenario_file_gives_the_numbers_of_the_page(page: Page, tmp_path: Path) -> None:
    move_slider(page, TROOPS, 7500)
    wait_for_results(page)
    page.click("#export-menu summary")
    with page.expect_download() as download:
        page.click("#export-toml")
    path = tmp_path / "mine.toml"
    download.value.save_as(path)
    scenario = load(path)
    assert scenario.policy["united_states"]["troops_korea"].value(scenario.start) == 7500
    run = execute(scenario, workers=1)
    assert headline(page) == pytest.approx(float(run.series("peninsula_tension")[-1].mean()), abs=0.051)


def test_each_kind_of_file_is_exported(page: Page, tmp_path: Path) -> None:
    page.click("#export-menu summary")
    for button, ending in {"#export-toml": "toml", "#export-csv": "csv", "#export-report": "html"}.items():
        with page.expect_download(timeout=60_000) as download:
            page.click(button)
        assert download.value.suggested_filename.endswith(ending)
        download.value.save_as(tmp_path / f"mine.{ending}")
    assert load(tmp_path / "mine.toml").worlds == 500


def test_figures_carry_title_scenario_policy_and_footer(page: Page, tmp_path: Path) -> None:
    leads = {"south_korea.opcon": {"2027-01": "rok_led"}}
    follow_link(page, scenario="baseline_2025", changes=leads, name="Seoul leads")
    page.locator("#policy li", has_text="1. 2027-01 ROK opcon: rok led").wait_for(timeout=60_000)
    page.wait_for_selector("#view-tension[aria-busy=false]", timeout=60_000)
    downloads: list[Download] = []
    page.on("download", lambda download: downloads.append(download))
    page.click("#export-menu summary")
    page.click("#export-svg")
    while len(downloads) < 3:
        page.wait_for_event("download")
    names = [each.suggested_filename for each in downloads]
    assert names == [f"peninsula-seoul_leads-{chart}.svg" for chart in ("headline", "difference", "second")]
    downloads[0].save_as(tmp_path / "figure.svg")
    text = "".join(ElementTree.parse(tmp_path / "figure.svg").getroot().itertext())
    for part in (
        "Peninsula Tension Index",
        "Seoul leads",
        "1. 2027-01 ROK opcon: rok led",
        "not a forecast",
        "500 worlds",
        "0-100",
    ):
        assert part in text
    with page.expect_download() as figure:
        page.click("#export-png")
    figure.value.save_as(tmp_path / "figure.png")
    assert (tmp_path / "figure.png").read_bytes().startswith(b"\x89PNG")


def test_files_are_opened_and_errors_in_them_explained(page: Page, tmp_path: Path) -> None:
    broken, good = tmp_path / "broken.toml", tmp_path / "good.toml"
    broken.write_text('extends = "baseline.toml"\n[policy.united_states]\ntroops_corea = 3\n')
    good.write_text('title = "Mine"\nextends = "baseline.toml"\n[policy.united_states]\ntroops_korea = 1000\n')
    page.set_input_files("#file", broken)
    page.locator("#message", has_text="troops_korea").wait_for(timeout=20_000)
    assert "/tmp" not in page.inner_text("#message")
    page.set_input_files("#file", good)
    page.locator("output", has_text="1,000 persons").wait_for(timeout=20_000)
    assert page.input_value(control(TROOPS)) == "1000"
