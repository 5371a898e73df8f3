"""The server answers questions, refuses the rest in one sentence, and shows nothing of the machine."""

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.request import urlopen

import numpy as np
import pytest
from starlette.testclient import TestClient

from sim.ensemble.execute import execute
from sim.scenario.loading import load
from sim.web.server import application
from tests.web.conftest import ROOT

SMALL = {"worlds": 20, "months": 24}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        with TestClient(application(processes=1, compiled=False), base_url="http://127.0.0.1") as client:
            yield client


def asked(client: TestClient, what: str = "answer", **question: Any) -> Any:
    return client.post(f"/api/{what}", json=SMALL | question)


def test_the_answer_is_what_a_run_says(client: TestClient) -> None:
    changes = {"us.troops_korea": 0, "worldview": "spiral"}
    told = asked(client, scenario="baseline", changes=changes, against="baseline", outcomes=["warheads"]).json()
    run = execute(load("baseline", changes, **SMALL), workers=1)
    behind = execute(load("baseline", **SMALL), workers=1)
    assert told["months"] == run.months
    for name in ("peninsula_tension", "warheads"):
        np.testing.assert_allclose(told["series"][name]["own"]["q50"], run.quantiles(name)[2], rtol=1e-3)
        gap = run.series(name) - behind.series(name)
        np.testing.assert_allclose(
            told["series"][name]["difference"]["q95"], np.quantile(gap, 0.95, axis=1), rtol=1e-3, atol=1e-3
        )
    assert told["other_assumptions"]
    assert not asked(client, changes={"us.troops_korea": 0}, against="baseline").json()["other_assumptions"]
    card = told["cards"][0]
    end = run.series("peninsula_tension")[-1] - behind.series("peninsula_tension")[-1]
    assert card["difference"] == pytest.approx(end.mean(), rel=1e-3)
    assert card["better_share"] == pytest.approx((end < 0).mean())


def test_the_file_that_is_downloaded_gives_the_same_numbers(client: TestClient, tmp_path) -> None:  # type: ignore[no-untyped-def]
    changes = {"south_korea.opcon": {"2026-01": "rok_led"}, "test_learning": [0.01, 0.012]}
    reply = asked(client, "toml", scenario="offshore_balancing", changes=changes)
    assert "attachment" in reply.headers["content-disposition"]
    path = tmp_path / "mine.toml"
    path.write_text(reply.text)
    told = asked(client, scenario="offshore_balancing", changes=changes).json()
    run = execute(load(path), workers=1)
    np.testing.assert_allclose(
        told["series"]["peninsula_tension"]["own"]["q05"], run.quantiles("peninsula_tension")[0], rtol=1e-3
    )
    again = asked(client, file=reply.text).json()
    assert again["series"] == told["series"]


