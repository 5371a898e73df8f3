"""The further views: what the server tells them, and what they show in a browser."""

import csv
import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from sim.analysis.explain import between
from sim.ensemble.execute import execute, execute_together
from sim.history.observations import Observations, Series
from sim.scenario.loading import load
from sim.web.record import scores
from sim.web.server import application
from tests.web.conftest import ROOT

SMALL: dict[str, Any] = {"worlds": 20, "months": 24}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        served = application(processes=1, compiled=False, results=tmp_path_factory.mktemp("kept") / "results")
        with TestClient(served, base_url="http://127.0.0.1") as client:
            yield client


def asked(client: TestClient, what: str, **question: Any) -> Any:
    reply = client.post(f"/api/{what}", json=SMALL | question)
    assert reply.status_code == 200, reply.text
    return reply


def test_a_comparison_is_that_of_runs(client: TestClient) -> None:
    told = asked(client, "compare", scenario="cvid_first", against="baseline", names=["moon_package"]).json()
    assert told["names"] == ["baseline", "as set here", "moon_package"]
    runs = [execute(load(name, **SMALL), workers=1) for name in ("baseline", "cvid_first", "moon_package")]
    for course, run in zip(told["courses"], runs, strict=True):
        np.testing.assert_allclose(course["series"]["peninsula_tension"]["q50"], run.quantiles("peninsula_tension")[2], rtol=1e-3)
    gap = (runs[2].series("peninsula_tension") - runs[0].series("peninsula_tension"))[-1]
    assert float(told["rows"][0]["cells"][1]["gap"]) == pytest.approx(float(np.median(gap)), abs=0.06)


def test_causes_add_up_to_the_difference_of_runs(client: TestClient) -> None:
    told = asked(client, "why", scenario="moon_package", against="baseline").json()
    reference, run = execute_together([load(name, **SMALL) for name in ("baseline", "moon_package")], workers=1)
    expected = between(reference, run)
    assert told["difference"]["total"][0] == pytest.approx(float(expected.total), rel=1e-3)
    assert sum(cause["values"][0] for cause in told["difference"]["causes"]) == pytest.approx(float(expected.total), rel=0.01)
    story = told["story"]
    np.testing.assert_allclose(story["headline"], run.series("peninsula_tension")[:, story["world"]], rtol=1e-3)
    assert len(story["events"]) == len(run.events_in(story["world"]))
    tense = asked(client, "why", scenario="moon_package", world="worst").json()
    assert np.mean(tense["story"]["headline"]) > np.mean(story["headline"])


def test_one_world_is_that_of_the_ensemble(client: TestClient) -> None:
    told = asked(client, "one_world", scenario="moon_package", identity=7).json()
    run = execute(load("moon_package", **SMALL), workers=1)
    assert told["months"] == run.months
    for name in ("peninsula_tension", "tension_us_dprk"):
        np.testing.assert_allclose(told["series"][name], run.series(name)[:, 7], rtol=1e-3)
    events = run.events_in(7)
    assert len(events) > 0
    assert [event[0] for event in told["events"]] == [str(month) for month in events["month"]]
    other = asked(client, "one_world", scenario="moon_package", identity=8).json()
    assert other["series"] != told["series"]


def test_theories_are_asked_one_by_one(client: TestClient) -> None:
    told = asked(client, "worldviews", changes={"us.troops_korea": 0}, scenario="baseline", against="baseline").json()
    places = [each["name"] for each in told["worldviews"]]
    spiral = [
        execute(load("baseline", {"worldview": "spiral", **more}, **SMALL), workers=1) for more in ({}, {"us.troops_korea": 0})
    ]
    difference = told["rows"][0]["cells"][places.index("spiral")][0]
    assert difference == pytest.approx(
        spiral[1].last_mean("peninsula_tension") - spiral[0].last_mean("peninsula_tension"), rel=0.01
    )
    for row in told["rows"]:
        standings = {cell[-1] for cell in row["cells"]}
        assert row["contested"] == ({-1, 1} <= standings)


def test_the_record_is_drawn_with_the_series_of_the_user() -> None:
    seen = Series("missile", "Missile provocations", "a month", {"2017-09": 2.0, "2018-01": 0.0}, "mine.csv")
    with TestClient(
        application(1, compiled=False, observed=Observations({"missile": seen})), base_url="http://127.0.0.1"
    ) as client:
        told = asked(client, "record").json()
    drawn = {outcome["name"]: outcome["observed"] for outcome in told["outcomes"]}
    assert {name for name, series in drawn.items() if series} == {"expected_missile_tests"}
    known = {
        month: value
        for month, value in zip(told["months"], drawn["expected_missile_tests"]["values"], strict=True)
        if value is not None
    }
    assert known == {"2017-09": 2.0, "2018-01": 0.0}


def test_scores_on_the_page_are_those_of_the_documents() -> None:
    text = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    for score in scores():
        name = f"**{score['forecaster']}**" if score["forecaster"] == "Peninsula" else score["forecaster"]
        row = f"| {score['variable']} | {score['first']} to {score['last']} | {name} | {score['months']} |"
        assert f"{row} {score['crps']:.3f} | {score['skill']:+.3f} | {score['coverage']:.2f} |" in text


