"""Figures of a robustness analysis: scenarios by worldview, regret, and trade-offs between aims."""

from textwrap import fill

import numpy as np
from matplotlib.figure import Figure

from sim.analysis.robust import Robustness
from sim.plots import theme


def matrix(result: Robustness, aim: int = 0) -> Figure:
    """Return mean differences from the reference, scenario by worldview; blue is better, orange worse; contested rows marked."""
    own = result.aims[aim]
    table = result.matrix()
    rows = table[table["outcome"] == own.text]
    shape = (len(result.scenarios), len(result.worldviews))
    gap = rows["difference"].to_numpy().reshape(shape)
    means = rows["mean"].to_numpy().reshape(shape)
    standing = result.standing[aim]
    height = 2.1 + 0.5 * shape[0]
    with theme.style():
        footer = "Not a forecast. Blue: better than the reference; orange: worse; white: no notable difference."
        figure = theme.sheet(f"{own.title} by worldview", _subtitle(result), 4.0 + 1.15 * shape[1], height, footer)
        axes = figure.add_axes((0.24 if shape[1] > 3 else 0.34, 0.5 / height, 0.74 if shape[1] > 3 else 0.64, 1 - 1.65 / height))
        most = max(float(np.abs(gap).max()), 1e-9)
        axes.imshow(
            own.sign * gap * (standing != 0), cmap=theme.BETTER_OR_WORSE, vmin=-most * 1.6, vmax=most * 1.6, aspect="auto"
        )
        for row, column in np.ndindex(shape):
            text = f"{means[row, column]:.3g}" if row == 0 else f"{gap[row, column]:+.2g}"
            axes.text(column, row, text, ha="center", va="center", fontsize=9, color=theme.INK if row else theme.QUIET)
        axes.set_xticks(range(shape[1]), result.worldviews)
        axes.xaxis.tick_top()
        names = [f"{name} (mean)" if row == 0 else name for row, name in enumerate(result.names)]
        marks = ["  contested" if contested else "" for contested in result.contested[aim]]
        axes.set_yticks(range(shape[0]), [name + mark for name, mark in zip(names, marks, strict=True)])
        for label, contested in zip(axes.get_yticklabels(), result.contested[aim], strict=True):
            label.set_color(theme.COLOURS[1] if contested else theme.INK)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    return figure


def survey(result: Robustness) -> Figure:
    """Return the numbers of worldviews under which each scenario is better (+) and worse (-) than the reference, by aim."""
    rows, columns = len(result.scenarios) - 1, len(result.aims)
    better, worse = ((result.standing[:, 1:] * side > 0).sum(axis=2).T for side in (1, -1))
    height = 2.6 + 0.45 * rows
    with theme.style():
        footer = f"Not a forecast. Number of {len(result.worldviews)} worldviews: better (+) or worse (-) than {result.names[0]}."
        width = max(8.5, 2.8 + 1.05 * columns)
        figure = theme.sheet("Robustness of conclusions across worldviews", _subtitle(result), width, height, footer)
        axes = figure.add_axes((0.22, 0.5 / height, 0.76, 1 - 2.1 / height))
        axes.imshow((better - worse) / len(result.worldviews), cmap=theme.BETTER_OR_WORSE, vmin=-1.6, vmax=1.6, aspect="auto")
        for row, column in np.ndindex(rows, columns):
            parts = [f"{sign}{count[row, column]}" for sign, count in (("+", better), ("-", worse)) if count[row, column]]
            contested = len(parts) == 2
            colour = theme.COLOURS[1] if contested else theme.INK
            text = " ".join(parts) or "0"
            if contested:
                text += "\ncontested"
            axes.text(column, row, text, ha="center", va="center", fontsize=8.5, color=colour)
        axes.set_xticks(range(columns), [fill(aim.title, 20) for aim in result.aims], fontsize=7.5)
        axes.xaxis.tick_top()
        axes.set_yticks(range(rows), result.names[1:])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    return figure


