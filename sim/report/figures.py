"""Figures inside a page: SVG with its letters as shapes, so that it looks the same everywhere and needs nothing from outside."""

import base64
from dataclasses import dataclass
from io import BytesIO

from matplotlib import rc_context
from matplotlib.figure import Figure

from sim.plots.theme import style


@dataclass(frozen=True)
class Picture:
    """A figure as a data address, with what it shows in words, for those who cannot see it and below it for all."""

    address: str
    caption: str
    wide: bool = True


def picture(figure: Figure, caption: str) -> Picture:
    """Return a figure ready for a page."""
    drawn = BytesIO()
    with style(), rc_context({"svg.fonttype": "path"}):
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    return Picture("data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode(), caption)
