"""What a game tells a reader interested in policy: how the others answer the player that is named first."""

from collections.abc import Iterator

import numpy as np

from sim.analysis.games.answers import answer_sentences, capital, regret_sentence, worded
from sim.analysis.games.game import Game
from sim.analysis.games.solved_game import BAND
from sim.analysis.told import Told


def told(game: Game) -> Told:
    """Return what is told of a game."""
    first = game.moves[0].actor
    return Told(
        "What if they answer?",
        f"Every combination of the players' doctrines is simulated in the same {game.base.worlds:,} worlds and valued for each "
        f"government under each worldview ({', '.join(game.worldviews)}). What governments value is judgement; the intervals "
        "tell how much depends on it.",
        (*answer_sentences(game), regret_sentence(game)),
        "Probability of every doctrine once all answer one another (logit equilibrium), with its 90 % interval over worlds and "
        "what governments may value",
        ("Player", "Doctrine", *game.worldviews),
        tuple(mixtures(game)),
        {
            f"answers_to_{first.name}": f"How the others answer each doctrine of {capital(first)}, by worldview.",
            "regret": "What each doctrine falls short of the player's best once the others have answered, by worldview.",
        },
    )


def mixtures(game: Game) -> Iterator[tuple[str, ...]]:
    """Yield a row for each player and strategy: its probability in the logit equilibrium under each worldview."""
    for place, player, strategy in game.solved[0].options():
        cells = []
        for solved in game.solved:
            low, high = np.quantile(solved.quantal[:, place], BAND)
            cells.append(f"{_short(solved.point.quantal[place])} ({_short(low)}-{_short(high)})")
        yield (game.labels[player] if strategy == 0 else "", worded(game.moves[player].strategies[strategy]), *cells)


def _short(prob: float) -> str:
    return f"{prob:.2f}".replace("0.", ".", 1) if prob < 0.995 else "1"
