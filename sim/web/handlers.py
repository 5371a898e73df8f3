"""The handlers of the routes under /api: each loads the scenarios of a request and returns one answer."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.scenario.dump import to_toml
from sim.scenario.scenario import Scenario
from sim.scenario.worldviews import load_worldview, rival_worldviews
from sim.web.by_lever import levers
from sim.web.controls import controls
from sim.web.downloads import monthly_table, report, save_run
from sim.web.endpoint import Handler
from sim.web.ensemble import choices
from sim.web.record import history_scenario, record
from sim.web.request import SettingsRequest
from sim.web.response import answer
from sim.web.rules import rules
from sim.web.seat import PlayedSeat, seat_file, seat_verdict, seat_view
from sim.web.stacks import packages_of
from sim.web.state import AppState
from sim.web.studies.asked import Base
from sim.web.studies.kinds import study
from sim.web.uploads import refuse_unusable
from sim.web.variant import Variant
from sim.web.views import CURRENT, causes, comparison, single_world, worldviews
from sim.web.worker import Progress


async def get_controls(request: SettingsRequest, _: AppState) -> Response:
    """Return the controls of a scenario, with its values, what the packages of a stack change, and where it may begin."""
    scenario = await run_in_threadpool(request.load)
    packages = [] if request.file else await run_in_threadpool(packages_of, request.scenario)
    asked = request.months, request.start, request.nowcast
    written = scenario if asked == (None, None, None) else await run_in_threadpool(request.own.load)
    return JSONResponse(controls(scenario) | {"packages": packages, "ensemble": await run_in_threadpool(choices, written)})


async def get_answer(request: SettingsRequest, state: AppState) -> Response:
    """Return time series and key outcomes of the settings, with differences from the reference."""
    scenario, reference = await _load_both(request)
    scenarios = [scenario, *([reference] if reference else [])]
    scenarios, values = await _outcomes(state, scenarios, 0, request.session, request.quick)
    return JSONResponse(await run_in_threadpool(answer, scenarios, values, request.outcomes))


async def get_comparison(request: SettingsRequest, state: AppState) -> Response:
    """Return the scorecard of the settings, and of further scenarios, against the reference."""
    scenario, reference = await _load_both(request)
    compared = [await run_in_threadpool(_under_its_name, request, each) for each in request.compared]
    references = [reference] if reference else []
    taken = {each.name for each in [*references, *compared]}
    own = replace(scenario, name=request.name if request.name and request.name not in taken else CURRENT)
    scenarios = [*references, own, *compared]
    scenarios, values = await _outcomes(state, scenarios, len(references), f"{request.session}/compare", request.quick)
    return JSONResponse(await run_in_threadpool(comparison, scenarios, values, request.outcomes))


async def get_causes(request: SettingsRequest, state: AppState) -> Response:
    """Return the causes of a quantity's change and of its difference from the reference, and the events of one world."""
    scenario, reference = await _load_both(request)
    session = f"{request.session}/causes"
    return JSONResponse(await state.pool.run(causes, scenario, reference, request.quantity, request.story, session=session))


async def get_levers(request: SettingsRequest, state: AppState) -> Response:
    """Return which changed lever makes the difference from the reference, the unchanged scenario unless one is named."""
    scenario, reference = await _load_both(replace(request, reference=request.reference or Variant(request.scenario)))
    return JSONResponse(await state.pool.run(levers, scenario, reference, session=f"{request.session}/levers"))


async def get_world(request: SettingsRequest, state: AppState) -> Response:
    """Return the time series and events of one world."""
    scenario = await run_in_threadpool(request.load)
    return JSONResponse(await state.pool.run(single_world, scenario, request.world, session=f"{request.session}/world"))


async def get_rules(request: SettingsRequest, _: AppState) -> Response:
    """Return the rules of the settings, each with what it does in one sentence; refuses what is wrong with one."""
    return JSONResponse(rules(await run_in_threadpool(request.load)))


