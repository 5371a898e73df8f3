"""Each value of a resolved scenario, with its unit and where it comes from: what `check` shows."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from rich.text import Text

from sim.cli.output.terminal import console, table
from sim.foundations.months import format_month
from sim.foundations.wording import number_text, range_text
from sim.model.rules.bound import bound_rules
from sim.scenario.assumptions import DECLARED
from sim.scenario.catalogue import described
from sim.scenario.choices.wording import option_rows
from sim.scenario.doctrines.dated import KEY, dated_text
from sim.scenario.rules.wording import rule_text
from sim.scenario.scenario import Scenario
from sim.scenario.situation import moved_figures, sources_at_start
from sim.scenario.turnover.pinned import SURVIVES
from sim.scenario.wording import schedule_text


@dataclass(frozen=True)
class Resolved:
    """One value: its dotted key, the value in words, its unit, where it comes from, and whether that is a default.

    source: of a figure or policy at the start, what it rests on; "" for what has none of its own.
    """

    group: str
    key: str
    value: str
    unit: str
    origin: str
    default: bool
    source: str = ""


def resolved(scenario: Scenario) -> tuple[Resolved, ...]:
    """Return each value of a scenario: horizon, figures at the start, policy, rules, choices, conditions, assumptions.

    Raises PeninsulaError when the condition of a rule cannot be evaluated, or can never hold.
    """
    bound_rules(scenario)
    return tuple(
        Resolved(
            group,
            key if group == "Start" else key.partition(".")[2] or key,
            value,
            unit,
            origin,
            _is_default(origin),
            sources.get(key, ""),
        )
        for sources in [sources_at_start(scenario.theatre, scenario.situation)]
        for group, key, value, unit in _values(scenario)
        for origin in [scenario.origins.get(key, "default")]
    )


def _is_default(origin: str) -> bool:
    return origin == "default" or origin.startswith("theatre ")


def _values(scenario: Scenario) -> Iterator[tuple[str, str, str, str]]:
    yield "Horizon", "start", format_month(scenario.start), ""
    yield "Horizon", "months", number_text(scenario.months), "months"
    yield "Horizon", "worlds", number_text(scenario.worlds), "worlds"
    yield "Horizon", "seed", str(scenario.seed), ""
    for key, (value, usual) in moved_figures(scenario.theatre, scenario.situation).items():
        yield "Start", f"situation.{key}", f"{number_text(value)} (theatre: {number_text(usual)})", ""
    for actor in scenario.theatre.actors:
        if held := scenario.doctrines.get(actor.name):
            yield "Policy", f"policy.{actor.name}.{KEY}", dated_text(held, scenario.start), ""
        if pinned := scenario.survives.get(actor.name):
            yield "Policy", f"policy.{actor.name}.{SURVIVES}", ", ".join(pinned), ""
        for name, schedule in scenario.policy[actor.name].items():
            lever = actor.levers[name]
            yield "Policy", f"policy.{actor.name}.{name}", schedule_text(lever, schedule), lever.unit
    if scenario.offices:
        yield "Rules", "turnover", _offices_text(scenario), ""
    for rule in scenario.rules:
        yield "Rules", f"rules.{rule.name}", rule_text(rule, scenario), ""
    if scenario.choices or "choices" in scenario.origins:
        yield "Choices", "choices", ", ".join(scenario.choices) or "nobody chooses", ""
    for owner, conditions in scenario.conditions.items():
        known = scenario.theatre.conditions if owner == "theatre" else scenario.theatre.actor(owner).conditions
        for name, schedule in conditions.items():
            yield "Conditions", f"conditions.{owner}.{name}", schedule_text(known[name], schedule), known[name].unit
    yield "Assumptions", "worldview", scenario.worldview, ""
    units = {assumption.name: assumption.unit for assumption in DECLARED}
    for name, (low, high) in scenario.assumptions.items():
        yield "Assumptions", f"assumptions.{name}", range_text(low, high), units[name]


def _offices_text(scenario: Scenario) -> str:
    """Return whose governments may change, and what the policy of the scenario counts as."""
    offices = scenario.offices
    return ", ".join(f"{each.actor} ({dated_text(each.own, scenario.start) or 'of no doctrine'})" for each in offices)


def as_document(scenario: Scenario, values: Sequence[Resolved], lineages: Sequence[Sequence[Path]]) -> dict[str, object]:
    """Return what `check --json` prints.

    lineages: the file of the scenario, then those it extends; of a stack of each of its parts.
    """
    return {
        "name": scenario.name,
        "title": scenario.title,
        "description": scenario.description,
        "hypothesis": scenario.hypothesis,
        "references": list(scenario.references),
        "theatre": scenario.theatre.name,
        "files": list(dict.fromkeys(str(file) for files in lineages for file in files)),
        "valid": True,
        "values": [asdict(value) for value in values],
    }


def print_resolved(scenario: Scenario, values: Sequence[Resolved], lineages: Sequence[Sequence[Path]], everything: bool) -> None:
    """Print the values that differ from the defaults first, and the rest if `everything`; lineages: as in `as_document`."""
    screen = console()
    screen.print(Text(scenario.title, style="bold"))
    if scenario.hypothesis:
        screen.print(Text(f"Hypothesis: {scenario.hypothesis}"))
    screen.print(Text(f"{scenario.name} is valid: theatre {scenario.theatre.label}, worldview {scenario.worldview}."))
    for files in lineages:
        screen.print(Text(f"File: {_lineage(files)}", style="dim"), soft_wrap=True)
    ordinary = [value for value in values if value.default]
    own = [value for value in values if not value.default]
    screen.print(_listing("Set by this scenario or what it extends", own, "bold"))
    if scenario.choices:
        rows = (
            (actor.label, option, says, sets, Text(source, style="dim"))
            for actor, option, says, sets, source in option_rows(scenario)
        )
        screen.print(table(("!Decides each month", "!Option", "What it is", "Sets", "Source"), rows))
    if everything:
        screen.print(_listing("Default values", ordinary, ""))
    else:
        screen.print(f"{len(ordinary)} more values are defaults: --all shows them.", style="dim")


def _lineage(files: Sequence[Path]) -> str:
    """Return where a scenario lies and what it extends, naming each folder once."""
    parents = [file.name if file.parent == child.parent else described(file) for child, file in pairwise(files)]
    extends = f", which extends {', '.join(parents)}" if parents else ""
    return f"{described(files[0])}{extends}"


def _listing(title: str, values: Sequence[Resolved], style: str) -> object:
    rows = ((Text(each.key, style=style), each.value, each.unit, Text(each.origin, style="dim")) for each in values)
    return table((f"!{title}", "Value", "Unit", "Where from"), rows)
