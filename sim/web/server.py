"""The server: answers questions of the page, and hands out nothing but the page and what was computed."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sim.foundations.errors import PeninsulaError
from sim.scenario.dump import to_toml
from sim.web.answer import answer
from sim.web.controls import catalogue, controls
from sim.web.pool import Pool, Stale
from sim.web.question import MOST_BYTES, Question, question

PAGE = Path(__file__).parent / "page"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the browser may load: this server's own files, and nothing of any other host."""


def application(processes: int | None = None) -> Starlette:
    """Return the server; processes: workers (None: one a core)."""

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        app.state.pool = await run_in_threadpool(Pool, processes)
        yield
        app.state.pool.close()

    routes = [
        Route("/", page),
        Route("/page/{name}", page),
        Route("/plotly.js", plotly),
        Route("/api/scenarios", scenarios),
        Route("/api/controls", _asked(what_can_be_set), methods=["POST"]),
        Route("/api/answer", _asked(what_follows), methods=["POST"]),
        Route("/api/toml", _asked(as_toml), methods=["POST"]),
    ]
    return Starlette(routes=routes, lifespan=life)


async def page(request: Request) -> Response:
    """Return a file of the page."""
    file = PAGE / Path(request.path_params.get("name", "index.html")).name
    if file.suffix not in KINDS or not file.is_file():
        return PlainTextResponse("there is no such page", status_code=404)
    return _guarded(Response(file.read_bytes(), media_type=KINDS[file.suffix]))


async def plotly(_: Request) -> Response:
    """Return the charting library, from the package that is installed here."""
    text = await run_in_threadpool((files("plotly") / "package_data" / "plotly.min.js").read_bytes)
    return Response(text, media_type=KINDS[".js"], headers={"Cache-Control": "max-age=86400"})


async def scenarios(_: Request) -> Response:
    """Return the catalogue of scenarios."""
    return JSONResponse(await run_in_threadpool(catalogue))


async def what_can_be_set(asked: Question, _: Pool) -> Response:
    """Return the controls of a scenario, with its values."""
    return JSONResponse(controls(await run_in_threadpool(asked.load)))


async def what_follows(asked: Question, pool: Pool) -> Response:
    """Return what is drawn for a scenario, against the one behind it."""
    scenario = await run_in_threadpool(asked.load)
    reference = await run_in_threadpool(asked.load, asked.against) if asked.against else None
    if reference is not None:
        reference = replace(reference, months=min(reference.months, scenario.months), seed=scenario.seed)
    behind = asyncio.ensure_future(pool.outcomes(reference, "")) if reference else None
    found = await pool.outcomes(scenario, asked.session)
    told = await run_in_threadpool(answer, scenario, found, reference, await behind if behind else None, asked.outcomes)
    return JSONResponse(told | {"number": asked.number})


async def as_toml(asked: Question, _: Pool) -> Response:
    """Return the settings as a scenario file that gives the same numbers on the command line."""
    scenario = await run_in_threadpool(asked.load)
    name = f"{scenario.name}.toml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(to_toml(scenario), media_type="application/toml", headers=headers)


def _asked(reply: Any) -> Any:
    """Return a handler that reads a question, replies, and tells what is wrong in one sentence."""

    async def handler(request: Request) -> Response:
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > 2 * MOST_BYTES:
                return JSONResponse({"error": f"that is too large: expected at most {MOST_BYTES // 1024} kB"}, status_code=413)
        try:
            return _guarded(await reply(question(json.loads(body)), request.app.state.pool))
        except PeninsulaError as error:
            return JSONResponse({"error": " ".join(str(error).split())}, status_code=422)
        except (ValueError, RecursionError):
            return JSONResponse({"error": "that is no question in JSON"}, status_code=400)
        except Stale:
            return JSONResponse({"stale": True}, status_code=409)

    return handler


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
