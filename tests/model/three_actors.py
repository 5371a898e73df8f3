"""A made-up theatre of three actors: a patron, its protege and a challenger without backers."""

from collections.abc import Mapping

from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.conditions import OF_ACTORS, OF_CHALLENGER, OF_THEATRE, of_channel
from sim.scenario.levers import LEVERS
from sim.scenario.quantity import Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.theatre import Actor, Alliance, Channel, Figure, Rivalry, Role, Theatre


def figures(**values: float) -> dict[str, Figure]:
    """Return starting values that say they are made up."""
    return {key: Figure(value, "made up") for key, value in values.items()}


def actor(name: str, role: Role, strength: float) -> Actor:
    """Return an actor of a role with all its levers under their rule names."""
    levers = {lever.name: lever for lever in LEVERS[role]}
    happening = OF_ACTORS + (OF_CHALLENGER if role == "challenger" else ())
    start = figures(gdp=strength * 40, growth=1, reach=0.5, strength=strength, consensus=0.6, consensus_rest=0.6)
    return Actor(
        name, name.title(), name[:2].upper(), f"{name}_city", role, "#0072B2", (), False, start, levers,
        {key: key for key in levers}, {condition.name: condition for condition in happening},
    )  # fmt: skip


HAPPENING = (*OF_THEATRE, of_channel("north_south", "North-South"), of_channel("middle_south", "Middle-South"))


def theatre() -> Theatre:
    """Return the made-up theatre."""
    pair = figures(
        first_hostility=0.5, second_hostility=0.6, first_rest=0.45, second_rest=0.5, first_trust=0.2, second_trust=0.2,
        first_trust_rest=0.2, second_trust_rest=0.2, heat=0.2,
    )  # fmt: skip
    return Theatre(
        name="duel",
        label="A made-up duel",
        headline="duel_tension",
        headline_label="Duel Tension Index",
        actors=(actor("north", "patron", 400), actor("middle", "main_protege", 40), actor("south", "challenger", 30)),
        rivalries=(
            Rivalry("north_south", "North-South", "north", "south", pair, 0.5, 0.5),
            Rivalry("middle_south", "Middle-South", "middle", "south", pair, 0.5, 0.5),
        ),
        alliances=(
            Alliance(
                "north_middle", "north", "middle", "troops_main", figures(protege_credibility=0.6, challenger_credibility=0.6)
            ),
        ),
        channels=(
            Channel("north_south", "North-South", ("north", "south")),
            Channel("middle_south", "Middle-South", ("middle", "south")),
        ),
        start=figures(
            warheads=5, fissile=5, tech=0.4, readiness=0.6, sanctions=0.5, relief=0, missile_tests_a_month=0.5,
            nuclear_pressure=0.2, polarisation=0.4, index_mean=0.5, index_peak=0.8, gpr_level=-1,
        ),
        conditions={condition.name: condition for condition in HAPPENING},
        condition_names={condition.name: condition.name for condition in HAPPENING},
        seats={"patron": "North", "protege": "Middle", "challenger": "South"},
    )  # fmt: skip


def scenario(months: int = 24, worlds: int = 8, seed: int = 1) -> Scenario:
    """Return a scenario of the made-up theatre with every default and every full prior range."""
    stage = theatre()

    def schedules(quantities: Mapping[str, Quantity]) -> dict[str, Schedule]:
        return {name: Schedule(quantity.coded_default) for name, quantity in quantities.items()}

    return Scenario(
        name="duel", title="A made-up duel", description="", hypothesis="", references=(), theatre=stage,
        situation=stage, start=2025 * 12,
        months=months, worlds=worlds, seed=seed, worldview="agnostic",
        policy={actor.name: schedules(actor.levers) for actor in stage.actors},
        conditions={actor.name: schedules(actor.conditions) for actor in stage.actors}
        | {"theatre": schedules(stage.conditions)},
        assumptions={assumption.name: (assumption.low, assumption.high) for assumption in ASSUMPTIONS}, origins={},
    )  # fmt: skip
