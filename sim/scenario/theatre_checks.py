"""What a theatre needs so that it can be simulated; checked when its file is loaded."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from sim.foundations.errors import nearest, printable, shown
from sim.foundations.wording import number_text
from sim.scenario.figures import check_burden
from sim.scenario.quantity import Quantity
from sim.scenario.theatre import Actor, Theatre
from sim.scenario.toml_file import refuse

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LARGEST = 1e6
"""Beyond what a lever can mean, in whatever unit it has."""


def checked_theatre(theatre: Theatre, path: Path) -> Theatre:
    """Return the theatre; raises PeninsulaError, naming its file, for what could not be played."""
    _names(theatre, path)
    for actor in theatre.actors:
        _actor(actor, path)
    for quantity in theatre.conditions.values():
        _quantity(quantity, path, "conditions")
    _pairs(theatre, path)
    _alliances(theatre, path)
    if not theatre.start["index_mean"].value < theatre.start["index_peak"].value:
        refuse(path, "start.index_peak", "expected more than index_mean")
    return theatre


def _names(theatre: Theatre, path: Path) -> None:
    """Refuse names that could not be columns of a table or parts of a key, and names that come twice."""
    several = {
        "actors": [actor.name for actor in theatre.actors],
        "rivalries": [rivalry.name for rivalry in theatre.rivalries],
        "alliances": [alliance.name for alliance in theatre.alliances],
        "channels": [channel.name for channel in theatre.channels],
        "headline": [theatre.headline],
        "name": [theatre.name],
        "conditions": list(theatre.condition_names.values()),
    }
    for key, names in several.items():
        for name in names:
            _name(name, path, key)
        _once(names, path, key)
    _once(list(chain.from_iterable({actor.name, *actor.aliases} for actor in theatre.actors)), path, "actors")
    labels = [theatre.label, theatre.headline_label]
    labels += [rivalry.label for rivalry in theatre.rivalries] + [channel.label for channel in theatre.channels]
    for label in labels:
        _label(label, path, "label")


def _actor(actor: Actor, path: Path) -> None:
    where = f"actors.{actor.name}"
    for key in ("label", "short"):
        _label(getattr(actor, key), path, f"{where}.{key}")
    for name in (actor.capital, *actor.aliases, *actor.lever_names.values()):
        _name(name, path, where)
    _once(list(actor.lever_names.values()), path, f"{where}.levers")
    if not isinstance(actor.colour, str) or not _COLOUR.fullmatch(actor.colour):
        refuse(path, f"{where}.colour", f"{shown(actor.colour)}: expected a colour such as #0072B2")
    for quantity in actor.levers.values():
        _quantity(quantity, path, where)
    check_burden(actor.start["gdp"].value, actor.start["strength"].value, path, f"{where}.start")


def _quantity(own: Quantity, path: Path, where: str) -> None:
    """Refuse a lever whose bounds or options mean nothing."""
    _label(own.title, path, f"{where}.{own.name}")
    if own.kind == "real" and not -_LARGEST <= own.low < own.high <= _LARGEST:
        most = number_text(_LARGEST)
        refuse(path, f"{where}.{own.name}", f"{shown(own.low)} to {shown(own.high)}: expected bounds within -{most} and {most}")
    for option in own.options:
        _name(option, path, f"{where}.{own.name}")
    _once(own.options, path, f"{where}.{own.name}")


def _pairs(theatre: Theatre, path: Path) -> None:
    """Refuse rivalries and channels that join an actor with itself, or the same two twice."""
    if not theatre.rivalries:
        refuse(path, "rivalries", "none is left: expected at least one pair of actors")
    for key, pairs in (
        ("rivalries", [(rivalry.first, rivalry.second) for rivalry in theatre.rivalries]),
        ("channels", [channel.parties for channel in theatre.channels]),
    ):
        _once([" and ".join(sorted(pair)) for pair in pairs], path, key)
        for first, second in pairs:
            if first == second:
                refuse(path, key, f"{first} and {second}: expected two actors")
    for channel in theatre.channels:
        if theatre.challenger.name not in channel.parties:
            refuse(path, f"channels.{channel.name}", f"expected {theatre.challenger.name} as one of the parties")
    for key in ("headline_weight", "regional_weight"):
        weights = [getattr(rivalry, key) for rivalry in theatre.rivalries]
        for rivalry, weight in zip(theatre.rivalries, weights, strict=True):
            if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 1:
                refuse(path, f"rivalries.{rivalry.name}.{key}", f"{shown(weight)}: expected a number from 0 to 1")
        if not sum(weights) > 0:
            refuse(path, f"rivalries.{key}", "expected at least one weight above 0")


def _alliances(theatre: Theatre, path: Path) -> None:
    """Refuse a theatre without its main alliance, and alliances of others than the patron with proteges."""
    patron, main = theatre.patron.name, theatre.main_protege.name
    proteges = [actor.name for actor in theatre.having("main_protege", "protege")]
    for alliance in theatre.alliances:
        if alliance.patron != patron or alliance.protege not in proteges:
            refuse(path, f"alliances.{alliance.name}", f"expected {patron} as patron and one of {', '.join(proteges)} as protege")
        if alliance.troops not in (known := theatre.patron.lever_names):
            refuse(path, f"alliances.{alliance.name}.troops", f"unknown lever{nearest(str(alliance.troops), known)}")
    if not theatre.alliances or theatre.alliances[0].protege != main:
        refuse(path, "alliances", f"expected one of {patron} with {main}")


def _name(name: object, path: Path, where: str) -> None:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        refuse(path, where, f"{shown(name)} cannot be a name: expected small letters, digits and _ such as south_korea")


def _label(label: object, path: Path, where: str) -> None:
    if not isinstance(label, str) or not 0 < len(label) <= 120 or printable(label) != label:
        refuse(path, where, f"{shown(label)} cannot be a label: expected some words on one line")


def _once(names: Iterable[str], path: Path, where: str) -> None:
    for name, number in Counter(names).items():
        if number > 1:
            refuse(path, where, f"'{name}' comes {number} times: expected each once")
