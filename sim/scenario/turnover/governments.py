"""The governments that turnover may bring, as rules: what each would set, and what it would do under conditions."""

from dataclasses import replace
from typing import Any

from sim.scenario.doctrines.doctrine import load_doctrine
from sim.scenario.rules import Rule
from sim.scenario.rules.office import Office
from sim.scenario.rules.reading import WrittenRules
from sim.scenario.schedule_syntax import Horizon
from sim.scenario.theatre import Theatre

SOURCE = "turnover"
"""Where messages say that such a rule comes from."""

HAZARD, WEIGHT = "hazard", "weight"
"""Parameters of governments: of each its weight, and of the first of an office the rate of changes."""


def government_named(actor: str, doctrine: str) -> str:
    """Return the name of the rule that stands for a government of an actor."""
    return f"{doctrine} in {actor}"


def governments(offices: tuple[Office, ...], theatre: Theatre, written: Horizon, lived: Horizon) -> tuple[Rule, ...]:
    """Return a rule for every government that may come, in the order of offices, then the rules of their doctrines.

    written: the horizon that files speak of; lived: that of the run.
    """
    first, last = lived[0] + 1, lived[1] - 1
    if first > last:
        return ()
    come: list[Rule] = []
    under: dict[str, str] = {}
    book = WrittenRules()
    for office in offices:
        actor = theatre.actor(office.actor)
        for place, (name, weight) in enumerate(office.weights):
            doctrine = load_doctrine(actor.role, name)
            government = government_named(actor.name, name)
            hazard = {HAZARD: office.hazard} if office.hazard and place == 0 else {}
            come.append(
                Rule(
                    name=government,
                    actor=actor.name,
                    when="",
                    sets={
                        lever: actor.levers[lever].code(value)
                        for lever, value in doctrine.levers_of(actor).items()
                        if lever not in office.pinned
                    },
                    for_months=1,
                    prob=1.0,
                    until="",
                    within=(first, last),
                    parameters={WEIGHT: weight, **hazard},
                    sources={"rules": SOURCE},
                    office=office,
                )
            )
            for rule in doctrine.rules_of(actor):
                own = _own(rule, office, written)
                if own:
                    own["name"] = f"{actor.name} next {rule['name'].removeprefix(f'{actor.name} ')}"
                    under[own["name"]] = government
                    book.lay(SOURCE, [own])
    return (*come, *(replace(rule, under=under[rule.name]) for rule in book.rules(theatre, written, lived)))


def _own(rule: dict[str, Any], office: Office, horizon: Horizon) -> dict[str, Any] | None:
    """Return a rule of a doctrine without the levers that no change moves, or None where nothing is left of it."""
    sets = {lever: value for lever, value in rule["set"].items() if lever not in office.pinned}
    fits = horizon[0] + rule.get("for_months", 1) + rule.get("lead_months", 0) < horizon[1]
    return {**rule, "set": sets} if sets and fits else None