def test_every_lever_and_assumption_has_a_control(client: TestClient) -> None:
    told = asked(client, "controls", scenario="offshore_balancing").json()
    scenario = load("offshore_balancing")
    assert {lever["key"] for actor in told["actors"] for lever in actor["levers"]} == {
        f"{actor}.{name}" for actor, levers in scenario.policy.items() for name in levers
    }
    assert len(told["assumptions"]) == len(scenario.assumptions)
    troops = next(lever for lever in told["actors"][0]["levers"] if lever["key"] == "united_states.troops_korea")
    assert isinstance(troops["value"], dict)
    assert troops["unit"] == "persons"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"scenario": "baselin"}, "did you mean 'baseline'"),
        ({"scenario": "../../etc/passwd"}, "no scenario"),
        ({"changes": {"us.troops_korea": -5}}, "out of bounds"),
        ({"changes": {"us.troop": 1}}, "did you mean 'troops_korea'"),
        ({"changes": []}, "expected a table"),
        ({"outcomes": ["tension"]}, "is not an outcome"),
        ({"worlds": 10**9}, "whole number from 1 to 2,000"),
        ({"worlds": True}, "whole number"),
        ({"wolrds": 5}, "did you mean 'worlds'"),
        ({"file": "title = "}, "not valid TOML"),
        ({"file": 'extends = "/etc/passwd"'}, "expected a scenario of this page"),
        ({"file": 'extends = "../secret.toml"'}, "expected a scenario of this page"),
        ({"file": 'theatre = "/etc/hosts.toml"'}, "theatre"),
        ({"file": 'theatre = "../../../../etc/hosts.toml"\nextends = "baseline.toml"'}, "theatre"),
        ({"file": 'nowcast = { file = "/dev/zero", digest = "" }'}, "nowcast"),
        ({"file": "title = " + "[" * 5000}, "nested too deeply"),
        ({"file": 'extends = "baseline.toml"\n[policy.united_states]\ntroops = 3'}, "unknown lever"),
    ],
)
def test_what_is_no_question_is_refused_in_one_sentence(client: TestClient, question: dict[str, Any], said: str) -> None:
    reply = asked(client, **question)
    assert reply.status_code == 422
    error = reply.json()["error"]
    assert said in error
    assert "\n" not in error
    assert "/tmp" not in error
    assert "Traceback" not in error


def test_what_is_no_json_or_too_large_is_refused(client: TestClient) -> None:
    kind = {"Content-Type": "application/json"}
    assert client.post("/api/answer", content=b"not json", headers=kind).status_code == 400
    assert client.post("/api/answer", content=b"[" * 100_000, headers=kind).status_code == 400
    assert client.post("/api/answer", content=b" " * 10**6, headers=kind).status_code == 413
    assert client.get("/page/..%2fserver.py").status_code == 404
    assert client.get("/page/nothing.js").status_code == 404


def test_pages_of_other_hosts_cannot_ask(client: TestClient) -> None:
    body = b'{"scenario": "baseline", "worlds": 1, "months": 1}'
    # what a browser sends for any page without asking first
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert client.post("/api/save", content=body, headers={"Content-Type": kind}).status_code == 415
    # a name of another host that was made to lead here
    for host in ("evil.example", "evil.example:8765", "127.0.0.1.evil.example"):
        assert client.get("/", headers={"Host": host}).status_code == 400
    for host in ("localhost:8765", "[::1]:8765"):
        assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_fault_of_an_opened_file_names_its_own_line(client: TestClient) -> None:
    written = '# mine\n\nextends = "offshore_balancing.toml"\n\n[policy.japan]\nhosting = 3\n'
    assert asked(client, file=written).json()["error"].startswith("the file, line 6: policy.japan.hosting:")


@pytest.mark.parametrize("extends", ["offshore_balancing", "offshore_balancing.toml"])
def test_an_opened_file_extends_a_known_scenario_by_name_or_file(client: TestClient, extends: str) -> None:
    opened = asked(client, "controls", file=f'title = "Mine"\nextends = "{extends}"\n').json()
    parent = asked(client, "controls", scenario="offshore_balancing").json()
    assert (opened["title"], opened["actors"]) == ("Mine", parent["actors"])


def test_no_path_of_the_machine_and_no_option_is_named(client: TestClient) -> None:
    told = asked(client, "controls", file='joins = ["/etc/passwd"]').json()["error"]
    assert told == "the file, line 1: joins: '/etc/passwd' cannot join the theatre korea: expected russia"
    told = asked(client, changes={"us.troops_korea": 10**9}).json()["error"]
    assert told.startswith("policy.united_states.troops_korea: ")
    for name in ("x" * 5000 + ".js", "..%2fserver.py", "server.py"):
        assert client.get(f"/page/{name}").status_code == 404


def test_scenarios_of_other_casts_are_held_against_each_other_and_others_not(client: TestClient) -> None:
    told = asked(client, scenario="russia_in_the_cast", against="baseline").json()
    assert told["paired"]
    assert told["series"]["peninsula_tension"]["difference"]["q50"][-1] != 0
    told = asked(client, scenario="history", against="baseline").json()
    assert not told["paired"]
    assert "start 2025-02 against 1990-01" in told["obstacle"]


