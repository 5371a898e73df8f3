"""Strips under a chart of a run: the share of worlds in which each rule is in force."""

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from sim.ensemble.run import Run
from sim.plots import theme

MOST_STRIPS = 8
"""Rules that are drawn: those in force in most worlds and months."""

ROW = 0.19
"""Height of a strip in inches."""


def height_of_strips(run: Run) -> float:
    """Return the inches that the strips of a run need, with their heading; nothing without rules."""
    rows = min(len(run.scenario.rules), MOST_STRIPS)
    return ROW * rows + 0.3 if rows else 0.0


def draw_strips(figure: Figure, run: Run, above: Axes, bottom: float) -> None:
    """Draw a strip for each rule, darker the more worlds it is in force in, with the share at the end of the horizon.

    above: the chart whose months they share. bottom: of the strips on the figure, in inches.
    """
    shares = run.rules_in_force
    chosen = sorted(run.scenario.rules, key=lambda rule: -float(shares[rule.name].sum()))[:MOST_STRIPS]
    rules = [rule for rule in run.scenario.rules if rule in chosen]
    if not rules:
        return
    height, place = figure.get_figheight(), above.get_position()
    axes = figure.add_axes((place.x0, bottom / height, place.width, ROW * len(rules) / height), sharex=above)
    when = theme.years(run)
    edges = [when[0], *((when[1:] + when[:-1]) / 2), when[-1]]
    for row, rule in enumerate(rules):
        colour = run.scenario.theatre.actor(rule.actor).colour
        scale = LinearSegmentedColormap.from_list(rule.name, [theme.GRID, colour])
        axes.pcolormesh(edges, [row + 0.08, row + 0.92], shares[rule.name][None], cmap=scale, vmin=0, vmax=1, rasterized=True)
        axes.annotate(
            f"{shares[rule.name][-1]:.0%}", (1, row + 0.5), xycoords=("axes fraction", "data"), xytext=(4, 0),
            textcoords="offset points", va="center", fontsize=7.5, color=theme.INK,
        )  # fmt: skip
        axes.annotate(
            rule.name, (0, row + 0.5), xycoords=("axes fraction", "data"), xytext=(4, 0), textcoords="offset points",
            va="center", fontsize=7.5, color=theme.INK,
        )  # fmt: skip
    axes.set_ylim(len(rules), 0)
    drawn = "rules and later governments" if run.scenario.offices else "rules"
    heading = f"{drawn}, darker where in force in more worlds; share of worlds at the end"
    axes.set_title(heading, loc="right", fontsize=7.5, color=theme.QUIET)
    axes.set_axis_off()
