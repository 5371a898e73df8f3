"""The server: answers questions of the page, and hands out nothing but the page and what was computed."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from importlib.resources import files
from logging import getLogger
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.history.observations import Observations
from sim.scenario.dump import to_toml
from sim.scenario.scenario import Scenario
from sim.scenario.worldviews import load_worldview, rival_worldviews
from sim.web.controls import catalogue, controls
from sim.web.downloads import kept, monthly_table, report
from sim.web.pool import Pool
from sim.web.record import history, record
from sim.web.request import MOST_BYTES, Question, question
from sim.web.response import answer
from sim.web.views import HERE, compared, one_world, why, worldviews
from sim.web.worker import Stale

PAGE = Path(__file__).parent / "page"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the browser may load: this server's own files, and nothing of any other host."""

MOST_OF_A_QUESTION = 2 * MOST_BYTES
"""Bytes: a scenario file and what is asked about it."""

PATIENCE = 20
"""Seconds within which a question has to arrive."""

HERE_ALONE = ("127.0.0.1", "localhost", "[::1]")
"""The names under which this machine knows itself: no other host's page can pass itself off as one of them."""


@dataclass(frozen=True)
class Desk:
    """What questions are answered with. results: where runs are kept that a page saves. observed: series that a user has."""

    pool: Pool
    results: Path
    observed: Observations


def application(
    processes: int | None = None, compiled: bool = True, results: Path = Path("results"), hosts: Sequence[str] = HERE_ALONE,
    observed: Observations | None = None,
) -> Starlette:  # fmt: skip
    """Return the server.

    processes: workers (None: one a core). compiled: whether quick answers come from compiled programs. results: where runs are
    kept that a page saves. hosts: names under which it may be asked, "*" for any. observed: series that the record is drawn with.
    """

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        pool = await run_in_threadpool(Pool, processes, compiled)
        app.state.desk = Desk(pool, results.absolute(), observed or Observations())
        pool.prepare(await run_in_threadpool(Question("", "baseline").load))
        yield
        pool.close()

    routes = [
        Route("/", page),
        Route("/page/{name}", page),
        Route("/plotly.js", plotly),
        Route("/api/scenarios", scenarios),
        *(Route(f"/api/{name}", _asked(reply), methods=["POST"]) for name, reply in REPLIES.items()),
    ]
    known = Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    return Starlette(routes=routes, lifespan=life, middleware=[known])


async def page(request: Request) -> Response:
    """Return a file of the page."""
    file = {each.name: each for each in PAGE.iterdir()}.get(request.path_params.get("name", "index.html"))
    if file is None or file.suffix not in KINDS:
        return PlainTextResponse("there is no such page", status_code=404)
    return _guarded(Response(file.read_bytes(), media_type=KINDS[file.suffix]))


async def plotly(_: Request) -> Response:
    """Return the charting library, from the package that is installed here."""
    text = await run_in_threadpool((files("plotly") / "package_data" / "plotly.min.js").read_bytes)
    return Response(text, media_type=KINDS[".js"], headers={"Cache-Control": "max-age=86400"})


async def scenarios(_: Request) -> Response:
    """Return the catalogue of scenarios."""
    return JSONResponse(await run_in_threadpool(catalogue))


async def what_can_be_set(asked: Question, _: Desk) -> Response:
    """Return the controls of a scenario, with its values."""
    return JSONResponse(controls(await run_in_threadpool(asked.load)))


async def what_follows(asked: Question, desk: Desk) -> Response:
    """Return what is drawn for a scenario, against the one behind it."""
    scenario, reference = await _both(asked)
    scenarios = [scenario, *([reference] if reference else [])]
    if asked.quick:
        scenarios, found = await _quickly(desk, scenarios, 0, asked.session)
    else:
        # the one behind first: where it is the same, it is stepped once
        *behind, own = await asyncio.gather(*map(desk.pool.outcomes, scenarios[1:]), desk.pool.outcomes(scenario, asked.session))
        found = [own, *behind]
    return JSONResponse(await run_in_threadpool(answer, scenarios, found, asked.outcomes))


async def _both(asked: Question) -> tuple[Scenario, Scenario | None]:
    """Return the scenario that is asked about and the one behind it, as alike as they can be."""
    scenario = await run_in_threadpool(asked.load)
    if not asked.against:
        return scenario, None
    reference = await run_in_threadpool(asked.load, asked.against)
    return scenario, replace(reference, months=min(reference.months, scenario.months), seed=scenario.seed)


async def how_they_compare(asked: Question, desk: Desk) -> Response:
    """Return a scorecard of what is set here, and of further scenarios, against the one behind."""
    scenario, reference = await _both(asked)
    named = [await run_in_threadpool(asked.load, name) for name in asked.names]
    behind = [reference] if reference else []
    scenarios = [*behind, replace(scenario, name=HERE), *named]
    scenarios, found = await _quickly(desk, scenarios, len(behind), f"{asked.session}/compare")
    return JSONResponse(await run_in_threadpool(compared, scenarios, found, asked.outcomes))


