"""The server: hands out the files of the page, and answers its requests under /api."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sim.history.observations import Observations
from sim.web.controls import catalogue
from sim.web.endpoint import endpoint, file_endpoint
from sim.web.handlers import HANDLERS, post_nowcast
from sim.web.page_files import CHARTS, INDEX, SMALL, page_file
from sim.web.pool import WorkerPool
from sim.web.request import SettingsRequest
from sim.web.security import LOOPBACK_HOSTS, AllowedHostsMiddleware, SecurityHeadersMiddleware
from sim.web.state import AppState
from sim.web.uploads import Uploads


def create_app(
    processes: int | None = None, compiled: bool = True, results: Path = Path("results"), hosts: Sequence[str] = LOOPBACK_HOSTS,
    observed: Observations | None = None,
) -> Starlette:  # fmt: skip
    """Return the server as an ASGI application.

    processes: number of workers (None: one per core). compiled: whether quick answers come from compiled programs. results:
    folder in which runs are saved. hosts: host names under which it answers, "*" for any. observed: series to plot in the
    record. What keeps it from starting is left in `state.startup_error`.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            first = await run_in_threadpool(SettingsRequest("", "baseline").load)
            pool = await run_in_threadpool(WorkerPool, processes, compiled)
        except Exception as error:
            app.state.startup_error = error
            raise
        uploads = Uploads()
        app.state.page = AppState(pool, results.absolute(), observed or Observations(), uploads)
        pool.compile_program(first)
        yield
        pool.close()
        uploads.close()

    routes = [
        Route("/", get_page_file),
        Route("/page/{name:path}", get_page_file),
        Route("/api/scenarios", get_scenarios),
        Route("/api/nowcast", get_nowcast),
        Route("/api/nowcast", file_endpoint(post_nowcast), methods=["POST"]),
        *(Route(f"/api/{name}", endpoint(handler), methods=["POST"]) for name, handler in HANDLERS.items()),
    ]
    middleware = [
        Middleware(SecurityHeadersMiddleware),
        Middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=4),
        Middleware(AllowedHostsMiddleware, allowed_hosts=hosts),
    ]
    return Starlette(routes=routes, lifespan=lifespan, middleware=middleware)


async def get_page_file(request: Request) -> Response:
    """Return a file of the page."""
    name = request.path_params.get("name", INDEX)
    file = await run_in_threadpool(page_file, name)
    if file is None:
        return PlainTextResponse("not found", status_code=404)
    compressed = file.compressed if "gzip" in request.headers.get("Accept-Encoding", "") else None
    headers = {"Vary": "Accept-Encoding"}
    headers |= {"Content-Encoding": "gzip"} if compressed else {}
    headers |= {"Cache-Control": "max-age=86400"} if name == CHARTS else {}
    return Response(compressed or file.content, media_type=file.media_type, headers=headers)


async def get_scenarios(_: Request) -> Response:
    """Return the catalogue of scenarios."""
    return JSONResponse(await run_in_threadpool(catalogue))


async def get_nowcast(request: Request) -> Response:
    """Return whether this server has the uploaded nowcast of a name."""
    page: AppState = request.app.state.page
    return JSONResponse({"known": page.uploads.knows(request.query_params.get("name", ""))})
