"""Endpoints under /api: read a request of the page, or a file, within limits, call a handler, and turn errors into JSON."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from logging import getLogger
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from sim.foundations.errors import PeninsulaError
from sim.web.request import MAX_FILE_BYTES, SettingsRequest, parse_request
from sim.web.state import AppState
from sim.web.uploads import MOST_BYTES
from sim.web.worker import StaleRequestError

MAX_REQUEST_BYTES = 2 * MAX_FILE_BYTES
"""Size of a scenario file, whose text is longer in JSON, and of the settings."""

REQUEST_TIMEOUT_SECONDS = 20
"""Time in which the whole request has to arrive."""

UPLOAD_TIMEOUT_SECONDS = 120
"""Time in which a whole file has to arrive."""

type Handler = Callable[[SettingsRequest, AppState], Awaitable[Response]]
type FileHandler = Callable[[str, bytes, AppState], Awaitable[Response]]
"""Takes the name of a file and its content."""

type Endpoint = Callable[[Request], Awaitable[Response]]
type Answering = Callable[[Request, bytes], Awaitable[Response]]


def endpoint(handler: Handler) -> Endpoint:
    """Return the Starlette endpoint of a handler; every refusal is one sentence in JSON."""

    async def answer(request: Request, body: bytes) -> Response:
        state: AppState = request.app.state.page
        try:
            content = _decode(body)
        except (ValueError, RecursionError):
            return _error("the request body is not valid JSON", 400)
        return await handler(await run_in_threadpool(parse_request, content, state.uploads), state)

    return _guarded(answer, "application/json", MAX_REQUEST_BYTES, REQUEST_TIMEOUT_SECONDS)


def file_endpoint(handler: FileHandler) -> Endpoint:
    """Return the Starlette endpoint of a handler that takes a file, whose name is in the query; refusals are as of `endpoint`."""

    async def answer(request: Request, body: bytes) -> Response:
        return await handler(request.query_params.get("name", ""), body, request.app.state.page)

    return _guarded(answer, "application/octet-stream", MOST_BYTES, UPLOAD_TIMEOUT_SECONDS)


def _guarded(answer: Answering, media_type: str, most: int, seconds: int) -> Endpoint:
    """Return an endpoint that reads a body of a type within limits, has it answered, and turns errors into JSON."""

    async def respond(request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith(media_type):
            # other types can be sent by a page of any host without the browser asking this server first
            return _error(f"expected a request body of type {media_type}", 415)
        try:
            async with asyncio.timeout(seconds):
                body = await _read_body(request, most)
        except (ClientDisconnect, asyncio.CancelledError):
            return Response(status_code=400)
        except TimeoutError:
            return _error(f"the request did not arrive within {seconds} seconds", 408)
        if len(body) > most:
            return _error(f"the request is too large: expected at most {most // 1024} kB", 413)
        try:
            return await answer(request, body)
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


async def _read_body(request: Request, most: int) -> bytes:
    """Return the body of a request, cut off just past the limit when it is longer."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            break
    return bytes(body)


def _decode(body: bytes) -> Any:
    """Return the content of a JSON text. Raises ValueError, also for lone surrogates, which no file could hold."""
    content = json.loads(body)
    json.dumps(content, ensure_ascii=False).encode()
    return content


def _error(sentence: str, status: int) -> Response:
    return JSONResponse({"error": sentence}, status_code=status)
