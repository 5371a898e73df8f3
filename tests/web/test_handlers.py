"""The answers of the server are those of the runs behind them; also tests `response`, `views`, `by_lever` and `downloads`."""

import csv
import io
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from starlette.testclient import TestClient

from sim.analysis.by_lever import by_lever
from sim.analysis.contrast import Contrast
from sim.analysis.explain import between
from sim.ensemble.execute import execute, execute_together
from sim.model.expression import expression
from sim.report.sentences import of_contrast
from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.loading import load
from sim.web.server import create_app
from tests.web.client import SMALL, error_of, post, post_ok


def test_the_answer_is_that_of_a_run(client: TestClient) -> None:
    changes = {"us.troops_korea": 0, "worldview": "spiral"}
    answer = post_ok(client, scenario="baseline", changes=changes, reference="baseline", outcomes=["warheads"])
    run = execute(load("baseline", changes, **SMALL), workers=1)
    reference = execute(load("baseline", **SMALL), workers=1)
    assert answer["months"] == run.months
    for name in ("peninsula_tension", "warheads"):
        series = answer["series"][name]
        np.testing.assert_allclose(series["own"]["q50"], run.quantiles(name)[2], rtol=1e-3)
        difference = np.quantile(run.series(name) - reference.series(name), 0.95, axis=1)
        np.testing.assert_allclose(series["difference"]["q95"], difference, rtol=1e-3, atol=1e-3)
    assert answer["assumptions_differ"]
    assert not post_ok(client, changes={"us.troops_korea": 0}, reference="baseline")["assumptions_differ"]
    card = answer["cards"][0]
    final = run.series("peninsula_tension")[-1] - reference.series("peninsula_tension")[-1]
    assert card["difference"] == pytest.approx(final.mean(), rel=1e-3)
    assert card["better_share"] == pytest.approx((final < 0).mean())


def test_different_casts_can_be_paired_and_different_times_cannot(client: TestClient) -> None:
    answer = post_ok(client, scenario="russia_in_the_cast", reference="baseline_2025")
    assert answer["paired"]
    assert answer["series"]["peninsula_tension"]["difference"]["q50"][-1] != 0
    answer = post_ok(client, scenario="history", reference="baseline_2025")
    assert not answer["paired"]
    assert "start 2025-02 against 1990-01" in answer["obstacle"]


def test_the_comparison_is_that_of_runs(client: TestClient) -> None:
    answer = post_ok(client, "compare", scenario="cvid_first", reference="baseline_2025", compared=["moon_package"])
    assert answer["names"] == ["baseline_2025", "current settings", "moon_package"]
    runs = [execute(load(name, **SMALL), workers=1) for name in ("baseline_2025", "cvid_first", "moon_package")]
    for trajectory, run in zip(answer["trajectories"], runs, strict=True):
        median = run.quantiles("peninsula_tension")[2]
        np.testing.assert_allclose(trajectory["series"]["peninsula_tension"]["q50"], median, rtol=1e-3)
    gap = (runs[2].series("peninsula_tension") - runs[0].series("peninsula_tension"))[-1]
    assert float(answer["rows"][0]["cells"][1]["gap"].split()[0]) == pytest.approx(float(gap.mean()), abs=0.06)


def test_one_difference_has_one_text_everywhere(client: TestClient) -> None:
    changes = {"us.troops_korea": 0}
    card = post_ok(client, changes=changes, reference="baseline")["cards"][0]
    cell = post_ok(client, "compare", changes=changes, reference="baseline")["rows"][0]["cells"][0]
    reference, other = execute_together([load("baseline", **SMALL), load("baseline", changes, **SMALL)], workers=1)
    contrast = Contrast(reference, other)
    assert card["difference_text"] == cell["gap"] == contrast.mean_difference("peninsula_tension").text
    assert card["difference_text"] in next(of_contrast(contrast, None))
    assert card["verdict"] == cell["verdict"] == "worse"


def test_causes_add_up_to_the_difference_of_runs(client: TestClient) -> None:
    answer = post_ok(client, "causes", scenario="moon_package", reference="baseline_2025")
    reference, run = execute_together([load(name, **SMALL) for name in ("baseline_2025", "moon_package")], workers=1)
    expected = float(between(reference, run).total)
    assert answer["difference"]["total"][0] == pytest.approx(expected, rel=1e-3)
    assert sum(cause["values"][0] for cause in answer["difference"]["causes"]) == pytest.approx(expected, rel=0.01)
    story = answer["story"]
    np.testing.assert_allclose(story["headline"], run.series("peninsula_tension")[:, story["world"]], rtol=1e-3)
    assert len(story["events"]) == len(run.events_in(story["world"]))
    tense = post_ok(client, "causes", scenario="moon_package", story="worst")["story"]
    assert np.mean(tense["headline"]) > np.mean(story["headline"])


