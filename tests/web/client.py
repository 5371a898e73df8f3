"""Requests to the server as the page sends them."""

from typing import Any, TypedDict

from httpx2 import Response
from starlette.testclient import TestClient


class Ensemble(TypedDict):
    """The size of an ensemble."""

    worlds: int
    months: int


SMALL = Ensemble(worlds=20, months=24)


def post(client: TestClient, route: str = "answer", **fields: Any) -> Response:
    """Send a request about a small ensemble and return the response, whatever its status."""
    return client.post(f"/api/{route}", json={**SMALL, **fields})


def post_ok(client: TestClient, route: str = "answer", **fields: Any) -> Any:
    """Send a request that succeeds, and return its JSON."""
    response = post(client, route, **fields)
    assert response.status_code == 200, response.text
    return response.json()


def error_of(response: Response, status: int = 422) -> str:
    """Return the error message of a request that was refused."""
    assert response.status_code == status
    return str(response.json()["error"])
