"""The dated changes of policy that a plot marks on its time axis."""

from sim.foundations.months import format_month
from sim.foundations.wording import number_text
from sim.scenario.quantity import Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Change, Schedule


def policy_changes(scenario: Scenario) -> list[tuple[str, str]]:
    """Return (month, label) of every change of a lever inside the horizon, such as ("2027-01", "ROK opcon: rok led")."""
    return [(month, label) for month, label, _ in keyed_policy_changes(scenario)]


def keyed_policy_changes(scenario: Scenario) -> list[tuple[str, str, str]]:
    """Return month, label and lever (such as "south_korea.opcon") of every change of a lever inside the horizon."""
    return sorted(
        (
            format_month(change.first),
            f"{actor.short} {name.replace('_', ' ')}: {_new_value(actor.levers[name], change)}",
            f"{actor.name}.{name}",
        )
        for actor in scenario.theatre.actors
        for name, schedule in scenario.policy[actor.name].items()
        for change in _effective_changes(schedule, scenario)
    )


def _effective_changes(schedule: Schedule, scenario: Scenario) -> list[Change]:
    """Return the changes that begin inside the horizon, after its first month, and set a new value."""
    end = scenario.start + scenario.months
    before = [schedule.initial, *(change.value for change in schedule.changes)]
    return [
        change
        for change, value in zip(schedule.changes, before, strict=False)
        if scenario.start < change.first < end and change.value != value
    ]


def value_text(lever: Quantity, code: float) -> str:
    """Return a value, given as the number that the model computes with, in words."""
    value = lever.decode(code)
    if isinstance(value, bool):
        return str(value).lower()
    return value.replace("_", " ") if isinstance(value, str) else f"{float(number_text(value)):,g}"


def _new_value(lever: Quantity, change: Change) -> str:
    text = value_text(lever, change.value)
    return f"{text} by {format_month(change.last)}" if change.last > change.first else text
