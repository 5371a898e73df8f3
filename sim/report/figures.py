"""Figures of a page as embedded SVG, with text as shapes, so that they look the same everywhere and need no fonts or files."""

import base64
from dataclasses import dataclass
from io import BytesIO

from matplotlib import rc_context
from matplotlib.figure import Figure

from sim.plots.theme import style


@dataclass(frozen=True)
class Picture:
    """A figure as a data URL, with a caption that is also its alternative text."""

    address: str
    caption: str


def picture(figure: Figure, caption: str) -> Picture:
    """Return a figure as a data URL."""
    image = BytesIO()
    with style(), rc_context({"svg.fonttype": "path"}):
        figure.savefig(image, format="svg", metadata={"Date": None})
    return Picture("data:image/svg+xml;base64," + base64.b64encode(image.getvalue()).decode(), caption)
