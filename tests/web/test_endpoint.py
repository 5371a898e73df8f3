"""An endpoint refuses what is not a request in one sentence, reports stale requests, and shows no traceback."""

import logging
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from sim.web.endpoint import endpoint
from sim.web.request import SettingsRequest
from sim.web.state import AppState
from tests.web.client import error_of, post

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b"not json", 400, "not valid JSON"),
        (b"[" * 100_000, 400, "not valid JSON"),
        (b'{"file": "\\ud800"}', 400, "not valid JSON"),
        (b" " * 10**6, 413, "expected at most 512 kB"),
        (b'{"wolrds": 5}', 422, "did you mean 'worlds'"),
    ],
)
def test_an_invalid_body_is_refused(client: TestClient, body: bytes, status: int, message: str) -> None:
    assert message in error_of(client.post("/api/answer", content=body, headers=JSON), status)


def test_a_form_of_another_page_is_refused(client: TestClient) -> None:
    body = b'{"scenario": "baseline", "worlds": 1, "months": 1}'
    # the types that a browser sends for any page without asking this server first
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        response = client.post("/api/save", content=body, headers={"Content-Type": kind})
        assert "application/json" in error_of(response, 415)


def test_a_newer_request_makes_the_older_one_stale(client: TestClient) -> None:
    answers: dict[int, Any] = {}

    def send(number: int) -> None:
        answers[number] = post(client, session="one", changes={"us.troops_korea": 1000 * number}, worlds=400, months=600).json()

    older = threading.Thread(target=send, args=(1,))
    older.start()
    # the older request is running, or queued, when the newer one arrives
    threading.Event().wait(0.3)
    assert post(client, session="one", changes={"us.troops_korea": 50}, worlds=10, months=12).status_code == 200
    older.join(60)
    assert answers[1] == {"stale": True}


@pytest.fixture
def failing() -> Iterator[TestClient]:
    """A server with a bug in its only handler."""

    async def handler(request: SettingsRequest, state: AppState) -> Response:
        raise ValueError(f"a bug at {__file__}")

    app = Starlette(routes=[Route("/api/answer", endpoint(handler), methods=["POST"])])
    app.state.page = SimpleNamespace(uploads=None)
    with TestClient(app) as client:
        yield client


def test_a_bug_is_logged_and_not_shown(failing: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        response = post(failing)
    assert error_of(response, 500) == "internal server error: see the terminal in which the server runs"
    assert "a bug at" in caplog.text
