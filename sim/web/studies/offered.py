"""What the forms of the studies begin with, and what they let a reader choose."""

from typing import Any

from sim.analysis.games.moves import OWN, Move
from sim.analysis.pathways.terms import AFTER, FOR_MONTHS
from sim.analysis.signposts.event_ahead import LEADS, WITHIN
from sim.scenario.doctrines import known_doctrines
from sim.scenario.scenario import Scenario
from sim.scenario.theatre import Actor, Role

WORLDS = {"signposts": 400, "pathways": 200, "game": 200}
"""Worlds of each study unless its form says otherwise: an answer within about ten seconds of one worker; the command line takes
500, and 2,000 for signposts."""

EVENT = "count(clash) > 0"
"""The event to be warned of, unless another is written: the example of the command."""

TARGET = "{headline} < 85 and count(clash) == 0"
"""The target of pathways, unless another is written: the example of the command."""

PLAYERS: tuple[Role, ...] = ("patron", "challenger")
"""The roles that play unless others are chosen: of two players a game is a matrix, and an answer takes seconds."""


def offered(scenario: Scenario) -> dict[str, Any]:
    """Return the fields of each study with their values at first, and the doctrines that each actor may play."""
    theatre = scenario.theatre
    players = [actor for role in PLAYERS for actor in theatre.having(role)]
    return {
        "signposts": {
            "worlds": WORLDS["signposts"], "warn_of": EVENT, "within": WITHIN, "leads": list(LEADS), "false_alarms": 0,
        },
        "pathways": {
            "worlds": WORLDS["pathways"], "target": TARGET.format(headline=theatre.headline), "for_months": FOR_MONTHS,
            "after": AFTER, "lead_months": 0, "transfers": True,
        },
        "game": {
            "worlds": WORLDS["game"], "worldviews": "all",
            "players": {actor.name: list(known_doctrines(actor.role)) for actor in players},
        },
        "doctrines": {actor.name: _doctrines(actor, scenario) for actor in theatre.actors},
    }  # fmt: skip


def _doctrines(actor: Actor, scenario: Scenario) -> list[dict[str, str]]:
    """Return name and title of each doctrine of an actor, and of the policy that the scenario gives it."""
    names = (*known_doctrines(actor.role), OWN)
    return [{"name": name, "title": Move(actor, names).title(name, scenario.theatre)} for name in names]
