"""A solved game as tables: payoffs, equilibria, answers and regret, each with its 90 % interval."""

from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.games.solved_game import BAND, SolvedGame
from sim.analysis.methods.equilibria import Mixtures, pure_equilibria

if TYPE_CHECKING:
    from pandas import DataFrame


def payoff_table(solved: SolvedGame) -> "DataFrame":
    """Return a row per profile and player: the payoff with its 90 % interval, whether the player answers best there.

    equilibrium: whether the profile is a pure Nash equilibrium; stability: in what share of bootstrap samples it is.
    """
    from pandas import DataFrame

    low, high = np.quantile(solved.resampled, BAND, axis=0)
    equilibria = pure_equilibria(solved.payoffs)
    rows = []
    for number, profile in enumerate(np.ndindex(solved.shape)):
        chosen = {player: solved.strategies[at][profile[at]] for at, player in enumerate(solved.players)}
        rows += [
            chosen
            | {
                "player": player, "payoff": solved.payoffs[at][profile], "low": low[at, number], "high": high[at, number],
                "best_response": bool(solved.best[at][profile]), "equilibrium": bool(equilibria[profile]),
                "stability": solved.stability[profile],
            }
            for at, player in enumerate(solved.players)
        ]  # fmt: skip
    return DataFrame(rows)


def equilibrium_table(solved: SolvedGame) -> "DataFrame":
    """Return a row per equilibrium, player and strategy: its probability, with a 90 % interval for the logit equilibrium.

    kind: "logit", "pure" or "mixed". share: of bootstrap samples in which a pure equilibrium is one.
    """
    from pandas import DataFrame

    low, high = np.quantile(solved.quantal, BAND, axis=0)
    rows = [
        ("logit", 1, *solved.name(place), solved.point.quantal[place], low[place], high[place], np.nan)
        for place, _, _ in solved.options()
    ]
    for number, mixtures in enumerate(solved.nash.equilibria, 1):
        kind, share = _kind(solved, mixtures)
        probs = np.concatenate(mixtures)
        rows += [
            (kind, number, *solved.name(place), float(probs[place]), np.nan, np.nan, share) for place, _, _ in solved.options()
        ]
    return DataFrame(rows, columns=["kind", "number", "player", "strategy", "prob", "low", "high", "share"])


def answer_table(solved: SolvedGame) -> "DataFrame":
    """Return a row per strategy that a player goes first with, other player and its answer: probability, 90 % interval."""
    from pandas import DataFrame

    low, high = np.quantile(solved.answers, BAND, axis=0)
    rows = [
        (*solved.name(place), *solved.name(other), solved.point.answers[place, other], low[place, other], high[place, other])
        for place, player, _ in solved.options()
        for other, answering, _ in solved.options()
        if answering != player
    ]
    return DataFrame(rows, columns=["first", "strategy", "player", "answer", "prob", "low", "high"])


def regret_table(solved: SolvedGame) -> "DataFrame":
    """Return a row per player and strategy: its payoff once the others answer, and its regret, each with a 90 % interval.

    best: share of bootstrap samples in which no strategy of the player does better.
    """
    from pandas import DataFrame

    point, drawn = solved.regret(solved.point.values), solved.regret(solved.values)
    (low, high), (least, most) = np.quantile(drawn, BAND, axis=0), np.quantile(solved.values, BAND, axis=0)
    rows = [
        (
            *solved.name(place), solved.point.values[place], least[place], most[place], point[place], low[place], high[place],
            float((drawn[:, place] == 0).mean()),
        )
        for place, _, _ in solved.options()
    ]  # fmt: skip
    columns = ["player", "strategy", "payoff", "payoff_low", "payoff_high", "regret", "low", "high", "best"]
    return DataFrame(rows, columns=columns)


def _kind(solved: SolvedGame, mixtures: Mixtures) -> tuple[str, float]:
    """Return whether an equilibrium is pure or mixed, and how often a pure one is one."""
    if all(mixture.max() > 1 - 1e-6 for mixture in mixtures):
        return "pure", float(solved.stability[tuple(int(mixture.argmax()) for mixture in mixtures)])
    return "mixed", np.nan
