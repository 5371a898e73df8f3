"""A cache of evaluated search candidates in a file, from which an interrupted search resumes."""

import os
from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from sim.analysis.factors import Coordinates
from sim.analysis.methods.nsga2 import Evaluate, Evaluations

type Row = NDArray[np.float64]


class EvaluationCache:
    """Evaluations by the coordinates of their candidates.

    file: where the evaluations are stored. It need not exist, and is ignored when it cannot be read.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._rows: dict[bytes, tuple[Row, Row]] = {}
        try:
            with np.load(file) as stored:
                self._add(stored["coordinates"], Evaluations(stored["objectives"], stored["violations"]))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            pass

    def __len__(self) -> int:
        return len(self._rows)

    def wrap(self, evaluate: Evaluate, on_cached: Callable[[int], None]) -> Evaluate:
        """Return a function that evaluates only candidates that are not in the cache, and stores them.

        on_cached: called with the number of candidates of each batch that were in the cache.
        """

        def evaluate_new(coordinates: Coordinates) -> Evaluations:
            new = np.array([row.tobytes() not in self._rows for row in coordinates])
            on_cached(int((~new).sum()))
            if new.any():
                self._add(coordinates[new], evaluate(coordinates[new]))
                self._write(coordinates.shape[1])
            rows = [self._rows[row.tobytes()] for row in coordinates]
            objectives, violations = (np.array([row[part] for row in rows]) for part in (0, 1))
            return Evaluations(objectives, violations)

        return evaluate_new

    def delete(self) -> None:
        """Remove the file once the search is complete."""
        self.file.unlink(missing_ok=True)

    def _add(self, coordinates: Coordinates, evaluations: Evaluations) -> None:
        rows = zip(coordinates, evaluations.objectives, evaluations.violations, strict=True)
        self._rows |= {row.tobytes(): (objectives, violations) for row, objectives, violations in rows}

    def _write(self, dimensions: int) -> None:
        coordinates = np.array([np.frombuffer(key) for key in self._rows]).reshape(-1, dimensions)
        objectives, violations = (np.array([row[part] for row in self._rows.values()]) for part in (0, 1))
        self.file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.file.with_suffix(".unfinished")
        try:
            with temporary.open("wb") as file:
                np.savez(file, coordinates=coordinates, objectives=objectives, violations=violations)
            os.replace(temporary, self.file)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
