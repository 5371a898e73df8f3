"""What governments do once they answer one another: a game of doctrines, as the page asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from math import prod
from typing import TYPE_CHECKING, Any

from sim.analysis.games.moves import OWN
from sim.foundations.errors import PeninsulaError, shown
from sim.foundations.months import format_month
from sim.scenario.doctrines import known_doctrines
from sim.scenario.scenario import Scenario
from sim.scenario.theatre import Theatre
from sim.web.ensemble import Ensemble
from sim.web.fields import names, refuse_unknown, text
from sim.web.studies.asked import Base
from sim.web.studies.command import command, named_with_changes
from sim.web.studies.found import found, point
from sim.web.studies.progress import told_to_the_page
from sim.web.studies.wording import refuse_too_large
from sim.web.worker import Progress

if TYPE_CHECKING:
    from pandas import DataFrame

    from sim.studies.game import Game

MOST_PLAYERS = 8
"""Players of a game that a request may name: no theatre has more actors."""

MOST_DOCTRINES = 16
"""Doctrines of a player that a request may name."""


@dataclass(frozen=True)
class GameAsked:
    """A game of doctrines. players: with their doctrines, who goes first in summaries first. worldviews: names, or "all"."""

    players: Mapping[str, tuple[str, ...]]
    worldviews: str = "all"

    def answer(self, base: Base, progress: Progress) -> Mapping[str, Any]:
        """Return the equilibria, payoffs, answers and regret of the game, in the worlds of the settings."""
        from sim.analysis.games.told import told
        from sim.analysis.worldviews import named_worldviews
        from sim.studies.game import game

        given = {key: value for key, value in base.own.changes.items() if key != "worldview"}
        scenario = base.own.load(base.ensemble)
        _refuse_moved(base, scenario)
        self._refuse_no_choice(scenario.theatre)
        profiles = prod(map(len, self.players.values()))
        refuse_too_large(profiles * len(named_worldviews(self.worldviews)) * scenario.worlds * scenario.months)
        roles = {name: scenario.theatre.by_name[name].role for name in self.players}
        doctrines = {name: list(own) for name, own in self.players.items() if own != known_doctrines(roles[name])}
        asked: dict[str, Any] = {
            "players": list(self.players),
            "doctrines": doctrines,
            "worldviews": self.worldviews,
            "overrides": given,
        }
        sized = {key: value for key, value in base.ensemble.given().items() if key != "start"}
        with base.own.scenario_file() as source:
            result = game(source, **asked, **sized, workers=1, progress=told_to_the_page(progress))
        named = named_with_changes(base.own)
        words = command(game, base.ensemble, scenario=named.source, **asked)
        return found(told(result), scenario.worlds, words, [named], result.tables, **_charts(result))

    def _refuse_no_choice(self, theatre: Theatre) -> None:
        """Raise PeninsulaError when there is nobody to answer, or a player has no choice."""
        if len(self.players) < 2:
            raise PeninsulaError("choose two players or more: a game needs others who answer")
        for name, doctrines in self.players.items():
            if name not in theatre.by_name:
                expected = ", ".join(actor.name for actor in theatre.actors)
                raise PeninsulaError(f"{shown(name)} does not play here: expected some of {expected}")
            actor = theatre.by_name[name]
            if len(doctrines) < 2:
                raise PeninsulaError(f"choose two doctrines or more for {actor.label}, or leave it out of the players")


def parse_game(written: Mapping[str, Any]) -> GameAsked:
    """Return a question from the fields of its JSON; raises PeninsulaError for what is wrong with one."""
    refuse_unknown(written, tuple(GameAsked.__dataclass_fields__), "game")
    players = written.get("players", {})
    if not isinstance(players, dict) or len(players) > MOST_PLAYERS:
        raise PeninsulaError(f"players: expected an object with at most {MOST_PLAYERS} actors and their doctrines")
    return GameAsked(
        {name: names(players, name, MOST_DOCTRINES) for name in players}, text(written, "worldviews", 200, "all") or "all"
    )


def _refuse_moved(base: Base, scenario: Scenario) -> None:
    """Raise PeninsulaError when worlds begin in another month: each worldview reads the scenario anew, from its own start."""
    if base.ensemble.start is None:
        return
    written = base.own.load(Ensemble(worlds=scenario.worlds)).start
    if written != scenario.start:
        raise PeninsulaError(f"a game begins where its scenario does, in {format_month(written)}: choose that start again")


def _charts(result: "Game") -> dict[str, Any]:
    """Return strategies, equilibria, regret and payoffs by worldview, with what is said of them."""
    from sim.analysis.games.answers import nash_sentences

    mixed, regret, payoffs = result.equilibrium_table(), result.regret_table(), result.payoff_table()
    logit = mixed[mixed["kind"] == "logit"]
    return {
        "sentences": result.sentences(),
        "nash": list(nash_sentences(result)),
        "worldviews": list(result.worldviews),
        "players": [
            {
                "name": move.actor.name, "label": move.actor.label, "colour": move.actor.colour,
                "strategies": [
                    {
                        "own": strategy == OWN, "title": move.title(strategy, result.base.theatre),
                        "equilibrium": _points(logit, "prob", move.actor.name, strategy),
                        "regret": _points(regret, "regret", move.actor.name, strategy),
                    }
                    for strategy in move.strategies
                ],
            }
            for move in result.moves
        ],
        "payoffs": {view: _profiles(own, len(result.moves)) for view, own in payoffs.groupby("worldview", sort=False)},
    }  # fmt: skip


def _points(table: "DataFrame", column: str, player: str, strategy: str) -> list[dict[str, float | None]]:
    """Return a number of a strategy with its interval, under each worldview."""
    own = table[(table["player"] == player) & (table["strategy"] == strategy)]
    return [point(*row) for row in own[[column, "low", "high"]].itertuples(index=False)]


def _profiles(payoffs: "DataFrame", players: int) -> list[dict[str, Any]]:
    """Return a row for each profile under one worldview: its payoffs, and in what share of samples it is a Nash equilibrium."""
    rows = payoffs.to_dict("records")
    profiles = []
    for _, group in groupby(enumerate(rows), key=lambda numbered: numbered[0] // players):
        own = [row for _, row in group]
        profiles.append(
            {
                "payoffs": [point(row["payoff"], row["low"], row["high"]) | {"best": bool(row["best_response"])} for row in own],
                "equilibrium": bool(own[0]["equilibrium"]),
                "stability": float(own[0]["stability"]),
            }
        )
    return profiles
