"""A branch: a scenario that stays as it was until a month, and continues under a different policy from then on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.foundations.plain_values import plain_value
from sim.scenario.doctrines.dated import KEY
from sim.scenario.overrides import sorted_overrides
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.schedule_syntax import schedule_of
from sim.scenario.turnover.pinned import SURVIVES


def branch(scenario: Scenario, at: int, overrides: Mapping[str, Any]) -> Scenario:
    """Return the scenario that differs from a month on.

    at: first month that differs, inside the horizon. overrides: as in `load`, levers and conditions only; a plain value holds
    from that month on, a dated one from its first date, which may not be earlier.
    Raises PeninsulaError for a month outside the horizon, an earlier date, or a changed assumption.
    """
    first, end = scenario.start, scenario.start + scenario.months
    if not first < at < end:
        raise PeninsulaError(
            f"cannot branch at {format_month(at)}: expected a month after {format_month(first)} and up to {format_month(end - 1)}"
        )
    content = sorted_overrides(plain_value(overrides), scenario.theatre)
    if content["assumptions"]:
        raise PeninsulaError(
            f"--set {next(iter(content['assumptions']))}: a world draws its assumptions once, at its start; a branch can change "
            "levers and conditions only"
        )
    if "choices" in content:
        raise PeninsulaError("--set choices: who chooses is settled at the start: a branch can change levers and conditions only")
    if content["rules"] or content["adjusted rules"]:
        raise PeninsulaError(
            "--set rules: what a rule saw before the branch would change with it: a branch can change levers and conditions only"
        )
    if "turnover" in content:
        raise PeninsulaError("--set turnover: it holds from the start: a branch can change levers and conditions only")
    for owner, levers in content["policy"].items():
        if SURVIVES in levers:
            raise PeninsulaError(f"--set {owner}.{SURVIVES}: a branch can change levers and conditions only")
        if KEY in levers:
            raise PeninsulaError(
                f"--set {owner}.{KEY}: a branch can change levers and conditions only: expected a scenario to compare with, "
                f'in which {KEY} = {{ "{format_month(at)}" = "..." }}'
            )
    origins = dict(scenario.origins)
    changed: dict[str, dict[str, dict[str, Schedule]]] = {
        kind: {owner: dict(schedules) for owner, schedules in getattr(scenario, kind).items()}
        for kind in ("policy", "conditions")
    }
    theatre = scenario.theatre
    for kind, owners in (("policy", content["policy"]), ("conditions", content["conditions"])):
        for owner, found in _by_owner(owners, theatre.conditions).items():
            known = theatre.conditions if owner == "theatre" else getattr(theatre.actor(owner), _KNOWN[kind])
            for name, written in found.items():
                before = changed[kind][owner][name]
                try:
                    dated = written if isinstance(written, dict) or known[name].hazard else {format_month(at): written}
                    after = schedule_of(known[name], dated, before, (first, end))
                except PeninsulaError as error:
                    raise PeninsulaError(f"--set {owner}.{name}: {error}") from None
                earliest = min((change.first for change in after.changes if change not in before.changes), default=at)
                if earliest < at:
                    raise PeninsulaError(
                        f"--set {owner}.{name}: {format_month(earliest)} lies before the branch at {format_month(at)}"
                    )
                changed[kind][owner][name] = after
                origins[f"{kind}.{owner}.{name}"] = f"branch at {format_month(at)}"
    when = format_month(at)
    return replace(
        scenario,
        name=f"{scenario.name}-from-{when}",
        title=f"{scenario.title}, changed from {when}",
        origins=origins,
        policy=changed["policy"],
        conditions=changed["conditions"],
    )


_KNOWN = {"policy": "levers", "conditions": "conditions"}


def _by_owner(found: Mapping[str, Any], of_theatre: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return conditions of the theatre under "theatre", like those of actors."""
    own = {name: value for name, value in found.items() if name in of_theatre}
    return {owner: dict(values) for owner, values in found.items() if owner not in own} | ({"theatre": own} if own else {})
