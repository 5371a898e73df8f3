"""Small multiples of the tension of every dyad."""

from matplotlib.figure import Figure

from sim.ensemble.run import Run
from sim.plots import theme


def dyads(run: Run) -> Figure:
    """Return a panel per dyad, all on a scale of 0 to 100."""
    rivalries = run.scenario.theatre.rivalries
    columns = min(3, len(rivalries))
    rows = -(-len(rivalries) // columns)
    with theme.style():
        figure = theme.canvas(run, "Tension by dyad", 9.5, 1.8 + 1.9 * rows)
        for axes, rivalry in zip(theme.grid_of(figure, len(rivalries), columns), rivalries, strict=True):
            theme.bands(axes, run, run.series(f"tension_{rivalry.name}"))
            theme.tidy(axes, run, 0, 100, "0-100")
            axes.set_title(rivalry.label, loc="left")
    return figure
