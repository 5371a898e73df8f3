"""If-then policies on the page: the rules of a scenario as files write them, and in how many worlds they act."""

from typing import Any

from sim.ensemble.intervals import wilson
from sim.ensemble.run import Run
from sim.model.events import BEGINS, KINDS
from sim.scenario.rules.wording import rule_table, rule_text
from sim.scenario.scenario import Scenario
from sim.web.response import rounded

COUNTED = tuple(kind for kind in KINDS if kind != "calm")
"""Kinds of event that the page offers for conditions: the end of a crisis is rarely meant."""


def rules(scenario: Scenario) -> list[dict[str, Any]]:
    """Return each rule as files write it, with what it does in one sentence as "text"."""
    return [rule_table(rule, scenario) | {"text": rule_text(rule, scenario)} for rule in scenario.rules]


def rules_acting(run: Run) -> dict[str, Any]:
    """Return for each rule the share of worlds in which it is in force, by month, and in which it has begun at least once.

    fired: that share at the end, with the ends of its 90 % Wilson interval; first: the median of the months in which it first
    begins, in these worlds, "" where it never does.
    """
    scenario = run.scenario
    if not scenario.rules:
        return {"months": [], "rules": []}
    events, found = run.events, []
    for rule in scenario.rules:
        # events are in the order of their months
        first = events.loc[events["kind"] == BEGINS + rule.name].drop_duplicates("world")["month"].astype(str).tolist()
        fired = len(first)
        found.append(
            {
                "name": rule.name,
                "actor": rule.actor,
                "text": rule_text(rule, scenario),
                "in_force": rounded(run.rules_in_force[rule.name]),
                "fired": rounded([fired / scenario.worlds, *wilson(fired, scenario.worlds)]),
                "first": first[(fired - 1) // 2] if fired else "",
                "times": rounded([run.rule_changes[rule.name].times])[0],
            }
        )
    return {"months": run.months, "rules": found, "worlds": scenario.worlds}
