"""How two scenarios differ: in policy, rules, conditions, assumptions and horizon; and one with a difference of another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sim.foundations.months import format_month
from sim.foundations.wording import range_text
from sim.scenario.assumptions import DECLARED, WEIGHTS
from sim.scenario.choices import weights_of
from sim.scenario.choices.wording import choices_text
from sim.scenario.quantity import Quantity
from sim.scenario.rules import Rule
from sim.scenario.rules.wording import rule_text
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.wording import schedule_text

NO_RULE = "no such rule"
"""What stands in place of a rule that only the other scenario has."""


@dataclass(frozen=True)
class Difference:
    """One value that differs.

    group: Policy, Rules, Choices, Conditions, Assumptions or Horizon; who: the actor's label, or nothing.
    key: what `taken` takes it by, such as policy.united_states.troops_korea or rules.snapback; what shares a key goes together.
    """

    group: str
    who: str
    what: str
    was: str
    becomes: str
    unit: str
    key: str

    @property
    def label(self) -> str:
        """Who changes what, in the words of the files: South Korea: defence share; South Korea: rule 'hedge'."""
        name = self.key.rpartition(".")[2].replace("_", " ")
        if self.group == "Rules":
            name = f"rule '{self.what}'" if self.who else "order of the rules"
        if self.group == "Choices":
            name = "choices"
        return f"{self.who}: {name}" if self.who else name

    @property
    def text(self) -> str:
        """What differs, in one line without the actor: Troops in Korea: 0 persons (was 28500 persons)."""
        unit = f" {self.unit}" if self.unit else ""
        what = f"rule '{self.what}'" if self.group == "Rules" and self.who else self.what
        return f"{what}: {self.becomes}{unit} (was {self.was}{unit})"


def differences(reference: Scenario, other: Scenario) -> list[Difference]:
    """Return every value in which the other scenario differs from the reference; actors that only one has are left out."""
    return [
        *_decided(reference, other),
        *_ruled(reference, other),
        *_chosen(reference, other),
        *_assumed(reference, other),
        *_spanned(reference, other),
    ]


def taken(into: Scenario, source: Scenario, key: str) -> Scenario:
    """Return a scenario as it would be with one difference of another, and all else its own.

    into, source: scenarios of one cast. key: of a `Difference` between them, in either direction, but for the horizon's.
    A rule that only one of them has is dropped, or comes before the rules that follow it in the other.
    """
    kind, _, name = key.partition(".")
    if kind in ("policy", "conditions"):
        owner, _, name = name.partition(".")
        values: Mapping[str, Mapping[str, Schedule]] = getattr(into, kind)
        laid = {**values, owner: {**values[owner], name: getattr(source, kind)[owner][name]}}
        return replace(into, policy=laid) if kind == "policy" else replace(into, conditions=laid)
    if kind == "rules":
        return replace(into, rules=_rules_with(into.rules, source.rules, name))
    if kind == "choices":
        return _choosing(into, source, name)
    if kind == "worldview":
        shared = into.assumptions.keys() & source.assumptions.keys()
        names = {each for each in shared if not (_written(into, each) or _written(source, each))}
        own = {each: (source if each in names else into).assumptions[each] for each in into.assumptions}
        return replace(into, worldview=source.worldview, assumptions=own)
    return replace(into, assumptions={**into.assumptions, name: source.assumptions[name]})


def _choosing(into: Scenario, source: Scenario, name: str) -> Scenario:
    """Return a scenario in which an actor chooses that did not, or the other way, with the weights that those who choose need."""
    choosing = [actor for actor in into.theatre.actors if (actor.name in into.choices) != (actor.name == name)]
    unused = {weight.name for weight in WEIGHTS} - set(weights_of([actor.role for actor in choosing]))
    known = {**source.assumptions, **into.assumptions}
    return replace(
        into,
        choices=tuple(actor.name for actor in choosing),
        assumptions={each: bounds for each, bounds in known.items() if each not in unused},
    )


def _rules_with(own: Sequence[Rule], theirs: Sequence[Rule], name: str) -> tuple[Rule, ...]:
    """Return rules with the one of that name as the other list has it, or in the order of the other list for the name ""."""
    order = [rule.name for rule in theirs]
    if not name:
        shared = iter(sorted((rule for rule in own if rule.name in order), key=lambda rule: order.index(rule.name)))
        return tuple(next(shared) if rule.name in order else rule for rule in own)
    kept = [rule for rule in own if rule.name != name]
    if name not in order:
        return tuple(kept)
    after = order[order.index(name) + 1 :]
    place = next((number for number, rule in enumerate(own) if rule.name == name), None)
    if place is None:
        place = next((number for number, rule in enumerate(kept) if rule.name in after), len(kept))
    return (*kept[:place], theirs[order.index(name)], *kept[place:])


def _written(scenario: Scenario, assumption: str) -> bool:
    """Return whether a file or the command line gives an assumption, rather than the worldview, the theatre or the prior."""
    origin = scenario.origins.get(f"assumptions.{assumption}", "default")
    return not (origin == "default" or origin.startswith(("worldview ", "theatre ")))


def _decided(reference: Scenario, other: Scenario) -> Iterator[Difference]:
    known = {actor.name for actor in reference.theatre.actors}
    for actor in other.theatre.actors:
        if actor.name in known:
            was, becomes = reference.policy[actor.name], other.policy[actor.name]
            yield from _changed("Policy", actor.label, f"policy.{actor.name}", actor.levers, was, becomes, other)
            was, becomes = reference.conditions[actor.name], other.conditions[actor.name]
            yield from _changed("Conditions", actor.label, f"conditions.{actor.name}", actor.conditions, was, becomes, other)
    was, becomes = reference.conditions["theatre"], other.conditions["theatre"]
    yield from _changed("Conditions", "", "conditions.theatre", other.theatre.conditions, was, becomes, other)


def _changed(
    group: str,
    who: str,
    owned: str,
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
        was_text, becomes_text = schedule_text(quantity, before), schedule_text(quantity, after)
        yield Difference(group, who, quantity.title, was_text, becomes_text, quantity.unit, f"{owned}.{name}")


def _ruled(reference: Scenario, other: Scenario) -> Iterator[Difference]:
    was, becomes = ({rule.name: rule_text(rule, each) for rule in each.rules} for each in (reference, other))
    labels = {rule.name: each.theatre.actor(rule.actor).label for each in (reference, other) for rule in each.rules}
    for name in {**was, **becomes}:
        if was.get(name) != becomes.get(name):
            texts = was.get(name, NO_RULE), becomes.get(name, NO_RULE)
            yield Difference("Rules", labels[name], name, *texts, "", f"rules.{name}")
    before, after = ([name for name in names if name in was and name in becomes] for names in (was, becomes))
    if before != after:
        yield Difference("Rules", "", "order", ", ".join(before), ", ".join(after), "", "rules.")


def _chosen(reference: Scenario, other: Scenario) -> Iterator[Difference]:
    for actor in other.theatre.actors:
        was, becomes = (choices_text(actor) if actor.name in each.choices else "holds to its plan" for each in (reference, other))
        if was != becomes:
            yield Difference("Choices", actor.label, "What it decides each month", was, becomes, "", f"choices.{actor.name}")


def _assumed(reference: Scenario, other: Scenario) -> Iterator[Difference]:
    if reference.worldview != other.worldview:
        yield Difference("Assumptions", "", "Worldview", reference.worldview, other.worldview, "", "worldview")
    for assumption in DECLARED:
        was, becomes = reference.assumptions.get(assumption.name), other.assumptions.get(assumption.name)
        if was and becomes and was != becomes:
            given = _written(reference, assumption.name) or _written(other, assumption.name)
            key = f"assumptions.{assumption.name}" if given or reference.worldview == other.worldview else "worldview"
            texts = range_text(*was), range_text(*becomes)
            yield Difference("Assumptions", "", assumption.title, *texts, assumption.unit, key)


def _spanned(reference: Scenario, other: Scenario) -> Iterator[Difference]:
    for what, was, becomes in (
        ("Start", format_month(reference.start), format_month(other.start)),
        ("Months", f"{reference.months}", f"{other.months}"),
        ("Worlds", f"{reference.worlds:,}", f"{other.worlds:,}"),
        ("Seed", f"{reference.seed}", f"{other.seed}"),
    ):
        if was != becomes:
            yield Difference("Horizon", "", what, was, becomes, "", what.lower())