def regret(result: Robustness, aim: int = 0) -> Figure:
    """Return the expected regret of each scenario with its interval, and its regret under the worst worldview."""
    own = result.aims[aim]
    table = result.ranking(aim).iloc[::-1].reset_index(drop=True)
    height = 1.9 + 0.42 * len(table)
    with theme.style():
        footer = "Not a forecast. Regret: distance from the best scenario in the same world."
        figure = theme.sheet(f"Regret: {own.title}", _subtitle(result), 8.5, height, footer)
        axes = figure.add_axes((0.27, 0.85 / height, 0.69, 1 - 1.8 / height))
        middle = table["expected_regret"]
        axes.barh(table.index, middle, color=theme.COLOURS[0], height=0.5, alpha=0.75, label="expected, with 90 % interval")
        whiskers = [(middle - table["low"]).clip(lower=0), (table["high"] - middle).clip(lower=0)]
        axes.errorbar(middle, table.index, xerr=whiskers, fmt="none", color=theme.INK, linewidth=1, capsize=2)
        axes.plot(table["worst_regret"], table.index, "D", color=theme.COLOURS[1], markersize=5, label="worst worldview")
        for row, worst, view in zip(table.index, table["worst_regret"], table["worst_worldview"], strict=True):
            axes.annotate(
                view, (worst, row), xytext=(6, 0), textcoords="offset points", va="center", fontsize=7, color=theme.QUIET
            )
        axes.set_yticks(table.index, table["scenario"])
        axes.set_xlabel(f"{own.title} ({own.unit})" if own.unit else own.text)
        axes.margins(x=0.16)
        axes.set_xlim(left=0)
        theme.clean(axes, values="x")
        axes.legend(frameon=False, fontsize=8, loc="lower right", bbox_to_anchor=(1, 1), ncols=2)
    return figure


def trade_offs(result: Robustness) -> Figure:
    """Return parallel coordinates: a line per scenario over all aims, each axis from the worst mean up to the best."""
    means = result.values.mean(axis=(2, 3))
    signs = np.array([aim.sign for aim in result.aims])[:, None]
    good = signs * means
    low, span = good.min(axis=1, keepdims=True), np.ptp(good, axis=1, keepdims=True)
    scaled = np.where(span > 0, (good - low) / np.where(span > 0, span, 1), 0.5)
    with theme.style():
        footer = "Not a forecast. Means over all worldviews; up is better on every axis."
        width = max(8.5, 2.6 + 1.6 * len(result.aims))
        figure = theme.sheet("Trade-offs between aims", _subtitle(result), width, 5.4, footer)
        axes = figure.add_axes((0.07, 0.2, 0.66, 0.6))
        for index, name in enumerate(result.names):
            colour = theme.COLOURS[index % len(theme.COLOURS)]
            style = theme.STYLES[index // len(theme.COLOURS) % len(theme.STYLES)]
            axes.plot(
                range(len(result.aims)), scaled[:, index], color=colour, linestyle=style, marker="o", markersize=4, label=name
            )
        for index, aim in enumerate(result.aims):
            worst, best = sorted(means[index], reverse=aim.sign < 0)[:: len(result.names) - 1]
            axes.axvline(index, color=theme.GRID, linewidth=0.8, zorder=0)
            for at, value, side in ((1.03, best, "bottom"), (-0.03, worst, "top")):
                axes.text(index, at, f"{value:.3g}", ha="center", va=side, fontsize=8, color=theme.QUIET)
        axes.set_xticks(range(len(result.aims)), [fill(aim.title, 20) for aim in result.aims])
        axes.tick_params(axis="x", pad=14, length=0)
        axes.set_yticks([])
        axes.set_ylim(-0.02, 1.02)
        axes.spines[:].set_visible(False)
        axes.legend(frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1.06, 0.5))
    return figure


def _subtitle(result: Robustness) -> str:
    first = result.scenarios[0]
    return f"{len(result.scenarios)} scenarios under {len(result.worldviews)} worldviews, {first.worlds:,} worlds each"