def test_the_page_may_load_nothing_from_elsewhere(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_a_newer_question_makes_the_older_one_stale(client: TestClient) -> None:
    replies: dict[int, Any] = {}

    def ask(number: int) -> None:
        changes = {"us.troops_korea": 1000 * number}
        body = {"session": "one", "changes": changes, "worlds": 400, "months": 600}
        replies[number] = client.post("/api/answer", json=body)

    older = threading.Thread(target=ask, args=(1,))
    older.start()
    # the older one is at work, or waits, when the newer one comes
    threading.Event().wait(0.3)
    body = {"session": "one", "changes": {"us.troops_korea": 50}, "worlds": 10, "months": 12}
    assert client.post("/api/answer", json=body).status_code == 200
    older.join(60)
    assert replies[1].json() == {"stale": True}


def test_a_worker_that_dies_is_replaced(client: TestClient) -> None:
    import psutil

    before = asked(client, scenario="baseline", changes={"us.troops_korea": 4000}).json()

    def is_worker(one: psutil.Process) -> bool:
        try:
            return "forkserver" in " ".join(one.cmdline()) and not one.children()
        except psutil.Error:
            # what other tests started may end meanwhile
            return False

    leaves = [one for one in psutil.Process().children(recursive=True) if is_worker(one)]
    assert leaves
    for worker in leaves:
        with suppress(psutil.Error):
            worker.kill()
    after = asked(client, scenario="baseline", changes={"us.troops_korea": 4250})
    assert after.status_code == 200
    assert asked(client, scenario="baseline", changes={"us.troops_korea": 4000}).json()["series"] == before["series"]


@pytest.mark.slow
def test_workers_end_with_a_server_that_is_killed() -> None:
    import psutil

    command = [sys.executable, "-m", "sim", "web", "--port", "0", "--no-open", "--workers", "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        assert "http" in server.stdout.readline()
        until = time.monotonic() + 60
        # workers are children of the server from which they are forked
        while not (workers := [each for child in psutil.Process(server.pid).children() for each in child.children()]):
            assert time.monotonic() < until
        time.sleep(2)
        server.kill()
    assert psutil.wait_procs(workers, timeout=30)[1] == []


@pytest.mark.slow
@pytest.mark.usefixtures("sigint_ignored")
def test_a_server_that_was_started_to_ignore_ctrl_c_goes_on_until_it_is_terminated() -> None:
    command = [sys.executable, "-m", "sim", "web", "--port", "0", "--no-open", "--workers", "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().partition("at ")[2].partition(" ")[0]
        for _ in range(2):
            with urlopen(f"{address}api/scenarios", timeout=60) as answer:
                assert answer.status == 200
            server.send_signal(signal.SIGINT)
        server.terminate()
        server.wait(30)


@pytest.mark.slow
@pytest.mark.usefixtures("sigint_interrupts")
def test_a_server_ends_soon_and_quietly_whatever_is_under_way() -> None:
    command = [sys.executable, "-m", "sim", "web", "--port", "0", "--no-open", "--workers", "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        port = int(server.stdout.readline().partition("127.0.0.1:")[2].partition("/")[0])
        head = "POST /api/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"
        question = json.dumps({"scenario": "moon_package", "against": "baseline", "worlds": 2000})
        with socket.create_connection(("127.0.0.1", port)) as slow, socket.create_connection(("127.0.0.1", port)) as busy:
            slow.sendall(head.format("answer", 1000).encode())
            busy.sendall((head.format("worldviews", len(question)) + question).encode())
            time.sleep(3)
            began = time.monotonic()
            server.send_signal(signal.SIGINT)
            assert server.wait(30) == 0
            assert time.monotonic() - began < 10
        assert server.stderr.read() == ""
