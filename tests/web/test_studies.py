"""The studies of the page, `sim/web/studies/`, find what the command line finds, and say in one sentence what is wrong."""

import io
import json
import shlex
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from sim.cli.app import app
from sim.scenario.loading import load
from sim.studies.signposts import signposts
from sim.web.ensemble import Ensemble
from sim.web.studies.command import command
from sim.web.studies.offered import offered
from sim.web.studies.wording import for_the_page
from tests.web.client import SMALL, error_of, post, post_ok

ENOUGH = {"worlds": 120, "months": 60}
"""As many worlds as signposts need to learn from one half."""

SIGNPOSTS = {"kind": "signposts", "warn_of": "count(clash) > 0", "within": 24, "leads": [0, 3], "false_alarms": 20}
PATHWAYS = {"kind": "pathways", "target": "peninsula_tension < 75", "for_months": 6, "after": 6}
GAME = {
    "kind": "game",
    "players": {"united_states": ["primacy", "restraint", "own"], "north_korea": ["bargaining", "build_up"]},
    "worldviews": "spiral",
}
TEMPO = {"us.exercise_tempo": {"2028-06": 0.2}}
CHANGES = {"united_states.troops_korea": 0, "worldview": "deterrence"}


def run_command(words: str, folder: Path) -> Any:
    """Return the JSON that a command prints, run in a folder; figures are left out for the time that they take."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.studies.study_folder.save", lambda *_: None)
        patch.chdir(folder)
        done = CliRunner().invoke(app, [*shlex.split(words)[1:], "--json", "--workers", "1"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def save_files(client: TestClient, answer: Any, plans: list[dict[str, Any]], folder: Path, **size: int) -> None:
    """Save the scenario files that a command names, as the page does."""
    for file in answer["files"]:
        plan = plans[file["plan"]]
        asked = {**size, **plan, "changes": file["changes"]}
        text = plan["file"] if file["changes"] is None else post(client, "scenario_file", **asked).text
        (folder / file["name"]).write_text(text)


def assert_same(answer: Any, document: Any) -> None:
    """Check that the tables of an answer are those of a command."""
    assert answer["tables"]
    for name, table in answer["tables"].items():
        printed = pd.DataFrame(document[name]).to_csv(index=False, float_format="%.6g")
        found, expected = (
            pd.read_csv(io.StringIO(text), keep_default_na=False, na_values=["", "inf"]) for text in (table, printed)
        )
        pd.testing.assert_frame_equal(found, expected)


OPENED = 'extends = "baseline"\n[policy.united_states]\ntroops_korea = 1000\n'


@pytest.mark.parametrize(
    ("study", "plan", "more"),
    [
        (SIGNPOSTS, {"changes": TEMPO}, {}),
        (SIGNPOSTS, {"file": OPENED, "changes": TEMPO}, {}),
        (SIGNPOSTS, {"changes": TEMPO, "start": "2028-01"}, {}),
        (PATHWAYS, {"changes": {"worldview": "deterrence"}}, {"compared": ["action_for_action"]}),
        (PATHWAYS, {"changes": CHANGES}, {"compared": ["action_for_action"]}),
        (GAME, {"changes": CHANGES}, {}),
        (GAME, {"file": OPENED}, {}),
    ],
    ids=lambda each: each.get("kind", "") or ", ".join(each),
)
def test_the_command_that_is_told_gives_the_same_tables(
    client: TestClient, tmp_path: Path, study: dict[str, Any], plan: dict[str, Any], more: dict[str, Any]
) -> None:
    size = ENOUGH if study is SIGNPOSTS else SMALL
    answer = post_ok(client, "study", **{**size, **plan, **more}, study=study)
    assert answer["worlds"] == size["worlds"]
    save_files(client, answer, [plan, *({"scenario": name} for name in more.get("compared", []))], tmp_path, **size)
    assert_same(answer, run_command(answer["command"], tmp_path))


@pytest.mark.parametrize(
    ("study", "sentence"),
    [
        (None, "study: it is missing"),
        ({"kind": "oracle"}, "study: unknown kind 'oracle'"),
        ({"kind": "game", "player": {}}, "unknown field 'player' in game; did you mean 'players'?"),
        ({"kind": "game", "players": []}, "players: expected an object"),
        ({"kind": "game", "players": {"united_states": ["primacy", "restraint"]}}, "choose two players or more"),
        (
            {"kind": "game", "players": {"mars": ["a"], "china": ["b"]}},
            "'mars' does not play here: expected some of united_states",
        ),
        (
            {"kind": "game", "players": {"united_states": ["primacy", "restraint"], "north_korea": ["bargaining"]}},
            "choose two doctrines or more for North Korea, or leave it out",
        ),
        (
            {"kind": "game", "players": {"united_states": ["primacy", "restraint"], "china": ["shield", "coerce"]}},
            "united_states.troops_korea: each doctrine of united_states sets this",
        ),
        ({**GAME, "worldviews": "astrology"}, "unknown worldview 'astrology'"),
        ({"kind": "pathways", "target": "peninsula_tension < 75"}, "choose at least one plan to pass to"),
        ({"kind": "pathways", "target": "tension <", "transfers": False}, "cannot be read"),
        (
            {"kind": "pathways", "target": "peninsula_tension < 0", "transfers": False},
            "'peninsula_tension < 0': it can never hold",
        ),
        ({"kind": "pathways", "transfers": 1}, "transfers: expected true or false"),
        ({"kind": "signposts", "warn_of": "count(clash"}, "'count(clash' cannot be read"),
        ({"kind": "signposts", "warn_of": "count(clash) > 0", "leads": []}, "leads: expected a list of one to 6"),
        ({"kind": "signposts", "warn_of": "count(clash) > 0", "leads": [0.5]}, "leads: expected a whole number"),
        (
            {"kind": "signposts", "warn_of": "count(clash) > 0"},
            "expected at least 49 in the horizon, or a shorter window or lead",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words_of_the_page(client: TestClient, study: Any, sentence: str) -> None:
    refused = error_of(post(client, "study", study=study, changes={"united_states.troops_korea": 0}))
    assert sentence in refused
    assert "--" not in refused


def test_a_study_that_would_keep_a_worker_is_refused(client: TestClient) -> None:
    large = {"kind": "game", "players": {name: ["own", *DOCTRINES[name][:2]] for name in DOCTRINES}}
    assert "more than the 20,000,000 of an answer on the page" in error_of(
        post(client, "study", study=large, worlds=200, months=120)
    )


DOCTRINES = {
    name: [each["name"] for each in own] for name, own in offered(load("baseline", worlds=1, months=1))["doctrines"].items()
}


def test_a_game_begins_where_its_scenario_does(client: TestClient) -> None:
    refused = error_of(post(client, "study", study=GAME, start="2028-01"))
    assert refused == "a game begins where its scenario does, in 2026-11: choose that start again"


def test_signs_are_ranked_as_the_command_prints_them(client: TestClient) -> None:
    answer = post_ok(client, "study", **ENOUGH, study=SIGNPOSTS)
    assert [each["lead"] for each in answer["leads"]] == [0, 3]
    for lead in answer["leads"]:
        assert len(lead["rows"]) <= 10
        assert [row["best"] for row in lead["rows"]].count(True) == 1
        assert lead["rows"][-1]["calendar"]
        area = lead["rows"][0]["area"]
        assert lead["rows"][0]["cells"][1] == f"{area['value']:.2f} ({area['low']:.2f} to {area['high']:.2f})"
        assert all(len(curve["hits"]) == len(lead["grid"]) == 101 for curve in lead["curves"])


def test_gains_and_payoffs_are_those_of_the_tables(client: TestClient) -> None:
    answer = post_ok(client, "study", study=PATHWAYS, compared=["action_for_action"])
    transfers = pd.read_csv(io.StringIO(answer["tables"]["transfers"]))
    gains = transfers[~transfers["kept"]]["gain"]
    assert [each["value"] for each in answer["gains"]] == pytest.approx(list(100 * gains), rel=1e-3, nan_ok=True)
    assert answer["names"] == ["baseline", "action_for_action"]
    assert len(answer["survival"][1]["share"]) == len(answer["months"])
    game = post_ok(client, "study", study=GAME)
    payoffs = pd.read_csv(io.StringIO(game["tables"]["payoffs"]))
    shown = [own["value"] for profile in game["payoffs"]["spiral"] for own in profile["payoffs"]]
    assert shown == pytest.approx(list(payoffs["payoff"]), abs=1e-3)
    assert len(game["payoffs"]["spiral"]) == 6
    chances = [each["equilibrium"][0]["value"] for each in game["players"][0]["strategies"]]
    assert sum(chances) == pytest.approx(1, abs=1e-3)


def test_a_study_tells_how_far_it_has_come_and_stops_when_it_is_cancelled(client: TestClient) -> None:
    large = {"kind": "signposts", "warn_of": "count(clash) > 0"}
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(post, client, "study", worlds=2000, months=240, study=large, session="mine")
        seen: list[float] = []
        while not answer.done() and (not seen or seen[-1] < 0.02):
            seen.append(post_ok(client, "study_done", session="mine")["done"])
            time.sleep(0.02)
        assert 0.02 <= seen[-1] < 0.5
        post_ok(client, "study_cancel", session="mine")
        assert answer.result(20).json() == {"stale": True}
    assert post_ok(client, "study_done", session="another")["done"] == 0


def test_options_are_told_in_words_of_the_page() -> None:
    assert for_the_page("--target: no plan meets it: give --no-transfers") == "no plan meets it: give no transfers"
    assert for_the_page("--set us.x: each doctrine sets this") == "us.x: each doctrine sets this"
    assert for_the_page("a horizon: expected 9 with --months, or --cost") == "a horizon: expected 9 in the horizon, or cost"


@pytest.mark.parametrize("scenario", ["baseline", "europe_baseline"])
def test_what_is_offered_can_be_asked(client: TestClient, scenario: str) -> None:
    studies = offered(load(scenario, worlds=1, months=1))
    assert all(len(own) > 1 for own in studies["game"]["players"].values())
    for kind in ("signposts", "pathways", "game"):
        fields = {key: value for key, value in studies[kind].items() if key not in ("worlds", "false_alarms", "worldviews")}
        extra = {"worldviews": "spiral"} if kind == "game" else {"transfers": False} if kind == "pathways" else {}
        asked = {"kind": kind, **fields, **extra}
        size = {**ENOUGH, "worlds": studies[kind]["worlds"]} if kind == "signposts" else SMALL
        assert post_ok(client, "study", **size, scenario=scenario, study=asked)["sentences"] is not None


@pytest.mark.parametrize(("nowcast", "told"), [("results/now.npz", "results/now.npz"), ("/tmp/uploads/now.npz", "now.npz")])
def test_a_command_names_a_nowcast_as_who_runs_it_has_it(nowcast: str, told: str) -> None:
    words = command(signposts, Ensemble(worlds=400, nowcast=Path(nowcast)), scenario="baseline", warn_of="count(war) > 0")
    assert words == f"peninsula signposts baseline --warn-of 'count(war) > 0' --worlds 400 --from-nowcast {told}"
