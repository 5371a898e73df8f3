"""A rule: what an actor does once a condition on last month's outcomes has held, world by world."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Never

from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.read_file import exists
from sim.scenario.rules.lines import line_of_rule
from sim.scenario.rules.office import Office
from sim.scenario.schedule import Schedule

MOST_RULES = 50
"""Rules of a scenario: each has two kinds of event, whose codes must fit one byte."""


@dataclass(frozen=True)
class Rule:
    """A policy with a condition.

    name: which also names its chance. actor: whose levers it sets. when: the condition, an expression over last month's outcomes.
    sets: lever (the theatre's name) -> coded value, dated or not, or the name of a parameter that holds it.
    for_months: months in a row that the condition must have held. prob: with which it then comes into force, each month.
    lead_months: months from then until it comes into force, whatever holds meanwhile.
    until: the condition that ends it; empty: it stays. within: first and last month in which it may come into force.
    parameters: name -> (low, high); each world draws its own value, as of an assumption.
    ends: first month in which it is in force no more, or None.
    survives: whether it stays in force when the government of its actor changes.
    under: name of the rule, or the government, while which is in force it acts alone; empty: it acts by itself.
    office: of a government, which is a rule that no condition but a change of government brings into force.
    sources: key -> the file that gives it, or "--set"; for messages alone.
    """

    name: str
    actor: str
    when: str
    sets: Mapping[str, float | str | Schedule]
    for_months: int
    prob: float
    until: str
    within: tuple[int, int]
    parameters: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    lead_months: int = 0
    ends: int | None = None
    survives: bool = False
    under: str = ""
    office: Office | None = None
    sources: Mapping[str, Path | str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def waits(self) -> int:
        """Months from the first in which its condition holds until it can be in force."""
        return self.for_months + self.lead_months

    @property
    def same_in_all_worlds(self) -> tuple[object, ...]:
        """What two rules must share to be stepped as one: everything but the ranges of parameters."""
        return (
            self.name, self.actor, self.when, tuple(self.sets.items()), self.for_months, self.prob, self.until, self.within,
            tuple(self.parameters), self.lead_months, self.ends, self.survives, self.under,
            self.office and self.office.same_in_all_worlds,
        )  # fmt: skip

    def drawn_as(self, parameter: str) -> str:
        """Return the name under which a parameter is drawn: rules.<rule>.<parameter>."""
        return f"rules.{self.name}.{parameter}"

    @property
    def drawn(self) -> dict[str, tuple[float, float]]:
        """The range of every parameter by the name under which it is drawn."""
        return {self.drawn_as(name): bounds for name, bounds in self.parameters.items()}

    def refuse(self, key: str, what: str) -> Never:
        """Raise PeninsulaError: file, line, rule, key, and what is wrong."""
        refuse_rule(self.sources.get(key.partition(".")[0], "rules"), self.name, key, what)


def refuse_rule(source: Path | str, name: str, key: str, what: str) -> Never:
    """Raise PeninsulaError for a key of a rule. source: the file that gives it, or "--set"."""
    if isinstance(source, str):
        raise PeninsulaError(f"{source} rules.{name}.{key.removeprefix('parameters.')}: {what}")
    line = line_of_rule(source, name, key) if exists(source) else None
    where = f"{source}, line {line}" if line else f"{source}"
    raise PeninsulaError(f"{where}: rule '{name}': {key}: {what}")


def rule_named(text: str, names: Iterable[str], where: str) -> str:
    """Return the name of the rule that a user means: the name itself, or a beginning that only one name has.

    where: what the user wrote, for the sentence. Raises PeninsulaError when there is none, or more than one.
    """
    known = list(names)
    if text in known:
        return text
    beginnings = [name for name in known if name.replace("_", " ").startswith(text.replace("_", " "))]
    if text and len(beginnings) == 1:
        return beginnings[0]
    if text and beginnings:
        raise PeninsulaError(f"{where}: several rules begin with '{text}': expected one of {', '.join(beginnings)}")
    expected = f"expected one of {', '.join(known)}" if known else "this scenario has no rules"
    raise PeninsulaError(f"{where}: no rule '{text}': {expected}{nearest(text, known)}")
