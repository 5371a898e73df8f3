"""Choices: what every government does month by month, as shares of worlds."""

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from sim.ensemble.run import Run
from sim.plots import theme
from sim.scenario.choices import decision_of

FOOTER = "Not a forecast. Above what is coloured governments hold to their plans."


def choices(run: Run) -> Figure:
    """Return a panel for each government that chooses: the shares of worlds in which each option is in force, stacked."""
    actors = [actor for actor in run.scenario.theatre.actors if actor.name in run.scenario.choices]
    shares = run.choices_in_force
    stacks = {actor.name: [share for (owner, _), share in shares.items() if owner == actor.name] for actor in actors}
    most = max(float(np.sum(stack, axis=0).max()) for stack in stacks.values())
    with theme.style():
        figure = theme.canvas(run, "What governments choose", 9.8, 1.6 + 2.1 * -(-len(actors) // 2), FOOTER)
        for axes, actor in zip(theme.grid_of(figure, len(actors), right=0.9, wspace=0.5), actors, strict=True):
            names = [option.name for option in decision_of(actor.role).options]
            own = stacks[actor.name]
            colours = [_shade(actor.colour, row / max(len(names) - 1, 1)) for row in range(len(names))]
            axes.stackplot(theme.years(run), own, colors=colours, linewidth=0)
            theme.tidy(axes, run, 0, min(1.0, 1.15 * most + 0.02), "share of worlds")
            axes.set_title(actor.label, loc="left")
            ends, below = [], 0.0
            for name, share in zip(names, own, strict=True):
                ends.append((below + float(share[-1]) / 2, f"{name} {share[-1]:.0%}", theme.INK))
                below += float(share[-1])
            theme.end_labels(axes, run, ends)
    return figure


def _shade(colour: str, share: float) -> tuple[float, float, float]:
    """Return a colour between the one of an actor and a pale one."""
    red, green, blue = (part + (1 - part) * 0.75 * share for part in to_rgb(colour))
    return red, green, blue
