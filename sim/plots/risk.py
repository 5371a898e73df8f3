"""Risk: probabilities of crisis and clash, the war-risk indicator, and the shares of worlds with each so far."""

import numpy as np
from matplotlib.figure import Figure

from sim.ensemble.run import Run
from sim.plots import theme
from sim.plots.nuclear import share_so_far


def risk(run: Run) -> Figure:
    """Return four panels: crisis, clash and war risk within a year, and the share of worlds so far."""
    with theme.style():
        figure = theme.canvas(run, "Risk of crisis, clash and war", 9.8, 6.4)
        crisis, clash, war, sofar = theme.grid_of(figure, 4)
        for axes, name, title in (
            (crisis, "crisis_prob", "Crisis within a year"),
            (clash, "clash_prob", "Limited clash within a year"),
            (war, "war_risk", "War-risk indicator"),
        ):
            values = run.series(name)
            theme.bands(axes, run, values)
            if name != "war_risk":  # the mean follows the few worlds at war, for which the indicator is 1
                axes.plot(theme.years(run), values.mean(axis=1), color=theme.INK, linewidth=1, linestyle="--")
            theme.tidy(axes, run, 0, None, "probability per year")
            axes.set_title(title if name == "war_risk" else f"{title} (dashed: mean)", loc="left")
        stage = run.series("crisis_stage")
        for index, (rung, label) in enumerate(((1, "crisis"), (2, "clash"), (3, "war"))):
            happened = np.maximum.accumulate(stage >= rung, axis=0)
            share_so_far(sofar, run, happened, theme.COLOURS[index], label, theme.STYLES[index])
        theme.tidy(sofar, run, 0, 1, "share of worlds")
        sofar.legend(loc="upper left", fontsize=8, framealpha=0.9)
        sofar.set_title("Any dyad so far (90 % Wilson interval)", loc="left")
    return figure
