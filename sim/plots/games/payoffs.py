"""Figures of the payoffs of a game: matrices of two players with arrows of best responses, maps of profiles for more players."""

from math import prod

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.analysis.games.answers import worded
from sim.analysis.games.game import Game
from sim.analysis.games.solved_game import SolvedGame
from sim.analysis.methods.equilibria import pure_equilibria
from sim.plots import theme
from sim.plots.games.game import wrapped

UNIT = "Payoff 0: mean over profiles; 1: spread over worlds."
COLUMNS = 3


def matrices(game: Game) -> Figure:
    """Return the payoff matrix of two players under each worldview; arrows lead from each cell to the best response."""
    columns = min(COLUMNS, len(game.worldviews))
    rows = -(-len(game.worldviews) // columns)
    down, across = (len(each.strategies) for each in game.moves)
    width, height = max(8.5, 1.5 + columns * (1.1 * across + 0.7)), 1.75 + rows * (0.85 * down + 0.75)
    first, second = game.labels
    with theme.style():
        figure = theme.sheet(
            f"Payoffs of {first} and {second}", _subtitle(game), width, height,
            f"Not a forecast. {UNIT} Arrows: best answers. Frame: Nash equilibrium, in % of samples.",
        )  # fmt: skip
        for at, (label, actor) in enumerate(zip(game.labels, game.moves, strict=True)):
            word = "rows, first number, arrows up and down" if at == 0 else "columns, second number, arrows across"
            text = f"{label}: {word}"
            figure.text(0.02 + 0.5 * at, 1 - 0.72 / height, text, color=actor.actor.colour, fontsize=9, va="top")
        grid = figure.add_gridspec(
            rows, columns, left=1.1 / width, right=1 - 0.2 / width, top=1 - 1.55 / height, bottom=0.5 / height,
            hspace=0.75 / (0.85 * down), wspace=0.12,
        )  # fmt: skip
        for number, (view, solved) in enumerate(zip(game.worldviews, game.solved, strict=True)):
            axes = figure.add_subplot(grid[number // columns, number % columns])
            _matrix(axes, game, solved)
            axes.set_title(view, loc="left", fontweight="bold", pad=22)
            if number % columns:
                axes.set_yticklabels([])
    return figure


def profiles(game: Game, view: int = 0) -> Figure:
    """Return a map of every profile for each player under one worldview: colour is the payoff, a dot a best response."""
    solved = game.solved[view]
    half = len(game.moves) // 2
    down, across = prod(solved.shape[:half]), prod(solved.shape[half:])
    rows = -(-len(game.moves) // 2)
    width = max(9.5, 2.6 + 2 * (0.36 * across + 0.5))
    height = 3.05 + rows * (0.3 * down + 0.45)
    with theme.style():
        figure = theme.sheet(
            f"Payoffs of every profile under {game.worldviews[view]}", _subtitle(game), width, height,
            f"Not a forecast. {UNIT} Dot: the player answers best. Frame: Nash equilibrium.",
        )  # fmt: skip
        grid = figure.add_gridspec(
            rows, 2, left=2.0 / width, right=1 - 0.9 / width, top=1 - 1.2 / height, bottom=1.75 / height,
            hspace=0.45 / (0.3 * down), wspace=0.06,
        )  # fmt: skip
        most = float(np.abs(solved.payoffs).max())
        for player, label in enumerate(game.labels):
            axes = figure.add_subplot(grid[player // 2, player % 2])
            drawn = axes.imshow(
                solved.payoffs[player].reshape(down, across), cmap=theme.BETTER_OR_WORSE, vmin=-most, vmax=most, aspect="auto"
            )
            best = np.argwhere(solved.best[player].reshape(down, across))
            axes.plot(best[:, 1], best[:, 0], ".", color=theme.INK, markersize=4)
            for row, column in np.argwhere(pure_equilibria(solved.payoffs).reshape(down, across)):
                _frame(axes, row, column)
            axes.set_title(f"Payoff of {label}", loc="left", fontsize=9.5, fontweight="bold")
            _nested(axes, game, half, left=player % 2 == 0, below=player + 2 >= len(game.moves))
        bar = figure.add_axes((1 - 0.7 / width, 1.75 / height, 0.13 / width, 1 - 2.95 / height))
        figure.colorbar(drawn, cax=bar).outline.set_visible(False)
    return figure


def _matrix(axes: Axes, game: Game, solved: SolvedGame) -> None:
    """Draw payoffs of two players, the arrows of best responses, and frames around pure equilibria."""
    down, across = solved.shape
    colours = [each.actor.colour for each in game.moves]
    axes.imshow(solved.stability, cmap="Greys", vmin=0, vmax=3, aspect="auto")
    equilibria = pure_equilibria(solved.payoffs)
    for row, column in np.ndindex(down, across):
        own, other = solved.payoffs[:, row, column]
        axes.text(column - 0.05, row, f"{own:+.2f}", ha="right", va="center", fontsize=8.5, color=colours[0])
        axes.text(column + 0.05, row, f"{other:+.2f}", ha="left", va="center", fontsize=8.5, color=colours[1])
        if equilibria[row, column]:
            _frame(axes, row, column)
            share = f"{solved.stability[row, column]:.0%}"
            axes.text(column, row + 0.34, share, ha="center", va="center", fontsize=7, color=theme.QUIET)
    best = solved.payoffs[0].argmax(axis=0), solved.payoffs[1].argmax(axis=1)
    for row, column in np.ndindex(down, across):
        if row != best[0][column]:
            _arrow(axes, (column - 0.44, row), (column - 0.44, best[0][column]), colours[0])
        if column != best[1][row]:
            _arrow(axes, (column, row - 0.36), (best[1][row], row - 0.36), colours[1])
    axes.set_xticks(range(across), wrapped(game.moves[1].strategies))
    axes.xaxis.tick_top()
    axes.set_yticks(range(down), wrapped(game.moves[0].strategies))
    axes.tick_params(length=0, labelsize=8)
    axes.spines[:].set_visible(False)


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.1, "shrinkA": 4, "shrinkB": 4, "mutation_scale": 9}
    axes.annotate("", xy=end, xytext=start, arrowprops=style)


def _frame(axes: Axes, row: int, column: int) -> None:
    axes.add_patch(Rectangle((column - 0.48, row - 0.47), 0.96, 0.94, fill=False, edgecolor=theme.INK, linewidth=1.6, zorder=4))


def _nested(axes: Axes, game: Game, half: int, left: bool, below: bool) -> None:
    """Label rows by the strategies of the first players, columns by those of the others, and divide them by the first of each."""
    rows, columns = game.moves[:half], game.moves[half:]
    down, across = ([len(each.strategies) for each in some] for some in (rows, columns))
    axes.set_yticks(range(prod(down)), _labels(game, 0, half) if left else [""] * prod(down), fontsize=7)
    texts = _labels(game, half, len(game.moves)) if below else [""] * prod(across)
    axes.set_xticks(range(prod(across)), texts, fontsize=7, rotation=90)
    for position in range(down[-1], prod(down), down[-1]):
        axes.axhline(position - 0.5, color="white", linewidth=2)
    for position in range(across[-1], prod(across), across[-1]):
        axes.axvline(position - 0.5, color="white", linewidth=2)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _labels(game: Game, low: int, high: int) -> list[str]:
    shape = [len(each.strategies) for each in game.moves[low:high]]
    return [
        ", ".join(worded(game.moves[low + at].strategies[own]) for at, own in enumerate(profile))
        for profile in np.ndindex(*shape)
    ]


def _subtitle(game: Game) -> str:
    return f"{game.base.title}  ({game.base.worlds:,} worlds, means over {game.base.months} months)"
