"""Whether the packages of a stack contradict each other: whether it matters which of two is put on last."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from sim.foundations.errors import PeninsulaError, shown
from sim.foundations.months import format_month
from sim.foundations.wording import range_text
from sim.scenario.layers import Layer
from sim.scenario.rules.reading import WrittenRules
from sim.scenario.schedule import Schedule
from sim.scenario.stacks.heads import figures_at_start
from sim.scenario.stacks.parts import Part, put_together
from sim.scenario.theatre import Theatre
from sim.scenario.toml_file import table
from sim.scenario.turnover.reading import WrittenTurnover
from sim.scenario.wording import schedule_text

MOST_SHOWN = 3
"""Contradictions that one sentence holds."""


class Resolved(Protocol):
    """What the files of a stack say together; see `sim.scenario.loading`."""

    layers: list[Layer]
    theatre: Theatre
    situation: Theatre
    policy: dict[str, dict[str, Schedule]]
    conditions: dict[str, dict[str, Schedule]]
    written: dict[str, tuple[float, float]]
    worldview: str
    rules: WrittenRules
    choices: tuple[str, ...]
    survives: dict[str, tuple[str, ...]]
    turnover: WrittenTurnover
    start: int
    months: int


def refuse_contradictions(stack: Sequence[Part], resolve: Callable[[Sequence[Part]], Resolved]) -> None:
    """Raise PeninsulaError where a package contradicts one before it, unless it is there to decide.

    Two packages contradict each other where their order changes a value in any month: so equal settings agree, and so do dated
    ones of which the later begins after the earlier has ended.
    """
    first, *packages = stack

    def together(*some: Part) -> Resolved:
        return resolve(put_together([(part.chain, False) for part in (first, *some)]))

    for number, later in enumerate(packages):
        for earlier in packages[:number] if not later.decides else ():
            one, other = _settings(together(earlier, later)), _settings(together(later, earlier))
            if found := [key for key in one if one[key].value != other[key].value]:
                alone = _settings(together(earlier)), _settings(together(later))
                told = [
                    f"{key} ({' against '.join(each[key].words for each in alone if key in each)})" for key in found[:MOST_SHOWN]
                ]
                more = f" and {len(found) - MOST_SHOWN} more" if len(found) > MOST_SHOWN else ""
                raise PeninsulaError(
                    f"{earlier.name} and {later.name} contradict each other in {', '.join(told)}{more}: expected "
                    f"'then {later.name}' instead of '+ {later.name}' if the later is to decide"
                )


class _Setting(NamedTuple):
    """A setting as it is compared, and as a reader sees it."""

    value: object
    words: str


def _settings(resolved: Resolved) -> dict[str, _Setting]:
    """Return everything that files set, by key."""
    found = {"start": _Setting(resolved.start, format_month(resolved.start))}
    found["months"] = _Setting(resolved.months, str(resolved.months))
    for key in ("worlds", "seed"):
        given = [table(layer.content, "ensemble", layer.path).get(key) for layer in resolved.layers]
        newest = next((value for value in reversed(given) if value is not None), None)
        found[key] = _Setting(newest, shown(newest))
    found |= dict(_scheduled(resolved))
    found["choices"] = _Setting(resolved.choices, ", ".join(resolved.choices))
    found |= {f"survives of {actor}": _Setting(levers, ", ".join(levers)) for actor, levers in resolved.survives.items()}
    found["turnover"] = _Setting(resolved.turnover.enabled, "on" if resolved.turnover.enabled else "off")
    for actor, table_of in resolved.turnover.tables.items():
        found |= {f"turnover.{actor}.{key}": _Setting(value, shown(value)) for key, value in table_of.items()}
    found["worldview"] = _Setting(resolved.worldview, resolved.worldview)
    found |= {name: _Setting(bounds, range_text(*bounds)) for name, bounds in resolved.written.items()}
    started = figures_at_start(resolved.theatre, resolved.situation)
    found |= {f"situation.{name}": _Setting(value, shown(value)) for name, value in started.items()}
    found |= {f"rules.{name}": _Setting(rule, "its rule") for name, rule in resolved.rules.tables.items()}
    return found | dict(_ruled(resolved))


def _scheduled(resolved: Resolved) -> Iterator[tuple[str, _Setting]]:
    """Yield levers and conditions, compared by their values in each month."""
    actors = {actor.name: actor for actor in resolved.theatre.actors}
    known = {name: (actor.levers, actor.conditions) for name, actor in actors.items()}
    known["theatre"] = ({}, resolved.theatre.conditions)
    for index, owned in enumerate((resolved.policy, resolved.conditions)):
        for owner, schedules in owned.items():
            for name, schedule in schedules.items():
                values = schedule.values(resolved.start, resolved.months).tobytes()
                key = name if owner == "theatre" else f"{owner}.{name}"
                yield key, _Setting(values, schedule_text(known[owner][index][name], schedule))


def _ruled(resolved: Resolved) -> Iterator[tuple[str, _Setting]]:
    """Yield the rules that set a lever to different values, in order: of those in force the last one wins."""
    setting: dict[str, list[tuple[str, Any]]] = {}
    for rule, written in resolved.rules.tables.items():
        sets = written.get("set")
        for lever, value in sets.items() if isinstance(sets, Mapping) else ():
            actor = resolved.theatre.by_name.get(str(written.get("actor")))
            setting.setdefault(f"rules that set {actor.name if actor else ''}.{lever}", []).append((rule, value))
    for key, rules in setting.items():
        differ = any(value != rules[0][1] for _, value in rules)
        yield key, _Setting(tuple(rules) if differ else None, ", ".join(rule for rule, _ in rules))
