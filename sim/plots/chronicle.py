"""Chronicle: the events of one world as a timeline, under its headline index."""

import numpy as np
from matplotlib.figure import Figure

from sim.analysis.representative_worlds import typical_world
from sim.ensemble.run import Run
from sim.foundations.months import parse_month
from sim.plots import theme


def chronicle(run: Run, world: int | None = None) -> Figure:
    """Return the timeline of a world (None: the typical one), a row for each kind of event; larger dots are more severe."""
    world = typical_world(run) if world is None else world
    theatre = run.scenario.theatre
    events = run.events_in(world)
    kinds = [str(kind) for kind in dict.fromkeys(events["kind"])]
    actors = {actor.name: actor for actor in theatre.actors}
    with theme.style():
        height = 3.6 + 0.26 * max(len(kinds), 4)
        figure = theme.canvas(run, f"Events of world {world}", 9.5, height, "Not a forecast. Larger dots: more severe events.")
        split = (0.75 + 0.26 * max(len(kinds), 4)) / height
        top = figure.add_axes((0.16, split + 0.25 / height, 0.81, 1 - split - 1.35 / height))
        top.plot(theme.years(run), run.series(theatre.headline)[:, world], color=theme.COLOURS[0], linewidth=1.5)
        theme.tidy(top, run, 0, 100, "0-100")
        top.set_title(theatre.headline_label, loc="left")
        top.tick_params(labelbottom=False)
        rows = figure.add_axes((0.16, 0.65 / height, 0.81, split - 0.7 / height))
        theme.tidy(rows, run)
        for index, kind in enumerate(kinds):
            of_kind = events[events["kind"] == kind]
            when = [parse_month(str(month)) / 12 for month in of_kind["month"]]
            colours = [actors[str(actor)].colour if str(actor) in actors else theme.QUIET for actor in of_kind["actor"]]
            size = 12 + 22 * np.minimum(of_kind["severity"].to_numpy(dtype=float), 5)
            rows.scatter(when, [index] * len(when), s=size, c=colours, alpha=0.75, linewidths=0)
        rows.set_yticks(range(len(kinds)), [kind.replace("_", " ") for kind in kinds])
        rows.set_ylim(len(kinds) - 0.4, -0.6)
        seen = [actors[name] for name in dict.fromkeys(str(actor) for actor in events["actor"]) if name in actors]
        for index, actor in enumerate(seen):
            figure.text(
                0.985 - 0.075 * index, 0.08 / height, actor.short, color=actor.colour, ha="right", va="bottom", fontsize=9
            )
    return figure