def test_the_table_and_the_report_are_whole(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(asked(client, "table", scenario="baseline").text)))
    run = execute(load("baseline", **SMALL), workers=1)
    last = next(row for row in rows if row["outcome"] == "peninsula_tension" and row["month"] == run.months[-1])
    assert float(last["mean"]) == pytest.approx(float(run.series("peninsula_tension")[-1].mean(dtype=np.float64)), rel=1e-5)
    report = asked(client, "report", scenario="moon_package", against="baseline")
    assert "attachment" in report.headers["content-disposition"]
    assert report.text.rstrip().endswith("</html>")
    assert 'src="http' not in report.text


def test_a_run_is_saved_once_and_no_path_is_told(client: TestClient) -> None:
    first = asked(client, "save", scenario="baseline", changes={"us.troops_korea": 100}).json()
    assert first["new"]
    assert re.fullmatch(r"results/baseline-[0-9a-f]{8}", first["folder"])
    assert not asked(client, "save", scenario="baseline", changes={"us.troops_korea": 100}).json()["new"]


@pytest.mark.parametrize(
    ("what", "question", "said"),
    [
        ("why", {"world": "tipical"}, "did you mean 'typical'"),
        ("why", {"quantity": "hostilty"}, "did you mean 'hostility'"),
        ("compare", {"against": "baseline", "names": ["europe_baseline"]}, "theatre"),
        ("compare", {"names": ["a"] * 9}, "at most 6"),
        ("answer", {"quick": 1}, "true or false"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_sentence(client: TestClient, what: str, question: dict[str, Any], said: str) -> None:
    reply = client.post(f"/api/{what}", json=SMALL | question)
    assert reply.status_code == 422
    assert said in reply.json()["error"]


@pytest.mark.slow
def test_a_quick_answer_is_compiled_and_says_the_same(tmp_path: Path) -> None:
    pytest.importorskip("jax")
    with TestClient(application(processes=1), base_url="http://127.0.0.1") as client:
        question = {"session": "q", "scenario": "moon_package", "worlds": 500}
        quick = client.post("/api/answer", json=question | {"quick": True}).json()
        until = time.monotonic() + 180
        while quick["worlds"] < 500 and time.monotonic() < until:
            time.sleep(0.25)  # the program is being compiled
            quick = client.post("/api/answer", json=question | {"quick": True}).json()
        assert quick["worlds"] == 500
        whole = client.post("/api/answer", json=question).json()
        for band in ("q05", "q50", "q95"):
            one, other = (told["series"]["peninsula_tension"]["own"][band] for told in (quick, whole))
            np.testing.assert_allclose(one, other, atol=0.05)


def test_every_view_is_filled_in_a_browser(page) -> None:  # type: ignore[no-untyped-def]
    page.select_option("#scenario", "moon_package")
    for view, sign in {
        "compare": "#scorecard tbody tr", "why": "#steps .bars path, #steps .points path", "worldviews": "#theories tbody tr",
        "network": "#network .main-svg", "record": "#scores tbody tr", "about": "#view-about h2",
    }.items():  # fmt: skip
        page.click(f"#tab-{view}")
        page.wait_for_selector(f"#view-{view}[data-filled=yes]", timeout=60_000)
        page.wait_for_selector(sign, timeout=60_000)
        assert page.get_attribute(f"#tab-{view}", "aria-selected") == "true"
        assert page.locator("[role=tabpanel]:visible").count() == 1
    page.click("#tab-compare")
    page.check("#compare-names input[value=offshore_balancing]")
    page.locator("#scorecard th", has_text="offshore_balancing").wait_for(timeout=60_000)
    page.click("#tab-network")
    page.wait_for_selector("#view-network[aria-busy=false]")
    before = page.input_value("#month")
    page.click("#play")
    for _ in range(100):
        page.wait_for_timeout(200)
        if int(page.input_value("#month")) > int(before):
            break
    assert int(page.input_value("#month")) > int(before)
    page.click("#play")
    assert page.inner_text("#play") == "Play"


def test_one_world_steps_with_what_happens_in_it(page) -> None:  # type: ignore[no-untyped-def]
    page.click("#tab-network")
    page.wait_for_selector("#network .main-svg")
    page.select_option("#whose", "one")
    page.locator("#month-said", has_text="world 0").wait_for(timeout=60_000)
    # what is told takes its room from the chart
    fits = "() => document.querySelector('#network .main-svg').clientWidth === document.querySelector('#network').clientWidth"
    page.wait_for_function(fits)
    page.fill("#month", "119")
    assert "2035-01" in page.inner_text("#month-said")
    first = page.locator("#events li").all_inner_texts()
    assert any("missile test" in event for event in first)
    page.fill("#month", "0")
    assert page.locator("#events li").count() < len(first)
    page.click("#another")
    page.locator("#month-said", has_text="world 1").wait_for(timeout=60_000)
    page.fill("#month", "119")
    assert page.locator("#events li").all_inner_texts() != first


def test_pinned_settings_stay_in_the_chart(page) -> None:  # type: ignore[no-untyped-def]
    page.click("#pin")
    page.locator("#headline .legendtext", has_text="pinned").wait_for(timeout=60_000)
    page.click("#pin")
    page.locator("#headline .legendtext", has_text="pinned").wait_for(state="detached", timeout=60_000)


def test_files_are_taken_away(page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page.click(".menu summary")
    for button, ending in {"#download": "toml", "#table": "csv", "#report": "html"}.items():
        with page.expect_download(timeout=60_000) as waiting:
            page.click(button)
        assert waiting.value.suggested_filename.endswith(ending)
        waiting.value.save_as(tmp_path / f"mine.{ending}")
    assert load(tmp_path / "mine.toml").worlds == 500
