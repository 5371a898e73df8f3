"""Figures of a game: equilibria and regret by worldview, how others answer whoever goes first."""

from collections.abc import Callable, Sequence
from functools import partial
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.games.answers import capital, worded
from sim.analysis.games.game import Game
from sim.analysis.games.payoffs import Numbers
from sim.analysis.games.solved_game import BAND, SolvedGame
from sim.plots import theme

INTERVALS = "Dots: at the mean payoffs. Lines: 90 % of bootstrap samples, over worlds and over what governments may value."

GAP = 0.45
"""Inches between two rows of panels, in which a title stands."""

type Row = tuple[Numbers, Numbers]
"""A number of each strategy of a player, shape (strategy,), and in bootstrap samples, shape (sample, strategy)."""


def equilibrium(game: Game) -> Figure:
    """Return the probability of every doctrine in the logit equilibrium, a panel for each player, by worldview."""

    def read(player: int, solved: SolvedGame) -> Row:
        own = solved.blocks[player]
        return solved.point.quantal[own], solved.quantal[:, own]

    return _panels(game, "What governments do once all answer one another", "probability in the logit equilibrium", read, (0, 1))


def regret(game: Game) -> Figure:
    """Return the regret of every doctrine once the others have answered, a panel for each player, by worldview."""

    def read(player: int, solved: SolvedGame) -> Row:
        own = solved.blocks[player]
        return solved.regret(solved.point.values)[own], solved.regret(solved.values)[:, own]

    title = "Regret of going first with a doctrine, once the others answer"
    return _panels(game, title, "payoff short of the player's best; 1 is the spread over worlds", read, (0, None))


def answers(game: Game, first: int = 0) -> Figure:
    """Return how the others answer a player that goes first: a row for each of its doctrines, a column for each other player."""
    move = game.moves[first]
    others = [player for player in range(len(game.moves)) if player != first]

    def read(place: int, player: int, solved: SolvedGame) -> Row:
        return solved.point.answers[place, solved.blocks[player]], solved.answers[:, place, solved.blocks[player]]

    rows, columns = len(move.strategies), len(others)
    panel = max(0.6, 0.24 * len(game.worldviews))
    width, height = max(8.5, 1.6 + 3.2 * columns), 2.0 + rows * (GAP + panel)
    with theme.style():
        title = f"How the others answer if {capital(move.actor)} goes first"
        figure = theme.sheet(title, _subtitle(game), width, height, f"Not a forecast. {INTERVALS}")
        grid = figure.add_gridspec(
            rows, columns, left=1.45 / width, right=1 - 0.2 / width, top=1 - 1.7 / height, bottom=0.75 / height,
            hspace=GAP / panel, wspace=0.08,
        )  # fmt: skip
        for row, name in enumerate(move.strategies):
            for column, player in enumerate(others):
                axes = figure.add_subplot(grid[row, column])
                place = game.solved[0].blocks[first].start + row
                _dots(axes, game, player, partial(read, place, player), (0, 1))
                if column:
                    axes.set_yticklabels([])
                if row == 0:
                    _legend(axes, game, player, above=0.32 / panel)
                if row < rows - 1:
                    axes.set_xticklabels([])
                else:
                    axes.set_xlabel("probability of the answer")
                if column == 0:
                    axes.set_title(f"to {worded(name)}", loc="left", fontsize=9.5, fontweight="bold")
    return figure


def _panels(
    game: Game,
    title: str,
    label: str,
    read: Callable[[int, SolvedGame], Row],
    limits: tuple[float | None, float | None],
) -> Figure:
    """Return a panel for each player: a number of every strategy, by worldview."""
    rows = -(-len(game.moves) // 2)
    height = 1.9 + rows * (1.25 + 0.3 * len(game.worldviews))
    with theme.style():
        figure = theme.sheet(title, _subtitle(game), 10.4, height, f"Not a forecast. {INTERVALS}")
        grid = figure.add_gridspec(
            rows, 2, left=0.13, right=0.97, top=1 - 1.5 / height, bottom=0.8 / height, hspace=0.5, wspace=0.32
        )
        for player in range(len(game.moves)):
            axes = figure.add_subplot(grid[player // 2, player % 2])
            _dots(axes, game, player, partial(read, player), limits)
            _legend(axes, game, player, above=0.02)
            axes.set_xlabel(label)
    return figure


def _dots(
    axes: Axes, game: Game, player: int, read: Callable[[SolvedGame], Row], limits: tuple[float | None, float | None]
) -> None:
    """Draw a row for each worldview, and in it a dot with its interval for each strategy of a player."""
    number = len(game.moves[player].strategies)
    offsets = np.linspace(-0.27, 0.27, number)
    for row, solved in enumerate(game.solved):
        points, drawn = read(solved)
        low, high = np.quantile(drawn, BAND, axis=0)
        for strategy, offset in enumerate(offsets):
            colour = theme.COLOURS[strategy % len(theme.COLOURS)]
            axes.plot([low[strategy], high[strategy]], [row + offset] * 2, color=colour, linewidth=1.4, alpha=0.6)
            axes.plot(points[strategy], row + offset, "o", color=colour, markersize=4.5, markeredgecolor="white", zorder=3)
        if row:
            axes.axhline(row - 0.5, color=theme.GRID, linewidth=0.6)
    axes.set_yticks(range(len(game.worldviews)), game.worldviews)
    axes.set_ylim(len(game.worldviews) - 0.5, -0.5)
    axes.margins(x=0.03)
    theme.clean(axes, values="x")
    low_end, high_end = limits
    axes.set_xlim(None if low_end is None else low_end - 0.02, None if high_end is None else high_end + 0.02)


def _legend(axes: Axes, game: Game, player: int, above: float) -> None:
    """Write the player above axes, and its strategies in their colours."""
    names = [worded(name) for name in game.moves[player].strategies]
    for strategy, name in enumerate(names):
        axes.plot([], [], "o", color=theme.COLOURS[strategy % len(theme.COLOURS)], markersize=5, label=name)
    axes.legend(
        frameon=False, fontsize=8, loc="lower left", bbox_to_anchor=(-0.02, 1 + above), ncols=len(names), handletextpad=0.1,
        columnspacing=0.9, borderaxespad=0, title=game.labels[player], title_fontproperties={"weight": "bold", "size": 9.5},
        alignment="left",
    )  # fmt: skip


def _subtitle(game: Game) -> str:
    return (
        f"{game.base.title}  ({game.base.worlds:,} worlds of {game.base.months} months in each of "
        f"{len(game.solved[0].resampled[0, 0]):,} profiles)"
    )


def wrapped(names: Sequence[str], width: int = 13) -> list[str]:
    """Return names of strategies as tick labels."""
    return [fill(worded(name), width) for name in names]
