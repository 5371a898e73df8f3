"""An endpoint under /api: reads a request of the page within limits, calls a handler, and turns errors into JSON."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from logging import getLogger
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from sim.foundations.errors import PeninsulaError
from sim.web.request import MAX_FILE_BYTES, SettingsRequest, parse_request
from sim.web.state import AppState
from sim.web.worker import StaleRequestError

MAX_REQUEST_BYTES = 2 * MAX_FILE_BYTES
"""Size of a scenario file, whose text is longer in JSON, and of the settings."""

REQUEST_TIMEOUT_SECONDS = 20
"""Time in which the whole request has to arrive."""

type Handler = Callable[[SettingsRequest, AppState], Awaitable[Response]]


def endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Return the Starlette endpoint of a handler; every refusal is one sentence in JSON."""

    async def respond(request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith("application/json"):
            # other types can be sent by a page of any host without the browser asking this server first
            return _error("expected a request body of type application/json", 415)
        try:
            async with asyncio.timeout(REQUEST_TIMEOUT_SECONDS):
                body = await _read_body(request)
        except (ClientDisconnect, asyncio.CancelledError):
            return Response(status_code=400)
        except TimeoutError:
            return _error(f"the request did not arrive within {REQUEST_TIMEOUT_SECONDS} seconds", 408)
        if len(body) > MAX_REQUEST_BYTES:
            return _error(f"the request is too large: expected at most {MAX_REQUEST_BYTES // 1024} kB", 413)
        try:
            content = _decode(body)
        except (ValueError, RecursionError):
            return _error("the request body is not valid JSON", 400)
        try:
            return await handler(parse_request(content), request.app.state.page)
        except PeninsulaError as error:
            return _error(str(error), 422)
        except StaleRequestError:
            return JSONResponse({"stale": True})
        except asyncio.CancelledError:
            return _error("the server is shutting down", 503)
        except Exception:  # a bug: the traceback is for the log, not for the browser
            getLogger(__name__).exception("A request failed")
            return _error("internal server error: see the terminal in which the server runs", 500)

    return respond


async def _read_body(request: Request) -> bytes:
    """Return the body of a request, cut off just past the limit when it is longer."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_REQUEST_BYTES:
            break
    return bytes(body)


def _decode(body: bytes) -> Any:
    """Return the content of a JSON text. Raises ValueError, also for lone surrogates, which no file could hold."""
    content = json.loads(body)
    json.dumps(content, ensure_ascii=False).encode()
    return content


def _error(sentence: str, status: int) -> Response:
    return JSONResponse({"error": sentence}, status_code=status)
