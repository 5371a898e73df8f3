"""How two scenarios differ: in policy, conditions, assumptions and horizon."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.foundations.months import format_month
from sim.foundations.wording import range_text
from sim.scenario.assumptions import DECLARED
from sim.scenario.choices.wording import choices_text
from sim.scenario.quantity import Quantity
from sim.scenario.rules.wording import rule_text
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.wording import schedule_text


@dataclass(frozen=True)
class Difference:
    """One value that differs. group: Policy, Rules, Choices, Conditions, Assumptions or Horizon; who: a label, or nothing."""

    group: str
    who: str
    what: str
    was: str
    becomes: str
    unit: str


def differences(reference: Scenario, other: Scenario) -> list[Difference]:
    """Return every value in which the other scenario differs from the reference; actors that only one has are left out."""
    return [
        *_decided(reference, other),
        *_ruled(reference, other),
        *_chosen(reference, other),
        *_assumed(reference, other),
        *_spanned(reference, other),
    ]


def _decided(reference: Scenario, other: Scenario) -> Iterator[Difference]:
    known = {actor.name for actor in reference.theatre.actors}
    for actor in other.theatre.actors:
        if actor.name in known:
            was, becomes = reference.policy[actor.name], other.policy[actor.name]
            yield from _changed("Policy", actor.label, actor.levers, was, becomes, other)
            was, becomes = reference.conditions[actor.name], other.conditions[actor.name]
            yield from _changed("Conditions", actor.label, actor.conditions, was, becomes, other)
    was, becomes = reference.conditions["theatre"], other.conditions["theatre"]
    yield from _changed("Conditions", "", other.theatre.conditions, was, becomes, other)


def _changed(
    group: str,
    who: str,
    known: Mapping[str, Quantity],
    was: Mapping[str, Schedule],
    becomes: Mapping[str, Schedule],
    other: Scenario,
) -> Iterator[Difference]:
    for name, after in becomes.items():
        before = was.get(name)
        if before is None or (before.values(other.start, other.months) == after.values(other.start, other.months)).all():
            continue
        quantity = known[name]
        yield Difference(
            group, who, quantity.title, schedule_text(quantity, before), schedule_text(quantity, after), quantity.unit
        )


def _ruled(reference: Scenario, other: Scenario) -> Iterator[Difference]:
    was, becomes = ({rule.name: rule_text(rule, each) for rule in each.rules} for each in (reference, other))
    labels = {rule.name: each.theatre.actor(rule.actor).label for each in (reference, other) for rule in each.rules}
    for name in {**was, **becomes}:
        if was.get(name) != becomes.get(name):
            yield Difference("Rules", labels[name], name, was.get(name, "no such rule"), becomes.get(name, "no such rule"), "")


def _chosen(reference: Scenario, other: Scenario) -> Iterator[Difference]:
    for actor in other.theatre.actors:
        was, becomes = (choices_text(actor) if actor.name in each.choices else "holds to its plan" for each in (reference, other))
        if was != becomes:
            yield Difference("Choices", actor.label, "What it decides each month", was, becomes, "")


def _assumed(reference: Scenario, other: Scenario) -> Iterator[Difference]:
    if reference.worldview != other.worldview:
        yield Difference("Assumptions", "", "Worldview", reference.worldview, other.worldview, "")
    for assumption in DECLARED:
        was, becomes = reference.assumptions.get(assumption.name), other.assumptions.get(assumption.name)
        if was and becomes and was != becomes:
            yield Difference("Assumptions", "", assumption.title, range_text(*was), range_text(*becomes), assumption.unit)


def _spanned(reference: Scenario, other: Scenario) -> Iterator[Difference]:
    for what, was, becomes in (
        ("Start", format_month(reference.start), format_month(other.start)),
        ("Months", f"{reference.months}", f"{other.months}"),
        ("Worlds", f"{reference.worlds:,}", f"{other.worlds:,}"),
        ("Seed", f"{reference.seed}", f"{other.seed}"),
    ):
        if was != becomes:
            yield Difference("Horizon", "", what, was, becomes, "")
