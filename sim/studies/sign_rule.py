"""A signpost as a rule: a scenario file that extends the one analysed, and acts once the sign warns."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli_w

from sim.analysis.signposts.signpost import Signpost
from sim.analysis.signposts.signposts import Signposts
from sim.files.named_file import write_named_file
from sim.foundations.errors import PeninsulaError, nearest
from sim.scenario.catalogue import find, reference_from
from sim.scenario.dump import to_toml
from sim.scenario.scenario import Scenario
from sim.studies.sources import Adjustments, ScenarioSource, load_scenario
from sim.studies.study_folder import refuse_to_replace

PARAMETER = "warning"
"""Name of the parameter that holds the threshold, so that sweeps and searches can vary it."""

OFF = "# Say in `set` what the actor does once the sign warns, and take `enabled = false` away."


def check_rule_file(file: Path, overwrite: bool) -> None:
    """Raise PeninsulaError when a rule cannot be written to a file of that name."""
    if file.suffix != ".toml":
        raise PeninsulaError(f"--as-rule '{file}': this is not the name of a scenario file: expected one that ends in .toml")
    refuse_to_replace(file, overwrite)
    if not file.resolve().parent.is_dir():
        raise PeninsulaError(f"--as-rule '{file}': there is no folder {file.parent}: make it first")


def what_it_sets(then: Mapping[str, Any], scenario: Scenario) -> tuple[str, dict[str, Any]]:
    """Return whose levers a rule sets, and lever -> value; of nothing the patron's none.

    then: "actor.lever" -> value as in a file. Raises PeninsulaError when there is no such lever, it cannot have the value, or
    two actors are named.
    """
    known = scenario.theatre.by_name
    owners: dict[str, dict[str, Any]] = {}
    for key, value in then.items():
        owner, _, name = key.removeprefix("policy.").rpartition(".")
        if owner not in known:
            raise PeninsulaError(f"--set-then {key}: unknown actor '{owner}': expected actor.lever{nearest(owner, known)}")
        actor = known[owner]
        if name not in actor.levers:
            raise PeninsulaError(f"--set-then {key}: {actor.label} has no lever '{name}'{nearest(name, actor.levers)}")
        try:
            actor.levers[name].code(value)
        except PeninsulaError as error:
            raise PeninsulaError(f"--set-then {key}: {error}") from None
        owners.setdefault(actor.name, {})[name] = value
    if len(owners) > 1:
        raise PeninsulaError(
            f"--set-then: a rule sets levers of one actor, and these are of {' and '.join(owners)}: give one of them"
        )
    return next(iter(owners.items()), (scenario.theatre.patron.name, {}))


def ruling(result: Signposts) -> Signpost:
    """Return the best signpost of the first lead that a rule can look at and that does not warn by definition, or else the best.

    Raises PeninsulaError when a rule can look at none.
    """
    fit = [each for each in result.at(result.event.leads[0]) if each.sign.for_a_rule]
    if not fit:
        raise PeninsulaError("--as-rule: a rule cannot look at a change over a year: expected a level or a departure with --only")
    return next((each for each in fit if not each.by_definition), fit[0])


def write_rule(
    result: Signposts, file: Path, source: ScenarioSource, changes: Adjustments, actor: str, sets: Mapping[str, Any]
) -> None:
    """Write the scenario file.

    source: what was analysed. changes: of levers, assumptions and the start; with any of them the new file holds the whole
    scenario, and extends nothing. actor, sets: as `what_it_sets` returns them; without levers the rule is off.
    """
    chosen, base = ruling(result), load_scenario(source, changes)
    side = ">" if chosen.above else "<="
    rule = {
        "name": _free_name(base),
        "actor": actor,
        "when": f"{chosen.sign.text} {side} {PARAMETER}",
        "set": dict(sets),
        "parameters": {PARAMETER: chosen.threshold},
        **({} if sets else {"enabled": False}),
    }
    area, rates = chosen.whole.area, chosen.whole.rates
    words = {
        "title": f"{base.title}, with a signpost",
        "description": (
            f"{chosen.text} warns of {result.event.condition.text} within {result.event.within} months: in worlds held out, in "
            f"{rates.hits.value:.0%} of the months of calm with the event ahead, and in {rates.false_alarms.value:.0%} of those "
            f"without (area under the curve {area.value:.2f}, 90 % {area.low:.2f} to {area.high:.2f})."
        ),
    }
    content: dict[str, Any]
    if changes or isinstance(source, Scenario) or "+" in str(source):
        whole = tomllib.loads(to_toml(base))
        content = {**whole, **words, "rules": [*whole.get("rules", ()), rule]}
    else:
        content = {**words, "extends": reference_from(file, find(source)), "rules": [rule]}
    text = tomli_w.dumps(content)
    write_named_file(file, text if sets else f"{OFF}\n{text}")


def _free_name(scenario: Scenario) -> str:
    """Return a name that no rule of the scenario has."""
    taken = {rule.name for rule in scenario.rules}
    return next(name for name in ("signpost", *(f"signpost {number}" for number in range(2, 99))) if name not in taken)
