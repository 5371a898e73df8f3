"""What is known of the candidates of a search, kept in a file, so that a search that was stopped goes on where it was."""

import os
from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from sim.analysis.factors import Places
from sim.analysis.methods.nsga2 import Batch


class Remembered:
    """Candidates by their places. file: where they are kept; it may not exist yet, and is dropped when it cannot be read."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._known: dict[bytes, tuple[np.ndarray, np.ndarray]] = {}
        try:
            with np.load(file) as kept:
                rows = zip(kept["places"], kept["objectives"], kept["broken"], strict=True)
                self._known = {place.tobytes(): (objectives, broken) for place, objectives, broken in rows}
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            pass

    def __len__(self) -> int:
        return len(self._known)

    def __call__(self, ask: Callable[[Places], Batch], known: Callable[[int], None]) -> Callable[[Places], Batch]:
        """Return a function that asks only what is not known yet; known: told how many of a batch were."""

        def asked(places: Places) -> Batch:
            new = np.array([place.tobytes() not in self._known for place in places])
            known(int((~new).sum()))
            if new.any():
                batch = ask(places[new])
                rows = zip(places[new], batch.objectives, batch.broken, strict=True)
                self._known |= {place.tobytes(): (objectives, broken) for place, objectives, broken in rows}
                self._keep(places.shape[1])
            found = [self._known[place.tobytes()] for place in places]
            return Batch(np.array([objectives for objectives, _ in found]), np.array([broken for _, broken in found]))

        return asked

    def forget(self) -> None:
        """Remove the file: the search is done."""
        self.file.unlink(missing_ok=True)

    def _keep(self, dimensions: int) -> None:
        places = np.array([np.frombuffer(key) for key in self._known]).reshape(-1, dimensions)
        objectives, broken = (np.array([row[part] for row in self._known.values()]) for part in (0, 1))
        self.file.parent.mkdir(parents=True, exist_ok=True)
        hidden = self.file.with_suffix(".unfinished")
        try:
            with hidden.open("wb") as file:
                np.savez(file, places=places, objectives=objectives, broken=broken)
            os.replace(hidden, self.file)
        except BaseException:
            hidden.unlink(missing_ok=True)
            raise
