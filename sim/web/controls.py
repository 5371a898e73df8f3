"""The controls of the page, derived from the declarations: scenarios, levers, assumptions, worldviews and outcomes."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.model.outcomes import outcomes_of
from sim.scenario.anchors import anchors
from sim.scenario.assumptions import DECLARED
from sim.scenario.catalogue import known_scenarios
from sim.scenario.levers import levers_offered
from sim.scenario.levers.synonyms import CONDITION_SYNONYMS, SYNONYMS
from sim.scenario.loading import load
from sim.scenario.quantity import Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.schedule_syntax import written_form
from sim.scenario.worldviews import known_worldviews, load_worldview
from sim.web.rules import COUNTED, rules
from sim.web.studies.offered import offered


def catalogue() -> list[dict[str, Any]]:
    """Return name, title, description, hypothesis, theatre and start of each known scenario; of a broken one, name and error.

    Those that begin last come first: a scenario is compared with those of its own start.
    """
    # a file that is changed or added while the page is served is read again
    return _catalogue(tuple((name, path, _changed(path)) for name, path in known_scenarios().items()))


def _changed(path: Path) -> int:
    with suppress(OSError):  # what cannot be read is listed with its error
        return path.stat().st_mtime_ns
    return 0


@lru_cache(maxsize=1)
def _catalogue(files: Sequence[tuple[str, Path, int]]) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    for name, path, _ in files:
        try:
            scenario = load(path)
        except PeninsulaError as error:
            entries.append({"name": name, "title": name, "label": "Cannot be read", "error": str(error)})
            continue
        start = format_month(scenario.start)
        entries.append(
            {
                "name": name, "title": scenario.title, "description": scenario.description,
                "hypothesis": scenario.hypothesis, "theatre": scenario.theatre.name,
                "label": f"{scenario.theatre.label}, from {start}", "start": start,
            }
        )  # fmt: skip
    latest = sorted(entries, key=lambda entry: entry.get("start", ""), reverse=True)
    return sorted(latest, key=lambda entry: "error" in entry)


def controls(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario's settings, and the type, bounds and meaning of each."""
    theatre = scenario.theatre
    return {
        "name": scenario.name,
        "title": scenario.title,
        "description": scenario.description,
        "hypothesis": scenario.hypothesis,
        "references": list(scenario.references),
        "theatre": theatre.name,
        "headline": theatre.headline,
        "start": format_month(scenario.start),
        "end": format_month(scenario.start + scenario.months - 1),
        "months": scenario.months,
        "worlds": scenario.worlds,
        "seed": scenario.seed,
        "worldview": scenario.worldview,
        "actors": [
            {
                "name": actor.name, "label": actor.label, "colour": actor.colour,
                "levers": [
                    _control(f"{actor.name}.{name}", lever)
                    | {"value": written_form(lever, schedule), "initial": lever.decode(schedule.initial)}
                    | {"anchors": anchors(theatre, actor, declared), "synonyms": SYNONYMS.get(declared.name, "")}
                    for declared in levers_offered(actor)
                    for name in [actor.lever_names[declared.name]]
                    for lever, schedule in [(actor.levers[name], scenario.policy[actor.name][name])]
                ],
            }
            for actor in scenario.situation.actors
        ],
        "conditions": [
            {"name": owner, "label": label, "colour": colour, "levers": _conditions(prefix, known, scenario.conditions[owner])}
            for owner, label, colour, prefix, known in (
                ("theatre", "Beyond all governments", "#7a7f85", "", theatre.conditions),
                *((each.name, each.label, each.colour, f"{each.name}.", each.conditions) for each in theatre.actors),
            )
        ],
        "rules": rules(scenario),
        "events": list(COUNTED),
        "studies": offered(scenario),
        "rivalries": [
            {"outcome": f"tension_{pair.name}", "label": pair.label, "first": pair.first, "second": pair.second}
            for pair in theatre.rivalries
        ],
        "assumptions": [
            {
                "key": each.name, "title": each.title, "unit": each.unit, "source": each.source,
                "low": each.low, "high": each.high, "value": list(scenario.assumptions[each.name]), "group": each.mechanism,
            }
            for each in DECLARED
            if each.name in scenario.assumptions
        ],
        "worldviews": [{"name": name, "title": load_worldview(name).title} for name in known_worldviews()],
        "outcomes": [
            {
                "name": each.name, "title": each.title, "unit": each.unit, "better": each.better, "group": each.group,
                "definition": each.definition, "low": each.low, "high": each.high,
            }
            for each in outcomes_of(theatre)
        ],
    }  # fmt: skip


def _conditions(prefix: str, known: Mapping[str, Quantity], schedules: Mapping[str, Schedule]) -> list[dict[str, Any]]:
    """Return the controls of conditions, which are like those of levers. prefix: of their keys."""
    return [
        _control(f"{prefix}{name}", quantity)
        | {"value": written_form(quantity, schedules[name]), "initial": quantity.decode(schedules[name].initial)}
        | {"anchors": (), "synonyms": CONDITION_SYNONYMS.get(name, ""), "hazard": quantity.hazard}
        for name, quantity in known.items()
    ]


def _control(key: str, quantity: Quantity) -> dict[str, Any]:
    return {
        "key": key, "title": quantity.title, "kind": quantity.kind, "unit": quantity.unit, "low": quantity.low,
        "high": quantity.high, "options": list(quantity.options), "default": quantity.default, "source": quantity.source,
    }  # fmt: skip