async def get_policy(request: SettingsRequest, state: AppState) -> Response:
    """Return the dated changes of policy, and what came about of those that wait for something."""
    scenario = await run_in_threadpool(request.load)
    return JSONResponse(await state.pool.policy(scenario, f"{request.session}/policy"))


async def get_worldviews(request: SettingsRequest, state: AppState) -> Response:
    """Return the differences of the settings from the reference under each worldview."""
    names = rival_worldviews()
    reference = request.reference or Variant(request.scenario)
    scenarios = [await run_in_threadpool(request.load, None, name) for name in names]
    references = [await run_in_threadpool(request.load, reference, name) for name in names]
    outcome = request.outcomes[0] if request.outcomes else ""
    session = f"{request.session}/worldviews"
    result = await state.pool.run(worldviews, scenarios, references, names, outcome, session=session)
    return JSONResponse(result | {"worldviews": [{"name": name, "title": load_worldview(name).title} for name in names]})


async def get_seat(request: SettingsRequest, state: AppState) -> Response:
    """Return where a play stands, with the outlook under the policy in force and under what is considered."""
    return JSONResponse(await _of_seat(request, state, seat_view))


async def get_seat_verdict(request: SettingsRequest, state: AppState) -> Response:
    """Return how a play has fared beside the plan without moves and the doctrines of the role."""
    return JSONResponse(await _of_seat(request, state, seat_verdict))


async def get_seat_file(request: SettingsRequest, state: AppState) -> Response:
    """Return a play as a scenario file; its world of the same number is the one that was played."""
    played = await _of_seat(request, state, seat_file)
    scenario, begun = await run_in_threadpool(state.uploads.as_sent, played)
    return _attachment(begun + to_toml(scenario), "application/toml", f"{scenario.name}.toml")


async def get_study(request: SettingsRequest, state: AppState) -> Response:
    """Return what a study finds; a newer one of the page takes its place."""
    if request.study is None:
        raise PeninsulaError("study: it is missing: expected an object with kind and fields")
    base = Base(request.own, request.ensemble, request.compared)
    return JSONResponse(await state.pool.run(study, request.study, base, session=_study_of(request)))


async def get_study_done(request: SettingsRequest, state: AppState) -> Response:
    """Return how far the study of the page has come, from 0 to 1."""
    return JSONResponse({"done": state.pool.done(_study_of(request))})


async def cancel_study(request: SettingsRequest, state: AppState) -> Response:
    """Stop the study of the page."""
    state.pool.cancel(_study_of(request))
    return JSONResponse({})


async def get_record(_: SettingsRequest, state: AppState) -> Response:
    """Return the simulated past, the recorded events, and the hindcast scores."""
    values = await state.pool.outcomes(await run_in_threadpool(history_scenario))
    return JSONResponse(await run_in_threadpool(record, values, state.observed))


async def get_scenario_file(request: SettingsRequest, state: AppState) -> Response:
    """Return the settings as a scenario file that gives the same numbers on the command line."""
    scenario, begun = await run_in_threadpool(state.uploads.as_sent, await run_in_threadpool(request.load_to_keep))
    return _attachment(begun + to_toml(scenario), "application/toml", f"{scenario.name}.toml")


async def get_table(request: SettingsRequest, state: AppState) -> Response:
    """Return mean and quantiles of every outcome in every month as CSV."""
    scenario = await run_in_threadpool(request.load_to_keep)
    text = await run_in_threadpool(monthly_table, scenario, await state.pool.outcomes(scenario))
    return _attachment(text, "text/csv", f"{scenario.name}-monthly.csv")


async def get_report(request: SettingsRequest, state: AppState) -> Response:
    """Return the HTML report on the settings, compared with the reference where both can share worlds."""
    scenario, reference = await _load_both(request, to_keep=True)
    text = await state.pool.run(report, scenario, reference, request.language, session=f"{request.session}/report")
    return _attachment(text, "text/html", f"{scenario.name}-report.html")


