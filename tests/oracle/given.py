"""What the scalar reference is given: a theatre, policies, circumstances, assumptions and keys of chance, as plain numbers."""

from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.foundations.chance import Chance, stream_key
from sim.scenario.levers import LEVERS
from sim.scenario.scenario import Scenario
from sim.scenario.theatre import Actor
from tests.oracle import records
from tests.oracle.cast import theatre_record
from tests.oracle.records import ACTORS, RULES, Records


class Given(NamedTuple):
    """Everything that the kernel works on: arrays of records.

    One record each: theatre, keys, usual, reference, acts. By month: levers, since (departures from the default), circumstances.
    By world: assumed, identities. states: at the start, and two that take turns. report: shape (world, month).
    usual_rows, lever_rows, since_rows: the records of policy once more, as numbers of shape (..., rule, actor).
    contested: indices (rule, actor) of levers that need consensus, shape (lever, 2); wanted: their departures, (month, lever).
    """

    theatre: Records
    keys: Records
    usual: Records
    usual_rows: NDArray[np.float64]
    levers: Records
    lever_rows: NDArray[np.float64]
    since: Records
    since_rows: NDArray[np.float64]
    contested: NDArray[np.int64]
    wanted: NDArray[np.float64]
    circumstances: Records
    assumed: Records
    identities: NDArray[np.uint64]
    states: Records
    reference: Records
    acts: Records
    report: Records


def given(scenario: Scenario, worlds: NDArray[np.integer]) -> Given:
    """Return what the kernel needs for some worlds of a scenario."""
    months, actors = scenario.months, scenario.theatre.actors
    usual, levers, since = (np.zeros(number, records.POLICY) for number in (1, months, months))
    for index, actor in enumerate(actors):
        for rule in RULES:
            usual[rule][0, index] = _usual(actor, rule)
            levers[rule][:, index] = _planned(scenario, actor, rule)
            since[rule][:, index] = levers[rule][:, index] - usual[rule][0, index]
    rows = [policy.view(np.float64).reshape(-1, len(RULES), ACTORS) for policy in (usual, levers, since)]
    contested = [(RULES.index(e.name), i) for i, actor in enumerate(actors) for e in LEVERS[actor.role] if e.contested]
    return Given(
        theatre_record(scenario.theatre), _keys(scenario), usual, rows[0][0], levers, rows[1], since, rows[2],
        contested=np.array(contested, np.int64).reshape(-1, 2),
        wanted=np.stack([rows[2][:, rule, actor] for rule, actor in contested], axis=1),
        circumstances=_circumstances(scenario), assumed=_assumed(scenario, worlds), identities=worlds.astype(np.uint64),
        states=np.zeros(3, records.STATE), reference=np.zeros(1, records.REFERENCE), acts=np.zeros(1, records.ACTS),
        report=np.zeros((len(worlds), months), records.REPORT),
    )  # fmt: skip


def as_plain_python(g: Given) -> Given:
    """Return the same for plain Python, in which numbers, lists and namespaces are quicker than arrays of one record."""
    found: dict[str, Any] = {name: _plain(values) for name, values in g._asdict().items()}
    for policy, rows in (("levers", "lever_rows"), ("since", "since_rows")):
        found[rows] = [[getattr(month, rule) for rule in RULES] for month in found[policy]]
    return Given(**found)


def _plain(values: NDArray[Any]) -> list[Any]:
    if not values.dtype.names:
        return values.tolist()
    if values.ndim > 1:
        return [_plain(row) for row in values]
    return [SimpleNamespace(**{name: record[name].tolist() for name in values.dtype.names}) for record in values]


def _dates(scenario: Scenario) -> range:
    return range(scenario.start, scenario.start + scenario.months)


def _usual(actor: Actor, rule: str) -> float:
    """Return the default of a lever; an actor without one for its defence keeps to the share that it starts with."""
    if rule in actor.lever_names:
        lever = actor.levers[actor.lever_names[rule]]
        return lever.code(lever.default)
    return actor.start["strength"].value / actor.start["gdp"].value * 100 if rule == "defence_share" else 0.0


def _planned(scenario: Scenario, actor: Actor, rule: str) -> list[float]:
    if rule not in actor.lever_names:
        return [_usual(actor, rule)] * scenario.months
    return [scenario.policy[actor.name][actor.lever_names[rule]].value(month) for month in _dates(scenario)]


def _circumstances(scenario: Scenario) -> Records:
    t, found = scenario.theatre, np.zeros(scenario.months, records.CIRCUMSTANCES)
    found["calendar"] = [month % 12 for month in _dates(scenario)]
    for index, actor in enumerate(t.actors):
        for name in actor.conditions:
            found[name][:, index] = [scenario.conditions[actor.name][name].value(month) for month in _dates(scenario)]
        growth = 1 + actor.start["growth"].value / 100
        found["gdp"][:, index] = actor.start["gdp"].value * growth ** (np.arange(scenario.months) / 12)

    def in_theatre(rule: str) -> list[float]:
        return [scenario.conditions["theatre"][t.condition_names[rule]].value(month) for month in _dates(scenario)]

    found["flashpoint"] = in_theatre("flashpoint_contingency")
    for index, channel in enumerate(t.channels):
        found["on_record"][:, index] = np.array(in_theatre(f"channel_{channel.name}")) - 1
    return found


def _keys(scenario: Scenario) -> Records:
    t, found = scenario.theatre, np.zeros(1, records.KEYS)
    rivalries, channels = [each.name for each in t.rivalries], [each.name for each in t.channels]
    several = {"crisis_up": rivalries, "crisis_down": rivalries, "diplomacy": channels}
    for stream in found.dtype.fields or ():
        if stream not in several:
            found[stream] = stream_key(scenario.seed, stream)
        for index, name in enumerate(several.get(stream, ())):
            found[stream][0, index] = stream_key(scenario.seed, f"{stream}/{name}")
    return found


def _assumed(scenario: Scenario, worlds: NDArray[np.integer]) -> Records:
    chance, found = Chance(scenario.seed, worlds), np.zeros(len(worlds), records.ASSUMED)
    for name, (low, high) in scenario.assumptions.items():
        found[name] = low + chance.uniform(f"assumption/{name}", 0)[0].astype(float) * (high - low)
    return found
