"""A rule as a sentence, and as a file writes it."""

from typing import Any

from sim.foundations.months import format_month
from sim.foundations.wording import enumerated, number_text, range_text
from sim.scenario.doctrines import load_doctrine
from sim.scenario.quantity import Quantity
from sim.scenario.rules.office import Office
from sim.scenario.rules.rule import Rule
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.schedule_syntax import whole_form
from sim.scenario.wording import schedule_text, value_text


def rule_text(rule: Rule, scenario: Scenario) -> str:
    """Return what a rule does, in one sentence."""
    actor = scenario.theatre.actor(rule.actor)
    if rule.office:
        return _government_text(rule, rule.office, scenario)
    held = "holds" if rule.for_months == 1 else f"has held for {rule.for_months} months in a row"
    whole = scenario.start + rule.waits, scenario.start + scenario.months - 1
    within = "" if rule.within == whole else f" (from {format_month(rule.within[0])} to {format_month(rule.within[1])})"
    chance = "" if rule.prob == 1 else f" with a probability of {number_text(rule.prob)} a month"
    listed = _sets_text(rule, scenario)
    ends = f"until {rule.until}" if rule.until else "for good"
    if rule.ends is not None:
        month = format_month(rule.ends)
        ends = f"{ends} and to {month} at the latest" if rule.until else f"until {month}"
    if _of_a_government(rule, scenario):
        ends += f", as long as a government of {rule.under.partition(' ')[0]} that came later lasts"
    elif rule.under:
        ends += f", while '{rule.under}' is in force"
    drawn = "".join(f"; {name}: {range_text(low, high)}" for name, (low, high) in rule.parameters.items())
    later = f" {rule.lead_months} months later" if rule.lead_months else ""
    return f"Once {rule.when} {held}{within}, {actor.label} sets {listed}{later}{chance}, {ends}{drawn}."


def _of_a_government(rule: Rule, scenario: Scenario) -> bool:
    return any(rule.under == other.name for other in scenario.rules if other.office)


def _set_text(lever: Quantity, value: float | str | Schedule) -> str:
    """Return a value that a rule sets, dated or not, or the name of its parameter, as a reader sees it."""
    if isinstance(value, str):
        return value
    return schedule_text(lever, value) if isinstance(value, Schedule) else value_text(lever.decode(value))


def _sets_text(rule: Rule, scenario: Scenario) -> str:
    levers = scenario.theatre.actor(rule.actor).levers
    sets = [f"{name} to {_set_text(levers[name], value)} {levers[name].unit}".rstrip() for name, value in rule.sets.items()]
    return enumerated(sets)


def _government_text(rule: Rule, office: Office, scenario: Scenario) -> str:
    """Return when a government may come, how likely it is, and what it sets."""
    actor = scenario.theatre.actor(rule.actor)
    times = []
    if office.calendar:
        times.append(f"in {format_month(office.calendar[0])} and every {office.calendar[1]} months from then on")
    if office.hazard:
        times.append(f"{range_text(*office.hazard)} times a year")
    doctrine = rule.name.partition(" ")[0]
    weights = ", ".join(f"{name} {range_text(*each)}" for name, each in office.weights)
    comes = f"A change of government in {actor.label}, {' and '.join(times)}, brings one of these, by weight: {weights}"
    kept = [lever for lever in load_doctrine(actor.role, doctrine).levers_of(actor) if lever not in rule.sets]
    return f"{comes}; this one sets the levers of the doctrine {doctrine}{f' but {", ".join(kept)}' if kept else ''}."


def rule_table(rule: Rule, scenario: Scenario) -> dict[str, Any]:
    """Return a rule as a file writes it."""
    levers = scenario.theatre.actor(rule.actor).levers
    table: dict[str, Any] = {
        "name": rule.name,
        "actor": rule.actor,
        "when": rule.when,
        "for_months": rule.for_months,
        "prob": rule.prob,
        "set": {name: _set_form(levers[name], value, scenario) for name, value in rule.sets.items()},
        "within": "..".join(map(format_month, rule.within)),
    }  # fmt: skip
    if rule.lead_months:
        table["lead_months"] = rule.lead_months
    if rule.ends is not None:
        table["ends"] = format_month(rule.ends)
    if rule.under and not _of_a_government(rule, scenario):
        table["under"] = rule.under
    if rule.survives:
        table["survives"] = True
    if rule.until:
        table["until"] = rule.until
    if rule.parameters:
        table["parameters"] = {name: list(bounds) for name, bounds in rule.parameters.items()}
    return table


def _set_form(lever: Quantity, value: float | str | Schedule, scenario: Scenario) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Schedule):
        return whole_form(lever, value, (scenario.start, scenario.start + scenario.months))
    return lever.decode(value)
