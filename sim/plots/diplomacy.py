"""Diplomacy: talks, agreements and sidelining."""

from matplotlib.figure import Figure

from sim.ensemble.run import Run
from sim.plots import theme
from sim.plots.nuclear import share_so_far


def diplomacy(run: Run) -> Figure:
    """Return four panels: talks, agreements so far, months kept, sidelining."""
    main = run.scenario.theatre.main_protege.label
    with theme.style():
        figure = theme.canvas(run, "Diplomacy", 9.8, 6.4)
        talks, deals, kept, aside = theme.grid_of(figure, 4)
        share_so_far(talks, run, run.series("talks") > 0, theme.COLOURS[2])
        theme.tidy(talks, run, 0, 1, "share of worlds")
        talks.set_title("Talks under way", loc="left")
        for index, (name, label) in enumerate((("agreements_reached", "reached"), ("agreements_broken", "broken"))):
            share_so_far(deals, run, run.series(name) > 0, theme.COLOURS[index], label, theme.STYLES[index])
        theme.tidy(deals, run, 0, 1, "share of worlds")
        deals.legend(loc="upper left", fontsize=8, framealpha=0.9)
        deals.set_title("At least one agreement so far", loc="left")
        kept.plot(theme.years(run), run.series("agreements_kept").mean(axis=1), color=theme.COLOURS[0], linewidth=1.8)
        theme.tidy(kept, run, 0, None, "months, mean over worlds")
        kept.set_title("Months of agreements kept so far", loc="left")
        theme.bands(aside, run, run.series("sidelining"))
        theme.tidy(aside, run, 0, 1, "0-1")
        aside.set_title(f"Sidelining of {main}", loc="left")
    return figure
