"""The alliance: credibility as each capital sees it, the two fears, autonomy and the deterrence gap."""

import numpy as np
from matplotlib.figure import Figure

from sim.ensemble.run import Run
from sim.plots import theme


def alliance(run: Run) -> Figure:
    """Return four panels: credibility by capital, abandonment and entrapment, autonomy, deterrence gap."""
    theatre = run.scenario.theatre
    capitals = [theatre.actor(ally.protege).capital for ally in theatre.alliances] + [theatre.challenger.capital]
    panels = [
        (f"Credibility of {theatre.patron.label} as seen in", [(f"credibility_in_{c}", c.title()) for c in capitals]),
        (f"Fears in {theatre.main_protege.label}", [("abandonment", "abandonment"), ("entrapment", "entrapment")]),
        (f"Share of {theatre.main_protege.label} in its own deterrence", [("autonomy", "autonomy")]),
        (
            "Deterrence gaps and readiness of command",
            [("deterrence_gap", "conventional gap"), ("nuclear_gap", "nuclear gap"), ("readiness", "readiness")],
        ),
    ]
    with theme.style():
        figure = theme.canvas(run, "The alliance", 10.4, 6.4)
        for axes, (title, lines) in zip(theme.grid_of(figure, 4, right=0.9, wspace=0.6), panels, strict=True):
            ends = []
            for index, (name, label) in enumerate(lines):
                colour, values = theme.COLOURS[index], run.series(name)
                theme.bands(axes, run, values, colour, theme.STYLES[index])
                ends.append((float(np.median(values[-1])), label if len(lines) > 1 else "", colour))
            theme.tidy(axes, run, 0, 1, "0-1")
            theme.end_labels(axes, run, ends)
            axes.set_title(title, loc="left")
    return figure