async def post_run(request: SettingsRequest, state: AppState) -> Response:
    """Run the settings, save the run in the results folder, and return the name of its folder."""
    loaded = await run_in_threadpool(request.load_to_keep)
    scenario = await run_in_threadpool(state.uploads.kept_in, state.results, loaded)
    return JSONResponse(await state.pool.run(save_run, scenario, state.results, session=f"{request.session}/save"))


async def post_nowcast(file_name: str, content: bytes, state: AppState) -> Response:
    """Keep a nowcast until the server stops, and return its name and the month in which worlds begin; refuses any other file."""
    name, found = await run_in_threadpool(state.uploads.keep, file_name, content)
    try:
        await state.pool.run(refuse_unusable, found)
    except PeninsulaError:
        state.uploads.forget(name)
        raise
    return JSONResponse({"name": name, "month": format_month(found.month)})


HANDLERS: Mapping[str, Handler] = {
    "controls": get_controls,
    "answer": get_answer,
    "compare": get_comparison,
    "causes": get_causes,
    "levers": get_levers,
    "world": get_world,
    "rules": get_rules,
    "policy": get_policy,
    "worldviews": get_worldviews,
    "seat": get_seat,
    "seat_verdict": get_seat_verdict,
    "seat_file": get_seat_file,
    "study": get_study,
    "study_done": get_study_done,
    "study_cancel": cancel_study,
    "record": get_record,
    "scenario_file": get_scenario_file,
    "table": get_table,
    "report": get_report,
    "save": post_run,
}
"""The handler of each route under /api. All are POST, with a `SettingsRequest` as their body."""


async def _of_seat[Result](
    request: SettingsRequest, state: AppState, task: Callable[[Scenario, PlayedSeat, Progress], Result]
) -> Result:
    """Return what a task makes of the play of a request; raises PeninsulaError when there is none."""
    if request.seat is None:
        raise PeninsulaError("seat: it is missing: expected an object with player and moves")
    scenario = await run_in_threadpool(request.load)
    return await state.pool.run(task, scenario, request.seat, session=f"{request.session}/{task.__name__}")


def _study_of(request: SettingsRequest) -> str:
    """Return the session of the studies of a page: it has one at a time."""
    return f"{request.session}/study"


async def _load_both(request: SettingsRequest, to_keep: bool = False) -> tuple[Scenario, Scenario | None]:
    """Return the scenario and the reference, which gets the same seed and at most the same months.

    to_keep: whether changed settings get a name of their own.
    """
    scenario = await run_in_threadpool(request.load_to_keep if to_keep else request.load)
    if not request.reference:
        return scenario, None
    load_reference = request.load_to_keep if to_keep else partial(_under_its_name, request)
    reference = await run_in_threadpool(load_reference, request.reference)
    return scenario, replace(reference, months=min(reference.months, scenario.months), seed=scenario.seed)


def _under_its_name(request: SettingsRequest, variant: Variant) -> Scenario:
    """Return another scenario; one that the user has named has that name."""
    scenario = request.load(variant)
    return replace(scenario, name=variant.name, title=variant.name) if variant.name else scenario


async def _outcomes(
    state: AppState, scenarios: Sequence[Scenario], own: int, session: str, quick: bool
) -> tuple[list[Scenario], list[Array]]:
    """Return scenarios and the outcomes of each.

    own: index of the scenario that a newer request of the session makes stale. quick: as fast as possible, in as many worlds as
    all of them then have.
    """
    if not quick:
        sessions = [session if index == own else "" for index in range(len(scenarios))]
        return list(scenarios), await asyncio.gather(*map(state.pool.outcomes, scenarios, sessions))
    first = await state.pool.quick_outcomes(scenarios[own], session)
    answers = [first if index == own else await state.pool.quick_outcomes(each) for index, each in enumerate(scenarios)]
    fewest = min(values.shape[-1] for _, values in answers)
    return [replace(each, worlds=fewest) for each in scenarios], [values[..., :fewest] for _, values in answers]


def _attachment(text: str, media_type: str, name: str) -> Response:
    # RFC 6266: names of any script in UTF-8, and a plain one for clients that do not know it
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(text, media_type=media_type, headers={"Content-Disposition": disposition})
