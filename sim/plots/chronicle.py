"""Chronicle: the events of one world as a timeline, under its headline index."""

from textwrap import shorten
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from sim.analysis.representative_worlds import typical_world
from sim.ensemble.run import Run
from sim.foundations.months import parse_month
from sim.model.events import BEGINS, DROPS, ENDS, TAKES
from sim.plots import theme

LONGEST = 27
"""Characters of the label of a row."""


def chronicle(run: Run, world: int | None = None) -> Figure:
    """Return the timeline of a world (None: the typical one), a row for each kind of event; larger dots are more severe.

    A rule or an option has one row: full where it comes into force, hollow where it ends.
    """
    world = typical_world(run) if world is None else world
    theatre = run.scenario.theatre
    events = run.events_in(world)
    row_of = {str(kind): str(kind).replace(ENDS, BEGINS).replace(DROPS, TAKES) for kind in dict.fromkeys(events["kind"])}
    kinds = list(dict.fromkeys(row_of.values()))
    actors = {actor.name: actor for actor in theatre.actors}
    with theme.style():
        height = 3.6 + 0.26 * max(len(kinds), 4)
        figure = theme.canvas(run, f"Events of world {world}", 9.5, height, "Not a forecast. Larger dots: more severe events.")
        split = (0.75 + 0.26 * max(len(kinds), 4)) / height
        left = 0.22 if run.scenario.rules else 0.16
        top = figure.add_axes((left, split + 0.25 / height, 0.97 - left, 1 - split - 1.35 / height))
        top.plot(theme.years(run), run.series(theatre.headline)[:, world], color=theme.COLOURS[0], linewidth=1.5)
        theme.tidy(top, run, 0, 100, "0-100")
        top.set_title(theatre.headline_label, loc="left")
        top.tick_params(labelbottom=False)
        rows = figure.add_axes((left, 0.65 / height, 0.97 - left, split - 0.7 / height))
        theme.tidy(rows, run)
        for kind, row in row_of.items():
            index = kinds.index(row)
            of_kind = events[events["kind"] == kind]
            when = [parse_month(str(month)) / 12 for month in of_kind["month"]]
            colours = [actors[str(actor)].colour if str(actor) in actors else theme.QUIET for actor in of_kind["actor"]]
            size = 12 + 22 * np.minimum(of_kind["severity"].to_numpy(dtype=float), 5)
            rows.scatter(when, [index] * len(when), s=size, alpha=0.75, **_filled(colours, kind.startswith((ENDS, DROPS))))
        rows.set_yticks(range(len(kinds)), [shorten(kind.replace("_", " "), LONGEST, placeholder=" ...") for kind in kinds])
        rows.set_ylim(len(kinds) - 0.4, -0.6)
        seen = [actors[name] for name in dict.fromkeys(str(actor) for actor in events["actor"]) if name in actors]
        for index, actor in enumerate(seen):
            figure.text(
                0.985 - 0.075 * index, 0.08 / height, actor.short, color=actor.colour, ha="right", va="bottom", fontsize=9
            )
    return figure


def _filled(colours: list[str], hollow: bool) -> dict[str, Any]:
    """Return how dots are drawn: full, or as a ring."""
    return {"facecolors": "none", "edgecolors": colours} if hollow else {"c": colours, "linewidths": 0}
