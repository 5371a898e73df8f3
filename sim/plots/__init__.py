"""Figures: those of a run, one a file; those of a command in the file of its name; one theme."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from sim.ensemble.run import NotRecordedError, Run
from sim.files.named_file import write_named_file
from sim.foundations.errors import PeninsulaError
from sim.plots.alliance import alliance
from sim.plots.causes import causes
from sim.plots.choices import choices
from sim.plots.chronicle import chronicle
from sim.plots.diplomacy import diplomacy
from sim.plots.dyads import dyads
from sim.plots.fan import fan_chart
from sim.plots.heat_map import heat_map
from sim.plots.nuclear import nuclear
from sim.plots.risk import risk
from sim.plots.theme import style


def tension(run: Run) -> Figure:
    """Return the fan chart of the headline index."""
    return fan_chart(run, run.scenario.theatre.headline)


FIGURES: Mapping[str, Callable[[Run], Figure]] = {
    "tension": tension,
    "dyads": dyads,
    "alliance": alliance,
    "nuclear": nuclear,
    "risk": risk,
    "diplomacy": diplomacy,
    "heat_map": heat_map,
    "causes": causes,
    "chronicle": chronicle,
}
"""Every figure of a run, by the name of its image file."""


def figures_of(run: Run) -> Mapping[str, Callable[[Run], Figure]]:
    """Return the figures of a run: all of `FIGURES`, and that of choices where governments choose."""
    return {**FIGURES, "choices": choices} if run.scenario.choices else FIGURES


FORMATS: Mapping[str, dict[str, None]] = {".png": {}, ".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
"""File formats, with the metadata to omit from each so that equal figures give equal files."""


def draw_all(run: Run, folder: Path, svg: bool = False, part: slice = slice(None)) -> list[Path]:
    """Draw every figure into a folder, and return the files; see `save`. Figures of unrecorded data are left out.

    part: of the figures, to draw only these.
    """
    files: list[Path] = []
    for name, draw in list(figures_of(run).items())[part]:
        with suppress(NotRecordedError):
            files += save(draw(run), folder, name, svg)
    return files


def save(figure: Figure, folder: Path, name: str, svg: bool = False) -> list[Path]:
    """Write a figure as PNG into a folder, which is created if missing, and return the files; svg: write it as SVG, too."""
    folder.mkdir(exist_ok=True)  # not its parents: a folder that was removed meanwhile stays an error
    files = [folder / f"{name}.{suffix}" for suffix in (("png", "svg") if svg else ("png",))]
    for file in files:
        _write(figure, file, file.suffix)
    return files


def save_as(figure: Figure, file: Path, folders: bool = False) -> Path:
    """Write a figure to a file that a user names, complete or not at all, in the format of its suffix: .png, .svg or .pdf.

    folders: create those above it that are missing.
    Raises PeninsulaError for another suffix, and when the file system refuses.
    """
    suffix = file.suffix.lower()
    if suffix not in FORMATS:
        raise PeninsulaError(f"cannot draw '{file}': expected a name that ends in {', '.join(FORMATS)}")
    image = BytesIO()
    _write(figure, image, suffix)
    write_named_file(file, image.getvalue(), folders)
    return file


def _write(figure: Figure, to: Path | BytesIO, suffix: str) -> None:
    options: dict[str, Any] = {"metadata": FORMATS[suffix], "format": suffix[1:]}
    if suffix == ".png":
        options["pil_kwargs"] = {"compress_level": 2}  # a tenth larger, in two thirds of the time
    with style():
        figure.savefig(to, dpi=150, **options)