def test_levers_are_told_apart_as_the_command_line_does(client: TestClient) -> None:
    changes = {"us.exercise_tempo": 0.2, "us.troops_korea": 0}
    answer = post_ok(client, "levers", changes=changes, reference="baseline")
    base, other = load("baseline", **SMALL), load("baseline", changes, **SMALL)
    found = by_lever(base, other, expression("peninsula_tension", base), workers=1)
    assert answer["total"] == pytest.approx(found.whole.mean)
    assert [each["label"] for each in answer["changes"]] == [change.label for change in found.changes]
    values = [each["value"] for each in answer["changes"]]
    assert values == pytest.approx([float(change.removed.mean()) for change in found.changes])
    assert sum(values) + answer["remainder"]["value"] == pytest.approx(answer["total"])
    assert answer["changes"][0]["removed"].startswith("+" if values[0] > 0 else "-")


def test_where_levers_cannot_be_told_apart_a_sentence_says_why(client: TestClient) -> None:
    assert "Nothing differs from Baseline of autumn 2026 yet" in post_ok(client, "levers", reference="baseline")["reason"]
    assert "cannot be told apart" in post_ok(client, "levers", scenario="russia_in_the_cast", reference="baseline_2025")["reason"]
    many = {assumption.name: assumption.low for assumption in ASSUMPTIONS if assumption.low < assumption.high}
    assert "--by lever" in post_ok(client, "levers", changes=many, reference="baseline")["reason"]


def test_one_world_is_that_of_the_ensemble(client: TestClient) -> None:
    answer = post_ok(client, "world", scenario="moon_package", world=7)
    run = execute(load("moon_package", **SMALL), workers=1)
    assert answer["months"] == run.months
    for name in ("peninsula_tension", "tension_us_dprk"):
        np.testing.assert_allclose(answer["series"][name], run.series(name)[:, 7], rtol=1e-3)
    events = run.events_in(7)
    assert len(events) > 0
    assert [event["month"] for event in answer["events"]] == [str(month) for month in events["month"]]
    assert post_ok(client, "world", scenario="moon_package", world=8)["series"] != answer["series"]


def test_worldviews_are_evaluated_one_by_one(client: TestClient) -> None:
    answer = post_ok(client, "worldviews", changes={"us.troops_korea": 0}, scenario="baseline", reference="baseline")
    index = [each["name"] for each in answer["worldviews"]].index("spiral")
    reference, run = (
        execute(load("baseline", {"worldview": "spiral", **changes}, **SMALL), workers=1)
        for changes in ({}, {"us.troops_korea": 0})
    )
    means = [each.last_mean("peninsula_tension") for each in (reference, run)]
    cell = answer["rows"][0]["cells"][index]
    assert cell["difference"] == pytest.approx(means[1] - means[0], rel=0.01)
    assert [cell["reference"], cell["current"]] == pytest.approx(means, rel=1e-3)
    for row in answer["rows"]:
        standings = {each["standing"] for each in row["cells"]}
        assert row["contested"] == ({-1, 1} <= standings)


def test_the_scenario_file_gives_the_same_numbers(client: TestClient, tmp_path: Path) -> None:
    changes = {"south_korea.opcon": {"2026-01": "rok_led"}, "test_learning": [0.01, 0.012]}
    response = post(client, "scenario_file", scenario="offshore_balancing", changes=changes)
    assert "attachment" in response.headers["content-disposition"]
    path = tmp_path / "mine.toml"
    path.write_text(response.text)
    answer = post_ok(client, scenario="offshore_balancing", changes=changes)
    run = execute(load(path), workers=1)
    series = answer["series"]["peninsula_tension"]["own"]["q05"]
    np.testing.assert_allclose(series, run.quantiles("peninsula_tension")[0], rtol=1e-3)
    assert post_ok(client, file=response.text)["series"] == answer["series"]


def test_the_table_and_the_report_are_complete(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(post(client, "table", scenario="baseline").text)))
    run = execute(load("baseline", **SMALL), workers=1)
    last = next(row for row in rows if row["outcome"] == "peninsula_tension" and row["month"] == run.months[-1])
    assert float(last["mean"]) == pytest.approx(float(run.series("peninsula_tension")[-1].mean(dtype=np.float64)), rel=1e-5)
    report = post(client, "report", scenario="moon_package", reference="baseline_2025")
    assert "attachment" in report.headers["content-disposition"]
    assert report.text.rstrip().endswith("</html>")
    assert 'src="http' not in report.text


def test_a_run_is_saved_once_and_its_path_is_not_shown(client: TestClient) -> None:
    first = post_ok(client, "save", scenario="baseline", changes={"us.troops_korea": 100})
    assert first["new"]
    assert re.fullmatch(r"results/baseline_changed-[0-9a-f]{8}", first["folder"])
    assert not post_ok(client, "save", scenario="baseline", changes={"us.troops_korea": 100})["new"]


