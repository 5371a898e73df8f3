"""A doctrine: what a government of one school would do in a role, whatever theatre the role is played in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.scenario.anchors import in_names
from sim.scenario.levers import LEVERS
from sim.scenario.quantity import Value
from sim.scenario.theatre import Actor, Role, Theatre
from sim.scenario.toml_file import read_toml
from sim.scenario.wording import value_text

FOLDER = Path(__file__).parent

type Setting = Value | Mapping[str, float]
"""A value as the role declares it, or { times = x }: so many times the theatre's default."""


@dataclass(frozen=True)
class Doctrine:
    """A named bundle of levers and rules for a role, with its source.

    title, description: {patron} and the other seats stand for labels, {own} for the actor that holds the doctrine.
    levers: declared name -> setting; all doctrines of a role name the same levers, so that one replaces another as a whole.
    rules: tables as in a scenario file, without an actor; they set levers by their declared names, too.
    """

    name: str
    role: Role
    title: str
    description: str
    source: str
    levers: Mapping[str, Setting]
    rules: tuple[Mapping[str, Any], ...]

    def title_for(self, theatre: Theatre, actor: Actor) -> str:
        """Return the title with the labels of a theatre."""
        return in_names(self.title, theatre, actor)

    def description_for(self, theatre: Theatre, actor: Actor) -> str:
        """Return the description with the labels of a theatre, on one line."""
        return in_names(" ".join(self.description.split()), theatre, actor)

    def levers_of(self, actor: Actor) -> dict[str, Value]:
        """Return the levers of an actor by the theatre's names, as a scenario file would give them."""
        return _settings(self.levers, actor)

    def rules_of(self, actor: Actor) -> list[dict[str, Any]]:
        """Return the rules of an actor as a scenario file would give them, named "<actor> <doctrine> <name>"."""
        return [
            {
                **rule,
                "name": f"{actor.name} {self.name} {rule['name']}",
                "actor": actor.name,
                "set": _settings(rule["set"], actor),
            }
            for rule in self._rules_for(actor)
        ]

    def rule_sentences(self, actor: Actor) -> list[str]:
        """Return what each rule does, in words."""
        return [
            f"{rule['name']}: once {rule['when']}"
            + (f" for {rule['for_months']} months" if "for_months" in rule else "")
            + f", {', '.join(f'{lever} {value_text(value)}' for lever, value in _settings(rule['set'], actor).items())}"
            + (f", until {rule['until']}" if "until" in rule else "")
            for rule in self._rules_for(actor)
        ]

    def _rules_for(self, actor: Actor) -> list[Mapping[str, Any]]:
        return [rule for rule in self.rules if any(name in actor.lever_names for name in rule["set"])]


@cache
def known_doctrines(role: Role) -> tuple[str, ...]:
    """Return the names of the doctrines for a role."""
    return tuple(sorted(path.stem for path in (FOLDER / role).glob("*.toml")))


@cache
def load_doctrine(role: Role, name: str) -> Doctrine:
    """Return a doctrine by name; raises PeninsulaError when there is none of that name for the role."""
    known = known_doctrines(role)
    if name not in known:
        expected = f"expected one of {', '.join(known)}{nearest(name, known)}"
        raise PeninsulaError(f"{shown(name)} is no doctrine of a {role.replace('_', ' ')}: {expected}")
    content = read_toml(FOLDER / role / f"{name}.toml")
    return Doctrine(
        name, role, content["title"], content["description"], content["source"], content["levers"],
        tuple(content.get("rules", ())),
    )  # fmt: skip


def _settings(settings: Mapping[str, Setting], actor: Actor) -> dict[str, Value]:
    return {
        actor.lever_names[name]: _value(name, setting, actor) for name, setting in settings.items() if name in actor.lever_names
    }


def _value(name: str, setting: Setting, actor: Actor) -> Value:
    """Return a setting as the theatre writes it: options by their place, multiples of the default within the bounds."""
    lever = actor.levers[actor.lever_names[name]]
    if isinstance(setting, Mapping):
        # what users read in files and tables needs no more digits
        return min(max(float(f"{setting['times'] * lever.coded_default:.6g}"), lever.low), lever.high)
    declared = next(each for each in LEVERS[actor.role] if each.name == name)
    return lever.decode(declared.code(setting))
