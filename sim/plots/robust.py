"""Figures of a robust choice: scenario by worldview, regret, and the trade-offs between what is wanted."""

import numpy as np
from matplotlib.figure import Figure

from sim.analysis.robust import Robustness
from sim.plots import theme


def matrix(found: Robustness, aim: int = 0) -> Figure:
    """Return mean differences from the reference, scenario by worldview: red is worse, blue better; contested rows marked."""
    wanted = found.aims[aim]
    table = found.matrix()
    mine = table[table["outcome"] == wanted.text]
    shape = (len(found.scenarios), len(found.worldviews))
    gap = mine["difference"].to_numpy().reshape(shape)
    means = mine["mean"].to_numpy().reshape(shape)
    standing = found.standing[aim]
    height = 2.1 + 0.5 * shape[0]
    with theme.style():
        figure = theme.sheet(f"{wanted.title} under rival theories", _about(found), 4.0 + 1.15 * shape[1], height)
        _footer(figure, "blue: better than the reference, red: worse; pale: no difference to speak of.")
        axes = figure.add_axes((0.24 if shape[1] > 3 else 0.34, 0.5 / height, 0.74 if shape[1] > 3 else 0.64, 1 - 1.65 / height))
        most = max(float(np.abs(gap).max()), 1e-9)
        axes.imshow(wanted.sign * gap * (standing != 0), cmap="RdBu", vmin=-most * 1.6, vmax=most * 1.6, aspect="auto")
        for row, column in np.ndindex(shape):
            text = f"{means[row, column]:.3g}" if row == 0 else f"{gap[row, column]:+.2g}"
            axes.text(column, row, text, ha="center", va="center", fontsize=9, color=theme.INK if row else theme.QUIET)
        axes.set_xticks(range(shape[1]), found.worldviews)
        axes.xaxis.tick_top()
        names = [f"{name} (mean)" if row == 0 else name for row, name in enumerate(found.names)]
        marks = ["  contested" if contested else "" for contested in found.contested[aim]]
        axes.set_yticks(range(shape[0]), [name + mark for name, mark in zip(names, marks, strict=True)])
        for label, contested in zip(axes.get_yticklabels(), found.contested[aim], strict=True):
            label.set_color(theme.COLOURS[1] if contested else theme.INK)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    return figure


def survey(found: Robustness) -> Figure:
    """Return how many worldviews find each scenario better (+) or worse (-) than the reference, in every aim."""
    rows, columns = len(found.scenarios) - 1, len(found.aims)
    better, worse = ((found.standing[:, 1:] * side > 0).sum(axis=2).T for side in (1, -1))
    height = 2.6 + 0.45 * rows
    with theme.style():
        figure = theme.sheet("Which conclusions survive rival theories", _about(found), max(8.5, 2.8 + 1.05 * columns), height)
        _footer(figure, f"of {len(found.worldviews)} worldviews, how many find it better (+) or worse (-) than {found.names[0]}.")
        axes = figure.add_axes((0.22, 0.5 / height, 0.76, 1 - 2.1 / height))
        axes.imshow((better - worse) / len(found.worldviews), cmap="RdBu", vmin=-1.6, vmax=1.6, aspect="auto")
        for row, column in np.ndindex(rows, columns):
            parts = [f"{sign}{count[row, column]}" for sign, count in (("+", better), ("-", worse)) if count[row, column]]
            contested = len(parts) == 2
            colour = theme.COLOURS[1] if contested else theme.INK
            text = " ".join(parts) + "\ncontested" * contested or "0"
            axes.text(column, row, text, ha="center", va="center", fontsize=8.5, color=colour)
        axes.set_xticks(range(columns), [_wrapped(aim.title) for aim in found.aims], fontsize=7.5)
        axes.xaxis.tick_top()
        axes.set_yticks(range(rows), found.names[1:])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    return figure


