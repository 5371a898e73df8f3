"""Equilibria of games in strategic form: quantal response and Nash, by Gambit (Savani & Turocy), the library pygambit.

Payoffs have the shape (player, strategy of the first player, of the second, ...). A mixture holds the probability of each
strategy of a player, shape (strategy,); a profile of mixtures has one for each player.
"""

import io
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.foundations.extras import require

type Numbers = NDArray[np.float64]
type Mixtures = tuple[Numbers, ...]

MOST_SUPPORTS = 5_000
"""Combinations of supports up to which all Nash equilibria of three players or more are looked for: about a second for four
players with three strategies each, and some ten times more for every strategy beyond."""

TIE = 1e-9
"""Payoffs that differ by less are equal, relative to the range of a player's payoffs: what rounding leaves of a tie."""


@dataclass(frozen=True)
class Nash:
    """Nash equilibria. complete: whether every isolated one was looked for, and found."""

    equilibria: tuple[Mixtures, ...]
    complete: bool


def logit_response(payoffs: Numbers, precision: float) -> Numbers:
    """Return the mixture of a player who answers payoffs of its own strategies, shape (strategy,).

    p_s = exp(q u_s) / sum exp(q u), precision q: 0 is chance, without bound it is the best response (McFadden 1974).
    """
    weights = np.exp(precision * (payoffs - payoffs.max()))
    return np.asarray(weights / weights.sum())


def quantal_response(payoffs: Numbers, precision: float) -> Mixtures:
    """Return the logit equilibrium on the branch that begins where everyone plays by chance (McKelvey & Palfrey 1995).

    Every player answers the mixtures of the others by `logit_response`. precision: >= 0, per unit of payoff.
    """
    if len(payoffs) == 1:
        return (logit_response(payoffs[0], precision),)
    if precision == 0:
        return tuple(np.full(number, 1 / number) for number in payoffs.shape[1:])
    from pygambit import qre

    game = _game(payoffs)
    return _mixtures(qre.logit_solve_lambda(game, precision)[0].profile, game)


def best_responses(payoffs: Numbers) -> NDArray[np.bool_]:
    """Return, for every player in every pure profile, whether no other strategy of its own would serve it better there."""
    best = [values >= values.max(axis=player, keepdims=True) - _slack(values) for player, values in enumerate(payoffs)]
    return np.array(best)


def pure_equilibria(payoffs: Numbers) -> NDArray[np.bool_]:
    """Return which pure profiles are Nash equilibria: everyone answers best, shape of one player's payoffs."""
    return np.asarray(best_responses(payoffs).all(axis=0))


def nash_equilibria(payoffs: Numbers) -> Nash:
    """Return the Nash equilibria, mixed ones too.

    Of two players all extreme ones (Mangasarian 1964). Of more players all isolated ones, by the polynomial equations of every
    support; where there are too many supports, the limit of the logit branch, beside the pure ones.
    """
    from pygambit import nash

    game = _game(payoffs)
    if len(payoffs) == 2:
        found = nash.enummixed_solve(game, rational=False)
        return Nash(tuple(_mixtures(each, game) for each in found.equilibria), True)
    if prod(2**number - 1 for number in payoffs.shape[1:]) <= MOST_SUPPORTS:
        found = nash.enumpoly_solve(game)
        return Nash(tuple(_mixtures(each, game) for each in found.equilibria), bool(found.success))
    pure = tuple(pure_mixtures(tuple(profile), payoffs.shape[1:]) for profile in np.argwhere(pure_equilibria(payoffs)))
    limit = nash.logit_solve(game).equilibrium
    known = () if limit is None else (_mixtures(limit, game),)
    return Nash((*pure, *(each for each in known if not any(_same(each, other) for other in pure))), False)


def pure_mixtures(profile: tuple[int, ...], strategies: tuple[int, ...]) -> Mixtures:
    """Return a pure profile as mixtures. profile: the strategy of each player; strategies: their numbers."""
    return tuple(np.eye(number)[own] for own, number in zip(profile, strategies, strict=True))


def expected(payoffs: Numbers, mixtures: Mixtures) -> Numbers:
    """Return the expected payoff of each player under mixtures, shape (player,)."""
    for mixture in reversed(mixtures):
        payoffs = payoffs @ mixture
    return np.asarray(payoffs)


def _game(payoffs: Numbers) -> Any:
    """Return a game of pygambit. Its reader of files is several times faster than its constructor from arrays."""
    require("pygambit", "games")
    import pygambit

    players = " ".join(f'"{number}"' for number in range(1, len(payoffs) + 1))
    # in a file the strategy of the first player varies fastest, and the payoffs of a profile stand together
    body = np.moveaxis(payoffs, 0, -1).transpose(*range(payoffs.ndim - 2, -1, -1), payoffs.ndim - 1).ravel()
    text = f'NFG 1 D "" {{ {players} }} {{ {" ".join(map(str, payoffs.shape[1:]))} }}\n\n{" ".join(map(repr, body.tolist()))}\n'
    return pygambit.read_nfg(io.StringIO(text))


def _mixtures(profile: Any, game: Any) -> Mixtures:
    return tuple(
        np.array([float(profile[player][strategy]) for strategy in game.get_strategies(player)]) for player in game.players
    )


def _slack(values: Numbers) -> float:
    return TIE * float(np.ptp(values))


def _same(one: Mixtures, other: Mixtures) -> bool:
    return all(np.allclose(first, second, atol=1e-6) for first, second in zip(one, other, strict=True))