async def _quickly(desk: Desk, scenarios: Sequence[Scenario], own: int, session: str) -> tuple[list[Scenario], list[Array]]:
    """Return scenarios, and the outcomes of each, as fast as may be: in as many worlds as all of them have.

    own: the place of the one that a newer question of the session makes stale; it is asked for first.
    """
    first = await desk.pool.quick(scenarios[own], session)
    answers = [first if place == own else await desk.pool.quick(each) for place, each in enumerate(scenarios)]
    fewest = min(found.shape[-1] for _, found in answers)
    return [replace(each, worlds=fewest) for each in scenarios], [found[..., :fewest] for _, found in answers]


async def what_moves_it(asked: Question, desk: Desk) -> Response:
    """Return causes and the story of a world."""
    scenario, reference = await _both(asked)
    return JSONResponse(
        await desk.pool.work(why, scenario, reference, asked.quantity, asked.world, session=f"{asked.session}/why")
    )


async def what_one_world_does(asked: Question, desk: Desk) -> Response:
    """Return a world by itself."""
    scenario = await run_in_threadpool(asked.load)
    return JSONResponse(await desk.pool.work(one_world, scenario, asked.identity, session=f"{asked.session}/one"))


async def what_theories_say(asked: Question, desk: Desk) -> Response:
    """Return how the policy stands under each worldview."""
    names = rival_worldviews()
    forms = [[await run_in_threadpool(asked.load, of, name) for name in names] for of in (None, asked.against or asked.scenario)]
    outcome = asked.outcomes[0] if asked.outcomes else ""
    told = await desk.pool.work(worldviews, *forms, names, outcome, session=f"{asked.session}/worldviews")
    views = [{"name": name, "title": load_worldview(name).title} for name in names]
    return JSONResponse(told | {"worldviews": views})


async def what_is_on_record(_: Question, desk: Desk) -> Response:
    """Return the past as the model retells it, what happened, and the scores of the hindcast."""
    return JSONResponse(
        await run_in_threadpool(record, await desk.pool.outcomes(await run_in_threadpool(history)), desk.observed)
    )


async def as_table(asked: Question, desk: Desk) -> Response:
    """Return mean and quantiles of every outcome in every month as CSV."""
    scenario = await run_in_threadpool(asked.load)
    text = await run_in_threadpool(monthly_table, scenario, await desk.pool.outcomes(scenario))
    return _file(text, "text/csv", f"{scenario.name}-monthly.csv")


async def as_report(asked: Question, desk: Desk) -> Response:
    """Return the report on the settings, against the scenario behind them where the two can be compared."""
    scenario, reference = await _both(asked)
    text = await desk.pool.work(report, scenario, reference, session=f"{asked.session}/report")
    return _file(text, "text/html", f"{scenario.name}-report.html")


async def save(asked: Question, desk: Desk) -> Response:
    """Run the settings and keep the run where the command line keeps runs; the reply names its folder."""
    scenario = await run_in_threadpool(asked.load)
    return JSONResponse(await desk.pool.work(kept, scenario, desk.results, session=f"{asked.session}/save"))


async def as_toml(asked: Question, _: Desk) -> Response:
    """Return the settings as a scenario file that gives the same numbers on the command line."""
    scenario = await run_in_threadpool(asked.load)
    name = f"{scenario.name}.toml"
    return _file(to_toml(scenario), "application/toml", name)


def _file(text: str, kind: str, name: str) -> Response:
    return Response(text, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


REPLIES = {
    "controls": what_can_be_set,
    "answer": what_follows,
    "compare": how_they_compare,
    "why": what_moves_it,
    "one_world": what_one_world_does,
    "worldviews": what_theories_say,
    "record": what_is_on_record,
    "toml": as_toml,
    "table": as_table,
    "report": as_report,
    "save": save,
}
"""What the page can ask, each under /api/ with a question as its body."""


def _asked(reply: Any) -> Any:
    """Return a handler that reads a question, replies, and tells what is wrong in one sentence."""

    async def handler(request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith("application/json"):
            # a browser sends other kinds for any page of any host, without asking first
            return JSONResponse({"error": "expected a question as application/json"}, status_code=415)
        try:
            async with asyncio.timeout(PATIENCE):
                body = await _body(request)
        except (ClientDisconnect, asyncio.CancelledError):
            return Response(status_code=400)
        except TimeoutError:
            return JSONResponse({"error": f"the question did not arrive within {PATIENCE} seconds"}, status_code=408)
        if len(body) > MOST_OF_A_QUESTION:
            return JSONResponse({"error": f"that is too large: expected at most {MOST_BYTES // 1024} kB"}, status_code=413)
        try:
            return _guarded(await reply(question(json.loads(body)), request.app.state.desk))
        except PeninsulaError as error:
            return JSONResponse({"error": " ".join(str(error).split())}, status_code=422)
        except (ValueError, RecursionError):
            return JSONResponse({"error": "that is no question in JSON"}, status_code=400)
        except Stale:
            return JSONResponse({"stale": True})
        except asyncio.CancelledError:
            return JSONResponse({"error": "the server is ending"}, status_code=503)
        except Exception:  # a fault of ours, whatever it is
            getLogger(__name__).exception("A question could not be answered")
            return JSONResponse({"error": "the server failed; its window says why"}, status_code=500)

    return handler


async def _body(request: Request) -> bytes:
    """Return the body of a request, of one that is too long only the beginning."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_OF_A_QUESTION:
            break
    return bytes(body)


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