def regret(found: Robustness, aim: int = 0) -> Figure:
    """Return expected regret with its interval, and the regret under the worldview in which it is worst."""
    wanted = found.aims[aim]
    table = found.ranking(aim).iloc[::-1].reset_index(drop=True)
    height = 1.9 + 0.42 * len(table)
    with theme.style():
        figure = theme.sheet(f"Regret: {wanted.title}", _about(found), 8.5, height)
        _footer(figure, "distance to the best scenario in the same world.")
        axes = figure.add_axes((0.27, 0.85 / height, 0.69, 1 - 1.8 / height))
        middle = table["expected_regret"]
        axes.barh(table.index, middle, color=theme.COLOURS[0], height=0.5, alpha=0.75, label="expected, with its 90 % interval")
        whiskers = [(middle - table["low"]).clip(lower=0), (table["high"] - middle).clip(lower=0)]
        axes.errorbar(middle, table.index, xerr=whiskers, fmt="none", color=theme.INK, linewidth=1, capsize=2)
        axes.plot(table["worst_regret"], table.index, "D", color=theme.COLOURS[1], markersize=5, label="worst worldview")
        for row, worst, view in zip(table.index, table["worst_regret"], table["worst_worldview"], strict=True):
            axes.annotate(
                view, (worst, row), xytext=(6, 0), textcoords="offset points", va="center", fontsize=7, color=theme.QUIET
            )
        axes.set_yticks(table.index, table["scenario"])
        axes.set_xlabel(f"{wanted.title} ({wanted.unit})" if wanted.unit else wanted.text)
        axes.margins(x=0.16)
        axes.set_xlim(left=0)
        axes.tick_params(axis="y", length=0)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.legend(frameon=False, fontsize=8, loc="lower right", bbox_to_anchor=(1, 1), ncols=2)
    return figure


def trade_offs(found: Robustness) -> Figure:
    """Return parallel coordinates: a line a scenario over all aims, up is better, each axis from the worst to the best mean."""
    means = found.values.mean(axis=(2, 3))
    signs = np.array([aim.sign for aim in found.aims])[:, None]
    good = signs * means
    low, span = good.min(axis=1, keepdims=True), np.ptp(good, axis=1, keepdims=True)
    scaled = np.where(span > 0, (good - low) / np.where(span > 0, span, 1), 0.5)
    with theme.style():
        figure = theme.sheet("Trade-offs between what is wanted", _about(found), max(8.5, 2.6 + 1.6 * len(found.aims)), 5.4)
        _footer(figure, "means over all worldviews; up is better on every axis.")
        axes = figure.add_axes((0.07, 0.2, 0.66, 0.6))
        for place, name in enumerate(found.names):
            colour = theme.COLOURS[place % len(theme.COLOURS)]
            style = theme.STYLES[place // len(theme.COLOURS) % len(theme.STYLES)]
            axes.plot(
                range(len(found.aims)), scaled[:, place], color=colour, linestyle=style, marker="o", markersize=4, label=name
            )
        for place, aim in enumerate(found.aims):
            worst, best = sorted(means[place], reverse=aim.sign < 0)[:: len(found.names) - 1]
            axes.axvline(place, color=theme.GRID, linewidth=0.8, zorder=0)
            for at, value, side in ((1.03, best, "bottom"), (-0.03, worst, "top")):
                axes.text(place, at, f"{value:.3g}", ha="center", va=side, fontsize=8, color=theme.QUIET)
        axes.set_xticks(range(len(found.aims)), [_wrapped(aim.title) for aim in found.aims])
        axes.tick_params(axis="x", pad=14, length=0)
        axes.set_yticks([])
        axes.set_ylim(-0.02, 1.02)
        axes.spines[:].set_visible(False)
        axes.legend(frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1.06, 0.5))
    return figure


def _wrapped(title: str) -> str:
    from textwrap import fill

    return fill(title, 20)


def _about(found: Robustness) -> str:
    first = found.scenarios[0]
    return f"{len(found.scenarios)} scenarios under {len(found.worldviews)} worldviews, {first.worlds:,} worlds each"


def _footer(figure: Figure, text: str) -> None:
    figure.texts[2].set_text(f"Not a forecast. {text[0].upper()}{text[1:]}")
