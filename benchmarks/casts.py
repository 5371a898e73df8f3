"""Casts of three to twelve actors: the Korean theatre, made smaller or joined by further partners like Japan."""

from collections.abc import Mapping
from dataclasses import replace

from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.quantity import Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.theatre import Theatre
from sim.scenario.theatre_file import load_theatre


def theatre_of(actors: int) -> Theatre:
    """Return a theatre of so many actors."""
    whole = load_theatre("korea", ("russia",))
    cast = list(whole.actors[:actors])
    names = {actor.name for actor in cast}
    rivalries = [each for each in whole.rivalries if {each.first, each.second} <= names]
    alliances = [each for each in whole.alliances if {each.patron, each.protege} <= names]
    channels = [each for each in whole.channels if set(each.parties) <= names]
    japan = whole.actor("japan")
    for number in range(2, actors - len(whole.actors) + 2):
        name = f"partner_{number}"
        cast.append(replace(japan, name=name, capital=f"capital_{number}", aliases=()))
        rivalries += [replace(each, name=f"{name}_dprk", first=name) for each in whole.rivalries if each.name == "japan_dprk"]
        alliances += [replace(each, name=f"us_{name}", protege=name) for each in whole.alliances if each.protege == "japan"]
    return replace(whole, actors=tuple(cast), rivalries=tuple(rivalries), alliances=tuple(alliances), channels=tuple(channels))


def scenario_of(actors: int, worlds: int, months: int = 120) -> Scenario:
    """Return a scenario of a theatre of so many actors, everything at its default."""
    theatre = theatre_of(actors)

    def defaults(quantities: Mapping[str, Quantity]) -> dict[str, Schedule]:
        return {name: Schedule(each.coded_default) for name, each in quantities.items()}

    return Scenario(
        name=f"{actors} actors", title="", description="", hypothesis="", references=(), theatre=theatre, situation=theatre,
        start=2025 * 12 + 1, months=months, worlds=worlds, seed=1, worldview="agnostic",
        policy={actor.name: defaults(actor.levers) for actor in theatre.actors},
        conditions={actor.name: defaults(actor.conditions) for actor in theatre.actors}
        | {"theatre": defaults(theatre.conditions)},
        assumptions={each.name: (each.low, each.high) for each in ASSUMPTIONS}, origins={},
    )  # fmt: skip
