"""A server in a process of its own ends quickly and leaves no workers behind; slow, since it starts as a user starts it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@contextmanager
def started() -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start a server with one worker; give the process and its port."""
    command = [sys.executable, "-m", "sim", "web", "--port", "0", "--no-open", "--workers", "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server, int(server.stdout.readline().partition("127.0.0.1:")[2].partition("/")[0])
        finally:
            server.kill()


def test_workers_end_with_a_server_that_is_killed() -> None:
    with started() as (server, _):
        deadline = time.monotonic() + 60
        # workers are children of the fork server
        while not (workers := [each for child in psutil.Process(server.pid).children() for each in child.children()]):
            assert time.monotonic() < deadline
        time.sleep(2)
        server.kill()
    assert psutil.wait_procs(workers, timeout=30)[1] == []


@pytest.mark.usefixtures("sigint_interrupts")
def test_ctrl_c_ends_the_server_quickly_and_without_output_while_requests_are_in_progress() -> None:
    with started() as (server, port):
        assert server.stderr is not None
        head = "POST /api/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"
        body = json.dumps({"scenario": "moon_package", "reference": "baseline", "worlds": 2000})
        with socket.create_connection(("127.0.0.1", port)) as slow, socket.create_connection(("127.0.0.1", port)) as busy:
            slow.sendall(head.format("answer", 1000).encode())
            busy.sendall((head.format("worldviews", len(body)) + body).encode())
            time.sleep(3)
            start = time.monotonic()
            server.send_signal(signal.SIGINT)
            assert server.wait(30) == 0
            assert time.monotonic() - start < 10
        assert server.stderr.read() == ""


@pytest.mark.usefixtures("sigint_ignored")
def test_a_server_that_was_started_to_ignore_ctrl_c_goes_on_until_it_is_terminated() -> None:
    with started() as (server, port):
        for _ in range(2):
            with urlopen(f"http://127.0.0.1:{port}/api/scenarios", timeout=60) as response:
                assert response.status == 200
            server.send_signal(signal.SIGINT)
        server.terminate()
        server.wait(30)


def test_a_page_that_cannot_start_says_why_and_does_not_say_that_it_runs(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "baseline.toml").write_text("title = ")
    command = [sys.executable, "-m", "sim", "web", "--port", "0", "--no-open", "--workers", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Error: the page cannot start: scenarios/baseline.toml")
    assert ended.stderr.count("\n") == 1
