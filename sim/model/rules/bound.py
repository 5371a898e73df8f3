"""Rules bound to the outcomes of a theatre: what a file cannot check is checked here."""

from dataclasses import dataclass

from sim.foundations.errors import PeninsulaError, shown
from sim.model.expression import Expression, Named, Parameter, condition
from sim.model.outcomes import outcomes_of
from sim.model.rules.reach import Ranges, ever
from sim.scenario.rules import Rule
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class BoundRule:
    """A rule with its conditions parsed. when: None for a government, which no condition brings; until: where nothing ends it."""

    rule: Rule
    when: Expression | None
    until: Expression | None

    @property
    def conditions(self) -> tuple[Expression, ...]:
        """The conditions, two at most."""
        return tuple(each for each in (self.when, self.until) if each is not None)


def bound_rules(scenario: Scenario, reach: bool = True) -> tuple[BoundRule, ...]:
    """Return the rules of a scenario. reach: whether to check as well that conditions can hold.

    Raises PeninsulaError, with file, rule, key and what was expected, for a condition that names an unknown outcome, can never
    hold, or ends a rule whenever it begins; and for a parameter that is not used.
    """
    return tuple(_bound(rule, scenario, reach) for rule in scenario.rules)


def _bound(rule: Rule, scenario: Scenario, reach: bool) -> BoundRule:
    if rule.office:
        return BoundRule(rule, None, None)
    when = _condition(rule, "when", rule.when, scenario)
    until = _condition(rule, "until", rule.until, scenario) if rule.until else None
    bound = BoundRule(rule, when, until)
    named = {parameter.name for each in bound.conditions for parameter in each.parameters} | set(rule.sets.values())
    for parameter in rule.parameters:
        if parameter in {outcome.name for outcome in outcomes_of(scenario.theatre)}:
            rule.refuse(f"parameters.{parameter}", "this is the name of an outcome: expected another name")
        if parameter not in named:
            rule.refuse(f"parameters.{parameter}", "neither 'when', 'until' nor 'set' names it: expected a parameter in use")
    if reach:
        _check_reach(bound, scenario)
    return bound


def _condition(rule: Rule, key: str, text: str, scenario: Scenario) -> Expression:
    try:
        return condition(text, scenario, rule.parameters)
    except PeninsulaError as error:
        rule.refuse(key, str(error))


def _check_reach(bound: BoundRule, scenario: Scenario) -> None:
    """Refuse a condition that no world can meet, and one that ends a rule whenever it could begin."""
    rule = bound.rule
    outcomes = {outcome.name: (outcome.low, outcome.high) for outcome in outcomes_of(scenario.theatre)}
    ranges: Ranges = {Parameter(name): bounds for name, bounds in rule.parameters.items()}
    for each in bound.conditions:
        for measure in each.measures:
            ranges[measure] = (0, float("inf")) if measure.how == "count" else outcomes[measure.of]
    for key, each in zip(("when", "until"), bound.conditions, strict=False):
        if not ever(each.tree, ranges):
            rule.refuse(key, f"{shown(each.text)} can never hold{_bounds(each, ranges)}: expected what outcomes can reach")
    if bound.when and bound.until and not ever(bound.when.tree, ranges, bound.until.tree):
        told = f"{shown(bound.until.text)} holds whenever 'when' does, so that the rule would flip every month"
        rule.refuse("until", f"{told}: expected a condition that ends it later")


def _bounds(of: Expression, ranges: Ranges) -> str:
    """Return how far what a condition names reaches, in brackets, for the sentence."""
    names: tuple[Named, ...] = (*of.measures, *of.parameters)
    texts = [
        f"{name.name if isinstance(name, Parameter) else name.of} is from {ranges[name][0]:g} to {ranges[name][1]:g}"
        for name in names
    ]
    return f" ({', '.join(texts)})"