@pytest.mark.parametrize(
    ("route", "fields", "error"),
    [
        ("answer", {"outcomes": ["tension"]}, "is not an outcome"),
        ("causes", {"story": "tipical"}, "did you mean 'typical'"),
        ("causes", {"quantity": "hostilty"}, "did you mean 'hostility'"),
        ("compare", {"reference": "baseline", "compared": ["europe_baseline"]}, "theatre"),
    ],
)
def test_what_cannot_be_shown_is_refused(client: TestClient, route: str, fields: dict[str, Any], error: str) -> None:
    assert error in error_of(post(client, route, **fields))


@pytest.mark.slow
def test_a_quick_answer_is_compiled_and_equals_the_exact_one(root: Path) -> None:
    pytest.importorskip("jax")
    with TestClient(create_app(processes=1), base_url="http://127.0.0.1") as client:
        fields: dict[str, Any] = {"session": "q", "scenario": "moon_package", "worlds": 500, "months": None}
        quick = post_ok(client, **fields, quick=True)
        deadline = time.monotonic() + 180
        while quick["worlds"] < 500 and time.monotonic() < deadline:
            time.sleep(0.25)  # the program is being compiled
            quick = post_ok(client, **fields, quick=True)
        assert quick["worlds"] == 500
        exact = post_ok(client, **fields)
        for band in ("q05", "q50", "q95"):
            one, other = (answer["series"]["peninsula_tension"]["own"][band] for answer in (quick, exact))
            np.testing.assert_allclose(one, other, atol=0.05)


@pytest.mark.parametrize("route", ["scenario_file", "table", "report"])
def test_a_download_of_a_scenario_named_in_korean_keeps_its_name(
    client: TestClient, route: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scenarios").mkdir()
    file = tmp_path / "scenarios" / "한반도 안보.toml"
    file.write_text('title = "한반도의 긴장"\nextends = "baseline"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    response = post(client, route, scenario="한반도 안보")
    assert response.status_code == 200, response.text
    disposition = response.headers["content-disposition"]
    assert 'attachment; filename="___ __' in disposition
    assert unquote(disposition.partition("filename*=UTF-8''")[2]).startswith("한반도 안보")


def test_variants_are_compared_and_referred_to_under_their_names(client: TestClient) -> None:
    left = {"name": "Troops leave", "scenario": "baseline_2025", "changes": {"us.troops_korea": 0}}
    opened = {"name": "Mine", "file": 'extends = "moon_package.toml"'}
    answer = post_ok(client, "compare", scenario="baseline_2025", name="Mine", reference=left, compared=[opened, "cvid_first"])
    assert answer["names"] == ["Troops leave", "current settings", "Mine", "cvid_first"]
    runs = execute_together([load("baseline_2025", changes, **SMALL) for changes in ({"us.troops_korea": 0}, {})], workers=1)
    assert answer["rows"][0]["cells"][0]["gap"] == Contrast(runs[0], runs[1]).mean_difference("peninsula_tension").text
    paired = post_ok(client, scenario="baseline_2025", reference=left)
    assert paired["cards"][0]["difference_text"] == answer["rows"][0]["cells"][0]["gap"]
    report = post(client, "report", scenario="baseline_2025", reference=left).text
    assert "compared with Troops leave" in report
    assert error_of(post(client, reference={"scenaro": "baseline"})).startswith("reference: expected the name of a scenario")


def test_rules_are_told_and_counted(client: TestClient) -> None:
    changes = {"rules.snapback": {"prob": 0.5}, "rules.freeze answered": False}
    told = post_ok(client, "rules", scenario="action_for_action", changes=changes, months=60)
    assert [rule["name"] for rule in told] == ["lasting freeze rewarded", "engagement answers", "snapback"]
    assert "with a probability of 0.5 a month" in told[-1]["text"]
    acting = post_ok(client, "policy", scenario="action_for_action", changes=changes, months=60)["acting"]
    run = execute(load("action_for_action", changes, worlds=20, months=60), workers=1)
    events = run.events[run.events["kind"] == "rule: snapback"]
    share, low, high = acting["rules"][-1]["fired"]
    assert 0 < share == events["world"].nunique() / 20
    assert low < share < high
    first = np.sort(events.groupby("world", observed=True)["month"].first().astype(str))
    assert acting["rules"][-1]["first"] == first[(len(first) - 1) // 2]
    assert acting["rules"][-1]["in_force"] == pytest.approx(run.rules_in_force["snapback"].tolist(), abs=1e-3)
    wrong = {"rules.snapback": {"when": "tensin > 3"}}
    refusal = error_of(post(client, "rules", scenario="action_for_action", changes=wrong))
    assert refusal.startswith("rules.snapback.when: 'tensin > 3'")
