"""The figures of a run as files, drawn in this process or in several: Matplotlib is imported only where something is drawn."""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaWarning
from sim.parallel.executor import run_jobs
from sim.parallel.job import Progress

MOST = 4
"""Processes that draw at most: each then has two or three of nine figures to draw, and their series to hold."""

type Drawn = tuple[list[Path], list[str]]
"""The files of some figures, and what is to be said about them."""


def draw_figures(run: Run, folder: Path, svg: bool, processes: int) -> list[Path]:
    """Draw every figure of a run into a folder, and return the files; see `sim.plots.draw_all`.

    processes: 1 for this process alone; others are handed the run, which should lie in files then.
    """
    if processes == 1:
        from sim.plots import draw_all

        return draw_all(run, folder, svg)
    parts = min(processes, MOST)
    drawn = run_jobs([FiguresJob(run, folder, svg, part, parts) for part in range(parts)], parts)
    for sentence in dict.fromkeys(sentence for _, sentences in drawn for sentence in sentences):
        warnings.warn(sentence, PeninsulaWarning, stacklevel=2)
    return [file for files, _ in drawn for file in files]


@dataclass(frozen=True)
class FiguresJob:
    """Every so many figures of a run, drawn on a worker; see `sim.parallel.job.Job`.

    part, parts: the share of the figures, from 0, and the number of shares.
    """

    modules: ClassVar[tuple[str, ...]] = ("sim.plots",)

    run: Run
    folder: Path
    svg: bool
    part: int
    parts: int

    @property
    def size(self) -> int:
        return 1

    @property
    def label(self) -> str:
        return f"part {self.part + 1} of the figures of {self.run.scenario.name}"

    def do(self, progress: Progress) -> Drawn:
        """Draw the figures, and return their files with what is to be said: nobody sees the warnings of a worker."""
        from sim.plots import draw_all

        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", PeninsulaWarning)
            files = draw_all(self.run, self.folder, self.svg, slice(self.part, None, self.parts))
        return files, [str(each.message) for each in caught if issubclass(each.category, PeninsulaWarning)]
