"""Play a game of doctrines: the study behind `sim.game` and `peninsula game`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.analysis.games import game as analysis
from sim.analysis.games.answers import answer_sentences, regret_sentence
from sim.analysis.games.game import refuse_too_large, utility_of
from sim.analysis.games.moves import OWN, Move, move, owner_of, settings
from sim.analysis.games.payoffs import Utility
from sim.analysis.games.solved_game import refuse_imprecise
from sim.analysis.games.told import told
from sim.analysis.worldviews import named_worldviews
from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.extras import require
from sim.foundations.plain_values import listed
from sim.model.expression import expression
from sim.plots.games import game as figures
from sim.plots.games import payoffs as payoff_figures
from sim.scenario.doctrines import load_doctrine
from sim.scenario.doctrines.dated import KEY
from sim.scenario.scenario import Scenario
from sim.scenario.stakes import stake_ranges
from sim.scenario.stakes.weights import OF_STAKES
from sim.scenario.theatre import Actor, Theatre
from sim.storage.analysis_folder import analysis_hash
from sim.studies.command_text import command_text
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.sources import adjustments, load_scenario, load_under_worldviews
from sim.studies.study_folder import StudyFolder, field_values, json_document

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class Game(analysis.Game):
    """A game with its folder, or None; see `sim.analysis.games.game.Game` for its tables."""

    folder: Path | None = None

    def __repr__(self) -> str:
        return f"<Game of {', '.join(self.labels)} in {self.base.name} under {len(self.worldviews)} worldviews>"

    @property
    def tables(self) -> Mapping[str, "DataFrame"]:
        """All tables, by the names of their files."""
        return {
            "payoffs": self.payoff_table(),
            "equilibria": self.equilibrium_table(),
            "answers": self.answer_table(),
            "regret": self.regret_table(),
            "stakes": self.stake_table(),
        }

    def sentences(self) -> list[str]:
        """Return what the game says of every player that goes first, in words."""
        return [
            sentence
            for first in range(len(self.moves))
            for sentence in (*answer_sentences(self, first), regret_sentence(self, first))
        ]

    def plot(self) -> "Figure":
        """Return the logit equilibrium by worldview."""
        return figures.equilibrium(self)

    def document(self) -> dict[str, Any]:
        """Return all tables and sentences, ready for JSON."""
        players = {move.actor.name: list(move.strategies) for move in self.moves}
        return json_document(
            self.folder,
            self.tables,
            players=players,
            worldviews=list(self.worldviews),
            precision=dict(zip(self.worldviews, (each.precision for each in self.solved), strict=True)),
            all_equilibria_found=dict(zip(self.worldviews, (each.nash.complete for each in self.solved), strict=True)),
            sentences=self.sentences(),
        )


def game(
    scenario: str | Path,
    players: Sequence[str] = (),
    doctrines: Mapping[str, Sequence[str]] | None = None,
    worldviews: str = "all",
    utilities: Mapping[str, str] | None = None,
    precision: float | None = None,
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = 500,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    *,
    nowcast: str | Path | None = None,
    results: str | Path | None = None,
    overwrite: bool = False,
    svg: bool = False,
    progress: ProgressBar = no_progress,
) -> Game:
    """Play a game: every profile of doctrines in the same worlds, valued by each government, solved under each worldview.

    players: actors, aliases allowed (none: patron, main protege, challenger and main backer). doctrines: player -> names, or
    "own" for what the scenario gives it (None: all of its role). worldviews: names with commas between them, or "all".
    utilities: player -> expression instead of what is declared. precision: of choices, per unit of payoff (None:
    `choice_precision`). overrides: as in `load`, and weights of stakes. results: folder under which tables and figures are
    written (None: they are not).
    Raises PeninsulaError for an unknown player or doctrine, a game that is too large, or a utility that cannot be read.
    """
    asked = dict(locals())
    require("pygambit", "games")
    views = named_worldviews(worldviews)
    given = dict(overrides or {})
    weights = {name: given.pop(key) for key in list(given) if (name := key.removeprefix("assumptions.")) in OF_STAKES}
    changes = adjustments(given, worlds, months, seed, nowcast)
    (by_view,) = load_under_worldviews([scenario], changes, views)
    if precision is not None:
        refuse_imprecise(precision)
    base = by_view[0]
    moves = _moves(listed(players), doctrines or {}, base.theatre)
    valued = _utilities(moves, utilities or {}, base)
    for view in views:
        stake_ranges(base.theatre, view, weights)  # what is wrong with a weight is said before anything runs
    _refuse_held(given, moves, base.theatre)
    refuse_too_large(moves, base, len(views))
    names = {name for each in moves for name in each.actor.names}
    common = {key: value for key, value in given.items() if owner_of(key) not in names} | {"worldview": views[0]}
    profiles = [load_scenario(scenario, replace(changes, overrides=common | chosen)) for chosen in settings(moves, base, given)]
    options = {each.actor.name: each.strategies for each in moves}, weights, utilities, precision
    study = StudyFolder(
        results,
        overwrite,
        "game",
        f"game-{base.name}",
        {base.name: base},
        analysis_hash("game", [*by_view, *profiles], repr(options)),
        svg=svg,
    )
    study.reserve()
    world_months = len(profiles) * len(views) * base.worlds * base.months
    profiled = f"{len(profiles)} profiles x {len(views)} worldviews"
    with study.resumable() as known, progress(profiled + known, world_months) as advance:
        found = analysis.game(by_view, views, profiles, moves, valued, weights, precision, workers, advance)
    result = Game(**field_values(found))
    facts = {
        "title": f"Game of {', '.join(result.labels)} in {base.title}",
        "players": {each.actor.name: list(each.strategies) for each in moves},
        "worldviews": list(views),
        "result": regret_sentence(result),
        "command": command_text(game, asked),
        "told": told(result).document(),
    }
    folder = study.write(facts, result.tables, _figures(result))
    return replace(result, folder=folder)


def _moves(players: Sequence[str], doctrines: Mapping[str, Sequence[str]], theatre: Theatre) -> list[Move]:
    """Return the players with their strategies, in the order in which they are named."""
    named = players or [actor.name for role in analysis.USUAL for actor in theatre.having(role)]
    actors = [_actor(name, theatre, "--players") for name in named]
    if twice := [actor.name for place, actor in enumerate(actors) if actor in actors[:place]]:
        raise PeninsulaError(f"--players: {twice[0]} is named twice: expected each once")
    if len(actors) < 2:
        raise PeninsulaError(f"--players {', '.join(named)}: a game needs two players or more, such as --players us,north_korea")
    chosen = {_actor(name, theatre, "--doctrines").name: listed(names) for name, names in doctrines.items()}
    if idle := [name for name in chosen if name not in [actor.name for actor in actors]]:
        raise PeninsulaError(f"--doctrines {idle[0]}: it is none of the players: add it to --players")
    return [move(actor, chosen.get(actor.name, ())) for actor in actors]


def _actor(name: str, theatre: Theatre, option: str) -> Actor:
    if name not in theatre.by_name:
        expected = ", ".join(actor.name for actor in theatre.actors)
        raise PeninsulaError(
            f"{option}: '{name}' is no actor of this scenario: expected {expected}{nearest(name, theatre.by_name)}"
        )
    return theatre.by_name[name]


def _utilities(moves: Sequence[Move], own: Mapping[str, str], base: Scenario) -> list[Utility]:
    """Return the utility of each player: declared, or an expression of the caller."""
    written = {_actor(name, base.theatre, "--utility").name: text for name, text in own.items()}
    if idle := [name for name in written if name not in [each.actor.name for each in moves]]:
        raise PeninsulaError(f"--utility {idle[0]}: it is none of the players: add it to --players")
    found = []
    for each in moves:
        name = each.actor.name
        if name not in written:
            found.append(utility_of(each.actor, base.theatre))
            continue
        try:
            found.append(Utility(name, expression=expression(written[name], base, "number")))
        except PeninsulaError as error:
            raise PeninsulaError(f"--utility {name}: {error}") from None
    return found


def _refuse_held(overrides: Mapping[str, Any], moves: Sequence[Move], theatre: Theatre) -> None:
    """Raise PeninsulaError when an override holds a lever or doctrine of a player that its strategies set."""
    players = {name: each for each in moves for name in each.actor.names}
    for key in overrides:
        player, name = players.get(owner_of(key)), key.rpartition(".")[2]
        if player is None or OWN in player.strategies:
            continue
        doctrine = load_doctrine(player.actor.role, player.strategies[0])
        if name in (KEY, *doctrine.levers_of(player.actor)):
            raise PeninsulaError(
                f"--set {key}: each doctrine of {player.actor.name} sets this: leave it out, or add 'own', what the scenario "
                "gives this player, to --doctrines"
            )


def _figures(result: Game) -> dict[str, Callable[[], "Figure"]]:
    drawn: dict[str, Callable[[], Figure]] = {
        "equilibrium": partial(figures.equilibrium, result),
        "regret": partial(figures.regret, result),
    }
    drawn |= {f"answers_to_{each.actor.name}": partial(figures.answers, result, first) for first, each in enumerate(result.moves)}
    if len(result.moves) == 2:
        return drawn | {"payoffs": partial(payoff_figures.matrices, result)}
    return drawn | {
        f"payoffs_{view}": partial(payoff_figures.profiles, result, number) for number, view in enumerate(result.worldviews)
    }
