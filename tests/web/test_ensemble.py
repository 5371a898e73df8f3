"""What a page may ask of an ensemble: size, horizon, start, and a nowcast to begin with."""

import shutil
import tomllib
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.scenario.loading import load
from sim.web.downloads import report
from sim.web.ensemble import checked_start, choices, known_nowcasts, nowcast_named
from sim.web.request import parse_request
from sim.web.seat import PlayedSeat, seat_view
from tests.conftest import ROOT
from tests.web.client import error_of, post, post_ok


def test_a_start_is_a_month_within_bounds() -> None:
    assert checked_start("") is None
    assert checked_start(" 2027-01 ") == "2027-01"
    with pytest.raises(PeninsulaError, match=r"start: 1850-01 is out of bounds: expected a month from 1990-01 to 2060-12"):
        checked_start("1850-01")
    with pytest.raises(PeninsulaError, match="'soon' is not a month"):
        checked_start("soon")


def test_all_that_is_compared_begins_in_the_month_that_is_asked_for(client: TestClient) -> None:
    answer = post_ok(client, scenario="offshore_balancing", reference="baseline", start="2027-06", months=6)
    assert answer["months"] == ["2027-06", "2027-07", "2027-08", "2027-09", "2027-10", "2027-11"]
    assert answer["paired"]
    assert "out of bounds" in error_of(post(client, start="2090-01"))


def test_a_moved_start_keeps_the_figures_and_begins_with_the_policy_of_that_month() -> None:
    written, moved = load("offshore_balancing"), load("offshore_balancing", start="2029-01")
    assert moved.situation == written.situation
    assert moved.start == written.start + 47
    lever = moved.policy["united_states"]["troops_korea"]
    assert lever.value(moved.start) == written.policy["united_states"]["troops_korea"].value(moved.start)


def test_the_exported_file_carries_worlds_months_and_start(client: TestClient) -> None:
    response = post(client, "scenario_file", worlds=70, months=30, start="2026-03")
    written = tomllib.loads(response.text)
    assert (written["start"], written["months"], written["ensemble"]["worlds"]) == ("2026-03", 30, 70)


def test_the_controls_say_what_the_scenario_says_by_itself(client: TestClient) -> None:
    told = post_ok(client, "controls", start="2026-03", months=30)
    assert (told["start"], told["months"]) == ("2026-03", 30)
    assert (told["ensemble"]["start"]["written"], told["ensemble"]["months"]["written"]) == ("2026-11", 120)


@pytest.fixture
def started_here(nowcast_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the shipped scenarios, a nowcast of a made-up record, and a file of arrays that is none."""
    (tmp_path / "results").mkdir()
    shutil.copyfile(nowcast_file, tmp_path / "results" / "nowcast.npz")
    np.savez(tmp_path / "other.npz", numbers=np.arange(3))
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_nowcast_of_the_working_folder_is_offered_and_begun_with(started_here: Path) -> None:
    assert list(known_nowcasts()) == ["results/nowcast.npz"]
    assert choices(load("baseline"))["nowcasts"] == [{"name": "results/nowcast.npz", "month": "1992-01"}]
    assert choices(load("europe_baseline"))["nowcasts"] == []
    request = parse_request({"scenario": "baseline", "nowcast": "results/nowcast.npz", "worlds": 30, "months": 12})
    scenario = request.load()
    assert format_month(scenario.start) == "1992-01"
    assert scenario.nowcast is not None
    assert request.load_to_keep().nowcast == scenario.nowcast


@pytest.mark.slow
def test_the_report_says_in_which_nowcast_worlds_begin(started_here: Path) -> None:
    request = parse_request({"scenario": "baseline", "nowcast": "results/nowcast.npz", "worlds": 20, "months": 6})
    text = report(request.load_to_keep(), None, "en", lambda _: None)
    assert "20 simulated worlds, 1992-01 to 1992-06, which begin in the nowcast nowcast.npz." in text


def test_a_seat_is_taken_in_a_world_of_the_nowcast(started_here: Path) -> None:
    request = parse_request({"scenario": "baseline", "nowcast": "results/nowcast.npz", "worlds": 20, "months": 12})
    view = seat_view(request.load(), PlayedSeat("north_korea", 3, 3, ({"testing_tempo": 0.1},)), lambda _: None)
    assert (view["months"], view["turns"]) == (["1992-01", "1992-02", "1992-03"], 4)
    assert view["changes"]["north_korea.testing_tempo"] == {"1992-01": 0.1}


def test_no_name_of_a_nowcast_leads_to_another_file(started_here: Path) -> None:
    for name in ("other.npz", "../secret.npz", str(started_here / "results" / "nowcast.npz"), "results/nowcst.npz"):
        with pytest.raises(PeninsulaError, match=r"nowcast: there is no '.*' on this page"):
            nowcast_named(name)
    assert nowcast_named("") is None
