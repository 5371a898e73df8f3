"""What an experiment found, as the tables of a scenario file that extends the one it started from."""

from collections.abc import Mapping, Sequence
from typing import Any

from sim.analysis.factors import Factor
from sim.scenario.rules.wording import rule_table
from sim.scenario.scenario import Scenario


def written_settings(factors: Sequence[Factor], settings: Mapping[str, Any], base: Scenario) -> dict[str, Any]:
    """Return the tables "policy" and, where a rule varies, "rules".

    settings: key of a factor -> its value as in a file. base: the scenario whose rules are changed.
    """
    policy: dict[str, dict[str, Any]] = {}
    rules: dict[str, dict[str, Any]] = {}
    for each in factors:
        value = settings[each.key]
        if not each.rule:
            policy.setdefault(each.actor, {})[each.lever] = value
            continue
        changed = rules.setdefault(each.rule, {})
        if each.parameter:
            changed.setdefault("parameters", {})[each.parameter] = value
        elif each.lever:
            own = next(rule for rule in base.rules if rule.name == each.rule)
            changed.setdefault("set", rule_table(own, base)["set"])[each.lever] = value
        else:
            changed["for_months"] = value
    listed = [{"name": name, **changed} for name, changed in rules.items()]
    return {"policy": policy, **({"rules": listed} if listed else {})}
