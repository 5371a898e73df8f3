"""What a game says to a reader: who answers what, under how many worldviews, and who would regret going first."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from sim.analysis.games.game import Game
from sim.analysis.games.payoffs import Numbers
from sim.analysis.games.solved_game import BAND, SolvedGame
from sim.scenario.theatre import Actor


def answer_sentences(game: Game, first: int = 0) -> Iterator[str]:
    """Yield how the others answer each strategy of a player who goes first, in worldviews and probabilities."""
    move = game.moves[first]
    for strategy, name in enumerate(move.strategies):
        told = [_answer(game, first, strategy, other) for other in range(len(game.moves)) if other != first]
        yield f"If {capital(move.actor)} goes first with {worded(name)}, {'; '.join(told)}."


def regret_sentence(game: Game, first: int = 0) -> str:
    """Return which strategy serves a player best who goes first, and how much each is regretted where that is most."""
    move = game.moves[first]
    regrets = [_regret(solved, first) for solved in game.solved]
    best = Counter(int(point.argmin()) for point, _ in regrets)
    ((least, count),) = best.most_common(1)
    order = (least, *(strategy for strategy in range(len(move.strategies)) if strategy != least))
    told = [f"that of {worded(move.strategies[strategy])} {_worst(game, regrets, strategy)}" for strategy in order[1:]]
    return (
        f"Once the others answer, {worded(move.strategies[least])} serves {capital(move.actor)} best in "
        f"{_of(count, len(game.worldviews))}: its regret is at most {_worst(game, regrets, least)}, {', '.join(told)}."
    )


def nash_sentences(game: Game) -> Iterator[str]:
    """Yield the Nash equilibria under each worldview: pure ones by name, and how many mixed ones there are."""
    for view, solved in zip(game.worldviews, game.solved, strict=True):
        pure = [mixtures for mixtures in solved.nash.equilibria if all(each.max() > 1 - 1e-6 for each in mixtures)]
        named = [
            " - ".join(worded(own[int(mixture.argmax())]) for own, mixture in zip(solved.strategies, mixtures, strict=True))
            + f" ({solved.stability[tuple(int(mixture.argmax()) for mixture in mixtures)]:.0%} of samples)"
            for mixtures in pure
        ]
        mixed = len(solved.nash.equilibria) - len(pure)
        more = f"{mixed} mixed" if mixed else "no mixed one"
        rest = more if solved.nash.complete else f"{more} found, and too many combinations to look for all"
        yield f"Nash under {view}: {'; '.join(named) or 'no pure one'}; {rest}."


def _regret(solved: SolvedGame, first: int) -> tuple[Numbers, Numbers]:
    """Return the regret of each strategy of a player, shape (strategy,), and in bootstrap samples, shape (sample, strategy)."""
    own = solved.blocks[first]
    return solved.regret(solved.point.values)[own], solved.regret(solved.values)[:, own]


def _worst(game: Game, regrets: Sequence[tuple[Numbers, Numbers]], strategy: int) -> str:
    """Return the regret of a strategy under the worldview in which it is largest, with its interval."""
    told = [
        (float(point[strategy]), *np.quantile(drawn[:, strategy], BAND)[::-1].tolist(), view)
        for (point, drawn), view in zip(regrets, game.worldviews, strict=True)
    ]
    worst, high, low, view = max(told)
    under = f", under {view}" if len(told) > 1 and high > 0 else ""
    return f"{worst:.2f} ({low:.2f} to {high:.2f}{under})"


def capital(actor: Actor) -> str:
    """Return a government by its capital."""
    return actor.capital.replace("_", " ").title()


def worded(strategy: str) -> str:
    """Return the name of a strategy as it stands in a sentence."""
    return "the scenario's own policy" if strategy == "own" else strategy.replace("_", " ")


def _answer(game: Game, first: int, strategy: int, other: int) -> str:
    """Return the most probable answer of a player, in how many worldviews it is that, and its probability over these."""
    answers = [_mixture(solved, first, strategy, other) for solved in game.solved]
    likeliest = Counter(int(point.argmax()) for point, _ in answers)
    ((answer, count),) = likeliest.most_common(1)
    agreeing = [(point[answer], drawn[:, answer]) for point, drawn in answers if point.argmax() == answer]
    points = [point for point, _ in agreeing]
    low = min(float(np.quantile(drawn, BAND[0])) for _, drawn in agreeing)
    high = max(float(np.quantile(drawn, BAND[1])) for _, drawn in agreeing)
    name = worded(game.moves[other].strategies[answer])
    return (
        f"{capital(game.moves[other].actor)} most likely answers with {name} in {_of(count, len(answers))} "
        f"(probability {np.median(points):.2f}, intervals from {low:.2f} to {high:.2f})"
    )


def _mixture(solved: SolvedGame, first: int, strategy: int, other: int) -> tuple[Numbers, Numbers]:
    """Return the answer of a player, shape (strategy,), and in bootstrap samples, shape (sample, strategy)."""
    place, own = solved.blocks[first].start + strategy, solved.blocks[other]
    return solved.point.answers[place, own], solved.answers[:, place, own]


def _of(count: int, number: int) -> str:
    return f"{count} of {number} worldviews" if number > 1 else "this worldview"
